"""The tab *Why*: what the answers suggest and why, what the owner decided, and what handing over wins."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models import triage_ops, worth
from models.cards import Detail
from models.settings import read_settings
from models.triage import ASKED, GATE_TEXTS, GATES
from models.triage_ops import Triage
from models.words import say
from ui.dressing import dress_page
from ui.panel.decision_row import DecisionRow
from ui.panel.drafts import FieldDraft
from ui.panel.growing_text import GrowingText
from ui.panel.scale import ScaleRow
from ui.panel.style import EDGE, PAD, sized, tint
from ui.panel.suggestion_box import SuggestionBox
from ui.panel.tick_chips import TickChips
from ui.panel.why_words import agreement_line, decision_line, span_text
from ui.panel.worth_box import WorthBox
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours
from ui.triage_words import QUESTIONS, gate_name
from ui.wording import sentence_text

ON_SITE = "on_site"
BETTER = 3


class WhyTab(QScrollArea):
    """Answers suggest anew and never decide; only the row *Your decision* decides."""

    def __init__(
        self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._today = today
        self._task = 0
        self._triage: Triage | None = None
        dress_page(self)
        self._headings: list[PlainLabel] = []
        page = QWidget()
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(EDGE + 2, 10, EDGE, 14)
        self._rows.setSpacing(2)
        self._make_verdict()
        self._make_questions()
        self._rows.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.restyle()

    def load(self, detail: Detail) -> None:
        """Show another card from its top."""
        self._task = detail.card.id
        self.worth.close_sheet()
        self._note_draft.load(triage_ops.read_triage(self._store.board, self._task).note)
        self.refresh(detail)
        self.verticalScrollBar().setValue(0)

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now; a note that is being typed stays."""
        board = self._store.board
        found = self._triage = triage_ops.read_triage(board, self._task)
        seconds = detail.card.seconds_per_week
        hours = span_text(seconds / 3600) if seconds is not None else ""
        self.suggestion.show_triage(found, hours, agreement_line(*triage_ops.agreement(board)))
        self.decision.show_verdict(detail.card.verdict)
        self._decided.setText(decision_line(found, self._today()))
        self._decided.setVisible(bool(self._decided.text()))
        self._note_draft.refresh(found.note)
        for letter, row in self.questions.items():
            row.show_answer(found.answers.get(letter), found.suggestion.points.get(letter, 0))
        self.gates.show_ticked(found.gates)
        self.on_site.show_ticked([ON_SITE] if found.on_site else [])
        worths = worth.worth_of(board, [self._task], self._today())
        self.worth.show_worth(
            worths.get(self._task),
            read_settings(board),
            is_better=(found.answers.get("P") or 0) >= BETTER,
            is_craft=found.suggestion.route == "specialist",
        )
        self.setFocusProxy(self._first_open())

    def flush(self) -> None:
        """Save a half typed note."""
        self._note_draft.leave()

    def restyle(self) -> None:
        """Take on the running colours."""
        self.suggestion.restyle()
        self.worth.restyle()
        for row in self.questions.values():
            row.restyle()
        for heading in self._headings:
            heading.setFont(sized(self.font(), 0.95, QFont.Weight.DemiBold))
            tint(heading, colours().text)
        self._decided.setFont(sized(self.font(), 0.92))
        tint(self._decided, colours().muted)

    def _make_verdict(self) -> None:
        self.suggestion = SuggestionBox()
        self.decision = DecisionRow()
        self.decision.chosen.connect(self._on_decided)
        self._decided = PlainLabel()
        self._decided.setWordWrap(True)
        self._decided.setContentsMargins(PAD, 2, PAD, 0)
        self.note = GrowingText()
        self.note.setPlaceholderText(self.tr("A note on your decision"))
        self.note.setAccessibleName(self.tr("Note on your decision"))
        self._note_draft = FieldDraft(
            self.note.toPlainText,
            self.note.show_text,
            lambda text, visit: self._writer.send(triage_ops.note_decision, self._task, text, visit=visit),
            self.note,
        )
        self.note.textChanged.connect(self._note_draft.touch)
        self.note.left.connect(self._note_draft.leave)
        self._note_draft.settled.connect(self._writer.settled)
        self.worth = WorthBox(self._store, self._today)
        self.worth.rough_given.connect(
            lambda minutes: self._writer.send(triage_ops.set_rough, self._task, minutes)
        )
        self.worth.sheet_closed.connect(self._writer.settled)
        self._rows.addWidget(self.suggestion)
        self._rows.addSpacing(8)
        self._add_heading(self.tr("Your decision"))
        self._rows.addWidget(self.decision)
        self._rows.addWidget(self._decided)
        self._rows.addWidget(self.note)
        self._rows.addSpacing(6)
        self._rows.addWidget(self.worth)
        self._rows.addSpacing(8)

    def _make_questions(self) -> None:
        self._add_heading(self.tr("Your answers"))
        self.questions: dict[str, ScaleRow] = {}
        for question in QUESTIONS:
            letter = question.key
            row = self.questions[letter] = ScaleRow(question.text(), question.low(), question.high())
            row.answered.connect(lambda value, letter=letter: self._answer(**{letter: value}))
            row.left.connect(lambda by, letter=letter: self._go_on(letter, by))
            self._rows.addWidget(row)
        self._rows.addSpacing(8)
        self._add_heading(self.tr("It must stay with you because"))
        self.gates = TickChips(
            [(gate, gate_name(gate), sentence_text(say(GATE_TEXTS[gate]))) for gate in GATES]
        )
        self.gates.setAccessibleName(self.tr("It must stay with you because"))
        self.gates.toggled.connect(lambda _key, _on: self._answer(gates=self.gates.ticked))
        self._rows.addWidget(self.gates)
        self._rows.addSpacing(8)
        self._add_heading(self.tr("Where"))
        self.on_site = TickChips(
            [(ON_SITE, self.tr("Must be on site"), self.tr("Somebody has to stand there: no remote help"))]
        )
        self.on_site.setAccessibleName(self.tr("Where"))
        self.on_site.toggled.connect(lambda _key, is_on: self._answer(on_site=is_on))
        self._rows.addWidget(self.on_site)

    def _add_heading(self, text: str) -> None:
        heading = PlainLabel(text)
        heading.setWordWrap(True)
        heading.setContentsMargins(PAD, 0, PAD, 2)
        self._headings.append(heading)
        self._rows.addWidget(heading)

    def _answer(self, **given: object) -> None:
        self._writer.send(triage_ops.answer, self._task, **given)

    def _on_decided(self, verdict: str) -> None:
        seen = self._triage is not None and self._triage.suggestion.verdict != "undecided"
        self._writer.send(triage_ops.decide, self._task, verdict, seen=seen)

    def _go_on(self, letter: str, by: int) -> None:
        """The keyboard goes to the next question, or to what comes after the last."""
        place = ASKED.index(letter) + by
        if place < 0:
            return
        target: QWidget = self.questions[ASKED[place]] if place < len(ASKED) else self.gates
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(target, 0, 24)

    def _first_open(self) -> QWidget:
        """Where the keyboard goes first: the first question without an answer."""
        return next((row for row in self.questions.values() if row.answer is None), self.decision)

"""What a brief can say beside the short form, in the order in which briefs are read; made when unfolded."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import brief_edits
from models.briefs import BriefDetail
from models.cards import Detail
from ui.panel import brief_words as words
from ui.panel.brief_access import AccessList
from ui.panel.brief_files import FilesList
from ui.panel.brief_form import BriefForm
from ui.panel.links_section import LinksList
from ui.panel.section import Section
from ui.panel.tick_chips import TickChips
from ui.panel.writer import Writer
from ui.store import Store
from ui.wording import sentence_text


class BriefMore(QWidget):
    """link_activated(str): a link was asked for."""

    link_activated = Signal(str)

    def __init__(
        self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._task = 0
        self.form = BriefForm(writer, today)
        self.links = LinksList(writer)
        self.links.link_activated.connect(self.link_activated)
        self.files = FilesList(store, writer)
        self.access = AccessList(writer, today)
        self._ticks: dict[str, TickChips] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 4, 0, 0)
        self._rows.setSpacing(2)
        self.sections: list[Section] = []
        self._make_what()
        self._make_how()
        self._make_rest()

    def load(self, detail: Detail, brief: BriefDetail) -> None:
        """Show another card."""
        self._task = detail.card.id
        self.form.load(detail, brief)
        self.links.load(self._task, detail.attachments)
        self.files.load(self._task, brief.files)
        self.access.load(self._task, brief.access)
        self.refresh(detail, brief)

    def refresh(self, detail: Detail, brief: BriefDetail) -> None:
        """Show what is stored now; what is being typed stays."""
        self.form.refresh(detail, brief)
        self.links.show_links(detail.attachments)
        self.files.show_files(brief.files)
        self.access.show_lines(brief.access)
        for name, chips in self._ticks.items():
            is_on = brief.understood is not None if name == "understood" else bool(brief.own[name])
            chips.show_ticked([name] if is_on else [])
        has_needs = bool(brief.own["inputs"] or detail.attachments or brief.files)
        self._ticks["no_inputs"].setVisible(bool(brief.own["no_inputs"]) or not has_needs)
        self._ticks["no_access"].setVisible(bool(brief.own["no_access"]) or not brief.access)
        self._ticks["nda"].setVisible(detail.sensitivity == "high" or bool(brief.own["nda"]))
        hint = next((one for one in brief.readiness.hints if one.field == "access"), None)
        self.access.say(sentence_text(hint.sentence) if hint else "")

    def flush(self) -> None:
        """Save whatever is half typed."""
        self.form.flush()
        self.links.flush()
        self.access.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        self.form.restyle()
        self.files.restyle()
        self.access.restyle()
        for section in self.sections:
            section.restyle()

    def target(self, name: str) -> QWidget | None:
        """Where the keyboard goes to say a field."""
        places: dict[str, QWidget] = {"access": self.access.add_line, "nda": self._ticks["nda"]}
        row = self.form.rows.get(name)
        return places.get(name) or (row.field if row else None)

    def _make_what(self) -> None:
        form = self.form
        self._rows.addWidget(form.text("outcome", self.tr("The thing that is there afterwards")))
        self._rows.addWidget(form.text("why", self.tr("Who uses it, and for what")))
        self._rows.addWidget(form.text("inputs", self.tr("Lists, tools, where things lie")))
        self._add_tick("no_inputs", self.tr("They need nothing"))
        self._add_section(self.tr("Links"), self.links)
        self._add_section(self.tr("Files that go along"), self.files)
        self._add_section(self.tr("Access"), self.access)
        self._add_tick("no_access", self.tr("No access needed"))

    def _make_how(self) -> None:
        form = self.form
        self._rows.addWidget(form.text("example", self.tr("A link, or where a good one lies")))
        self._rows.addWidget(form.text("recording", self.tr("A link to a recording")))
        run = form.amount("spend_run", self.tr("May spend each time"))
        run.say_aside(self.tr("each time"))
        month = form.amount("spend_month", self.tr("May spend a month"))
        month.say_aside(self.tr("in all"))
        self._rows.addWidget(run)
        self._rows.addWidget(month)
        self._rows.addWidget(form.text("channel", self.tr("Chat, mail, phone…")))
        self._rows.addWidget(form.reply())
        self._rows.addWidget(
            form.choice("review", [(name, words.review_name(name)) for name in words.REVIEWS])
        )
        choices: list[tuple[object, str]] = [
            (name, words.sensitivity_name(name)) for name in words.SENSITIVITIES
        ]
        self._rows.addWidget(form.choice("sensitivity", choices))
        meaning = self.tr("A contract or terms that keep it private. A reminder, not legal advice.")
        self._add_tick("nda", self.tr("Signed to keep it private"), meaning)

    def _make_rest(self) -> None:
        form = self.form
        self._rows.addWidget(form.text("out_of_scope", self.tr("What stays with you")))
        self._rows.addWidget(form.text("exceptions", self.tr("When it goes differently")))
        self._rows.addWidget(form.text("errors", self.tr("What goes wrong easily")))
        self._rows.addWidget(form.day("milestone"))
        chips = TickChips([("understood", self.tr("They said it back in their own words"), "")])
        chips.setAccessibleName(self.tr("They said it back in their own words"))
        chips.toggled.connect(
            lambda _key, is_on: self._writer.send(brief_edits.set_understood, self._task, is_on)
        )
        self._ticks["understood"] = chips
        self._rows.addWidget(chips)

    def _add_tick(self, name: str, text: str, meaning: str = "") -> None:
        chips = self._ticks[name] = self.form.tick(name, text, meaning)
        self._rows.addWidget(chips)

    def _add_section(self, title: str, body: QWidget) -> None:
        section = Section(title, body)
        self.sections.append(section)
        self._rows.addSpacing(4)
        self._rows.addWidget(section)

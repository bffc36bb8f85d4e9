"""The tab *Task*: every field of the opened card, the common ones first, empty parts folded under *More*."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models import tasks
from models.cards import Card, Detail, read_assistants, read_tags
from models.stages import Stage, read_stages
from ui.clipboard import read_reply
from ui.dressing import dress_page
from ui.panel.chips_line import ChipsLine
from ui.panel.choice_box import ChoiceBox
from ui.panel.comments_section import CommentsList
from ui.panel.decision_row import DecisionRow
from ui.panel.drafts import FieldDraft
from ui.panel.facts import facts_text
from ui.panel.field_row import FieldRow
from ui.panel.growing_text import GrowingText
from ui.panel.hand_section import HandSection
from ui.panel.linked_tasks import LinkedTasks
from ui.panel.links_section import LinksList, address_of
from ui.panel.section import FoldLine, Section
from ui.panel.steps_list import StepsList
from ui.panel.style import EDGE, PAD, sized, tint
from ui.panel.time_section import TimeSection
from ui.panel.timing_fields import TimingFields
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours, stage_colour


class TaskTab(QScrollArea):
    """Shows what is stored, sends what is typed."""

    link_activated = Signal(str)
    task_activated = Signal(int)
    hand_asked = Signal(str)
    send_asked = Signal(str, int)
    reply_found = Signal(object)
    """An action of the Card menu, about the one who has the card."""
    move_asked = Signal(int, int)
    """Put the card into this column; the window knows what that wants to be told."""

    def __init__(
        self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._writer = writer
        self._today = today
        self._task = 0
        self._card: Card | None = None
        self._tag_colours: dict[str, str] = {}
        dress_page(self)
        self.viewport().setAcceptDrops(True)
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(EDGE, 8, EDGE, 12)
        self._rows.setSpacing(2)
        self._make_fields()
        self._make_sections()
        self._facts = PlainLabel()
        self._facts.setWordWrap(True)
        self._facts.setContentsMargins(PAD, 8, PAD, 0)
        self._rows.addWidget(self._facts)
        self._rows.addStretch(1)
        self.setWidget(self._page)
        self.restyle()

    def load(self, detail: Detail) -> None:
        """Show another card from its top."""
        self._task = detail.card.id
        card = detail.card
        self._fold.setChecked(False)
        self.timing.load(card)
        self._notes_draft.load(detail.notes)
        for chips in (self.tags, self.assistants):
            chips.clear_typed()
        self.steps.load(self._task, detail.steps)
        self.links.load(self._task, detail.attachments)
        self.comments.load(self._task, detail.comments)
        self.time.load(detail)
        self.offer_names()
        self.refresh(detail)
        self.verticalScrollBar().setValue(0)

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now; a field that is being typed in keeps what is typed."""
        self._card = card = detail.card
        self.decision.show_verdict(card.verdict)
        self.hand.show_card(card)
        self._show_column(read_stages(self._store.board), card.stage)
        self.timing.refresh(card)
        self.tags.show_names(card.tags, self._tag_colours)
        self.assistants.show_names(card.assistants)
        self._notes_draft.refresh(detail.notes)
        self.steps.show_steps(detail.steps)
        self.links.show_links(detail.attachments)
        self.comments.show_comments(detail.comments)
        self.linked.show_links(detail.links)
        self.time.refresh(detail)
        self._facts.setText(facts_text(detail))
        self._fold_empty(detail)

    def flush(self) -> None:
        """Save whatever is half typed."""
        self.timing.flush()
        self.hand.flush()
        self._notes_draft.leave()
        self.tags.take_typed()
        self.assistants.take_typed()
        self.steps.flush()
        self.links.flush()
        self.comments.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        parts: list[FieldRow | TimingFields | Section] = [*self._field_rows, *self._sections]
        for part in parts:
            part.restyle()
        self.hand.restyle()
        self.steps.restyle()
        self.comments.restyle()
        self._facts.setFont(sized(self.font(), 0.88))
        tint(self._facts, colours().muted)
        self._page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def offer_names(self) -> None:
        """Read the names that tags and assistants are completed from."""
        tags = read_tags(self._store.board)
        self._tag_colours = {tag.name: stage_colour(tag.colour, "").name() for tag in tags if tag.colour}
        self.tags.offer(tag.name for tag in tags)
        self.assistants.offer(named.name for named in read_assistants(self._store.board))

    def _make_fields(self) -> None:
        self.decision = DecisionRow()
        self.decision.chosen.connect(self._on_decided)
        self.column = ChoiceBox()
        self.column.setAccessibleName(self.tr("Column"))
        self.column.activated.connect(self._on_column)
        self.timing = TimingFields(self._store, self._writer, self._today)
        self.timing.form_asked.connect(self._on_form_asked)
        self.tags = ChipsLine(self.tr("Tags"), self.tr("Add a tag"))
        self.tags.added.connect(self._on_tags_added)
        self.tags.removed.connect(
            lambda name: self._writer.send(tasks.edit_tags, [self._task], remove=[name])
        )
        self.assistants = ChipsLine(self.tr("Assistants"), self.tr("Nobody yet"))
        self.assistants.added.connect(self._on_assistants_added)
        self.assistants.removed.connect(
            lambda name: self._writer.send(tasks.edit_assistants, [self._task], remove=[name])
        )
        self._field_rows: list[FieldRow | TimingFields] = [
            FieldRow(self.tr("Column"), self.column),
            self.timing,
            FieldRow(self.tr("Tags"), self.tags),
            FieldRow(self.tr("Assistants"), self.assistants),
        ]
        self.hand = HandSection(self._store, self._writer, self._today)
        self.hand.asked.connect(self.hand_asked)
        self.hand.send_asked.connect(self.send_asked)
        self._rows.addWidget(self.decision)
        self._rows.addWidget(self.hand)
        self._rows.addSpacing(6)
        for row in self._field_rows:
            self._rows.addWidget(row)

    def _make_sections(self) -> None:
        self.notes = GrowingText()
        self.notes.setPlaceholderText(self.tr("Notes"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self._notes_draft = FieldDraft(
            self.notes.toPlainText,
            self.notes.show_text,
            lambda text, visit: self._writer.send(tasks.edit_task, self._task, visit=visit, notes=text),
            self.notes,
        )
        self.notes.textChanged.connect(self._notes_draft.touch)
        self.notes.left.connect(self._notes_draft.leave)
        self._notes_draft.settled.connect(self._writer.settled)
        self.steps = StepsList(self._writer)
        self.links = LinksList(self._writer)
        self.comments = CommentsList(self._writer)
        self.linked = LinkedTasks()
        self.links.link_activated.connect(self.link_activated)
        self.linked.task_activated.connect(self.task_activated)
        self._steps_part = Section(self.tr("Steps"), self.steps)
        self._links_part = Section(self.tr("Links"), self.links)
        self._comments_part = Section(self.tr("Comments"), self.comments)
        self._linked_part = Section(self.tr("Linked cards"), self.linked)
        self.time = TimeSection(self._store, self._writer)
        self._sections = [
            self._steps_part,
            self.time,
            self._linked_part,
            self._links_part,
            self._comments_part,
        ]
        self.steps.counted.connect(self._steps_part.say_count)
        self.steps.reached.connect(self._on_steps_reached)
        self._fold = FoldLine()
        self._fold.clicked.connect(self._on_fold)
        self._rows.addSpacing(4)
        self._rows.addWidget(self.notes)
        parts = QVBoxLayout()
        parts.setContentsMargins(0, 6, 0, 0)
        parts.setSpacing(8)
        for part in (*self._sections, self._fold):
            parts.addWidget(part)
        self._rows.addLayout(parts)

    @property
    def more(self) -> FoldLine:
        """The line that unfolds the empty parts."""
        return self._fold

    def _on_form_asked(self) -> None:
        from ui.dialogs.repeat_dialog import RepeatDialog

        self.flush()
        card = self._card
        if card is not None:
            edit = partial(self._writer.send, tasks.edit_task, card.id)
            board, today = self._store.board, self._today()
            RepeatDialog(board, card, today, lambda fields: edit(**fields), self.window()).open()

    def _on_tags_added(self, names: list[str]) -> None:
        ticket = self._writer.send(tasks.edit_tags, [self._task], add=names)
        self.tags.await_answer(names, ticket)

    def _on_assistants_added(self, names: list[str]) -> None:
        ticket = self._writer.send(tasks.edit_assistants, [self._task], add=names)
        self.assistants.await_answer(names, ticket)

    def _on_decided(self, verdict: str) -> None:
        self._writer.send(tasks.edit_task, self._task, verdict=verdict)

    def _on_column(self, place: int) -> None:
        stage = self.column.itemData(place)
        if self._card is not None and stage != self._card.stage:
            self.move_asked.emit(self._task, stage)

    def _on_steps_reached(self, part: QRect) -> None:
        middle = self.steps.mapTo(self._page, part.center())
        self.ensureVisible(middle.x(), middle.y(), 0, part.height() // 2)

    def _on_fold(self) -> None:
        for section in (self._links_part, self._comments_part):
            if self._fold.isChecked():
                section.show()
        if self._card is not None:
            self._name_fold()

    def _show_column(self, stages: Sequence[Stage], stage_id: int) -> None:
        shown = [(self.column.itemText(at), self.column.itemData(at)) for at in range(self.column.count())]
        wanted = [(stage.name, stage.id) for stage in stages]
        if shown != wanted:
            self.column.clear()
            for name, key in wanted:
                self.column.addItem(name, key)
        self.column.setCurrentIndex(self.column.findData(stage_id))

    def _fold_empty(self, detail: Detail) -> None:
        self._linked_part.setVisible(bool(detail.links))
        opened = self._fold.isChecked()
        for part, is_empty in (
            (self._links_part, not detail.attachments),
            (self._comments_part, not detail.comments and not self.comments.has_half_written),
        ):
            part.setVisible(opened or not is_empty or part.isAncestorOf(self.focusWidget() or self))
        self._links_part.say(str(len(detail.attachments)) if detail.attachments else "")
        self._comments_part.say(str(len(detail.comments)) if detail.comments else "")
        self._name_fold()

    def _name_fold(self) -> None:
        hidden = [part.title for part in (self._links_part, self._comments_part) if part.isHidden()]
        self._fold.name(hidden)
        self._fold.setVisible(bool(hidden))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            if (reply := read_reply(event.mimeData())) is not None:
                self.reply_found.emit(reply)
                return
            self.links.attach([address_of(url) for url in event.mimeData().urls()])

"""The tab *Brief*: what whoever takes the card over is told. The short form first, the rest under *More*."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models import brief_edits, tasks, training_ops
from models.brief_compare import asks_for_a_look
from models.briefs import BriefDetail, read_brief
from models.cards import Detail
from models.stages import first_stage
from ui.dressing import dress_page
from ui.panel import brief_words as words
from ui.panel.best_fit_box import BestFitBox
from ui.panel.brief_buttons import BriefButtons
from ui.panel.brief_capture import CaptureRow
from ui.panel.brief_due import BriefDue
from ui.panel.brief_form import BriefForm
from ui.panel.brief_head import BriefHead
from ui.panel.brief_more import BriefMore
from ui.panel.field_row import FieldRow
from ui.panel.focus_chain import chain, inside
from ui.panel.links_section import address_of
from ui.panel.section import FoldLine, Section
from ui.panel.steps_list import StepsList
from ui.panel.style import EDGE
from ui.panel.work_fields import RepeatField
from ui.panel.writer import Writer
from ui.store import Store
from ui.wording import sentence_text


class BriefTab(QWidget):
    """Made when it is first looked at, and filled when it is looked at: most cards are opened for other
    tabs.

    hand_over_asked(int): the button below. hand_over_to(int, int): to the assistant who fits.
    timer_asked(int): start or stop the timer on this card. link_activated(str): a link was asked for.
    said(str): for the status line.
    """

    hand_over_asked = Signal(int)
    hand_over_to = Signal(int, int)
    send_asked = Signal(str, int)
    """A form of ui.sending, for this card."""
    timer_asked = Signal(int)
    link_activated = Signal(str)
    said = Signal(str)

    def __init__(
        self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store, self._writer, self._today = store, writer, today
        self._detail: Detail | None = None
        self._shown = 0
        self._is_stale = False
        self.more: BriefMore | None = None
        self._is_made = False
        self.setAcceptDrops(True)

    # What the panel asks of a tab

    def load(self, detail: Detail) -> None:
        """Show another card from its top."""
        self._detail, self._is_stale, self._shown = detail, True, 0
        if self.isVisible():
            self._catch_up()

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now, without disturbing what is being typed."""
        self._detail, self._is_stale = detail, True
        if self.isVisible():
            self._catch_up()

    def flush(self) -> None:
        """Save whatever is half typed."""
        if not self._shown:
            return
        self.form.flush()
        self.due.flush()
        self.repeats.flush()
        self.steps.flush()
        if self.more is not None:
            self.more.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        if not self._is_made:
            return
        for one in (self.head, self.form, self.due, self._repeats_row, self.capture, self.fit):
            one.restyle()
        self.steps_part.restyle()
        self.steps.restyle()
        self.buttons.restyle()
        if self.more is not None:
            self.more.restyle()
        for part in (self._page, self.area.viewport()):
            part.setAutoFillBackground(False)

    def focus_field(self, name: str) -> None:
        """Put the keyboard where a field is said, unfolding *More* if it lies there."""
        self._catch_up()
        if not self._is_made:
            return
        places: dict[str, QWidget] = {"due": self.due.field, "steps": self.steps.add_line}
        row = self.form.rows.get(name)
        target = places.get(name) or (row.field if row else None)
        if target is None:
            self.unfold()
            target = self.more.target(name) if self.more else None
        if target is not None:
            self._page.layout().activate()
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(target, 0, 60)

    def unfold(self) -> None:
        """Show the whole brief."""
        self._catch_up()
        if self._is_made and not self.fold.isChecked():
            self.fold.setChecked(True)
            self._on_fold()

    # Made once

    def _make(self) -> None:
        self._is_made = True
        self._page = QWidget()
        self._rows = QVBoxLayout(self._page)
        self._rows.setContentsMargins(EDGE, 6, EDGE, 12)
        self._rows.setSpacing(2)
        self.area = QScrollArea()
        dress_page(self.area)
        self._make_short()
        self._make_steps()
        self._make_fold()
        self.fit = BestFitBox(self._store)
        self.fit.chosen.connect(self.hand_over_to)
        self._rows.addSpacing(8)
        self._rows.addWidget(self.fit)
        self._rows.addStretch(1)
        self.area.setWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        self.buttons = BriefButtons(self._store, self._writer)
        self.buttons.hand_over_asked.connect(self.hand_over_asked)
        self.buttons.send_asked.connect(self.send_asked)
        self.buttons.said.connect(self.said)
        whole.addWidget(self.buttons)
        self.setFocusProxy(self.form.rows["done_when"].field)
        self.restyle()

    def _make_short(self) -> None:
        self.head = BriefHead()
        self.head.asked.connect(self.focus_field)
        self.head.look_asked.connect(self._on_look_asked)
        self.head.look_refused.connect(self._on_look_refused)
        self.form = BriefForm(self._writer, self._today)
        self.repeats = RepeatField(
            lambda repeat, visit: self._writer.send(tasks.edit_task, self._shown, visit=visit, repeat=repeat),
            self._today,
        )
        self.repeats.settled.connect(self._writer.settled)
        self._repeats_row = FieldRow(self.tr("Every"), self.repeats)
        self.repeats.hinted.connect(
            lambda text, is_wrong: self._repeats_row.say_below(text if is_wrong else "")
        )
        self.due = BriefDue(self._store, self._writer, self._today)
        choices: list[tuple[object, str]] = [
            (level, words.authority_name(level)) for level in words.AUTHORITIES
        ]
        self._rows.addWidget(self.head)
        self._rows.addWidget(self.form.text("done_when", self.tr("Lines that both of you can check")))
        self._rows.addWidget(self._repeats_row)
        self._rows.addWidget(self.due)
        self._rows.addWidget(self.form.choice("authority", choices))
        self._rows.addWidget(self.form.text("ask_when"))

    def _make_steps(self) -> None:
        self.capture = CaptureRow(self._store)
        self.capture.timer_asked.connect(self.timer_asked)
        self.capture.they_write_chosen.connect(
            lambda is_on: self._writer.send(brief_edits.edit_brief, self._shown, they_write=is_on)
        )
        self.steps = StepsList(self._writer, taken=self.capture.take_seconds)
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.steps)
        rows.addWidget(self.capture)
        self.steps_part = Section(self.tr("Steps"), body)
        self.steps.counted.connect(self.steps_part.say_count)
        self.steps.reached.connect(self._on_reached)
        self.capture.write.clicked.connect(self._on_write)
        self._rows.addSpacing(6)
        self._rows.addWidget(self.steps_part)

    def _make_fold(self) -> None:
        self.fold = FoldLine(self._page)
        self.fold.name([words.field_name(name) for name in ("why", "access", "example")])
        self.fold.clicked.connect(self._on_fold)
        self._rows.addSpacing(4)
        self._rows.addWidget(self.fold)

    # Shown as it is stored

    def _catch_up(self) -> None:
        if not self._is_stale or self._detail is None:
            return
        if not self._is_made:
            self._make()
        self._is_stale = False
        detail = self._detail
        brief = read_brief(self._store.board, detail.card.id)
        if self._shown != detail.card.id:
            self._load(detail, brief)
        else:
            self.steps.show_steps(detail.steps)
        self._refresh(detail, brief)

    def _load(self, detail: Detail, brief: BriefDetail) -> None:
        self._shown = detail.card.id
        self.fold.setChecked(False)
        if self.more is not None:
            self.more.hide()
        self.form.load(detail, brief)
        self.repeats.load(detail.card.repeat)
        self.due.load(detail.card)
        self.steps.load(self._shown, detail.steps)
        self.capture.load(self._shown)
        self.buttons.load(self._shown)
        if self.more is not None:
            self.more.load(detail, brief)
        self.area.verticalScrollBar().setValue(0)

    def _refresh(self, detail: Detail, brief: BriefDetail) -> None:
        card = detail.card
        self.head.show_readiness(brief.readiness)
        look = asks_for_a_look(self._store.board, card.id)
        self.head.ask_for_a_look(sentence_text(look) if look else "")
        self.form.refresh(detail, brief)
        self.repeats.refresh(card.repeat)
        self._repeats_row.setVisible(card.repeat is not None)
        self.due.refresh(card, brief.assistant)
        self.capture.show_they_write(bool(brief.own["they_write"]))
        self.buttons.refresh(card, brief)
        self.fit.show_task(card.id if card.holder is None and card.kind == "setup" else 0)
        if self.more is not None:
            self.more.refresh(detail, brief)

    # What the owner does

    def _on_fold(self) -> None:
        if self.more is None and self._detail is not None:
            self.more = BriefMore(self._store, self._writer, self._today)
            self.more.link_activated.connect(self.link_activated)
            # Made late, it would be the last that Tab comes to.
            parts = inside(self.more)
            self._rows.insertWidget(self._rows.indexOf(self.fold) + 1, self.more)
            chain(self.fold, parts)
            self.more.load(self._detail, read_brief(self._store.board, self._shown))
        if self.more is not None:
            self.more.setVisible(self.fold.isChecked())
        self.fold.update()

    def _on_reached(self, part: QRect) -> None:
        middle = self.steps.mapTo(self._page, part.center())
        self.area.ensureVisible(middle.x(), middle.y(), 0, part.height() // 2)

    def _on_write(self) -> None:
        if self.capture.is_on:
            self.steps.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_look_asked(self) -> None:
        stage = first_stage(self._store.board, "training")
        self._writer.send(tasks.move_tasks, [self._shown], stage.id, today=self._today())

    def _on_look_refused(self) -> None:
        if self._detail is not None and self._detail.card.holder is not None:
            self._writer.send(training_ops.keep_sign_off, self._shown, self._detail.card.holder)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._catch_up()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._shown and not self._store.board.read_only:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files are asked about; an address is a link."""
        urls = event.mimeData().urls()
        if not urls:
            return
        event.acceptProposedAction()
        self.fold.setChecked(True)
        self._on_fold()
        assert self.more is not None
        self.more.links.attach([address_of(url) for url in urls if not url.isLocalFile()])
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.more.files.take(paths, self.mapToGlobal(event.position().toPoint()))

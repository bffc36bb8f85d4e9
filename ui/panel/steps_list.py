"""The checklist: tick, edit in place, Enter for the next step, order by dragging or Alt+Up and Down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.cards import Step
from models.uid import new_uid
from ui.panel import step_edits
from ui.panel.add_line import AddLine
from ui.panel.focus_chain import anchor, chain
from ui.panel.step_row import STEP_MIME, StepRow
from ui.panel.writer import Writer
from ui.store import Ticket
from ui.theme import colours

SHOWN_AT_FIRST = 60
"""Longer checklists (imports bring some) show the rest when asked: each step is a live field."""


class StepsList(QWidget):
    """The steps of the opened card. What is shown follows `show_steps`; what is typed goes to the writer."""

    counted = Signal(int, int)
    """Steps done, steps in all."""
    reached = Signal(QRect)
    """A drag is here: bring this part into view."""

    def __init__(
        self,
        writer: Writer,
        parent: QWidget | None = None,
        taken: Callable[[], int | None] | None = None,
    ) -> None:
        """`taken`: shows the minutes of each step, and tells in seconds how long a step took that is typed
        now.
        """
        super().__init__(parent)
        self._writer = writer
        self._taken = taken
        self._task = 0
        self._rows: list[StepRow] = []
        self._steps: list[Step] = []
        self._spare: list[StepRow] = []
        self._shows_all = False
        self._drop_at: int | None = None
        self.setAcceptDrops(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._before_rows = anchor(self)
        self.show_all = QPushButton(self)
        self.show_all.setFlat(True)
        self.show_all.setAutoDefault(True)
        self.show_all.hide()
        self.show_all.clicked.connect(self._on_show_all)
        self.add_line = AddLine(self.tr("Add a step"), self)
        self.add_line.typed.connect(self._on_typed)
        self._column.addWidget(self.show_all)
        self._column.addWidget(self.add_line)

    @property
    def rows(self) -> list[StepRow]:
        """The rows shown, from the top."""
        return list(self._rows)

    def load(self, task_id: int, steps: Sequence[Step]) -> None:
        """Show the steps of another card."""
        self._task = task_id
        self._shows_all = False
        # Rows cost more than anything else in opening a card: those that are at rest serve again.
        self._spare = [row for row in self._rows if row.is_at_rest]
        for row in self._rows:
            if row not in self._spare:
                self._drop_row(row)
        self._rows = [] if not self._spare else list(self._spare)
        self.add_line.begin()
        self.show_steps(steps)
        self._spare = []

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show what is stored; rows being typed in, and new ones not yet stored, keep their place."""
        self._steps = list(steps)
        shown = self._steps if self._shows_all else self._steps[:SHOWN_AT_FIRST]
        known = {} if self._spare else {row.uid: row for row in self._rows}
        order = [known.get(step.uid) or self._make_row(step.uid) for step in shown]
        for row, step in zip(order, shown, strict=True):
            row.show_step(step.text, step.done, step.seconds)
        stored = {step.uid for step in self._steps}
        above: StepRow | None = None
        for row in self._rows:
            if row.uid not in stored and not row.is_stored:
                order.insert(order.index(above) + 1 if above in order else len(order), row)
            elif row not in order:
                self._drop_row(row)
            above = row
        self._lay_out(order)
        self.show_all.setText(self.tr("Show all %n step(s)", "", len(self._steps)))
        self.show_all.setVisible(len(shown) < len(self._steps))
        self.counted.emit(sum(step.done for step in self._steps), len(self._steps))

    def flush(self) -> None:
        """Save whatever is half typed."""
        for row in self._rows:
            self._save(row)
            if row.minutes is not None:
                row.minutes.flush()
        self.add_line.take()

    def restyle(self) -> None:
        """Take on the running colours."""
        for row in self._rows:
            row.text.restyle()
            if row.minutes is not None:
                row.minutes.restyle()

    def _lay_out(self, order: list[StepRow]) -> None:
        if order == self._rows:
            return
        self._rows = order
        for place, row in enumerate(order):
            if self._column.indexOf(row) != place:
                self._column.removeWidget(row)
                self._column.insertWidget(place, row)
        self._chain_tabs()

    def _chain_tabs(self) -> None:
        fields = [field for row in self._rows for field in (row.check, row.text, row.minutes)]
        chain(self._before_rows, [field for field in fields if field is not None])

    def _make_row(self, uid: str) -> StepRow:
        if self._spare:
            row = self._spare.pop(0)
            row.begin(uid)
            return row
        minutes = None if self._taken is None else lambda seconds, visit: self._time(row, seconds, visit)
        row = StepRow(uid, lambda text, visit: self._submit(row, text, visit), self, minutes)
        if row.minutes is not None:
            row.minutes.settled.connect(self._writer.settled)
        row.draft.settled.connect(self._writer.settled)
        row.ticked.connect(lambda done: self._writer.send(step_edits.tick_step, self._task, row.uid, done))
        row.next_asked.connect(lambda: self._on_next_asked(row))
        row.remove_asked.connect(lambda go: self._on_remove_asked(row, go))
        row.moved.connect(lambda by: self._on_moved(row, by))
        row.stepped.connect(lambda by: self._on_stepped(row, by))
        row.left.connect(lambda: self._save(row))
        return row

    def _drop_row(self, row: StepRow) -> None:
        had_focus = row.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if had_focus and self.isVisible():
            self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self, row: StepRow, text: str, visit: str) -> Ticket | None:
        text = " ".join(text.split())
        if not text:
            return None
        if row.is_stored or row.is_sent:
            return self._writer.send(step_edits.edit_step, self._task, row.uid, visit, text)
        above = self._stored_above(row)
        row.is_sent = True
        ticket = self._writer.send(step_edits.add_step, self._task, text, row.uid, above)
        ticket.done.connect(row.on_added)
        return ticket

    def _time(self, row: StepRow, seconds: int | None, visit: str) -> Ticket:
        return self._writer.send(step_edits.time_step, self._task, row.uid, visit, seconds)

    def _stored_above(self, row: StepRow) -> str | None:
        for above in reversed(self._rows[: self._rows.index(row)]):
            if above.is_stored or above.is_sent:
                return above.uid
        return None

    def _save(self, row: StepRow) -> None:
        """The owner left a row: what stands there is saved, and a row left empty is no step."""
        if row not in self._rows:
            return
        if row.text.toPlainText().strip():
            row.draft.leave()
        else:
            self._on_remove_asked(row, 0)

    def _on_typed(self, lines: list[str]) -> None:
        for line in lines:
            seconds = self._taken() if self._taken else None
            ticket = self._writer.send(step_edits.add_step, self._task, line, new_uid(), None, seconds)
            self.add_line.await_answer(line, ticket)

    def _on_show_all(self) -> None:
        self._shows_all = True
        self.show_steps(self._steps)

    def _on_next_asked(self, row: StepRow) -> None:
        if not row.text.toPlainText().strip():
            self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        row.draft.leave()
        place = self._rows.index(row) + 1
        if place == len(self._rows):
            self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        fresh = self._make_row(new_uid())
        fresh.name()
        self._lay_out([*self._rows[:place], fresh, *self._rows[place:]])
        fresh.show()
        fresh.enter()

    def _on_remove_asked(self, row: StepRow, go: int) -> None:
        if row not in self._rows:
            return
        place = self._rows.index(row)
        order = [other for other in self._rows if other is not row]
        self._lay_out(order)
        if go and order:
            order[max(0, place - 1)].enter()
        self._drop_row(row)
        if row.is_stored or row.is_sent:
            self._writer.send(step_edits.delete_step, self._task, row.uid)

    def _on_moved(self, row: StepRow, by: int) -> None:
        place = self._rows.index(row)
        if 0 <= place + by < len(self._rows):
            self._move(row, place + by if by < 0 else place + by + 1)

    def _move(self, row: StepRow, gap: int) -> None:
        """Put a row into the gap before row number `gap` of those shown."""
        above = [other for other in self._rows[:gap] if other is not row]
        below = [other for other in self._rows[gap:] if other is not row]
        if [*above, row, *below] == self._rows:
            return
        row.draft.save()
        self._lay_out([*above, row, *below])
        uid = next((other.uid for other in reversed(above) if other.is_stored or other.is_sent), None)
        self._writer.send(step_edits.move_step, self._task, row.uid, uid)

    def _on_stepped(self, row: StepRow, by: int) -> None:
        place = self._rows.index(row) + by
        if place >= len(self._rows):
            self.add_line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place >= 0:
            self._rows[place].enter(at_end=by < 0)

    def _gap_at(self, place: QPoint) -> int:
        for number, row in enumerate(self._rows):
            if place.y() < row.geometry().center().y():
                return number
        return len(self._rows)

    def _row_of(self, event: QDropEvent) -> StepRow | None:
        uid = bytes(event.mimeData().data(STEP_MIME).data()).decode(errors="replace")
        return next((row for row in self._rows if row.uid == uid), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._row_of(event) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._row_of(event) is None:
            return
        event.acceptProposedAction()
        place = event.position().toPoint()
        self._drop_at = self._gap_at(place)
        self.reached.emit(QRect(place.x(), place.y() - 30, 1, 60))
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_at = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        row = self._row_of(event)
        self._drop_at = None
        self.update()
        if row is not None:
            event.acceptProposedAction()
            self._move(row, self._gap_at(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drop_at is None or not self._rows:
            return
        painter = QPainter(self)
        painter.setPen(QPen(colours().sel, 2))
        below = self._drop_at == len(self._rows)
        row = self._rows[self._drop_at - 1 if below else self._drop_at].geometry()
        y = row.bottom() + 1 if below else max(1, row.top())
        painter.drawLine(row.left() + 12, y, row.right(), y)

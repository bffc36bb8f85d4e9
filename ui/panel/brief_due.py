"""When it is due, on both clocks, with what stands against it where the other one is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import tasks
from models.cards import Card
from models.due_there import DueThere, due_there
from models.errors import BoardError
from models.settings import read_settings
from ui import background
from ui.panel.due_field import DueField
from ui.panel.field_row import FieldRow
from ui.panel.short_forms import Due
from ui.panel.style import PAD, sized, tint
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.store import Store, Ticket
from ui.theme import colours
from ui.wording import sentence_text


class BriefDue(QWidget):
    """The due field; below it the moment in both zones, and warnings in amber.

    The holidays of a country take a moment to be worked out: they follow from the background.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._writer = store, writer
        self._card: Card | None = None
        self._asked: tuple[object, ...] | None = None
        self.field = DueField(self._submit, today)
        self.row = FieldRow(self.tr("Due"), self.field)
        self.field.hinted.connect(lambda text, is_wrong: self.row.say_below(text if is_wrong else ""))
        self.field.settled.connect(writer.settled)
        self.both = self._line()
        self.warnings = self._line()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (self.row, self.both, self.warnings):
            rows.addWidget(part)
        self.restyle()

    def load(self, card: Card) -> None:
        """Show the due date of another card."""
        self._asked = None
        self.field.load(_due(card))

    def refresh(self, card: Card, assistant: int | None) -> None:
        """Show what is stored now, as it is for this assistant."""
        self._card = card
        self.field.refresh(_due(card))
        if card.due is None or assistant is None:
            self._asked = None
            self._show(DueThere(None, ()))
            return
        asked = (card.due, card.due_time, card.due_zone, assistant, self._store.board.revision)
        if asked == self._asked:
            return
        self._asked = asked
        board = self._store.board
        due = (card.due, card.due_time, card.due_zone, assistant)
        self._show(due_there(board, *due, holidays=False))

        def look(_control: background.Control) -> DueThere:
            try:
                return due_there(board, *due)
            finally:
                board.release_thread()

        background.run(look, lambda found: self._on_looked(asked, found), self._on_failed, self)

    def flush(self) -> None:
        """Save a half typed date, if it can be understood."""
        self.field.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        self.row.restyle()
        for label in (self.both, self.warnings):
            label.setFont(sized(self.font(), 0.92))
        tint(self.both, colours().muted)
        tint(self.warnings, colours().warn)

    def _on_looked(self, asked: tuple[object, ...], found: DueThere) -> None:
        if asked == self._asked:
            self._show(found)

    def _on_failed(self, _error: BoardError) -> None:
        """Whoever it was about is gone; the next refresh shows it."""

    def _show(self, found: DueThere) -> None:
        self.both.setText(sentence_text(found.both) if found.both else "")
        self.warnings.setText("\n".join(sentence_text(one) for one in found.warnings))
        for label in (self.both, self.warnings):
            label.setVisible(bool(label.text()))

    def _submit(self, due: Due | None, visit: str) -> Ticket | None:
        if self._card is None:
            return None
        day, time = due or (None, None)
        zone = None
        if time:
            zone = self._card.due_zone or str(read_settings(self._store.board)["company.zone"])
        fields = {"due": day, "due_time": time, "due_zone": zone}
        return self._writer.send(tasks.edit_task, self._card.id, visit=visit, **fields)

    def _line(self) -> PlainLabel:
        label = PlainLabel()
        label.setWordWrap(True)
        label.setContentsMargins(self.row.indent, 0, PAD, 3)
        label.hide()
        return label


def _due(card: Card) -> Due | None:
    return None if card.due is None else (card.due, card.due_time)

"""A quiet line at the end of a list: what is typed there and finished with Enter joins the list."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import StorageError
from models.quickadd import parse_paste
from ui.panel.section import INDENT
from ui.store import Ticket
from ui.theme import colours, pixmap

_PICTURE = 14
_TEXT = 23


class AddLine(QLineEdit):
    """Enter adds and stays for the next; several pasted lines are several entries."""

    typed = Signal(list)
    """list[str], none of them empty."""
    sent = Signal(object, str)
    """A Ticket and the line that it is about."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """`text` invites, and is the accessible name."""
        super().__init__(parent)
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self._former_lists = 0
        self.setTextMargins(_TEXT, 0, 0, 0)
        self.returnPressed.connect(self.take)
        self.textEdited.connect(self._on_edited)

    def take(self) -> None:
        """Hand on what is typed, and be empty again."""
        lines = parse_paste(self.text()) if "\n" in self.text() else [" ".join(self.text().split())]
        self.clear()
        if lines := [line for line in lines if line]:
            self.typed.emit(lines)

    def begin(self) -> None:
        """Be empty for another list: what was handed on from here does not come back any more."""
        self._former_lists += 1
        self.clear()

    def await_answer(self, line: str, ticket: Ticket) -> None:
        """Hear what becomes of a line: one that the disk did not take stands here again."""
        ticket.done.connect(partial(self._give_back, line, self._former_lists))
        self.sent.emit(ticket, line)

    def _give_back(self, line: str, of: int, error: object) -> None:
        if isinstance(error, StorageError) and of == self._former_lists and not self.text():
            self.setText(line)

    def _on_edited(self, text: str) -> None:
        if "\n" in text.strip():
            self.take()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        at = (self.height() - _PICTURE) // 2
        painter.drawPixmap(INDENT - 1, at, pixmap("plus", _PICTURE, colours().wait, self.devicePixelRatioF()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.take()

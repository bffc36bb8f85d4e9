"""A quiet line at the end of a list: what is typed there and finished with Enter joins the list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import StorageError
from models.quickadd import parse_paste
from ui.panel.section import INDENT
from ui.theme import colours, pixmap

_PICTURE = 14
_TEXT = 23


class AddLine(QLineEdit):
    """Enter adds and stays for the next; several pasted lines are several entries."""

    typed = Signal(list)
    """list[str], none of them empty."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """`text` invites, and is the accessible name."""
        super().__init__(parent)
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setTextMargins(_TEXT, 0, 0, 0)
        self.returnPressed.connect(self.take)
        self.textEdited.connect(self._on_edited)

    def take(self) -> None:
        """Hand on what is typed, and be empty again."""
        lines = parse_paste(self.text()) if "\n" in self.text() else [" ".join(self.text().split())]
        self.clear()
        if lines := [line for line in lines if line]:
            self.typed.emit(lines)

    def give_back(self, line: str, error: object) -> None:
        """What became of a line: one that the disk did not take stands here again."""
        if isinstance(error, StorageError) and not self.text():
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

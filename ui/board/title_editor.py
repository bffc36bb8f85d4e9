"""The field in which a card's title is edited in place."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from ui import theme


class TitleEditor(QPlainTextEdit):
    """Wraps like the card does; Enter keeps, Escape gives up, a pasted line break becomes a space."""

    accepted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.was_filled = False
        self.setObjectName("cardTitle")
        self.setAccessibleName(self.tr("Title"))
        self.setFont(theme.font())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its ground and margins, in style.qss, put the words where the card has them
        self.document().setDocumentMargin(0)

    def fill(self, title: str) -> None:
        """Start with `title`, all of it selected."""
        self.was_filled = True
        self.setPlainText(title)
        self.selectAll()

    def title(self) -> str:
        """The title as typed, on one line, without space around it."""
        return " ".join(self.toPlainText().split())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A delegate's own event filter takes Escape, but leaves Enter to editors of several lines
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

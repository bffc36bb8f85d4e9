"""A person as initials in a coloured circle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.board.card_text import initials


class Face(QWidget):
    """Only to look at: clicks go to what it lies on."""

    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.face_colour(self._name))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor("#ffffff"))
        letters = theme.font(0.82, QFont.Weight.DemiBold)
        letters.setPixelSize(min(letters.pixelSize(), round(self.width() * 0.42)))
        painter.setFont(letters)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, initials(self._name))
        painter.end()

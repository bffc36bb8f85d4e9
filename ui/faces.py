"""A person as a picture, or as initials in a coloured circle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.board.card_text import initials


def paint_face(painter: QPainter, rect: QRectF, name: str, photo: QPixmap | None = None) -> None:
    """Paint a face into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    if photo is not None and not photo.isNull():
        circle = QPainterPath()
        circle.addEllipse(rect)
        painter.setClipPath(circle)
        edge = min(photo.width(), photo.height())
        source = QRectF((photo.width() - edge) / 2, (photo.height() - edge) / 2, edge, edge)
        painter.drawPixmap(rect, photo, source)
    else:
        painter.setBrush(theme.face_colour(name))
        painter.drawEllipse(rect)
        painter.setPen(QColor("#ffffff"))
        font = theme.font(0.82, QFont.Weight.DemiBold)
        # In a large circle large letters, in a small one none that touch its edge.
        small, large = round(rect.height() * 0.36), round(rect.height() * 0.42)
        font.setPixelSize(max(small, min(font.pixelSize(), large)))
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Face(QWidget):
    """Only to look at: clicks go to what it lies on."""

    def __init__(self, name: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._photo: QPixmap | None = None
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, name: str, photo: QPixmap | None) -> None:
        """Show somebody."""
        self._name, self._photo = name, photo
        self.update()

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_face(painter, QRectF(self.rect()), self._name, self._photo)
        painter.end()

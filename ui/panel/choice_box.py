"""A combo box that reads as plain text until it is touched."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui.panel.style import PAD, paint_chevron, paint_field
from ui.theme import colours


class ChoiceBox(QComboBox):
    """Chooses only from the open list: neither the wheel nor an arrow key changes the card in passing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_grey = False  # what is shown was not chosen here
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setMaxVisibleItems(20)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in opens or event.key() == Qt.Key.Key_F4:
            self.showPopup()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        paint_field(painter, QRectF(self.rect()), self.underMouse(), self.hasFocus(), now)
        inner = self.rect().adjusted(PAD, 0, -20, 0)
        text = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(now.muted if self.is_grey else now.text)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self.underMouse() or self.hasFocus():
            paint_chevron(painter, QPointF(self.width() - 12, self.height() / 2), now.muted)

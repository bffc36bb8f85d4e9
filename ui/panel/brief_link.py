"""A gap of the brief as a link: a few words that lead to the field where they are said."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.panel.style import RADIUS
from ui.theme import colours

_ROOM = 2


class GapLink(QAbstractButton):
    """Enter, Space or a click follows it; long words wrap. A dot parts it from the next."""

    def __init__(self, field: str, text: str, is_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._dot = 0 if is_last else 1
        self.setText(text)
        self.setAccessibleName(self.tr("Still missing: {what}").format(what=text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(20, width - 2 * _ROOM - self._dot_width()), 10_000)
        flags = Qt.TextFlag.TextWordWrap.value
        return self.fontMetrics().boundingRect(room, flags, self.text()).height() + 2

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + self._dot_width()
        return QSize(width + 2 * _ROOM + 1, metrics.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.fontMetrics().height() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        painter = QPainter(self)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(now.sel, 1))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS - 2, RADIUS - 2
            )
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(now.warn)
        flags = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value
        room = self.rect().adjusted(_ROOM, 0, -self._dot_width(), 0)
        painter.drawText(room, flags, self.text())
        if self._dot:
            painter.setFont(self.font())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(self.rect().adjusted(0, 0, -_ROOM, -1), right, "·")

    def _dot_width(self) -> int:
        return self._dot * self.fontMetrics().horizontalAdvance(" ·")

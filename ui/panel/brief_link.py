"""A gap of the brief as a link: a few words that lead to the field where they are said."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.panel.link_line import LinkLine
from ui.theme import colours

_ROOM = 2


class GapLink(LinkLine):
    """Enter, Space or a click follows it; long words wrap. A dot parts it from the next."""

    def __init__(self, field: str, text: str, is_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.field = field
        self._dot = 0 if is_last else 1
        self.setAccessibleName(self.tr("Still missing: {what}").format(what=text))

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

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        self.draw(painter, self.rect().adjusted(_ROOM, 0, -self._dot_width(), 0), colours().warn)
        if self._dot:
            painter.setFont(self.font())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(self.rect().adjusted(0, 0, -_ROOM, -1), right, "·")

    def _dot_width(self) -> int:
        return self._dot * self.fontMetrics().horizontalAdvance(" ·")

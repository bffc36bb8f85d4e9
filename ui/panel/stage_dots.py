"""How far somebody is with a task, as six dots: those behind them filled, where they are with a ring."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.trust import OWNED
from ui.hand_words import level_text
from ui.panel.style import PAD
from ui.plain import tooltip
from ui.theme import colours, scaled

_SIZE, _GAP = 10, 14


class StageDots(QWidget):
    """Read only; a screen reader hears the step and its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int) -> None:
        """Show another step, 0–5."""
        self.level = level
        text = self.tr("Step {number} of {most}: {name}").format(
            number=level, most=OWNED, name=level_text(level)
        )
        self.setAccessibleName(text)
        self.setToolTip(tooltip(text))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * PAD + scaled(6 * _SIZE + 5 * _GAP), scaled(_SIZE) + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, step = scaled(_SIZE), scaled(_SIZE + _GAP)
        middle, left = self.height() / 2, PAD + 3.0
        whole = left + OWNED * step
        painter.setPen(QPen(now.line, 2))
        painter.drawLine(QPointF(left, middle), QPointF(whole, middle))
        painter.setPen(QPen(now.delegable, 2))
        painter.drawLine(QPointF(left, middle), QPointF(left + self.level * step, middle))
        for number in range(OWNED + 1):
            centre = QPointF(left + size / 2 - 3 + number * step, middle)
            box = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
            is_reached = number <= self.level
            painter.setPen(QPen(now.delegable if is_reached else now.wait, 1.5))
            painter.setBrush(now.delegable if is_reached and self.level else now.panel)
            painter.drawEllipse(box.adjusted(1, 1, -1, -1))
            if number == self.level:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(now.delegable, 1.5))
                painter.drawEllipse(box.adjusted(-2.5, -2.5, 2.5, 2.5))

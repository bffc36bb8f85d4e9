"""One line that opens something: an attached link or file, a linked card."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui.panel.removable_line import RemovableLine
from ui.plain import tooltip
from ui.theme import colours


class TextLink(RemovableLine):
    """Click or Enter opens; its cross or Delete asks to remove, where it `can_go`."""

    own_keys = (*RemovableLine.own_keys, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def __init__(
        self, text: str, tip: str, picture: str, *, can_go: bool = True, parent: QWidget | None = None
    ) -> None:
        """`text` is shown shortened in the middle, `tip` in full; `picture` names an icon."""
        super().__init__(text, picture, can_go=can_go, parent=parent)
        self.setToolTip(tooltip(tip))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._tip, self._mark = tip, ""

    @property
    def mark(self) -> str:
        """What is wrong with it, or ""."""
        return self._mark

    def set_mark(self, mark: str) -> None:
        """Say behind the text what is wrong with it; "" takes that away."""
        if mark != self._mark:
            self._mark = mark
            self.setAccessibleName(f"{self.text()}, {mark}" if mark else self.text())
            self.setToolTip(tooltip(f"{self._tip}\n{mark}" if mark else self._tip))
            self.update()

    def paint_words(self, painter: QPainter, room: QRect) -> None:
        now = colours()
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(now.core)
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        mark = f"  {self._mark}" if self._mark else ""
        left = max(0, room.width() - self.fontMetrics().horizontalAdvance(mark))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, left)
        painter.drawText(room, where, text)
        if mark:
            painter.setPen(now.warn)
            painter.drawText(room.adjusted(self.fontMetrics().horizontalAdvance(text), 0, 0, 0), where, mark)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

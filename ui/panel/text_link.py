"""One line that opens something: an attached link or file, a linked card."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.panel.section import INDENT
from ui.panel.style import PAD, RADIUS
from ui.plain import PlainButton, tooltip
from ui.theme import colours, pixmap

_PICTURE = 14


class TextLink(PlainButton):
    """Click or Enter opens; its cross or Delete asks to remove, where it `can_go`."""

    remove_asked = Signal()

    def __init__(
        self, text: str, tip: str, picture: str, *, can_go: bool = True, parent: QWidget | None = None
    ) -> None:
        """`text` is shown shortened in the middle, `tip` in full; `picture` names an icon."""
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tooltip(tip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._picture = picture
        self._tip, self._mark = tip, ""
        self._can_go = can_go
        if can_go:
            self.setAccessibleDescription(self.tr("Delete removes it"))

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

    def cross_rect(self) -> QRect:
        """Where a click removes."""
        return QRect(self.width() - 22, 0, 22, self.height()) if self._can_go else QRect()

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 8)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self.cross_rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.remove_asked.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif self._can_go and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            ours = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in ours:
                event.accept()  # here the key means the link, not the card
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_touched = self.underMouse() or self.hasFocus()
        if is_touched:
            painter.setPen(QPen(now.sel, 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(now.hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        picture = pixmap(self._picture, _PICTURE, now.muted, self.devicePixelRatioF())
        painter.drawPixmap(INDENT - 1, (self.height() - _PICTURE) // 2, picture)
        room = self.rect().adjusted(INDENT + _PICTURE + 6, 0, -24 if self._can_go else -PAD, 0)
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
        if is_touched and self._can_go:
            cross = self.cross_rect().center()
            painter.drawPixmap(
                cross.x() - 6, cross.y() - 6, pixmap("x", 12, now.muted, self.devicePixelRatioF())
            )

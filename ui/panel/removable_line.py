"""One line of a list in the panel that its cross or Delete takes away: what links and time entries share."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.panel.section import INDENT
from ui.panel.style import PAD, RADIUS
from ui.plain import PlainButton
from ui.theme import colours, pixmap

PICTURE = 14


class RemovableLine(PlainButton):
    """A picture, and words that each kind of line paints in its own way.

    remove_asked(): only where it `can_go`.
    """

    remove_asked = Signal()
    # Here these mean the line, not the card.
    own_keys: tuple[Qt.Key, ...] = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)

    def __init__(self, text: str, picture: str, *, can_go: bool, parent: QWidget | None) -> None:
        """`picture` names an icon."""
        super().__init__(parent)
        self._picture = picture
        self._can_go = can_go
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if can_go:
            self.setAccessibleDescription(self.tr("Delete removes it"))

    def cross_rect(self) -> QRect:
        """Where a click removes."""
        return QRect(self.width() - 22, 0, 22, self.height()) if self._can_go else QRect()

    def paint_words(self, painter: QPainter, room: QRect) -> None:
        """What stands behind the picture."""
        raise NotImplementedError

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isDown() and self.cross_rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.remove_asked.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._can_go and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in self.own_keys:
            event.accept()
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
        picture = pixmap(self._picture, PICTURE, now.muted, self.devicePixelRatioF())
        painter.drawPixmap(INDENT - 1, (self.height() - PICTURE) // 2, picture)
        if is_touched and self._can_go:
            cross = self.cross_rect().center()
            picture = pixmap("x", 12, now.muted, self.devicePixelRatioF())
            painter.drawPixmap(cross.x() - 6, cross.y() - 6, picture)
        room = self.rect().adjusted(INDENT + PICTURE + 6, 0, -24 if self._can_go else -PAD, 0)
        self.paint_words(painter, room)

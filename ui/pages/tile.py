"""A large button with an icon, a name and one line that says what comes of it."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.plain import PlainButton

PAD = 16
# Of its icon, beside letters of the usual size
ICON = 22
RADIUS = 8.0


class Tile(PlainButton):
    """Painted in the colours of the moment; Space, Enter and a click press it."""

    def __init__(self, icon: str, name: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._line = line
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, line: str) -> None:
        """Another line below the name."""
        self._line = line
        self.setAccessibleDescription(line)
        self.updateGeometry()
        self.update()

    def _text_width(self, width: int) -> int:
        return max(60, width - 3 * PAD - theme.scaled(ICON))

    def _height(self, width: int) -> int:
        name = QFontMetrics(theme.font(1.08, QFont.Weight.DemiBold)).height()
        box = QRect(0, 0, self._text_width(width), 1000)
        line = QFontMetrics(theme.font()).boundingRect(box, Qt.TextFlag.TextWordWrap, self._line).height()
        return 2 * PAD + name + 4 + line

    def sizeHint(self) -> QSize:
        return QSize(320, self._height(320))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._height(320))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.PaletteChange):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_marked = self.hasFocus() or self.underMouse()
        painter.setPen(
            QPen(c.sel if self.hasFocus() else c.wait if is_marked else c.line, 2 if self.hasFocus() else 1)
        )
        painter.setBrush(c.chip if self.isDown() else c.hover if self.underMouse() else c.card)
        painter.drawRoundedRect(edge, RADIUS, RADIUS)
        picture = theme.pixmap(
            self._icon, theme.scaled(ICON), c.core if self.isEnabled() else c.wait, self.devicePixelRatioF()
        )
        painter.drawPixmap(PAD, PAD, picture)
        left = 2 * PAD + theme.scaled(ICON)
        heading = theme.font(1.08, QFont.Weight.DemiBold)
        height = QFontMetrics(heading).height()
        painter.setFont(heading)
        painter.setPen(c.text if self.isEnabled() else c.muted)
        box = QRect(left, PAD, self._text_width(self.width()), height)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font())
        painter.setPen(c.muted)
        below = QRect(left, box.bottom() + 5, box.width(), self.height() - box.bottom() - 5)
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self._line)

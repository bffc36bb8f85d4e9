"""A button that shows its key: decisions, chips and offers of the Sort page."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.plain import PlainButton

ENTER = "↵"


class KeyButton(PlainButton):
    """`tone`: "core", "delegable" or "" colours it; `is_chip`: small and round; `can_be_taken`: by Enter.

    A click leaves the keyboard where it is.
    """

    def __init__(
        self,
        cap: str,
        text: str,
        *,
        tone: str = "",
        is_chip: bool = False,
        can_be_taken: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cap = cap
        self._tone = tone
        self._is_chip = is_chip
        self._shows_cap = not is_chip
        self._can_be_taken = can_be_taken
        self._is_taken = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(theme.font(0.93 if is_chip else 1.0))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Maximum if is_chip else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    @property
    def is_taken(self) -> bool:
        """Whether Enter presses it now."""
        return self._is_taken

    def set_taken(self, is_taken: bool) -> None:
        """Whether Enter presses it: it is filled, and says so."""
        if is_taken != self._is_taken:
            self._is_taken = is_taken
            self.update()

    def set_cap_shown(self, is_shown: bool) -> None:
        """Show or hide the key of a chip."""
        if is_shown != self._shows_cap:
            self._shows_cap = is_shown
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + (22 if self._is_chip else 18)
        if self._shows_cap:
            wide += self._cap_width(self._cap) + 7
        if self._can_be_taken:
            wide += self._cap_width(ENTER) + 7
        return QSize(wide, metrics.height() + (10 if self._is_chip else 20))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def _cap_width(self, cap: str) -> int:
        return max(self.fontMetrics().horizontalAdvance(cap) + 10, self.fontMetrics().height() + 2)

    def _colour(self) -> QColor | None:
        c = theme.colours()
        return {"core": c.core, "delegable": c.delegable}.get(self._tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        own = self._colour()
        is_filled = self._is_taken or (self._is_chip and self.isChecked())
        fill = own or c.core
        ground, ink, edge = c.card, c.text, c.line
        if is_filled:
            ground, ink, edge = fill, c.on_sel, fill
        elif own is not None:
            ground, edge = theme.blend(own, c.panel, 0.10), theme.blend(own, c.panel, 0.45)
        elif self._is_chip:
            ink = c.muted
        if self.underMouse() and not is_filled:
            ground = theme.blend(own or c.wait, c.panel, 0.2)
        if self.isDown():
            ground = theme.blend(c.text, ground, 0.12)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = box.height() / 2 if self._is_chip else 8
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(c.text if is_filled else c.sel, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
        self._paint_words(painter, ink, ground)

    def _paint_words(self, painter: QPainter, ink: QColor, ground: QColor) -> None:
        metrics = self.fontMetrics()
        cap = self._cap_width(self._cap) + 7 if self._shows_cap else 0
        enter = self._cap_width(ENTER) + 7 if self._is_taken and not self._is_chip else 0
        room = self.width() - cap - enter - 14
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        wide = cap + metrics.horizontalAdvance(text) + enter
        x = max(7.0, (self.width() - wide) / 2)
        if cap:
            self._paint_cap(painter, x, self._cap, ink, ground)
            x += cap
        painter.setPen(ink)
        place = QRectF(x, 0, room + 4, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if enter:
            at = min(x + painter.fontMetrics().horizontalAdvance(text) + 7, self.width() - enter)
            self._paint_cap(painter, at, ENTER, ink, ground)

    def _paint_cap(self, painter: QPainter, x: float, cap: str, ink: QColor, ground: QColor) -> None:
        metrics = self.fontMetrics()
        tall = metrics.height() + 2
        place = QRectF(x, (self.height() - tall) / 2, self._cap_width(cap), tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(ink, ground, 0.22 if self._is_taken else 0.10))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cap)

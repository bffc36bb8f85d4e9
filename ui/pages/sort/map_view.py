"""The map: every open task a dot; across what customers choose the company for, up the owner's hours."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ui import theme
from ui.pages.sort.map_places import Placed, Places, hit
from ui.pages.sort.reading import Dot
from ui.wording import verdict_name, week_text

MARGIN = 10
LINE = 15
"""Height of the map's small print for which the dots' sizes are meant."""


def verdict_colour(verdict: str) -> QColor:
    """The colour of a decision on the map."""
    c = theme.colours()
    return {"core": c.core, "delegable": c.delegable, "split": c.warn}.get(verdict, c.wait)


def ground_colour() -> QColor:
    """The field behind the dots: a little off the card that it lies on, in light and dark."""
    c = theme.colours()
    return theme.blend(c.chip, c.panel, 0.5) if c.is_dark else c.lane


class MapView(QWidget):
    """opened(int): a dot was clicked. dragged(int, int): a dot was dragged to another answer.

    All dots are painted into one picture that is kept; hovering and dragging only paint on top of it.
    """

    opened = Signal(int)
    dragged = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dots: list[Dot] = []
        self._placed: list[Placed] = []
        self._places = Places(QRectF(0, 0, 100, 100), 2, has_lane=False, has_strip=False)
        self._picture: QPixmap | None = None
        self._current = 0
        self._hovered: Placed | None = None
        self._pressed: tuple[Placed, QPointF] | None = None
        self._dragging: QPointF | None = None
        self._is_writable = True
        self.setMouseTracking(True)
        self.setFont(theme.font(0.85))
        self.setMinimumSize(220, 220)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Map of all open tasks"))
        self.setAccessibleDescription(self.tr("The same tasks are in the list: press “As a list”."))

    @property
    def placed(self) -> Sequence[Placed]:
        """Every dot with its place."""
        return self._placed

    @property
    def current(self) -> int:
        """The task that is ringed; 0 for none."""
        return self._current

    @property
    def hovered_text(self) -> str:
        """What stands beside the dot under the mouse; "" if there is none."""
        return _about(self._hovered.dot) if self._hovered else ""

    def set_writable(self, is_writable: bool) -> None:
        """Whether dragging may change anything."""
        self._is_writable = is_writable

    def show_dots(self, dots: list[Dot]) -> None:
        """Show these tasks."""
        self._dots = dots
        self._lay()

    def show_current(self, task: int) -> None:
        """Ring the task on the table; 0 for none."""
        self._current = task
        self.update()

    def answer_at(self, x: float) -> int | None:
        """The answer that stands at this place across."""
        return self._places.answer_at(x)

    def sizeHint(self) -> QSize:
        return QSize(392, 560)

    # Painting

    def _lay(self) -> None:
        metrics = QFontMetrics(self.font())
        left, below = metrics.height() * 2 + 18, metrics.height() + 10
        plot = QRectF(left, 2, self.width() - left - 2, self.height() - below - 2)
        known = [dot.seconds for dot in self._dots if dot.seconds is not None]
        self._places = Places(
            plot,
            max(known, default=0) / 3600,
            has_lane=any(dot.s is None for dot in self._dots),
            has_strip=len(known) < len(self._dots),
            unit=metrics.height() / LINE,
        )
        # Large dots first, so that small ones stay on top
        self._placed = sorted((self._places.place(dot) for dot in self._dots), key=lambda one: -one.radius)
        self._hovered = None
        self._picture = None
        self.update()

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        stamps: dict[tuple[str, int], QPixmap] = {}
        for one in self._placed:
            key = (one.dot.verdict, round(one.radius * 2))
            if key not in stamps:
                stamps[key] = _stamp(verdict_colour(one.dot.verdict), key[1] / 2, ratio)
            half = stamps[key].width() / ratio / 2
            painter.drawPixmap(QPointF(one.x - half, one.y - half), stamps[key])
        painter.end()
        return made

    def _paint_ground(self, painter: QPainter) -> None:
        c = theme.colours()
        where, plot = self._places, self._places.plot
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground_colour())
        painter.drawRoundedRect(plot, 8, 8)
        painter.setFont(self.font())
        painter.setPen(QPen(theme.blend(c.wait, ground_colour(), 0.35), 1))
        middle = where.band(2).center().x()
        half = where.y_of_hours(where.most / 4)
        painter.drawLine(QPointF(middle, plot.top()), QPointF(middle, plot.bottom()))
        painter.drawLine(QPointF(where.field.left(), half), QPointF(plot.right(), half))
        painter.setPen(QPen(theme.blend(c.wait, ground_colour(), 0.35), 1, Qt.PenStyle.DotLine))
        if where.lane.width():
            x = where.field.left()
            painter.drawLine(QPointF(x, plot.top() + 6), QPointF(x, plot.bottom() - 6))
        if where.field.bottom() < plot.bottom():
            y = where.field.bottom()
            painter.drawLine(QPointF(plot.left() + 6, y), QPointF(plot.right() - 6, y))
        painter.setPen(c.muted)
        self._paint_corners(painter)
        self._paint_axes(painter)

    def _paint_corners(self, painter: QPainter) -> None:
        field = self._places.field
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        inside = field.adjusted(9, 8, -9, -5)
        painter.drawText(inside, left | top, self.tr("give away first"))
        painter.drawText(inside, right | top, self.tr("protect"))
        painter.drawText(inside, left | bottom, self.tr("batch or drop"))
        painter.drawText(inside, right | bottom, self.tr("quick, yours"))
        if self._places.lane.width():
            lane = self._places.lane.adjusted(2, 8, -2, 0)
            wrap = Qt.TextFlag.TextWordWrap
            painter.drawText(lane, Qt.AlignmentFlag.AlignHCenter | top | wrap, self.tr("not asked"))

    def _paint_axes(self, painter: QPainter) -> None:
        plot, where = self._places.plot, self._places
        metrics = painter.fontMetrics()
        across = QRectF(plot.x(), plot.bottom() + 5, plot.width(), metrics.height() + 2)
        painter.drawText(across, Qt.AlignmentFlag.AlignCenter, self.tr("what customers choose you for →"))
        last = 1e9
        for hours in where.ticks():
            y = where.y_of_hours(hours)
            if last - y < metrics.height():
                continue
            last = y
            place = QRectF(
                metrics.height(), y - metrics.height() / 2, metrics.height() + 12, metrics.height()
            )
            text = {0.25: "¼", 0.5: "½"}.get(hours) or f"{hours:g}"
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        if where.field.bottom() < plot.bottom():
            y = (where.field.bottom() + plot.bottom()) / 2
            place = QRectF(
                metrics.height(), y - metrics.height() / 2, metrics.height() + 12, metrics.height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "?")
        painter.save()
        painter.translate(2, plot.center().y())
        painter.rotate(-90)
        along = QRectF(-plot.height() / 2, 0, plot.height(), metrics.height() + 2)
        painter.drawText(along, Qt.AlignmentFlag.AlignCenter, self.tr("hours a week →"))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._picture is None or self._picture.devicePixelRatioF() != self.devicePixelRatioF():
            self._picture = self._painted()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        current = next((one for one in self._placed if one.dot.task == self._current), None)
        if current is not None:
            self._paint_ring(painter, current)
        if self._dragging is not None and self._pressed is not None:
            self._paint_drag(painter, self._pressed[0], self._dragging)
        elif self._hovered is not None:
            self._paint_name(painter, self._hovered, _about(self._hovered.dot))
        elif current is not None:
            self._paint_name(painter, current, self.tr("this one"), is_plain=True)

    def _paint_ring(self, painter: QPainter, one: Placed) -> None:
        c = theme.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(verdict_colour(one.dot.verdict))
        painter.drawEllipse(QPointF(one.x, one.y), one.radius, one.radius)
        painter.setPen(QPen(c.text, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(one.x, one.y), one.radius + 4, one.radius + 4)

    def _paint_drag(self, painter: QPainter, one: Placed, at: QPointF) -> None:
        c = theme.colours()
        answer = self.answer_at(at.x())
        if answer is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            ground = QColor(c.core)
            ground.setAlphaF(0.12)
            painter.setBrush(ground)
            painter.drawRoundedRect(self._places.band(answer), 6, 6)
        moved = replace(one, x=max(self._places.plot.left(), min(self._places.plot.right(), at.x())))
        self._paint_ring(painter, moved)
        text = self.tr("stays as it is") if answer is None else self.tr("{answer} of 4").format(answer=answer)
        self._paint_name(painter, moved, f"{one.dot.title} · {text}")

    def _paint_name(self, painter: QPainter, one: Placed, text: str, *, is_plain: bool = False) -> None:
        c = theme.colours()
        metrics = painter.fontMetrics()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(80, self.width() - 2 * MARGIN - 16))
        wide, tall = metrics.horizontalAdvance(text) + 14, metrics.height() + 8
        box = self._place_beside(one, QSizeF(wide, tall), keeps_clear=is_plain)
        # What is below it would be taken for a letter
        painter.setPen(Qt.PenStyle.NoPen if is_plain else QPen(c.line, 1))
        painter.setBrush(ground_colour() if is_plain else c.card)
        painter.drawRoundedRect(box.adjusted(4, 3, -4, -3) if is_plain else box, 6, 6)
        painter.setPen(c.text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _place_beside(self, one: Placed, size: QSizeF, *, keeps_clear: bool) -> QRectF:
        """Where a dot's words stand: at its right, or where nothing is cut off; `keeps_clear` of other dots
        if there is such a place.
        """
        beside, level = one.radius + 8, one.y - size.height() / 2 - 6
        corners = [
            QPointF(one.x + beside, level),
            QPointF(one.x - beside - size.width(), level),
            QPointF(one.x - size.width() / 2, one.y - beside - size.height()),
            QPointF(one.x - size.width() / 2, one.y + beside),
        ]
        inside = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        fitting = [box for box in (QRectF(corner, size) for corner in corners) if inside.contains(box)]
        others = [other for other in self._placed if other is not one] if keeps_clear else []
        clear = [box for box in fitting if not any(_touches(box, other) for other in others)]
        if found := clear or fitting:
            return found[0]
        x = max(2.0, min(corners[0].x(), self.width() - size.width() - 2.0))
        return QRectF(QPointF(x, max(2.0, min(level, self.height() - size.height() - 2.0))), size)

    # Mouse

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: object) -> None:
        super().changeEvent(event)  # type: ignore[arg-type]
        self._picture = None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is not None:
            far = abs(at.x() - self._pressed[1].x()) >= QApplication.startDragDistance()
            if self._dragging is not None or (far and self._is_writable):
                self._dragging = at
                self.update()
            return
        found = hit(self._placed, at)
        if found is not self._hovered:
            self._hovered = found
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = hit(self._placed, event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self._pressed = (found, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragging = self._pressed, self._dragging
        self._pressed = self._dragging = None
        self.update()
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        one = pressed[0]
        if dragging is None:
            self.opened.emit(one.dot.task)
        elif (answer := self.answer_at(event.position().x())) is not None and answer != one.dot.s:
            self.dragged.emit(one.dot.task, answer)

    def leaveEvent(self, event: object) -> None:
        del event
        self._hovered = None
        self.update()


def _touches(box: QRectF, dot: Placed) -> bool:
    """Whether a dot lies on a box, by the square around it."""
    return box.intersects(QRectF(dot.x - dot.radius, dot.y - dot.radius, 2 * dot.radius, 2 * dot.radius))


def _stamp(colour: QColor, radius: float, ratio: float) -> QPixmap:
    """One dot with a fine rim, so that neighbours stay apart."""
    size = round(radius * 2 + 4)
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ground_colour(), 1))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(size / 2, size / 2), radius, radius)
    painter.end()
    return made


def _about(dot: Dot) -> str:
    hours = week_text(dot.seconds) or QCoreApplication.translate("Sort", "hours not known")
    return " · ".join((dot.title, verdict_name(dot.verdict), hours))

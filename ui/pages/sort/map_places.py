"""Where each task lies on the map, and which one is under the mouse. Values in, values out.

Across: five bands for what customers choose the company for, and a lane on the left for tasks not asked yet.
Up: the owner's hours a week, on a scale that gives small ones room; a strip at the bottom for hours unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QPointF, QRectF

from ui.pages.sort.reading import Dot

BANDS = 5
LANE = 0.13
"""Share of the width for what is not asked yet."""
MOST_LANE = 80
STRIP = 0.07
"""Share of the height for hours not known."""
_GOLDEN = 0.618033988749895
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 40, 80)


@dataclass(frozen=True, slots=True)
class Placed:
    """A dot with its place and radius, in device-independent pixels of the view."""

    dot: Dot
    x: float
    y: float
    radius: float


class Places:
    """The scale of one map: its plot and the most hours on it."""

    def __init__(
        self, plot: QRectF, most_hours: float, *, has_lane: bool, has_strip: bool, unit: float = 1.0
    ) -> None:
        self.plot = plot
        self._unit = unit
        self.most = max(2.0, most_hours)
        lane = min(plot.width() * LANE, MOST_LANE * unit) if has_lane else 0.0
        strip = plot.height() * STRIP if has_strip else 0.0
        self.lane = QRectF(plot.x(), plot.y(), lane, plot.height())
        self.field = QRectF(plot.x() + lane, plot.y(), plot.width() - lane, plot.height() - strip)

    def place(self, dot: Dot) -> Placed:
        """Where a dot lies; the same task always in the same spot of its band."""
        spread = (dot.task * _GOLDEN) % 1.0
        hours = None if dot.seconds is None else dot.seconds / 3600
        grown = 0.0 if hours is None else 5.5 * sqrt(min(1.0, hours / self.most))
        radius = (4.5 + grown) * self._unit
        return Placed(dot, self._x(dot.s, spread), self._y(hours, spread), radius)

    def answer_at(self, x: float) -> int | None:
        """The answer that a dot dropped here gets; None in the lane of what is not asked yet."""
        if x < self.field.x():
            return None
        return max(0, min(BANDS - 1, int((x - self.field.x()) / (self.field.width() / BANDS))))

    def band(self, answer: int) -> QRectF:
        """The part of the field that stands for an answer."""
        wide = self.field.width() / BANDS
        return QRectF(self.field.x() + answer * wide, self.plot.y(), wide, self.plot.height())

    def y_of_hours(self, hours: float) -> float:
        inside = self.field.adjusted(0, 34 * self._unit, 0, -20 * self._unit)
        return inside.bottom() - inside.height() * sqrt(min(1.0, hours / self.most))

    def ticks(self) -> list[float]:
        """Hours worth a line."""
        fitting = [step for step in _STEPS if step < self.most * 0.98]
        return fitting[-5:]

    def _x(self, answer: int | None, spread: float) -> float:
        if answer is None:
            return self.lane.x() + self.lane.width() * (0.2 + 0.6 * spread)
        band = self.band(answer)
        return band.x() + band.width() * (0.14 + 0.72 * spread)

    def _y(self, hours: float | None, spread: float) -> float:
        if hours is None:
            strip = self.plot.bottom() - self.field.bottom()
            return self.field.bottom() + strip * (0.3 + 0.4 * ((spread * 7) % 1.0))
        return self.y_of_hours(hours)


def hit(placed: Sequence[Placed], at: QPointF, reach: float = 4.0) -> Placed | None:
    """The dot under the mouse, the nearest if several are; a little beside counts."""
    found, nearest = None, 1e9
    x, y = at.x(), at.y()
    for one in placed:
        dx, dy = one.x - x, one.y - y
        away = dx * dx + dy * dy
        if away < nearest and away <= (one.radius + reach) ** 2:
            found, nearest = one, away
    return found

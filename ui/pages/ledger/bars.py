"""Hours won back week by week, as bars: what was lost hangs below the line, what was not
measured is a ring.
"""

import datetime as dt

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from models.ledger import WeekLine
from ui import theme
from ui.ledger_words import hours_text
from ui.pages.ledger.words import week_text
from ui.plain import tooltip

NARROWEST, WIDEST, GAP = 8, 34, 4
_LINES = 6.6
"""How high it is, in lines of text."""


class WeekBars(QWidget):
    """chosen(date): the Monday of a week that was clicked, or Enter on it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weeks: list[WeekLine] = []
        self._today = dt.date.min
        self._current: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Hours won back by week"))

    def show_weeks(self, weeks: list[WeekLine], today: dt.date) -> None:
        """Weeks without gaps, the newest last; the newest that there is room for are drawn."""
        if (weeks, today) != (self._weeks, self._today):
            self._weeks, self._today = weeks, today
            self._current = None
            self._tell()
            self.update()

    @property
    def shown(self) -> list[WeekLine]:
        """The weeks that there is room for."""
        most = max(1, int((self.width() - self._margin()) // (NARROWEST + GAP)))
        return self._weeks[-most:]

    def text_of(self, place: int) -> str:
        """What a bar says, by its place among those shown."""
        week = self.shown[place]
        return week_text(week.monday, week.sums, self._today)

    def bar_rect(self, place: int) -> QRectF:
        """The whole height that belongs to a bar."""
        step = self._step()
        area = self._area()
        return QRectF(area.left() + place * step, area.top(), step - GAP, area.height())

    def place_at(self, at: QPointF) -> int | None:
        """Which bar lies there."""
        place = int((at.x() - self._area().left()) // self._step())
        return place if 0 <= place < len(self.shown) else None

    def sizeHint(self) -> QSize:
        return QSize(400, round(self.fontMetrics().height() * _LINES))

    # Inside

    def _margin(self) -> int:
        return self.fontMetrics().horizontalAdvance("−00.0 h") + 8

    def _area(self) -> QRectF:
        line = self.fontMetrics().height()
        return QRectF(self._margin(), 12, self.width() - self._margin() - 2, self.height() - line - 18)

    def _step(self) -> float:
        room = self._area().width()
        return min(float(WIDEST + GAP), max(float(NARROWEST + GAP), room / max(1, len(self.shown))))

    def _go(self, place: int) -> None:
        last = len(self.shown) - 1
        self._current = min(max(0, place), last)
        self._tell()
        self.update()

    def _tell(self) -> None:
        has_bar = self._current is not None and self._current < len(self.shown)
        self.setAccessibleDescription(
            self.text_of(self._current) if has_bar and self._current is not None else ""
        )

    def _choose(self, place: int | None) -> None:
        if place is not None and place < len(self.shown):
            self._go(place)
            self.chosen.emit(self.shown[place].monday)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        c = theme.colours()
        area, weeks = self._area(), self.shown
        high = max([week.sums.won for week in weeks] + [0])
        low = min([week.sums.won for week in weeks] + [0])
        scale = area.height() / ((high - low) or 1)
        zero = area.bottom() if high == low else area.top() + high * scale
        self._paint_axis(painter, area, zero, high, low)
        for place, week in enumerate(weeks):
            cell = self.bar_rect(place)
            if place == self._current and self.hasFocus():
                painter.setPen(QPen(c.sel, 1.5))
                painter.setBrush(c.tint)
                painter.drawRoundedRect(cell.adjusted(-1.5, -3, 1.5, 3), 4, 4)
            self._paint_bar(painter, cell, week, zero, scale, is_now=place == len(weeks) - 1)
        self._paint_months(painter, area)
        painter.end()

    def _paint_bar(
        self, painter: QPainter, cell: QRectF, week: WeekLine, zero: float, scale: float, *, is_now: bool
    ) -> None:
        c = theme.colours()
        won = week.sums.won
        painter.setPen(Qt.PenStyle.NoPen)
        if won:
            tall = max(1.5, abs(won) * scale)
            bar = QRectF(cell.left(), zero - tall if won > 0 else zero, cell.width(), tall)
            ink = c.ok if won > 0 else c.warn
            painter.setBrush(ink if is_now else theme.blend(ink, c.bg, 0.62))
            painter.drawRoundedRect(bar, 2, 2)
        if week.sums.unmeasured:
            size = min(6.0, cell.width() - 2)
            top = zero - max(0.0, won * scale) - size - 3
            ring = QRectF(cell.center().x() - size / 2, max(cell.top() - 4, top), size, size)
            painter.setPen(QPen(c.muted, 1.2))
            painter.setBrush(c.bg)
            painter.drawEllipse(ring)

    def _paint_axis(self, painter: QPainter, area: QRectF, zero: float, high: int, low: int) -> None:
        c = theme.colours()
        painter.setPen(QPen(c.line, 1))
        painter.drawLine(QPointF(area.left() - 4, zero), QPointF(area.right(), zero))
        painter.setPen(c.muted)
        painter.setFont(theme.font(0.88))
        line = painter.fontMetrics().height()
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        taken: list[float] = []
        for seconds, at in ((0, zero), (high, area.top()), (low, area.bottom())):
            if all(abs(at - other) >= line for other in taken):
                taken.append(at)
                place = QRectF(0, at - line / 2, area.left() - 8, line)
                painter.drawText(place, side, hours_text(seconds))

    def _paint_months(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(theme.colours().muted)
        painter.setFont(theme.font(0.88))
        metrics = painter.fontMetrics()
        free = 0.0
        for place, week in enumerate(self.shown):
            # The month that begins in this week, or that the first bar lies in
            day = week.monday + dt.timedelta(days=6)
            cell = self.bar_rect(place)
            if (day.day <= 7 or place == 0) and cell.left() >= free:
                text = QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
                text = (
                    f"{text} {day.year}"
                    if day.month == 1 or (place == 0 and day.year != self._today.year)
                    else text
                )
                wide = metrics.horizontalAdvance(text)
                painter.drawText(QPointF(cell.left(), self.height() - metrics.descent() - 1), text)
                free = cell.left() + wide + 10

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.place_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.shown) - 1
        at = last if self._current is None else self._current
        steps = {Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in steps:
            self._go(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose(at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current is None and self._weeks:
            self._go(len(self.shown) - 1)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(QPointF(event.pos()))
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tooltip(self.text_of(place)), self)
            return True
        return super().event(event)

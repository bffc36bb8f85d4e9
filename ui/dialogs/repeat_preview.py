"""The next dates of a series as they will be, with the weekday, and marked where a day off moves one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from models.days_off import DaysOff
from models.occurrences import Coming, Series
from ui.panel.due_field import due_words
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.theme import colours

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A date, and what the day is called that it was moved from."""

    coming: Coming
    holiday: str = ""


def next_dates(series: Series, start: date, today: date, off: DaysOff) -> list[Shown]:
    """The next dates on or after a day; fewer where the series ends, none where it never comes. Where the
    first one is late, those up to today are left out. The first look at a country's holidays takes tenths
    of a second.
    """
    found = list(islice(series.upcoming(start), SHOWN))
    if found and found[0].day < today:
        later = series.coming(max(found[0].day, today - timedelta(1)))
        found[1:] = islice(later, SHOWN - 1)
    return [Shown(one, (off.holiday(one.planned) or "") if one.is_moved else "") for one in found]


class Preview(QWidget):
    """Five lines; a screen reader hears them as one text."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._days = [PlainLabel() for _ in range(SHOWN)]
        self._asides = [PlainLabel() for _ in range(SHOWN)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (day, aside) in enumerate(zip(self._days, self._asides, strict=True)):
            day.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            aside.setWordWrap(True)
            grid.addWidget(day, row, 0)
            grid.addWidget(aside, row, 1)

    @property
    def lines(self) -> list[str]:
        """What is shown."""
        both = zip(self._days, self._asides, strict=True)
        return [" · ".join(filter(None, (day.text(), aside.text()))) for day, aside in both if day.text()]

    def show_dates(self, dates: Sequence[Shown]) -> None:
        """Show up to five; after the last of a series that ends it says so."""
        for place, (day, aside) in enumerate(zip(self._days, self._asides, strict=True)):
            shown = dates[place] if place < len(dates) else None
            for label in (day, aside):
                label.setVisible(shown is not None)
            day.setText(due_words((shown.coming.day, None), self._today) if shown else "")
            words = self._moved(shown) if shown else ""
            is_late = shown is not None and shown.coming.day < self._today
            if is_late:
                words = " · ".join(filter(None, (self.tr("late"), words)))
            if shown and place == len(dates) - 1 and len(dates) < SHOWN:
                words = " · ".join(filter(None, (words, self.tr("the last time"))))
            aside.setText(words)
            is_moved = shown is not None and shown.coming.is_moved
            tint(aside, colours().bad if is_late else colours().warn if is_moved else colours().muted)
        self.setAccessibleName(self.tr("The next dates"))
        self.setAccessibleDescription(", ".join(self.lines))

    def _moved(self, shown: Shown) -> str:
        if not shown.coming.is_moved:
            return ""
        planned = due_words((shown.coming.planned, None), self._today)
        if not shown.holiday:
            return self.tr("moved from {day}").replace("{day}", planned)
        # Names of holidays may hold braces.
        text = self.tr("moved from {day}, {holiday}").replace("{day}", planned)
        return text.replace("{holiday}", shown.holiday)

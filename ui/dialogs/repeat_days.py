"""On which days of a week, month or year a series comes: one row of the dialog *How often*."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from models.repeat_form import CHOICES, NTHS
from models.repeat_words import ordinal
from ui.dialogs.look import Box
from ui.panel.flow import FlowLayout
from ui.panel.tick_chips import TickChips
from ui.wording import sentence_text

_WEEKDAYS, _MONTHS = range(7), range(1, 13)


class DaysPart(QWidget):
    """Weekdays to tick for weeks; for months and years a choice, with its day or weekday beside it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        here, form = QLocale(), QLocale.FormatType
        self.weekdays = TickChips(
            [
                (str(day), here.dayName(day + 1, form.ShortFormat), here.dayName(day + 1, form.LongFormat))
                for day in _WEEKDAYS
            ],
            edge=0,
        )
        self.weekdays.setAccessibleName(self.tr("On these days"))
        self.choice = Box()
        self.choice.setAccessibleName(self.tr("On which day"))
        for name, text in zip(CHOICES, self._choices(), strict=True):
            self.choice.addItem(text, name)
        self.day = QLineEdit()
        self.day.setAccessibleName(self.tr("Day of the month"))
        self.day.setValidator(QIntValidator(1, 31, self))
        self.nth = Box()
        self.nth.setAccessibleName(self.tr("Which one"))
        for nth in NTHS:
            self.nth.addItem(self.tr("the last") if nth == -1 else sentence_text(ordinal(nth)), nth)
        self.weekday = Box()
        self.weekday.setAccessibleName(self.tr("Weekday"))
        for day in _WEEKDAYS:
            self.weekday.addItem(here.dayName(day + 1, form.LongFormat), day)
        self.month = Box()
        self.month.setAccessibleName(self.tr("Month"))
        for month in _MONTHS:
            self.month.addItem(here.standaloneMonthName(month, form.LongFormat), month)
        self._unit = "week"
        self._lay_out()
        self.weekdays.toggled.connect(lambda *_: self.changed.emit())
        self.day.textEdited.connect(lambda _: self.changed.emit())
        for box in (self.choice, self.nth, self.weekday, self.month):
            box.activated.connect(lambda _: self._on_chosen())

    def show_unit(self, unit: str) -> None:
        """Ask what this unit wants to be told; `unit` as in models.repeat_form."""
        self._unit = unit
        on = str(self.choice.currentData())
        is_long = unit in ("month", "quarter", "year")
        self.setVisible(unit == "week" or is_long)
        self.weekdays.setVisible(unit == "week")
        self._line.setVisible(is_long)
        self.day.setVisible(is_long and on == "day")
        for box in (self.nth, self.weekday):
            box.setVisible(is_long and on == "weekday")
        self.month.setVisible(unit == "year" and bool(on))

    def show_form(
        self, weekdays: tuple[int, ...], on: str, day: int, nth: int, weekday: int, month: int
    ) -> None:
        """Show what is stored."""
        self.weekdays.show_ticked(str(day) for day in weekdays)
        self.day.setText(str(day))
        for box, value in (
            (self.choice, on),
            (self.nth, nth),
            (self.weekday, weekday),
            (self.month, month),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))

    def said(self) -> dict[str, object]:
        """What is chosen, as the fields of a models.repeat_form.RepeatForm."""
        is_week = self._unit == "week"
        return {
            "weekdays": tuple(sorted(map(int, self.weekdays.ticked))) if is_week else (),
            "on": "" if is_week else self.choice.currentData(),
            "day": max(1, min(31, int(self.day.text() or 1))),
            "nth": self.nth.currentData(),
            "weekday": self.weekday.currentData(),
            "month": self.month.currentData(),
        }

    def _choices(self) -> list[str]:
        return [
            self.tr("the day it begins on"),
            self.tr("this day:"),
            self.tr("the last day"),
            self.tr("the first working day"),
            self.tr("the last working day"),
            self.tr("this weekday:"),
        ]

    def _lay_out(self) -> None:
        self._line = QWidget()
        line = FlowLayout(self._line, gap=6)
        line.setContentsMargins(0, 0, 0, 0)
        letter = self.fontMetrics().averageCharWidth()
        for field, letters in (
            (self.choice, 30),
            (self.day, 7),
            (self.nth, 12),
            (self.weekday, 16),
            (self.month, 16),
        ):
            field.setMinimumWidth(letters * letter)
            field.setMaximumWidth((letters + 6) * letter)
            line.addWidget(field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.weekdays)
        rows.addWidget(self._line)

    def _on_chosen(self) -> None:
        self.show_unit(self._unit)
        self.changed.emit()

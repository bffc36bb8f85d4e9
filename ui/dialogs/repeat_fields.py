"""The fields of the dialog *How often*: every so many units, on which days, from when, until when."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.cards import Card
from models.repeat_form import AS_IS, UNITS, RepeatForm
from models.repeats import add_months
from models.rules import MOST_COUNT
from models.wall_time import zone_city
from ui.dialogs.look import Box
from ui.dialogs.repeat_days import DaysPart
from ui.panel.due_field import due_words, parse_due
from ui.panel.parsed_field import NotUnderstood
from ui.plain import PlainLabel
from ui.wording import repeat_text

MOST_EVERY = 99
_USUAL_TIMES = 10


class RepeatFields(QWidget):
    """Shows the form of a card's repeat and reads it back; the zone has a place of its own, under *More*."""

    changed = Signal()

    def __init__(
        self, card: Card, form: RepeatForm, today: date, zone: str, parent: QWidget | None = None
    ) -> None:
        """`zone`: the company's, IANA."""
        super().__init__(parent)
        self._card, self._today = card, today
        self.begun = card.anchor or card.due or today
        self.every, self.unit, self.days = QLineEdit(), Box(), DaysPart()
        self.begins, self.ends, self.until = QLineEdit(), Box(), QLineEdit()
        self.times, self.on_holiday, self.zone = QLineEdit(), Box(), Box()
        self._fill(zone)
        self._lay_out()
        self._show_form(form)
        self._show_parts()
        self._connect()

    def form(self) -> RepeatForm:
        """What the fields say. Raises NotUnderstood, in words."""
        unit, ends = str(self.unit.currentData()), self.ends.currentData()
        until = self._day(self.until) if ends == "until" else None
        if until is not None and until < self.first_day():
            raise NotUnderstood(self.tr("The series would end before it begins."))
        return RepeatForm(
            every=self._number() if unit != "workday" else 1,
            unit=unit,
            until=until,
            times=max(1, int(self.times.text() or 1)) if ends == "times" else None,
            kept=self._card.repeat if unit == AS_IS else None,
            **self.days.said(),  # type: ignore[arg-type]
        )

    def first_day(self) -> date:
        """From which day the series counts. Raises NotUnderstood, in words."""
        return self._day(self.begins)

    def fill_zones(self) -> None:
        """Offer all time zones; there are hundreds, so only once they are asked for."""
        if self.zone.count() > 2:
            return
        from ui.dialogs.settings.rows import zone_choices

        for zone, city in zone_choices():
            if self.zone.findData(zone) < 0:
                self.zone.addItem(city, zone)

    def _number(self) -> int:
        return max(1, int(self.every.text() or 1))

    def _day(self, field: QLineEdit) -> date:
        due = parse_due(field.text(), self._today)
        if due is None:
            raise NotUnderstood(self.tr("A day is missing: try fri, 3 dec, tomorrow."))
        return due[0]

    def _fill(self, zone: str) -> None:
        for unit in UNITS:
            self.unit.addItem("", unit)
        for value, text in (
            ("", self.tr("never")),
            ("until", self.tr("on a day:")),
            ("times", self.tr("after so many times:")),
        ):
            self.ends.addItem(text, value)
        for value, text in (
            ("", self.tr("keep the date")),
            ("skip", self.tr("leave it out")),
            ("before", self.tr("move to the working day before")),
            ("after", self.tr("move to the working day after")),
        ):
            self.on_holiday.addItem(text, value)
        if self._card.due_zone:
            usual, zone = self.tr("As its time: {city}"), self._card.due_zone
        else:
            usual = self.tr("As the company: {city}")
        self.zone.addItem(usual.replace("{city}", zone_city(zone)), "")
        if self._card.repeat_zone:
            self.zone.addItem(zone_city(self._card.repeat_zone), self._card.repeat_zone)
        self.every.setValidator(QIntValidator(1, MOST_EVERY, self))
        self.times.setValidator(QIntValidator(1, MOST_COUNT, self))
        for field, name in (
            (self.every, self.tr("Every so many")),
            (self.unit, self.tr("Unit")),
            (self.begins, self.tr("From")),
            (self.ends, self.tr("Ends")),
            (self.until, self.tr("Last day")),
            (self.times, self.tr("How many times in all")),
            (self.on_holiday, self.tr("On a day off")),
            (self.zone, self.tr("Time zone")),
        ):
            field.setAccessibleName(name)

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        for field, letters in ((self.every, 7), (self.times, 7), (self.until, 20)):
            field.setMaximumWidth(letters * letter + 16)
        form = form_layout()
        form.addRow(labelled(self.tr("Every"), self.every), _line(self.every, self.unit))
        self._on = labelled(self.tr("On"), self.days)
        form.addRow(self._on, self.days)
        form.addRow(labelled(self.tr("From"), self.begins), self.begins)
        form.addRow(labelled(self.tr("Ends"), self.ends), _line(self.ends, self.until, self.times))
        form.addRow(labelled(self.tr("On a day off"), self.on_holiday), self.on_holiday)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(form)

    def _show_form(self, form: RepeatForm) -> None:
        if form.unit == AS_IS:
            self.unit.insertItem(0, repeat_text(form.kept), AS_IS)
        self.every.setText(str(form.every))
        self.days.show_form(form.weekdays, form.on, form.day, form.nth, form.weekday, form.month)
        self.begins.setText(due_words((self.begun, None), self._today))
        self.until.setText(due_words((form.until, None), self._today) if form.until else "")
        self.times.setText(str(form.times or _USUAL_TIMES))
        ends = "until" if form.until else "times" if form.times else ""
        for box, value in (
            (self.unit, form.unit),
            (self.ends, ends),
            (self.on_holiday, self._card.on_holiday),
            (self.zone, self._card.repeat_zone),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))

    def _show_parts(self) -> None:
        unit, ends, kept = str(self.unit.currentData()), self.ends.currentData(), self._card.repeat
        texts = self._units() if self._number() == 1 or unit in ("workday", AS_IS) else self._several()
        for name, text in zip(UNITS, texts, strict=True):
            self.unit.setItemText(self.unit.findData(name), text)
        self.every.setVisible(unit not in ("workday", AS_IS))
        self.days.show_unit(unit)
        self._on.setVisible(not self.days.isHidden())
        self.until.setVisible(ends == "until")
        self.times.setVisible(ends == "times")
        # "3 a week" is no rule that could end.
        self.ends.setEnabled(unit != AS_IS or (kept is not None and kept.rule is not None))

    def _units(self) -> list[str]:
        return [
            self.tr("working day"),
            self.tr("day"),
            self.tr("week"),
            self.tr("month"),
            self.tr("quarter"),
            self.tr("year"),
        ]

    def _several(self) -> list[str]:
        return [
            self.tr("working day"),
            self.tr("days"),
            self.tr("weeks"),
            self.tr("months"),
            self.tr("quarters"),
            self.tr("years"),
        ]

    def _connect(self) -> None:
        self.every.textEdited.connect(lambda _: self._on_rule())
        self.unit.activated.connect(lambda _: self._on_rule())
        self.days.changed.connect(self._on_rule)
        for field in (self.begins, self.until, self.times):
            field.textEdited.connect(lambda _: self.changed.emit())
        for box in (self.ends, self.on_holiday, self.zone):
            box.activated.connect(lambda _: self._on_choice())

    def _on_rule(self) -> None:
        """Another series begins with what is due now, unless the owner says another day."""
        if not self.begins.isModified() and self._card.due is not None:
            self.begins.setText(due_words((self._card.due, None), self._today))
        self._on_choice()

    def _on_choice(self) -> None:
        self._show_parts()
        if self.ends.currentData() == "until" and not self.until.text().strip():
            self.until.setText(due_words((add_months(self.begun, 12), None), self._today))
        self.changed.emit()


def form_layout() -> QFormLayout:
    """Names beside fields that take all the room there is."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def labelled(text: str, buddy: QWidget) -> PlainLabel:
    """The name of a field, for the eye and for a screen reader."""
    label = PlainLabel(text)
    label.setBuddy(buddy)
    # On one height with the letters in the field.
    label.setContentsMargins(0, 6, 0, 0)
    return label


def _line(*fields: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    for field in fields:
        line.addWidget(field)
    return line

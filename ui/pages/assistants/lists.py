"""Short lists of a person that grow by a line: days off, back-ups."""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from models.assistants import Absence, Assistant
from models.settings import Settings
from ui import theme
from ui.dialogs.settings.row import Line, Row
from ui.dialogs.settings.rows import ChoiceBox
from ui.pages.assistants.fields import DATE, typed_day
from ui.plain import PlainLabel, tooltip
from ui.wording import day_year


class ListRow(Row):
    """A name, lines with a cross, and a line to add another."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.lines: list[QWidget] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.side.insertLayout(0, self._lines)

    def show_settings(self, settings: Settings) -> None:
        """No setting of the board."""

    def clear(self) -> None:
        """Take all lines away."""
        for line in self.lines:
            line.hide()
            self._lines.removeWidget(line)
            line.deleteLater()
        self.lines = []

    def add_line(self, text: str, *buttons: tuple[str, str, Callable[[], object]]) -> None:
        """A line with buttons: icon, what it does, what is called."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        label = PlainLabel(text)
        label.setMinimumWidth(1)
        row.addWidget(label)
        for icon, what, pressed in buttons:
            button = QToolButton()
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(14, 14))
            button.setAccessibleName(what.format(what=text))
            button.setToolTip(tooltip(button.accessibleName()))
            button.clicked.connect(lambda _=False, pressed=pressed: pressed())
            row.addWidget(button)
        row.addStretch(1)
        self._lines.addWidget(line)
        self.lines.append(line)


class AwayRow(ListRow):
    """added(date, date, str): days off. removed(int): an absence."""

    added = Signal(object, object, str)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("Days off")
        self.label.setText(self.name)
        self.first = Line(self.tr("First day off"), DATE)
        self.last = Line(self.tr("Last day off"), DATE)
        self.note = Line(self.tr("What for"), 16)
        self.first.setPlaceholderText(self.tr("first day"))
        self.last.setPlaceholderText(self.tr("last day"))
        self.note.setPlaceholderText(self.tr("what for"))
        self.button = QPushButton(self.tr("Add"))
        self.button.setAccessibleName(self.tr("Add time off"))
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.take)
        for line in (self.first, self.last, self.note):
            line.returnPressed.connect(self.take)
        self.add(self.first, "–", self.last, self.note, self.button)
        self.setFocusProxy(self.first)

    def show_absences(self, absences: tuple[Absence, ...], today: dt.date) -> None:
        """Show what is not over, and of the past nothing."""
        self.clear()
        for away in absences:
            if away.last < today:
                continue
            days = day_year(away.first) if away.first == away.last else self._span(away)
            text = f"{days}, {away.note}" if away.note else days
            self.add_line(text, ("x", self.tr("Remove {what}"), partial(self.removed.emit, away.id)))

    def take(self) -> None:
        """Add what is typed; one day alone is a day off."""
        first = typed_day(self.first.text())
        last = typed_day(self.last.text()) or first
        for text, day in ((self.first.text(), first), (self.last.text(), last)):
            if not isinstance(day, dt.date):
                self.say_fault(self.tr("“{text}” is no date.").format(text=text))
                return
        assert isinstance(first, dt.date) and isinstance(last, dt.date)
        if last < first:
            self.say_fault(self.tr("Time off cannot end before it starts."))
            return
        self.say_fault("")
        self.added.emit(first, last, self.note.text())
        for line in (self.first, self.last, self.note):
            line.take_stored("")
        self.first.setFocus()

    def _span(self, away: Absence) -> str:
        return f"{day_year(away.first)} – {day_year(away.last)}"


class DeputiesRow(ListRow):
    """chosen(list): ids in their new order."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("Who stands in")
        self.label.setText(self.name)
        self._ids: list[int] = []
        self.box = ChoiceBox(self.tr("Add a back-up"), [])
        self.box.chosen.connect(self._on_chosen)
        self.add(self.box)
        self.say_aside(self.tr("While they are away; the first one first."))
        self.setFocusProxy(self.box)

    def show_person(self, who: Assistant, others: list[Assistant]) -> None:
        """`others`: everybody who could stand in."""
        self.clear()
        names = {one.id: one.name for one in others if one.id != who.id}
        self._ids = [key for key in who.deputies if key in names]
        for place, key in enumerate(self._ids):
            buttons = [("x", self.tr("Remove {what}"), partial(self._without, key))]
            if place:
                buttons.insert(0, ("chevron-up", self.tr("{what}: one place up"), partial(self._up, key)))
            self.add_line(names[key], *buttons)
        self.box.clear()
        self.box.addItem(self.tr("Add…"), "")
        for key, name in names.items():
            if key not in self._ids:
                self.box.addItem(name, str(key))
        self.box.setVisible(self.box.count() > 1)
        self.setVisible(bool(names))

    def _on_chosen(self, value: str) -> None:
        if value:
            self.chosen.emit([*self._ids, int(value)])

    def _without(self, key: int) -> None:
        self.chosen.emit([one for one in self._ids if one != key])

    def _up(self, key: int) -> None:
        ids = list(self._ids)
        place = ids.index(key)
        ids[place - 1 : place + 1] = [key, ids[place - 1]]
        self.chosen.emit(ids)

"""Rows about reminders: this computer's matter, like light and dark, so that no undo reaches them."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from models import reminding
from models.settings import Settings as BoardSettings
from ui.dialogs.settings.row import Line, Row
from ui.dialogs.settings.rows import ChoiceBox, clock_text
from ui.dialogs.settings.sections import QUIET, REMIND, START
from ui.plain import PlainLabel
from ui.settings import Settings

# What stands there when the owner first wants hours of their own.
_EVENING = "18:00-08:00"
_OWN = "own"


class MachineRow(Row):
    """Shows what this computer has, and keeps it there. changed(): the owner set something."""

    changed = Signal()

    def __init__(self, name: str, machine: Settings) -> None:
        super().__init__(name)
        self.machine = machine

    def show_settings(self, settings: BoardSettings) -> None:
        """No setting of the board."""


class RemindRow(MachineRow):
    """Whether to remind at all, and by which way it is done here."""

    def __init__(self, machine: Settings) -> None:
        super().__init__("", machine)
        self.name = self.tr("Reminders")
        self.label.setText(self.name)
        self.field = QCheckBox(self.tr("Show as messages"))
        self.field.setAccessibleName(self.name)
        self.field.setChecked(machine.reminds)
        self.field.clicked.connect(self._on_clicked)
        self.add(self.field)
        self.show_way("desktop")
        self.setFocusProxy(self.field)

    def show_way(self, way: str) -> None:
        """How messages go here: by the "desktop", the "tray", or only in the "window"."""
        what = self.tr(
            "Own cards that are due, work that is overdue, looks to take, answers, and who will be away."
        )
        if way == "window":
            what = self.tr(
                "Nothing on this desktop shows messages: reminders come as a line in the window only."
            )
        self.say_aside(what)

    def _on_clicked(self, is_on: bool) -> None:
        self.machine.reminds = is_on
        self.changed.emit()


class QuietRow(MachineRow):
    """When nothing is shown; what came meanwhile comes as one message at its end."""

    def __init__(self, machine: Settings) -> None:
        super().__init__("", machine)
        self.name = self.tr("Quiet")
        self.label.setText(self.name)
        choices = [
            (reminding.OFF_HOURS, self.tr("Outside my working hours")),
            (_OWN, self.tr("Each day, from – to")),
            (reminding.NEVER, self.tr("Never")),
        ]
        self.field = ChoiceBox(self.name, choices)
        self.field.chosen.connect(self._on_chosen)
        self.begin = Line(self.tr("{name}, from").format(name=self.name), 7)
        self.end = Line(self.tr("{name}, to").format(name=self.name), 7)
        # One part, so that the two stay together where there is no room beside the choice.
        self.times = QWidget()
        times = QHBoxLayout(self.times)
        times.setContentsMargins(0, 0, 0, 0)
        for part in (self.begin, PlainLabel("–"), self.end):
            times.addWidget(part)
        self.add(self.field, self.times)
        self.say_aside(self.tr("What falls due meanwhile comes as one message when it is over."))
        for line in (self.begin, self.end):
            line.left.connect(lambda _text: self._on_left())
        self.setFocusProxy(self.field)
        self._show()

    def _show(self) -> None:
        rule = self.machine.quiet
        has_times = reminding.is_span(rule)
        self.field.show_value(_OWN if has_times else rule)
        begin, _, end = rule.partition("-") if has_times else ("", "", "")
        self.begin.show_stored(begin)
        self.end.show_stored(end)
        self.times.setVisible(has_times)

    def _on_chosen(self, value: str) -> None:
        self._keep(_EVENING if value == _OWN else value)

    def _on_left(self) -> None:
        begin, end = (clock_text(line.text()) for line in (self.begin, self.end))
        rule = f"{begin.zfill(5)}-{end.zfill(5)}"
        if not reminding.is_span(rule):
            self.say_fault(self.tr("Two times, as 18:00 and 08:00."))
            return
        self._keep(rule)

    def _keep(self, rule: str) -> None:
        self.say_fault("")
        self.machine.quiet = rule
        self._show()
        self.changed.emit()


class StartRow(MachineRow):
    """Start with the computer: off until it is ticked. What stands here is what the system has."""

    def __init__(self, machine: Settings, is_on: Callable[[], bool], set_on: Callable[[bool], None]) -> None:
        super().__init__("", machine)
        self._is_on, self._set_on = is_on, set_on
        self.name = self.tr("Start with the computer")
        self.label.setText(self.name)
        self.field = QCheckBox(self.tr("When I log in"))
        self.field.setAccessibleName(self.name)
        self.field.setChecked(is_on())
        self.field.clicked.connect(self._on_clicked)
        self.add(self.field)
        self.say_aside(
            self.tr(
                "Reminders come while the program runs. To get them without opening it, start it with the"
                " computer. It then begins as a small window."
            )
        )
        self.setFocusProxy(self.field)

    def _on_clicked(self, is_wanted: bool) -> None:
        self.say_fault("")
        try:
            self._set_on(is_wanted)
        except OSError as error:
            self.say_fault(
                self.tr("This could not be changed: {why}").format(why=error.strerror or type(error).__name__)
            )
        self.field.setChecked(self._is_on())


def reminder_rows(machine: Settings) -> dict[str, MachineRow]:
    """The rows of the section, by their names in `sections`."""
    from ui import autostart

    return {
        REMIND: RemindRow(machine),
        QUIET: QuietRow(machine),
        START: StartRow(machine, autostart.is_on, autostart.set_on),
    }

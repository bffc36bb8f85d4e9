"""A row for each kind of setting; a new kind is one class and one line in `ROWS`."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from models.currencies import CURRENCIES, countries
from models.settings import Setting, Settings
from ui.dialogs.look import Box
from ui.dialogs.settings.row import Line, Row
from ui.money_words import number_text, read_number, typed_number
from ui.panel.tick_chips import TickChips
from ui.wording import sentence_text

AMOUNT = 10


class TextRow(Row):
    """A line of text: a name, an address, a phone number."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(sentence_text(setting.text))
        self._setting = setting
        self.field = Line(self.name)
        self.add(self.field)
        self.field.left.connect(lambda text: self.give({setting.name: text.strip() or None}))
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        if not self._is_faulty:
            self.field.show_stored(str(settings[self._setting.name] or ""))


class FileRow(TextRow):
    """A picture's path, typed or chosen."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self.choose = QPushButton(self.tr("Choose…"))
        self.choose.setAccessibleName(f"{self.name}: {self.choose.text()}")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._on_choose)
        self.add(self.choose)

    def _on_choose(self) -> None:
        dialog = QFileDialog(
            self, self.name, str(Path(self.field.text()).parent) if self.field.text() else ""
        )
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.svg)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.give({self._setting.name: path}))
        dialog.open()


class NumberRow(Row):
    """A number with its unit; an empty field means the usual value, which stands there in grey."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(sentence_text(setting.text))
        self._setting = setting
        self._is_share = setting.kind == "share"
        self.field = Line(self.name, AMOUNT)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add(self.field, self._unit())
        self.field.left.connect(self._on_left)
        if setting.name == "money.training":
            self.field.setPlaceholderText(self.tr("usual"))
            self.say_aside(
                self.tr(
                    "Usually two runs and half an hour of talk, five hours at most; the ceiling: thirty runs."
                )
            )
        elif setting.default is not None:
            self.field.setPlaceholderText(self._text(setting.default))
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        if not self._is_faulty:
            name = self._setting.name
            self.field.show_stored(self._text(settings[name]) if settings.is_set(name) else "")

    def _unit(self) -> str:
        if self._is_share:
            return "%"
        return self.tr("min") if self._setting.kind == "minutes" else self.tr("times")

    def _text(self, value: object) -> str:
        if value is None:
            return ""
        number = float(str(value))
        return number_text(round(number * 100, 6) if self._is_share else number)

    def _on_left(self, text: str) -> None:
        if not text.strip():
            self.give({self._setting.name: None})
            return
        number = read_number(text)
        if self._is_share and number is not None:
            low, high = self._setting.limits or (0.0, 1.0)
            if not low <= number / 100 <= high:
                sentence = self.tr("{field} must lie between {low} % and {high} %.")
                self.say_fault(
                    sentence.format(field=self.name, low=number_text(low * 100), high=number_text(high * 100))
                )
                return
            self.give({self._setting.name: f"{number / 100:.8f}".rstrip("0").rstrip(".")})
        else:
            self.give({self._setting.name: typed_number(text)})


class ChoiceRow(Row):
    """One of a list, found by its first letters; at its head stands what this computer says."""

    def __init__(self, setting: Setting, choices: list[tuple[str, str]]) -> None:
        """`choices`: value, name on screen."""
        super().__init__(sentence_text(setting.text))
        self._setting = setting
        self.field = ChoiceBox(self.name, [("", ""), *choices])
        self.field.chosen.connect(lambda value: self.give({setting.name: value or None}))
        self.add(self.field)
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        name = self._setting.name
        value = str(settings[name] or "")
        is_set = settings.is_set(name)
        guessed = self.tr("As this computer")
        if not is_set and value:
            guessed = self.tr("{name} (as this computer)").format(name=self.field.text_of(value) or value)
        self.field.setItemText(0, guessed)
        self.field.show_value(value if is_set else "")


class ChoiceBox(Box):
    """chosen(str): the value of an entry."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: list[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMaxVisibleItems(14)
        for value, text in choices:
            self.addItem(text, value)
        self.activated.connect(lambda place: self.chosen.emit(str(self.itemData(place))))

    def text_of(self, value: str) -> str:
        """How an entry is called; "" for none."""
        place = self.findData(value) if value else -1
        return self.itemText(place) if place >= 0 else ""

    def show_value(self, value: str) -> None:
        """Choose an entry without telling; one that is not listed is added."""
        if self.findData(value) < 0:
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value))

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 38 + 18, Line.height_of(self))


def country_row(setting: Setting) -> Row:
    """Countries by name."""
    named = {code: QLocale.territoryToString(QLocale.codeToTerritory(code)) for code in countries()}
    known = sorted((name, code) for code, name in named.items() if name and code)
    return ChoiceRow(setting, [(code, name) for name, code in known])


def zone_row(setting: Setting) -> Row:
    """Time zones by city."""
    return ChoiceRow(setting, zone_choices())


def zone_choices() -> list[tuple[str, str]]:
    """Time zones: IANA name, and the city first."""
    names = [zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix"))]
    cities = sorted((_city(zone), zone) for zone in names)
    return [("UTC", "UTC"), *((zone, city) for city, zone in cities)]


def _city(zone: str) -> str:
    region, _, city = zone.rpartition("/")
    return f"{city} · {region}".replace("_", " ")


def currency_row(setting: Setting) -> Row:
    """Currencies by code."""
    return ChoiceRow(setting, [(code, code) for code in sorted(CURRENCIES)])


class DaysRow(Row):
    """The days of the week, to tick."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(sentence_text(setting.text))
        self._setting = setting
        form, here = QLocale.FormatType, QLocale()
        days = [
            (str(day), here.dayName(day + 1, form.ShortFormat), here.dayName(day + 1, form.LongFormat))
            for day in range(7)
        ]
        self.field = TickChips(days, edge=0)
        self.field.setAccessibleName(self.name)
        self.field.toggled.connect(self._on_toggled)
        self.side.insertWidget(0, self.field)
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        if not self._is_faulty:
            self.field.show_ticked(str(settings[self._setting.name]).split(","))

    def _on_toggled(self) -> None:
        if days := ",".join(sorted(self.field.ticked)):
            self.give({self._setting.name: days})
        else:
            self.say_fault(self.tr("At least one day."))


class HoursRow(Row):
    """From when to when."""

    def __init__(self, setting: Setting) -> None:
        super().__init__(sentence_text(setting.text))
        self._setting = setting
        self.begin = Line(self.tr("{name}, from").format(name=self.name), 7)
        self.end = Line(self.tr("{name}, to").format(name=self.name), 7)
        self.add(self.begin, "–", self.end)
        for line in (self.begin, self.end):
            line.left.connect(lambda _text: self._on_left())
        self.setFocusProxy(self.begin)

    def show_settings(self, settings: Settings) -> None:
        if not self._is_faulty:
            begin, _, end = str(settings[self._setting.name]).partition("-")
            self.begin.show_stored(begin)
            self.end.show_stored(end)

    def _on_left(self) -> None:
        begin, end = (clock_text(line.text()) for line in (self.begin, self.end))
        self.give({self._setting.name: f"{begin}-{end}" if begin or end else None})


def clock_text(text: str) -> str:
    """A typed time as "HH:MM": "9" and "9.30" are read as hours, too."""
    text = text.strip().replace(".", ":")
    return f"{text}:00" if text.isdecimal() and len(text) <= 2 else text


ROWS: dict[str, Callable[[Setting], Row]] = {
    "text": TextRow,
    "mail": TextRow,
    "file": FileRow,
    "country": country_row,
    "zone": zone_row,
    "currency": currency_row,
    "days": DaysRow,
    "hours": HoursRow,
    "number": NumberRow,
    "share": NumberRow,
    "minutes": NumberRow,
}
"""How a kind of setting is shown; a kind that is not here has a row of its own, or none."""

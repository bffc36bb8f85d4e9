"""One field of a person on screen. It saves as it is made; what cannot be taken gets a sentence below it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QCheckBox

from models.assistants import Assistant
from models.settings import Settings
from ui.dialogs.new_assistant import LeftLine
from ui.dialogs.settings.row import Row
from ui.dialogs.settings.rows import ChoiceBox
from ui.panel.drafts import FieldDraft
from ui.panel.growing_text import GrowingText
from ui.panel.tick_chips import TickChips
from ui.store import Ticket

Write = Callable[["PersonRow", dict[str, Any], str | None], Ticket | None]
"""Sends fields of the person; None where a value cannot be taken, which the row then says."""
LETTERS = 38


class PersonRow(Row):
    """A named field of a person."""

    def __init__(self, name: str, write: Write) -> None:
        super().__init__(name)
        self._write = write

    def show_settings(self, settings: Settings) -> None:
        """No setting of the board: see `show_person`."""

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        """Show what is stored; `is_new`: of another person than before, whatever is typed here."""
        raise NotImplementedError

    def flush(self) -> None:
        """Save what is half typed."""


class TextRow(PersonRow):
    """A line, or with `lines` a text of several."""

    def __init__(
        self,
        field: str,
        name: str,
        write: Write,
        *,
        lines: int = 0,
        letters: int = LETTERS,
        hint: str = "",
        line: LeftLine | None = None,
    ) -> None:
        super().__init__(name, write)
        self.field_name = field
        self.words: Callable[[Any], str] = lambda value: str(value or "")
        self.typed: Callable[[str], Any] = lambda text: text
        self.field: _Area | LeftLine
        if lines:
            area = self.field = _Area(lines)
            area.left.connect(self.flush)
            area.entered.connect(self.flush)
            self.side.insertWidget(0, area)
        else:
            edit = self.field = line or LeftLine(letters)
            edit.left.connect(self.flush)
            edit.returnPressed.connect(self.flush)
            self.add(edit)
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(hint)
        self.draft = FieldDraft(self.text, self._show, self._submit, self.field, rests=line is None)
        self._stored = ""
        self.draft.settled.connect(self._show_stored)
        self.field.textChanged.connect(self._on_text)
        self.setFocusProxy(self.field)

    def text(self) -> str:
        """What stands in the field."""
        return self.field.toPlainText() if isinstance(self.field, _Area) else self.field.text()

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        self._stored = self.words(getattr(who, self.field_name))
        if is_new:
            self.say_fault("")
            self.draft.load(self._stored)
        else:
            self._show_stored()

    def flush(self) -> None:
        self.draft.leave()

    def _show_stored(self) -> None:
        """As the board has it: the city that was meant, hours in the usual form."""
        if not self._is_faulty:
            self.draft.refresh(self._stored)

    def _on_text(self) -> None:
        if self._is_faulty:
            self.say_fault("")
        self.draft.touch()

    def _show(self, text: str) -> None:
        if isinstance(self.field, _Area):
            self.field.show_text(text)
        else:
            self.field.setText(text)
            self.field.setCursorPosition(0)

    def _submit(self, text: str, visit: str) -> Ticket | None:
        return self._write(self, {self.field_name: self.typed(text)}, visit)


class _Area(GrowingText):
    def __init__(self, lines: int) -> None:
        super().__init__(lines=lines)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * 60)


class ChoiceRow(PersonRow):
    """One of a list; saved when it is chosen."""

    def __init__(self, field: str, name: str, write: Write, choices: list[tuple[str, str]]) -> None:
        """`choices`: value, name on screen."""
        super().__init__(name, write)
        self.field_name = field
        self.field = ChoiceBox(name, choices)
        self.field.chosen.connect(lambda value: write(self, {field: value}, None))
        self.add(self.field)
        self.setFocusProxy(self.field)

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        self.say_fault("")
        value = getattr(who, self.field_name)
        self.field.show_value("" if value is None else str(value))


class SwitchRow(PersonRow):
    """Yes or no."""

    def __init__(self, field: str, name: str, text: str, write: Write) -> None:
        super().__init__(name, write)
        self.field_name = field
        self.field = QCheckBox(text)
        self.field.setAccessibleName(f"{name}: {text}" if name != text else text)
        self.field.clicked.connect(lambda on: write(self, {field: on}, None))
        self.add(self.field)
        self.setFocusProxy(self.field)

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        self.field.setChecked(bool(getattr(who, self.field_name)))


class DaysRow(PersonRow):
    """The days of the week, to tick."""

    def __init__(self, name: str, write: Write) -> None:
        super().__init__(name, write)
        form, here = QLocale.FormatType, QLocale()
        days = [
            (str(day), here.dayName(day + 1, form.ShortFormat), here.dayName(day + 1, form.LongFormat))
            for day in range(7)
        ]
        self.field = TickChips(days, edge=0)
        self.field.setAccessibleName(name)
        self.field.toggled.connect(
            lambda *_: write(self, {"days": ",".join(sorted(self.field.ticked))}, None)
        )
        self.side.insertWidget(0, self.field)
        self.setFocusProxy(self.field)

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        if is_new or not self._is_faulty:
            self.say_fault("")
            self.field.show_ticked(who.days.split(","))

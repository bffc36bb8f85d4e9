"""Fields of a brief by name: made, filled, hinted at and saved in one way, wherever on the tab they stand."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from PySide6.QtWidgets import QWidget

from models import brief_edits, tasks
from models.briefs import DEFAULT, USUAL, BriefDetail
from models.cards import Detail
from ui.panel import brief_words as words
from ui.panel.brief_fields import Amount, AmountField, BriefChoice, BriefText, DayField, ReplyField
from ui.panel.brief_words import field_name
from ui.panel.field_row import FieldRow
from ui.panel.parsed_field import ParsedField
from ui.panel.tick_chips import TickChips
from ui.panel.writer import Writer
from ui.store import Ticket
from ui.wording import sentence_text

# These two are the task's own; all others are the brief's.
_OF_THE_TASK = ("done_when", "sensitivity")


class BriefForm:
    """Makes the rows of a part of the tab, and keeps them in step with what is stored."""

    def __init__(self, writer: Writer, today: Callable[[], date]) -> None:
        self._writer, self._today = writer, today
        self._task = 0
        self._brief: BriefDetail | None = None
        self._wrong: set[str] = set()
        self.rows: dict[str, FieldRow] = {}

    # Making

    def text(self, name: str, grey: str = "") -> FieldRow:
        """A row with a text; `grey` invites where nothing stands in."""
        field = BriefText(field_name(name), lambda text, visit: self.send(visit, **{name: text}))
        field.setProperty("grey", grey)
        field.draft.settled.connect(self._writer.settled)
        return self._row(name, field)

    def choice(self, name: str, choices: list[tuple[object, str]]) -> FieldRow:
        """A row with one of a few."""
        return self._row(
            name, BriefChoice(field_name(name), choices, lambda value: self.send(None, **{name: value}))
        )

    def amount(self, name: str, label: str) -> FieldRow:
        """A row with a spending limit."""

        def submit(value: Amount | None, visit: str) -> Ticket:
            minor, currency = value or (None, None)
            more = {"spend_currency": currency} if currency else {}
            return self.send(visit, **{name: minor}, **more)

        return self._parsed(name, AmountField(label, submit))

    def reply(self) -> FieldRow:
        """A row with how soon the owner answers."""
        return self._parsed(
            "reply_hours", ReplyField(lambda hours, visit: self.send(visit, reply_hours=hours))
        )

    def day(self, name: str) -> FieldRow:
        """A row with a day."""

        def submit(day: date | None, visit: str) -> Ticket:
            return self.send(visit, **{name: day})

        return self._parsed(name, DayField(field_name(name), submit, self._today))

    def tick(self, name: str, text: str, meaning: str = "") -> TickChips:
        """A single thing to tick."""
        chips = TickChips([(name, text, meaning)])
        chips.setAccessibleName(text)
        chips.toggled.connect(lambda _key, is_on: self.send(None, **{name: is_on}))
        return chips

    # Keeping in step

    def load(self, detail: Detail, brief: BriefDetail) -> None:
        """Begin with another card; `refresh` follows."""
        self._task = detail.card.id
        self._wrong.clear()
        for name, row in self.rows.items():
            field = row.field
            if isinstance(field, BriefText):
                field.load(str(_value(detail, brief, name) or ""))
            elif isinstance(field, AmountField):
                field.currency = brief.currency
                field.load(_amount(brief, name))
            elif isinstance(field, DayField):
                field.load_day(brief.own[name])
            elif isinstance(field, ParsedField):
                field.load(brief.own[name])

    def refresh(self, detail: Detail, brief: BriefDetail) -> None:
        """Show what is stored now, unless it is being typed in."""
        self._brief = brief
        hints = {hint.field: hint.sentence for hint in brief.readiness.hints}
        for name, row in self.rows.items():
            self._show(row, name, detail, brief)
            if name not in self._wrong:
                usual = words.aside_text(brief, name) if name in brief.holds else ""
                hint = sentence_text(hints[name]) if name in hints else usual
                row.say_below(hint, "muted")

    def flush(self) -> None:
        """Save whatever is half typed."""
        for field in self._fields():
            field.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        for row in self.rows.values():
            row.restyle()

    def send(self, visit: str | None, **fields: object) -> Ticket:
        """Save fields of the brief, or of its task."""
        own = {name: value for name, value in fields.items() if name in _OF_THE_TASK}
        if own:
            return self._writer.send(tasks.edit_task, self._task, visit=visit, **_words(own))
        return self._writer.send(brief_edits.edit_brief, self._task, visit=visit, **fields)

    def _show(self, row: FieldRow, name: str, detail: Detail, brief: BriefDetail) -> None:
        field, value = row.field, _value(detail, brief, name)
        standing_in = name in brief.holds and brief.holds[name].source in (USUAL, DEFAULT)
        grey = words.value_text(brief, name) if standing_in else str(field.property("grey") or "")
        if isinstance(field, BriefText):
            field.show_grey(grey)
            field.refresh(str(value or ""))
        elif isinstance(field, BriefChoice):
            field.show_value(value, grey or "–")
        elif isinstance(field, AmountField):
            field.currency = brief.currency
            field.show_grey(grey)
            field.refresh(_amount(brief, name))
        elif isinstance(field, DayField):
            field.refresh_day(value if isinstance(value, date) else None)
        elif isinstance(field, ReplyField):
            field.setPlaceholderText(grey)
            field.refresh(value if isinstance(value, int) else None)

    def _parsed(self, name: str, field: AmountField | ReplyField | DayField) -> FieldRow:
        row = self._row(name, field)
        field.settled.connect(self._writer.settled)
        field.hinted.connect(lambda text, is_wrong: self._on_hinted(name, text, is_wrong))
        return row

    def _row(self, name: str, field: QWidget) -> FieldRow:
        row = self.rows[name] = FieldRow(field_name(name), field)
        return row

    def _on_hinted(self, name: str, text: str, is_wrong: bool) -> None:
        if is_wrong and text:
            self._wrong.add(name)
            self.rows[name].say_below(text)
        elif name in self._wrong:
            self._wrong.discard(name)
            self.rows[name].say_below("")

    def _fields(self) -> Iterator[BriefText | AmountField | ReplyField | DayField]:
        for row in self.rows.values():
            if isinstance(row.field, (BriefText, AmountField, ReplyField, DayField)):
                yield row.field


def _value(detail: Detail, brief: BriefDetail, name: str) -> object:
    return getattr(detail, name) if name in _OF_THE_TASK else brief.own[name]


def _amount(brief: BriefDetail, name: str) -> Amount | None:
    minor = brief.own[name]
    return None if minor is None else (minor, brief.currency)


def _words(fields: Mapping[str, object]) -> dict[str, object]:
    """A choice of the task's own is "" where a brief's is None."""
    return {name: value or "" for name, value in fields.items()}

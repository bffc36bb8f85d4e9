"""When a card is due, how often it comes round and how long it takes: three lines, with words beside them."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import tasks
from models.cards import Card
from ui.panel.due_field import DueField
from ui.panel.field_row import FieldRow
from ui.panel.missed import look, missed_text
from ui.panel.short_forms import Due
from ui.panel.work_fields import MinutesField, RepeatField
from ui.panel.writer import Writer
from ui.store import Store, Ticket
from ui.wording import due_state, due_text, today_for, week_text


class TimingFields(QWidget):
    """form_asked(): the short form of a repeat says too little."""

    form_asked = Signal()

    def __init__(self, store: Store, writer: Writer, today: Callable[[], date]) -> None:
        super().__init__()
        self._store, self._writer, self._today = store, writer, today
        self._card: Card | None = None
        self._missed: dict[tuple[object, ...], int] = {}
        self.due = DueField(self._send_due, today)
        self.repeats = RepeatField(lambda repeat, visit: self._edit(visit, repeat=repeat), today)
        self.repeats.form_asked.connect(self.form_asked)
        self.minutes = MinutesField(lambda seconds, visit: self._edit(visit, seconds_per_run=seconds))
        self.due_row = FieldRow(self.tr("Due"), self.due)
        self.repeats_row = FieldRow(self.tr("Repeats"), self.repeats)
        self.minutes_row = FieldRow(self.tr("Each time"), self.minutes)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for field, row in (
            (self.due, self.due_row),
            (self.repeats, self.repeats_row),
            (self.minutes, self.minutes_row),
        ):
            rows.addWidget(row)
            field.hinted.connect(partial(self._on_hinted, row))
            field.settled.connect(writer.settled)

    def load(self, card: Card) -> None:
        """Show another card."""
        self._card = card
        self.due.load(_due(card))
        self.repeats.load(card.repeat)
        self.minutes.load(card.seconds_per_run)

    def refresh(self, card: Card) -> None:
        """Show what is stored now; a field that is being typed in keeps what is typed."""
        self._card = card
        self.due.refresh(_due(card))
        self.repeats.refresh(card.repeat)
        self.minutes.refresh(card.seconds_per_run)
        self._look_for_missed(card)
        self._show_asides(card)

    def flush(self) -> None:
        """Save whatever is half typed."""
        for field in (self.due, self.repeats, self.minutes):
            field.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        for row in (self.due_row, self.repeats_row, self.minutes_row):
            row.restyle()

    def _edit(self, visit: str, **fields: object) -> Ticket:
        task = self._card.id if self._card else 0
        return self._writer.send(tasks.edit_task, task, visit=visit, **fields)

    def _send_due(self, due: Due | None, visit: str) -> Ticket:
        day, time = due or (None, None)
        zone = (self._card.due_zone if self._card else None) or _zone_here() if time else None
        return self._edit(visit, due=day, due_time=time, due_zone=zone)

    def _on_hinted(self, row: FieldRow, text: str, is_wrong: bool) -> None:
        row.say_below(text if is_wrong else "")
        if text and not is_wrong:
            row.say_aside(text)
        elif self._card is not None:
            self._show_asides(self._card)

    def _show_asides(self, card: Card) -> None:
        is_done = card.outcome is not None
        today = today_for(card, self._today())
        state = due_state(card.due, card.due_time, today, is_done)
        words = due_text(card.due, None, today, is_done) if state in ("late", "soon") else ""
        role = {"late": "bad", "soon": "warn"}.get(state, "muted")
        self.due_row.say_aside(missed_text(words, self._missed.get(_when(card), 0)), role)
        self.repeats_row.say_aside("")
        week = week_text(card.seconds_per_week)
        if card.estimate == "measured":
            self.minutes_row.say_aside(self.tr("measured, {hours}").format(hours=week) if week else "")
        else:
            self.minutes_row.say_aside(self.tr("about {hours}").format(hours=week) if week else "")

    def _look_for_missed(self, card: Card) -> None:
        """How often a late series went by, once for each of its dates."""
        asked = _when(card)
        if asked in self._missed:
            return
        self._missed = {asked: 0}

        def done(times: int) -> None:
            if asked in self._missed and self._card is not None:
                self._missed[asked] = times
                self._show_asides(self._card)

        look(self._store.board, card, today_for(card, self._today()), done, self)


def _due(card: Card) -> Due | None:
    return None if card.due is None else (card.due, card.due_time)


def _when(card: Card) -> tuple[object, ...]:
    """What decides how often a card's date went by."""
    return card.id, card.due, card.repeat, card.anchor, card.on_holiday, card.repeat_zone, card.outcome


def _zone_here() -> str:
    return bytes(QTimeZone.systemTimeZoneId().data()).decode()

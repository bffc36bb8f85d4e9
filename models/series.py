"""The series that a card comes round in: its dates, what went by, and from which day it counts."""

import datetime as dt
from typing import Any

from models.board import Board
from models.cards import Card, make_repeat
from models.days_off import company_days_off
from models.occurrences import Series, passed
from models.series_day import today_of

_NOW = """
    SELECT due, anchor, repeat_count, repeat_unit, rrule FROM task WHERE id = ?
"""


def series_of(board: Board, card: Card) -> Series | None:
    """The dates of a card; None where it happens once or has no date."""
    if card.repeat is None or card.due is None:
        return None
    is_off = company_days_off(board) if card.on_holiday else None
    return Series(card.repeat, card.anchor or card.due, card.on_holiday, is_off)


def times_passed(board: Board, card: Card, today: dt.date) -> int:
    """How often an open card's date has gone by undone, as models.occurrences.passed counts; 0 for none."""
    series = series_of(board, card) if card.outcome is None else None
    if series is None:
        return 0
    return passed(series, card.due, today_of(board, card, today))


def anchored(board: Board, task: int, fields: dict[str, Any]) -> dict[str, Any]:
    """What an owner's edit of a card (columns of its row) makes of its series: columns to be set with it.

    A new repeat counts from the due day. A new due day begins the series anew, so that a month's end is not
    lost on the way, unless the rule itself says on which days, or how often in all.
    """
    due, anchor, *repeat_of = board.db.execute_sql(_NOW, (task,)).fetchone() or (None,) * 5
    before = make_repeat(*repeat_of)
    old_due = due and dt.date.fromisoformat(due)
    new_due = fields.get("due", old_due)
    if "repeat_count" in fields:
        repeat = make_repeat(fields["repeat_count"], fields["repeat_unit"], fields["rrule"])
        if repeat is None:
            return {"anchor": None, "repeat_zone": "", "on_holiday": ""}
        if repeat != before:
            return {} if "anchor" in fields else {"anchor": new_due}
    repeat = before if "repeat_count" not in fields else repeat
    if repeat is None or "anchor" in fields or new_due is None or new_due == old_due:
        return {}
    counted_from = anchor and dt.date.fromisoformat(anchor)
    # Nothing has happened yet: the series begins on another day.
    is_first = counted_from is None or old_due is None or counted_from == old_due
    if repeat.names_days:
        begins_anew = _begins_anew(Series(repeat, counted_from or old_due or new_due), new_due, is_first)
    else:
        begins_anew = is_first or not repeat.has_end
    return {"anchor": new_due} if begins_anew else {}


def _begins_anew(series: Series, due: dt.date, is_first: bool) -> bool:
    """Whether a due day that the owner chose moves a series that names its days, and not only this one of its
    dates: "every second Friday" put on the Friday between.
    """
    is_named = next(series._replace(anchor=due).upcoming(due), None) == (due, due)
    return is_named and (is_first or next(series.upcoming(due), None) != (due, due))

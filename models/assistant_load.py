"""When an assistant works, and how full their week is with what was handed over."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from models.assistants import USUAL_HOURS, Assistant, assistant_of, read_assistants
from models.board import Board
from models.holiday_days import USUAL_DAYS, holidays_between
from models.settings import Settings, read_settings
from models.wall_time import local_of
from models.working_time import WorkingTime, later, next_working_day
from models.worth import Pricing

_WEEK = 7
# In one row, as models.worth has it.
_GIVEN = """
    SELECT json_group_array(json_array(t.holder_id, t.id, t.due))
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.holder_id IN (SELECT value FROM json_each(?)) AND t.binned IS NULL
      AND s.kind IN ('training', 'handed_over', 'review')
"""


@dataclass(frozen=True, slots=True)
class Load:
    """How full an assistant's coming week is.

    Seconds: `seconds` of a usual week by what recurs, `once` of one-offs due within the week or undated, as
    the assistant takes for them; `bought` a week, None while not said; `free` of it in the coming week, time
    off and what is in hand taken out. `share`: in hand ÷ bought without the time off, None while not said or
    away all week. `absent_until`: the first day on which they work again, None if they are not away today.
    `unknown`: cards in hand whose hours nobody knows.
    """

    seconds: int
    once: int
    bought: int | None
    free: int | None
    share: float | None
    absent_until: dt.date | None
    cards: int
    unknown: int


class _InHand(NamedTuple):
    seconds: int = 0
    once: int = 0
    cards: int = 0
    unknown: int = 0


def working_time_of(board: Board, assistant: int, *, holidays: bool = True) -> WorkingTime:
    """When an assistant works, with their time off; what is not said is as the company's, or usual.

    `holidays`: also the public ones of their country, two years from now; the first look takes tenths of a
    second. Raises Refused when they are gone.
    """
    return working_time(assistant_of(board, assistant), read_settings(board), board.now(), holidays=holidays)


def working_time(
    who: Assistant, settings: Settings, now: dt.datetime, *, holidays: bool = True
) -> WorkingTime:
    """The same of somebody who was read already."""
    zone = who.zone or str(settings["company.zone"])
    today = local_of(now, zone).date()
    known = {}
    if holidays and who.country:
        known = holidays_between(who.country, later(today, -_WEEK), later(today, 400))
    off = tuple((away.first, away.last) for away in who.absences)
    return WorkingTime(zone, who.days or USUAL_DAYS, who.hours or USUAL_HOURS, off, known)


def load(board: Board, assistant: int) -> Load:
    """How full one assistant's coming week is. Raises Refused when they are gone."""
    return loads(board, [assistant_of(board, assistant)])[assistant]


def loads(board: Board, people: Iterable[Assistant] | None = None) -> dict[int, Load]:
    """The same of these assistants (None: everybody who works here), by id, in a fixed number of
    statements. Public holidays are left out of it.
    """
    settings, now = read_settings(board), board.now()
    wanted = read_assistants(board) if people is None else list(people)
    in_hand = _in_hand(board, [who.id for who in wanted], settings.today(now))
    found = {}
    for who in wanted:
        time = working_time(who, settings, now, holidays=False)
        found[who.id] = _load(who, time, local_of(now, time.zone).date(), in_hand.get(who.id, _InHand()))
    return found


def _load(who: Assistant, time: WorkingTime, today: dt.date, hand: _InHand) -> Load:
    absence = time.absence(today)
    back = None
    if absence is not None:
        back = next_working_day(today, time) or later(absence[1], 1)
    week = [day for ahead in range(_WEEK) if (day := later(today, ahead)).weekday() in time.weekdays]
    there = sum(time.absence(day) is None for day in week) / len(week) if week else 0.0
    bought = who.seconds_per_week
    room = None if bought is None else bought * there
    asked = hand.seconds + hand.once
    return Load(
        seconds=hand.seconds,
        once=hand.once,
        bought=bought,
        free=None if room is None else max(0, round(room - asked)),
        share=asked / room if room else None,
        absent_until=back,
        cards=hand.cards,
        unknown=hand.unknown,
    )


def _in_hand(board: Board, wanted: list[int], today: dt.date) -> dict[int, _InHand]:
    """What each has in hand, by what the money model says that they take for it."""
    rows = json.loads(board.db.execute_sql(_GIVEN, (json.dumps(wanted),)).fetchone()[0])
    worths = Pricing(board, today).read([task for _, task, _ in rows]) if rows else {}
    found: dict[int, _InHand] = {}
    soon = later(today, _WEEK).isoformat()
    for who, task, due in rows:
        old, one = found.get(who, _InHand()), worths.get(task)
        if one is None:
            new = old._replace(unknown=old.unknown + 1)
        elif one.runs_per_week is None:
            # Due later, it need not be done in this week.
            is_soon = due is None or due <= soon
            new = old._replace(once=old.once + (round(one.worth.assistant * 3600) if is_soon else 0))
        else:
            new = old._replace(seconds=old.seconds + round(one.worth.assistant * 3600))
        found[who] = new._replace(cards=old.cards + 1)
    return found

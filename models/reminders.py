"""What the owner is to be reminded of between two moments, each by the clock of the zone that it belongs to.

Reads only. What of it was shown already, and when it is to be quiet: models.reminding.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from models.assistants import USUAL_HOURS
from models.board import Board
from models.settings import read_settings
from models.wall_time import day_words, local_of, moment_of, wall
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import WorkingTime, later

# A longer title is cut: a notification is one short sentence.
LONGEST_TITLE = 80
# The last working day before a day off is not further away than this.
_WEEK = 7

_DUE = """
    SELECT t.id, t.uid, t.title, t.due, t.due_time, t.due_zone FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.due BETWEEN ? AND ? AND t.binned IS NULL AND t.holder_id IS NULL
      AND s.kind IN ('unsorted', 'core', 'setup')
"""
# What they do without being watched is not asked for each time: it becomes "assumed done".
_OVERDUE = """
    SELECT t.id, t.uid, t.title, t.due, t.due_time, t.due_zone, a.name, a.zone, a.days, a.hours
    FROM task t JOIN stage s ON s.id = t.stage_id JOIN assistant a ON a.id = t.holder_id
    WHERE t.due BETWEEN ? AND ? AND t.binned IS NULL AND s.kind IN ('training', 'handed_over')
      AND (t.repeat_count IS NULL OR coalesce((SELECT g.level FROM training g
        WHERE g.task_id = t.id AND g.assistant_id = a.id), 0) < 4)
"""
_CHECK = """
    SELECT t.id, h.uid, t.title, h.next_check, a.name FROM handover h JOIN task t ON t.id = h.task_id
      JOIN stage s ON s.id = t.stage_id JOIN assistant a ON a.id = h.assistant_id
    WHERE h.ended IS NULL AND h.next_check BETWEEN ? AND ? AND t.binned IS NULL AND s.kind <> 'review'
"""
# What this program itself wrote, in one of its windows, is no news to the owner.
_CAME = """
    SELECT t.id, h.uid, t.title, h.moved, a.name, s.kind = 'review'
    FROM handover h JOIN task t ON t.id = h.task_id
      JOIN stage s ON s.id = t.stage_id JOIN assistant a ON a.id = h.assistant_id
    WHERE h.ended IS NULL AND h.move = 'mine' AND h.sent IS NOT NULL AND h.moved > ? AND h.moved <= ?
      AND t.binned IS NULL AND NOT EXISTS (SELECT 1 FROM journal_row r JOIN journal j ON
        j.revision = r.revision WHERE r.row = h.id AND r.item = 'handover' AND j.at = h.moved
        AND j.origin IN (SELECT value FROM json_each(?)))
"""
_AWAY = """
    SELECT a.uid, a.name, o.first, o.last, a.zone, a.days, a.hours
    FROM absence o JOIN assistant a ON a.id = o.assistant_id
    WHERE a.ended IS NULL AND o.first BETWEEN ? AND ?
"""
_UNTIL = """
    SELECT t.id, h.uid, t.title, h.until, a.name FROM handover h JOIN task t ON t.id = h.task_id
      JOIN assistant a ON a.id = h.assistant_id
    WHERE h.ended IS NULL AND h.until BETWEEN ? AND ? AND t.binned IS NULL
"""
_LEAVES = "SELECT uid, name, ends FROM assistant WHERE ended IS NULL AND ends BETWEEN ? AND ?"

_DUE_TODAY = QT_TRANSLATE_NOOP("models", "Due today: {title}")
_DUE_ON = QT_TRANSLATE_NOOP("models", "Due {day}: {title}")
_DUE_AT = QT_TRANSLATE_NOOP("models", "Due at {time}: {title}")
_DUE_ON_AT = QT_TRANSLATE_NOOP("models", "Due {day}, {time}: {title}")
_LATE = QT_TRANSLATE_NOOP("models", "Overdue with {who}: {title}")
_LOOK = QT_TRANSLATE_NOOP("models", "Time for a look: {title}, with {who}")
_DONE = QT_TRANSLATE_NOOP("models", "{who} says it is done: {title}")
_ANSWERED = QT_TRANSLATE_NOOP("models", "{who} has answered: {title}")
_OFF = QT_TRANSLATE_NOOP("models", "{who} is away on {day}.")
_OFF_FROM = QT_TRANSLATE_NOOP("models", "{who} is away from {day} to {last}.")
_ENDS = QT_TRANSLATE_NOOP("models", "Ends {day}: {title}, with {who}")
_LEAVE = QT_TRANSLATE_NOOP("models", "{who} works with you until {day}.")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be reminded of.

    `at`: when it falls due, naive UTC. `kind`: due, overdue, check, came, away or ends. `key`: what tells it
    from all others, the same whatever the clocks are set to; it holds no text of a card. `task`: its card.
    """

    at: dt.datetime
    kind: str
    key: str
    text: Sentence
    task: int | None = None


@dataclass(frozen=True)
class _Reading:
    """`own`: when the owner works. Thousands of dates are of a few days: each day is reckoned once."""

    board: Board
    own: WorkingTime
    since: dt.datetime
    until: dt.datetime
    origins: Sequence[str]
    mornings: dict[dt.date, dt.datetime] = field(default_factory=dict)
    ends: dict[tuple[str, ...], dt.datetime] = field(default_factory=dict)
    moments: dict[tuple[str, ...], dt.datetime] = field(default_factory=dict)

    @cached_property
    def today(self) -> dt.date:
        return local_of(self.until, self.own.zone).date()

    @property
    def days(self) -> tuple[str, str]:
        """The first and last day that may matter."""
        # Somewhere it is another day, and what falls on a day off is told before it.
        first, last = later(self.since.date(), -2), later(self.until.date(), _WEEK + 3)
        return first.isoformat(), last.isoformat()

    def rows(self, sql: str) -> list[Any]:
        return list(self.board.db.execute_sql(sql, self.days).fetchall())

    def holds(self, moment: dt.datetime) -> bool:
        return self.since < moment <= self.until

    def morning(self, day: dt.date) -> dt.datetime:
        """When the owner begins to work on a day; of a day off, on the last working day before it."""
        if day not in self.mornings:
            worked = (later(day, -back) for back in range(_WEEK))
            found = next((one for one in worked if self.own.is_working_day(one)), day)
            self.mornings[day] = self.own.span(found)[0]
        return self.mornings[day]

    def moment(self, day: str, time: str, zone: str | None) -> dt.datetime:
        """A wall time, without a zone on the owner's clock."""
        key = (day, time, zone or self.own.zone)
        if key not in self.moments:
            self.moments[key] = moment_of(dt.date.fromisoformat(day), time, key[2]).utc
        return self.moments[key]

    def their_time(self, zone: str, days: str, hours: str) -> WorkingTime:
        return WorkingTime(zone or self.own.zone, days or self.own.days, hours or USUAL_HOURS)

    def their_end(self, day: str, *theirs: str) -> dt.datetime:
        """When somebody stops working on a day."""
        key = (day, *theirs)
        if key not in self.ends:
            self.ends[key] = self.their_time(*theirs).span(dt.date.fromisoformat(day))[1]
        return self.ends[key]

    def day(self, day: dt.date) -> Sentence:
        return day_words(day, self.today.year)


def owner_time(board: Board) -> WorkingTime:
    """When the owner works, on the company's clock; public holidays left out."""
    settings = read_settings(board)
    zone, days, hours = (str(settings[f"company.{name}"]) for name in ("zone", "days", "hours"))
    return WorkingTime(zone, days, hours)


def between(
    board: Board, since: dt.datetime, until: dt.datetime, origins: Sequence[str] = (), *, own: WorkingTime
) -> list[Reminder]:
    """What falls due after `since` and not after `until` (naive UTC), the oldest first, as things stand now.

    `origins`: of changes that are the owner's own, so that what they delivered themselves is no news.
    """
    reading = _Reading(board, own, since, until, origins)
    found = [*_due(reading), *_overdue(reading), *_held(reading), *_came(reading), *_people(reading)]
    return sorted(found, key=lambda one: (one.at, one.key))


def _due(reading: _Reading) -> Iterator[Reminder]:
    """The owner's own cards: at their time, or in the morning of their day."""
    for task, uid, title, due, time, zone in reading.rows(_DUE):
        day = dt.date.fromisoformat(due)
        at = reading.morning(day) if time is None else reading.moment(due, time, zone)
        if not reading.holds(at):
            continue
        if time is None:
            text = _DUE_TODAY if day == reading.today else _DUE_ON
            said = say(text, title=_short(title), day=reading.day(day))
        else:
            here = wall(at, reading.own.zone)
            text = _DUE_AT if here.day == reading.today else _DUE_ON_AT
            said = say(text, title=_short(title), day=reading.day(here.day), time=here.time)
        yield Reminder(at, "due", _key("due", uid, due, time, zone), said, task)


def _overdue(reading: _Reading) -> Iterator[Reminder]:
    """What somebody has and did not deliver: past its time, or past their own working day."""
    for task, uid, title, due, time, zone, who, *theirs in reading.rows(_OVERDUE):
        at = reading.their_end(due, *theirs) if time is None else reading.moment(due, time, zone)
        if reading.holds(at):
            said = say(_LATE, who=_short(who), title=_short(title))
            yield Reminder(at, "overdue", _key("overdue", uid, due, time, zone), said, task)


def _held(reading: _Reading) -> Iterator[Reminder]:
    """Checks, and engagements that have a last day, in the morning of that day."""
    for task, uid, title, check, who in reading.rows(_CHECK):
        at = reading.morning(dt.date.fromisoformat(check))
        if reading.holds(at):
            said = say(_LOOK, who=_short(who), title=_short(title))
            yield Reminder(at, "check", _key("check", uid, check), said, task)
    for task, uid, title, until, who in reading.rows(_UNTIL):
        day = dt.date.fromisoformat(until)
        if reading.holds(at := reading.morning(day)):
            said = say(_ENDS, who=_short(who), title=_short(title), day=reading.day(day))
            yield Reminder(at, "ends", _key("ends", uid, until), said, task)


def _came(reading: _Reading) -> Iterator[Reminder]:
    """What somebody else wrote on the board: delivered, or asked."""
    moments = (one.isoformat(" ", "microseconds") for one in (reading.since, reading.until))
    values = (*moments, json.dumps(list(reading.origins)))
    for task, uid, title, moved, who, is_done in reading.board.db.execute_sql(_CAME, values).fetchall():
        text = say(_DONE if is_done else _ANSWERED, who=_short(who), title=_short(title))
        yield Reminder(dt.datetime.fromisoformat(moved), "came", _key("came", uid, moved), text, task)


def _people(reading: _Reading) -> Iterator[Reminder]:
    """Absences, in the morning of the day before they are felt here; and last days."""
    for uid, who, first, last, *theirs in reading.rows(_AWAY):
        day, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        here = local_of(reading.their_time(*theirs).span(day)[0], reading.own.zone).date()
        if reading.holds(at := reading.morning(later(here, -1))):
            text = _OFF if day == end else _OFF_FROM
            said = say(text, who=_short(who), day=reading.day(day), last=reading.day(end))
            yield Reminder(at, "away", _key("away", uid, first), said)
    for uid, who, ends in reading.rows(_LEAVES):
        day = dt.date.fromisoformat(ends)
        if reading.holds(at := reading.morning(day)):
            said = say(_LEAVE, who=_short(who), day=reading.day(day))
            yield Reminder(at, "ends", _key("leaves", uid, ends), said)


def _key(*parts: str | None) -> str:
    return " ".join(part or "" for part in parts).rstrip()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_TITLE else plain[: LONGEST_TITLE - 1].rstrip() + "…"

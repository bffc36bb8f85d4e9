"""When somebody works: days, hours, absences and holidays on the clock of their zone; and what follows from
it for due dates and checks.

Moments are naive UTC. Hours that end before they begin are a night shift: they belong to the day on which
they begin. Values in, values out, no database.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from models.wall_time import local_of, moment_of

# Who is away longer than this has no next working day.
_LOOK_AHEAD = 1_100
_WEEK = 7
_MONTH = 30
_USUAL = "09:00", "17:00"
_HOURS = re.compile(r"\s*((?:[01]?\d|2[0-3]):[0-5]\d)\s*-\s*((?:[01]?\d|2[0-3]):[0-5]\d|24:00)\s*", re.ASCII)


@dataclass(frozen=True)
class WorkingTime:
    """`zone`: IANA name. `days`: "0,1,2,3,4", 0 is Monday. `hours`: "09:00-17:00", "21:00-05:00".

    `off`: absences as (first, last) day, both included. `holidays`: days with their names, with "(estimated)"
    where the calendar only guesses.
    """

    zone: str
    days: str = "0,1,2,3,4"
    hours: str = "09:00-17:00"
    off: tuple[tuple[dt.date, dt.date], ...] = ()
    holidays: Mapping[dt.date, str] = field(default_factory=dict)

    @property
    def weekdays(self) -> frozenset[int]:
        """The working days of a usual week, 0 is Monday."""
        return frozenset(int(day) for day in self.days.split(",") if day.strip())

    @property
    def begin(self) -> str:
        """When the working day begins, "HH:MM"."""
        return _begin_and_end(self.hours)[0]

    @property
    def end(self) -> str:
        """When it ends, "HH:MM", perhaps "24:00"; not after `begin` for a night shift."""
        return _begin_and_end(self.hours)[1]

    @property
    def is_night_shift(self) -> bool:
        """Whether the hours pass midnight."""
        return self.end <= self.begin

    def span(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """The hours of a day as moments, whether worked or not."""
        last = later(day, 1) if self.is_night_shift else day
        return moment_of(day, self.begin, self.zone).utc, moment_of(last, self.end, self.zone).utc

    def absence(self, day: dt.date) -> tuple[dt.date, dt.date] | None:
        """The absence that a day lies in, the one that lasts longest."""
        found = [pair for pair in self.off if pair[0] <= day <= pair[1]]
        return max(found, key=lambda pair: pair[1], default=None)

    def is_working_day(self, day: dt.date) -> bool:
        """Whether they work on that day of their calendar."""
        return day.weekday() in self.weekdays and day not in self.holidays and self.absence(day) is None


def later(day: dt.date, days: int) -> dt.date:
    """A day so many days later, never past the calendar: other programs write 9999-12-31 for "never"."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


class Due(NamedTuple):
    """A due date as a card keeps it: day, "HH:MM" and IANA zone."""

    day: dt.date
    time: str
    zone: str


def next_working_day(day: dt.date, *who: WorkingTime) -> dt.date | None:
    """The first day after `day` on which all of them work; None if there is none within three years."""
    for ahead in range(1, _LOOK_AHEAD):
        found = later(day, ahead)
        if all(one.is_working_day(found) for one in who):
            return found
    return None


def default_due(now: dt.datetime, theirs: WorkingTime) -> Due:
    """The end of their next working day: of the first day after today, in their zone, on which they work.

    So they have at least that one day whole, whatever the hour of the hand-over; absences and holidays are
    passed over. Hours to midnight are due at 23:59, a night shift in the morning it ends. Who is away for
    years gets tomorrow, and `due_warnings` says the rest.
    """
    today = local_of(now, theirs.zone).date()
    day = next_working_day(today, theirs) or later(today, 1)
    if theirs.is_night_shift:
        day = later(day, 1)
    return Due(day, "23:59" if theirs.end == "24:00" else theirs.end, theirs.zone)


def in_hours(moment: dt.datetime, theirs: WorkingTime, is_end_included: bool = False) -> bool:
    """Whether they are at work at that moment. Their closing time itself counts only if asked for."""
    return working_day_of(moment, theirs, is_end_included) is not None


def working_day_of(moment: dt.datetime, theirs: WorkingTime, is_end_included: bool = False) -> dt.date | None:
    """The working day whose hours a moment lies in, for a night shift perhaps yesterday; None outside."""
    today = local_of(moment, theirs.zone).date()
    for day in (today, later(today, -1)):
        begin, end = theirs.span(day)
        is_within = begin <= moment < end or (is_end_included and moment == end)
        if is_within and theirs.is_working_day(day):
            return day
    return None


def overlap(one: WorkingTime, other: WorkingTime, day: dt.date) -> int:
    """Seconds of `one`'s working day in which both are at work; 0 if `one` does not work on it."""
    if not one.is_working_day(day):
        return 0
    begin, end = one.span(day)
    shared = dt.timedelta()
    around = {local_of(moment, other.zone).date() for moment in (begin, end)}
    for theirs in sorted(around | {later(min(around), -1)}):
        if other.is_working_day(theirs):
            first, last = other.span(theirs)
            shared += max(min(end, last) - max(begin, first), dt.timedelta())
    return int(shared.total_seconds())


def default_check(
    due: dt.date, level: int | None, owner: WorkingTime, theirs: WorkingTime, today: dt.date
) -> dt.date:
    """The next check, always on a day on which both work and never before today.

    `level`: the training stage. 1 and 2, after every run: the due day itself or the next day of both; 3, and
    None for work done once: the first day of both after the due; 4: in a week, 5: in a month, from the due.
    """
    wait = {1: 0, 2: 0, 4: _WEEK, 5: _MONTH}.get(level or 0, 1)
    earliest = max(later(due, wait), today)
    return next_working_day(later(earliest, -1), owner, theirs) or earliest


@lru_cache(maxsize=256)
def _begin_and_end(hours: str) -> tuple[str, str]:
    """The usual hours where another program wrote what is none."""
    found = _HOURS.fullmatch(hours)
    return (found[1], found[2]) if found is not None else _USUAL

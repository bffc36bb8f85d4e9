"""What of the reminders was shown already, when it is to be quiet, and what is said. Values in, values out.

A clock may be set back or forward, and the machine may sleep or move to another zone: nothing is told twice,
and nothing is lost.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models.board import Board
from models.reminders import Reminder, between
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import WorkingTime, in_hours, later, working_day_of

# A clock that is set back by more was plainly wrong before: what it told early is told again at its time.
FURTHEST_BACK = dt.timedelta(hours=26)
# Windows of this machine that are remembered, so that what was written in them is known as the owner's own.
MOST_ORIGINS = 40
# More than so many at once are told as one.
MOST_SINGLE = 3
# When it is quiet: outside the owner's working hours, never, or "18:00-08:00" on the company's clock.
OFF_HOURS, NEVER = "hours", "never"
# What falls due after one moment and not after another.
Read = Callable[[dt.datetime, dt.datetime], list[Reminder]]
_ALL_DAYS = "0,1,2,3,4,5,6"
_FORTNIGHT = 15

_WAIT = QT_TRANSLATE_NOOP("models", "%n thing(s) wait for you")
_CLOSED = QT_TRANSLATE_NOOP("models", "While this was closed: {parts}.")
_PAIR = QT_TRANSLATE_NOOP("models", "{first}, {second}")
_PARTS = (
    (("due", "overdue"), QT_TRANSLATE_NOOP("models", "%n fell due")),
    (("came",), QT_TRANSLATE_NOOP("models", "%n answer(s) came")),
    (("check",), QT_TRANSLATE_NOOP("models", "%n look(s) to take")),
    (("away",), QT_TRANSLATE_NOOP("models", "%n absence(s) ahead")),
    (("ends",), QT_TRANSLATE_NOOP("models", "%n engagement(s) at an end")),
)


@dataclass(frozen=True, slots=True)
class Told:
    """How far reminders were told, on one machine for one board.

    `until`: everything up to this moment (naive UTC). `place`: the owner's zone, days and hours then.
    `keys`: what was told lately, with its moments. `origins`: of this machine's windows, the newest last.
    """

    until: dt.datetime
    place: str = ""
    keys: Mapping[str, dt.datetime] = field(default_factory=dict)
    origins: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """In types that JSON knows."""
        keys = {key: at.isoformat() for key, at in self.keys.items()}
        return {
            "until": self.until.isoformat(),
            "place": self.place,
            "keys": keys,
            "origins": list(self.origins),
        }

    def with_origin(self, origin: str) -> "Told":
        """One more window of this machine."""
        others = tuple(one for one in self.origins if one != origin)
        return replace(self, origins=(*others, origin)[-MOST_ORIGINS:])


def told_of(plain: Mapping[str, Any], now: dt.datetime) -> Told:
    """As it was kept; what cannot be read, or was never kept, begins now."""
    try:
        keys = {str(key): dt.datetime.fromisoformat(at) for key, at in plain["keys"].items()}
        until = dt.datetime.fromisoformat(plain["until"])
        return Told(until, str(plain["place"]), keys, tuple(map(str, plain["origins"])))
    except (KeyError, TypeError, ValueError, AttributeError):
        return Told(now)


def reader(board: Board, told: Told, own: WorkingTime) -> Read:
    """The board, read for somebody who was told so far."""
    return lambda since, until: between(board, since, until, told.origins, own=own)


def place_of(own: WorkingTime) -> str:
    """What mornings depend on."""
    return f"{own.zone} {own.days} {own.hours}"


def fell_due(read: Read, told: Told, now: dt.datetime, place: str) -> tuple[list[Reminder], Told]:
    """What is to be told now, the oldest first, and how far it is told with that."""
    since, keys = told.until, told.keys
    if now < since:
        if since - now > FURTHEST_BACK:
            keys = {}
        since = now
    elif place != told.place and told.place:
        # Mornings are others now: perhaps one lies before what was told, and was not told.
        since = min(since, now - FURTHEST_BACK)
    found = [one for one in read(since, now) if one.key not in keys]
    kept = {key: at for key, at in keys.items() if at > now - FURTHEST_BACK}
    kept |= {one.key: one.at for one in found if one.at > now - FURTHEST_BACK}
    return found, Told(now, place, kept, told.origins)


def next_moment(read: Read, told: Told, until: dt.datetime) -> dt.datetime | None:
    """When the next thing falls due that is not told, if that is before `until`."""
    return next((one.at for one in read(told.until, until) if one.key not in told.keys), None)


def quiet_until(now: dt.datetime, rule: str, own: WorkingTime) -> dt.datetime | None:
    """The end of the quiet that a moment lies in; None if it is not quiet. A rule that cannot be read counts
    as the owner's working hours.
    """
    if rule == NEVER:
        return None
    if is_span(rule):
        begin, _, end = rule.partition("-")
        quiet = WorkingTime(own.zone, _ALL_DAYS, rule)
        day = working_day_of(now, quiet) if begin != end else None
        return None if day is None else quiet.span(day)[1]
    if in_hours(now, own):
        return None
    days = (later(now.date(), ahead) for ahead in range(-1, _FORTNIGHT))
    begins = (own.span(day)[0] for day in days if own.is_working_day(day))
    return next((begin for begin in begins if begin > now), None)


def is_span(rule: str) -> bool:
    """Whether it is "18:00-08:00"."""
    times = rule.split("-")
    return len(times) == 2 and all(is_time(time) for time in times)


def is_time(text: str) -> bool:
    """Whether it is "HH:MM"."""
    hours, colon, minutes = text.partition(":")
    parts = (hours, minutes)
    if not colon or not all(len(part) == 2 and part.isascii() and part.isdigit() for part in parts):
        return False
    return int(hours) < 24 and int(minutes) < 60


def wait_words(count: int) -> Sentence:
    """ "5 things wait for you"."""
    return say(_WAIT, count)


def closed_words(found: Sequence[Reminder]) -> Sentence:
    """ "While this was closed: 3 fell due, 1 answer came."."""
    counts = [
        say(text, count) for kinds, text in _PARTS if (count := sum(one.kind in kinds for one in found))
    ]
    parts = counts[0] if counts else say(_WAIT, 0)
    for part in counts[1:]:
        parts = say(_PAIR, first=parts, second=part)
    return say(_CLOSED, parts=parts)

"""What stands against a due date on the assistant's side: their night, hours, days off, holidays, absences,
and clocks that jump. Hints only; nothing is refused.
"""

import datetime as dt

from models.wall_time import Wall, day_words, local_of, moment_of, wall
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import WorkingTime, in_hours, later

# On the clock of the one who should be asleep.
NIGHT_BEGINS, NIGHT_ENDS = "22:00", "06:00"

_GAP = QT_TRANSLATE_NOOP(
    "models", "{time} does not exist on {date} in {city}: the clocks go forward. It is read as {other}."
)
_FOLD = QT_TRANSLATE_NOOP(
    "models", "{time} happens twice on {date} in {city}: the clocks go back. The first is meant."
)
_PAST = QT_TRANSLATE_NOOP("models", "That is past.")
_ABSENT = QT_TRANSLATE_NOOP("models", "Absent until {date}.")
_HOLIDAY = QT_TRANSLATE_NOOP("models", "A holiday there, {date}: {name}.")
_DAY_OFF = QT_TRANSLATE_NOOP("models", "{date} is their day off.")
_NIGHT = QT_TRANSLATE_NOOP("models", "In their night: {wall}.")
_OUTSIDE = QT_TRANSLATE_NOOP("models", "Outside their hours ({hours}): {wall}.")


def due_warnings(
    day: dt.date,
    time: str | None,
    zone: str,
    theirs: WorkingTime,
    now: dt.datetime | None = None,
    city: str = "",
) -> list[Sentence]:
    """What an owner should know before setting this due, the weightiest first; empty if nothing.

    `time` "HH:MM" or None for any time of that day, on the clock of `zone`; `now` naive UTC, None: past dues
    are not looked for; `city`: where they are, else the city of their zone.
    """
    if time is None:
        return _past(day, None, zone, now) + _of_day(day, theirs)
    found = moment_of(day, time, zone)
    said = wall(found.utc, zone)
    warnings = []
    if found.kind == "gap":
        warnings.append(say(_GAP, time=time, date=day_words(day), city=said.city, other=said.time))
    elif found.kind == "fold":
        warnings.append(say(_FOLD, time=time, date=day_words(day), city=said.city))
    warnings += _past(day, found.utc, zone, now)
    if not in_hours(found.utc, theirs, is_end_included=True):
        there = wall(found.utc, theirs.zone, city)
        # Midnight at the end of a day is still that day's.
        warnings += _of_day(_day_meant(there), theirs) + _of_hours(there, theirs)
    return warnings


def _past(day: dt.date, moment: dt.datetime | None, zone: str, now: dt.datetime | None) -> list[Sentence]:
    if now is None:
        return []
    is_past = day < local_of(now, zone).date() if moment is None else moment <= now
    return [say(_PAST)] if is_past else []


def _day_meant(there: Wall) -> dt.date:
    return later(there.day, -1) if there.time == "00:00" else there.day


def _of_day(day: dt.date, theirs: WorkingTime) -> list[Sentence]:
    """The one weightiest reason why they do not work on that day of their calendar."""
    absence = theirs.absence(day)
    if absence is not None:
        return [say(_ABSENT, date=day_words(absence[1], day.year))]
    if day in theirs.holidays:
        return [say(_HOLIDAY, date=day_words(day), name=theirs.holidays[day])]
    if day.weekday() not in theirs.weekdays:
        return [say(_DAY_OFF, date=day_words(day))]
    return []


def _of_hours(there: Wall, theirs: WorkingTime) -> list[Sentence]:
    """Night or outside hours; nothing where only the day is wrong."""
    if _is_within(there.time, theirs.begin, theirs.end):
        return []
    if there.time >= NIGHT_BEGINS or there.time < NIGHT_ENDS:
        return [say(_NIGHT, wall=there.text())]
    return [say(_OUTSIDE, wall=there.text(), hours=theirs.hours)]


def _is_within(time: str, begin: str, end: str) -> bool:
    """Whether "HH:MM" lies between two times, the end included; an end before the begin passes midnight."""
    if begin < end:
        return begin <= time <= end or (time == "00:00" and end == "24:00")
    return time >= begin or time <= end

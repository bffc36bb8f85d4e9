"""Wall times: a day and a time on the clock of a named zone, as against moments, which are naive UTC.

Future appointments are kept as wall time and IANA zone, since laws change with days of notice; the moment is
computed on reading, so subtract moments and never wall times. Where clocks jump, a wall time may not exist
("gap") or happen twice ("fold"): both are told and both readings given. Values in, values out.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.zones import zone_of

_WEEKDAYS = (
    QT_TRANSLATE_NOOP("models", "Mon"),
    QT_TRANSLATE_NOOP("models", "Tue"),
    QT_TRANSLATE_NOOP("models", "Wed"),
    QT_TRANSLATE_NOOP("models", "Thu"),
    QT_TRANSLATE_NOOP("models", "Fri"),
    QT_TRANSLATE_NOOP("models", "Sat"),
    QT_TRANSLATE_NOOP("models", "Sun"),
)
_MONTHS = (
    QT_TRANSLATE_NOOP("models", "Jan"),
    QT_TRANSLATE_NOOP("models", "Feb"),
    QT_TRANSLATE_NOOP("models", "Mar"),
    QT_TRANSLATE_NOOP("models", "Apr"),
    QT_TRANSLATE_NOOP("models", "May"),
    QT_TRANSLATE_NOOP("models", "Jun"),
    QT_TRANSLATE_NOOP("models", "Jul"),
    QT_TRANSLATE_NOOP("models", "Aug"),
    QT_TRANSLATE_NOOP("models", "Sep"),
    QT_TRANSLATE_NOOP("models", "Oct"),
    QT_TRANSLATE_NOOP("models", "Nov"),
    QT_TRANSLATE_NOOP("models", "Dec"),
)
_LONGEST_GAP = 62
_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])")
_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()
_DAY = QT_TRANSLATE_NOOP("models", "{weekday} {day} {month}")
_DAY_AND_YEAR = QT_TRANSLATE_NOOP("models", "{weekday} {day} {month} {year}")
_WALL = QT_TRANSLATE_NOOP("models", "{date} {time} {city}")
_BARE_WALL = QT_TRANSLATE_NOOP("models", "{time} {city}")
_BOTH = QT_TRANSLATE_NOOP("models", "{first} · {second}")


@dataclass(frozen=True, slots=True)
class UtcMoment:
    """What a wall time means in naive UTC.

    `kind` "ok": `utc` and `other` are the same. "fold", it happens twice: `utc` is the first time, `other`
    the second. "gap", it does not exist: `utc` reads it by the clock of before the jump and so shows a later
    wall time (02:30 as 03:30), `other` by the clock of after it and shows an earlier one.
    """

    kind: str
    utc: dt.datetime
    other: dt.datetime


@dataclass(frozen=True, slots=True)
class Wall:
    """A moment on the clock of a zone: `time` is "HH:MM", `zone` an IANA name, `city` the place to show."""

    day: dt.date
    time: str
    zone: str
    city: str

    def text(self, is_dated: bool = True, this_year: int | None = None) -> Sentence:
        """ "Fri 4 Dec 08:00 Boston"; undated "08:00 Boston". The year is told if it is not `this_year`."""
        if not is_dated:
            return say(_BARE_WALL, time=self.time, city=self.city)
        return say(_WALL, date=day_words(self.day, this_year), time=self.time, city=self.city)


def moment_of(day: dt.date, time: str, zone: str) -> UtcMoment:
    """The moment of a wall time ("HH:MM", "24:00" for the end of the day) in an IANA zone.

    An unknown zone is read as UTC. The second reading follows PEP 495.
    """
    local = wall_clock(day, time).replace(tzinfo=zone_of(zone) or dt.UTC)
    first, second = (_utc(local.replace(fold=fold)) for fold in (0, 1))
    if first == second:
        return UtcMoment("ok", first, first)
    return UtcMoment("gap" if first > second else "fold", first, second)


def wall(moment: dt.datetime, zone: str, city: str = "") -> Wall:
    """A naive UTC moment on the clock of an IANA zone; `city` to show, else the zone's own."""
    local = local_of(moment, zone)
    return Wall(local.date(), f"{local:%H:%M}", zone, city or zone_city(zone))


def local_of(moment: dt.datetime, zone: str) -> dt.datetime:
    """A naive UTC moment as the naive time that the clocks of the zone show."""
    try:
        return moment.replace(tzinfo=dt.UTC).astimezone(zone_of(zone) or dt.UTC).replace(tzinfo=None)
    except OverflowError:
        return moment


def wall_clock(day: dt.date, time: str) -> dt.datetime:
    """Day and "HH:MM" as one naive time; "24:00" is midnight of the day after.

    Whatever else another program wrote is the beginning of the day.
    """
    found = _TIME.fullmatch(time)
    hours, minutes = (int(found[1]), int(found[2])) if found is not None else (0, 0)
    if hours == 24 and day == dt.date.max:
        return dt.datetime.combine(day, dt.time(23, 59))
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(hours=hours, minutes=minutes)


def zone_city(zone: str) -> str:
    """The city that names a zone: "Asia/Ho_Chi_Minh" gives "Ho Chi Minh"."""
    return zone.rpartition("/")[2].replace("_", " ")


def both_zones(
    day: dt.date, time: str, zone: str, other_zone: str, city: str = "", other_city: str = ""
) -> tuple[Wall, Wall]:
    """A wall time as it was said, and the same moment on the other's clock; cities to show may be given."""
    said = Wall(day, time, zone, city or zone_city(zone))
    return said, wall(moment_of(day, time, zone).utc, other_zone, other_city)


def both_text(pair: tuple[Wall, Wall], this_year: int | None = None) -> Sentence:
    """ "Fri 4 Dec 08:00 Boston · 21:00 Manila"; the second says its day wherever it is another one."""
    first, second = pair
    return say(
        _BOTH,
        first=first.text(this_year=this_year),
        second=second.text(second.day != first.day, this_year),
    )


def day_words(day: dt.date, this_year: int | None = None) -> Sentence:
    """ "Fri 4 Dec", with the year if it is not `this_year` (None: never)."""
    weekday, month = say(_WEEKDAYS[day.weekday()]), say(_MONTHS[day.month - 1])
    if this_year is None or day.year == this_year:
        return say(_DAY, weekday=weekday, day=day.day, month=month)
    return say(_DAY_AND_YEAR, weekday=weekday, day=day.day, month=month, year=day.year)


def difference(zone: str, other_zone: str, day: dt.date) -> dt.timedelta:
    """How far the clocks of `other_zone` are ahead of those of `zone` at noon of that day."""
    return _offset(other_zone, day) - _offset(zone, day)


@lru_cache(maxsize=512)
def gap_week(zone: str, other_zone: str, day: dt.date) -> bool:
    """Whether the zones' difference on that day is not the usual one: one side has changed its clocks, the
    other not yet (New York and London: 4 h instead of 5 on 14–27 March 2027).

    Usual is what holds for more than two months at a stretch.
    """
    found = difference(zone, other_zone, day)
    length = 1
    for step in (-1, 1):
        ordinal = day.toordinal() + step
        while (
            _FIRST <= ordinal <= _LAST and difference(zone, other_zone, dt.date.fromordinal(ordinal)) == found
        ):
            length += 1
            ordinal += step
            if length > _LONGEST_GAP:
                return False
    return True


def _offset(zone: str, day: dt.date) -> dt.timedelta:
    noon = dt.datetime.combine(day, dt.time(12), zone_of(zone) or dt.UTC)
    return noon.utcoffset() or dt.timedelta()


def _utc(aware: dt.datetime) -> dt.datetime:
    try:
        return aware.astimezone(dt.UTC).replace(tzinfo=None)
    except OverflowError:  # the calendar's first and last day
        return aware.replace(tzinfo=None, fold=0)

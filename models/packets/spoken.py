"""Days, moments, money, durations and repeats as a reader says them, in the order of their language.

A moment is always "weekday date, time city": beyond a few hours of difference it is another day elsewhere.
"""

import datetime as dt

from models.currencies import exponent
from models.day_names import MONTHS, WEEKDAYS
from models.packets.content import Moment, Money, Packet
from models.packets.wording import Words
from models.repeats import Repeat
from models.words import QT_TRANSLATE_NOOP, say
from models.zones import zone_of

_DAY = QT_TRANSLATE_NOOP("models", "{weekday} {day} {month} {year}")
_MOMENT = QT_TRANSLATE_NOOP("models", "{day}, {time} {city}")
_DECIMAL = QT_TRANSLATE_NOOP("models", "{whole}.{part}")
_MINUTES = QT_TRANSLATE_NOOP("models", "{minutes} min")
_HOURS = QT_TRANSLATE_NOOP("models", "{hours} h")
_BOTH = QT_TRANSLATE_NOOP("models", "{hours} h {minutes} min")

_RULE_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONCE = {
    "day": QT_TRANSLATE_NOOP("models", "every working day"),
    "week": QT_TRANSLATE_NOOP("models", "every week"),
    "month": QT_TRANSLATE_NOOP("models", "every month"),
    "quarter": QT_TRANSLATE_NOOP("models", "every quarter"),
    "year": QT_TRANSLATE_NOOP("models", "every year"),
}
_SEVERAL = {
    "day": QT_TRANSLATE_NOOP("models", "{number} times a working day"),
    "week": QT_TRANSLATE_NOOP("models", "{number} times a week"),
    "month": QT_TRANSLATE_NOOP("models", "{number} times a month"),
    "quarter": QT_TRANSLATE_NOOP("models", "{number} times a quarter"),
    "year": QT_TRANSLATE_NOOP("models", "{number} times a year"),
}
_EVERY = {
    "day": QT_TRANSLATE_NOOP("models", "every {number} days"),
    "week": QT_TRANSLATE_NOOP("models", "every {number} weeks"),
    "month": QT_TRANSLATE_NOOP("models", "every {number} months"),
    "year": QT_TRANSLATE_NOOP("models", "every {number} years"),
}
_DAILY = QT_TRANSLATE_NOOP("models", "every day")
_NTH = QT_TRANSLATE_NOOP("models", "{weekday} (no. {number} of the month)")
_LAST = QT_TRANSLATE_NOOP("models", "{weekday} (the last of the month)")
_MONTH_DAY = QT_TRANSLATE_NOOP("models", "day {number} of the month")
_LAST_DAY = QT_TRANSLATE_NOOP("models", "the last day of the month")
_OR_LAST = QT_TRANSLATE_NOOP("models", "day {number} of the month, or the last")
_FIRST_WORKDAY = QT_TRANSLATE_NOOP("models", "the first working day of the month")
_LAST_WORKDAY = QT_TRANSLATE_NOOP("models", "the last working day of the month")
_THE_LAST = QT_TRANSLATE_NOOP("models", "only the last of these")
_THE_NTH = QT_TRANSLATE_NOOP("models", "only no. {number} of these")
_IN_ALL = QT_TRANSLATE_NOOP("models", "{number} times in all")
_UNTIL = QT_TRANSLATE_NOOP("models", "until {day}")


def day_words(day: dt.date, words: Words) -> str:
    """ "Friday 27 November 2026"."""
    weekday, month = words(say(WEEKDAYS[day.weekday()])), words(say(MONTHS[day.month - 1]))
    return words(say(_DAY, weekday=weekday, day=day.day, month=month, year=day.year))


def instant(moment: Moment) -> dt.datetime | None:
    """The moment as aware UTC; None without a time.

    A wall time that a clock change skips is taken as that long after the change, one that comes twice as
    the first; an unknown zone as UTC.
    """
    if moment.time is None:
        return None
    zone = zone_of(moment.zone) or dt.UTC
    try:
        return dt.datetime.combine(moment.day, moment.time.replace(tzinfo=None, fold=0), zone).astimezone(
            dt.UTC
        )
    except OverflowError:
        return dt.datetime.combine(moment.day, moment.time, dt.UTC)


def instant_words(at: dt.datetime, zone: str, city: str, words: Words) -> str:
    """An aware moment on the clock of a zone: "Friday 27 November 2026, 17:00 Manila"."""
    there = _there(at, zone)
    time = f"{there:%H:%M}"
    return words(say(_MOMENT, day=day_words(there.date(), words), time=time, city=city or city_of(zone)))


def _there(at: dt.datetime, zone: str) -> dt.datetime:
    """The naive time on the clock of a zone; beyond the calendar's ends, UTC's."""
    try:
        return at.astimezone(zone_of(zone) or dt.UTC).replace(tzinfo=None)
    except OverflowError:
        return at.replace(tzinfo=None)


def moment_words(moment: Moment, packet: Packet, words: Words) -> list[str]:
    """A due moment on the assistant's clock, then on the owner's where that shows another time."""
    at = instant(moment)
    if at is None:
        return [day_words(moment.day, words)]
    theirs, ours = packet.recipient, packet.sender
    first = instant_words(at, theirs.zone, theirs.city, words)
    second = instant_words(at, ours.zone, ours.city, words)
    if zone_of(theirs.zone) is None:
        return [second]
    return [first] if _there(at, theirs.zone) == _there(at, ours.zone) else [first, second]


def city_of(zone: str) -> str:
    """The place that names a zone: "Asia/Manila" is Manila; "UTC" for a zone that is not known."""
    if zone_of(zone) is None:
        return "UTC"
    return zone if zone.startswith("Etc/") else zone.rpartition("/")[2].replace("_", " ")


def duration_words(seconds: int, words: Words) -> str:
    """ "45 min", "1 h 30 min", "2 h"; anything shorter than a minute is one."""
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    if not hours:
        return words(say(_MINUTES, minutes=minutes))
    return words(say(_BOTH if minutes else _HOURS, hours=hours, minutes=minutes))


def money_words(money: Money, words: Words) -> str:
    """ "12.50 EUR", "1200 JPY"."""
    places = exponent(money.currency)
    whole, part = divmod(abs(money.minor), 10**places)
    number = decimal_words(whole, f"{part:0{places}}", words) if places else str(whole)
    return f"{'−' if money.minor < 0 else ''}{number} {money.currency}"


def decimal_words(whole: int, part: str, words: Words) -> str:
    """A number with places after its mark."""
    return words(say(_DECIMAL, whole=whole, part=part))


def size_words(size: int, words: Words) -> str:
    """ "340 KB", "1.2 MB"."""
    if size < 1_000_000:
        return f"{-(-size // 1000)} KB"
    whole, part = divmod(round(size / 100_000), 10)
    return f"{decimal_words(whole, str(part), words)} MB"


def repeat_words(repeat: Repeat, words: Words) -> str:
    """ "every week", "3 times a week", "every 2 weeks: Monday, Friday"."""
    if repeat.rule is None:
        once = say(_ONCE[repeat.unit])
        return words(once if repeat.count == 1 else say(_SEVERAL[repeat.unit], number=repeat.count))
    parts = dict(part.partition("=")[::2] for part in repeat.rule.split(";"))
    unit, interval = _RULE_UNITS[parts["FREQ"]], int(parts.get("INTERVAL", "1"))
    if interval > 1:
        how = say(_EVERY[unit], number=interval)
    else:
        how = say(_DAILY) if unit == "day" else say(_ONCE[unit])
    days = _days(parts, words)
    days += [words(say(MONTHS[int(month) - 1])) for month in _listed(parts, "BYMONTH")]
    said = f"{words(how)}: {', '.join(days)}" if days else words(how)
    if "COUNT" in parts:
        return f"{said}, {words(say(_IN_ALL, number=parts['COUNT']))}"
    if "UNTIL" in parts:
        last = dt.date.fromisoformat(parts["UNTIL"][:8])
        return f"{said}, {words(say(_UNTIL, day=day_words(last, words)))}"
    return said


def _days(parts: dict[str, str], words: Words) -> list[str]:
    """The days that a rule names; of a place among them the usual ones have words of their own."""
    places = _listed(parts, "BYSETPOS")
    weekdays, month_days = _listed(parts, "BYDAY"), _listed(parts, "BYMONTHDAY")
    if places in (["1"], ["-1"]) and sorted(weekdays) == sorted(_CODES[:5]) and parts["FREQ"] == "MONTHLY":
        return [words(say(_LAST_WORKDAY if places == ["-1"] else _FIRST_WORKDAY))]
    if places == ["-1"] and month_days[:1] == ["28"] and not weekdays:
        return [words(say(_OR_LAST, number=month_days[-1]))]
    days = [_weekday(code, words) for code in weekdays]
    days += [_month_day(int(day), words) for day in month_days]
    return days + [
        words(say(_THE_LAST) if place == "-1" else say(_THE_NTH, number=place)) for place in places
    ]


def _listed(parts: dict[str, str], name: str) -> list[str]:
    return parts[name].split(",") if name in parts else []


def _weekday(code: str, words: Words) -> str:
    weekday, number = words(say(WEEKDAYS[_CODES.index(code[-2:])])), code[:-2]
    if not number:
        return weekday
    return words(say(_LAST, weekday=weekday) if number == "-1" else say(_NTH, weekday=weekday, number=number))


def _month_day(day: int, words: Words) -> str:
    return words(say(_LAST_DAY) if day == -1 else say(_MONTH_DAY, number=day))

"""Series as one says them: "every 31st", "monthly on the last working day", "every 2 weeks on mon and thu".

Patterns for models.quickadd and what a match means. A named day that a month does not have is its last.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from models import quickadd_words as words
from models.errors import Refused
from models.quickadd_dates import COUNT, DAY, DAYS, MONTH, MONTHS, MONTHS_IN, UNIT, UNITS
from models.repeats import Repeat, repeat_of_rule
from models.rules import LONGEST_MONTHS, WEEKDAYS, read_rule

_EVERY, _WORKDAY, _THE = (words.any_of(choices) for choices in (words.EVERY, words.WORKDAYS, words.THE))
_ADVERBS = {word: unit for unit, row in words.ADVERBS.items() for word in row}
_NTHS = words.table(words.NTHS)
_LAST = len(words.NTHS) - 1
_NTH = words.any_of(_NTHS)
_A_DAY = words.any_of(words.UNITS["day"])
_WORKDAY_RULE = "BYDAY=MO,TU,WE,TH,FR"


def _of_month(tag: str) -> str:
    """ "of the month", "im Quartal"."""
    return rf"(?:\s+{words.any_of(words.OF)}\s+(?:{_THE}\s+)?(?P<of{tag}>{UNIT}))"


def _which(tag: str) -> str:
    """ "31st", "last working day", "2nd Tuesday"; its groups end with `tag`: a name may stand only once."""
    return rf"""(?:
    (?P<number{tag}>\d{{1,2}})(?:st|nd|rd|th|[.])
  | (?P<nth{tag}>{_NTH})\s+(?:(?P<workday{tag}>{_WORKDAY})|(?P<weekday{tag}>{DAY})|(?P<day{tag}>{_A_DAY}))
)"""


_DAY_LIST = rf"{DAY} (?:(?:\s*,\s*|\s+)(?:(?:and|und|&)\s+)?{DAY})*"
_DATE = rf"""(?:(?P<date_day>\d{{1,2}})(?:st|nd|rd|th|[.])? \s*(?:of\s+)? (?P<date_month>{MONTH})
  | (?P<date_month_1>{MONTH})\s+(?P<date_day_1>\d{{1,2}})(?:st|nd|rd|th)?)"""
# Before the shorter "every second friday": here the month is said, too.
OF_THE_MONTH = rf"{_EVERY}\s+(?:{_THE}\s+)?{_which('_a')} {_of_month('_a')}"
ON_DAYS = rf"""(?:(?P<how>{words.any_of(_ADVERBS)})
    | {_EVERY}\s+(?:(?P<on_step>{words.any_of(words.SECOND)}|{COUNT})\s+)?(?P<on_unit>{UNIT}))
  \s+{words.any_of(words.ON)}\s+(?:{_THE}\s+)?
  (?:{_which("_b")} {_of_month("_b")}? | {_DATE} | (?P<on_days>{_DAY_LIST}))"""
EACH = rf"""{_EVERY}\s+(?:{_THE}\s+)?(?:
    (?P<each_number>\d{{1,2}})(?:st|nd|rd|th|[.])(?!\s*(?:of\s+)?{MONTH}\b)
  | (?P<each_nth>{words.any_of((*words.NTHS[0], *words.NTHS[-1]))})\s+
    (?:(?P<each_workday>{_WORKDAY})|(?P<each_weekday>{DAY}))
  | (?P<each_day>\d{{1,2}})(?:st|nd|rd|th|[.])? \s*(?:of\s+)? (?P<each_month>{MONTH})
)"""
PATTERN = rf"(?:{ON_DAYS}|{OF_THE_MONTH})"


def read_series(found: Mapping[str, str | None]) -> Repeat | None:
    """The repeat of a match's groups; None where they say none, or one that never comes."""
    try:
        rule = _rule(found)
        return None if rule is None else repeat_of_rule(rule)
    except Refused:
        return None


def first_day(repeat: Repeat, earliest: date) -> date | None:
    """The first date of a series that begins now: the first day it names, however often it then comes."""
    if repeat.rule is None:
        return None
    # Only then: what computes dates takes a while to load.
    from models.occurrences import planned

    each_time = read_rule(repeat.rule)._replace(interval=1)
    return next(planned(Repeat(1, "week", each_time.text()), earliest, earliest - timedelta(1)), None)


def _rule(found: Mapping[str, str | None]) -> str | None:
    if found["each_day"]:
        return _of_year("FREQ=YEARLY", found["each_day"], found["each_month"] or "")
    if found["each_number"] or found["each_nth"]:
        named = {name: found.get(f"each_{name}") for name in ("number", "nth", "workday", "weekday", "day")}
        return _of_month_day("FREQ=MONTHLY", named | {"day": None})
    if found["of_a"]:
        months = MONTHS_IN.get(UNITS[words.spelled(found["of_a"])])
        return None if months is None else _of_month_day(_months(months), _named(found, "_a"))
    return _on_days(found)


def _named(found: Mapping[str, str | None], tag: str) -> dict[str, str | None]:
    return {name: found[f"{name}{tag}"] for name in ("number", "nth", "workday", "weekday", "day")}


def _on_days(found: Mapping[str, str | None]) -> str | None:
    """ "Monthly on …": which days each so often."""
    if found["how"]:
        step, unit = 1, _ADVERBS[words.spelled(found["how"])]
    elif found["on_unit"]:
        step, unit = words.count(found["on_step"]), UNITS[words.spelled(found["on_unit"])]
    else:
        return None
    if found["on_days"]:
        named = re.findall(r"\w+", words.spelled(found["on_days"]))
        days = sorted({DAYS[word] for word in named if word in DAYS})
        return f"FREQ=WEEKLY;INTERVAL={step};BYDAY={_codes(days)}" if unit == "week" else None
    day, month = found["date_day"] or found["date_day_1"], found["date_month"] or found["date_month_1"] or ""
    if day:
        return _of_year(f"FREQ=YEARLY;INTERVAL={step}", day, month) if unit == "year" else None
    if unit not in ("month", "quarter"):
        return None
    return _of_month_day(_months(step * MONTHS_IN[unit]), _named(found, "_b"))


def _months(step: int) -> str:
    return f"FREQ=MONTHLY;INTERVAL={step}"


def _codes(days: list[int]) -> str:
    return ",".join(WEEKDAYS[day] for day in days)


def _of_year(often: str, day: str, month: str) -> str | None:
    number = MONTHS[words.spelled(month)]
    if int(day) > LONGEST_MONTHS[number - 1]:
        return None
    return f"{often};BYMONTH={number};{month_day(int(day))}"


def month_day(number: int) -> str:
    """The part of a rule that means this day of a month, or its last where it has no such day."""
    if number <= 28:
        return f"BYMONTHDAY={number}"
    return f"BYMONTHDAY={','.join(map(str, range(28, number + 1)))};BYSETPOS=-1"


def _of_month_day(often: str, named: Mapping[str, str | None]) -> str | None:
    if named["number"]:
        return f"{often};{month_day(int(named['number']))}"
    place = _NTHS[words.spelled(named["nth"] or "").replace(".", "[.]")]
    nth = -1 if place == _LAST else place + 1
    if named["weekday"]:
        return f"{often};BYDAY={nth}{WEEKDAYS[DAYS[words.spelled(named['weekday'])]]}"
    if named["workday"]:
        return f"{often};{_WORKDAY_RULE};BYSETPOS={nth}"
    return f"{often};BYMONTHDAY={nth}"

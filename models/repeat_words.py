"""How often a card comes round, in words: "3 a week", "every second Friday", "monthly on the last working
day". Only loaded for what a calendar rule says; the plain forms are the screen's own.
"""

from collections.abc import Sequence
from functools import lru_cache

from models.day_names import MONTHS, WEEKDAYS
from models.errors import Refused
from models.repeats import Repeat
from models.rules import Rule, read_rule
from models.words import QT_TRANSLATE_NOOP, Sentence, say

WORKDAYS = (0, 1, 2, 3, 4)
# A month's end that clamps: the 31st, or the last day where a month has none.
_FIRST_TO_CLAMP = 28

_PLAIN = {
    "day": QT_TRANSLATE_NOOP("models", "daily"),
    "week": QT_TRANSLATE_NOOP("models", "weekly"),
    "month": QT_TRANSLATE_NOOP("models", "monthly"),
    "quarter": QT_TRANSLATE_NOOP("models", "quarterly"),
    "year": QT_TRANSLATE_NOOP("models", "yearly"),
}
_SEVERAL = {
    "day": QT_TRANSLATE_NOOP("models", "{number} a day"),
    "week": QT_TRANSLATE_NOOP("models", "{number} a week"),
    "month": QT_TRANSLATE_NOOP("models", "{number} a month"),
    "quarter": QT_TRANSLATE_NOOP("models", "{number} a quarter"),
    "year": QT_TRANSLATE_NOOP("models", "{number} a year"),
}
_EVERY = {
    "DAILY": QT_TRANSLATE_NOOP("models", "every {number} days"),
    "WEEKLY": QT_TRANSLATE_NOOP("models", "every {number} weeks"),
    "MONTHLY": QT_TRANSLATE_NOOP("models", "every {number} months"),
    "YEARLY": QT_TRANSLATE_NOOP("models", "every {number} years"),
}
_UNIT = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_EVERY_DAY = QT_TRANSLATE_NOOP("models", "every day")
_EVERY_WORKDAY = QT_TRANSLATE_NOOP("models", "every working day")
_EVERY_WEEKDAY = QT_TRANSLATE_NOOP("models", "every {days}")
_EVERY_SECOND = QT_TRANSLATE_NOOP("models", "every second {day}")
_ON = QT_TRANSLATE_NOOP("models", "{often} on {days}")
_IN = QT_TRANSLATE_NOOP("models", "{often} in {months}")
_THE = QT_TRANSLATE_NOOP("models", "the {day}")
_DAY_MONTH = QT_TRANSLATE_NOOP("models", "{day} {month}")
_LAST_DAY = QT_TRANSLATE_NOOP("models", "the last day")
_LAST_DAY_OF = QT_TRANSLATE_NOOP("models", "the last day of {month}")
_BEFORE_LAST = QT_TRANSLATE_NOOP("models", "the {nth} to last day")
_LAST_WORKDAY = QT_TRANSLATE_NOOP("models", "the last working day")
_FIRST_WORKDAY = QT_TRANSLATE_NOOP("models", "the first working day")
_NTH_WORKDAY = QT_TRANSLATE_NOOP("models", "the {nth} working day")
_WORKDAY_BEFORE = QT_TRANSLATE_NOOP("models", "the {nth} to last working day")
_LAST_OF = QT_TRANSLATE_NOOP("models", "the last {day}")
_NTH_OF = QT_TRANSLATE_NOOP("models", "the {nth} {day}")
_NTH_TO_LAST = QT_TRANSLATE_NOOP("models", "the {nth} to last {day}")
_EACH = QT_TRANSLATE_NOOP("models", "every {day}")
_IF = QT_TRANSLATE_NOOP("models", "{days} if a {weekday}")
_AND = QT_TRANSLATE_NOOP("models", "{some} and {last}")
_COMMA = QT_TRANSLATE_NOOP("models", "{some}, {last}")
_OR = QT_TRANSLATE_NOOP("models", "{some} or {last}")
_TIMES = QT_TRANSLATE_NOOP("models", "{often}, {number} times in all")
_ONCE = QT_TRANSLATE_NOOP("models", "{often}, once")
_UNTIL = QT_TRANSLATE_NOOP("models", "{often}, until {day} {month} {year}")
_ORDINALS = {
    1: QT_TRANSLATE_NOOP("models", "{number}st"),
    2: QT_TRANSLATE_NOOP("models", "{number}nd"),
    3: QT_TRANSLATE_NOOP("models", "{number}rd"),
}
_ORDINAL = QT_TRANSLATE_NOOP("models", "{number}th")


def ordinal(number: int) -> Sentence:
    """ "1st", "2nd", "31st"."""
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return say(_ORDINALS.get(last, _ORDINAL), number=number)


@lru_cache(maxsize=512)
def repeat_sentence(repeat: Repeat) -> Sentence:
    """The whole of it, with its end: "every second Friday, until 31 December 2026"."""
    rule = _rule(repeat)
    if rule is None:
        if repeat.count == 1:
            return say(_PLAIN[repeat.unit])
        return say(_SEVERAL[repeat.unit], number=repeat.count)
    often = _without_end(rule)
    if rule.count is not None:
        return say(_ONCE, often=often) if rule.count == 1 else say(_TIMES, often=often, number=rule.count)
    if rule.until is not None:
        last = rule.until
        return say(_UNTIL, often=often, day=last.day, month=say(MONTHS[last.month - 1]), year=last.year)
    return often


def short_sentence(repeat: Repeat) -> Sentence:
    """How often alone, where there is little room: "monthly", "every 2 weeks"."""
    rule = _rule(repeat)
    return repeat_sentence(repeat) if rule is None else _often(rule)


def _rule(repeat: Repeat) -> Rule | None:
    """What cannot be read, as only another program can have written it, is shown in its plain form."""
    try:
        return None if repeat.rule is None else read_rule(repeat.rule)
    except Refused:
        return None


def _without_end(rule: Rule) -> Sentence:
    if rule.freq in ("DAILY", "WEEKLY"):
        return _in_months(rule, _of_weeks(rule))
    days = _days(rule)
    if rule.freq == "YEARLY" and rule.by_month_day and rule.by_month and not rule.by_day:
        return say(_ON, often=_often(rule), days=_days_of_year(rule))
    often = _often(rule) if days is None else say(_ON, often=_often(rule), days=days)
    return _in_months(rule, often)


def _often(rule: Rule) -> Sentence:
    unit = rule._replace(by_month=(), by_month_day=(), by_day=(), count=None, until=None).plain_unit()
    if unit is not None:
        return say(_PLAIN[unit])
    if rule.interval == 1:
        return say(_EVERY_DAY)
    return say(_EVERY[rule.freq], number=rule.interval)


def _of_weeks(rule: Rule) -> Sentence:
    weekdays = tuple(weekday for _, weekday in rule.by_day)
    if rule.by_month_day:
        return say(_ON, often=_often(rule), days=_days(rule))
    if not weekdays:
        return _often(rule)
    if rule.interval == 1 and weekdays == WORKDAYS and not rule.set_pos:
        return say(_EVERY_WORKDAY)
    names = _listed([_name(weekday) for weekday in weekdays])
    if rule.set_pos:
        names = _placed(rule, _listed([_name(weekday) for weekday in weekdays], _OR))
    elif rule.interval == 1:
        return say(_EVERY_WEEKDAY, days=names)
    elif rule.interval == 2 and len(weekdays) == 1 and rule.freq == "WEEKLY":
        return say(_EVERY_SECOND, day=names)
    return say(_ON, often=_often(rule), days=names)


def _in_months(rule: Rule, often: Sentence) -> Sentence:
    if not rule.by_month:
        return often
    return say(_IN, often=often, months=_listed([say(MONTHS[month - 1]) for month in rule.by_month]))


def _days_of_year(rule: Rule) -> Sentence:
    """ "29 February": days of named months, the last of each where it clamps."""
    months = [say(MONTHS[month - 1]) for month in rule.by_month]
    clamped = _clamped(rule)
    if clamped is None and rule.set_pos:
        return _placed(rule, _listed([_month_day(day) for day in rule.by_month_day]))
    named = rule.by_month_day if clamped is None else (clamped,)
    return _listed(
        [
            say(_LAST_DAY_OF, month=month) if day == -1 else say(_DAY_MONTH, day=day, month=month)
            for month in months
            for day in named
        ]
    )


def _days(rule: Rule) -> Sentence | None:
    """The days of a month or year that a rule names; None where they follow from its first day."""
    weekdays = tuple(weekday for _, weekday in rule.by_day)
    is_plain = not any(nth for nth, _ in rule.by_day)
    if rule.by_month_day:
        clamped = _clamped(rule)
        if clamped is not None:
            return say(_THE, day=ordinal(clamped))
        days = _listed([_month_day(day) for day in rule.by_month_day])
        if rule.by_day:
            names = _listed([_weekday(*one) if one[0] else _name(one[1]) for one in rule.by_day], _OR)
            days = say(_IF, days=days, weekday=names)
        return _placed(rule, days) if rule.set_pos else days
    if not rule.by_day:
        return None
    if rule.set_pos and is_plain and weekdays == WORKDAYS:
        return _listed([_workday(place) for place in rule.set_pos])
    if rule.set_pos and is_plain and len(weekdays) == 1:
        return _listed([_weekday(place, weekdays[0]) for place in rule.set_pos])
    if rule.set_pos:
        return _placed(rule, _listed([_name(weekday) for weekday in weekdays], _OR))
    in_order = sorted(rule.by_day, key=lambda one: (one[0] < 0, one))
    return _listed([_weekday(*one) for one in in_order])


def _clamped(rule: Rule) -> int | None:
    """31 of BYMONTHDAY=28,29,30,31;BYSETPOS=-1: that day, or the month's last."""
    days = rule.by_month_day
    is_run = len(days) > 1 and days == tuple(range(_FIRST_TO_CLAMP, days[-1] + 1))
    return days[-1] if is_run and rule.set_pos == (-1,) and not rule.by_day else None


def _placed(rule: Rule, names: Sentence) -> Sentence:
    """Places among days that have no word of their own: "the last Monday or Tuesday"."""
    return _listed(
        [
            say(_LAST_OF, day=names)
            if place == -1
            else say(_NTH_TO_LAST, nth=ordinal(-place), day=names)
            if place < 0
            else say(_NTH_OF, nth=ordinal(place), day=names)
            for place in rule.set_pos
        ]
    )


def _month_day(day: int) -> Sentence:
    if day > 0:
        return say(_THE, day=ordinal(day))
    return say(_LAST_DAY) if day == -1 else say(_BEFORE_LAST, nth=ordinal(-day))


def _workday(place: int) -> Sentence:
    if place in (1, -1):
        return say(_FIRST_WORKDAY if place == 1 else _LAST_WORKDAY)
    if place > 0:
        return say(_NTH_WORKDAY, nth=ordinal(place))
    return say(_WORKDAY_BEFORE, nth=ordinal(-place))


def _name(weekday: int) -> Sentence:
    return say(WEEKDAYS[weekday])


def _weekday(nth: int, weekday: int) -> Sentence:
    name = _name(weekday)
    if not nth:
        return say(_EACH, day=name)
    if nth == -1:
        return say(_LAST_OF, day=name)
    return (
        say(_NTH_OF, nth=ordinal(nth), day=name)
        if nth > 0
        else say(_NTH_TO_LAST, nth=ordinal(-nth), day=name)
    )


def _listed(parts: Sequence[Sentence], last_by: str = _AND) -> Sentence:
    """ "one, two and three"."""
    *some, last = parts
    if not some:
        return last
    found = some[0]
    for part in some[1:]:
        found = say(_COMMA, some=found, last=part)
    return say(last_by, some=found, last=last)

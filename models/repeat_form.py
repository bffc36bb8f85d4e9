"""How often, as a form asks it: every so many units, on which days, until when. Values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from models.errors import Refused
from models.repeats import Repeat, repeat_of_rule
from models.rules import LONGEST_MONTHS, Rule, read_rule
from models.words import QT_TRANSLATE_NOOP, say

AS_IS = "as_is"
UNITS = ("workday", "day", "week", "month", "quarter", "year")
# On which of its days a month or year comes: the one it began on, a day or date, the last, …
CHOICES = ("", "day", "last", "first_workday", "last_workday", "weekday")
NTHS = (1, 2, 3, 4, -1)
_WORKDAYS = (0, 1, 2, 3, 4)
_MONTHS = {"month": 1, "quarter": 3}
_PLAIN = {"workday": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}


@dataclass(frozen=True, slots=True)
class RepeatForm:
    """`unit`: one of UNITS, or AS_IS for the repeat `kept` that the other fields cannot say ("3 a week").

    `weekdays` of a week, 0 is Monday; none: the one it began on. `on`: one of CHOICES, with `day` (a month
    without it takes its last), `nth` and `weekday`, and for a year `month`. It ends on `until`, or after
    `times` in all, or never.
    """

    every: int = 1
    unit: str = "week"
    weekdays: tuple[int, ...] = ()
    on: str = ""
    day: int = 1
    nth: int = 1
    weekday: int = 0
    month: int = 1
    until: date | None = None
    times: int | None = None
    kept: Repeat | None = None

    @property
    def has_end(self) -> bool:
        return self.until is not None or self.times is not None

    def repeat(self) -> Repeat:
        """What the form says. Raises Refused for a day that its month never has."""
        if self.unit == AS_IS:
            return self._as_is()
        if not self.has_end and not self.weekdays and not self.on and self.every == 1 and self.unit in _PLAIN:
            return Repeat(1, _PLAIN[self.unit])
        return repeat_of_rule(self._rule().text())

    def _as_is(self) -> Repeat:
        assert self.kept is not None
        if self.kept.rule is None:
            return self.kept
        rule = read_rule(self.kept.rule)
        return repeat_of_rule(rule._replace(count=self.times, until=self.until).text())

    def _rule(self) -> Rule:
        if self.unit == "workday":
            rule = Rule("WEEKLY", by_day=_named(_WORKDAYS))
        elif self.unit == "day":
            rule = Rule("DAILY", self.every)
        elif self.unit == "week":
            rule = Rule("WEEKLY", self.every, by_day=_named(self.weekdays))
        elif self.unit == "year":
            rule = self._on(Rule("YEARLY", self.every, by_month=(self.month,) if self.on else ()))
        else:
            rule = self._on(Rule("MONTHLY", self.every * _MONTHS[self.unit]))
        return rule._replace(count=self.times, until=self.until)

    def _on(self, rule: Rule) -> Rule:
        """The rule with the days that were chosen."""
        if self.on == "day":
            if self.unit == "year" and self.day > LONGEST_MONTHS[self.month - 1]:
                raise Refused(say(QT_TRANSLATE_NOOP("models", "This month has no such day.")))
            if self.day <= 28:
                return rule._replace(by_month_day=(self.day,))
            return rule._replace(by_month_day=tuple(range(28, self.day + 1)), set_pos=(-1,))
        if self.on == "last":
            return rule._replace(by_month_day=(-1,))
        if self.on in ("first_workday", "last_workday"):
            return rule._replace(by_day=_named(_WORKDAYS), set_pos=(1 if self.on == "first_workday" else -1,))
        return rule._replace(by_day=((self.nth, self.weekday),)) if self.on == "weekday" else rule


def read_form(repeat: Repeat | None, begins: date) -> RepeatForm:
    """The form of a repeat; what it does not say is as on the day the series begins. None: weekly."""
    blank = RepeatForm(
        day=begins.day,
        nth=-1 if begins.day > 28 else (begins.day - 1) // 7 + 1,
        weekday=begins.weekday(),
        month=begins.month,
    )
    if repeat is None:
        return blank
    rule = None if repeat.rule is None else read_rule(repeat.rule)
    for form in _candidates(blank, repeat, rule):
        if form.repeat() == repeat:
            return form
    times, until = (None, None) if rule is None else (rule.count, rule.until)
    return replace(blank, unit=AS_IS, kept=repeat, times=times, until=until)


def _candidates(blank: RepeatForm, repeat: Repeat, rule: Rule | None) -> Iterator[RepeatForm]:
    """Forms that may say it."""
    if rule is None:
        for unit, plain in _PLAIN.items():
            if plain == repeat.unit:
                yield replace(blank, unit=unit)
        return
    blank = replace(blank, until=rule.until, times=rule.count)
    weekdays = tuple(weekday for _, weekday in rule.by_day)
    yield replace(blank, unit="workday")
    yield replace(blank, unit="day", every=rule.interval)
    yield replace(blank, unit="week", every=rule.interval, weekdays=weekdays)
    month = rule.by_month[0] if len(rule.by_month) == 1 else blank.month
    day = rule.by_month_day[-1] if rule.by_month_day and rule.by_month_day[-1] > 0 else blank.day
    nth = rule.by_day[0][0] if rule.by_day and rule.by_day[0][0] in NTHS else blank.nth
    weekday = weekdays[0] if weekdays else blank.weekday
    blank = replace(blank, month=month, day=day, nth=nth, weekday=weekday)
    for unit, months in (("quarter", 3), ("month", 1), ("year", None)):
        every = rule.interval if months is None else rule.interval // months
        if every >= 1 and not (unit == "year" and day > LONGEST_MONTHS[month - 1]):
            for on in CHOICES:
                yield replace(blank, unit=unit, every=every, on=on)


def _named(weekdays: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((0, weekday) for weekday in sorted(weekdays))

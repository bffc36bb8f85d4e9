"""How often a kind of work comes round: so many times a unit, or a calendar rule (RRULE, RFC 5545).

A plain repeat is how owners speak ("weekly", "3 a week"); a rule is kept where the plain form would lose
something ("every second Friday"). Frequencies follow the field's convention: a day counts five times a
week, a month 12/52, a quarter 4/52, a year 1/52.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from fractions import Fraction

UNITS = ("day", "week", "month", "quarter", "year")
MOST_PER_UNIT = 99

_ADVERBS = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
_UNIT_OF = {adverb: unit for unit, adverb in _ADVERBS.items()}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
# The plain forms that a rule may be called: anything above is no longer how one speaks.
_SPOKEN = {"week": 7, "month": 3, "quarter": 1, "year": 2}

_COUNTED = r"([1-9][0-9]?) a (day|week|month|quarter|year)"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BY_DAY = r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
_RULE_KEYS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST")
_PLAIN_RULES = {
    ("WEEKLY", 1): "week",
    ("MONTHLY", 1): "month",
    ("MONTHLY", 3): "quarter",
    ("MONTHLY", 12): "year",
    ("YEARLY", 1): "year",
}
_LONGEST_RULE = 300
_MOST_INTERVAL = 400
# Leap days and weekday patterns all come back within this many years.
_PATIENCE_YEARS = 8


@cache
def _per_week() -> "dict[str, Fraction]":
    # The library's fractions are not needed to show a board.
    from fractions import Fraction

    return {
        "day": Fraction(5),
        "week": Fraction(1),
        "month": Fraction(12, 52),
        "quarter": Fraction(4, 52),
        "year": Fraction(1, 52),
    }


class Repeat(NamedTuple):
    """`count` times a `unit`; where `rule` is set it is the truth, and the two are its nearest plain form."""

    count: int = 1  # type: ignore[assignment]  # hides a method of tuples
    unit: str = "week"
    rule: str | None = None

    def text(self) -> str:
        """The form used in files, in every language: "weekly", "3 a week", "FREQ=WEEKLY;BYDAY=FR"."""
        if self.rule is not None:
            return self.rule
        return _ADVERBS[self.unit] if self.count == 1 else f"{self.count} a {self.unit}"

    def runs_per_week(self) -> "Fraction":
        """Runs in an average week; exact."""
        if self.rule is not None:
            return _read_rule(self.rule).runs_per_week()
        return self.count * _per_week()[self.unit]

    def next_after(self, day: date, anchor: date | None = None) -> date:
        """The next occurrence strictly after `day`, in the series that begins on `anchor` (None: on `day`).

        A month's end clamps and comes back: anchored on 31 January it gives 28 February, then 31 March.
        Daily means Monday to Friday, as it counts five times a week. Raises Refused where nothing comes.
        """
        anchor = day if anchor is None else anchor
        try:
            if self.rule is not None:
                return _read_rule(self.rule).next_after(day, anchor)
            if day < anchor:
                return anchor
            return _next_working_day(day) if self.unit == "day" else self._next_in_period(day, anchor)
        except OverflowError:
            raise Refused(
                say(QT_TRANSLATE_NOOP("models", "There is no date after {day}."), day=day)
            ) from None

    def _next_in_period(self, day: date, anchor: date) -> date:
        """Runs lie evenly inside each week, month, quarter or year counted from the anchor."""
        if self.unit == "week":
            index = (day - anchor).days // 7
        else:
            index = _months_between(anchor, day) // _MONTHS[self.unit] - 1
        index = max(index, 0)
        while True:
            start, end = self._period(anchor, index), self._period(anchor, index + 1)
            for run in range(self.count):
                occurrence = start + timedelta(run * (end - start).days // self.count)
                if occurrence > day:
                    return occurrence
            index += 1

    def _period(self, anchor: date, index: int) -> date:
        if self.unit == "week":
            return anchor + timedelta(7 * index)
        return add_months(anchor, _MONTHS[self.unit] * index)


def repeat_of_rule(rule: str) -> Repeat:
    """The Repeat of an RRULE text; a rule that says no more than "weekly" becomes plain. Raises Refused."""
    read = _read_rule(rule.strip().upper().removeprefix("RRULE:"))
    if (plain := read.plain()) is not None:
        return plain
    count, unit = _nearest_plain(read.runs_per_week())
    return Repeat(count, unit, read.text())


def parse_repeat(text: str) -> Repeat | None:
    """Read what `Repeat.text` writes; empty is None. Raises Refused for anything else."""
    known = text.strip().lower()
    if not known:
        return None
    if known in _UNIT_OF:
        return Repeat(1, _UNIT_OF[known])
    if match := re.fullmatch(_COUNTED, known):
        return Repeat(int(match[1]), match[2])
    if "freq=" in known:
        return repeat_of_rule(text)
    raise _unknown(text)


def seconds_per_week(seconds_per_run: int | None, repeat: Repeat | None) -> int | None:
    """Seconds in an average week, rounded half up; None when one of the two is missing."""
    if seconds_per_run is None or repeat is None:
        return None
    runs = repeat.runs_per_week()
    return (2 * seconds_per_run * runs.numerator + runs.denominator) // (2 * runs.denominator)


class _Rule(NamedTuple):
    """The part of RFC 5545 that calendars and task lists use. `by_day` holds (ordinal or 0, weekday)."""

    freq: str
    interval: int
    by_month: tuple[int, ...]
    by_month_day: tuple[int, ...]
    by_day: tuple[tuple[int, int], ...]
    week_start: int

    def text(self) -> str:
        parts = [f"FREQ={self.freq}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.by_month:
            parts.append("BYMONTH=" + ",".join(map(str, self.by_month)))
        if self.by_month_day:
            parts.append("BYMONTHDAY=" + ",".join(map(str, self.by_month_day)))
        if self.by_day:
            parts.append(
                "BYDAY=" + ",".join(f"{nth or ''}{_WEEKDAYS[weekday]}" for nth, weekday in self.by_day)
            )
        if self.week_start:
            parts.append(f"WKST={_WEEKDAYS[self.week_start]}")
        return ";".join(parts)

    def plain(self) -> Repeat | None:
        if self.by_month or self.by_month_day or self.by_day:
            return None
        units = {
            ("WEEKLY", 1): "week",
            ("MONTHLY", 1): "month",
            ("MONTHLY", 3): "quarter",
            ("MONTHLY", 12): "year",
            ("YEARLY", 1): "year",
        }
        unit = units.get((self.freq, self.interval))
        return None if unit is None else Repeat(1, unit)

    def runs_per_week(self) -> "Fraction":
        from fractions import Fraction

        if self.freq in ("DAILY", "WEEKLY") and not self.by_month_day:
            days = len(self.by_day) or (7 if self.freq == "DAILY" else 1)
            return Fraction(days * (len(self.by_month) or 12), 12 * self.interval)
        return self._days_per_year() / 52 / self.interval

    def next_after(self, day: date, anchor: date) -> date:
        candidate = max(day + timedelta(1), anchor)
        years = _PATIENCE_YEARS * (self.interval if self.freq == "YEARLY" else 1)
        for _ in range(years * 366 + 31 * self.interval):
            if self._has(candidate, anchor):
                return candidate
            candidate += timedelta(1)
        raise Refused(say(QT_TRANSLATE_NOOP("models", "“{rule}” never comes again."), rule=self.text()))

    def _days_per_year(self) -> "Fraction":
        from fractions import Fraction

        numbered = any(nth for nth, _ in self.by_day)
        in_year = self.freq == "YEARLY" and not self.by_month
        if in_year and not self.by_month_day and (numbered or not self.by_day):
            return Fraction(len(self.by_day) or 1)
        weekdays = sum((Fraction(1) if nth else Fraction(52, 12) for nth, _ in self.by_day), Fraction(0))
        days = Fraction(len(self.by_month_day)) or weekdays or Fraction(1)
        if self.by_month_day and self.by_day:
            days = Fraction(len(self.by_month_day) * len(self.by_day), 7)
        return days * (len(self.by_month) or 12)

    def _has(self, day: date, anchor: date) -> bool:
        return (
            self._in_period(day, anchor)
            and (not self.by_month or day.month in self.by_month)
            and self._on_day(day, anchor)
        )

    def _in_period(self, day: date, anchor: date) -> bool:
        if self.interval == 1:
            return True
        if self.freq == "DAILY":
            passed = (day - anchor).days
        elif self.freq == "WEEKLY":
            # The weekday of the series' first day moves both days into the same week or not.
            passed = (self._week(day) - self._week(anchor)) // 7
        elif self.freq == "MONTHLY":
            passed = _months_between(anchor, day)
        else:
            passed = day.year - anchor.year
        return passed % self.interval == 0

    def _week(self, day: date) -> int:
        return day.toordinal() - (day.weekday() - self.week_start) % 7

    def _on_day(self, day: date, anchor: date) -> bool:
        if not self.by_day and not self.by_month_day:
            return self._on_anchor_day(day, anchor)
        length = monthrange(day.year, day.month)[1]
        if self.by_month_day and not {day.day, day.day - length - 1} & set(self.by_month_day):
            return False
        return not self.by_day or any(
            day.weekday() == weekday and (not nth or nth in self._ordinals(day, length))
            for nth, weekday in self.by_day
        )

    def _on_anchor_day(self, day: date, anchor: date) -> bool:
        if self.freq == "DAILY":
            return True
        if self.freq == "WEEKLY":
            return day.weekday() == anchor.weekday()
        if self.freq == "YEARLY" and not self.by_month and day.month != anchor.month:
            return False
        return day.day == min(anchor.day, monthrange(day.year, day.month)[1])

    def _ordinals(self, day: date, month_length: int) -> tuple[int, int]:
        """Which of its weekday `day` is, counted from the start and from the end of its month or year."""
        position, length = day.day, month_length
        if self.freq == "YEARLY" and not self.by_month:
            position, length = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
        return (position - 1) // 7 + 1, -((length - position) // 7 + 1)


@lru_cache(maxsize=1024)
def _read_rule(text: str) -> _Rule:
    """Parse an RRULE (upper case, no "RRULE:"); raises Refused and names the rule."""
    refused = Refused(
        say(QT_TRANSLATE_NOOP("models", "“{rule}” is no repetition known here."), rule=text[:80])
    )
    parts = dict(part.partition("=")[::2] for part in text.strip("; ").split(";"))
    if len(text) > _LONGEST_RULE or not set(parts) <= set(_RULE_KEYS):
        raise refused
    days = [re.fullmatch(_BY_DAY, day) for day in _listed(parts.get("BYDAY"))]
    try:
        rule = _Rule(
            freq=parts.get("FREQ", ""),
            interval=int(parts.get("INTERVAL", "1")),
            by_month=tuple(sorted({int(month) for month in _listed(parts.get("BYMONTH"))})),
            by_month_day=tuple(sorted({int(day) for day in _listed(parts.get("BYMONTHDAY"))})),
            by_day=tuple(sorted({(int(m[1] or 0), _WEEKDAYS.index(m[2])) for m in days if m})),
            week_start=_WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError:
        raise refused from None
    if None in days or not _is_sound(rule):
        raise refused
    if rule.by_month_day:
        # 30 February is refused here, where the owner sees it, not when a run is finished.
        rule.next_after(date(2000, 1, 1), date(2000, 1, 1))
    return rule


def _unknown(text: str) -> Refused:
    return Refused(say(QT_TRANSLATE_NOOP("models", "“{text}” is no repetition known here."), text=text[:80]))


def _listed(text: str | None) -> list[str]:
    return [] if text is None else text.split(",")


def _is_sound(rule: _Rule) -> bool:
    most = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 5, "YEARLY": 5 if rule.by_month else 53}
    return (
        rule.freq in most
        and 1 <= rule.interval <= _MOST_INTERVAL
        and all(1 <= month <= 12 for month in rule.by_month)
        and all(1 <= abs(day) <= 31 for day in rule.by_month_day)
        and all(abs(nth) <= most[rule.freq] for nth, _ in rule.by_day)
        and not (rule.freq == "WEEKLY" and rule.by_month_day)
    )


def _nearest_plain(runs: "Fraction") -> tuple[int, str]:
    """The spoken form closest to so many runs a week, the smaller count where two are as close."""
    choices = [(count, unit) for unit, most in _SPOKEN.items() for count in range(1, most + 1)]
    return min(choices, key=lambda choice: (abs(choice[0] * _per_week()[choice[1]] - runs), choice[0]))


def _next_working_day(day: date) -> date:
    following = day + timedelta(1)
    return following + timedelta(max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)


def _months_between(first: date, second: date) -> int:
    return (second.year - first.year) * 12 + second.month - first.month


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or that month's last; OverflowError past the year 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > 9999:
        raise OverflowError
    length = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, length))

"""Calendar rules: the part of RFC 5545 (RRULE) that calendars and task lists use, read and written.

What a rule says of itself without computing a date: its text, how often it comes, whether it can come at all.
The dates are in models.occurrences.
"""

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_COUNT = 999
_BY_DAY = r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
_UNTIL = r"([0-9]{4})([0-9]{2})([0-9]{2})(T[0-9]{6}Z?)?"
_KEYS = frozenset(
    ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST")
)
_LONGEST = 300
_MOST_INTERVAL = 400
_YEAR = 52
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What says no more than a plain word does.
_PLAIN = {
    ("WEEKLY", 1): "week",
    ("MONTHLY", 1): "month",
    ("MONTHLY", 3): "quarter",
    ("MONTHLY", 12): "year",
    ("YEARLY", 1): "year",
}


class Rule(NamedTuple):
    """`by_day` holds (ordinal or 0, weekday with 0 for Monday); `set_pos` picks from each period's days, from
    its end where negative. `count`: so many in all; `until`: the last day that may be one.
    """

    freq: str
    interval: int = 1
    by_month: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[tuple[int, int], ...] = ()
    set_pos: tuple[int, ...] = ()
    count: int | None = None  # type: ignore[assignment]  # hides a method of tuples
    until: date | None = None
    week_start: int = 0

    @property
    def names_days(self) -> bool:
        """Whether the rule itself says on which days, whatever day the series began on."""
        return bool(self.by_day or self.by_month_day)

    @property
    def has_end(self) -> bool:
        return self.count is not None or self.until is not None

    def text(self) -> str:
        """The rule as it is kept; reads back as the same."""
        named: list[tuple[str, object]] = [("FREQ", self.freq)]
        if self.interval > 1:
            named.append(("INTERVAL", self.interval))
        days = [f"{nth or ''}{WEEKDAYS[weekday]}" for nth, weekday in self.by_day]
        for name, values in (
            ("BYMONTH", self.by_month),
            ("BYMONTHDAY", self.by_month_day),
            ("BYDAY", days),
            ("BYSETPOS", self.set_pos),
        ):
            if values:
                named.append((name, ",".join(map(str, values))))
        if self.count is not None:
            named.append(("COUNT", self.count))
        if self.until is not None:
            named.append(("UNTIL", f"{self.until:%Y%m%d}".zfill(8)))
        if self.week_start:
            named.append(("WKST", WEEKDAYS[self.week_start]))
        return ";".join(f"{name}={value}" for name, value in named)

    def plain_unit(self) -> str | None:
        """The unit of a rule that says no more than "weekly" does; None where it says more."""
        if self.by_month or self.names_days or self.has_end:
            return None
        return _PLAIN.get((self.freq, self.interval))

    def runs_per_week(self) -> Fraction:
        """Runs in an average week while the series lasts; exact."""
        if self.freq in ("DAILY", "WEEKLY") and not self.by_month_day:
            days = len(self.by_day) or (7 if self.freq == "DAILY" else 1)
            runs = Fraction(days * (len(self.by_month) or 12), 12 * self.interval)
        else:
            runs = self._days_per_year() / _YEAR / self.interval
        if not self.set_pos:
            return runs
        periods = {"WEEKLY": Fraction(1), "MONTHLY": Fraction(12, _YEAR), "YEARLY": Fraction(1, _YEAR)}
        share = Fraction(len(self.by_month) or 12, 12) if self.freq == "MONTHLY" else Fraction(1)
        return min(runs, periods[self.freq] * share * len(self.set_pos) / self.interval)

    def _days_per_year(self) -> Fraction:
        numbered = any(nth for nth, _ in self.by_day)
        in_year = self.freq == "YEARLY" and not self.by_month
        if in_year and not self.by_month_day and (numbered or not self.by_day):
            return Fraction(len(self.by_day) or 1)
        weekdays = sum((Fraction(1) if nth else Fraction(52, 12) for nth, _ in self.by_day), Fraction(0))
        days = Fraction(len(self.by_month_day)) or weekdays or Fraction(1)
        if self.by_month_day and self.by_day:
            days = Fraction(len(self.by_month_day) * len(self.by_day), 7)
        return days * (len(self.by_month) or 12)

    def can_come(self, months: Iterable[int]) -> bool:
        """Whether some of these months (1 to 12) can hold a day of this rule: never in one with 30 February.

        Of a rule that picks from the days of a whole year it is not told; that may come.
        """
        named = [month for month in months if not self.by_month or month in self.by_month]
        if not self.names_days or (self.freq == "YEARLY" and not self.by_month):
            return bool(named)
        needed = min((abs(place) for place in self.set_pos), default=1) if self.freq == "MONTHLY" else 1
        return any(
            sum(self._is_named(day, length, (first + day - 1) % 7) for day in range(1, length + 1)) >= needed
            for month in named
            for length in {LONGEST_MONTHS[month - 1], 28 if month == 2 else LONGEST_MONTHS[month - 1]}
            for first in range(7)
        )

    def _is_named(self, day: int, length: int, weekday: int) -> bool:
        """Whether a day of a month of that length is one of those that the rule names."""
        if self.by_month_day and not {day, day - length - 1} & set(self.by_month_day):
            return False
        nths = (0, (day - 1) // 7 + 1, -((length - day) // 7 + 1))
        return not self.by_day or any(weekday == wanted and nth in nths for nth, wanted in self.by_day)


@lru_cache(maxsize=1024)
def read_rule(text: str) -> Rule:
    """Parse an RRULE (upper case, without "RRULE:"); raises Refused and names the rule."""
    refused = Refused(
        say(QT_TRANSLATE_NOOP("models", "“{rule}” is no repetition known here."), rule=text[:80])
    )
    parts = dict(part.partition("=")[::2] for part in text.strip("; ").split(";"))
    if len(text) > _LONGEST or not set(parts) <= _KEYS:
        raise refused
    days = [re.fullmatch(_BY_DAY, day) for day in _listed(parts.get("BYDAY"))]
    try:
        rule = Rule(
            freq=parts.get("FREQ", ""),
            interval=int(parts.get("INTERVAL", "1")),
            by_month=_numbers(parts.get("BYMONTH")),
            by_month_day=_numbers(parts.get("BYMONTHDAY")),
            by_day=tuple(sorted({(int(m[1] or 0), WEEKDAYS.index(m[2])) for m in days if m})),
            set_pos=_numbers(parts.get("BYSETPOS")),
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=_day(parts["UNTIL"]) if "UNTIL" in parts else None,
            week_start=WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError:
        raise refused from None
    if None in days or not _is_sound(rule) or not rule.can_come(range(1, 13)):
        # 30 February is refused here, where the owner sees it, not when a run is finished.
        raise refused
    return rule


def _listed(text: str | None) -> list[str]:
    return [] if text is None else text.split(",")


def _numbers(text: str | None) -> tuple[int, ...]:
    return tuple(sorted({int(number) for number in _listed(text)}))


def _day(text: str) -> date:
    """The day of "20261231" or "20261231T235959Z"; ValueError for anything else."""
    match = re.fullmatch(_UNTIL, text)
    if match is None:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), int(match[3]))


def _is_sound(rule: Rule) -> bool:
    most = {"DAILY": 0, "WEEKLY": 0, "MONTHLY": 5, "YEARLY": 5 if rule.by_month else 53}
    return (
        rule.freq in most
        and 1 <= rule.interval <= _MOST_INTERVAL
        and all(1 <= month <= 12 for month in rule.by_month)
        and all(1 <= abs(day) <= 31 for day in rule.by_month_day)
        and all(abs(nth) <= most[rule.freq] for nth, _ in rule.by_day)
        and not (rule.freq == "WEEKLY" and rule.by_month_day)
        and (rule.count is None or (1 <= rule.count <= MOST_COUNT and rule.until is None))
        and (not rule.set_pos or _is_sound_choice(rule))
    )


def _is_sound_choice(rule: Rule) -> bool:
    """A place among a period's days: there must be days to choose from, and so many of them."""
    if rule.freq == "DAILY" or not rule.names_days or (rule.freq == "WEEKLY" and rule.by_month):
        return False
    most = {"WEEKLY": len(rule.by_day), "MONTHLY": 31, "YEARLY": 366}[rule.freq]
    return all(1 <= abs(place) <= most for place in rule.set_pos)

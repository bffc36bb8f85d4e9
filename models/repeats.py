"""How often a kind of work comes round: so many times a unit, or a calendar rule (RRULE, RFC 5545).

A plain repeat is how owners speak ("weekly", "3 a week"); a rule is kept where the plain form would lose
something ("every second Friday"). Frequencies follow the field's convention: a day counts five times a
week, a month 12/52, a quarter 4/52, a year 1/52.
"""

import re
from calendar import monthrange
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from fractions import Fraction

    from models.rules import Rule

UNITS = ("day", "week", "month", "quarter", "year")
MOST_PER_UNIT = 99

_ADVERBS = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
_UNIT_OF = {adverb: unit for unit, adverb in _ADVERBS.items()}
# The plain forms that a rule may be called: anything above is no longer how one speaks.
_SPOKEN = {"week": 7, "month": 3, "quarter": 1, "year": 2}

_COUNTED = r"([1-9][0-9]?) a (day|week|month|quarter|year)"


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
            return _rule_of(self.rule).runs_per_week()
        return self.count * _per_week()[self.unit]

    @property
    def has_end(self) -> bool:
        """Whether the series is over some day: after so many times, or on a day."""
        return self.rule is not None and _rule_of(self.rule).has_end

    @property
    def names_days(self) -> bool:
        """Whether the rule says itself on which days, whatever day the series began on."""
        return self.rule is not None and _rule_of(self.rule).names_days

    def next_after(self, day: date, anchor: date | None = None) -> date:
        """The next occurrence strictly after `day`, in the series that begins on `anchor` (None: on `day`).

        A month's end clamps and comes back: anchored on 31 January it gives 28 February, then 31 March.
        Daily means Monday to Friday, as it counts five times a week. Raises Refused where nothing comes.
        """
        from models.occurrences import next_after

        return next_after(self, day, day if anchor is None else anchor)


def repeat_of_rule(rule: str) -> Repeat:
    """The Repeat of an RRULE text; a rule that says no more than "weekly" becomes plain. Raises Refused."""
    read = _rule_of(rule.strip().upper().removeprefix("RRULE:"))
    if (plain := read.plain_unit()) is not None:
        return Repeat(1, plain)
    count, unit = _nearest_plain(read.runs_per_week())
    return Repeat(count, unit, read.text())


@lru_cache(maxsize=1024)
def is_no_rule(rule: str) -> bool:
    """Whether a stored rule cannot be read."""
    try:
        _rule_of(rule)
    except Refused:
        return True
    return False


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


def _rule_of(text: str) -> "Rule":
    # Not read to show a board on which none is.
    from models.rules import read_rule

    return read_rule(text)


def _unknown(text: str) -> Refused:
    return Refused(say(QT_TRANSLATE_NOOP("models", "“{text}” is no repetition known here."), text=text[:80]))


def _nearest_plain(runs: "Fraction") -> tuple[int, str]:
    """The spoken form closest to so many runs a week, the smaller count where two are as close."""
    choices = [(count, unit) for unit, most in _SPOKEN.items() for count in range(1, most + 1)]
    return min(choices, key=lambda choice: (abs(choice[0] * _per_week()[choice[1]] - runs), choice[0]))


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or that month's last; OverflowError past the year 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > 9999:
        raise OverflowError
    length = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, length))

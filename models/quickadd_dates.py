"""Due dates as one types them: "friday 15:00", "in 3 days", "3 Dec", "5.12.", "end of month"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from models import quickadd_words as words
from models.repeats import add_months

# A unit's number of months; days and weeks have none.
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}

_BARE_DAYS = words.table(words.WEEKDAYS) | words.table(words.SHORT_WEEKDAYS)
DAYS = _BARE_DAYS | words.table(words.MARKED_WEEKDAYS)
MONTHS = {word: month + 1 for word, month in words.table(words.MONTHS).items()}
UNITS = {word: unit for unit, row in words.UNITS.items() for word in row}

# Patterns are verbose: blanks in them are for the reader.
DAY, UNIT, MONTH = words.any_of(DAYS), words.any_of(UNITS), words.any_of(MONTHS)
COUNT = rf"(?:\d{{1,3}}|{words.any_of(words.NUMBERS)})"
TIME = rf"""(?:
    \s*,?\s+ (?:{words.any_of(words.TIME_MARKERS)}\s*)?
    (?: (?P<hour>\d{{1,2}}) (?::(?P<minute>\d\d))? \s?(?P<half>[ap]m|uhr)
      | (?P<hour24>\d{{1,2}}):(?P<minute24>\d\d)
    )
)?"""
DATE = rf"""(?:
    (?P<iso>\d{{4}}-\d\d-\d\d)
  | (?P<dotted>\d{{1,2}}[.]\d{{1,2}}(?:[.](?:\d{{4}}|\d\d)?)?)
  | (?P<slashed>\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?)
  | (?P<day>\d{{1,2}})(?:st|nd|rd|th|[.])? \s*(?:of\s+)? (?P<month>{MONTH})[.]?
    (?:,?\s+(?P<year>\d{{4}}))?
  | (?P<month_1>{MONTH})[.]? \s+(?P<day_2>\d{{1,2}})(?:st|nd|rd|th)? (?:,?\s+(?P<year_3>\d{{4}}))?
  | (?P<relative>{words.any_of(words.RELATIVE_DAYS)})
  | (?:(?P<next_day>{words.any_of(words.NEXT)})\s+ | {words.any_of(words.THIS)}\s+)? (?P<weekday>{DAY})
  | {words.any_of(words.IN)}\s+ (?P<in_count>{COUNT})\s+ (?P<in_unit>{UNIT})
  | {words.any_of(words.NEXT)}\s+ (?P<next_unit>{UNIT})
  | {words.any_of(words.END_OF)}\s+ (?P<end_unit>{UNIT})
)"""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Dates as one says them on a given day."""

    today: date
    first_weekday: int
    order: str | None

    def day_of(self, match: re.Match[str], marked: bool) -> date | None:
        """The date that a match of DATE names; None or ValueError where it names none."""
        found = {name: words.spelled(value) for name, value in match.groupdict().items() if value is not None}
        if "iso" in found:
            return date.fromisoformat(found["iso"])
        if "dotted" in found:
            return self._dotted(found["dotted"], marked)
        if "slashed" in found:
            return self._slashed(found["slashed"], marked)
        if "month" in found or "month_1" in found:
            month = MONTHS[found.get("month") or found["month_1"]]
            year = found.get("year") or found.get("year_3")
            return self._in_year(year, month, int(found.get("day") or found["day_2"]))
        if "relative" in found:
            return self.today + timedelta(words.RELATIVE_DAYS[" ".join(found["relative"].split())])
        if "weekday" in found:
            return self._weekday(found["weekday"], "next_day" in found, marked)
        if "in_unit" in found:
            return self._later(words.count(found["in_count"]), UNITS[found["in_unit"]])
        if "next_unit" in found:
            return self._next(UNITS[found["next_unit"]])
        return self._end(UNITS[found["end_unit"]])

    def coming_weekday(self, weekday: int) -> date:
        """The next such day, at the earliest tomorrow."""
        return self.today + timedelta((weekday - self.today.weekday() - 1) % 7 + 1)

    def _dotted(self, text: str, marked: bool) -> date | None:
        day, month, *year = text.split(".")
        # Bare 3.12 is a version or a price, and so is 1.2.26.
        if not marked and (not year or len(year[0]) == 2):
            return None
        return self._in_year(year[0] if year else None, int(month), int(day))

    def _slashed(self, text: str, marked: bool) -> date | None:
        first, second, *year = map(int, text.split("/"))
        # Bare 1/2 is a half.
        if not marked and not year:
            return None
        order = "us" if second > 12 else "eu" if first > 12 or first == second else self.order
        if order not in ("us", "eu"):
            return None
        month, day = (first, second) if order == "us" else (second, first)
        return self._in_year(str(year[0]) if year else None, month, day)

    def _in_year(self, year: str | None, month: int, day: int) -> date:
        """That day of the year named, or of the first year that has it still to come."""
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        for candidate in range(self.today.year, self.today.year + 9):
            try:
                found = date(candidate, month, day)
            except ValueError:
                continue
            if found >= self.today:
                return found
        raise ValueError("no such day in any year")

    def _weekday(self, word: str, in_next_week: bool, marked: bool) -> date | None:
        if word not in _BARE_DAYS and not marked:
            return None
        if not in_next_week:
            return self.coming_weekday(DAYS[word])
        return self._next_week() + timedelta((DAYS[word] - self.first_weekday) % 7)

    def _next_week(self) -> date:
        return self.today + timedelta(7 - (self.today.weekday() - self.first_weekday) % 7)

    def _later(self, count: int, unit: str) -> date:
        if unit in MONTHS_IN:
            return add_months(self.today, count * MONTHS_IN[unit])
        return self.today + timedelta(count * (7 if unit == "week" else 1))

    def _next(self, unit: str) -> date:
        """The first day of the next month and so on; of the next week, its Monday."""
        if unit == "day":
            return self.today + timedelta(1)
        if unit == "week":
            return self._next_week() + timedelta(-self.first_weekday % 7)
        months = MONTHS_IN[unit]
        first = self.today.replace(day=1, month=(self.today.month - 1) // months * months + 1)
        return add_months(first, months)

    def _end(self, unit: str) -> date | None:
        """The last day of this month and so on; of the week, its Friday."""
        if unit == "day":
            return self.today
        if unit == "week":
            return self.today + timedelta((4 - self.today.weekday()) % 7)
        return self._next(unit) - timedelta(1)


def read_time(match: re.Match[str]) -> str | None:
    """ "HH:MM" of a match of TIME; None when it has none, "" when there is no such time."""
    if match["hour24"]:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    elif match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = words.spelled(match["half"])
        if half != "uhr":
            if not 1 <= hour <= 12:
                return ""
            hour = hour % 12 + (12 if half == "pm" else 0)
    else:
        return None
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""

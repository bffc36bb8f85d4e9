"""The dates of a series: when work that comes round is due, which of its dates a holiday moves, and how many
have gone by.

Calendar rules are enumerated by python-dateutil, which takes tens of milliseconds to import: this module is
only imported where a date is computed. Values in, values out, no database. Days are days in the zone of the
series, so changes of the clock move none of them.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import merge
from itertools import dropwhile, islice, takewhile
from typing import Any, NamedTuple

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from models.errors import Refused
from models.repeats import Repeat, add_months
from models.rules import Rule, read_rule
from models.words import QT_TRANSLATE_NOOP, say

_FREQ = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
# No row of days off is longer; with it a date that falls on none but days off stays where it is.
_MOST_SHIFT = 31
# A series all of whose dates are skipped must not be looked for until the year 9999.
_MOST_SKIPPED = 120
# As many days or weeks are looked through for one that lies in the right month.
_PATIENCE = 15_000


class Coming(NamedTuple):
    """One date of a series: the day it is due, and the day that the series had planned for it."""

    day: date
    planned: date

    @property
    def is_moved(self) -> bool:
        """Whether a day off moved it."""
        return self.day != self.planned


class Series(NamedTuple):
    """What comes round, counted from the day `anchor`.

    `on_holiday`: what becomes of a date on a day off (`is_off`, by weekday and public holiday): "" it stays,
    "skip" the next one comes instead, "before" or "after" it moves to the nearest working day. A moved date
    does not shift later ones; two dates moved to the same day are one.
    """

    repeat: Repeat
    anchor: date
    on_holiday: str = ""
    is_off: Callable[[date], bool] | None = None

    def coming(self, after: date) -> Iterator[Coming]:
        """The dates strictly after a day, in order; they end where the series does."""
        if not self.on_holiday or self.is_off is None:
            yield from (Coming(day, day) for day in planned(self.repeat, self.anchor, after))
            return
        # One that was planned earlier may have been moved to a day that is still to come.
        earlier = date.fromordinal(max(1, after.toordinal() - _MOST_SHIFT))
        last, skipped = after, 0
        for day in planned(self.repeat, self.anchor, earlier):
            moved = self._moved(day)
            if moved is not None and moved > last:
                last, skipped = moved, 0
                yield Coming(moved, day)
            elif (skipped := skipped + 1) > _MOST_SKIPPED:
                return

    def upcoming(self, start: date) -> Iterator[Coming]:
        """The dates that are due, or were planned, on or after a day."""
        earlier = date.fromordinal(max(1, start.toordinal() - _MOST_SHIFT - 1))
        return dropwhile(lambda one: max(one) < start, self.coming(earlier))

    def next_after(self, day: date) -> date | None:
        """The next date strictly after a day; None once the series is over (by its count or its last day).

        Raises Refused where a series without an end has no date any more, in words.
        """
        return self._first(self.coming(day), day)

    def next_due(self, due: date, today: date) -> date | None:
        """The date that comes after what was due is done on a day, be it late or early: after both, and not
        `due` itself once more where that is a day off. As `next_after` otherwise.
        """
        day = max(due, today)
        return self._first((one for one in self.coming(day) if one.planned > due), day)

    def first_from(self, day: date) -> date | None:
        """The first date on or after a day; as `next_after` otherwise."""
        return self._first(self.coming(day if day == date.min else day - timedelta(1)), day)

    def _first(self, coming: Iterator[Coming], day: date) -> date | None:
        following = next(coming, None)
        if following is not None:
            return following.day
        if self.repeat.has_end:
            return None
        if self.on_holiday == "skip" and next(planned(self.repeat, self.anchor, day), None) is not None:
            raise Refused(say(QT_TRANSLATE_NOOP("models", "Every date of this series is a day off.")))
        raise _never(self.repeat, day)

    def _moved(self, day: date) -> date | None:
        assert self.is_off is not None
        if not self.is_off(day):
            return day
        if self.on_holiday == "skip":
            return None
        step = -1 if self.on_holiday == "before" else 1
        for far in range(1, _MOST_SHIFT + 1):
            ordinal = day.toordinal() + step * far
            if not 1 <= ordinal <= date.max.toordinal():
                break
            if not self.is_off(moved := date.fromordinal(ordinal)):
                return moved
        return day


def next_after(repeat: Repeat, day: date, anchor: date) -> date:
    """The next date strictly after `day` in the series that begins on `anchor`. Raises Refused where nothing
    comes.
    """
    following = next(planned(repeat, anchor, day), None)
    if following is None:
        raise _never(repeat, day)
    return following


def passed(series: Series, due: date | None, today: date) -> int:
    """How many dates of a series have gone by undone: those from its `due` to yesterday, `due` included.

    0 while it is not overdue; 1 when it is late but its next date is still to come. "3 times missed since 12
    Nov" is `passed` = 3 with that due. `today`: in the zone of the series (models.series_day.today_of).
    Nothing is written: what is late piles up nowhere, it is only counted.
    """
    return 0 if due is None or due >= today else 1 + _between(series, due, today - timedelta(1))


def missed(series: Series, due: date | None, day: date) -> int:
    """How many dates a run that is over on `day` left out: those after its own `due`, up to that day. The
    next date is the first after both.
    """
    return 0 if due is None or due >= day else _between(series, due, day)


def _between(series: Series, after: date, last: date) -> int:
    return sum(1 for _ in takewhile(lambda one: one.day <= last, series.coming(after)))


def planned(repeat: Repeat, anchor: date, after: date) -> Iterator[date]:
    """The dates strictly after a day as the series has them, before any holiday moves one.

    A month's end clamps and comes back: anchored on 31 January it gives 28 February, then 31 March. Daily
    means Monday to Friday, as it counts five times a week.
    """
    if after == date.max:
        return iter(())
    first = max(after + timedelta(1), anchor)
    if repeat.rule is None:
        return _plain(repeat, anchor, first)
    rule = read_rule(repeat.rule)
    if rule.count is not None:
        # Counted from the first day of the series, whatever lies behind.
        return (day for day in islice(_endless(rule, anchor, anchor), rule.count) if day >= first)
    found = _endless(rule, anchor, first)
    until = rule.until
    return found if until is None else takewhile(lambda day: day <= until, found)


def _never(repeat: Repeat, day: date) -> Refused:
    if repeat.rule is not None and day.year < date.max.year - 1:
        return Refused(say(QT_TRANSLATE_NOOP("models", "“{rule}” never comes again."), rule=repeat.rule))
    return Refused(say(QT_TRANSLATE_NOOP("models", "There is no date after {day}."), day=day))


def _plain(repeat: Repeat, anchor: date, first: date) -> Iterator[date]:
    try:
        yield from (
            _working_days(anchor, first) if repeat.unit == "day" else _in_periods(repeat, anchor, first)
        )
    except OverflowError:  # the calendar ends
        return


def _working_days(anchor: date, first: date) -> Iterator[date]:
    day = first
    while True:
        # The first day of a series is one of its dates, whatever weekday it is.
        if day.weekday() < 5 or day == anchor:
            yield day
        day += timedelta(1)


def _in_periods(repeat: Repeat, anchor: date, first: date) -> Iterator[date]:
    """Runs lie evenly inside each week, month, quarter or year counted from the anchor."""
    if repeat.unit == "week":
        index = (first - anchor).days // 7
    else:
        months = (first.year - anchor.year) * 12 + first.month - anchor.month
        index = months // _MONTHS[repeat.unit] - 1
    index = max(index, 0)
    last = date.min
    while True:
        start, end = _period(repeat, anchor, index), _period(repeat, anchor, index + 1)
        for run in range(repeat.count):
            day = start + timedelta(run * (end - start).days // repeat.count)
            # More often than once a day is still one date a day.
            if day >= first and day > last:
                last = day
                yield day
        index += 1


def _period(repeat: Repeat, anchor: date, index: int) -> date:
    if repeat.unit == "week":
        return anchor + timedelta(7 * index)
    return add_months(anchor, _MONTHS[repeat.unit] * index)


# Rules


def _endless(rule: Rule, anchor: date, first: date) -> Iterator[date]:
    """The days of a rule without its end, from `first` (not before the anchor) on."""
    if rule.freq in ("MONTHLY", "YEARLY") and not rule.can_come(_months_reached(rule, anchor)):
        # Enumerating it would only find that out in the year 9999.
        return iter(())
    found: Iterator[date] = merge(*(map(datetime.date, one) for one in _enumerated(rule, anchor, first)))
    if rule.freq in ("DAILY", "WEEKLY"):
        found = filter(partial(_passes, rule), islice(found, _PATIENCE))
    return (day for day in found if day >= first)


def _months_reached(rule: Rule, anchor: date) -> set[int]:
    if rule.freq == "YEARLY":
        return set(range(1, 13))
    return {(anchor.month - 1 + rule.interval * turn) % 12 + 1 for turn in range(12)}


def _enumerated(rule: Rule, anchor: date, first: date) -> list[Any]:
    """Rules of dateutil that together give the days; each begins with the period that `first` lies in, so
    that a long series is not enumerated from its beginning.
    """
    freq = _FREQ[rule.freq]
    start = datetime.combine(_period_start(rule, anchor, first), time())
    make = partial(rrule, freq, dtstart=start, interval=rule.interval, wkst=rule.week_start)
    if freq == DAILY:
        return [make()]
    if freq == WEEKLY:
        days = [day for _, day in rule.by_day] or [anchor.weekday()]
        return [make(byweekday=days, bysetpos=rule.set_pos or None)]
    if rule.names_days:
        return [
            make(
                bymonth=rule.by_month or None,
                bymonthday=rule.by_month_day or None,
                byweekday=_weekdays(rule) or None,
                bysetpos=rule.set_pos or None,
            )
        ]
    # Dateutil leaves out a month that is too short: here the last day that there is counts.
    ending = range(min(anchor.day, 28), anchor.day + 1)
    months = rule.by_month or ((anchor.month,) if freq == YEARLY else (None,))
    if freq == MONTHLY:
        months = (rule.by_month or None,)  # type: ignore[assignment]
    return [make(bymonth=month, bymonthday=ending, bysetpos=-1) for month in months]


def _period_start(rule: Rule, anchor: date, first: date) -> date:
    """The first day of the period that `first` lies in or the one before it, counted in whole intervals from
    the anchor's.
    """
    if rule.freq == "DAILY":
        return anchor + timedelta((first - anchor).days // rule.interval * rule.interval)
    if rule.freq == "WEEKLY":
        begin = max(1, anchor.toordinal() - (anchor.weekday() - rule.week_start) % 7)
        step = 7 * rule.interval
        return date.fromordinal(begin + (first.toordinal() - begin) // step * step)
    if rule.freq == "MONTHLY":
        months = (first.year - anchor.year) * 12 + first.month - anchor.month
        return add_months(anchor.replace(day=1), months // rule.interval * rule.interval)
    years = (first.year - anchor.year) // rule.interval * rule.interval
    return date(anchor.year + years, 1, 1)


def _weekdays(rule: Rule) -> list[Any]:
    """For dateutil, which takes "MO,-1FR" for days that are both."""
    if all(nth for nth, _ in rule.by_day) or not any(nth for nth, _ in rule.by_day):
        return [weekday(day, nth or None) for nth, day in rule.by_day]
    most = 53 if rule.freq == "YEARLY" and not rule.by_month else 5
    return [
        weekday(day, number) for nth, day in rule.by_day for number in ((nth,) if nth else range(1, most + 1))
    ]


def _passes(rule: Rule, day: date) -> bool:
    """What a rule of days or weeks asks of a day besides its turn; left to dateutil, a rule that nothing
    passes is looked through up to the year 9999.
    """
    if rule.by_month and day.month not in rule.by_month:
        return False
    if rule.freq == "WEEKLY":
        return True
    length = (add_months(day.replace(day=1), 1) - timedelta(1)).day if rule.by_month_day else 31
    if rule.by_month_day and not {day.day, day.day - length - 1} & set(rule.by_month_day):
        return False
    return not rule.by_day or day.weekday() in {one for _, one in rule.by_day}

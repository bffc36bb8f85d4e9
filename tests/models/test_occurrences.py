"""Dates of a series: hard days of the calendar, ends, days off, and dates that have gone by."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.days_off import DaysOff
from models.errors import Refused
from models.occurrences import Coming, Series, missed, passed
from models.repeats import Repeat, parse_repeat
from tests.models.test_repeats import repeats

WEEK = frozenset(range(5))
AMERICA = DaysOff("US", WEEK)
DAY = dt.timedelta(1)


def repeat(text: str) -> Repeat:
    found = parse_repeat(text)
    assert found is not None
    return found


def series(text: str, anchor: str, on_holiday: str = "", off: DaysOff | None = AMERICA) -> Series:
    return Series(repeat(text), dt.date.fromisoformat(anchor), on_holiday, off if on_holiday else None)


def dates(one: Series, many: int = 6, after: str | None = None) -> list[str]:
    """So many dates of a series from its first day on, or strictly after another."""
    day = one.anchor - DAY if after is None else dt.date.fromisoformat(after)
    return [coming.day.isoformat() for coming in islice(one.coming(day), many)]


@pytest.mark.parametrize(
    ("text", "anchor", "coming"),
    [
        # The 31st: as a day of the series that clamps, named, and named for each month's end.
        ("monthly", "2026-10-31", ["2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-10-31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            "2027-12-01",
            ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"],
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-15", ["2026-11-30", "2026-12-31", "2027-01-31"]),
        # The 30th and the 29th of each month.
        ("monthly", "2026-11-30", ["2026-11-30", "2026-12-30", "2027-01-30", "2027-02-28", "2027-03-30"]),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1",
            "2028-01-01",
            ["2028-01-30", "2028-02-29", "2028-03-30"],
        ),
        ("monthly", "2028-01-29", ["2028-01-29", "2028-02-29", "2028-03-29"]),
        ("monthly", "2027-01-29", ["2027-01-29", "2027-02-28", "2027-03-29"]),
        # 29 February, each year and only where there is one; 1900 and 2100 have none.
        ("yearly", "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2095-01-01", ["2096-02-29", "2104-02-29"]),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
            "2027-01-01",
            ["2027-02-28", "2028-02-29", "2029-02-28"],
        ),
        ("FREQ=MONTHLY;INTERVAL=12", "2024-02-29", None),
        ("FREQ=YEARLY;INTERVAL=2", "2024-02-29", ["2024-02-29", "2026-02-28", "2028-02-29"]),
        ("FREQ=YEARLY;BYMONTH=2,3", "2027-01-31", ["2027-02-28", "2027-03-31", "2028-02-29", "2028-03-31"]),
        # The last working day, the first, the second Tuesday, the last Friday.
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2026-10-01",
            ["2026-10-30", "2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26"],
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", "2026-11-01", ["2026-11-02", "2026-12-01"]),
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-11-01", ["2026-11-10", "2026-12-08"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", ["2026-11-27", "2026-12-25"]),
        ("FREQ=MONTHLY;BYDAY=5MO", "2026-11-01", ["2026-11-30", "2027-03-29", "2027-05-31"]),
        ("FREQ=MONTHLY;BYDAY=MO,-1FR", "2026-12-21", ["2026-12-21", "2026-12-25", "2026-12-28"]),
        # Every second Friday over the end of a year with 53 weeks, and over one that begins on a Friday.
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "2026-12-04",
            ["2026-12-04", "2026-12-18", "2027-01-01", "2027-01-15"],
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2020-12-18", ["2020-12-18", "2021-01-01", "2021-01-15"]),
        ("FREQ=WEEKLY;INTERVAL=2", "2024-12-27", ["2024-12-27", "2025-01-10"]),
        # Where a week begins decides which days lie in the same one.
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
            "1997-08-05",
            ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
            "1997-08-05",
            ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"],
        ),
        # Quarters: from a month's end, and the last working day of each.
        ("quarterly", "2026-11-30", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        ("quarterly", "2026-12-31", ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"]),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2026-12-01",
            ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30"],
        ),
        # Ends.
        ("FREQ=WEEKLY;COUNT=3", "2026-12-21", ["2026-12-21", "2026-12-28", "2027-01-04"]),
        ("FREQ=MONTHLY;COUNT=3", "2026-12-31", ["2026-12-31", "2027-01-31", "2027-02-28"]),
        ("FREQ=WEEKLY;UNTIL=20270101", "2026-12-18", ["2026-12-18", "2026-12-25", "2027-01-01"]),
        ("FREQ=WEEKLY;UNTIL=20261231T235959Z", "2026-12-18", ["2026-12-18", "2026-12-25"]),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=2", "2026-12-05", ["2026-12-07", "2026-12-08"]),
    ],
)
def test_the_dates_of_a_series(text: str, anchor: str, coming: list[str] | None) -> None:
    if coming is None:
        # A year in months is the same series as a year.
        assert dates(series(text, anchor)) == dates(series("yearly", anchor))
        return
    one = series(text, anchor)
    assert dates(one, 6 if one.repeat.has_end else len(coming)) == coming


@pytest.mark.parametrize(
    ("on_holiday", "coming"),
    [
        ("", ["2026-11-19", "2026-11-26", "2026-12-03"]),
        ("skip", ["2026-11-19", "2026-12-03", "2026-12-10"]),
        ("before", ["2026-11-19", "2026-11-25", "2026-12-03"]),
        ("after", ["2026-11-19", "2026-11-27", "2026-12-03"]),
    ],
)
def test_a_thursday_series_meets_thanksgiving(on_holiday: str, coming: list[str]) -> None:
    assert dates(series("FREQ=WEEKLY;BYDAY=TH", "2026-11-19", on_holiday), 3) == coming


@pytest.mark.parametrize(
    ("on_holiday", "coming"),
    [
        ("", ["2026-11-25", "2026-12-25", "2027-01-25"]),
        ("skip", ["2026-11-25", "2027-01-25", "2027-02-25"]),
        ("before", ["2026-11-25", "2026-12-24", "2027-01-25"]),
        # Saturday and Sunday follow the Friday.
        ("after", ["2026-11-25", "2026-12-28", "2027-01-25"]),
    ],
)
def test_the_25th_meets_christmas(on_holiday: str, coming: list[str]) -> None:
    assert dates(series("monthly", "2026-11-25", on_holiday), 3) == coming


def test_a_moved_date_says_what_was_planned_and_does_not_come_twice() -> None:
    one = series("weekly", "2026-11-26", "before")
    assert list(islice(one.coming(dt.date(2026, 11, 20)), 2)) == [
        Coming(dt.date(2026, 11, 25), dt.date(2026, 11, 26)),
        Coming(dt.date(2026, 12, 3), dt.date(2026, 12, 3)),
    ]
    # Done on the day it was moved to: what was planned for the day after is this one, not the next.
    assert one.next_after(dt.date(2026, 11, 25)) == dt.date(2026, 12, 3)


def test_a_date_moved_to_a_later_day_still_comes_on_the_days_between() -> None:
    one = series("monthly", "2026-11-25", "after")
    assert one.next_after(dt.date(2026, 12, 26)) == dt.date(2026, 12, 28)


def test_days_that_move_to_one_day_are_one_date() -> None:
    each_day = series("FREQ=DAILY", "2026-12-23", "after")
    assert dates(each_day, 4) == ["2026-12-23", "2026-12-24", "2026-12-28", "2026-12-29"]


def test_another_working_week_has_other_days_off() -> None:
    gulf = DaysOff("SA", frozenset({6, 0, 1, 2, 3}))
    assert dates(series("weekly", "2026-12-04", "after", gulf), 2) == ["2026-12-06", "2026-12-13"]
    assert dates(series("weekly", "2026-12-04", "before", DaysOff("", WEEK)), 2) == [
        "2026-12-04",
        "2026-12-11",
    ]


def test_a_series_of_days_off_alone_is_refused_in_words() -> None:
    saturdays = series("FREQ=WEEKLY;BYDAY=SA", "2026-12-05", "skip")
    with pytest.raises(Refused, match="day off"):
        saturdays.next_after(dt.date(2026, 12, 5))


def test_where_nobody_ever_works_a_date_stays() -> None:
    never = Series(Repeat(1, "month"), dt.date(2026, 12, 1), "after", lambda day: True)
    assert never.next_after(dt.date(2026, 12, 1)) == dt.date(2027, 1, 1)


def test_a_series_is_over_after_its_last_date() -> None:
    counted = series("FREQ=MONTHLY;COUNT=3", "2026-10-31")
    assert counted.next_after(dt.date(2026, 11, 30)) == dt.date(2026, 12, 31)
    assert counted.next_after(dt.date(2026, 12, 31)) is None
    assert series("FREQ=WEEKLY;UNTIL=20261231", "2026-12-04").next_after(dt.date(2026, 12, 25)) is None
    with pytest.raises(Refused):
        series("weekly", "2026-12-04").next_after(dt.date.max)


@pytest.mark.parametrize(
    ("due", "today", "gone", "left_out"),
    [
        ("2026-11-12", "2026-11-12", 0, 0),
        ("2026-11-12", "2026-11-13", 1, 0),
        # On a day of the series: this one may still be done today, and is, as the one before was not.
        ("2026-11-12", "2026-11-19", 1, 1),
        ("2026-11-12", "2026-11-20", 2, 1),
        ("2026-11-12", "2026-12-02", 3, 2),
        (None, "2026-12-02", 0, 0),
        ("2026-12-10", "2026-12-02", 0, 0),
    ],
)
def test_dates_that_went_by_are_counted(due: str | None, today: str, gone: int, left_out: int) -> None:
    weekly = series("weekly", "2026-11-05")
    day, now = due and dt.date.fromisoformat(due), dt.date.fromisoformat(today)
    assert passed(weekly, day or None, now) == gone
    assert missed(weekly, day or None, now) == left_out


def test_dates_that_went_by_end_with_the_series_and_leave_days_off_out() -> None:
    assert passed(series("FREQ=WEEKLY;COUNT=3", "2026-11-05"), dt.date(2026, 11, 5), dt.date(2027, 6, 1)) == 3
    skipping = series("weekly", "2026-11-12", "skip")
    assert passed(skipping, dt.date(2026, 11, 12), dt.date(2026, 12, 4)) == 3


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTH=3",
        "FREQ=DAILY;INTERVAL=14;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=52;BYMONTH=8;UNTIL=20300101",
    ],
)
def test_a_rule_that_never_meets_its_days_ends_and_does_not_hang(text: str) -> None:
    one = series(text, "2027-02-01")
    assert dates(one) == []


def all_dates(one: Series, day: dt.date) -> Iterator[Coming]:
    return islice(one.coming(day), 8)


@given(
    repeats,
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(["", "skip", "before", "after"]),
)
def test_dates_always_go_on(one: Repeat, anchor: dt.date, day: dt.date, on_holiday: str) -> None:
    found = Series(one, anchor, on_holiday, AMERICA)
    coming = list(all_dates(found, day))
    assert all(each.day > day for each in coming)
    for before, after in pairwise(coming):
        assert before.day < after.day and before.planned < after.planned
        # A date that is moved forward never passes the one planned before it.
        assert after.day > before.planned
    if coming:
        assert found.next_after(day) == coming[0].day
        assert all(each.planned >= anchor for each in coming)
    if on_holiday:
        assert not any(AMERICA(each.day) for each in coming)

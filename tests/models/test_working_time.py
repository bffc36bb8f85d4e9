from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.wall_time import local_of, moment_of
from models.working_time import (
    Due,
    WorkingTime,
    default_check,
    default_due,
    in_hours,
    next_working_day,
    overlap,
    working_day_of,
)

WINTER, SUMMER = date(2027, 1, 13), date(2027, 7, 14)
NEW_YORK = WorkingTime("America/New_York")
MANILA = WorkingTime("Asia/Manila")
NIGHTS = WorkingTime("Asia/Manila", hours="21:00-05:00")
BRUNEI = WorkingTime("Asia/Brunei", days="0,1,2,3,5")

days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31))
absences = st.builds(lambda first, length: (first, first + timedelta(days=length)), days, st.integers(0, 40))
working_times = st.builds(
    WorkingTime,
    st.sampled_from(
        [
            "America/New_York",
            "America/St_Johns",
            "Asia/Kathmandu",
            "Asia/Manila",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Europe/London",
        ]
    ),
    st.sets(st.integers(0, 6), min_size=1).map(lambda found: ",".join(str(day) for day in sorted(found))),
    st.sampled_from(["09:00-17:00", "00:00-24:00", "08:30-12:45", "21:00-05:00", "14:00-24:00"]),
    st.lists(absences, max_size=3).map(tuple),
    st.dictionaries(days, st.just("Holiday"), max_size=5),
)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        # Wednesday 3 pm in New York is Thursday in Manila: Friday is theirs whole
        (datetime(2026, 12, 2, 20, 0), Due(date(2026, 12, 4), "17:00", "Asia/Manila")),
        # The same Wednesday in Manila
        (datetime(2026, 12, 2, 2, 0), Due(date(2026, 12, 3), "17:00", "Asia/Manila")),
        # Friday to Monday
        (datetime(2026, 12, 4, 2, 0), Due(date(2026, 12, 7), "17:00", "Asia/Manila")),
        # Friday 3 pm in New York is Saturday in Manila
        (datetime(2026, 12, 4, 20, 0), Due(date(2026, 12, 7), "17:00", "Asia/Manila")),
    ],
)
def test_a_due_by_default_is_the_end_of_their_next_working_day(now: datetime, due: Due) -> None:
    assert default_due(now, MANILA) == due


def test_a_due_by_default_passes_over_absences_holidays_and_days_off() -> None:
    theirs = WorkingTime(
        "Asia/Brunei",
        "0,1,2,3,5",
        "08:00-16:30",
        off=((date(2026, 12, 7), date(2026, 12, 8)),),
        holidays={date(2026, 12, 9): "Holiday"},
    )

    # Thursday noon: Friday is off, Saturday is not
    assert default_due(datetime(2026, 12, 3, 4, 0), theirs).day == date(2026, 12, 5)
    # Saturday noon: Sunday off, then absent, then a holiday
    assert default_due(datetime(2026, 12, 5, 4, 0), theirs) == Due(date(2026, 12, 10), "16:30", "Asia/Brunei")


def test_a_night_shift_is_due_in_the_morning_it_ends() -> None:
    assert default_due(datetime(2026, 12, 2, 2, 0), NIGHTS) == Due(date(2026, 12, 4), "05:00", "Asia/Manila")


def test_hours_until_midnight_are_due_a_minute_before() -> None:
    theirs = WorkingTime("Asia/Manila", hours="14:00-24:00")
    assert default_due(datetime(2026, 12, 2, 2, 0), theirs).time == "23:59"


def test_who_never_works_is_given_tomorrow() -> None:
    theirs = WorkingTime("Asia/Manila", off=((date(2026, 1, 1), date(2099, 12, 31)),))
    assert next_working_day(date(2026, 12, 2), theirs) is None
    assert default_due(datetime(2026, 12, 2, 2, 0), theirs).day == date(2026, 12, 3)


@given(moments, working_times)
def test_a_due_by_default_lies_ahead_at_the_end_of_a_day_they_work(
    now: datetime, theirs: WorkingTime
) -> None:
    due = default_due(now, theirs)
    found = moment_of(due.day, due.time, due.zone)
    worked = working_day_of(found.utc, theirs, is_end_included=True)

    assert found.utc > now
    assert worked is not None
    assert worked > local_of(now, theirs.zone).date()
    assert found.utc <= theirs.span(worked)[1]
    # No day between was worked
    between = (worked - local_of(now, theirs.zone).date()).days
    assert not any(theirs.is_working_day(worked - timedelta(days=back)) for back in range(1, between))


@pytest.mark.parametrize(
    ("moment", "theirs", "is_in"),
    [
        (datetime(2026, 12, 3, 1, 0), MANILA, True),
        (datetime(2026, 12, 3, 0, 59), MANILA, False),
        (datetime(2026, 12, 3, 9, 0), MANILA, False),
        (datetime(2026, 12, 5, 2, 0), MANILA, False),
        # Friday's shift ends on Saturday morning; there is none on Sunday morning
        (datetime(2026, 12, 4, 20, 0), NIGHTS, True),
        (datetime(2026, 12, 5, 20, 0), NIGHTS, False),
        (datetime(2026, 12, 6, 20, 0), NIGHTS, False),
        (datetime(2026, 12, 7, 14, 0), NIGHTS, True),
        # Friday and Sunday off in Brunei, Saturday not
        (datetime(2026, 12, 4, 2, 0), BRUNEI, False),
        (datetime(2026, 12, 5, 2, 0), BRUNEI, True),
        (datetime(2026, 12, 6, 2, 0), BRUNEI, False),
    ],
)
def test_hours_are_those_of_their_clock(moment: datetime, theirs: WorkingTime, is_in: bool) -> None:
    assert in_hours(moment, theirs) is is_in


def test_their_closing_time_counts_if_asked_for() -> None:
    assert not in_hours(datetime(2026, 12, 3, 9, 0), MANILA)
    assert in_hours(datetime(2026, 12, 3, 9, 0), MANILA, is_end_included=True)


@pytest.mark.parametrize(
    ("one", "other", "winter", "summer"),
    [
        ("America/New_York", "Asia/Manila", 0, 0),
        ("America/Los_Angeles", "Asia/Manila", 0, 0),
        ("America/New_York", "Asia/Kolkata", 0, 0),
        ("Europe/London", "Asia/Manila", 0, 1),
        ("Europe/Berlin", "Asia/Manila", 1, 2),
        ("Europe/London", "Asia/Kolkata", 2.5, 3.5),
        ("America/New_York", "Europe/London", 3, 3),
        ("Australia/Sydney", "Asia/Manila", 5, 6),
        ("Europe/London", "Africa/Nairobi", 5, 6),
        ("America/New_York", "America/Bogota", 8, 7),
        ("Europe/Berlin", "Africa/Johannesburg", 7, 8),
    ],
)
def test_shared_hours_of_pairs(one: str, other: str, winter: float, summer: float) -> None:
    for a, b in ((one, other), (other, one)):
        assert overlap(WorkingTime(a), WorkingTime(b), WINTER) == winter * 3600
        assert overlap(WorkingTime(a), WorkingTime(b), SUMMER) == summer * 3600


def test_new_york_and_london_share_an_hour_more_in_the_gap_weeks() -> None:
    london = WorkingTime("Europe/London")
    shared = [overlap(NEW_YORK, london, day) / 3600 for day in (date(2027, 3, 12), date(2027, 3, 15))]
    assert shared == [3, 4]


def test_a_night_shift_shares_the_day_of_the_other_side_of_the_world() -> None:
    # 21:00–05:00 in Manila is 08:00–16:00 in New York in winter
    assert overlap(NEW_YORK, NIGHTS, WINTER) == overlap(NIGHTS, NEW_YORK, WINTER) == 7 * 3600


def test_nothing_is_shared_on_a_day_off() -> None:
    assert overlap(BRUNEI, MANILA, date(2026, 12, 4)) == 0
    assert overlap(MANILA, BRUNEI, date(2026, 12, 4)) == 0
    assert overlap(BRUNEI, MANILA, date(2026, 12, 3)) == 8 * 3600


@given(working_times, working_times, days)
def test_shared_hours_are_at_most_the_hours_of_the_day(
    one: WorkingTime, other: WorkingTime, day: date
) -> None:
    begin, end = one.span(day)
    assert 0 <= overlap(one, other, day) <= (end - begin).total_seconds()
    if one.is_working_day(day):
        assert overlap(one, one, day) == (end - begin).total_seconds()


FRIDAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("level", "check"),
    [
        # Once, or checked every time: the next day on which both work. Saturday and Sunday are Manila's,
        # Sunday to Thursday would be the owner's.
        (None, date(2026, 12, 7)),
        (3, date(2026, 12, 7)),
        # After every run; Friday itself is off for the owner
        (1, date(2026, 12, 7)),
        (2, date(2026, 12, 7)),
        # A week later is a Friday again
        (4, date(2026, 12, 14)),
        # 3 January 2027 is a Sunday
        (5, date(2027, 1, 4)),
    ],
)
def test_the_next_check_is_on_a_day_on_which_both_work(level: int | None, check: date) -> None:
    owner = WorkingTime("Asia/Riyadh", days="0,1,2,3,6")
    assert default_check(FRIDAY, level, owner, MANILA, today=date(2026, 12, 1)) == check


def test_the_first_stages_are_checked_on_the_due_day_itself() -> None:
    assert default_check(FRIDAY, 1, NEW_YORK, MANILA, today=date(2026, 12, 1)) == FRIDAY


def test_a_check_is_never_before_today() -> None:
    assert default_check(FRIDAY, 3, NEW_YORK, MANILA, today=date(2026, 12, 16)) == date(2026, 12, 16)


def test_a_due_at_the_end_of_the_calendar_has_a_check() -> None:
    assert default_check(date.max, 5, NEW_YORK, NIGHTS, today=FRIDAY) == date.max


@given(days, st.sampled_from([None, 0, 1, 2, 3, 4, 5]), working_times, working_times, days)
def test_a_check_by_default_is_worked_by_both_and_not_before_due(
    due: date, level: int | None, owner: WorkingTime, theirs: WorkingTime, today: date
) -> None:
    check = default_check(due, level, owner, theirs, today)

    assert check >= max(due, today)
    if set(owner.weekdays) & set(theirs.weekdays):
        assert owner.is_working_day(check)
        assert theirs.is_working_day(check)


@pytest.mark.parametrize(
    "hours", ["soon", "9223372036854775807", "-", "9-17", "25:00-26:00", "09:00-17:00\0"]
)
def test_what_another_program_wrote_for_hours_is_read_as_the_usual_ones(hours: str) -> None:
    odd = WorkingTime("UTC", hours=hours)
    assert (odd.begin, odd.end) == ("09:00", "17:00")
    assert odd.span(date(2026, 11, 26)) == WorkingTime("UTC").span(date(2026, 11, 26))

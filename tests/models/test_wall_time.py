from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.wall_time import (
    both_text,
    both_zones,
    day_words,
    difference,
    gap_week,
    local_of,
    moment_of,
    wall,
    wall_clock,
)

NEW_YORK, LONDON, SYDNEY, MANILA = "America/New_York", "Europe/London", "Australia/Sydney", "Asia/Manila"
ODD = (
    NEW_YORK,
    LONDON,
    SYDNEY,
    MANILA,
    "America/St_Johns",
    "America/Phoenix",
    "America/Vancouver",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "UTC",
)
zones = st.sampled_from(ODD)
minutes = st.datetimes(datetime(2024, 1, 1), datetime(2037, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def hours(length: timedelta) -> float:
    return length.total_seconds() / 3600


def test_a_wall_time_that_the_clocks_skip_is_told_with_both_readings() -> None:
    found = moment_of(date(2027, 3, 14), "02:30", NEW_YORK)

    assert found.kind == "gap"
    assert (found.utc, wall(found.utc, NEW_YORK).time) == (datetime(2027, 3, 14, 7, 30), "03:30")
    assert (found.other, wall(found.other, NEW_YORK).time) == (datetime(2027, 3, 14, 6, 30), "01:30")


def test_a_wall_time_that_happens_twice_is_told_with_both_moments() -> None:
    found = moment_of(date(2027, 11, 7), "01:30", NEW_YORK)

    assert (found.kind, found.utc, found.other) == (
        "fold",
        datetime(2027, 11, 7, 5, 30),
        datetime(2027, 11, 7, 6, 30),
    )


@pytest.mark.parametrize(
    ("zone", "day", "time", "kind"),
    [
        # Lord Howe moves by half an hour
        ("Australia/Lord_Howe", date(2027, 10, 3), "02:15", "gap"),
        ("Australia/Lord_Howe", date(2027, 10, 3), "02:30", "ok"),
        ("Australia/Lord_Howe", date(2027, 4, 4), "01:45", "fold"),
        ("Australia/Lord_Howe", date(2027, 4, 4), "01:15", "ok"),
        ("Pacific/Chatham", date(2027, 9, 26), "03:00", "gap"),
        ("Pacific/Chatham", date(2027, 4, 4), "03:00", "fold"),
        ("America/St_Johns", date(2027, 3, 14), "02:30", "gap"),
        ("America/St_Johns", date(2027, 11, 7), "01:30", "fold"),
        ("Asia/Kathmandu", date(2027, 3, 14), "02:30", "ok"),
    ],
)
def test_the_hours_of_a_change_are_known_in_odd_zones(zone: str, day: date, time: str, kind: str) -> None:
    assert moment_of(day, time, zone).kind == kind


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Kathmandu", "03:15"),
        ("Asia/Kolkata", "03:30"),
        ("America/St_Johns", "12:30"),
        ("Pacific/Chatham", "19:15"),
    ],
)
def test_nine_in_winter_is_the_right_moment(zone: str, utc: str) -> None:
    assert f"{moment_of(date(2027, 1, 12), '09:00', zone).utc:%H:%M}" == utc


def test_the_end_of_a_day_is_midnight_of_the_next() -> None:
    assert moment_of(date(2027, 1, 12), "24:00", "UTC").utc == datetime(2027, 1, 13)


def test_the_pinned_time_zone_data_know_the_laws_of_2026() -> None:
    """Alberta stays at −06 from 1 November 2026, British Columbia at −07 from 8 March 2026."""
    assert hours(difference("UTC", "America/Edmonton", date(2027, 1, 12))) == -6
    assert hours(difference("UTC", "America/Vancouver", date(2027, 1, 12))) == -7


@given(minutes, zones)
def test_every_moment_comes_back_from_the_wall(moment: datetime, zone: str) -> None:
    there = wall(moment, zone)
    found = moment_of(there.day, there.time, zone)

    assert moment in (found.utc, found.other)
    assert found.kind != "gap"


@given(minutes, zones)
def test_a_wall_time_is_kept_unless_the_clocks_skip_it(said: datetime, zone: str) -> None:
    found = moment_of(said.date(), f"{said:%H:%M}", zone)
    again = [local_of(moment, zone) for moment in (found.utc, found.other)]

    assert (again == [said, said]) is (found.kind != "gap")
    assert {"ok": found.utc == found.other, "fold": found.utc < found.other, "gap": found.utc > found.other}[
        found.kind
    ]
    assert found.utc == said.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def test_noon_in_los_angeles_is_the_next_day_in_manila() -> None:
    pair = both_zones(date(2026, 12, 4), "12:00", "America/Los_Angeles", MANILA)

    assert both_text(pair).english() == "Fri 4 Dec 12:00 Los Angeles · Sat 5 Dec 04:00 Manila"


def test_both_zones_name_the_given_cities_and_the_day_once_where_it_is_the_same() -> None:
    pair = both_zones(date(2026, 12, 4), "08:00", NEW_YORK, MANILA, city="Boston")

    assert both_text(pair).english() == "Fri 4 Dec 08:00 Boston · 21:00 Manila"
    assert both_text(pair, this_year=2027).english() == "Fri 4 Dec 2026 08:00 Boston · 21:00 Manila"


@given(minutes, zones, zones)
def test_the_second_clock_shows_its_day_exactly_where_it_differs(said: datetime, a: str, b: str) -> None:
    first, second = both_zones(said.date(), f"{said:%H:%M}", a, b)
    text = both_text((first, second)).english()

    assert text.endswith(f" {second.time} {second.city}")
    days = [day_words(one.day).english() for one in (first, second)]
    assert text.startswith(days[0])
    assert (f"· {days[1]} " in text) is (first.day != second.day)


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        (date(2027, 3, 13), 5),
        (date(2027, 3, 14), 4),
        (date(2027, 3, 27), 4),
        (date(2027, 3, 28), 5),
        (date(2027, 10, 30), 5),
        (date(2027, 10, 31), 4),
        (date(2027, 11, 6), 4),
        (date(2027, 11, 7), 5),
    ],
)
def test_new_york_and_london_are_nearer_in_the_gap_weeks(day: date, ahead: int) -> None:
    assert hours(difference(NEW_YORK, LONDON, day)) == ahead
    assert gap_week(NEW_YORK, LONDON, day) is (ahead == 4)
    assert gap_week(LONDON, NEW_YORK, day) is (ahead == 4)


@pytest.mark.parametrize(
    ("day", "ahead", "is_gap"),
    [
        (date(2027, 3, 27), 11, False),
        (date(2027, 3, 28), 10, True),
        (date(2027, 4, 3), 10, True),
        (date(2027, 4, 4), 9, False),
        (date(2027, 10, 2), 9, False),
        (date(2027, 10, 3), 10, True),
        (date(2027, 10, 30), 10, True),
        (date(2027, 10, 31), 11, False),
    ],
)
def test_london_and_sydney_pass_through_an_hour_that_holds_for_weeks(
    day: date, ahead: int, is_gap: bool
) -> None:
    assert hours(difference(LONDON, SYDNEY, day)) == ahead
    assert gap_week(LONDON, SYDNEY, day) is is_gap


@given(st.dates(date(2027, 1, 1), date(2027, 12, 31)))
def test_zones_that_never_change_have_no_gap_weeks(day: date) -> None:
    assert not gap_week(MANILA, "Asia/Kolkata", day)
    assert not gap_week(NEW_YORK, MANILA, day)


@given(st.sampled_from([date.min, date.max]), st.sampled_from(["00:00", "12:00", "23:59", "24:00"]), zones)
def test_the_ends_of_the_calendar_are_no_error(day: date, time: str, zone: str) -> None:
    wall(moment_of(day, time, zone).utc, zone)
    gap_week(zone, LONDON, day)
    assert wall_clock(day, time).date() >= day


@pytest.mark.parametrize(
    "time", ["", "soon", "9223372036854775807", "25:00", "10:99", "a:b", "::", "10", "[["]
)
def test_what_another_program_wrote_for_a_time_is_the_beginning_of_the_day(time: str) -> None:
    assert wall_clock(date(2026, 11, 26), time) == datetime(2026, 11, 26)

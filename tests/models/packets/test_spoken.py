"""Moments on two clocks, repeats, durations, amounts: as they are said to the assistant."""

import datetime as dt

import pytest

from models.packets.content import Moment, Money, Packet, Recipient, Sender
from models.packets.spoken import (
    city_of,
    duration_words,
    instant,
    moment_words,
    money_words,
    repeat_words,
    size_words,
)
from models.packets.wording import words_for
from models.repeats import Repeat, parse_repeat
from tests.models.packets.packets import short_packet

ENGLISH = words_for("en")


def between(owner: str, assistant: str) -> Packet:
    return short_packet(sender=Sender("Anna", owner), recipient=Recipient("Maya", "Maya", assistant))


def due(day: str, time: str | None, zone: str) -> Moment:
    return Moment(dt.date.fromisoformat(day), dt.time.fromisoformat(time) if time else None, zone)


@pytest.mark.parametrize(
    ("moment", "owner", "assistant", "lines"),
    [
        (
            due("2026-11-27", "12:00", "America/Los_Angeles"),
            "America/Los_Angeles",
            "Asia/Manila",
            ["Saturday 28 November 2026, 04:00 Manila", "Friday 27 November 2026, 12:00 Los Angeles"],
        ),
        (
            due("2027-03-15", "09:00", "America/New_York"),
            "America/New_York",
            "Europe/London",
            ["Monday 15 March 2027, 13:00 London", "Monday 15 March 2027, 09:00 New York"],
        ),
        (
            due("2027-01-05", "17:00", "Asia/Manila"),
            "Asia/Kathmandu",
            "Asia/Manila",
            ["Tuesday 5 January 2027, 17:00 Manila", "Tuesday 5 January 2027, 14:45 Kathmandu"],
        ),
        (
            due("2026-11-27", "10:00", "Europe/Berlin"),
            "Europe/Berlin",
            "Europe/Paris",
            ["Friday 27 November 2026, 10:00 Paris"],
        ),
        (
            due("2026-11-27", "10:00", "Europe/Berlin"),
            "Europe/Berlin",
            "Mars/Olympus",
            ["Friday 27 November 2026, 10:00 Berlin"],
        ),
        (
            due("2026-11-27", None, "Europe/Berlin"),
            "Europe/Berlin",
            "Asia/Manila",
            ["Friday 27 November 2026"],
        ),
        # A third zone is shown on the clocks of the two
        (
            due("2026-11-27", "10:00", "Asia/Tokyo"),
            "Europe/Berlin",
            "Asia/Manila",
            ["Friday 27 November 2026, 09:00 Manila", "Friday 27 November 2026, 02:00 Berlin"],
        ),
    ],
)
def test_a_moment_is_said_on_both_clocks(
    moment: Moment, owner: str, assistant: str, lines: list[str]
) -> None:
    assert moment_words(moment, between(owner, assistant), ENGLISH) == lines


def test_a_wall_time_that_a_clock_change_skips_or_repeats_is_one_instant() -> None:
    skipped = instant(due("2027-03-14", "02:30", "America/New_York"))
    twice = instant(due("2027-11-07", "01:30", "America/New_York"))
    assert skipped == dt.datetime(2027, 3, 14, 7, 30, tzinfo=dt.UTC)
    assert twice == dt.datetime(2027, 11, 7, 5, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "Asia/Manila"])
def test_the_ends_of_the_calendar_are_no_error(day: dt.date, zone: str) -> None:
    for time in (dt.time.min, dt.time(23, 59)):
        assert moment_words(Moment(day, time, zone), between("Pacific/Kiritimati", "Etc/GMT+12"), ENGLISH)


def test_a_zone_is_called_by_its_city() -> None:
    assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert city_of("America/North_Dakota/New_Salem") == "New Salem"
    assert city_of("Etc/GMT+8") == "Etc/GMT+8"
    assert (city_of("UTC"), city_of(""), city_of("../x")) == ("UTC", "UTC", "UTC")


@pytest.mark.parametrize(
    ("repeat", "said"),
    [
        ("daily", "every working day"),
        ("weekly", "every week"),
        ("3 a week", "3 times a week"),
        ("quarterly", "every quarter"),
        ("2 a quarter", "2 times a quarter"),
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "every week: Monday, Friday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every 2 weeks: Friday"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month: Tuesday (no. 2 of the month)"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month: Friday (the last of the month)"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month: the last day of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "every month: day 15 of the month"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", "every year: day 1 of the month, March"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month: the last working day of the month",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
            "every month: day 31 of the month, or the last",
        ),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2", "every month: Monday, Tuesday, only no. 2 of these"),
        ("FREQ=WEEKLY;COUNT=5", "every week, 5 times in all"),
        ("FREQ=DAILY;UNTIL=20261231", "every day, until Thursday 31 December 2026"),
    ],
)
def test_a_repeat_is_said_in_words(repeat: str, said: str) -> None:
    parsed = parse_repeat(repeat)
    assert parsed is not None
    assert repeat_words(parsed, ENGLISH) == said


def test_a_repeat_in_other_words() -> None:
    assert (
        repeat_words(Repeat(1, "week", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"), words_for("de"))
        == "alle 2 Wochen: Freitag"
    )
    assert repeat_words(Repeat(3, "week"), words_for("pt")) == "3 vezes por semana"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 min"), (59, "1 min"), (300, "5 min"), (3600, "1 h"), (5400, "1 h 30 min"), (72_000, "20 h")],
)
def test_durations(seconds: int, said: str) -> None:
    assert duration_words(seconds, ENGLISH) == said


def test_amounts_have_the_places_of_their_currency() -> None:
    assert money_words(Money(1250, "EUR"), ENGLISH) == "12.50 EUR"
    assert money_words(Money(1200, "JPY"), ENGLISH) == "1200 JPY"
    assert money_words(Money(1500, "KWD"), ENGLISH) == "1.500 KWD"
    assert money_words(Money(0, "USD"), ENGLISH) == "0.00 USD"
    assert money_words(Money(-5, "EUR"), words_for("de")) == "−0,05 EUR"


def test_sizes() -> None:
    assert [
        size_words(size, ENGLISH) for size in (0, 1, 340_000, 999_999, 1_000_000, 1_250_000, 25_000_000)
    ] == [
        "0 KB",
        "1 KB",
        "340 KB",
        "1000 KB",
        "1.0 MB",
        "1.2 MB",
        "25.0 MB",
    ]

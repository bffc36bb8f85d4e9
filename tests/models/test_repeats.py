from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refused
from models.repeats import UNITS, Repeat, parse_repeat, repeat_of_rule, seconds_per_week

MONDAY = date(2026, 11, 23)

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
plain_repeats = st.builds(Repeat, st.integers(1, 99), st.sampled_from(UNITS), st.none())
rule_texts = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=2",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;WKST=SU",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=MONTHLY;INTERVAL=2",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=-1FR,1MO",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=2TU",
        "FREQ=YEARLY;INTERVAL=4",
        "FREQ=YEARLY;BYDAY=20MO",
    ]
)
repeats = plain_repeats | rule_texts.map(repeat_of_rule)


@pytest.mark.parametrize(
    ("repeat", "text"),
    [
        (Repeat(1, "day"), "daily"),
        (Repeat(1, "week"), "weekly"),
        (Repeat(1, "month"), "monthly"),
        (Repeat(1, "quarter"), "quarterly"),
        (Repeat(1, "year"), "yearly"),
        (Repeat(3, "week"), "3 a week"),
        (Repeat(2, "month"), "2 a month"),
        (Repeat(2, "month", "FREQ=WEEKLY;INTERVAL=2"), "FREQ=WEEKLY;INTERVAL=2"),
    ],
)
def test_a_repeat_has_one_text_that_reads_back(repeat: Repeat, text: str) -> None:
    assert repeat.text() == text
    assert parse_repeat(text) == repeat


@given(repeats)
def test_every_repeat_reads_back_from_its_text(repeat: Repeat) -> None:
    assert parse_repeat(repeat.text()) == repeat


def test_no_text_is_no_repeat_and_case_does_not_matter() -> None:
    assert parse_repeat("") is None
    assert parse_repeat("  ") is None
    assert parse_repeat(" Weekly ") == Repeat(1, "week")
    assert parse_repeat("RRULE:freq=weekly;byday=fr") == Repeat(1, "week", "FREQ=WEEKLY;BYDAY=FR")


def test_a_rule_that_says_no_more_than_a_plain_word_becomes_plain() -> None:
    assert repeat_of_rule("FREQ=WEEKLY;INTERVAL=1;WKST=MO") == Repeat(1, "week")
    assert repeat_of_rule("FREQ=MONTHLY;INTERVAL=3") == Repeat(1, "quarter")
    # Each day of the week is more than the five days that "daily" means.
    assert repeat_of_rule("FREQ=DAILY") == Repeat(7, "week", "FREQ=DAILY")


@pytest.mark.parametrize(
    ("rule", "count", "unit"),
    [
        ("FREQ=WEEKLY;INTERVAL=2", 2, "month"),
        ("FREQ=WEEKLY;BYDAY=FR", 1, "week"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", 3, "week"),
        ("FREQ=MONTHLY;BYDAY=-1FR", 1, "month"),
        ("FREQ=YEARLY;INTERVAL=3", 1, "year"),
    ],
)
def test_a_rule_carries_its_nearest_plain_form(rule: str, count: int, unit: str) -> None:
    assert repeat_of_rule(rule) == Repeat(count, unit, rule)


@pytest.mark.parametrize(
    "text",
    [
        "sometimes",
        "0 a week",
        "100 a week",
        "3 a fortnight",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=WEEKLY;COUNT=3;UNTIL=20261231",
        "FREQ=WEEKLY;UNTIL=20261331",
        "FREQ=MONTHLY;BYSETPOS=-1",
        "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO",
        "FREQ=WEEKLY;BYSETPOS=3;BYDAY=MO,TU",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYDAY=1MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=1e3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=" + "X" * 5000,
        "FREQ",
    ],
)
def test_what_is_no_repetition_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused):
        parse_repeat(text)


@given(st.text())
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    for candidate in (text, "FREQ=" + text, "FREQ=WEEKLY;" + text):
        try:
            parse_repeat(candidate)
        except Refused as error:
            assert error.sentence.english()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("daily", Fraction(5)),
        ("weekly", Fraction(1)),
        ("3 a week", Fraction(3)),
        ("monthly", Fraction(12, 52)),
        ("2 a month", Fraction(24, 52)),
        ("quarterly", Fraction(4, 52)),
        ("yearly", Fraction(1, 52)),
        ("FREQ=DAILY", Fraction(7)),
        ("FREQ=DAILY;INTERVAL=2", Fraction(7, 2)),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", Fraction(5)),
        ("FREQ=WEEKLY;INTERVAL=2", Fraction(1, 2)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", Fraction(1)),
        ("FREQ=MONTHLY;BYDAY=1MO,-1FR", Fraction(24, 52)),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", Fraction(24, 52)),
        ("FREQ=MONTHLY;INTERVAL=6", Fraction(2, 52)),
        ("FREQ=YEARLY;BYMONTH=3,9", Fraction(2, 52)),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=MO", Fraction(1, 12)),
    ],
)
def test_runs_per_week_follow_the_fields_convention(text: str, runs: Fraction) -> None:
    repeat = parse_repeat(text)
    assert repeat is not None
    assert repeat.runs_per_week() == runs


@pytest.mark.parametrize(
    ("text", "anchor", "coming"),
    [
        ("weekly", MONDAY, ["2026-11-30", "2026-12-07"]),
        ("daily", date(2026, 11, 26), ["2026-11-27", "2026-11-30", "2026-12-01"]),
        ("3 a week", MONDAY, ["2026-11-25", "2026-11-27", "2026-11-30", "2026-12-02"]),
        ("2 a month", date(2026, 11, 1), ["2026-11-16", "2026-12-01", "2026-12-16"]),
        ("monthly", date(2027, 1, 31), ["2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("quarterly", date(2026, 11, 30), ["2027-02-28", "2027-05-30"]),
        ("yearly", date(2028, 2, 29), ["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("FREQ=DAILY", date(2026, 11, 27), ["2026-11-28", "2026-11-29"]),
        ("FREQ=WEEKLY;INTERVAL=2", MONDAY, ["2026-12-07", "2026-12-21"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", MONDAY, ["2026-11-27", "2026-12-07", "2026-12-11"]),
        ("FREQ=WEEKLY;BYDAY=SU", MONDAY, ["2026-11-29", "2026-12-06"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", MONDAY, ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        # As the standard says: a named 31st skips the short months.
        ("FREQ=MONTHLY;BYMONTHDAY=31", MONDAY, ["2026-12-31", "2027-01-31", "2027-03-31"]),
        ("FREQ=MONTHLY;INTERVAL=2", date(2026, 12, 31), ["2027-02-28", "2027-04-30", "2027-06-30"]),
        ("FREQ=MONTHLY;BYDAY=-1FR", MONDAY, ["2026-11-27", "2026-12-25"]),
        ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", MONDAY, ["2027-08-13", "2028-10-13"]),
        ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", MONDAY, ["2027-05-09", "2028-05-14"]),
        ("FREQ=YEARLY;BYDAY=20MO", date(1997, 5, 19), ["1998-05-18", "1999-05-17"]),
        ("FREQ=YEARLY;INTERVAL=100", date(2000, 3, 1), ["2100-03-01"]),
    ],
)
def test_the_next_dates_of_a_series(text: str, anchor: date, coming: list[str]) -> None:
    repeat = parse_repeat(text)
    assert repeat is not None
    found = [anchor]
    while len(found) <= len(coming):
        found.append(repeat.next_after(found[-1], anchor))
    assert [day.isoformat() for day in found[1:]] == coming


@given(repeats, days, days)
def test_the_next_date_is_later_and_the_first_one_that_is(repeat: Repeat, day: date, anchor: date) -> None:
    following = repeat.next_after(day, anchor)
    assert following > day
    assert following >= anchor
    between = following - timedelta(1)
    if between > day:
        assert repeat.next_after(between, anchor) == following


def test_a_series_begins_on_its_anchor() -> None:
    assert Repeat(1, "week").next_after(MONDAY - timedelta(3), MONDAY) == MONDAY
    assert Repeat(1, "month").next_after(MONDAY) == date(2026, 12, 23)


@pytest.mark.parametrize("text", ["daily", "weekly", "yearly", "FREQ=WEEKLY;INTERVAL=2"])
def test_the_end_of_the_calendar_is_refused_in_words(text: str) -> None:
    repeat = parse_repeat(text)
    assert repeat is not None
    with pytest.raises(Refused):
        repeat.next_after(date.max)


def test_a_rule_that_misses_every_anchored_year_is_refused() -> None:
    leap_days = repeat_of_rule("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29")
    with pytest.raises(Refused):
        leap_days.next_after(date(2027, 1, 1))


def test_seconds_per_week_round_half_up() -> None:
    assert seconds_per_week(2700, Repeat(1, "month")) == 623  # 2700 × 12/52 = 623.08
    assert seconds_per_week(13, Repeat(1, "week", "FREQ=WEEKLY;INTERVAL=2")) == 7  # 6.5
    assert seconds_per_week(0, Repeat(1, "week")) == 0
    assert seconds_per_week(None, Repeat(1, "week")) is None
    assert seconds_per_week(60, None) is None

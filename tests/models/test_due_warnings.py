from datetime import date, datetime

import pytest

from models.due_warnings import due_warnings
from models.working_time import WorkingTime

MANILA = WorkingTime(
    "Asia/Manila",
    off=((date(2026, 12, 21), date(2027, 1, 3)),),
    holidays={date(2026, 12, 8): "Immaculate Conception", date(2027, 3, 9): "Eid al-Fitr (estimated)"},
)
NIGHTS = WorkingTime("Asia/Manila", hours="21:00-05:00")
LONDON = WorkingTime("Europe/London")
NEW_YORK = "America/New_York"


def warned(day: date, time: str | None, zone: str, theirs: WorkingTime, **more: object) -> list[str]:
    return [one.english() for one in due_warnings(day, time, zone, theirs, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "time"),
    [(date(2026, 12, 3), "17:00"), (date(2026, 12, 3), "09:00"), (date(2026, 12, 3), None)],
)
def test_a_due_in_their_hours_is_not_warned_of(day: date, time: str | None) -> None:
    assert warned(day, time, "Asia/Manila", MANILA) == []


def test_a_due_in_their_night_says_their_day_and_hour() -> None:
    assert warned(date(2026, 12, 3), "14:00", NEW_YORK, MANILA) == ["In their night: Fri 4 Dec 03:00 Manila."]
    assert warned(date(2026, 12, 3), "14:00", NEW_YORK, MANILA, city="Cebu") == [
        "In their night: Fri 4 Dec 03:00 Cebu."
    ]


def test_a_due_outside_their_hours_says_these() -> None:
    assert warned(date(2026, 12, 3), "19:30", "Asia/Manila", MANILA) == [
        "Outside their hours (09:00-17:00): Thu 3 Dec 19:30 Manila."
    ]


def test_a_night_shift_has_no_night_while_it_works() -> None:
    assert warned(date(2026, 12, 4), "03:00", "Asia/Manila", NIGHTS) == []
    # Friday's shift ends on Saturday morning
    assert warned(date(2026, 12, 5), "05:00", "Asia/Manila", NIGHTS) == []
    assert warned(date(2026, 12, 4), "14:00", "Asia/Manila", NIGHTS) == [
        "Outside their hours (21:00-05:00): Fri 4 Dec 14:00 Manila."
    ]


def test_a_due_on_their_day_off_is_told_by_their_calendar() -> None:
    # Friday afternoon in New York
    assert warned(date(2026, 12, 4), "20:00", NEW_YORK, MANILA) == ["Sat 5 Dec is their day off."]
    brunei = WorkingTime("Asia/Brunei", days="0,1,2,3,5")
    assert warned(date(2026, 12, 4), "12:00", "Asia/Brunei", brunei) == ["Fri 4 Dec is their day off."]
    assert warned(date(2026, 12, 5), "12:00", "Asia/Brunei", brunei) == []


def test_a_holiday_is_named_and_said_to_be_estimated() -> None:
    assert warned(date(2026, 12, 8), "12:00", "Asia/Manila", MANILA) == [
        "A holiday there, Tue 8 Dec: Immaculate Conception."
    ]
    assert warned(date(2027, 3, 9), None, "Asia/Manila", MANILA) == [
        "A holiday there, Tue 9 Mar: Eid al-Fitr (estimated)."
    ]


def test_an_absence_says_until_when_and_hides_the_lesser_reasons() -> None:
    # A Saturday, too
    assert warned(date(2026, 12, 26), None, "Asia/Manila", MANILA) == ["Absent until Sun 3 Jan 2027."]


def test_the_day_and_the_hour_are_both_told() -> None:
    assert warned(date(2026, 12, 5), "23:00", "Asia/Manila", MANILA) == [
        "Sat 5 Dec is their day off.",
        "In their night: Sat 5 Dec 23:00 Manila.",
    ]


def test_midnight_belongs_to_the_day_that_it_ends() -> None:
    late = WorkingTime("Asia/Manila", hours="14:00-24:00")
    assert warned(date(2026, 12, 5), "00:00", "Asia/Manila", late) == []
    assert warned(date(2026, 12, 6), "00:00", "Asia/Manila", late) == ["Sat 5 Dec is their day off."]


def test_a_time_that_does_not_exist_says_how_it_is_read() -> None:
    assert warned(date(2027, 3, 14), "02:30", NEW_YORK, WorkingTime(NEW_YORK, "6", "00:00-24:00")) == [
        "02:30 does not exist on Sun 14 Mar in New York: the clocks go forward. It is read as 03:30."
    ]


def test_a_time_that_happens_twice_says_which_is_meant() -> None:
    assert warned(date(2027, 11, 7), "01:30", NEW_YORK, WorkingTime(NEW_YORK, "6", "00:00-24:00")) == [
        "01:30 happens twice on Sun 7 Nov in New York: the clocks go back. The first is meant."
    ]


def test_what_is_past_is_said() -> None:
    noon = datetime(2026, 12, 3, 4, 0)
    assert warned(date(2026, 12, 3), "11:59", "Asia/Manila", MANILA, now=noon) == ["That is past."]
    assert warned(date(2026, 12, 3), "12:01", "Asia/Manila", MANILA, now=noon) == []
    assert warned(date(2026, 12, 3), None, "Asia/Manila", MANILA, now=noon) == []
    assert warned(date(2026, 12, 2), None, "Asia/Manila", MANILA, now=noon) == ["That is past."]


def test_a_due_that_was_in_hours_is_outside_them_after_the_other_side_changed_its_clocks() -> None:
    """12:30 in New York is 16:30 in London in the gap weeks, 17:30 before and after."""
    assert warned(date(2027, 3, 12), "12:30", NEW_YORK, LONDON) == [
        "Outside their hours (09:00-17:00): Fri 12 Mar 17:30 London."
    ]
    assert warned(date(2027, 3, 15), "12:30", NEW_YORK, LONDON) == []

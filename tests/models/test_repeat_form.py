"""How often as a form asks it: what it says, and what it shows of a repeat that is there."""

from datetime import date

import pytest

from models.errors import Refused
from models.repeat_form import RepeatForm, read_form
from models.repeats import Repeat, parse_repeat

BEGINS = date(2026, 11, 30)
WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (RepeatForm(unit="workday"), "daily"),
        (RepeatForm(unit="workday", times=5), f"FREQ=WEEKLY;{WORKDAYS};COUNT=5"),
        (RepeatForm(unit="day"), "FREQ=DAILY"),
        (RepeatForm(3, "day"), "FREQ=DAILY;INTERVAL=3"),
        (RepeatForm(), "weekly"),
        (RepeatForm(2), "FREQ=WEEKLY;INTERVAL=2"),
        (RepeatForm(2, weekdays=(4, 0)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"),
        (RepeatForm(until=date(2026, 12, 31)), "FREQ=WEEKLY;UNTIL=20261231"),
        (RepeatForm(unit="month"), "monthly"),
        (RepeatForm(2, "month"), "FREQ=MONTHLY;INTERVAL=2"),
        (RepeatForm(unit="month", on="day", day=15), "FREQ=MONTHLY;BYMONTHDAY=15"),
        (RepeatForm(unit="month", on="day", day=31), "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        (RepeatForm(unit="month", on="last"), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (RepeatForm(unit="month", on="last_workday"), f"FREQ=MONTHLY;{WORKDAYS};BYSETPOS=-1"),
        (RepeatForm(unit="month", on="first_workday"), f"FREQ=MONTHLY;{WORKDAYS};BYSETPOS=1"),
        (RepeatForm(unit="month", on="weekday", nth=-1, weekday=4), "FREQ=MONTHLY;BYDAY=-1FR"),
        (RepeatForm(unit="quarter"), "quarterly"),
        (RepeatForm(2, "quarter"), "FREQ=MONTHLY;INTERVAL=6"),
        (RepeatForm(unit="quarter", on="last_workday"), f"FREQ=MONTHLY;INTERVAL=3;{WORKDAYS};BYSETPOS=-1"),
        (RepeatForm(unit="year"), "yearly"),
        (RepeatForm(unit="year", on="day", day=3, month=12), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=3"),
        (
            RepeatForm(unit="year", on="day", day=29, month=2),
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
        ),
        (
            RepeatForm(unit="year", on="weekday", nth=2, weekday=6, month=5),
            "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
        ),
    ],
)
def test_a_form_and_its_repeat_say_the_same(form: RepeatForm, text: str) -> None:
    assert form.repeat().text() == text
    shown = read_form(form.repeat(), BEGINS)
    assert shown.unit != "as_is" and shown.repeat() == form.repeat()


@pytest.mark.parametrize(
    "text", ["3 a week", "2 a month", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=YEARLY;BYMONTH=3,9"]
)
def test_what_a_form_cannot_say_is_kept_as_it_is(text: str) -> None:
    repeat = parse_repeat(text)
    form = read_form(repeat, BEGINS)
    assert form.unit == "as_is" and form.repeat() == repeat


def test_a_rule_that_is_kept_takes_another_end() -> None:
    form = read_form(parse_repeat("FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=4"), BEGINS)
    assert form.times == 4
    ended = RepeatForm(unit="as_is", kept=form.kept, until=date(2027, 6, 30))
    assert ended.repeat().text() == "FREQ=MONTHLY;BYMONTHDAY=1,15;UNTIL=20270630"


def test_a_new_form_is_weekly_and_offers_the_day_it_begins_on() -> None:
    form = read_form(None, BEGINS)
    assert form.repeat() == Repeat(1, "week")
    assert (form.day, form.nth, form.weekday, form.month) == (30, -1, 0, 11)


def test_a_day_that_a_month_never_has_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="no such day"):
        RepeatForm(unit="year", on="day", day=31, month=4).repeat()

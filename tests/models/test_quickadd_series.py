"""Series typed as they are said, in quick add and in the panel's field."""

from datetime import date

import pytest

from models.quickadd import parse_line
from ui.panel.short_forms import read_repeat

THURSDAY = date(2026, 11, 26)
WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"
THE_31ST = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"


@pytest.mark.parametrize(
    ("phrase", "text", "first"),
    [
        ("every 31st", THE_31ST, "2026-11-30"),
        ("monthly on the 31st", THE_31ST, "2026-11-30"),
        ("every month on the 31st", THE_31ST, "2026-11-30"),
        ("monthly on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15"),
        ("every 15th of the month", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15"),
        ("every month on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30"),
        ("every last working day of the month", f"FREQ=MONTHLY;{WORKDAYS};BYSETPOS=-1", "2026-11-30"),
        (
            "quarterly on the last working day",
            f"FREQ=MONTHLY;INTERVAL=3;{WORKDAYS};BYSETPOS=-1",
            "2026-11-30",
        ),
        ("every first monday", "FREQ=MONTHLY;BYDAY=1MO", "2026-12-07"),
        ("every 2nd friday of the month", "FREQ=MONTHLY;BYDAY=2FR", "2026-12-11"),
        ("every second friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-11-27"),
        ("every 2 weeks on mon and thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-11-30"),
        ("weekly on friday", "FREQ=WEEKLY;BYDAY=FR", "2026-11-27"),
        (
            "yearly on 29 feb",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1",
            "2027-02-28",
        ),
        ("every 3 december", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=3", "2026-12-03"),
        ("monatlich am 15.", "FREQ=MONTHLY;BYMONTHDAY=15", "2026-12-15"),
        ("jeden letzten Freitag im Monat", "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27"),
    ],
)
def test_a_series_and_its_first_day(phrase: str, text: str, first: str) -> None:
    read = parse_line(f"Close the books {phrase}", THURSDAY)
    assert read.title == "Close the books" and read.repeat is not None
    assert (read.repeat.text(), read.due) == (text, date.fromisoformat(first))
    assert read_repeat(phrase, THURSDAY) == read.repeat


def test_a_series_stands_at_the_start_and_in_the_middle_too() -> None:
    start = parse_line("Every last working day of the month: close the books", THURSDAY)
    assert start.title == "close the books" and start.repeat is not None
    middle = parse_line("Report every month on the 31st to Anna", THURSDAY)
    assert middle.title == "Report to Anna" and middle.repeat is not None
    due = parse_line("Order every 2 weeks on mon and thu by friday", THURSDAY)
    assert (due.title, due.due) == ("Order", date(2026, 11, 27))


def test_in_the_field_every_may_be_left_out() -> None:
    assert read_repeat("last working day of the month", THURSDAY) == read_repeat(
        "every last working day of the month", THURSDAY
    )


@pytest.mark.parametrize(
    "line",
    [
        "Pay rent on the 1st of every month",
        "Fix 3rd of the month error",
        "Meet on the last day of May",
        "Call Anna on the first monday of the month",
        "Report every 30th of February",
        "Report every 32nd",
    ],
)
def test_no_false_hits(line: str) -> None:
    assert parse_line(line, THURSDAY).repeat is None

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.drafts import TaskDraft
from models.quickadd import Part, QuickAdd, parse_line, parse_paste
from models.repeats import Repeat

MONDAY = date(2026, 11, 23)
FRIDAY = "2026-11-27"


def read(text: str, today: date = MONDAY) -> QuickAdd:
    return parse_line(text, today)


def due_of(text: str, today: date = MONDAY) -> str:
    found = read(text, today)
    assert found.title == "x", found
    return f"{found.due} {found.due_time}" if found.due_time else str(found.due)


def test_the_example_of_the_manual_is_understood_in_full() -> None:
    line = "Send invoices every month 45m #books @Maya by friday"
    found = read(line)
    assert found == QuickAdd(
        "Send invoices",
        Repeat(1, "month"),
        2700,
        ("books",),
        ("Maya",),
        date(2026, 11, 27),
        None,
        (
            Part(14, 25, "repeat", "every month"),
            Part(26, 29, "duration", "45m"),
            Part(30, 36, "tag", "#books"),
            Part(37, 42, "assistant", "@Maya"),
            Part(43, 52, "due", "by friday"),
        ),
    )
    assert found.draft() == TaskDraft(
        "Send invoices",
        repeat=Repeat(1, "month"),
        seconds_per_run=2700,
        tags=["books"],
        assistants=["Maya"],
        due=date(2026, 11, 27),
    )


@pytest.mark.parametrize(
    "line",
    [
        "may report to Jan",
        "Call 24 customers",
        "meeting room 5m wide?",
        "Make every day count",
        "Stand by Monday crew",
        "Prepare slides for Monday",
        "Weekly report",
        "Read the weekly",
        "First monday of every month",
        "Plan Black Friday",
        "Subscribe to USA Today",
        "things to do",
        "Order cream against sun",
        "Who comes friday?",
        "Upgrade to Python 3.12",
        "Upgrade parser 1.2.26",
        "Part 1/2",
        "Raise 5M",
        "Fix ticket #123",
        "Write to bob@example.com",
        "Learn C# and F#",
        "Ask @Maya's sister",
        "Meet @ 5",
        "Answer within 45 min",
        "x 0m",
        "x 9999h",
        "x every 0 days",
        "x every 900 days",
        "x 100x a week",
        "x by 31 Feb",
        "x by 99/99/2026",
        "x 2026-13-01",
        "x friday 25:00",
        "x friday 13pm",
        "x every friday 10:60",
        "Rückfrage an Sonntag",
        "Guten Morgen",
    ],
)
def test_no_false_hits(line: str) -> None:
    assert read(line) == QuickAdd(line)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("daily", "daily"),
        ("every day", "daily"),
        ("every weekday", "daily"),
        ("weekly", "weekly"),
        ("Every Week", "weekly"),
        ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every two weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
        ("every 3 months", "quarterly"),
        ("every 6 months", "FREQ=MONTHLY;INTERVAL=6"),
        ("every 2 quarters", "FREQ=MONTHLY;INTERVAL=6"),
        ("every 2 years", "FREQ=YEARLY;INTERVAL=2"),
        ("monthly", "monthly"),
        ("every month", "monthly"),
        ("each quarter", "quarterly"),
        ("quarterly", "quarterly"),
        ("yearly", "yearly"),
        ("annually", "yearly"),
        ("3x a week", "3 a week"),
        ("3 times per week", "3 a week"),
        ("3x/week", "3 a week"),
        ("3 a week", "3 a week"),
        ("once a week", "weekly"),
        ("twice a month", "2 a month"),
        ("every friday", "FREQ=WEEKLY;BYDAY=FR"),
        ("every mon, wed and fri", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
        ("every 2nd tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("täglich", "daily"),
        ("jeden Monat", "monthly"),
        ("alle 2 Wochen", "FREQ=WEEKLY;INTERVAL=2"),
        ("jeden Freitag", "FREQ=WEEKLY;BYDAY=FR"),
        ("zweimal im Monat", "2 a month"),
        ("3 mal pro Woche", "3 a week"),
    ],
)
def test_how_often(phrase: str, text: str) -> None:
    found = read(f"Pay rent {phrase}")
    assert found.title == "Pay rent"
    assert found.repeat is not None
    assert found.repeat.text() == text


@pytest.mark.parametrize(
    ("phrase", "minutes"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("90min", 90),
        ("90 minutes", 90),
        ("1h", 60),
        ("2 hours", 120),
        ("1.5h", 90),
        ("1,5 Std", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("half an hour", 30),
        ("for 45 min", 45),
        ("~20m", 20),
        ("takes 2 hours", 120),
        ("45 Minuten", 45),
    ],
)
def test_how_long(phrase: str, minutes: int) -> None:
    found = read(f"Pay rent {phrase}")
    assert (found.title, found.seconds_per_run) == ("Pay rent", 60 * minutes)


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("x today", "2026-11-23"),
        ("x tomorrow", "2026-11-24"),
        ("x day after tomorrow", "2026-11-25"),
        ("x friday", FRIDAY),
        ("x by fri", FRIDAY),
        ("x by Friday.", FRIDAY),
        ("x this friday", FRIDAY),
        ("x until sat", "2026-11-28"),
        ("x monday", "2026-11-30"),
        ("x next friday", "2026-12-04"),
        ("x next week", "2026-11-30"),
        ("x next month", "2026-12-01"),
        ("x next quarter", "2027-01-01"),
        ("x end of month", "2026-11-30"),
        ("x by end of the week", FRIDAY),
        ("x in 3 days", "2026-11-26"),
        ("x in 2 weeks", "2026-12-07"),
        ("x in a month", "2026-12-23"),
        ("x 3 Dec", "2026-12-03"),
        ("x 3rd of December", "2026-12-03"),
        ("x Dec 3", "2026-12-03"),
        ("x Dec 3, 2027", "2027-12-03"),
        ("x 20 Nov", "2027-11-20"),
        ("x by 29 Feb", "2028-02-29"),
        ("x 2026-12-05", "2026-12-05"),
        ("x 5.12.", "2026-12-05"),
        ("x 05.12.2026", "2026-12-05"),
        ("x by 5.12.26", "2026-12-05"),
        ("x by 5.12", "2026-12-05"),
        ("x by 12/25", "2026-12-25"),
        ("x by 25/12", "2026-12-25"),
        ("x 25/12/2026", "2026-12-25"),
        ("x friday 15:00", f"{FRIDAY} 15:00"),
        ("x by friday at 3pm", f"{FRIDAY} 15:00"),
        ("x tomorrow, 3:30 pm", "2026-11-24 15:30"),
        ("x friday 12am", f"{FRIDAY} 00:00"),
        ("x 5.12. 9:00", "2026-12-05 09:00"),
        ("x due: 2026-12-05", "2026-12-05"),
        ("x morgen um 9 Uhr", "2026-11-24 09:00"),
        ("x bis Freitag 15 Uhr", f"{FRIDAY} 15:00"),
        ("x bis zum 3. Dezember", "2026-12-03"),
        ("x am Freitag", FRIDAY),
        ("x bis Do", "2026-11-26"),
        ("x in 3 Tagen", "2026-11-26"),
        ("x nächste Woche", "2026-11-30"),
        ("x Ende des Monats", "2026-11-30"),
        ("By friday x", FRIDAY),
        ("On friday, x", FRIDAY),
    ],
)
def test_due_dates(line: str, due: str) -> None:
    assert due_of(line) == due


def test_a_weekday_is_never_today() -> None:
    assert due_of("x monday") == "2026-11-30"
    assert due_of("x friday", date(2026, 11, 27)) == "2026-12-04"


def test_the_first_day_of_the_week_decides_what_next_means() -> None:
    sunday = date(2026, 11, 29)
    assert parse_line("x next friday", sunday, first_weekday=0).due == date(2026, 12, 4)
    assert parse_line("x next friday", sunday, first_weekday=6).due == date(2026, 12, 11)
    assert parse_line("x next week", sunday, first_weekday=6).due == date(2026, 12, 7)


def test_a_date_with_slashes_needs_an_order_where_it_reads_both_ways() -> None:
    assert parse_line("x by 12/5", MONDAY) == QuickAdd("x by 12/5")
    assert parse_line("x by 12/5", MONDAY, dates="us").due == date(2026, 12, 5)
    assert parse_line("x by 12/5", MONDAY, dates="eu").due == date(2027, 5, 12)
    assert parse_line("x by 25/12", MONDAY, dates="us").due == date(2026, 12, 25)


def test_a_weekday_that_comes_again_says_when_it_first_does() -> None:
    found = read("Send report every friday at 10:00")
    assert (found.due, found.due_time) == (date(2026, 11, 27), "10:00")
    assert read("Send report every friday by 11 Dec").due == date(2026, 12, 11)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Every Friday at 10:00 send the report", "send the report"),
        ("Every month: send invoices", "send invoices"),
        ("@Maya every week send invoices", "send invoices"),
        ("Send invoices every month to Anna", "Send invoices to Anna"),
    ],
)
def test_every_is_understood_at_the_start_and_where_the_sentence_goes_on(line: str, title: str) -> None:
    found = read(line)
    assert found.title == title
    assert found.repeat is not None


def test_by_is_understood_where_the_sentence_goes_on() -> None:
    found = read("Call Anna by friday about the contract")
    assert (found.title, str(found.due)) == ("Call Anna about the contract", FRIDAY)


def test_labels_count_anywhere_and_once() -> None:
    found = read('Ask @Maya and @"Tom  Ford" about #Büro, #"two words" #büro now')
    assert found.title == "Ask and about, now"
    assert found.tags == ("Büro", "two words")
    assert found.assistants == ("Maya", "Tom Ford")


def test_labels_may_stand_between_the_phrases_at_the_end() -> None:
    found = read("Send invoices monthly, #books, 45m @Maya, by friday!")
    assert found.title == "Send invoices"
    assert (found.repeat, found.seconds_per_run, str(found.due)) == (Repeat(1, "month"), 2700, FRIDAY)


def test_each_kind_counts_once_and_the_rest_stays_in_the_title() -> None:
    assert read("Compare 45m 90m").title == "Compare 45m"
    assert read("Move from friday to 3 Dec friday").title == "Move from friday to 3 Dec"


@pytest.mark.parametrize(
    "line", ["#books @Maya", "weekly", "by friday", "45m #books every month", "@Maya, by friday"]
)
def test_a_line_of_nothing_but_parts_keeps_its_text_as_the_title(line: str) -> None:
    found = read(f"  {line} ")
    assert found.title == line
    assert found.parts


def test_the_title_keeps_its_words_with_single_spaces() -> None:
    assert read("  Send   the\tinvoices \n now ").title == "Send the invoices now"
    assert read("Order – 45m").title == "Order"
    assert read("").title == ""


def test_a_very_long_line_is_a_title() -> None:
    line = "x" * 2000 + " by friday"
    assert read(line) == QuickAdd(line)


WORDS = """
    every each by on due in at 2 3 12 x a week month day friday mon sun wed Dec 5.12. 12/5 12/25/2026 15:00
    3pm 45m 1h30 1.5h min #books @Maya #"two words" @" to , ! . - 2026-12-05 next end of daily twice other bis
    jeden FRıDAY İ 99999 ٣ ② ſat
"""
words_of_lines = st.sampled_from(WORDS.split())
lines = st.lists(words_of_lines | st.text(max_size=4), max_size=10).map(" ".join) | st.text()


@given(
    lines, st.dates(max_value=date(9000, 1, 1)), st.integers(0, 6), st.sampled_from([None, "us", "eu", "iso"])
)
def test_any_line_gives_a_card_and_true_spans(line: str, today: date, first: int, order: str | None) -> None:
    found = parse_line(line, today, first, order)
    assert bool(found.title) == bool(line.strip())
    assert found.title == " ".join(found.title.split())
    assert found.due_time is None or found.due is not None
    place = 0
    for part in found.parts:
        assert place <= part.start < part.end <= len(line)
        assert line[part.start : part.end] == part.text == part.text.strip()
        place = part.end
    kinds = [part.kind for part in found.parts if part.kind in ("repeat", "duration", "due")]
    assert len(kinds) == len(set(kinds))


@given(st.integers(1, 28), st.integers(1, 12), st.integers(0, 400))
def test_a_day_without_a_year_is_the_next_one_to_come(day: int, month: int, passed: int) -> None:
    today = MONDAY + timedelta(passed)
    due = parse_line(f"x by {day}.{month}.", today).due
    assert due is not None
    assert (due.day, due.month) == (day, month)
    assert timedelta(0) <= due - today < timedelta(366)


def test_a_pasted_list_loses_its_bullets() -> None:
    pasted = """- Send invoices\r
* Call Anna
• Order gloves

1. One
2) Two
- [ ] Open
[x] Closed
☐ Box
---
  - Indented #tag
-5 degrees
3.14 is pi
-
1.
- [ ]
**
Notes [x] inside"""
    assert parse_paste(pasted) == [
        "Send invoices",
        "Call Anna",
        "Order gloves",
        "One",
        "Two",
        "Open",
        "Closed",
        "Box",
        "Indented #tag",
        "-5 degrees",
        "3.14 is pi",
        "Notes [x] inside",
    ]
    assert parse_paste("") == []


@given(st.text())
def test_any_text_can_be_pasted(text: str) -> None:
    assert all(line.strip() == line != "" for line in parse_paste(text))

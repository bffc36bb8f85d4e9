from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from models.repeats import Repeat
from models.words import say
from ui import wording

TODAY = date(2026, 11, 25)  # a Wednesday


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale.c())


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (5400, "1.5 h/wk"),
        (10_800, "3 h/wk"),
        (60, "1 min/wk"),
        (300, "0.1 h/wk"),
    ],
)
def test_hours_on_a_card(seconds: int | None, text: str) -> None:
    assert wording.hours_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(None, ""), (2700, "45 min"), (3600, "1 h"), (5400, "1 h 30 min"), (20, "0 min")]
)
def test_minutes(seconds: int | None, text: str) -> None:
    assert wording.minutes_text(seconds) == text


@pytest.mark.parametrize(
    ("day", "at", "text", "state"),
    [
        (None, None, "", "none"),
        (date(2026, 11, 25), None, "today", "soon"),
        (date(2026, 11, 25), "14:00", "today 14:00", "soon"),
        (date(2026, 11, 26), None, "tomorrow", "soon"),
        (date(2026, 11, 28), None, "Sat", "soon"),
        (date(2026, 12, 1), None, "Tue", "later"),
        (date(2026, 12, 3), "09:00", "3 Dec", "later"),
        (date(2027, 12, 3), None, "3 Dec 2027", "later"),
        (date(2027, 1, 3), None, "3 Jan", "later"),
        (date(2026, 11, 24), None, "due yesterday", "late"),
        (date(2026, 11, 23), "09:00", "2 d late", "late"),
        (date(1, 1, 1), None, "739944 d late", "late"),
    ],
)
def test_due_days_as_seen_from_today(day: date | None, at: str | None, text: str, state: str) -> None:
    assert wording.due_text(day, at, TODAY) == text
    assert wording.due_state(day, at, TODAY) == state


def test_finished_work_is_never_late() -> None:
    assert wording.due_text(date(2026, 11, 2), None, TODAY, is_done=True) == "2 Nov"
    assert wording.due_state(date(2026, 11, 2), None, TODAY, is_done=True) == "later"


def test_due_days_are_spoken_in_full() -> None:
    assert wording.spoken_due(date(2026, 11, 22), None, TODAY) == "3 days overdue"
    assert wording.spoken_due(date(2026, 11, 24), None, TODAY) == "due yesterday"
    assert wording.spoken_due(date(2026, 11, 26), None, TODAY) == "due tomorrow"
    assert wording.spoken_due(None, None, TODAY) == ""


@pytest.mark.parametrize(
    ("repeat", "text"),
    [
        (None, ""),
        (Repeat(1, "day"), "daily"),
        (Repeat(1, "quarter"), "quarterly"),
        (Repeat(3, "week"), "3 a week"),
        (Repeat(1, "week", "FREQ=WEEKLY;INTERVAL=2"), "every 2 weeks"),
        (Repeat(1, "week", "FREQ=WEEKLY;BYDAY=FR"), "every Friday"),
        (Repeat(1, "month", "FREQ=MONTHLY;INTERVAL=x"), "monthly"),
    ],
)
def test_repeats(repeat: Repeat | None, text: str) -> None:
    assert wording.repeat_text(repeat) == text


def test_moments_are_told_on_the_owners_clock() -> None:
    now = datetime(2026, 11, 25, 12, 0)
    for moment, words in (
        (datetime(2026, 11, 25, 11, 5), "today"),
        (datetime(2026, 11, 24, 12, 5), "yesterday"),
        (datetime(2026, 11, 23, 12, 5), "Monday"),
        (datetime(2026, 11, 3, 12, 5), "3 Nov"),
        (datetime(2025, 11, 3, 12, 5), "3 Nov 2025"),
    ):
        assert wording.when_text(moment, now) == f"{words} {wording.local(moment):%H:%M}"


def test_sentences_are_filled_and_counted() -> None:
    inner = say("Moved %n card(s) to {to}", 3, to="Core")
    assert wording.sentence_text(say("Undone: {what}", what=inner)) == "Undone: Moved 3 cards to Core"
    assert wording.sentence_text(say("Moved %n card(s) to {to}", 1, to="{what}")) == "Moved 1 card to {what}"


def test_every_kind_verdict_and_outcome_has_a_name() -> None:
    from models.schema import KINDS, OUTCOMES, VERDICTS

    assert all(map(wording.kind_name, KINDS))
    assert all(map(wording.verdict_name, VERDICTS))
    assert all(map(wording.outcome_name, OUTCOMES))

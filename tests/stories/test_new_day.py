"""Midnight: overdue and today are what the calendar says, without a restart."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt

from models.drafts import TaskDraft
from tests.stories.desk import TODAY, Desk, Hand, events
from ui.board.cell_model import CARD_ROLE

TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    cards = [
        TaskDraft("Due today", due=TODAY),
        TaskDraft("Due tomorrow", due=TOMORROW),
        TaskDraft("Some day"),
    ]
    return desk.window(desk.board(core=cards))


def spoken(hand: Hand, title: str) -> str:
    """What a screen reader is told of a card: the words that are painted, too."""
    model = hand.column("core").model
    index = model.index(model.row_of(hand.task(title)), 0)
    assert index.data(CARD_ROLE).title == title
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def turn(hand: Hand, day: dt.date) -> None:
    """The clock says another day, and the window looks at it."""
    hand.desk.day = day
    hand.window.day.look()
    events()


def test_overdue_and_today_flip(hand: Hand) -> None:
    assert "today" in spoken(hand, "Due today") and "tomorrow" in spoken(hand, "Due tomorrow")
    before = hand.column("core").view.grab().toImage()
    turn(hand, TOMORROW)
    assert "due yesterday" in spoken(hand, "Due today") and "today" in spoken(hand, "Due tomorrow")
    assert hand.column("core").view.grab().toImage() != before
    turn(hand, TODAY + dt.timedelta(days=9))
    assert "9 days overdue" in spoken(hand, "Due today")
    hand.agrees()


def test_a_search_for_what_is_overdue_follows(hand: Hand) -> None:
    hand.search("is:overdue")
    assert hand.shown("core") == []
    turn(hand, TOMORROW)
    assert hand.shown("core") == ["Due today"] and hand.window.search.count_text == "1 found"
    turn(hand, TODAY)
    assert hand.shown("core") == []


def test_an_open_card_tells_the_new_day(hand: Hand) -> None:
    hand.open_card("Due today")
    tab = hand.window.panel.task_tab
    before = tab.timing.due_row.grab().toImage()
    turn(hand, TOMORROW)
    assert tab.timing.due_row.grab().toImage() != before


def test_what_is_typed_after_midnight_means_the_new_day(hand: Hand) -> None:
    turn(hand, TOMORROW)
    hand.add("Call the bank today")
    assert hand.card("Call the bank").due == TOMORROW
    hand.focus("Due today")
    turn(hand, TODAY)


def test_the_clock_may_also_be_set_back(hand: Hand) -> None:
    turn(hand, TODAY - dt.timedelta(days=1))
    assert "tomorrow" in spoken(hand, "Due today")

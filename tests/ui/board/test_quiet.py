"""Cards in Handed over that need nothing fold into one line."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from models import handovers
from models.board import Board
from tests.models.hands_of_today import give, open_at
from tests.stories.desk import Desk, Hand
from ui.board.quiet import QuietLine

NOW = dt.datetime.combine(dt.datetime.now(dt.UTC).date(), dt.time(12))
DAY = dt.timedelta(days=1)


def hand_with(desk: Desk, quiet: int) -> Hand:
    """A board on which so many cards need nothing, one is not sent and one overdue."""
    desk.day = NOW.date()
    path = desk.folder / "Shop.board"
    with open_at(path, NOW) as board:
        fill(board, quiet)
    return desk.window(path)


def fill(board: Board, quiet: int) -> None:
    for number in range(quiet):
        give(board, f"Quiet {number}")
    give(board, "Not sent", sent=False)
    give(board, "Overdue", due=NOW.date() - DAY)


def line(hand: Hand) -> QToolButton:
    (found,) = hand.column("handed_over").findChildren(QuietLine)
    return found


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return hand_with(desk, 4)


def test_they_are_one_line_that_unfolds(hand: Hand) -> None:
    assert hand.shown("handed_over") == ["Overdue", "Not sent"]
    assert line(hand).isVisible() and line(hand).text() == "4 run quietly"
    hand.qtbot.mouseClick(line(hand), Qt.MouseButton.LeftButton)
    assert len(hand.shown("handed_over")) == 6 and line(hand).isVisible()
    line(hand).setFocus()
    hand.press(Qt.Key.Key_Return)
    assert hand.shown("handed_over") == ["Overdue", "Not sent"]


def test_a_line_in_the_place_of_two_cards_would_only_hide_them(desk: Desk) -> None:
    hand = hand_with(desk, 2)
    assert len(hand.shown("handed_over")) == 4
    assert hand.column("handed_over").findChildren(QuietLine) == []


def test_one_that_needs_something_comes_out(hand: Hand) -> None:
    task = hand.task("Quiet 0")
    hand.window.store.submit(handovers.mark_unsent, task)
    hand.qtbot.waitUntil(lambda: "Quiet 0" in hand.shown("handed_over"))
    assert line(hand).text() == "3 run quietly"
    hand.window.store.submit(handovers.mark_sent, [task], "told")
    hand.qtbot.waitUntil(lambda: "Quiet 0" not in hand.shown("handed_over"))


def test_a_search_finds_them(hand: Hand) -> None:
    hand.search("quiet 2")
    assert hand.shown("handed_over") == ["Quiet 2"] and not line(hand).isVisible()
    hand.window.show_query("")
    assert hand.shown("handed_over") == ["Overdue", "Not sent"] and line(hand).isVisible()


def test_going_to_one_unfolds_them(hand: Hand) -> None:
    hand.window.go_to(hand.task("Quiet 1"))
    assert hand.selected() == ["Quiet 1"] and len(hand.shown("handed_over")) == 6


def test_cards_are_put_between_those_in_sight(hand: Hand) -> None:
    hand.drag("Overdue", "handed_over")
    assert hand.shown("handed_over") == ["Not sent", "Overdue"]
    hand.undo()
    assert hand.shown("handed_over") == ["Overdue", "Not sent"]
    hand.drag("Overdue", "done")
    assert hand.shown("handed_over") == ["Not sent"] and line(hand).text() == "4 run quietly"

"""The bin: away, back, gone for good."""

import pytest
from PySide6.QtWidgets import QMessageBox

from models.cards import count_binned, count_tasks
from models.search import find, parse_query
from tests.stories.desk import LEFT, TODAY, Desk, Hand, Key
from ui.pages.bin_page import BinPage


@pytest.fixture
def hand(desk: Desk) -> Hand:
    hand = desk.window(desk.board(unsorted=["One", "Zebra 2", "Three"], core=["Four"]))
    hand.focus("Zebra 2")
    hand.press(Key.Key_Delete)
    hand.focus("Four")
    hand.press(Key.Key_Delete)
    return hand


def page(hand: Hand) -> BinPage:
    hand.run("view.bin")
    found = hand.window.pages.currentWidget()
    assert isinstance(found, BinPage)
    return found


def listed(found: BinPage) -> list[str]:
    return [str(found.model.index(row, 0).data()) for row in range(found.model.rowCount())]


def test_binned_cards_lie_in_the_bin_newest_first(hand: Hand) -> None:
    assert hand.shown("unsorted") == ["One", "Three"] and hand.shown("core") == []
    found = page(hand)
    assert listed(found) == ["Four", "Zebra 2"]
    assert str(found.model.index(0, 1).data()) == "Core"
    assert hand.window.sidebar._pages["bin"].accessibleName() == "Bin, 2 cards"
    hand.press(Key.Key_Escape)
    assert hand.window.pages.currentWidget() is hand.window.splitter
    assert hand.window.board.isAncestorOf(hand.focused())


def test_restored_they_are_where_they_were(hand: Hand) -> None:
    found = page(hand)
    found.list.selectRow(1)
    hand.press(Key.Key_Return)
    assert listed(found) == ["Four"]
    hand.qtbot.mouseClick(found.restore, LEFT)
    hand.settle()
    assert listed(found) == []
    hand.run("view.board")
    assert hand.shown("unsorted") == ["One", "Zebra 2", "Three"] and hand.shown("core") == ["Four"]
    hand.agrees()
    hand.undo()
    assert hand.shown("core") == [] and count_binned(hand.board) == 1


def test_a_deletion_is_taken_back_from_the_board(hand: Hand) -> None:
    hand.undo()
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Zebra 2", "Three"] and hand.shown("core") == ["Four"]
    hand.redo()
    assert hand.shown("unsorted") == ["One", "Three"]
    hand.agrees()


def test_emptied_it_is_gone_from_everywhere_and_undo_reaches_past_it(hand: Hand) -> None:
    found = page(hand)
    hand.qtbot.mouseClick(found.delete, LEFT)
    box = hand.dialog(QMessageBox)
    assert box.text() == "Delete 2 cards for good?"
    hand.press(Key.Key_Return)
    assert count_binned(hand.board) == 2, "Enter means no where something is lost for good"
    hand.qtbot.mouseClick(found.delete, LEFT)
    box = hand.dialog(QMessageBox)
    next(b for b in box.buttons() if b.text() == "Delete for good").click()
    hand.settle()
    assert count_binned(hand.board) == 0 and count_tasks(hand.board) == 2 and listed(found) == []
    assert find(hand.board, parse_query("zebra"), TODAY).count == 0
    assert "bin" not in hand.undo_name()
    hand.run("view.board")
    hand.agrees()
    hand.close()
    assert b"Zebra" not in hand.board.path.read_bytes()


def test_an_opened_card_that_is_binned_closes(hand: Hand) -> None:
    hand.open_card("One")
    assert hand.window.panel.isVisible()
    hand.focus("One")
    hand.press(Key.Key_Delete)
    assert not hand.window.panel.isVisible()
    hand.undo()
    assert hand.shown("unsorted") == ["One", "Three"]

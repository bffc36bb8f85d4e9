"""The columns are the owner's: their names, their number, their order."""

import pytest

from models.stages import read_stages
from tests.stories.desk import LEFT, Desk, Hand, Key


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(unsorted=["One"], core=["Two"]))


def names(hand: Hand) -> list[str]:
    shown = [column.header.texts()[0] for column in hand.window.board.columns()]
    assert shown == [stage.name for stage in read_stages(hand.board)]
    return shown


SEVEN = ["Unsorted", "Core", "To set up", "In training", "Handed over", "To review", "Done"]


def test_a_column_is_renamed_from_its_menu(hand: Hand) -> None:
    hand.menu_of("Core", "Rename…")
    hand.write("Only me <b>")
    hand.press(Key.Key_Return)
    assert names(hand)[1] == "Only me <b>"
    hand.drag("One", "Only me <b>")
    assert hand.said == "Moved “One” to Only me <b>" and hand.card("One").verdict == "core"
    hand.undo()
    hand.undo()
    assert names(hand) == SEVEN


def test_a_column_is_added_named_moved_and_deleted(hand: Hand) -> None:
    hand.menu_of("Core", "Add a column like this")
    hand.qtbot.waitUntil(lambda: hand.column("Core 2").header.name_field() is not None)
    hand.write("Core, later")
    hand.press(Key.Key_Return)
    assert names(hand) == ["Unsorted", "Core", "Core, later", *SEVEN[2:]]
    hand.drag("Two", "Core, later")
    assert hand.card("Two").verdict == "core"
    hand.menu_of("Core, later", "Move right")
    assert names(hand) == ["Unsorted", "Core", "To set up", "Core, later", *SEVEN[3:]]
    hand.menu_of("Core, later", "Move left")
    menu = hand.column_menu("Core, later")
    entry = next(action for action in menu.actions() if action.text() == "Delete the column")
    assert not entry.isEnabled() and "Core, later still holds cards. Move them first." in entry.toolTip()
    menu.close()
    hand.drag("Two", "unsorted")
    hand.menu_of("Core, later", "Delete the column")
    assert names(hand) == SEVEN
    hand.agrees()
    hand.undo()
    assert names(hand) == ["Unsorted", "Core", "Core, later", *SEVEN[2:]]
    hand.agrees()


@pytest.mark.parametrize("column", SEVEN)
def test_the_last_column_of_a_kind_stays_and_the_menu_says_why(hand: Hand, column: str) -> None:
    menu = hand.column_menu(column)
    entry = next(action for action in menu.actions() if action.text() == "Delete the column")
    assert not entry.isEnabled()
    assert f"{column} is the last column of its kind, so it stays." in entry.toolTip()
    menu.close()


def test_a_folded_column_is_a_strip_that_stays_folded(hand: Hand, desk: Desk) -> None:
    hand.menu_of("Core", "Fold")
    assert hand.column("core").is_folded and hand.column("core").strip.isVisible()
    hand.close()
    again = desk.window(desk.folder / "Shop.board")
    assert again.column("core").is_folded
    again.qtbot.mouseClick(again.column("core").strip, LEFT)
    again.settle()
    assert not again.column("core").is_folded and not again.stage("core").collapsed
    assert again.shown("core") == ["Two"]


def test_moved_columns_keep_their_digits_in_step(hand: Hand) -> None:
    hand.menu_of("Core", "Move left")
    assert names(hand)[:2] == ["Core", "Unsorted"]
    hand.focus("One")
    hand.press("1")
    assert hand.shown("core") == ["One", "Two"]
    hand.agrees()

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.drafts import TaskDraft
from tests.ui.board.conftest import click, column, point, press, saved, shown, task, titles
from ui.board.board_view import BoardView
from ui.board.title_editor import TitleEditor
from ui.store import Store

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BOTH = CTRL | SHIFT


def test_arrows_move_the_focus_across_cards_and_columns(board: BoardView, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Unsorted 1"))
    press(qtbot, KEY.Key_Down)
    assert board.current_id() == task(board, "Unsorted 2")
    press(qtbot, KEY.Key_Right)
    assert board.current_id() == task(board, "Renewal pitch"), "the row is kept"
    assert board.selected_ids() == [task(board, "Renewal pitch")]
    press(qtbot, KEY.Key_Right)
    assert board.current_id() == task(board, "Send invoices"), "a shorter column: its last card"
    press(qtbot, KEY.Key_Right)
    assert board.current_id() == task(board, "CRM clean-up"), "In training is empty and passed over"
    press(qtbot, KEY.Key_Left)
    press(qtbot, KEY.Key_Left)
    assert board.current_id() == task(board, "Price list")


def test_home_and_end_go_to_the_first_and_last_card(board: BoardView, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Unsorted 2"))
    press(qtbot, KEY.Key_End)
    assert board.current_id() == task(board, "Unsorted 3")
    press(qtbot, KEY.Key_Home, SHIFT)
    assert len(board.selected_ids()) == 3
    press(qtbot, KEY.Key_Home)
    assert board.selected_ids() == [task(board, "Unsorted 1")]


def test_shift_arrows_extend_and_space_toggles(board: BoardView, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Unsorted 1"))
    press(qtbot, KEY.Key_Down, SHIFT)
    assert len(board.selected_ids()) == 2
    press(qtbot, KEY.Key_Space)
    assert board.selected_ids() == [task(board, "Unsorted 1")]


@pytest.mark.parametrize(
    ("start", "key", "order"),
    [
        ("Unsorted 3", KEY.Key_Up, ["Unsorted 1", "Unsorted 3", "Unsorted 2"]),
        ("Unsorted 1", KEY.Key_Down, ["Unsorted 2", "Unsorted 1", "Unsorted 3"]),
    ],
)
def test_ctrl_shift_arrows_move_the_card_within_its_column(
    board: BoardView, store: Store, qtbot: QtBot, start: str, key: Qt.Key, order: list[str]
) -> None:
    board.focus_task(task(board, start))
    saved(qtbot, store, lambda: press(qtbot, key, BOTH))
    assert titles(board, "unsorted") == order and board.current_id() == task(board, start)


def test_at_the_end_of_the_column_there_is_nothing_to_write(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    before = store.board.revision
    board.focus_task(task(board, "Unsorted 1"))
    press(qtbot, KEY.Key_Up, BOTH)
    board.focus_task(task(board, "Unsorted 3"))
    press(qtbot, KEY.Key_Down, BOTH)
    assert not store.is_busy and store.board.revision == before


def test_ctrl_shift_right_moves_the_card_on_at_its_height_and_again(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    moving = task(board, "Unsorted 2")
    board.focus_task(moving)
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_Right, BOTH))
    assert titles(board, "core") == ["Price list", "Unsorted 2", "Renewal pitch"]
    assert board.current_id() == moving and column(board, "core").view.hasFocus()
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_Right, BOTH))
    assert titles(board, "setup") == ["Send invoices", "Unsorted 2"]
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_Left, BOTH))
    assert titles(board, "core") == ["Price list", "Unsorted 2", "Renewal pitch"]


def test_digits_send_the_selected_cards_to_the_top_of_a_column(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.focus_task(task(board, "Unsorted 1"))
    press(qtbot, KEY.Key_Down, SHIFT)
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_3))
    assert titles(board, "setup") == ["Unsorted 1", "Unsorted 2", "Send invoices"]
    assert len(board.selected_ids()) == 2


def test_delete_bins_and_the_neighbour_takes_over(board: BoardView, store: Store, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Unsorted 2"))
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_Delete))
    assert titles(board, "unsorted") == ["Unsorted 1", "Unsorted 3"]
    assert board.selected_ids() == [task(board, "Unsorted 3")]
    saved(qtbot, store, lambda: store.submit(lambda opened: opened.undo()))
    assert titles(board, "unsorted") == ["Unsorted 1", "Unsorted 2", "Unsorted 3"]


def test_enter_and_double_click_open_the_card(board: BoardView, qtbot: QtBot) -> None:
    wanted = task(board, "Price list")
    board.focus_task(wanted)
    with qtbot.waitSignal(board.opened) as caught:
        press(qtbot, KEY.Key_Return)
    assert caught.args == [wanted]
    view = column(board, "core").view
    with qtbot.waitSignal(board.opened) as caught:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 1))
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 1))
    assert caught.args == [task(board, "Renewal pitch")]


def editor(board: BoardView) -> TitleEditor:
    found = QApplication.focusWidget()
    assert isinstance(found, TitleEditor)
    return found


def test_f2_edits_the_title_in_place(board: BoardView, store: Store, qtbot: QtBot) -> None:
    renamed = task(board, "Price list")
    board.focus_task(renamed)
    press(qtbot, KEY.Key_F2)
    qtbot.keyClicks(editor(board), "Prices <b>2027</b>")
    saved(qtbot, store, lambda: press(qtbot, KEY.Key_Return))
    assert titles(board, "core")[0] == "Prices <b>2027</b>"
    assert board.current_id() == renamed and column(board, "core").view.hasFocus()


@pytest.mark.parametrize("typed", ["Something else", "   ", "Price list"])
def test_escape_an_empty_and_an_unchanged_title_write_nothing(
    board: BoardView, store: Store, qtbot: QtBot, typed: str
) -> None:
    before = store.board.revision
    board.focus_task(task(board, "Price list"))
    press(qtbot, KEY.Key_F2)
    qtbot.keyClicks(editor(board), typed)
    press(qtbot, KEY.Key_Escape if typed == "Something else" else KEY.Key_Return)
    assert not store.is_busy and store.board.revision == before
    assert titles(board, "core")[0] == "Price list"


def test_a_change_from_elsewhere_leaves_the_words_being_typed(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    from models import tasks

    other = task(board, "Price list")
    board.focus_task(other)
    press(qtbot, KEY.Key_F2)
    qtbot.keyClicks(editor(board), "Half")
    saved(qtbot, store, lambda: store.submit(tasks.edit_task, other, notes="x"))
    assert editor(board).title() == "Half"
    press(qtbot, KEY.Key_Escape)


def test_letters_are_left_to_the_window(board: BoardView, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Unsorted 1"))
    press(qtbot, KEY.Key_P)
    assert board.current_id() == task(board, "Unsorted 1")


def test_the_menu_key_asks_for_the_menu_at_the_card(board: BoardView, qtbot: QtBot) -> None:
    wanted = task(board, "Renewal pitch")
    board.focus_task(wanted)
    view = column(board, "core").view
    from PySide6.QtGui import QContextMenuEvent

    with qtbot.waitSignal(board.context_requested) as caught:
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
        QApplication.sendEvent(view.viewport(), event)
    ids, at = caught.args
    assert ids == [wanted] and view.card_rect(1).contains(view.viewport().mapFromGlobal(at))


def test_page_down_reaches_far_cards_and_shows_them(make_store: Callable[..., Store], qtbot: QtBot) -> None:
    board = shown(make_store({"core": [TaskDraft(title=f"Card {n}") for n in range(200)]}), qtbot)
    view = column(board, "core").view
    board.focus_task(view.cards().ids[0])
    press(qtbot, KEY.Key_PageDown)
    press(qtbot, KEY.Key_PageDown)
    row = view.currentIndex().row()
    assert row > 6 and view.viewport().rect().contains(view.card_rect(row).center())
    press(qtbot, KEY.Key_End)
    assert view.currentIndex().row() == 199


def test_a_plain_click_ends_the_selection_of_other_columns_and_ctrl_adds(board: BoardView) -> None:
    first, second = column(board, "unsorted").view, column(board, "core").view
    click(first, point(first, 0))
    click(second, point(second, 1))
    assert board.selected_ids() == [task(board, "Renewal pitch")]
    click(first, point(first, 2), CTRL)
    assert board.selected_ids() == [task(board, "Unsorted 3"), task(board, "Renewal pitch")]
    click(first, point(first, 0), SHIFT)
    assert len(board.selected_ids()) == 4

"""A day at the board without a mouse: every key that the list of keys promises."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from models.cards import read_bin
from models.moves import HELD_KINDS
from tests.stories.desk import CTRL, LEFT, SHIFT, Desk, Hand, Key
from ui.board.title_editor import TitleEditor
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.keys import KeysDialog

BOTH = CTRL | SHIFT


@pytest.fixture
def hand(desk: Desk) -> Hand:
    path = desk.board(
        unsorted=["One", "Two", "Three"], core=["Four", "Five"], setup=["Six"], done=["Old one"]
    )
    hand = desk.window(path)
    # The keyboard is on the board from the start: no click is needed.
    assert hand.window.board.isAncestorOf(hand.focused())
    hand.press(Key.Key_Home)
    return hand


def test_arrows_walk_across_cards_and_columns(hand: Hand) -> None:
    walked = [hand.selected()]
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_Up, Key.Key_End):
        hand.press(key)
        walked.append(hand.selected())
    assert walked == [["One"], ["Two"], ["Five"], ["Six"], ["Four"], ["Four"], ["Five"]]
    for _ in range(9):
        hand.press(Key.Key_Right)
    assert hand.selected() == ["Old one"], "empty columns are stepped over"
    for _ in range(9):
        hand.press(Key.Key_Left)
    assert hand.selected()[0] in ("One", "Two", "Three")


def test_ctrl_shift_arrows_carry_the_card(hand: Hand) -> None:
    hand.press(Key.Key_Down, BOTH)
    assert hand.shown("unsorted") == ["Two", "One", "Three"]
    hand.press(Key.Key_Down, BOTH)
    hand.press(Key.Key_Down, BOTH)
    assert hand.shown("unsorted") == ["Two", "Three", "One"]
    hand.press(Key.Key_Up, BOTH)
    assert hand.shown("unsorted") == ["Two", "One", "Three"]
    hand.press(Key.Key_Right, BOTH)
    assert hand.shown("core") == ["Four", "One", "Five"] and hand.card("One").verdict == "core"
    hand.press(Key.Key_Right, BOTH)
    assert "One" in hand.shown("setup") and hand.selected() == ["One"]
    assert hand.column("setup").view.hasFocus(), "the keyboard goes along"
    # Further right it is somebody's: the sheet asks whose, Escape leaves the card.
    hand.press(Key.Key_Right, BOTH)
    QTest.keyClick(hand.dialog(HandOverSheet), Key.Key_Escape)
    hand.settle()
    assert "One" in hand.shown("setup")
    hand.front()
    for _ in range(2):
        hand.press(Key.Key_Left, BOTH)
    assert "One" in hand.shown("unsorted") and hand.card("One").verdict == "undecided"
    hand.press(Key.Key_Left, BOTH)
    hand.agrees()


@pytest.mark.parametrize(
    ("key", "kind"),
    [("1", "unsorted"), ("2", "core"), ("3", "setup"), ("4", "training"), ("5", "handed_over"),
     ("6", "review"), ("7", "done")],
)  # fmt: skip
def test_a_digit_sends_the_card_to_a_column(hand: Hand, key: str, kind: str) -> None:
    title = "Six" if kind != "setup" else "Five"
    hand.focus(title)
    hand.press(key)
    if kind in HELD_KINDS:
        sheet = hand.dialog(HandOverSheet)
        sheet.who.setText("Maya")
        sheet.who.textEdited.emit("Maya")
        with hand.qtbot.waitSignal(sheet.handed):
            hand.qtbot.mouseClick(sheet.give, LEFT)
        hand.settle()
        # What happens once is not trained.
        kind = "handed_over" if kind == "training" else kind
    assert hand.shown(kind)[0] == title and hand.card(title).kind == kind
    hand.agrees()


def test_f2_renames_in_place_and_escape_gives_up(hand: Hand) -> None:
    hand.press(Key.Key_F2)
    editor = hand.focused()
    assert isinstance(editor, TitleEditor) and editor.toPlainText() == "One"
    hand.write("Uno, 1st?")
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted")[0] == "Uno, 1st?"
    assert hand.column("unsorted").view.hasFocus()
    hand.press(Key.Key_F2)
    hand.write("nothing")
    hand.press(Key.Key_Escape)
    assert hand.shown("unsorted")[0] == "Uno, 1st?" and hand.undo_name() == "Undo change of “Uno, 1st?”"


def test_n_and_ctrl_n_add_a_card(hand: Hand) -> None:
    hand.press(Key.Key_Right)
    hand.press(Key.Key_N)
    assert hand.window.quick_add.hasFocus()
    hand.write("Now a new one")
    hand.press(Key.Key_Return)
    assert hand.shown("core")[0] == "Now a new one", "N adds where the keyboard is"
    hand.press(Key.Key_Escape)
    assert hand.selected() == ["Now a new one"]
    hand.press(Key.Key_N, CTRL)
    hand.write("An unsorted one")
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted")[0] == "An unsorted one"


def test_delete_puts_into_the_bin_and_the_neighbour_takes_over(hand: Hand) -> None:
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Delete)
    assert hand.shown("unsorted") == ["One", "Three"] and hand.selected() == ["Three"]
    assert [card.title for card in read_bin(hand.board)] == ["Two"]
    hand.press(Key.Key_Z, CTRL)
    assert hand.shown("unsorted") == ["One", "Two", "Three"]
    hand.press(Key.Key_Z, BOTH)
    assert hand.shown("unsorted") == ["One", "Three"]
    hand.press(Key.Key_Z, CTRL)
    hand.press(Key.Key_Y, CTRL)
    assert hand.shown("unsorted") == ["One", "Three"]
    hand.agrees()


def test_ctrl_f_finds_enter_goes_to_the_cards_escape_clears(hand: Hand) -> None:
    hand.press(Key.Key_F, CTRL)
    assert hand.window.search.hasFocus()
    hand.write("fo")
    assert hand.shown("core") == ["Four"] and hand.shown("unsorted") == []
    hand.press(Key.Key_Return)
    assert hand.selected() == ["Four"]
    hand.press(Key.Key_F, CTRL)
    assert hand.window.search.selectedText() == "fo"
    hand.press(Key.Key_Escape)
    assert hand.window.search.text() == "" and hand.shown("unsorted") == ["One", "Two", "Three"]
    hand.press(Key.Key_Escape)
    assert hand.window.board.isAncestorOf(hand.focused())
    hand.press("/")
    assert hand.window.search.hasFocus()


def test_a_question_mark_shows_the_keys(hand: Hand) -> None:
    hand.press("?")
    dialog = hand.dialog(KeysDialog)
    rows = [dialog.list.topLevelItem(0).child(row).text(1) for row in range(7)]
    assert "N" in rows and "1–7" in rows
    hand.press(Key.Key_Escape)
    assert not dialogs(hand)
    hand.press(Key.Key_F1)
    assert hand.dialog(KeysDialog)


def test_enter_opens_and_escape_leads_back(hand: Hand) -> None:
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    panel = hand.window.panel
    assert panel.isVisible() and panel.task_id == hand.task("Two")
    assert panel.isAncestorOf(hand.focused())
    hand.press(Key.Key_Escape)
    assert panel.isVisible() and hand.column("unsorted").view.hasFocus() and hand.selected() == ["Two"]
    hand.press(Key.Key_Down)
    hand.press(Key.Key_Return)
    assert panel.task_id == hand.task("Three")
    hand.press(Key.Key_F4)
    assert not panel.isVisible() and hand.selected() == ["Three"]


@pytest.mark.parametrize("field", ["quick_add", "search"])
def test_keys_of_the_board_are_letters_in_a_field(hand: Hand, field: str) -> None:
    before = hand.everything()
    line = getattr(hand.window, field)
    line.setFocus()
    hand.write("n7?/ N")
    assert line.text() == "n7?/ N"
    hand.press(Key.Key_Delete)
    hand.press(Key.Key_Backspace)
    assert hand.everything() == before and not dialogs(hand)


def test_undo_in_a_field_is_the_fields_own(hand: Hand) -> None:
    hand.press("2")
    hand.press(Key.Key_F, CTRL)
    hand.write("abc")
    hand.press(Key.Key_Z, CTRL)
    assert hand.window.search.text() != "abc" and hand.card("One").kind == "core"


def test_select_several_with_shift_and_space(hand: Hand) -> None:
    hand.press(Key.Key_Down, SHIFT)
    assert hand.selected() == ["One", "Two"]
    hand.press("7")
    assert set(hand.shown("done")) == {"One", "Two", "Old one"}
    hand.press(Key.Key_Z, CTRL)
    assert hand.shown("unsorted") == ["One", "Two", "Three"]
    hand.press(Key.Key_A, CTRL)
    assert len(hand.selected()) >= 1


def test_tab_reaches_every_part_of_the_window_and_comes_round(hand: Hand) -> None:
    hand.press(Key.Key_Return)
    reached: list[object] = []
    for _ in range(80):
        hand.press(Key.Key_Tab)
        if hand.focused() in reached:
            break
        reached.append(hand.focused())
    window = hand.window
    for part in (window.quick_add, window.search, window.sidebar, window.board, window.panel):
        assert any(part is one or part.isAncestorOf(one) for one in reached), part
    assert hand.focused() in reached


# Offscreen, menus cannot grab the keyboard; the window system would.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_of_a_card_opens_by_key(hand: Hand) -> None:
    view = hand.column("unsorted").view
    # Shift+F10 and the menu key reach a widget as this event.
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(view, QContextMenuEvent(reason, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5))))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Open card" in texts and "Move to the bin" in texts
    menu.close()


def dialogs(hand: Hand) -> list[QDialog]:
    return [dialog for dialog in hand.window.findChildren(QDialog) if dialog.isVisible()]

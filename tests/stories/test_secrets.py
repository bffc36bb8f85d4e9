"""A password is written where it does not belong: the window says so once, and helps to get rid of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from models.board import Board
from models.secret_guard import MASK
from tests.stories.desk import Desk, Hand
from tests.stories.window_system import LEFT, events
from ui.dialogs.paste_list import PasteListDialog
from ui.dialogs.secret_list import SecretList
from ui.panel.task_tab import TaskTab

PASSWORD = "Kanarienvogel77"
Key = Qt.Key


@pytest.fixture
def hand(desk: Desk) -> Iterator[Hand]:
    yield desk.window(desk.board(unsorted=["Bank log-in", "Order gloves"]))


def looked(hand: Hand) -> None:
    """Until the window has looked at everything that was written."""
    hand.settle()
    hand.qtbot.waitUntil(lambda: hand.window.secrets.is_idle)
    hand.settle()


def choices(hand: Hand) -> list[str]:
    buttons = hand.window.banner.findChildren(QPushButton)
    return [button.text() for button in buttons if button.isVisible()]


def answer(hand: Hand, text: str) -> None:
    button = next(
        b for b in hand.window.banner.findChildren(QPushButton) if b.text() == text and b.isVisible()
    )
    hand.qtbot.mouseClick(button, LEFT)
    hand.settle()


def notes(hand: Hand) -> TaskTab:
    """The first tab of the opened card."""
    return hand.window.panel.task_tab


def type_notes(hand: Hand, title: str, text: str) -> None:
    hand.open_card(title)
    hand.fill(notes(hand).notes, text)
    hand.leave_field()
    looked(hand)


def bytes_of(board: Board) -> bytes:
    log = board.path.with_name(board.path.name + "-wal")
    return board.path.read_bytes() + (log.read_bytes() if log.exists() else b"")


def test_a_password_typed_into_notes_is_seen_and_masked_for_good(hand: Hand, desk: Desk) -> None:
    type_notes(hand, "Bank log-in", f"call first\npassword: {PASSWORD}")
    banner = hand.window.banner
    assert banner.text == (
        "“Bank log-in”: that looks like a password. Share access, not passwords:"
        " keep it in your password manager and name the place here."
    )
    assert choices(hand) == ["Mask it", "It is no secret", "Later"]
    answer(hand, "Mask it")
    masked = f"call first\npassword: {MASK}"
    assert hand.detail("Bank log-in").notes == masked and notes(hand).notes.toPlainText() == masked
    assert not banner.isVisible()
    hand.qtbot.waitUntil(lambda: hand.said.startswith("Masked for good"))
    assert PASSWORD.encode() not in bytes_of(hand.board)
    looked(hand)
    assert not banner.isVisible()
    hand.undo()
    assert hand.detail("Bank log-in").notes == ""
    hand.redo()
    looked(hand)
    assert hand.detail("Bank log-in").notes == masked and not banner.isVisible()
    path = hand.board.path
    hand.close()
    assert PASSWORD.encode() not in path.read_bytes()
    again = desk.window(path)
    assert again.detail("Bank log-in").notes == masked and not again.window.banner.isVisible()


def test_the_notice_leaves_the_keyboard_to_who_goes_on_typing(hand: Hand) -> None:
    hand.open_card("Bank log-in")
    field = notes(hand).notes
    hand.fill(field, f"password: {PASSWORD}")
    hand.window.panel.flush()
    looked(hand)
    assert choices(hand)[0] == "Mask it" and field.hasFocus()
    hand.write(" and more")
    assert field.toPlainText() == f"password: {PASSWORD} and more"
    # What is half typed goes the same way; the keyboard stays.
    answer(hand, "Mask it")
    looked(hand)
    assert field.toPlainText() == hand.detail("Bank log-in").notes == f"password: {MASK} and more"
    assert PASSWORD.encode() not in bytes_of(hand.board)


def test_what_is_no_secret_is_not_asked_again_not_even_tomorrow(hand: Hand, desk: Desk) -> None:
    type_notes(hand, "Bank log-in", "PIN: 4711")
    assert "that looks like a PIN or a door code." in hand.window.banner.text
    answer(hand, "It is no secret")
    assert not hand.window.banner.isVisible() and hand.said == "“Bank log-in”: no secret"
    type_notes(hand, "Order gloves", "the PIN is 4711")
    assert not hand.window.banner.isVisible()
    path = hand.board.path
    hand.close()
    again = desk.window(path)
    type_notes(again, "Order gloves", "PIN 4711")
    assert not again.window.banner.isVisible()
    type_notes(again, "Order gloves", "PIN 4712")
    assert again.window.banner.isVisible()


def test_later_asks_no_more_until_something_new_is_written(hand: Hand) -> None:
    type_notes(hand, "Bank log-in", f"password: {PASSWORD}")
    answer(hand, "Later")
    assert not hand.window.banner.isVisible()
    hand.drag("Bank log-in", "core")
    type_notes(hand, "Bank log-in", f"password: {PASSWORD}!")
    assert hand.window.banner.isVisible()
    hand.window.banner.findChildren(QPushButton)[0].setFocus()
    hand.press(Key.Key_Escape)
    assert not hand.window.banner.isVisible()
    assert PASSWORD in hand.detail("Bank log-in").notes


def test_a_pasted_list_with_a_card_number_is_seen(hand: Hand) -> None:
    hand.run("card.paste_list")
    dialog = hand.dialog(PasteListDialog)
    dialog.text.setPlainText("Order paper\nPay the hotel with 4111 1111 1111 1111\nISBN 978-3-16-148410-0")
    QTest.keyClick(dialog.text, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    looked(hand)
    assert hand.window.banner.text.startswith(
        f"“Pay the hotel with {MASK}”: that looks like the number of a card."
    )
    answer(hand, "Mask it")
    looked(hand)
    assert f"Pay the hotel with {MASK}" in hand.shown("unsorted")
    assert hand.undo_name() == "Undo add 3 cards"
    hand.undo()
    assert hand.shown("unsorted") == ["Bank log-in", "Order gloves"]
    assert b"4111 1111" not in bytes_of(hand.board)


def test_a_title_typed_into_quick_add_is_seen(hand: Hand) -> None:
    hand.add(f"Shop password: {PASSWORD}")
    looked(hand)
    assert hand.window.banner.text.startswith(f"“Shop password: {MASK}”")
    answer(hand, "Mask it")
    assert hand.undo_name() == f"Undo add “Shop password: {MASK}”"


def test_an_imported_file_with_several_is_counted_shown_and_masked(hand: Hand, tmp_path: Path) -> None:
    key = "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc"
    path = tmp_path / "tasks.csv"
    path.write_text(
        f"Title,Notes\nAsk Stripe,{key}\nBank,password: {PASSWORD}\nOrder paper,3 boxes\nDoor,PIN: 4711\n",
        encoding="utf-8",
    )
    importing = hand.import_file(path)
    importing.press()
    looked(hand)
    banner = hand.window.banner
    assert banner.text == (
        "3 texts look like secrets. Share access, not passwords: keep them in your password manager."
    )
    assert choices(hand) == ["Mask all", "Look at them", "Later"]
    answer(hand, "Look at them")
    dialog = hand.dialog(SecretList)
    shown = [dialog.list.item(row).text() for row in range(3)]
    assert shown == [
        f"Ask Stripe, notes: {MASK}",
        f"Bank, notes: password: {MASK}",
        f"Door, notes: PIN: {MASK}",
    ]
    dialog.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.yes.text() == "Mask 2 texts"
    hand.qtbot.mouseClick(dialog.yes, LEFT)
    looked(hand)
    assert hand.detail("Ask Stripe").notes == MASK and hand.detail("Door").notes == "PIN: 4711"
    found = bytes_of(hand.board)
    assert key.encode() not in found and PASSWORD.encode() not in found
    assert banner.text.startswith("“Door”: that looks like a PIN")
    answer(hand, "It is no secret")
    assert not banner.isVisible()
    # The file itself is the owner's, and the import is one step as ever.
    hand.undo()
    hand.undo()
    assert "Door" not in hand.shown("unsorted")


def test_a_question_comes_first_and_the_notice_after_it(hand: Hand) -> None:
    type_notes(hand, "Bank log-in", f"password: {PASSWORD}")
    QGuiApplication.clipboard().setText("a\nb\nc")
    hand.focus("Order gloves")
    hand.run("card.paste")
    assert choices(hand) == ["Add", "Cancel"]
    hand.press(Key.Key_Escape)
    assert choices(hand)[0] == "Mask it"
    answer(hand, "Mask it")
    assert PASSWORD.encode() not in bytes_of(hand.board)


def test_a_drop_is_shown_before_anything_is_looked_at(hand: Hand) -> None:
    hand.drag("Bank log-in", "core")
    assert hand.window.secrets.is_idle and hand.shown("core") == ["Bank log-in"]


def test_ordinary_work_is_left_in_peace(hand: Hand) -> None:
    type_notes(hand, "Order gloves", "pass: 3 of 5\ncall +49 170 1234567\npassword: see 1Password")
    hand.add("Answer reviews weekly 20m #office")
    looked(hand)
    assert not hand.window.banner.isVisible()


def test_a_window_closed_at_once_waits_for_nothing(desk: Desk) -> None:
    hand = desk.window(desk.board(unsorted=["One"]))
    hand.add(f"password: {PASSWORD}")
    hand.close()
    events()
    assert QApplication.activeWindow() is None

"""What is being typed survives the end of the program, whatever ended it.

A crash is played by a second window on the same board after the first was left as a kill leaves it: nothing
is closed, nothing saved, only what its file of typed texts held at that moment is there. The real kill is in
tests/test_ends.py.
"""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from models import places, tasks
from models.board import Board
from models.copying import save_copy
from models.typed import MOST, TypedFile
from tests.stories.desk import Desk, Hand
from tests.stories.typed_file import file_of, kept, tab, texts, type_in
from tests.stories.window_system import LEFT, events
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.new_assistant import NewAssistantSheet
from ui.typed_notice import TypedNotice

Key = Qt.Key


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def hand(desk: Desk) -> Iterator[Hand]:
    yield desk.window(desk.board(core=["Call the bank", "Order gloves"]))


def crash(hand: Hand) -> Hand:
    """The program is killed and started again: what was typed is as the file had it, nothing else is kept."""
    path, typed = hand.board.path, file_of(hand)
    aside = typed.with_suffix(".aside")
    shutil.copyfile(typed, aside)
    end(hand)
    aside.replace(typed)
    return hand.desk.window(path)


def end(hand: Hand) -> None:
    """The window goes, and nobody hears its last words."""
    hand.window.typed.freeze()
    hand.window.typed._file.finish(10)
    hand.store.close()
    hand.close()


def notice(hand: Hand) -> TypedNotice:
    found = hand.window.typed._notice
    assert found is not None
    return found


def answer(hand: Hand, name: str) -> None:
    (button,) = [
        one for one in notice(hand).bar.findChildren(QPushButton) if one.text() == name and one.isVisible()
    ]
    hand.qtbot.mouseClick(button, LEFT)
    hand.settle()


def test_half_a_note_is_on_the_card_at_the_next_start_and_can_be_undone(hand: Hand) -> None:
    hand.open_card("Call the bank")
    tab(hand).notes.setFocus()
    hand.write("Ask for Ms Weber")
    kept(hand, "Ask for Ms Weber")
    assert hand.detail("Call the bank").notes == "", "not committed yet"
    again = crash(hand)
    again.settle()
    assert again.detail("Call the bank").notes == "Ask for Ms Weber"
    assert again.said == "“Call the bank”: what you were typing when the program ended is back."
    kept(again)
    again.undo()
    assert again.detail("Call the bank").notes == ""


def test_a_title_that_was_changed_meanwhile_is_left_alone_and_the_typed_one_offered(hand: Hand) -> None:
    hand.open_card("Call the bank")
    hand.fill(hand.window.panel.title, "Call the other bank")
    kept(hand, "Call the other bank")
    path, task = hand.board.path, hand.task("Call the bank")
    typed = file_of(hand).read_bytes()
    end(hand)
    file_of(hand).write_bytes(typed)
    with Board.open(path) as board:
        tasks.edit_task(board, task, title="Write to the bank")
    again = hand.desk.window(path)
    assert again.everything()["Core"] == ["Write to the bank", "Order gloves"]
    assert "“Write to the bank” was changed meanwhile" in notice(again).bar.text
    assert "Call the other bank" in notice(again).bar.text
    answer(again, "Copy")
    assert QGuiApplication.clipboard().text() == "Call the other bank"
    answer(again, "Drop")
    assert not notice(again).bar.isVisible()
    kept(again)


def test_of_a_card_that_is_gone_the_text_is_offered(hand: Hand) -> None:
    hand.open_card("Call the bank")
    hand.fill(tab(hand).notes, "Ask for Ms Weber")
    kept(hand, "Ask for Ms Weber")
    path, task, typed = hand.board.path, hand.task("Call the bank"), file_of(hand).read_bytes()
    where = file_of(hand)
    end(hand)
    where.write_bytes(typed)
    with Board.open(path) as board:
        tasks.bin_tasks(board, [task])
    again = hand.desk.window(path)
    assert "The card is gone" in notice(again).bar.text and "Ms Weber" in notice(again).bar.text
    answer(again, "Later")
    assert texts(again) == ["Ask for Ms Weber"], "offered again at the next start"


def test_what_is_saved_by_itself_leaves_the_file(hand: Hand) -> None:
    hand.open_card("Call the bank")
    hand.fill(tab(hand).notes, "Saved after a rest")
    kept(hand, "Saved after a rest")
    hand.qtbot.waitUntil(lambda: hand.detail("Call the bank").notes == "Saved after a rest")
    kept(hand)
    hand.write(", and more")
    kept(hand, "Saved after a rest, and more")
    again = crash(hand)
    again.settle()
    assert again.detail("Call the bank").notes == "Saved after a rest, and more"


def test_a_comment_that_nobody_sent_waits_on_its_card(hand: Hand) -> None:
    hand.open_card("Order gloves")
    tab(hand).more.click()
    hand.fill(tab(hand).comments.box, "Size nine, not ei")
    kept(hand, "Size nine, not ei")
    again = crash(hand)
    assert again.window.panel.task_id == again.task("Order gloves")
    assert tab(again).comments.box.toPlainText() == "Size nine, not ei"
    assert tab(again).comments.box.isVisible()
    assert again.detail("Order gloves").comments == (), "nothing is sent without Enter"
    tab(again).comments.box.setFocus()
    again.press(Key.Key_Return)
    kept(again)
    assert [one.text for one in again.detail("Order gloves").comments] == ["Size nine, not ei"]


def test_the_line_for_new_cards_is_as_it_was(hand: Hand) -> None:
    type_in(hand, hand.window.quick_add, "Send invoices monthly 45")
    kept(hand, "Send invoices monthly 45")
    again = crash(hand)
    assert again.window.quick_add.text() == "Send invoices monthly 45"
    again.window.quick_add.setFocus()
    again.write("m")
    again.press(Key.Key_Return)
    assert "Send invoices" in again.shown("unsorted")
    kept(again)


def test_a_sheet_has_its_texts_again_when_it_is_opened_for_the_same_card(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.run("hand.give")
    sheet = hand.dialog(HandOverSheet)
    type_in(hand, sheet.done_when, "Two boxes lie in the store")
    kept(hand, "Two boxes lie in the store")
    again = crash(hand)
    again.focus("Call the bank")
    again.run("hand.give")
    other = again.dialog(HandOverSheet)
    assert other.done_when.text() == "", "this sheet is about another card"
    other.reject()
    again.settle()
    again.focus("Order gloves")
    again.run("hand.give")
    same = again.dialog(HandOverSheet)
    same.who.setFocus()
    events()
    assert same.done_when.text() == "Two boxes lie in the store"
    same.reject()
    kept(again)


def test_a_sheet_that_its_owner_closes_leaves_nothing(hand: Hand) -> None:
    hand.run("view.new_assistant")
    sheet = hand.dialog(NewAssistantSheet)
    type_in(hand, sheet.name, "Maya")
    kept(hand, "Maya")
    sheet.reject()
    kept(hand)


def test_closing_the_window_saves_what_saves_itself_and_keeps_the_rest(hand: Hand) -> None:
    hand.open_card("Call the bank")
    hand.fill(tab(hand).notes, "Ask for Ms Weber")
    type_in(hand, hand.window.quick_add, "Half a li")
    path, where = hand.board.path, file_of(hand)
    hand.close()
    assert [one["text"] for one in json.loads(where.read_bytes())["typed"]] == ["Half a li"]
    again = hand.desk.window(path)
    assert again.window.quick_add.text() == "Half a li"
    assert again.detail("Call the bank").notes == "Ask for Ms Weber"


def test_a_save_that_was_refused_is_offered(hand: Hand) -> None:
    hand.open_card("Call the bank")
    hand.fill(hand.window.panel.title, "=SUM(1)")
    hand.window.panel.flush()
    hand.settle()
    assert hand.window.panel.title.toPlainText() == "Call the bank"
    assert "Not saved: “Call the bank”" in notice(hand).bar.text and "=SUM(1)" in notice(hand).bar.text
    kept(hand, "=SUM(1)")


def test_the_file_is_the_owners_alone_and_never_grows_without_end(hand: Hand) -> None:
    type_in(hand, hand.window.quick_add, "x")
    kept(hand, "x")
    assert stat.S_IMODE(file_of(hand).stat().st_mode) == 0o600
    assert stat.S_IMODE(file_of(hand).parent.stat().st_mode) == 0o700
    file = TypedFile(hand.board.path, "0")
    one = hand.window.typed.now[next(iter(hand.window.typed.now))]
    file.keep([one._replace(subject=str(number)) for number in range(3 * MOST)])
    file.finish(10)
    assert len(file.read()) == MOST


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"typed": [1]}', b'{"board": 3}', b"\xff" * 99, b"[" * 99_999]
)
def test_a_damaged_file_is_as_none(desk: Desk, content: bytes) -> None:
    path = desk.board(core=["One"])
    with Board.open(path, read_only=True) as board:
        where = TypedFile(path, board.about().uid).path
    where.write_bytes(content)
    assert desk.window(path).shown("core") == ["One"]


def test_it_follows_a_board_that_is_moved_and_not_one_that_is_copied(hand: Hand, desk: Desk) -> None:
    type_in(hand, hand.window.quick_add, "Half a li")
    kept(hand, "Half a li")
    copy = desk.folder / "Copy.board"
    save_copy(hand.board, copy)
    path = hand.board.path
    hand.close()
    copied = desk.window(copy)
    assert copied.window.quick_add.text() == ""
    copied.close()
    moved = desk.folder / "Moved.board"
    path.rename(moved)
    assert desk.window(moved).window.quick_add.text() == "Half a li"


def half_typed_of_the_bin(hand: Hand) -> None:
    """Two texts that are half typed: one on a card that goes into the bin then, one that is of no card."""
    hand.open_card("Order gloves")
    tab(hand).more.click()
    type_in(hand, tab(hand).comments.box, "Kanarienvogel77")
    kept(hand, "Kanarienvogel77")
    hand.store.submit(tasks.bin_tasks, [hand.task("Order gloves")])
    hand.settle()
    type_in(hand, hand.window.quick_add, "Half a li")
    kept(hand, "Half a li", "Kanarienvogel77")


def test_what_is_erased_for_good_is_erased_here_too_and_nothing_else_is(hand: Hand) -> None:
    half_typed_of_the_bin(hand)
    hand.store.submit(tasks.empty_bin)
    hand.settle()
    kept(hand, "Half a li")
    assert hand.window.quick_add.text() == "Half a li"
    hand.qtbot.waitUntil(lambda: not list(file_of(hand).parent.glob("*.erased")))
    assert not [path for path in places.data_folder().rglob("*") if _holds(path, b"Kanarienvogel77")]


def test_what_was_erased_in_the_last_moment_before_a_crash_is_not_shown_again(hand: Hand) -> None:
    half_typed_of_the_bin(hand)
    path, where, typed = hand.board.path, file_of(hand), file_of(hand).read_bytes()
    # The commit is made; its window never hears of it.
    hand.store.changed.disconnect(hand.window.typed.follow)
    hand.store.submit(tasks.empty_bin)
    hand.settle()
    end(hand)
    where.write_bytes(typed)
    assert list(where.parent.glob("*.erased"))
    again = hand.desk.window(path)
    again.settle()
    assert again.window.typed._notice is None and again.window.quick_add.text() == "Half a li"
    kept(again, "Half a li")
    assert not [path for path in places.data_folder().rglob("*") if _holds(path, b"Kanarienvogel77")]
    assert not list(where.parent.glob("*.erased"))


def _holds(path: Path, letters: bytes) -> bool:
    return path.is_file() and letters in path.read_bytes()


def test_a_search_and_a_board_for_reading_keep_nothing(hand: Hand) -> None:
    hand.search("bank")
    hand.window.typed._write()
    hand.window.typed._file.finish(10)
    assert texts(hand) == []

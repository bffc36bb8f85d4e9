"""An owner whose board's file is deleted, moved, replaced, cut or held while the window is open."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.exceptions import capture_exceptions

from models import places
from models.board import Board
from models.cards import read_order
from models.checking import check
from models.errors import StorageError
from models.file_watch import in_words
from models.stages import read_stages
from tests.stories.desk import LEFT, Desk, Hand, Key, events

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away")


@pytest.fixture
def hand(desk: Desk) -> Hand:
    made = desk.window(desk.board(core=["One", "Two"]))
    made.add("Saved")
    return made


def banner(hand: Hand) -> str:
    return hand.window.banner.text if hand.window.banner.isVisible() else ""


def waits_for(hand: Hand, words: str) -> None:
    """The quiet look sees it, or sees that it is over; nobody typed anything."""
    hand.qtbot.waitUntil(lambda: words in banner(hand), timeout=15_000)


def way(hand: Hand, name: str) -> QPushButton:
    buttons = {b.text(): b for b in hand.window.banner.findChildren(QPushButton) if b.isVisible()}
    assert name in buttons, (banner(hand), list(buttons))
    return buttons[name]


def press(hand: Hand, name: str) -> None:
    hand.qtbot.mouseClick(way(hand, name), LEFT)
    events()


def saved_label(hand: Hand) -> str:
    return hand.window.status._saved.text()


def everything(path: Path) -> dict[str, list[str]]:
    with Board.open(path) as board:
        assert not check(board).faults
        rows = board.db.execute_sql("SELECT id, title FROM task").fetchall()
        names = dict(rows)
        return {
            stage.kind: [names[task] for task in read_order(board, stage.id)[0]]
            for stage in read_stages(board)
        }


def test_a_deleted_file_is_told_before_anything_is_typed_and_a_copy_is_whole(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    path.unlink()
    waits_for(hand, "Shop.board was deleted while it was open.")
    assert "Everything saved so far was copied to" in banner(hand)
    assert saved_label(hand) == "Not saved"
    hand.add("Typed in vain")
    assert "Typed in vain" not in hand.shown("unsorted")
    assert hand.window.quick_add.text() == "Typed in vain", "what was typed stays"
    press(hand, "Save a copy…")
    dialog = hand.dialog(QFileDialog)
    copy = desk.folder / "Rescued.board"
    dialog.fileSelected.emit(str(copy))
    dialog.reject()
    hand.qtbot.waitUntil(lambda: "Copy saved: Rescued.board" in hand.said)
    hand.close()
    found = everything(copy)
    assert found["unsorted"] == ["Saved"] and found["core"] == ["One", "Two"]
    kept = list((places.data_folder() / "kept").glob("Shop *.board"))
    assert any(everything(one) == found for one in kept)
    assert not path.exists()


def test_the_copy_that_was_kept_is_one_click_away(hand: Hand, desk: Desk) -> None:
    hand.board.path.unlink()
    waits_for(hand, "was deleted")
    press(hand, "Go on in the copy")
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window)
    other = desk.at(desk.windows.all[0])
    assert other.shown("unsorted") == ["Saved"]
    other.add("Goes on")
    assert other.stored("unsorted") == ["Goes on", "Saved"] and not banner(other)


def test_a_moved_file_is_followed_or_comes_back(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    away = path.with_name("Away.board")
    path.rename(away)
    waits_for(hand, f"It is now {away}.")
    away.rename(path)
    hand.qtbot.waitUntil(lambda: not banner(hand), timeout=15_000)
    assert hand.said == "Shop.board can be written again. Changes are saved."
    assert saved_label(hand) == "Saved"
    hand.add("Back")
    path.rename(away)
    waits_for(hand, "was moved while it was open")
    press(hand, "Go on there")
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window)
    other = desk.at(desk.windows.all[0])
    assert other.board.path == away and other.shown("unsorted") == ["Back", "Saved"]
    other.add("There")
    other.close()
    assert everything(away)["unsorted"] == ["There", "Back", "Saved"]


def test_a_renamed_folder_is_told_and_writing_goes_on_when_it_is_back(desk: Desk) -> None:
    folder = desk.folder / "boards"
    folder.mkdir()
    path = desk.board("Mine", core=["One"])
    path = path.rename(folder / "Mine.board")
    hand = desk.window(path)
    folder.rename(desk.folder / "other")
    waits_for(hand, "was moved while it was open")
    (desk.folder / "other").rename(folder)
    hand.qtbot.waitUntil(lambda: not banner(hand), timeout=15_000)
    hand.add("Back")
    assert hand.stored("unsorted") == ["Back"]
    hand.agrees()


def test_a_replaced_file_is_left_alone_and_can_be_opened(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    theirs = desk.board("Theirs", core=["Of another computer"])
    theirs.replace(path)
    before = path.read_bytes()
    waits_for(hand, "Another file took the place of Shop.board")
    hand.add("Not into theirs")
    assert path.read_bytes() == before
    press(hand, "Open the file that is there now")
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window)
    other = desk.at(desk.windows.all[0])
    assert other.shown("core") == ["Of another computer"]
    other.add("Mine too")
    other.close()
    assert everything(path)["unsorted"] == ["Mine too"]


@pytest.mark.parametrize("command", ["truncate -s 0 Shop.board", "truncate -s 4096 Shop.board"])
def test_a_file_cut_short_is_told_and_takes_nothing(hand: Hand, command: str) -> None:
    subprocess.run(command.split(), check=True, cwd=hand.board.path.parent)
    # What is read now cannot be had; the program says so in words (models.file_watch.in_words).
    with capture_exceptions() as caught:
        waits_for(hand, "Another program wrote over Shop.board or cut it short.")
        QTest.keyClicks(hand.window.quick_add, "No")
        QTest.keyClick(hand.window.quick_add, Key.Key_Return)
        hand.qtbot.waitUntil(lambda: hand.window.quick_add.text() == "No")
        assert "overwritten or cut short" in hand.said
        assert way(hand, "Save a copy…") and saved_label(hand) == "Not saved"
        hand.close()
    assert all(in_words(error) is not None for _, error, _ in caught)


def test_a_log_taken_away_is_put_right_by_itself(hand: Hand) -> None:
    path = hand.board.path
    Path(f"{path}-wal").unlink()
    hand.qtbot.waitUntil(lambda: "It was put right; nothing is lost." in hand.said, timeout=15_000)
    hand.add("Goes on")
    assert hand.shown("unsorted") == ["Goes on", "Saved"]
    hand.agrees()
    hand.close()
    assert everything(path)["unsorted"] == ["Goes on", "Saved"]


def test_what_was_typed_into_a_card_stays_and_is_saved_when_the_file_is_back(hand: Hand) -> None:
    path = hand.board.path
    hand.open_card("One")
    panel = hand.window.panel
    away = path.with_name("Away.board")
    path.rename(away)
    hand.fill(panel.title, "One, renamed meanwhile")
    hand.leave_field()
    hand.window.panel.task_tab.steps.add_line.setFocus()
    hand.write("A step")
    hand.press(Key.Key_Return)
    assert "moved, deleted or replaced" in hand.said
    assert panel.title.toPlainText() == "One, renamed meanwhile"
    assert panel.task_tab.steps.add_line.text() == "A step"
    waits_for(hand, "was moved")
    away.rename(path)
    hand.qtbot.waitUntil(lambda: not banner(hand), timeout=15_000)
    hand.qtbot.waitUntil(lambda: "One, renamed meanwhile" in hand.stored("core"))
    hand.settle()
    assert [step.text for step in hand.detail("One, renamed meanwhile").steps] == ["A step"]
    hand.agrees()


def test_what_could_not_be_saved_when_the_window_was_closed_is_back_the_next_time(
    hand: Hand, desk: Desk
) -> None:
    path = hand.board.path
    hand.open_card("One")
    away = path.with_name("Away.board")
    path.rename(away)
    with capture_exceptions() as caught:
        hand.fill(hand.window.panel.title, "One, renamed meanwhile")
        hand.close()
    assert all(isinstance(error, StorageError) for _, error, _ in caught)
    away.rename(path)
    again = desk.window(path)
    again.qtbot.waitUntil(lambda: again.stored("core") == ["One, renamed meanwhile", "Two"], timeout=15_000)


def hold(path: Path, begin: str) -> Callable[[], None]:
    """Another program that knows nothing of our lock; what it returns lets go."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute(sys.argv[2]); print('held', flush=True); sys.stdin.readline(); c.execute('ROLLBACK')"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(path), begin],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None and other.stdout.readline() == "held\n"

    def let_go() -> None:
        other.communicate("\n")

    return let_go


def test_a_program_that_holds_the_file_for_two_seconds_is_waited_for(hand: Hand) -> None:
    let_go = hold(hand.board.path, "BEGIN IMMEDIATE")
    timer = threading.Timer(2, let_go)
    timer.start()
    hand.window.quick_add.setFocus()
    hand.write("Waits")
    hand.press(Key.Key_Return)
    timer.join()
    assert hand.shown("unsorted") == ["Waits", "Saved"]
    assert "Another program" not in hand.said and not banner(hand)


def test_one_that_holds_it_when_the_board_is_opened_is_named_before_anything_is_typed(desk: Desk) -> None:
    path = desk.board(core=["One"])
    let_go = hold(path, "BEGIN EXCLUSIVE")
    hand = desk.windows.open(path)
    made = Hand(desk, hand)
    waits_for(made, "holds Shop.board")
    assert saved_label(made) == "Not saved" and way(made, "Open for reading only")
    let_go()
    made.qtbot.waitUntil(lambda: not banner(made), timeout=15_000)
    made.add("Now")
    assert made.shown("unsorted") == ["Now"]


def test_one_that_holds_it_longer_is_named_and_the_text_is_kept(hand: Hand) -> None:
    let_go = hold(hand.board.path, "BEGIN IMMEDIATE")
    hand.window.quick_add.setFocus()
    hand.write("Waits long")
    QTest.keyClick(hand.window.quick_add, Key.Key_Return)
    waits_for(hand, "holds Shop.board")
    assert "python" in banner(hand)
    assert hand.window.quick_add.text() == "Waits long"
    assert "Another program holds the board's file. Nothing was changed; try again." in hand.said
    let_go()
    hand.qtbot.waitUntil(lambda: not banner(hand), timeout=15_000)
    hand.press(Key.Key_Return)
    hand.settle()
    assert hand.shown("unsorted") == ["Waits long", "Saved"]
    hand.agrees()

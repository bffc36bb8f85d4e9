"""An owner whose disk is full, slow, broken or protected while the window is open."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest

from models.board import Board
from models.checking import check
from tests.stories.bad_disk import faulty, fill, pull_out, small_disk
from tests.stories.desk import Desk, Hand, Key, events

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults of Linux")
WRITES = "pwrite64,fsync,fdatasync,ftruncate"


def banner(hand: Hand) -> str:
    return hand.window.banner.text if hand.window.banner.isVisible() else ""


def over(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: not banner(hand), timeout=20_000)


def type_card(hand: Hand, title: str) -> None:
    """Into quick add, and Enter; nobody waits for what comes of it."""
    line = hand.window.quick_add
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, title)
    QTest.keyClick(line, Key.Key_Return)


def titles_in(path: Path) -> list[str]:
    """What is in the file, opened afresh."""
    with Board.open(path) as board:
        assert not check(board).faults
        return [title for (title,) in board.db.execute_sql("SELECT title FROM task ORDER BY id").fetchall()]


def writing_thread(hand: Hand) -> int:
    thread = hand.store._thread
    assert thread is not None and thread.native_id is not None
    return thread.native_id


@pytest.fixture
def hand(desk: Desk) -> Hand:
    made = desk.window(desk.board(core=["One"]))
    made.add("Saved")
    return made


@pytest.fixture
def small(desk: Desk, tmp_path: Path) -> Iterator[Hand]:
    """A window of a board on a small disk, which is full but for a few pages."""
    with small_disk(tmp_path / "disk") as folder:
        path = Path(shutil.move(desk.board("Shop", core=["One"]), folder / "Shop.board"))
        made = desk.window(path)
        made.add("Saved")
        yield made
        desk.windows.close_all()
        events()


def test_a_full_disk_is_told_and_writing_goes_on_by_itself_when_there_is_room(small: Hand) -> None:
    path = small.board.path
    shown = ["Saved"]
    filler = fill(path.parent)
    for number in range(200):
        type_card(small, f"Card {number}")
        small.settle()
        if banner(small):
            break
        shown.insert(0, f"Card {number}")
    assert "The disk is full." in banner(small), "a small disk is full some time"
    refused = small.window.quick_add.text()
    assert refused == f"Card {len(shown) - 1}" and "disk is full" in small.said
    assert small.shown("unsorted") == small.stored("unsorted") == shown
    small.agrees()
    filler.unlink()
    over(small)
    assert small.said == "Shop.board can be written again. Changes are saved."
    small.press(Key.Key_Return)
    assert small.shown("unsorted") == [refused, *shown]
    small.agrees()
    small.close()
    assert titles_in(path) == ["One", *reversed(shown), refused]


def test_a_stick_that_is_pulled_out_is_told_and_goes_on_by_itself_when_it_is_back(
    desk: Desk, tmp_path: Path
) -> None:
    place, content = tmp_path / "stick", tmp_path / "content"
    with small_disk(place, "size=8m"):
        path = Path(shutil.copy(desk.board(core=["One"]), place / "Shop.board"))
        hand = desk.window(path)
        hand.add("Saved")
        shutil.copytree(place, content)
        pull_out(place)
        hand.window.quick_add.setFocus()
        hand.write("Typed in vain")
        hand.press(Key.Key_Return)
        assert hand.window.quick_add.text() == "Typed in vain" and hand.shown("unsorted") == ["Saved"]
        hand.qtbot.waitUntil(
            lambda: "The folder or the disk of Shop.board is not there any more." in banner(hand),
            timeout=15_000,
        )
        with small_disk(place, "size=8m"):
            shutil.copytree(content, place, dirs_exist_ok=True)
            hand.qtbot.waitUntil(
                lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window, timeout=15_000
            )
            again = desk.at(desk.windows.all[0])
            assert not again.board.read_only and again.shown("unsorted") == ["Saved"] and not banner(again)
            # What was typed is there as well.
            again.qtbot.waitUntil(lambda: again.window.quick_add.text() == "Typed in vain", timeout=15_000)
            again.window.quick_add.setFocus()
            again.press(Key.Key_Return)
            assert again.stored("unsorted") == ["Typed in vain", "Saved"]
            again.close()


def test_an_error_of_the_disk_at_the_commit_is_decided_before_anything_more_is_saved(hand: Hand) -> None:
    path = hand.board.path
    with faulty(writing_thread(hand), "fsync,fdatasync", "error=EIO:when=1"):
        type_card(hand, "In doubt")
        hand.qtbot.waitUntil(lambda: not hand.store.is_busy)
        hand.settle()
        is_saved = "In doubt" in hand.shown("unsorted")
        assert is_saved or hand.window.quick_add.text() == "In doubt"
        assert ("In doubt" in hand.stored("unsorted")) == is_saved
        over(hand)
        hand.window.quick_add.clear()
        hand.add("After")
    assert hand.shown("unsorted") == ["After", *(["In doubt"] if is_saved else []), "Saved"]
    hand.agrees()
    hand.close()
    assert titles_in(path) == ["One", "Saved", *(["In doubt"] if is_saved else []), "After"]


@pytest.mark.parametrize("error", ["EIO", "EROFS", "ENOSPC"])
def test_a_disk_that_fails_for_good_takes_nothing_and_goes_on_when_it_is_well(hand: Hand, error: str) -> None:
    path = hand.board.path
    with faulty(writing_thread(hand), WRITES, f"error={error}"):
        type_card(hand, "Not saved")
        hand.qtbot.waitUntil(lambda: bool(banner(hand)), timeout=20_000)
        words = "The disk is full." if error == "ENOSPC" else "The disk reported an error"
        assert words in banner(hand)
        assert hand.window.quick_add.text() == "Not saved"
        assert hand.shown("unsorted") == ["Saved"]
    over(hand)
    hand.window.quick_add.setFocus()
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted") == ["Not saved", "Saved"]
    hand.agrees()
    hand.close()
    assert titles_in(path) == ["One", "Saved", "Not saved"]


class Paints(QObject):
    """How often a column was painted."""

    def __init__(self, hand: Hand) -> None:
        super().__init__()
        self.count = 0
        self._view = hand.column("core").view.viewport()
        self._view.installEventFilter(self)
        self._timer = QTimer(self, interval=20)
        self._timer.timeout.connect(self._view.update)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_on_a_slow_disk_the_card_is_marked_and_the_window_goes_on_painting(hand: Hand) -> None:
    """A card is drawn as saved only after its commit."""
    task, target = hand.task("One"), hand.stage("setup").id
    paints = Paints(hand)
    with faulty(writing_thread(hand), "fsync,fdatasync", "delay_enter=2000000"):
        revision = hand.board.revision
        hand.window.board.operations.move([task], target, None)
        assert hand.store.is_pending(task)
        hand.qtbot.waitUntil(lambda: "Saving…" in hand.window.status._saved.text())
        hand.qtbot.waitUntil(lambda: paints.count >= 20)
        # All that was painted while the disk was busy: nothing is said to be saved.
        assert hand.store.is_pending(task) and hand.board.revision == revision
        assert hand.shown("core") == ["One"] and hand.shown("setup") == []
        hand.qtbot.waitUntil(lambda: hand.shown("setup") == ["One"], timeout=20_000)
        assert hand.board.revision == revision + 1
        hand.qtbot.waitUntil(lambda: not hand.store.is_pending(task), timeout=20_000)
    events()
    hand.agrees()

"""A board that is open elsewhere: to look at, always up to date, never in the way."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPushButton

from models.board import Board
from tests.stories.desk import CTRL, LEFT, SHIFT, Desk, Hand, Key, drop_on, events
from ui.pages.sort.plan_table import FIT
from ui.pages.sort.sort_page import SortPage
from ui.store import Store

ROOT = Path(__file__).resolve().parents[2]
OTHER_PROGRAM = """
import json, sys
from models.board import Board
from models import pins, stages, tasks
from models.drafts import TaskDraft
board = Board.open(sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    name, *rest = json.loads(line)
    if name == "add":
        tasks.add_tasks(board, [TaskDraft(rest[0])], stages.first_stage(board, rest[1]).id)
    elif name == "move":
        tasks.move_tasks(board, [rest[0]], stages.first_stage(board, rest[1]).id)
    elif name == "rename":
        stages.edit_stage(board, stages.first_stage(board, rest[0]).id, name=rest[1])
    elif name == "pin":
        pins.pin_task(board, *rest)
    elif name == "undo":
        board.undo()
    print("done", flush=True)
board.close()
"""


class Other:
    """Another program that writes to the board."""

    def __init__(self, path: Path) -> None:
        command = [sys.executable, "-c", OTHER_PROGRAM, str(path)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert self._answer() == "open"

    @property
    def pid(self) -> int:
        return self._process.pid

    def does(self, *what: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        assert self._answer() == "done"

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture
def other(desk: Desk) -> Iterator[Other]:
    made = Other(desk.board(unsorted=["One", "Two"], core=["Three"]))
    yield made
    made.close()


@pytest.fixture
def hand(desk: Desk, other: Other) -> Hand:
    return desk.window(desk.folder / "Shop.board")


def poll(hand: Hand) -> None:
    """The look that the window takes once a second, now."""
    hand.board.poll()
    events()


def test_the_second_program_looks_and_says_so(hand: Hand, other: Other) -> None:
    assert hand.board.read_only
    assert hand.window.banner.isVisible()
    said = hand.window.banner.text
    assert said.startswith("Shop.board is open elsewhere: by ") and f"process {other.pid}." in said
    assert said.endswith(" You can look, search and export here.")
    assert hand.window.pages.currentWidget() is hand.window.splitter


def test_it_follows_what_the_first_one_does(hand: Hand, other: Other) -> None:
    other.does("add", "New there", "core")
    poll(hand)
    assert hand.shown("core") == ["New there", "Three"] and "New there" in hand.said
    other.does("move", hand.task("One"), "done")
    poll(hand)
    assert hand.shown("done") == ["One"] and hand.shown("unsorted") == ["Two"]
    other.does("rename", "core", "Mine")
    other.does("undo")
    other.does("undo")
    poll(hand)
    assert hand.shown("unsorted") == ["One", "Two"] and hand.column("core").header.texts()[0] == "Core"
    hand.agrees()


def test_it_looks_by_itself(hand: Hand, other: Other, desk: Desk) -> None:
    other.does("add", "By itself", "core")
    desk.qtbot.waitUntil(lambda: "By itself" in hand.shown("core"), timeout=10_000)


def test_nothing_can_be_written_and_nothing_breaks(hand: Hand, other: Other, tmp_path: Path) -> None:
    revision = hand.board.revision
    for name in (
        "edit.undo",
        "card.cut",
        "card.paste",
        "card.bin",
        "card.change",
        "card.add",
        "file.import_file",
    ):
        assert not hand.window.actions_[name].isEnabled(), name
    hand.focus("One")
    for key in (Key.Key_Delete, Key.Key_2, Key.Key_F2):
        hand.press(key)
        hand.press(Key.Key_Escape)
    hand.press(Key.Key_Down, CTRL | SHIFT)
    hand.drag("One", "core")
    assert hand.said == "This board is open for reading only."
    assert hand.shown("unsorted") == ["One", "Two"]
    drop_on(
        hand.column("core").view.viewport(),
        hand.column("core").view.rect().center(),
        text("x"),
        hand.copy_action,
    )
    hand.settle()
    assert hand.board.revision == revision
    hand.search("three")
    assert hand.shown("core") == ["Three"]
    assert hand.export(tmp_path / "seen.csv").count(b"\r\n") == 4
    hand.agrees()


def test_a_card_can_be_opened_and_typing_into_it_is_refused_in_words(hand: Hand) -> None:
    hand.open_card("Three")
    panel = hand.window.panel
    assert panel.isVisible()
    hand.fill(panel.title, "Changed here")
    hand.leave_field()
    assert hand.stored("core") == ["Three"]
    assert panel.title.toPlainText() == "Three"


def test_a_pin_set_in_the_other_program_shows_on_delegate_next(hand: Hand, other: Other) -> None:
    other.does("add", "Calls", "setup")
    poll(hand)
    hand.run("view.sort")
    page = hand.window.pages.currentWidget()
    assert isinstance(page, SortPage)
    page.tabs.setCurrentIndex(2)
    mark = page.next.model.index(0, FIT)
    page.next.table.setCurrentIndex(mark)
    assert not any(button.isEnabled() for button in page.next.pins.values())
    for pin, shown in (("in", "pinned in"), ("out", "left out"), (None, "")):
        other.does("pin", hand.task("Calls"), pin)
        poll(hand)
        hand.qtbot.waitUntil(lambda shown=shown: page.next.model.index(0, FIT).data() == shown)
    other.does("undo")
    poll(hand)
    hand.qtbot.waitUntil(lambda: page.next.model.index(0, FIT).data() == "left out")


def test_closing_the_reader_leaves_the_writer_in_peace(hand: Hand, other: Other, desk: Desk) -> None:
    hand.close()
    other.does("add", "After", "core")
    other.close()
    with Board.open(desk.folder / "Shop.board") as board:
        assert not board.read_only


def test_it_writes_by_itself_when_the_other_program_lets_go(hand: Hand, other: Other, desk: Desk) -> None:
    hand.open_card("Three")
    other.close()
    desk.qtbot.waitUntil(
        lambda: [w.store.board.read_only for w in desk.windows.all] == [False], timeout=15_000
    )
    now = desk.at(desk.windows.all[0])
    assert not now.window.banner.isVisible() and now.window.panel.task_id == now.task("Three")
    now.add("Mine again")
    assert now.stored("unsorted") == ["Mine again", "One", "Two"]


def test_try_again_looks_at_once_and_a_live_program_is_never_passed_over(
    hand: Hand, other: Other, desk: Desk
) -> None:
    names = [b.text() for b in hand.window.banner.findChildren(QPushButton) if b.isVisible()]
    assert names == ["Try again"], "there is no way past a program that is seen alive"
    hand.qtbot.mouseClick(hand.banner_button(), LEFT)
    desk.qtbot.waitUntil(lambda: desk.windows.all != [hand.window] and len(desk.windows.all) == 1)
    again = desk.at(desk.windows.all[0])
    assert again.board.read_only and "open elsewhere" in again.window.banner.text
    other.does("add", "Goes on there", "core")
    poll(again)
    assert "Goes on there" in again.shown("core")


def test_the_same_board_twice_is_one_window(desk: Desk, tmp_path: Path) -> None:
    path = desk.board("Mine", core=["A"])
    first = desk.window(path)
    link = tmp_path / "link.board"
    link.symlink_to(path)
    assert desk.windows.open(path) is first.window
    assert desk.windows.open(link) is first.window
    assert isinstance(first.store, Store) and not first.board.read_only


def text(words: str) -> QMimeData:
    made = QMimeData()
    made.setText(words)
    return made

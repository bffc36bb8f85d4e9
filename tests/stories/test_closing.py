"""A window may be closed at any moment: what was typed is saved, nothing runs on, nothing is left behind."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject

from models import tasks
from models.board import Board
from models.cards import count_tasks, read_cards, read_order
from models.checking import check
from models.drafts import TaskDraft
from models.stages import read_stages
from models.uid import new_uid
from tests.stories.desk import Desk, Hand, events
from tests.stories.test_trello_import import trello
from ui import background
from ui.settings import Settings


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(core=["One", "Two"]))


def titles(path: Path) -> list[str]:
    with Board.open(path) as board:
        assert check(board).faults == []
        ids = [task for stage in read_stages(board) for task in read_order(board, stage.id)[0]]
        known = read_cards(board, ids)
        return [known[task].title for task in ids]


def left_behind(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.glob(f"{path.name}-*"))


def test_what_is_half_typed_is_saved(hand: Hand) -> None:
    path = hand.board.path
    hand.open_card("One")
    hand.fill(hand.window.panel.title, "One, changed")
    hand.close()
    assert left_behind(path) == []
    assert titles(path) == ["One, changed", "Two"]


def test_what_was_asked_for_a_moment_ago_is_saved(hand: Hand) -> None:
    path, view = hand.board.path, hand.window.board
    view.operations.move([hand.task("One")], hand.stage("done").id, None)
    view.operations.rename(hand.task("Two"), "Renamed")
    hand.window.close()
    events()
    assert left_behind(path) == []
    assert titles(path) == ["Renamed", "One"]


def test_closed_at_once_after_opening(desk: Desk) -> None:
    path = desk.board(core=["One"])
    desk.windows.open(path).close()
    desk.windows.open(path).close()
    events()
    assert left_behind(path) == [] and titles(path) == ["One"]


def test_a_running_import_is_stopped(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    importing = hand.import_file(trello(desk.folder, 3_000))
    desk.qtbot.waitUntil(importing.dialog.start.isEnabled, timeout=20_000)
    importing.dialog.start.click()
    hand.close()
    assert left_behind(path) == []
    with Board.open(path) as board:
        assert count_tasks(board) in (2, 3_002), "all of it or nothing"
        assert check(board).faults == []


def test_a_file_that_is_still_being_looked_through(hand: Hand, desk: Desk) -> None:
    hand.choose_file("file.import_file", trello(desk.folder, 3_000))
    hand.close()
    events()
    assert titles(hand.board.path) == ["One", "Two"]


def test_an_export_that_was_asked_for_is_finished(hand: Hand, desk: Desk) -> None:
    hand.store.submit(tasks.add_tasks, [TaskDraft(f"Many {n}", uid=new_uid()) for n in range(2_000)])
    hand.settle()
    hand.window.files._export(desk.folder / "all.csv", None)
    hand.window.files._save_copy(desk.folder / "copy.board")
    hand.close()
    assert (desk.folder / "all.csv").read_bytes().count(b"\r\n") == 2_003
    assert len(titles(desk.folder / "copy.board")) == 2_002
    assert not list(desk.folder.glob(".board-*"))


def at_the_end(hand: Hand) -> list[str]:
    """What stands in the banner when the window goes."""
    said: list[str] = []
    banner = hand.window.banner

    def note() -> None:
        said.append(banner.text)
        assert banner.height() < 60 or not banner.text, "one line of text, no hole above the board"

    hand.window.gone.connect(note)
    return said


class Painted(QObject):
    """Sets an event when the banner is painted."""

    def __init__(self, banner: QObject) -> None:
        super().__init__(banner)
        self.is_seen = threading.Event()
        banner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.is_seen.set()
        return super().eventFilter(watched, event)


def test_a_window_that_has_to_wait_says_so_before_it_stands_still(hand: Hand) -> None:
    said = at_the_end(hand)
    seen = Painted(hand.window.banner).is_seen
    # It ends when somebody could have read why.
    background.run(lambda _: seen.wait(60), lambda _: None, lambda _: None, hand.window)
    hand.close()
    assert seen.is_set() and said[0].startswith("Closing. What was begun is being finished first")
    assert said[0].endswith("Everything saved so far is safe.")
    assert left_behind(hand.board.path) == []


def test_a_window_that_closes_at_once_says_nothing(hand: Hand) -> None:
    said = at_the_end(hand)
    hand.add("Three")
    hand.close()
    assert said == [""]


def test_nothing_is_written_after_the_end(hand: Hand) -> None:
    path, store = hand.board.path, hand.store
    hand.close()
    answers: list[object] = []
    store.submit(Board.undo).done.connect(answers.append)
    events()
    assert len(answers) == 1 and answers[0] is not None
    assert left_behind(path) == [] and titles(path) == ["One", "Two"]


def test_every_board_has_a_place_of_its_own_in_the_settings(desk: Desk) -> None:
    first, second = desk.window(desk.board("A", core=["1"])), desk.window(desk.board("B", core=["2"]))
    first.window.resize(500, 400)
    second.window.resize(700, 600)
    uids = [hand.board.about().uid for hand in (first, second)]
    first.close()
    second.close()
    assert all(Settings(desk.folder / "settings.ini").window(uid).get("geometry") for uid in uids)
    assert desk.window(desk.folder / "A.board", as_left=True).window.width() == 500
    assert desk.window(desk.folder / "B.board", as_left=True).window.width() == 700


@pytest.mark.parametrize(
    "state",
    [
        '{"geometry": 5, "board": [], "panel": "x", "opened": 7}',
        '{"geometry": "%%%", "panel": [1, "2"]}',
        "[]",
        "{",
    ],
)
def test_settings_from_anywhere_never_stop_a_window(desk: Desk, state: str) -> None:
    path = desk.board(core=["One"])
    hand = desk.window(path)
    uid = hand.board.about().uid
    hand.close()
    desk.settings._store.setValue(f"window/{uid}", state)
    again = desk.window(path)
    assert again.shown("core") == ["One"]


def test_a_card_that_is_gone_is_not_opened_again(hand: Hand, desk: Desk) -> None:
    hand.open_card("One")
    hand.close()
    with Board.open(desk.folder / "Shop.board") as board:
        tasks.bin_tasks(board, [read_order(board, read_stages(board)[1].id)[0][0]])
    again = desk.window(desk.folder / "Shop.board")
    assert not again.window.panel.isVisible() and again.shown("core") == ["Two"]

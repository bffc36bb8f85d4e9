"""Boards as files: new, open, recent, copy, export."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from models import handovers
from models.board import Board
from models.cards import count_tasks
from models.drafts import TaskDraft
from tests.stories.desk import Desk, Hand, Key, events

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(core=["One", "Two"], unsorted=["Three"]))


def test_a_new_board_gets_a_window_of_its_own(hand: Hand, desk: Desk) -> None:
    hand.choose_file("file.new", desk.folder / "Second.board")
    assert [window.store.board.name for window in desk.windows.all] == ["Shop", "Second"]
    assert (desk.folder / "Second.board").exists()


def test_a_new_board_never_replaces_a_file(hand: Hand, desk: Desk) -> None:
    taken = desk.board("Taken", core=["Mine"])
    before = taken.read_bytes()
    hand.choose_file("file.new", taken)
    assert "is there already" in hand.dialog(QMessageBox).text()
    hand.press(Key.Key_Escape)
    assert taken.read_bytes() == before and len(desk.windows.all) == 1


def test_open_and_recent(hand: Hand, desk: Desk) -> None:
    other = desk.board("Other & more", core=["There"])
    hand.choose_file("file.open", other)
    assert len(desk.windows.all) == 2
    menu = QMenu()
    hand.window.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == ["Other && more", "Shop"]
    desk.windows.all[1].close()
    events()
    menu.actions()[0].trigger()
    events()
    assert len(desk.windows.all) == 2


def test_recent_boards_of_one_name_are_told_apart_by_folder(hand: Hand, desk: Desk) -> None:
    (desk.folder / "attic").mkdir()
    desk.windows.open(desk.folder / "attic" / "Shop.board", create=True)
    menu = QMenu()
    hand.window.files.fill_recent(menu)
    assert [action.text() for action in menu.actions()] == [
        f"Shop — {name}" for name in ("attic", desk.folder.name)
    ]


def test_a_copy_is_a_whole_board_while_this_one_goes_on(hand: Hand, desk: Desk) -> None:
    copy = desk.folder / "Copy.board"
    hand.choose_file("file.save_copy", copy)
    hand.qtbot.waitUntil(lambda: hand.said == "Copy saved: Copy.board")
    hand.add("Only here")
    with Board.open(copy) as board:
        assert count_tasks(board) == 3
    assert hand.window.windowFilePath().endswith("Shop.board") and not list(desk.folder.glob("Copy.board-*"))


@pytest.mark.parametrize("name", ["Shop.board", "missing/Copy.board", "."])
def test_a_copy_that_cannot_be_made_is_told(hand: Hand, desk: Desk, name: str) -> None:
    hand.choose_file("file.save_copy", desk.folder / name)
    assert hand.dialog(QMessageBox).text().endswith(".")
    hand.press(Key.Key_Escape)
    assert hand.stored("core") == ["One", "Two"]


def test_exported_are_all_cards_or_those_found(hand: Hand, desk: Desk) -> None:
    assert hand.export(desk.folder / "all.csv").count(b"\r\n") == 4
    assert not hand.window.actions_["file.export_found"].isEnabled()
    hand.window.search.show_query("two")
    hand.choose_file("file.export_found", desk.folder / "found.csv")
    hand.qtbot.waitUntil(lambda: hand.said == "Exported 1 card to found.csv")
    text = (desk.folder / "found.csv").read_text("utf-8-sig")
    assert "Two" in text and "One" not in text


def test_an_export_that_cannot_be_written_is_told_and_leaves_nothing(hand: Hand, desk: Desk) -> None:
    hand.choose_file("file.export_all", desk.folder / "missing" / "x.csv")
    assert "missing" in hand.dialog(QMessageBox).text()
    hand.press(Key.Key_Escape)
    assert not list(desk.folder.glob("**/*.csv")) and not list(desk.folder.glob("**/*.tmp"))


def test_dialogs_propose_names(hand: Hand) -> None:
    for action, name in (("file.save_copy", "Shop copy.board"), ("file.export_all", "Shop 2026-11-23.csv")):
        hand.run(action)
        dialog = hand.dialog(QFileDialog)
        assert Path(dialog.selectedFiles()[0]).name == name
        dialog.reject()


def test_show_in_folder_opens_the_folder(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    hand.run("file.show_in_folder")
    assert [Path(url.toLocalFile()) for url in opened] == [hand.board.path.parent]


def test_close_closes_one_window_and_quit_all(hand: Hand, desk: Desk) -> None:
    desk.windows.open(desk.board("Other", core=["There"]))
    hand.window.actions_["file.close"].trigger()
    events()
    assert [window.store.board.name for window in desk.windows.all] == ["Other"]
    desk.windows.all[0].actions_["file.quit"].trigger()
    events()
    assert desk.windows.all == []


def test_runs_are_exported_from_the_menu(desk: Desk, tmp_path: Path) -> None:
    task = TaskDraft("Calls", assistants=["Maya"])
    hand = desk.window(desk.board(handed_over=[task]))
    hand.store.submit(handovers.deliver, [hand.task("Calls")])
    hand.settle()
    path = tmp_path / "runs.csv"
    hand.choose_file("file.export_runs", path)
    hand.qtbot.waitUntil(lambda: "runs.csv" in hand.said)
    assert hand.said == "Exported 1 run to runs.csv"
    assert "Calls,Maya,open," in path.read_text("utf-8-sig")

"""One window for each board file."""

from pathlib import Path

import pytest

from models import places
from models.errors import NotABoard, StorageError
from tests.stories.desk import Desk, events

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_every_board_has_one_window(desk: Desk) -> None:
    first, second = desk.board("A"), desk.board("B")
    a, b = desk.windows.open(first), desk.windows.open(second)
    assert a is not b and desk.windows.all == [a, b]
    assert desk.windows.open(first) is a
    assert desk.windows.open(first.parent / "." / "A.board") is a
    a.close()
    events()
    assert desk.windows.all == [b]
    again = desk.windows.open(first)
    assert again is not a and not again.store.board.read_only


def test_recent_boards_are_noted_newest_first_the_sample_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    first, second = desk.board("A"), desk.board("B")
    for path in (first, second, first):
        desk.windows.open(path).close()
        events()
    desk.windows.open_sample()
    assert desk.settings.recent == [first, second]


def test_asked_for_nothing_the_last_board_comes_or_the_first_one_is_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = desk.windows.open_asked(None)
    assert made.store.board.path == places.default_board().resolve()
    made.close()
    events()
    other = desk.board("A")
    desk.windows.open(other).close()
    events()
    assert desk.windows.open_asked(None).store.board.path == other


def test_asked_for_a_board_that_is_not_there_it_is_made_but_no_other_file(desk: Desk) -> None:
    made = desk.windows.open_asked(desk.folder / "new.board")
    assert made.store.board.name == "new" and (desk.folder / "new.board").exists()
    with pytest.raises(StorageError):
        desk.windows.open_asked(desk.folder / "typo.txt")
    assert not (desk.folder / "typo.txt").exists()


def test_a_board_that_does_not_open_is_told_and_raised(desk: Desk) -> None:
    (desk.folder / "no.board").write_text("nothing")
    with pytest.raises(NotABoard):
        desk.windows.open(desk.folder / "no.board")
    desk.windows.try_open(desk.folder / "no.board")
    assert len(desk.refused) == 1 and desk.windows.all == [] and desk.settings.recent == []


def test_the_sample_makes_room_for_the_owners_board(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sample = desk.at(desk.windows.open_sample())
    assert sample.window.banner.isVisible()
    sample.banner_button().click()
    events()
    assert [window.store.board.path for window in desk.windows.all] == [places.default_board().resolve()]


def test_an_empty_board_makes_room_for_the_sample_one_with_cards_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    empty = desk.window(desk.folder / "empty.board", create=True)
    empty.run("help.sample")
    events()
    assert [window._is_sample for window in desk.windows.all] == [True]
    desk.windows.close_all()
    events()
    full = desk.window(desk.board("Full", core=["One"]))
    full.run("help.sample")
    assert len(desk.windows.all) == 2


def test_closing_all_closes_every_board(desk: Desk) -> None:
    paths = [desk.board(name, core=["One"]) for name in "ABC"]
    for path in paths:
        desk.windows.open(path)
    desk.windows.close_all()
    events()
    assert desk.windows.all == [] and not list(desk.folder.glob("*-wal"))


def test_a_picture_takes_no_lock(desk: Desk) -> None:
    path = desk.board("A", core=["One"])
    shown = desk.windows.open_for_picture(path)
    assert shown.store.board.read_only
    shown.close()
    events()
    assert not desk.windows.open(path).store.board.read_only


def test_started_with_the_computer_the_first_window_is_small_and_the_next_is_not(desk: Desk) -> None:
    desk.windows.begins_small = True
    first = desk.windows.open_asked(desk.board("A"))
    assert first.isMinimized()
    desk.qtbot.waitUntil(lambda: first.is_whole)
    second = desk.windows.open(desk.board("B"))
    assert not second.isMinimized() and second.isVisible()
    assert desk.windows.raise_window(first) is first and not first.isMinimized()

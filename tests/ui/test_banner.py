"""The line below the header: all of its text and every way out can be seen, whatever names are in it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.exceptions import capture_exceptions

from models import file_state, file_watch
from models.board import Board
from models.errors import BoardHeld
from models.file_watch import Seen, in_words
from models.folder_kind import SHARE, SYNCED, FolderKind
from models.words import say
from tests.stories.desk import Desk, Hand, events
from ui.banner import Banner

LONG = "Shop of the two sisters in Lower Upton, since 1987 (copy of the copy for the tax office)"
KINDS = (
    file_state.GONE,
    file_state.MOVED,
    file_state.REPLACED,
    file_state.FOLDER,
    file_state.CUT,
    file_state.LOG,
    file_watch.FULL,
    file_watch.READ_ONLY,
    file_watch.BUSY,
    file_watch.DISK,
)


@pytest.fixture(params=["", "large_letters"], ids=["usual", "large"])
def letters(request: pytest.FixtureRequest) -> None:
    if request.param:
        request.getfixturevalue(request.param)


@pytest.fixture(params=["Shop", LONG], ids=["short", "long"])
def hand(desk: Desk, letters: None, request: pytest.FixtureRequest) -> Hand:
    made = desk.window(desk.board(request.param, core=["One"]))
    made.window.resize(1280, 720)
    events()
    return made


def cut_off(banner: Banner) -> list[str]:
    """What of a banner cannot be seen."""
    found = []
    label = next(one for one in banner.findChildren(QLabel) if one.text() == banner.text)
    flags = Qt.TextFlag.TextWordWrap if label.wordWrap() else Qt.TextFlag.TextSingleLine
    needed = label.fontMetrics().boundingRect(label.rect(), flags, label.text())
    if needed.width() > label.width() or needed.height() > label.height():
        found.append(f"{needed.size()} in {label.size()}: {label.text()}")
    for part in (label, *(one for one in banner.findChildren(QPushButton) if one.isVisible())):
        place = part.rect().translated(part.mapTo(banner, part.rect().topLeft()))
        if not banner.rect().contains(place):
            found.append(part.text())
    if label.height() > needed.height() + 2 * label.fontMetrics().height():
        found.append("a hole")
    return found


@pytest.mark.parametrize("with_card", [False, True], ids=["", "card"])
def test_every_trouble_with_the_file_is_seen_whole_with_its_ways_out(hand: Hand, with_card: bool) -> None:
    if with_card:
        hand.window.open_card(hand.task("One"))
    folder, name = hand.board.path.parent, hand.board.path.stem
    kept = folder / "data" / "delegation-board" / "kept" / f"{name} 2026-11-26 204512.board"
    for kind in KINDS:
        seen = Seen(kind, folder / "of the tax office" / f"{name}.board", kept, "python3")
        hand.window.trouble._on_seen(seen)
        events()
        assert hand.window.width() == 1280 and cut_off(hand.window.banner) == [], kind
    hand.window.trouble._on_seen(Seen(""))
    for found in (FolderKind(SYNCED, "Google Drive"), FolderKind(SHARE, "cifs")):
        hand.window.trouble._warn_of_folder(found)
        events()
        assert hand.window.width() == 1280 and cut_off(hand.window.banner) == [], found
        assert "cifs" not in hand.window.banner.text


def test_trouble_has_a_sign_besides_its_colour_and_leaves_no_trace(hand: Hand) -> None:
    banner = hand.window.banner
    hand.window.trouble._on_seen(Seen(file_watch.FULL))
    assert banner.property("look") == "trouble" and not banner._sign.pixmap().isNull()
    assert banner._sign.isVisible()
    hand.window.trouble._on_seen(Seen(""))
    assert banner.property("look") == "" and not banner._sign.isVisible()


@pytest.mark.parametrize("may_be_over", [False, True])
def test_who_holds_a_board_is_named_whole_and_the_window_stays_as_wide_as_the_screen(
    desk: Desk, letters: None, may_be_over: bool
) -> None:
    path = desk.board(LONG, core=["One"])
    with Board.open(path):
        hand = desk.window(path)
        host = "reception-desk-2.branch-lower-upton.customers.example-housekeeping.co.uk"
        held = say(
            "The board is open elsewhere: on {host}, by {user}.",
            host=host,
            user="margaret.winterbottom.feather",
        )
        hand.board.why_read_only = BoardHeld(held, may_be_over=may_be_over)
        hand.window.trouble._show_read_only()
        hand.window.resize(1280, 720)
        events()
        assert hand.window.width() == 1280 and cut_off(hand.window.banner) == []
        hand.close()


def test_a_short_line_has_its_button_right_beside_it(hand: Hand) -> None:
    banner = hand.window.banner
    banner.show_text("This is a sample board: try anything.", "Start my own board", lambda: None)
    events()
    (button,) = [one for one in banner.findChildren(QPushButton) if one.isVisible()]
    assert banner._label.wordWrap() is False and cut_off(banner) == []
    assert button.x() - banner._label.geometry().right() < 30


def test_the_name_of_the_file_leaves_room_for_what_was_said(hand: Hand) -> None:
    hand.window.status.say("Changed “One”", "Undo (Ctrl+Z)", "undo")
    events()
    said, file = hand.window.status._said, hand.window.status._file
    assert file.text() == hand.board.path.name and file.width() <= 1280 * 0.3
    assert said.width() >= said.fontMetrics().horizontalAdvance(said.text())


def test_a_file_cut_short_leads_to_its_backups(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models import backups

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desk.windows.recovers = True
    path = desk.board(core=["One"])
    with Board.open(path) as board:
        backups.back_up(board, "asked")
    hand = desk.window(path)
    # What is read now cannot be had; the program says so in words (models.file_watch.in_words).
    with capture_exceptions() as caught:
        path.write_bytes(b"")
        desk.qtbot.waitUntil(lambda: "cut it short" in hand.window.banner.text, timeout=15_000)
        buttons = {one.text(): one for one in hand.window.banner.findChildren(QPushButton) if one.isVisible()}
        assert "then mend it from a backup" in hand.window.banner.text
        desk.qtbot.mouseClick(buttons["Mend it…"], Qt.MouseButton.LeftButton)
        desk.qtbot.waitUntil(lambda: path in desk.windows.recoveries)
    assert all(in_words(error) is not None for _, error, _ in caught)
    window = desk.windows.recoveries[path]
    desk.qtbot.waitUntil(window.backup.isEnabled)
    assert desk.windows.all == [], "nothing holds the file any more"
    window.backup.click()
    desk.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and not desk.windows.recoveries)
    assert desk.at(desk.windows.all[0]).stored("core") == ["One"]

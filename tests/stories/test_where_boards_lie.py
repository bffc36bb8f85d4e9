"""An owner whose board lies in a synced folder, on another computer's share, or where nobody may write."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from tests.models.nobody import ROOT, give, run_as_nobody
from tests.stories.desk import LEFT, Desk, Hand, events

THEIRS = b"\0" + json.dumps({"host": "office-pc", "pid": 7, "user": "ann"}).encode()
CLOSED = b"\0" + json.dumps({"closed": [0, 0]}).encode()
# A window of the real program, without a screen: what its banner says and offers, and whether it writes.
SHOW = """
import datetime as dt, json, os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from PySide6.QtWidgets import QPushButton
from ui import app, theme
from ui.settings import Settings
from ui.windows import Windows
application = app.make_application()
theme.apply(application, "light")
windows = Windows(Settings(Path(sys.argv[3]) / "settings.ini"), lambda: dt.date(2026, 11, 23))
window = windows.open(Path(sys.argv[2]))
window.complete()
app.settle(application)
buttons = [one.text() for one in window.banner.findChildren(QPushButton) if not one.isHidden()]
shown = [str(c.model.index(r, 0).data()) for c in window.board.columns() for r in range(c.model.rowCount())]
print(json.dumps([window.banner.text, buttons, window.store.board.read_only, shown]))
window.close()
app.settle(application)
"""


def press(hand: Hand, name: str) -> None:
    button = next(
        b for b in hand.window.banner.findChildren(QPushButton) if b.isVisible() and b.text() == name
    )
    hand.qtbot.mouseClick(button, LEFT)
    events()


def banner(hand: Hand) -> str:
    return hand.window.banner.text if hand.window.banner.isVisible() else ""


@pytest.fixture
def synced(desk: Desk) -> Path:
    folder = desk.folder / "Dropbox"
    folder.mkdir()
    return desk.board("Shop", core=["One"]).rename(folder / "Shop.board")


def test_a_synced_folder_is_warned_of_once_and_the_choice_is_remembered(desk: Desk, synced: Path) -> None:
    hand = desk.window(synced)
    hand.qtbot.waitUntil(lambda: "a folder that Dropbox keeps the same" in banner(hand))
    hand.add("Written all the same")
    assert hand.stored("unsorted") == ["Written all the same"]
    press(hand, "Keep it here")
    assert not banner(hand)
    hand.close()
    again = desk.window(synced)
    again.qtbot.waitUntil(lambda: again.window.trouble.has_looked_at_folder)
    assert not banner(again)


def test_a_board_that_another_computer_may_have_open_is_read_first_and_opened_anyway_behind_a_warning(
    desk: Desk, synced: Path
) -> None:
    synced.with_name("Shop.board.lock").write_bytes(THEIRS)
    hand = desk.window(synced)
    assert hand.board.read_only
    said = (
        "Shop.board is open elsewhere: by ann on office-pc, process 7. You can look, search and export here."
    )
    assert banner(hand) == said
    with hand.qtbot.waitSignals([hand.window.trouble.watch.ticked] * 2, timeout=15_000):
        pass
    assert desk.windows.all == [hand.window], "that the system's lock is free says nothing here"
    press(hand, "Open anyway…")
    box = hand.dialog(QMessageBox)
    assert "can be lost" in box.informativeText()
    refuse = box.escapeButton()
    assert box.defaultButton() is refuse, "Enter means no"
    hand.qtbot.mouseClick(refuse, LEFT)
    assert desk.windows.all == [hand.window] and hand.board.read_only
    press(hand, "Open anyway…")
    box = hand.dialog(QMessageBox)
    agree = next(one for one in box.buttons() if one is not box.escapeButton())
    hand.qtbot.mouseClick(agree, LEFT)
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window)
    now = desk.at(desk.windows.all[0])
    assert not now.board.read_only
    now.add("Mine")
    assert now.stored("unsorted") == ["Mine"]


def test_when_the_other_computer_has_closed_the_board_it_is_written_here_by_itself(
    desk: Desk, synced: Path
) -> None:
    lock = synced.with_name("Shop.board.lock")
    lock.write_bytes(THEIRS)
    hand = desk.window(synced)
    assert hand.board.read_only
    lock.write_bytes(CLOSED)
    hand.qtbot.waitUntil(
        lambda: [w.store.board.read_only for w in desk.windows.all] == [False], timeout=15_000
    )


def test_a_board_that_another_computer_opens_anyway_is_looked_at_here_until_it_is_closed_there(
    desk: Desk, synced: Path
) -> None:
    lock = synced.with_name("Shop.board.lock")
    hand = desk.window(synced)
    hand.add("Saved here")
    hand.open_card("One")
    lock.write_bytes(THEIRS)
    hand.fill(hand.window.panel.title, "One, typed in vain")
    hand.leave_field()
    assert "was opened at" in hand.said and "Nothing was changed." in hand.said
    assert hand.stored("core") == ["One"]
    opened = "by ann on office-pc, while it was open here."
    hand.qtbot.waitUntil(lambda: opened in banner(hand), timeout=15_000)
    assert "Everything saved so far was copied to" in banner(hand)
    # What is typed is not taken out of the owner's hands.
    with hand.qtbot.waitSignals([hand.window.trouble.watch.ticked] * 2, timeout=15_000):
        pass
    assert desk.windows.all == [hand.window]
    press(hand, "Open the file that is there now")
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and desk.windows.all[0] is not hand.window)
    reading = desk.at(desk.windows.all[0])
    assert reading.board.read_only and opened in banner(reading)
    assert banner(reading).endswith("You can look, search and export here.")
    assert reading.shown("unsorted") == ["Saved here"]
    assert lock.read_bytes() == THEIRS
    lock.write_bytes(CLOSED)
    reading.qtbot.waitUntil(
        lambda: [w.store.board.read_only for w in desk.windows.all] == [False], timeout=15_000
    )
    again = desk.at(desk.windows.all[0])
    again.qtbot.waitUntil(lambda: again.stored("core") == ["One, typed in vain"], timeout=15_000)


def test_where_nobody_types_it_makes_way_by_itself(desk: Desk, synced: Path) -> None:
    lock = synced.with_name("Shop.board.lock")
    hand = desk.window(synced)
    part = lock.with_name("part")
    part.write_bytes(THEIRS)
    part.replace(lock)
    hand.qtbot.waitUntil(
        lambda: [w.store.board.read_only for w in desk.windows.all] == [True], timeout=15_000
    )
    assert "was opened at" in banner(desk.at(desk.windows.all[0])) and lock.read_bytes() == THEIRS


@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_where_nobody_may_write_the_window_says_so_and_offers_a_copy(
    desk: Desk, place: Path, what: str
) -> None:
    path = place / "boards" / "Shop.board"
    path.parent.mkdir()
    subprocess.run(["cp", desk.board("Shop", core=["One"], unsorted=["Two"]), path], check=True)
    home = place / "home"
    home.mkdir()
    give(path.parent)
    path.parent.chmod(0o755 if what == "file" else 0o555)
    path.chmod(0o444 if what == "file" else 0o644)
    done = run_as_nobody(sys.executable, "-c", SHOW, ROOT, path, home, home=home)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    text, buttons, is_read_only, shown = json.loads(done.stdout)
    reason = {
        "file": "Shop.board is protected against writing.",
        "folder": "The folder of Shop.board is protected against writing.",
    }[what]
    assert text == f"{reason} You can look, search and export here."
    assert buttons == ["Try again", "Save a copy…"] and is_read_only and shown == ["Two", "One"]
    path.parent.chmod(0o755)

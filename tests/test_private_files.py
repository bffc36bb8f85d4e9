"""What the program writes is its owner's alone, whatever the shell's umask and whatever was there before."""

import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from models.files import write_atomically
from tests.test_main import PATIENCE, Home, complaints, home, is_ready, make_board, until

_ = home
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="modes as on Linux")

# The real program as a careless shell starts it, with a mishap that is logged.
CARELESS = """
import os, sys
os.umask(0o022)
import main
from PySide6.QtCore import QTimer
from ui import app

make = app.make_application

def mishap():
    raise RuntimeError("for the log")

def made():
    application = make()
    QTimer.singleShot(200, mishap)
    return application

app.make_application = made
sys.exit(main.main(sys.argv[1:]))
"""
COMMAND = "import os, sys; os.umask(0o022); import main; sys.exit(main.main(sys.argv[1:]))"


def open_to_others(folder: Path) -> list[str]:
    """Whatever below a folder others may read, write or enter. Sockets are the owner's, too."""
    return [
        f"{path.relative_to(folder)} {stat.S_IMODE(path.lstat().st_mode):o}"
        for path in sorted(folder.rglob("*"))
        if path.lstat().st_mode & 0o077 and not path.is_symlink()
    ]


def test_every_file_that_the_program_makes_is_its_owners_alone(home: Home) -> None:
    process = home.start(code=CARELESS)
    log = home.folder / "state/delegation-board"
    until(is_ready(home, process, home.own_board), process)
    until(lambda: any(log.rglob("*.log")), process)
    # A bug's window is open; the files of an open board lie there, too.
    seen = {path.name for path in home.own_board.parent.iterdir()}
    assert {"My board.board", "My board.board-wal", "My board.board-shm", "My board.board.lock"} <= seen
    assert open_to_others(home.folder) == []
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert open_to_others(home.folder) == []
    assert (home.folder / "config/delegation-board/settings.ini").is_file()


def test_so_is_what_its_commands_write(home: Home) -> None:
    listed = home.folder / "list.csv"
    listed.write_text("Title\nCall the bank\n", "utf-8")
    listed.chmod(0o600)
    out = home.folder / "out.csv"
    for words in (
        ["import", listed],
        ["export", out],
        ["backup"],
        ["backup", home.folder / "kept.board"],
        ["check"],
    ):
        process = home.start(*words, code=COMMAND)
        assert process.wait(PATIENCE) == 0, process.communicate()
    assert out.is_file() and any(home.folder.glob("kept*"))
    assert open_to_others(home.folder) == []


def test_what_was_open_to_others_is_shut_when_the_program_starts(home: Home) -> None:
    board = make_board(home.own_board)
    aside = make_board(home.folder / "elsewhere/b.board")
    folder = home.own_board.parent
    (folder / "backups/x").mkdir(parents=True)
    log, settings = home.folder / "state/delegation-board/log", home.folder / "config/delegation-board"
    for place in (log, settings):
        place.mkdir(parents=True)
    files = [folder / "backups/x/old.board", log / "delegation-board.log", settings / "settings.ini"]
    for file in files:
        file.touch()
    opened = [board, aside, folder, folder / "backups", folder / "backups/x", log, settings, *files]
    for path in opened:
        path.chmod(0o777 if path.is_dir() else 0o666)
    process = home.start(aside, code=COMMAND)
    until((home.folder / "run/delegation-board/open.socket").exists, process)
    until(lambda: not any(path.stat().st_mode & 0o077 for path in opened), process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0 and complaints(process) == []


def test_a_stranger_behind_a_name_of_ours_is_left_alone(home: Home) -> None:
    """A link in the folder leads elsewhere: what lies there is not ours to change."""
    board = make_board(home.own_board)
    stranger = home.folder / "stranger"
    stranger.write_text("x")
    stranger.chmod(0o644)
    (board.parent / "link").symlink_to(stranger)
    process = home.start("check", code=COMMAND)
    assert process.wait(PATIENCE) == 0
    from models import private

    private.shut_below(board.parent)
    assert stat.S_IMODE(stranger.stat().st_mode) == 0o644


def test_what_is_written_for_the_owner_is_shut_whatever_the_umask(tmp_path: Path) -> None:
    """Exports, packets and copies go by one way."""
    before = os.umask(0o000)
    try:
        with write_atomically(tmp_path / "packet.html") as stream:
            stream.write(b"x")
    finally:
        os.umask(before)
    assert open_to_others(tmp_path) == []

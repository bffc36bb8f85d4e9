"""A second start hands its file to the first."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from models import places
from ui.doorbell import Doorbell
from ui.one_process import LONGEST, hand_over

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the runtime folder of a Unix system")

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from ui.one_process import hand_over
quiet, path = "quiet" in sys.argv[1:], next((word for word in sys.argv[1:] if word != "quiet"), None)
sys.exit(0 if hand_over(Path(path) if path else None, is_quiet=quiet) else 3)
"""


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # Short: the path of a socket may have 107 letters.
    with tempfile.TemporaryDirectory(prefix="dbr-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def doorbell(qtbot: QtBot) -> Iterator[Doorbell]:
    made = Doorbell()
    yield made
    made.close()


def start(qtbot: QtBot, path: Path | None, *words: str) -> bool:
    """A second start in a process of its own, while the first one goes on; whether it was answered."""
    given = [*([os.fspath(path)] if path else []), *words]
    second = subprocess.Popen([sys.executable, "-c", SECOND, *given], cwd=ROOT)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    return second.returncode == 0


def test_nobody_there_is_known_at_once() -> None:
    assert hand_over(Path("/a.board")) is False


@pytest.mark.parametrize(
    "path", [Path("/tmp/a.board"), Path("/tmp/ü 漢 & <b>.board"), Path(os.fsdecode(b"/tmp/\xff.board"))]
)
def test_a_path_arrives_as_it_was_given(qtbot: QtBot, doorbell: Doorbell, path: Path) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    assert start(qtbot, path) is True
    qtbot.waitUntil(lambda: heard == [path])


def test_a_start_with_the_computer_leaves_a_running_program_where_it_is(
    qtbot: QtBot, doorbell: Doorbell
) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    assert start(qtbot, None, "quiet") is True
    assert start(qtbot, None) is True
    qtbot.waitUntil(lambda: heard == [None])


def test_without_a_path_the_window_is_only_raised(qtbot: QtBot, doorbell: Doorbell) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    assert start(qtbot, None) is True
    qtbot.waitUntil(lambda: heard == [None])


def test_many_starts_after_each_other_all_arrive(qtbot: QtBot, doorbell: Doorbell) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    for number in range(4):
        assert start(qtbot, Path(f"/tmp/{number}.board")) is True
    qtbot.waitUntil(lambda: heard == [Path(f"/tmp/{number}.board") for number in range(4)])


@pytest.mark.parametrize("message", [b"relative/path", b"", b"/with\0nul", b"x" * (LONGEST * 2), b"\x80\x81"])
def test_anything_else_is_left_alone(qtbot: QtBot, doorbell: Doorbell, message: bytes) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(str(places.runtime_folder() / "open.socket"))
    assert socket.waitForConnected(2_000)
    socket.write(message)
    socket.flush()
    qtbot.wait(50)
    socket.disconnectFromServer()
    assert heard == []
    assert start(qtbot, Path("/tmp/still.board")) is True


def test_a_socket_that_a_crash_left_behind_is_replaced(qtbot: QtBot, runtime: Path) -> None:
    left = places.runtime_folder() / "open.socket"
    left.write_bytes(b"")
    doorbell = Doorbell()
    try:
        assert start(qtbot, None) is True
    finally:
        doorbell.close()


def test_only_the_user_may_ring(doorbell: Doorbell) -> None:
    socket = places.runtime_folder() / "open.socket"
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(places.runtime_folder().stat().st_mode) == 0o700

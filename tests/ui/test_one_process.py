"""A second start hands its file to the first."""

import contextlib
import json
import os
import random
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models import places
from ui import one_process
from ui.dialogs.silent_first import SilentFirst
from ui.doorbell import MOST_AT_ONCE, Doorbell
from ui.one_process import FIRST, HANDED, LONGEST, READ, hand_over

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the runtime folder of a Unix system")

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from ui.one_process import meet
quiet, path = "quiet" in sys.argv[1:], next((word for word in sys.argv[1:] if word != "quiet"), None)
answer = meet(Path(path) if path else None, is_quiet=quiet, patience=1.0)
sys.exit({"handed": 0, "first": 3, "silent": 4}[answer])
"""
# A first program that does as little as may be: it holds the lock, and says so.
FIRST_ONE = """
import sys, time
from ui.one_process import claim
print(claim(), flush=True)
time.sleep(600)
"""
# A first program that lets go of its bell while somebody whom it has answered still stands at the door.
LETS_GO = """
import socket
from PySide6.QtCore import QCoreApplication, QEventLoop
from ui import doorbell, one_process

application = QCoreApplication([])
doorbell.ANSWER_AFTER_MS = 0
assert one_process.claim()
for _ in range(3):
    bell, heard = doorbell.Doorbell(), []
    bell.rung.connect(heard.append)
    callers = [socket.socket(socket.AF_UNIX) for _ in range(3)]
    for caller in callers:
        caller.connect(str(one_process.socket_path()))
        caller.sendall(b"raise\\0")
    while len(heard) < len(callers):
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    bell.close()
    del bell
    for caller in callers:
        caller.close()
        for _ in range(5):
            application.processEvents()
"""


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    # Short: the path of a socket may have 107 letters.
    with tempfile.TemporaryDirectory(prefix="dbr-") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def lock() -> Iterator[None]:
    """This process is the first."""
    assert one_process.claim()
    yield
    one_process.release()


@pytest.fixture
def doorbell(qtbot: QtBot, lock: None) -> Iterator[Doorbell]:
    made = Doorbell()
    yield made
    made.close()


@pytest.fixture
def other(runtime: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process is the first, and answers nobody."""
    first = subprocess.Popen([sys.executable, "-c", FIRST_ONE], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None and first.stdout.readline() == "True\n"
    yield first
    first.kill()
    first.communicate()


def start(qtbot: QtBot, path: Path | None, *words: str) -> bool:
    """A second start in a process of its own, while the first one goes on; whether it was answered."""
    return meeting(qtbot, path, *words) == 0


def meeting(qtbot: QtBot, path: Path | None, *words: str) -> int:
    """What a second start comes to: 0 handed over, 3 it is the first, 4 the first is silent."""
    given = [*([os.fspath(path)] if path else []), *words]
    second = subprocess.Popen([sys.executable, "-c", SECOND, *given], cwd=ROOT)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    return int(second.returncode)


def be_old() -> None:
    """The first program has been open for long."""
    found = one_process.first()
    assert found is not None
    text = " " + json.dumps({"pid": found.pid, "since": found.since - 3_600})
    with one_process.lock_path().open("r+b") as file:
        file.write(text.encode())


def knock(*parts: bytes) -> socket.socket:
    """A connection that says this, and stays open."""
    wire = socket.socket(socket.AF_UNIX)
    wire.settimeout(2)
    wire.connect(str(one_process.socket_path()))
    for part in parts:
        wire.sendall(part)
    return wire


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


def is_hung_up(wire: socket.socket) -> bool:
    wire.setblocking(False)
    try:
        return wire.recv(8) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize(
    "message",
    [
        b"open relative/path\0",
        b"open \0",
        b"\0",
        b"raise me\0",
        b"open /" + b"x" * (LONGEST * 2),
        b"\x80\x81\0",
        b"raise",
        b"RAISE\0",
        b"quit\0",
        b"open /half/of/a/pa",
    ],
)
def test_anything_else_is_left_alone(qtbot: QtBot, doorbell: Doorbell, message: bytes) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    wire = knock(message)
    qtbot.waitUntil(lambda: is_hung_up(wire), timeout=20_000)
    assert heard == []
    assert start(qtbot, Path("/tmp/still.board")) is True
    wire.close()


def test_two_thousand_messages_of_nothing_hurt_nobody(qtbot: QtBot, doorbell: Doorbell) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    assert start(qtbot, Path("/tmp/first.board")) is True, "it answers by now"
    generator = random.Random(13)
    words = [b"raise", b"stay", b"open ", b"open /", b"\xff", b"../", b"\n", b" ", b"a" * 5_000]
    for _ in range(2_000):
        # Never a whole message that means something
        message = b"".join(generator.choices(words, k=generator.randrange(6))) + b"!\0"
        if not message.startswith(b"open /"):
            with contextlib.suppress(OSError):
                knock(message[: generator.randrange(len(message) + 1)]).close()
        QApplication.processEvents()
    assert start(qtbot, Path("/tmp/still.board")) is True
    qtbot.waitUntil(lambda: heard == [Path("/tmp/first.board"), Path("/tmp/still.board")])


def test_a_message_may_come_letter_by_letter(qtbot: QtBot, doorbell: Doorbell) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    wire = knock()
    for letter in b"open /tmp/slow.board\0":
        wire.sendall(bytes([letter]))
        QApplication.processEvents()
    qtbot.waitUntil(lambda: heard == [Path("/tmp/slow.board")])
    wire.close()


def test_who_says_nothing_keeps_nobody_out(qtbot: QtBot, doorbell: Doorbell) -> None:
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    wires = [knock() for _ in range(MOST_AT_ONCE)]
    assert start(qtbot, Path("/tmp/a.board")) is True
    qtbot.waitUntil(lambda: heard == [Path("/tmp/a.board")])
    for wire in wires:
        wire.close()


def test_a_bell_that_goes_before_its_callers_leaves_nothing_that_is_deleted_twice() -> None:
    # What is freed is overwritten at once: whoever still touches it falls.
    environment = os.environ | {"MALLOC_PERTURB_": "165"}
    told = subprocess.run(
        [sys.executable, "-c", LETS_GO], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_the_lock_decides_who_is_first(qtbot: QtBot, other: subprocess.Popen[str]) -> None:
    assert not one_process.claim()
    found = one_process.first()
    assert found is not None and found.pid == other.pid
    other.kill()
    other.wait()
    assert one_process.claim(), "the system lets go of the lock of a program that was killed"
    one_process.release()


def test_a_first_program_that_does_not_answer_is_silent(qtbot: QtBot, other: subprocess.Popen[str]) -> None:
    be_old()
    assert meeting(qtbot, Path("/tmp/a.board")) == 4
    socket_file = socket.socket(socket.AF_UNIX)
    socket_file.bind(str(one_process.socket_path()))
    socket_file.listen()
    assert meeting(qtbot, None) == 4, "nor one that lets everybody wait at its door"
    socket_file.close()


def test_one_that_has_just_begun_is_waited_for(qtbot: QtBot, lock: None) -> None:
    second = subprocess.Popen([sys.executable, "-c", SECOND, "/tmp/early.board"], cwd=ROOT)
    qtbot.wait(1_500)
    assert second.poll() is None, "longer than its patience with an older one"
    doorbell = Doorbell()
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.returncode == 0 and heard == [Path("/tmp/early.board")]
    doorbell.close()


def test_a_first_program_that_ends_meanwhile_makes_room(qtbot: QtBot, other: subprocess.Popen[str]) -> None:
    second = subprocess.Popen([sys.executable, "-c", SECOND], cwd=ROOT)
    qtbot.wait(300)
    other.kill()
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.returncode == 3


def test_the_runtime_folder_may_have_a_long_name(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("long" * 30)
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    assert one_process.claim()
    doorbell = Doorbell()
    heard: list[object] = []
    doorbell.rung.connect(heard.append)
    try:
        assert start(qtbot, Path("/tmp/a.board")) is True
        assert heard == [Path("/tmp/a.board")]
    finally:
        doorbell.close()
        one_process.release()


def test_the_runtime_folder_of_another_user_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.getuid() != 0:
        pytest.skip("only root can make a folder of somebody else's")
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o700)
    os.chown(theirs, 65534, 65534)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(theirs))
    assert places.runtime_folder() == places.data_folder() / "run"
    assert list(theirs.iterdir()) == []


# What the owner sees of a silent one


def test_a_silent_one_is_named_with_its_process_and_its_time(
    qtbot: QtBot, other: subprocess.Popen[str]
) -> None:
    be_old()
    sheet = SilentFirst(None)
    sheet.open()
    assert f"process {other.pid}, open since" in sheet.which.text()
    assert sheet.answer == ""
    sheet.patient.click()
    assert not sheet.patient.isEnabled() and sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.answer == "" and sheet.isVisible(), "a second Enter does nothing"
    other.kill()
    qtbot.waitUntil(lambda: sheet.answer == FIRST, timeout=30_000)
    one_process.release()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells who holds a lock")
@pytest.mark.parametrize("hears", [True, False])
def test_a_silent_one_can_be_ended_from_there(
    qtbot: QtBot, other: subprocess.Popen[str], hears: bool
) -> None:
    be_old()
    if not hears:
        other.send_signal(signal.SIGSTOP)
    sheet = SilentFirst(None)
    sheet.open()
    assert sheet.end.isVisible() and sheet.patient.isDefault() and sheet.focusWidget() is sheet.patient
    sheet.end.click()
    assert not sheet.end.isEnabled()
    qtbot.waitUntil(lambda: sheet.answer == FIRST, timeout=30_000)
    assert other.wait(10) == (-signal.SIGTERM if hears else -signal.SIGKILL)
    one_process.release()


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells who holds a lock")
def test_nobody_is_ended_who_is_not_the_first_program(other: subprocess.Popen[str]) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    one_process.end(bystander.pid, patience=0.1)
    assert bystander.poll() is None and other.poll() is None
    assert one_process.holder() == other.pid
    bystander.communicate(b"\n")
    assert bystander.returncode == 0


def test_who_cannot_be_told_is_not_ended_from_there(
    qtbot: QtBot, other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_process, "holder", lambda: None)
    sheet = SilentFirst(None)
    sheet.open()
    assert not sheet.end.isVisible()
    sheet.reject()


def test_a_silent_one_that_wakes_up_takes_the_file(qtbot: QtBot, other: subprocess.Popen[str]) -> None:
    be_old()
    sheet = SilentFirst(Path("/tmp/late.board"))
    sheet.open()
    heard: list[object] = []
    doorbell = Doorbell()
    doorbell.rung.connect(heard.append)
    qtbot.waitUntil(lambda: sheet.answer == HANDED, timeout=30_000)
    assert set(heard) == {Path("/tmp/late.board")}
    doorbell.close()


def test_a_board_may_be_looked_at_meanwhile(qtbot: QtBot, other: subprocess.Popen[str]) -> None:
    be_old()
    sheet = SilentFirst(None)
    sheet.open()
    sheet.read.click()
    assert sheet.answer == READ
    assert not one_process.claim(), "and the other one is the first as before"


def test_a_socket_that_a_crash_left_behind_is_replaced(qtbot: QtBot, runtime: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(places.runtime_folder() / "open.socket"))
    left.close()
    assert one_process.claim()
    doorbell = Doorbell()
    try:
        assert start(qtbot, None) is True
    finally:
        doorbell.close()
        one_process.release()


def test_only_the_user_may_ring(doorbell: Doorbell) -> None:
    socket = places.runtime_folder() / "open.socket"
    assert stat.S_IMODE(socket.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(places.runtime_folder().stat().st_mode) == 0o700

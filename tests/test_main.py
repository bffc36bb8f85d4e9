"""The program as it is started: by a person, by a script, twice, and how it ends."""

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from models import VERSION, stages, tasks
from models.board import Board
from models.cards import count_tasks, read_cards, read_order
from models.checking import check
from models.drafts import TaskDraft
from models.stages import read_stages
from models.uid import new_uid
from tests.faults.programs import RUN, SCENE
from tests.models.importers.boards import board as trello_board
from tests.models.importers.boards import card, written

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="folders and signals as on Linux")


class Home:
    """A user of the machine with nothing of ours yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = os.environ | {"HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.environment[f"XDG_{name}_HOME"] = str(folder / name.lower())
        (folder / "run").mkdir(mode=0o700)
        self.environment["XDG_RUNTIME_DIR"] = str(folder / "run")
        self.running: list[subprocess.Popen[str]] = []

    def run(self, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        """Start and wait for the end."""
        return subprocess.run(
            [sys.executable, ROOT / "main.py", *map(str, arguments)],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *arguments: object, code: str = "") -> subprocess.Popen[str]:
        """Start and go on; `code` runs in the place of main.py."""
        program = ["-c", code] if code else [str(ROOT / "main.py")]
        process = subprocess.Popen(
            [sys.executable, *program, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(process)
        return process

    @property
    def own_board(self) -> Path:
        return self.folder / "data/delegation-board/My board.board"


@pytest.fixture
def home() -> Iterator[Home]:
    # Short: the path of a socket may have 107 letters.
    with tempfile.TemporaryDirectory(prefix="dbh-") as folder:
        made = Home(Path(folder))
        yield made
        for process in made.running:
            if process.poll() is None:
                process.kill()
            process.communicate()


def until(true: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    """Wait for something that another program does."""
    end = time.monotonic() + PATIENCE
    while not true():
        if process is not None and process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode}: {process.communicate()}")
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def holder(board: Path) -> int | None:
    """The process that writes to a board."""
    try:
        return int(json.loads(board.with_name(board.name + ".lock").read_bytes()[1:])["pid"])
    except (OSError, ValueError, KeyError):
        return None


def is_ready(home: Home, process: subprocess.Popen[str], board: Path) -> Callable[[], bool]:
    socket = home.folder / "run/delegation-board/open.socket"
    return lambda: holder(board) == process.pid and socket.exists()


def complaints(process: subprocess.Popen[str]) -> list[str]:
    """What it said on stderr, without what the offscreen screen says of itself."""
    lines = process.communicate()[1].splitlines()
    return [line for line in lines if not line.startswith("This plugin does not support")]


def make_board(path: Path, cards: int = 1) -> Path:
    with Board.open(path, create=True) as board:
        stages.found_board(board, path.stem)
        tasks.add_tasks(board, [TaskDraft(f"Card {n}", uid=new_uid()) for n in range(cards)])
    return path


def colours(picture: Path) -> tuple[QImage, set[int]]:
    image = QImage(str(picture))
    assert not image.isNull()
    steps = range(0, min(image.width(), image.height()), 7)
    return image, {image.pixel(x, y) for x in steps for y in steps}


# Without a window


def test_the_version(home: Home) -> None:
    done = home.run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Delegation Board {VERSION}\n", "")


def test_no_display_is_said_in_one_sentence(home: Home) -> None:
    environment = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = home.run(**environment)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr and "qt.qpa" not in done.stderr
    assert not (home.folder / "data").exists(), "a start that fails leaves nothing behind"


def test_a_display_that_does_not_answer_is_said_too(home: Home) -> None:
    done = home.run(QT_QPA_PLATFORM="", DISPLAY=":987", WAYLAND_DISPLAY="")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "core dumped" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["--nonsense"], ["import"], ["a.board", "b.board"], ["--size", "1x1"]])
def test_what_is_not_understood_ends_with_2(home: Home, arguments: list[str]) -> None:
    done = home.run(*arguments)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert not (home.folder / "data").exists()


def test_import_check_search_and_export_from_a_script(home: Home) -> None:
    path = home.folder / "trello.json"
    path.write_bytes(written(trello_board(2026, [card(1, name="Offer"), card(2, name="Inbox")])))
    done = home.run("import", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Imported 2 cards from trello.json."
    again = home.run("import", path)
    assert "2 cards came with an earlier import" in again.stdout
    assert home.run("check").stdout.endswith("Whole.\n")
    exported = home.run("export", "out.csv", "--search", "offer")
    assert exported.stdout == "Exported 1 card to out.csv.\n"
    assert (home.folder / "out.csv").read_bytes().count(b"\r\n") == 2
    assert stat.S_IMODE(home.own_board.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.own_board.parent.stat().st_mode) == 0o700


def test_a_broken_board_makes_check_fail(home: Home) -> None:
    path = make_board(home.folder / "b.board")
    with Board.open(path) as board:
        board.adopt_writer()
        board.db.execute_sql("UPDATE search_text SET folded = 'wrong'")
    done = home.run("check", "--board", path)
    assert done.returncode == 1 and "Broken." in done.stdout and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["check"], ["export", "x.csv"], ["import", "nothing.json"]])
def test_a_file_that_is_no_board_is_refused_in_one_sentence(home: Home, command: list[str]) -> None:
    path = home.folder / "no.board"
    path.write_bytes(b"not a board" * 100)
    (home.folder / "nothing.json").write_bytes(written(trello_board()))
    done = home.run(*command, "--board", path)
    assert done.returncode == 2 and "no.board" in done.stderr
    assert done.stderr.count("\n") == 1 and path.read_bytes() == b"not a board" * 100


@pytest.mark.parametrize("content", [b"", b"not a board" * 100, b"\0" * 9_000])
def test_a_board_that_does_not_open_is_told_in_a_window_and_stays_as_it_is(
    home: Home, content: bytes
) -> None:
    path = home.folder / "no.board"
    path.write_bytes(content)
    process = home.start(path)
    socket = home.folder / "run/delegation-board/open.socket"
    until(socket.exists, process)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0 and complaints(process) == []
    assert path.read_bytes() == content and not list(home.folder.glob("no.board-*"))


def test_check_says_what_is_wrong_and_salvage_saves_what_can_be_read(home: Home) -> None:
    path = make_board(home.folder / "b.board", 300)
    assert home.run("backup", "--board", path).returncode == 0
    data = path.read_bytes()
    spoilt = data[:4096] + bytes(4096) * 3 + data[4 * 4096 :]
    path.write_bytes(spoilt)
    done = home.run("check", "--board", path)
    assert done.returncode == 1 and done.stderr == "", done
    assert "is damaged" in done.stdout and "main.py restore" in done.stdout
    assert "main.py salvage b.board NEW.board" in done.stdout and done.stdout.endswith("Broken.\n")
    done = home.run("salvage", path, "new.board")
    assert (
        done.returncode in (0, 1) and done.stderr == "" and "task: 300 found, 300 kept, 0 lost" in done.stdout
    )
    assert path.read_bytes() == spoilt
    assert home.run("check", "--board", "new.board").stdout.endswith("Whole.\n")
    again = home.run("salvage", path, "new.board")
    assert again.returncode == 2 and "exists already" in again.stderr and again.stderr.count("\n") == 1
    for content in (b"", b"\0" * 9_000):
        path.write_bytes(content)
        done = home.run("check", "--board", path)
        assert done.returncode == 1 and "main.py restore" in done.stdout and "salvage" not in done.stdout


# Pictures


@pytest.mark.parametrize(("theme", "is_dark"), [("light", False), ("dark", True)])
def test_a_picture_of_the_sample_needs_no_screen(home: Home, theme: str, is_dark: bool) -> None:
    done = home.run(
        "--demo", "--picture", "b.png", "--size", "1000x700", "--theme", theme, DISPLAY="", QT_QPA_PLATFORM=""
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    image, seen = colours(home.folder / "b.png")
    assert (image.width(), image.height()) == (1000, 700) and len(seen) > 8
    assert (image.pixelColor(500, 690).lightness() < 128) is is_dark
    assert not list(home.folder.rglob("*.board")), "a picture leaves no trace"
    assert not (home.folder / "config").exists()


@pytest.mark.parametrize("page", ["sort", "bin"])
def test_a_picture_may_show_another_page(home: Home, page: str) -> None:
    for name, more in (("board.png", []), ("page.png", ["--page", page])):
        assert home.run("--demo", "--picture", name, *more).returncode == 0
    board, shown = (QImage(str(home.folder / name)) for name in ("board.png", "page.png"))
    assert board.size() == shown.size() and board != shown


def test_a_picture_of_a_board_looks_and_changes_nothing(home: Home) -> None:
    path = make_board(home.folder / "b.board", 20)
    before = path.read_bytes()
    with Board.open(path):
        done = home.run(path, "--picture", "b.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert colours(home.folder / "b.png")[0].size().toTuple() == (1440, 900)
    assert path.read_bytes() == before


def test_a_picture_that_cannot_be_written_ends_with_2(home: Home) -> None:
    done = home.run("--demo", "--picture", home.folder / "missing" / "b.png")
    assert done.returncode == 2 and "could not be written" in done.stderr


# With a window


def test_the_first_start_makes_the_owners_board_and_sigterm_ends_it_well(home: Home) -> None:
    process = home.start()
    until(is_ready(home, process, home.own_board), process)
    started = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert time.monotonic() - started < 2
    assert complaints(process) == []
    assert not list(home.own_board.parent.glob("*-wal"))
    with Board.open(home.own_board) as board:
        assert check(board).faults == [] and len(read_stages(board)) == 7
    settings = (home.folder / "config/delegation-board/settings.ini").read_text("utf-8")
    assert "geometry" in settings and "My board.board" in settings


@pytest.mark.parametrize("name", ["SIGINT", "SIGHUP"])
def test_other_signals_end_it_as_well(home: Home, name: str) -> None:
    process = home.start()
    until(is_ready(home, process, home.own_board), process)
    process.send_signal(getattr(signal, name))
    assert process.wait(PATIENCE) == 0 and complaints(process) == []


TYPED = """
import os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from models.cards import read_order
from models.drafts import TaskDraft
from models.stages import read_stages
from models.uid import new_uid
from ui import app
from ui.main_window import MainWindow
import main

make = app.make_application

def type_and_die():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    board = window.store.board
    window.open_card(read_order(board, read_stages(board)[0].id)[0][0])
    window.activateWindow()
    window.panel.title.setFocus()
    window.panel.title.selectAll()
    QTest.keyClicks(window.panel.title, "Half typed")
    os.kill(os.getpid(), signal.SIGTERM)

def made():
    application = make()
    QTimer.singleShot(300, type_and_die)
    return application

app.make_application = made
sys.exit(main.main(sys.argv[1:]))
"""


def test_what_is_half_typed_when_the_machine_goes_down_is_saved(home: Home) -> None:
    path = make_board(home.folder / "b.board")
    process = home.start(path, code=TYPED)
    assert process.wait(PATIENCE) == 0, process.communicate()
    assert complaints(process) == []
    with Board.open(path) as board:
        ids = read_order(board, read_stages(board)[0].id)[0]
        assert [found.title for found in read_cards(board, ids).values()] == ["Half typed"]


def test_a_second_start_hands_its_board_over_and_ends(home: Home) -> None:
    first, second = make_board(home.folder / "a.board"), make_board(home.folder / "b ü.board")
    process = home.start(first)
    until(is_ready(home, process, first), process)
    done = home.run(second)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    until(lambda: holder(second) == process.pid, process)
    relative = home.run("b ü.board")
    assert relative.returncode == 0 and process.poll() is None
    assert home.run().returncode == 0, "without a file it only comes to the front"
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert complaints(process) == []
    for path in (first, second):
        with Board.open(path) as board:
            assert count_tasks(board) == 1


def test_a_file_handed_over_that_is_no_board_leaves_the_first_program_alive(home: Home) -> None:
    process = home.start()
    until(is_ready(home, process, home.own_board), process)
    (home.folder / "no.board").write_bytes(b"nothing")
    assert home.run(home.folder / "no.board").returncode == 0
    other = make_board(home.folder / "yes.board")
    assert home.run(other).returncode == 0
    until(lambda: holder(other) == process.pid, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0


def test_a_socket_left_by_a_crash_stops_nobody(home: Home) -> None:
    crashed = home.start()
    until(is_ready(home, crashed, home.own_board), crashed)
    crashed.kill()
    crashed.wait(PATIENCE)
    process = home.start()
    until(is_ready(home, process, home.own_board), process)
    other = make_board(home.folder / "b.board")
    assert home.run(other).returncode == 0
    until(lambda: holder(other) == process.pid, process)


def test_writing_to_a_board_that_is_open_says_who_holds_it(home: Home) -> None:
    path = make_board(home.folder / "a.board")
    process = home.start(path)
    until(is_ready(home, process, path), process)
    source = home.folder / "t.json"
    source.write_bytes(written(trello_board()))
    done = home.run("import", source, "--board", path)
    assert done.returncode == 2 and f"process {process.pid}" in done.stderr and done.stderr.count("\n") == 1
    assert home.run("export", "out.csv", "--board", path).returncode == 0
    assert home.run("check", "--board", path).returncode == 0


def test_the_sample_is_kept_apart(home: Home) -> None:
    process = home.start("--demo")
    sample = home.folder / "data/delegation-board/sample/Harbor Dental Supplies.board"
    until(lambda: holder(sample) == process.pid, process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 0
    assert not home.own_board.exists()
    settings = home.folder / "config/delegation-board/settings.ini"
    assert not settings.exists() or "Harbor" not in settings.read_text("utf-8")


def test_the_last_board_is_opened_again(home: Home) -> None:
    path = make_board(home.folder / "mine.board")
    for arguments in ([path], []):
        process = home.start(*arguments)
        until(is_ready(home, process, path), process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert not home.own_board.exists()


READS = """
def look():
    found = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "SilentFirst"]
    if not found:
        QTimer.singleShot(20, look)
        return
    from ui import theme
    say(found[0].which.text())
    say(found[0].palette().window().color() == theme.palette(theme.LIGHT).window().color())
    found[0].read.click()

def asked():
    application = made()
    QTimer.singleShot(0, look)
    return application

app.make_application = asked

def play(window):
    say(window.store.board.read_only)
    end("SIGTERM")
"""


def test_a_first_program_that_hangs_is_named_and_stays_the_only_writer(home: Home) -> None:
    first = home.start()
    until(is_ready(home, first, home.own_board), first)
    first.send_signal(signal.SIGSTOP)
    lock = home.folder / "run/delegation-board/program.lock"
    # It has been open for long: a second start waits longer for one that has just begun.
    lock.write_bytes(lock.read_bytes().replace(b'"since": ', b'"since": -'))
    second = home.start(code=SCENE + READS + RUN)
    out, err = second.communicate(timeout=2 * PATIENCE)
    assert second.returncode == 0 and "Traceback" not in err
    named, is_dressed, is_read_only, *_ = out.splitlines()
    assert f"process {first.pid}, open since" in named
    assert is_dressed == "True" and is_read_only == "True"
    quiet = home.run("--background")
    assert quiet.returncode == 2 and f"process {first.pid}" in quiet.stderr
    first.send_signal(signal.SIGCONT)
    first.send_signal(signal.SIGTERM)
    code = first.wait(PATIENCE)
    left = complaints(first)
    assert code == 0 and left == [], left

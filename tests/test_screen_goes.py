"""A session that ends by taking the screen away, as X sessions do when nothing else is heard in them.

The Qt that comes with PySide6 is built without the library of X session managers: on Linux nobody asks the
program whether it may end. It is told by a signal (test_ends), or it finds its screen gone.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import tasks
from models.board import Board
from models.checking import check
from models.drafts import TaskDraft
from models.uid import new_uid
from tests.faults.ends import make_board
from tests.faults.programs import User, user
from tests.test_ends import typed

pytestmark = pytest.mark.xcb

# Somebody types, and is not done when cards are added as fast as they are acknowledged.
BUSY = """
from models import places, tasks
from models.cards import read_order
from models.drafts import TaskDraft
from models.stages import read_stages
from models.uid import new_uid

def play(window):
    window.activateWindow()
    window.quick_add.setFocus()
    when(lambda: window.quick_add.hasFocus(), lambda: write(window))

def write(window):
    QTest.keyClicks(window.quick_add, "Half a card")
    board = window.store.board
    window.open_card(read_order(board, read_stages(board)[0].id)[0][0])
    window.panel.title.setFocus()
    window.panel.title.selectAll()
    QTest.keyClicks(window.panel.title, "Half a title")
    when(lambda: "Half a card" in held() and "Half a title" in held(), lambda: add(window, 0))

def held():
    return "".join(path.read_text() for path in places.typed_folder().glob("*.json"))

def add(window, number):
    ticket = window.store.submit(tasks.add_tasks, [TaskDraft(f"Card {number}", uid=new_uid())])
    ticket.done.connect(lambda error: (say(number), add(window, number + 1)) if error is None else None)

def when(is_so, then):
    QTimer.singleShot(20, lambda: then() if is_so() else when(is_so, then))
"""


@pytest.fixture
def someone() -> Iterator[User]:
    with user() as made:
        yield made


@pytest.fixture
def screen(someone: User) -> Iterator[subprocess.Popen[bytes]]:
    """A screen of this user's own."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (Debian: xvfb)")
    reading, writing = os.pipe()
    started = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with open(reading, encoding="ascii") as told:  # noqa: PTH123 - a pipe
        someone.environment |= {"DISPLAY": f":{told.readline().strip()}", "QT_QPA_PLATFORM": "xcb"}
    yield started
    started.kill()
    started.wait()


def test_a_screen_that_goes_away_takes_nothing_along(someone: User, screen: subprocess.Popen[bytes]) -> None:
    path = make_board(someone.folder / "b.board")
    with Board.open(path) as board:
        tasks.add_tasks(board, [TaskDraft("Card", uid=new_uid())])
    program = someone.start(path, scene=BUSY)
    assert program.stdout is not None
    while program.stdout.readline() != "20\n":
        assert program.poll() is None, program.communicate()
    screen.terminate()
    rest, complaints = program.communicate(timeout=60)
    assert (program.returncode, complaints) == (1, ""), "Qt ends the program"
    said = ["20", *rest.splitlines()]
    with Board.open(path) as board:
        assert check(board).faults == []
        titles = [row[0] for row in board.db.execute_sql("SELECT title FROM task ORDER BY id").fetchall()]
    assert titles[: len(said) + 21][1:] == [f"Card {number}" for number in range(len(said) + 20)]
    assert titles[0] == "Half a title" or "Half a title" in typed(someone, path)
    assert "Half a card" in typed(someone, path)
    look(someone, path)


def look(someone: User, path: Path) -> None:
    """The next start has it all."""
    scene = """
def play(window):
    say(window.quick_add.text())
    end("SIGTERM")
"""
    someone.environment["QT_QPA_PLATFORM"] = "offscreen"
    ended = someone.play(path, scene=scene)
    assert (ended.code, ended.said, ended.complaints) == (0, ["Half a card"], [])
    with Board.open(path) as board:
        assert "Half a title" in [row[0] for row in board.db.execute_sql("SELECT title FROM task").fetchall()]

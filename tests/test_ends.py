"""The real program is told to end, whatever it is doing: nothing acknowledged is lost, and it does end."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import tasks, timelog
from models.board import Board
from models.cards import count_tasks
from models.checking import check
from models.drafts import TaskDraft
from models.typed import TypedFile
from models.uid import new_uid
from tests.faults.ends import make_board
from tests.faults.programs import Ended, User, user

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and folders as on Linux")

# Scenes: `how` is filled in.
IDLE = "def play(window): end({how!r})"
DIALOG = """
def play(window):
    from ui.dialogs.new_assistant import NewAssistantSheet
    window.actions_["view.new_assistant"].trigger()
    QTimer.singleShot(50, lambda: look(window))

def look(window):
    from ui.dialogs.new_assistant import NewAssistantSheet
    assert [one for one in window.findChildren(NewAssistantSheet) if one.isVisible()]
    say("open")
    end({how!r})
"""
MODAL_LOOP = """
def play(window):
    from PySide6.QtWidgets import QDialog
    dialog = QDialog(window)
    QTimer.singleShot(100, lambda: end({how!r}))
    dialog.exec()
    say("out of it")
"""
DRAG = """
def play(window):
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDrag
    drag = QDrag(window)
    mime = QMimeData()
    mime.setText("a card")
    drag.setMimeData(mime)
    QTimer.singleShot(200, lambda: end({how!r}))
    drag.exec()
    say("out of it")
"""
IMPORT = """
def play(window):
    window.files.import_from(Path("many.csv"))
    wait(window)

def wait(window):
    from ui.dialogs.import_dialog import ImportDialog
    found = [one for one in window.findChildren(ImportDialog) if one.start.isVisible()]
    if not found or not found[0].start.isEnabled():
        QTimer.singleShot(20, lambda: wait(window))
        return
    found[0].start.click()
    QTimer.singleShot(150, lambda: (say("importing"), end({how!r})))
"""
TIMER = """
from models.cards import read_order
from models.stages import read_stages

def play(window):
    board = window.store.board
    task = read_order(board, read_stages(board)[0].id)[0][0]
    window.time.toggle_on(task)
    window.store.submit(lambda board: None).done.connect(lambda _: end({how!r}))
"""
TYPED = """
from models.cards import read_order
from models.stages import read_stages

def play(window):
    board = window.store.board
    window.open_card(read_order(board, read_stages(board)[0].id)[0][0])
    window.activateWindow()
    window.panel.title.setFocus()
    window.panel.title.selectAll()
    QTest.keyClicks(window.panel.title, "Half a title")
    window.quick_add.setFocus()
    QTest.keyClicks(window.quick_add, "Half a card")
    window.panel.task_tab.notes.setFocus()
    QTest.keyClicks(window.panel.task_tab.notes, "Half a note")
    if {how!r} != "SIGKILL":
        end({how!r})
    else:
        QTimer.singleShot(20, lambda: wait(window))

def wait(window):
    from models import places
    held = "".join(path.read_text() for path in places.typed_folder().glob("*.json"))
    if "Half a note" in held and "Half a card" in held:
        end("SIGKILL")
    else:
        QTimer.singleShot(20, lambda: wait(window))
"""
QUEUED = """
from models import tasks
from models.drafts import TaskDraft
from models.uid import new_uid

def play(window):
    for number in range(100):
        ticket = window.store.submit(tasks.add_tasks, [TaskDraft(f"Queued {{number}}", uid=new_uid())])
        ticket.done.connect(lambda error, number=number: say(number) if error is None else None)
    end({how!r})
"""
SLOW_DISK = """
from models.schema import Task

def hang(board):
    with board.change("edit") as record:
        record.update(Task, 1, title="Never")
        reached.append(1)
        time.sleep(600)

reached = []

def play(window):
    from models import tasks
    window.store.submit(tasks.edit_task, 1, title="Acknowledged").done.connect(lambda _: go_on(window))

def go_on(window):
    from models import tasks
    say("saved")
    window.store.submit(hang)
    window.store.submit(tasks.edit_task, 1, title="Behind it")
    wait()

def wait():
    if reached:
        end({how!r})
    else:
        QTimer.singleShot(20, wait)
"""
JOB = """
from models.files import write_atomically
from ui import background

def export(control):
    with write_atomically(Path("export.csv")) as stream:
        stream.write(b"half")
        stream.flush()
        time.sleep(600)

def play(window):
    background.run(export, lambda _: None, lambda _: None, window)
    wait()

def wait():
    if list(Path().glob(".board-*.tmp")):
        say("half written")
        end({how!r})
    else:
        QTimer.singleShot(20, wait)
"""
EXPORT = """
def play(window):
    window.files._export(Path("export.csv").absolute(), None)
    QTimer.singleShot(1, lambda: end({how!r}))
"""
STUCK_WINDOW = """
def play(window):
    say("stuck")
    QTimer.singleShot(0, lambda: (end({how!r}), time.sleep(600)))
"""
TWICE = "def play(window): end({how!r}); end({how!r})"


@pytest.fixture
def someone() -> Iterator[User]:
    with user() as made:
        yield made


@pytest.fixture
def path(someone: User) -> Path:
    made = make_board(someone.folder / "b.board")
    with Board.open(made) as board:
        tasks.add_tasks(board, [TaskDraft(f"Card {n}", uid=new_uid()) for n in range(3)])
    return made


def play(someone: User, path: Path, scene: str, how: str = "SIGTERM") -> Ended:
    """Play a scene to its end, which must be a clean one."""
    ended = someone.play(path, scene=scene.format(how=how))
    assert ended.code == 0, (ended.code, ended.complaints)
    assert ended.complaints == []
    return ended


def titles(path: Path) -> list[str]:
    with Board.open(path) as board:
        assert check(board).faults == []
        return [row[0] for row in board.db.execute_sql("SELECT title FROM task ORDER BY id").fetchall()]


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGHUP", "session"])
@pytest.mark.parametrize("scene", [IDLE, TWICE], ids=["once", "twice"])
def test_an_idle_program_ends(someone: User, path: Path, scene: str, how: str) -> None:
    play(someone, path, scene, how)
    assert titles(path) == ["Card 0", "Card 1", "Card 2"]
    assert not list(path.parent.glob("*-wal"))


@pytest.mark.parametrize("how", ["SIGTERM", "session"])
@pytest.mark.parametrize(
    ("scene", "said"),
    [(DIALOG, ["open"]), (MODAL_LOOP, ["out of it"]), (DRAG, ["out of it"])],
    ids=["sheet", "modal loop", "drag"],
)
def test_it_ends_out_of_a_dialog_or_a_drag(
    someone: User, path: Path, scene: str, said: list[str], how: str
) -> None:
    assert play(someone, path, scene, how).said == said
    assert titles(path) == ["Card 0", "Card 1", "Card 2"]


@pytest.mark.parametrize("how", ["SIGTERM", "session"])
def test_a_large_import_is_taken_back_or_whole(someone: User, path: Path, how: str) -> None:
    rows = "".join(f"Imported {n},note {n}\n" for n in range(20_000))
    (someone.folder / "many.csv").write_text(f"Title,Notes\n{rows}", "utf-8")
    assert play(someone, path, IMPORT, how).said == ["importing"]
    with Board.open(path) as board:
        assert count_tasks(board) in (3, 20_003) and check(board).faults == []


def test_a_running_timer_runs_on(someone: User, path: Path) -> None:
    play(someone, path, TIMER)
    with Board.open(path) as board:
        assert timelog.running(board) is not None


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGHUP", "session"])
def test_what_is_half_typed_is_saved_or_kept(someone: User, path: Path, how: str) -> None:
    play(someone, path, TYPED, how)
    with Board.open(path) as board:
        sql = "SELECT title, notes FROM task WHERE notes <> ''"
        assert board.db.execute_sql(sql).fetchall() == [("Half a title", "Half a note")]
    assert typed(someone, path) == ["Half a card"]


def test_what_is_half_typed_survives_kill_9(someone: User, path: Path) -> None:
    killed = someone.play(path, scene=TYPED.format(how="SIGKILL"))
    assert killed.code == -9
    looks = """
def play(window):
    say(window.quick_add.text())
    window.store.submit(lambda board: None).done.connect(lambda _: say(window.status.text))
    window.store.submit(lambda board: None).done.connect(lambda _: end("SIGTERM"))
"""
    again = play(someone, path, looks)
    assert again.said[0] == "Half a card"
    with Board.open(path) as board:
        rows = board.db.execute_sql("SELECT title, notes FROM task WHERE notes <> ''").fetchall()
        assert rows == [("Half a title", "Half a note")]
        step = board.undoable()
        assert step is not None
        board.undo()
        assert board.db.execute_sql("SELECT notes FROM task WHERE notes <> ''").fetchall() == []


def typed(someone: User, path: Path) -> list[str]:
    folder = someone.folder / "data/delegation-board/drafts"
    found = [json.loads(one.read_bytes()) for one in folder.glob("*.json")]
    return [row["text"] for one in found if one["board"] == str(path.resolve()) for row in one["typed"]]


@pytest.mark.parametrize("how", ["SIGTERM", "session"])
def test_of_a_hundred_changes_on_their_way_those_that_do_not_arrive_are_the_last(
    someone: User, path: Path, how: str
) -> None:
    ended = play(someone, path, QUEUED, how)
    found = titles(path)[3:]
    assert found and found == [f"Queued {n}" for n in range(100)][: len(found)]
    assert len(found) >= len(ended.said)


@pytest.mark.parametrize("how", ["SIGTERM", "session"])
def test_a_disk_that_hangs_holds_nobody_and_loses_nothing_acknowledged(
    someone: User, path: Path, how: str
) -> None:
    assert play(someone, path, SLOW_DISK, how).said == ["saved"]
    assert titles(path) == ["Acknowledged", "Card 1", "Card 2"]


@pytest.mark.skipif(
    shutil.which("strace") is None and "CI" not in os.environ,
    reason="strace is not installed (Debian: strace)",
)
def test_a_disk_whose_flush_hangs_holds_nobody_and_loses_nothing_acknowledged(
    someone: User, path: Path
) -> None:
    strace = ("strace", "-f", "-qq", "-o", "trace", "-e", "trace=fsync,fdatasync", "-e")
    # strace waits for that time itself, also when the program has gone before, and says so.
    hangs = "inject=fsync,fdatasync:delay_enter=8s:when=20+"
    ended = someone.play(path, scene=QUEUED.format(how="SIGTERM"), before=(*strace, hangs))
    assert ended.code == 0
    assert [line for line in ended.complaints if not line.startswith("strace: ")] == []
    found = titles(path)[3:]
    assert found[: len(ended.said)] == [f"Queued {number}" for number in ended.said]
    assert len(found) < 100, "the disk did hang"


@pytest.mark.parametrize("how", ["SIGTERM", "session"])
def test_an_export_that_hangs_is_given_up_and_leaves_no_part(someone: User, path: Path, how: str) -> None:
    assert play(someone, path, JOB, how).said == ["half written"]
    assert not list(someone.folder.glob(".board-*")) and not (someone.folder / "export.csv").exists()


def test_an_export_is_given_up_or_whole(someone: User, path: Path) -> None:
    with Board.open(path) as board:
        tasks.add_tasks(board, [TaskDraft(f"Many {n}", uid=new_uid()) for n in range(3_000)])
    play(someone, path, EXPORT)
    target = someone.folder / "export.csv"
    assert not target.exists() or target.read_bytes().count(b"\r\n") == 3_004
    assert not list(someone.folder.glob(".board-*"))


def test_a_window_that_is_stuck_ends_too(someone: User, path: Path) -> None:
    assert play(someone, path, STUCK_WINDOW).said == ["stuck"]
    assert titles(path) == ["Card 0", "Card 1", "Card 2"]


def test_the_file_of_typed_texts_has_a_place_of_its_own(someone: User, path: Path) -> None:
    with Board.open(path, read_only=True) as board:
        name = TypedFile(path, board.about().uid).path.name
        assert board.about().uid in name
    assert not list(path.parent.glob("*.json"))

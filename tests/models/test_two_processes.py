"""One process writes, others are told who, read along, and see every change."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.board import Board
from models.change import Change
from models.errors import BoardHeld, StorageError
from models.lock import BoardLock
from models.tasks import edit_task, move_tasks
from tests.models.boards import add, open_new, order, stage_id, titles

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from models.board import Board
with Board.open(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""
WRITE = """
import sys
from models.board import Board
from models.drafts import TaskDraft
from models.tasks import add_tasks
try:
    with Board.open(sys.argv[1]) as board:
        add_tasks(board, [TaskDraft(sys.argv[2])])
    print("written")
except Exception as error:
    print(type(error).__name__, error)
"""


def python(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    open_new(tmp_path / "a.board").close()
    return tmp_path / "a.board"


def test_the_second_writer_is_told_who_holds_the_board(path: Path) -> None:
    holder = python(HOLD, path)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    written = (path.with_name("a.board.lock")).read_bytes()
    with pytest.raises(BoardHeld, match=rf"open elsewhere: by .+ on .+, process {holder.pid}\.") as held:
        Board.open(path)
    assert held.value.sentence.values["pid"] == holder.pid
    # Losing the race leaves the winner's name in place, for the next one too.
    assert path.with_name("a.board.lock").read_bytes() == written
    assert json.loads(written[1:])["pid"] == holder.pid
    with Board.open(path, read_only=True) as board:
        assert order(board, "unsorted") == []
    holder.communicate("\n")
    with Board.open(path) as board:
        assert add(board, "free again")


def test_a_process_that_died_holds_nothing(path: Path) -> None:
    holder = python(HOLD, path)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    with Board.open(path) as board:
        assert add(board, "x")


def test_within_one_process_the_board_is_held_as_well(path: Path) -> None:
    with Board.open(path), pytest.raises(BoardHeld, match=f"process {os.getpid()}"):
        Board.open(path)


@pytest.mark.parametrize("content", [b"", b"\0", b"rubbish", b'\0{"pid": "x"}', b"\0[]", b"\xff" * 5000])
def test_a_lock_file_with_rubbish_in_it_still_locks(path: Path, content: bytes) -> None:
    with Board.open(path):
        path.with_name("a.board.lock").write_bytes(content)
        with pytest.raises(BoardHeld, match="open in another program"):
            Board.open(path)
    assert BoardLock(path).holder() is None
    with Board.open(path):
        assert BoardLock(path).holder().pid == os.getpid()


def test_of_many_at_once_one_writes_at_a_time_and_nothing_is_lost(path: Path) -> None:
    said = [process.communicate()[0] for process in [python(WRITE, path, f"card {n}") for n in range(6)]]
    written = sum(line == "written\n" for line in said)
    assert written >= 1 and all(line == "written\n" or line.startswith("BoardHeld ") for line in said)
    with Board.open(path) as board:
        assert len(titles(board, "unsorted")) == written


def test_many_that_make_the_same_new_board_make_one(tmp_path: Path) -> None:
    script = WRITE.replace("Board.open(sys.argv[1])", "Board.open(sys.argv[1], create=True)").replace(
        "        add_tasks",
        "        from models.stages import found_board\n        found_board(board, 'n')\n        add_tasks",
    )
    path = tmp_path / "new.board"
    said = [process.communicate()[0] for process in [python(script, path, f"card {n}") for n in range(5)]]
    assert sum(line == "written\n" for line in said) >= 1
    assert all(line == "written\n" or line.startswith("BoardHeld ") for line in said), said
    with Board.open(path) as board:
        assert len(titles(board, "unsorted")) == said.count("written\n")


def test_a_reading_board_sees_every_change_once_and_in_order(path: Path) -> None:
    with Board.open(path, read_only=True) as reader:
        seen: list[Change] = []
        reader.observe(seen.append)
        reader.poll()
        assert not seen
        with Board.open(path) as writer:
            told: list[Change] = []
            writer.observe(told.append)
            one, two = add(writer, "one", "two")
            reader.poll()
            move_tasks(writer, [two], stage_id(writer, "core"))
            edit_task(writer, one, "visit", title="a")
            edit_task(writer, one, "visit", title="b")
            writer.undo()
            reader.poll()
            reader.poll()
            assert titles(reader, "unsorted") == ["one"] and titles(reader, "core") == ["two"]
        assert [change.revision for change in seen] == sorted({change.revision for change in seen})
        # Of one visit only the last is left when the reader looks.
        assert [str(change.sentence) for change in seen] == [
            "Added 2 cards", "Moved “two” to Core", "Changed “b”", "Undone: change of “b”",
        ]  # fmt: skip
        assert seen[0].rows == told[0].rows and seen[0].tasks == told[0].tasks == {one, two}
        assert seen[1].rows == told[1].rows and seen[1].tasks == {two}
        # Its own changes are not told twice to the writer.
        assert len(told) == 5
        writer_origin = {change.origin for change in told}
        assert len(writer_origin) == 1 and reader.origin not in writer_origin


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be deleted")
def test_a_reading_board_tells_once_that_its_file_is_gone(path: Path) -> None:
    with Board.open(path, read_only=True) as reader:
        path.unlink()
        with pytest.raises(StorageError, match="moved, deleted or replaced"):
            reader.poll()
        reader.poll()

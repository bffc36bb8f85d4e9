"""What makes "saved" true: how the file is opened, how a change begins and ends, who else may touch it."""

import re
from pathlib import Path

import pytest

from models import sqlite, tasks
from models.board import Board
from tests.checks.source_code import ROOT, files_of
from tests.faults import tracing
from tests.faults.server import Report, serving
from tests.models.boards import add, names_in, open_new, order, stage_id, titles

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_new(tmp_path / "a.board") as board:
        add(board, "One", "Two")
    return tmp_path / "a.board"


def test_the_connection_that_writes_syncs_every_commit(path: Path) -> None:
    with Board.open(path) as board:
        board.adopt_writer()
        found = {name: board.db.execute_sql(f"PRAGMA {name}").fetchone()[0] for name in WANTED}
    assert found == WANTED


def test_it_still_does_after_it_was_opened_again(path: Path) -> None:
    with Board.open(path) as board:
        add(board, "Three")
        board.close_writer()
        add(board, "Four")
        assert board.db.execute_sql("PRAGMA synchronous").fetchone()[0] == WANTED["synchronous"]


def test_every_change_begins_by_taking_the_right_to_write(path: Path) -> None:
    """A transaction that began with reading would fail at once, and not wait, when another one writes."""
    said: list[str] = []
    with Board.open(path) as board:
        board.adopt_writer()
        board.db.connection().set_trace_callback(said.append)
        (task, *_) = order(board, "unsorted")
        tasks.edit_task(board, task, title="Changed")
        tasks.move_tasks(board, [task], stage_id(board, "core"))
        board.undo()
        board.redo()
        board.db.connection().set_trace_callback(None)
    begun = [sql for sql in said if sql.lstrip().upper().startswith("BEGIN")]
    assert begun == ["BEGIN IMMEDIATE"] * 4
    assert said.count("COMMIT") == 4 and "ROLLBACK" not in said


def test_nothing_begins_a_transaction_to_write_in_another_way() -> None:
    """peewee's own `atomic` begins by reading; only what is salvaged goes so into a file of its own."""
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files_of("models", "ui", "main.py")
        if path.name != "salvaging.py"
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\.atomic\(|\.transaction\(|BEGIN DEFERRED", line)
    ]
    assert not wrong


def test_no_second_sqlite_is_ever_loaded() -> None:
    """Two builds of SQLite in one process lose what was acknowledged: closing one drops the other's log."""
    wrong = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in files_of("models", "ui", "tests", "main.py")
        for line in path.read_text("utf-8").splitlines()
        if re.match(r"\s*(from|import)\s.*\b(QtSql|apsw)\b", line)
    ]
    assert not wrong


def _move(report: Report, path: str) -> None:
    with Board.open(path) as board:
        (task, *_) = order(board, "unsorted")
        # The first change begins the log; the second is as every other.
        tasks.edit_task(board, task, title="Begun")
        report("begun")
        tasks.move_tasks(board, [task], stage_id(board, "core"))
        report("moved")


@pytest.mark.skipif(not tracing.is_there(), reason="needs strace: apt-get install strace")
def test_one_move_is_on_the_disk_by_one_sync_before_it_is_told(path: Path, tmp_path: Path) -> None:
    with serving(__name__) as server:
        child = server.child(_move, path)
        names = ("pwrite64", "fsync", "fdatasync", "sendto")
        calls = tracing.trace(child, tmp_path / "log", names).calls
    told = [place for place, name in enumerate(calls) if name == "sendto"]
    of_the_move = calls[told[0] + 1 : told[1]]
    assert set(of_the_move) == {"pwrite64", "fsync"} or set(of_the_move) == {"pwrite64", "fdatasync"}
    assert of_the_move.count(of_the_move[-1]) == 1 and of_the_move[-1] != "pwrite64"


def test_what_a_killed_start_left_of_a_new_board_is_swept_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    for tail in ("", "-journal"):
        (tmp_path / f".a.board.new{tail}").write_bytes(b"half")
    with open_new(path) as board:
        assert titles(board, "unsorted") == []
    (tmp_path / ".a.board.new").write_bytes(b"half")
    Board.open(path, read_only=True).close()
    assert ".a.board.new" in names_in(tmp_path)
    Board.open(path).close()
    assert names_in(tmp_path) == {"a.board", "a.board.lock"}


def test_a_busy_file_is_waited_for(path: Path) -> None:
    with Board.open(path) as board:
        board.adopt_writer()
        assert board.db.execute_sql("PRAGMA busy_timeout").fetchone()[0] == sqlite.BUSY_SECONDS * 1000

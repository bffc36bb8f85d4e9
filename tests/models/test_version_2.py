"""A filled board of version 2, sorted and measured, with rows as bad as they come, is brought to today's."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from models import backups
from models.board import Board
from models.cards import read_detail
from models.history import read_history
from models.pins import pin_task
from models.settings import read_settings
from models.timelog import measured, read_entries, running
from models.triage_ops import agreement, read_triages
from models.worth import delegate_next
from tests.models.boards import TODAY, Clock, faults, raw, tables
from tests.models.test_version_1 import rows

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-2.board"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


def test_every_row_and_text_is_there_afterwards(path: Path) -> None:
    before = rows(path)
    assert sum(map(len, before.values())) > 1_100
    assert all(before[name] for name in ("triage", "setting", "time_entry", "timer"))
    with Board.open(path, clock=Clock()) as board:
        assert not faults(board)
        assert {table: len(found) for table, found in tables(board).items() if table in before} == {
            table: len(found) for table, found in before.items() if table in tables(board)
        }
    after = rows(path)
    for name, found in before.items():
        if name != "schema_migration":
            # Later columns and later rows come at the end.
            assert [row[: len(old)] for row, old in zip(after[name], found, strict=False)] == found, name
            assert len(after[name]) == len(found) or name == "journal_row"
    assert {row[len(before["task"][0])] for row in after["task"]} == {None}


def test_the_old_file_is_kept_as_it_was(path: Path) -> None:
    before = rows(path)
    with Board.open(path):
        pass
    assert rows(backups.backups_of(path)[0].path) == before


def test_a_migrated_file_and_a_new_one_have_the_same_tables_and_indexes(path: Path, tmp_path: Path) -> None:
    with Board.open(path), Board.open(tmp_path / "new.board", create=True):
        pass
    listed = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2"
    assert raw(path, listed) == raw(tmp_path / "new.board", listed)
    for (name,) in raw(path, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        about = f'PRAGMA table_info("{name}")'
        assert raw(path, about) == raw(tmp_path / "new.board", about)


def test_undo_and_redo_reach_back_into_the_old_version(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        for _ in range(3):
            board.redo()
        assert board.redoable() is None
        (task,) = board.db.execute_sql("SELECT max(id) FROM task").fetchone()
        detail = read_detail(board, task)
        assert detail is not None and detail.card.title == "Comes back by redo, sorted"
        assert (detail.card.verdict, read_triages(board, [task])[task].note) == ("delegable", "redo")
        pin_task(board, task, "in")
        steps = 0
        while board.undoable() and steps < 60:
            board.undo()
            steps += 1
        assert steps > 40 and not faults(board)


def test_what_was_sorted_measured_and_set_is_read(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        known = read_triages(board)
        assert sum(one.decided is not None for one in known.values()) > 20 and agreement(board)[1] > 10
        settings = read_settings(board)
        assert (settings["company.owner"], settings.currency) == ("Zoë <b>Ünï</b> {subject}", "JPY")
        assert settings.rate() is not None and settings["company.phone"] == ""
        (task,) = measured(board)
        assert measured(board)[task] == 41 * 60 and len(read_entries(board)) == 12
        timer = running(board)
        assert timer is not None and timer.task == task
        assert len(delegate_next(board, 168, TODAY).order) > 5
        for one in known:
            read_history(board, one)


def test_the_file_in_the_tests_is_of_version_2() -> None:
    connection = sqlite3.connect(f"file:{OLD}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT name FROM schema_migration ORDER BY id").fetchall() == [
        ("0001_first",),
        ("0002_sort",),
    ]
    connection.close()

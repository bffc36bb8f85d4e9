"""Boards of an older version: migrated in a copy, checked, swapped in; a crash leaves old or new."""

import shutil
import stat
from pathlib import Path

import pytest

from models import backups, migrate, sqlite
from models.board import Board
from models.errors import (
    ReadOnly,
    StorageError,
)
from tests.models.boards import add, digest, faults, names_in, raw, tables, titles


def contents(folder: Path) -> dict[str, str]:
    return {p.name: digest(p) for p in folder.iterdir() if p.is_file()}


NEXT = migrate.schema_version() + 1
SECOND = """
from peewee import IntegerField, TextField

def up(migrator, db):
    migrator.migrate(
        migrator.add_column("task", "weight", IntegerField(default=3)),
        migrator.alter_column_type("task", "title", TextField()),
    )
"""


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "SCRIPTS", folder)
    return folder


@pytest.fixture
def old(path: Path) -> Path:
    with Board.open(path) as board:
        from models.tasks import edit_tags

        (task,) = board.db.execute_sql("SELECT id FROM task").fetchone()
        edit_tags(board, [task], ["gloves"])
    return path


def test_an_older_board_is_migrated_and_its_old_state_is_a_backup(old: Path, scripts: Path) -> None:
    with Board.open(old, read_only=True) as board:
        before = tables(board)
    (scripts / f"{NEXT:04}_weight.py").write_text(SECOND)
    with Board.open(old) as board:
        assert titles(board, "unsorted") == ["Order gloves"]
        assert board.db.execute_sql("SELECT weight FROM task").fetchall() == [(3,)]
        assert not faults(board) and len(tables(board)["task_tag"]) == 1
        board.undo()
        assert tables(board)["task_tag"] == []
    assert names_in(old.parent) == {"a.board", "a.board.lock"}
    (kept,) = backups.backups_of(old)
    assert kept.is_good and (kept.reason, kept.schema) == ("migration", NEXT - 1)
    assert {name: raw(kept.path, f'SELECT * FROM "{name}" ORDER BY 1') for name in before} == before  # noqa: S608
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_an_older_board_open_for_reading_only_is_refused_in_words(old: Path, scripts: Path) -> None:
    (scripts / f"{NEXT:04}_weight.py").write_text(SECOND)
    before = contents(old.parent)
    with pytest.raises(ReadOnly, match="older version"):
        Board.open(old, read_only=True)
    assert contents(old.parent) == before


def test_an_older_board_that_is_read_elsewhere_waits(old: Path, scripts: Path) -> None:
    with Board.open(old) as writer:
        add(writer, "in the log")
        reader = sqlite.reader(old)
        reader.execute_sql("BEGIN")
        reader.execute_sql("SELECT count(*) FROM task").fetchall()
    (scripts / f"{NEXT:04}_weight.py").write_text(SECOND)
    try:
        with pytest.raises(StorageError):
            Board.open(old)
    finally:
        reader.close()
    with Board.open(old) as board:
        assert titles(board, "unsorted") == ["in the log", "Order gloves"]

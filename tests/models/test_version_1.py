"""A filled board of version 1, with rows as bad as they come, is brought to today's version."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from models import backups
from models.board import Board
from models.cards import read_cards, read_detail
from models.history import read_history
from models.search import find, parse_query
from models.triage_ops import answer, read_triages
from models.worth import worth_of
from tests.models.boards import TODAY, Clock, faults, raw, tables

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-1.board"
COLUMNS = (
    "uid, number, title, notes, verdict, outcome, due, seconds_per_run, seconds_per_week, source, binned"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every ordinary table."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = [name for (name,) in raw(path, names) if not name.startswith("search_index")]
    return {
        name: raw(path, f'SELECT * FROM "{name}" ORDER BY rowid')  # noqa: S608
        for name in tables
    }


def test_every_row_and_text_is_there_afterwards(path: Path) -> None:
    before = rows(path)
    assert sum(map(len, before.values())) > 700
    with Board.open(path, clock=Clock()) as board:
        assert not faults(board)
        assert {table: len(found) for table, found in tables(board).items() if table in before} == {
            table: len(found) for table, found in before.items() if table in tables(board)
        }
    after = rows(path)
    assert {"triage", "setting", "time_entry", "timer", "handover"} <= after.keys() - before.keys()
    for name, found in before.items():
        if name != "schema_migration":
            # Later columns and later rows come at the end.
            assert [row[: len(old)] for row, old in zip(after[name], found, strict=False)] == found, name
            assert len(after[name]) == len(found) or name == "journal_row"
    assert {row[-9:-4] for row in after["task"]} == {("", "", "", "", None)}


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
        board.redo()
        comes_back = find(board, parse_query("redo"), TODAY).ids
        assert [card.title for card in read_cards(board, comes_back).values()] == ["Comes back by redo"]
        board.redo()
        assert board.redoable() is None
        steps = 0
        while board.undoable() and steps < 30:
            board.undo()
            steps += 1
        assert steps > 10 and not faults(board)


def test_old_cards_are_read_sorted_and_measured(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        known = read_triages(board)
        assert len(known) > 60 and all(one.suggestion.verdict == "undecided" for one in known.values())
        task = min(known)
        answer(board, task, S=0, O=1)
        assert read_history(board, task)
        detail = read_detail(board, task)
        assert detail is not None and (detail.done_when, detail.skills, detail.sensitivity) == ("", "", "")
        # A billion seconds a run are an old file's good right.
        assert worth_of(board, today=TODAY)
        assert not faults(board)


def test_dying_half_way_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_bytes()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        Board.open(path)
    monkeypatch.undo()
    assert path.read_bytes() == before
    with Board.open(path) as board:
        assert not faults(board)


def test_the_file_in_the_tests_is_of_version_1() -> None:
    connection = sqlite3.connect(f"file:{OLD}?mode=ro&immutable=1", uri=True)
    assert connection.execute("SELECT name FROM schema_migration").fetchall() == [("0001_first",)]
    connection.close()

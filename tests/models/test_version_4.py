"""A filled board of version 4, handed over and answered, with rows as bad as they come, becomes today's."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from models import handovers
from models.board import Board
from models.cards import read_cards
from models.history import read_history
from models.runs import read_runs
from models.training_ops import standing_of
from tests.models.boards import Clock, faults, raw, tables
from tests.models.test_version_1 import rows

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-4.board"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


def test_every_row_and_text_is_there_afterwards(path: Path) -> None:
    before = rows(path)
    assert all(before[name] for name in ("handover", "run", "training", "packet", "brief", "access"))
    with Board.open(path, clock=Clock()) as board:
        assert not faults(board)
        counts = {name: len(found) for name, found in tables(board).items()}
        assert {name: len(found) for name, found in before.items() if name in counts} == {
            name: count for name, count in counts.items() if name in before
        }
        assert counts["training_step"] == 0
    after = rows(path)
    for name in before.keys() - {"schema_migration", "run", "journal_row"}:
        assert [row[: len(old)] for row, old in zip(after[name], before[name], strict=False)] == before[name]


def test_runs_keep_what_they_took_and_know_what_they_are_measured_by(path: Path) -> None:
    old = raw(path, "SELECT uid, outcome, seconds, owner_seconds, note FROM run ORDER BY id")
    with Board.open(path):
        pass
    new = raw(path, "SELECT uid, outcome, seconds, review_seconds, note FROM run ORDER BY id")
    assert new == old and any(mine for *_, mine, _ in old)
    with Board.open(path) as board:
        sql = "SELECT id FROM task WHERE title LIKE 'Zoë%' ORDER BY id LIMIT 1"
        (task,) = board.db.execute_sql(sql).fetchone()
        newest, accepted, back = read_runs(board, task)
        assert (newest.outcome, accepted.outcome, back.outcome) == ("redone_by_me", "accepted", "sent_back")
        assert (back.attempt, accepted.attempt, newest.attempt) == (1, 2, 1)
        assert (back.reviewed, accepted.reviewed, newest.reviewed) == (True, True, False)
        assert {one.baseline for one in (newest, accepted, back)} == {600}
        held = handovers.newest(board, task)
        assert held is not None and standing_of(board, task, held.assistant) is not None
        (moved,) = board.db.execute_sql("SELECT moved FROM handover WHERE id = ?", (held.id,)).fetchone()
        assert moved is not None
        read_history(board, task)


def test_undo_and_redo_reach_back_into_the_old_version(path: Path) -> None:
    with Board.open(path, clock=Clock()) as board:
        for _ in range(3):
            board.redo()
        assert board.redoable() is None
        (task,) = board.db.execute_sql("SELECT max(id) FROM task").fetchone()
        card = read_cards(board, [task])[task]
        assert (card.title, card.kind) == ("Comes back by redo, handed over", "review")
        steps = 0
        while board.undoable() and steps < 60:
            board.undo()
            steps += 1
        assert steps > 20 and not faults(board)


def test_the_file_in_the_tests_is_of_version_4() -> None:
    connection = sqlite3.connect(f"file:{OLD}?mode=ro&immutable=1", uri=True)
    names = [name for (name,) in connection.execute("SELECT name FROM schema_migration ORDER BY id")]
    assert names == ["0001_first", "0002_sort", "0003_pins", "0004_hand_over"]
    connection.close()

"""What only the board of version 4 has, handed over and answered; what all share: test_every_version."""

import shutil
from pathlib import Path

import pytest

from models import handovers
from models.board import Board
from models.cards import read_cards
from models.history import read_history
from models.runs import read_runs
from models.training_ops import standing_of
from tests.models.boards import Clock, faults, raw

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-4.board"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


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

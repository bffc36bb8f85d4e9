"""What only the board of version 2 has, sorted and measured; what it shares with all: test_every_version."""

import shutil
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
from tests.models.boards import TODAY, Clock, faults
from tests.models.test_version_1 import rows

OLD = Path(__file__).parent.parent / "data" / "boards" / "version-2.board"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.board"))


def test_the_old_file_is_kept_as_it_was(path: Path) -> None:
    before = rows(path)
    with Board.open(path):
        pass
    assert rows(backups.backups_of(path)[0].path) == before


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

"""Pins of Delegate next: kept in the board, taken back and told like every other change."""

from pathlib import Path

import pytest

from models.board import Board
from models.errors import Refused
from models.history import read_history
from models.pins import pin_task
from models.tasks import bin_tasks, empty_bin
from models.worth import delegate_next
from tests.models.boards import Clock, add, faults, open_new


def pins(board: Board) -> dict[int, str]:
    return dict(board.db.execute_sql("SELECT id, pin FROM task WHERE pin IS NOT NULL").fetchall())


def test_pins_are_undone_redone_and_told(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board", Clock()) as board:
        (task,) = add(board, "Calls", kind="setup")
        for pin in ("in", "out", None):
            pin_task(board, task, pin)
        names = []
        for _ in range(3):
            step = board.undoable()
            assert step is not None
            names.append(str(step.name))
            board.undo()
        assert names == ["unpin “Calls”", "leave “Calls” out", "pin “Calls” in"] and pins(board) == {}
        board.redo()
        assert pins(board) == {task: "in"}
        told = [str(entry.sentence) for entry in read_history(board, task)]
        assert told[-4:-1] == [
            "unpinned on Delegate next",
            "left out on Delegate next",
            "pinned in on Delegate next",
        ]
        assert told[0] == "pinned in on Delegate next (done again)"


def test_pins_survive_a_restart(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board", Clock()) as board:
        one, two = add(board, "Calls", "Post", kind="setup")
        pin_task(board, one, "in")
        pin_task(board, two, "out")
    with Board.open(tmp_path / "a.board", clock=Clock()) as board:
        assert delegate_next(board, 10).pins == {"in": {one}, "out": {two}}


def test_the_same_pin_again_is_no_change(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board", Clock()) as board:
        (task,) = add(board, "Calls", kind="setup")
        pin_task(board, task, None)
        pin_task(board, task, "in")
        revision = board.revision
        pin_task(board, task, "in")
        assert board.revision == revision


def test_a_card_that_is_gone_cannot_be_pinned(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board", Clock()) as board:
        (task,) = add(board, "Calls", kind="setup")
        bin_tasks(board, [task])
        empty_bin(board)
        with pytest.raises(Refused, match="no longer there"):
            pin_task(board, task, "in")
        assert pins(board) == {} and not faults(board)

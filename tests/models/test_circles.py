"""Links between cards never lead in a circle; one that another program made stops nothing."""

from itertools import pairwise
from pathlib import Path

import pytest

from models.assistant_deputies import set_deputies
from models.assistants import add_assistant
from models.board import Board
from models.cards import read_detail
from models.coverage import read_coverage
from models.errors import Conflict, Refused
from models.exporters.csv_tasks import export_csv
from models.history import read_history
from models.schema import LINK_KINDS
from models.steps import link_tasks, unlink_tasks
from models.tasks import bin_tasks, empty_bin
from tests.models.boards import Clock, add, faults, open_new, raw, tables


@pytest.mark.parametrize("kind", LINK_KINDS)
def test_a_circle_of_any_length_is_refused(tmp_path: Path, kind: str) -> None:
    with open_new(tmp_path / "a.board") as board:
        ids = add(board, *(f"Card {number}" for number in range(30)))
        for one, other in pairwise(ids):
            link_tasks(board, kind, one, other)
        before = tables(board)
        for other in ids:
            with pytest.raises(Refused, match="other way round"):
                link_tasks(board, kind, ids[-1], other)
        assert tables(board) == before


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_undo_does_not_close_a_circle_with_what_somebody_linked_since(tmp_path: Path, word: str) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        one, other = add(board, "One", "Other")
        link_tasks(board, "blocks", one, other)
        if word == "redo":
            board.undo()
        else:
            unlink_tasks(board, 1)
    with Board.open(path, clock=Clock()) as board:
        board.author = "Second"
        link_tasks(board, "blocks", other, one)
    with Board.open(path, clock=Clock()) as board:
        before = tables(board)
        with pytest.raises(Conflict, match=r"newer change: Changed “Other” \(Second, 2026-"):
            getattr(board, word)()
        assert tables(board) == before and not faults(board)


def test_a_circle_that_another_program_made_stops_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        ids = add(board, *(f"Card {number}" for number in range(1_000)))
    values = ", ".join(
        f"('parent', {one}, {other})" for one, other in zip(ids, [*ids[1:], ids[0]], strict=True)
    )
    raw(path, f"INSERT INTO link (kind, task_id, other_id) VALUES {values}, ('blocks', {ids[0]}, {ids[0]})")  # noqa: S608
    with Board.open(path, clock=Clock()) as board:
        assert read_detail(board, ids[0]) and read_history(board, ids[0])
        assert export_csv(board, tmp_path / "out.csv") == 1_000
        with pytest.raises(Refused):
            link_tasks(board, "parent", ids[0], ids[500])
        bin_tasks(board, ids[:2])
        empty_bin(board)
        assert not faults(board)


def test_two_who_stand_in_for_each_other_are_no_circle_that_anything_runs_in(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        add_assistant(board, "Maya")
        add_assistant(board, "Tom")
        set_deputies(board, 1, [2])
        set_deputies(board, 2, [1])
        with pytest.raises(Refused):
            set_deputies(board, 1, [2, 1])
        assert read_coverage(board) is not None

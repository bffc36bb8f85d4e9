"""What is still to be sorted."""

from pathlib import Path

from models import stages, tasks, triage_ops
from models.board import Board
from models.drafts import TaskDraft
from models.unsorted import Unsorted, read_unsorted


def test_it_reads_unsorted_columns_from_the_top_and_tells_split_ones_apart(tmp_path: Path) -> None:
    with Board.open(tmp_path / "b.board", create=True) as board:
        stages.found_board(board, "Mine")
        assert read_unsorted(board) == Unsorted((), ())
        tasks.add_tasks(board, [TaskDraft(title) for title in "abcde"])
        stages.add_stage(board, "Ideas", "unsorted", None, "0" * 32)
        tasks.add_tasks(board, [TaskDraft("f")], stages.read_stages(board)[0].id)
        triage_ops.decide(board, 2, "split")
        triage_ops.decide(board, 3, "core")
        tasks.bin_tasks(board, [4])
        assert read_unsorted(board) == Unsorted((6, 1, 5), (2,))

"""Undo beside a newer change of somebody else: refused by name where the card would disagree with itself."""

from pathlib import Path

import pytest

from models import cards, checking, stages, tasks
from models.access import add_access
from models.board import Board, new_uid
from models.brief_compare import read_versions
from models.brief_edits import edit_brief
from models.drafts import TaskDraft
from models.errors import Conflict
from tests.models.boards import add, open_new
from tests.models.brief_operations import stale_briefs


def test_undo_of_done_is_refused_once_somebody_decided_otherwise(tmp_path: Path) -> None:
    """Back in To set up, a card that was decided core meanwhile would disagree with its column."""
    with Board.open(tmp_path / "a.board", create=True) as board:
        stages.found_board(board, "a")
        tasks.add_tasks(board, [TaskDraft("Order gloves", kind="setup")])
        (task,), _ = cards.read_order(board, stages.first_stage(board, "setup").id)
        tasks.finish_tasks(board, [task], "automated")
        board.author = "colleague"
        tasks.edit_task(board, task, verdict="core")
        board.author = "owner"
        before = cards.read_detail(board, task)
        with pytest.raises(Conflict, match="newer change: Decided about “Order gloves”"):
            board.undo()
        assert cards.read_detail(board, task) == before
        assert not checking.check(board).faults


@pytest.mark.parametrize("back", ["2 december", "Order gloves"])
def test_a_value_that_somebody_else_led_away_and_back_is_theirs(tmp_path: Path, back: str) -> None:
    """What stands there looks like one's own, but it is another's word by now."""
    with Board.open(tmp_path / "a.board", create=True) as board:
        stages.found_board(board, "a")
        tasks.add_tasks(board, [TaskDraft("Order gloves", kind="setup")])
        (task,), _ = cards.read_order(board, stages.first_stage(board, "setup").id)
        tasks.edit_task(board, task, title="2 december")
        board.author = "colleague"
        tasks.edit_task(board, task, title="Order gloves")
        if back == "2 december":
            tasks.edit_task(board, task, title=back)
        board.author = "owner"
        with pytest.raises(Conflict, match="newer change"):
            board.undo()
        board.author = "colleague"
        while board.undoable():
            board.undo()
        board.author = "owner"
        board.undo()
        assert cards.read_cards(board, [task])[task].title == "Order gloves"


def test_an_undo_under_a_brief_that_somebody_else_began_is_a_version_of_its_own(tmp_path: Path) -> None:
    """The second author's brief tells of a right that the owner then takes back."""
    with open_new(tmp_path / "a.board") as board:
        (task,) = add(board, "Order gloves")
        add_access(board, task, "Shop", new_uid(), "clerk")
        board.author = "second"
        edit_brief(board, task, why="Winter comes")
        (theirs,) = read_versions(board, task)
        board.author = "owner"
        board.undo()
        newest, before = read_versions(board, task)
        assert before == theirs and not stale_briefs(board)
        assert (newest.number, tuple(newest.changed)) == (2, ("access",))
        board.redo()
        assert read_versions(board, task) == [theirs] and not stale_briefs(board)

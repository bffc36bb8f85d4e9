"""Undo beside a newer change of somebody else: refused by name where the card would disagree with itself."""

import shutil
from pathlib import Path

import pytest

from models import cards, checking, stages, tasks
from models.access import add_access
from models.board import Board, new_uid
from models.brief_compare import read_versions
from models.brief_edits import NewStep, accept_steps, edit_brief, restore_version
from models.brief_versions import fix
from models.drafts import TaskDraft
from models.errors import Conflict, Refused
from tests.models.boards import Clock, add, open_new, tables
from tests.models.brief_operations import stale_briefs
from tests.models.every_action import ACTIONS, NEVER_UNDONE, World


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


def told(board: Board, task: int) -> None:
    """A brief that somebody has, in its second version."""
    edit_brief(board, task, why="first")
    with board.change("brief", "") as record:
        fix(record, task)
    edit_brief(board, task, why="second")


def test_an_older_brief_is_not_brought_back_over_a_newer_one_that_nobody_saw(tmp_path: Path) -> None:
    """The list of versions was open while an answer with new steps came in."""
    with open_new(tmp_path / "a.board") as board:
        (task,) = add(board, "Order gloves", kind="setup")
        told(board, task)
        seen = read_versions(board, task)[0]
        accept_steps(board, task, [NewStep("theirs")], "Maya", merge=True)
        before, revision = tables(board), board.revision
        with pytest.raises(Conflict, match=r"because of a newer version: 3 \(Maya, 2026-"):
            restore_version(board, task, 1, seen)
        assert (tables(board), board.revision) == (before, revision)
        restore_version(board, task, 1, read_versions(board, task)[0])
        assert read_versions(board, task)[0].body["why"] == "first"


PURGING = [action for action in ACTIONS if action not in NEVER_UNDONE]


@pytest.mark.parametrize("action", PURGING)
def test_what_hung_on_a_card_that_somebody_deleted_for_good_does_not_come_back(
    tmp_path: Path, action: str
) -> None:
    """A child is never restored without its parent, whatever made or deleted it."""
    path = tmp_path / "a.board"
    with open_new(path) as board:
        world = World(board)
        ACTIONS[action](world)
    for is_undone in (False, True):
        with Board.open(path, clock=Clock()) as board:
            if is_undone:
                board.undo()
        copy = Path(shutil.copy(path, tmp_path / "copy.board"))
        with Board.open(copy, clock=Clock()) as board:
            board.author = "second"
            cards_ = [task for (task,) in board.db.execute_sql("SELECT id FROM task")]
            tasks.bin_tasks(board, cards_)
            tasks.empty_bin(board, cards_)
        with Board.open(copy, clock=Clock()) as board:
            for word in ("undo", "redo", "undo"):
                before = tables(board)
                try:
                    getattr(board, word)()
                except Refused:
                    assert tables(board) == before
                gone = board.db.execute_sql("SELECT count(*) FROM task WHERE id <= ?", (max(cards_),))
                assert gone.fetchone() == (0,)
                assert not checking.check(board).faults

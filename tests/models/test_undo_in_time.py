"""Undo is read from the file: in another process, in a restored file, whatever the clock says."""

import datetime as dt
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from models import backups, journal
from models.backup_restoring import restore
from models.board import Board
from models.history import read_history
from models.runs import read_runs
from models.silent import assume_silent
from models.tasks import edit_task
from models.today import read_today
from models.training_ops import set_training
from tests.models.boards import START, TODAY, Clock, add, card, faults, open_new, tables
from tests.models.every_action import ACTIONS, World
from tests.models.nobody import ROOT
from tests.models.sending import WEEKLY, given, send

UNDO_ALL = """
import sys
from models.board import Board
with Board.open(sys.argv[1]) as board:
    board.now = lambda: __import__("datetime").datetime(2026, 11, 23, 12)
    while board.undoable() and board.undoable().revision > int(sys.argv[2]):
        board.undo()
"""
SOME = (
    "edit",
    "brief",
    "hand_over",
    "log",
    "level",
    "split",
    "add_column",
    "settings",
    "bin",
    "column",
    "answer",
)
# A clock of a computer with an empty battery, one that went ahead, and summer time.
JUMPS = [dt.timedelta(-3652), dt.timedelta(3652), dt.timedelta(hours=1), dt.timedelta(hours=-1)]


def plain(board: Board) -> dict[str, object]:
    return {name: found for name, found in tables(board).items() if name != "timer"}


def test_another_process_undoes_everything_that_this_one_did(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        world = World(board)
        revision, before = board.revision, plain(board)
        for action in SOME:
            ACTIONS[action](world)
        after = plain(board)
        assert before != after
    done = subprocess.run(
        [sys.executable, "-c", UNDO_ALL, path, str(revision)], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 0
    with Board.open(path, clock=Clock()) as board:
        assert plain(board) == before and not faults(board)
        while board.redoable():
            board.redo()
        assert plain(board) == after and not faults(board)


def test_after_a_restore_undo_is_that_of_the_restored_file(tmp_path: Path) -> None:
    """What was done after the backup is nowhere, and none of it is applied to the older file."""
    path = tmp_path / "a.board"
    with open_new(path) as board:
        (task,) = add(board, "Order gloves")
        edit_task(board, task, title="Kept")
        then = tables(board)
        kept = backups.back_up(board, "asked")
        edit_task(board, task, title="Later", notes="later")
        add(board, "Added later")
        board.undo()
    restore(kept.path, path)
    with Board.open(path, clock=Clock()) as board:
        assert tables(board) == then and not faults(board)
        assert board.redoable() is None
        step = board.undoable()
        assert step is not None and "Kept" in str(step.name)
        board.undo()
        assert card(board, task).title == "Order gloves"
        board.undo()
        assert board.undoable() is None and not faults(board)
        board.redo()
        board.redo()
        assert tables(board) == then


@pytest.mark.parametrize(
    "jump", JUMPS, ids=["ten years back", "ten years ahead", "an hour ahead", "an hour back"]
)
def test_history_and_undo_go_by_the_order_of_things_whatever_the_clock_says(
    tmp_path: Path, jump: dt.timedelta
) -> None:
    clock = Clock()
    path = tmp_path / "a.board"
    with open_new(path, clock) as board:
        (task,) = add(board, "Zero")
        edit_task(board, task, title="One")
    for title in ("Two", "Three"):
        # The battery is empty, the board is opened and closed, and the clock put right again.
        clock.now += jump if title == "Two" else -jump
        with Board.open(path, clock=clock) as board:
            edit_task(board, task, title=title)
    with Board.open(path, clock=clock) as board:
        edit_task(board, task, title="Four")
        told = read_history(board, task)
        assert [one.revision for one in told] == sorted((one.revision for one in told), reverse=True)
        assert all(newer.revision > older.revision for newer, older in pairwise(told))
        for title in ("Three", "Two", "One", "Zero"):
            board.undo()
            assert card(board, task).title == title
        for title in ("One", "Two", "Three", "Four"):
            board.redo()
            assert card(board, task).title == title
        assert not faults(board)


def test_what_is_old_by_an_honest_clock_is_beyond_reach(tmp_path: Path) -> None:
    clock = Clock()
    with open_new(tmp_path / "a.board", clock) as board:
        (task,) = add(board, "Zero")
        for week in range(20):
            clock.now = START + dt.timedelta(weeks=week)
            edit_task(board, task, title=f"Week {week}")
    clock.now += dt.timedelta(hours=1)
    with Board.open(tmp_path / "a.board", clock=clock) as board:
        while board.undoable():
            board.undo()
        days = dt.timedelta(journal.REACH_DAYS)
        assert card(board, task).title == f"Week {19 - days // dt.timedelta(weeks=1) - 1}"


def test_nothing_is_assumed_of_ten_years_by_which_a_clock_went_wrong(tmp_path: Path) -> None:
    """Somebody has taken a weekly card over. No empty battery makes years of runs."""
    path, clock = tmp_path / "a.board", Clock()
    with open_new(path, clock) as board:
        world = World(board)
        ids = [
            given(board, f"Post {number}", due=TODAY, repeat=WEEKLY, seconds_per_run=600)
            for number in range(8)
        ]
        for task in ids:
            set_training(board, task, world.maya, 4)
            send(board, task)
    with Board.open(path, clock=clock) as board:
        shown, before = read_today(board, board.now()), plain(board)
        assume_silent(board, board.now() + dt.timedelta(3652))
        read_today(board, board.now() + dt.timedelta(3652))
        assert plain(board) == before
        assert read_today(board, board.now()).moves == shown.moves != ()
        assume_silent(board, board.now() - dt.timedelta(3652))
        assert plain(board) == before
        assume_silent(board, START + dt.timedelta(20))
        found = [run.due for task in ids for run in read_runs(board, task)]
        assert found and all(day is not None and day.year == 2026 for day in found)
        dues = [card(board, task).due for task in ids]
        assert all(due is not None and due < TODAY + dt.timedelta(30) for due in dues)

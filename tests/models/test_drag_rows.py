"""Every row of the drag table, column to column, once and recurring, at each step of training, with what it
leaves of decision, holder, runs, dates and training. Undo restores all of it, redo makes it again.
"""

import datetime as dt
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from models import handovers
from models.board import Board
from models.errors import Refused
from models.hands import Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.schema import KINDS
from models.tasks import move_tasks
from models.training_ops import set_training
from tests.models.boards import TODAY, card, faults, open_new, stage_id, tables
from tests.models.test_hands import is_undone, one, person, runs

DUE = TODAY - dt.timedelta(days=3)
NEXT = DUE + dt.timedelta(days=7)
NOBODY = ("unsorted", "core", "setup")
MINE = {"unsorted": "undecided", "core": "core", "setup": "delegable"}
WEEKLY = Repeat(1, "week")


class Row(NamedTuple):
    """From, to, how often and how far; then where it lies, decided how, done how, in her hands or not, at
    which level, with which runs, due when. No `kind`: refused in words.
    """

    start: str
    end: str
    recurs: bool
    before: int
    kind: str | None
    verdict: str = "delegable"
    outcome: str | None = None
    is_held: bool = True
    level: int = 0
    runs: tuple[str, ...] = ()
    due: dt.date | None = DUE


def _of_nobody() -> list[Row]:
    found = []
    for start, verdict in MINE.items():
        for recurs in (False, True):
            for end in NOBODY:
                found.append(Row(start, end, recurs, 0, end, MINE[end], is_held=False))
            home = {"training": ("training", 1), "handed_over": ("training", 3), "review": ("review", 1)}
            for end, (kind, level) in home.items():
                came = ("",) if end == "review" else ()
                if recurs:
                    found.append(Row(start, end, True, 0, kind, level=level, runs=came))
                else:
                    lies = "review" if end == "review" else "handed_over"
                    found.append(Row(start, end, False, 0, lies, runs=came))
            if recurs:
                found.append(Row(start, "done", True, 0, start, verdict, is_held=False, due=NEXT))
            else:
                found.append(Row(start, "done", False, 0, "done", verdict, "done", is_held=False))
    # "Knows it already" lies in In training unless signed off.
    found.append(Row("setup", "handed_over", True, 4, "handed_over", level=4))
    return found


def _of_hers() -> list[Row]:
    found = []
    held = [("training", True, 1), ("training", True, 2), ("training", True, 3)]
    held += [("handed_over", True, 4), ("handed_over", True, 5), ("handed_over", False, 0)]
    for start, recurs, level in held:
        known = {"level": level} if recurs else {}
        found += [Row(start, end, recurs, level, end, MINE[end], is_held=False) for end in NOBODY]
        found.append(Row(start, start, recurs, level, start, **known))
        found.append(Row(start, "review", recurs, level, "review", runs=("",), **known))
        if not recurs:
            found.append(Row(start, "training", False, 0, None))
            found.append(Row(start, "done", False, 0, "done", "delegable", "done", False, 0, ("accepted",)))
            continue
        other = "handed_over" if start == "training" else "training"
        found.append(Row(start, other, True, level, other, level=4 if other == "handed_over" else 3))
        after = 3 if level == 2 else level
        home = "handed_over" if after >= 4 else "training"
        found.append(Row(start, "done", True, level, home, level=after, runs=("accepted",), due=NEXT))
    return found


def _of_what_waits() -> list[Row]:
    found = []
    for recurs, level in ((False, 0), (True, 1), (True, 2), (True, 3), (True, 4), (True, 5)):
        known = {"level": level} if recurs else {}
        for end in NOBODY:
            found.append(Row("review", end, recurs, level, end, MINE[end], None, False, 0, ("redone_by_me",)))
        found.append(Row("review", "review", recurs, level, "review", runs=("",), **known))
        home = "training" if recurs and level < 4 else "handed_over"
        for end in ("training", "handed_over"):
            # A slip of what they owned: one in five is looked at again.
            kept = {"level": min(level, 4)} if recurs else {}
            found.append(Row("review", end, recurs, level, home, runs=("sent_back",), **kept))
        if recurs:
            after = 3 if level == 2 else level
            found.append(Row("review", "done", True, level, home, level=after, runs=("accepted",), due=NEXT))
        else:
            found.append(
                Row("review", "done", False, 0, "done", "delegable", "done", False, 0, ("accepted",))
            )
    return found


def _of_what_is_done() -> list[Row]:
    """Finished with her work accepted (once) or her series ended (recurring, accepted once before)."""
    found = []
    for recurs, level in ((False, 0), (True, 1), (True, 3), (True, 4)):
        came = ("accepted",)
        found += [
            Row("done", end, recurs, level, end, MINE[end], None, False, 0, came, None) for end in NOBODY
        ]
        found.append(Row("done", "done", recurs, level, "done", "delegable", "done", False, 0, came, None))
        again = max(level, 1)
        for end in ("training", "handed_over"):
            known = max(again, 3) if end == "handed_over" else again
            home = "training" if recurs and known < 4 else "handed_over"
            found.append(
                Row("done", end, recurs, level, home, level=known if recurs else 0, runs=came, due=None)
            )
        found.append(Row("done", "review", recurs, level, "review", level=level, runs=("",), due=None))
    return found


ROWS = _of_nobody() + _of_hers() + _of_what_waits() + _of_what_is_done()


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def test_no_row_of_the_table_is_missing() -> None:
    assert {(row.start, row.end) for row in ROWS} == {(start, end) for start in KINDS for end in KINDS}
    recurring = {(row.start, row.end) for row in ROWS if row.recurs}
    assert recurring == {(start, end) for start in KINDS for end in KINDS}


def made(board: Board, row: Row, maya: int) -> int:
    """A card that lies where the row begins."""
    repeat = WEEKLY if row.recurs else None
    if row.start in MINE:
        task = one(board, row.start, repeat=repeat, due=DUE)
        if row.before:
            set_training(board, task, maya, row.before)
        return task
    task = one(board, "setup", repeat=repeat, due=DUE)
    handovers.hand_over(board, [task], Terms(maya))
    if row.recurs:
        set_training(board, task, maya, row.before)
    if row.start in ("review", "done"):
        handovers.deliver(board, [task])
    if row.start == "done":
        move(board, task, "done")
        if row.recurs:
            from models.tasks import end_series

            end_series(board, task)
    return task


def move(board: Board, task: int, kind: str, word: Word | None = None) -> None:
    move_tasks(board, [task], stage_id(board, kind), None, TODAY, word or Word())


def facts(board: Board, task: int) -> tuple[Any, ...]:
    found = card(board, task)
    level = found.level if found.holder is not None else 0
    return found.kind, found.verdict, found.outcome, found.holder is not None, level


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda r: f"{r.start}-{r.end}-{'recurs' if r.recurs else 'once'}-{r.before}"
)
def test_a_row_of_the_table_and_its_undo(board: Board, row: Row) -> None:
    maya = person(board)
    task = made(board, row, maya)
    assert card(board, task).kind == row.start
    earlier = card(board, task).due
    before = tables(board)
    word = Word(terms=Terms(maya), why=Why(("slip",)))
    if row.kind is None:
        with pytest.raises(Refused):
            move(board, task, row.end, word)
        assert tables(board) == before
        return
    move(board, task, row.end, word)
    assert facts(board, task) == (row.kind, row.verdict, row.outcome, row.is_held, row.level)
    assert [outcome for outcome, _ in runs(board, task)] == list(row.runs)
    assert card(board, task).due == (earlier if row.due in (None, DUE) else row.due)
    open_hands = [held for held in handovers.read_handovers(board, task) if held.ended is None]
    assert len(open_hands) == row.is_held
    assert not faults(board)
    if row.start != row.end:
        is_undone(board, before)

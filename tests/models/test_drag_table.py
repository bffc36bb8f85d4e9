"""What moving a card from one column to another means, and that undo takes the whole of it back."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest

from models.board import Board, new_uid
from models.cards import read_cards
from models.drafts import TaskDraft
from models.errors import Refused
from models.moves import HELD_KINDS, Standing, meaning
from models.repeats import Repeat
from models.schema import KINDS
from models.stages import add_stage, delete_stage, read_stages
from models.tasks import add_tasks, bin_tasks, edit_task, end_series, finish_tasks, move_tasks
from tests.models.boards import TODAY, add, card, draft, faults, open_new, order, stage_id, tables, titles

VERDICT = {"unsorted": "undecided", "core": "core"} | dict.fromkeys(
    ("setup", "training", "handed_over", "review"), "delegable"
)
OPEN = [kind for kind in KINDS if kind != "done"]
DUE = TODAY - dt.timedelta(days=10)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def one_card(board: Board, kind: str, **fields: Any) -> int:
    add_tasks(board, [draft("CRM clean-up", kind=kind, **fields)])
    return order(board, kind)[0]


def facts(board: Board, task: int) -> tuple[Any, ...]:
    found = card(board, task)
    return found.kind, found.verdict, found.outcome, found.due, found.done is not None


@pytest.mark.parametrize(("start", "end"), list(itertools.product(KINDS, KINDS)))
def test_a_one_off_card(board: Board, start: str, end: str) -> None:
    """Without a person: nobody's columns; in somebody's hands: every column (test_hands tells more)."""
    task = one_card(board, start, due=DUE, assistants=["Maya"])
    before, shown = tables(board), facts(board, task)
    is_held = start in HELD_KINDS
    if end in HELD_KINDS and start != end and (not is_held or end == "training"):
        if start == "review":
            # Sent back, to its own home of the two: what happens once is not trained.
            move_tasks(board, [task], stage_id(board, end), None, TODAY)
            assert facts(board, task)[0] == "handed_over"
            return
        with pytest.raises(Refused):
            move_tasks(board, [task], stage_id(board, end), None, TODAY)
        assert tables(board) == before
        return
    move_tasks(board, [task], stage_id(board, end), None, TODAY)
    # Dropped where it lies: nothing at all. Done keeps the decision; every other column is one.
    if start == end:
        assert tables(board) == before
        return
    verdict = shown[1] if end == "done" else VERDICT[end]
    done = end == "done"
    assert facts(board, task) == (end, verdict, "done" if done else None, DUE, done)
    assert order(board, end) == [task]
    assert not faults(board)
    board.undo()
    assert tables(board) == before
    board.redo()
    assert facts(board, task)[0] == end


@pytest.mark.parametrize("start", OPEN)
@pytest.mark.parametrize("assistants", [[], ["Maya"]])
def test_a_recurring_card_dropped_on_done_ends_this_time_only(
    board: Board, start: str, assistants: list[str]
) -> None:
    task = one_card(board, start, due=DUE, repeat=Repeat(1, "week"), assistants=assistants)
    others = add(board, "x", "y", kind=start)
    before = tables(board)
    move_tasks(board, [task], stage_id(board, "done"), None, TODAY)
    home = ("handed_over" if assistants else "setup") if start == "review" else start
    if not assistants and start in ("training", "handed_over"):
        home = start
    found = card(board, task)
    assert (found.kind, found.verdict, found.outcome) == (home, VERDICT[home], None)
    # Missed dates are not made up: the next one after today, on the same weekday.
    assert found.due == dt.date(2026, 11, 27) and found.due.weekday() == DUE.weekday()
    assert found.done is not None
    assert order(board, start)[: len(others)] == others
    step = board.undoable()
    is_held = bool(assistants) and start in HELD_KINDS
    name = "accept “CRM clean-up” this time" if is_held else "done this time “CRM clean-up”"
    assert step and str(step.name) == name
    board.undo()
    assert tables(board) == before


@pytest.mark.parametrize("end", [kind for kind in OPEN if kind not in HELD_KINDS])
@pytest.mark.parametrize("outcome", ["done", "dropped", "automated"])
def test_a_finished_card_is_opened_again_by_taking_it_out_of_done(
    board: Board, end: str, outcome: str
) -> None:
    task = one_card(board, "done", outcome=outcome, repeat=Repeat(1, "month"), due=DUE)
    before = tables(board)
    move_tasks(board, [task], stage_id(board, end), None, TODAY)
    assert facts(board, task) == (end, VERDICT[end], None, DUE, False)
    board.undo()
    assert tables(board) == before
    assert card(board, task).outcome == outcome


def test_a_series_that_is_ended_does_not_come_back(board: Board) -> None:
    task = one_card(board, "core", due=DUE, repeat=Repeat(1, "week"))
    before = tables(board)
    end_series(board, task)
    assert facts(board, task) == ("done", "core", "done", DUE, True)
    board.undo()
    assert tables(board) == before


@pytest.mark.parametrize("outcome", ["done", "dropped", "automated"])
def test_cards_are_finished_together_in_their_order(board: Board, outcome: str) -> None:
    first, second, third = add(board, "a", "b", "c", kind="core")
    (there,) = add(board, "there", kind="done")
    before = tables(board)
    finish_tasks(board, [first, there, third], outcome)
    assert titles(board, "done") == ["a", "c", "there"] and order(board, "core") == [second]
    assert {found.outcome for found in read_cards(board, [first, there, third]).values()} == {outcome}
    board.undo()
    assert tables(board) == before


def test_between_two_columns_of_one_kind_a_move_is_only_a_move(board: Board) -> None:
    task = one_card(board, "setup", repeat=Repeat(1, "week"))
    add_stage(board, "Later", "setup", None, new_uid())
    add_stage(board, "Old", "done", None, new_uid())
    later = next(stage for stage in read_stages(board) if stage.name == "Later")
    move_tasks(board, [task], later.id)
    assert facts(board, task)[:3] == ("setup", "delegable", None)
    assert str(board.undoable().name) == "move “CRM clean-up”"
    assert card(board, task).stage == later.id
    finish_tasks(board, [task], "done")
    old = next(stage for stage in read_stages(board) if stage.name == "Old")
    move_tasks(board, [task], old.id)
    assert card(board, task).outcome == "done"


@pytest.mark.parametrize(
    ("start", "verdict", "end"),
    [
        ("unsorted", "core", "core"),
        ("unsorted", "delegable", "setup"),
        ("unsorted", "split", "unsorted"),
        ("core", "delegable", "setup"),
        ("core", "undecided", "unsorted"),
        ("core", "split", "unsorted"),
        ("setup", "core", "core"),
        ("training", "delegable", "training"),
        ("handed_over", "undecided", "unsorted"),
        ("review", "core", "core"),
        ("done", "core", "done"),
    ],
)
def test_a_decision_takes_the_card_to_its_column(board: Board, start: str, verdict: str, end: str) -> None:
    task = one_card(board, start)
    before = tables(board)
    edit_task(board, task, verdict=verdict)
    assert facts(board, task)[:2] == (end, verdict)
    if tables(board) != before:
        board.undo()
    assert tables(board) == before


def test_several_cards_land_together_in_the_order_they_are_named(board: Board) -> None:
    a, b, c, d = add(board, "a", "b", "c", "d")
    x, y = add(board, "x", "y", kind="core")
    before = tables(board)
    move_tasks(board, [d, x, b], stage_id(board, "core"), y, TODAY)
    assert titles(board, "core") == ["y", "d", "x", "b"] and order(board, "unsorted") == [a, c]
    board.undo()
    assert tables(board) == before


@pytest.mark.parametrize(
    ("ids", "after", "shown"),
    [
        ("a", None, None),
        ("b", "a", None),
        ("bc", "a", None),
        ("d", "c", None),
        ("a", "b", "bacd"),
        ("d", None, "dabc"),
        ("cb", "a", "acbd"),
        ("ab", "b", None),
        ("ac", "c", "bacd"),
        ("abcd", "d", None),
    ],
)
def test_order_within_a_column(board: Board, ids: str, after: str | None, shown: str | None) -> None:
    key = dict(zip("abcd", add(board, *"abcd"), strict=True))
    before, revision = tables(board), board.revision
    move_tasks(board, [key[name] for name in ids], stage_id(board, "unsorted"), after and key[after])
    if shown is None:
        # Where it lay already: no change, nothing to undo.
        assert tables(board) == before and board.revision == revision
        return
    assert "".join(titles(board, "unsorted")) == shown
    board.undo()
    assert tables(board) == before


def test_cards_that_are_gone_or_in_the_bin_stay_where_they_are(board: Board) -> None:
    a, b, c = add(board, "a", "b", "c")
    bin_tasks(board, [b])
    move_tasks(board, [a, b, c, 999], stage_id(board, "core"))
    assert order(board, "core") == [a, c]


def test_a_move_to_a_column_that_is_gone_is_refused(board: Board) -> None:
    (a,) = add(board, "a")
    with pytest.raises(Refused, match="no longer there"):
        move_tasks(board, [a], 999)


def test_only_an_empty_column_that_is_not_the_last_of_its_kind_goes(board: Board) -> None:
    core = stage_id(board, "core")
    with pytest.raises(Refused, match="last column of its kind"):
        delete_stage(board, core)
    add_stage(board, "More core", "core", core, new_uid())
    kept, gone = add(board, "kept", "in the bin", kind="core")
    with pytest.raises(Refused, match="still holds cards"):
        delete_stage(board, core)
    other = next(stage.id for stage in read_stages(board) if stage.name == "More core")
    move_tasks(board, [kept], other)
    bin_tasks(board, [gone])
    before = tables(board)
    delete_stage(board, core)
    assert card(board, gone).stage == other and not faults(board)
    board.undo()
    assert tables(board) == before


def test_the_meaning_of_a_drop_is_told_in_one_line() -> None:
    one_off = Standing("unsorted", "undecided", None, None, None)
    weekly = Standing("core", "core", None, None, Repeat(1, "week"))
    finished = Standing("done", "core", "done", None, None)
    handed = Standing("handed_over", "delegable", None, None, None, 1)
    said = [
        str(meaning(one_off, "core")),
        str(meaning(one_off, "handed_over")),
        str(meaning(weekly, "done")),
        str(meaning(finished, "setup")),
        str(meaning(handed, "review")),
        meaning(one_off, "unsorted"),
    ]
    assert said == [
        "Keep it: core",
        "Hand over: to whom?",
        "Done this time; it comes back",
        "Open again, as delegable",
        "They say it’s done",
        None,
    ]
    every = itertools.product([one_off, weekly, finished, handed], KINDS)
    assert all((meaning(one, to) is None) == (one.kind == to) for one, to in every)


def test_column_and_decision_of_a_draft_never_disagree(board: Board) -> None:
    verdicts = [None, "core", "delegable", "split", "rubbish"]
    outcomes = [None, "done", "dropped", "?"]
    for kind, verdict, outcome in itertools.product([None, *KINDS], verdicts, outcomes):
        add_tasks(board, [TaskDraft("x", kind=kind, verdict=verdict, outcome=outcome)])
    ids = [task for kind in KINDS for task in order(board, kind)]
    assert len(ids) == 8 * 5 * 4
    for found in read_cards(board, ids).values():
        if found.kind == "done":
            assert found.outcome and found.done
        else:
            assert found.outcome is None
            assert found.verdict == VERDICT[found.kind] or (found.kind, found.verdict) == (
                "unsorted",
                "split",
            )

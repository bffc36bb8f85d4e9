"""The drag table with people in it: each move with all that hangs on it, and its undo."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from models import assistant_end, handovers, steps
from models.board import Board
from models.cards import read_detail
from models.errors import Refused
from models.hands import Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.tasks import (
    add_tasks,
    bin_tasks,
    edit_assistants,
    edit_task,
    empty_bin,
    end_series,
    finish_tasks,
    move_tasks,
)
from tests.models.boards import TODAY, card, draft, faults, open_new, order, stage_id, tables

WEEKLY = Repeat(1, "week")
DUE = dt.date(2026, 11, 27)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def one(board: Board, kind: str, **fields: Any) -> int:
    add_tasks(board, [draft("CRM clean-up", kind=kind, **{"due": DUE} | fields)])
    return order(board, kind)[0]


def person(board: Board, name: str = "Maya") -> int:
    """An assistant of this name, by way of a card that names them."""
    add_tasks(board, [draft(f"for {name}", kind="core", assistants=[name])])
    (key,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    return int(key)


def held(board: Board, kind: str, **fields: Any) -> int:
    """A card of Maya's in a column of this kind."""
    return one(board, kind, assistants=["Maya"], **fields)


def move(board: Board, task: int, kind: str, **word: Any) -> None:
    move_tasks(board, [task], stage_id(board, kind), None, TODAY, Word(**word))


def facts(board: Board, task: int) -> tuple[Any, ...]:
    """Column, decision, outcome, who has it, how far they are."""
    found = card(board, task)
    who = found.assistants[0] if found.holder else None
    return found.kind, found.verdict, found.outcome, who, found.level


def runs(board: Board, task: int) -> list[tuple[str, bool]]:
    """Outcome of each run, and whether it is over."""
    sql = "SELECT outcome, ended IS NOT NULL FROM run WHERE task_id = ? ORDER BY id"
    return [(outcome, bool(ended)) for outcome, ended in board.db.execute_sql(sql, (task,))]


def is_undone(board: Board, before: Any) -> None:
    """One undo restores every table; redo and undo again do, too."""
    assert not faults(board)
    after = tables(board)
    board.undo()
    assert tables(board) == before
    board.redo()
    assert {name: rows for name, rows in tables(board).items() if name != "task"} == {
        name: rows for name, rows in after.items() if name != "task"
    }
    board.undo()
    assert tables(board) == before


@pytest.mark.parametrize("start", ["unsorted", "core", "setup"])
@pytest.mark.parametrize(
    ("end", "repeat", "home", "level"),
    [
        ("training", WEEKLY, "training", 1),
        ("training", None, "handed_over", 0),
        ("handed_over", None, "handed_over", 0),
        ("handed_over", WEEKLY, "training", 3),
        ("review", None, "review", 0),
        ("review", WEEKLY, "review", 1),
    ],
)
def test_a_card_nobody_has_is_given_to_somebody(
    board: Board, start: str, end: str, repeat: Repeat | None, home: str, level: int
) -> None:
    maya, task = person(board), one(board, start, repeat=repeat)
    before = tables(board)
    with pytest.raises(Refused, match="who takes it over"):
        move(board, task, end)
    assert tables(board) == before
    move(board, task, end, terms=Terms(maya, authority=3, next_check=DUE))
    assert facts(board, task) == (home, "delegable", None, "Maya", level)
    (hand,) = handovers.read_handovers(board, task)
    assert (hand.name, hand.authority, hand.next_check, hand.sent, hand.move) == (
        "Maya",
        3,
        DUE,
        None,
        "mine",
    )
    assert runs(board, task) == ([("", False)] if end == "review" else [])
    is_undone(board, before)


@pytest.mark.parametrize(("answers", "level"), [((0, 1, 1, 0, 1, 1), 3), ((0, 2, 2, 2, 2, 0), 1)])
def test_a_specialist_needs_no_training(board: Board, answers: tuple[int, ...], level: int) -> None:
    from models import triage_ops

    maya, task = person(board), one(board, "setup", repeat=WEEKLY)
    triage_ops.answer(board, task, **dict(zip("SOTPRE", answers, strict=True)))
    move(board, task, "training", terms=Terms(maya))
    assert card(board, task).level == level


def test_who_once_learnt_it_goes_on_where_they_were(board: Board) -> None:
    maya, task = person(board), held(board, "handed_over", repeat=WEEKLY)
    assert card(board, task).level == 4
    handovers.take_back(board, [task])
    handovers.hand_over(board, [task], Terms(maya))
    assert facts(board, task)[0::3] == ("handed_over", "Maya") and card(board, task).level == 4


@pytest.mark.parametrize("start", ["training", "handed_over"])
@pytest.mark.parametrize("end", ["setup", "core", "unsorted"])
def test_taking_back(board: Board, start: str, end: str) -> None:
    task = held(board, start, repeat=WEEKLY)
    before = tables(board)
    move(board, task, end, why=Why(("slip", "late")))
    verdict = {"setup": "delegable", "core": "core", "unsorted": "undecided"}[end]
    assert facts(board, task) == (end, verdict, None, None, 0)
    (hand,) = handovers.read_handovers(board, task)
    assert (hand.ending, hand.reasons, hand.next_check) == ("taken_back", ("slip", "late"), None)
    assert card(board, task).assistants == ()
    is_undone(board, before)


def test_signing_off_and_checking_again(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    before = tables(board)
    move(board, task, "handed_over")
    assert facts(board, task) == ("handed_over", "delegable", None, "Maya", 4)
    signed = tables(board)
    move(board, task, "training")
    assert facts(board, task) == ("training", "delegable", None, "Maya", 3)
    is_undone(board, signed)
    board.undo()
    assert tables(board) == before


def test_what_happens_once_is_not_trained(board: Board) -> None:
    task = held(board, "handed_over")
    before = tables(board)
    with pytest.raises(Refused, match="not trained"):
        move(board, task, "training")
    assert tables(board) == before


@pytest.mark.parametrize("start", ["training", "handed_over"])
def test_they_say_it_is_done(board: Board, start: str) -> None:
    task = held(board, start, repeat=WEEKLY)
    before = tables(board)
    move(board, task, "review")
    assert facts(board, task)[0] == "review" and runs(board, task) == [("", False)]
    assert handovers.newest(board, task).move == "mine"
    is_undone(board, before)


@pytest.mark.parametrize(("start", "home"), [("training", "training"), ("handed_over", "handed_over")])
def test_accepting_what_recurs(board: Board, start: str, home: str) -> None:
    task = held(board, start, repeat=WEEKLY)
    before = tables(board)
    move(board, task, "done")
    assert facts(board, task)[:4] == (home, "delegable", None, "Maya")
    assert card(board, task).due == DUE + dt.timedelta(days=7) and runs(board, task) == [("accepted", True)]
    is_undone(board, before)
    move(board, task, "review")
    waiting = tables(board)
    move(board, task, "done")
    assert facts(board, task)[0] == home and runs(board, task) == [("accepted", True)]
    is_undone(board, waiting)


@pytest.mark.parametrize("start", ["handed_over", "review"])
def test_accepting_a_one_off_ends_it(board: Board, start: str) -> None:
    task = held(board, start)
    before = tables(board)
    move(board, task, "done")
    assert facts(board, task) == ("done", "delegable", "done", None, 0)
    assert runs(board, task) == [("accepted", True)] and handovers.newest(board, task).ending == "accepted"
    is_undone(board, before)


@pytest.mark.parametrize("end", ["training", "handed_over"])
@pytest.mark.parametrize(("repeat", "home"), [(WEEKLY, "handed_over"), (None, "handed_over")])
def test_sending_back_lands_in_its_own_home(board: Board, end: str, repeat: Repeat | None, home: str) -> None:
    task = held(board, "review", repeat=repeat)
    before = tables(board)
    move(board, task, end, why=Why(("brief_unclear",), "which list?"), due={"due": TODAY})
    assert facts(board, task)[0] == home and card(board, task).due == TODAY
    assert runs(board, task) == [("sent_back", True)] and handovers.newest(board, task).move == "theirs"
    is_undone(board, before)


@pytest.mark.parametrize("end", ["setup", "core", "unsorted"])
def test_finishing_it_oneself_takes_it_back(board: Board, end: str) -> None:
    task = held(board, "review", repeat=WEEKLY)
    before = tables(board)
    move(board, task, end)
    assert facts(board, task)[0::3] == (end, None) and runs(board, task) == [("redone_by_me", True)]
    is_undone(board, before)


def test_an_acceptance_is_withdrawn(board: Board) -> None:
    task = held(board, "review")
    move(board, task, "done")
    before = tables(board)
    move(board, task, "review")
    assert facts(board, task)[:4] == ("review", "delegable", None, "Maya")
    assert runs(board, task) == [("", False)] and handovers.newest(board, task).ended is None
    is_undone(board, before)
    mine = one(board, "done", outcome="done")
    with pytest.raises(Refused, match="Nobody delivered"):
        move(board, mine, "review")


@pytest.mark.parametrize("outcome", ["done", "dropped", "automated"])
@pytest.mark.parametrize("end", ["training", "handed_over"])
def test_a_finished_card_is_given_again(board: Board, outcome: str, end: str) -> None:
    maya, task = person(board), one(board, "done", outcome=outcome)
    before = tables(board)
    move(board, task, end, terms=Terms(maya))
    assert facts(board, task) == ("handed_over", "delegable", None, "Maya", 0)
    is_undone(board, before)


@pytest.mark.parametrize("kind", ["unsorted", "core", "setup", "training", "handed_over", "review", "done"])
@pytest.mark.parametrize("repeat", [None, WEEKLY])
def test_any_card_is_given_by_dropping_it_on_a_person(board: Board, kind: str, repeat: Repeat | None) -> None:
    james, task = person(board, "James"), held(board, kind, repeat=repeat)
    before = tables(board)
    terms = Terms(james, {"done_when": "no doubles", "due": TODAY, "title": "Tidy the CRM"})
    handovers.hand_over(board, [task], terms)
    home = "training" if repeat else "handed_over"
    assert facts(board, task) == (home, "delegable", None, "James", 1 if repeat else 0)
    detail = read_detail(board, task)
    assert (detail.card.title, detail.done_when, detail.card.due) == ("Tidy the CRM", "no doubles", TODAY)
    assert all(ended for _, ended in runs(board, task))
    is_undone(board, before)


def test_several_cards_at_once_and_those_that_cannot_go_are_counted(board: Board) -> None:
    maya = person(board)
    first, second, there = one(board, "unsorted"), one(board, "core"), held(board, "handed_over")
    before = tables(board)
    told: list[str] = []
    board.observe(lambda change: told.append(str(change.sentence)))
    handovers.hand_over(board, [first, second], Terms(maya))
    assert {facts(board, task)[3] for task in (first, second)} == {"Maya"}
    assert told == ["2 cards are in Maya’s hands"]
    assert order(board, "handed_over")[:2] == [first, second]
    is_undone(board, before)
    told.clear()
    mine = one(board, "core")
    move_tasks(board, [mine, there], stage_id(board, "review"), None, TODAY)
    assert facts(board, there)[0] == "review" and facts(board, mine)[0] == "core"
    assert told[-1].endswith("; 1 stayed where they were")


def test_this_time_i_do_it_and_it_stays_theirs(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    before = tables(board)
    handovers.i_do_it(board, task, TODAY)
    assert facts(board, task)[0::3] == ("training", "Maya") and runs(board, task) == [("redone_by_me", True)]
    assert card(board, task).due == DUE + dt.timedelta(days=7)
    is_undone(board, before)


def test_sent_and_not_sent(board: Board) -> None:
    maya, task = person(board), one(board, "setup")
    handovers.hand_over(board, [task], Terms(maya))
    assert card(board, task).is_sent is False
    before = tables(board)
    handovers.mark_sent(board, [task], "text")
    assert card(board, task).is_sent is True
    hand = handovers.newest(board, task)
    assert (hand.sent_how, hand.sent_version, hand.move) == ("text", 1, "theirs")
    is_undone(board, before)


def test_a_back_up_learns_beside_the_holder(board: Board) -> None:
    james, task = person(board, "James"), held(board, "training", repeat=WEEKLY)
    before = tables(board)
    handovers.learn_as_back_up(board, task, james)
    assert card(board, task).assistants == ("Maya", "James") and facts(board, task)[3:] == ("Maya", 1)
    is_undone(board, before)


@pytest.mark.parametrize("kind", ["training", "handed_over", "review"])
def test_whatever_finishes_or_decides_a_card_takes_it_out_of_their_hands(board: Board, kind: str) -> None:
    def ends(board: Board, task: int) -> None:
        end_series(board, task)

    def drops(board: Board, task: int) -> None:
        finish_tasks(board, [task], "dropped")

    def decides(board: Board, task: int) -> None:
        edit_task(board, task, verdict="core")

    task = held(board, kind, repeat=WEEKLY)
    for change in (ends, drops, decides):
        before = tables(board)
        change(board, task)
        assert card(board, task).holder is None and handovers.newest(board, task).ended
        assert all(ended for _, ended in runs(board, task))
        is_undone(board, before)


def test_a_purged_card_takes_its_hand_overs_along(board: Board) -> None:
    task = held(board, "review", repeat=WEEKLY)
    bin_tasks(board, [task])
    empty_bin(board)
    for name in ("handover", "run", "training", "brief_version"):
        assert tables(board)[name] == []
    assert not faults(board)


def test_who_has_a_card_cannot_be_taken_off_its_names(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    james = person(board, "James")
    handovers.learn_as_back_up(board, task, james)
    edit_assistants(board, [task], remove=["Maya", "James"])
    assert card(board, task).assistants == ("Maya",) and not faults(board)


@pytest.mark.parametrize(
    ("kind", "repeat", "other", "home"),
    [("training", WEEKLY, None, "handed_over"), ("handed_over", None, WEEKLY, "training")],
)
def test_what_begins_or_ceases_to_recur_goes_where_it_belongs(
    board: Board, kind: str, repeat: Repeat | None, other: Repeat | None, home: str
) -> None:
    task = held(board, kind, repeat=repeat)
    before = tables(board)
    edit_task(board, task, repeat=other)
    assert facts(board, task)[:4] == (home, "delegable", None, "Maya")
    is_undone(board, before)


def test_a_withdrawn_acceptance_is_theirs_who_delivered(board: Board) -> None:
    maya, james, task = person(board), person(board, "James"), held(board, "handed_over")
    handovers.accept(board, [task])
    move(board, task, "setup")
    handovers.hand_over(board, [task], Terms(james))
    handovers.take_back(board, [task])
    move(board, task, "done")
    before = tables(board)
    move(board, task, "review")
    assert card(board, task).holder == maya and handovers.newest(board, task).assistant == maya
    is_undone(board, before)


def test_reasons_said_afterwards_leave_what_was_accepted_alone(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    handovers.accept(board, [task])
    handovers.take_back(board, [task])
    handovers.give_reasons(board, task, Why(("slip",)))
    assert handovers.newest(board, task).reasons == ("slip",)
    assert board.db.execute_sql("SELECT outcome, reasons FROM run").fetchall() == [("accepted", "")]


def test_reasons_said_afterwards_hold_for_what_waited(board: Board) -> None:
    task = held(board, "review", repeat=WEEKLY)
    handovers.take_back(board, [task])
    handovers.give_reasons(board, task, Why(("late",)))
    assert board.db.execute_sql("SELECT outcome, reasons FROM run").fetchall() == [("taken_back", "late")]


def test_who_has_left_gets_nothing_while_a_sheet_is_open(board: Board) -> None:
    maya, task = person(board), one(board, "setup")
    assistant_end.end_engagement(board, maya, TODAY)
    before = tables(board)
    with pytest.raises(Refused, match="Maya no longer works with you"):
        handovers.hand_over(board, [task], Terms(maya, {"title": "Other"}))
    with pytest.raises(Refused, match="Maya no longer works with you"):
        handovers.learn_as_back_up(board, task, maya)
    assert tables(board) == before


def test_what_lies_in_the_bin_is_neither_given_nor_changed(board: Board) -> None:
    maya, task, other = person(board), one(board, "setup"), one(board, "setup")
    bin_tasks(board, [task])
    terms = Terms(maya, {"title": "Other", "due": None})
    before = tables(board)
    with pytest.raises(Refused, match="no longer there"):
        handovers.hand_over(board, [task], terms)
    assert tables(board) == before
    handovers.hand_over(board, [task, other], terms)
    assert board.db.execute_sql("SELECT title, holder_id FROM task WHERE id = ?", (task,)).fetchone() == (
        "CRM clean-up",
        None,
    )
    assert facts(board, other)[3] == "Maya"


@pytest.mark.parametrize("how", ["accepted", "own_turn", "done by me"])
def test_ticks_belong_to_this_time(board: Board, how: str) -> None:
    task = (
        one(board, "setup", repeat=WEEKLY) if how == "done by me" else held(board, "training", repeat=WEEKLY)
    )
    steps.add_step(board, task, "Open it", "s1")
    (step,) = board.db.execute_sql("SELECT id FROM step").fetchone()
    steps.edit_step(board, step, done=True)
    before = tables(board)
    if how == "own_turn":
        handovers.i_do_it(board, task, TODAY)
    else:
        move(board, task, "done")
    assert board.db.execute_sql("SELECT done FROM step").fetchall() == [(0,)]
    is_undone(board, before)


def test_after_my_turn_it_is_theirs_again(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    handovers.deliver(board, [task])
    before = tables(board)
    handovers.i_do_it(board, task, TODAY)
    assert handovers.newest(board, task).move == "theirs"
    is_undone(board, before)


def test_a_card_decided_anew_does_not_bear_their_name(board: Board) -> None:
    task = held(board, "training", repeat=WEEKLY)
    edit_task(board, task, verdict="core")
    assert card(board, task).assistants == ()


def test_a_zone_goes_with_its_time_when_sent_back(board: Board) -> None:
    task = held(board, "review")
    edit_task(board, task, due=DUE, due_time="10:00", due_zone="Asia/Manila")
    before = tables(board)
    move(board, task, "handed_over", due={"due": TODAY, "due_time": None})
    sql = "SELECT due, due_time, due_zone FROM task WHERE id = ?"
    assert board.db.execute_sql(sql, (task,)).fetchone() == (TODAY.isoformat(), None, None)
    is_undone(board, before)


def test_a_hand_over_freezes_the_minutes_of_then(board: Board) -> None:
    task, maya = one(board, "setup", seconds_per_run=45 * 60, repeat=WEEKLY), person(board)
    handovers.hand_over(board, [task], Terms(maya))
    edit_task(board, task, seconds_per_run=20 * 60)
    first = handovers.newest(board, task)
    assert first is not None and first.baseline == 45 * 60
    handovers.hand_over(board, [task], Terms(person(board, "James")))
    second = handovers.newest(board, task)
    assert second is not None and second.baseline == 20 * 60

"""Training as it is steered: by runs, by the rules, by the owner's word; each step with its undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import brief_edits, handovers, runs, training_ops
from models.board import Board
from models.briefs import read_brief
from models.errors import Refused
from models.hands import Terms, Why
from models.history import read_history
from models.tasks import edit_task, finish_tasks
from tests.models.boards import TODAY, card, faults, open_new, tables
from tests.models.trained import YEARLY, Trained, Trust


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def is_undone(board: Board, change: Callable[[], object]) -> None:
    """Done, undone, done again, undone: every table as before; then done for good."""
    before = tables(board)
    change()
    assert not faults(board)
    after = tables(board)
    assert after != before
    for _ in range(2):
        board.undo()
        assert tables(board) == before
        board.redo()
        assert tables(board) | {"task": []} == after | {"task": []}


def told(board: Board, change: Callable[[], object]) -> str:
    said: list[str] = []
    board.observe(lambda one: said.append(str(one.sentence)))
    change()
    return said[-1]


def causes(trained: Trained) -> list[tuple[int, int, str]]:
    found = training_ops.steps_of(trained.board, trained.task, trained.maya)
    return [(one.old, one.new, one.cause) for one in reversed(found)]


def test_the_worked_trace_on_a_board(board: Board) -> None:
    calls = Trained(board)
    assert calls.run("AAAXAAAA") == [3] * 8 and calls.standing.judgement.move == ""
    calls.deliver()
    is_undone(board, lambda: handovers.accept(board, [calls.task]))
    offer = calls.standing.judgement
    assert (offer.move, offer.to, offer.cause, offer.count) == ("offer", 4, "in_a_row", 5)
    assert calls.level == 3 and calls.kind == "training"
    is_undone(board, lambda: training_ops.take_offer(board, calls.task, calls.maya))
    assert calls.level == 4 and calls.kind == "handed_over"
    assert calls.run("AXA") == [4] * 3
    calls.deliver()
    is_undone(board, lambda: calls.move("training", why=Why(("late",))))
    assert calls.level == 3 and calls.kind == "training"
    calls.good()  # handed in again, it counts for nothing
    assert calls.run("XAXXAX") == [3] * 6
    calls.deliver()
    said = told(board, lambda: calls.move("training", why=Why(("slip",))))
    assert said == "Sent “Schedule calls” back. Five went back: fix the brief, or look for somebody else"
    assert calls.stage == "STOP" and calls.level == 3
    assert causes(calls) == [
        *((0, 3, "handed_over"), (3, 4, "in_a_row"), (4, 3, "two_of_five"), (3, 3, "stopped"))
    ]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    with open_new(tmp_path_factory.mktemp("trust") / "a.board") as board:
        yield board


@settings(max_examples=12, deadline=None)
@given(sequence=st.text("AAAX", max_size=24))
def test_any_sequence_of_runs_gives_what_the_reference_gives(shared: Board, sequence: str) -> None:
    calls, reference = Trained(shared, sensitivity="low"), Trust(3)
    for letter in sequence:
        expected = reference.run(letter == "A")
        (calls.good if letter == "A" else calls.bad)()
        if calls.standing.judgement.move == "offer":
            training_ops.take_offer(shared, calls.task, calls.maya)
        assert calls.stage == expected
        assert calls.kind == ("training" if calls.level < 4 else "handed_over")


@pytest.mark.parametrize("reason", ["brief_unclear", "missing_access", "changed_mind"])
def test_what_was_the_briefs_fault_does_not_break_the_row(board: Board, reason: str) -> None:
    calls = Trained(board)
    calls.run("AAAA")
    calls.bad(reason)
    assert calls.standing.judgement.move == ""
    calls.good()
    assert calls.standing.judgement.move == "offer"
    calls = Trained(board, level=4)
    for _ in range(4):
        calls.bad(reason)
    assert calls.level == 4


def test_assumed_skipped_and_my_own_turn_count_for_nothing(board: Board) -> None:
    from models import run_rows

    calls = Trained(board)
    for _ in range(6):
        with board.change("assume", "") as record:
            run_rows.skip(record, calls.task, "assumed_done")
        runs.skip_run(board, calls.task, today=TODAY)
        handovers.i_do_it(board, calls.task, TODAY)
    assert calls.standing.count.runs == () and calls.standing.judgement.move == ""


def test_what_is_rare_is_offered_after_two_as_thin_evidence(board: Board) -> None:
    taxes = Trained(board, repeat=YEARLY, sensitivity="high")
    taxes.good()
    assert taxes.standing.judgement.move == ""
    taxes.good()
    offer = taxes.standing.judgement
    assert (offer.move, offer.to, offer.cause, offer.count) == ("offer", 4, "few_runs", 2)


def test_a_declined_offer_stands_back_for_a_whole_row(board: Board) -> None:
    calls = Trained(board, sensitivity="low")
    calls.run("AAA")
    is_undone(board, lambda: training_ops.keep_level(board, calls.task, calls.maya, "not yet"))
    assert calls.standing.judgement.move == "" and calls.level == 3
    with pytest.raises(Refused, match="look again"):
        training_ops.take_offer(board, calls.task, calls.maya)
    calls.run("AA")
    assert calls.standing.judgement.move == "" and calls.standing.count.in_a_row == 2
    calls.good()
    assert calls.standing.judgement.move == "offer"


def test_a_level_set_by_hand_moves_the_next_look(board: Board) -> None:
    """Every time: the first day of both after the due; one in five: in a week; theirs: in a month."""
    calls = Trained(board)
    held = handovers.newest(board, calls.task)
    assert held is not None
    handovers.set_next_check(board, calls.task, TODAY)
    due = card(board, calls.task).due or TODAY
    days = {}
    for level in (3, 4, 5):
        is_undone(board, lambda level=level: training_ops.set_training(board, calls.task, calls.maya, level))
        held = handovers.newest(board, calls.task)
        assert held is not None and held.next_check is not None
        days[level] = (held.next_check - due).days
    assert 1 <= days[3] < 7 <= days[4] < 14 and 28 <= days[5] < 38


def test_a_level_is_set_by_hand_with_why(board: Board) -> None:
    calls = Trained(board, level=1)
    is_undone(board, lambda: training_ops.set_training(board, calls.task, calls.maya, 5, " she wrote it "))
    assert calls.level == 5 and calls.kind == "handed_over"
    assert training_ops.steps_of(board, calls.task, calls.maya)[0].note.strip() == "she wrote it"
    is_undone(board, lambda: training_ops.set_training(board, calls.task, calls.maya, 2))
    assert calls.level == 2 and calls.kind == "training"


def test_after_a_stop_it_goes_on_only_by_the_owners_word(board: Board) -> None:
    calls = Trained(board)
    assert calls.run("XXXXX")[-1] == "STOP"
    calls.run("AAAAAAAA")
    assert calls.stage == "STOP" and calls.standing.judgement.move == ""
    is_undone(board, lambda: training_ops.resume(board, calls.task, calls.maya, "new brief"))
    assert calls.stage == 3 and calls.standing.count.runs == ()
    assert calls.run("AAAAA")[-1] == 3 and calls.standing.judgement.move == "offer"


def test_watched_once_and_said_back_leads_to_doing_it_together(board: Board) -> None:
    calls = Trained(board, level=1)
    is_undone(board, lambda: training_ops.mark_shown(board, calls.task, calls.maya, shown=True))
    assert calls.level == 1 and calls.standing.shown and not calls.standing.understood
    is_undone(board, lambda: training_ops.mark_shown(board, calls.task, calls.maya, understood=True))
    assert calls.level == 2 and causes(calls)[-1] == (1, 2, "shown")
    training_ops.mark_shown(board, calls.task, calls.maya, shown=False)
    assert calls.level == 2 and calls.standing.shown is None
    calls.deliver()
    said = told(board, lambda: handovers.accept(board, [calls.task]))
    assert "From now on they do it and you check every time" in said
    assert calls.level == 3 and causes(calls)[-1] == (2, 3, "together")


def test_that_they_said_it_back_is_one_fact_wherever_it_is_ticked(board: Board) -> None:
    calls = Trained(board, level=1)
    is_undone(board, lambda: brief_edits.set_understood(board, calls.task, True))
    assert read_brief(board, calls.task).understood == calls.standing.understood is not None
    training_ops.mark_shown(board, calls.task, calls.maya, shown=True)
    assert calls.level == 2
    training_ops.mark_shown(board, calls.task, calls.maya, understood=False)
    assert read_brief(board, calls.task).understood is None


def test_what_was_said_back_before_the_hand_over_is_known_in_training_and_not_of_the_next(
    board: Board,
) -> None:
    calls = Trained(board, level=1)
    handovers.take_back(board, [calls.task])
    brief_edits.set_understood(board, calls.task, True)
    assert read_brief(board, calls.task).understood is not None
    is_undone(board, lambda: handovers.hand_over(board, [calls.task], Terms(calls.maya)))
    assert calls.standing.understood is not None and read_brief(board, calls.task).understood is not None
    from models.assistants import add_assistant

    add_assistant(board, "James")
    (james,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'James'").fetchone()
    handovers.hand_over(board, [calls.task], Terms(james))
    assert read_brief(board, calls.task).understood is None
    handovers.hand_over(board, [calls.task], Terms(calls.maya))
    assert read_brief(board, calls.task).understood is not None


def test_of_a_job_that_happens_once_the_brief_itself_knows_it(board: Board) -> None:
    once = Trained(board, repeat=None, level=0)
    is_undone(board, lambda: brief_edits.set_understood(board, once.task, True))
    assert read_brief(board, once.task).understood is not None
    assert training_ops.standing_of(board, once.task, once.maya) is None
    with pytest.raises(Refused, match="Nobody learns"):
        training_ops.mark_shown(board, once.task, once.maya, shown=True)


@pytest.mark.parametrize("field", ["done_when", "steps"])
def test_a_changed_step_or_done_when_offers_a_new_look_until_it_is_answered(board: Board, field: str) -> None:
    from models.steps import add_step
    from models.uid import new_uid

    calls = Trained(board, level=4)
    assert calls.standing.changed == ()
    brief_edits.edit_brief(board, calls.task, why="so that nobody waits")
    assert calls.standing.changed == ()
    if field == "done_when":
        edit_task(board, calls.task, done_when="all accepted")
    else:
        add_step(board, calls.task, "Ask for the zone", new_uid())
    assert calls.standing.changed == (field,)
    is_undone(board, lambda: training_ops.keep_sign_off(board, calls.task, calls.maya))
    assert calls.standing.changed == () and calls.level == 4
    edit_task(board, calls.task, done_when="all accepted twice")
    assert calls.standing.changed == ("done_when",)
    training_ops.set_training(board, calls.task, calls.maya, 3)
    assert calls.standing.changed == ()


def test_what_they_were_sent_anew_is_what_they_know(board: Board) -> None:
    calls = Trained(board, level=4)
    edit_task(board, calls.task, done_when="all accepted")
    handovers.mark_sent(board, [calls.task], "text")
    assert calls.standing.changed == ()
    edit_task(board, calls.task, done_when="all accepted, twice")
    assert calls.standing.changed == ("done_when",)
    edit_task(board, calls.task, done_when="all accepted")
    assert calls.standing.changed == ()


def test_a_look_taken_back_puts_the_level_back_and_what_counted(board: Board) -> None:
    calls = Trained(board, level=4)
    calls.run("AX")
    before = calls.standing
    calls.fixed("slip")
    assert calls.level == 3
    finish_tasks(board, [calls.task], "done")
    is_undone(board, lambda: calls.move("review"))
    assert calls.level == 4 and calls.kind == "review"
    assert (calls.standing.since, calls.standing.count.runs) == (before.since, (True, False))
    calls.move("done")
    assert calls.level == 4 and calls.standing.count.runs == (True, False, True)
    assert causes(calls)[-2:] == [(4, 3, "two_of_five"), (3, 4, "withdrawn")]
    calls.run("X")
    assert calls.level == 3


def test_a_declined_offer_is_still_declined_after_a_look_taken_back(board: Board) -> None:
    calls = Trained(board, level=5)
    calls.good()
    training_ops.keep_level(board, calls.task, calls.maya)
    kept = board.db.execute_sql("SELECT since, kept FROM training").fetchone()
    calls.fixed("judgment")
    assert calls.level == 4
    finish_tasks(board, [calls.task], "done")
    calls.move("review")
    assert calls.level == 5 and board.db.execute_sql("SELECT since, kept FROM training").fetchone() == kept


def test_what_the_owner_said_since_is_not_taken_back_with_the_look(board: Board) -> None:
    calls = Trained(board, level=5)
    calls.fixed("slip")
    assert calls.level == 4
    training_ops.set_training(board, calls.task, calls.maya, 2)
    finish_tasks(board, [calls.task], "done")
    calls.move("review")
    assert calls.level == 2


def test_a_look_taken_back_twice_goes_back_to_where_it_was_twice(board: Board) -> None:
    calls = Trained(board, level=4)
    calls.run("AX")
    for _ in range(2):
        if calls.kind != "review":
            calls.deliver()
        runs.accept_after_fix(board, [calls.task], Why(("slip",)))
        assert calls.level == 3
        finish_tasks(board, [calls.task], "done")
        calls.move("review")
        assert calls.level == 4 and calls.standing.count.runs == (True, False)


def test_other_reasons_said_later_are_judged_anew(board: Board) -> None:
    calls = Trained(board, level=4)
    calls.run("AX")
    calls.back("slip")
    run = calls.newest.id
    assert calls.level == 3 and calls.kind == "training"
    is_undone(board, lambda: runs.edit_run(board, run, reasons=("brief_unclear",)))
    assert calls.level == 4 and calls.kind == "handed_over"
    assert calls.standing.count.runs == (True, False)
    said = told(board, lambda: runs.edit_run(board, run, reasons=("late",)))
    assert "Two of the last five were not right" in said
    assert calls.level == 3 and calls.kind == "training"
    runs.edit_run(board, run, note="twice the same", reasons=("judgment",))
    assert calls.level == 3 and len(causes(calls)) == 5


def test_the_time_it_took_to_train_somebody(board: Board) -> None:
    calls = Trained(board, level=1)
    is_undone(board, lambda: training_ops.set_training_time(board, calls.task, calls.maya, 5400))
    assert calls.standing.seconds == 5400
    assert board.undoable().name.english() == "your time to train Maya in “Schedule calls”"


def test_a_back_up_has_a_training_of_their_own(board: Board) -> None:
    from models.assistants import add_assistant

    calls = Trained(board, level=4)
    add_assistant(board, "James")
    (james,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'James'").fetchone()
    handovers.learn_as_back_up(board, calls.task, james)
    assert training_ops.learners(board, calls.task) == [(calls.maya, "Maya", 4), (james, "James", 1)]
    training_ops.mark_shown(board, calls.task, james, shown=True, understood=True)
    assert training_ops.standing_of(board, calls.task, james).level == 2 and calls.level == 4
    assert calls.kind == "handed_over" and card(board, calls.task).assistants == ("Maya", "James")


def test_who_trains_nobody_is_told_so(board: Board) -> None:
    calls = Trained(board)
    for change in (
        lambda: training_ops.mark_shown(board, calls.task, 99, shown=True),
        lambda: training_ops.set_training_time(board, calls.task, 99, 60),
        lambda: training_ops.keep_sign_off(board, calls.task, 99),
    ):
        with pytest.raises(Refused):
            change()


def test_the_history_says_how_far_they_are_and_why(board: Board) -> None:
    calls = Trained(board, sensitivity="low")
    calls.run("AAA")
    training_ops.take_offer(board, calls.task, calls.maya)
    calls.run("XX")
    training_ops.set_training(board, calls.task, calls.maya, 5, "she wrote it")
    said = " · ".join(str(one.sentence) for one in read_history(board, calls.task, 50))
    assert "Maya: from every time to one in five, by the rule (3 in a row)" in said
    assert "Maya: from one in five to every time, by the rule (2 of the last 5 were not right)" in said
    assert "Maya: from every time to their own, by you: she wrote it" in said
    board.undo()
    assert "by you: she wrote it" not in str(read_history(board, calls.task, 50)[1].sentence)


def test_the_next_date_comes_whatever_the_rules_move(board: Board) -> None:
    calls = Trained(board, level=2)
    before = card(board, calls.task).due
    calls.good()
    assert calls.level == 3 and card(board, calls.task).due > before

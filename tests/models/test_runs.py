"""Runs: what is frozen, what they won, what is prefilled and said, and each operation with its undo."""

from pathlib import Path
from typing import Any

import pytest

from models import handovers, run_rows, runs, training_ops
from models.assistant_rates import set_rate
from models.board import Board
from models.errors import Refused
from models.hands import Minutes, Terms, Why
from models.run_totals import read_totals, set_up_of
from models.runs import read_runs
from models.settings import write_setting
from models.steps import add_comment
from models.tasks import edit_task
from models.uid import new_uid
from tests.models.boards import TODAY, card, open_new, tables
from tests.models.test_training_ops import is_undone
from tests.models.trained import Trained, day


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        yield board


def minutes(line: runs.RunLine) -> tuple[int | None, ...]:
    """The owner's minutes: look, questions, fix."""
    return tuple(None if one is None else one // 60 for one in (line.review, line.questions, line.fix))


def look(calls: Trained, review: int) -> None:
    """Delivered, and accepted after so many minutes of a look."""
    calls.deliver()
    calls.move("done", why=Why(minutes=Minutes(review=review * 60, questions=0, fix=0)))


def test_won_is_the_baseline_less_the_owners_time_and_the_sample_pays_at_the_tenth_run(board: Board) -> None:
    calls = Trained(board, level=4)
    for _ in range(9):
        look(calls, 6)
    assert calls.newest.won == 34 * 60
    set_up = 330 * 60
    assert round((read_totals(board, calls.task).won - set_up) / 3600, 1) == -0.4
    look(calls, 6)
    assert round((read_totals(board, calls.task).won - set_up) / 3600, 2) == 0.17
    totals = read_totals(board, calls.task)
    assert (totals.measured, totals.spent, totals.times) == (10, 3600, 10)


def test_what_was_sent_back_or_redone_cost_the_owners_time(board: Board) -> None:
    calls = Trained(board)
    calls.deliver()
    calls.move("training", why=Why(("slip",), minutes=Minutes(review=180, fix=480)))
    assert calls.newest.won == -11 * 60
    calls.deliver()
    calls.move("setup", why=Why(minutes=Minutes(fix=2400)))
    assert (calls.newest.outcome, calls.newest.won, calls.newest.reviewed) == ("redone_by_me", -2400, False)
    assert read_totals(board, calls.task).won == -51 * 60


def test_what_was_only_assumed_is_never_measured(board: Board) -> None:
    calls = Trained(board, level=4)
    with board.change("assume", "") as record:
        run_rows.skip(record, calls.task, "assumed_done")
    assert (calls.newest.won, calls.newest.review, calls.newest.reviewed) == (None, None, False)
    totals = read_totals(board, calls.task)
    assert (totals.times, totals.assumed, totals.measured, totals.tries) == (1, 1, 0, 0)


def test_minutes_nobody_knew_are_no_measure(board: Board) -> None:
    calls = Trained(board, seconds_per_run=None)
    calls.good()
    assert calls.newest.baseline is None and calls.newest.won is None


def test_minutes_and_rate_are_those_of_the_day_whatever_changes_later(board: Board) -> None:
    calls = Trained(board, level=4)
    write_setting(board, "company.currency", "EUR")
    set_rate(board, calls.maya, TODAY, 15, "USD", "0.90", TODAY)
    calls.good()
    before = calls.newest
    assert (before.baseline, before.rate, before.currency, before.fx) == (2400, 1500, "USD", "0.90")
    set_rate(board, calls.maya, TODAY, 20, "PHP", "0.016", TODAY)
    edit_task(board, calls.task, seconds_per_run=600)
    write_setting(board, "money.review", 9)
    assert calls.newest == before
    calls.good()
    after = calls.newest
    assert (after.baseline, after.rate, after.currency, after.fx) == (2400, 2000, "PHP", "0.016")
    assert after.review == 9 * 60
    handovers.take_back(board, [calls.task])
    handovers.hand_over(board, [calls.task], Terms(calls.maya))
    calls.good()
    assert calls.newest.baseline == 600


def test_usual_minutes_are_assumed_until_one_is_said(board: Board) -> None:
    calls = Trained(board)
    calls.good()
    assert minutes(calls.newest) == (3, 0, 0) and calls.newest.assumed
    calls.back("slip")
    assert minutes(calls.newest) == (3, 0, 5) and calls.newest.assumed
    add_comment(board, calls.task, "Which zone?", new_uid(), "Maya")
    calls.fixed()
    assert minutes(calls.newest) == (3, 2, 5) and calls.newest.assumed
    calls.deliver()
    calls.move("training", why=Why(("late",), minutes=Minutes(fix=720)))
    assert minutes(calls.newest)[::2] == (3, 12) and not calls.newest.assumed
    run = calls.newest.id
    is_undone(board, lambda: runs.edit_run(board, run, review=60, seconds=3000, note="twice"))
    assert (
        minutes(calls.newest)[::2] == (1, 12)
        and calls.newest.seconds == 3000
        and calls.newest.note == "twice"
    )


def test_touching_one_of_the_owners_minutes_means_that_none_is_assumed(board: Board) -> None:
    calls = Trained(board)
    calls.good()
    run = calls.newest.id
    runs.edit_run(board, run, seconds=1800)
    assert calls.newest.assumed and calls.newest.won == 37 * 60
    is_undone(board, lambda: runs.edit_run(board, run, questions=240))
    assert not calls.newest.assumed and calls.newest.won == 33 * 60
    for wrong in (-60, runs.LONGEST + 1):
        with pytest.raises(Refused, match="between 0 and"):
            runs.edit_run(board, run, fix=wrong)
    with pytest.raises(Refused, match="no longer there"):
        runs.edit_run(board, 999, note="x")


def test_minutes_that_were_said_stay_when_it_is_looked_at_again(board: Board) -> None:
    from models.tasks import finish_tasks

    calls = Trained(board)
    look(calls, 17)
    finish_tasks(board, [calls.task], "done")
    calls.move("review")
    assert minutes(calls.newest) == (17, 0, 0) and calls.newest.outcome == ""
    is_undone(board, lambda: calls.move("done"))
    assert minutes(calls.newest) == (17, 0, 0) and not calls.newest.assumed


def test_taking_back_ends_the_open_run_and_its_minutes_stay(board: Board) -> None:
    calls = Trained(board, level=4)
    handovers.set_next_check(board, calls.task, day(3))
    calls.deliver()
    runs.edit_run(board, calls.newest.id, seconds=1500, questions=120)
    is_undone(board, lambda: handovers.take_back(board, [calls.task], Why(("late",))))
    line = calls.newest
    assert (line.outcome, line.reasons, line.seconds) == ("taken_back", ("late",), 1500)
    assert (line.questions, line.won) == (120, -120)
    assert handovers.newest(board, calls.task).next_check is None
    assert training_ops.learners(board, calls.task) == [(calls.maya, "Maya", 4)]


def test_what_is_handed_in_again_is_another_attempt(board: Board) -> None:
    calls = Trained(board)
    calls.back("slip")
    calls.back("slip")
    calls.good()
    calls.good()
    assert [one.attempt for one in read_runs(board, calls.task)] == [1, 3, 2, 1]
    calls.back("brief_unclear")
    runs.skip_run(board, calls.task, today=TODAY)
    calls.good()
    assert [one.attempt for one in read_runs(board, calls.task)][:3] == [1, 2, 1]


def test_not_done_this_time_goes_on_with_the_next_date(board: Board) -> None:
    calls = Trained(board, level=4)
    due = card(board, calls.task).due
    is_undone(board, lambda: runs.skip_run(board, calls.task, Why(("late",), "holiday"), TODAY))
    assert (calls.newest.outcome, calls.newest.reasons, calls.newest.note) == (
        "skipped",
        ("late",),
        "holiday",
    )
    assert card(board, calls.task).due > due and calls.kind == "handed_over"
    calls.deliver()
    is_undone(board, lambda: runs.skip_run(board, calls.task, today=TODAY))
    assert calls.newest.outcome == "skipped" and len(read_runs(board, calls.task)) == 2
    assert calls.standing.count.runs == ()


def test_what_happens_once_or_nobody_has_is_not_left_out(board: Board) -> None:
    once = Trained(board, repeat=None, level=0)
    with pytest.raises(Refused, match="happens once"):
        runs.skip_run(board, once.task)
    handovers.take_back(board, [once.task])
    with pytest.raises(Refused, match="Nobody has"):
        runs.skip_run(board, once.task)


def test_accepting_after_a_fix_says_whose_fault_it_was(board: Board) -> None:
    calls = Trained(board, level=5)
    calls.deliver()
    why = Why(("judgment",), "wrong label", minutes=Minutes(fix=600))
    is_undone(board, lambda: runs.accept_after_fix(board, [calls.task], why))
    line = calls.newest
    assert (line.outcome, line.reasons, line.note) == ("accepted_after_fix", ("judgment",), "wrong label")
    assert line.won == 2400 - 780 and calls.level == 4
    calls.fixed("brief_unclear")
    assert calls.level == 4 and calls.standing.count.runs == ()
    assert card(board, calls.task).due > TODAY


def test_a_run_names_the_brief_they_had(board: Board) -> None:
    calls = Trained(board)
    calls.good()
    edit_task(board, calls.task, done_when="all accepted")
    calls.good()
    assert [one.version for one in read_runs(board, calls.task)] == [1, 1]
    handovers.mark_sent(board, [calls.task], "text")
    calls.good()
    assert calls.newest.version == 2


def test_runs_are_read_page_by_page(board: Board) -> None:
    calls = Trained(board, level=4)
    calls.run("AAXA")
    whole = read_runs(board, calls.task)
    first = read_runs(board, calls.task, 2)
    assert first == whole[:2] and read_runs(board, calls.task, 9, before=first[-1].id) == whole[2:]


def test_first_tries_and_what_came_in_time(board: Board) -> None:
    calls = Trained(board, level=4, due=day(-2))
    calls.run("AX")  # due two days before, and yesterday
    calls.fixed()
    handovers.i_do_it(board, calls.task, TODAY)
    totals = read_totals(board, calls.task)
    assert (totals.times, totals.tries, totals.good) == (3, 3, 1)
    assert (totals.dated, totals.in_time) == (3, 2)


@pytest.mark.parametrize(("zone", "in_time"), [("Asia/Manila", 0), ("America/New_York", 1), ("", 0)])
def test_late_is_told_by_the_day_where_the_series_is_at_home(board: Board, zone: str, in_time: int) -> None:
    calls = Trained(board, level=4)
    sql = "UPDATE run SET due = ?, delivered = ?, zone = ?"
    calls.good()
    with board.change("run", "") as record:
        # Two at night in London is still the evening before in New York.
        record.db.execute_sql(sql, (TODAY.isoformat(), f"{day(1)} 02:00:00.000000", zone))
        from models.schema_handover import Run

        record.update(Run, calls.newest.id, note="moved")
    totals = read_totals(board, calls.task)
    assert (totals.dated, totals.in_time) == (1, in_time)


def test_the_set_up_is_about_what_is_usual_until_it_is_said(board: Board) -> None:
    from models.brief_edits import set_brief_time

    calls = Trained(board, level=1)
    usual = set_up_of(board, calls.task, calls.maya)
    assert (usual.brief, usual.is_brief_said, usual.training, usual.is_training_said) == (
        1800,
        False,
        6600,
        False,
    )
    is_undone(board, lambda: set_brief_time(board, calls.task, 2700))
    training_ops.set_training_time(board, calls.task, calls.maya, 14_400)
    said = set_up_of(board, calls.task, calls.maya)
    assert said == (2700, True, 14_400, True) and said.whole == 17_100
    knew = Trained(board, level=3)
    assert set_up_of(board, knew.task, knew.maya).training == 0
    once = Trained(board, repeat=None, level=0)
    assert set_up_of(board, once.task, once.maya).training == 0


def test_a_run_of_a_job_that_happens_once_moves_no_training(board: Board) -> None:
    once = Trained(board, repeat=None, level=0)
    once.back("slip")
    before: Any = tables(board)["training"]
    once.good()
    assert tables(board)["training"] == before and once.kind == "done"
    assert [one.level for one in read_runs(board, once.task)] == [None, None]

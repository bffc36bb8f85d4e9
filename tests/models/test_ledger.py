"""Hours won back, measured: what runs won, what set-up took, when it was earned back."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import handovers, ledger, ledger_runs, runs, training_ops
from models.assistant_rates import set_rate
from models.assistants import add_assistant, edit_assistant
from models.board import Board
from models.hands import Terms
from models.ledger import HoursReader, Ledger, Line, Sums, WeekLine, earned_back_whole, read_ledger
from models.ledger_setup import Earned, Setup, earned_back, read_setups
from models.repeats import Repeat
from models.schema_handover import RUN_OUTCOMES, Run
from models.settings import write_settings
from models.setup_times import read_setup_times, set_setup_times
from models.tasks import add_tasks
from models.timelog import log_time
from models.uid import new_uid
from tests.models.boards import Clock, draft, open_new, order, tables

MONDAY = dt.date(2026, 11, 23)
HOUR = 3600


@pytest.fixture
def clock() -> Clock:
    return Clock(dt.datetime(2026, 9, 7, 8, 0))


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", clock) as board:
        write_settings(board, {"company.zone": "Europe/Berlin", "company.currency": "EUR"})
        yield board


def person(board: Board, name: str = "Maya", **fields: Any) -> int:
    add_assistant(board, name)
    (key,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    edit_assistant(board, key, **fields)
    return int(key)


def held(
    board: Board,
    who: int,
    title: str = "Calls",
    minutes: int | None = 40,
    knows_it: bool = False,
    **fields: Any,
) -> int:
    """A task in somebody's hands, weekly unless said otherwise."""
    seconds = None if minutes is None else minutes * 60
    values = {"repeat": Repeat(3, "week"), "seconds_per_run": seconds} | fields
    add_tasks(board, [draft(title, kind="setup", **values)])
    task = order(board, "setup")[0]
    handovers.hand_over(board, [task], Terms(who, {"due": MONDAY}, knows_it=knows_it))
    return task


def accepted(board: Board, task: int, review: int = 4, questions: int = 2) -> int:
    """One run, delivered and good; the owner's minutes on it."""
    handovers.deliver(board, [task])
    handovers.accept(board, [task])
    newest = runs.read_runs(board, task, 1)[0]
    runs.edit_run(board, newest.id, review=review * 60, questions=questions * 60, seconds=48 * 60)
    return newest.id


def told(board: Board, task: int, who: int, outcome: str, ended: dt.datetime, **fields: Any) -> None:
    """A run as it may lie in a file."""
    with board.change("run", "x") as record:
        values = {"uid": new_uid(), "task": task, "assistant": who, "handover": "", "ended": ended}
        record.insert(Run, **values, outcome=outcome, **fields)


def test_forty_minutes_with_six_of_the_owners_earn_five_and_a_half_hours_back_after_ten_runs(
    board: Board, clock: Clock
) -> None:
    maya = person(board)
    task = held(board, maya)
    set_setup_times(board, task, 30 * 60, {})
    training_ops.set_training_time(board, task, maya, 300 * 60)
    nets = []
    for _ in range(10):
        clock.now += dt.timedelta(days=2)
        accepted(board, task)
        whole = read_ledger(board).whole
        assert whole.setup == Setup(said=int(5.5 * HOUR), usual=0)
        nets.append(round((whole.sums.won - whole.setup.said) / HOUR, 2))
    assert nets[-2:] == [-0.4, 0.17]
    found = earned_back_whole(board, read_ledger(board))
    assert found == Earned(clock.now.date(), 0) == earned_back(board, 19_800, "task", key=task)
    assert found == earned_back(board, 19_800, "assistant", key=maya)
    # One that goes wrong takes it below again
    handovers.deliver(board, [task])
    handovers.take_back(board, [task])
    runs.edit_run(board, runs.read_runs(board, task, 1)[0].id, fix=20 * 60)
    assert earned_back_whole(board, read_ledger(board)) == Earned(None, 10 * 60)
    assert earned_back(board, 19_800, "task", key=task) == Earned(None, 10 * 60)


@pytest.mark.parametrize(
    ("outcome", "won"),
    [
        ("accepted", 34),
        ("accepted_after_fix", 34),
        ("sent_back", -6),
        ("redone_by_me", -6),
        ("skipped", -6),
        ("taken_back", -6),
        ("assumed_done", None),
    ],
)
def test_what_was_accepted_wins_what_was_not_costs_and_what_was_assumed_is_counted_apart(
    board: Board, outcome: str, won: int | None
) -> None:
    maya = person(board)
    task = held(board, maya)
    minutes = {"review_seconds": 180, "question_seconds": 120, "fix_seconds": 60}
    told(board, task, maya, outcome, dt.datetime(2026, 9, 1, 12), baseline=2400, **minutes)
    found = read_ledger(board).whole.sums
    assert found == (Sums(0, 0, 1) if won is None else Sums(won * 60, 1, 0))


def test_a_run_without_a_baseline_is_not_measured(board: Board) -> None:
    maya = person(board)
    task = held(board, maya, minutes=None)
    accepted(board, task)
    found = read_ledger(board)
    assert found.whole.sums == Sums(0, 0, 1) == found.tasks[0].sums
    assert HoursReader(board).read() is None


def test_weeks_begin_on_monday_in_the_companys_zone_and_have_no_gaps(board: Board, clock: Clock) -> None:
    write_settings(board, {"company.zone": "America/New_York"})
    maya = person(board)
    task = held(board, maya)
    # Sunday 23:30 and Monday 00:30 in New York; the clocks there went back on 1 November
    for ended in (dt.datetime(2026, 10, 26, 3, 30), dt.datetime(2026, 11, 9, 5, 30)):
        told(board, task, maya, "accepted", ended, baseline=2400)
    clock.now = dt.datetime(2026, 11, 16, 4, 0)
    one = Sums(2400, 1, 0)
    assert read_ledger(board).weeks == [
        WeekLine(dt.date(2026, 10, 19), one),
        WeekLine(dt.date(2026, 10, 26), Sums()),
        WeekLine(dt.date(2026, 11, 2), Sums()),
        WeekLine(dt.date(2026, 11, 9), one),
    ]


def test_an_empty_board_has_one_empty_week_and_no_lines(board: Board) -> None:
    found = read_ledger(board)
    assert (found.weeks, found.tasks, found.assistants) == ([WeekLine(dt.date(2026, 9, 7), Sums())], [], [])
    assert found.whole.setup == Setup() and found.whole.cost == (None, 0)
    assert HoursReader(board).read() is None


def test_set_up_that_nobody_said_is_the_usual_and_stays_apart(board: Board) -> None:
    maya, walt = person(board), person(board, "Walt", kind="local")
    calls = held(board, maya)
    once = held(board, maya, "Flyer", repeat=None)
    printer = held(board, walt, "Printer")
    knows = held(board, maya, "Known", knows_it=True)
    set_setup_times(board, calls, 12 * 60, {})
    found = read_setups(board)
    # T = min(2·m + 30, 300) for the one that is learnt; B = 30 wherever it was not said
    assert found.tasks[calls] == Setup(said=12 * 60, usual=110 * 60)
    assert found.tasks[once] == found.tasks[printer] == found.tasks[knows] == Setup(usual=30 * 60)
    training_ops.set_training_time(board, calls, maya, 45 * 60)
    assert read_setups(board).tasks[calls] == Setup(said=57 * 60, usual=0)
    assert sum(one.said for one in read_setups(board).assistants.values()) == 57 * 60


def test_a_second_one_who_learns_it_adds_training_but_no_brief(board: Board) -> None:
    maya, james = person(board), person(board, "James")
    task = held(board, maya)
    handovers.learn_as_back_up(board, task, james)
    found = read_setups(board)
    assert found.assistants == {maya: Setup(usual=140 * 60), james: Setup(usual=110 * 60)}
    assert found.whole == found.tasks[task] == Setup(usual=250 * 60)


def test_what_set_up_took_is_said_and_taken_back_in_one_step(board: Board) -> None:
    maya, james = person(board), person(board, "James")
    task = held(board, maya)
    handovers.learn_as_back_up(board, task, james)
    before = tables(board)
    set_setup_times(board, task, 0, {maya: 600, james: None})
    found = read_setup_times(board, task)
    assert (found.title, found.brief) == ("Calls", 0)
    assert [(one.name, one.seconds) for one in found.learners] == [("Maya", 600), ("James", None)]
    # A brief that took no time is said all the same
    assert read_setups(board).whole == Setup(said=600, usual=110 * 60)
    board.undo()
    assert {name: rows for name, rows in tables(board).items() if name != "clock"} == before


def test_a_brief_whose_time_was_said_counts_before_anybody_has_it(board: Board) -> None:
    add_tasks(board, [draft("Later", kind="setup")])
    (task,) = order(board, "setup")
    set_setup_times(board, task, 600, {})
    found = read_ledger(board)
    assert [(line.name, line.setup, line.sums) for line in found.tasks] == [("Later", Setup(600), Sums())]
    assert found.whole.setup == Setup(600) and found.assistants == []


def test_cost_is_what_was_frozen_brought_home_and_what_cannot_be_is_counted_apart(board: Board) -> None:
    maya, lena, tom = (person(board, name) for name in ("Maya", "Lena", "Tom"))
    set_rate(board, maya, dt.date(2026, 9, 1), "15", "USD", "0.90")
    set_rate(board, lena, dt.date(2026, 9, 1), "20", "EUR")
    set_rate(board, tom, dt.date(2026, 9, 1), "9", "USD")
    tasks = [held(board, who, f"T{who}") for who in (maya, lena, tom)]
    for task in tasks:
        accepted(board, task)
    set_rate(board, maya, dt.date(2026, 9, 1), "99", "USD", "0.50")
    found = {line.name: line.cost for line in read_ledger(board).assistants}
    # 48 minutes of theirs each
    assert found == {
        "Maya": (Decimal("10.8"), 0),
        "Lena": (Decimal("16"), 0),
        "Tom": (None, 1),
    }
    assert read_ledger(board).whole.cost == (Decimal("26.8"), 1)
    runs.edit_run(board, runs.read_runs(board, tasks[1])[0].id, seconds=None)
    assert read_ledger(board).whole.cost == (Decimal("10.8"), 2)


RUN = st.tuples(
    st.integers(0, 2),
    st.integers(0, 1),
    st.sampled_from([one for one in RUN_OUTCOMES if one]),
    st.integers(0, 60 * 24 * 60),
    st.sampled_from([None, 600, 2400]),
    st.sampled_from([None, 180, 5000]),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(RUN, max_size=25))
def test_weeks_tasks_assistants_and_single_runs_have_the_same_sum(
    tmp_path_factory: pytest.TempPathFactory, found: list[tuple[Any, ...]]
) -> None:
    clock = Clock(dt.datetime(2026, 11, 24, 12))
    with open_new(tmp_path_factory.mktemp("sums") / "a.board", clock) as board:
        write_settings(board, {"company.zone": "Pacific/Chatham"})
        people = [person(board, name) for name in ("Maya", "James")]
        tasks = [held(board, people[0], f"T{number}") for number in range(3)]
        for task, who, outcome, ago, baseline, review in found:
            ended = clock.now - dt.timedelta(minutes=ago)
            told(board, tasks[task], people[who], outcome, ended, baseline=baseline, review_seconds=review)
        whole = read_ledger(board)
        agree(board, whole)
        rows = ledger_runs.read_rows(board, ledger_runs.read_ids(board)).values()
        assert sum(row.won or 0 for row in rows) == whole.whole.sums.won
        assert sum(row.won is None for row in rows) == whole.whole.sums.unmeasured
        hours = HoursReader(board).read()
        if hours is None:
            assert not any(
                outcome.startswith("accepted") and baseline for _, _, outcome, _, baseline, _ in found
            )
        else:
            assert (hours.week, hours.total) == (whole.this_week, whole.whole.sums.won)


def sums_of(lines: list[Line]) -> list[Sums]:
    return [line.sums for line in lines]


def agree(board: Board, found: Ledger) -> None:
    """Every way to add up gives the same; and so do the runs behind each line."""
    for part in ([week.sums for week in found.weeks], *map(sums_of, (found.tasks, found.assistants))):
        assert Sums(*(sum(column) for column in zip(*part, strict=True))) == found.whole.sums
    for what, lines in (("task", found.tasks), ("assistant", found.assistants)):
        for line in lines:
            assert len(ledger_runs.read_ids(board, what, line.id)) == line.sums.runs + line.sums.unmeasured
    for week in found.weeks:
        ids = ledger_runs.read_ids(board, "week", week.monday)
        assert len(ids) == week.sums.runs + week.sums.unmeasured


def test_undo_takes_the_hours_back(board: Board) -> None:
    maya = person(board)
    task = held(board, maya)
    accepted(board, task)
    before, won = tables(board), read_ledger(board).whole.sums
    handovers.deliver(board, [task])
    handovers.accept(board, [task])
    assert read_ledger(board).whole.sums.won > won.won
    board.undo()
    board.undo()
    assert tables(board)["run"] == before["run"] and read_ledger(board).whole.sums == won


def test_the_figure_at_the_top_follows_runs_of_this_week_and_of_before(board: Board, clock: Clock) -> None:
    reader = HoursReader(board)
    maya = person(board)
    task = held(board, maya)
    assert reader.read() is None
    old = accepted(board, task)
    clock.now = dt.datetime(2026, 11, 23, 8)
    first = reader.read()
    assert first is not None
    assert (first.week, first.last, first.total) == (Sums(), Sums(), 34 * 60)
    assert (first.since, first.is_friday, first.core_share, first.worth) == (
        *(dt.date(2026, 9, 7), False, None, None),
    )
    new = accepted(board, task, review=50)
    reader.follow([new])
    second = reader.read()
    assert second is not None and (second.week.won, second.total) == (-12 * 60, 22 * 60)
    runs.edit_run(board, old, review=0)
    reader.follow([old])
    third = reader.read()
    assert third is not None and third.total == 26 * 60
    board.undo()
    reader.follow([old])
    assert reader.read() == second
    clock.now = dt.datetime(2026, 11, 30, 8)
    later = reader.read()
    assert later is not None and (later.week, later.last, later.total) == (Sums(), second.week, second.total)


def test_a_reopened_run_of_another_week_no_longer_counts(board: Board, clock: Clock) -> None:
    maya = person(board)
    task = held(board, maya, repeat=None)
    old = accepted(board, task)
    other = held(board, maya, "Other")
    accepted(board, other)
    clock.now = dt.datetime(2026, 11, 23, 8)
    reader = HoursReader(board)
    found = reader.read()
    assert found is not None and found.total == 68 * 60
    handovers.deliver(board, [task])
    handovers.take_back(board, [task])
    with board.change("run") as record:
        record.update(Run, old, ended=None, outcome="")
    reader.follow([old])
    found = reader.read()
    assert found is not None and found.total < 68 * 60


def test_core_share_and_money_are_there_when_they_say_something(board: Board, clock: Clock) -> None:
    maya = person(board)
    task = held(board, maya)
    accepted(board, task)
    clock.now += dt.timedelta(days=1)
    add_tasks(board, [draft("Pitch", kind="core")])
    (core,) = order(board, "core")
    log_time(board, core, "", 9 * HOUR)
    found = HoursReader(board).read()
    assert found is not None and found.core_share is None
    log_time(board, task, "", 3 * HOUR)
    write_settings(board, {"money.hourly": "60"})
    found = HoursReader(board).read()
    assert found is not None and found.core_share == 0.75 and found.worth == pytest.approx(34.0)
    assert (read_ledger(board).core, read_ledger(board).core_share) == (9 * HOUR, 0.75)


def test_it_is_friday_where_the_company_is(board: Board, clock: Clock) -> None:
    maya = person(board)
    accepted(board, held(board, maya))
    # Thursday evening in Berlin is Friday in Auckland
    clock.now = dt.datetime(2026, 11, 26, 18)
    found = []
    for zone in ("Europe/Berlin", "Pacific/Auckland"):
        write_settings(board, {"company.zone": zone})
        hours = HoursReader(board).read()
        assert hours is not None
        found.append(hours.is_friday)
    assert found == [False, True]


def test_sums_are_read_from_indexes_alone(board: Board) -> None:
    span = ("2026", "2027")
    for sql, values, index in (
        (ledger._WEEK, span, "run_ended"),
        (ledger._BEFORE, span[:1], "run_ended"),
        (ledger._GROUPS, (), "run_sums"),
    ):
        steps = [row[3] for row in board.db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert len(steps) == 1 and f"USING COVERING INDEX {index}" in steps[0], steps

"""Runs that nobody reports: assumed done after a working day of theirs, each on its own, and confirmed or not
once a week.
"""

import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from models import handovers, training_ops
from models.assistant_absences import add_absence
from models.assumed import assumed_runs, confirm_week, weeks_assumed
from models.board import Board
from models.cards import read_cards
from models.errors import Refused
from models.repeats import Repeat
from models.runs import read_runs
from models.schema import Task
from models.settings import read_settings
from models.silent import assume_silent
from models.tasks import edit_task
from models.their_words import take_words
from models.trust import is_spot_check
from models.uid import new_uid
from tests.models.boards import faults, tables
from tests.models.hands_of_today import (
    DAILY,
    DAY,
    NOW,
    TODAY,
    WEEKLY,
    give,
    kinds,
    maya,
    open_at,
    set_clock,
    uid_for,
)

MONDAY = TODAY - 3 * DAY


@pytest.fixture
def board(tmp_path: Path):
    with open_at(tmp_path / "a.board") as board:
        yield board


def quiet_uid(*days: dt.date) -> str:
    """A uid by which none of these days is looked at."""
    uid = new_uid()
    while any(is_spot_check(uid, day.isoformat()) for day in days):
        uid = new_uid()
    return uid


def assumed(board: Board, task: int) -> list[dt.date | None]:
    found = [run for run in read_runs(board, task) if run.outcome == "assumed_done"]
    return [run.due for run in reversed(found)]


def due(board: Board, task: int) -> dt.date | None:
    return read_cards(board, [task])[task].due


def inbox(board: Board, first: dt.date = MONDAY, **fields: object) -> int:
    """A daily task that was taken over; its first four days are not looked at."""
    days = [first + number * DAY for number in range(4)]
    return give(board, "Inbox", level=4, repeat=DAILY, due=first, uid=quiet_uid(*days), **fields)


def test_it_waits_for_a_whole_working_day_of_theirs(board: Board) -> None:
    task = inbox(board, TODAY)
    for days in (0, 1):
        assume_silent(board, NOW + days * DAY)
        assert assumed(board, task) == []
    # Friday, the working day after, is over
    assume_silent(board, NOW + 2 * DAY)
    assert assumed(board, task) == [TODAY] and due(board, task) == TODAY + DAY


def test_the_weekend_and_time_off_are_no_working_days(board: Board) -> None:
    friday = TODAY + DAY
    task = inbox(board, friday)
    add_absence(board, maya(board), friday + 3 * DAY, friday + 4 * DAY)
    for days in range(5):
        assume_silent(board, NOW + DAY + days * DAY)
    assert assumed(board, task) == []
    # Friday; Monday and Tuesday off; Wednesday is hers
    assume_silent(board, NOW + DAY + 6 * DAY)
    assert assumed(board, task)[0] == friday


def test_each_occurrence_is_a_run_of_its_own_and_the_card_has_its_next_date(board: Board) -> None:
    task = inbox(board)
    assume_silent(board, NOW)
    assert assumed(board, task) == [MONDAY, MONDAY + DAY]
    assert due(board, task) == MONDAY + 2 * DAY
    for run in read_runs(board, task):
        assert (run.reviewed, run.won, run.review, run.missed) == (False, None, None, 0)
    assume_silent(board, NOW)
    assert len(assumed(board, task)) == 2
    assert not faults(board)


def test_the_one_in_five_is_asked_and_stops_the_rest(board: Board) -> None:
    days = [MONDAY, MONDAY + DAY]
    uid = quiet_uid(days[0])
    while not is_spot_check(uid, days[1].isoformat()):
        uid = quiet_uid(days[0])
    task = give(board, "Inbox", level=4, repeat=DAILY, due=days[0], uid=uid)
    assume_silent(board, NOW)
    assert assumed(board, task) == [days[0]] and due(board, task) == days[1]
    assert kinds(board) == [("spot", "Inbox")]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_while_somebody_learns_nothing_is_assumed(board: Board, level: int) -> None:
    task = give(board, "Inbox", level=level, repeat=DAILY, due=MONDAY)
    before = tables(board)
    assume_silent(board, NOW)
    assert tables(board) == before and assumed(board, task) == []


def test_neither_is_what_they_ask_about_do_not_have_or_delivered(board: Board) -> None:
    asked, unsent, delivered = inbox(board), inbox(board, sent=False), inbox(board)
    take_words(board, asked, "Which folder?", "question")
    handovers.deliver(board, [delivered])
    assume_silent(board, NOW)
    assert [assumed(board, task) for task in (asked, unsent, delivered)] == [[], [], []]


def test_what_was_overdue_when_they_got_it_is_theirs_to_do(board: Board) -> None:
    task = inbox(board, TODAY - 40 * DAY)
    assume_silent(board, NOW)
    assert assumed(board, task) == []


def test_what_passed_too_long_ago_counts_as_missed(board: Board) -> None:
    first = TODAY - 14 * DAY
    weeks = [first + number * 7 * DAY for number in range(4)]
    task = give(board, "Report", level=5, repeat=WEEKLY, due=first, uid=quiet_uid(*weeks))
    later = NOW + 35 * DAY
    set_clock(board, later)
    assume_silent(board, later)
    runs = list(reversed(read_runs(board, task)))
    assert [run.due for run in runs[:1]] == weeks[3:]
    assert [run.missed for run in runs[:1]] == [3]


def test_it_is_quiet_and_is_never_undone(board: Board) -> None:
    task = inbox(board)
    step = board.undoable()
    told = []
    board.observe(told.append)
    assume_silent(board, NOW)
    assert board.undoable() == step
    assert [(change.action, change.kind, change.tasks) for change in told] == [("assume", "quiet", {task})]


def test_a_week_is_put_before_the_owner_in_one_line(board: Board) -> None:
    inbox(board, TODAY - 10 * DAY)
    give(
        board,
        "Invoices",
        level=4,
        repeat=WEEKLY,
        due=TODAY - 7 * DAY,
        uid=uid_for(TODAY - 7 * DAY, is_looked_at=False),
    )
    inbox(board)
    assume_silent(board, NOW)
    (line,) = weeks_assumed(board, read_settings(board).today(NOW))
    assert line.who == "Maya Santos" and line.parts[-1] == ("Invoices", 1)
    assert line.parts[0][0] == "Inbox" and line.parts[0][1] >= 4
    assert line.last < MONDAY
    # This week's are not asked about before it is over.
    assert len(line.runs) < len(
        board.db.execute_sql("SELECT id FROM run WHERE outcome = 'assumed_done'").fetchall()
    )


def test_all_are_accepted_but_looked_at_by_nobody(board: Board) -> None:
    task = inbox(board, TODAY - 10 * DAY, seconds_per_run=1800)
    assume_silent(board, NOW)
    (line,) = weeks_assumed(board, TODAY)
    before = tables(board)
    confirm_week(board, maya(board), line.runs)
    done = [run for run in read_runs(board, task) if run.id in line.runs]
    assert {(run.outcome, run.reviewed, run.won) for run in done} == {("accepted", False, 1800)}
    assert weeks_assumed(board, TODAY) == []
    standing = training_ops.standing_of(board, task, maya(board))
    assert standing is not None and standing.judgement.move == ""
    board.undo()
    assert tables(board) == before


def test_all_except_some(board: Board) -> None:
    task = inbox(board, TODAY - 10 * DAY)
    assume_silent(board, NOW)
    (line,) = weeks_assumed(board, TODAY)
    listed = assumed_runs(board, line.runs)
    assert [run for run, _, _ in listed] == list(line.runs)
    confirm_week(board, maya(board), line.runs, [line.runs[0]])
    found = {run.id: run.outcome for run in read_runs(board, task)}
    assert found[line.runs[0]] == "skipped"
    assert {found[run] for run in line.runs[1:]} == {"accepted"}
    with pytest.raises(Refused):
        confirm_week(board, maya(board), line.runs)


def test_due_passes_in_the_zone_of_the_series(board: Board) -> None:
    """Monday in Auckland is over while it is Monday noon in Berlin; Maya's Tuesday decides."""
    task = inbox(board, TODAY)
    with board.change("edit", "Inbox") as record:
        record.update(Task, task, repeat_zone="Pacific/Auckland")
    assume_silent(board, NOW + dt.timedelta(days=1, hours=5))
    assert assumed(board, task) == [TODAY]


def test_a_date_on_a_day_off_is_moved_and_the_last_one_of_a_series_is_left_to_the_owner(board: Board) -> None:
    """Saturdays are off, so it is due on Friday; after two times the series is over."""
    saturday = TODAY - 12 * DAY
    assert saturday.weekday() == 5
    rule = Repeat(1, "week", "FREQ=WEEKLY;BYDAY=SA;COUNT=2")
    uid = quiet_uid(saturday - DAY, saturday + 6 * DAY)
    task = give(board, "Lock up", level=4, repeat=rule, due=saturday - DAY, uid=uid)
    edit_task(board, task, anchor=saturday, on_holiday="before")
    assume_silent(board, NOW)
    assert assumed(board, task) == [saturday - DAY]
    # Its last date came too, but who ends a series is the owner.
    assert due(board, task) == saturday + 6 * DAY
    assume_silent(board, NOW)
    assert assumed(board, task) == [saturday - DAY] and not faults(board)


def test_the_one_in_five_comes_by_chance_and_not_in_turn() -> None:
    days = [(TODAY + number * DAY).isoformat() for number in range(2_000)]
    looked = [is_spot_check("0198-a", day) for day in days]
    assert 300 < sum(looked) < 500
    gaps = {b - a for a, b in pairwise([place for place, one in enumerate(looked) if one])}
    assert len(gaps) > 10

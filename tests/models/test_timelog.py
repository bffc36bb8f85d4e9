"""The timer and the log: one runs at a time, measured runs replace the estimate, undo takes entries back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.board import Board, new_uid
from models.errors import Conflict, Refused
from models.history import read_history
from models.repeats import Repeat
from models.tasks import add_tasks, bin_tasks, edit_task, empty_bin
from models.timelog import (
    beat,
    delete_entry,
    discard_timer,
    log_time,
    measured,
    read_entries,
    running,
    start_timer,
    stop_timer,
)
from models.triage_ops import answer, read_triage
from tests.models.boards import START, add, card, draft, faults, open_new, order, tables


class Moment:
    """A clock that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += dt.timedelta(**span)


@pytest.fixture
def clock() -> Moment:
    return Moment()


@pytest.fixture
def board(tmp_path: Path, clock: Moment) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", clock) as board:  # type: ignore[arg-type]
        yield board


def journal_lines(board: Board) -> int:
    return int(board.db.execute_sql("SELECT count(*) FROM journal").fetchone()[0])


def test_a_timer_runs_survives_closing_and_becomes_an_entry(
    board: Board, clock: Moment, tmp_path: Path
) -> None:
    (task,) = add(board, "Inbox")
    assert running(board) is None
    start_timer(board, task)
    board.close()
    clock.pass_by(minutes=25)
    with Board.open(tmp_path / "a.board", clock=clock) as again:
        found = running(again)
        assert found and (found.task, found.title, found.started) == (task, "Inbox", START)
        stop_timer(again)
        assert running(again) is None
        (entry,) = read_entries(again, task)
        assert (entry.title, entry.seconds, entry.started, entry.kind, entry.plate) == (
            "Inbox",
            1500,
            START,
            "timer",
            "",
        )
        again.undo()
        assert read_entries(again) == [] and running(again) is None
        again.redo()
        assert read_entries(again) == [entry] and not faults(again)


def test_only_one_timer_runs_the_other_is_logged(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    start_timer(board, task)
    clock.pass_by(minutes=5)
    start_timer(board, None, " Phone \n call ")
    found = running(board)
    assert found and (found.task, found.title) == (None, "Phone call")
    assert [entry.seconds for entry in read_entries(board, task)] == [300]
    board.undo()
    assert read_entries(board) == [] and running(board) == found
    clock.pass_by(minutes=5)
    stop_timer(board)
    assert [entry.title for entry in read_entries(board)] == ["Phone call"]


def test_time_that_was_no_work_is_left_out(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    start_timer(board, task)
    clock.pass_by(hours=9)
    stop_timer(board, seconds=1200)
    assert [entry.seconds for entry in read_entries(board)] == [1200]
    start_timer(board, task)
    discard_timer(board)
    assert running(board) is None and len(read_entries(board)) == 1
    stop_timer(board)
    discard_timer(board)
    beat(board)
    assert len(read_entries(board)) == 1


def test_a_timer_forgotten_for_a_week_logs_a_day_at_most(board: Board, clock: Moment) -> None:
    start_timer(board, None, "x")
    clock.pass_by(days=7)
    stop_timer(board)
    assert [entry.seconds for entry in read_entries(board)] == [24 * 3600]


def test_a_clock_set_back_logs_nothing(board: Board, clock: Moment) -> None:
    start_timer(board, None, "x")
    clock.pass_by(hours=-2)
    stop_timer(board)
    assert running(board) is None and read_entries(board) == []


def test_beats_tell_the_last_sign_of_life_and_leave_one_line(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    start_timer(board, task)
    lines, changed = journal_lines(board), tables(board)["task"]
    for _ in range(50):
        clock.pass_by(minutes=1)
        beat(board)
    found = running(board)
    assert found and found.beat == clock.now and found.started == START
    assert journal_lines(board) == lines + 1
    assert tables(board)["task"] == changed, "a beat is no change of its card"
    assert [str(entry.sentence) for entry in read_history(board, task)] == ["added"]


def test_a_day_of_beats_takes_no_undo_step_away(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    edit_task(board, task, title="Mail")
    start_timer(board, task)
    for _ in range(1_100):
        clock.pass_by(minutes=1)
        beat(board)
    assert str(board.undoable().name) == "change of “Mail”"  # type: ignore[union-attr]
    board.undo()
    assert card(board, task).title == "Inbox"


def test_the_card_of_a_running_timer_is_not_taken_back(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    start_timer(board, task)
    with pytest.raises(Conflict, match="The timer runs on “Inbox”"):
        board.undo()
    discard_timer(board)
    board.undo()
    assert tables(board)["task"] == []


def test_a_log_in_words_or_on_a_task(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Inbox")
    log_time(board, None, " Call  the bank ", 900)
    log_time(board, task, "ignored", 600, started=START - dt.timedelta(days=1), plate="Priya", uid=new_uid())
    newest, older = read_entries(board)
    assert (newest.title, newest.started, newest.task) == (
        "Call the bank",
        START - dt.timedelta(minutes=15),
        None,
    )
    assert (older.title, older.plate, older.task) == ("Inbox", "Priya", task)
    assert read_entries(board, since=START - dt.timedelta(hours=1)) == [newest]
    assert read_entries(board, limit=1) == [newest]
    assert str(read_history(board, task)[0].sentence) == "10 min of Priya logged"
    assert str(board.undoable().name) == "log 10 min of “Inbox”"  # type: ignore[union-attr]
    delete_entry(board, older.id)
    assert str(read_history(board, task)[0].sentence) == "10 min taken off the log"
    board.undo()
    assert read_entries(board) == [newest, older]


@pytest.mark.parametrize(
    ("title", "seconds", "plate", "said"),
    [
        ("", 60, "", "What did you do?"),
        (" \n", 60, "", "What did you do?"),
        ('=HYPERLINK("x")', 60, "", "What you did cannot be a formula"),
        ("x", 0, "", "Minutes must lie between 1 and 1,440"),
        ("x", -60, "", "Minutes must lie between 1 and 1,440"),
        ("x", 10**9 * 60, "", "Minutes must lie between 1 and 1,440"),
        ("x", 60, "=1+1", "Whose plate it was cannot be a formula"),
    ],
)
def test_what_cannot_be_logged_is_refused_in_words(
    board: Board, title: str, seconds: int, plate: str, said: str
) -> None:
    before = tables(board)
    with pytest.raises(Refused) as caught:
        log_time(board, None, title, seconds, plate=plate)
    assert str(caught.value).startswith(said)
    assert tables(board) == before


def test_the_future_is_not_logged_and_a_card_that_is_gone_takes_no_time(board: Board) -> None:
    with pytest.raises(Refused, match="future"):
        log_time(board, None, "x", 60, started=START + dt.timedelta(hours=1))
    for do in (
        lambda: log_time(board, 99, "", 60),
        lambda: start_timer(board, 99),
        lambda: delete_entry(board, 9),
    ):
        with pytest.raises(Refused, match="no longer there"):
            do()
    with pytest.raises(Refused, match="What did you do"):
        start_timer(board, None)
    start_timer(board, None, "x")
    with pytest.raises(Refused, match="Minutes must lie"):
        stop_timer(board, seconds=10**9)
    assert running(board) is not None


def test_three_measured_runs_replace_the_estimate(board: Board) -> None:
    add_tasks(board, [draft("Inbox", seconds_per_run=600, repeat=Repeat(1, "day"))])
    (task,) = order(board, "unsorted")
    answer(board, task, S=0)
    for minutes in (30, 50):
        log_time(board, task, "", minutes * 60)
    log_time(board, task, "", 3 * 3600, plate="Priya")
    log_time(board, task, "", 3 * 3600, kind="audit")
    assert (measured(board), card(board, task).seconds_per_run) == ({}, 600)
    log_time(board, task, "", 35 * 60)
    found = card(board, task)
    assert (found.seconds_per_run, found.estimate, found.seconds_per_week) == (2100, "measured", 10_500)
    assert read_triage(board, task).answers["V"] == 4
    log_time(board, task, "", 60 * 60)
    assert measured(board) == {task: 2550} and card(board, task).seconds_per_run == 2550
    assert str(read_history(board, task)[0].sentence) == "60 min logged; minutes per run 42.5, before: 35"
    board.undo()
    assert card(board, task).seconds_per_run == 2100
    board.undo()
    assert (card(board, task).seconds_per_run, card(board, task).estimate) == (600, "")
    assert not faults(board)


def test_with_fewer_runs_again_the_figure_stays_as_the_owners_own(board: Board) -> None:
    (task,) = add(board, "Inbox")
    for minutes in (10, 20, 30):
        log_time(board, task, "", minutes * 60)
    assert card(board, task).estimate == "measured"
    delete_entry(board, read_entries(board)[0].id)
    assert (card(board, task).seconds_per_run, card(board, task).estimate) == (1200, "")


def test_time_spent_on_a_purged_card_stays_spent(board: Board) -> None:
    (task,) = add(board, "A secret")
    log_time(board, task, "", 600)
    start_timer(board, task)
    bin_tasks(board, [task])
    empty_bin(board)
    (entry,) = read_entries(board)
    assert (entry.task, entry.title, entry.seconds) == (None, "", 600)
    found = running(board)
    assert found and found.task is None and not faults(board)

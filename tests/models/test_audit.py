"""A week of looking where the time goes."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit import audit_groups, audit_state, log_audit, propose, start_audit, stop_audit
from models.board import Board, new_uid
from models.errors import Refused
from models.repeats import Repeat
from models.settings import read_settings, write_settings
from models.timelog import log_time, read_entries
from tests.models.boards import add, card, faults, open_new, order, tables, titles

# A Monday, nine in the morning in New York.
MONDAY = dt.datetime(2026, 11, 23, 14, 0)


class Moment:
    now = MONDAY

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Moment:
    return Moment()


@pytest.fixture
def board(tmp_path: Path, clock: Moment) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", clock) as board:  # type: ignore[arg-type]
        write_settings(board, {"company.zone": "America/New_York"})
        yield board


def after(**span: float) -> dt.datetime:
    return MONDAY + dt.timedelta(**span)


def test_it_is_off_until_switched_on(board: Board) -> None:
    found = audit_state(board, MONDAY)
    assert (found.is_on, found.is_due, found.started, found.next, found.entries) == (
        False,
        False,
        None,
        None,
        0,
    )
    assert audit_groups(board) == []


def test_it_reminds_at_the_interval_after_the_last_entry(board: Board, clock: Moment) -> None:
    start_audit(board, 30)
    assert audit_state(board, after(minutes=29)).is_due is False
    found = audit_state(board, after(minutes=30))
    assert (found.is_on, found.is_due, found.next, found.every_minutes) == (True, True, after(minutes=30), 30)
    clock.now = after(minutes=33)
    log_audit(board, None, "Call")
    (entry,) = read_entries(board)
    assert (entry.seconds, entry.kind, entry.started) == (1800, "audit", after(minutes=3))
    found = audit_state(board, after(minutes=34))
    assert (found.is_due, found.next, found.entries) == (False, after(minutes=63), 1)


def test_nobody_is_reminded_after_hours_or_at_the_weekend(board: Board, clock: Moment) -> None:
    start_audit(board, 60)
    clock.now = after(hours=7, minutes=30)
    log_audit(board, None, "Last call")
    evening = audit_state(board, after(hours=9))
    assert evening.is_due is False and evening.next == after(days=1)
    clock.now = after(days=4, hours=7, minutes=45)
    log_audit(board, None, "Friday's last")
    assert audit_state(board, after(days=5)).is_due is False
    assert audit_state(board, after(days=5)).next == after(days=7)


def test_it_ends_after_a_week_and_can_be_stopped(board: Board) -> None:
    start_audit(board, 60)
    assert audit_state(board, after(days=6, hours=23)).is_over is False
    found = audit_state(board, after(days=7))
    assert (found.is_over, found.is_due, found.ends) == (True, False, after(days=7))
    stop_audit(board)
    assert audit_state(board, after(hours=3)).is_on is False
    board.undo()
    assert audit_state(board, after(hours=3)).is_on is True
    board.undo()
    assert audit_state(board, MONDAY).started is None


@pytest.mark.parametrize("every", [0, -5, 4, 481, 10**9])
def test_an_interval_that_cannot_be_is_refused(board: Board, every: int) -> None:
    with pytest.raises(Refused, match="Minutes between reminders must lie between 5 and 480"):
        start_audit(board, every)
    assert not read_settings(board).is_set("audit.on")


def test_repeats_are_grouped_and_proposed_as_cards_to_sort(board: Board, clock: Moment) -> None:
    (task,) = add(board, "Known")
    log_time(board, None, "Call", 600)
    start_audit(board, 30)
    for hour, title in enumerate(("Post", "Call", "post ", "Póst", "Call", "Once"), 1):
        clock.now = after(hours=hour)
        log_audit(board, None, title)
    log_audit(board, task)
    clock.now = after(days=8)
    log_audit(board, None, "Call")
    groups = audit_groups(board)
    assert [(group.title, len(group.entries), group.minutes_per_week) for group in groups] == [
        ("Post", 3, 90),
        ("Call", 2, 60),
    ]
    before = tables(board)
    propose(board, groups, [new_uid(), new_uid()])
    assert titles(board, "unsorted") == ["Post", "Call", "Known"]
    post = order(board, "unsorted")[0]
    found = card(board, post)
    assert (found.seconds_per_run, found.repeat, found.estimate) == (1800, Repeat(3, "week"), "rough")
    assert found.seconds_per_week == 5400
    assert len(read_entries(board, post)) == 3 and audit_groups(board) == []
    board.undo()
    assert tables(board) == before and not faults(board)
    board.redo()
    assert titles(board, "unsorted")[:2] == ["Post", "Call"]
    propose(board, [], [])


def test_nothing_said_is_asked_again(board: Board) -> None:
    start_audit(board, 30)
    with pytest.raises(Refused, match="What did you do"):
        log_audit(board, None, "  ")

"""Where the hours of a week went."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.board import Board
from models.settings import write_setting
from models.timelog import log_time
from models.week import week_of
from tests.models.boards import Clock, add, open_new

MONDAY = dt.date(2026, 11, 16)
NOW = dt.datetime(2026, 11, 20, 17, 0)
HOUR = 3600


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock(dt.datetime(2026, 11, 30))) as board:
        write_setting(board, "company.zone", "UTC")
        yield board


def log(board: Board, task: int | None, hours: float, day: int = 17, hour: int = 9, plate: str = "") -> None:
    log_time(board, task, "words", round(hours * HOUR), dt.datetime(2026, 11, day, hour), plate)


def test_core_work_and_other_peoples_work_are_told_apart(board: Board) -> None:
    (core,), (given,), (open_,) = (add(board, "x", kind=kind) for kind in ("core", "setup", "unsorted"))
    log(board, core, 5)
    log(board, given, 3)
    log(board, open_, 1)
    log(board, None, 2)
    log(board, given, 4, plate="Priya")
    found = week_of(board, NOW)
    assert (found.monday, found.logged, found.core, found.off) == (MONDAY, 11 * HOUR, 5 * HOUR, 3 * HOUR)
    assert found.core_share == pytest.approx(5 / 11)


def test_a_week_with_less_than_ten_hours_has_no_core_share(board: Board) -> None:
    (core,) = add(board, "x", kind="core")
    log(board, core, 9.9)
    assert week_of(board, NOW).core_share is None
    log(board, core, 0.1)
    assert week_of(board, NOW).core_share == 1


def test_a_week_begins_on_monday_where_the_company_is(board: Board) -> None:
    write_setting(board, "company.zone", "America/New_York")
    log(board, None, 1, day=16, hour=4)  # Sunday evening in New York
    log(board, None, 2, day=16, hour=6)
    log(board, None, 4, day=23, hour=4)
    log(board, None, 8, day=23, hour=6)
    assert week_of(board, NOW).logged == 6 * HOUR
    assert week_of(board, dt.datetime(2026, 11, 23, 4, 30)).logged == 6 * HOUR
    assert week_of(board, dt.datetime(2026, 11, 23, 6)).logged == 8 * HOUR


def test_an_empty_week_is_empty(board: Board) -> None:
    found = week_of(board, NOW)
    assert (found.logged, found.core, found.off, found.core_share) == (0, 0, 0, None)

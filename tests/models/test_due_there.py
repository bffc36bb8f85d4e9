"""A due date on the other clock."""

import datetime as dt
from pathlib import Path

import pytest

from models.assistants import add_assistant
from models.board import Board
from models.due_there import due_there
from models.errors import Refused
from models.settings import write_setting
from tests.models.boards import open_new

FRIDAY = dt.date(2026, 12, 4)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        write_setting(board, "company.zone", "America/New_York")
        add_assistant(board, "Maya", "Manila")
        yield board


def maya(board: Board) -> int:
    return int(board.db.execute_sql("SELECT id FROM assistant").fetchone()[0])


@pytest.mark.parametrize(
    ("time", "zone", "both", "warned"),
    [
        ("04:00", "America/New_York", "04:00 New York · 17:00 Manila", False),
        ("04:00", None, "04:00 New York · 17:00 Manila", False),
        ("13:00", None, "13:00 New York · Sat 5 Dec 02:00 Manila", True),
        ("09:00", "Asia/Manila", None, False),
        (None, None, None, False),
    ],
)
def test_both_clocks(
    board: Board, time: str | None, zone: str | None, both: str | None, warned: bool
) -> None:
    found = due_there(board, FRIDAY, time, zone, maya(board))
    assert (str(found.both) if found.both else None) == both
    assert bool(found.warnings) is warned


def test_holidays_are_looked_for_only_where_there_is_time_for_it(board: Board) -> None:
    christmas = dt.date(2026, 12, 25)
    (holiday,) = due_there(board, christmas, None, None, maya(board)).warnings
    assert "A holiday there" in str(holiday)
    assert due_there(board, christmas, None, None, maya(board), holidays=False).warnings == ()


def test_an_assistant_who_is_gone(board: Board) -> None:
    with pytest.raises(Refused, match="no longer there"):
        due_there(board, FRIDAY, None, None, 10**6)

"""A board on which Maya has things in hand, for the tests of Today, silent runs and nudges."""

import datetime as dt
from pathlib import Path
from typing import Any

from models import handovers
from models.assistants import add_assistant, id_of_assistant
from models.board import Board
from models.hands import Terms
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks
from models.today import Item, Today, read_today
from models.training_ops import set_training
from models.trust import is_spot_check
from models.uid import new_uid
from tests.models.boards import Clock, draft, open_new

# A Thursday; in Manila it is Thursday evening.
NOW = dt.datetime(2026, 11, 26, 12, 0)
TODAY = NOW.date()
DAILY, WEEKLY, MONTHLY = Repeat(1, "day"), Repeat(1, "week"), Repeat(1, "month")
DAY = dt.timedelta(days=1)


def open_at(path: Path, now: dt.datetime = NOW) -> Board:
    """A board of a company in Berlin, with Maya in Manila."""
    board = open_new(path, Clock(now))
    write_settings(board, {"company.zone": "Europe/Berlin", "company.owner": "Ada Owner"})
    add_assistant(board, "Maya Santos", "Manila", uid="maya")
    return board


def maya(board: Board) -> int:
    found = id_of_assistant(board, "maya")
    assert found is not None
    return found


def set_clock(board: Board, now: dt.datetime) -> None:
    assert isinstance(board.now, Clock)
    board.now.now = now


def uid_for(day: dt.date, *, is_looked_at: bool) -> str:
    """A task's uid by which the run of a day is, or is not, the one in five."""
    while is_spot_check(uid := new_uid(), day.isoformat()) != is_looked_at:
        pass
    return uid


def give(
    board: Board, title: str, *, level: int | None = None, sent: bool = True, uid: str = "", **fields: Any
) -> int:
    """A card in Maya's hands, three weeks ago; returns its key."""
    now = board.now()
    set_clock(board, now - 21 * DAY)
    made = draft(title, kind="setup", **fields)
    made.uid = uid or made.uid
    add_tasks(board, [made])
    (task,) = board.db.execute_sql("SELECT max(id) FROM task").fetchone()
    handovers.hand_over(board, [task], Terms(maya(board)))
    if sent:
        handovers.mark_sent(board, [task], "text")
    if level is not None:
        set_training(board, task, maya(board), level)
    set_clock(board, now)
    return int(task)


def today(board: Board, now: dt.datetime = NOW) -> Today:
    return read_today(board, now)


def kinds(board: Board, now: dt.datetime = NOW) -> list[tuple[str, str]]:
    """Kind and title of what is the owner's move."""
    return [(item.kind, item.title) for item in today(board, now).moves]


def only(board: Board, now: dt.datetime = NOW) -> Item:
    (item,) = today(board, now).moves
    return item

"""Time spent: one running timer, the quick log, and what measured runs say about a task's minutes."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from models.board import Board


@dataclass(frozen=True, slots=True)
class Timer:
    """The running timer; `title` is the task's where it belongs to one. Moments are naive UTC."""

    id: int
    task: int | None
    title: str
    started: dt.datetime
    beat: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Time spent; `title` is the task's where it belongs to one. `plate`: whose, "" the owner. `kind`: timer,
    log or audit.
    """

    id: int
    uid: str
    task: int | None
    title: str
    started: dt.datetime
    seconds: int
    plate: str
    kind: str


def start_timer(board: Board, task: int | None, title: str = "") -> None:
    """Start the timer on a task, or on a free text. One that runs is stopped and logged in the same change."""
    raise NotImplementedError


def stop_timer(board: Board, seconds: int | None = None) -> None:
    """Stop and log; `seconds` instead of the whole span, where part of it was no work. Undo takes the entry
    back and does not start the timer again.
    """
    raise NotImplementedError


def discard_timer(board: Board) -> None:
    """Stop without logging anything. Quiet."""
    raise NotImplementedError


def beat(board: Board) -> None:
    """A sign of life of the running timer, about once a minute. Quiet; leaves no trail in the journal."""
    raise NotImplementedError


def running(board: Board) -> Timer | None:
    """The running timer, None if there is none."""
    raise NotImplementedError


def log_time(
    board: Board,
    task: int | None,
    title: str,
    seconds: int,
    started: dt.datetime | None = None,
    plate: str = "",
    kind: str = "log",
    uid: str | None = None,
) -> None:
    """What somebody did: a task or a free text. `started` None: it ends now. Raises Refused, naming the
    field.
    """
    raise NotImplementedError


def delete_entry(board: Board, entry: int) -> None:
    """Take time off again."""
    raise NotImplementedError


def read_entries(
    board: Board, task: int | None = None, since: dt.datetime | None = None, limit: int = 500
) -> list[Entry]:
    """Entries of a task (None: all), newest first."""
    raise NotImplementedError


def measured(board: Board, ids: Iterable[int] | None = None) -> dict[int, int]:
    """Median seconds of the tasks with three or more runs by the owner."""
    raise NotImplementedError

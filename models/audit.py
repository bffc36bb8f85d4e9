"""A week of looking where the time goes: reminders at an interval, short entries, and the repeats as tasks to
sort.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.board import Board


@dataclass(frozen=True, slots=True)
class AuditState:
    """Where the audit stands. `is_due`: a reminder is wanted now; `next`: when the next one is. `is_over`: the
    week has passed, the groups can be looked at. Moments are naive UTC.
    """

    is_on: bool
    every_minutes: int
    started: dt.datetime | None
    ends: dt.datetime | None
    is_over: bool
    is_due: bool
    next: dt.datetime | None
    entries: int


@dataclass(frozen=True, slots=True)
class Group:
    """What came up more than once. `entries`: keys of the time entries."""

    title: str
    entries: tuple[int, ...]
    minutes_per_week: float


def start_audit(board: Board, every_minutes: int) -> None:
    """Begin a week of reminders. Raises Refused for an interval that cannot be."""
    raise NotImplementedError


def stop_audit(board: Board) -> None:
    """End it, early or not. Entries stay."""
    raise NotImplementedError


def audit_state(board: Board, now: dt.datetime) -> AuditState:
    """Where the audit stands at a naive UTC moment; reminders come in working hours only."""
    raise NotImplementedError


def log_audit(board: Board, task: int | None, title: str = "") -> None:
    """What I just did, for the interval that has passed."""
    raise NotImplementedError


def audit_groups(board: Board) -> list[Group]:
    """Free texts of the newest audit that came more than once, most minutes first."""
    raise NotImplementedError


def propose(board: Board, groups: Sequence[Group], uids: Sequence[str]) -> None:
    """Cards for these groups in Unsorted, with rough minutes and how often; the entries then belong to them."""
    raise NotImplementedError

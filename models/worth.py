"""What handing over each task would win, from the board's settings and tasks, in one pass; and which to hand
over next.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from models.board import Board
from models.money import Worth
from models.planner import Candidate, Plan
from models.words import Sentence


@dataclass(frozen=True, slots=True)
class TaskWorth:
    """One task. `minutes` a run; `runs_per_week` None for a one-off (then `worth` is the single run's).

    `estimate`: "", "rough" or "measured". `warning`: what must be said aloud. Dates count from today.
    """

    worth: Worth
    minutes: float
    runs_per_week: float | None
    estimate: str
    warning: Sentence | None
    even_time_date: dt.date | None
    even_money_date: dt.date | None


@dataclass(frozen=True, slots=True)
class DelegateNext:
    """What to hand over first. `order`: recurring candidates, soonest worth it first; `plan`: the exact set for
    the hours given, `greedy` only to explain. Minutes a week: `room` is what the plan may fill, after the
    reserve and after `locked`, which tasks already given away take. `without_hours`: delegable tasks that
    nobody has put minutes to; `once`: one-offs. `won` in hours a week, of all in `order` that win anything.
    """

    order: tuple[Candidate, ...]
    plan: Plan
    greedy: Plan
    worths: dict[int, TaskWorth]
    room: int
    locked: int
    without_hours: tuple[int, ...]
    once: tuple[int, ...]
    won: float


def worth_of(
    board: Board, ids: Iterable[int] | None = None, today: dt.date | None = None
) -> dict[int, TaskWorth]:
    """The worth of these tasks (None: all open ones); tasks without known hours are missing."""
    raise NotImplementedError


def delegable_candidates(board: Board) -> list[Candidate]:
    """Recurring delegable tasks that nobody has yet and whose hours are known, for the planner."""
    raise NotImplementedError


def delegate_next(
    board: Board,
    hours_a_week: float,
    pinned: Collection[int] = (),
    excluded: Collection[int] = (),
    today: dt.date | None = None,
) -> DelegateNext:
    """The ranked page. `hours_a_week`: the assistant's contract. Raises Refused for hours that cannot be."""
    raise NotImplementedError

"""What handing over each task would win, from the board's settings and tasks, in one pass; and which to hand
over next.
"""

import datetime as dt
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from models.assistant_rates import rates_in_force
from models.board import Board
from models.cards import make_repeat
from models.currencies import to_minor
from models.errors import Refused
from models.money import Worth, even_date, warning, worth, worth_once
from models.planner import Candidate, Plan, best_set, greedy_set, payback_order
from models.schema import PINS
from models.settings import read_settings
from models.words import QT_TRANSLATE_NOOP, Sentence, say


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
    """What to hand over first.

    `order`: recurring candidates, soonest worth it first; `plan`: the exact set for the hours given, `greedy`
    only to explain. Minutes a week: `room` is what the plan may fill, after the
    reserve and after `locked`, which tasks already given away take. `without_hours`: delegable tasks that
    nobody has put minutes to; `once`: one-offs. `won` in hours a week, of all in `order` that win anything.
    `pins`: what the owner pinned "in" or "out", by task.
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
    pins: Mapping[str, frozenset[int]]


# Already given away: their work takes the assistants' hours first.
_GIVEN = ("training", "handed_over", "review")
MOST_HOURS = 168
_HOURS = QT_TRANSLATE_NOOP("models", "Hours a week must lie between {low} and {high}.")
# In one row: the driver gives Python up at each, and a thread that reads beside the window's would wait
# for it time and again.
_READ = """
    SELECT json_group_array(json_array(t.id, t.title, t.seconds_per_run, t.seconds_per_week, t.repeat_count,
      t.repeat_unit, t.rrule, t.estimate, s.kind, t.verdict, r.route, t.pin, {who}))
    FROM task t JOIN stage s ON s.id = t.stage_id LEFT JOIN triage r ON r.task_id = t.id
"""
_OPEN = _READ + " WHERE t.binned IS NULL AND s.kind <> 'done'"
_SOME = _READ + " WHERE t.id IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
# Whose hour it costs: of the one who has it, else of the first one named on it.
_WHO = """coalesce(t.holder_id,
      (SELECT l.assistant_id FROM task_assistant l WHERE l.task_id = t.id ORDER BY l.id LIMIT 1))"""


class Effort(NamedTuple):
    """What the money model looks at, of one task."""

    task: int
    title: str
    seconds: int | None
    seconds_per_week: int | None
    times: int | None
    unit: str | None
    rule: str | None
    estimate: str
    kind: str
    verdict: str
    route: str | None
    pin: str | None = None
    assistant: int | None = None

    @property
    def has_hours(self) -> bool:
        return self.seconds is not None or bool(self.seconds_per_week)


def worth_of(
    board: Board, ids: Iterable[int] | None = None, today: dt.date | None = None
) -> dict[int, TaskWorth]:
    """The worth of these tasks (None: all open ones); tasks without known hours are missing."""
    return Pricing(board, today).read(ids)


def delegable_candidates(board: Board) -> list[Candidate]:
    """Recurring delegable tasks that nobody has yet and whose hours are known, for the planner."""
    pricing = Pricing(board)
    rows = [row for row in pricing.rows(None) if _is_candidate(row)]
    return [one for row in rows if (one := pricing.candidate(row)) is not None]


def delegate_next(board: Board, hours_a_week: float, today: dt.date | None = None) -> DelegateNext:
    """The ranked page. `hours_a_week`: the assistant's contract. Raises Refused for hours that cannot be."""
    if not 0 <= hours_a_week <= MOST_HOURS:
        raise Refused(say(_HOURS, low=0, high=MOST_HOURS))
    pricing = Pricing(board, today)
    rows = pricing.rows(None)
    delegable = [row for row in rows if _is_candidate(row)]
    with_hours = [row for row in delegable if row.has_hours]
    worths = {row.task: pricing.of(row) for row in with_hours}
    candidates = [one for row in with_hours if (one := pricing.candidate(row)) is not None]
    given = [row for row in rows if row.kind in _GIVEN and row.has_hours]
    locked = sum(math.ceil(one.cost) for row in given if (one := pricing.candidate(row)) is not None)
    pins = {pin: frozenset(row.task for row in delegable if row.pin == pin) for pin in PINS}
    room = max(0, round(hours_a_week * 60 * (1 - pricing.reserve)) - locked)
    return DelegateNext(
        order=tuple(payback_order(candidates)),
        plan=best_set(candidates, room, pins["in"], pins["out"]),
        greedy=greedy_set(candidates, room, pins["in"], pins["out"]),
        worths=worths,
        room=room,
        locked=locked,
        without_hours=tuple(row.task for row in delegable if not row.has_hours),
        once=tuple(row.task for row in with_hours if worths[row.task].runs_per_week is None),
        won=sum(one.won for one in candidates if one.won > 0) / 60,
        pins=pins,
    )


def _is_candidate(row: Effort) -> bool:
    return row.kind == "setup" and row.verdict == "delegable"


class Pricing:
    """The model with the board's settings, and the rates of those who have tasks or are named on them. Tasks
    of the same minutes, frequency, kind and rate share one sum.
    """

    def __init__(self, board: Board, today: dt.date | None = None) -> None:
        settings = read_settings(board)
        self._board = board
        self.reserve = float(settings["money.reserve"])
        self.currency = settings.currency
        self._today = today or settings.today(board.now())
        self._use = settings.assumptions()
        rates = rates_in_force(board, self._today, self.currency)
        self._rates = {who: float(rate.home) for who, rate in rates.items() if rate.home is not None}
        self._known: dict[tuple[Any, ...], TaskWorth] = {}

    def read(self, ids: Iterable[int] | None) -> dict[int, TaskWorth]:
        """The worth of these tasks (None: all open ones); tasks without known hours are missing."""
        return {row.task: self.of(row) for row in self.rows(ids) if row.has_hours}

    def rows(self, ids: Iterable[int] | None) -> list[Effort]:
        """What the model looks at, of these tasks (None: all open ones)."""
        # On a board without rates nobody asks who is named where.
        who = _WHO if self._rates else "NULL"
        if ids is None:
            found = self._board.db.execute_sql(_OPEN.format(who=who)).fetchone()
        else:
            found = self._board.db.execute_sql(_SOME.format(who=who), (json.dumps(list(ids)),)).fetchone()
        return [Effort(*row) for row in json.loads(found[0])]

    def of(self, row: Effort) -> TaskWorth:
        """The worth of a task whose hours are known."""
        # A specialist or someone on site brings the craft: nothing to train.
        is_trained = row.route in ("specialist", "local")
        effort = (row.seconds, row.seconds_per_week if row.seconds is None else None)
        rate = self._rates.get(row.assistant or 0)
        how = (row.kind == "training", is_trained, rate)
        key = (*effort, row.times, row.unit, row.rule, row.estimate, *how)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._compute(row, is_trained, rate)
        return found

    def candidate(self, row: Effort) -> Candidate | None:
        """A task for the planner; None for a one-off, which takes no weekly hours, or without hours."""
        if not row.has_hours:
            return None
        found = self.of(row)
        if found.runs_per_week is None:
            return None
        one = found.worth
        net = 0 if one.net is None else to_minor(Decimal(one.net), self.currency)
        return Candidate(row.task, row.title, one.assistant * 60, one.won * 60, one.setup * 60, net)

    def _compute(self, row: Effort, is_trained: bool, rate: float | None) -> TaskWorth:
        repeat = make_repeat(row.times, row.unit, row.rule)
        runs = None if repeat is None else float(repeat.runs_per_week())
        if row.seconds is None:
            # A rough guess of the week: as one run where nobody said how often.
            runs = runs or 1.0
            minutes = (row.seconds_per_week or 0) / 60 / runs
        else:
            minutes = row.seconds / 60
        use = self._use.in_training() if row.kind == "training" else self._use
        use = replace(use, training=0.0) if is_trained else use
        use = replace(use, rate=rate) if rate is not None else use
        found = worth_once(minutes, use) if runs is None else worth(minutes, runs, use)
        return TaskWorth(
            found,
            minutes,
            runs,
            row.estimate,
            warning(found),
            even_date(self._today, found.even_time),
            even_date(self._today, found.even_money),
        )

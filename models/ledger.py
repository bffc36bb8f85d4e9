"""Hours won back, measured: what the runs won, by week, by task and by assistant (DOMAIN.md §3a, "measured").

Only read here; what a run won is models.schema_handover.won_seconds. What was only assumed done, or began
without known minutes, is counted apart and never part of a sum. Set-up: models.ledger_setup.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from models.board import Board
from models.cards import has_confirmed_run
from models.currencies import from_minor
from models.ledger_setup import Earned, Setup, earned_back, read_setups
from models.schema_handover import won_seconds
from models.settings import Settings, read_settings
from models.week import monday_of, week_of, week_span

FRIDAY = 4
_WON = won_seconds("r.")
_SUM = f"coalesce(sum({_WON}), 0), count({_WON}), count(*) - count({_WON})"
_WEEK = f"SELECT {_SUM} FROM run r WHERE r.ended >= ? AND r.ended < ?"  # noqa: S608 - constants
_BEFORE = f"SELECT {_SUM} FROM run r WHERE r.ended IS NOT NULL AND r.ended < ?"  # noqa: S608 - constants
_FIRST = "SELECT min(r.ended) FROM run r WHERE r.ended IS NOT NULL"
_LAST = "SELECT max(r.ended) FROM run r WHERE r.ended IS NOT NULL"
# In the order of the index run_sums, and of nothing that it does not have.
_GROUPS = f"""
    SELECT r.task_id, r.assistant_id, r.currency, r.fx, {_SUM}, coalesce(sum(r.assumed), 0),
      coalesce(sum((r.seconds * r.rate)), 0), count((r.seconds * r.rate))
    FROM run r WHERE r.ended IS NOT NULL GROUP BY r.task_id, r.assistant_id, r.currency, r.fx
"""  # noqa: S608 - constants


class Sums(NamedTuple):
    """Of some runs: the owner's seconds won, how many were measured, and how many were not."""

    won: int = 0
    runs: int = 0
    unmeasured: int = 0


class WeekLine(NamedTuple):
    """One week, from its Monday in the company's zone."""

    monday: dt.date
    sums: Sums


class Cost(NamedTuple):
    """What assistants were paid for runs, in whole units of the owner's currency; None: nothing is known.
    `apart`: runs that it does not hold, for want of minutes, of a rate, or of an exchange rate.
    """

    amount: Decimal | None = None
    apart: int = 0


class Line(NamedTuple):
    """A task or an assistant. `assumed`: runs on which the owner's minutes are the usual ones."""

    id: int
    name: str
    sums: Sums
    assumed: int
    setup: Setup
    cost: Cost


class Ledger(NamedTuple):
    """Everything. Lines: the most won first; `whole.id` is 0. `weeks`: without gaps, up to this one at least.

    `first`: the day on which the first run was over. `hourly`: of the owner, in `currency`; None: not said,
    and then there is no money. `core`, `logged`: the owner's seconds of this week; `core_share` None in a
    week that says nothing.
    """

    whole: Line
    weeks: list[WeekLine]
    this_week: Sums
    tasks: list[Line]
    assistants: list[Line]
    first: dt.date | None
    currency: str
    hourly: float | None
    core: int
    logged: int
    core_share: float | None


class Hours(NamedTuple):
    """The figure at the top; None instead of it before the first confirmed run.

    `week`, `last`: of this week and of the last one. `total`: seconds since the month of `since`. `today`:
    in the company's zone. `worth`: of this week in whole units of `currency`, None without an hourly value.
    `core_share`: None in a week that says nothing.
    """

    week: Sums
    last: Sums
    total: int
    since: dt.date
    today: dt.date
    core_share: float | None
    worth: float | None
    currency: str

    @property
    def is_friday(self) -> bool:
        """When the week is told."""
        return self.today.weekday() == FRIDAY


class HoursReader:
    """Reads the figure at the top. What lies before this week is added up once, and again when a run of then
    is another one: at a change only this week's runs are looked at.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._before: tuple[str, int] | None = None

    def read(self) -> Hours | None:
        """The figure now."""
        board = self._board
        if not has_confirmed_run(board):
            return None
        settings = read_settings(board)
        today = settings.today(board.now())
        monday = monday_of(today)
        span = week_span(settings, monday)
        week = _sums(board, _WEEK, span)
        if self._before is None or self._before[0] != span[0]:
            self._before = (span[0], _sums(board, _BEFORE, span[:1]).won)
        hourly = settings.hourly()
        return Hours(
            week=week,
            last=_sums(board, _WEEK, week_span(settings, monday - dt.timedelta(days=7))),
            total=self._before[1] + week.won,
            since=_day(board, settings, _FIRST) or today,
            today=today,
            core_share=week_of(board, board.now()).core_share,
            worth=None if hourly is None else hourly * week.won / 3600,
            currency=settings.currency,
        )

    def follow(self, runs: Iterable[int]) -> None:
        """These runs were changed, are new, or are gone."""
        if self._before is None:
            return
        # A run that is open or gone now may have counted then.
        sql = "SELECT count(*) FROM run WHERE ended >= ? AND id IN (SELECT value FROM json_each(?))"
        keys = list(runs)
        (count,) = self._board.db.execute_sql(sql, (self._before[0], json.dumps(keys))).fetchone()
        if count < len(keys):
            self._before = None


def sums_of_assistant(board: Board, assistant: int) -> Sums:
    """What the runs of one assistant come to."""
    sql = f"SELECT {_SUM} FROM run r WHERE r.assistant_id = ? AND r.ended IS NOT NULL"  # noqa: S608
    return _sums(board, sql, (assistant,))


def earned_back_whole(board: Board, ledger: Ledger) -> Earned:
    """Since when all runs together have won what all set-ups took: found by its week, then in that week."""
    setup, total, found = ledger.whole.setup.whole, 0, None
    for week in ledger.weeks:
        if total < setup <= total + week.sums.won:
            found = week.monday, total
        total += week.sums.won
    if found is None or total < setup:
        return Earned(None, max(0, setup - total))
    start, end = week_span(read_settings(board), found[0])
    return earned_back(board, setup - found[1], "week", start=start, end=end)


def read_ledger(board: Board) -> Ledger:
    """All of it, as it is now."""
    settings = read_settings(board)
    first, last = (_day(board, settings, sql) for sql in (_FIRST, _LAST))
    setups = read_setups(board, settings)
    tasks: dict[int, _Adding] = defaultdict(_Adding)
    assistants: dict[int, _Adding] = defaultdict(_Adding)
    whole = _Adding()
    for task, assistant, currency, fx, *counts, cost, paid in board.db.execute_sql(_GROUPS).fetchall():
        rate = Decimal(1) if currency == settings.currency else Decimal(fx) if fx else None
        if rate is None:
            paid = 0
        # `cost`: seconds × minor units an hour
        amount = from_minor(cost, currency) / 3600 * rate if rate and paid else None
        for part in (whole, tasks[task], assistants[assistant]):
            part.add(counts, amount, paid)
    weeks = _weeks(board, settings, first, last)
    figures = week_of(board, board.now())
    return Ledger(
        whole=whole.line(0, "", setups.whole),
        weeks=weeks,
        this_week=next(week.sums for week in weeks if week.monday == figures.monday),
        tasks=_lines(tasks, setups.tasks, _names(board, "SELECT id, title FROM task")),
        assistants=_lines(assistants, setups.assistants, _names(board, "SELECT id, name FROM assistant")),
        first=first,
        currency=settings.currency,
        hourly=settings.hourly(),
        core=figures.core,
        logged=figures.logged,
        core_share=figures.core_share,
    )


class _Adding:
    """Sums on the way."""

    def __init__(self) -> None:
        self.won = self.runs = self.unmeasured = self.assumed = self.paid = 0
        self.amount = Decimal(0)

    def add(self, counts: Sequence[int], amount: Decimal | None, paid: int) -> None:
        """A group of runs: `counts` as read; `amount`: what was paid for `paid` of them, at home."""
        won, runs, unmeasured, assumed = counts
        self.won += won
        self.runs += runs
        self.unmeasured += unmeasured
        self.assumed += assumed
        if amount is not None:
            self.amount += amount
            self.paid += paid

    def line(self, key: int, name: str, setup: Setup) -> Line:
        apart = self.runs + self.unmeasured - self.paid
        cost = Cost(self.amount if self.paid else None, apart)
        return Line(key, name, Sums(self.won, self.runs, self.unmeasured), self.assumed, setup, cost)


def _lines(found: dict[int, _Adding], setups: dict[int, Setup], names: dict[int, str]) -> list[Line]:
    keys = found.keys() | setups.keys()
    lines = [found.get(key, _Adding()).line(key, names[key], setups.get(key, Setup())) for key in keys]
    return sorted(lines, key=lambda line: (-line.sums.won, line.name.casefold(), line.id))


def _names(board: Board, sql: str) -> dict[int, str]:
    return dict(board.db.execute_sql(sql).fetchall())


def _day(board: Board, settings: Settings, sql: str) -> dt.date | None:
    """The day of a moment, in the company's zone."""
    (moment,) = board.db.execute_sql(sql).fetchone()
    return None if moment is None else settings.today(dt.datetime.fromisoformat(moment))


def _weeks(board: Board, settings: Settings, first: dt.date | None, last: dt.date | None) -> list[WeekLine]:
    """From the week of the first run to this one, or to that of the last run if it lies ahead."""
    today = settings.today(board.now())
    monday, end = monday_of(min(first or today, today)), max(last or today, today)
    lines = []
    while monday <= end:
        lines.append(WeekLine(monday, _sums(board, _WEEK, week_span(settings, monday))))
        monday += dt.timedelta(days=7)
    return lines


def _sums(board: Board, sql: str, moments: tuple[Any, ...]) -> Sums:
    won, runs, unmeasured = board.db.execute_sql(sql, moments).fetchone()
    return Sums(int(won), int(runs), int(unmeasured))

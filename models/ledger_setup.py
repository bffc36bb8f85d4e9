"""What it cost the owner to give work away: briefs and training. Said and usual minutes stand side by side
and are never one sum; when a set-up was earned back follows from the runs.
"""

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple

from models.board import Board
from models.cards import make_repeat
from models.money import usual_training
from models.schema_handover import won_seconds
from models.settings import Settings, read_settings

_WON = won_seconds("r.")
CRAFT = ("specialist", "local")
# Whoever has or had a task, or learns it; the one who had it first bears the brief.
_PAIRS = """
    SELECT task_id, assistant_id, min(at), NULL FROM handover GROUP BY task_id, assistant_id
    UNION ALL SELECT task_id, assistant_id, since, seconds FROM training ORDER BY 3
"""
_BRIEFS = "SELECT task_id, seconds FROM brief WHERE seconds IS NOT NULL"
# Who knew it already had nothing to learn.
_KNEW = """
    SELECT task_id, assistant_id FROM training_step WHERE cause = 'handed_over' AND old = 0 AND new >= 3
"""
_TASKS = """
    SELECT t.id, t.seconds_per_run, t.seconds_per_week, t.repeat_count, t.repeat_unit, t.rrule, g.route
    FROM task t LEFT JOIN triage g ON g.task_id = t.id
    WHERE t.id IN (SELECT task_id FROM handover UNION SELECT task_id FROM training)
"""
_CRAFTSMEN = "SELECT id FROM assistant WHERE kind IN ('specialist', 'local')"
# The last time that the sum came up to the set-up and, by the end, has stayed there.
_EARNED = """
    WITH line AS (
      SELECT r.id, r.ended, sum({won}) OVER (ORDER BY r.ended, r.id) AS total, {won} AS won
      FROM run r WHERE r.ended IS NOT NULL {which})
    SELECT max(CASE WHEN total >= :setup AND total - coalesce(won, 0) < :setup THEN ended END),
      (SELECT total FROM line ORDER BY ended DESC, id DESC LIMIT 1)
    FROM line
"""
_WHICH = {
    "task": "AND r.task_id = :key",
    "assistant": "AND r.assistant_id = :key",
    "week": "AND r.ended >= :start AND r.ended < :end",
}


class Setup(NamedTuple):
    """The owner's seconds: `said`, and `usual` for what nobody said, which is an estimate."""

    said: int = 0
    usual: int = 0

    @property
    def whole(self) -> int:
        """For "about": both together."""
        return self.said + self.usual

    def plus(self, said: int | None, usual: int) -> "Setup":
        """With one more part: what was said of it, else the usual."""
        return Setup(self.said + (said or 0), self.usual + (usual if said is None else 0))


class Setups(NamedTuple):
    """By task, by assistant, and all; a brief is its task's, and that of the assistant who had it first."""

    whole: Setup
    tasks: dict[int, Setup]
    assistants: dict[int, Setup]


class Earned(NamedTuple):
    """When a set-up was earned back: `on` a day in the company's zone, None while `missing` seconds are."""

    on: dt.date | None
    missing: int


def read_setups(board: Board, settings: Settings | None = None) -> Setups:
    """Of every task that somebody has, had or learns, and of every brief whose time was said."""
    use = (settings or read_settings(board)).assumptions()
    briefs: dict[int, int] = dict(board.db.execute_sql(_BRIEFS).fetchall())
    first: dict[int, int] = {}
    pairs: dict[tuple[int, int], int | None] = {}
    for task, assistant, _, seconds in board.db.execute_sql(_PAIRS).fetchall():
        first.setdefault(task, assistant)
        known = pairs.get((task, assistant))
        pairs[task, assistant] = seconds if known is None else known
    usual = {row[0]: _usual_training(row, use.training) for row in board.db.execute_sql(_TASKS).fetchall()}
    knew = set(board.db.execute_sql(_KNEW).fetchall())
    craftsmen = {key for (key,) in board.db.execute_sql(_CRAFTSMEN).fetchall()}
    whole = Setup()
    tasks: dict[int, Setup] = defaultdict(Setup)
    assistants: dict[int, Setup] = defaultdict(Setup)
    for task in first.keys() | briefs.keys():
        part = briefs.get(task), round(use.brief * 60)
        whole, tasks[task] = whole.plus(*part), tasks[task].plus(*part)
        if task in first:
            assistants[first[task]] = assistants[first[task]].plus(*part)
    for (task, assistant), seconds in pairs.items():
        learns = assistant not in craftsmen and (task, assistant) not in knew
        part = seconds, usual.get(task, 0) if learns else 0
        whole, tasks[task] = whole.plus(*part), tasks[task].plus(*part)
        assistants[assistant] = assistants[assistant].plus(*part)
    return Setups(whole, dict(tasks), dict(assistants))


def earned_back(board: Board, setup: int, what: str, **which: Any) -> Earned:
    """Since when runs have won so many seconds: of a "task" or an "assistant" (`key`), or of a "week" alone
    (`start`, `end`: moments as the file has them).
    """
    sql = _EARNED.format(won=_WON, which=_WHICH[what])
    on, total = board.db.execute_sql(sql, {"setup": setup, **which}).fetchone()
    missing = setup - (total or 0)
    if missing > 0 or on is None:
        return Earned(None, max(0, missing))
    return Earned(read_settings(board).today(dt.datetime.fromisoformat(on)), 0)


def _usual_training(row: tuple[Any, ...], said: float | None) -> int:
    """Seconds that training usually takes; none for what happens once or brings its craft along."""
    _, seconds, weekly, count, unit, rule, route = row
    repeat = make_repeat(count, unit, rule)
    if repeat is None or route in CRAFT:
        return 0
    if said is not None:
        return round(said * 60)
    minutes = (weekly or 0) / 60 / float(repeat.runs_per_week()) if seconds is None else seconds / 60
    return round(usual_training(minutes) * 60)

"""What an assistant masters, tasks that nobody checks every time any more, and what they learn; since when,
and how it goes.
"""

import datetime as dt
from dataclasses import dataclass

from models.board import Board
from models.runs import COUNTS
from models.trust import CHECKED, TAKEN_OVER, in_a_row, needed, verdict_of


@dataclass(frozen=True, slots=True)
class Mastered:
    """One task. `level` 4 or 5; `since` naive UTC. Of `reviewed` first deliveries `accepted` were accepted
    at once; 0 of 0 where none was looked at.
    """

    task: int
    title: str
    level: int
    since: dt.datetime
    reviewed: int
    accepted: int


@dataclass(frozen=True, slots=True)
class Learned:
    """One task that they learn. `level` 1–3, `since` naive UTC. At level 3 `in_a_row` of `needed` were
    accepted at first try, one after the other.
    """

    task: int
    title: str
    level: int
    since: dt.datetime
    is_stopped: bool
    in_a_row: int
    needed: int


# Only first deliveries count that somebody looked at, and only what is the assistant's: not a brief that was
# unclear, an access that was missing, or a mind that was changed.
_READ = f"""
    SELECT t.id, t.title, g.level, g.since, count(r.id), coalesce(sum(r.outcome = 'accepted'), 0)
    FROM training g JOIN task t ON t.id = g.task_id
      LEFT JOIN run r ON r.task_id = t.id AND r.assistant_id = g.assistant_id AND {COUNTS}
    WHERE g.assistant_id = ? AND g.level >= ? AND t.binned IS NULL
    GROUP BY t.id ORDER BY g.since, t.id
"""  # noqa: S608 - constants
_LEARNS = """
    SELECT t.id, t.title, g.level, g.since, g.stopped IS NOT NULL, t.sensitivity
    FROM training g JOIN task t ON t.id = g.task_id
    WHERE g.assistant_id = ? AND g.level BETWEEN 1 AND ? AND t.binned IS NULL AND t.outcome IS NULL
    ORDER BY g.level DESC, g.since, t.id
"""
_RUNS = """
    SELECT r.task_id, r.outcome, r.reasons, r.attempt, r.reviewed
    FROM run r JOIN training g ON g.task_id = r.task_id AND g.assistant_id = r.assistant_id
    WHERE r.assistant_id = ? AND g.level = ? AND r.ended > g.since ORDER BY r.ended, r.id
"""


def masters(board: Board, assistant: int) -> list[Mastered]:
    """The tasks that an assistant masters, the longest known first."""
    rows = board.db.execute_sql(_READ, (assistant, TAKEN_OVER)).fetchall()
    return [
        Mastered(task, title, level, dt.datetime.fromisoformat(since), reviewed, accepted)
        for task, title, level, since, reviewed, accepted in rows
    ]


def learns(board: Board, assistant: int) -> list[Learned]:
    """The tasks that an assistant learns, the furthest first; in two statements."""
    counted: dict[int, list[bool]] = {}
    for task, outcome, reasons, attempt, reviewed in board.db.execute_sql(
        _RUNS, (assistant, CHECKED)
    ).fetchall():
        verdict = verdict_of(outcome, reasons.split(","), attempt, bool(reviewed))
        if verdict is not None:
            counted.setdefault(task, []).append(verdict)
    rows = board.db.execute_sql(_LEARNS, (assistant, CHECKED)).fetchall()
    return [
        Learned(
            task,
            title,
            level,
            dt.datetime.fromisoformat(since),
            bool(is_stopped),
            in_a_row(counted.get(task, [])),
            needed(sensitivity),
        )
        for task, title, level, since, is_stopped, sensitivity in rows
    ]

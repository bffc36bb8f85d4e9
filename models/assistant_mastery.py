"""What an assistant masters: tasks that nobody checks every time any more, since when, and how it goes."""

import datetime as dt
from dataclasses import dataclass

from models.board import Board
from models.moves import TAKEN_OVER


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


# Only first deliveries count, and only what is the assistant's: not a brief that was unclear, an access that
# was missing, or a mind that was changed.
_READ = """
    WITH seen AS (
      SELECT r.task_id, r.outcome, r.reasons, r.ended, r.delivered,
        lag(r.outcome) OVER (PARTITION BY r.task_id ORDER BY r.id) AS before
      FROM run r WHERE r.assistant_id = ?
    ), judged AS (
      SELECT task_id, outcome = 'accepted' AS is_good FROM seen
      WHERE ended IS NOT NULL AND delivered IS NOT NULL AND coalesce(before, '') <> 'sent_back'
        AND outcome IN ('accepted', 'accepted_after_fix', 'sent_back', 'redone_by_me')
        AND NOT (outcome <> 'accepted' AND reasons <> '' AND reasons NOT LIKE '%slip%'
          AND reasons NOT LIKE '%judgment%' AND reasons NOT LIKE '%late%')
    )
    SELECT t.id, t.title, g.level, g.since, count(j.task_id), coalesce(sum(j.is_good), 0)
    FROM training g JOIN task t ON t.id = g.task_id LEFT JOIN judged j ON j.task_id = t.id
    WHERE g.assistant_id = ? AND g.level >= ? AND t.binned IS NULL
    GROUP BY t.id ORDER BY g.since, t.id
"""


def masters(board: Board, assistant: int) -> list[Mastered]:
    """The tasks that an assistant masters, the longest known first."""
    rows = board.db.execute_sql(_READ, (assistant, assistant, TAKEN_OVER)).fetchall()
    return [
        Mastered(task, title, level, dt.datetime.fromisoformat(since), reviewed, accepted)
        for task, title, level, since, reviewed, accepted in rows
    ]

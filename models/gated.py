"""A card that a move made delegable although a reason to keep it is ticked: said, never refused."""

from typing import NamedTuple

from models.board import Board
from models.change import Change
from models.suggesting import gates_of


class Gated(NamedTuple):
    """`gates`: the ticked ones. `was`: kind of the column that it came from."""

    task: int
    title: str
    gates: frozenset[str]
    was: str
    is_speciality: bool


def gated_by(board: Board, change: Change) -> Gated | None:
    """The card that this move put into To set up against a gate, or against a 4 for S; of one card only."""
    if change.action != "move" or change.kind != "do" or len(change.tasks) != 1:
        return None
    (task,) = change.tasks
    row = board.db.execute_sql(_READ, (change.revision, task)).fetchone()
    if row is None:
        return None
    title, gates, s, was = row
    found = Gated(task, title, gates_of(gates), was, s == 4)
    is_news = found.gates or (found.is_speciality and was == "core")
    return found if is_news and was in ("unsorted", "core") else None


# The journal keeps of an update what was and what is.
_READ = """
    SELECT t.title, a.gates, a.s, old.kind
    FROM journal_row j
    JOIN task t ON t.id = j."row" JOIN stage s ON s.id = t.stage_id AND s.kind = 'setup'
    JOIN triage a ON a.task_id = t.id
    JOIN stage old ON old.id = json_extract(j.image, '$.stage_id[0]')
    WHERE j.revision = ? AND j.item = 'task' AND j."row" = ?
"""

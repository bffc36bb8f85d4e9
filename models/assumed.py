"""What somebody is only assumed to have done: which silent runs are asked about instead, and the week that
is put before the owner.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from models.board import Board
from models.cards import assistant_name
from models.errors import Refused
from models.trust import TAKEN_OVER, is_spot_check
from models.words import QT_TRANSLATE_NOOP, say

_ASSUMED = """
    SELECT r.assistant_id, a.name, r.id, r.due, t.title FROM run r JOIN task t ON t.id = r.task_id
      JOIN assistant a ON a.id = r.assistant_id
    WHERE r.outcome = 'assumed_done' AND r.due < ? AND t.binned IS NULL ORDER BY a.folded, a.id, r.due, r.id
"""


class Assumed(NamedTuple):
    """What somebody is assumed to have done before this week, one line. `runs`: their keys; `parts`: how
    often each task, the most often first; `first` and `last`: days that they were due on.
    """

    assistant: int
    who: str
    runs: tuple[int, ...]
    parts: tuple[tuple[str, int], ...]
    first: dt.date
    last: dt.date


def is_asked(level: int, uid: str, due: dt.date) -> bool:
    """Whether a silent run is asked about: every one while somebody learns, then one in five."""
    return level < TAKEN_OVER or is_spot_check(uid, due.isoformat())


def weeks_assumed(board: Board, today: dt.date) -> list[Assumed]:
    """What is still only assumed of the weeks before this one, a line for each assistant."""
    monday = today - dt.timedelta(days=today.weekday())
    rows = board.db.execute_sql(_ASSUMED, (monday.isoformat(),)).fetchall()
    by_person: dict[tuple[int, str], list[tuple[int, str, str]]] = {}
    for assistant, who, run, due, title in rows:
        by_person.setdefault((assistant, who), []).append((run, due, title))
    return [
        Assumed(
            assistant,
            who,
            tuple(run for run, _, _ in lines),
            tuple(Counter(title for _, _, title in lines).most_common()),
            dt.date.fromisoformat(lines[0][1]),
            dt.date.fromisoformat(lines[-1][1]),
        )
        for (assistant, who), lines in by_person.items()
    ]


def assumed_runs(board: Board, runs: Sequence[int]) -> list[tuple[int, str, dt.date]]:
    """Key, title and due day of those of these runs that are still assumed, oldest first."""
    marks = ",".join("?" * len(runs))
    sql = (
        "SELECT r.id, t.title, r.due FROM run r JOIN task t ON t.id = r.task_id"  # noqa: S608 - marks only
        f" WHERE r.id IN ({marks}) AND r.outcome = 'assumed_done' ORDER BY r.due, r.id"
    )
    rows = board.db.execute_sql(sql, tuple(runs)).fetchall()
    return [(run, title, dt.date.fromisoformat(due)) for run, title, due in rows]


def confirm_week(board: Board, assistant: int, runs: Sequence[int], not_done: Sequence[int] = ()) -> None:
    """They did these runs, except those `not_done`; nobody looked at them, so they count for no trust.

    Raises Refused where none of them is only assumed any more.
    """
    # To show a week needs no tables.
    from models.schema_handover import Run

    left_out = set(not_done)
    details = {"who": assistant_name(board, assistant)}
    with board.change("confirm", details=details) as record:
        for run, _, _ in assumed_runs(board, runs):
            outcome = "skipped" if run in left_out else "accepted"
            record.update(Run, run, outcome=outcome, reviewed=False)
        if not record.touched:
            raise Refused(say(QT_TRANSLATE_NOOP("models", "This was answered already.")))

"""The runs behind the sums of the ledger: keys in their order, and the rows that are painted."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import NamedTuple

from models.board import Board
from models.schema_handover import owner_seconds, won_seconds
from models.settings import read_settings
from models.week import week_span

_IDS = "SELECT r.id FROM run r WHERE r.ended IS NOT NULL {which} ORDER BY r.ended DESC"
_WHICH = {
    "": "",
    "task": "AND r.task_id = ?",
    "assistant": "AND r.assistant_id = ?",
    "week": "AND r.ended >= ? AND r.ended < ?",
}
_ROWS = f"""
    SELECT r.id, r.ended, r.task_id, t.title, t.binned IS NOT NULL, a.name, r.outcome, r.attempt, r.baseline,
      {owner_seconds("r.")}, r.assumed, {won_seconds("r.")}
    FROM run r JOIN task t ON t.id = r.task_id JOIN assistant a ON a.id = r.assistant_id
    WHERE r.id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - constants


class LedgerRun(NamedTuple):
    """One run that is over. `ended` is naive UTC. Seconds: `baseline` and `spent` the owner's, `won` None
    where nothing was measured. `assumed`: what was spent is only the usual. `is_binned`: its card lies in
    the bin.
    """

    id: int
    ended: dt.datetime
    task: int
    title: str
    is_binned: bool
    who: str
    outcome: str
    attempt: int
    baseline: int | None
    spent: int
    assumed: bool
    won: int | None


def read_ids(board: Board, what: str = "", key: int | dt.date = 0) -> list[int]:
    """Keys of runs that are over, the newest first: all, of a "task", of an "assistant", or of the "week" of
    a Monday.
    """
    if isinstance(key, dt.date):
        values: tuple[object, ...] = week_span(read_settings(board), key)
    else:
        values = (key,) if what else ()
    found = board.db.execute_sql(_IDS.format(which=_WHICH[what]), values).fetchall()
    return [run for (run,) in found]


def read_rows(board: Board, ids: Sequence[int]) -> dict[int, LedgerRun]:
    """These runs, by key; those that are gone are missing."""
    found = {}
    for row in board.db.execute_sql(_ROWS, (json.dumps(list(ids)),)).fetchall():
        key, ended, task, title, is_binned, who, outcome, attempt, baseline, spent, assumed, won = row
        moment = dt.datetime.fromisoformat(ended)
        found[key] = LedgerRun(
            *(key, moment, task, title, bool(is_binned), who, outcome, attempt, baseline, spent),
            bool(assumed),
            won,
        )
    return found

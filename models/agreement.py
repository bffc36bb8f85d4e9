"""The one rule about columns, decisions and people: they never disagree. And the cards that break it."""

import json

from peewee import SqliteDatabase

# What a card in a column of this kind has been decided to be; Done keeps what it was.
VERDICT_OF_KIND = {
    "unsorted": "undecided",
    "core": "core",
    "setup": "delegable",
    "training": "delegable",
    "handed_over": "delegable",
    "review": "delegable",
}

_FITTING = json.dumps(
    [*([kind, verdict] for kind, verdict in VERDICT_OF_KIND.items()), ["unsorted", "split"]]
)
_DISAGREEING = """
    SELECT t.id FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE (CASE WHEN s.kind = 'done' THEN t.outcome IS NULL
      ELSE t.outcome IS NOT NULL OR json_array(s.kind, t.verdict) NOT IN (SELECT value FROM json_each(?))
      END OR (t.holder_id IS NOT NULL AND s.kind NOT IN ('training', 'handed_over', 'review')))
"""
_OF_A_CHANGE = """
      AND t.id IN (SELECT "row" FROM journal_row WHERE revision = ? AND item = 'task')
"""


def disagreeing(db: SqliteDatabase, revision: int | None = None) -> list[int]:
    """The cards that are decided otherwise than their column says; of one change only, if named."""
    if revision is None:
        return [task for (task,) in db.execute_sql(_DISAGREEING, (_FITTING,))]
    return [task for (task,) in db.execute_sql(_DISAGREEING + _OF_A_CHANGE, (_FITTING, revision))]

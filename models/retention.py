"""How long the past is kept: beyond the reach of undo only which fields changed, and of purged cards no
text at all.
"""

import datetime as dt
import json
from collections.abc import Iterable

from peewee import SqliteDatabase

from models.journal import REACHING, ages, beyond_reach
from models.schema import Journal


def fold(db: SqliteDatabase, now: dt.datetime) -> int:
    """Beyond the reach of undo, keep only which fields changed, and when. Returns the number of changes
    folded.
    """
    beyond, oldest = beyond_reach(db), Journal.at.db_value(now - REACHING)
    sql = "SELECT revision FROM journal WHERE kind NOT IN ('old', 'quiet') AND (revision <= ? OR at < ?)"
    due = [revision for (revision,) in db.execute_sql(sql, (beyond, oldest))]
    if any(revision > beyond for revision in due):
        age = ages(db, min(due), now)
        due = [revision for revision in due if revision <= beyond or age[revision] >= REACHING]
    for revision in due:
        # A delete kept every field, an order only ranks: neither has anything left to tell.
        db.execute_sql(
            "UPDATE journal_row SET image = NULL WHERE revision = ? AND how <> 'update'", (revision,)
        )
        images = db.execute_sql(
            "SELECT id, image FROM journal_row WHERE revision = ? AND image IS NOT NULL", (revision,)
        ).fetchall()
        db.connection().executemany(
            "UPDATE journal_row SET image = ? WHERE id = ?",
            [(json.dumps(dict.fromkeys(json.loads(image))), key) for key, image in images],
        )
        db.execute_sql("UPDATE journal SET kind = 'old' WHERE revision = ?", (revision,))
    return len(due)


def forget(db: SqliteDatabase, tasks: Iterable[int]) -> None:
    """Take the texts of purged tasks out of the journal. Changes that touched them can no longer be undone.

    A card that was only re-spaced by a change of another has no text in it; that change stays as it is.
    """
    going = json.dumps(sorted(tasks))
    for statement in _FORGET:
        db.execute_sql(statement, (going,))


_TOUCHING = (
    "SELECT revision FROM journal_row WHERE how <> 'order' AND task IN (SELECT value FROM json_each(?))"
)
_FORGET = (
    # Of the others the subject is a file's or a column's name.
    f"UPDATE journal SET subject = '' WHERE revision IN ({_TOUCHING})"  # noqa: S608
    " AND action NOT IN ('import', 'column', 'add_column', 'delete_column', 'board')",
    f"UPDATE journal SET kind = 'old' WHERE kind <> 'quiet' AND revision IN ({_TOUCHING})",  # noqa: S608
    "UPDATE journal_row SET image = NULL WHERE how <> 'order' AND task IN (SELECT value FROM json_each(?))",
)

"""The derived text that a search looks through: title, notes, steps, tags and comments of a task, folded.

Rebuilt in the transaction that made it stale. Lines are kept apart, so that no match spans two of them.
"""

import json
from collections import defaultdict
from collections.abc import Collection

from peewee import SqliteDatabase

from models.folding import fold

_CHUNK = 500


def rebuild(db: SqliteDatabase, tasks: Collection[int]) -> None:
    """Bring the search text of these tasks up to date; tasks that are gone lose theirs."""
    ordered = sorted(tasks)
    for start in range(0, len(ordered), _CHUNK):
        _rebuild_chunk(db, ordered[start : start + _CHUNK])


def texts(db: SqliteDatabase, chunk: list[int]) -> dict[int, str]:
    """What a search of these tasks looks through, by task."""
    parts: dict[int, list[str]] = defaultdict(list)
    keys = (json.dumps(chunk),)
    for statement in _TEXTS:
        for task, *texts in db.execute_sql(statement, keys):
            parts[task] += texts
    return {task: fold("\n".join(part for part in lines if part)) for task, lines in parts.items()}


def forget_deleted(db: SqliteDatabase) -> None:
    """Merge the index into one piece: until then it still holds the words of deleted texts."""
    db.execute_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")


# Children by key, so that putting steps in another order leaves the text as it is.
_AMONG = "IN (SELECT value FROM json_each(?))"
_TEXTS = (
    f"SELECT id, title, notes, done_when, skills FROM task WHERE id {_AMONG}",  # noqa: S608
    f"SELECT task_id, text FROM step WHERE task_id {_AMONG} ORDER BY id",  # noqa: S608
    "SELECT l.task_id, g.name FROM task_tag l JOIN tag g ON g.id = l.tag_id"  # noqa: S608
    f" WHERE l.task_id {_AMONG} ORDER BY l.id",
    "SELECT l.task_id, a.name FROM task_assistant l JOIN assistant a ON a.id = l.assistant_id"  # noqa: S608
    f" WHERE l.task_id {_AMONG} ORDER BY l.id",
    f"SELECT task_id, text FROM comment WHERE task_id {_AMONG} ORDER BY id",  # noqa: S608
)


def _rebuild_chunk(db: SqliteDatabase, chunk: list[int]) -> None:
    new = texts(db, chunk)
    keys = (json.dumps(chunk),)
    # The index must be told the very text it holds before that text goes.
    db.execute_sql(
        "INSERT INTO search_index (search_index, rowid, folded)"  # noqa: S608
        f" SELECT 'delete', task, folded FROM search_text WHERE task {_AMONG}",
        keys,
    )
    db.execute_sql(f"DELETE FROM search_text WHERE task {_AMONG}", keys)  # noqa: S608
    connection = db.connection()
    rows = list(new.items())
    connection.executemany("INSERT INTO search_text (task, folded) VALUES (?, ?)", rows)
    connection.executemany("INSERT INTO search_index (rowid, folded) VALUES (?, ?)", rows)

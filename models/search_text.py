"""The derived text that a search looks through: title, notes, steps, tags and comments of a task, folded.

Rebuilt in the transaction that made it stale. Lines are kept apart, so that no match spans two of them.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from peewee import SqliteDatabase

from models import sqlite
from models.folding import fold
from models.schema import Assistant, Comment, Step, Tag, Task, TaskAssistant, TaskTag

_CHUNK = 500


def rebuild(db: SqliteDatabase, tasks: Collection[int]) -> None:
    """Bring the search text of these tasks up to date; tasks that are gone lose theirs."""
    ordered = sorted(tasks)
    for start in range(0, len(ordered), _CHUNK):
        _rebuild_chunk(db, ordered[start : start + _CHUNK])


def texts(db: SqliteDatabase, chunk: list[int]) -> dict[int, str]:
    """What a search of these tasks looks through, by task."""
    parts: dict[int, list[str]] = defaultdict(list)
    own = Task.select(Task.id, Task.title, Task.notes).where(Task.id.in_(chunk))
    for task, title, notes in sqlite.fetch(db, own):
        parts[task] += [title, notes]
    for query in _child_queries(chunk):
        for task, text in sqlite.fetch(db, query):
            parts[task].append(text)
    return {task: fold("\n".join(part for part in lines if part)) for task, lines in parts.items()}


def forget_deleted(db: SqliteDatabase) -> None:
    """Merge the index into one piece: until then it still holds the words of deleted texts."""
    db.execute_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")


def _child_queries(chunk: list[int]) -> tuple[Any, ...]:
    return (
        # By key, so that putting steps in another order leaves the text as it is.
        Step.select(Step.task, Step.text).where(Step.task.in_(chunk)).order_by(Step.id),
        TaskTag.select(TaskTag.task, Tag.name).join(Tag).where(TaskTag.task.in_(chunk)).order_by(TaskTag.id),
        TaskAssistant.select(TaskAssistant.task, Assistant.name)
        .join(Assistant)
        .where(TaskAssistant.task.in_(chunk))
        .order_by(TaskAssistant.id),
        Comment.select(Comment.task, Comment.text).where(Comment.task.in_(chunk)).order_by(Comment.id),
    )


def _rebuild_chunk(db: SqliteDatabase, chunk: list[int]) -> None:
    new = texts(db, chunk)
    marks = ", ".join("?" * len(chunk))
    # The index must be told the very text it holds before that text goes.
    db.execute_sql(
        "INSERT INTO search_index (search_index, rowid, folded)"  # noqa: S608
        f" SELECT 'delete', task, folded FROM search_text WHERE task IN ({marks})",
        chunk,
    )
    db.execute_sql(f"DELETE FROM search_text WHERE task IN ({marks})", chunk)  # noqa: S608
    connection = db.connection()
    rows = list(new.items())
    connection.executemany("INSERT INTO search_text (task, folded) VALUES (?, ?)", rows)
    connection.executemany("INSERT INTO search_index (rowid, folded) VALUES (?, ?)", rows)

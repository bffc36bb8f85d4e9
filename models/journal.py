"""The journal: what can be undone, taking a change back, and how long the past is kept.

Undo has no state of its own: it is read from the journal, so it survives closing the program. A change is `do`,
`undo` or `redo`; undo and redo both revert one earlier change, inside a change of their own.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase, fn

from models import sqlite
from models.change import UndoStep, done_sentence, name_sentence
from models.errors import Conflict
from models.ordering import move_row, rank_below, scope_column, scope_of
from models.record import Recorder
from models.schema import BY_NAME, RECORDED, Journal, JournalRow, Row
from models.words import QT_TRANSLATE_NOOP, Sentence, say

REACH = 1_000
REACH_DAYS = 90
# Restored with the rest, but a newer value of these never stands against an undo.
_SOFT = frozenset({"changed"})


@dataclass(frozen=True, slots=True)
class Header:
    """A line of the journal."""

    revision: int
    at: dt.datetime
    author: str
    action: str
    subject: str
    details: Mapping[str, Any]
    kind: str
    reverts: int | None

    @property
    def done(self) -> Sentence:
        return done_sentence(self.action, self.subject, self.details, self.kind)

    @property
    def name(self) -> Sentence:
        return name_sentence(self.action, self.subject, self.details)


_FIELDS = (
    Journal.revision,
    Journal.at,
    Journal.author,
    Journal.action,
    Journal.subject,
    Journal.details,
    Journal.kind,
    Journal.reverts,
)


def header(db: SqliteDatabase, revision: int) -> Header | None:
    return _first(db, Journal.select(*_FIELDS).where(Journal.revision == revision))


def undoable(db: SqliteDatabase, author: str, now: dt.datetime) -> UndoStep | None:
    """The newest change of this author that was not taken back, within reach."""
    later = Journal.alias()
    query = (
        Journal.select(*_FIELDS)
        .where(Journal.author == author, Journal.kind.in_(("do", "redo")))
        .where(~_exists(later.select(later.revision).where(later.reverts == Journal.revision)))
        .order_by(Journal.revision.desc())
        .limit(1)
    )
    found = _first(db, query)
    if found is None or not _in_reach(db, found, now):
        return None
    return UndoStep(found.revision, found.name)


def redoable(db: SqliteDatabase, author: str, now: dt.datetime) -> UndoStep | None:
    """The newest undo of this author not followed by a new change of theirs."""
    later, own = Journal.alias(), Journal.alias()
    query = (
        Journal.select(*_FIELDS)
        .where(Journal.author == author, Journal.kind == "undo")
        .where(~_exists(later.select(later.revision).where(later.reverts == Journal.revision)))
        .where(
            ~_exists(
                own.select(own.revision).where(
                    own.author == author, own.kind == "do", own.revision > Journal.revision
                )
            )
        )
        .order_by(Journal.revision.desc())
        .limit(1)
    )
    found = _first(db, query)
    if found is None or not _in_reach(db, found, now):
        return None
    return UndoStep(found.revision, found.name)


def _exists(query: Any) -> Any:
    return fn.EXISTS(query)


def _first(db: SqliteDatabase, query: Any) -> Header | None:
    for revision, at, author, action, subject, details, kind, reverts in query.tuples().bind(db):
        return Header(revision, at, author, action, subject, json.loads(details), kind, reverts)
    return None


def _in_reach(db: SqliteDatabase, found: Header, now: dt.datetime) -> bool:
    newest = db.execute_sql("SELECT revision FROM clock").fetchone()[0]
    return found.revision > newest - REACH and found.at > now - dt.timedelta(days=REACH_DAYS)


# Taking a change back


def revert(record: Recorder, target: Header) -> None:
    """Write the opposite of `target` through `record`. Raises Conflict, naming the newer change, if one stands against it."""
    rows = (
        JournalRow.select(JournalRow.item, JournalRow.row, JournalRow.how, JournalRow.image)
        .where(JournalRow.revision == target.revision)
        .order_by(JournalRow.id.desc())
        .tuples()
        .bind(record.db)
    )
    _refuse_if_built_upon(record.db, target)
    try:
        for (item, how), group in groupby(rows, key=lambda found: (found[0], found[2])):
            model = BY_NAME[item]
            if how == "insert":
                record.delete_many(model, [row for _, row, _, _ in group])
            elif how == "delete":
                for images in _batched(json.loads(image) for _, _, _, image in group):
                    record.insert_images(model, images)
            else:
                for _, row, _, image in group:
                    _restore(record, target, model, row, json.loads(image), how)
    except sqlite.INTEGRITY_ERRORS as error:
        text = QT_TRANSLATE_NOOP(
            "models", "“{subject}” cannot be taken back: what it belongs to has changed since."
        )
        raise Conflict(say(text, subject=target.subject)) from error


def _batched(images: Iterator[dict[str, Any]], size: int = 500) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for image in images:
        batch.append(image)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _restore(
    record: Recorder, target: Header, model: type[Row], row: int, image: dict[str, Any], how: str
) -> None:
    """Put the old values of one updated row back."""
    current = sqlite.select_row(record.db, model, list(image), row)
    if current is None:
        raise _conflict(record.db, target, model, row, None)
    now = dict(zip(image, current, strict=True))
    if how == "order":
        if now["rank"] == image["rank"][1]:
            record.update_plain(model, row, {"rank": image["rank"][0]}, "order")
        return
    above = image.pop("above", None)
    for field, (_, new) in image.items():
        if field not in _SOFT and field != "rank" and now[field] != new:
            raise _conflict(record.db, target, model, row, field)
    old = {field: pair[0] for field, pair in image.items()}
    if "rank" not in old:
        record.update_plain(model, row, old)
        return
    scope = old.get(scope_column(model)) or scope_of(record, model, row)
    assert scope is not None
    old["rank"] = rank_below(record, model, scope, row, above, old["rank"])
    move_row(record, model, row, old)


def _refuse_if_built_upon(db: SqliteDatabase, target: Header) -> None:
    """A row that `target` made must not have been changed, or pointed at, by a change that still stands."""
    found = db.execute_sql(_CHANGED_SINCE, (target.revision, target.revision)).fetchone()
    if found:
        raise _newer(target, header(db, found[0]))
    made = {item for (item,) in db.execute_sql(_MADE, (target.revision,))}
    for child, column, parent in _REFERENCES:
        if parent not in made:
            continue
        sql = (
            f'SELECT c.id FROM "{child}" c'  # noqa: S608
            f' WHERE c."{column}" IN (SELECT "row" FROM journal_row WHERE revision = ? AND item = ? AND how = ?)'
            f' AND c.id NOT IN (SELECT "row" FROM journal_row WHERE revision = ? AND item = ? AND how = ?) LIMIT 1'
        )
        revision = target.revision
        row = db.execute_sql(sql, (revision, parent, "insert", revision, child, "insert")).fetchone()
        if row:
            maker = db.execute_sql(_LAST_TOUCH, (row[0], child)).fetchone()
            raise _newer(target, header(db, maker[0]) if maker else None)


# Live: a change that was not itself taken back, and is no undo.
_CHANGED_SINCE = """
    SELECT h.revision FROM journal_row made
    JOIN journal_row later ON later."row" = made."row" AND later.item = made.item
    JOIN journal h ON h.revision = later.revision
    WHERE made.revision = ? AND made.how = 'insert' AND later.revision > ? AND later.how != 'order'
      AND h.kind NOT IN ('undo', 'quiet')
      AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.reverts = h.revision)
    ORDER BY h.revision DESC LIMIT 1
"""
_MADE = "SELECT DISTINCT item FROM journal_row WHERE revision = ? AND how = 'insert'"
_LAST_TOUCH = 'SELECT max(revision) FROM journal_row WHERE "row" = ? AND item = ?'
_REFERENCES = [
    (model._meta.table_name, field.column_name, field.rel_model._meta.table_name)
    for model in RECORDED
    for field in model._meta.refs
]


def _conflict(db: SqliteDatabase, target: Header, model: type[Row], row: int, field: str | None) -> Conflict:
    """The newest change of that field (or of the row) after `target`."""
    item = model._meta.table_name
    query = (
        JournalRow.select(JournalRow.revision, JournalRow.how, JournalRow.image)
        .where(JournalRow.item == item, JournalRow.row == row, JournalRow.revision > target.revision)
        .order_by(JournalRow.id.desc())
        .tuples()
        .bind(db)
    )
    for revision, how, image in query:
        if field is None or (how == "update" and image and field in json.loads(image)):
            return _newer(target, header(db, revision))
    return _newer(target, None)


def _newer(target: Header, newer: Header | None) -> Conflict:
    if newer is None:
        text = QT_TRANSLATE_NOOP("models", "“{subject}” cannot be taken back: it has changed since.")
        return Conflict(say(text, subject=target.subject))
    text = QT_TRANSLATE_NOOP("models", "Not taken back, because of a newer change: {newer}.")
    return Conflict(say(text, newer=newer.done))


# How long the past is kept


def fold(db: SqliteDatabase, now: dt.datetime) -> int:
    """Beyond the reach of undo, keep only which fields changed, and when. Returns the number of changes folded."""
    newest = db.execute_sql("SELECT revision FROM clock").fetchone()[0]
    oldest = Journal.at.db_value(now - dt.timedelta(days=REACH_DAYS))
    due = [
        revision
        for (revision,) in db.execute_sql(
            "SELECT revision FROM journal WHERE kind != 'old' AND (revision <= ? OR at < ?)",
            (newest - REACH, oldest),
        )
    ]
    for revision in due:
        images = JournalRow.select(JournalRow.id, JournalRow.image).where(
            JournalRow.revision == revision, JournalRow.image.is_null(False)
        )
        for key, image in list(images.tuples().bind(db)):
            names = json.dumps(dict.fromkeys(json.loads(image)))
            db.execute_sql("UPDATE journal_row SET image = ? WHERE id = ?", (names, key))
        db.execute_sql("UPDATE journal SET kind = 'old' WHERE revision = ?", (revision,))
    return len(due)


def forget(db: SqliteDatabase, tasks: Iterable[int]) -> None:
    """Take the texts of purged tasks out of the journal. Changes that touched them can no longer be undone."""
    for task in tasks:
        db.execute_sql(
            "UPDATE journal SET subject = '' WHERE revision IN (SELECT revision FROM journal_row WHERE task = ?)"
            " AND revision NOT IN (SELECT revision FROM journal_row WHERE task IS NOT NULL AND task != ?)",
            (task, task),
        )
        db.execute_sql(
            "UPDATE journal SET kind = 'old' WHERE revision IN (SELECT revision FROM journal_row WHERE task = ?)",
            (task,),
        )
        db.execute_sql("UPDATE journal_row SET image = NULL WHERE task = ?", (task,))

"""The journal: every change with its rows, and what of it can be undone.

Undo has no state of its own: it is read from here, so it survives closing the program. A change is `do`,
`undo` or `redo`; undo and redo both revert one earlier change, inside a change of their own (models.revert).
`quiet` changes are published but never undone; `old` ones are beyond the reach of undo (models.retention).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import SqliteDatabase, fn

from models import raw_rows, sqlite
from models.change import Change, UndoStep, as_change, done_sentence, name_sentence
from models.schema import Journal, JournalRow
from models.words import Sentence

if TYPE_CHECKING:
    from models.record import JournalLine, RowChange

REACH = 1_000
REACH_DAYS = 90
REACHING = dt.timedelta(days=REACH_DAYS)
_LEAP = dt.timedelta(days=366)


class Header(NamedTuple):
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
    """The line of one change, None when it is gone."""
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
    for revision, at, author, action, subject, details, kind, reverts in sqlite.fetch(db, query):
        return Header(revision, at, author, action, subject, json.loads(details), kind, reverts)
    return None


def _in_reach(db: SqliteDatabase, found: Header, now: dt.datetime) -> bool:
    if found.revision <= beyond_reach(db):
        return False
    return now - REACHING < found.at <= now or ages(db, found.revision, now)[found.revision] < REACHING


def ages(db: SqliteDatabase, first: int, now: dt.datetime) -> dict[int, dt.timedelta]:
    """How long ago the changes from revision `first` on were made: the time that went by between one and the
    next, as the clock stood then. Where it was turned back, or by more than a year, no time went by: a wrong
    clock neither ends undo nor brings it back.
    """
    sql = "SELECT revision, at FROM journal WHERE revision >= ? ORDER BY revision DESC"
    found, age, later = {}, dt.timedelta(0), now
    for revision, text in db.execute_sql(sql, (first,)).fetchall():
        at = dt.datetime.fromisoformat(text)
        passed, later = later - at, at
        if dt.timedelta(0) < passed < _LEAP:
            age += passed
        found[revision] = age
    return found


def is_leap(db: SqliteDatabase, now: dt.datetime) -> bool:
    """Whether more than a year went by since anything was changed: that is a wrong clock, or a board that was
    left alone, and nothing is concluded from it.
    """
    row = db.execute_sql("SELECT at FROM journal ORDER BY revision DESC LIMIT 1").fetchone()
    return row is not None and now - dt.datetime.fromisoformat(row[0]) >= _LEAP


def beyond_reach(db: SqliteDatabase) -> int:
    """The newest revision that undo no longer reaches. A timer's beats count revisions on, but are no changes
    of the owner's.
    """
    sql = "SELECT revision FROM journal WHERE kind <> 'quiet' ORDER BY revision DESC LIMIT 1 OFFSET ?"
    row = db.execute_sql(sql, (REACH,)).fetchone()
    return int(row[0]) if row else 0


def is_live(db: SqliteDatabase, revision: int) -> bool:
    """Whether a change stands: nothing took it back, or what did was itself taken back."""
    sql = "SELECT revision FROM journal WHERE reverts = ?"
    return not any(is_live(db, reverter) for (reverter,) in db.execute_sql(sql, (revision,)).fetchall())


def change_of(db: SqliteDatabase, found: Header) -> Change:
    """A change that another process made, as its own board would have published it."""
    rows: dict[str, set[int]] = {}
    tasks: set[int] = set()
    parts = JournalRow.select(JournalRow.item, JournalRow.row, JournalRow.task)
    for item, row, task in sqlite.fetch(db, parts.where(JournalRow.revision == found.revision)):
        rows.setdefault(item, set()).add(row)
        tasks |= {task} if task is not None else set()
    return as_change(found.revision, found.action, "", found.kind, found.done, rows, tasks)


# Writing, called by the board inside its transaction


class Entry(NamedTuple):
    """What a new line of the journal says. `visit`: changes of one visit that follow each other become
    one.
    """

    revision: int
    operation: str
    at: dt.datetime
    author: str
    origin: str
    action: str
    subject: str
    details: Mapping[str, object]
    visit: str | None
    kind: str
    reverts: int | None
    schema: int


def write_header(db: SqliteDatabase, entry: Entry) -> None:
    """The line of a change; its rows may be there already."""
    values = entry._asdict()
    values["at"] = Journal.at.db_value(entry.at)
    values["details"] = json.dumps(values["details"], ensure_ascii=False)
    raw_rows.insert_rows(db, Journal, list(values), [tuple(values.values())])


def write_rows(db: SqliteDatabase, revision: int, lines: Iterable[JournalLine]) -> None:
    """What a change did to each row."""
    names = ["revision", "item", "row", "task", "how", "image"]
    raw_rows.insert_rows(db, JournalRow, names, ((revision, *line) for line in lines))


def last_of_visit(db: SqliteDatabase, visit: str, action: str, author: str, kind: str) -> int | None:
    """The newest change of all, if it belongs to this visit."""
    fields = (Journal.revision, Journal.visit, Journal.action, Journal.author, Journal.kind)
    for revision, *found in sqlite.fetch(
        db, Journal.select(*fields).order_by(Journal.revision.desc()).limit(1)
    ):
        if found == [visit, action, author, kind]:
            return int(revision)
    return None


def rows_of(db: SqliteDatabase, revision: int) -> list[RowChange]:
    """What a change did, in its order."""
    from models.record import RowChange

    fields = (JournalRow.item, JournalRow.row, JournalRow.task, JournalRow.how, JournalRow.image)
    query = JournalRow.select(*fields).where(JournalRow.revision == revision).order_by(JournalRow.id)
    return [
        RowChange(item, row, task, how, json.loads(image) if image else None)
        for item, row, task, how, image in sqlite.fetch(db, query)
    ]


def remove(db: SqliteDatabase, revision: int) -> None:
    """Take a change out, because a newer one contains it."""
    db.execute_sql("DELETE FROM journal_row WHERE revision = ?", (revision,))
    db.execute_sql("DELETE FROM journal WHERE revision = ?", (revision,))

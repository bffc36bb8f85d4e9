"""What is in a board file, and whether every page of it can be read; for backups and for what is restored."""

import contextlib
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase

from models import migrate, sqlite
from models.backup_files import Backup, digest_of, number_of
from models.errors import BoardError, Damaged
from models.words import QT_TRANSLATE_NOOP, say

# What an owner counts, with the table that an older schema may not have.
_HELD = {
    "cards": ("task", "SELECT count(*) FROM task WHERE binned IS NULL"),
    "assistants": ("assistant", "SELECT count(*) FROM assistant WHERE ended IS NULL"),
    "runs": ("run", "SELECT count(*) FROM run"),
}
_NAMES = """
    SELECT name FROM sqlite_master
    WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND sql NOT LIKE 'CREATE VIRTUAL%'
"""


class Contents(NamedTuple):
    """What a board holds at one moment; see Backup."""

    uid: str
    revision: int
    state: str
    counts: Mapping[str, int]
    held: Mapping[str, int]
    schema: int


def contents_of(db: SqliteDatabase) -> Contents:
    """What a connection sees; inside a transaction all of it is of one moment."""
    names = {str(name) for (name,) in db.execute_sql(_NAMES)}
    counts = {name: _one(db, f'SELECT count(*) FROM "{name}"') for name in sorted(names)}  # noqa: S608
    held = {what: _held(db, names, what) for what in _HELD}
    row = db.execute_sql("SELECT uid FROM board LIMIT 1").fetchone()
    newest = db.execute_sql("SELECT operation FROM journal ORDER BY revision DESC LIMIT 1").fetchone()
    applied = [str(name) for (name,) in db.execute_sql("SELECT name FROM schema_migration")]
    schema = max((int(name.partition("_")[0]) for name in applied), default=0)
    revision = _one(db, "SELECT revision FROM clock")
    return Contents(
        str(row[0]) if row else "", revision, str(newest[0]) if newest else "", counts, held, schema
    )


def integrity_faults(db: SqliteDatabase) -> list[str]:
    """What SQLite finds wrong with pages and indexes; nothing is right."""
    return [str(line) for (line,) in db.execute_sql("PRAGMA integrity_check(20)") if line != "ok"]


def examine(path: Path) -> Contents:
    """Look a closed file through without leaving a trace.

    Raises NotABoard, NewerBoard, Damaged or StorageError.
    """
    migrate.is_current(path)
    try:
        with contextlib.closing(sqlite.reader(path, untouched=True)) as db:
            db.execute_sql("PRAGMA trusted_schema = 0")
            if integrity_faults(db):
                raise Damaged(say(QT_TRANSLATE_NOOP("models", "{file} is damaged."), file=path.name))
            return contents_of(db)
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error


def as_backup(
    path: Path, found: Contents, size: int, made: dt.datetime, number: int, reason: str, sha256: str
) -> Backup:
    """What was checked, as a backup that can be trusted."""
    return Backup(
        path=path,
        made=made,
        number=number,
        reason=reason,
        size=size,
        revision=found.revision,
        counts=found.counts,
        schema=found.schema,
        is_good=True,
        held=found.held,
        uid=found.uid,
        state=found.state,
        sha256=sha256,
    )


def look_through(path: Path) -> Backup | None:
    """A file that came without a note, as a backup; None when it is none."""
    try:
        found = examine(path)
        stat = path.stat()
        made = dt.datetime.fromtimestamp(stat.st_mtime, dt.UTC).replace(tzinfo=None)
        return as_backup(path, found, stat.st_size, made, number_of(path), "asked", digest_of(path))
    except (BoardError, OSError):
        return None


def _held(db: SqliteDatabase, names: set[str], what: str) -> int:
    table, sql = _HELD[what]
    if table not in names:
        return 0
    if what == "assistants" and "ended" not in {
        row[1] for row in db.execute_sql("PRAGMA table_info(assistant)")
    }:
        sql = "SELECT count(*) FROM assistant"
    return _one(db, sql)


def _one(db: SqliteDatabase, sql: str) -> int:
    return int(db.execute_sql(sql).fetchone()[0])

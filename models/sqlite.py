"""The only door to the SQLite driver: connections and their pragmas, what a file is, what an error means.

Finding behind it: the database file is never opened with `open()` while a connection holds it, because
closing that handle drops SQLite's locks; and no second SQLite build (QtSql) may touch it.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import peewee
from peewee import SqliteDatabase

from models import places
from models.errors import BoardError, Damaged, NotABoard, StorageError
from models.schema import APPLICATION_ID, Row
from models.words import QT_TRANSLATE_NOOP, say

# peewee takes pysqlite3 where it is installed and newer; errors can be of either, or of peewee's own kind.
driver: Any = peewee.sqlite3
STORAGE_ERRORS: tuple[type[Exception], ...] = (peewee.DatabaseError, peewee.InterfaceError, driver.Error)

_UNREADABLE: tuple[type[Exception], ...] = (StorageError, *STORAGE_ERRORS, UnicodeDecodeError)
INTEGRITY_ERRORS: tuple[type[Exception], ...] = (peewee.IntegrityError, driver.IntegrityError)

_READER = {"query_only": 1, "wal_autocheckpoint": 0, "trusted_schema": 0, "cache_size": -16_000}
_WRITER = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "cache_size": -32_000,
}
BUSY_SECONDS = 5


def version() -> str:
    """The version of the SQLite library in use."""
    return str(driver.sqlite_version)


def writer(path: Path) -> SqliteDatabase:
    """The one connection of this process that writes; the file must exist."""
    return _connected(path, "rw", _WRITER | ({"journal_mode": "delete"} if lies_on_share(path) else {}))


def lies_on_share(path: Path) -> bool:
    """Whether the file is on a share of the network, where SQLite's shared memory does not reach."""
    if os.name == "posix" and os.major(path.stat().st_dev):
        # A disk of this computer: only file systems without one have no number.
        return False
    return bool(places.share_type(path, places.read_mounts()))


def leave_shared_memory(path: Path) -> None:
    """Bring the log into a file that nobody has open, and keep none from now on (a share)."""
    # With the file for itself SQLite needs no shared memory even for this.
    with contextlib.closing(_connected(path, "rw", {"locking_mode": "exclusive"})) as db:
        db.execute_sql("PRAGMA journal_mode = delete")


def reader(path: Path, *, untouched: bool = False, without_log: bool = False) -> SqliteDatabase:
    """A connection that only reads. `untouched`: leave no trace beside the file, not even a -shm.

    `without_log`: as if there were no log beside it.
    """
    if without_log:
        return _connected(path, "ro&immutable=1", {"query_only": 1})
    if untouched:
        # No pragma that would read more of the file than its first page.
        return _gently(path, {"query_only": 1})
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        # Beside a file that may only be read SQLite could make nothing, and would not open it.
        return _gently(path, _READER)
    return _connected(path, "rw", _READER)


_OPTIONS: dict[str, Any] = {
    "autoconnect": False,
    "thread_safe": False,
    "check_same_thread": False,
    "timeout": BUSY_SECONDS,
}


def _connected(path: Path, mode: str, pragmas: dict[str, Any]) -> SqliteDatabase:
    # Never a plain path: that would make a new, empty file in the place of one that is gone.
    name = f"file:{quote(os.fsencode(path))}?mode={mode}"
    db = SqliteDatabase(name, pragmas=pragmas, uri=True, **_OPTIONS)
    try:
        db.connect()
    except STORAGE_ERRORS as error:
        db.close()
        raise error_in_words(error) from error
    return db


def _gently(path: Path, pragmas: dict[str, Any]) -> SqliteDatabase:
    """Read a file so that nothing is made beside it, if that can be."""
    if has_beside(path, "-journal"):
        # A half-written change is taken back by SQLite first; until then the file is not to be read.
        return _connected(path, "rw", pragmas)
    if not has_beside(path, "-wal"):
        return _connected(path, "ro&immutable=1", pragmas)
    if os.name == "posix" and not _beside(path, "-shm").exists() and not os.access(path.parent, os.W_OK):
        # A log that somebody died with, and nobody reads: its index is kept in memory, without locks. Where
        # files may be removed it would take a log with it that is torn from its beginning.
        return _connected(path, "ro&vfs=unix-none", {"locking_mode": "exclusive"} | pragmas)
    return _connected(path, "ro", pragmas)


@contextlib.contextmanager
def looking(path: Path) -> Iterator[SqliteDatabase]:
    """A connection for a look that leaves nothing beside the file."""
    index = _beside(path, "-shm")
    was_there = index.exists()
    db = reader(path, untouched=True)
    try:
        yield db
    finally:
        db.close()
        if not was_there and index.exists():
            _take_away(index)


def _take_away(index: Path) -> None:
    """SQLite made it for one look, to read a log that somebody died with; unless another program came."""
    from models.file_holders import is_used

    if not is_used(index):
        with contextlib.suppress(OSError):
            index.unlink()


def has_beside(path: Path, tail: str) -> bool:
    """Whether SQLite keeps something in a file beside this one, such as "-wal"."""
    log = _beside(path, tail)
    return log.exists() and log.stat().st_size > 0


def _beside(path: Path, tail: str) -> Path:
    return path.with_name(path.name + tail)


def fetch(db: SqliteDatabase, query: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of a peewee query as tuples, read through `db`."""
    return iter(query.tuples().bind(db))


def columns(model: type[Row]) -> list[str]:
    """The names of all columns, in the order of the fields."""
    return [field.column_name for field in model._meta.sorted_fields]


def empty_log(db: SqliteDatabase) -> bool:
    """Bring the log into the file and cut it to nothing, so that no old page is left in it. False: somebody
    is reading, so it goes when the board is closed.
    """
    return not db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


# What a file is.


def parts_of(path: Path) -> list[tuple[str, str, str]]:
    """What a board file is made of, in order: kind, name and column of each table, and of anything that acts
    by itself. Leaves the file as it is. Raises Damaged or StorageError.
    """
    try:
        with looking(path) as db:
            (number,) = db.execute_sql("PRAGMA user_version").fetchone()
            found = [("version", str(number), "")] if number else []
            return found + list(db.execute_sql(_PARTS))
    except STORAGE_ERRORS as error:
        raise error_in_words(error) from error


# Of a virtual table the columns are not asked: that would read more of the file than its schema.
_PARTS = """
    SELECT m.type, m.name, coalesce(p.name, '') FROM sqlite_master m
      LEFT JOIN pragma_table_info(m.name) p ON m.rootpage > 0
    WHERE m.type <> 'index' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND m.name NOT LIKE 'search\\_index%' ESCAPE '\\'
    ORDER BY 1, 2, 3
"""


def names_of_migrations(path: Path) -> set[str]:
    """The migrations that a board file has seen. Leaves the file as it is.

    Raises NotABoard for any other file, Damaged for a board that cannot be read, StorageError where the
    system does not let us.
    """
    if not path.is_file():
        raise NotABoard(say(QT_TRANSLATE_NOOP("models", "{file} is not a file."), file=path.name))
    if not os.access(path, os.R_OK):
        raise StorageError(say(QT_TRANSLATE_NOOP("models", "You may not read {file}."), file=path.name))
    if path.stat().st_size == 0:
        text = QT_TRANSLATE_NOOP("models", "{file} is empty, so it is no board.")
        raise NotABoard(say(text, file=path.name))
    is_ours = False
    try:
        with looking(path) as db:
            found = db.execute_sql("PRAGMA application_id").fetchone()
            is_ours = bool(found) and found[0] == APPLICATION_ID
            if is_ours:
                return {str(name) for (name,) in db.execute_sql("SELECT name FROM schema_migration")}
    except _UNREADABLE as error:
        if is_ours and (isinstance(error, UnicodeDecodeError) or error_name(error) == "SQLITE_ERROR"):
            # Our mark, and not our tables.
            raise Damaged(say(_IN_WORDS["SQLITE_CORRUPT"])) from error
        if is_ours or error_name(error) not in ("SQLITE_NOTADB", "SQLITE_CORRUPT"):
            raise error_in_words(error) from error
    raise _foreign(path)


def is_whole(path: Path) -> bool:
    """Whether every page of a closed board file can be made sense of."""
    try:
        with looking(path) as db:
            return bool(db.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except _UNREADABLE:
        return False


def _foreign(path: Path) -> NotABoard:
    text = QT_TRANSLATE_NOOP(
        "models", "{file} is not a board of this program, or it is damaged. It was left as it is."
    )
    return NotABoard(say(text, file=path.name))


# What an error means.


def root_cause(error: BaseException) -> BaseException:
    """The innermost error: a failed rollback hides the full disk behind it."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error


def error_name(error: BaseException) -> str:
    """SQLite's own name of an error, such as SQLITE_FULL, or "" when it has none."""
    for candidate in (root_cause(error), error):
        if name := getattr(candidate, "sqlite_errorname", None):
            return str(name)
        for text, name in _BY_TEXT.items():
            if text in str(candidate):
                return name
    return ""


# pysqlite3 has no error names before Python 3.11's API; SQLite's texts are stable.
_BY_TEXT = {
    "file is not a database": "SQLITE_NOTADB",
    "malformed": "SQLITE_CORRUPT",
    "database or disk is full": "SQLITE_FULL",
    "readonly": "SQLITE_READONLY",
    "unable to open": "SQLITE_CANTOPEN",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "no such table": "SQLITE_ERROR",
}
_IN_WORDS = {
    "SQLITE_FULL": QT_TRANSLATE_NOOP(
        "models", "The disk is full. Nothing was changed; make room and try again."
    ),
    "SQLITE_READONLY": QT_TRANSLATE_NOOP(
        "models", "The board's file or folder may only be read. Nothing was changed."
    ),
    "SQLITE_CANTOPEN": QT_TRANSLATE_NOOP(
        "models", "The board's file cannot be opened. Is its folder still there?"
    ),
    "SQLITE_BUSY": QT_TRANSLATE_NOOP(
        "models", "Another program holds the board's file. Nothing was changed; try again."
    ),
    "SQLITE_IOERR": QT_TRANSLATE_NOOP("models", "The disk reported an error. Nothing was changed."),
    "SQLITE_NOTADB": QT_TRANSLATE_NOOP(
        "models", "This file is not a board of this program, or it is damaged."
    ),
    "SQLITE_CORRUPT": QT_TRANSLATE_NOOP("models", "The board's file is damaged."),
}
# What a window makes more of than the sentence.
FULL, READ_ONLY, BUSY, DISK = "full", "read_only", "busy", "disk"
_KINDS = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": DISK,
    "SQLITE_BUSY": BUSY,
    "SQLITE_IOERR": DISK,
}
_DAMAGE = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_NO_DAMAGE = ("FULL", "READONLY", "CANTOPEN", "BUSY", "LOCKED", "IOERR", "NOMEM", "INTERRUPT", "PERM", "AUTH")
# Not the file's fault but ours: shown as what they are.
_OUR_FAULT = ("SQLITE_ERROR", "SQLITE_CONSTRAINT", "SQLITE_MISUSE", "SQLITE_RANGE", "SQLITE_MISMATCH")


def is_about_the_file(error: BaseException) -> bool:
    """Whether an error comes from the disk or the file, and not from a wrong statement."""
    is_storage = isinstance(error, STORAGE_ERRORS) and not isinstance(
        root_cause(error), driver.ProgrammingError
    )
    return is_storage and not error_name(error).startswith(_OUR_FAULT)


def is_damage(error: BaseException) -> bool:
    """Whether an error that came while a board was read says that the file is not what it should be."""
    if isinstance(error, BoardError):
        return isinstance(error, Damaged)
    return isinstance(error, STORAGE_ERRORS) and not error_name(error).startswith(
        tuple(f"SQLITE_{name}" for name in _NO_DAMAGE)
    )


def error_in_words(error: BaseException) -> BoardError:
    """A storage error as a BoardError; the technical text stays in its __cause__."""
    name = error_name(error)
    for known, text in _IN_WORDS.items():
        if name.startswith(known):
            return (Damaged if known in _DAMAGE else StorageError)(say(text), _KINDS.get(known, ""))
    return StorageError(say(QT_TRANSLATE_NOOP("models", "The board's file could not be read or written.")))

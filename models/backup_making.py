"""Making a backup: copied from an open connection, checked against it, and only then given its name.

Only SQLite itself reads the live file here. A crash anywhere leaves the earlier backups as they were.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.backup_checking import Contents, as_backup, contents_of, integrity_faults
from models.backup_files import (
    BEFORE,
    Backup,
    digest_of,
    list_backups,
    make_folder,
    name_of,
    next_number,
    note_of,
    read_about,
    remove,
    sweep,
    write_about,
    write_note,
)
from models.backup_thinning import to_remove
from models.errors import BoardError, StorageError
from models.files import flush_folder, shown_name, write_atomically
from models.words import QT_TRANSLATE_NOOP, say

# Somebody else who makes one is done by then; a large board on a slow disk takes some seconds.
LOCK_SECONDS = 120


def make(
    db: SqliteDatabase, board: Path, reason: str, now: dt.datetime, patience: float = LOCK_SECONDS
) -> Backup:
    """Back up what `db` sees, unless exactly that is kept already; then tell of that one.

    `board`: the real path of the file behind `db`, which may be open for writing elsewhere. `now`: naive UTC.
    `patience`: seconds to wait for another program that is at the same backups.
    Raises StorageError or Refused; then every backup is as it was.
    """
    with _in_words(), held_folder(board, patience) as folder, _snapshot(db):
        sweep(folder)
        found = contents_of(db)
        if same := _kept_already(folder, found):
            return _raised(same, reason)
        backup = _write(db, folder, found, reason, now)
        write_about(folder, path=str(board), uid=found.uid, last=backup.number)
        thin(folder)
        return backup


@contextlib.contextmanager
def held_folder(board: Path, patience: float = LOCK_SECONDS) -> Iterator[Path]:
    """The folder of a board's backups, changed by nobody else meanwhile."""
    from filelock import FileLock, Timeout

    folder = make_folder(board)
    try:
        with FileLock(folder / ".lock", timeout=patience, mode=0o600, is_singleton=False):
            yield folder
    except Timeout as error:
        text = QT_TRANSLATE_NOOP("models", "Another program is at the backups of {file}. Try again.")
        raise StorageError(say(text, file=shown_name(board))) from error


def thin(folder: Path) -> None:
    """Remove what newer backups make superfluous (models.backup_thinning)."""
    for backup in to_remove(list_backups(folder), int(read_about(folder).get("accepted", 0))):
        remove(backup)
    flush_folder(folder)


def copy_checked(db: SqliteDatabase, part: Path, expected: Contents) -> None:
    """Copy what `db` sees into an empty file, and make sure that it is all there.

    The copy keeps no log, so that it can be read without a trace. Raises StorageError.
    """
    copy = SqliteDatabase(str(part), pragmas={"journal_mode": "off", "synchronous": "full"})
    try:
        copy.connect()
        db.connection().backup(copy.connection())
        copy.pragma("journal_mode", "delete")
    finally:
        copy.close()
    with contextlib.closing(sqlite.reader(part, untouched=True)) as reading:
        if integrity_faults(reading) or contents_of(reading) != expected:
            text = QT_TRANSLATE_NOOP(
                "models", "The copy is not the same as the board. Is the board's file damaged?"
            )
            raise StorageError(say(text))


# Inside


@contextlib.contextmanager
def _snapshot(db: SqliteDatabase) -> Iterator[None]:
    """All reads inside are of one moment, however much is written meanwhile."""
    db.execute_sql("BEGIN")
    try:
        yield
    finally:
        with contextlib.suppress(*sqlite.STORAGE_ERRORS):
            db.execute_sql("ROLLBACK")


def _kept_already(folder: Path, found: Contents) -> Backup | None:
    for backup in list_backups(folder):
        key = (backup.uid, backup.revision, backup.state, backup.schema)
        if backup.is_good and key == (found.uid, found.revision, found.state, found.schema):
            return backup
    return None


def _raised(backup: Backup, reason: str) -> Backup:
    """What was kept by the way is now kept for a reason."""
    if reason in BEFORE and backup.reason not in BEFORE:
        backup = backup._replace(reason=reason)
        write_note(backup, backup.path.stat())
    return backup


def _write(db: SqliteDatabase, folder: Path, found: Contents, reason: str, now: dt.datetime) -> Backup:
    number = next_number(folder)
    path = folder / name_of(number, now)
    try:
        # The stream makes the place safe (mode, folder, rename); SQLite then writes into that very file.
        with write_atomically(path) as stream:
            part = Path(str(stream.name))
            copy_checked(db, part, found)
            stat = part.stat()
            backup = as_backup(path, found, stat.st_size, now, number, reason, digest_of(part))
            write_note(backup, stat)
        return backup
    except BaseException:
        with contextlib.suppress(OSError):
            note_of(path).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _in_words() -> Iterator[None]:
    text = QT_TRANSLATE_NOOP("models", "No backup could be made: {reason}")
    try:
        yield
    except BoardError as error:
        raise StorageError(say(text, reason=error.sentence)) from error
    except sqlite.STORAGE_ERRORS as error:
        if not sqlite.is_about_the_file(error):
            raise
        raise StorageError(say(text, reason=sqlite.error_in_words(error).sentence)) from error
    except OSError as error:
        raise StorageError(say(text, reason=f"{error.strerror or error}.")) from error

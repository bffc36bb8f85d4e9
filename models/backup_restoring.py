"""Putting a backup in the place of a board: what is there is kept first; dying anywhere leaves old or new.

The board must be closed. What could be undone comes with the file that is restored, so it never applies to
other data.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase

from models import backup_making, migrate, sqlite
from models.backup_checking import Contents, examine, integrity_faults
from models.backup_files import (
    Backup,
    digest_of,
    name_of,
    next_number,
    read_about,
    write_about,
)
from models.errors import Damaged, NotABoard, Refused, StorageError
from models.files import flush_folder, make_lasting_folder, write_atomically
from models.lock import BoardLock
from models.words import QT_TRANSLATE_NOOP, say

_LOGS = ("-wal", "-shm", "-journal")


class Restored(NamedTuple):
    """What a restoring did. `kept`: what was there before, None where there was no file. `held`: what the
    board holds now (see Backup), `counts` its rows by table.
    """

    kept: Backup | None
    held: Mapping[str, int]
    counts: Mapping[str, int]


def restore(backup_path: Path, board_path: Path) -> Restored:
    """Put a backup (or any board file) in the place of the closed board; what was there is kept first.

    An older one is brought up to date on the way. Raises BoardHeld where the board is open, NewerBoard,
    NotABoard, Damaged, Refused or StorageError; then the board is as it was.
    """
    board = Path(os.path.realpath(board_path))
    source = Path(os.path.realpath(backup_path))
    if source == board:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This is the board itself, not a backup of it.")))
    expected = _checked(source)
    with _in_words(board):
        make_lasting_folder(board.parent)
    lock = BoardLock(board)
    lock.acquire()
    try:
        with _in_words(board):
            part = board.with_name(f".{board.name}.restoring")
            try:
                _make_part(source, part, expected)
                kept = _keep(board)
                _swap(part, board)
            finally:
                _remove_with_log(part)
            found = _verified(board, expected)
            with backup_making.held_folder(board) as folder:
                # The owner wants what it holds now, however much less that is.
                last = int(read_about(folder).get("last", 0))
                write_about(folder, path=str(board), uid=found.uid, accepted=last)
    finally:
        lock.release()
    return Restored(kept, found.held, found.counts)


def leftovers_of(board: Path) -> list[Path]:
    """What a crash in the middle of a restoring or a migration may leave beside a board."""
    names = (f".{board.name}.restoring", f".{board.name}.migrating")
    return [board.with_name(name + tail) for name in names for tail in ("", *_LOGS)]


# The file that is to come


def _checked(source: Path) -> Contents:
    found = examine(source)
    if not found.uid:
        text = QT_TRANSLATE_NOOP("models", "{file} holds no board yet, so there is nothing to restore.")
        raise Refused(say(text, file=source.name))
    return found


def _make_part(source: Path, part: Path, expected: Contents) -> None:
    """The board as it is to be, complete and on the disk, under a name that nobody opens."""
    _remove_with_log(part)
    with contextlib.closing(sqlite.reader(source, untouched=True)) as reading:
        part.touch(mode=0o600)
        backup_making.copy_checked(reading, part, expected)
    if expected.schema != migrate.schema_version():
        migrate.bring_copy_up_to_date(part, source.name)
    _refuse_strangers(part, source.name)
    db = SqliteDatabase(str(part), pragmas={"journal_mode": "wal", "synchronous": "full"})
    try:
        db.connect()
    finally:
        db.close()
    _compare(examine(part), expected, source.name)
    with part.open("r+b") as file:
        os.fsync(file.fileno())


def _refuse_strangers(part: Path, name: str) -> None:
    """A file from elsewhere could bring a trigger or a view that acts by itself: only ours may come.

    Indexes that a tool of SQLite's added hold nothing of their own, and stay behind.
    """
    sql = "SELECT type, name, tbl_name, CASE WHEN type IN ('trigger', 'view') THEN sql END FROM sqlite_master"
    ours = migrate.fresh_in_memory()
    try:
        known = {row for row in ours.execute_sql(sql) if not row[1].startswith("sqlite_")}
    finally:
        ours.close()
    with contextlib.closing(SqliteDatabase(str(part))) as db:
        found = {row for row in db.execute_sql(sql) if not row[1].startswith("sqlite_")}
        for kind, index, *_ in found - known:
            if kind == "index":
                db.execute_sql('DROP INDEX "{}"'.format(index.replace('"', '""')))
        found -= {row for row in found - known if row[0] == "index"}
    if found != known:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} is not built as boards of this program are. Nothing was changed."
        )
        raise Refused(say(text, file=name))


def _compare(found: Contents, expected: Contents, name: str) -> None:
    """No table may hold less than the backup; of today's version none may hold anything else."""
    is_same = (found.uid, found.revision) == (expected.uid, expected.revision)
    if expected.schema == found.schema:
        is_same = is_same and found == expected
    # What a search asks is made anew by a migration (its own checks: models.migrate).
    own = {table: count for table, count in expected.counts.items() if not table.startswith("search_")}
    if not is_same or any(found.counts.get(table, 0) < count for table, count in own.items()):
        text = QT_TRANSLATE_NOOP("models", "{file} could not be restored whole. Nothing was changed.")
        raise StorageError(say(text, file=name))


# The file that is there


def _keep(board: Path) -> Backup | None:
    """Keep what is there, checked where it can be read, else as it is; None where there is nothing."""
    if not board.exists() or (board.stat().st_size == 0 and not _logs_of(board)):
        return None
    try:
        if _is_readable(board):
            with contextlib.closing(sqlite.writer(board)) as db:
                kept = backup_making.make(db, board, "restore", _now())
                # Nothing may be left in the old file's log: the new file must not meet a stranger's log.
                is_busy = not sqlite.empty_log(db)
            if is_busy:
                text = QT_TRANSLATE_NOOP("models", "{file} is being read elsewhere. Close it there first.")
                raise StorageError(say(text, file=board.name))
            return kept
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    return _keep_as_it_is(board)


def _is_readable(board: Path) -> bool:
    """False where the file is damaged or none of ours. Raises StorageError where the system is in the way."""
    try:
        sqlite.names_of_migrations(board)
        with contextlib.closing(sqlite.reader(board)) as db:
            return not integrity_faults(db)
    except (NotABoard, Damaged):
        return False
    except sqlite.STORAGE_ERRORS as error:
        worded = sqlite.error_in_words(error)
        if isinstance(worded, Damaged):
            return False
        raise worded from error


def _keep_as_it_is(board: Path) -> Backup:
    """A damaged file goes among the backups byte for byte, with its log: somebody may get more out of it."""
    with backup_making.held_folder(board) as folder:
        made = _now()
        number = next_number(folder)
        path = folder / name_of(number, made)
        for log in _logs_of(board):
            _copy_bytes(log, path.with_name(path.name + log.name.removeprefix(board.name)))
        _copy_bytes(board, path)
        write_about(folder, path=str(board), last=number)
        for log in _logs_of(board):
            log.unlink()
        flush_folder(board.parent)
        size = path.stat().st_size
        return Backup(path, made, number, "restore", size, 0, {}, 0, is_good=False, sha256=digest_of(path))


def _copy_bytes(source: Path, target: Path) -> None:
    # No connection of this process has it open: the board is closed, and we hold its lock.
    with write_atomically(target) as writing, source.open("rb") as reading:
        while piece := reading.read(1 << 20):
            writing.write(piece)


def _swap(part: Path, board: Path) -> None:
    for log in _logs_of(board, empty=True):
        log.unlink()
    part.replace(board)
    flush_folder(board.parent)


def _verified(board: Path, expected: Contents) -> Contents:
    found = examine(board)
    _compare(found, expected, board.name)
    return found


def _logs_of(board: Path, *, empty: bool = False) -> list[Path]:
    """The logs beside a board that hold anything; with `empty`, all there are."""
    found = [path for tail in _LOGS if (path := board.with_name(board.name + tail)).exists()]
    return found if empty else [path for path in found if path.stat().st_size and path.name[-4:] != "-shm"]


def _remove_with_log(path: Path) -> None:
    for tail in ("", *_LOGS):
        path.with_name(path.name + tail).unlink(missing_ok=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


@contextlib.contextmanager
def _in_words(board: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be restored: {reason}. Nothing was changed.")
        raise StorageError(say(text, file=board.name, reason=error.strerror or "?")) from error
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error

"""From an older file to today's schema: copy, migrate the copy, check it, swap it in. Dying anywhere
leaves old or new.

Called under the board's lock. playhouse is imported only when there is something to do.
"""

import contextlib
import datetime as dt
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.errors import BoardError, Damaged, NewerBoard, ReadOnly, StorageError
from models.files import flush_folder, make_lasting_folder
from models.schema import APPLICATION_ID
from models.words import QT_TRANSLATE_NOOP, say

SCRIPTS = Path(__file__).with_name("migrations")
# A sum of today's tables and columns (a test says which), so that a start need not know them.
TODAY = 2445239510


def known_names() -> list[str]:
    """The migrations this program knows, oldest first."""
    return sorted(path.stem for path in SCRIPTS.glob("[0-9]*.py"))


def schema_version() -> int:
    """The number of the newest migration this program knows."""
    return int(known_names()[-1].partition("_")[0])


def is_current(path: Path) -> bool:
    """True when nothing is pending. Raises NotABoard for a foreign file, NewerBoard for one from a newer
    program.
    """
    applied, known = sqlite.names_of_migrations(path), set(known_names())
    if applied - known:
        raise newer(path)
    return applied == known


def refuse_or_make_folder(path: Path, *, create: bool) -> None:
    """Refuse a foreign or newer file before anything is left beside it; make the folder of a new one."""
    if path.exists():
        is_current(path)
        if sum_of(path) != TODAY:
            from models.strange_parts import refuse_strange_parts

            refuse_strange_parts(path)
        return
    if not create:
        raise StorageError(say(QT_TRANSLATE_NOOP("models", "There is no file {file}."), file=path.name))
    with in_words(path):
        make_lasting_folder(path.parent)


def make_ready(path: Path, *, create: bool, read_only: bool) -> None:
    """Make a new file, or bring an older one up to date; called under the board's lock unless `read_only`."""
    if not read_only and (part := _part_of(path)).exists():
        with contextlib.suppress(OSError):
            remove_with_log(part)
    if create and not path.exists():
        create_file(path)
    elif not is_current(path):
        if read_only:
            text = QT_TRANSLATE_NOOP("models", "{file} is of an older version; open it for writing once.")
            raise ReadOnly(say(text, file=path.name))
        bring_up_to_date(path)


def sum_of(path: Path) -> int:
    """A number that changes with every table and column of a file."""
    return zlib.crc32(repr(sqlite.parts_of(path)).encode())


def newer(path: Path) -> NewerBoard:
    """What is said of a file that only a later version knows."""
    text = QT_TRANSLATE_NOOP(
        "models",
        "{file} was written by a newer version of this program. It was left as it is; please update.",
    )
    return NewerBoard(say(text, file=path.name))


def create_file(path: Path) -> None:
    """A new, empty board file in today's schema; whole or not there at all."""
    part = _part_of(path)
    with in_words(path):
        try:
            remove_with_log(part)
            run_scripts(part)
            give_name(part, path)
            flush_folder(path.parent)
        except FileExistsError as error:
            text = QT_TRANSLATE_NOOP("models", "{file} exists already.")
            raise StorageError(say(text, file=path.name)) from error
        finally:
            remove_with_log(part)


def bring_up_to_date(path: Path) -> None:
    """Migrate `path`; the old state is kept among the backups before it is replaced."""
    copy = path.with_name(f".{path.name}.migrating")
    with in_words(path):
        try:
            remove_with_log(copy)
            _copy(path, copy)
            bring_copy_up_to_date(copy, path.name)
            _keep(path)
            _empty_log_away(path)
            copy.replace(path)
            flush_folder(path.parent)
        finally:
            remove_with_log(copy)


def bring_copy_up_to_date(copy: Path, name: str) -> None:
    """Migrate a file that nobody has open and check it; `name`: what it is a copy of. Raises StorageError;
    then the copy is of no use.
    """
    before, broken = _counts(copy), _broken(copy, name)
    try:
        run_scripts(copy)
    except BoardError as error:
        if error.__cause__ is not None and not sqlite.is_about_the_file(error.__cause__):
            raise _not_migrated(name, error) from error
        raise
    except Exception as error:
        raise _not_migrated(name, error) from error
    after = _counts(copy)
    if any(after.get(table, 0) < count for table, count in before.items()) or _broken(copy, name) - broken:
        raise _not_migrated(name)


def fresh_in_memory() -> SqliteDatabase:
    """An open, empty database in today's schema, to compare with."""
    from playhouse.migrations import Runner

    db = SqliteDatabase(":memory:")
    db.connect()
    Runner(db, str(SCRIPTS)).up()
    return db


def _part_of(path: Path) -> Path:
    """A new file until it is whole; a process that is killed leaves it to the next start."""
    return path.with_name(f".{path.name}.new")


def run_scripts(path: Path, last: str | None = None) -> None:
    """Bring a file that nobody has open up to today's schema, or up to the script `last`; no copy is kept."""
    from playhouse.migrations import Runner

    # Foreign keys off before the transaction begins: a migration that rebuilds a table would delete its
    # children.
    pragmas = {"journal_mode": "delete", "synchronous": "full", "foreign_keys": 0}
    db = SqliteDatabase(str(path), pragmas=pragmas)
    try:
        db.connect()
        path.chmod(0o600)
        Runner(db, str(SCRIPTS)).up(last)
        db.pragma("application_id", APPLICATION_ID)
        db.pragma("journal_mode", "wal")
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    finally:
        db.close()
    if os.name == "posix":
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _copy(source: Path, target: Path) -> None:
    """A consistent copy with the log's content in it, through SQLite's own backup."""
    # For reading: the old file is to stay as it is, if anything goes wrong.
    old, new = sqlite.reader(source), SqliteDatabase(str(target))
    try:
        new.connect()
        target.chmod(0o600)
        old.connection().backup(new.connection())
        # Nothing may be left in the old file's log: the new file must not meet a stranger's log.
        is_busy = old.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    finally:
        new.close()
        old.close()
    if is_busy:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} is of an older version and is being read elsewhere. Close it there first."
        )
        raise StorageError(say(text, file=source.name))


def _empty_log_away(path: Path) -> None:
    """A window that only reads may have left an empty log behind; it belongs to the old file alone."""
    log = path.with_name(path.name + "-wal")
    if not log.exists() or log.stat().st_size == 0:
        log.unlink(missing_ok=True)
        path.with_name(path.name + "-shm").unlink(missing_ok=True)


def give_name(part: Path, path: Path) -> None:
    """Rename, without ever replacing a file that came up meanwhile. Raises FileExistsError."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (FAT, some network folders). We hold the board's lock.
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)


def _keep(path: Path) -> None:
    """The old state among the backups, checked."""
    from models import backup_making

    with contextlib.closing(sqlite.reader(path)) as db:
        backup_making.make(db, path, "migration", dt.datetime.now(dt.UTC).replace(tzinfo=None))


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What the system says against making `path`, as a StorageError."""
    try:
        yield
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be made: {reason}.")
        raise StorageError(say(text, file=path.name, reason=error.strerror or "?")) from error


def _counts(path: Path) -> dict[str, int]:
    db = sqlite.reader(path)
    try:
        sql = 'SELECT count(*) FROM "{}"'
        return {name: db.execute_sql(sql.format(name)).fetchone()[0] for name in db.get_tables()}
    finally:
        db.close()


def _broken(path: Path, name: str) -> set[tuple[str, int, str]]:
    """Rows that point to nothing: table, key and where to. Raises Damaged where a page is not whole: of such
    a file no new one is made.
    """
    with contextlib.closing(sqlite.reader(path)) as db:
        try:
            whole = [row for (row,) in db.execute_sql("PRAGMA integrity_check(1)")] == ["ok"]
            found = {
                (table, row, parent) for table, row, parent, _ in db.execute_sql("PRAGMA foreign_key_check")
            }
        except sqlite.STORAGE_ERRORS as error:
            raise sqlite.error_in_words(error) from error
    if not whole:
        text = QT_TRANSLATE_NOOP(
            "models",
            "{file} is damaged, so it was left as it is, in its older version. Restore a backup of it.",
        )
        raise Damaged(say(text, file=name))
    return found


def _not_migrated(name: str, error: BaseException | None = None) -> StorageError:
    """`error`: a bug in a script, which goes into the log as any other."""
    if error is not None:
        from models import log_file
        from models.error_report import places_text

        log_file.note(places_text(error))
    text = QT_TRANSLATE_NOOP("models", "{file} could not be brought to this version, and was left as it is.")
    return StorageError(say(text, file=name))


def remove_with_log(path: Path) -> None:
    """Remove a half-made file of ours and what SQLite left beside it."""
    # The file last: as long as it is there, so may be the others.
    for tail in ("-wal", "-shm", "-journal", ""):
        path.with_name(path.name + tail).unlink(missing_ok=True)

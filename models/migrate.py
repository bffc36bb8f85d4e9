"""From an older file to today's schema: copy, migrate the copy, check it, swap it in. Dying anywhere leaves old or new.

Called under the board's lock. playhouse is imported only when there is something to do.
"""

import os
from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.errors import BoardError, NewerBoard, StorageError
from models.files import flush_folder
from models.schema import APPLICATION_ID
from models.words import QT_TRANSLATE_NOOP, say

SCRIPTS = Path(__file__).with_name("migrations")


def known_names() -> list[str]:
    """The migrations this program knows, oldest first."""
    return sorted(path.stem for path in SCRIPTS.glob("[0-9]*.py"))


def schema_version() -> int:
    return int(known_names()[-1].partition("_")[0])


def is_current(path: Path) -> bool:
    """True when nothing is pending. Raises NotABoard for a foreign file, NewerBoard for one from a newer program."""
    applied, known = sqlite.names_of_migrations(path), set(known_names())
    if applied - known:
        text = QT_TRANSLATE_NOOP(
            "models",
            "{file} was written by a newer version of this program. It was left as it is; please update.",
        )
        raise NewerBoard(say(text, file=path.name))
    return applied == known


def create(path: Path) -> None:
    """A new, empty board file in today's schema; whole or not there at all."""
    part = path.with_name(f".{path.name}.new-{os.getpid()}")
    part.unlink(missing_ok=True)
    try:
        _migrate(part)
        os.link(part, path)  # unlike a rename, this never replaces a file that came up meanwhile
        flush_folder(path.parent)
    except FileExistsError as error:
        raise StorageError(
            say(QT_TRANSLATE_NOOP("models", "{file} exists already."), file=path.name)
        ) from error
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be made: {reason}.")
        raise StorageError(say(text, file=path.name, reason=error.strerror or "?")) from error
    finally:
        part.unlink(missing_ok=True)


def bring_up_to_date(path: Path) -> Path:
    """Migrate `path`; returns where the old file was kept."""
    copy = path.with_name(f".{path.name}.migrating")
    _remove_with_log(copy)
    try:
        _copy(path, copy)
        before = _counts(copy)
        _migrate(copy)
        _check(copy, before)
        kept = _free_name(path)
        os.link(path, kept)
        os.replace(copy, path)
        flush_folder(path.parent)
        return kept
    finally:
        _remove_with_log(copy)


def _migrate(path: Path) -> None:
    from playhouse.migrations import Runner

    db = SqliteDatabase(
        str(path), pragmas={"journal_mode": "delete", "synchronous": "full", "foreign_keys": 1}
    )
    try:
        db.connect()
        path.chmod(0o600)
        Runner(db, str(SCRIPTS)).up()
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
    old, new = sqlite.writer(source), SqliteDatabase(str(target))
    try:
        new.connect()
        old.connection().backup(new.connection())
        # Nothing may be left in the old file's log: the swapped-in file must not meet a stranger's log.
        old.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    finally:
        new.close()
        old.close()


def _counts(path: Path) -> dict[str, int]:
    db = sqlite.reader(path)
    try:
        return {
            name: db.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in db.get_tables()
        }  # noqa: S608
    finally:
        db.close()


def _check(path: Path, before: dict[str, int]) -> None:
    """No row lost, every reference whole, every page whole; else the old file stays in place."""
    after = _counts(path)
    lost = [name for name, count in before.items() if name in after and after[name] < count]
    db = sqlite.reader(path)
    try:
        broken = list(db.execute_sql("PRAGMA foreign_key_check")) or [
            row for row in db.execute_sql("PRAGMA integrity_check") if row[0] != "ok"
        ]
    finally:
        db.close()
    if lost or broken:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} could not be brought to this version, and was left as it is."
        )
        raise BoardError(say(text, file=path.name))


def _free_name(path: Path) -> Path:
    number = schema_version() - 1
    for tail in ("", *(f"-{i}" for i in range(2, 1000))):
        kept = path.with_name(f"{path.stem} before version {number + 1}{tail}{path.suffix}")
        if not kept.exists():
            return kept
    raise BoardError(say(QT_TRANSLATE_NOOP("models", "Too many old copies of {file}."), file=path.name))


def _remove_with_log(path: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + tail).unlink(missing_ok=True)

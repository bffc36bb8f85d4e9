"""The commands backup and restore, and what check says of the backups."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from peewee import SqliteDatabase

from models import migrate, sqlite
from models.backup_checking import contents_of
from models.backup_files import is_whole
from models.backup_making import make
from models.backup_restoring import restore
from models.backup_saving import refuse_onto, write_backup
from models.backups import backups_of
from models.command_output import tell
from models.errors import NotABoard
from models.words import QT_TRANSLATE_NOOP, Sentence, say


def run_backup(board: Path, target: Path | None) -> int:
    """Back the board up among its backups, or to `target`; it may be open elsewhere. Raises BoardError."""
    board = Path(os.path.realpath(board))
    if not board.exists():
        raise NotABoard(say(QT_TRANSLATE_NOOP("models", "There is no file {file}."), file=board.name))
    # What could not be restored is no backup.
    migrate.refuse_or_make_folder(board, create=False)
    with _reading(board) as db:
        if target is None:
            now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
            backup = make(db, board, "asked", now)
            path, held = backup.path, backup.held
        else:
            refuse_onto(target, board)
            write_backup(db, target)
            path, held = target, contents_of(db).held
    tell(say(QT_TRANSLATE_NOOP("models", "Backup: {file}"), file=path))
    tell(held_in_words(held))
    return 0


def run_restore(backup: Path, board: Path) -> int:
    """Put a backup in the place of the board. Raises BoardError."""
    done = restore(backup, board)
    tell(say(QT_TRANSLATE_NOOP("models", "Restored {file}."), file=board.name))
    tell(held_in_words(done.held))
    if done.kept is not None:
        tell(say(QT_TRANSLATE_NOOP("models", "What was there is kept: {file}"), file=done.kept.path))
    return 0


def say_of_backups(board: Path) -> None:
    """For check: how many can be trusted, and which cannot."""
    backups = backups_of(board)
    good = [backup for backup in backups if is_whole(backup)]
    tell(say(QT_TRANSLATE_NOOP("models", "Backups: %n good."), len(good)))
    if good:
        tell(say(QT_TRANSLATE_NOOP("models", "The newest: {file}"), file=good[0].path))
    for backup in backups:
        if backup not in good:
            text = QT_TRANSLATE_NOOP("models", "Damaged or no backup of this program: {file}")
            tell(say(text, file=backup.path))


def held_in_words(held: Mapping[str, int]) -> Sentence:
    """ "12 cards, 3 assistants, 40 runs"."""
    return say(
        QT_TRANSLATE_NOOP("models", "{cards}, {assistants}, {runs}"),
        cards=say(QT_TRANSLATE_NOOP("models", "%n card(s)"), held.get("cards", 0)),
        assistants=say(QT_TRANSLATE_NOOP("models", "%n assistant(s)"), held.get("assistants", 0)),
        runs=say(QT_TRANSLATE_NOOP("models", "%n run(s)"), held.get("runs", 0)),
    )


@contextlib.contextmanager
def _reading(board: Path) -> Iterator[SqliteDatabase]:
    db = sqlite.reader(board)
    try:
        try:
            db.execute_sql("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        except sqlite.STORAGE_ERRORS:
            # A folder that may not be written to has no room for SQLite's own small file beside the board.
            db.close()
            db = sqlite.reader(board, untouched=True)
        yield db
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    finally:
        db.close()

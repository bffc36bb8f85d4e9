"""A backup outside of the folder of backups: checked, complete, or not there at all."""

from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.backup_checking import contents_of
from models.backup_files import Backup, digest_of
from models.backup_making import copy_checked
from models.errors import Damaged, Refused, StorageError
from models.files import write_atomically
from models.words import QT_TRANSLATE_NOOP, say


def write_backup(db: SqliteDatabase, target: Path) -> None:
    """Write what `db` sees to a file of the owner's choice. Raises Refused or StorageError."""
    try:
        db.execute_sql("BEGIN")
        try:
            with write_atomically(target) as stream:
                copy_checked(db, Path(str(stream.name)), contents_of(db))
        finally:
            db.execute_sql("ROLLBACK")
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error


def save_elsewhere(backup: Backup, target: Path, board: Path | None = None) -> None:
    """Copy a backup to a file of the owner's choice, byte for byte. Raises Refused or StorageError."""
    refuse_onto(target, backup.path)
    if board is not None and board.exists():
        refuse_onto(target, board)
    try:
        with write_atomically(target) as writing, backup.path.open("rb") as reading:
            while piece := reading.read(1 << 20):
                writing.write(piece)
            writing.flush()
            if backup.is_good and digest_of(Path(str(writing.name))) != backup.sha256:
                text = QT_TRANSLATE_NOOP("models", "{file} is no longer what it was when it was made.")
                raise Damaged(say(text, file=backup.path.name))
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be read: {reason}.")
        raise StorageError(say(text, file=backup.path.name, reason=error.strerror or "?")) from error


def refuse_onto(target: Path, board: Path) -> None:
    """Nothing is written over the very file that is to be kept."""
    if target.exists() and target.samefile(board):
        text = QT_TRANSLATE_NOOP("models", "{file} is what is to be backed up. Choose another name.")
        raise Refused(say(text, file=target.name))

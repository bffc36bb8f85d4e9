"""Save a copy: a consistent board file made from the open one, with nothing left in a log beside it."""

from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.board import Board
from models.errors import Refused
from models.files import write_atomically
from models.words import QT_TRANSLATE_NOOP, say


def save_copy(board: Board, path: Path) -> None:
    """Write `board` as it is now to another file; what was there is replaced only when the copy is whole.

    Callable from any thread. Raises Refused or StorageError; then `path` is as it was.
    """
    # The board itself may be gone from its path; then a copy may take its place.
    if path.exists() and board.path.exists() and path.samefile(board.path):
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This is the open board itself. Choose another name.")))
    try:
        # The stream makes the place safe (mode, folder, rename); SQLite then writes into that very file.
        with write_atomically(path) as stream:
            _copy_into(board, Path(str(stream.name)))
            stream.seek(0, 2)
    finally:
        board.release_thread()


def _copy_into(board: Board, part: Path) -> None:
    copy = SqliteDatabase(str(part), pragmas={"journal_mode": "off", "synchronous": "full"})
    try:
        copy.connect()
        board.db.connection().backup(copy.connection())
        copy.pragma("journal_mode", "wal")
    except sqlite.STORAGE_ERRORS as error:
        raise sqlite.error_in_words(error) from error
    finally:
        copy.close()

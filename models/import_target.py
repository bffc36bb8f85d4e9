"""The board that a command imports into: one that is there, or a new one that is there only with its cards.

A new board is filled under a hidden name and gets its own when the import is over: whatever goes wrong
before leaves no file, no lock and no folder.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models import migrate
from models.board import Board
from models.errors import StorageError
from models.files import flush_folder, is_alive, shown_name
from models.stages import found_board
from models.words import QT_TRANSLATE_NOOP, say

_HALF_MADE = ".import-"


@contextmanager
def board_for_import(path: Path) -> Iterator[Board]:
    """The board at `path`, open for writing; a new one becomes `path` when the block ends without an error.

    Raises what `Board.open` raises; StorageError where a file of that name came up meanwhile.
    """
    path = Path(os.path.realpath(path))
    _sweep(path.parent)
    if path.exists():
        with Board.open(path) as board:
            found_board(board, Path(shown_name(path)).stem)
            yield board
        return
    missing = [folder for folder in (path.parent, *path.parents) if not folder.exists()]
    # A short name of its own: the board's may be as long as a name can be.
    part = path.with_name(f"{_HALF_MADE}{os.getpid()}.board")
    try:
        with Board.open(part, create=True) as board:
            found_board(board, Path(shown_name(path)).stem)
            yield board
        _name(part, path)
    except BaseException:
        _take_away(part)
        for folder in missing:
            with suppress(OSError):
                folder.rmdir()
        raise
    _take_away(part)


def _sweep(folder: Path) -> None:
    """Take away what an import left that was killed."""
    with suppress(OSError):
        # Its board may itself have been half made.
        for part in folder.glob(f"*{_HALF_MADE}*.board*"):
            process = part.name.partition(_HALF_MADE)[2].partition(".")[0]
            if part.name.startswith(".") and process.isdecimal() and not is_alive(int(process)):
                part.unlink(missing_ok=True)


def _name(part: Path, path: Path) -> None:
    try:
        migrate.give_name(part, path)
        flush_folder(path.parent)
    except FileExistsError as error:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} came up while the import was running; it was left as it is."
        )
        raise StorageError(say(text, file=path.name)) from error
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be made: {reason}.")
        raise StorageError(say(text, file=path.name, reason=error.strerror or "?")) from error


def _take_away(part: Path) -> None:
    for tail in ("", "-wal", "-shm", "-journal", ".lock"):
        with suppress(OSError):
            part.with_name(part.name + tail).unlink(missing_ok=True)

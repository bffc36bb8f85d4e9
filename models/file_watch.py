"""What is done when an open board's file gets into trouble; runs on the thread that writes.

What was saved is kept first: a copy through the connection that is still open, or the log written into the
file that was moved. Then it is told, and looked at again until the cause is gone.
"""

import contextlib
from pathlib import Path
from typing import NamedTuple

from models import sqlite
from models.board import Board
from models.errors import BoardError, StorageError
from models.file_state import ASTRAY, BACK, LOG, MOVED, REPLACED, TAKEN, Fate
from models.files import make_folder
from models.lock import taken_in_words
from models.places import SUFFIX
from models.sqlite import BUSY, DISK, FULL, READ_ONLY
from models.words import Sentence

# Told by a change that failed; only writing shows whether they are over.
OF_WRITING = (FULL, READ_ONLY, BUSY, DISK)
HEALED = "healed"


class Seen(NamedTuple):
    """What there is to tell: a kind of `file_state` or `sqlite`, HEALED, or "" while all is well.

    `path`: where the file is now. `kept`: the copy with everything that was saved. `holder`: who holds it.
    `said`: what there is to say of it, where that is known already.
    """

    kind: str
    path: Path | None = None
    kept: Path | None = None
    holder: str = ""
    said: Sentence | None = None


def observe(board: Board, was: Seen, keep_in: Path) -> Seen:
    """Look at the file, do what must not wait, and say what is to be told. `was`: what was told last.

    Raises nothing that comes from the file.
    """
    fate = board.state.fate()
    if fate is None and board.is_taken():
        return was if was.kind == TAKEN else _taken(board, was, keep_in)
    if fate is None:
        return _try_to_write(board, was)
    if fate.kind == LOG:
        return Seen(HEALED) if _heal_log(board) else Seen(LOG)
    if fate.kind == REPLACED and _is_back(board):
        return Seen(BACK, kept=was.kept)
    if fate.kind == was.kind and fate.path == was.path:
        return was
    return Seen(fate.kind, fate.path, was.kept or _secure(board, fate, keep_in))


def look(board: Board) -> Seen:
    """The same for a board that is open for reading only, in the thread that reads."""
    fate = board.state.fate()
    return Seen(fate.kind, fate.path) if fate else Seen("")


def told_by(error: StorageError, path: Path) -> Seen:
    """What a change that failed tells."""
    from models.file_holders import holder_of

    return Seen(error.kind, holder=holder_of(path) if error.kind == BUSY else "")


def in_words(error: BaseException) -> BoardError | None:
    """What a read that failed says, if that comes from the disk or the file and not from a bug."""
    return sqlite.error_in_words(error) if sqlite.is_about_the_file(error) else None


def _is_back(board: Board) -> bool:
    """Whether the disk was taken out and put back in, with everything that was saved on it."""
    writing = board.writing
    if writing is None or not board.state.is_on_another_disk():
        return False
    return writing.is_in(board.path, board.origin)


def _taken(board: Board, was: Seen, keep_in: Path) -> Seen:
    """What was saved here may be replaced by what is saved there."""
    kept = was.kept or _keep(board, keep_in)
    return Seen(TAKEN, kept=kept, said=taken_in_words(board.path).sentence)


def _try_to_write(board: Board, was: Seen) -> Seen:
    try:
        is_first = board.writing is None
        # From now on there is a connection that can still save a copy, whatever becomes of the file.
        board.adopt_writer()
        if board.writing is not None and (is_first or was.kind in OF_WRITING):
            board.writing.probe(writes=not is_first)
    except StorageError as error:
        return told_by(error, board.path) if error.kind in OF_WRITING else was
    return Seen("")


def _heal_log(board: Board) -> bool:
    """Bring what the removed log held into the file. Then the reading connections must go as well."""
    if board.writing is None or not board.writing.secure_log():
        return False
    board.state.set_log_aside()
    board.writing.close()
    return True


def _secure(board: Board, fate: Fate, keep_in: Path) -> Path | None:
    """Keep what was saved. Where a copy was put; None: there is no room, or the file itself has it all."""
    if board.writing is None:
        return None
    kept = None if fate.kind == MOVED else _keep(board, keep_in)
    if fate.kind in ASTRAY:
        board.writing.leave_no_log(fate)
    return kept


def _keep(board: Board, folder: Path) -> Path | None:
    from models.copying import save_copy

    with contextlib.suppress(BoardError, OSError):
        make_folder(folder)
        kept = folder / f"{board.path.stem} {board.now():%Y-%m-%d %H%M%S}{SUFFIX}"
        save_copy(board, kept)
        if sqlite.is_whole(kept):
            return kept
        # Of a file that was cut not everything could be had.
        kept.unlink()
    return None


__all__ = [
    "BUSY",
    "DISK",
    "FULL",
    "HEALED",
    "OF_WRITING",
    "READ_ONLY",
    "Seen",
    "in_words",
    "look",
    "observe",
    "told_by",
]

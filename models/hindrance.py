"""Why a board can only be read where it lies, and how it is opened then."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from models import sqlite
from models.board import Board
from models.errors import BoardError, ReadOnly
from models.migrate import is_current
from models.words import QT_TRANSLATE_NOOP, say

_DISK = QT_TRANSLATE_NOOP("models", "The disk of {file} may only be read.")
_OWNER = QT_TRANSLATE_NOOP("models", "{file} belongs to {user}, so you may only read it.")
_FILE = QT_TRANSLATE_NOOP("models", "{file} is protected against writing.")
_FOLDER = QT_TRANSLATE_NOOP("models", "The folder of {file} is protected against writing.")
_OLDER = QT_TRANSLATE_NOOP(
    "models",
    "{file} is of an older version and may only be read where it lies. Copy it into a folder of your own and "
    "open the copy.",
)


def hindrance(path: Path) -> BoardError | None:
    """What stands against writing this file; None: nothing that could be seen without trying."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return None
    if hasattr(os, "statvfs") and os.statvfs(path).f_flag & getattr(os, "ST_RDONLY", 1):
        return ReadOnly(say(_DISK, file=path.name))
    if os.access(path, os.W_OK):
        return ReadOnly(say(_FOLDER, file=path.name))
    if (user := _owner(path)) is not None:
        return ReadOnly(say(_OWNER, file=path.name, user=user))
    return ReadOnly(say(_FILE, file=path.name))


def open_for_reading(path: Path, why: BoardError | None) -> Board:
    """Open it for reading only; `why` is kept for the owner. Leaves the file and its folder alone."""
    path = Path(os.path.realpath(path))
    if why is None or hindrance(path) is None:
        board = Board.open(path, read_only=True)
    else:
        board = _open_protected(path)
    board.why_read_only = why
    return board


def _open_protected(path: Path) -> Board:
    if sqlite.has_beside(path, "-journal"):
        # Half a change is to be taken back, which can only be done in a copy.
        folder = tempfile.mkdtemp(prefix="delegation-board-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        for tail in ("", "-journal"):
            shutil.copyfile(f"{path}{tail}", f"{folder}/{path.name}{tail}")
        path = Path(folder) / path.name
    if not is_current(path):
        raise ReadOnly(say(_OLDER, file=path.name))
    return Board.open(path, read_only=True)


def _owner(path: Path) -> str | None:
    """The name of whom a file belongs to; None: to the one who runs this."""
    found = path.stat()
    if os.name != "posix" or found.st_uid == os.geteuid():
        return None
    import pwd

    try:
        return pwd.getpwuid(found.st_uid).pw_name
    except KeyError:
        return str(found.st_uid)

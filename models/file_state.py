"""What lies at an open board's path, against what was opened there: two looks at the folder, no more.

A deleted or replaced file takes writes without any error, and loses them. So it is looked at before each
change, after each commit, and now and then while nothing is written. The file is never opened here: closing
it would drop SQLite's locks.
"""

import os
from pathlib import Path
from typing import NamedTuple

from models.errors import StorageError
from models.words import QT_TRANSLATE_NOOP, say

GONE, MOVED, REPLACED, FOLDER, CUT, LOG = "gone", "moved", "replaced", "folder", "cut", "log"
# What was opened is not at its path any more; nothing that is written reaches the owner.
ASTRAY = (GONE, MOVED, REPLACED, FOLDER)

_ASTRAY_TEXT = QT_TRANSLATE_NOOP(
    "models", "{file} was moved, deleted or replaced while it was open. Nothing was changed."
)
_CUT_TEXT = QT_TRANSLATE_NOOP(
    "models", "{file} was cut short by another program while it was open. Nothing was changed."
)
_LOG_TEXT = QT_TRANSLATE_NOOP(
    "models", "What belongs to {file} was removed by another program. Nothing was changed; open it again."
)
Identity = tuple[int, int]


class Fate(NamedTuple):
    """What became of an open file: one of the kinds above, and where it is now if that can be told."""

    kind: str
    path: Path | None = None


class FileState:
    """One open board file. `look` costs some microseconds."""

    def __init__(self, path: Path, opened: os.stat_result) -> None:
        """`opened`: what the file was when it was opened."""
        self.path = path
        self._main = os.fspath(path)
        self._identity = opened.st_dev, opened.st_ino
        # A board never shrinks while it is open: nothing here gives pages back.
        self._size = opened.st_size
        self._log: Identity | None = None
        self.note_log()

    def note_log(self) -> None:
        """The log that lies there now is ours: a connection was just opened on it."""
        found = _look(self._main + "-wal")
        self._log = found[0] if found else None

    def forget_log(self) -> None:
        """The last connection goes, and takes the log with it."""
        self._log = None

    def look(self) -> str:
        """What is wrong, one of the kinds (of those astray REPLACED or GONE); "" while all is well."""
        found = _look(self._main)
        if found is None:
            return GONE
        identity, size = found
        if identity != self._identity:
            return REPLACED
        if size < self._size:
            return CUT
        self._size = size
        if self._log is not None and ((log := _look(self._main + "-wal")) is None or log[0] != self._log):
            return LOG
        return ""

    def refuse(self) -> None:
        """Raise StorageError if anything is wrong."""
        if kind := self.look():
            text = {CUT: _CUT_TEXT, LOG: _LOG_TEXT}.get(kind, _ASTRAY_TEXT)
            raise StorageError(say(text, file=self.path.name), kind)

    def fate(self) -> Fate | None:
        """The same as `look`, with all that can be found out; for telling, not for each change."""
        kind = self.look()
        if kind not in (GONE, REPLACED):
            return Fate(kind) if kind else None
        links = _open_names(self._identity)
        elsewhere = next((name for name in links if _is_at(name, self._identity)), None)
        if elsewhere is not None and kind == GONE:
            return Fate(MOVED, elsewhere)
        is_kept = any(not name.name.endswith(" (deleted)") for name in links)
        if kind == GONE and (is_kept or not self.path.parent.is_dir()):
            return Fate(FOLDER)
        return Fate(kind, elsewhere)


def _look(path: str) -> tuple[Identity, int] | None:
    """What tells this file from another of the same name, and its size in bytes."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return (found.st_dev, found.st_ino), found.st_size


def _is_at(path: Path, identity: Identity) -> bool:
    found = _look(os.fspath(path))
    return found is not None and found[0] == identity


def _open_names(identity: Identity) -> list[Path]:
    """Under which names this process holds a file open; Linux alone tells, others give none."""
    folder, names = "/proc/self/fd", []
    try:
        numbers = os.listdir(folder)  # noqa: PTH208
    except OSError:
        return []
    for number in numbers:
        link = f"{folder}/{number}"
        # Asked without opening anything.
        if (found := _look(link)) is not None and found[0] == identity:
            names.append(Path(os.readlink(link)))  # noqa: PTH115
    return names

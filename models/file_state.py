"""What lies at an open board's path, against what was opened there: two looks at the folder, no more.

A deleted or replaced file takes writes without any error, and loses them. So it is looked at before each
change, after each commit, and now and then while nothing is written. The file is never opened here: closing
it would drop SQLite's locks.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from models.errors import BoardError, StorageError
from models.words import QT_TRANSLATE_NOOP, say

GONE, MOVED, REPLACED, FOLDER = "gone", "moved", "replaced", "folder"
# Written over or cut short in its place; the log beside it removed; written by others, who may mean no harm.
CUT, LOG, TOUCHED = "cut", "log", "touched"
# At its path again, but opened anew by the system: a disk that was taken out and put back in.
BACK = "back"
# Opened by another computer, whose owner was sure that it is closed here (models.lock.BoardLock.is_taken).
TAKEN = "taken"
# What was opened is not at its path any more; nothing that is written reaches the owner.
ASTRAY = (GONE, MOVED, REPLACED, FOLDER)
# Seen by looking, not by writing.
OF_THE_FILE = (*ASTRAY, CUT, LOG, TAKEN)

_ASTRAY_TEXT = QT_TRANSLATE_NOOP(
    "models", "{file} was moved, deleted or replaced while it was open. Nothing was changed."
)
_CUT_TEXT = QT_TRANSLATE_NOOP(
    "models", "{file} was overwritten or cut short while it was open. Nothing was changed."
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
        self._written: int | None = None
        self._is_cut = False
        self.note_log()

    def note_log(self) -> None:
        """The log that lies there now is ours: a connection was just opened on it."""
        found = _look(self._main + "-wal")
        self._log = found[0] if found else None

    def note_writing(self) -> bool:
        """What was written until now was written by us; after each commit of the thread that writes.

        False: it was not written into the file that is at the path.
        """
        found = _look(self._main)
        if found is None or found[0] != self._identity:
            return False
        # Without a log beside it (on a share) SQLite looks itself; a share is late in telling such times.
        self._size, self._written = max(self._size, found[1]), found[2] if self._log else None
        return True

    def note_cut(self) -> None:
        """What is in the file is not what was written: so it stays."""
        self._is_cut = True

    def forget_log(self) -> None:
        """The last connection goes, and takes the log with it."""
        self._log = None

    def has_other_log(self, path: Path) -> bool:
        """Whether a log that is not ours lies beside `path`: somebody opened it under that name."""
        found = _look(os.fspath(path) + "-wal")
        return found is not None and found[0] != self._log

    @contextlib.contextmanager
    def closing(self) -> Iterator[None]:
        """Around closing the last connection, which writes its log into the file and removes it.

        Neither may happen to a file that somebody else has written over: SQLite leaves a file alone that is
        not at its path. A stranger's log is not removed.
        """
        kind = self.look()
        if kind == LOG:
            self.set_log_aside()
        if kind != CUT:
            yield
            return
        self.note_cut()
        with _out_of_the_way(self.path) as is_away:
            yield
        if is_away:
            self._log = None
            self.set_log_aside()

    def is_on_another_disk(self) -> bool:
        """Whether what is at the path lies on another disk than what was opened there, and so does its log.

        On the same disk a file that was put there would be read with our log beside it.
        """
        found, log = _look(self._main), _look(self._main + "-wal")
        is_other = found is not None and found[0][0] != self._identity[0]
        return is_other and (log is None or log[0][0] != self._identity[0])

    @contextlib.contextmanager
    def sparing_another(self) -> Iterator[None]:
        """Around closing a connection: SQLite knows a file by its number alone. On the disk that was put back
        in, the file has the same one; its log would be taken for ours, and removed.
        """
        found = _look(self._main)
        if found is None or found[0] == self._identity or found[0][1] != self._identity[1]:
            yield
            return
        with _out_of_the_way(self.path):
            yield

    def set_log_aside(self, *, is_ours: bool = False) -> None:
        """A log that is not the file's own, or `is_ours` but not that file's: it gets another name."""
        log = self.path.with_name(self.path.name + "-wal")
        found = _look(os.fspath(log))
        if found is None or (found[0] == self._log) != is_ours:
            return
        for number in range(1, 1000):
            aside = log.with_name(f"{self.path.name} log {number}")
            if not aside.exists():
                log.rename(aside)
                return

    def look(self) -> str:
        """What is wrong, one of the kinds (of those astray REPLACED or GONE); "" while all is well."""
        if self._is_cut:
            return CUT
        found = _look(self._main)
        if found is None:
            return GONE
        identity, size, written = found
        if identity != self._identity:
            return REPLACED
        if size < self._size:
            return CUT
        if self._log is not None and ((log := _look(self._main + "-wal")) is None or log[0] != self._log):
            return LOG
        return TOUCHED if self._written not in (None, written) else ""

    def is_there(self) -> bool:
        """Whether the file at the path is the one that was opened, and is whole."""
        return self.look() not in (*ASTRAY, CUT)

    def refuse(self) -> bool:
        """Raise StorageError if anything is wrong; True: others wrote into the file, it must be checked."""
        if (kind := self.look()) not in ("", TOUCHED):
            text = {CUT: _CUT_TEXT, LOG: _LOG_TEXT}.get(kind, _ASTRAY_TEXT)
            raise StorageError(say(text, file=self.path.name), kind)
        return kind == TOUCHED

    def fate(self) -> Fate | None:
        """The same as `look`, with all that can be found out; for telling, not for each change."""
        kind = self.look()
        if kind not in (GONE, REPLACED):
            return Fate(kind) if kind not in ("", TOUCHED) else None
        links = _open_names(self._identity)
        elsewhere = next((name for name in links if _is_at(name, self._identity)), None)
        if elsewhere is not None and kind == GONE:
            return Fate(MOVED, elsewhere)
        is_kept = any(not name.name.endswith(" (deleted)") for name in links)
        if kind == GONE and (is_kept or not self.path.parent.is_dir()):
            return Fate(FOLDER)
        return Fate(kind, elsewhere)


def bring_back(path: Path) -> None:
    """Give a board its name again, if a process was killed while the file was out of the way. A process that
    lives holds the board's lock meanwhile, and is left alone.
    """
    if path.exists() or not (away := _away(path)).exists():
        return
    from models.lock import BoardLock

    lock = BoardLock(path)
    with contextlib.suppress(BoardError, OSError):
        lock.acquire()
        try:
            if not path.exists():
                away.rename(path)
        finally:
            lock.release()


def _away(path: Path) -> Path:
    return path.with_name(f".{path.name}.closing")


@contextlib.contextmanager
def _out_of_the_way(path: Path) -> Iterator[bool]:
    """What is at the path has another name meanwhile; False where that cannot be had."""
    away = _away(path)
    try:
        path.rename(away)
    except OSError:
        yield False
        return
    try:
        yield True
    finally:
        away.rename(path)


def _look(path: str) -> tuple[Identity, int, int] | None:
    """What tells this file from another of the same name, its size in bytes, when it was written (ns)."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return (found.st_dev, found.st_ino), found.st_size, found.st_mtime_ns


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

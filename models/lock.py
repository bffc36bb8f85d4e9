"""One writing process per board: an OS lock on NAME.board.lock, with who holds it written inside.

The lock, not the file's content, is the truth: after a crash the system lets go of it by itself. The database
file is never opened here. filelock knows what is odd about systems and disks; where nothing is odd, the lock
is taken without it, because loading it takes longer than opening a board.
"""

import contextlib
import getpass
import json
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import BoardHeld, StorageError
from models.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from filelock import BaseFileLock


class Holder(NamedTuple):
    """Who has a board open: host name, process id, user name."""

    host: str
    pid: int
    user: str


class BoardLock:
    """Held from `acquire` to `release`; raises BoardHeld when somebody else holds it."""

    def __init__(self, board: Path) -> None:
        self.path = board.with_name(board.name + ".lock")
        self._board = board
        self._file = os.fspath(self.path)
        self._descriptor: int | None = None
        self._lock: BaseFileLock | None = None
        # What the lock file was when it was last seen to be ours.
        self._mark: tuple[int, ...] | None = None
        self.is_lost = False

    def acquire(self, *, anyway: bool = False) -> None:
        """`anyway`: also where it is held on another computer, from which nothing was heard."""
        self._descriptor = _take_plainly(self.path)
        former = self.holder()
        if self._descriptor is None:
            self._acquire_by_library(anyway=anyway)
        if former is not None and former.host != socket.gethostname() and not anyway:
            self._respect(former)
        # On a full disk the lock holds all the same; who holds it cannot be told then.
        with contextlib.suppress(OSError):
            self._write(_me())
        self._mark = _mark_of(self._file)

    def is_taken(self) -> bool:
        """Whether somebody else has opened the board although it is held here ("open anyway" on another
        computer). One look at the lock file, a microsecond or two; to be asked by the thread that writes.

        So it stays: what was written there since is only known to who opens the board anew.
        """
        if not self.is_lost and (mark := _mark_of(self._file)) != self._mark:
            self.is_lost = not self._is_still_ours()
            self._mark = mark if self.is_lost else _mark_of(self._file)
        return self.is_lost

    def _is_still_ours(self) -> bool:
        """The lock file was written or replaced by somebody: by whom?"""
        holder = self.holder()
        if holder is not None and holder.host != socket.gethostname():
            from models.folder_kind import kind_of

            if kind_of(self._board).kind:
                return False
        # A hand that tidied up, or a program that brought back an older one: the name is put there again.
        return self._holds_what_is_there() and (holder == _me() or self._say_again())

    def _holds_what_is_there(self) -> bool:
        """Whether the lock is on the file that is at the path now; on another one it is taken anew."""
        if self._descriptor is None:
            return True
        found = os.fstat(self._descriptor)
        mark = _mark_of(self._file)
        if mark is not None and mark[:2] == (found.st_dev, found.st_ino):
            return True
        new = _take_plainly(self.path)
        if new is None:
            # Where no file can be made nobody else makes one either.
            return mark is None
        os.close(self._descriptor)
        self._descriptor = new
        return True

    def _say_again(self) -> bool:
        with contextlib.suppress(OSError):
            self._write(_me())
        return True

    def _respect(self, former: Holder) -> None:
        """A lock of another computer may not be seen here, but a shared folder brings its name along."""
        from models.folder_kind import kind_of

        if kind_of(self._board).kind:
            self.release()
            raise held_in_words(self._board, former, may_be_over=True)

    def _acquire_by_library(self, *, anyway: bool) -> None:
        from filelock import FileLock, Timeout

        self._lock = FileLock(self.path, mode=0o600, thread_local=False, blocking=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            holder = self.holder()
            may_be_over = self._is_held_elsewhere(holder)
            if not (anyway and may_be_over):
                raise held_in_words(self._board, holder, may_be_over=may_be_over) from error
            self._lock = None
        except OSError as error:
            text = QT_TRANSLATE_NOOP("models", "The folder of {file} may not be written to.")
            raise StorageError(say(text, file=self._board.name)) from error

    def _is_held_elsewhere(self, holder: Holder | None) -> bool:
        """Whether no process of this computer has the lock, as far as that can be seen."""
        if holder is None or holder.host == socket.gethostname():
            return False
        from models.file_holders import is_locked_here

        return not is_locked_here(self.path)

    def note_closed(self) -> None:
        """Say how the closed board's file was left (`was_closed_well`); while the lock is held."""
        if self.is_taken():
            # Another name stands there, and stays.
            return
        with contextlib.suppress(OSError):
            self._write_fields({"closed": _look_of(self._board)})

    def release(self) -> None:
        if self._descriptor is not None:
            import fcntl

            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
            os.close(self._descriptor)
            self._descriptor = None
        if self._lock is not None:
            self._lock.release()

    def holder(self) -> Holder | None:
        """Who wrote themselves into the lock file last; None when it cannot be read."""
        try:
            fields = json.loads(self.path.read_bytes()[1:4096])
            return Holder(str(fields["host"]), int(fields["pid"]), str(fields["user"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, holder: Holder) -> None:
        self._write_fields({"host": holder.host, "pid": holder.pid, "user": holder.user})

    def _write_fields(self, fields: dict[str, object]) -> None:
        # Byte 0 stays free: Windows locks it, and a locked byte cannot be read by others.
        text = json.dumps(fields)
        with self.path.open("r+b") as file:
            file.truncate(1)
            file.seek(1)
            file.write(text.encode())


def was_closed_well(board: Path) -> bool:
    """Whether the file is as this program left it when it closed the board: no crash since, no other hand."""
    log = board.with_name(board.name + "-wal")
    try:
        fields = json.loads(board.with_name(board.name + ".lock").read_bytes()[1:4096])
        return fields["closed"] == _look_of(board) and not (log.exists() and log.stat().st_size)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _look_of(board: Path) -> list[int]:
    """What changes whenever the file does: its size in bytes, and when it was written, in nanoseconds."""
    found = board.stat()
    return [found.st_size, found.st_mtime_ns]


def _take_plainly(path: Path) -> int | None:
    """The descriptor that holds the same lock as filelock's; None where it is held or anything is unusual."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    except OSError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        found = os.fstat(descriptor)
        if found.st_nlink == 1 and found.st_uid == os.getuid():
            return descriptor
    except OSError:
        pass
    os.close(descriptor)
    return None


def is_free(board: Path) -> bool:
    """Whether nobody holds the board now, as far as can be told without taking it."""
    descriptor = _take_plainly(board.with_name(board.name + ".lock"))
    if descriptor is None:
        return False
    os.close(descriptor)
    return True


def is_named_elsewhere(board: Path) -> bool:
    """Whether another computer has written itself into the lock file, and did not close the board since."""
    holder = BoardLock(board).holder()
    return holder is not None and holder.host != socket.gethostname()


def held_in_words(board: Path, holder: Holder | None, *, may_be_over: bool = False) -> BoardHeld:
    """What the owner is told when somebody else has the board."""
    if holder is None:
        text = QT_TRANSLATE_NOOP("models", "{file} is open in another program.")
        return BoardHeld(say(text, file=board.name))
    text = QT_TRANSLATE_NOOP("models", "{file} is open elsewhere: by {user} on {host}, process {pid}.")
    sentence = say(text, file=board.name, user=holder.user, host=holder.host, pid=holder.pid)
    return BoardHeld(sentence, may_be_over=may_be_over)


def taken_in_words(board: Path) -> BoardHeld:
    """What the owner is told when another computer has opened a board that is open here."""
    holder = BoardLock(board).holder()
    if holder is None or holder.host == socket.gethostname():
        text = QT_TRANSLATE_NOOP("models", "{file} was opened by another program while it was open here.")
        return BoardHeld(say(text, file=board.name))
    text = QT_TRANSLATE_NOOP(
        "models", "{file} was opened at {time} by {user} on {host}, while it was open here."
    )
    return BoardHeld(
        say(text, file=board.name, time=_written_at(board), user=holder.user, host=holder.host),
        may_be_over=True,
    )


def _written_at(board: Path) -> str:
    """When the lock was written, by the owner's clock; programs that sync keep that time."""
    import datetime as dt

    try:
        seconds = board.with_name(board.name + ".lock").stat().st_mtime
    except OSError:
        return "?"
    written, now = dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone(), dt.datetime.now().astimezone()
    return f"{written:%H:%M}" if written.date() == now.date() else f"{written:%Y-%m-%d %H:%M}"


def _mark_of(path: str) -> tuple[int, ...] | None:
    """What changes whenever a file is written or replaced."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _me() -> Holder:
    return Holder(socket.gethostname(), os.getpid(), _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"

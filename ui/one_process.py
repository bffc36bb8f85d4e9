"""One process for all boards of a user: a second start hands its file to the first and ends.

Who is first is decided by a lock in the user's private runtime folder; the system lets go of it whatever
happens to its holder. The socket beside it (ui.doorbell) only carries what is to be opened. Who writes to a
board is decided by the board's own lock.
"""

import contextlib
import json
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from models import places

LONGEST = 8_192
# A message ends with the one byte that no path can hold.
END = b"\0"
RAISE = b"raise"
# Started with the computer, while it runs already: no reason to come to the front.
STAY = b"stay"
OPEN = b"open "
TAKEN = b"ok"
# What a meeting with the others comes to
FIRST, HANDED, SILENT = "first", "handed", "silent"
# ... and what the owner may choose then: only to look at the board (ui.dialogs.silent_first)
READ = "read"
PATIENCE_SECONDS = 4.0
# So long after its start a program may still be busy with it: others may start at the same time.
YOUNG_SECONDS = 15.0
LOOK_SECONDS = 0.05
# It ends within two seconds if it hears that it should (ui.ending).
END_SECONDS = 3.0
# The path of a socket may have a hundred letters or so; any is as short as this from inside the folder.
_LONGEST_NAME = 100


class First(NamedTuple):
    """The program that is open: its process, and when it began (seconds since 1970)."""

    pid: int
    since: float


class _Lock:
    """Held by the first program until it ends."""

    held: object = None


def socket_path() -> Path:
    """Where the first program listens."""
    return places.runtime_folder() / "open.socket"


def lock_path() -> Path:
    """What the first program holds."""
    return places.runtime_folder() / "program.lock"


def meet(path: Path | None, *, is_quiet: bool = False, patience: float = PATIENCE_SECONDS) -> str:
    """FIRST: no other program is open, this one may begin. HANDED: another has taken `path` (None: it came to
    the front, unless `is_quiet`). SILENT: another is open and did not answer (`first` says which).
    """
    end = time.monotonic() + patience
    while not claim():
        left = max(end - time.monotonic(), _still_young())
        if left <= 0:
            return SILENT
        if hand_over(path, is_quiet=is_quiet, patience=left):
            return HANDED
        time.sleep(LOOK_SECONDS)
    return FIRST


def _still_young() -> float:
    """For how many seconds the first program may still be busy with its start."""
    found = first()
    age = time.time() - found.since if found is not None else YOUNG_SECONDS
    # A clock that was turned back makes nobody younger.
    return YOUNG_SECONDS - age if age >= 0 else 0.0


def claim() -> bool:
    """Be the first program, from now to the end of the process; False where another is."""
    if _Lock.held is None:
        _Lock.held = _take(lock_path())
    return _Lock.held is not None


def release() -> None:
    """Let another program be the first."""
    held, _Lock.held = _Lock.held, None
    if isinstance(held, int):
        os.close(held)
    elif hasattr(held, "release"):
        held.release()


def first() -> First | None:
    """Who wrote themselves into the lock; None where nobody can be read."""
    try:
        fields = json.loads(lock_path().read_bytes()[1:1024])
        return First(int(fields["pid"]), float(fields["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def holder() -> int | None:
    """The process that is the first program, by the word of the system; None where it tells nothing."""
    from models.file_holders import locker_of

    return locker_of(lock_path())


def end(pid: int, cancelled: Callable[[], bool] = lambda: False, patience: float = END_SECONDS) -> None:
    """End the first program: it is asked to, and when it does not hear that, it is stopped. Nobody else is
    ended, should the number have gone to another process meanwhile.
    """
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if holder() == pid and not cancelled():
                os.kill(pid, how)
        until = time.monotonic() + patience
        while holder() == pid and time.monotonic() < until and not cancelled():
            time.sleep(LOOK_SECONDS)


def hand_over(path: Path | None, *, is_quiet: bool = False, patience: float = PATIENCE_SECONDS) -> bool:
    """Ask a running program to open `path` (None: come to the front, unless `is_quiet`). False if none
    answers.
    """
    message = STAY if is_quiet else RAISE
    if path is not None:
        message = OPEN + os.fsencode(path)
    if len(message) >= LONGEST:
        return False
    return (_tell if os.name == "posix" else _tell_by_pipe)(message + END, patience)


def _take(path: Path) -> object:
    """The lock; None where another program holds it. Where the system knows no locks everybody is first, and
    the boards' own locks decide alone.
    """
    try:
        import fcntl
    except ImportError:
        return _take_by_library(path)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        return descriptor
    _write(descriptor)
    return descriptor


def _take_by_library(path: Path) -> object:
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=0o600, thread_local=False, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        return None
    with path.open("r+b") as file:
        _write(file.fileno())
    return lock


def _write(descriptor: int) -> None:
    # Byte 0 stays free: Windows locks it, and a locked byte cannot be read by others.
    text = " " + json.dumps({"pid": os.getpid(), "since": time.time()})
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


def _tell(message: bytes, patience: float) -> bool:
    """Send a message; the answer shows that it was taken."""
    end = time.monotonic() + patience
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(patience)
        try:
            with short_name(socket_path()) as name:
                wire.connect(name)
            wire.sendall(message)
            wire.settimeout(max(LOOK_SECONDS, end - time.monotonic()))
            return wire.recv(8) == TAKEN
        except OSError:
            return False


def _tell_by_pipe(message: bytes, patience: float) -> bool:
    """The same on Windows, where Qt's local sockets are named pipes."""
    from PySide6.QtNetwork import QLocalSocket

    wire, milliseconds = QLocalSocket(), int(1_000 * patience)
    wire.connectToServer(str(socket_path()))
    if not wire.waitForConnected(milliseconds):
        return False
    wire.write(message)
    wire.flush()
    is_taken = wire.waitForReadyRead(milliseconds) and bytes(wire.read(8).data()) == TAKEN
    wire.disconnectFromServer()
    return is_taken


class short_name:
    """A name for a socket that is short enough, valid inside the with statement: through its folder, opened,
    where the path itself is too long (Linux).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder: int | None = None

    def __enter__(self) -> str:
        name = str(self._path)
        if len(os.fsencode(name)) <= _LONGEST_NAME or not Path("/proc/self/fd").is_dir():
            return name
        self._folder = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        return f"/proc/self/fd/{self._folder}/{self._path.name}"

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            os.close(self._folder)

"""Which program holds a lock of SQLite on a file: Linux tells, other systems do not."""

import os
from pathlib import Path

_LOCKS = Path("/proc/locks")


def holder_of(path: Path) -> str:
    """A program and its process number, such as "sqlite3 (4711)"; "" when it cannot be told."""
    wanted = {place for tail in ("", "-shm") if (place := _place(path.with_name(path.name + tail)))}
    for fields in _locks():
        is_lock = len(fields) >= 8 and fields[1] in ("POSIX", "OFDLCK") and fields[3] == "WRITE"
        if is_lock and fields[5] in wanted and fields[4] != str(os.getpid()):
            return _named(fields[4])
    return ""


def is_locked_here(path: Path) -> bool:
    """Whether a process of this computer holds a lock on the whole file; False also where none can tell."""
    return bool(_lockers(path))


def locker_of(path: Path) -> int | None:
    """The process that holds the lock on the whole file, if it is one that we can see."""
    return next((pid for pid in _lockers(path) if pid > 0), None)


def is_used(path: Path) -> bool:
    """Whether a process of this computer holds a lock of SQLite on a file; True also where none can tell."""
    if not _LOCKS.exists():
        return True
    place = _place(path)
    return any(len(fields) >= 8 and fields[5] == place for fields in _locks())


def _lockers(path: Path) -> list[int]:
    place = _place(path)
    lines = [fields for fields in _locks() if len(fields) >= 8]
    return [int(fields[4]) for fields in lines if fields[1] == "FLOCK" and fields[5] == place]


def _locks() -> list[list[str]]:
    """Lines such as "1: POSIX  ADVISORY  WRITE 4711 08:01:1234 120 120", in words."""
    try:
        text = _LOCKS.read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    return [line.split() for line in text.splitlines()]


def _place(path: Path) -> str:
    """Device and number of a file as the list of locks writes them."""
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"


def _named(pid: str) -> str:
    try:
        name = Path("/proc", pid, "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""
    return f"{name} ({pid})"

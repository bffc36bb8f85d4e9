"""A copy of a damaged board to be read instead of it, whatever the disk still gives of it."""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from models.errors import StorageError
from models.lock import BoardLock
from models.words import QT_TRANSLATE_NOOP, say

Progress = Callable[[float], None]
_BLOCK = 1 << 20


def copy_readable(path: Path, folder: Path, progress: Progress) -> Path:
    """Copy the file and its log, with nothing in the places that the disk no longer gives.

    Returns the copy. Raises BoardHeld where somebody writes to it, StorageError where it cannot be read.
    """
    lock = BoardLock(path)
    held = False
    with contextlib.suppress(StorageError):
        # Where nothing may be written, nobody can hold it either.
        lock.acquire()
        held = True
    try:
        for tail in ("", "-wal"):
            source = path.with_name(path.name + tail)
            if source.is_file():
                _copy_file(source, folder / ("damaged" + tail), progress)
        return folder / "damaged"
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} cannot be read: {reason}.")
        reason = error.strerror or "?"
        raise StorageError(say(text, file=path.name, reason=reason)) from error
    finally:
        if held:
            lock.release()


def _copy_file(source: Path, target: Path, progress: Progress) -> None:
    size = source.stat().st_size
    with source.open("rb", buffering=0) as old, target.open("wb") as new:
        at = 0
        while at < size:
            progress(0.0)
            old.seek(at)
            step = min(_BLOCK, size - at)
            try:
                part = old.read(step)
            except OSError:
                # A bad place of the disk: page by page around it.
                step = min(4096, size - at)
                part = _read_or_nothing(old.fileno(), at, step)
            if not part:
                break
            new.write(part)
            at += len(part)


def _read_or_nothing(descriptor: int, at: int, size: int) -> bytes:
    with contextlib.suppress(OSError):
        os.lseek(descriptor, at, os.SEEK_SET)
        return os.read(descriptor, size)
    return bytes(size)

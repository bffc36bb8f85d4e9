"""Writing files for the owner: complete and durable, or not there at all."""

import errno
import io
import os
import socket
import sys
import tempfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from models.errors import BoardError, Refused, StorageError
from models.words import QT_TRANSLATE_NOOP, say

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# Raised while the owner of the stream writes, these are about this file and not about what is read for it.
_WRITE_ERRORS = (*_DISK_FULL, errno.EIO, errno.EROFS)
# File systems that cannot flush a folder say so with one of these; there is nothing else to do then.
_NO_FOLDER_FSYNC = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF)

# What is being written at this moment
_parts: set[Path] = set()


@contextmanager
def write_atomically(path: Path) -> Iterator[IO[bytes]]:
    """Give a binary stream whose content becomes `path` when the block ends without an error.

    The stream is a hidden temporary file in the same folder (mode 0600), flushed to the disk and then
    renamed; on any error it is removed and what was at `path` stays as it was. A symbolic link is followed,
    so that it still points there afterwards. Raises Refused or StorageError where it cannot be done.
    """
    target = Path(os.path.realpath(path))
    with _in_words(target):
        _refuse_impossible(target)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(
            prefix=f"{_half_made()}{os.getpid()}-", suffix=".tmp", dir=target.parent
        )
    # Opened by its path, so that the stream knows its name: SQLite writes a copy of a board into that file.
    os.close(handle)
    temporary = Path(name)
    _parts.add(temporary)
    stream = temporary.open("wb")
    try:
        with _in_words(target, _WRITE_ERRORS):
            yield stream
        with _in_words(target):
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            temporary.replace(target)
        _flush_name(target)
    except BaseException:
        # What is still in the stream's buffer may fail to be written once more.
        with suppress(OSError):
            stream.close()
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    finally:
        _parts.discard(temporary)


def remove_parts() -> None:
    """Remove what is being written and will not be finished, because the process is about to end."""
    for part in list(_parts):
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def write_text_atomically(path: Path, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """As `write_atomically`, with a text stream that leaves line ends as they are written."""
    with write_atomically(path) as stream:
        text = io.TextIOWrapper(stream, encoding=encoding, newline="")
        try:
            yield text
            text.flush()
        finally:
            # A wrapper that is let go would close the file before it is flushed to the disk.
            with suppress(OSError):
                text.detach()


def make_folder(folder: Path) -> None:
    """A folder that only the owner may look into, unless it is there. Raises Refused or StorageError."""
    with _in_words(folder):
        if not folder.is_dir():
            folder.mkdir(mode=0o700)


def make_lasting_folder(folder: Path) -> None:
    """A folder for its owner alone, with those above it, unless it is there; after a power cut it still is.

    Raises OSError.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for each in missing:
        # Where one may write but not read, it cannot be flushed.
        with suppress(PermissionError):
            flush_folder(each.parent)


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` durable where the system can (Windows cannot, and needs not)."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_FSYNC:
            raise
    finally:
        os.close(descriptor)


def shown_name(path: Path) -> str:
    """The file's name for a sentence; bytes that are no text become a mark."""
    return os.fsencode(path.name or path).decode(errors="replace")


def _half_made() -> str:
    """How the names of this computer's half made files begin; the process follows."""
    return f".board-{zlib.crc32(socket.gethostname().encode()):08x}-"


def _sweep(folder: Path) -> None:
    """Remove what a process left half made that was killed; one of another computer may still be at it."""
    start = _half_made()
    with suppress(OSError):
        for path in folder.glob(f"{start}*"):
            process = path.name.removeprefix(start).partition("-")[0]
            if process.isdecimal() and not is_alive(int(process)):
                path.unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Whether a process of this computer still runs; on Windows nobody knows, as asking would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _flush_name(target: Path) -> None:
    """Nobody can take a rename back on a disk that fails: then it is said that the new file is there."""
    try:
        flush_folder(target.parent)
    except OSError as error:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} was written, but the disk reported an error. Look at it before you rely on it."
        )
        raise StorageError(say(text, file=shown_name(target))) from error


def _refuse_impossible(target: Path) -> None:
    name = shown_name(target)
    if target.is_dir():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{file} is a folder, not a file."), file=name))
    # As root, a rename would put an ordinary file in the place of /dev/null.
    if target.exists() and not target.is_file():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{file} is not an ordinary file."), file=name))
    if not target.parent.is_dir():
        folder = shown_name(target.parent)
        raise Refused(say(QT_TRANSLATE_NOOP("models", "There is no folder {folder}."), folder=folder))


@contextmanager
def _in_words(target: Path, only: Collection[int] | None = None) -> Iterator[None]:
    """Turn the system's errors (all, or those `only`) into sentences about the file."""
    try:
        yield
    except OSError as error:
        if only is not None and (error.errno not in only or error.filename is not None):
            raise
        raise _named(error, shown_name(target)) from error


def _named(error: OSError, file: str) -> BoardError:
    if error.errno in _DISK_FULL:
        text = QT_TRANSLATE_NOOP("models", "There is not enough room on the disk for {file}.")
        return StorageError(say(text, file=file))
    if error.errno == errno.ENAMETOOLONG:
        return Refused(say(QT_TRANSLATE_NOOP("models", "The name {file} is too long."), file=file[:80]))
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        # Windows says the same when a spreadsheet holds the file open.
        text = QT_TRANSLATE_NOOP(
            "models", "{file} may not be written: the folder is protected, or another program holds the file."
        )
        return Refused(say(text, file=file))
    text = QT_TRANSLATE_NOOP("models", "{file} could not be written: {reason}.")
    return StorageError(say(text, file=file, reason=os.strerror(error.errno or errno.EIO)))

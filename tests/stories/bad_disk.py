"""A bad disk under a window that is open: a small one of its own, and faults in the thread that writes."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def _needs(what: str, is_there: bool) -> None:
    if not is_there and not os.environ.get("CI"):
        pytest.skip(f"needs {what}")


def needs_root() -> None:
    """Skip where a disk cannot be mounted; not where the tests of a release run."""
    _needs("root, to mount a small disk", os.name == "posix" and os.geteuid() == 0)


@contextmanager
def small_disk(folder: Path, options: str = "size=1m") -> Iterator[Path]:
    """A disk of its own at `folder`, gone again afterwards."""
    needs_root()
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False, capture_output=True, text=True
    )
    _needs(f"the right to mount a disk: {done.stderr.strip()}", done.returncode == 0)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def pull_out(folder: Path) -> None:
    """The disk goes while its files are open, as a stick that is pulled out."""
    subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """Fill the disk, so that `leave` bytes are left; the file to delete for room."""
    filler = folder / "filler"
    room = os.statvfs(folder)
    with filler.open("wb") as file:
        file.write(bytes(max(0, room.f_bavail * room.f_frsize - leave)))
    return filler


@contextmanager
def faulty(thread: int, calls: str, how: str) -> Iterator[None]:
    """While the block runs, `calls` of one thread go as strace's `how` says: "error=EIO:when=1"."""
    _needs("strace: apt-get install strace", shutil.which("strace") is not None)
    command = ["strace", "-p", str(thread), "-e", f"trace={calls}", "-e", f"inject={calls}:{how}"]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    line = tracer.stderr.readline()
    _needs(f"the right to trace a thread: {line.strip()}", "attached" in line)
    try:
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.communicate(timeout=20)

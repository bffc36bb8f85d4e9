"""strace around a job that waits: what it does to the disk, and faults at a chosen one of its calls.

Counted is only what happens after `go`: neither the start of Python nor what was imported.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.faults.server import PATIENCE, Child

# What changes a file or makes a change durable, in the words of this machine's strace.
CHANGES = ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "renameat", "renameat2")
NAMES = ("link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat")


class Fault(NamedTuple):
    """What happens at the `when`-th call of `name`, counted from 1: `how` as strace says it, such as
    "signal=KILL" or "error=EIO". `for_good`: at each later one too.
    """

    name: str
    when: int
    how: str
    for_good: bool = False

    def option(self) -> str:
        return f"--inject={self.name}:{self.how}:when={self.when}{'+' if self.for_good else ''}"


class Traced(NamedTuple):
    """What a job said, and the lines of its trace in the order of the calls."""

    said: list[Any]
    lines: list[str]

    @property
    def was_hit(self) -> bool:
        """Whether a fault came at all: a job that has fewer calls ends untouched."""
        return any(line.endswith(("(INJECTED)", "= ?")) for line in self.lines)

    @property
    def calls(self) -> list[str]:
        """The names of the calls, in order."""
        return [name for line in self.lines if (name := name_of(line))]


def is_there() -> bool:
    """Whether strace can be used; where the tests of a release run it must be."""
    return shutil.which("strace") is not None or bool(os.environ.get("CI"))


def need_strace() -> None:
    """Skip the running test where there is no strace; not where the tests of a release run."""
    if not is_there():
        pytest.skip("needs strace: apt-get install strace")


def trace(
    child: Child, log: Path, names: Iterable[str], faults: Iterable[Fault] = (), *, bytes_shown: int = 0
) -> Traced:
    """Run a child to its end under strace, which writes into `log`. `bytes_shown`: of each write."""
    command = ["strace", "-f", "-y", "-qq", "-p", str(child.pid), "-o", str(log), "-e", "signal=none"]
    command += ["-e", "trace=" + ",".join(f"?{name}" for name in names), "-s", str(bytes_shown), "-xx"]
    command += [fault.option() for fault in faults]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as strace:
        _until_traced(child.pid, strace)
        child.go()
        said = child.wait()
        complaint = strace.communicate()[1]
    assert strace.returncode in (0, -9), complaint
    return Traced(said, log.read_text().splitlines())


def name_of(line: str) -> str:
    """The call that a line of a trace tells of; "" for any other line."""
    found = _CALL.match(line)
    return found[1] if found else ""


_CALL = re.compile(r"\d+ +(\w+)\(")


def _until_traced(pid: int, strace: subprocess.Popen[str]) -> None:
    status, end = Path(f"/proc/{pid}/status"), time.monotonic() + PATIENCE
    while "TracerPid:\t0\n" in status.read_text():
        assert strace.poll() is None, strace.communicate()[1]
        assert time.monotonic() < end, "strace does not come"
        time.sleep(0.001)

"""A fork server: everything is imported once, and each job runs in a child of its own that may be killed.

A job is a function `job(report, *arguments)` of a module; the child runs it when it is told to go, so that a
tracer can be there first. What it says with `report` comes back through a socket, never through `write`: a
tracer that fails writes does not fail these.
"""

import ctypes
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# Longer than any job takes on a busy machine; a child that hangs is a failure, not a wait.
PATIENCE = 120
# So many jobs are run at once: most of their time is waiting for the disk.
AT_ONCE = 6
# prctl's PR_SET_PTRACER, and PR_SET_PTRACER_ANY: without root, only a parent may trace otherwise.
_PTRACER, _ANYBODY = 0x59616D61, ctypes.c_ulong(-1)
# Loaded when there is something to migrate, or to export.
LATE = ["playhouse.migrations", "models.exporters", "models.importers.csv_any"]

Report = Callable[[Any], None]


class Child:
    """A job that waits for `go`. `said`: what it reported, complete after `wait`."""

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self._line = line
        self._handle = os.pidfd_open(pid)
        self._rest = b""

    def go(self) -> None:
        """Let it begin."""
        self._line.send(b"g")

    def kill(self) -> None:
        """kill -9, if it still runs."""
        try:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        except ProcessLookupError:
            return

    def hear(self, seconds: float) -> bool:
        """Wait at most so long; whether it said anything (or ended)."""
        return bool(select.select([self._line], [], [], seconds)[0])

    def wait(self) -> list[Any]:
        """Until it is gone, with its files closed and its locks let go; returns what it said."""
        chunks = []
        try:
            while chunk := self._received():
                chunks.append(chunk)
            assert select.select([self._handle], [], [], PATIENCE)[0], "a job hangs"
        finally:
            self.kill()
            self._line.close()
            os.close(self._handle)
        return [
            json.loads(line) for line in b"".join(chunks).splitlines(keepends=True) if line.endswith(b"\n")
        ]

    def _received(self) -> bytes:
        assert self.hear(PATIENCE), "a job hangs"
        try:
            return self._line.recv(1 << 20)
        except ConnectionResetError:
            return b""


class Server:
    """Makes children; see `serving`."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._lock = threading.Lock()

    def child(self, job: Callable[..., None], *arguments: Any) -> Child:
        """A child that will run `job(report, *arguments)`; arguments are JSON's types or paths."""
        ours, theirs = socket.socketpair()
        order = json.dumps([job.__module__, job.__qualname__, arguments], default=str).encode()
        with theirs, self._lock:
            socket.send_fds(self._line, [order], [theirs.fileno()])
            return Child(int(self._line.recv(100)), ours)

    def run(self, job: Callable[..., None], *arguments: Any) -> list[Any]:
        """A job from beginning to end; what it said."""
        child = self.child(job, *arguments)
        child.go()
        return child.wait()


@contextmanager
def serving(*modules: str) -> Iterator[Server]:
    """A server that has imported `modules` (of tests.faults, with what they use)."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    home = tempfile.mkdtemp(prefix="faults-home-")
    command = [sys.executable, "-m", __name__, str(theirs.fileno()), *modules]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "HOME": home}
    environment |= {f"XDG_{name}_HOME": home for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    process = subprocess.Popen(command, pass_fds=[theirs.fileno()], cwd=ROOT, env=environment)
    theirs.close()
    try:
        yield Server(ours)
    finally:
        ours.close()
        process.wait()
        shutil.rmtree(home)


def main(descriptor: int, modules: list[str]) -> None:
    """Serve until the other end is closed."""
    for module in (*_of_models(), *modules):
        importlib.import_module(module)
    line = socket.socket(fileno=descriptor)
    # What is there is never garbage: children share it, and end before there is any.
    gc.disable()
    gc.freeze()
    # Nobody waits for the children: the system does away with them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, descriptors, _, _ = socket.recv_fds(line, 1 << 16, 1)
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            line.close()
            _be_a_child(order, socket.socket(fileno=descriptors[0]))
        os.close(descriptors[0])
        line.send(str(pid).encode())


def _of_models() -> list[str]:
    """All of the program without a screen: what is imported late there is imported once here."""
    return [f"models.{path.stem}" for path in sorted((ROOT / "models").glob("[!_]*.py"))] + LATE


def _be_a_child(order: bytes, line: socket.socket) -> None:
    """Run one job, and end without any of Python's tidying up."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.umask(0o077)
    ctypes.CDLL(None).prctl(_PTRACER, _ANYBODY)
    module, name, arguments = json.loads(order)
    job = getattr(sys.modules.get(module) or importlib.import_module(module), name)
    if line.recv(1) == b"g":
        try:
            job(lambda said: line.sendall(json.dumps(said, default=str).encode() + b"\n"), *arguments)
        except BaseException:
            line.sendall(json.dumps({"traceback": traceback.format_exc()}).encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

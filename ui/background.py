"""Work off the GUI thread that does not write to the board: reading and parsing files, exporting.

The work gets a `Control` for telling its progress and asking whether it was cancelled.
"""

import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from models.errors import BoardError, NoMemory


class Control:
    """Handed to the work: `progress(0.0 … 1.0)` and `cancelled()`, both callable from any thread."""

    def __init__(self, job: "Job") -> None:
        self._job = job
        self._stop = threading.Event()
        self._told = -1

    def progress(self, share: float) -> None:
        # A signal a percent is enough for a bar; more would flood the event loop.
        percent = int(max(0.0, min(1.0, share)) * 100)
        if percent != self._told:
            self._told = percent
            self._job.progressed.emit(percent)

    def cancelled(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        self._stop.set()


class Job(QObject):
    """One piece of work. All signals come in the GUI thread.

    progressed(int): percent. done(object): the result. failed(BoardError). crashed(BaseException): a bug,
    which is reported as any other is. finished(): after any of the three.
    """

    progressed = Signal(int)
    done = Signal(object)
    failed = Signal(object)
    crashed = Signal(object)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(self, function: Callable[[Control], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.control = Control(self)
        self._function = function
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="background", daemon=True)

    def start(self) -> "Job":
        _running.add(self)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it ends with Cancelled as soon as it looks."""
        self.control.cancel()

    def wait(self, seconds: float | None = None) -> bool:
        """Until it has ended, or so many seconds; whether it has."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        result: Any = None
        error: BaseException | None = None
        try:
            result = self._function(self.control)
        except MemoryError:
            error = NoMemory()
        except BaseException as caught:
            error = caught
        try:
            self._ended.emit(result, error)
        except RuntimeError:
            # Whoever wanted it is gone with its window; a bug is told all the same. It stays among those that
            # run: this thread must not be the last to let go of a Qt object.
            if error is not None and not isinstance(error, BoardError):
                raise error from None

    def _on_ended(self, result: Any, error: BaseException | None) -> None:
        # The thread's last hold on this object is gone before anybody deletes it.
        self._thread.join()
        _running.discard(self)
        if error is None:
            self.done.emit(result)
        elif isinstance(error, BoardError):
            self.failed.emit(error)
        else:
            self.crashed.emit(error)
            sys.excepthook(type(error), error, error.__traceback__)
        self.finished.emit()


# Held here until it has ended, so that no other thread is the last to let go of a Qt object.
_running: set[Job] = set()


def run(
    function: Callable[[Control], Any],
    done: Callable[[Any], None],
    failed: Callable[[BoardError], None],
    parent: QObject,
) -> Job:
    """Run `function(control)` on a thread of its own; `done(result)` or `failed(error)` follow in the GUI."""
    job = Job(function, parent)
    job.done.connect(done)
    job.failed.connect(failed)
    job.finished.connect(job.deleteLater)
    return job.start()

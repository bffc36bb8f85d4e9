"""The store thread: the only one that writes. Widgets submit plain functions and learn of them by the Change.

Until a change is committed its cards are marked pending; a refusal comes back as one BoardError.
"""

import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.board import Board
from models.change import Change
from models.errors import BoardError, NoMemory, ReadOnly, StorageError
from models.words import QT_TRANSLATE_NOOP, say

POLL_MS = 1_000
# Stores whose thread did not end in time: it must not be the last to let go of a Qt object.
_given_up: "set[Store]" = set()


class Ticket(QObject):
    """What `submit` returns. `done` comes in the GUI thread, with None or the BoardError that stopped it."""

    done = Signal(object)


class Store(QObject):
    """One board and its writing thread.

    changed(Change): after each commit, here or in another process. refused(BoardError): nothing was changed.
    crashed(Exception): a bug, with its traceback. pending_changed(frozenset): task ids whose mark changed.
    """

    changed = Signal(object)
    refused = Signal(object)
    crashed = Signal(object)
    pending_changed = Signal(object)
    _published = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, board: Board, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board = board
        self._pending: Counter[int] = Counter()
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._tickets: dict[int, Ticket] = {}
        self._newest = 0
        # How many operations the disk did not take, those included whose answers nobody heard yet
        self.failures = 0
        self._is_closed = False
        self._is_given_up = False
        # Both come from the store thread, in the order of the commits.
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._published.connect(self._on_published)
        board.observe(self._published.emit)
        self._thread: threading.Thread | None = None
        self._poll = QTimer(self, interval=POLL_MS)
        if board.read_only:
            self._poll.timeout.connect(self._look_elsewhere)
            self._poll.start()
        else:
            self._thread = threading.Thread(target=self._run, name="store", daemon=True)
            self._thread.start()

    def submit(
        self, function: Callable[..., object], *args: Any, pending: Iterable[int] = (), **kwargs: Any
    ) -> Ticket:
        """Run function(board, *args, **kwargs) on the store thread; `pending` tasks are marked until then."""
        ticket = Ticket(self)
        self._newest += 1
        number = self._newest
        # The store thread knows a ticket by its number: it must not be the last to let go of a Qt object.
        self._tickets[number] = ticket
        marked = frozenset(pending)
        if self._thread is None:
            self._refuse_later(number)
            return ticket
        self._pending.update(marked)
        if marked:
            self.pending_changed.emit(marked)

        def job() -> None:
            error: BaseException | None = None
            try:
                function(self.board, *args, **kwargs)
            except MemoryError:
                error = NoMemory()
            except BaseException as caught:
                # Whatever it was, this thread lives on: there is no other one that writes.
                error = caught
            self.failures += isinstance(error, StorageError)
            self._finished.emit(number, error, marked)

        self._jobs.put(job)
        return ticket

    def is_pending(self, task: int) -> bool:
        """Whether a change of this card waits for its commit."""
        return self._pending[task] > 0

    @property
    def is_busy(self) -> bool:
        return not self._jobs.empty() or bool(self._pending)

    def close(self, seconds: float | None = None, *, with_readers: bool = True) -> bool:
        """Finish what was submitted, then close the board.

        What is not finished in so many seconds is given up: a change that is being written then is whole or
        not there, those behind it are not made. Connections in use stay open, and with them the board's lock,
        until the process ends. Returns whether all was closed. `with_readers`: no other thread reads now.
        """
        self._poll.stop()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(seconds)
            self._is_given_up = self._thread.is_alive()
            self._thread = None
            if self._is_given_up:
                _given_up.add(self)
        # What is still on its way must not lead anybody to read: that would open the file again.
        self._is_closed = True
        if self._is_given_up or not with_readers:
            return False
        self.board.close()
        return True

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None and not self._is_given_up:
            job()
            # What the job holds goes now, not when the next one comes.
            del job
        # Only the writing thread may close what it opened.
        self.board.close_writer()

    def _look_elsewhere(self) -> None:
        """What others wrote; once it cannot be read any more, that is told as a refused change is."""
        try:
            self.board.poll()
        except StorageError as error:
            self.refused.emit(error)

    def _refuse_later(self, number: int) -> None:
        text = (
            QT_TRANSLATE_NOOP("models", "This board is closed.")
            if self._is_closed
            else QT_TRANSLATE_NOOP("models", "This board is open for reading only.")
        )
        self._finished.emit(number, ReadOnly(say(text)), frozenset())

    def _on_published(self, change: Change) -> None:
        if not self._is_closed:
            self.changed.emit(change)

    def _on_finished(self, number: int, error: BaseException | None, marked: frozenset[int]) -> None:
        ticket = self._tickets.pop(number)
        if self._is_given_up:
            # Whoever waited for the answer has gone with the window; a bug is told all the same.
            if error is not None and not isinstance(error, BoardError):
                self.crashed.emit(error)
            return
        if self._is_closed and (error is None or isinstance(error, StorageError)):
            return  # whoever hears of it would read again
        self._pending.subtract(marked)
        self._pending += Counter()
        if marked:
            self.pending_changed.emit(marked)
        ticket.done.emit(error)
        if isinstance(error, BoardError):
            self.refused.emit(error)
        elif error is not None:
            self.crashed.emit(error)
        ticket.deleteLater()


def undo(board: Board) -> None:
    """Take back the newest change (an operation to submit)."""
    board.undo()


def redo(board: Board) -> None:
    """Make the newest undone change again (an operation to submit)."""
    board.redo()


__all__ = ["Change", "Store", "Ticket", "redo", "undo"]

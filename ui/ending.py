"""The end that the system asks for: SIGTERM, SIGINT, SIGHUP, and the end of the session.

The windows close as if their owner closed them, in a hurry: what is typed is kept, the change that is being
written is finished, an import is taken back, an export given up. Where that does not succeed in time, because
a disk hangs or something else does, the process ends all the same: what was acknowledged is in the journal,
and SQLite takes back the rest at the next start.
"""

import os
import socket
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

# The system waits two seconds and more; removing half-written files and leaving take the rest.
PATIENCE_SECONDS = 1.6
SWEEP_SECONDS = 0.2


class Ending(QObject):
    """`signals` gets a byte for each. `close_all` closes the windows in a hurry, in the GUI thread."""

    _asked = Signal()

    def __init__(
        self, application: QApplication, signals: socket.socket, close_all: Callable[[], object]
    ) -> None:
        super().__init__()
        self._application = application
        self._close_all = close_all
        self._is_asked = False
        # Read in a thread of its own, which also ends the process where the GUI thread cannot.
        self._signals = signals
        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._watch, name="ending", daemon=True).start()
        application.commitDataRequest.connect(self._on_session_end, Qt.ConnectionType.DirectConnection)

    def _watch(self) -> None:
        if self._signals.recv(64):
            self._asked.emit()
            leave_in(PATIENCE_SECONDS)

    def _on_session_end(self) -> None:
        """The session's manager waits until this returns."""
        threading.Thread(target=leave_in, args=(PATIENCE_SECONDS,), name="leaving", daemon=True).start()
        self._on_asked()

    def _on_asked(self) -> None:
        if self._is_asked:
            return
        self._is_asked = True
        # Also out of a menu's or a drag's own loop.
        QTimer.singleShot(0, self._application, self._application.quit)
        self._close_all()


def leave_in(seconds: float) -> None:
    """End the process after so many seconds, unless it has ended by then. Half-written files go first."""
    threading.Event().wait(seconds)
    sweep = threading.Thread(target=_sweep, name="sweep", daemon=True)
    sweep.start()
    sweep.join(SWEEP_SECONDS)
    os._exit(0)


def _sweep() -> None:
    from models.files import remove_parts

    remove_parts()

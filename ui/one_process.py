"""One process for all boards of a user: a second start hands its file to the first and ends.

The board's lock stays the truth about who writes; this socket only saves a second program. It lies in the
user's private runtime folder and takes nothing but a path. It is there before the board is opened; who
knocks meanwhile waits. Qt's network library answers, which is loaded when the window stands.
"""

import contextlib
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from models import places

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LONGEST = 8_192
PATIENCE_MS = 1_500
# The window comes first; well within the patience of who rings.
ANSWER_AFTER_MS = 500
_RAISE = b"raise"
# Started with the computer, while it runs already: no reason to come to the front.
_STAY = b"stay"


def _name() -> str:
    return str(places.runtime_folder() / "open.socket")


def hand_over(path: Path | None, *, is_quiet: bool = False) -> bool:
    """Ask a running program to open `path` (None: come to the front, unless `is_quiet`). False if none
    answers.
    """
    plain = _STAY if is_quiet else _RAISE
    message = str(path).encode("utf-8", "surrogateescape") if path else plain
    return _tell(_name(), message) if os.name == "posix" else _tell_by_pipe(_name(), message)


def _tell(name: str, message: bytes) -> bool:
    """Send a message; the answer shows that somebody lives behind the socket."""
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(PATIENCE_MS / 1e3)
        try:
            wire.connect(name)
            wire.sendall(message)
            return bool(wire.recv(8))
        except OSError:
            return False


def _tell_by_pipe(name: str, message: bytes) -> bool:
    """The same on Windows, where Qt's local sockets are named pipes."""
    from PySide6.QtNetwork import QLocalSocket

    wire = QLocalSocket()
    wire.connectToServer(name)
    if not wire.waitForConnected(PATIENCE_MS):
        return False
    wire.write(message)
    wire.flush()
    answered = wire.waitForReadyRead(PATIENCE_MS)
    wire.disconnectFromServer()
    return answered


class Doorbell(QObject):
    """The first program's ear, open once it is made; who rings early is answered a little later.

    rung(Path | None): a second start wants this board, or just the window.
    """

    rung = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = _name()
        self._ear = _listen(self._path) if os.name == "posix" else None
        self._server: QLocalServer | None = None
        QTimer.singleShot(ANSWER_AFTER_MS, self, self._answer)

    def _answer(self) -> None:
        """Answer those who knock, and those who have knocked."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if self._ear is not None:
            self._server.listen(self._ear.detach())
        else:
            self._server.listen(self._path)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
        if self._ear is not None:
            self._ear.close()
            Path(self._path).unlink(missing_ok=True)

    def _on_connection(self) -> None:
        wire = self._server.nextPendingConnection() if self._server is not None else None
        if wire is not None:
            wire.readyRead.connect(lambda: self._on_message(wire))
            wire.disconnected.connect(wire.deleteLater)

    def _on_message(self, wire: "QLocalSocket") -> None:
        message = bytes(wire.read(LONGEST).data())
        wire.write(b"ok")
        wire.flush()
        if message == _STAY:
            return
        if message == _RAISE:
            self.rung.emit(None)
            return
        path = Path(message.decode("utf-8", "surrogateescape"))
        if path.is_absolute() and "\0" not in str(path):
            self.rung.emit(path)


def _listen(path: str) -> socket.socket | None:
    """A socket at this path that nobody answers yet; None where the system does not let us."""
    ear = socket.socket(socket.AF_UNIX)
    try:
        # Left behind by a crash: nobody answered at it, else this program would have ended.
        with contextlib.suppress(FileNotFoundError):
            Path(path).unlink()
        ear.bind(path)
        Path(path).chmod(0o600)
        ear.listen()
    except OSError:
        ear.close()
        return None
    return ear

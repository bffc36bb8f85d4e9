"""The first program's ear: what second starts want of it (ui.one_process).

It takes two words and a path, each ended by a NUL. Whatever else comes, or comes too slowly, is hung up on.
"""

import contextlib
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from ui.one_process import END, LONGEST, OPEN, RAISE, STAY, TAKEN, short_name, socket_path

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

# The window comes first, and Qt's network library is loaded when it stands; who knocks meanwhile waits.
ANSWER_AFTER_MS = 500
# So long may a message take, and so many may be on their way.
SLOWEST_MS = 2_000
MOST_AT_ONCE = 32


class Doorbell(QObject):
    """Open once it is made; who rings early is answered a little later.

    rung(Path | None): a second start wants this board, or just the window.
    """

    rung = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = socket_path()
        self._ear = _listen(self._path) if os.name == "posix" else None
        self._server: QLocalServer | None = None
        self._heard: dict[QLocalSocket, bytes] = {}
        # Whoever has not hung up yet; nobody else is touched, for what Qt has deleted must not be.
        self._wires: set[QLocalSocket] = set()
        QTimer.singleShot(ANSWER_AFTER_MS, self, self._answer)

    def close(self) -> None:
        for wire in list(self._wires):
            self._hang_up(wire)
        self._heard.clear()
        self._wires.clear()
        if self._server is not None:
            self._server.close()
        if self._ear is not None:
            self._ear.close()
            self._path.unlink(missing_ok=True)

    def _answer(self) -> None:
        """Answer those who knock, and those who have knocked."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if self._ear is not None:
            self._server.listen(self._ear.detach())
        elif os.name != "posix":
            self._server.listen(str(self._path))

    def _on_connection(self) -> None:
        wire = self._server.nextPendingConnection() if self._server is not None else None
        if wire is None:
            return
        # A caller must not hold the bell: it lets go in the middle of its own end, and if it is the last to
        # do so, the bell goes and takes it along a second time. Qt holds no methods of its objects.
        wire.disconnected.connect(self._on_gone)
        if len(self._heard) >= MOST_AT_ONCE:
            wire.abort()
            return
        self._wires.add(wire)
        self._heard[wire] = b""
        wire.setReadBufferSize(LONGEST)
        wire.readyRead.connect(self._on_ready)
        slow = QTimer(wire, singleShot=True, interval=SLOWEST_MS)
        slow.timeout.connect(self._on_slow)
        slow.start()
        self._on_more(wire)

    def _on_ready(self) -> None:
        self._on_more(self.sender())  # type: ignore[arg-type]

    def _on_slow(self) -> None:
        self._hang_up(self.sender().parent())  # type: ignore[arg-type]

    def _on_gone(self) -> None:
        self._forget(self.sender())  # type: ignore[arg-type]

    def _on_more(self, wire: "QLocalSocket") -> None:
        if wire not in self._heard or not isValid(wire):
            return
        self._heard[wire] += bytes(wire.read(LONGEST - len(self._heard[wire])).data())
        message, end, _ = self._heard[wire].partition(END)
        if end:
            self._take(wire, message)
        elif len(self._heard[wire]) >= LONGEST:
            wire.abort()

    def _take(self, wire: "QLocalSocket", message: bytes) -> None:
        del self._heard[wire]
        path = Path(os.fsdecode(message.removeprefix(OPEN))) if message.startswith(OPEN) else None
        if message not in (RAISE, STAY) and (path is None or not path.is_absolute()):
            wire.abort()
            return
        wire.write(TAKEN)
        wire.flush()
        # Who has gone meanwhile was told that nobody answers.
        if message != STAY and wire.state() == wire.LocalSocketState.ConnectedState:
            self.rung.emit(path)

    def _hang_up(self, wire: "QLocalSocket") -> None:
        if wire in self._wires and isValid(wire):
            wire.abort()

    def _forget(self, wire: "QLocalSocket") -> None:
        self._heard.pop(wire, None)
        self._wires.discard(wire)
        # The server takes its connections along when it goes.
        if isValid(wire):
            wire.deleteLater()


def _listen(path: Path) -> socket.socket | None:
    """A socket at this path that nobody answers yet; None where the system does not let us."""
    ear = socket.socket(socket.AF_UNIX)
    try:
        # Left behind by a crash: its program is gone, or this one would not be the first.
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
        with short_name(path) as name:
            ear.bind(name)
        path.chmod(0o600)
        ear.listen(MOST_AT_ONCE)
    except OSError:
        ear.close()
        return None
    return ear

"""One process for all boards of a user: a second start hands its file to the first and ends.

The board's lock stays the truth about who writes; this socket only saves a second program. It lies in the
user's private runtime folder and takes nothing but a path.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from models import places

LONGEST = 8_192
PATIENCE_MS = 1_500
_RAISE = b"raise"


def _name() -> str:
    return str(places.runtime_folder() / "open.socket")


def hand_over(path: Path | None) -> bool:
    """Ask a running program to open `path` (None: come to the front). False if none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name())
    if not socket.waitForConnected(PATIENCE_MS):
        return False
    socket.write(str(path).encode("utf-8", "surrogateescape") if path else _RAISE)
    socket.flush()
    # The answer shows that somebody lives behind the socket.
    answered = socket.waitForReadyRead(PATIENCE_MS)
    socket.disconnectFromServer()
    return answered


class Doorbell(QObject):
    """The first program's ear. rung(Path | None): a second start wants this board, or just the window."""

    rung = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        if not self._server.listen(_name()):
            # Left behind by a crash: nobody answered at it, else this program would have ended.
            QLocalServer.removeServer(_name())
            self._server.listen(_name())

    def close(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(lambda: self._on_message(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _on_message(self, socket: QLocalSocket) -> None:
        message = bytes(socket.read(LONGEST).data())
        socket.write(b"ok")
        socket.flush()
        if message == _RAISE:
            self.rung.emit(None)
            return
        path = Path(message.decode("utf-8", "surrogateescape"))
        if path.is_absolute() and "\0" not in str(path):
            self.rung.emit(path)

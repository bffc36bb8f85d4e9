"""Whoever fetches what a text names is found out."""

from PySide6.QtNetwork import QTcpServer


class Listener:
    """Listens on a port of this machine; `calls`: how many came."""

    def __init__(self) -> None:
        self.server = QTcpServer()
        self.calls = 0
        self.server.newConnection.connect(self._count)
        assert self.server.listen()

    def _count(self) -> None:
        self.calls += 1

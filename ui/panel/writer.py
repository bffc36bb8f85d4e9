"""How the panel's parts write: through the store, and with one place that hears every answer."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.board import Board
from ui.store import Store, Ticket


class Writer(QObject):
    """Submits operations for the opened card, which is marked pending until they are answered."""

    settled = Signal()
    """An operation was done or refused: what is stored should be shown again."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.task_id = 0

    @property
    def board(self) -> Board:
        """The board that is written, for reading."""
        return self._store.board

    def send(self, function: Callable[..., Any], *values: object, **named: object) -> Ticket:
        """Submit `function(board, *values, **named)`."""
        ticket = self._store.submit(function, *values, pending=(self.task_id,), **named)
        ticket.done.connect(self._on_done)
        return ticket

    def _on_done(self, _error: object) -> None:
        self.settled.emit()

"""Pins of Delegate next: what the owner forces into the set that fits, or leaves out of it."""

from models.board import Board
from models.cards import title_of
from models.schema import PINS, Task

_ACTIONS = {"in": "pin_in", "out": "pin_out", None: "unpin"}


def pin_task(board: Board, task: int, pin: str | None) -> None:
    """Pin a task "in" or "out"; None takes the pin off. It stays on the card until the owner takes it off."""
    assert pin is None or pin in PINS, pin
    with board.change(_ACTIONS[pin], title_of(board, task)) as record:
        record.update(Task, task, pin=pin)

"""Opening board files for windows: founded where they are new, read-only where somebody else writes."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from models import places
from models.board import Board
from models.errors import BoardHeld
from models.stages import DEFAULT_NAMES, found_board

# How a board is opened: to be looked at, whatever would be possible.
FOR_READING = "reading"


def open_board(path: Path, *, create: bool = False, how: str = "") -> Board:
    """Open for writing, or for reading only where somebody else writes. Raises BoardError."""
    if how == FOR_READING:
        return Board.open(path, read_only=True)
    try:
        board = Board.open(path, create=create)
    except BoardHeld as error:
        board = Board.open(path, read_only=True)
        board.why_read_only = error
        return board
    if not board.about().id:
        found_board(board, path.stem, names=column_names())
        # The store's own thread is to be the writing one.
        board.close_writer()
    return board


def open_sample(today: dt.date) -> Board:
    """The sample board, its dates lying around `today`."""
    from models import founding

    return founding.open_sample(places.sample_board(), today, column_names())


def column_names() -> dict[str, str]:
    """What new columns are called in the running language, by kind."""
    return {kind: QCoreApplication.translate("models", name) for kind, name in DEFAULT_NAMES.items()}

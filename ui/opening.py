"""Opening board files for windows: founded where they are new, read-only where somebody else writes."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from models import places
from models.board import Board
from models.errors import BoardHeld
from models.stages import DEFAULT_NAMES, found_board


def open_board(path: Path, *, create: bool = False) -> Board:
    """Open for writing, or for reading only where somebody else writes. Raises BoardError."""
    try:
        board = Board.open(path, create=create)
    except BoardHeld:
        return Board.open(path, read_only=True)
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

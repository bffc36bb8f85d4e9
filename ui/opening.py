"""Opening board files for windows: founded where they are new, read-only where somebody else writes."""

import datetime as dt
import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from models import places
from models.board import Board
from models.errors import BoardHeld
from models.lock import taken_in_words, was_closed_well
from models.stages import DEFAULT_NAMES, found_board

# How a board is opened: only looked at, whatever would be possible; or though another computer holds it.
FOR_READING, ANYWAY = "reading", "anyway"
# Or let go of first, because nothing is lost by that: what there is of it is in the file.
MEND = "mend"
# Again, after another computer opened it while it was open here.
TAKEN_AWAY = "taken"


def open_board(path: Path, *, create: bool = False, how: str = "") -> Board:
    """Open for writing; for reading only where somebody else writes or nobody may. Raises BoardError."""
    if not path.exists():
        from models.file_state import bring_back

        bring_back(path)
    if path.exists() and not was_closed_well(path):
        # A crash, or another hand: SQLite would open a spoiled file without a word.
        from models.looking_over import look_over

        look_over(path)
    is_protected = path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    if how == FOR_READING or is_protected:
        from models.hindrance import hindrance, open_for_reading

        return open_for_reading(path, hindrance(path))
    try:
        board = Board.open(path, create=create, anyway=how == ANYWAY)
    except BoardHeld as error:
        from models.hindrance import open_for_reading

        return open_for_reading(path, taken_in_words(path) if how == TAKEN_AWAY else error)
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

"""The sample board as a file: made under a name of its own, so that undo never reaches into it."""

import datetime as dt
from pathlib import Path

from models import sample
from models.board import OWNER, Board
from models.errors import BoardHeld
from models.schema import Journal
from models.stages import found_board

SAMPLE_AUTHOR = "sample"


def open_sample(path: Path, today: dt.date, names: dict[str, str] | None = None) -> Board:
    """The sample board at `path`; made anew, with fresh dates, unless the owner changed it.

    `names`: what the columns are called, by kind.
    """
    if path.exists() and not _is_touched(path):
        for tail in ("", "-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
    is_new = not path.exists()
    try:
        board = Board.open(path, create=True)
    except BoardHeld:
        return Board.open(path, read_only=True)
    if is_new:
        board.author = SAMPLE_AUTHOR
        found_board(board, sample.NAME, sample.SPECIALISATION, names)
        sample.fill_sample(board, today)
        board.author = OWNER
        # Whoever writes next may be another thread.
        board.close_writer()
    return board


def _is_touched(path: Path) -> bool:
    """Whether the owner did anything on the sample."""
    try:
        with Board.open(path) as board:
            query = Journal.select(Journal.revision).where(Journal.author == OWNER).limit(1)
            return bool(list(query.tuples().bind(board.db)))
    except BoardHeld:
        return True

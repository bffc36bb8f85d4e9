"""Takes time away from the running timer that nobody was there for."""

import datetime as dt

from models.board import Board
from models.schema import Timer as TimerRow
from models.timelog import running


def take_away(board: Board, seconds: int) -> None:
    """The running timer goes on with `seconds` less, as if it had been started later. Quiet."""
    timer = running(board)
    if timer is None:
        return
    with board.change("timer", timer.title, kind="quiet") as record:
        started = min(timer.started + dt.timedelta(seconds=seconds), record.moment)
        record.update(TimerRow, timer.id, started=started, beat=record.moment)

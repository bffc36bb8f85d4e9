"""How often a late series went by undone, beside its due; looked up off the screen's thread."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QObject

from models.board import Board
from models.cards import Card
from models.errors import BoardError
from ui import background


def look(board: Board, card: Card, today: date, done: Callable[[int], None], parent: QObject) -> None:
    """`done(times)` gets how often, its due included; not called for what is in time or happens once."""
    if card.repeat is None or card.due is None or card.outcome is not None or card.due >= today:
        return

    def count(_control: background.Control) -> int:
        # What computes dates takes a while to load.
        from models.series import times_passed

        try:
            return times_passed(board, card, today)
        finally:
            board.release_thread()

    def failed(_error: BoardError) -> None:
        """A rule that never comes again has missed nothing."""

    background.run(count, done, failed, parent)


def missed_text(late: str, times: int) -> str:
    """ "14 d late · missed 3 times"; once is only late."""
    if times < 2:
        return late
    words = QCoreApplication.translate("Missed", "missed {times} times").format(times=times)
    return f"{late} · {words}" if late else words

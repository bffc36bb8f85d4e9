"""Undo recalls nothing that was sent: the status line says who has had it, and offers a note."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from models import packet_ops
from models.board import Board
from models.change import Change
from models.packet_ops import Sent
from ui.wording import when_text

# Changes that take something out of somebody's hands, or say that they have nothing.
_TABLE = "handover"


def recall_offer(board: Board, change: Change) -> tuple[str, str, str] | None:
    """Sentence, offer and key for the status line, where a change took back what was sent; else None."""
    if _TABLE not in change.rows or change.kind == "redo":
        return None
    out = packet_ops.still_out(board, change.tasks)
    # A hand-over that is open and was never marked as sent is news only where that was undone.
    if not out or (change.kind != "undo" and all(packet_ops.is_in_their_hands(board, one) for one in out)):
        return None
    key = "recall " + " ".join(str(task) for task in sorted({one.task for one in out}))
    offer = QCoreApplication.translate("RecallNotice", "Copy a note to recall it")
    return _words(board, out), offer, key


def _words(board: Board, out: Sequence[Sent]) -> str:
    newest = out[0]
    if len({one.task for one in out}) > 1:
        text = QCoreApplication.translate("RecallNotice", "{who} has had {count} of them since {when}")
    else:
        text = QCoreApplication.translate("RecallNotice", "{who} has had it since {when}")
    count = len({one.task for one in out if one.assistant == newest.assistant})
    values = {"count": str(count), "when": when_text(newest.made, board.now()), "who": newest.who}
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text

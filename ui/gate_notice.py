"""A card was made delegable though a reason to keep it is ticked: the status line asks, no more."""

from PySide6.QtCore import QCoreApplication

from models.board import Board
from models.change import Change
from models.gated import Gated, gated_by
from models.triage import GATES
from ui.triage_words import gate_name


def gate_offer(board: Board, change: Change) -> tuple[str, str, str] | None:
    """Sentence, offer and key for the status line; without an offer it is a note. None: nothing to say."""
    found = gated_by(board, change)
    if found is None:
        return None
    if found.was == "core":
        return _reasons(found), "", ""
    text = QCoreApplication.translate("GateNotice", "{reasons}: split it?").replace(
        "{reasons}", _reasons(found)
    )
    return text, QCoreApplication.translate("GateNotice", "Split…"), f"split {found.task}"


def _reasons(found: Gated) -> str:
    names = [gate_name(gate) for gate in GATES if gate in found.gates]
    if found.is_speciality:
        names.append(QCoreApplication.translate("GateNotice", "Your specialisation needs it"))
    return " · ".join(names)

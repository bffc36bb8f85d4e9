"""What assistants get, searched for every text of the board that is not theirs.

Each text of each table is a token of its own (tests/models/canaries.py), and so are those of the history, of
what was deleted, undone, or is somebody else's. No byte of any format, unwrapped, may hold one that was not
meant.
"""

import secrets
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from models.board import Board
from models.packet_source import packet_of
from models.packets.formats import FORMATS
from tests.faults.figures import Figure
from tests.models.boards import START
from tests.models.canaries import HELD, canary_board, tokens_in
from tests.models.test_packet_canary import names_of, parts_of

# Apart from the seeds of the tests; a token has seven digits, so there are fewer than a hundred.
FIRST_SEED = 7


def measure(count: int) -> list[Figure]:
    """Make so many documents of each format that every hand-over has."""
    from ui.packet_pdf import render_all

    _ = QApplication.instance() or QApplication([])
    tokens = 0
    documents = dict.fromkeys((*FORMATS, "pdf"), 0)
    strange = dict.fromkeys(documents, 0)
    with tempfile.TemporaryDirectory(prefix="dbk-") as folder:
        # What has no day has no calendar: so many boards that there are enough of each format.
        for seed in range(3 * -(-count // HELD)):
            if min(documents.values()) >= count:
                break
            path = Path(folder) / f"{seed}.board"
            canaries = canary_board(path, FIRST_SEED + seed)
            tokens = len(canaries.where) if not tokens else min(tokens, len(canaries.where))
            with Board.open(path) as board:
                for held in canaries.held:
                    packet = packet_of(board, held, secrets.token_hex(16), 1, START)
                    allowed = canaries.allowed[held.id]
                    for name, content in render_all(packet).items():
                        found = tokens_in(*parts_of(name, content), *names_of(packet))
                        # A document without any token was not searched, or says nothing. What is on no
                        # board came of reading letters of a PDF by the table of another of its fonts.
                        others = (found - allowed) & canaries.where.keys()
                        strange[name] += bool(others) or not found & allowed
                        documents[name] += 1
            path.unlink()
    note = f"each against {tokens:,} tokens"
    return [
        Figure(f"documents as {name} with a text not meant for them", documents[name], strange[name], note)
        for name in documents
    ]

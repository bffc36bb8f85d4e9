"""What an assistant gets is read and drawn off the GUI thread, after everything typed so far is stored."""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject

from models.board import Board
from models.errors import BoardError
from models.packet_ops import Sent, content_of, open_handover, read_packets
from models.packet_source import packet_of
from models.packets.content import Packet
from models.packets.formats import FORMATS
from models.packets.wording import words_for
from ui import background
from ui.packet_pdf import render_all
from ui.store import Store


@dataclass(frozen=True, slots=True)
class Made:
    """A packet in every format. `kept`: it went out before, and these are the very bytes."""

    packet: Packet
    files: Mapping[str, bytes]
    kept: bool = False

    @property
    def text(self) -> str:
        return self.files["text"].decode()


def make(
    store: Store,
    task: int,
    done: Callable[[Made], None],
    failed: Callable[[BoardError], None],
    parent: QObject,
) -> None:
    """Make what the one who has a card gets of it; one of the two is called in the GUI thread."""

    def begin(_error: object) -> None:
        background.run(lambda _control: read_and_draw(store.board, task), done, failed, parent)

    # What was typed a moment ago is stored by now.
    store.submit(_nothing).done.connect(begin)


def read_and_draw(board: Board, task: int) -> Made:
    """In any thread. Where nothing changed since the last packet it is that one, byte for byte.

    Raises Refused where nobody has the card, or an enclosed file is lost.
    """
    try:
        held = open_handover(board, task)
        earlier = [sent for sent in read_packets(board, task) if sent.handover == held.uid]
        for sent in earlier[:1]:
            again = packet_of(board, held, sent.token, sent.number, sent.made)
            if sent.state == "open" and _is_the_same(again, sent):
                return Made(again, kept_files(board, sent), kept=True)
        token, number = secrets.token_hex(16), len(earlier) + 1
        packet = packet_of(board, held, token, number, board.now())
        return Made(packet, render_all(packet))
    finally:
        board.release_thread()


def kept_files(board: Board, sent: Sent) -> dict[str, bytes]:
    """The bytes of every format that was kept; raises Refused for damaged ones."""
    contents = {name: content_of(board, sent, name) for name in sent.files}
    return {name: content for name, content in contents.items() if content is not None}


def _is_the_same(packet: Packet, sent: Sent) -> bool:
    """The page holds everything that a packet says, enclosed files included; only dates it has not are in the
    calendar.
    """
    words = words_for(packet.language)
    for name in ("page", "calendar"):
        content = FORMATS[name].render(packet, words)
        digest = hashlib.sha256(content).hexdigest() if content is not None else None
        if digest != sent.files.get(name):
            return False
    return True


def _nothing(board: Board) -> None:
    """An operation that only waits for those before it."""

"""Cards in somebody's hands with what they got, for tests of sending and of what comes back."""

import dataclasses
import secrets
from collections.abc import Sequence
from typing import Any

from models import handovers, packet_ops
from models.assistants import add_assistant
from models.board import Board
from models.drafts import StepDraft
from models.hands import Terms
from models.packet_source import packet_of
from models.packets.content import Packet
from models.packets.formats import render_all
from models.packets.reply import Reply
from models.repeats import Repeat
from models.tasks import add_tasks
from models.uid import new_uid
from tests.models.boards import draft, order

WEEKLY = Repeat(1, "week")


def given(
    board: Board,
    title: str = "Order gloves",
    name: str = "Maya Reyes",
    more: Sequence[StepDraft] = (),
    **fields: Any,
) -> int:
    """A card with two steps and `more`, handed over to somebody who may be new."""
    row = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    if row is None:
        add_assistant(board, name, "Manila")
        row = board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    steps = [StepDraft("Call"), StepDraft("Order"), *more]
    add_tasks(board, [draft(title, kind="setup", steps=steps, **fields)])
    task = order(board, "setup")[0]
    handovers.hand_over(board, [task], Terms(row[0], uid=new_uid()))
    return task


def packet_for(board: Board, task: int) -> Packet:
    held = packet_ops.open_handover(board, task)
    number = len([one for one in packet_ops.read_packets(board, task) if one.handover == held.uid]) + 1
    return packet_of(board, held, secrets.token_hex(16), number, board.now())


def send(board: Board, task: int, how: str = "text") -> Packet:
    """Make, keep and mark sent, as a press of the button does."""
    packet = packet_for(board, task)
    packet_ops.keep_packet(board, packet, render_all(packet))
    handovers.mark_sent(board, [task], how)
    return packet


def answer(packet: Packet, **fields: Any) -> Reply:
    """A reply to a packet: "done", unless said otherwise."""
    values: dict[str, Any] = {"board": packet.board, "token": packet.token, "version": packet.version}
    return Reply(**(values | {"reply": secrets.token_hex(16), "status": "done"} | fields))


def by_hand(packet: Packet, **fields: Any) -> Reply:
    """A block that was filled in by hand: no board, and the number of what it says."""
    return dataclasses.replace(answer(packet, **fields), board="", reply="f" * 32)

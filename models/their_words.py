"""A mail or a chat, pasted on a card that somebody has: a remark of theirs, and what it says of the work."""

from models import hands
from models.board import Board
from models.cards import title_of
from models.handovers import newest
from models.packet_ops import open_handover
from models.replies import deliver
from models.schema import Comment
from models.texts import clean_lines
from models.uid import new_uid

# What a pasted text may say of the work, on the owner's word.
SAID = ("done", "question", "not_done")
LONGEST = 20_000


def take_words(board: Board, task: int, text: str, said: str) -> None:
    """Keep a text as a remark of the one who has the card; "done" lets it wait for a look, a "question"
    makes it the owner's move.

    Raises Refused when nobody has the card any more.
    """
    assert said in SAID, said
    text = clean_lines(text).strip()[:LONGEST]
    held = open_handover(board, task)
    action = "question" if said == "question" else "reply"
    with board.change(action, title_of(board, task), details={"who": held.name}) as record:
        if text:
            values = {"task": task, "author": held.name, "at": record.moment, "text": text}
            record.insert(Comment, uid=new_uid(), **values)
        if said == "done":
            deliver(board, record, task)
        elif said == "question":
            hands.set_move(record, task, "mine")


def who_has(board: Board, task: int) -> str:
    """The name of the one who has a card, "" if nobody has."""
    held = newest(board, task)
    return held.name if held is not None and held.ended is None else ""

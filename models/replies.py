"""What came back from an assistant: whether it is listened to, what it would change, and the change.

A reply is a claim, never a proof. Only ticks, minutes, a question, a note, "done" and the steps that were
asked for are read from it; they are shown beside what holds now, and written on the owner's word in one step.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from models import hands
from models.adding import day_of
from models.board import Board
from models.brief_edits import NewStep, close_version, matched
from models.brief_versions import snapshot
from models.brief_writing import StepLine, begin, write_steps
from models.errors import Refused
from models.handovers import Held, read_handovers
from models.landing import move_cards, standees
from models.packet_ops import Sent, brief_version, packet_by_token
from models.packets.reply import Reply
from models.record import Recorder
from models.schema import Comment, Step
from models.schema_handover import Brief, Run
from models.schema_handover import Reply as ReplyRow
from models.stages import first_stage
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_STILL_OPEN = ("training", "handed_over")
_LABELS = {
    "done": QT_TRANSLATE_NOOP("models", "How it stands"),
    "minutes": QT_TRANSLATE_NOOP("models", "Minutes this time"),
    "so_far": QT_TRANSLATE_NOOP("models", "Minutes so far"),
    "question": QT_TRANSLATE_NOOP("models", "Question"),
    "note": QT_TRANSLATE_NOOP("models", "Note"),
    "steps": QT_TRANSLATE_NOOP("models", "Steps"),
}
_UNKNOWN = QT_TRANSLATE_NOOP(
    "models", "Nothing that was sent from this board carries the number of this reply."
)
_OTHER_BOARD = QT_TRANSLATE_NOOP("models", "This reply belongs to another board.")
_UNFIT = QT_TRANSLATE_NOOP("models", "This reply does not fit what was sent.")
_RECALLED = QT_TRANSLATE_NOOP("models", "What {who} answers to was recalled.")
_UNDONE = QT_TRANSLATE_NOOP("models", "The hand-over that {who} answers to was undone.")
_TAKEN = QT_TRANSLATE_NOOP("models", "“{title}” is no longer in {who}’s hands.")
_ACCEPTED = QT_TRANSLATE_NOOP("models", "“{title}” is accepted already.")
_TWICE = QT_TRANSLATE_NOOP("models", "This reply was applied already.")
_BINNED = QT_TRANSLATE_NOOP("models", "“{title}” lies in the bin.")
_GONE = QT_TRANSLATE_NOOP("models", "The card that {who} answers to is no longer there.")
_NOTHING = QT_TRANSLATE_NOOP("models", "This reply changes nothing.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of the comparison: of `kind` ("tick", "done", "minutes", "question", "note", "steps"), what
    holds now, and what would.
    """

    kind: str
    label: Sentence | str
    old: Sentence | str
    new: Sentence | str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a reply. `refusal`: why it is not taken; `stale`: the brief's version that they
    had and the one of now; `applied_as`: the number that its row gets. `task` is None where none is known.
    """

    reply: Reply
    refusal: Sentence | None = None
    task: int | None = None
    title: str = ""
    who: str = ""
    stale: tuple[int, int] | None = None
    differences: tuple[Difference, ...] = ()
    applied_as: str = ""
    packet: int = 0


def judge(board: Board, reply: Reply) -> Verdict:
    """Whether a reply is listened to, and what it would change. Reads only."""
    sent = packet_by_token(board, reply.token)
    if sent is None:
        return Verdict(reply, say(_UNKNOWN))
    title, binned, recurs = _card(board, sent)
    held = next((one for one in read_handovers(board, sent.task) if one.uid == sent.handover), None)
    who = held.name if held else sent.who
    applied_as = _number(board, reply, sent.task, recurs)
    verdict = Verdict(reply, None, sent.task, title, who, applied_as=applied_as, packet=sent.id)
    refusal = _refusal(board, reply, sent, held, binned)
    if refusal is None and not applied_as:
        refusal = _TWICE
    if refusal is not None:
        return replace(verdict, refusal=say(refusal, title=title, who=who))
    now = brief_version(board, sent.task)
    stale = (sent.version, now) if now > sent.version else None
    return replace(verdict, stale=stale, differences=tuple(_differences(board, reply, sent.task)))


def apply_reply(board: Board, reply: Reply) -> None:
    """Take a reply over, as one step; it cannot be taken twice unless that step is undone.

    Raises Refused with the sentence of `judge`, or where nothing would change.
    """
    # Judged by the writing thread once more: the board may be another than when it was looked at.
    verdict = judge(board, reply)
    if verdict.refusal is not None:
        raise Refused(verdict.refusal)
    if not verdict.differences:
        raise Refused(say(_NOTHING))
    assert verdict.task is not None
    action = "question" if reply.question else "reply"
    with board.change(action, verdict.title, details={"who": verdict.who}) as record:
        body = json.dumps(asdict(reply), ensure_ascii=False, default=str)
        values = {"task": verdict.task, "packet": verdict.packet, "at": record.moment, "body": body}
        record.insert(ReplyRow, uid=verdict.applied_as, **values)
        _tick(record, reply, verdict.task)
        _take_steps(record, reply, verdict)
        if reply.status == "done":
            _deliver(board, record, reply, verdict.task)
        _comment(record, reply, verdict)


# Judging


def _card(board: Board, sent: Sent) -> tuple[str, bool | None, bool]:
    """Title, whether it lies in the bin (None: it is gone), whether it recurs."""
    sql = "SELECT title, binned IS NOT NULL, repeat_count IS NOT NULL FROM task WHERE id = ?"
    row = board.db.execute_sql(sql, (sent.task,)).fetchone()
    return (row[0], bool(row[1]), bool(row[2])) if row else (sent.title, None, False)


def _refusal(board: Board, reply: Reply, sent: Sent, held: Held | None, binned: bool | None) -> str | None:
    if reply.board not in ("", board.about().uid):
        return _OTHER_BOARD
    if reply.version != sent.version:
        return _UNFIT
    if sent.state != "open":
        return _RECALLED
    if binned is None:
        return _GONE
    if held is None:
        return _UNDONE
    if held.ending == "accepted":
        return _ACCEPTED
    if held.ended is not None:
        return _TAKEN
    return _BINNED if binned else None


def _number(board: Board, reply: Reply, task: int, recurs: bool) -> str:
    """What the reply's row is called; "" for one that was applied.

    A form filled in by hand has no number of its own, only one of what it says: of a task that comes back
    "done" may be said again, once nothing waits any more.
    """
    sql = "SELECT count(*) FROM reply WHERE uid = ? OR uid LIKE ? || '-%'"
    (times,) = board.db.execute_sql(sql, (reply.reply, reply.reply)).fetchone()
    if not times:
        return reply.reply
    waits = board.db.execute_sql("SELECT 1 FROM run WHERE task_id = ? AND ended IS NULL", (task,)).fetchone()
    is_new = not reply.board and recurs and reply.status == "done" and not waits
    return f"{reply.reply}-{times}" if is_new else ""


def _differences(board: Board, reply: Reply, task: int) -> Iterator[Difference]:
    if reply.status == "done" and (now := _standing(board, task)):
        yield Difference("done", say(_LABELS["done"]), *now)
    if reply.minutes is not None:
        yield from _minutes(board, reply, task)
    for name in ("question", "note"):
        if text := getattr(reply, name):
            yield Difference(name, say(_LABELS[name]), "", text)
    for _, text in _newly_ticked(board.db, reply, task):
        yield Difference("tick", text, say(_OPEN), say(_TICKED))
    if lines := _new_steps(board.db, reply, task):
        old = "\n".join(text for _, text, _ in snapshot(board.db, task)["steps"])
        yield Difference("steps", say(_LABELS["steps"]), old, "\n".join(text for _, text, _ in lines))


_OPEN = QT_TRANSLATE_NOOP("models", "open")
_TICKED = QT_TRANSLATE_NOOP("models", "ticked")
_WITH = QT_TRANSLATE_NOOP("models", "in their hands")
_WAITS = QT_TRANSLATE_NOOP("models", "waits for your look")


def _standing(board: Board, task: int) -> tuple[Sentence, Sentence] | None:
    card = next(iter(standees(board, [task])), None)
    return (say(_WITH), say(_WAITS)) if card and card.standing.kind in _STILL_OPEN else None


def _minutes(board: Board, reply: Reply, task: int) -> Iterator[Difference]:
    assert reply.minutes is not None
    if reply.status != "done":
        yield Difference("minutes", say(_LABELS["so_far"]), "", str(reply.minutes))
        return
    sql = "SELECT seconds FROM run WHERE task_id = ? AND ended IS NULL ORDER BY id DESC LIMIT 1"
    row = board.db.execute_sql(sql, (task,)).fetchone()
    old = "" if row is None or row[0] is None else str(row[0] // 60)
    if old != str(reply.minutes):
        yield Difference("minutes", say(_LABELS["minutes"]), old, str(reply.minutes))


def _newly_ticked(db: Any, reply: Reply, task: int) -> list[tuple[int, str]]:
    """Key and text of the steps that they ticked and that are open here."""
    sql = (
        "SELECT id, text FROM step WHERE task_id = ? AND NOT done"
        " AND uid IN (SELECT value FROM json_each(?)) ORDER BY rank, id"
    )
    return list(db.execute_sql(sql, (task, json.dumps(reply.ticked))).fetchall())


def _new_steps(db: Any, reply: Reply, task: int) -> list[StepLine]:
    """The steps as they would be, if they were asked for and are others than those of now."""
    asked = db.execute_sql("SELECT they_write FROM brief WHERE task_id = ?", (task,)).fetchone()
    if not reply.steps or asked is None or not asked[0]:
        return []
    known = snapshot(db, task)["steps"]
    lines = matched(known, [NewStep(text) for text in reply.steps])
    return lines if [list(line) for line in lines] != known else []


# Applying


def _tick(record: Recorder, reply: Reply, task: int) -> None:
    for row, _ in _newly_ticked(record.db, reply, task):
        record.update(Step, row, done=True)


def _take_steps(record: Recorder, reply: Reply, verdict: Verdict) -> None:
    """A version of the brief by the one who wrote them."""
    assert verdict.task is not None
    if lines := _new_steps(record.db, reply, verdict.task):
        close_version(record, verdict.task)
        record.brief_author = verdict.who
        record.update(Brief, begin(record, verdict.task), they_write=False)
        write_steps(record, verdict.task, lines)


def _deliver(board: Board, record: Recorder, reply: Reply, task: int) -> None:
    """A run that waits for a look; a card that waits already gets the minutes."""
    deliver(board, record, task)
    if reply.minutes is not None:
        for row in hands.waiting(record, task)[-1:]:
            record.update(Run, row, seconds=reply.minutes * 60)


def deliver(board: Board, record: Recorder, task: int) -> None:
    """They say it's done: what is in their hands waits for a look."""
    card = next(iter(standees(board, [task])), None)
    if card is not None and card.standing.kind in _STILL_OPEN:
        review = first_stage(board, "review")
        move_cards(board, record, [task], review, None, day_of(record.moment))


def _comment(record: Recorder, reply: Reply, verdict: Verdict) -> None:
    """What they wrote stands on the card under their name; after a question it is the owner's move."""
    texts = [text for text in (reply.question, reply.note) if text]
    if reply.minutes is not None and reply.status != "done":
        so_far = f"{reply.minutes} min"
        texts = [f"{texts[0]}\n({so_far})", *texts[1:]] if texts else [so_far]
    values = {"task": verdict.task, "author": verdict.who, "at": record.moment}
    for text in texts:
        record.insert(Comment, uid=new_uid(), text=text, **values)
    if reply.question:
        hands.set_move(record, verdict.task or 0, "mine")

"""What was sent: kept as it was, given out again byte for byte, recalled.

Keeping and recalling are quiet changes: whoever has got something has got it, and no undo takes that away.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models import brief_versions
from models.board import Board
from models.contents import keep_content
from models.errors import Refused
from models.handovers import Held, newest
from models.packet_source import packet_of
from models.packets import recall as recalling
from models.packets.content import Packet
from models.packets.wording import known_language, words_for
from models.schema_handover import Packet as PacketRow
from models.settings import read_settings
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, say

_NOT_THEIRS = QT_TRANSLATE_NOOP("models", "This was not kept: the card is no longer in these hands.")
_CHANGED = QT_TRANSLATE_NOOP(
    "models", "What {who} gets has changed since you looked at it. Nothing was sent: look at it once more."
)
_DAMAGED = QT_TRANSLATE_NOOP(
    "models", "What {who} got is damaged in the board: these are not the bytes that were sent."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One packet that was kept. `made`: naive UTC; `number`: counts those of its hand-over from 1; `state`:
    "open" or "recalled"; `files`: format → SHA-256. `title` and `who`: as they were then.
    """

    id: int
    uid: str
    task: int
    assistant: int
    title: str
    who: str
    handover: str
    token: str
    version: int
    number: int
    made: dt.datetime
    language: str
    state: str
    files: Mapping[str, str]


def keep_packet(board: Board, packet: Packet, files: Mapping[str, bytes]) -> None:
    """Keep what an assistant gets, in every format, in the step that gives it out.

    The brief's version is fixed: the next edit begins another. Raises Refused when the card is no longer in
    the hands that the packet was made for, or was changed since the packet was made: what is kept under a
    version of the brief is that version.
    """
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    with board.change("packet", packet.title, details={"who": packet.recipient.name}, kind="quiet") as record:
        sql = "SELECT task_id, assistant_id FROM handover WHERE uid = ? AND ended IS NULL"
        row = record.db.execute_sql(sql, (packet.handover,)).fetchone()
        if row is None:
            raise Refused(say(_NOT_THEIRS))
        held = open_handover(board, row[0])
        if packet_of(board, held, packet.token, packet.number, packet.made) != packet:
            raise Refused(say(_CHANGED, who=packet.recipient.name))
        if record.db.execute_sql("SELECT 1 FROM packet WHERE token = ?", (packet.token,)).fetchone():
            return
        task, assistant = row
        brief_versions.fix(record, task)
        for name, content in files.items():
            keep_content(record.db, hashes[name], content)
        record.insert(
            PacketRow,
            uid=new_uid(),
            task=task,
            assistant=assistant,
            title=packet.title,
            who=packet.recipient.name,
            handover=packet.handover,
            token=packet.token,
            version=packet.version,
            made=packet.made,
            language=packet.language,
            state="open",
            files=json.dumps(hashes, sort_keys=True),
        )


def read_packets(board: Board, task: int) -> list[Sent]:
    """What was sent of a card, to whomever, the newest first."""
    return _read(board, "WHERE p.task_id = ? ORDER BY p.id DESC", task)


def packet_by_token(board: Board, token: str) -> Sent | None:
    """The packet that carries this token."""
    return next(iter(_read(board, "WHERE p.token = ?", token)), None)


def content_of(board: Board, sent: Sent, name: str) -> bytes | None:
    """The very bytes that were kept in a format; None where that format held nothing. Raises Refused for
    bytes that are lost or are not what was kept.
    """
    digest = sent.files.get(name)
    if digest is None:
        return None
    row = board.db.execute_sql("SELECT data FROM content WHERE hash = ?", (digest,)).fetchone()
    data = row[0] if row else None
    if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != digest:
        raise Refused(say(_DAMAGED, who=sent.who))
    return data


def recall(board: Board, tasks: Iterable[int], assistant: int) -> None:
    """What an assistant was sent of cards that they do not have any more counts no longer: a reply to it is
    refused.
    """
    for sent in (one for one in still_out(board, tasks) if one.assistant == assistant):
        with board.change("packet", sent.title, details={"who": sent.who}, kind="quiet") as record:
            record.update(PacketRow, sent.id, state="recalled")


def still_out(board: Board, tasks: Iterable[int]) -> list[Sent]:
    """What people have in hand of cards that they are not meant to have: not recalled, and the hand-over it
    belongs to is taken back, given to another, or undone. The newest first.
    """
    return [
        sent
        for (key,) in board.db.execute_sql(_STILL_OUT, (json.dumps(sorted(tasks)),)).fetchall()
        for sent in _read(board, "WHERE p.id = ?", key)
    ]


def is_in_their_hands(board: Board, sent: Sent) -> bool:
    """Whether the hand-over that a packet belongs to is open."""
    sql = "SELECT 1 FROM handover WHERE uid = ? AND ended IS NULL"
    return board.db.execute_sql(sql, (sent.handover,)).fetchone() is not None


def recall_note(board: Board, sent: Iterable[Sent]) -> str:
    """A note to the person who has these, in their language; of several people, to the first."""
    sent = list(sent)
    first = sent[0]
    sql = "SELECT zone, city FROM assistant WHERE id = ?"
    settings = read_settings(board)
    zone, city = board.db.execute_sql(sql, (first.assistant,)).fetchone() or ("", "")
    zone = zone or str(settings["company.zone"])
    words = words_for(known_language(first.language))
    theirs = {(one.title): one.made for one in reversed(sent) if one.assistant == first.assistant}
    owner = settings["company.owner"] or settings["company.name"] or ""
    return recalling.note(first.who, zone, city, list(theirs.items()), owner, words)


def brief_version(board: Board, task: int) -> int:
    """The number of the brief's newest version; 1 before there is any."""
    sql = "SELECT coalesce(max(number), 1) FROM brief_version WHERE task_id = ?"
    return int(board.db.execute_sql(sql, (task,)).fetchone()[0])


def newer_than_sent(board: Board, held: Held) -> tuple[int, int] | None:
    """ "Maya has version 2, you are at 3": the two numbers, or None where what she has is the newest."""
    if held.sent is None or held.sent_version is None or held.ended is not None:
        return None
    now = brief_version(board, held.task)
    return (held.sent_version, now) if now > held.sent_version else None


def open_handover(board: Board, task: int) -> Held:
    """The hand-over that a card is in; raises Refused where nobody has it."""
    held = newest(board, task)
    if held is None or held.ended is not None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody has this card.")))
    return held


_FIELDS = "p.id, p.uid, p.task_id, p.assistant_id, p.title, p.who, p.handover, p.token, p.version"
_READ = f"""
    SELECT {_FIELDS}, (SELECT count(*) FROM packet o WHERE o.handover = p.handover AND o.id <= p.id),
      p.made, p.language, p.state, p.files
    FROM packet p
"""  # noqa: S608 - constants
_STILL_OUT = """
    SELECT p.id FROM packet p LEFT JOIN handover h ON h.uid = p.handover
    WHERE p.task_id IN (SELECT value FROM json_each(?)) AND p.state = 'open'
      AND (h.id IS NULL OR h.ending IN ('taken_back', 'moved') OR (h.ended IS NULL AND h.sent IS NULL))
    ORDER BY p.id DESC
"""


def _read(board: Board, where: str, key: object) -> list[Sent]:
    found = []
    for row in board.db.execute_sql(f"{_READ} {where}", (key,)).fetchall():
        values = dict(zip(Sent.__slots__, row, strict=True))
        values["made"] = dt.datetime.fromisoformat(values["made"])
        values["files"] = json.loads(values["files"] or "{}")
        found.append(Sent(**values))
    return found

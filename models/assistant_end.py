"""The end of an engagement: what there is to take back, and taking it back in one step."""

import datetime as dt
from dataclasses import dataclass, replace

from models import handovers
from models.adding import day_of
from models.assistants import assistant_of
from models.board import Board
from models.errors import Refused
from models.hands import Terms
from models.landing import give_cards, move_cards
from models.record import Recorder
from models.schema import Assistant, Task
from models.schema_handover import Access, Packet
from models.stages import first_stage
from models.words import QT_TRANSLATE_NOOP, say

_SELF = QT_TRANSLATE_NOOP("models", "Their work cannot go to the one who leaves.")
_AWAY = QT_TRANSLATE_NOOP("models", "{name} no longer works with you either.")


@dataclass(frozen=True, slots=True)
class HeldCard:
    """A card in their hands. `kind` of its column; in "review" it waits for the owner's look."""

    task: int
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class AccessLeft:
    """A right that was granted and not revoked yet."""

    id: int
    task: int
    title: str
    tool: str
    role: str
    revoke_on: dt.date | None


@dataclass(frozen=True, slots=True)
class BriefOut:
    """A brief that they have; `version` None where the board does not know which."""

    task: int
    title: str
    version: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """What an end of the engagement takes back. `deputies`: who could take the cards, first choice first."""

    cards: tuple[HeldCard, ...]
    accesses: tuple[AccessLeft, ...]
    briefs: tuple[BriefOut, ...]
    deputies: tuple[int, ...]


def end_preview(board: Board, assistant: int) -> Ending:
    """What there is to take back. Raises Refused for an assistant who is gone."""
    who = assistant_of(board, assistant)
    rows = board.db.execute_sql(_ACCESSES, {"who": assistant}).fetchall()
    accesses = tuple(
        AccessLeft(key, task, title, tool, role, None if day is None else dt.date.fromisoformat(day))
        for key, task, title, tool, role, day in rows
    )
    briefs = board.db.execute_sql(_BRIEFS, {"who": assistant}).fetchall()
    here = _here(board)
    return Ending(
        tuple(HeldCard(*row) for row in board.db.execute_sql(_CARDS, (assistant,)).fetchall()),
        accesses,
        tuple(BriefOut(*row) for row in briefs),
        tuple(other for other in who.deputies if other in here),
    )


def end_engagement(board: Board, assistant: int, day: dt.date, deputy: int | None = None) -> None:
    """They no longer work here, from `day` on: their cards go to the deputy, on the same terms, or back to To
    set up (None); what they may open is listed as to be revoked on that day; what they got is recalled.

    One change, undone as a whole. Raises Refused for a deputy who cannot take it.
    """
    who = assistant_of(board, assistant)
    if deputy is not None:
        _refuse_deputy(board, assistant, deputy)
    preview = end_preview(board, assistant)
    with board.change("end_engagement", who.name) as record:
        for access in preview.accesses:
            record.update(Access, access.id, revoke_on=min(access.revoke_on or day, day))
        take_all_back(board, record, assistant, deputy)
        sql = "SELECT id FROM packet WHERE assistant_id = ? AND state = 'open'"
        for (packet,) in board.db.execute_sql(sql, (assistant,)).fetchall():
            record.update(Packet, packet, state="recalled")
        starts = who.starts if who.starts is None or who.starts <= day else day
        ends = day if who.ends is None else min(who.ends, day)
        record.update(Assistant, assistant, ended=record.moment, starts=starts, ends=ends)


def bring_back(board: Board, assistant: int) -> None:
    """They work here again; nothing is handed to them by that."""
    with board.change("bring_back", assistant_of(board, assistant).name) as record:
        record.update(Assistant, assistant, ended=None, ends=None)


def take_all_back(board: Board, record: Recorder, assistant: int, deputy: int | None) -> None:
    """Inside a change: nothing is in their hands any more, not in the bin either."""
    setup = first_stage(board, "setup")
    for task, moment in board.db.execute_sql(_BINNED, (assistant,)).fetchall():
        # Only what lies on the board can be taken back.
        record.update(Task, task, binned=None)
        move_cards(board, record, [task], setup, None, day_of(board.now()))
        record.update(Task, task, binned=dt.datetime.fromisoformat(moment))
    ids = [task for task, _, _ in board.db.execute_sql(_CARDS, (assistant,)).fetchall()]
    if deputy is None:
        move_cards(board, record, ids, setup, None, day_of(board.now()))
        return
    old = {held.task: held for held in handovers.held_by(board, assistant)}
    for task in reversed(ids):
        terms = Terms(deputy)
        if task in old:
            held = old[task]
            # Money caps are in the other one's currency.
            terms = replace(terms, authority=held.authority, next_check=held.next_check)
            terms = replace(terms, engagement=held.engagement, until=held.until, hour_cap=held.hour_cap)
        give_cards(board, record, [task], terms)


def _refuse_deputy(board: Board, assistant: int, deputy: int) -> None:
    if deputy == assistant:
        raise Refused(say(_SELF))
    name = assistant_of(board, deputy).name
    if deputy not in _here(board):
        raise Refused(say(_AWAY, name=name))


def _here(board: Board) -> set[int]:
    return {row for (row,) in board.db.execute_sql("SELECT id FROM assistant WHERE ended IS NULL").fetchall()}


_BINNED = "SELECT id, binned FROM task WHERE holder_id = ? AND binned IS NOT NULL"
_CARDS = """
    SELECT t.id, t.title, s.kind FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.holder_id = ? AND t.binned IS NULL ORDER BY s.rank, s.id, t.rank, t.id
"""
# What was granted to them by name, or for a card that they have.
_ACCESSES = """
    SELECT c.id, c.task_id, t.title, c.tool, c.role, c.revoke_on FROM access c JOIN task t ON t.id = c.task_id
    WHERE c.granted IS NOT NULL AND c.revoked IS NULL
      AND (c.assistant_id = :who OR (c.assistant_id IS NULL AND t.holder_id = :who))
    ORDER BY c.tool COLLATE NOCASE, c.id
"""
# What was sent for an open hand-over, or can still be answered.
_BRIEFS = """
    SELECT t.id, t.title, max(b.version) FROM (
      SELECT task_id, sent_version AS version FROM handover
        WHERE assistant_id = :who AND sent IS NOT NULL AND ended IS NULL
      UNION ALL SELECT task_id, version FROM packet WHERE assistant_id = :who AND state = 'open'
    ) b JOIN task t ON t.id = b.task_id WHERE t.binned IS NULL GROUP BY t.id ORDER BY t.title COLLATE NOCASE
"""

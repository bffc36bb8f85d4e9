"""What the hand-over sheet begins with: the card's own words, and rules for what nobody should have to say.

By when: the end of their next working day. What they may decide: by the brief, by their usual terms, else by
how bad a slip would be. When the owner looks next: by how far they are with the task.
"""

import datetime as dt
from dataclasses import dataclass

from models.assistant_load import working_time_of
from models.board import Board
from models.briefs import read_brief
from models.errors import Refused
from models.landing import standees
from models.moves import HELD_KINDS, TAKEN_OVER, held_home
from models.settings import Settings, read_settings
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import WorkingTime, default_check, default_due

LEARNING, CHECKED = 1, 3


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for one card and one person. `kind`: of the column where the card will lie; `level`: of
    training they begin with, 0 for what happens once.
    """

    title: str
    done_when: str
    due: dt.date | None
    due_time: str | None
    due_zone: str | None
    authority: int
    next_check: dt.date | None
    kind: str
    level: int


def owner_time(settings: Settings) -> WorkingTime:
    """When the owner works."""
    zone, days, hours = (str(settings[f"company.{name}"]) for name in ("zone", "days", "hours"))
    return WorkingTime(zone, days, hours)


def offer(board: Board, task: int, assistant: int | None, now: dt.datetime, to: str | None = None) -> Offer:
    """What the sheet shows for a card, for this person (None: nobody chosen yet), dropped on a column of kind
    `to` (None: on the person). `now` is naive UTC. Raises Refused when the card or the person is gone.
    """
    standing = next((found.standing for found in standees(board, [task])), None)
    if standing is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))
    title, done_when, day, time, zone = board.db.execute_sql(_TASK, (task,)).fetchone()
    settings = read_settings(board)
    owner = owner_time(settings)
    theirs = owner if assistant is None else working_time_of(board, assistant)
    due = None if day is None else dt.date.fromisoformat(day)
    if due is None:
        due, time, zone = default_due(now, theirs)
    level = 0
    if standing.repeat is not None:
        least = CHECKED if to == "handed_over" or _brings_craft(board, task) else LEARNING
        level = max(least, 0 if assistant is None else level_of(board, task, assistant))
    kind = "review" if to == "review" else held_home(standing.repeat, level)
    today = settings.today(now)
    check = default_check(due, level or None, owner, theirs, today)
    brief = read_brief(board, task, assistant)
    said = brief.holds["authority"].value
    authority = brief.rule if said is None else int(said)
    return Offer(title, done_when, due, time, zone, authority, check, kind, level)


def level_of(board: Board, task: int, assistant: int) -> int:
    """How far somebody is with a task, 0–5."""
    sql = "SELECT level FROM training WHERE task_id = ? AND assistant_id = ?"
    row = board.db.execute_sql(sql, (task, assistant)).fetchone()
    return 0 if row is None else int(row[0])


def likely_taker(board: Board, task: int) -> int | None:
    """Who is named on a card, or had it last, as far as they still work here."""
    for (found,) in board.db.execute_sql(_LIKELY, (task, task)).fetchall():
        return int(found)
    return None


def holders(board: Board, ids: list[int]) -> set[int]:
    """Who has these cards now."""
    found = (card.standing for card in standees(board, ids))
    return {card.holder for card in found if card.holder is not None and card.kind in HELD_KINDS}


_WHERE = {
    "review": QT_TRANSLATE_NOOP("models", "It goes to To review: they have done it already."),
    "once": QT_TRANSLATE_NOOP("models", "It goes to Handed over: it happens once, so nobody is trained."),
    "learn": QT_TRANSLATE_NOOP("models", "It goes to training, step {level}: you do it, they watch."),
    "checked": QT_TRANSLATE_NOOP("models", "It goes to training, step 3: they do it, you check every time."),
    "known": QT_TRANSLATE_NOOP("models", "It goes to Handed over: they know it already."),
}


def where_it_goes(kind: str, level: int) -> Sentence:
    """One line: in which column the card will lie, and why."""
    if kind == "review":
        return say(_WHERE["review"])
    if level == 0:
        return say(_WHERE["once"])
    if level >= TAKEN_OVER:
        return say(_WHERE["known"])
    return say(_WHERE["checked"]) if level == CHECKED else say(_WHERE["learn"], level=level)


_TASK = "SELECT title, done_when, due, due_time, due_zone FROM task WHERE id = ?"
_LIKELY = """
    SELECT found.assistant_id FROM (
      SELECT l.assistant_id, 0 AS late, l.id AS place FROM task_assistant l WHERE l.task_id = ?
      UNION ALL SELECT h.assistant_id, 1, -h.id FROM handover h WHERE h.task_id = ?
    ) found JOIN assistant a ON a.id = found.assistant_id
    WHERE a.ended IS NULL ORDER BY found.late, found.place LIMIT 1
"""


def _brings_craft(board: Board, task: int) -> bool:
    row = board.db.execute_sql("SELECT route FROM triage WHERE task_id = ?", (task,)).fetchone()
    return row is not None and row[0] in ("specialist", "local")

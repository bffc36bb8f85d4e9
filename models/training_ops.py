"""Training as the owner sees and steers it: operations, each one undo step, and how somebody stands with a
task.

The rules (models.trust) move a level by themselves only back, and up after the joint run; the owner has the
last word either way, and may say why.
"""

import datetime as dt
import json
from typing import NamedTuple

from models import brief_versions, next_look, training
from models.board import Board
from models.cards import assistant_name, title_of
from models.errors import Refused
from models.landing import go_home, standees
from models.record import Recorder
from models.schema_handover import Training
from models.texts import clean_text
from models.training import Count
from models.trust import OWNED, TAKEN_OVER, Judgement
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# Of a brief, what a sign-off stands on.
SIGNED_ON = ("steps", "done_when")
# Good for the brief they were signed off on, and for what they were sent since.
_STANDING = """
    SELECT level, since, shown, understood, stopped, nullif(max(coalesce(signed, 0), coalesce((
      SELECT max(coalesce(h.sent_version, h.version, 0)) FROM handover h WHERE h.task_id = g.task_id
        AND h.assistant_id = g.assistant_id AND h.ended IS NULL), 0)), 0), seconds
    FROM training g WHERE g.task_id = ? AND g.assistant_id = ?
"""
_LEARNERS = """
    SELECT a.id, a.name, g.level FROM training g JOIN assistant a ON a.id = g.assistant_id
    WHERE g.task_id = ?
    ORDER BY a.id <> coalesce((SELECT holder_id FROM task WHERE id = ?), 0), g.level DESC, a.name
"""
_STEPS = """
    SELECT at, old, new, cause, note FROM training_step WHERE task_id = ? AND assistant_id = ?
    ORDER BY id DESC
"""


class Standing(NamedTuple):
    """How far somebody is with a task. Moments are naive UTC; `seconds`: the owner's to train them, None
    while not said. `changed`: of SIGNED_ON, what is another than in the brief they were signed off on; it is
    `version` by now. `judgement`: what the rules make of the runs since, an offer among it; `count`: of what.
    """

    level: int
    since: dt.datetime
    shown: dt.datetime | None
    understood: dt.datetime | None
    stopped: dt.datetime | None
    seconds: int | None
    changed: tuple[str, ...]
    version: int | None
    judgement: Judgement
    count: Count  # type: ignore[assignment]  # hides a method of tuples


class Step(NamedTuple):
    """One change of a level, or a wish to stay where it is; `cause` of models.schema_handover.CAUSES."""

    at: dt.datetime
    old: int
    new: int
    cause: str
    note: str


def standing_of(board: Board, task: int, assistant: int) -> Standing | None:
    """How somebody stands with a task; None where nobody ever began to learn it."""
    row = board.db.execute_sql(_STANDING, (task, assistant)).fetchone()
    found = training.count_of(board.db, task, assistant)
    if row is None or found is None:
        return None
    level, *moments, signed, seconds = row
    began, shown, understood, stopped = (one and dt.datetime.fromisoformat(one) for one in moments)
    changed: tuple[str, ...] = ()
    version = None
    if level >= TAKEN_OVER and signed is not None:
        changed, version = _changed_since(board, task, signed)
    return Standing(
        level, began, shown, understood, stopped, seconds, changed, version, found.judgement, found
    )


def learners(board: Board, task: int) -> list[tuple[int, str, int]]:
    """Who learns a task or has learnt it: key, name and level; the one who has it first."""
    return [tuple(row) for row in board.db.execute_sql(_LEARNERS, (task, task)).fetchall()]


def _changed_since(board: Board, task: int, signed: int) -> tuple[tuple[str, ...], int | None]:
    """Of SIGNED_ON, what is another than in that version of the brief, and the newest version's number."""
    sql = "SELECT body FROM brief_version WHERE task_id = ? AND number = ?"
    had = board.db.execute_sql(sql, (task, signed)).fetchone()
    if had is None:
        return (), None
    different = brief_versions.differences(json.loads(had[0]), brief_versions.snapshot(board.db, task))
    sql = "SELECT max(number) FROM brief_version WHERE task_id = ?"
    (version,) = board.db.execute_sql(sql, (task,)).fetchone()
    return tuple(name for name in SIGNED_ON if name in different), version


def steps_of(board: Board, task: int, assistant: int) -> list[Step]:
    """What changed about it, the newest first."""
    rows = board.db.execute_sql(_STEPS, (task, assistant)).fetchall()
    return [Step(dt.datetime.fromisoformat(at), *rest) for at, *rest in rows]


def take_offer(board: Board, task: int, assistant: int) -> None:
    """Widen trust as the rules offer it; the card goes to where it then belongs."""
    found = training.judge(board.db, task, assistant)
    if found.move != "offer":
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Another run came in between; look again.")))
    _set(board, task, assistant, found.to, found.cause, "", found.count)


def set_training(board: Board, task: int, assistant: int, level: int, note: str = "") -> None:
    """The owner's own word on how far somebody is, with why if they say it."""
    assert 0 <= level <= OWNED, level
    _set(board, task, assistant, level, "owner", clean_text(note))


def keep_level(board: Board, task: int, assistant: int, note: str = "") -> None:
    """Stay at this level although more is offered."""
    with _change(board, "keep_level", task, assistant) as record:
        training.keep_level(record, task, assistant, clean_text(note))


def resume(board: Board, task: int, assistant: int, note: str = "") -> None:
    """Go on although five went back."""
    with _change(board, "level", task, assistant) as record:
        training.resume(record, task, assistant, clean_text(note))


def mark_shown(
    board: Board, task: int, assistant: int, *, shown: bool | None = None, understood: bool | None = None
) -> None:
    """They watched it once; they said it back in their own words. With both the joint run is next."""
    with _change(board, "level", task, assistant) as record:
        if not training.mark(record, task, assistant, shown=shown, understood=understood):
            raise Refused(_nobody())


def keep_sign_off(board: Board, task: int, assistant: int) -> None:
    """The brief changed a little; they need not learn it anew."""
    with _change(board, "keep_level", task, assistant) as record:
        record.update(Training, _row(record, task, assistant), signed=brief_versions.fix(record, task))


def set_training_time(
    board: Board, task: int, assistant: int, seconds: int | None, visit: str | None = None
) -> None:
    """The owner's seconds to train somebody, None: not said."""
    assert seconds is None or seconds >= 0, seconds
    with _change(board, "training_time", task, assistant, visit) as record:
        record.update(Training, _row(record, task, assistant), seconds=seconds)


def _set(
    board: Board, task: int, assistant: int, level: int, cause: str, note: str, counted: int | None = None
) -> None:
    with _change(board, "level", task, assistant) as record:
        record.details["level"] = level
        training.set_level(record, task, assistant, level, cause, "", note, counted)
        go_home(board, record, task)
        for card in standees(board, [task]):
            if card.standing.holder == assistant:
                next_look.renew(board, record, task, level, card.standing.due)


def _change(board: Board, action: str, task: int, assistant: int, visit: str | None = None):  # type: ignore[no-untyped-def]
    details = {"who": assistant_name(board, assistant)}
    return board.change(action, title_of(board, task), details=details, visit=visit)


def _row(record: Recorder, task: int, assistant: int) -> int:
    sql = "SELECT id FROM training WHERE task_id = ? AND assistant_id = ?"
    row = record.db.execute_sql(sql, (task, assistant)).fetchone()
    if row is None:
        raise Refused(_nobody())
    return int(row[0])


def _nobody() -> Sentence:
    return say(QT_TRANSLATE_NOOP("models", "Nobody learns this any more."))

"""Training as the owner sees and steers it: operations, each one undo step, and how somebody stands with a
task.

The rules (models.trust) move a level by themselves only back, and up after the joint run; the owner has the
last word either way, and may say why.
"""

import datetime as dt
from typing import NamedTuple

from models import training
from models.board import Board
from models.cards import assistant_name, title_of
from models.errors import Refused
from models.landing import go_home
from models.record import Recorder
from models.schema_handover import Training
from models.texts import clean_text
from models.trust import OWNED, TOGETHER, Judgement
from models.words import QT_TRANSLATE_NOOP, say

# Of a brief, what a sign-off stands on.
SIGNED_ON = ("steps", "done_when")
_STANDING = """
    SELECT level, since, shown, understood, signed, stopped, kept, seconds FROM training
    WHERE task_id = ? AND assistant_id = ?
"""
_STEPS = """
    SELECT at, old, new, cause, note FROM training_step WHERE task_id = ? AND assistant_id = ?
    ORDER BY id DESC
"""
_CHANGED = "SELECT number, changed FROM brief_version WHERE task_id = ? AND number > ? ORDER BY number"


class Standing(NamedTuple):
    """How far somebody is with a task. Moments are naive UTC; `seconds`: the owner's to train them, None
    while not said. `changed`: of SIGNED_ON, what is another than they were signed off on; the newest such
    brief is `version`. `judgement`: what the rules make of the runs since, an offer among it.
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
    if row is None:
        return None
    level, since, shown, understood, signed, stopped, _, seconds = row
    changed: set[str] = set()
    version = None
    if level >= TOGETHER:
        for number, names in board.db.execute_sql(_CHANGED, (task, signed or 0)).fetchall():
            if signed is not None and (found := set(SIGNED_ON) & set(names.split(","))):
                changed |= found
                version = number
    moments = (one and dt.datetime.fromisoformat(one) for one in (since, shown, understood, stopped))
    began, shown, understood, stopped = moments
    names_changed = tuple(name for name in SIGNED_ON if name in changed)
    judged = training.judge(board.db, task, assistant)
    return Standing(level, began, shown, understood, stopped, seconds, names_changed, version, judged)


def steps_of(board: Board, task: int, assistant: int) -> list[Step]:
    """What changed about it, the newest first."""
    rows = board.db.execute_sql(_STEPS, (task, assistant)).fetchall()
    return [Step(dt.datetime.fromisoformat(at), *rest) for at, *rest in rows]


def take_offer(board: Board, task: int, assistant: int) -> None:
    """Widen trust as the rules offer it; the card goes to where it then belongs."""
    found = training.judge(board.db, task, assistant)
    if found.move != "offer":
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Another run came in between; look again.")))
    _set(board, task, assistant, found.to, found.cause, "")


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
        row, level, shown_at, understood_at = _marks(record, task, assistant)
        shown_at = shown_at if shown is None else record.moment if shown else None
        understood_at = understood_at if understood is None else record.moment if understood else None
        record.update(Training, row, shown=shown_at, understood=understood_at)
        if level < TOGETHER and shown_at and understood_at:
            training.set_level(record, task, assistant, TOGETHER, "shown")


def keep_sign_off(board: Board, task: int, assistant: int) -> None:
    """The brief changed a little; they need not learn it anew."""
    with _change(board, "keep_level", task, assistant) as record:
        row, *_ = _marks(record, task, assistant)
        sql = "SELECT max(number) FROM brief_version WHERE task_id = ?"
        (newest,) = record.db.execute_sql(sql, (task,)).fetchone()
        record.update(Training, row, signed=newest)


def set_training_time(board: Board, task: int, assistant: int, seconds: int | None) -> None:
    """The owner's seconds to train somebody, None: not said."""
    assert seconds is None or seconds >= 0, seconds
    with _change(board, "level", task, assistant) as record:
        row, *_ = _marks(record, task, assistant)
        record.update(Training, row, seconds=seconds)


def _set(board: Board, task: int, assistant: int, level: int, cause: str, note: str) -> None:
    with _change(board, "level", task, assistant) as record:
        training.set_level(record, task, assistant, level, cause, "", note)
        go_home(board, record, task)


def _change(board: Board, action: str, task: int, assistant: int):  # type: ignore[no-untyped-def]
    details = {"who": assistant_name(board, assistant)}
    return board.change(action, title_of(board, task), details=details)


def _marks(record: Recorder, task: int, assistant: int) -> tuple[int, int, str | None, str | None]:
    sql = "SELECT id, level, shown, understood FROM training WHERE task_id = ? AND assistant_id = ?"
    row = record.db.execute_sql(sql, (task, assistant)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody learns this any more.")))
    return tuple(row)

"""Writing briefs: plain functions over a Board, each one change and one undo step.

The title, done-when, due and how private it is are the task's own (models.tasks.edit_task); what lies beside
them is here. A brief begins with its first edit.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models import training
from models.board import Board
from models.brief_compare import Version, read_versions, version_of
from models.brief_fields import FIELDS
from models.brief_versions import snapshot
from models.brief_writing import StepLine, begin, write_body, write_steps
from models.briefs import read_brief
from models.cards import title_of
from models.currencies import CURRENCIES
from models.errors import Conflict, Refused
from models.folding import fold
from models.record import Recorder
from models.schema_handover import REVIEWS, Brief, BriefVersion
from models.steps import checked_step_seconds
from models.texts import clean_text
from models.words import QT_TRANSLATE_NOOP, Sentence, say

LONGEST_REPLY_HOURS = 14 * 24
LARGEST_AMOUNT = 10**12
_MONEY = ("spend_run", "spend_month")


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that somebody proposes; `uid`: of the step it was, "" for a new one."""

    text: str
    seconds: int | None = None
    uid: str = ""


def edit_brief(board: Board, task: int, visit: str | None = None, **fields: Any) -> None:
    """Set fields of models.brief_fields.FIELDS; None or "" is again as usual. Money in minor units.

    Edits of one `visit` that follow each other are one change. Raises Refused for what cannot be.
    """
    assert set(fields) <= set(FIELDS), fields
    values = {name: _checked(name, value) for name, value in fields.items()}
    if any(values.get(name) is not None for name in _MONEY) and not values.get("spend_currency"):
        # An amount keeps the currency that stood beside it, whoever gets the card.
        values["spend_currency"] = read_brief(board, task).currency
    with board.change("brief", title_of(board, task), visit=visit) as record:
        record.update(Brief, begin(record, task), **values)


def set_understood(board: Board, task: int, is_understood: bool) -> None:
    """They said it back in their own words, or not after all. Who learns it has it in their training; where
    nobody does, the brief has it.
    """
    with board.change("brief", title_of(board, task)) as record:
        (holder,) = record.db.execute_sql("SELECT holder_id FROM task WHERE id = ?", (task,)).fetchone()
        if holder is None or not training.mark(record, task, holder, understood=is_understood):
            moment = record.moment if is_understood else None
            record.update(Brief, begin(record, task), understood=moment)


def set_brief_time(board: Board, task: int, seconds: int | None, visit: str | None = None) -> None:
    """The owner's seconds to write the brief, None: not said."""
    assert seconds is None or seconds >= 0, seconds
    with board.change("brief", title_of(board, task), visit=visit) as record:
        record.update(Brief, begin(record, task), seconds=seconds)


def accept_steps(
    board: Board, task: int, steps: Sequence[NewStep], author: str = "", merge: bool = False
) -> None:
    """Make proposed steps the steps of a card, as a version of the brief by `author`.

    A step is the one it was by its uid, else by its text; it keeps its tick. The others go, unless `merge`:
    then they stay below.
    """
    with board.change("steps", title_of(board, task), details={"who": author}) as record:
        close_version(record, task)
        record.brief_author = author
        record.update(Brief, begin(record, task), they_write=False)
        write_steps(record, task, matched(snapshot(record.db, task)["steps"], steps, merge))


def restore_version(board: Board, task: int, number: int, seen: Version | None = None) -> None:
    """Make the brief what it was in a version: a new version, the ones between stay.

    `seen`: the newest one that the owner knows of. Raises Conflict where somebody wrote a newer one since.
    """
    version = version_of(board, task, number)
    details = {"number": number}
    with board.change("restore_brief", title_of(board, task), details=details) as record:
        newest = read_versions(board, task)[0]
        if seen is not None and newest != seen:
            text = QT_TRANSLATE_NOOP(
                "models", "Not brought back, because of a newer version: {number} ({when})."
            )
            if newest.author:
                text = QT_TRANSLATE_NOOP(
                    "models", "Not brought back, because of a newer version: {number} ({who}, {when})."
                )
            raise Conflict(say(text, number=newest.number, who=newest.author, when=newest.at))
        close_version(record, task)
        write_body(record, task, version.body)


def close_version(record: Recorder, task: int) -> None:
    """What is written next in this change begins a new version."""
    sql = "SELECT id FROM brief_version WHERE task_id = ? AND NOT fixed ORDER BY number DESC LIMIT 1"
    for (row,) in record.db.execute_sql(sql, (task,)).fetchall():
        record.update(BriefVersion, row, fixed=True)


def matched(known: Sequence[Sequence[Any]], steps: Sequence[NewStep], merge: bool = False) -> list[StepLine]:
    """The steps as they will be: proposed ones with the uids of those they were. `known`: uid, text,
    seconds.
    """
    left = {uid: (text, seconds) for uid, text, seconds in known}
    folded = {uid: fold(text) for uid, text, _ in known}
    lines: list[StepLine] = []
    for step in steps:
        text = " ".join(clean_text(step.text).split())
        if not text:
            continue
        uid = step.uid if step.uid in left else ""
        alike = fold(text)
        uid = uid or next((key for key in left if folded[key] == alike), "")
        _, before = left.pop(uid, ("", None))
        seconds = checked_step_seconds(step.seconds)
        lines.append((uid, text, before if seconds is None else seconds))
    return lines + [(uid, text, seconds) for uid, (text, seconds) in left.items() if merge]


def fault(name: str, value: Any) -> Sentence | None:
    """Why a value cannot be taken for a field, or None; for the field itself."""
    try:
        _checked(name, value)
    except Refused as error:
        return error.sentence
    return None


def _checked(name: str, value: Any) -> Any:
    check = _CHECKS.get(name)
    return check(value) if check else clean_text(str(value or "")).strip()


def _flag(value: Any) -> bool:
    return bool(value)


def _authority(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if value not in range(1, 6):
        raise Refused(say(QT_TRANSLATE_NOOP("models", "What they may decide goes from 1 to 5.")))
    return int(value)


def _amount(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not 0 <= value <= LARGEST_AMOUNT:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "A spending limit is an amount, or 0.")))
    return int(value)


def _currency(value: Any) -> str:
    code = str(value or "").strip().upper()
    if code and code not in CURRENCIES:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "There is no currency {code}."), code=code[:12]))
    return code


def _hours(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not 1 <= value <= LONGEST_REPLY_HOURS:
        text = QT_TRANSLATE_NOOP("models", "You answer within 1 to {most} hours.")
        raise Refused(say(text, most=LONGEST_REPLY_HOURS))
    return int(value)


def _review(value: Any) -> str:
    assert value in REVIEWS or value is None, value
    return value or ""


def _day(value: Any) -> dt.date | None:
    assert value is None or isinstance(value, dt.date), value
    return value


_CHECKS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("no_inputs", "no_access", "nda", "they_write"), _flag),
    **dict.fromkeys(_MONEY, _amount),
    "authority": _authority,
    "spend_currency": _currency,
    "reply_hours": _hours,
    "review": _review,
    "milestone": _day,
}

"""Versions of a brief side by side: what they are, what changed, and whether a change asks for a new look."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from models.board import Board
from models.brief_versions import differences, snapshot
from models.currencies import from_minor
from models.errors import Refused
from models.training_ops import standing_of
from models.words import QT_TRANSLATE_NOOP, Sentence, say

SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True, slots=True)
class Version:
    """A brief as it was. `author`: "" for the owner; `changed`: names of fields, against the version before;
    `is_fixed`: somebody got it. `body`: fields and lists by name (models.brief_versions).
    """

    number: int
    author: str
    at: dt.datetime
    changed: tuple[str, ...]
    is_fixed: bool
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a difference: "same", "out" (only before) or "in" (only after)."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two versions differ: both values as plain text, and line by line."""

    field: str
    before: str
    after: str
    lines: tuple[Line, ...]


def read_versions(board: Board, task: int) -> list[Version]:
    """All versions of a brief, the newest first."""
    sql = f"{_SELECT} WHERE task_id = ? ORDER BY number DESC"
    return [_version(row) for row in board.db.execute_sql(sql, (task,)).fetchall()]


def version_of(board: Board, task: int, number: int) -> Version:
    """One version; raises Refused when there is none such."""
    sql = f"{_SELECT} WHERE task_id = ? AND number = ?"
    for row in board.db.execute_sql(sql, (task, number)).fetchall():
        return _version(row)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This version is no longer there.")))


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Where two bodies differ, field by field, in the order in which a brief is read."""
    found = []
    for name in differences(dict(old), dict(new)):
        before, after = field_text(old, name), field_text(new, name)
        lines = tuple(_lines(before.splitlines(), after.splitlines()))
        if before != after:
            found.append(Difference(name, before, after, lines))
    return found


def compare_steps(board: Board, task: int, steps: Sequence[Sequence[Any]]) -> list[Difference]:
    """What taking over proposed steps (uid, text, seconds) would change."""
    body = snapshot(board.db, task)
    return compare(body, body | {"steps": [list(line) for line in steps]})


def field_text(body: Mapping[str, Any], name: str) -> str:
    """A field or list of a version as plain text, one line a line of a list."""
    value = body.get(name)
    if name in _LISTS:
        return "\n".join(_LISTS[name](line[1:]) for line in value or ())
    if name in ("spend_run", "spend_month") and value is not None:
        currency = body.get("spend_currency") or ""
        return f"{from_minor(value, currency)} {currency}".strip()
    if isinstance(value, bool) or (name in _FLAGS and value in (0, 1)):
        return "✓" if value else ""
    return "" if value is None else str(value)


def asks_for_a_look(board: Board, task: int) -> Sentence | None:
    """Steps or done-when changed since the holder was no longer checked every time: an offer to check every
    time again, in words. The default is no: a small change (training_ops.keep_sign_off).
    """
    sql = "SELECT a.id, a.name FROM task t JOIN assistant a ON a.id = t.holder_id WHERE t.id = ?"
    for assistant, name in board.db.execute_sql(sql, (task,)).fetchall():
        found = standing_of(board, task, assistant)
        if found is not None and found.changed:
            text = QT_TRANSLATE_NOOP("models", "{who} learnt it as it was. Check every time again?")
            return say(text, who=name)
    return None


_SELECT = "SELECT number, author, at, changed, fixed, body FROM brief_version"
_FLAGS = ("no_inputs", "no_access", "nda", "they_write")


def _version(row: Sequence[Any]) -> Version:
    number, author, at, changed, fixed, body = row
    names = tuple(name for name in changed.split(",") if name)
    return Version(number, author, dt.datetime.fromisoformat(at), names, bool(fixed), json.loads(body))


def _step_text(line: Sequence[Any]) -> str:
    text, seconds = line
    return f"{text} ({seconds / 60:g} min)" if seconds else str(text)


def _joined(line: Sequence[Any]) -> str:
    return " · ".join(str(part) for part in line if part)


def _link_text(line: Sequence[Any]) -> str:
    return str(line[0]) if line[0] == line[1] else _joined(line)


def _file_text(line: Sequence[Any]) -> str:
    """The beginning of the hash tells apart two files of one name."""
    return f"{line[0]} ({line[1][:8]})"


_LISTS = {"steps": _step_text, "access": _joined, "links": _link_text, "files": _file_text}


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for how, begin, end, start, stop in SequenceMatcher(None, before, after, False).get_opcodes():
        if how == "equal":
            yield from (Line(SAME, text) for text in before[begin:end])
            continue
        yield from (Line(OUT, text) for text in before[begin:end])
        yield from (Line(IN, text) for text in after[start:stop])

"""The rights a task needs in tools: role, who grants them, when. Never a secret: access is shared, passwords
are not.
"""

import datetime as dt
from typing import Any

from models.board import Board
from models.cards import title_of
from models.errors import Refused
from models.schema_handover import Access
from models.texts import clean_text, clean_title
from models.words import QT_TRANSLATE_NOOP, say

_TEXTS = ("tool", "role", "grant")
_DAYS = ("granted", "revoke_on", "revoked")
_FIELDS = {*_TEXTS, *_DAYS, "assistant"}
_NEEDS_TOOL = QT_TRANSLATE_NOOP("models", "An access needs the name of a tool.")


def add_access(board: Board, task: int, tool: str, uid: str, role: str = "", grant: str = "") -> None:
    """The task needs a right in a tool: which role, and how it is granted (a named account, delegation, a
    share in a vault).
    """
    tool = clean_title(tool)
    if not tool:
        raise Refused(say(_NEEDS_TOOL))
    words = {"tool": tool, "role": clean_title(role), "grant": clean_title(grant)}
    with board.change("access", title_of(board, task)) as record:
        record.insert(Access, uid=uid, task=task, **words)


def edit_access(board: Board, access: int, visit: str | None = None, **fields: Any) -> None:
    """Set tool, role, grant, granted, revoke_on, revoked (days) or assistant (whose it is)."""
    assert set(fields) <= _FIELDS, fields
    task, held = _of(board, access)
    for name in _TEXTS:
        if name in fields:
            fields[name] = clean_text(" ".join(str(fields[name] or "").split()))
    if not fields.get("tool", "x"):
        raise Refused(say(_NEEDS_TOOL))
    days = held | {name: fields[name] for name in _DAYS if name in fields}
    if days["granted"] and days["revoke_on"] and days["revoke_on"] < days["granted"]:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "It would be revoked before it is granted.")))
    with board.change("access", title_of(board, task), visit=visit) as record:
        record.update(Access, access, **fields)


def delete_access(board: Board, access: int) -> None:
    """The task does not need it any more."""
    task, _ = _of(board, access)
    with board.change("access", title_of(board, task)) as record:
        record.delete(Access, access)


def _of(board: Board, access: int) -> tuple[int, dict[str, dt.date | None]]:
    sql = 'SELECT task_id, granted, revoke_on, revoked FROM "access" WHERE id = ?'
    row = board.db.execute_sql(sql, (access,)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This is no longer there.")))
    days = [None if text is None else dt.date.fromisoformat(text) for text in row[1:]]
    return int(row[0]), dict(zip(_DAYS, days, strict=True))

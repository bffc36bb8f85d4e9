"""Whose a right is when a task changes hands: what one person was granted is not told to the next.

Inside an open change. Owners say in one line how something was granted, and to whom only by the card.
"""

import re
from collections.abc import Sequence
from typing import Any

from models.folding import fold
from models.record import Recorder
from models.schema_handover import Access
from models.uid import new_uid

_OPEN = """
    SELECT id, granted_by, granted FROM access
    WHERE task_id = ? AND assistant_id IS NULL AND revoked IS NULL
"""
_RIGHTS = "SELECT tool, role, assistant_id, revoked FROM access WHERE task_id = ? ORDER BY id"


def keep_theirs(record: Recorder, task: int, assistant: int) -> None:
    """What was granted while they had the task is theirs, to be revoked; so is what names them."""
    if record.purging:
        # Erasing a person takes it away itself.
        return
    sql = "SELECT name, email FROM assistant WHERE id = ?"
    name, email = record.db.execute_sql(sql, (assistant,)).fetchone()
    for row, grant, granted in record.db.execute_sql(_OPEN, (task,)).fetchall():
        is_named = _words(name) & _words(grant) or (email and fold(email) in fold(grant))
        if granted is not None or is_named:
            record.update(Access, row, assistant=assistant)


def ask_again(record: Recorder, task: int, assistant: int) -> None:
    """The same rights for whoever takes the task over, not granted yet."""
    rows = record.db.execute_sql(_RIGHTS, (task,)).fetchall()
    open_to = (None, assistant)
    known = {_right(row) for row in rows if row[2] in open_to and row[3] is None}
    for row in rows:
        tool, role, _, _ = row
        if _right(row) not in known:
            known.add(_right(row))
            record.insert(Access, uid=new_uid(), task=task, tool=tool, role=role)


def _right(row: Sequence[Any]) -> tuple[str, str]:
    return fold(row[0]), fold(row[1])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w{2,}", fold(text)))

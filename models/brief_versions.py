"""Versions of a brief: editing makes one, ticking does not. Written in the very change that edits.

A version is open until somebody has it (a hand-over, something sent); the next edit after that begins a
new one. `body` of a version is JSON: `{"outcome": …, "done_when": …, "steps": [[uid, text, seconds], …], …}`.
"""

import json
from collections.abc import Iterable
from typing import Any

from peewee import SqliteDatabase

from models.brief_fields import FIELDS
from models.record import Recorder
from models.schema_handover import BriefVersion
from models.uid import new_uid

_BRIEF = f"SELECT {', '.join(FIELDS)} FROM brief WHERE task_id = ?"  # noqa: S608 - constants
_LISTS = {
    "steps": "SELECT uid, text, seconds FROM step WHERE task_id = ? ORDER BY rank, id",
    "access": 'SELECT uid, tool, role, granted_by FROM "access" WHERE task_id = ? ORDER BY id',
    "links": "SELECT uid, title, url FROM attachment WHERE task_id = ? ORDER BY id",
    "files": "SELECT uid, name, hash FROM enclosure WHERE task_id = ? ORDER BY id",
}
_BEGUN = "SELECT 1 FROM brief WHERE task_id = ? UNION ALL SELECT 1 FROM brief_version WHERE task_id = ?"
_TOLD = "SELECT DISTINCT task_id FROM brief_version WHERE task_id IN (SELECT value FROM json_each(?))"
_NEWEST = "SELECT id, number, fixed, body FROM brief_version WHERE task_id = ? ORDER BY number DESC LIMIT 1"


def snapshot(db: SqliteDatabase, task: int) -> dict[str, Any]:
    """The whole brief as it is now."""
    found = db.execute_sql(_BRIEF, (task,)).fetchone()
    body: dict[str, Any] = dict(zip(FIELDS, found, strict=True)) if found else {}
    row = db.execute_sql("SELECT done_when, sensitivity FROM task WHERE id = ?", (task,)).fetchone()
    body["done_when"], body["sensitivity"] = row or ("", "")
    for name, sql in _LISTS.items():
        body[name] = [list(line) for line in db.execute_sql(sql, (task,)).fetchall()]
    return body


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The names of the fields in which two versions differ."""
    return [
        name
        for name in (*FIELDS, "done_when", "sensitivity", *_LISTS)
        if _said(old, name) != _said(new, name)
    ]


def keep(record: Recorder, tasks: Iterable[int], author: str = "") -> None:
    """Bring the newest versions of these tasks' briefs up to what was just written; tasks without a brief,
    which nobody ever got, have none.
    """
    for task in sorted(tasks):
        if record.db.execute_sql(_BEGUN, (task, task)).fetchone():
            _keep(record, task, author)


def keep_apart(record: Recorder, tasks: Iterable[int]) -> None:
    """After an undo or a redo: where somebody else's newest version is not the brief as it is, that is a
    version of its own. Alone on a board this finds nothing: versions go back with what they tell of.
    """
    for (task,) in record.db.execute_sql(_TOLD, (json.dumps(sorted(tasks)),)).fetchall():
        body = snapshot(record.db, task)
        _, number, _, text = record.db.execute_sql(_NEWEST, (task,)).fetchone()
        if changed := differences(json.loads(text), body):
            _insert(record, task, number + 1, "", body, ",".join(changed))


def fix(record: Recorder, task: int) -> int:
    """Somebody gets the brief as it is now: its number. The next edit begins a new version."""
    number = _keep(record, task, "")
    for row, _, fixed, _ in record.db.execute_sql(_NEWEST, (task,)).fetchall():
        if not fixed:
            record.update(BriefVersion, row, fixed=True)
    return number


def _keep(record: Recorder, task: int, author: str) -> int:
    body = snapshot(record.db, task)
    newest = record.db.execute_sql(_NEWEST, (task,)).fetchone()
    if newest is None:
        return _insert(record, task, 1, author, body, "")
    row, number, fixed, text = newest
    old = json.loads(text)
    changed = differences(old, body)
    if not changed:
        return int(number)
    if fixed:
        return _insert(record, task, number + 1, author, body, ",".join(changed))
    record.update(
        BriefVersion, row, body=_text(body), at=record.moment, changed=_changed(record, task, number, body)
    )
    return int(number)


def _changed(record: Recorder, task: int, number: int, body: dict[str, Any]) -> str:
    """What an open version changes against the one before it."""
    sql = "SELECT body FROM brief_version WHERE task_id = ? AND number < ? ORDER BY number DESC LIMIT 1"
    before = record.db.execute_sql(sql, (task, number)).fetchone()
    return ",".join(differences(json.loads(before[0]), body)) if before else ""


def _insert(record: Recorder, task: int, number: int, author: str, body: dict[str, Any], changed: str) -> int:
    fields = {"author": author, "at": record.moment, "changed": changed, "body": _text(body)}
    record.insert(BriefVersion, uid=new_uid(), task=task, number=number, fixed=False, **fields)
    return number


def _text(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def _said(body: dict[str, Any], name: str) -> Any:
    """Nothing said is the same as an empty field."""
    return body.get(name) or None

"""Copies of an owner's texts inside the board: versions and templates of briefs, replies, what was sent.

A secret that is masked where it was written is taken out of these, too. What was sent is not rewritten: it
was what it was; its bytes are dropped, and only the fact that something was sent stays.
"""

import json
from collections.abc import Callable
from typing import Any

from models.record import Recorder
from models.schema_handover import Packet

# Texts that go into what an assistant gets; only where one of these held a secret can a packet hold it.
SENT = frozenset({"task", "step", "brief", "access", "attachment", "enclosure"})
_JSON = (
    "SELECT id, body FROM brief_version WHERE task_id = ?",
    "SELECT id, body FROM reply WHERE task_id = ?",
)
_WRITE = (
    "UPDATE brief_version SET body = ? WHERE id = ?",
    "UPDATE reply SET body = ? WHERE id = ?",
)


def clean_copies(record: Recorder, clean: Callable[[str], str], task: int, *, was_sent: bool) -> None:
    """Take secrets out of every copy of a task's texts; `clean` takes them out of one text.

    `was_sent`: the secret stood in something that assistants get, so what is kept of that goes.
    """
    db = record.db
    for read, write in zip(_JSON, _WRITE, strict=True):
        for row, body in db.execute_sql(read, (task,)).fetchall():
            if (new := cleaned_json(body, clean)) != body:
                db.execute_sql(write, (new, row))
    for row, body in db.execute_sql("SELECT id, body FROM brief_template").fetchall():
        if (new := cleaned_json(body, clean)) != body:
            db.execute_sql("UPDATE brief_template SET body = ? WHERE id = ?", (new, row))
    sql = "SELECT id, image FROM journal_row WHERE task = ? AND item IN ('brief_version', 'reply')"
    for line, image in db.execute_sql(sql, (task,)).fetchall():
        if image and (new := cleaned_json(image, clean)) != image:
            db.execute_sql("UPDATE journal_row SET image = ? WHERE id = ?", (new, line))
    if was_sent:
        _drop_packets(record, task, clean)


def cleaned_json(text: str, clean: Callable[[str], str]) -> str:
    """A JSON text with every string in it cleaned, also those that are JSON themselves."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            if value[:1] in ("{", "["):
                try:
                    return json.dumps(walk(json.loads(value)), ensure_ascii=False, sort_keys=True)
                except ValueError:
                    pass
            return clean(value)
        if isinstance(value, list):
            return [walk(one) for one in value]
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        return value

    old = json.loads(text)
    new = walk(old)
    return text if new == old else json.dumps(new, ensure_ascii=False, sort_keys=True)


def _drop_packets(record: Recorder, task: int, clean: Callable[[str], str]) -> None:
    sql = "SELECT id, title, files FROM packet WHERE task_id = ?"
    for row, title, files in record.db.execute_sql(sql, (task,)).fetchall():
        if not files and clean(title) == title:
            continue
        record.update(Packet, row, files="", title=clean(title))
        for one in json.loads(files or "{}").values():
            record.db.execute_sql("DELETE FROM content WHERE hash = ?", (str(one),))

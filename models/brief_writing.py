"""Writing a whole brief inside an open change: its row, and its lists of steps, access, links and files.

Lines of a list are known by their uid, so that what stays keeps its key, its tick and its dates.
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from models.brief_fields import FIELDS
from models.ordering import lie_below, move_row, ranks_below
from models.record import Recorder
from models.schema import Attachment, Row, Step, Task
from models.schema_handover import Access, Brief, Enclosure
from models.uid import new_uid

# uid ("" for a new one), text, expected seconds
StepLine = tuple[str, str, int | None]
_TASK_FIELDS = ("done_when", "sensitivity")
# Of a version's line after the uid, by the field's name.
_LISTS: dict[str, tuple[type[Row], tuple[str, ...]]] = {
    "access": (Access, ("tool", "role", "grant")),
    "links": (Attachment, ("title", "url")),
    "files": (Enclosure, ("name", "hash")),
}


def begin(record: Recorder, task: int) -> int:
    """The key of the task's brief, which is made if there is none."""
    found = record.db.execute_sql("SELECT id FROM brief WHERE task_id = ?", (task,)).fetchone()
    return int(found[0]) if found else record.insert(Brief, uid=new_uid(), task=task, **_EMPTY)


def write_body(record: Recorder, task: int, body: Mapping[str, Any]) -> None:
    """Make the brief what a version's body says, in every field and list."""
    fields = {name: body[name] for name in FIELDS if name in body}
    record.update(Brief, begin(record, task), **(_EMPTY | fields))
    record.update(Task, task, **{name: body.get(name) or "" for name in _TASK_FIELDS})
    write_steps(record, task, [(uid, text, seconds) for uid, text, seconds in body.get("steps", ())])
    for name in _LISTS:
        write_list(record, task, name, body.get(name, ()))


def write_steps(record: Recorder, task: int, lines: Sequence[StepLine]) -> None:
    """Make these the steps, in this order; those not named go."""
    sql = "SELECT uid, id FROM step WHERE task_id = ?"
    known: dict[str, int] = dict(record.db.execute_sql(sql, (task,)).fetchall())
    record.delete_many(Step, [row for uid, row in known.items() if uid not in {line[0] for line in lines}])
    above: int | None = None
    for is_known, group in groupby(lines, lambda line: line[0] in known):
        if not is_known:
            above = _insert_steps(record, task, above, list(group))
            continue
        for uid, text, seconds in group:
            row = known[uid]
            record.update(Step, row, text=text, seconds=seconds)
            if not lie_below(record, Step, task, above, [row]):
                move_row(record, Step, row, {"rank": ranks_below(record, Step, task, above, 1, [row])[0]})
            above = row


def _insert_steps(record: Recorder, task: int, above: int | None, lines: Sequence[StepLine]) -> int:
    """New steps below another one, all at once; the key of the last."""
    ranks = ranks_below(record, Step, task, above, len(lines))
    names = ("uid", "task", "text", "seconds", "done", "rank")
    rows = [
        (uid or new_uid(), task, text, seconds, False, rank)
        for (uid, text, seconds), rank in zip(lines, ranks, strict=True)
    ]
    return record.insert_many(Step, names, rows)[-1]


def write_list(record: Recorder, task: int, name: str, lines: Sequence[Sequence[Any]]) -> None:
    """Make these the lines of "access", "links" or "files"; each begins with its uid ("" for a new one)."""
    model, fields = _LISTS[name]
    table = model._meta.table_name
    sql = f'SELECT uid, id FROM "{table}" WHERE task_id = ?'  # noqa: S608 - a constant
    known: dict[str, int] = dict(record.db.execute_sql(sql, (task,)).fetchall())
    wanted = {line[0]: dict(zip(fields, line[1:], strict=True)) for line in lines if line[0]}
    fresh = [dict(zip(fields, line[1:], strict=True)) for line in lines if not line[0]]
    record.delete_many(model, [row for uid, row in known.items() if uid not in wanted])
    for uid, values in [*wanted.items(), *((new_uid(), values) for values in fresh)]:
        if uid in known:
            record.update(model, known[uid], **values)
        elif (more := _file(record, values) if name == "files" else {}) is not None:
            record.insert(model, uid=uid, task=task, **values, **more)


def _file(record: Recorder, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Kind and size of a file whose bytes are still there."""
    sql = "SELECT size FROM content WHERE hash = ?"
    found = record.db.execute_sql(sql, (values["hash"],)).fetchone()
    return None if found is None else {"kind": kind_of(values["name"]), "size": found[0]}


def kind_of(name: str) -> str:
    """What a file's name says it is, such as "image/png"; "" where it says nothing."""
    import mimetypes

    return mimetypes.guess_type(name, strict=False)[0] or ""


_NUMBERS = ("authority", "spend_run", "spend_month", "reply_hours", "milestone")
_FLAGS = ("no_inputs", "no_access", "nda", "they_write")
_EMPTY: dict[str, Any] = {
    name: None if name in _NUMBERS else False if name in _FLAGS else "" for name in FIELDS
}

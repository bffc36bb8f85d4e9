"""Operations on tasks: plain functions over a Board, each one change and one undo step."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from models import journal
from models.adding import DraftWriter, clean_title, day_of, settle
from models.board import Board
from models.cards import make_repeat
from models.drafts import TaskDraft
from models.errors import Refused
from models.moves import Landing, Standing, land, verdict_home
from models.ordering import move_row, ranks_below
from models.record import Recorder
from models.repeats import Repeat, seconds_per_week
from models.schema import (
    OUTCOMES,
    VERDICTS,
    Assistant,
    Attachment,
    Comment,
    Link,
    Row,
    Stage,
    Step,
    Tag,
    Task,
    TaskAssistant,
    TaskTag,
)
from models.stages import first_stage, stage_of
from models.words import QT_TRANSLATE_NOOP, say

# "Leave this field as it is", where None means "empty it".
KEEP: Final = object()
_EDITABLE = frozenset(
    {"title", "notes", "verdict", "due", "due_time", "due_zone", "repeat", "seconds_per_run"}
)


def add_tasks(
    board: Board, drafts: Sequence[TaskDraft], stage: int | None = None, after: int | None = None
) -> None:
    """New cards, in this order, below the card `after` (None: on top) of a column (None: each draft's own)."""
    if not drafts:
        return
    target = stage_of(board, stage) if stage is not None else None
    groups: dict[int, list[TaskDraft]] = {}
    for draft in drafts:
        if target is not None:
            # The column decides; what the draft says beyond it stays.
            draft.kind = target.kind
        place = target.id if target else first_stage(board, settle(draft)[0]).id
        groups.setdefault(place, []).append(draft)
    subject = clean_title(drafts[0].title) if len(drafts) == 1 else ""
    with board.change("add", subject, details={"count": len(drafts)}) as record:
        writer = DraftWriter(board, record)
        for place, group in groups.items():
            writer.write(group, [place] * len(group), ranks_below(record, Task, place, after, len(group)))


def move_tasks(
    board: Board, ids: Sequence[int], stage: int, after: int | None = None, today: dt.date | None = None
) -> None:
    """Put cards into a column, in this order, below the card `after` (None: on top). What it means: models.moves."""
    target = stage_of(board, stage)
    day = today or day_of(board.now())
    with board.change(
        "order", _subject(board, ids), details={"count": len(ids), "to": target.name}
    ) as record:
        _move(board, record, ids, target.id, target.kind, after, day)


def edit_task(board: Board, task: int, visit: str | None = None, **fields: Any) -> None:
    """Set fields of a card: title, notes, verdict, due, due_time, due_zone, repeat (a Repeat or None), seconds_per_run.

    Edits of one `visit` that follow each other are one change. A new verdict takes the card to its column.
    """
    assert set(fields) <= _EDITABLE, fields
    action = "decide" if "verdict" in fields else "edit"
    title = clean_title(str(fields.get("title") or _title(board, task)))
    if "title" in fields:
        if not title or not str(fields["title"]).strip():
            raise Refused(say(QT_TRANSLATE_NOOP("models", "A card needs a title.")))
        fields["title"] = title
    with board.change(action, title, visit=visit) as record:
        _edit(board, record, task, fields)


def edit_tags(board: Board, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
    """Put tags on cards and take tags off them, by name."""
    with board.change("edit", _subject(board, ids), details={"count": len(ids)}) as record:
        _edit_names(board, record, Tag, ids, add, remove)


def edit_assistants(
    board: Board, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> None:
    """Put assistants' names on cards and take them off."""
    with board.change("edit", _subject(board, ids), details={"count": len(ids)}) as record:
        _edit_names(board, record, Assistant, ids, add, remove)


def bulk_edit(
    board: Board,
    ids: Sequence[int],
    *,
    due: Any = KEEP,
    seconds_per_run: Any = KEEP,
    add_tags: Iterable[str] = (),
    remove_tags: Iterable[str] = (),
    stage: int | None = None,
    today: dt.date | None = None,
) -> None:
    """Change several cards as one step."""
    fields = {name: v for name, v in (("due", due), ("seconds_per_run", seconds_per_run)) if v is not KEEP}
    with board.change("edit", _subject(board, ids), details={"count": len(ids)}) as record:
        for task in ids:
            if fields:
                _edit(board, record, task, dict(fields))
        _edit_names(board, record, Tag, ids, add_tags, remove_tags)
        if stage is not None:
            target = stage_of(board, stage)
            record.details["to"] = target.name
            _move(
                board, record, ids, target.id, target.kind, None, today or day_of(board.now()), retitle=False
            )


def bin_tasks(board: Board, ids: Sequence[int]) -> None:
    """Put cards into the bin."""
    with board.change("bin", _subject(board, ids), details={"count": len(ids)}) as record:
        for task in ids:
            record.update(Task, task, binned=record.moment)


def restore_tasks(board: Board, ids: Sequence[int]) -> None:
    """Take cards out of the bin, back to their column and place."""
    with board.change("restore", _subject(board, ids), details={"count": len(ids)}) as record:
        for task in ids:
            _find_free_place(record, task)
            record.update(Task, task, binned=None)


def empty_bin(board: Board, ids: Sequence[int] | None = None) -> None:
    """Delete cards in the bin for good, with their texts in the journal and the search. This cannot be undone."""
    query = Task.select(Task.id).where(Task.binned.is_null(False))
    binned = {task for (task,) in query.tuples().bind(board.db)}
    going = sorted(binned if ids is None else binned & set(ids))
    with board.change("empty_bin", details={"count": len(going)}, kind="old") as record:
        for model in (Step, TaskTag, TaskAssistant, Comment, Attachment, Link):
            column: Any = model._meta.fields["task"]
            rows = model.select(model.id).where(column.in_(going)).tuples().bind(board.db)
            record.delete_many(model, [row for (row,) in rows])
        far = Link.select(Link.id).where(Link.other.in_(going)).tuples().bind(board.db)
        record.delete_many(Link, [row for (row,) in far])
        record.delete_many(Task, going)
        record.drop_images()
        journal.forget(record.db, going)
        record.purged = bool(going)


def end_series(board: Board, task: int) -> None:
    """A recurring card is done for good: it goes to Done and does not come back."""
    target = first_stage(board, "done")
    with board.change("end_series", _title(board, task)) as record:
        rank = ranks_below(record, Task, target.id, None, 1, [task])[0]
        _put(record, task, {"stage": target.id, "rank": rank, "outcome": "done", "done": record.moment})


def finish_tasks(board: Board, ids: Sequence[int], outcome: str) -> None:
    """Finish cards with an outcome (done, dropped, automated), whether they recur or not; they go to Done."""
    assert outcome in OUTCOMES, outcome
    target = first_stage(board, "done")
    with board.change("finish", _subject(board, ids), details={"count": len(ids)}) as record:
        ranks = ranks_below(record, Task, target.id, None, len(ids), ids)
        for task, rank in zip(ids, ranks, strict=True):
            _put(record, task, {"stage": target.id, "rank": rank, "outcome": outcome, "done": record.moment})


def id_of(board: Board, uid: str) -> int | None:
    """The key of the task with this uid, or None."""
    for (task,) in Task.select(Task.id).where(Task.uid == uid).tuples().bind(board.db):
        return int(task)
    return None


# Inside a change


def _move(
    board: Board,
    record: Recorder,
    ids: Sequence[int],
    stage: int,
    kind: str,
    after: int | None,
    today: dt.date,
    *,
    retitle: bool = True,
) -> None:
    """Move within an open change. Cards that do not land in the column (a series done once) keep out of the way."""
    landings = [
        (task, land(standing, kind, record.moment, today)) for task, standing in _standings(board, ids)
    ]
    dropped = [task for task, landing in landings if landing.kind is None]
    ranks = iter(ranks_below(record, Task, stage, after, len(dropped), dropped))
    for task, landing in landings:
        if landing.kind is None:
            _put(record, task, landing.fields | {"stage": stage, "rank": next(ranks)})
        else:
            _go_home(board, record, task, landing)
    if retitle and landings:
        # The words tell of the first card; a series done this time is told with its next date.
        first = landings[0][1]
        record.action = first.action
        if first.action == "finish_once":
            due = first.fields.get("due")
            record.details["next"] = due.isoformat() if due else "–"


def _go_home(board: Board, record: Recorder, task: int, landing: Landing) -> None:
    assert landing.kind is not None
    current = record.db.execute_sql(
        "SELECT s.kind FROM task t JOIN stage s ON s.id = t.stage_id WHERE t.id = ?", (task,)
    ).fetchone()[0]
    if current == landing.kind:
        record.update(Task, task, **landing.fields)
        return
    home = first_stage(board, landing.kind)
    rank = ranks_below(record, Task, home.id, None, 1, [task])[0]
    _put(record, task, landing.fields | {"stage": home.id, "rank": rank})


def _put(record: Recorder, task: int, fields: dict[str, Any]) -> None:
    """Fields with a new place, in one row change that remembers the old neighbour."""
    columns = {
        Task._meta.fields[name].column_name: Task._meta.fields[name].db_value(v) for name, v in fields.items()
    }
    move_row(record, Task, task, columns)


def _edit(board: Board, record: Recorder, task: int, fields: dict[str, Any]) -> None:
    if "repeat" in fields:
        repeat: Repeat | None = fields.pop("repeat")
        fields["repeat_count"] = repeat.count if repeat else None
        fields["repeat_unit"] = repeat.unit if repeat else None
        fields["rrule"] = repeat.rule if repeat else None
    if "due" in fields and fields["due"] is None:
        fields |= {"due_time": None, "due_zone": None}
    verdict = fields.pop("verdict", None)
    record.update(Task, task, **fields)
    if "seconds_per_run" in fields or "repeat_count" in fields:
        columns = (Task.seconds_per_run, Task.repeat_count, Task.repeat_unit, Task.rrule)
        for seconds, *repeat_of in Task.select(*columns).where(Task.id == task).tuples().bind(board.db):
            record.update(Task, task, seconds_per_week=seconds_per_week(seconds, make_repeat(*repeat_of)))
    if verdict is not None:
        _decide(board, record, task, verdict)


def _decide(board: Board, record: Recorder, task: int, verdict: str) -> None:
    assert verdict in VERDICTS, verdict
    for _, standing in _standings(board, [task]):
        home = verdict_home(standing.kind, verdict)
        if home is None:
            record.update(Task, task, verdict=verdict)
            return
        target = first_stage(board, home)
        rank = ranks_below(record, Task, target.id, None, 1, [task])[0]
        _put(record, task, {"stage": target.id, "rank": rank, "verdict": verdict})


def _edit_names(
    board: Board,
    record: Recorder,
    model: type[Row],
    ids: Sequence[int],
    add: Iterable[str],
    remove: Iterable[str],
) -> None:
    writer = DraftWriter(board, record)
    both: Any = TaskTag if model is Tag else TaskAssistant
    field: Any = TaskTag.tag if model is Tag else TaskAssistant.assistant
    wanted = [key for name in add if (key := writer.name_id(model, name)) is not None]
    leaving = [key for name in remove if (key := writer.known_id(model, name)) is not None]
    rows = both.select(both.id, both.task, field).where(both.task.in_(list(ids))).tuples().bind(board.db)
    present = {(task, key): row for row, task, key in rows}
    record.delete_many(both, [row for (_, key), row in present.items() if key in leaving])
    new = [(task, key) for task in ids for key in wanted if (task, key) not in present]
    record.insert_many(both, ["task", field.name], new)


def _find_free_place(record: Recorder, task: int) -> None:
    """While a card was in the bin, its place may have been given away; then it goes right below who took it."""
    sql = (
        "SELECT o.id, t.stage_id FROM task t JOIN task o ON o.stage_id = t.stage_id AND o.rank = t.rank"
        " WHERE t.id = ? AND o.id != t.id AND o.binned IS NULL LIMIT 1"
    )
    found = record.db.execute_sql(sql, (task,)).fetchone()
    if found:
        record.update(Task, task, rank=ranks_below(record, Task, found[1], found[0], 1, [task])[0])


def _standings(board: Board, ids: Sequence[int]) -> list[tuple[int, Standing]]:
    fields = (
        Task.id,
        Stage.kind,
        Task.verdict,
        Task.outcome,
        Task.due,
        Task.repeat_count,
        Task.repeat_unit,
        Task.rrule,
    )
    rows: dict[int, Standing] = {}
    for start in range(0, len(ids), 500):
        chunk = list(ids[start : start + 500])
        held = {
            t
            for (t,) in TaskAssistant.select(TaskAssistant.task)
            .where(TaskAssistant.task.in_(chunk))
            .tuples()
            .bind(board.db)
        }
        query = Task.select(*fields).join(Stage).where(Task.id.in_(chunk), Task.binned.is_null())
        for task, kind, verdict, outcome, due, *repeat in query.tuples().bind(board.db):
            rows[task] = Standing(kind, verdict, outcome, due, make_repeat(*repeat), task in held)
    return [(task, rows[task]) for task in ids if task in rows]


def _title(board: Board, task: int) -> str:
    for (title,) in Task.select(Task.title).where(Task.id == task).tuples().bind(board.db):
        return str(title)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This card is no longer there.")))


def _subject(board: Board, ids: Sequence[int]) -> str:
    """The title for the words of a change, when it is about one card."""
    return _title(board, ids[0]) if len(ids) == 1 else ""

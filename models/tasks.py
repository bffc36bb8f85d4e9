"""Operations on tasks: plain functions over a Board, each one change and one undo step."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from peewee import Case

from models import contents, retention, sqlite, suggesting
from models.adding import DraftWriter, day_of, settle
from models.board import Board
from models.cards import assistant_name, make_repeat, subject_of, title_of
from models.drafts import TaskDraft
from models.errors import Refused
from models.landing import NO_WORD, Word, chunks, decide, finish, go_home, move_cards, standees
from models.money import MOST_MINUTES
from models.ordering import ranks_below
from models.record import Recorder, stored
from models.repeats import Repeat, seconds_per_week
from models.schema import (
    HOLIDAY_RULES,
    OUTCOMES,
    SENSITIVITIES,
    Assistant,
    Attachment,
    Comment,
    Link,
    Row,
    Step,
    Tag,
    Task,
    TaskAssistant,
    TaskTag,
    TimeEntry,
    Timer,
    Triage,
)
from models.schema_handover import (
    Access,
    Brief,
    BriefVersion,
    Enclosure,
    Handover,
    Packet,
    Reply,
    Run,
    Training,
    TrainingStep,
)
from models.stages import first_stage, stage_of
from models.texts import clean_text, clean_title, is_formula
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# "Leave this field as it is", where None means "empty it".
# Of so many cards that are deleted for good a backup is made first.
MANY: Final = 5
# Shorter texts of a card are no quotation where they stand elsewhere.
QUOTED: Final = 20
KEEP: Final = object()
_EDITABLE = frozenset(
    {"title", "notes", "verdict", "due", "due_time", "due_zone", "repeat", "seconds_per_run"}
    | {"done_when", "skills", "sensitivity", "anchor", "repeat_zone", "on_holiday"}
)


def add_tasks(
    board: Board, drafts: Sequence[TaskDraft], stage: int | None = None, after: int | None = None
) -> None:
    """New cards, in this order, below the card `after` (None: on top) of a column (None: each draft's
    own).
    """
    if not drafts:
        return
    subject = clean_title(drafts[0].title) if len(drafts) == 1 else ""
    with board.change("add", subject, details={"count": len(drafts)}) as record:
        add_in(board, record, drafts, stage, after)


def move_tasks(
    board: Board,
    ids: Sequence[int],
    stage: int,
    after: int | None = None,
    today: dt.date | None = None,
    word: Word = NO_WORD,
) -> None:
    """Put cards into a column, in this order, below the card `after` (None: on top). What it means:
    models.moves; `word`: what the owner says beside it.

    Raises Refused where a single card cannot go there, such as to a person's column without a person.
    """
    target = stage_of(board, stage)
    details = {"count": len(ids), "to": target.name}
    with board.change("order", subject_of(board, ids), details=details) as record:
        landings = move_cards(board, record, ids, target, after, today or day_of(board.now()), word)
        # The words tell of the first card that did more than change places.
        first = next((landing for landing in landings if landing.action != "order"), None)
        if first is not None:
            record.action = first.action
            if word.terms is not None and first.action == "hand_over":
                record.details["who"] = assistant_name(board, word.terms.assistant)
            if first.action in ("finish_once", "accept_once"):
                due = first.fields.get("due")
                record.details["next"] = due.isoformat() if due else "–"


def edit_task(board: Board, task: int, visit: str | None = None, **fields: Any) -> None:
    """Set fields of a card: title, notes, verdict, due, due_time, due_zone, repeat (a Repeat or None),
    seconds_per_run, done_when, skills, sensitivity (low, medium, high or ""); of its series anchor (a day or
    None), repeat_zone (IANA name or "") and on_holiday (models.occurrences.Series).

    Edits of one `visit` that follow each other are one change. A new verdict takes the card to its column.
    """
    assert set(fields) <= _EDITABLE, fields
    action = "decide" if "verdict" in fields else "edit"
    title = title_of(board, task)
    if "title" in fields:
        fields["title"] = title = checked_title(str(fields["title"] or ""))
    if "seconds_per_run" in fields:
        checked_seconds(fields["seconds_per_run"])
    assert fields.get("sensitivity", "") in SENSITIVITIES, fields
    assert fields.get("on_holiday", "") in HOLIDAY_RULES, fields
    for name in ("notes", "done_when", "skills"):
        if name in fields:
            fields[name] = clean_text(str(fields[name] or ""))
    with board.change(action, title, visit=visit) as record:
        edit_in(board, record, task, fields)


def edit_tags(board: Board, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
    """Put tags on cards and take tags off them, by name."""
    with board.change("edit", subject_of(board, ids), details={"count": len(ids)}) as record:
        _edit_names(board, record, Tag, ids, add, remove)


def edit_assistants(
    board: Board, ids: Sequence[int], add: Iterable[str] = (), remove: Iterable[str] = ()
) -> None:
    """Put assistants' names on cards and take them off."""
    with board.change("edit", subject_of(board, ids), details={"count": len(ids)}) as record:
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
    checked_seconds(fields.get("seconds_per_run"))
    with board.change("edit", subject_of(board, ids), details={"count": len(ids)}) as record:
        for task in ids:
            if fields:
                edit_in(board, record, task, dict(fields))
        _edit_names(board, record, Tag, ids, add_tags, remove_tags)
        if stage is not None:
            target = stage_of(board, stage)
            move_cards(board, record, ids, target, None, today or day_of(board.now()))


def bin_tasks(board: Board, ids: Sequence[int]) -> None:
    """Put cards into the bin."""
    with board.change("bin", subject_of(board, ids), details={"count": len(ids)}) as record:
        for card in standees(board, ids):
            record.update(Task, card.task, binned=record.moment)


def restore_tasks(board: Board, ids: Sequence[int]) -> None:
    """Take cards out of the bin, back to their column and place."""
    with board.change("restore", subject_of(board, ids), details={"count": len(ids)}) as record:
        for task in ids:
            record.update(Task, task, binned=None)


def empty_bin(board: Board, ids: Sequence[int] | None = None) -> None:
    """Delete cards in the bin for good, with their texts in the journal and the search. This cannot be
    undone.
    """
    query = Task.select(Task.id).where(Task.binned.is_null(False))
    binned = {task for (task,) in sqlite.fetch(board.db, query)}
    going = sorted(binned if ids is None else binned & set(ids))
    if len(going) == len(binned) or len(going) >= MANY:
        from models import backups

        backups.keep_first(board, "deletion")
    with board.change("empty_bin", details={"count": len(going)}, kind="old") as record:
        record.purging = True
        _erase_typed(board, record, going)
        for chunk in chunks(going):
            for column in _HANGING_ON_TASKS:
                model = column.model
                rows = sqlite.fetch(board.db, model.select(model.id).where(column.in_(chunk)))
                record.delete_many(model, [row for (row,) in rows])
            # Time that was spent stays spent, on a card that nothing tells of any more.
            for model in (TimeEntry, Timer):
                query = model.select(model.id).where(model.task.in_(chunk))
                for (row,) in list(sqlite.fetch(board.db, query)):
                    record.update(model, row, task=None)
            record.delete_many(Task, chunk)
        retention.forget(record.db, going)
        contents.sweep(record.db)


def _erase_typed(board: Board, record: Recorder, going: list[int]) -> None:
    """What is half typed about cards that go, and what quotes their titles and notes, goes with them."""
    from models.typed_erasing import Erased, erase_with

    query = Task.select(Task.uid, Task.title, Task.notes)
    rows = [row for chunk in chunks(going) for row in sqlite.fetch(board.db, query.where(Task.id.in_(chunk)))]
    letters = {text for _, *texts in rows for text in texts if len(text) >= QUOTED}
    uids = frozenset(uid for uid, *_ in rows)
    erase_with(board, record, Erased(uids, frozenset(letters)))


def end_series(board: Board, task: int) -> None:
    """A recurring card is done for good: it goes to Done and does not come back."""
    with board.change("end_series", title_of(board, task)) as record:
        finish(board, record, [task], "done")


def finish_tasks(board: Board, ids: Sequence[int], outcome: str) -> None:
    """Finish cards with an outcome (done, dropped, automated), whether they recur or not; they go to Done."""
    assert outcome in OUTCOMES, outcome
    action = {"dropped": "drop", "automated": "automate"}.get(outcome, "finish")
    with board.change(action, subject_of(board, ids), details={"count": len(ids)}) as record:
        finish(board, record, ids, outcome)


def id_of(board: Board, uid: str) -> int | None:
    """The key of the task with this uid, or None."""
    return next(
        (int(task) for (task,) in sqlite.fetch(board.db, Task.select(Task.id).where(Task.uid == uid))), None
    )


def checked_title(text: str) -> str:
    """A title as it is kept. Raises Refused for an empty one and for a spreadsheet's formula."""
    title = clean_title(text)
    if not title:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "A card needs a title.")))
    if reason := why_no_title(title):
        raise Refused(reason)
    return title


def why_no_title(text: str) -> Sentence | None:
    """Why words that an owner types cannot be a title, or None."""
    title = clean_title(text)
    if is_formula(title):
        return say(QT_TRANSLATE_NOOP("models", "A title cannot be a formula: {text}"), text=title[:80])
    return None


def checked_seconds(seconds: int | None) -> None:
    """Raises Refused for minutes that no run can take."""
    if seconds is not None and not 0 <= seconds <= MOST_MINUTES * 60:
        text = QT_TRANSLATE_NOOP("models", "Minutes per run must lie between {low} and {high}.")
        raise Refused(say(text, low=0, high=f"{MOST_MINUTES:,}"))


# Inside a change


def add_in(
    board: Board,
    record: Recorder,
    drafts: Sequence[TaskDraft],
    stage: int | None = None,
    after: int | None = None,
) -> None:
    """New cards within a change, as `add_tasks` places them."""
    target = stage_of(board, stage) if stage is not None else None
    groups: dict[int, list[TaskDraft]] = {}
    for draft in drafts:
        if target is not None:
            # The column decides; what the draft says beyond it stays.
            draft.kind = target.kind
        place = target.id if target else first_stage(board, settle(draft)[0]).id
        groups.setdefault(place, []).append(draft)
    writer = DraftWriter(board, record)
    for place, group in groups.items():
        writer.write(group, [place] * len(group), ranks_below(record, Task, place, after, len(group)))


def edit_in(board: Board, record: Recorder, task: int, fields: dict[str, Any]) -> None:
    """Set fields within a change, with all that follows from them."""
    if "repeat" in fields:
        repeat: Repeat | None = fields.pop("repeat")
        fields["repeat_count"] = repeat.count if repeat else None
        fields["repeat_unit"] = repeat.unit if repeat else None
        fields["rrule"] = repeat.rule if repeat else None
    verdict = fields.pop("verdict", None)
    if "seconds_per_run" in fields:
        # Said now, whatever it was before.
        fields.setdefault("estimate", "")
    if not _SERIES.isdisjoint(fields):
        # What counts dates is only loaded where there are any.
        from models.series import anchored

        fields |= anchored(board, task, fields)
    new = stored(Task, fields)
    image = record.update_plain(Task, task, new)
    if image is not None and not _REPEAT.isdisjoint(image):
        # One thing in three fields: it is told and taken back as a whole.
        for name in _REPEAT:
            image.setdefault(name, [new[name], new[name]])
    query = Task.select(*_DEPENDING).where(Task.id == task)
    for due, due_time, due_zone, seconds, rough, *repeat_of in sqlite.fetch(board.db, query):
        # A time belongs to a day, a zone to a time; the hours a week follow from effort and repeat, or stand
        # alone as a rough guess.
        due_time = due_time if due else None
        hours = rough if seconds is None and rough else seconds_per_week(seconds, make_repeat(*repeat_of))
        zone = due_zone if due_time else None
        record.update(Task, task, due_time=due_time, due_zone=zone, seconds_per_week=hours)
    if not _EFFORT.isdisjoint(fields):
        suggesting.suggest_again(record, [task])
    if image is not None and not _REPEAT.isdisjoint(image):
        go_home(board, record, task)
    if verdict is not None:
        decide(board, record, task, verdict)


_REPEAT = {"repeat_count", "repeat_unit", "rrule"}
_SERIES = {"repeat_count", "due"}
_DEPENDING = (
    Task.due,
    Task.due_time,
    Task.due_zone,
    Task.seconds_per_run,
    Case(None, [(Task.estimate == "rough", Task.seconds_per_week)], None),
    Task.repeat_count,
    Task.repeat_unit,
    Task.rrule,
)
_EFFORT = frozenset({"seconds_per_run", "seconds_per_week", "repeat_count", "repeat_unit", "rrule"})
_HANGING_ON_TASKS: tuple[Any, ...] = (
    Step.task,
    TaskTag.task,
    TaskAssistant.task,
    Comment.task,
    Attachment.task,
    Link.task,
    Link.other,
    Triage.task,
    Training.task,
    TrainingStep.task,
    Handover.task,
    Run.task,
    Brief.task,
    BriefVersion.task,
    Access.task,
    Enclosure.task,
    Reply.task,
    Packet.task,
)


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
    wanted = dict.fromkeys(key for name in add if (key := writer.name_id(model, name)) is not None)
    leaving = {writer.known_id(model, name) for name in remove}
    new: list[tuple[int, int]] = []
    for chunk in chunks(list(dict.fromkeys(ids))):
        query = both.select(both.id, both.task, field).where(both.task.in_(chunk))
        present = {(task, key): row for row, task, key in sqlite.fetch(board.db, query)}
        # Whoever has a card stays named on it: they are taken off by taking it back.
        holders = Task.select(Task.id, Task.holder).where(Task.id.in_(chunk))
        kept = set(sqlite.fetch(board.db, holders)) if model is Assistant else set()
        record.delete_many(both, [row for at, row in present.items() if at[1] in leaving and at not in kept])
        new += [(task, key) for task in chunk for key in wanted if (task, key) not in present]
    record.insert_many(both, ["task", field.name], new)

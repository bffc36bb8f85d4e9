"""The history of a card in words, read from the journal: newest first, in the order of revisions."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from models import history_hands, history_sort, raw_rows, sqlite
from models.board import Board
from models.cards import make_repeat
from models.recorded import BY_NAME
from models.repeat_words import repeat_sentence
from models.schema import Assistant as AssistantRow
from models.schema import (
    Attachment,
    Comment,
    Journal,
    JournalRow,
    Stage,
    Step,
    Tag,
    TaskAssistant,
    TaskTag,
    TimeEntry,
)
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# What an insert, an update or a delete of a row on the card is called.
_ADDED = {
    "task": QT_TRANSLATE_NOOP("models", "added"),
    "step": QT_TRANSLATE_NOOP("models", "step added: {text}"),
    "comment": QT_TRANSLATE_NOOP("models", "comment: {text}"),
    "attachment": QT_TRANSLATE_NOOP("models", "link added: {text}"),
    "task_tag": QT_TRANSLATE_NOOP("models", "tagged {text}"),
    "task_assistant": QT_TRANSLATE_NOOP("models", "{text} named on it"),
    "link": QT_TRANSLATE_NOOP("models", "linked with another card"),
}
_REMOVED = {
    "task": QT_TRANSLATE_NOOP("models", "removed"),
    "step": QT_TRANSLATE_NOOP("models", "step removed: {text}"),
    "comment": QT_TRANSLATE_NOOP("models", "comment removed: {text}"),
    "attachment": QT_TRANSLATE_NOOP("models", "link removed: {text}"),
    "task_tag": QT_TRANSLATE_NOOP("models", "tag {text} taken off"),
    "task_assistant": QT_TRANSLATE_NOOP("models", "{text} no longer named on it"),
    "link": QT_TRANSLATE_NOOP("models", "link with another card removed"),
}
_FIELD = {
    "title": QT_TRANSLATE_NOOP("models", "renamed from “{old}” to “{new}”"),
    "due": QT_TRANSLATE_NOOP("models", "due {new}, before: {old}"),
    "due_time": QT_TRANSLATE_NOOP("models", "due at {new}, before: {old}"),
    "seconds_per_run": QT_TRANSLATE_NOOP("models", "minutes per run {new}, before: {old}"),
    "repeat_count": QT_TRANSLATE_NOOP("models", "repeats {new}, before: {old}"),
}
_VERDICT = {
    "undecided": QT_TRANSLATE_NOOP("models", "decision taken back"),
    "core": QT_TRANSLATE_NOOP("models", "decided: core"),
    "delegable": QT_TRANSLATE_NOOP("models", "decided: delegable"),
    "split": QT_TRANSLATE_NOOP("models", "decided: split it"),
}
_OUTCOME: dict[object, str] = {
    None: QT_TRANSLATE_NOOP("models", "open again"),
    "done": QT_TRANSLATE_NOOP("models", "done"),
    "dropped": QT_TRANSLATE_NOOP("models", "dropped"),
    "automated": QT_TRANSLATE_NOOP("models", "left to a tool"),
}
_NOTES = QT_TRANSLATE_NOOP("models", "notes changed")
_MOVED = QT_TRANSLATE_NOOP("models", "moved from {old} to {new}")
_MOVED_ONCE = QT_TRANSLATE_NOOP("models", "moved to another column")
_CHANGED = QT_TRANSLATE_NOOP("models", "changed")
_PLACE = QT_TRANSLATE_NOOP("models", "moved within the column")
_BINNED = QT_TRANSLATE_NOOP("models", "put into the bin")
_UNBINNED = QT_TRANSLATE_NOOP("models", "taken out of the bin")
_TICKED = QT_TRANSLATE_NOOP("models", "step done: {text}")
_UNTICKED = QT_TRANSLATE_NOOP("models", "step open again: {text}")
_STEP_EDIT = QT_TRANSLATE_NOOP("models", "step changed: {text}")
_STEP_ORDER = QT_TRANSLATE_NOOP("models", "steps put in another order")
_MASKED = QT_TRANSLATE_NOOP("models", "a secret was masked")
_THIS_TIME = QT_TRANSLATE_NOOP("models", "done this time")
_IMPORTED = QT_TRANSLATE_NOOP("models", "imported from {file}")
_UNDONE = QT_TRANSLATE_NOOP("models", "{what} (undone)")
_AGAIN = QT_TRANSLATE_NOOP("models", "{what} (done again)")
_SEVERAL = QT_TRANSLATE_NOOP("models", "{one}; {two}")
_GONE = QT_TRANSLATE_NOOP("models", "…")
_NEVER = QT_TRANSLATE_NOOP("models", "never")
_ONCE = QT_TRANSLATE_NOOP("models", "once")
_TOLD = (
    *("assistant_id", "outcome", "level", "number", "tool", "name"),
    *("delivered", "old", "new", "cause", "counted", "note"),
)
_REPEAT = ("repeat_count", "repeat_unit", "rrule")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the card. `at` is naive UTC; the order is the revision's, whatever the clock said."""

    revision: int
    at: dt.datetime
    author: str
    sentence: Sentence


def read_history(board: Board, task: int, limit: int = 200, before: int | None = None) -> list[Entry]:
    """The newest `limit` changes of a card, older than revision `before` if given."""
    revisions = (
        JournalRow.select(JournalRow.revision)
        .where(JournalRow.task == task)
        .order_by(JournalRow.revision.desc())
    )
    if before is not None:
        revisions = revisions.where(JournalRow.revision < before)
    wanted = [revision for (revision,) in sqlite.fetch(board.db, revisions.distinct().limit(limit))]
    fields = (Journal.revision, Journal.at, Journal.author, Journal.action, Journal.subject, Journal.kind)
    headers = Journal.select(*fields).where(Journal.revision.in_(wanted)).order_by(Journal.revision.desc())
    parts = JournalRow.select(
        JournalRow.revision, JournalRow.item, JournalRow.row, JournalRow.how, JournalRow.image
    ).where(JournalRow.task == task, JournalRow.revision.in_(wanted))
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for revision, *part in sqlite.fetch(board.db, parts.order_by(JournalRow.id)):
        rows.setdefault(revision, []).append(tuple(part))
    words = _Words(board)
    entries = []
    for revision, at, author, action, subject, kind in sqlite.fetch(board.db, headers):
        if sentence := words.of_change(rows.get(revision, []), action, subject, kind):
            entries.append(Entry(revision, at, author, sentence))
    return entries


class _Words:
    """Names of columns, tags and people, read once for a whole history."""

    def __init__(self, board: Board) -> None:
        self._board = board
        names = sqlite.fetch(board.db, Stage.select(Stage.id, Stage.name))
        self._stages: dict[object, str] = dict(names)

    def of_change(
        self, rows: Iterable[tuple[Any, ...]], action: str, subject: str, kind: str
    ) -> Sentence | None:
        """One sentence for what a change did to the card."""
        rows = list(rows)
        if action == "import" and any(item == "task" and how == "insert" for item, _, how, _ in rows):
            found = [say(_IMPORTED, file=subject)]
        elif action == "mask":
            found = [say(_MASKED)]
        elif any(item == "task" and how in ("insert", "delete") for item, _, how, _ in rows):
            how = next(how for item, _, how, _ in rows if item == "task" and how in ("insert", "delete"))
            found = [say(_ADDED["task"] if how == "insert" else _REMOVED["task"])]
        else:
            found = [sentence for row in self._telling(rows) for sentence in self._of_row(row, action)]
        if not found:
            return None
        whole = found[0]
        for more in found[1:6]:
            whole = say(_SEVERAL, one=whole, two=more)
        if kind in ("undo", "redo"):
            whole = say(_UNDONE if kind == "undo" else _AGAIN, what=whole)
        return whole

    def _telling(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Without the level where a step of training, which says more, is still there to tell."""
        steps = [(row, json.loads(image or "{}")) for item, row, _, image in rows if item == "training_step"]
        is_told = any(self._row("training_step", row, image).get("cause") for row, image in steps)
        return [row for row in rows if row[0] != ("training" if is_told else "training_step")]

    def _of_row(self, line: tuple[Any, ...], action: str) -> Iterator[Sentence]:
        item, row, how, image = line
        fields = json.loads(image) if image else {}
        if item in ("triage", "time_entry"):
            yield from self._of_sorting(item, row, how, fields)
        elif item in history_hands.ITEMS:
            yield from history_hands.of_row(item, how, self._row(item, row, fields), _paired(fields))
        elif how == "insert":
            yield say(_ADDED[item], text=self._text(item, row))
        elif how == "delete":
            yield say(_REMOVED[item], text=self._text_of(item, fields))
        elif item == "step" and how == "update":
            yield self._of_step(row, fields)
        elif item == "task" and how == "update":
            yield from self._of_task(fields, action)

    def _of_sorting(self, item: str, row: int, how: str, fields: dict[str, Any]) -> Iterator[Sentence]:
        if item == "triage":
            if how == "update":
                yield from history_sort.of_triage(_paired(fields))
        elif how == "insert":
            query = TimeEntry.select(TimeEntry.seconds, TimeEntry.plate).where(TimeEntry.id == row)
            for seconds, plate in sqlite.fetch(self._board.db, query):
                yield history_sort.logged(seconds, plate)
        elif how == "delete":
            yield history_sort.unlogged(fields.get("seconds"))

    def _of_task(self, fields: dict[str, Any], action: str) -> Iterator[Sentence]:
        if fields and not any(isinstance(pair, list) for pair in fields.values()):
            # Too long ago: only the names of the fields were kept.
            if fields.keys() != {"changed"}:
                yield say(_MOVED_ONCE if "stage_id" in fields else _PLACE if "rank" in fields else _CHANGED)
            return
        pairs = {name: pair for name, pair in fields.items() if isinstance(pair, list)}
        if "stage_id" in pairs:
            old, new = (self._stages.get(key) or say(_GONE) for key in pairs["stage_id"])
            yield say(_MOVED, old=old, new=new)
        elif "rank" in pairs:
            yield say(_PLACE)
        if "outcome" in pairs and ("stage_id" not in pairs or pairs["outcome"][1] not in (None, "done")):
            yield say(_OUTCOME.get(pairs["outcome"][1]) or _GONE)
        if "verdict" in pairs and "stage_id" not in pairs:
            yield say(_VERDICT.get(str(pairs["verdict"][1])) or _GONE)
        if "binned" in pairs:
            yield say(_BINNED if pairs["binned"][1] else _UNBINNED)
        if action == "finish_once" and "done" in pairs:
            yield say(_THIS_TIME)
        if "notes" in pairs:
            yield say(_NOTES)
        for name in ("title", "due", "due_time"):
            if name in pairs:
                yield say(_FIELD[name], old=pairs[name][0] or say(_NEVER), new=pairs[name][1] or say(_NEVER))
        yield from self._of_effort(pairs)
        yield from history_sort.of_needs(pairs)

    def _of_effort(self, pairs: dict[str, Any]) -> Iterator[Sentence]:
        if "seconds_per_run" in pairs:
            old, new = (
                "–" if seconds is None else f"{seconds / 60:g}" for seconds in pairs["seconds_per_run"]
            )
            yield say(_FIELD["seconds_per_run"], old=old, new=new)
        if not pairs.keys().isdisjoint(_REPEAT):
            sides = [make_repeat(*(pairs.get(name, [None] * 2)[side] for name in _REPEAT)) for side in (0, 1)]
            before, after = (repeat_sentence(repeat) if repeat else say(_ONCE) for repeat in sides)
            yield say(_FIELD["repeat_count"], old=before, new=after)

    def _of_step(self, row: int, fields: dict[str, Any]) -> Sentence:
        text = self._text("step", row)
        if "done" in fields and isinstance(fields["done"], list):
            return say(_TICKED if fields["done"][1] else _UNTICKED, text=text)
        return say(_STEP_EDIT, text=text) if "text" in fields else say(_STEP_ORDER)

    def _row(self, item: str, row: int, image: dict[str, Any]) -> dict[str, Any]:
        """A row as it is, or as the journal kept it, with the name of its assistant."""
        model = BY_NAME[item]
        names = [name for name in _TOLD if name in model._meta.columns]
        found = raw_rows.select_row(self._board.db, model, names, row) if names else None
        told = dict(zip(names, found, strict=True)) if found else {n: image.get(n) for n in names}
        if (who := told.get("assistant_id")) is not None:
            query = AssistantRow.select(AssistantRow.name).where(AssistantRow.id == who)
            for (name,) in sqlite.fetch(self._board.db, query):
                told["who"] = str(name)
        return told

    def _text(self, item: str, row: int) -> object:
        """What stands in a row now; a row that is gone is told with an ellipsis."""
        queries: dict[str, Any] = {
            "step": Step.select(Step.text).where(Step.id == row),
            "comment": Comment.select(Comment.text).where(Comment.id == row),
            "attachment": Attachment.select(Attachment.title).where(Attachment.id == row),
            "task_tag": Tag.select(Tag.name).join(TaskTag).where(TaskTag.id == row),
            "task_assistant": AssistantRow.select(AssistantRow.name)
            .join(TaskAssistant)
            .where(TaskAssistant.id == row),
        }
        if item in queries:
            for (text,) in sqlite.fetch(self._board.db, queries[item]):
                return str(text)
        return say(_GONE)

    def _text_of(self, item: str, fields: dict[str, Any]) -> object:
        """What stood in a deleted row, as the journal kept it."""
        name = {"step": "text", "comment": "text", "attachment": "title"}.get(item)
        if name:
            return fields.get(name) or say(_GONE)
        model: Any = {"task_tag": Tag, "task_assistant": AssistantRow}.get(item)
        key = fields.get("tag_id") or fields.get("assistant_id")
        if model is not None and key is not None:
            for (text,) in sqlite.fetch(self._board.db, model.select(model.name).where(model.id == key)):
                return str(text)
        return say(_GONE)


def _paired(fields: dict[str, Any]) -> dict[str, Any]:
    """Old and new of each field; beyond the reach of undo only the names are left."""
    return {name: pair if isinstance(pair, list) else [None, None] for name, pair in fields.items()}

"""The pen of a change: writes rows and notes, for the journal, what each row was before.

Values go in by field name (`stage=3`) and are kept in the journal as they are stored (text, integer, real,
null), which are all JSON's own types: one codec for every column type.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from peewee import SqliteDatabase

from models import raw_rows, search_text, sqlite
from models.recorded import NOT_OF_A_CARD, RECORDED
from models.schema import DayField, MomentField, Row, Task

# A change of these makes the text that a search looks through stale.
_SEARCHED = {"task": {"title", "notes", "done_when", "skills"}, "step": {"text"}, "comment": {"text"}}
_SEARCHED_LINKS = {"task_tag", "task_assistant"}
# A change of these makes the newest version of a brief stale; None: whatever field.
_BRIEFED: dict[str, set[str] | None] = {
    "task": {"done_when", "sensitivity"},
    "step": {"text", "rank", "seconds"},
    "brief": None,
    "access": {"tool", "role", "granted_by"},
    "attachment": None,
    "enclosure": None,
}
# A row's place: its changes are kept one by one, because each is told by the neighbour at that moment.
_PLACE = {"rank", "stage_id"}
# These begin with the first word that is typed into them, and that visit is one change all the same.
_BEGUN = {"brief", "brief_version"}
CHUNK = 500
# So many notes are written to the journal at once, so that a large import takes steady memory.
BATCH = 5_000

JournalLine = tuple[str, int, int | None, str, str | None]


class RowChange:
    """One row's part in a change; `image` is as described at schema.JournalRow."""

    __slots__ = ("how", "image", "item", "row", "task")

    def __init__(
        self, item: str, row: int, task: int | None, how: str, image: dict[str, Any] | None = None
    ) -> None:
        self.item = item
        self.row = row
        self.task = task
        self.how = how
        self.image = image

    @property
    def is_placing(self) -> bool:
        if self.how == "insert" and self.item in _BEGUN:
            return False
        return self.how != "update" or self.image is None or not _PLACE.isdisjoint(self.image)

    def line(self) -> JournalLine:
        """As the journal keeps it."""
        image = None if self.image is None else json.dumps(self.image, ensure_ascii=False)
        return self.item, self.row, self.task, self.how, image


class Recorder:
    """Handed to the body of `board.change`; the only way to write rows."""

    def __init__(
        self,
        db: SqliteDatabase,
        moment: dt.datetime,
        keep: Callable[[Iterable[JournalLine]], None] | None = None,
    ) -> None:
        """`keep` takes lines of the journal before the change is complete; without it they all wait in
        `rows`.
        """
        self.db = db
        self.moment = moment
        # For the change's words; the body may add to them while it finds out what it did.
        self.details: dict[str, object] = {}
        self.action: str | None = None
        # Set first by a body that deletes texts for good: neither journal nor search index keeps them.
        self.purging = False
        # Called with the revision when all is written and nothing is committed yet; an error stops it.
        self.before_commit: list[Callable[[int], None]] = []
        # Notes not yet in the journal, and what they and the earlier ones touched.
        self.rows: list[RowChange] = []
        self.touched: dict[str, set[int]] = {}
        self.tasks: set[int] = set()
        self.stale_texts: set[int] = set()
        self.stale_briefs: set[int] = set()
        # Who wrote what changes in a brief; empty for the owner.
        self.brief_author = ""
        self._keep = keep
        self._latest: dict[tuple[str, int], RowChange] = {}
        self._bump: set[int] = set()
        self._fresh: set[int] = set()

    # Writing

    def insert(self, model: type[Row], **values: Any) -> int:
        """A new row; fields not named take null. Returns its key."""
        return self.insert_many(model, list(values), [tuple(values.values())])[0]

    def insert_many(self, model: type[Row], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> range:
        """New rows of the same fields, in order; returns their keys."""
        fields = [model._meta.fields[name] for name in names]
        first = raw_rows.last_key(self.db, model) + 1
        keys = range(first, first + len(rows))
        # Only days and moments are stored as something else than they are.
        dates = [(place, f) for place, f in enumerate(fields, 1) if isinstance(f, (DayField, MomentField))]
        plain = [[key, *row] for key, row in zip(keys, rows, strict=True)]
        for values in plain:
            for place, field in dates:
                values[place] = field.db_value(values[place])
        self._insert(model, ["id", *(field.column_name for field in fields)], plain)
        return keys

    def insert_images(self, model: type[Row], images: Iterable[dict[str, Any]]) -> None:
        """Rows as a delete kept them, under their old keys."""
        known = sqlite.columns(model)
        for chunk in _chunks(images):
            # An image from an older schema has fewer columns; the newer ones take their default.
            columns = [column for column in known if column in chunk[0]]
            self._insert(model, columns, [tuple(image[column] for column in columns) for image in chunk])

    def update(self, model: type[Row], row: int, **values: Any) -> bool:
        """Set fields of one row; True if anything was different before. A row that is gone is left alone."""
        return self.update_plain(model, row, stored(model, values)) is not None

    def update_plain(
        self, model: type[Row], row: int, new: dict[str, Any], how: str = "update"
    ) -> dict[str, Any] | None:
        """The same with stored values by column name; `how` may be "order" for a re-spaced rank.

        Returns the journal's image of the row, None if nothing was different.
        """
        if not new:
            return None
        names = list(new)
        has_task = _hangs_on_card(model)
        old = raw_rows.select_row(self.db, model, [*names, "task_id"] if has_task else names, row)
        if old is None:
            return None
        image = {n: [o, new[n]] for n, o in zip(names, old, strict=False) if o != new[n]}
        if not image:
            return None
        raw_rows.update_row(self.db, model, row, list(image), [pair[1] for pair in image.values()])
        task = row if model is Task else old[-1] if has_task else None
        item = model._meta.table_name
        self._touch(item, row, task, set(image), bump=how == "update")
        if how == "update" and (known := self._extend(item, row, image)):
            return known
        self._note(RowChange(item, row, task, how, image))
        return image

    def delete(self, model: type[Row], row: int) -> None:
        self.delete_many(model, [row])

    def delete_many(self, model: type[Row], rows: Iterable[int]) -> None:
        """Delete rows; the journal keeps them whole."""
        columns = sqlite.columns(model)
        for chunk in _chunks(rows):
            found = raw_rows.select_rows(self.db, model, chunk)
            kept = {record[0]: dict(zip(columns, record, strict=True)) for record in found}
            raw_rows.delete_rows(self.db, model, kept)
            for row in chunk:
                if row in kept:
                    self._note_delete(model, row, kept[row])

    def refresh_texts(self) -> None:
        """What a search looks through, for all cards so far: a large import would do it in one go at the end,
        when nothing can stop it any more.
        """
        search_text.rebuild(self.db, self.stale_texts)
        self.stale_texts.clear()

    # Finishing, called by the board

    def stamp(self) -> None:
        """Write the moment into the changed cards."""
        moment = Task.changed.db_value(self.moment)
        for task in sorted(self._bump - self._fresh):
            self.update_plain(Task, task, {"changed": moment})

    def prepend(self, earlier: Sequence[RowChange]) -> bool:
        """Put an earlier change of fields before this one: the same field keeps the earlier old value.

        False, and nothing done, where either is more than a change of fields.
        """
        if not self.rows or any(change.is_placing for change in (*earlier, *self.rows)):
            return False
        merged: dict[tuple[str, int], RowChange] = {}
        for change in (*earlier, *self.rows):
            base = merged.setdefault((change.item, change.row), change)
            # What was made in this visit goes as a whole, whatever was written into it since.
            if base is not change and base.how == "update":
                _merge(base.image, change.image)
        self.rows = list(merged.values())
        for change in earlier:
            self._touch(change.item, change.row, change.task, set(), bump=False)
        return True

    def changes_nothing(self) -> bool:
        """True when every field is led back to where it began (the time stamp aside)."""
        return all(
            change.how == "update"
            and not change.is_placing
            and all(field == "changed" or old == new for field, (old, new) in (change.image or {}).items())
            for change in self.rows
        )

    # Notes

    def _insert(self, model: type[Row], columns: Sequence[str], plain: Sequence[Sequence[Any]]) -> None:
        raw_rows.insert_rows(self.db, model, columns, plain)
        item = model._meta.table_name
        place = 0 if model is Task else columns.index("task_id") if _hangs_on_card(model) else None
        for values in plain:
            task = None if place is None else values[place]
            if model is Task:
                self._fresh.add(values[0])
            self._touch(item, values[0], task, None, bump=model is not Task)
            self._note(RowChange(item, values[0], task, "insert"))

    def _note_delete(self, model: type[Row], row: int, image: dict[str, Any]) -> None:
        item = model._meta.table_name
        task = row if model is Task else image.get("task_id") if _hangs_on_card(model) else None
        self._touch(item, row, task, None, bump=model is not Task)
        self._note(RowChange(item, row, task, "delete", None if self.purging else image))

    def _note(self, change: RowChange) -> None:
        if self._keep is not None and len(self.rows) >= BATCH:
            self._keep(row.line() for row in self.rows)
            self.rows, self._latest = [], {}
        self.rows.append(change)
        if change.how == "update":
            self._latest[change.item, change.row] = change

    def _extend(self, item: str, row: int, image: dict[str, Any]) -> dict[str, Any] | None:
        """A second change of a row's fields goes into the note of the first."""
        base = self._latest.get((item, row))
        if base is None or not _PLACE.isdisjoint(image):
            return None
        _merge(base.image, image)
        return base.image

    def _touch(self, item: str, row: int, task: int | None, fields: set[str] | None, *, bump: bool) -> None:
        self.touched.setdefault(item, set()).add(row)
        if task is None:
            return
        self.tasks.add(task)
        if bump and task not in self._fresh:
            self._bump.add(task)
        if item in _SEARCHED_LINKS or (item in _SEARCHED and (fields is None or fields & _SEARCHED[item])):
            self.stale_texts.add(task)
        if item in _BRIEFED and task not in self._fresh:
            told = _BRIEFED[item]
            if told is None or fields is None or fields & told:
                self.stale_briefs.add(task)


def stored(model: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """Values by field name as stored values by column name."""
    fields = {name: model._meta.fields[name] for name in values}
    return {field.column_name: field.db_value(values[name]) for name, field in fields.items()}


def _hangs_on_card(model: type[Row]) -> bool:
    meta = model._meta
    return model is not Task and "task_id" in meta.columns and meta.table_name not in NOT_OF_A_CARD


def _merge(base: dict[str, Any] | None, image: dict[str, Any] | None) -> None:
    assert base is not None and image is not None
    for field, pair in image.items():
        base[field] = [base[field][0], pair[1]] if field in base else pair


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


assert all(model._meta.primary_key.column_name == "id" for model in RECORDED)

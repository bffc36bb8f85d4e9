"""The pen of a change: writes rows and notes, for the journal, what each row was before.

Values go in by field name (`stage=3`) and are kept in the journal as they are stored (text, integer, real, null),
which are all JSON's own types: one codec for every column type.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from models import sqlite
from models.schema import RECORDED, Row, Task

# A change of these makes the text that a search looks through stale.
_SEARCHED = {"task": {"title", "notes", "binned"}, "step": {"text"}, "comment": {"text"}}
_SEARCHED_LINKS = {"task_tag", "task_assistant"}
CHUNK = 500


@dataclass(slots=True)
class RowChange:
    """One row's part in a change; `image` is as described at schema.JournalRow."""

    item: str
    row: int
    task: int | None
    how: str
    image: dict[str, Any] | None = None


class Recorder:
    """Handed to the body of `board.change`; the only way to write rows."""

    def __init__(self, db: SqliteDatabase, moment: dt.datetime) -> None:
        self.db = db
        self.moment = moment
        # For the change's words; the body may add to them while it finds out what it did.
        self.details: dict[str, object] = {}
        self.action: str | None = None
        # Set when texts were deleted for good, so that the search index lets go of them too.
        self.purged = False
        self.rows: list[RowChange] = []
        self.tasks: set[int] = set()
        self.stale_texts: set[int] = set()
        self._bump: set[int] = set()
        self._fresh: set[int] = set()

    # Writing

    def insert(self, model: type[Row], **values: Any) -> int:
        """A new row; fields not named take null. Returns its key."""
        return self.insert_many(model, list(values), [tuple(values.values())])[0]

    def insert_many(self, model: type[Row], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> range:
        """New rows of the same fields, in order; returns their keys."""
        fields = [model._meta.fields[name] for name in names]
        first = sqlite.last_key(self.db, model) + 1
        keys = range(first, first + len(rows))
        plain = [
            (key, *(f.db_value(v) for f, v in zip(fields, row, strict=True)))
            for key, row in zip(keys, rows, strict=True)
        ]
        columns = ["id", *(field.column_name for field in fields)]
        sqlite.insert_rows(self.db, model, columns, plain)
        self._note_inserts(model, columns, plain)
        return keys

    def insert_images(self, model: type[Row], images: Sequence[dict[str, Any]]) -> None:
        """Rows as a delete kept them, under their old keys."""
        columns = sqlite.columns(model)
        plain = [tuple(image.get(column) for column in columns) for image in images]
        sqlite.insert_rows(self.db, model, columns, plain)
        self._note_inserts(model, columns, plain)

    def update(self, model: type[Row], row: int, **values: Any) -> bool:
        """Set fields of one row; True if anything was different before. A row that is gone is left alone."""
        fields = [model._meta.fields[name] for name in values]
        return self.update_plain(
            model, row, {f.column_name: f.db_value(v) for f, v in zip(fields, values.values(), strict=True)}
        )

    def update_plain(self, model: type[Row], row: int, new: dict[str, Any], how: str = "update") -> bool:
        """The same with stored values by column name; `how` may be "order" for a re-spaced rank."""
        names = list(new)
        item = model._meta.table_name
        keep = names if model is Task or "task_id" not in model._meta.columns else [*names, "task_id"]
        old = sqlite.select_row(self.db, model, keep, row)
        if old is None:
            return False
        image = {n: [o, new[n]] for n, o in zip(names, old, strict=False) if o != new[n]}
        if not image:
            return False
        sqlite.update_row(self.db, model, row, list(image), [pair[1] for pair in image.values()])
        task = row if model is Task else old[-1] if keep is not names else None
        self.rows.append(RowChange(item, row, task, how, image))
        self._touch(item, task, set(image), bump=how != "order")
        return True

    def delete(self, model: type[Row], row: int) -> None:
        self.delete_many(model, [row])

    def delete_many(self, model: type[Row], rows: Iterable[int]) -> None:
        """Delete rows; the journal keeps them whole."""
        columns = sqlite.columns(model)
        for chunk in _chunks(list(rows)):
            found = sqlite.select_rows(self.db, model, chunk)
            kept = {record[0]: dict(zip(columns, record, strict=True)) for record in found}
            sqlite.delete_rows(self.db, model, kept)
            for row in chunk:
                if row in kept:
                    self._note_delete(model, row, kept[row])

    # Finishing, called by the board

    def finish(self) -> None:
        """Stamp the changed cards."""
        for task in sorted(self._bump - self._fresh):
            before = sqlite.select_row(self.db, Task, ["changed"], task)
            if before is None:
                continue
            stamp = Task.changed.db_value(self.moment)
            if stamp != before[0]:
                sqlite.update_row(self.db, Task, task, ["changed"], [stamp])
                self.rows.append(RowChange("task", task, task, "update", {"changed": [before[0], stamp]}))

    def journal_rows(self, revision: int) -> Iterator[tuple[int, str, int, int | None, str, str | None]]:
        for change in self.rows:
            image = None if change.image is None else json.dumps(change.image, ensure_ascii=False)
            yield revision, change.item, change.row, change.task, change.how, image

    def drop_images(self) -> None:
        """Keep only which rows went, not what stood in them."""
        for change in self.rows:
            change.image = None

    def prepend(self, earlier: list[tuple[str, int, int | None, str, dict[str, Any] | None]]) -> None:
        """Put an earlier change before this one: an update of the same field keeps the earlier old value."""
        merged = [RowChange(*row) for row in earlier]
        updates = {(row.item, row.row): row for row in merged if row.how == "update"}
        for change in self.rows:
            base = updates.get((change.item, change.row)) if change.how == "update" else None
            if base is None or base.image is None or change.image is None:
                merged.append(change)
                continue
            for field, pair in change.image.items():
                if field == "above":
                    base.image.setdefault(field, pair)
                else:
                    base.image[field] = [base.image[field][0], pair[1]] if field in base.image else pair
        self.rows = merged

    def changes_nothing(self) -> bool:
        """True when every update leads back to where it began (the time stamp aside)."""
        return all(
            change.how == "update"
            and change.image is not None
            and all(field == "changed" or pair[0] == pair[1] for field, pair in change.image.items())
            for change in self.rows
        )

    # Notes

    def _note_inserts(
        self, model: type[Row], columns: Sequence[str], plain: Sequence[tuple[Any, ...]]
    ) -> None:
        item = model._meta.table_name
        place = columns.index("task_id") if "task_id" in columns else None
        for values in plain:
            task = values[0] if model is Task else values[place] if place is not None else None
            self.rows.append(RowChange(item, values[0], task, "insert"))
            self._touch(item, task, None, bump=model is not Task)
            if model is Task:
                self._fresh.add(values[0])

    def _note_delete(self, model: type[Row], row: int, image: dict[str, Any]) -> None:
        item = model._meta.table_name
        task = row if model is Task else image.get("task_id")
        self.rows.append(RowChange(item, row, task, "delete", image))
        self._touch(item, task, None, bump=model is not Task)

    def _touch(self, item: str, task: int | None, fields: set[str] | None, *, bump: bool) -> None:
        if task is None:
            return
        self.tasks.add(task)
        if bump:
            self._bump.add(task)
        if item in _SEARCHED_LINKS or (item in _SEARCHED and (fields is None or fields & _SEARCHED[item])):
            self.stale_texts.add(task)


def _chunks(rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]


assert all(model._meta.primary_key.column_name == "id" for model in RECORDED)

"""What rows of each table look like: to tell whose a stray page is, and to make a row sound again."""

import contextlib
import datetime as dt
import hashlib
import json
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from peewee import Field

from models import migrate, schema, schema_handover, sqlite
from models.pages import Cell, Value
from models.recorded import BY_NAME, TABLES
from models.uid import new_uid

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(rf"{_DAY.pattern} [0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{{1,6}})?")
_KEYS_OF_TEXT = {"uid": _UID, "operation": _UID, "token": _TOKEN, "hash": _HASH}
JSON = frozenset({("journal", "details"), ("journal_row", "image")}) | frozenset(
    {("brief_version", "body"), ("brief_template", "body"), ("packet", "files")}
)
# Without its text such a row says nothing, or something wrong.
_WORTHLESS_WITHOUT = frozenset(
    {("journal_row", "image"), ("journal_row", "item"), ("brief_version", "body"), ("brief_template", "body")}
)
WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("stage", "kind"): schema.KINDS,
    ("task", "verdict"): schema.VERDICTS,
    ("task", "outcome"): schema.OUTCOMES,
    ("task", "estimate"): schema.ESTIMATES,
    ("task", "sensitivity"): schema.SENSITIVITIES,
    ("task", "pin"): schema.PINS,
    ("task", "on_holiday"): schema.HOLIDAY_RULES,
    ("link", "kind"): schema.LINK_KINDS,
    ("time_entry", "kind"): schema.ENTRY_KINDS,
    ("assistant", "kind"): ("", *schema_handover.ASSISTANT_KINDS),
    ("assistant", "clearance"): schema_handover.CLEARANCES,
    ("assistant", "review"): schema_handover.REVIEWS,
    ("brief", "review"): schema_handover.REVIEWS,
    ("handover", "move"): schema_handover.MOVES,
    ("handover", "ending"): schema_handover.ENDINGS,
    ("run", "outcome"): schema_handover.RUN_OUTCOMES,
    ("training_step", "cause"): schema_handover.CAUSES,
    ("packet", "state"): schema_handover.PACKET_STATES,
    ("journal", "kind"): ("old", "do", "undo", "redo", "quiet"),
    ("journal_row", "item"): tuple(BY_NAME),
    ("journal_row", "how"): ("update", "insert", "delete", "order"),
}
# Another word here would be one that the program cannot go on with; elsewhere it is passed over.
STRICT = frozenset(
    {("stage", "kind"), ("task", "verdict"), ("task", "outcome"), ("handover", "move")}
) | frozenset(
    {
        ("run", "outcome"),
        ("packet", "state"),
        ("journal", "kind"),
        ("journal_row", "how"),
        ("journal_row", "item"),
    }
)
# Texts of numbers, which are taken apart when they are read.
SIGNS = {
    ("assistant", "days"): "0123456,",
    ("rate", "fx"): "0123456789.",
    ("run", "fx"): "0123456789.",
}
# Numbers that stand for one of so many words, from the first to the last.
RANGES = {
    ("assistant", "authority"): (1, 5),
    ("brief", "authority"): (1, 5),
    ("handover", "authority"): (1, 5),
    ("training", "level"): (0, 5),
    ("training_step", "old"): (0, 5),
    ("training_step", "new"): (0, 5),
    ("run", "level"): (0, 5),
}
_FIELDS: dict[str, dict[str, Field]] = {
    model._meta.table_name: {field.column_name: field for field in model._meta.sorted_fields}
    for model in TABLES
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the file has it. `default`: what SQLite takes for rows that are older than it."""

    name: str
    kind: str
    is_key: bool
    may_be_null: bool
    default: Value


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns in the order of the file, and which of them are unique together. `made`: the
    statement that makes it. `more`: columns behind ours that another program added; their values are left.
    """

    table: str
    columns: tuple[Column, ...]
    unique: tuple[tuple[str, ...], ...]
    made: str = ""
    more: int = 0

    def width_fits(self, values: tuple[Value, ...]) -> bool:
        """Rows are never wider than the table; older ones lack columns that were added later."""
        late = self.columns[len(values) :]
        return 0 < len(values) <= len(self.columns) + self.more and all(
            column.may_be_null or column.default is not None for column in late
        )

    def likeness(self, cell: Cell) -> int:
        """How much a row looks like one of this table's; 0 or less: it is none."""
        if not self.width_fits(cell.values):
            return 0
        score = 0
        for column, value in zip(self.columns, cell.values, strict=False):
            fit = _fit(self.table, column, value)
            score += fit if fit else -len(self.columns)
        return score

    def is_credible(self, cell: Cell) -> bool:
        """Whether most of a row can be meant, in a page that is known to be this table's."""
        if not self.width_fits(cell.values) or (self.columns[0].is_key and cell.key < 1):
            return False
        odd = sum(
            not _fit(self.table, column, value)
            for column, value in zip(self.columns, cell.values, strict=False)
        )
        return odd * 4 <= min(len(cell.values), len(self.columns))

    def widened(self, made: str) -> "Shape":
        """The same as a file has it whose own statement is `made`: what is added are the last columns, and
        SQLite writes them into the statement behind ours.
        """
        pairs = enumerate(zip(self.made, made, strict=False))
        same = next((place for place, (ours, theirs) in pairs if ours != theirs), len(self.made))
        rest = self.made[same:]
        return replace(self, more=made[same : len(made) - len(rest)].count(",") if made.endswith(rest) else 0)

    def mended(self, cell: Cell, now: dt.datetime) -> list[Value] | None:
        """The row as today's program may read it, in the columns' order; None: nothing is left of it."""
        row: list[Value] = []
        for place, column in enumerate(self.columns):
            if column.is_key:
                row.append(cell.key)
                continue
            value = cell.values[place] if place < len(cell.values) else column.default
            if not _fit(self.table, column, value):
                if (self.table, column.name) in _WORTHLESS_WITHOUT:
                    return None
                value = _stand_in(self.table, column, value, now)
            row.append(value)
        return row if self.table != "content" or _is_content(row) else None


def read_shapes(path: Path) -> dict[str, Shape]:
    """The tables of a sound board file."""
    db = sqlite.reader(path)
    try:
        found = {}
        for name in _FIELDS:
            columns = tuple(
                Column(
                    column,
                    _kind(name, column, declared),
                    is_key=bool(key) and declared.upper() == "INTEGER",
                    may_be_null=not (required or key),
                    default=_default(default),
                )
                for _, column, declared, required, default, key in db.execute_sql(
                    f'PRAGMA table_info("{name}")'
                )
            )
            if columns:
                sql = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
                (made,) = db.execute_sql(sql, (name,)).fetchone()
                found[name] = Shape(name, columns, _unique(db, name, columns), made)
        return found
    finally:
        db.close()


def make_empty(path: Path, last: str | None) -> None:
    """A new file without a row, in the schema of the script `last` (None: today's)."""
    migrate.run_scripts(path, last)


def _unique(db: Any, name: str, columns: tuple[Column, ...]) -> tuple[tuple[str, ...], ...]:
    found = [tuple(column.name for column in columns if column.is_key)]
    for _, index, is_unique, _, is_partial in db.execute_sql(f'PRAGMA index_list("{name}")'):
        if is_unique and not is_partial:
            found.append(tuple(row[2] for row in db.execute_sql(f'PRAGMA index_info("{index}")')))
    return tuple(names for names in found if names)


def _kind(table: str, column: str, declared: str) -> str:
    field = _FIELDS[table].get(column)
    kind = type(field).__name__
    if kind in ("MomentField", "DayField", "BooleanField", "FloatField", "BlobField"):
        return kind.removesuffix("Field").lower()
    return "integer" if declared.upper() == "INTEGER" else "text"


def _default(text: str | None) -> Value:
    if text is None or text.upper() == "NULL":
        return None
    return text[1:-1].replace("''", "'") if text.startswith("'") else int(text)


def _fit(table: str, column: Column, value: Value) -> int:
    """How well a value is one of this column: 0 not at all, 1 it may be, 3 hardly anything else looks so."""
    if value is None:
        return 1 if column.may_be_null or column.is_key else 0
    if column.is_key:
        return 0
    if column.kind in ("moment", "day"):
        return 3 if _is_moment(value, 10 if column.kind == "day" else 26) else 0
    if column.kind == "boolean":
        return 1 if value in (0, 1) and isinstance(value, int) else 0
    if column.kind == "float":
        return 1 if isinstance(value, int | float) and math.isfinite(value) else 0
    if column.kind == "integer":
        if not isinstance(value, int):
            return 0
        first, last = RANGES.get((table, column.name), (value, value))
        return 1 if first <= value <= last else 0
    if column.kind == "blob":
        return 1 if isinstance(value, bytes) else 0
    return _fit_text(table, column, value)


def _fit_text(table: str, column: Column, value: Value) -> int:
    if not isinstance(value, str):
        return 0
    if (pattern := _KEYS_OF_TEXT.get(column.name)) is not None:
        return 3 if pattern.fullmatch(value) else int(value.isascii() and value.isprintable() and value != "")
    if (table, column.name) in SIGNS and not set(value) <= set(SIGNS[table, column.name]):
        return 0
    if (words := WORDS.get((table, column.name))) is not None:
        return 3 if value in words else int((table, column.name) not in STRICT)
    if (table, column.name) in JSON:
        with contextlib.suppress(ValueError, RecursionError):
            return 3 if (value == "" and table == "packet") or json.loads(value) is not ... else 0
        return 0
    return 1


def _is_moment(value: Value, length: int) -> bool:
    if not isinstance(value, str) or len(value) > length:
        return False
    # What Python reads besides ("20261124", a day as a moment), nobody here writes.
    if not (_DAY if length == 10 else _MOMENT).fullmatch(value):
        return False
    with contextlib.suppress(ValueError):
        _ = dt.date.fromisoformat(value) if length == 10 else dt.datetime.fromisoformat(value)
        return True
    return False


def _stand_in(table: str, column: Column, value: Value, now: dt.datetime) -> Value:
    """What is put in the place of a value that cannot be meant."""
    if isinstance(value, bytes) and column.kind == "text" and column.name not in _KEYS_OF_TEXT:
        text = value.decode("utf-8", "replace")
        if _fit_text(table, column, text):
            return text
    if column.default is not None or column.may_be_null:
        return column.default
    if column.name in ("uid", "operation", "token"):
        return new_uid().replace("-", "") if column.name == "token" else new_uid()
    if (words := WORDS.get((table, column.name))) is not None:
        return words[0]
    moment = {"moment": now.isoformat(" ", "microseconds"), "day": now.date().isoformat()}
    if column.kind in moment:
        return moment[column.kind]
    if column.kind == "text":
        return "{}" if (table, column.name) in JSON else ""
    return b"" if column.kind == "blob" else 0


def _is_content(row: list[Value]) -> bool:
    """Bytes are only what they were if they still add up."""
    digest, _, data = row
    return isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == digest

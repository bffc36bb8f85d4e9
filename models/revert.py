"""Taking one change back: the opposite of what its journal rows say, unless a newer change stands against
it.

It is the *fields* that are compared: a new title from somebody else does not stand against undoing a move, a
second move does. Re-spaced ranks never do: a card goes back below the card that was above it.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase

from models import raw_rows, sqlite
from models.agreement import disagreeing
from models.errors import Conflict
from models.journal import Header, header, is_live
from models.ordering import SCOPES, keeps_order, move_row, rank_below, scope_of
from models.record import Recorder
from models.recorded import BY_NAME, NEVER_REVERTED, RECORDED
from models.schema import JournalRow, Link, Row
from models.words import QT_TRANSLATE_NOOP, say

# Restored where nobody touched them since; a newer value never stands against an undo.
_SOFT = frozenset({"changed"})
_Line = tuple[str, int, str, str | None]


def revert(record: Recorder, target: Header) -> None:
    """Write the opposite of `target` through `record`. Raises Conflict, naming the newer change that
    stands against it.
    """
    _refuse_if_built_upon(record.db, target)
    # Streamed: an import has as many rows as its file.
    rows: Iterator[_Line] = record.db.execute_sql(
        'SELECT item, "row", how, image FROM journal_row WHERE revision = ? ORDER BY id DESC',
        (target.revision,),
    )
    try:
        for (item, how), group in groupby(rows, key=lambda line: (line[0], line[2])):
            if item not in NEVER_REVERTED:
                _REVERSED[how](record, target, BY_NAME[item], group)
    except sqlite.INTEGRITY_ERRORS as error:
        text = QT_TRANSLATE_NOOP(
            "models", "“{subject}” cannot be taken back: what it belongs to has changed since."
        )
        raise Conflict(say(text, subject=target.subject or target.name)) from error
    _refuse_disagreement(record.db, target)


def _refuse_disagreement(db: SqliteDatabase, target: Header) -> None:
    """Column and decision never disagree, whatever part of them somebody else has changed since."""
    if found := disagreeing(db, target.revision):
        fields = ("verdict", "stage_id", "outcome")
        newer = [_last_change(db, target, "task", found[0], field) for field in fields]
        raise _newer(target, max((one for one in newer if one), key=lambda one: one.revision, default=None))


def _delete(record: Recorder, target: Header, model: type[Row], lines: Iterable[_Line]) -> None:
    record.delete_many(model, (row for _, row, _, _ in lines))


def _bring_back(record: Recorder, target: Header, model: type[Row], lines: Iterable[_Line]) -> None:
    if model is not Link:
        record.insert_images(model, (json.loads(image or "{}") for *_, image in lines))
        return
    from models.circles import reaches

    for *_, image in lines:
        link = json.loads(image or "{}")
        if reaches(record.db, link["kind"], link["other_id"], link["task_id"]):
            raise _newer(target, _last_link(record.db, target))
        record.insert_images(model, [link])


def _last_link(db: SqliteDatabase, target: Header) -> Header | None:
    """The newest change that linked cards since: it led the other way round."""
    sql = "SELECT max(revision) FROM journal_row WHERE item = 'link' AND how = 'insert' AND revision > ?"
    (revision,) = db.execute_sql(sql, (target.revision,)).fetchone()
    return None if revision is None else header(db, revision)


def _restore(record: Recorder, target: Header, model: type[Row], lines: Iterable[_Line]) -> None:
    """Put the old values of updated rows back."""
    for _, row, _, text in lines:
        image = json.loads(text or "{}")
        above = image.pop("above", None)
        old = _old_values(record, target, model, row, image)
        if "rank" not in image:
            record.update_plain(model, row, old)
            continue
        scope = old.get(SCOPES[model]) or scope_of(record, model, row)
        assert scope is not None
        old["rank"] = rank_below(record, model, scope, row, above, image["rank"][0])
        move_row(record, model, row, old)


def _old_values(
    record: Recorder, target: Header, model: type[Row], row: int, image: dict[str, Any]
) -> dict[str, Any]:
    """The values to restore. Raises Conflict where one that matters is no longer what `target` made it."""
    current = raw_rows.select_row(record.db, model, list(image), row)
    if current is None:
        raise _conflict(record.db, target, model, row, None)
    old = {}
    for (field, (before, after)), now in zip(image.items(), current, strict=True):
        if now == after:
            if field not in _SOFT and (newer := _set_by_another(record.db, target, model, row, field)):
                raise _newer(target, newer)
            old[field] = before
        elif field == "rank":
            if newer := _placed_since(record.db, target, model, row):
                raise _newer(target, newer)
        elif field not in _SOFT:
            raise _conflict(record.db, target, model, row, field)
    return old


def _restore_order(record: Recorder, target: Header, model: type[Row], lines: Iterable[_Line]) -> None:
    """Give re-spaced rows their old ranks again, unless somebody came to lie between them: then they stay."""
    pairs: dict[int, list[float]] = {}
    for _, row, _, text in lines:
        old, new = json.loads(text or "{}")["rank"]
        # Re-spaced twice in one change: newest first, so the last old rank is the one from before both.
        pairs.setdefault(row, [old, new])[0] = old
    scopes: dict[int, dict[int, tuple[float, float]]] = {}
    for row, (old, new) in pairs.items():
        found = raw_rows.select_row(record.db, model, [SCOPES[model], "rank"], row)
        if found is not None and found[1] == new:
            scopes.setdefault(found[0], {})[row] = (new, old)
    for scope, ranks in scopes.items():
        if keeps_order(record, model, scope, ranks):
            for row, (_, old) in ranks.items():
                record.update_plain(model, row, {"rank": old}, "order")


_REVERSED = {"insert": _delete, "delete": _bring_back, "update": _restore, "order": _restore_order}


def _refuse_if_built_upon(db: SqliteDatabase, target: Header) -> None:
    """A row that `target` made must not have been changed, or pointed at, by a change that still stands.

    Rows that `target` itself made or turned to point there go with it.
    """
    for (revision,) in db.execute_sql(_CHANGED_SINCE, (target.revision, target.revision)).fetchall():
        newer = header(db, revision)
        if newer is not None and _stands_against(db, target, newer):
            raise _newer(target, newer)
    made = {item for (item,) in db.execute_sql(_MADE, (target.revision,))}
    for child, column, parent in _REFERENCES:
        if parent not in made:
            continue
        sql = _POINTING.format(child=child, column=column)
        row = db.execute_sql(sql, (target.revision, parent, target.revision, child)).fetchone()
        if row:
            maker = db.execute_sql(_LAST_TOUCH, (row[0], child)).fetchone()
            raise _newer(target, header(db, maker[0]) if maker else None)


def _stands_against(db: SqliteDatabase, target: Header, newer: Header) -> bool:
    """Whether a later change of the same row counts: not a matter of view, not taken back, not itself only
    a taking back of something that came after `target`.
    """
    if newer.kind == "quiet" or not is_live(db, newer.revision):
        return False
    return newer.reverts is None or newer.reverts < target.revision


def _set_by_another(
    db: SqliteDatabase, target: Header, model: type[Row], row: int, field: str
) -> Header | None:
    """The newest change of somebody else after `target` that set this field and still stands: it may have led
    the value away and back again, and then it is theirs.
    """
    if db.execute_sql(_OTHERS, (target.revision, target.author)).fetchone() is None:
        return None
    for (revision,) in db.execute_sql(_SET, (model._meta.table_name, row, target.revision, f'$."{field}"')):
        newer = header(db, revision)
        if newer is not None and newer.author != target.author and _stands_against(db, target, newer):
            return newer
    return None


_OTHERS = "SELECT 1 FROM journal WHERE revision > ? AND author <> ? LIMIT 1"
_SET = """
    SELECT revision FROM journal_row WHERE item = ? AND "row" = ? AND revision > ? AND how = 'update'
      AND json_type(image, ?) IS NOT NULL ORDER BY id DESC
"""


def _placed_since(db: SqliteDatabase, target: Header, model: type[Row], row: int) -> Header | None:
    """The newest change after `target` that gave this row a place and still stands."""
    sql = (
        'SELECT revision, image FROM journal_row WHERE item = ? AND "row" = ? AND revision > ?'
        " AND how = 'update' ORDER BY id DESC"
    )
    for revision, image in db.execute_sql(sql, (model._meta.table_name, row, target.revision)).fetchall():
        newer = header(db, revision) if image and "rank" in json.loads(image) else None
        if newer is not None and _stands_against(db, target, newer):
            return newer
    return None


_CHANGED_SINCE = """
    SELECT DISTINCT later.revision FROM journal_row made
    JOIN journal_row later ON later."row" = made."row" AND later.item = made.item
    WHERE made.revision = ? AND made.how = 'insert' AND later.revision > ? AND later.how != 'order'
    ORDER BY later.revision DESC
"""
_MADE = "SELECT DISTINCT item FROM journal_row WHERE revision = ? AND how = 'insert'"
_POINTING = """
    SELECT c.id FROM journal_row made JOIN "{child}" c ON c."{column}" = made."row"
    WHERE made.revision = ? AND made.item = ? AND made.how = 'insert' AND NOT EXISTS (
      SELECT 1 FROM journal_row own
      WHERE own."row" = c.id AND own.revision = ? AND own.item = ? AND (own.how = 'insert'
        OR (own.how = 'update' AND json_type(own.image, '$."{column}"') IS NOT NULL)))
    LIMIT 1
"""
_LAST_TOUCH = 'SELECT max(revision) FROM journal_row WHERE "row" = ? AND item = ?'
_REFERENCES = [
    (model._meta.table_name, field.column_name, field.rel_model._meta.table_name)
    for model in RECORDED
    for field in model._meta.refs
]


def _conflict(db: SqliteDatabase, target: Header, model: type[Row], row: int, field: str | None) -> Conflict:
    """The newest change of that field (or of the row) after `target`."""
    return _newer(target, _last_change(db, target, model._meta.table_name, row, field))


def _last_change(db: SqliteDatabase, target: Header, item: str, row: int, field: str | None) -> Header | None:
    query = (
        JournalRow.select(JournalRow.revision, JournalRow.how, JournalRow.image)
        .where(JournalRow.item == item, JournalRow.row == row, JournalRow.revision > target.revision)
        .order_by(JournalRow.id.desc())
    )
    for revision, how, image in sqlite.fetch(db, query):
        if field is None or (how == "update" and image and field in json.loads(image)):
            return header(db, revision)
    return None


def _newer(target: Header, newer: Header | None) -> Conflict:
    if newer is None:
        text = QT_TRANSLATE_NOOP("models", "“{subject}” cannot be taken back: it has changed since.")
        return Conflict(say(text, subject=target.subject or target.name))
    text = QT_TRANSLATE_NOOP("models", "Not taken back, because of a newer change: {newer} ({when}).")
    if newer.author != target.author:
        text = QT_TRANSLATE_NOOP(
            "models", "Not taken back, because of a newer change: {newer} ({who}, {when})."
        )
    return Conflict(say(text, newer=newer.done, who=newer.author, when=newer.at))

"""Columns: rows of the table stage, each with a fixed kind. And the founding of a board with its seven
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from models import sqlite
from models.board import Board
from models.errors import Refused
from models.ordering import last_row, lie_below, move_row, ranks_below
from models.schema import KINDS, Task
from models.schema import Board as BoardRow
from models.schema import Stage as StageRow
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, Sentence, say

if TYPE_CHECKING:
    from models.record import Recorder

MOST_CARDS = 999
"""The highest limit of a column."""
MOST_WIDTH = 4_000

DEFAULT_NAMES: dict[str, str] = {
    "unsorted": QT_TRANSLATE_NOOP("models", "Unsorted"),
    "core": QT_TRANSLATE_NOOP("models", "Core"),
    "setup": QT_TRANSLATE_NOOP("models", "To set up"),
    "training": QT_TRANSLATE_NOOP("models", "In training"),
    "handed_over": QT_TRANSLATE_NOOP("models", "Handed over"),
    "review": QT_TRANSLATE_NOOP("models", "To review"),
    "done": QT_TRANSLATE_NOOP("models", "Done"),
}


class Stage(NamedTuple):
    """A column. `colour` is "#rrggbb" or "" for the kind's own; `limit` in cards, None for no limit.

    `width` in pixels of a screen with letters of the usual size, None for a share of the room.
    """

    id: int
    uid: str
    kind: str
    name: str
    colour: str
    rank: float
    collapsed: bool
    width: int | None
    limit: int | None


_FIELDS = (
    StageRow.id,
    StageRow.uid,
    StageRow.kind,
    StageRow.name,
    StageRow.colour,
    StageRow.rank,
    StageRow.collapsed,
    StageRow.width,
    StageRow.limit,
)


def read_stages(board: Board) -> list[Stage]:
    """The columns, from left to right."""
    query = StageRow.select(*_FIELDS).order_by(StageRow.rank, StageRow.id)
    return [Stage(*row) for row in sqlite.fetch(board.db, query)]


def stage_of(board: Board, stage: int) -> Stage:
    """One column; raises Refused when it is gone."""
    for row in sqlite.fetch(board.db, StageRow.select(*_FIELDS).where(StageRow.id == stage)):
        return Stage(*row)
    raise Refused(say(QT_TRANSLATE_NOOP("models", "This column is no longer there.")))


def first_stage(board: Board, kind: str) -> Stage:
    """The leftmost column of a kind; every board has one of each."""
    found = next((stage for stage in read_stages(board) if stage.kind == kind), None)
    assert found is not None, kind
    return found


def found_board(
    board: Board, name: str, specialisation: str = "", names: dict[str, str] | None = None
) -> None:
    """Fill a new file with its board and the seven columns. `names`: column names by kind, in the owner's
    language.
    """
    if board.about().id:
        return
    with board.change("board", name, kind="quiet") as record:
        row = record.insert(
            BoardRow, uid=new_uid(), name=name, specialisation=specialisation, created=record.moment
        )
        for place, kind in enumerate(KINDS):
            _insert(record, row, kind, (names or DEFAULT_NAMES)[kind], 1024.0 * place, new_uid())


def edit_board(board: Board, **fields: str) -> None:
    """Set the board's `name` or `specialisation`."""
    with board.change("board") as record:
        record.update(BoardRow, board.about().id, **{key: value.strip() for key, value in fields.items()})


def add_stage(board: Board, name: str, kind: str, after: int | None, uid: str) -> None:
    """A new column right of `after` (None: leftmost)."""
    assert kind in KINDS, kind
    with board.change("add_column", _named(name)) as record:
        rank = ranks_below(record, StageRow, board.about().id, after, 1)[0]
        _insert(record, board.about().id, kind, _named(name), rank, uid)


def edit_stage(board: Board, stage: int, **fields: object) -> None:
    """Set a column's `name`, `colour` or `limit` (in cards, None for none)."""
    assert set(fields) <= {"name", "colour", "limit"}, fields
    if "name" in fields:
        fields["name"] = _named(str(fields["name"]))
    limit = fields.get("limit")
    assert limit is None or (isinstance(limit, int) and 1 <= limit <= MOST_CARDS), limit
    with board.change("column", str(fields.get("name") or stage_of(board, stage).name)) as record:
        record.update(StageRow, stage, **fields)


def set_widths(board: Board, stage: int, widths: Mapping[int, int]) -> None:
    """Set how wide columns are, by id, because the owner changed `stage`."""
    assert all(0 < width <= MOST_WIDTH for width in widths.values()), widths
    with board.change("column_width", stage_of(board, stage).name) as record:
        for other, width in widths.items():
            record.update(StageRow, other, width=width)


def forget_widths(board: Board) -> None:
    """All columns share the room equally again."""
    with board.change("equal_columns") as record:
        for stage in read_stages(board):
            record.update(StageRow, stage.id, width=None)


def fold_stage(board: Board, stage: int, collapsed: bool) -> None:
    """Fold a column to a strip, or unfold it. A matter of view: not undone."""
    with board.change("column", kind="quiet") as record:
        record.update(StageRow, stage, collapsed=collapsed)


def move_stage(board: Board, stage: int, after: int | None) -> None:
    """Put a column right of another (None: leftmost)."""
    with board.change("column", stage_of(board, stage).name) as record:
        row = board.about().id
        if after != stage and not lie_below(record, StageRow, row, after, [stage]):
            move_row(
                record, StageRow, stage, {"rank": ranks_below(record, StageRow, row, after, 1, [stage])[0]}
            )


def delete_stage(board: Board, stage: int) -> None:
    """Delete an empty column. What lies in the bin from it moves to another column of its kind."""
    found = stage_of(board, stage)
    if reason := why_not_delete(board, found):
        raise Refused(reason)
    heir = next(other for other in read_stages(board) if other.kind == found.kind and other.id != stage)
    with board.change("delete_column", found.name) as record:
        last = last_row(record, Task, heir.id)
        binned = Task.select(Task.id).where(Task.stage == stage).order_by(Task.rank, Task.id)
        rows = [row for (row,) in sqlite.fetch(board.db, binned)]
        for row, rank in zip(rows, ranks_below(record, Task, heir.id, last, len(rows)), strict=True):
            move_row(record, Task, row, {"stage_id": heir.id, "rank": rank})
        record.delete(StageRow, stage)


def why_not_delete(board: Board, stage: Stage) -> Sentence | None:
    """Why a column may not be deleted, or None."""
    if not any(other.kind == stage.kind and other.id != stage.id for other in read_stages(board)):
        text = QT_TRANSLATE_NOOP("models", "{column} is the last column of its kind, so it stays.")
        return say(text, column=stage.name)
    alive = Task.select(Task.id).where(Task.stage == stage.id, Task.binned.is_null()).limit(1)
    if list(sqlite.fetch(board.db, alive)):
        return say(
            QT_TRANSLATE_NOOP("models", "{column} still holds cards. Move them first."), column=stage.name
        )
    return None


def _insert(record: Recorder, board: int, kind: str, name: str, rank: float, uid: str) -> None:
    values = {"board": board, "kind": kind, "name": name, "rank": rank, "uid": uid}
    record.insert(StageRow, colour="", collapsed=False, **values)


def _named(name: str) -> str:
    cleaned = " ".join(name.split())[:80]
    if not cleaned:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "A column needs a name.")))
    return cleaned

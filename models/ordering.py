"""Places among neighbours, for every table with a rank: cards in a column, steps of a card, columns of the
board.

A place is named by the row above it. When a gap is used up, the rows below are re-spaced in the same change.
Cards in the bin keep their place in the order, so that a card that comes back lies where it lay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from models.rank import RUN, many_between
from models.schema import Row, Stage, Step, Task

if TYPE_CHECKING:
    from models.record import Recorder

SCOPES: dict[type[Row], str] = {Task: "stage_id", Step: "task_id", Stage: "board_id"}
_Place = tuple[float, int]


def ranks_below(
    record: Recorder, model: type[Row], scope: int, above: int | None, count: int, moving: Sequence[int] = ()
) -> list[float]:
    """`count` ranks below the row `above` (None: at the top) of a stage, task or board, making room if
    needed.

    Rows in `moving` are on their way and count as not there. An `above` that is not in the scope means the
    end.
    """
    away = set(moving)
    top: _Place | None = None
    if above is not None:
        top = _standing(record, model, scope, above, away)
        if top is None:
            return _need(many_between(_last_rank(record, model, scope, away), None, count))
    for respace_all in (False, True):
        ranks = _gap(record, model, scope, top, away, count)
        if ranks is not None:
            return ranks
        _respace(record, model, scope, None if respace_all else top, count)
        top = None if top is None else _place_of(record, model, scope, top[1])
    return _need(_gap(record, model, scope, top, away, count))


def move_row(record: Recorder, model: type[Row], row: int, new: dict[str, Any]) -> bool:
    """Give a row a new rank (and scope, and what else `new` holds, as stored), noting the neighbour it
    leaves.
    """
    above = row_above(record, model, row)
    rank = new.get("rank")
    image = record.update_plain(model, row, new)
    if image is None:
        return False
    if "rank" in image or SCOPES[model] in image:
        image["above"] = above
        # Also where the number happens to be the same in the new scope: it is a place, not a number.
        image.setdefault("rank", [rank, rank])
    return True


def rank_below(
    record: Recorder, model: type[Row], scope: int, row: int, above: int | None, wanted: float
) -> float:
    """Where a move goes back to: the old rank `wanted` if it still lies right below `above`, else a new
    one there.
    """
    top = None if above is None else _place_of(record, model, scope, above)
    if above is not None and top is None:
        # The neighbour is gone; the old number will do, unless somebody took it.
        sql = f"{_select('id', model)} AND rank = ? AND id <> ?"
        taken = _fetch(record, sql, scope, wanted, row)
        return wanted if taken is None else ranks_below(record, model, scope, taken[0], 1, [row])[0]
    below = _next(record, model, scope, top, {row})
    # Equal ranks are told apart by their keys, as everywhere.
    if (top is None or top < (wanted, row)) and (below is None or (wanted, row) < below):
        return wanted
    return ranks_below(record, model, scope, above, 1, [row])[0]


def lie_below(record: Recorder, model: type[Row], scope: int, above: int | None, rows: Sequence[int]) -> bool:
    """Whether these rows already stand there, in this order; what lies in the bin between them does not
    count.
    """
    top = None if above is None else _standing(record, model, scope, above, set(rows))
    if above is not None and top is None:
        return False
    alive = " AND binned IS NULL" if model is Task else ""
    below = _below(record, model, scope, top, alive)
    return [found[0] for found, _ in zip(below, rows, strict=False)] == list(rows)


def last_row(record: Recorder, model: type[Row], scope: int) -> int | None:
    """The row at the end of a scope."""
    found = _fetch(record, f"{_select('id', model)} ORDER BY rank DESC, id DESC LIMIT 1", scope)
    return None if found is None else int(found[0])


def row_above(record: Recorder, model: type[Row], row: int) -> int | None:
    """The neighbour above a row, None at the top."""
    scope = scope_of(record, model, row)
    place = None if scope is None else _place_of(record, model, scope, row)
    if place is None:
        return None
    sql = f"{_select('id', model)} AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC LIMIT 1"
    found = _fetch(record, sql, scope, *place)
    return None if found is None else int(found[0])


def scope_of(record: Recorder, model: type[Row], row: int) -> int | None:
    """The stage, task or board that a row is ordered in; None when it is gone."""
    found = _fetch(record, f"SELECT {SCOPES[model]} FROM {_table(model)} WHERE id = ?", row)  # noqa: S608
    return None if found is None else int(found[0])


def keeps_order(
    record: Recorder, model: type[Row], scope: int, ranks: dict[int, tuple[float, float]]
) -> bool:
    """Whether rows may go from their rank now to another (now, then), all at once, without passing anybody
    else.
    """
    numbers = [number for pair in ranks.values() for number in pair]
    sql = f"{_select('id', model)} AND rank BETWEEN ? AND ?"
    there = record.db.execute_sql(sql, (scope, min(numbers), max(numbers)))
    return all(row in ranks for (row,) in there)


def _table(model: type[Row]) -> str:
    return f'"{model._meta.table_name}"'


def _select(what: str, model: type[Row]) -> str:
    return f"SELECT {what} FROM {_table(model)} WHERE {SCOPES[model]} = ?"  # noqa: S608


def _fetch(record: Recorder, sql: str, *values: Any) -> tuple[Any, ...] | None:
    found: tuple[Any, ...] | None = record.db.execute_sql(sql, values).fetchone()
    return found


def _need(found: list[float] | None) -> list[float]:
    assert found is not None, "no room after re-spacing"
    return found


def _place_of(record: Recorder, model: type[Row], scope: int, row: int) -> _Place | None:
    found = _fetch(record, f"{_select('rank, id', model)} AND id = ?", scope, row)
    return None if found is None else (float(found[0]), int(found[1]))


def _standing(record: Recorder, model: type[Row], scope: int, row: int, away: set[int]) -> _Place | None:
    """The place of a row or, where that is itself on its way, of the nearest one above it that stays."""
    place = _place_of(record, model, scope, row)
    if place is None or row not in away:
        return place
    sql = f"{_select('rank, id', model)} AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC"
    for rank, other in record.db.execute_sql(sql, (scope, *place)):
        if other not in away:
            return float(rank), int(other)
    return (float("-inf"), 0)


def _below(
    record: Recorder, model: type[Row], scope: int, top: _Place | None, more: str = ""
) -> Iterable[tuple[int, float]]:
    """Rows below a place, nearest first."""
    sql = f"{_select('id, rank', model)}{more}"
    values = (scope,) if top is None else (scope, *top)
    if top is not None:
        sql += " AND (rank, id) > (?, ?)"
    rows: Iterable[tuple[int, float]] = record.db.execute_sql(f"{sql} ORDER BY rank, id", values)
    return rows


def _next(
    record: Recorder, model: type[Row], scope: int, top: _Place | None, away: set[int]
) -> _Place | None:
    below = _below(record, model, scope, top)
    return next(((float(rank), row) for row, rank in below if row not in away), None)


def _last_rank(record: Recorder, model: type[Row], scope: int, away: set[int]) -> float | None:
    sql = f"{_select('id, rank', model)} ORDER BY rank DESC, id DESC"
    rows = record.db.execute_sql(sql, (scope,))
    return next((float(rank) for row, rank in rows if row not in away), None)


def _gap(
    record: Recorder, model: type[Row], scope: int, top: _Place | None, away: set[int], count: int
) -> list[float] | None:
    above = None if top is None or top[0] == float("-inf") else top[0]
    below = _next(record, model, scope, top, away)
    return many_between(above, below and below[0], count)


def _respace(record: Recorder, model: type[Row], scope: int, top: _Place | None, count: int) -> None:
    """Even out the next RUN rows below `top` (all rows for None, so far apart that `count` rows find room
    between two); everybody keeps their place in the order.
    """
    run: list[tuple[int, float]] = []
    below: float | None = None
    for row, rank in _below(record, model, scope, top):
        if top is not None and len(run) == RUN:
            below = rank
            break
        run.append((row, rank))
    ranks = many_between(None if top is None else top[0], below, len(run) + 1)
    if ranks is None:
        return
    spread = 1 + (count + 1) // 4 if top is None else 1
    for (row, _), new in zip(run, ranks[1:], strict=True):
        record.update_plain(model, row, {"rank": new * spread}, "order")

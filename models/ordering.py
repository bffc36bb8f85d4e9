"""Places among neighbours, for every table with a rank: cards in a column, steps of a card, columns of the board.

A place is named by the row above it. When a gap is used up, the rows next to it are re-spaced in the same change.
"""

from collections.abc import Sequence
from typing import Any

from models.rank import RUN, many_between
from models.record import Recorder
from models.schema import Row, Stage, Step, Task

_SCOPES: dict[type[Row], str] = {Task: "stage_id", Step: "task_id", Stage: "board_id"}
_ALIVE: dict[type[Row], str] = {Task: " AND binned IS NULL"}


def ranks_below(
    record: Recorder, model: type[Row], scope: int, above: int | None, count: int, moving: Sequence[int] = ()
) -> list[float]:
    """`count` ranks below the row `above` (None: at the top) of a stage, task or board, making room if needed.

    Rows in `moving` are on their way and count as not there. An `above` that is not in the scope counts as the end.
    """
    top = None if above is None else _rank_of(record, model, scope, above)
    if above is not None and top is None:
        top = _edge(record, model, scope, moving, last=True)
        return _need(many_between(top, None, count))
    bottom = _next_rank(record, model, scope, top, moving)
    found = many_between(top, bottom, count)
    if found is None:
        _respace(record, model, scope, top, moving)
        top = None if above is None else _rank_of(record, model, scope, above)
        found = many_between(top, _next_rank(record, model, scope, top, moving), count)
        if found is None:
            _respace(record, model, scope, None, moving, everything=True)
            top = None if above is None else _rank_of(record, model, scope, above)
            found = many_between(top, _next_rank(record, model, scope, top, moving), count)
    return _need(found)


def last_row(record: Recorder, model: type[Row], scope: int) -> int | None:
    """The row at the end of a scope."""
    sql = f"{_select('id', model)} ORDER BY rank DESC, id DESC LIMIT 1"
    row = record.db.execute_sql(sql, (scope,)).fetchone()
    return None if row is None else int(row[0])


def row_above(record: Recorder, model: type[Row], scope: int, row: int) -> int | None:
    """The neighbour above a row, None at the top."""
    sql = f"{_select('id', model)} AND (rank, id) < (SELECT rank, id FROM {_table(model)} WHERE id = ?)"
    found = record.db.execute_sql(f"{sql} ORDER BY rank DESC, id DESC LIMIT 1", (scope, row)).fetchone()
    return None if found is None else int(found[0])


def rank_below(
    record: Recorder, model: type[Row], scope: int, row: int, above: int | None, wanted: float
) -> float:
    """Where a move goes back to: the old rank `wanted` if it still lies right below `above`, else a new one there."""
    top = None if above is None else _rank_of(record, model, scope, above)
    if above is not None and top is None:
        return wanted
    bottom = _next_rank(record, model, scope, top, [row])
    if (top is None or top < wanted) and (bottom is None or wanted < bottom):
        return wanted
    return ranks_below(record, model, scope, above, 1, [row])[0]


def move_row(record: Recorder, model: type[Row], row: int, new: dict[str, Any]) -> bool:
    """Give a row a new rank (and scope, and what else `new` holds, as stored), noting the neighbour it leaves."""
    scope = scope_of(record, model, row)
    if scope is None:
        return False
    above = row_above(record, model, scope, row)
    if not record.update_plain(model, row, new):
        return False
    image = record.rows[-1].image
    assert image is not None
    if "rank" in image:
        image["above"] = above
    return True


def scope_of(record: Recorder, model: type[Row], row: int) -> int | None:
    """The stage, task or board that a row is ordered in."""
    sql = f"SELECT {_SCOPES[model]} FROM {_table(model)} WHERE id = ?"  # noqa: S608
    found = record.db.execute_sql(sql, (row,)).fetchone()
    return None if found is None else int(found[0])


def scope_column(model: type[Row]) -> str:
    return _SCOPES[model]


def _need(found: list[float] | None) -> list[float]:
    assert found is not None, "no room after re-spacing"
    return found


def _table(model: type[Row]) -> str:
    return f'"{model._meta.table_name}"'


def _select(what: str, model: type[Row]) -> str:
    return f"SELECT {what} FROM {_table(model)} WHERE {_SCOPES[model]} = ?{_ALIVE.get(model, '')}"  # noqa: S608


def _rank_of(record: Recorder, model: type[Row], scope: int, row: int) -> float | None:
    found = record.db.execute_sql(f"{_select('rank', model)} AND id = ?", (scope, row)).fetchone()
    return None if found is None else float(found[0])


def _next_rank(
    record: Recorder, model: type[Row], scope: int, top: float | None, moving: Sequence[int]
) -> float | None:
    sql = _select("id, rank", model)
    values: list[Any] = [scope]
    if top is not None:
        sql += " AND rank > ?"
        values.append(top)
    away = set(moving)
    for row, rank in record.db.execute_sql(f"{sql} ORDER BY rank, id", values):
        if row not in away:
            return float(rank)
    return None


def _edge(
    record: Recorder, model: type[Row], scope: int, moving: Sequence[int], *, last: bool
) -> float | None:
    away = set(moving)
    order = "DESC" if last else "ASC"
    for row, rank in record.db.execute_sql(f"{_select('id, rank', model)} ORDER BY rank {order}", (scope,)):
        if row not in away:
            return float(rank)
    return None


def _respace(
    record: Recorder,
    model: type[Row],
    scope: int,
    top: float | None,
    moving: Sequence[int],
    *,
    everything: bool = False,
) -> None:
    """Even out the next RUN rows below `top` (or all of them); they keep their order."""
    sql = _select("id, rank", model)
    values: list[Any] = [scope]
    if top is not None:
        sql += " AND rank > ?"
        values.append(top)
    limit = "" if everything else f" LIMIT {RUN + 1 + len(moving)}"
    away = set(moving)
    rows: list[tuple[Any, float]] = [
        (row, rank)
        for row, rank in record.db.execute_sql(f"{sql} ORDER BY rank, id{limit}", values)
        if row not in away
    ]
    if everything:
        run, below = rows, None
    else:
        run = rows[:RUN]
        below = rows[RUN][1] if len(rows) > RUN else None
    ranks = many_between(top, below, len(run) + 1)
    if ranks is None:
        return
    for (row, _), rank in zip(run, ranks[1:], strict=True):
        record.update_plain(model, row, {"rank": rank}, "order")

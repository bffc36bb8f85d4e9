"""Where cards go when they are pushed by keys or dropped: which column, below which card."""

from collections.abc import Collection, Sequence


def above(ids: Sequence[int], row: int, moving: Collection[int]) -> int | None:
    """The nearest card above `row` that does not move itself; None at the top."""
    return next(
        (ids[place] for place in range(min(row, len(ids)) - 1, -1, -1) if ids[place] not in moving), None
    )


def pushed(ids: Sequence[int], moving: Sequence[int], step: int) -> int | None:
    """The card below which `moving` (all in the column `ids`) go when they are pushed up (-1) or down (1)."""
    rows = [row for row, task_id in enumerate(ids) if task_id in set(moving)]
    if step < 0:
        return above(ids, rows[0] - 1, moving)
    rest = [task_id for task_id in ids[rows[-1] + 1 :] if task_id not in set(moving)]
    return rest[0] if rest else above(ids, len(ids), moving)


def is_same_order(ids: Sequence[int], moving: Sequence[int], after: int | None) -> bool:
    """Whether putting `moving` below `after` leaves the column `ids` as it is."""
    chosen = set(moving)
    if not chosen <= set(ids):
        return False
    rest = [task_id for task_id in ids if task_id not in chosen]
    place = 0 if after is None else rest.index(after) + 1 if after in rest else -1
    return place >= 0 and [*rest[:place], *moving, *rest[place:]] == list(ids)

"""What is still to be sorted, read at a glance: keys only, however many there are."""

from dataclasses import dataclass

from models.board import Board


@dataclass(frozen=True, slots=True)
class Unsorted:
    """Tasks in Unsorted, top first: those not decided, and those decided to be split but not split yet."""

    undecided: tuple[int, ...]
    split: tuple[int, ...]


def read_unsorted(board: Board) -> Unsorted:
    """What there is to sort."""
    rows = board.db.execute_sql(
        "SELECT t.id, t.verdict = 'split' FROM task t JOIN stage s ON s.id = t.stage_id"
        " WHERE s.kind = 'unsorted' AND t.binned IS NULL ORDER BY s.rank, s.id, t.rank, t.id"
    ).fetchall()
    return Unsorted(
        tuple(task for task, is_split in rows if not is_split),
        tuple(task for task, is_split in rows if is_split),
    )

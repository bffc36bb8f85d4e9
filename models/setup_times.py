"""What it took the owner to give one task away, as they say it: for the brief, and to train each."""

from collections.abc import Mapping
from typing import NamedTuple

from models.board import Board
from models.brief_writing import begin
from models.cards import title_of
from models.schema_handover import Brief, Training

_LEARNERS = """
    SELECT g.assistant_id, a.name, g.seconds FROM training g JOIN assistant a ON a.id = g.assistant_id
    WHERE g.task_id = ? ORDER BY g.id
"""


class Learner(NamedTuple):
    """Somebody who learns the task or learnt it; `seconds` of the owner's, None while not said."""

    id: int
    name: str
    seconds: int | None


class SetupTimes(NamedTuple):
    """`brief`: seconds to write it, None while not said."""

    title: str
    brief: int | None
    learners: tuple[Learner, ...]


def read_setup_times(board: Board, task: int) -> SetupTimes:
    """What was said of a task so far. Raises Refused when it is gone."""
    title = title_of(board, task)
    found = board.db.execute_sql("SELECT seconds FROM brief WHERE task_id = ?", (task,)).fetchone()
    learners = board.db.execute_sql(_LEARNERS, (task,)).fetchall()
    return SetupTimes(title, found[0] if found else None, tuple(Learner(*row) for row in learners))


def set_setup_times(board: Board, task: int, brief: int | None, training: Mapping[int, int | None]) -> None:
    """Seconds for the brief, and by assistant to train them; None: not said, so the usual is assumed."""
    assert all(one is None or one >= 0 for one in (brief, *training.values())), (brief, training)
    before = read_setup_times(board, task)
    with board.change("setup_time", before.title) as record:
        if brief != before.brief:
            record.update(Brief, begin(record, task), seconds=brief)
        for assistant, seconds in training.items():
            sql = "SELECT id FROM training WHERE task_id = ? AND assistant_id = ?"
            for (row,) in board.db.execute_sql(sql, (task, assistant)).fetchall():
                record.update(Training, row, seconds=seconds)

"""Who works here, as the sidebar lists them: read at every start, so in one statement and little else."""

import datetime as dt
import json
from typing import NamedTuple

from models.board import Board


class Person(NamedTuple):
    """One assistant in the list. `cards`: out of the bin, in hand or named on. `photo`: hash of its Content.

    `off`: (first, last) days off that are not over.
    """

    id: int
    name: str
    city: str = ""
    zone: str = ""
    skills: tuple[str, ...] = ()
    photo: str = ""
    cards: int = 0
    off: tuple[tuple[dt.date, dt.date], ...] = ()
    days: str = ""


def read_people(board: Board) -> list[Person]:
    """Everybody who works here, by name."""
    # A day earlier: somewhere it is still yesterday.
    since = (board.now() - dt.timedelta(days=1)).date().isoformat()
    return [
        Person(key, name, city, zone, _words(skills), photo, cards, _spans(off), days)
        for key, name, city, zone, skills, photo, cards, off, days in board.db.execute_sql(_READ, (since,))
    ]


def was_handed_over(board: Board) -> bool:
    """Whether anything was ever handed over: from then on the program opens on Today."""
    return bool(board.db.execute_sql("SELECT EXISTS (SELECT 1 FROM handover)").fetchone()[0])


def tasks_in_hand(board: Board, assistant: int) -> list[int]:
    """The cards that somebody has, the next due first."""
    sql = "SELECT id FROM task WHERE holder_id = ? AND binned IS NULL ORDER BY due IS NULL, due, rank, id"
    return [task for (task,) in board.db.execute_sql(sql, (assistant,)).fetchall()]


_READ = """
    SELECT a.id, a.name, a.city, a.zone, a.skills, a.photo,
      (SELECT count(*) FROM task_assistant l JOIN task t ON t.id = l.task_id
        WHERE l.assistant_id = a.id AND t.binned IS NULL),
      (SELECT json_group_array(json_array(o.first, o.last)) FROM absence o
        WHERE o.assistant_id = a.id AND o.last >= ?), a.days
    FROM assistant a WHERE a.ended IS NULL ORDER BY a.folded
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(part for each in text.split(",") if (part := each.strip()))


def _spans(text: str) -> tuple[tuple[dt.date, dt.date], ...]:
    day = dt.date.fromisoformat
    return tuple((day(first), day(last)) for first, last in json.loads(text))

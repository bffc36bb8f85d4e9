"""Links between cards lead one way: whoever follows them comes to an end."""

from peewee import SqliteDatabase

from models import sqlite
from models.schema import Link


def reaches(db: SqliteDatabase, kind: str, start: int, goal: int) -> bool:
    """Whether links of a kind lead from one task to another; walks with a memory, so circles do no harm."""
    seen: set[int] = set()
    frontier = {start}
    while frontier:
        if goal in frontier:
            return True
        seen |= frontier
        query = Link.select(Link.other).where(Link.kind == kind, Link.task.in_(sorted(frontier)))
        frontier = {other for (other,) in sqlite.fetch(db, query)} - seen
    return False

"""Rows as the file stores them, without any conversion: read and written by the names of their columns.

Table and column names come from models.schema alone, never from a user's text.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from peewee import SqliteDatabase

from models.schema import Row
from models.sqlite import columns


def select_row(
    db: SqliteDatabase, model: type[Row], wanted: Sequence[str], row: int
) -> tuple[Any, ...] | None:
    """The named columns of one row as stored (no conversion), or None."""
    names = ", ".join(f'"{name}"' for name in wanted)
    sql = f'SELECT {names} FROM "{model._meta.table_name}" WHERE id = ?'  # noqa: S608
    found: tuple[Any, ...] | None = db.execute_sql(sql, (row,)).fetchone()
    return found


def select_rows(db: SqliteDatabase, model: type[Row], rows: Sequence[int]) -> list[tuple[Any, ...]]:
    """Whole rows as stored, for at most some hundred keys; keys that are gone are missing."""
    names = ", ".join(f'"{name}"' for name in columns(model))
    marks = ", ".join("?" * len(rows))
    sql = f'SELECT {names} FROM "{model._meta.table_name}" WHERE id IN ({marks})'  # noqa: S608
    return list(db.execute_sql(sql, rows))


def insert_rows(
    db: SqliteDatabase, model: type[Row], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Rows of these columns, as stored."""
    fields = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    sql = f'INSERT INTO "{model._meta.table_name}" ({fields}) VALUES ({marks})'  # noqa: S608
    db.connection().executemany(sql, rows)


def update_row(
    db: SqliteDatabase, model: type[Row], row: int, names: Sequence[str], values: Sequence[Any]
) -> None:
    """Set columns of one row, as stored."""
    places = ", ".join(f'"{name}" = ?' for name in names)
    sql = f'UPDATE "{model._meta.table_name}" SET {places} WHERE id = ?'  # noqa: S608
    db.execute_sql(sql, (*values, row))


def delete_rows(db: SqliteDatabase, model: type[Row], rows: Iterable[int]) -> None:
    """Delete by key."""
    sql = f'DELETE FROM "{model._meta.table_name}" WHERE id = ?'  # noqa: S608
    db.connection().executemany(sql, ((row,) for row in rows))


def last_key(db: SqliteDatabase, model: type[Row]) -> int:
    """The newest key that the table ever handed out (0: none)."""
    row = db.execute_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (model._meta.table_name,)
    ).fetchone()
    return int(row[0]) if row else 0

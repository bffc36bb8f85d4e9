"""The filled boards of every version so far, and what may differ once they are brought to today's."""

import sqlite3
from pathlib import Path
from typing import Any

BOARDS = sorted((Path(__file__).parent.parent / "data" / "boards").glob("version-*.board"))
NAMES = [path.stem for path in BOARDS]
Rows = dict[Any, dict[str, Any]]

# Renamed since: (table, column then) → column now.
RENAMED = {("run", "owner_seconds"): "review_seconds"}
# What counts or derives, and so may be another number afterwards.
COUNTED = {"schema_migration", "sqlite_sequence", "sqlite_stat1"}
# Gets more rows by a migration: what it adds to a card is part of the change that put the card there.
FILLED = {"journal_row"}


def open_raw(path: Path) -> sqlite3.Connection:
    """Past the program; leaves no trace beside the file. Texts come as bytes, so that none looks like
    another.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.text_factory = bytes
    return connection


def applied(path: Path) -> list[str]:
    """The migrations that a file has seen, oldest first."""
    connection = open_raw(path)
    try:
        return [
            name.decode() for (name,) in connection.execute("SELECT name FROM schema_migration ORDER BY id")
        ]
    finally:
        connection.close()


def rows_of(path: Path) -> dict[str, Rows]:
    """Every row of every ordinary table by its rowid, as stored."""
    connection = open_raw(path)
    try:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'"
        return {
            name.decode(): _rows(connection, name.decode())
            for (name,) in connection.execute(names).fetchall()
        }
    finally:
        connection.close()


def _rows(connection: sqlite3.Connection, table: str) -> Rows:
    found = connection.execute(f'SELECT rowid, * FROM "{table}"')  # noqa: S608 - names of a schema
    columns = [column[0] for column in found.description[1:]]
    return {key: dict(zip(columns, values, strict=True)) for key, *values in found}

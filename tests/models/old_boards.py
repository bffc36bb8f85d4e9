"""The filled boards of every version so far, and what may differ once they are brought to today's."""

import sqlite3
from pathlib import Path
from typing import Any

from tests.models.boards import raw

BOARDS = sorted((Path(__file__).parent.parent / "data" / "boards").glob("version-*.board"))
NAMES = [path.stem for path in BOARDS]
Rows = dict[Any, dict[str, Any]]

CONTROLS = "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u202e"
HUGE = "A huge text, with \U0001f9e4 in it.\n" * 4_000
# The keys of rows that other programs put into a board: in the file already, and beside it.
STRANGERS = ("by another program", "not of this program")
# As other programs write them: whatever the file lets in.
OTHERS: list[dict[str, Any]] = [
    {"title": "", "created": "0001-01-01 00:00:00.000000", "changed": "9999-12-31 23:59:59.999999"},
    {"title": CONTROLS, "notes": CONTROLS * 3, "due": "1582-10-15"},
    {
        "title": "One\nTwo\r\nThree\tFour",
        "notes": "\r\n\r",
        "due": "9999-12-31",
        "due_time": "",
        "due_zone": "",
    },
    {"title": "Twice", "notes": HUGE},
    {"title": "Twice", "due": "0001-01-01", "due_time": "00:00", "due_zone": "Nowhere/Atall"},
    {"title": "zero\0byte", "notes": "a\0b", "source": ""},
    {
        "title": "y" * 5000,
        "seconds_per_run": 2**40,
        "seconds_per_week": 2**40,
        "repeat_count": 1,
        "rrule": "",
    },
    {"title": "unit", "repeat_count": 1, "repeat_unit": "fortnight"},
    {"title": "none", "repeat_count": 0, "repeat_unit": "week"},
    {"title": "rule", "repeat_count": 1, "repeat_unit": "week", "rrule": "FREQ=NEVER;INTERVAL=x"},
]

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


def write_as_others(path: Path) -> list[int]:
    """Rows put into a closed board past the program; their keys. All lie at one place of one column."""
    ids = []
    (stage,) = raw(path, "SELECT min(id) FROM stage WHERE kind = 'unsorted'")[0]
    for place, extra in enumerate(OTHERS):
        (number,) = raw(path, "UPDATE clock SET last_number = last_number + 1 RETURNING last_number")[0]
        moment = "2026-11-20 08:00:00"
        plain = {"uid": f"not of this program {place}", "number": number, "stage_id": stage, "rank": 5000.0}
        values = plain | {"verdict": "undecided", "notes": "", "created": moment, "changed": moment} | extra
        ids.append(insert(path, "task", values))
    for task in ids[:3]:
        for step in ("s", "t"):
            insert(
                path, "step", {"uid": f"{step}{task}-", "task_id": task, "text": "", "done": 0, "rank": 1.0}
            )
        said = {"author": "", "at": "1969-12-31 23:59:59.000000", "text": ""}
        insert(path, "comment", {"uid": f"c{task}-", "task_id": task} | said)
        insert(path, "attachment", {"uid": f"a{task}-", "task_id": task, "title": "", "url": ""})
    return ids


def insert(path: Path, table: str, values: dict[str, Any]) -> int:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks}) RETURNING id'  # noqa: S608 - names of a test
    return int(raw(path, sql, values.values())[0][0])

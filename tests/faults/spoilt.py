"""Boards in which another program wrote what a column cannot hold: each opens, or is put together again.

Every column of every table, with values of each kind of SQLite: a file that is opened all the same shows
each of its cards on every tab; one that is refused is put together again, and then it does.
"""

import random
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from peewee import BlobField, BooleanField, FloatField, ForeignKeyField, IntegerField, TextField
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from models.board import Board
from models.errors import BoardError
from models.recorded import TABLES
from models.recovery import trouble_of
from models.salvaging import salvage
from models.schema import DayField, MomentField
from models.stages import read_stages
from tests.faults.cards import mishaps, open_card
from tests.faults.figures import Figure
from tests.hostile_board import hostile_board
from tests.models.boards import TODAY
from ui.opening import open_board

CARDS, PEOPLE = 12, 3
NOW = "2026-11-26 10:00:00"
_LONG = "x" * 1_000_000
_ODD: tuple[object, ...] = (None, b"\xff\xfe\x00", b"", 2**63 - 1, -(2**63), 1.5, float("inf"), float("-inf"))
_DAYS: tuple[object, ...] = (
    "", "soon",
    "2026-02-31", "2026-13-01", "0000-00-00", "0000-01-01", "9999-12-31", "0001-01-01", "2026-1-1",
    "2026-11-24\0", "-2026-01-01", "2026-11-24 10:00:00", "24.11.2026", 20_261_124, _LONG,
)  # fmt: skip
_MOMENTS: tuple[object, ...] = (
    *_DAYS, "2026-11-24T10:00:00+02:00", "2026-11-24 25:61:61", "2026-11-24 10:00:00.1234567", "now",
    "2026-11-24 10:00:00+02:00", "2026-11-24 10:00:00Z", "2026-11-24 10:00:00\0", "0000-01-01 10:00:00",
    "9999-12-31 23:59:59.999999", 1_764_000_000,
)  # fmt: skip
_NUMBERS: tuple[object, ...] = (0, -1, 7, 999_999_999, 2**31, "12", "12 cows", "", "0x1F", "\0", _LONG)
_RANKS: tuple[object, ...] = (0, -0.0, 1e308, 5e-324, "1.5", "first", "", float("nan"))
_TEXTS: tuple[object, ...] = (
    "", "a\0b", "\0", "no word of ours", "1", "{", "null", "[[[[", "\u202e\ufeff", 5, _LONG,
)  # fmt: skip
# Texts in which the letters are broken: a lone half, half a sign, no sign at all.
_BROKEN = (b"\xed\xa0\x80", b"caf\xc3", b"\xff\xfe")


def measure(count: int) -> list[Figure]:
    """So many spoilt values."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dice = random.Random(20_261_126)
    notes: Counter[str] = Counter()
    refused = opened = done = 0
    with tempfile.TemporaryDirectory(prefix="dbv-") as folder:
        base = Path(folder) / "base.board"
        hostile_board(base, [f"Text {number}" for number in range(CARDS)], PEOPLE)
        every = list(_spoils())
        dice.shuffle(every)
        path = Path(folder) / "My board.board"
        for table, column, value in islice(every, count):
            if not _spoil(base, path, dice, table, column, value):
                continue
            done += 1
            fault, is_opened = _try(application, path)
            opened += is_opened
            refused += not is_opened
            if fault:
                notes[f"{table}.{column} = {_shown(value)}: {fault}"] += 1
    note = "; ".join(islice(notes, 8)) or f"{opened} opened all the same, {refused} put together again"
    return [Figure("values that no column can hold, written by another program", done, len(notes), note)]


def _spoils() -> Iterator[tuple[str, str, object]]:
    """Every column with every value that is odd in it."""
    for model in TABLES:
        for field in model._meta.sorted_fields:
            for value in (*_values(field), *_ODD):
                yield model._meta.table_name, field.column_name, value
            if isinstance(field, TextField | DayField | MomentField):
                for broken in _BROKEN:
                    yield model._meta.table_name, field.column_name, _Broken(broken)


class _Broken(bytes):
    """Bytes that are written as a text."""


def _values(field: Any) -> tuple[object, ...]:
    if isinstance(field, DayField):
        return _DAYS
    if isinstance(field, MomentField):
        return _MOMENTS
    if isinstance(field, ForeignKeyField | IntegerField | BooleanField):
        return _NUMBERS
    if isinstance(field, FloatField):
        return _RANKS
    return (5, "text") if isinstance(field, BlobField) else _TEXTS


def _spoil(base: Path, path: Path, dice: random.Random, table: str, column: str, value: object) -> bool:
    """Write the value into one row, past every check that SQLite lets pass; whether it took it."""
    for old in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        old.unlink(missing_ok=True)
    shutil.copyfile(base, path)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        rows = [key for (key,) in connection.execute(f'SELECT rowid FROM "{table}"')]  # noqa: S608
        if not rows:
            return False
        what = "CAST(? AS TEXT)" if isinstance(value, _Broken) else "?"
        given = bytes(value) if isinstance(value, _Broken) else value
        with connection:
            sql = f'UPDATE "{table}" SET "{column}" = {what} WHERE rowid = ?'  # noqa: S608
            connection.execute(sql, (given, dice.choice(rows)))
    except sqlite3.Error:
        return False  # no value that SQLite lets in here
    finally:
        connection.close()
    return True


def _try(application: QApplication, path: Path) -> tuple[str, bool]:
    """What went wrong, and whether the file was opened as it is."""
    try:
        board = open_board(path)
    except BoardError as error:
        if not trouble_of(path, error).sentence.english().endswith((".", "?")):
            return "no sentence", False
        return _open_salvaged(application, path), False
    except Exception as error:
        return _named("opening", error), False
    return _open_all(application, board), True


def _open_salvaged(application: QApplication, path: Path) -> str:
    target = path.with_name("saved.board")
    for old in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
        old.unlink(missing_ok=True)
    try:
        salvage(path, target)
        return _open_all(application, open_board(target), least=CARDS - 1)
    except Exception as error:
        return _named("salvage", error)


def _open_all(application: QApplication, board: Board, least: int = 0) -> str:
    """Draw the board and every card of it."""
    from ui.board.board_view import BoardView
    from ui.panel.panel import Panel
    from ui.store import Store

    store = Store(board)
    shown: list[QWidget] = []
    try:
        with mishaps(store, quietly=True) as found:
            shown.append(panel := Panel(store, today=lambda: TODAY))
            shown.append(view := BoardView(store, TODAY))
            view.resize(1200, 700)
            view.show()
            panel.resize(380, 900)
            panel.show()
            application.processEvents()
            view.grab()
            read_stages(board)
            rows = board.db.execute_sql("SELECT id FROM task WHERE binned IS NULL").fetchall()
            for (task,) in rows:
                open_card(application, panel, task)
                if panel.task_id != task:
                    return "a card does not open"
        if found:
            return _named("card", found[0])
        return "" if len(rows) >= min(least, 1) else "no cards"
    except Exception as error:
        return _named("card", error)
    finally:
        for widget in shown:
            widget.close()
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        store.close()


def _named(where: str, error: object) -> str:
    return f"{where}: {type(error).__name__}: {error}"[:140]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) < 30 else f"{text[:12]}… ({len(text)})"

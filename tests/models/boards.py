"""Boards for tests: a real file, a clock that can be set, and the tables as they are stored."""

import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models import checking
from models.board import Board, new_uid
from models.cards import read_cards, read_order
from models.drafts import TaskDraft
from models.recorded import RECORDED
from models.schema import SearchText
from models.stages import found_board, read_stages
from models.tasks import add_tasks

START = dt.datetime(2026, 11, 23, 9, 0)
TODAY = START.date()
Tables = dict[str, list[tuple[Any, ...]]]


class Clock:
    """The present moment; each look at it is a second later."""

    def __init__(self, now: dt.datetime = START) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


def open_new(path: Path, clock: Clock | None = None) -> Board:
    """A founded board in a new file."""
    board = Board.open(path, create=True, clock=clock or Clock())
    found_board(board, path.stem)
    return board


def draft(title: str, **fields: Any) -> TaskDraft:
    return TaskDraft(title, uid=new_uid(), **fields)


def add(board: Board, *titles: str, kind: str = "unsorted") -> list[int]:
    """Cards on top of a column, in this order."""
    before = set(order(board, kind))
    add_tasks(board, [draft(title) for title in titles], stage_id(board, kind))
    return [task for task in order(board, kind) if task not in before]


def stage_id(board: Board, kind: str) -> int:
    return next(stage.id for stage in read_stages(board) if stage.kind == kind)


def order(board: Board, kind: str) -> list[int]:
    return read_order(board, stage_id(board, kind))[0]


def titles(board: Board, kind: str) -> list[str]:
    ids = order(board, kind)
    cards = read_cards(board, ids)
    return [cards[task].title for task in ids]


def card(board: Board, task: int):
    return read_cards(board, [task])[task]


def tables(board: Board) -> Tables:
    """Every recorded table and the search text, as stored."""
    names = [*(model._meta.table_name for model in RECORDED), SearchText._meta.table_name]
    sql = 'SELECT * FROM "{}" ORDER BY 1'
    return {name: board.db.execute_sql(sql.format(name)).fetchall() for name in names}


def faults(board: Board) -> list[str]:
    return [str(fault) for fault in checking.check(board).faults]


def index_finds(board: Board, folded: str) -> set[int]:
    """What the search index itself knows, asked past the tables."""
    sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
    return {row for (row,) in board.db.execute_sql(sql, (json.dumps(folded),))}


def raw(path: Path, sql: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """One statement on a closed board file, past the program."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            return connection.execute(sql, tuple(values)).fetchall()
    finally:
        connection.close()


def digest(path: Path) -> str:
    """What is in a file, in a few letters."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}

"""A filled board and the ways in which a file is damaged: by disks, crashes, other programs, other hands."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from models import sqlite
from models.board import Board
from models.founding import open_sample
from models.pages import TABLE_INSIDE, TABLE_LEAF, Pages
from models.recorded import TABLES
from models.stages import first_stage
from models.tasks import add_tasks, edit_task
from tests.models.boards import draft

DAY = dt.date(2026, 11, 23)
PAGE = 4096
Rows = dict[str, dict[int, tuple[Any, ...]]]


class Filled(NamedTuple):
    """A board as it lies there: the bytes of its file and of its log, and what is in it."""

    file: bytes
    log: bytes
    rows: Rows


class Kind(NamedTuple):
    """A way to damage. `spoil` gets (file, log, random) and gives both; no file: a folder."""

    name: str
    spoil: Callable[[bytes, bytes, Random], tuple[bytes | None, bytes]]


def filled(folder: Path, cards: int = 120) -> tuple[Filled, Filled]:
    """The sample with more cards, long texts and changes; once closed, once with its changes in the log."""
    path = folder / "filled.board"
    board = open_sample(path, DAY)
    drafts = [draft(f"Card {n} of the long list", notes=f"Note {n}. " * (n % 40)) for n in range(cards)]
    add_tasks(board, drafts, first_stage(board, "unsorted").id)
    board.close()
    closed = Filled(path.read_bytes(), b"", rows_of(path))
    with Board.open(path) as board:
        for number in range(25):
            task = board.db.execute_sql("SELECT id FROM task WHERE number = ?", (number + 60,)).fetchone()[0]
            edit_task(board, task, title=f"Changed {number}", notes="Long. " * 900)
        file, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    return closed, Filled(file, log, rows_of(path))


def rows_of(path: Path) -> Rows:
    """Every row of every table that is no derived one, by key."""
    db = sqlite.reader(path)
    try:
        return {
            name: {row[0]: row[1:] for row in db.execute_sql(f'SELECT rowid, * FROM "{name}"')}  # noqa: S608
            for model in TABLES
            if (name := model._meta.table_name) != "search_text"
        }
    finally:
        db.close()


def places_of(path: Path) -> dict[str, dict[int, set[int]]]:
    """On which pages each row of a sound file without a log lies, those of its long texts included."""
    pages = Pages(path)
    db = sqlite3.connect(path)
    roots = db.execute(
        "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    ).fetchall()
    db.close()
    found: dict[str, dict[int, set[int]]] = {}
    for name, root in roots:
        waiting = [root]
        while waiting:
            number = waiting.pop()
            if pages.kind(number) == TABLE_INSIDE:
                waiting += pages.children(number)
            elif pages.kind(number) == TABLE_LEAF:
                for cell in pages.cells(number):
                    found.setdefault(name, {})[cell.key] = {number, *cell.others}
    return found


def _random_pages(file: bytes, log: bytes, random: Random, most: int = 5) -> tuple[bytes, bytes]:
    spoilt = bytearray(file)
    for _ in range(random.randint(1, most)):
        at = random.randrange(1, len(file) // PAGE) * PAGE
        spoilt[at : at + PAGE] = random.randbytes(PAGE)
    return bytes(spoilt), log


def _zeroed_pages(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    spoilt = bytearray(file)
    for _ in range(random.randint(1, 5)):
        at = random.randrange(1, len(file) // PAGE) * PAGE
        spoilt[at : at + PAGE] = bytes(PAGE)
    return bytes(spoilt), log


def _swapped_pages(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    spoilt = bytearray(file)
    for _ in range(4):
        one, two = (random.randrange(1, len(file) // PAGE) * PAGE for _ in range(2))
        spoilt[one : one + PAGE] = file[two : two + PAGE]
    return bytes(spoilt), log


def _flips(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    spoilt = bytearray(file)
    for _ in range(random.choice((1, 4, 16, 64))):
        spoilt[random.randrange(len(file))] ^= 1 << random.randrange(8)
    return bytes(spoilt), log


def _log_flips(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    """In the first half, so that changes that were acknowledged stand behind it."""
    spoilt = bytearray(log)
    for _ in range(random.choice((1, 4, 16))):
        spoilt[random.randrange(32 + 24, len(log) // 2)] ^= 1 << random.randrange(8)
    return file, bytes(spoilt)


def _foreign(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    del file, log
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, name TEXT)")
    db.executemany(
        "INSERT INTO task (name) VALUES (?)", [(f"{n}" * 9,) for n in range(random.randint(1, 300))]
    )
    data = db.serialize()
    db.close()
    return data, b""


def _cut(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    return file[: random.randrange(1, len(file) - PAGE)], log


def _zeros_from(file: bytes, log: bytes, random: Random) -> tuple[bytes, bytes]:
    at = random.randrange(1, len(file) // 2)
    return file[:at] + bytes(len(file) - at), log


KINDS = (
    Kind("zero bytes", lambda file, log, random: (b"", b"")),
    Kind("cut short", _cut),
    Kind("nothing but zeros", lambda file, log, random: (bytes(len(file)), b"")),
    Kind("zeros from somewhere on", _zeros_from),
    Kind("header overwritten", lambda file, log, random: (random.randbytes(100) + file[100:], log)),
    Kind("not a database", lambda file, log, random: (random.randbytes(random.randint(1, 9_000)), b"")),
    Kind("another program's database", _foreign),
    Kind("schema gone", lambda file, log, random: (file[:100] + bytes(PAGE - 100) + file[PAGE:], log)),
    Kind("pages overwritten", _random_pages),
    Kind("pages zeroed", _zeroed_pages),
    Kind("pages swapped", _swapped_pages),
    Kind("bits flipped", _flips),
    Kind("a folder in its place", lambda file, log, random: (None, b"")),
)
# Of a board that the program died over: its newest changes are in the log alone.
OF_A_LOG = (
    Kind("bits of the log flipped", _log_flips),
    Kind("file beside its log cut short", lambda file, log, random: (file[: random.randrange(1, PAGE)], log)),
    Kind("pages beside a log overwritten", _random_pages),
)


def put(path: Path, file: bytes | None, log: bytes) -> None:
    """Lay a damaged board there, and nothing else."""
    for tail in ("", "-wal", "-shm", ".lock"):
        old = path.with_name(path.name + tail)
        if old.is_dir():
            shutil.rmtree(old)
        old.unlink(missing_ok=True)
    if file is None:
        path.mkdir()
        return
    path.write_bytes(file)
    if log:
        path.with_name(path.name + "-wal").write_bytes(log)

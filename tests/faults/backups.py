"""Backups made one after another while the board is written: each is whole and of one moment, and each that
is kept restores to the board of its instant.
"""

import contextlib
import datetime as dt
import hashlib
import os
import random
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from models import backups, tasks
from models.board import Board
from models.errors import Refused
from models.recorded import RECORDED
from models.stages import found_board, read_stages
from tests.faults.figures import Figure
from tests.models.boards import Clock, draft

CARDS = 40
NAMES = tuple(model._meta.table_name for model in RECORDED)
# A change to a board of this clock is an hour after the last one, so that there is something to thin.
STRIDE = 3_600


class Hours(Clock):
    """Each look is an hour later."""

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=STRIDE)
        return self.now


class Writer:
    """Changes the board at random in a thread of its own, and notes what it is after each change."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board = board
        self.errors: list[BaseException] = []
        self.states: dict[int, str] = {}
        self.turns = threading.Semaphore(0)
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            found_board(self.board, "A")
            stages = [stage.id for stage in read_stages(self.board)]
            self._note()
            while not self._stop.is_set():
                self._change(stages)
                self._note()
        except BaseException as error:
            self.errors.append(error)
        finally:
            self.turns.release(10_000)
            self.board.close_writer()

    def _note(self) -> None:
        self.states[self.board.revision] = _digest(self.board.db.connection())
        self.turns.release()

    def _change(self, stages: list[int]) -> None:
        ids = [row for (row,) in self.board.db.execute_sql("SELECT id FROM task WHERE binned IS NULL")]
        deed = self._random.choice(("add", "move", "edit", "bin", "undo"))
        if len(ids) < CARDS // 2 or (deed == "add" and len(ids) < CARDS):
            name = f"Card {self._random.random()} " + "x" * self._random.randrange(4_000)
            tasks.add_tasks(self.board, [draft(name), draft("Second half")], stages[0])
        elif deed == "move":
            tasks.move_tasks(self.board, self._random.sample(ids, 2), self._random.choice(stages[:3]))
        elif deed == "bin":
            tasks.bin_tasks(self.board, self._random.sample(ids, 1))
        elif deed == "undo":
            with contextlib.suppress(Refused):
                self.board.undo()
        else:
            tasks.edit_task(self.board, self._random.choice(ids), notes=f"{self._random.random()}")


def measure(count: int) -> list[Figure]:
    """Make `count` backups beside writing, then restore all that are kept."""
    with tempfile.TemporaryDirectory(prefix="faults-backups-") as folder, _at_home(Path(folder)):
        path = Path(folder, "a.board")
        with Board.open(path, create=True, clock=Hours()) as board:
            writer = Writer(board, 7)
            try:
                bad = _make(board, writer, count)
            finally:
                writer.stop()
            # The first restoring would make it, and thin what is listed.
            backups.back_up(board, "while")
        if writer.errors:
            raise writer.errors[0]
        kept = backups.backups_of(path)
        lost = sum(not _restores(one, path, writer.states) for one in kept)
    note = f"{len(writer.states):,} changes meanwhile"
    return [
        Figure("backups made beside writing, whole and of one moment", count, bad, note),
        Figure("kept backups restored to the board of their instant", len(kept), lost),
    ]


def _make(board: Board, writer: Writer, count: int) -> int:
    made: set[int] = set()
    bad = 0
    while len(made) < count and not writer.errors:
        writer.turns.acquire()
        one = backups.back_up(board, "while")
        if one.number not in made:
            made.add(one.number)
            bad += not _is_of_a_moment(one, writer)
    return bad


def _is_of_a_moment(one: backups.Backup, writer: Writer) -> bool:
    """By SQLite of the standard library, which knows nothing of how it was made."""
    name = f"file:{quote(str(one.path))}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(name, uri=True)) as db:
        is_whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        is_whole &= not db.execute("PRAGMA foreign_key_check").fetchall()
        expected = writer.states.get(one.revision)
        # The writer notes a change a moment after its commit.
        while expected is None and not writer.errors:
            writer.turns.acquire()
            expected = writer.states.get(one.revision)
        return is_whole and _digest(db) == expected


def _restores(one: backups.Backup, path: Path, states: dict[int, str]) -> bool:
    if not one.is_good or not backups.is_whole(one):
        return False
    backups.restore(one.path, path)
    with Board.open(path, read_only=True) as board:
        return _digest(board.db.connection()) == states.get(one.revision)


def _digest(db: object) -> str:
    found = hashlib.sha256()
    for name in NAMES:
        rows = db.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()  # type: ignore[attr-defined]  # noqa: S608
        found.update(repr((name, rows)).encode())
    return found.hexdigest()


@contextlib.contextmanager
def _at_home(folder: Path) -> Iterator[None]:
    before = os.environ.get("XDG_DATA_HOME")
    os.environ["XDG_DATA_HOME"] = str(folder / "data")
    try:
        yield
    finally:
        if before is None:
            del os.environ["XDG_DATA_HOME"]
        else:
            os.environ["XDG_DATA_HOME"] = before

"""The operations that faults are thrown at, each in a folder of its own, and whether one is old or new there.

A folder holds `board/` with the board, `out/` with an earlier export and an earlier copy, `in/` with a file
to import, and `data/`, the owner's data folder with the backups. Each operation is a job for the fork server;
it reports DONE, or the exit code of a refusal with its sentence.
"""

import contextlib
import hashlib
import io
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import main
from models import sqlite, tasks
from models.backup_files import folder_of
from models.board import Board
from models.errors import BoardError
from tests.faults import owner
from tests.faults.server import ROOT, Report, Server
from tests.faults.tracing import CHANGES, NAMES, Fault, Traced, trace
from tests.models.boards import add, stage_id

OLD_BOARD = ROOT / "tests/data/boards/version-4.board"
State = dict[str, str]
# What a job reports in the end.
DONE = {"code": 0, "said": ""}
LOGS = ("-wal", "-shm", "-journal")


class Operation(NamedTuple):
    """Two jobs: `prepare(report, folder)` makes the state before, `job(report, folder, tries)` does it, again
    if it is refused.
    """

    name: str
    prepare: Callable[[Report, str], None]
    job: Callable[[Report, str, int], None]


# What the owner has before


def have_board(report: Report, folder: str) -> None:
    """A board with some cards, a backup of it, an earlier export and copy, and a file to import."""
    _at_home(folder)
    board, out = Path(folder, "board/a.board"), Path(folder, "out")
    for name in ("board", "out", "in", "data"):
        Path(folder, name).mkdir(parents=True)
    owner.new_board(board, cards=2)
    _main(folder, "backup")
    _main(folder, "backup", str(out / "earlier.board"))
    with Board.open(board) as opened:
        add(opened, "Added after the backup")
    (out / "cards.csv").write_text("an earlier export\n")
    lines = "".join(f"Imported {n},{'x' * 900}\n" for n in range(8))
    Path(folder, "in/cards.csv").write_text(f"Title,Notes\n{lines}")


def have_old_board(report: Report, folder: str) -> None:
    """A board of an older version, in the mode in which the program leaves its files."""
    _at_home(folder)
    path = Path(folder, "board/a.board")
    for name in ("board", "data"):
        Path(folder, name).mkdir(parents=True)
    shutil.copy(OLD_BOARD, path)
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")


def copied(before: Path, folder: Path) -> None:
    """The same in another folder, with all that belongs to it."""
    shutil.copytree(before, folder)
    settle(folder)


def settle(folder: Path) -> None:
    """The folder of backups tells by its name where the board lies: now here."""
    for backups in (folder / "data/delegation-board/backups").glob("a *"):
        backups.rename(backups.with_name(folder_of(folder / "board/a.board").name))


def _at_home(folder: str) -> None:
    os.environ["XDG_DATA_HOME"] = f"{folder}/data"


# What the owner does


def migrate(report: Report, folder: str, tries: int = 1) -> None:
    def open_it() -> int:
        Board.open(Path(folder, "board/a.board")).close()
        return 0

    _try(report, folder, open_it, tries)


def import_file(report: Report, folder: str, tries: int = 1) -> None:
    _try(report, folder, lambda: _main(folder, "import", f"{folder}/in/cards.csv"), tries)


def import_into_new(report: Report, folder: str, tries: int = 1) -> None:
    words = ("import", f"{folder}/in/cards.csv")
    _try(report, folder, lambda: _main(folder, *words, board="new.board"), tries)


def export_file(report: Report, folder: str, tries: int = 1) -> None:
    _try(report, folder, lambda: _main(folder, "export", f"{folder}/out/cards.csv"), tries)


def back_up(report: Report, folder: str, tries: int = 1) -> None:
    _try(report, folder, lambda: _main(folder, "backup"), tries)


def back_up_to_file(report: Report, folder: str, tries: int = 1) -> None:
    _try(report, folder, lambda: _main(folder, "backup", f"{folder}/out/earlier.board"), tries)


def restore(report: Report, folder: str, tries: int = 1) -> None:
    _try(report, folder, lambda: _main(folder, "restore", f"{folder}/out/earlier.board"), tries)


def make_new(report: Report, folder: str, tries: int = 1) -> None:
    def make() -> int:
        Board.open(Path(folder, "board/in a new folder/new.board"), create=True).close()
        return 0

    _try(report, folder, make, tries)


def move_cards(report: Report, folder: str, tries: int = 1) -> None:
    """Some moves and edits, one after another; each that is refused is reported, and the next one tried. As
    in the program, somebody reads beside the one who writes.
    """

    def refused_or(change: Callable[[], object]) -> bool:
        try:
            change()
        except BoardError as error:
            report({"code": 2, "said": error.sentence.english() + "\n"})
            return False
        return True

    def work() -> None:
        path = Path(folder, "board/a.board")
        with Board.open(path) as board, contextlib.closing(sqlite.reader(path)) as reader:
            reader.execute_sql("SELECT count(*) FROM task").fetchall()
            owner.acknowledge(board, report)
            ids = [row for (row,) in board.db.execute_sql("SELECT id FROM task ORDER BY id").fetchall()]
            core = stage_id(board, "core")
            unsorted = stage_id(board, "unsorted")
            done = [
                refused_or(partial(tasks.move_tasks, board, [ids[n % 3]], (core, unsorted)[n % 2]))
                and refused_or(partial(tasks.edit_task, board, ids[n % 3], title=f"Title {n}"))
                for n in range(7)
            ]
        if done[-1]:
            report(DONE)

    _at_home(folder)
    for _ in range(tries):
        if refused_or(work):
            return


def _main(folder: str, *words: str, board: str = "a.board") -> int:
    with contextlib.redirect_stdout(io.StringIO()):
        return main.main([*words, "--board", f"{folder}/board/{board}"])


def _try(report: Report, folder: str, command: Callable[[], int], tries: int) -> None:
    """Do it until it is done; report of each time the exit code and the sentence of a refusal."""
    _at_home(folder)
    for _ in range(tries):
        sys.stderr = io.StringIO()
        try:
            code = command()
        except BoardError as error:
            code = 2
            sys.stderr.write(error.sentence.english() + "\n")
        if code == 0:
            report(DONE)
            return
        report({"code": code, "said": sys.stderr.getvalue()})


OPERATIONS = (
    Operation("a migration", have_old_board, migrate),
    Operation("a backup", have_board, back_up),
    Operation("an import", have_board, import_file),
    Operation("an import into a new board", have_board, import_into_new),
    Operation("a restore", have_board, restore),
    Operation("an export", have_board, export_file),
    Operation("a backup to a file", have_board, back_up_to_file),
    Operation("a new board", have_board, make_new),
)


# One of them, tried


class Case:
    """An operation's folder before, what is seen there before and after, and its calls in order."""

    def __init__(self, server: Server, root: Path, operation: Operation) -> None:
        self.server, self.operation = server, operation
        self._before = root / operation.name / "before"
        assert server.run(operation.prepare, self._before) == []
        self.old = state_of(self._before)
        with self.folder("after") as after:
            ended = self.run(after)
            assert ended.said[-1:] == [DONE], ended.said
            self.new = state_of(after)
        assert self.new != self.old, "nothing was done"
        self.calls = ended.calls

    @contextlib.contextmanager
    def folder(self, name: str) -> Iterator[Path]:
        """A fresh folder to try it in."""
        folder = self._before.with_name(name)
        copied(self._before, folder)
        yield folder
        shutil.rmtree(folder)

    def run(self, folder: Path, *faults: Fault, tries: int = 1) -> Traced:
        """The operation in that folder, under strace, with faults."""
        child = self.server.child(self.operation.job, folder, tries)
        return trace(child, folder.with_name(folder.name + ".log"), (*CHANGES, *NAMES), faults)


# What there is afterwards


def state_of(folder: Path) -> State:
    """What an owner sees in the folder: of boards what is in them, of other files their bytes."""
    return {
        _BACKUP.sub(r"backups/\1", str(path.relative_to(folder))): _content(path)
        for path in sorted(folder.rglob("[!.]*"))
        if path.is_file() and not path.name.endswith((*LOGS, ".lock", ".json"))
    }


# Of the names of a backup and its folder, what neither tells of this place nor of this minute.
_BACKUP = re.compile(r"backups/a \w+/(\d+) .*(?=\.board)")


def hidden_in(folder: Path) -> set[str]:
    """Files that no owner sees, locks aside: nothing but notes of backups is to stay."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".lock", ".json") and path.name != ".lock"
        and (path.name.startswith(".") or path.name.endswith(LOGS))
    }  # fmt: skip


def between(found: State, old: State, new: State) -> list[str]:
    """What is neither as it was nor as it is to be; any other board must be one of these as well."""
    known = {*old.values(), *new.values()}
    wrong = [f"{name} is gone" for name in old.keys() & new.keys() - found.keys()]
    for name, content in found.items():
        allowed = {old[name], new[name]} if name in old and name in new else known
        if content not in allowed:
            wrong.append(f"{name} is neither old nor new: {content}")
    return wrong


_TEXTS = (
    "SELECT number, title, notes, stage_id, rank, verdict FROM task ORDER BY id",
    "SELECT text, done FROM step ORDER BY id",
    "SELECT name, kind FROM stage ORDER BY id",
    "SELECT revision, action, kind FROM journal ORDER BY revision",
    "SELECT name FROM schema_migration ORDER BY name",
    "SELECT count(*) FROM comment UNION ALL SELECT count(*) FROM tag",
    "SELECT count(*) FROM search_text",
)


def _content(path: Path) -> str:
    """A file in a few words. No process has it open, and it is left as it is, logs and all."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    if path.suffix != ".board":
        return f"sha256 {digest}"
    logs = [log for tail in LOGS if (log := path.with_name(path.name + tail)).exists()]
    if any(log.stat().st_size for log in logs if log.name[-4:] != "-shm"):
        return _board_in_copy(path, logs)
    if digest not in _seen:
        _seen[digest] = _board_in_copy(path, [])
    return _seen[digest]


# What is in board files without a log, by their digest.
_seen: dict[str, str] = {}


def _board_in_copy(path: Path, logs: list[Path]) -> str:
    with tempfile.TemporaryDirectory(prefix="looked-at-", dir=path.parent.parent) as folder:
        for each in (path, *logs):
            shutil.copy(each, folder)
        return _board(Path(folder, path.name))


def _board(path: Path) -> str:
    try:
        with contextlib.closing(sqlite3.connect(path)) as db:
            faults: list[Any] = db.execute("PRAGMA integrity_check").fetchall()
            faults += db.execute("PRAGMA foreign_key_check").fetchall()
            if faults != [("ok",)]:
                return f"broken: {faults}"
            texts = [db.execute(sql).fetchall() for sql in _TEXTS]
    except sqlite3.Error as error:
        return f"broken: {error}"
    return f"board {hashlib.sha256(repr(texts).encode()).hexdigest()[:16]}, {len(texts[0])} cards"

"""Damaged boards, opened as the program opens them: words and a backup, or a board that is all there.

And what is saved of them: every row that no damaged page holds a part of, letter by letter.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from models import backups
from models.board import Board
from models.cards import read_cards, read_detail, read_order
from models.checking import check
from models.errors import BoardError
from models.history import read_history
from models.people import read_people
from models.recovery import newest_backup, trouble_of
from models.salvaging import salvage
from models.stages import read_stages
from models.today import read_today
from tests.faults.damages import (
    KINDS,
    OF_A_LOG,
    PAGE,
    Filled,
    Kind,
    Rows,
    filled,
    places_of,
    put,
    rows_of,
)
from tests.faults.figures import Figure
from ui.opening import open_board

ROOT = Path(__file__).parents[2]
# One of so many is opened by the program itself, and one of so many is saved from.
EACH_PROGRAM, EACH_SALVAGE = 50, 4
PATIENCE = 30
# What is made anew when rows are put together again.
_MADE_ANEW = {"clock": (1, 2), "journal": (9,)}


class Seen(NamedTuple):
    """What came of one file."""

    kind: str
    is_opened: bool
    bad: str = ""


def measure(count: int) -> list[Figure]:
    """`count` damaged files."""
    with tempfile.TemporaryDirectory(prefix="dbf-") as folder, _data_in(Path(folder) / "data"):
        home = Path(folder)
        closed, logged = filled(home)
        path = home / "My board.board"
        _keep_backup(path, closed)
        found = [_open_one(path, kind, closed, logged, n) for n, kind in enumerate(_kinds(count))]
        figures = [_figure("damaged files opened", found)]
        figures.append(
            _figure("damaged files opened by the program itself", list(_by_the_program(path, closed, count)))
        )
        figures += _salvaged(home, closed, max(4, count // EACH_SALVAGE))
    return figures


def _kinds(count: int) -> list[Kind]:
    all_kinds = (*KINDS, *OF_A_LOG)
    return [all_kinds[n % len(all_kinds)] for n in range(count)]


def _figure(what: str, found: list[Seen]) -> Figure:
    opened = sum(one.is_opened for one in found)
    worst = Counter(f"{one.kind}: {one.bad}" for one in found if one.bad)
    note = f"{opened} whole all the same, {len(found) - opened} with a backup and the ways on"
    return Figure(what, len(found), sum(worst.values()), "; ".join(worst) or note)


def _open_one(path: Path, kind: Kind, closed: Filled, logged: Filled, number: int) -> Seen:
    """Open one damaged file as a start does, and read what the window reads."""
    board = logged if kind in OF_A_LOG else closed
    file, log = kind.spoil(board.file, board.log, Random(number))
    put(path, file, log)
    try:
        with open_board(path, create=True) as opened:
            _read_everything(opened)
            lost = _lost(board.rows, rows_of(path))
        return Seen(kind.name, True, f"{lost} rows lost in silence" if lost else "")
    except BoardError as error:
        trouble = trouble_of(path, error)
        if not trouble.sentence.english().endswith((".", "?")) or "{" in trouble.sentence.english():
            return Seen(kind.name, False, "no sentence")
        if newest_backup(path) is None:
            return Seen(kind.name, False, "no backup offered")
        if _lies_there(path) != (file, log):
            return Seen(kind.name, False, "the file was changed")
        return Seen(kind.name, False)
    except Exception as error:
        return Seen(kind.name, False, f"{type(error).__name__}: {error}"[:120])


def _lost(before: Rows, now: Rows) -> int:
    return sum(len(rows.keys() - now[table].keys()) for table, rows in before.items())


def _lies_there(path: Path) -> tuple[bytes | None, bytes]:
    log = path.with_name(path.name + "-wal")
    return path.read_bytes() if path.is_file() else None, log.read_bytes() if log.exists() else b""


def _read_everything(board: Board) -> None:
    for stage in read_stages(board):
        ids, _ = read_order(board, stage.id)
        read_cards(board, ids)
        for task in ids:
            read_detail(board, task)
            read_history(board, task)
    read_people(board)
    read_today(board, board.now())
    board.undoable()


def _by_the_program(path: Path, closed: Filled, count: int) -> Iterator[Seen]:
    """Real starts: the program stands, says what is the matter on stderr or nothing, and ends when asked."""
    sure = [kind for kind in KINDS if kind.name not in ("bits flipped", "pages swapped")]
    for number in range(max(2, count // EACH_PROGRAM)):
        kind = sure[number % len(sure)]
        file, log = kind.spoil(closed.file, closed.log, Random(number))
        put(path, file, log)
        yield Seen(kind.name, False, _start_and_end(path, (file, log)))


def _start_and_end(path: Path, before: tuple[bytes | None, bytes]) -> str:
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from ui import windows
show = windows.Windows.recover
def recover(self, *args):
    show(self, *args)
    print("recovery", flush=True)
windows.Windows.recover = recover
import main
sys.exit(main.main([sys.argv[1]]))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(path.parent)}
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said = process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    try:
        _, errors = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "did not end"
    if said != "recovery\n" or "Traceback" in errors or process.returncode != 0:
        return f"{process.returncode} {errors[-200:]}"
    return "" if _lies_there(path) == before else "the file was changed"


def _salvaged(home: Path, closed: Filled, count: int) -> list[Figure]:
    """Boards with spoilt pages: what is outside of these is all there, and the check calls it whole."""
    path, target = home / "damaged.board", home / "saved.board"
    put(path, closed.file, b"")
    places = places_of(path)
    kept = wanted = broken = changed = 0
    spoilers = [
        kind
        for kind in KINDS
        if kind.name in ("pages overwritten", "pages zeroed", "header overwritten", "schema gone")
    ]
    notes: list[str] = []
    for number in range(count):
        kind = spoilers[number % len(spoilers)]
        file, log = kind.spoil(closed.file, b"", Random(7_000 + number))
        put(path, file, log)
        put(target, b"", b"")
        target.unlink()
        assert file is not None
        spoilt = {
            at // PAGE + 1
            for at in range(0, len(file), PAGE)
            if file[at : at + PAGE] != closed.file[at : at + PAGE]
        }
        try:
            salvage(path, target)
            with Board.open(target) as board:
                broken += bool(check(board).faults)
            found = rows_of(target)
        except Exception as error:
            broken += 1
            notes.append(f"{kind.name} {number}: {type(error).__name__} {error}"[:200])
            continue
        changed += path.read_bytes() != file
        for table, rows in closed.rows.items():
            for key, row in rows.items():
                if not spoilt & places[table][key]:
                    wanted += 1
                    kept += _same(table, row, found[table].get(key))
    note = f"of {count} boards with spoilt pages" + "".join(f"; {one}" for one in notes[:3])
    return [
        Figure("rows outside the damaged pages, saved", wanted, wanted - kept, note),
        Figure("saved boards that are whole", count, broken + changed),
    ]


def _same(table: str, row: tuple[object, ...], found: tuple[object, ...] | None) -> bool:
    if found is None:
        return False
    loose = _MADE_ANEW.get(table, ())
    return all(one == two or place in loose for place, (one, two) in enumerate(zip(row, found, strict=True)))


def _keep_backup(path: Path, closed: Filled) -> None:
    put(path, closed.file, b"")
    with Board.open(path) as board:
        backups.back_up(board, "asked")


@contextmanager
def _data_in(folder: Path) -> Iterator[None]:
    """Backups and settings of these tests lie there."""
    names = {
        "XDG_DATA_HOME": folder,
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_STATE_HOME": folder / "state",
    }
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(where) for name, where in names.items()})
    try:
        yield
    finally:
        for name, old in before.items():
            if old is None:
                del os.environ[name]
            else:
                os.environ[name] = old

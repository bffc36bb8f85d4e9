"""Fuzzed files of each format through `main.py import`: taken in one step, or refused with nothing changed.

Every file meets a board of its own with cards, people and packets on it; one in twenty meets none at all.
What was taken is undone, and the board must then be as it was. A file that fails is cut down to what makes it
fail.
"""

import io
import re
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random

from models import command_line
from models.board import Board
from models.brief_edits import edit_brief
from models.packets.content import Packet
from tests.faults.figures import Figure
from tests.faults.fuzzed_files import FORMATS, FileFormat, damaged
from tests.models import sending
from tests.models.boards import Tables, add, faults, names_in, open_new, tables

SOUND = 0.45
"""This share of the files stays as it was made."""
# Nothing here is about disks: tens of thousands of boards are made faster without one.
_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None
_TRIES = 400
_CHECKED = 20  # every so manieth board is looked through whole


class Ground:
    """A board that is the same before every file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path, self._kept = folder / "a.board", folder / "kept"
        with open_new(self.path) as board:
            add(board, "Order gloves", "Send invoices")
            asked = sending.given(board, "Asked for steps", "James Cole")
            edit_brief(board, asked, they_write=True)
            tasks = (
                sending.given(board, "Call"),
                sending.given(board, "Weekly", repeat=sending.WEEKLY),
                asked,
            )
            self.packets: Sequence[Packet] = [sending.send(board, task) for task in tasks]
        self.before = self._tables(self.path)
        self.path.replace(self._kept)
        self._bytes = self._kept.read_bytes()
        self._runs = 0

    def try_file(self, content: bytes, ending: str, more: Sequence[str] = (), is_new: bool = False) -> str:
        """What became of it: "imported", "partly", "refused"; or what went wrong, in words."""
        file = self.folder / f"file{ending}"
        file.write_bytes(content)
        if is_new:
            self.path.unlink(missing_ok=True)
        else:
            shutil.copyfile(self._kept, self.path)
        self._runs += 1
        out, err = io.StringIO(), io.StringIO()
        before = names_in(self.folder)
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = command_line.run(
                    command_line.parse(["import", str(file), "--board", str(self.path), *more])
                )
        except BaseException:
            return traceback.format_exc()
        if code == 2:
            return self._refused(err.getvalue(), is_new, before)
        said = out.getvalue()
        if code or err.getvalue() or not said:
            return f"ended with {code}, said {said!r} and {err.getvalue()!r}"
        wrong = self._new_board(said) if is_new else self._taken(said)
        # Beside what the program says of the whole, a line for each thing that was not taken as it is.
        notes = [line for line in said.splitlines()[1:] if not line.endswith("(--again).")]
        return wrong or ("partly" if notes and not said.startswith("Took over") else "imported")

    def _refused(self, said: str, is_new: bool, before: set[str]) -> str:
        if len(said.splitlines()) != 1 or not said.strip():
            return f"no sentence: {said!r}"
        if is_new:
            left = names_in(self.folder) - before
            return f"left behind: {left}" if left else "refused"
        if self.path.read_bytes() != self._bytes and self._tables(self.path) != self.before:
            return f"refused and yet changed: {said}"
        return "refused"

    def _taken(self, said: str) -> str:
        """Whether the board is the old one and one undoable step."""
        with Board.open(self.path) as board:
            after = tables(board)
            found = re.match(r"Imported (\d+) cards? ", said)
            if found and len(after["task"]) - len(self.before["task"]) != int(found[1]):
                return f"not as many cards as was said: {said}"
            if after == self.before:
                return ""
            if self._runs % _CHECKED == 0 and (broken := faults(board)):
                return f"broken: {broken}"
            board.undo()
            return "" if tables(board) == self.before else f"more than one step: {said}"

    def _new_board(self, said: str) -> str:
        with Board.open(self.path, read_only=True) as board:
            found = re.match(r"Imported (\d+) cards? ", said)
            (count,) = board.db.execute_sql("SELECT count(*) FROM task").fetchone()
            return "" if not found or count == int(found[1]) else f"{count} cards on a new board: {said}"

    @staticmethod
    def _tables(path: Path) -> Tables:
        with Board.open(path, read_only=True) as board:
            return tables(board)


def measure(count: int) -> list[Figure]:
    """`count` files of each format."""
    figures = []
    for kind in FORMATS:
        with tempfile.TemporaryDirectory(dir=_MEMORY) as folder:
            figures.append(_of_format(kind, Ground(Path(folder)), count))
    return figures


def _of_format(kind: FileFormat, ground: Ground, count: int) -> Figure:
    found: Counter[str] = Counter()
    bad = 0
    for seed in range(count):
        content, more, is_new = _file(kind, ground, seed)
        result = ground.try_file(content, kind.ending, more, is_new)
        if result in ("imported", "partly", "refused"):
            found[result] += 1
            continue
        bad += 1
        if bad <= 3:
            _tell(kind, seed, result, ground, content, more, is_new)
    # Figures of files that are all refused, or all taken, would say nothing.
    bad += sum(1 for name in ("imported", "refused") if not found[name])
    shares = ", ".join(f"{name} {found[name] / count:.0%}" for name in ("imported", "partly", "refused"))
    return Figure(f"fuzzed files, {kind.name}", count, bad, shares)


def _file(kind: FileFormat, ground: Ground, seed: int) -> tuple[bytes, list[str], bool]:
    random = Random(f"{kind.name} {seed}")
    content = kind.make(random, ground.packets)
    if random.random() > SOUND:
        content = damaged(content, random)
    more = random.choice(([], ["--dates", "us"], ["--dates", "eu"], ["--dates", "eu", "--again"]))
    return content, more, kind.name != "replies" and random.random() < 0.05


def _tell(
    kind: FileFormat, seed: int, result: str, ground: Ground, content: bytes, more: list[str], is_new: bool
) -> None:
    last = result.strip().splitlines()[-1]

    def fails(data: bytes) -> bool:
        again = ground.try_file(data, kind.ending, more, is_new).strip().splitlines()[-1:]
        return bool(again) and again[0][:40] == last[:40]

    small = shrunk(content, fails)
    sys.stderr.write(f"{kind.name}, seed {seed}, {more}:\n{result}\ncut down to {small!r}\n")


def shrunk(content: bytes, fails: Callable[[bytes], bool]) -> bytes:
    """The smallest content found that still fails: ever smaller pieces are left out while it does."""
    tries, size = _TRIES, len(content) // 2
    while size and tries:
        place = 0
        while place < len(content) and tries:
            tries -= 1
            shorter = content[:place] + content[place + size :]
            if fails(shorter):
                content = shorter
            else:
                place += size
        size //= 2
    return content

"""Ctrl+C and a bug in the middle of every command: the old state or the new, no traceback, no text told.

Each command runs once to count the calls of functions of the program; then it is stopped at random ones of
them, by the signal of the system or by an error that nobody expects. What it left half made, the next run
sweeps.
"""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import FrameType

import main
from models import command_end
from tests.faults import operations
from tests.faults.figures import Figure
from tests.faults.operations import State, have_board, hidden_in, state_of
from tests.faults.server import AT_ONCE, ROOT, Report, Server, serving

# In every text and path that a report could quote.
CANARY = "Kanarienvogel77"
STOP, BUG = "Ctrl+C", "a bug"
ENDS = {STOP: command_end.STOPPED, BUG: command_end.BUG}
COMMANDS: dict[str, tuple[str, ...]] = {
    "check": ("check",),
    "backup": ("backup",),
    "backup to a file": ("backup", "out/earlier.board"),
    "restore": ("restore", "out/earlier.board"),
    "salvage": ("salvage", "board/a.board", "out/new.board"),
    "import": ("import", "in/cards.csv"),
    "import into a new board": ("import", "in/cards.csv", "--board", "board/new.board"),
    "export": ("export", "out/cards.csv"),
}


class Odd(Exception):
    """What nobody expects."""


_OURS = tuple(f"{ROOT}/{part}" for part in ("models/", "main.py"))


def measure(count: int) -> list[Figure]:
    """Stop each command `count` times by a signal, and as often by a bug."""
    with (
        serving("tests.faults.stops") as server,
        tempfile.TemporaryDirectory(prefix=f"stops-{CANARY}-") as folder,
    ):
        before = Path(folder, "before")
        assert server.run(have_board, before) == []
        return [_of_command(server, before, name, how, count) for name in COMMANDS for how in (STOP, BUG)]


def _of_command(server: Server, before: Path, name: str, how: str, count: int) -> Figure:
    old, whole = state_of(before), _Try(server, before, name)
    assert whole.code in (0, 1), whole.err
    rng = Random(f"{name} {how}")
    # The first call is main itself: whatever stops it there, nothing of the program has begun.
    chosen = sorted(rng.sample(range(2, whole.calls + 1), min(count, whole.calls - 1)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        tries = list(pool.map(lambda at: _Try(server, before, name, at, how), chosen))
    results = [one.faults(old, whole.state) for one in tries]
    for each in [fault for found in results for fault in found]:
        print(each)
    hit = sum(one.code == ENDS[how] for one in tries)
    note = f"of {whole.calls:,} calls; {hit} ended by it"
    assert hit, f"{how} never ended {name}"
    return Figure(f"{how} in the middle of {name}", len(tries), sum(map(bool, results)), note)


class _Try:
    """One run, stopped at the call number `at` (0: not at all)."""

    def __init__(self, server: Server, before: Path, name: str, at: int = 0, how: str = "") -> None:
        self.name = f"{name}, {how} at call {at}"
        self._how = how
        with _folder(before, f"{name} {how} {at}") as folder:
            said = server.run(run_until, folder, COMMANDS[name], at, how)
            assert len(said) == 1 and "traceback" not in said[0], (self.name, said)
            self.code, self.calls = said[0]["code"], said[0]["calls"]
            self.err = Path(folder, "err").read_text("utf-8")
            self.log = "".join(path.read_text("utf-8") for path in folder.glob("data/log/*/*/*.log"))
            for path in (folder / "err", folder / "said"):
                path.unlink()
            self.left = hidden_in(folder)
            self.state = {
                key: content for key, content in state_of(folder).items() if not key.startswith("data/log/")
            }
            if self.left:
                server.run(run_until, folder, COMMANDS[name], 0, "")
                self.left = hidden_in(folder)

    def faults(self, old: State, new: State) -> list[str]:
        wrong = operations.between(self.state, old, new)
        # What goes on behind the command's back is not its end: a bug in tidying up is not one of the work.
        if self.code not in (ENDS[self._how], 0, 1, command_end.REFUSED):
            wrong.append(f"it ended with {self.code}")
        if "Traceback" in self.err or CANARY in self.err.replace(self._log_path, "") or CANARY in self.log:
            wrong.append(f"it said {self.err!r} and noted {self.log!r}")
        if self.code == ENDS[BUG] and not ("Something went wrong" in self.err and "Odd" in self.log):
            wrong.append(f"the bug is not reported: {self.err!r}, {self.log!r}")
        if self.err.count("\n") > (self._how == BUG or self.code == command_end.REFUSED):
            wrong.append(f"more than a sentence: {self.err!r}")
        wrong += [f"{name} is left" for name in self.left]
        return [f"{self.name}: {each}" for each in wrong]

    @property
    def _log_path(self) -> str:
        """The sentence names the report's place, which lies in this test's own folder."""
        found = self.err.rpartition(" is in ")[2]
        return found.strip() or "\0"


@contextmanager
def _folder(before: Path, name: str) -> Iterator[Path]:
    """A fresh folder like `before`."""
    folder = before.with_name(name)
    operations.copied(before, folder)
    yield folder
    shutil.rmtree(folder)


# The job


def run_until(report: Report, folder: str, words: list[str], at: int, how: str) -> None:
    """Run a command in the folder, and meet `how` at the call number `at` of the program's own functions."""
    os.environ |= {"XDG_DATA_HOME": f"{folder}/data", "XDG_STATE_HOME": f"{folder}/data/log"}
    os.chdir(folder)
    for number, name in ((1, "said"), (2, "err")):
        stream = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(stream, number)
        os.close(stream)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    given = words if "--board" in words else [*words, "--board", "board/a.board"]
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        if event != "call" or not frame.f_code.co_filename.startswith(_OURS):
            return
        calls += 1
        if calls == at:
            sys.setprofile(None)
            if how == BUG:
                raise Odd(CANARY)
            signal.raise_signal(signal.SIGINT)

    sys.setprofile(count)
    try:
        code = main.main(given)
    finally:
        sys.setprofile(None)
    sys.stdout.flush()
    sys.stderr.flush()
    report({"code": code, "calls": calls})

"""Simulated power cuts: what was acknowledged before is there after it, whatever else reached the disk.

A real run is traced once (tests/faults/tracing.py). Then, for each cut, a model of the disk
(tests/faults/disk.py) says what may be left at a random moment of it; those files are written, opened by the
program, and compared with the last acknowledgement before that moment. The canary is the same with SQLite
told to sync less: if that lost nothing either, this would prove nothing.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.faults import disk, kills, operations, owner
from tests.faults.figures import Figure
from tests.faults.operations import DONE, Operation
from tests.faults.server import AT_ONCE, Report, Server, serving
from tests.faults.tracing import Fault, need_strace, trace

# So many cuts are made in the trace of one run of the owner's work; so many changes are in it.
CUTS_A_RUN = 60
CHANGES_A_RUN = 60
# Of all cuts, one in so many is made in an operation, where names of files are at stake (F4), and one in so
# many after a sync that reported an error (F7); so many times fewer are canaries.
OPERATIONS_IN = 3
ERRORS_IN = 10
CANARY_IN = 5
# Half of the runs bring the log into the file often, half as the program does.
OFTEN = "PRAGMA wal_autocheckpoint = 60"
NORMAL = "PRAGMA synchronous = NORMAL"


class Moment(NamedTuple):
    """What may be left at a cut, and what had been reported until then."""

    files: dict[str, bytes]
    said: list[Any]


def measure(count: int) -> list[Figure]:
    """Cut the power so many times; a fifth as often again for the canary."""
    need_strace()
    of_operations, after_errors = count // OPERATIONS_IN, count // ERRORS_IN
    of_work = count - of_operations - after_errors
    with serving("tests.faults.operations") as server, tempfile.TemporaryDirectory(prefix="cuts-") as folder:
        root = Path(folder)
        cuts = _work(server, root, of_work, (OFTEN, ""))
        figures = [Figure("power cuts while cards are moved, edited, undone", of_work, *_told(cuts))]
        cuts = _work(server, root, after_errors, (OFTEN, ""), is_failing=True)
        figures.append(Figure("power cuts after a sync that failed once", after_errors, *_told(cuts)))
        for number, operation in enumerate(operations.OPERATIONS):
            share = len(range(number, of_operations, len(operations.OPERATIONS)))
            cuts = _operation(server, root, operation, share)
            figures.append(Figure(f"power cuts in {operation.name}", share, *_told(cuts)))
        canary = max(count // CANARY_IN, 40)
        cuts = _work(server, root, canary, (NORMAL,))
        lost = sum(any("lost" in each for each in cut) for cut in cuts)
        note = f"canary: {lost} of {canary} cuts lost acknowledged changes"
        figures.append(Figure("the same with synchronous=NORMAL", canary, int(lost == 0), note))
    return figures


def moments(model: disk.Disk, lines: list[str], count: int, rng: Random) -> list[Moment]:
    """What may be left at `count` random moments of a trace that began with this disk."""
    calls = list(disk.read_calls(lines))
    cuts = sorted(rng.randint(0, len(calls)) for _ in range(count))
    said: list[Any] = []
    found: list[Moment] = []
    for number in range(len(calls) + 1):
        while cuts and cuts[0] == number:
            cuts.pop(0)
            found.append(Moment(model.remains(rng), list(said)))
        if number < len(calls):
            model.apply(calls[number], rng)
            if (heard := disk.said(calls[number])) is not None:
                said.append(heard)
    return found


def _traced(
    server: Server, before: Path, job: Callable[..., None], *arguments: Any, faults: Iterable[Fault] = ()
) -> tuple[disk.Disk, list[str]]:
    """The trace of a job in a copy of `before`, called "run", and the disk when it began."""
    run = before.with_name("run")
    shutil.rmtree(run, ignore_errors=True)
    operations.copied(before, run)
    model = disk.Disk(run)
    child = server.child(job, run, *arguments)
    found = trace(child, run.with_suffix(".log"), disk.CALLS, faults, bytes_shown=10**7)
    return model, found.lines


def _work(
    server: Server, root: Path, count: int, pragmas: tuple[str, ...], *, is_failing: bool = False
) -> list[list[str]]:
    """What was wrong after each cut in an owner's work. `is_failing`: in it, one sync reports an error."""
    rng, found = Random(count), []
    for number, start in enumerate(range(0, count, CUTS_A_RUN)):
        before = root / f"work {number} {len(pragmas)}" / "before"
        before.mkdir(parents=True)
        owner.new_board(before / "a.board")
        faults = [Fault("fsync", rng.randint(1, CHANGES_A_RUN), "error=EIO")] if is_failing else []
        pragma = pragmas[number % len(pragmas)]
        model, lines = _traced(server, before, _owners_work, rng.random(), pragma, faults=faults)
        cuts = moments(model, lines, min(CUTS_A_RUN, count - start), rng)
        found += _after_each(before, cuts, lambda left, said: _of_work(server, left, said))
        shutil.rmtree(before.parent)
    return found


def _of_work(server: Server, left: Path, said: list[Any]) -> list[str]:
    return kills.faults(said, server.run(owner.look, left / "a.board"))


def _owners_work(report: Report, folder: str, seed: float, pragma: str) -> None:
    owner.work(report, f"{folder}/a.board", seed, CHANGES_A_RUN, pragma)


def _operation(server: Server, root: Path, operation: Operation, count: int) -> list[list[str]]:
    """What was wrong after each cut in an operation: old or new, and new where it was acknowledged."""
    before = root / operation.name / "before"
    server.run(operation.prepare, before)
    old = operations.state_of(before)
    model, lines = _traced(server, before, operation.job)
    new = operations.state_of(before.with_name("run"))

    def look(left: Path, acknowledged: list[Any]) -> list[str]:
        wrong = operations.between(operations.state_of(left), new if acknowledged else old, new)
        said = server.run(operation.job, left)
        wrong += [] if said == [DONE] else [f"the next start says {said}"]
        return wrong + operations.between(operations.state_of(left), new, new)

    return _after_each(before, moments(model, lines, count, Random(count)), look)


def _after_each(
    before: Path, cuts: list[Moment], look: Callable[[Path, list[Any]], list[str]]
) -> list[list[str]]:
    """Write what is left after each cut into a folder, and look at it; what is wrong."""

    def after(number: int) -> list[str]:
        folder = before.with_name(f"left {number}")
        for name, content in cuts[number].files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        folder.mkdir(exist_ok=True)
        operations.settle(folder)
        try:
            return look(folder, cuts[number].said)
        finally:
            shutil.rmtree(folder)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(after, range(len(cuts))))


def _told(cuts: list[list[str]]) -> tuple[int, str]:
    for each in [fault for cut in cuts for fault in cut]:
        print(each)
    return sum(map(bool, cuts)), ""

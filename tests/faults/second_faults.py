"""A second fault while the leftovers of a first are put right: the third start is whole.

First an operation, or an owner's work, is killed or meets a failing disk at a random call; then the next
start is killed or meets one, at a random call of its own. The start after that has a sound disk and nobody
who kills it: all that was acknowledged must be there, and the work must come to its end.
"""

import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import io_errors, kills, operations, owner
from tests.faults.figures import Figure
from tests.faults.operations import DONE, OPERATIONS, Case
from tests.faults.server import AT_ONCE, serving
from tests.faults.tracing import Fault, need_strace

KINDS = ("kill", "EIO", "ENOSPC")
# Where the recovery of the second start is the matter: the log after work, half a migration, import, restore.
RECOVERING = ("a migration", "an import", "a restore")


def measure(count: int) -> list[Figure]:
    """So many pairs of faults, shared out among what recovers."""
    need_strace()
    chosen = [io_errors.MOVES, *(each for each in OPERATIONS if each.name in RECOVERING)]
    with (
        serving("tests.faults.operations") as server,
        tempfile.TemporaryDirectory(prefix="second-") as folder,
    ):
        figures = []
        for number, operation in enumerate(chosen):
            case = Case(server, Path(folder), operation)
            share = len(range(number, count, len(chosen)))
            seeds = [f"{operation.name} {n}" for n in range(share)]
            with ThreadPoolExecutor(AT_ONCE) as pool:
                results = list(pool.map(lambda seed: _pair(case, seed), seeds))  # noqa: B023
            for each in [fault for found in results for fault in found]:
                print(each)
            what = f"two faults in a row in {operation.name}, then a start"
            figures.append(Figure(what, share, sum(map(bool, results))))
        return figures


def _pair(case: Case, seed: str) -> list[str]:
    """Two faults and a sound start; what is wrong."""
    rng = Random(seed)
    with case.folder(seed) as folder:
        first, second = _fault(case.calls, rng), _fault(case.calls[: len(case.calls) // 2], rng)
        said = [*case.run(folder, *first).said, *case.run(folder, *second).said]
        wrong = [each for each in io_errors.wrong_words(said) if each != io_errors.DIED]
        look = _after_work if case.operation is io_errors.MOVES else _after_operation
        wrong += look(case, folder, said)
        return [f"{seed}: {first[0]}, then {second[0]}: {each}" for each in wrong]


def _fault(calls: Sequence[str], rng: Random) -> list[Fault]:
    """A fault at a random one of these calls."""
    number, kind = rng.randint(1, len(calls)), rng.choice(KINDS)
    if kind == "kill":
        name = calls[number - 1]
        return [Fault(name, calls[:number].count(name), "signal=KILL")]
    return io_errors.faults_at(list(calls), number, kind, rng.random() < 0.5)


def _after_work(case: Case, folder: Path, said: list[Any]) -> list[str]:
    acknowledged = [each for each in said if isinstance(each, list)]
    return kills.faults(acknowledged, case.server.run(owner.look, folder / "board/a.board"))


def _after_operation(case: Case, folder: Path, said: list[Any]) -> list[str]:
    expected = case.new if DONE in said else case.old
    wrong = operations.between(operations.state_of(folder), expected, case.new)
    ended = case.server.run(case.operation.job, folder)
    wrong += [] if ended == [DONE] else [f"the third start says {ended}"]
    wrong += operations.between(operations.state_of(folder), case.new, case.new)
    return wrong + [f"{name} is left" for name in operations.hidden_in(folder)]

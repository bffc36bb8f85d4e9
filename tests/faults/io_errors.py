"""A full disk (ENOSPC) and a broken one (EIO), at the N-th call that writes, syncs, cuts or renames a file.

Once and for good: after the first the same process must go on, after the second it must refuse in a sentence
and keep what was there. What was acknowledged is what is found by the next start, no more and no less; a
refusal is one sentence and never a traceback; no half made file stays. Where the disk failed in the very sync
and nothing can be written after it, a change may be there or not: then the sentence must say so.
"""

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.faults import kills, operations, owner
from tests.faults.figures import Figure
from tests.faults.operations import DONE, OPERATIONS, Case, Operation
from tests.faults.server import AT_ONCE, Server, serving
from tests.faults.tracing import CHANGES, Fault, Traced, need_strace

ERRORS = ("ENOSPC", "EIO")
LAST = 200
# Fewer than all of them are spread over N = 1 … 200, in these operations only.
SMALL = ("moves", "a migration")
FULL = (*SMALL, "a backup", "an import", "a restore", "an export")
TRIES = 3
# After these refusals what was wanted may be there or not, and the owner was told so.
DOUBTS = (
    "Whether it was kept shows when the board is opened again.",
    "was written, but the disk reported an error.",
)
DIED = "it died"


def measure(count: int) -> list[Figure]:
    """Of N = 1 … 200, take so many, each with both errors, once and for good."""
    need_strace()
    wanted = [n * LAST // count for n in range(1, count + 1)]
    names = FULL if count == LAST else SMALL
    chosen = [each for each in (MOVES, *OPERATIONS) if each.name in names]
    with (
        serving("tests.faults.operations") as server,
        tempfile.TemporaryDirectory(prefix="errors-") as folder,
    ):
        return [_of_operation(server, Path(folder), operation, wanted) for operation in chosen]


MOVES = Operation("moves", operations.have_board, operations.move_cards)


def _of_operation(server: Server, root: Path, operation: Operation, wanted: Iterable[int]) -> Figure:
    case = Case(server, root, operation)
    tried = [
        (number, error, for_good)
        for number in wanted
        if number <= sum(name in CHANGES for name in case.calls)
        for error in ERRORS
        for for_good in (False, True)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(lambda each: _after(case, *each), tried))
    for each in [fault for found in results for fault in found]:
        print(each)
    what = f"ENOSPC and EIO, once and for good, at the N-th call of {operation.name}"
    return Figure(what, len(tried), sum(map(bool, results)))


def _after(case: Case, number: int, error: str, for_good: bool) -> list[str]:
    """Run with that fault, look, start again without it; what is wrong."""
    with case.folder(f"{number} {error} {for_good}") as folder:
        faults = faults_at([name for name in case.calls if name in CHANGES], number, error, for_good)
        ended = case.run(folder, *faults, tries=1 if for_good else TRIES)
        if not ended.was_hit:
            return []
        wrong = wrong_words(ended.said) or _wrong_state(case, folder, ended, for_good)
        said = case.server.run(case.operation.job, folder)
        wrong += [] if said[-1:] == [DONE] else [f"the next start says {said}"]
        return [f"{case.operation.name}, {error} {number}{'+' * for_good}: {each}" for each in wrong]


def faults_at(calls: list[str], number: int, error: str, for_good: bool) -> list[Fault]:
    """The fault at the `number`-th of all these calls, in strace's terms: each name is counted by itself."""
    name = calls[number - 1]
    if not for_good:
        return [Fault(name, calls[:number].count(name), f"error={error}")]
    before = calls[: number - 1]
    return [Fault(each, before.count(each) + 1, f"error={error}", for_good=True) for each in CHANGES]


def wrong_words(said: list[Any]) -> list[str]:
    """Every refusal is one sentence."""
    if not said:
        return [DIED]
    found = []
    for each in said:
        if "traceback" in each:
            found.append(f"a traceback: {each['traceback']}")
        elif isinstance(each, dict) and each["code"] and not _is_sentence(each["said"]):
            found.append(f"no sentence: {each}")
    return found


def _is_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith((".\n", "?\n")) and "Error" not in text and "[" not in text


def _wrong_state(case: Case, folder: Path, ended: Traced, for_good: bool) -> list[str]:
    is_done = ended.said[-1] == DONE
    wrong = [] if is_done or for_good else [f"it does not go on: {ended.said}"]
    half_made = {name for name in operations.hidden_in(folder) if not name.endswith(operations.LOGS)}
    wrong += [f"{name} is left" for name in half_made]
    refusals = [each["said"] for each in ended.said if isinstance(each, dict)]
    in_doubt = any(doubt in each for each in refusals for doubt in DOUBTS)
    if case.operation is MOVES:
        acknowledged = [each for each in ended.said if isinstance(each, list)]
        found = case.server.run(owner.look, folder / "board/a.board")
        if acknowledged and isinstance(found[0], list) and not in_doubt:
            more = found[0][0] - acknowledged[-1][0]
            wrong += [f"{more} more than was acknowledged"] if more else []
        return wrong + kills.faults(acknowledged, found)
    expected = case.new if is_done else case.old
    other = case.new if in_doubt else expected
    return wrong + operations.between(operations.state_of(folder), expected, other)

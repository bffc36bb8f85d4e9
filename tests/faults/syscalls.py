"""kill -9 at each single call that writes, syncs or names a file: the old state or the new, never between.

Of every operation, first a run to the end shows its calls; then it is killed at the first of them, at the
second, and so on. After each kill all that an owner sees must be as it was or as it is to be; the next start
must finish the work and sweep what the killed one left (in small, it is tried after every fourth kill).
"""

import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import operations
from tests.faults.figures import Figure
from tests.faults.operations import DONE, OPERATIONS, Case, Operation
from tests.faults.server import AT_ONCE, Server, serving
from tests.faults.tracing import Fault, need_strace


def measure(count: int) -> list[Figure]:
    """Kill at every call of the first `count` operations: what is counted are these."""
    need_strace()
    starts_in = 1 if count == len(OPERATIONS) else 4
    with serving("tests.faults.operations") as server, tempfile.TemporaryDirectory(prefix="calls-") as folder:
        return [_of_operation(server, Path(folder), operation, starts_in) for operation in OPERATIONS[:count]]


def _of_operation(server: Server, root: Path, operation: Operation, starts_in: int) -> Figure:
    case = Case(server, root, operation)
    calls = Counter(case.calls)
    kills = [Fault(name, k, "signal=KILL") for name, n in calls.items() for k in range(1, n + 1)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(
            pool.map(lambda n: _after(case, kills[n], is_started=n % starts_in == 0), range(len(kills)))
        )
    for each in [fault for found in results for fault in found]:
        print(each)
    note = ", ".join(f"{n} {name}" for name, n in sorted(calls.items()))
    return Figure(f"kill -9 at each call of {operation.name}", len(kills), sum(map(bool, results)), note)


def _after(case: Case, kill: Fault, *, is_started: bool) -> list[str]:
    """Kill there, look, and start again if that is wanted; what is wrong."""
    with case.folder(f"{kill.name} {kill.when}") as folder:
        if not case.run(folder, kill).was_hit:
            return [f"{kill} did not come"]
        wrong = operations.between(operations.state_of(folder), case.old, case.new)
        if is_started:
            said = case.server.run(case.operation.job, folder)
            wrong += [] if said == [DONE] else [f"the next start says {said}"]
            wrong += operations.between(operations.state_of(folder), case.new, case.new)
            wrong += [f"{name} is left" for name in operations.hidden_in(folder)]
        return [f"{case.operation.name}, {kill.name} {kill.when}: {each}" for each in wrong]

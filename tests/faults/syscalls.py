"""kill -9 at each single call that writes, syncs or names a file: the old state or the new, never between.

Of every operation, first a run to the end shows its calls; then it is killed at the first of them, at the second,
and so on. After each kill all that an owner sees must be as it was or as it is to be; the next start must
finish the work and sweep what the killed one left.
"""

import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from collections import Counter
from pathlib import Path

from tests.faults import operations
from tests.faults.figures import Figure
from tests.faults.operations import OPERATIONS, Operation
from tests.faults.server import Server, serving
from tests.faults.tracing import CHANGES, NAMES, Fault, need_strace, trace

# The count is of operations: all their calls are killed.
AT_ONCE = 2


def measure(count: int) -> list[Figure]:
    """Kill at every call of the first `count` operations."""
    need_strace()
    with serving("tests.faults.operations") as server, tempfile.TemporaryDirectory(prefix="calls-") as folder:
        return [_of_operation(server, Path(folder), operation) for operation in OPERATIONS[:count]]


class _Case:
    """One operation: its folder before, what is seen there before and after, and how often it calls what."""

    def __init__(self, server: Server, root: Path, operation: Operation) -> None:
        self.server, self.operation = server, operation
        self.before = root / operation.name / "before"
        operation.prepare(self.before)
        self.old = operations.state_of(self.before)
        after = self.before.with_name("after")
        shutil.copytree(self.before, after)
        ended = self.run(after)
        assert ended.said == [{"code": 0, "said": ""}], ended.said
        self.new = operations.state_of(after)
        assert self.new != self.old, "nothing was done"
        self.calls = Counter(ended.calls)

    def run(self, folder: Path, *faults: Fault):
        child = self.server.child(self.operation.job, folder)
        return trace(child, folder.with_name(folder.name + ".log"), (*CHANGES, *NAMES), faults)

    def faults_after(self, fault: Fault) -> list[str]:
        """Kill there, look, start again; what is wrong."""
        folder = self.before.with_name(f"{fault.name} {fault.when}")
        shutil.copytree(self.before, folder)
        try:
            if not self.run(folder, fault).was_hit:
                return ["no kill"]
            wrong = operations.between(operations.state_of(folder), self.old, self.new)
            said = self.server.run(self.operation.job, folder)
            if said != [{"code": 0, "said": ""}]:
                wrong.append(f"the next start says {said}")
            found = operations.state_of(folder)
            wrong += operations.between(found, self.new, self.new)
            wrong += [f"{name} is left" for name in operations.hidden_in(folder)]
            return [f"{self.operation.name}, {fault.name} {fault.when}: {each}" for each in wrong]
        finally:
            shutil.rmtree(folder)


def _of_operation(server: Server, root: Path, operation: Operation) -> Figure:
    case = _Case(server, root, operation)
    kills = [Fault(name, k, "signal=KILL") for name, n in case.calls.items() for k in range(1, n + 1)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = list(pool.map(case.faults_after, kills))
    for each in [fault for found in results for fault in found]:
        print(each)
    note = ", ".join(f"{n} {name}" for name, n in sorted(case.calls.items()))
    return Figure(f"kill -9 at each call of {operation.name}", len(kills), sum(map(bool, results)), note)

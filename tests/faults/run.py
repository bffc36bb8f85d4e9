"""Every fault in its full number, and the table for README: `uv run tests/faults/run.py [family …]`."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# A home of its own, as for all tests: nothing is written where the owner's boards and backups lie.
import tests.conftest  # noqa: F401
from tests.faults.figures import FAMILIES


def main(wanted: list[str]) -> int:
    """Print the table as it comes; 1 if anything was lost or broken."""
    bad = 0
    print("| what | tried | lost or broken | |\n|---|---|---|---|", flush=True)
    for family in FAMILIES:
        if wanted and family.module not in wanted:
            continue
        started = time.monotonic()
        for figure in family.measure(family.full):
            print(f"| {figure.what} | {figure.done:,} | {figure.bad:,} | {figure.note} |", flush=True)
            bad += figure.bad
        print(f"{family.module}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

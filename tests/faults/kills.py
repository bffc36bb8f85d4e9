"""kill -9 at random, in the middle of an owner's work; what was acknowledged is there afterwards.

The killed process works through the real models, or with mouse and keys in the real window (offscreen); a
change counts as acknowledged when the board published it. The next one works on with what the last one left.
"""

import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import owner
from tests.faults.figures import Figure
from tests.faults.server import Server, serving

# Of so many kills one meets a window; and so many are survived by one board before a new one is begun.
A_WINDOW_IN = 10
LIVES = 10
# A process is killed at a random moment of its first so many seconds.
MOMENTS = 0.12


def measure(count: int) -> list[Figure]:
    """Kill so many times."""
    rng, figures = Random(count), []
    with serving("tests.faults.owner") as server, tempfile.TemporaryDirectory(prefix="kills-") as folder:
        lost, acknowledged, unheard = [], 0, 0
        for number in range(count):
            path = Path(folder) / f"{number // LIVES}.board"
            if not path.exists():
                owner.new_board(path)
            said = _killed(server, path, rng)
            found = server.run(owner.look, path)
            lost += faults(said, found)
            acknowledged += len(said)
            unheard += bool(said) and isinstance(found[0], list) and found[0][0] > said[-1][0]
        note = f"{acknowledged:,} changes acknowledged; {unheard} more committed before they could be"
        figures.append(
            Figure("kill -9 while cards are moved, edited, handed over, undone", count, len(lost), note)
        )
    for each in lost:
        print(each)
    return figures


def _killed(server: Server, path: Path, rng: Random) -> list[Any]:
    child = server.child(owner.work, path, rng.random(), 10**6)
    child.go()
    time.sleep(rng.uniform(0, MOMENTS))
    child.kill()
    return child.wait()


def faults(said: list[Any], found: list[Any]) -> list[str]:
    """What is wrong with a board that `owner.look` found, after these acknowledgements."""
    if not found or "traceback" in found[0]:
        return [f"it does not open: {found}"]
    (revision, mark, wrong), known = found[0], dict(map(tuple, said))
    if said and revision < said[-1][0]:
        wrong = [*wrong, f"lost: {said[-1][0] - revision} acknowledged change(s)"]
    if mark != known.get(revision, mark):
        wrong = [*wrong, f"revision {revision} is not what was acknowledged"]
    return wrong

"""kill -9 at random, in the middle of an owner's work; what was acknowledged is there afterwards.

The killed process works through the real models, or with mouse and keys in the real window (offscreen); a
change counts as acknowledged when the board published it. The next one works on with what the last one left.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from tests.faults import owner
from tests.faults.figures import Figure
from tests.faults.server import AT_ONCE, PATIENCE, Server, serving

# So many kills are survived by one board before a new one is begun.
LIVES = 10
# One kill in so many meets a window.
WINDOW_IN = 10
# A process is killed at a random moment of the first so many seconds of its work; a window is slower.
MOMENTS, MOMENTS_OF_A_WINDOW = 0.3, 3.0


class Life(NamedTuple):
    """What was found after one kill."""

    wrong: list[str]
    acknowledged: int
    unheard: bool


def measure(count: int) -> list[Figure]:
    """Kill so many times."""
    in_windows = count // WINDOW_IN
    with serving("tests.faults.owner") as server:
        lives = _lives(server, owner.work, count - in_windows, MOMENTS)
    figures = [_figure("kill -9 while cards are moved, edited, handed over, undone", lives)]
    # Only now, and never with a server that was forked from a process with Qt in it.
    from tests.faults import window_owner

    with serving("tests.faults.window_owner") as server:
        lives = _lives(server, window_owner.work, in_windows, MOMENTS_OF_A_WINDOW)
    return [*figures, _figure("kill -9 while somebody drags and types in the window", lives)]


def _lives(server: Server, job: Callable[..., None], count: int, moments: float) -> list[Life]:
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:

        def live(board: int) -> list[Life]:
            path = Path(folder, str(board), "a.board")
            path.parent.mkdir()
            owner.new_board(path)
            rng = Random(board)
            return [_life(server, job, path, rng, moments) for _ in range(min(LIVES, count - board * LIVES))]

        with ThreadPoolExecutor(AT_ONCE) as pool:
            return [life for each in pool.map(live, range(-(-count // LIVES))) for life in each]


def _life(server: Server, job: Callable[..., None], path: Path, rng: Random, moments: float) -> Life:
    child = server.child(job, path, rng.random())
    child.go()
    if rng.random() < 0.8:
        # Most are killed at work, the others already while they open the board.
        child.hear(PATIENCE)
    time.sleep(rng.uniform(0, moments))
    child.kill()
    said = child.wait()
    found = server.run(owner.look, path)
    wrong = faults(said, found)
    return Life(wrong, len(said), bool(said) and not wrong and found[0][0] > said[-1][0])


def faults(said: list[Any], found: list[Any]) -> list[str]:
    """What is wrong with a board that `owner.look` found, after these acknowledgements."""
    if not found or "traceback" in found[0]:
        return [f"it does not open: {found}"]
    if any("traceback" in each for each in said):
        return [f"a traceback: {said[-1]}"]
    (revision, mark, wrong), known = found[0], dict(map(tuple, said))
    if said and revision < said[-1][0]:
        wrong = [*wrong, f"lost: {said[-1][0] - revision} acknowledged change(s)"]
    if mark != known.get(revision, mark):
        wrong = [*wrong, f"revision {revision} is not what was acknowledged"]
    return wrong


def _figure(what: str, lives: list[Life]) -> Figure:
    for each in [fault for life in lives for fault in life.wrong]:
        print(each)
    acknowledged, unheard = sum(life.acknowledged for life in lives), sum(life.unheard for life in lives)
    note = f"{acknowledged:,} changes acknowledged; {unheard} more committed before they could be"
    return Figure(what, len(lives), sum(bool(life.wrong) for life in lives), note)

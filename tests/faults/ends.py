"""Ends by SIGTERM while the real program writes: what was acknowledged is there, and the end is clean."""

import random
import statistics
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from models import stages
from models.board import Board
from models.checking import check
from tests.faults.figures import Figure
from tests.faults.programs import user

# Cards are added as fast as they are acknowledged, a few on their way at any moment.
WRITES = """
from models import tasks
from models.drafts import TaskDraft
from models.uid import new_uid
made = 0

def play(window):
    for _ in range(5):
        add(window)
    QTimer.singleShot({after}, lambda: end("SIGTERM"))

def add(window):
    global made
    made += 1
    number = made
    ticket = window.store.submit(tasks.add_tasks, [TaskDraft(f"Card {{number}}", uid=new_uid())])
    ticket.done.connect(lambda error: answered(window, number, error))

def answered(window, number, error):
    if error is None:
        say(number)
        add(window)
"""
AT_ONCE = 2


def measure(count: int) -> list[Figure]:
    """`count` programs, each ended at a random moment of its first second of writing."""
    generator = random.Random(6)
    moments = [generator.randrange(1_000) for _ in range(count)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ends = list(pool.map(_end_one, moments))
    lost = sum(missing for _, missing, _, _ in ends)
    unclean = sum(not is_clean for _, _, is_clean, _ in ends)
    times = sorted(1_000 * seconds for _, _, _, seconds in ends)
    slow = sum(time > 2_000 for time in times)
    took = f"median {statistics.median(times):.0f} ms, slowest {times[-1]:.0f} ms, {slow} over 2 s"
    acknowledged = sum(acks for acks, _, _, _ in ends)
    return [
        Figure("changes acknowledged before SIGTERM", acknowledged, lost),
        Figure("ends by SIGTERM in a write loop: exit code 0, board whole", count, unclean, took),
    ]


def _end_one(after: int) -> tuple[int, int, bool, float]:
    """Acknowledged, missing of them, whether the end was clean, seconds."""
    with user() as someone:
        path = make_board(someone.folder / "b.board")
        ended = someone.play(path, scene=WRITES.format(after=after))
        said = {int(word) for word in ended.said}
        with Board.open(path) as board:
            titles = {row[0] for row in board.db.execute_sql("SELECT title FROM task").fetchall()}
            is_whole = not check(board).faults
        missing = sum(f"Card {number}" not in titles for number in said)
        left = list(path.parent.glob("*.tmp"))
        return len(said), missing, ended.code == 0 and is_whole and not left, ended.seconds


def make_board(path: Path) -> Path:
    """An empty board with its columns."""
    with Board.open(path, create=True) as board:
        stages.found_board(board, path.stem)
    return path

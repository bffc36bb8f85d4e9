"""Ten starts of the real program at once: one stays and writes, nine hand over and end well."""

import os
import signal
import subprocess
import time
from pathlib import Path

from models.board import Board
from models.checking import check
from tests.faults.ends import make_board
from tests.faults.figures import Figure
from tests.faults.programs import User, user

AT_ONCE = 10
# Only a program that never ends is stopped by it.
HANGS_AFTER = 180.0


def measure(count: int) -> list[Figure]:
    """`count` times ten starts: without a file, with one, and each third time a sample board beside."""
    bad_writers = bad_ends = demos = bad_demos = 0
    for number in range(count):
        with user() as someone:
            beside = [someone.start("--demo")] if number % 3 == 2 else []
            path = make_board(someone.folder / "given.board") if number % 2 else None
            writers, unclean = _start_ten(someone, path)
            bad_writers += writers != 1
            bad_ends += unclean
            for one in beside:
                demos += 1
                bad_demos += one.poll() is not None
                bad_demos += _end(one) != 0
    figures = [
        Figure(f"{AT_ONCE} starts at once: exactly one writer", count, bad_writers),
        Figure("starts that hand over and end well", count * (AT_ONCE - 1), bad_ends),
    ]
    return [*figures, Figure("sample boards beside them, left alone", demos, bad_demos)] if demos else figures


def _start_ten(someone: User, path: Path | None) -> tuple[int, int]:
    """How many wrote, and how many of the others did not end with 0."""
    given = [path] if path else []
    started = [someone.start(*given) for _ in range(AT_ONCE)]
    end = time.monotonic() + HANGS_AFTER
    while sum(one.poll() is None for one in started) > 1 and time.monotonic() < end:
        time.sleep(0.05)
    running = [one for one in started if one.poll() is None]
    unclean = sum(one.returncode != 0 for one in started if one not in running) + max(0, len(running) - 1)
    board = path or someone.folder / "data/delegation-board/My board.board"
    while len(running) == 1 and _holder(board) != running[0].pid and time.monotonic() < end:
        time.sleep(0.05)
    holders = [one for one in running if _holder(board) == one.pid]
    unclean += sum(_end(one) != 0 for one in running)
    with Board.open(board) as opened:
        # Every program names itself in what it writes; a board that was given was made before.
        sql = "SELECT COUNT(DISTINCT origin) FROM journal"
        origins = opened.db.execute_sql(sql).fetchone()[0]
        unclean += bool(check(opened).faults)
    return (len(holders) if origins <= 1 else origins), unclean


def _holder(board: Path) -> int | None:
    """The process that wrote itself into the board's lock and still holds it."""
    from models.lock import BoardLock

    found = BoardLock(board).holder()
    if found is None:
        return None
    try:
        os.kill(found.pid, 0)
    except OSError:
        return None
    return found.pid


def _end(process: subprocess.Popen[str]) -> int | None:
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(HANGS_AFTER)
    except subprocess.TimeoutExpired:
        return None

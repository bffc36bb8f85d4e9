"""How fast, how large: figures against floors that are measured in the same run. No test: nothing fails here.

    uv run tests/benchmarks/run.py [--tasks 1000,10000,100000] [--starts 9]

Every start is a process of its own; floors and program take turns, so that a busy machine disturbs all alike.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from models.board import Board  # noqa: E402
from tests.benchmarks import boards  # noqa: E402

STARTS = 9


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the program on boards of several sizes.")
    parser.add_argument("--tasks", default="1000,10000,100000", help="sizes of the boards")
    parser.add_argument("--starts", type=int, default=STARTS, help="how often each start is measured")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder:
        home = Path(folder)
        environment = surroundings(home)
        for size in map(int, given.tasks.split(",")):
            board = home / f"{size}.board"
            began = time.perf_counter()
            boards.build(board, size)
            print(f"\n{size:,} tasks, {board.stat().st_size / 1e6:.1f} MB", end="")
            print(f" (imported in {time.perf_counter() - began:.1f} s)", flush=True)
            starts = measure_starts(board, given.starts, environment)
            print_starts(starts)
            print_work(measure_work(board, environment), starts["empty"])
        print("\nSorting", end="")
        print(run("sorting.py", environment=environment), end="", flush=True)
        print(run("ledger.py", environment=environment), end="", flush=True)
        print(run("runs.py", environment=environment), end="", flush=True)
        print(run("today.py", environment=environment), end="", flush=True)
        print(run("packets.py", environment=environment), end="", flush=True)
        print(run("replies.py", environment=environment), end="", flush=True)
        print(run("matrix.py", environment=environment), end="", flush=True)


def surroundings(home: Path) -> dict[str, str]:
    """The processes' environment: a home of their own, no screen, bytecode compiled and kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    (home / "run").mkdir(mode=0o700)
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    screen = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return kept | folders | screen | {"XDG_RUNTIME_DIR": str(home / "run"), "HOME": str(home)}


def run(script: str, *arguments: str, environment: dict[str, str]) -> str:
    """What a script of this folder prints."""
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{script} {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


Starts = list[tuple[float, float]]


def measure_starts(board: Path, count: int, environment: dict[str, str]) -> dict[str, Starts]:
    """By kind: milliseconds from the start of the process to the first picture, and megabytes then."""
    took: dict[str, Starts] = {"empty": [], "floor": [], "program": []}
    for number in range(count + 1):
        for kind, times in took.items():
            # Each start ends without tidying up; after a crash the next one would look the whole file over.
            Board.open(board).close()
            began = time.monotonic_ns()
            painted, memory = run("start_once.py", kind, str(board), environment=environment).split()
            # The first one of each compiles and fills the disk's cache.
            if number:
                times.append(((int(painted) - began) / 1e6, float(memory)))
    return took


def measure_work(board: Path, environment: dict[str, str]) -> dict[str, Any]:
    """What one process with the window open measured (window_once.py)."""
    measured: dict[str, Any] = json.loads(run("window_once.py", str(board), environment=environment))
    return measured


def print_starts(took: dict[str, Starts]) -> None:
    times = {kind: [milliseconds for milliseconds, _ in starts] for kind, starts in took.items()}
    empty, floor = statistics.median(times["empty"]), statistics.median(times["floor"])
    line("start, an empty QMainWindow", times["empty"])
    line("start, + peewee and this file", times["floor"], [("empty", empty)])
    line("start to painted cards", times["program"], [("empty", empty), ("+ file", floor)])


def print_work(figures: dict[str, Any], empty: Starts) -> None:
    line("drop to committed", figures["drop committed"])
    line("drop to painted", figures["drop painted"])
    line("keystroke to found cards painted", figures["search"])
    line("scroll frame, wheel", figures["scroll wheel"])
    line("scroll frame, anywhere", figures["scroll far"])
    line("open a brief with 50 versions", figures["open a brief"])
    line("read the 50 versions", figures["read versions"])
    floor = statistics.median(figures["export floor"])
    line("CSV export, sqlite3 + csv.writer", figures["export floor"])
    line("CSV export", figures["export"], [("plain", floor)])
    floor = statistics.median(memory for _, memory in empty)
    start, end = figures["memory"], figures["memory at the end"]
    print(f"  {'resident memory, empty QMainWindow':<36}{floor:6.0f} MB")
    print(f"  {'resident memory':<36}{start:6.0f} MB   {start / floor:.2f} × empty; at the end {end:.0f} MB")


def line(name: str, times: Sequence[float], floors: Sequence[tuple[str, float]] = ()) -> None:
    """Median, the 95th of 100, and the ratio to each floor."""
    ordered = sorted(times)
    middle, late = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    ratios = "  ".join(f"{middle / floor:.2f} × {what}" for what, floor in floors)
    print(f"  {name:<34}{middle:8.1f} ms   95 %: {late:8.1f} ms   {ratios}".rstrip(), flush=True)


if __name__ == "__main__":
    main()

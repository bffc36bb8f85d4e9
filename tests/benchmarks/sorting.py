"""How fast sorting is: the rules, the plan, and what the screen reads of a large board. Nothing fails here.

uv run tests/benchmarks/sorting.py [--tasks 10000]
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.board import Board
from models.drafts import AnswersDraft, TaskDraft
from models.importing import Report, import_drafts
from models.planner import Candidate, best_set, payback_order
from models.settings import write_settings
from models.stages import found_board
from models.triage import ASKED, ORDER, suggest
from models.triage_ops import answer, read_triages
from models.worth import delegate_next, worth_of
from tests.benchmarks.boards import drafts

TIMES = 9
DOTS = 2_000


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure sorting.")
    parser.add_argument("--tasks", type=int, default=10_000, help="cards on the board")
    count = parser.parse_args().tasks
    chance = random.Random(count)
    answers = [{letter: chance.randrange(5) for letter in ORDER} for _ in range(count)]
    print(f"\n{count:,} tasks")
    line("score them all", lambda: [suggest(one) for one in answers])
    line("score and rank them all", lambda: rank(answers))
    line("exact plan, 200 tasks in 2,400 minutes", plan_of(200, chance))
    with (
        tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder,
        Board.open(Path(folder) / "sorting.board", create=True) as board,
    ):
        fill(board, count, chance)
        line("read all answers with their suggestions", lambda: read_triages(board))
        line("read what each task is worth", lambda: worth_of(board))
        line("delegate next, 40 h a week", lambda: delegate_next(board, 40))
        (task,) = board.db.execute_sql("SELECT min(id) FROM task").fetchone()
        values = iter(range(10**9))
        line("one answer, committed", lambda: answer(board, task, E=next(values) % 5))
        measure_map(board)


def measure_map(board: Board) -> None:
    """The map: all dots drawn anew, as after a change, and a frame on top of them, as under a mouse."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from ui.pages.sort.map_view import MapView
    from ui.pages.sort.reading import read_dots

    application = QApplication.instance() or QApplication([])
    view = MapView()
    view.resize(1_000, 700)
    screen = QPixmap(view.size())
    dots = read_dots(board)[:DOTS]
    line(f"map, {len(dots):,} dots read of the board", lambda: read_dots(board))
    line(
        f"map, {len(dots):,} dots placed and drawn anew", lambda: (view.show_dots(dots), view.render(screen))
    )
    line("map, one frame of a moving mouse", lambda: view.render(screen))
    view.deleteLater()
    application.processEvents()


def rank(answers: list[dict[str, int]]) -> list[Candidate]:
    """What the ranked page needs of every task, from its answers to its place."""
    given = [(suggest(one), one) for one in answers]
    return payback_order(
        [
            Candidate(i, str(i), 60.0 + one["V"], 50.0 - one["T"], 30.0 + one["S"], found.score)
            for i, (found, one) in enumerate(given)
        ]
    )


def plan_of(count: int, chance: random.Random) -> Callable[[], object]:
    candidates = [
        Candidate(i, str(i), chance.randint(5, 400), chance.randint(5, 400), chance.randint(30, 500))
        for i in range(count)
    ]
    return lambda: best_set(candidates, 2_400)


def fill(board: Board, count: int, chance: random.Random) -> None:
    """The benchmarks' cards, each with its answers."""
    found_board(board, "sorting")
    write_settings(board, {"company.currency": "USD", "money.hourly": "60", "money.rate": "15"})

    def answered(draft: TaskDraft) -> TaskDraft:
        draft.answers = AnswersDraft({letter: chance.randrange(5) for letter in ASKED})
        return draft

    import_drafts(board, map(answered, drafts(count)), "sorting.csv", Report())


def line(name: str, work: Callable[[], object]) -> None:
    """Median and the slowest of some runs, and the processor's part of the median one."""
    took = []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        work()
        took.append(((time.perf_counter() - began) * 1_000, (time.process_time() - worked) * 1_000))
    whole, own = (statistics.median(part) for part in zip(*took, strict=True))
    print(
        f"  {name:<42}{whole:8.1f} ms   slowest: {max(took)[0]:8.1f} ms   processor: {own:8.1f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()

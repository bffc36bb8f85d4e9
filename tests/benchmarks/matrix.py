"""How fast the table of who can do what is: reading 30 assistants × 500 tasks, and the frames of scrolling.
Nothing fails here.

uv run tests/benchmarks/matrix.py [--tasks 500] [--people 30]
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models import training
from models.assistant_absences import add_absence
from models.assistants import add_assistant, read_assistants
from models.board import Board
from models.coverage import absences_ahead, read_coverage
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.stages import first_stage, found_board
from models.standing_in import due_back
from models.tasks import add_tasks
from models.uid import new_uid
from tests.benchmarks.sorting import line

if TYPE_CHECKING:
    from ui.pages.assistants.matrix_view import MatrixView

TODAY = dt.date(2026, 11, 23)
STEPS = 60


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the table of who can do what.")
    parser.add_argument("--tasks", type=int, default=500, help="tasks that somebody learns")
    parser.add_argument("--people", type=int, default=30, help="assistants")
    given = parser.parse_args()
    print(f"\n{given.people} assistants, {given.tasks} tasks")
    with (
        tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder,
        Board.open(Path(folder) / "matrix.board", create=True) as board,
    ):
        fill(board, given.people, given.tasks)
        line("read who can do what", lambda: read_coverage(board))
        line("read five absences ahead", lambda: absences_ahead(board, board.now()))
        line("read what can go back", lambda: due_back(board, board.now()))
        measure_table(board)


def fill(board: Board, people: int, tasks: int) -> None:
    """Everybody knows most of it, as far as chance has it; each task is somebody's."""
    chance = random.Random(tasks)
    found_board(board, "matrix")
    for number in range(people):
        add_assistant(board, f"Assistant {number}")
    who = [one.id for one in read_assistants(board)]
    drafts = [
        TaskDraft(
            f"Task {number}: what it is about",
            uid=new_uid(),
            due=TODAY + dt.timedelta(chance.randrange(30)),
            repeat=Repeat(1, "week"),
            seconds_per_run=1_800,
            assistants=[f"Assistant {chance.randrange(people)}"],
        )
        for number in range(tasks)
    ]
    add_tasks(board, drafts, first_stage(board, "training").id)
    ids = [task for (task,) in board.db.execute_sql("SELECT id FROM task").fetchall()]
    with board.change("level", "", details={"who": ""}) as record:
        for task in ids:
            for one in who:
                if (level := chance.randrange(6)) > 0:
                    training.set_level(record, task, one, level)
    today = board.now().date()
    for one in who[:5]:
        add_absence(board, one, today, today + dt.timedelta(13))


def measure_table(board: Board) -> None:
    """Frames of a whole screen: a step of the wheel, a page, and anywhere at once."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.pages.assistants.matrix_model import MatrixModel
    from ui.pages.assistants.matrix_view import MatrixView

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application, "light")
    model = MatrixModel(lambda: TODAY, lambda task, who: (0, 0))
    model.show_coverage(read_coverage(board))
    for wide, tall in ((1_200, 700), (1_900, 980)):
        view = MatrixView(model)
        view.resize(wide, tall)
        view.show()
        application.processEvents()
        measure_scrolling(view)
        view.close()
        view.deleteLater()
        application.processEvents()
    line("show it anew after a change", lambda: model.show_coverage(read_coverage(board)))


def measure_scrolling(view: "MatrixView") -> None:
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    chance = random.Random(1)
    size = f"{view.width()} × {view.height()}"
    frames(f"{size}, wheel", lambda step: down.setValue(60 * step))
    frames(f"{size}, page", lambda step: down.setValue(view.height() * (step % 12)))
    frames(f"{size}, across", lambda step: across.setValue(40 * (step % 20)))
    frames(f"{size}, anywhere", lambda _: down.setValue(chance.randrange(down.maximum())))


def frames(name: str, scroll: Callable[[int], object]) -> None:
    """What a frame takes from the scroll to the painted screen, in the middle and at worst."""
    from PySide6.QtWidgets import QApplication

    took = []
    for step in range(STEPS):
        began = time.perf_counter()
        scroll(step)
        QApplication.processEvents()
        took.append((time.perf_counter() - began) * 1_000)
    ordered = sorted(took)
    middle, late = statistics.median(ordered), ordered[int(0.95 * (STEPS - 1))]
    print(f"  scroll frame, {name:<28}{middle:8.1f} ms   95 %: {late:8.1f} ms", flush=True)


if __name__ == "__main__":
    main()

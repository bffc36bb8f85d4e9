"""How fast a card with a long life opens: 1,000 runs, its training and its sums. Nothing fails here.

uv run tests/benchmarks/runs.py [--runs 1000]
"""

import argparse
import datetime as dt
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from models.assistants import add_assistant
from models.board import Board
from models.cards import read_order
from models.drafts import TaskDraft
from models.handovers import hand_over
from models.hands import Terms
from models.repeats import Repeat
from models.run_totals import read_totals
from models.runs import read_runs
from models.schema_handover import Run
from models.stages import first_stage, found_board
from models.tasks import add_tasks
from models.training_ops import set_training, standing_of
from models.uid import new_uid
from tests.benchmarks.boards import TODAY
from tests.benchmarks.sorting import line
from ui.panel.panel import Panel
from ui.store import Store

OUTCOMES = ("accepted", "accepted", "accepted", "accepted_after_fix", "sent_back", "assumed_done")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a card with many runs.")
    parser.add_argument("--runs", type=int, default=1_000, help="runs of the card")
    count = parser.parse_args().runs
    app = QApplication(["benchmark"])
    with tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder:
        board = Board.open(Path(folder) / "runs.board", create=True)
        task, other, maya = fill(board, count)
        print(f"\n{count:,} runs of a card")
        line("read its newest runs", lambda: read_runs(board, task, 30))
        line("what they come to", lambda: read_totals(board, task))
        line("how far they are", lambda: standing_of(board, task, maya))
        store = Store(board)
        panel = Panel(store, today=lambda: TODAY)
        panel.resize(360, 900)
        panel.open(task)
        panel.show_tab("runs")
        app.processEvents()
        line("open the card on its runs, painted", opening(app, panel, task, other))
        panel.show_tab("task")
        line("open the card on its task, painted", opening(app, panel, task, other))
        panel.close()
        store.close()


def opening(app: QApplication, panel: Panel, task: int, other: int) -> Callable[[], None]:
    """Another card was open; this one comes, to the last pixel."""
    is_on_runs = panel._tabs.bar.tabText(panel._tabs.bar.currentIndex()) == "Runs"

    def open_it() -> None:
        panel.open(task)
        if is_on_runs:
            panel.show_tab("runs")
        panel.grab()
        panel._task = other  # so that the next time it is another card
        app.processEvents()

    return open_it


def fill(board: Board, count: int) -> tuple[int, int, int]:
    """A card of Maya's with so many runs, one without, and Maya."""
    found_board(board, "Runs")
    repeat = Repeat(1, "day")
    drafts = [TaskDraft(f"Card {n}", kind="setup", repeat=repeat, seconds_per_run=2400) for n in range(2)]
    add_tasks(board, drafts)
    add_assistant(board, "Maya", "Manila")
    (maya,) = board.db.execute_sql("SELECT id FROM assistant").fetchone()
    task, other = read_order(board, first_stage(board, "setup").id)[0]
    hand_over(board, [task, other], Terms(maya, knows_it=True))
    set_training(board, task, maya, 4)
    (handover,) = board.db.execute_sql("SELECT uid FROM handover WHERE task_id = ?", (task,)).fetchone()
    ended = board.now()
    with board.change("run", "Card") as record:
        for number in range(count):
            outcome = OUTCOMES[number % len(OUTCOMES)]
            moment = ended + dt.timedelta(minutes=number)
            record.insert(
                Run,
                uid=new_uid(),
                task=task,
                assistant=maya,
                handover=handover,
                level=4,
                version=1,
                due=TODAY,
                delivered=moment,
                ended=moment,
                outcome=outcome,
                reasons="brief_unclear" if outcome == "sent_back" else "",
                seconds=2700,
                review_seconds=180,
                note="",
                assumed=True,
                reviewed=outcome != "assumed_done",
                attempt=1,
                missed=0,
                baseline=2400,
                currency="",
                fx="",
                zone="Asia/Manila",
            )
    return task, other, maya


if __name__ == "__main__":
    main()

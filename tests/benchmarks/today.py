"""How fast Today is over a large board: read, drawn, and what silent runs take. Nothing fails here.

uv run tests/benchmarks/today.py [--tasks 10000]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models.board import Board
from models.importing import Report, import_drafts
from models.schema_handover import Run
from models.silent import assume_silent
from models.stages import found_board
from models.today import read_today
from models.uid import new_uid
from tests.benchmarks.boards import drafts
from tests.benchmarks.sorting import line

# Of each task that somebody has.
RUNS = 12


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Today.")
    parser.add_argument("--tasks", type=int, default=10_000, help="cards on the board")
    count = parser.parse_args().tasks
    with (
        tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder,
        Board.open(Path(folder) / "today.board", create=True) as board,
    ):
        fill(board, count)
        found = read_today(board, board.now())
        print(
            f"\nToday over {count:,} tasks: {len(found.moves):,} moves, {len(found.own):,} own,"
            f" {len(found.waiting):,} with others"
        )
        line("read all of it", lambda: read_today(board, board.now()))
        measure_page(board)
        line("assume what is silent (once it is)", lambda: assume_silent(board, board.now()))


def fill(board: Board, count: int) -> None:
    """The benchmarks' cards, with runs of those that somebody has."""
    found_board(board, "today")
    import_drafts(board, drafts(count), "today.csv", Report())
    held = board.db.execute_sql("SELECT task_id, assistant_id, uid FROM handover").fetchall()
    fields = ["uid", "task", "assistant", "handover", "level", "ended", "outcome", "reviewed", "attempt"]
    with board.change("import", "runs") as record:
        moment = record.moment
        rows = [
            (new_uid(), task, who, uid, 3, moment, "accepted", number % 4 != 0, 1)
            for task, who, uid in held
            for number in range(RUNS)
        ]
        record.insert_many(Run, fields, rows)


def measure_page(board: Board) -> None:
    """All lines taken over, and the visible ones drawn, as after a change."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from ui.pages.today.list import TodayList
    from ui.pages.today.model import TodayModel

    application = QApplication.instance() or QApplication([])
    model = TodayModel()
    view = TodayList(model, writes=True)
    view.resize(1_100, 800)
    found = read_today(board, board.now())
    screen = QPixmap(view.size())
    day = board.now().date()
    line("page, all lines taken over", lambda: model.show(found._replace(own=found.own[::-1]), day))
    model.show(found, day)
    line("page, one frame", lambda: view.render(screen))
    view.deleteLater()
    application.processEvents()


if __name__ == "__main__":
    main()

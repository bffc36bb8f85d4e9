"""How fast the ledger is over many runs. Nothing fails here.

uv run tests/benchmarks/ledger.py [--runs 200000]
"""

import argparse
import datetime as dt
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from models import ledger_runs
from models.board import Board
from models.importing import Report, import_drafts
from models.ledger import HoursReader, earned_back_whole, read_ledger
from models.ledger_setup import earned_back
from models.schema_handover import Run
from models.settings import write_settings
from models.stages import found_board
from models.uid import new_uid
from tests.benchmarks.boards import drafts
from tests.benchmarks.sorting import line

TASKS = 1_000
YEARS = 4
OUTCOMES = ("accepted",) * 12 + ("accepted_after_fix", "sent_back", "redone_by_me", "assumed_done")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the ledger.")
    parser.add_argument("--runs", type=int, default=200_000)
    count = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="delegation-board-benchmarks-") as folder:
        path = Path(folder) / "ledger.board"
        fill(path, count)
        with Board.open(path) as board:
            measure(board, count)
        measure_page(path)


def measure(board: Board, count: int) -> None:
    """What the page and the line at the top read."""
    print(f"\n{count:,} runs of {TASKS:,} tasks in {YEARS} years")
    reader = HoursReader(board)
    line("the figure at the top, the first time", lambda: HoursReader(board).read())
    line("the figure at the top, after a change", lambda: (reader.follow([count]), reader.read()))
    line("the whole ledger", lambda: read_ledger(board))
    ledger = read_ledger(board)
    line("  and when it was earned back", lambda: earned_back_whole(board, ledger))
    tasks = [one for one in ledger.tasks if one.sums.runs][:20]
    line(
        "  20 tasks in sight, earned back",
        lambda: [earned_back(board, t.setup.whole, "task", key=t.id) for t in tasks],
    )
    line("keys of all runs", lambda: ledger_runs.read_ids(board))
    ids = ledger_runs.read_ids(board)
    line("100 runs somewhere among them", lambda: ledger_runs.read_rows(board, ids[90_000:90_100]))
    line("keys of a task's runs", lambda: ledger_runs.read_ids(board, "task", tasks[0].id))


def measure_page(path: Path) -> None:
    """The page as it opens, painted; and a frame of its runs, anywhere."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication

    from ui.pages.ledger.ledger_page import RUNS, LedgerPage
    from ui.store import Store

    application = QApplication.instance() or QApplication([])
    store = Store(Board.open(path))
    page = LedgerPage(store)
    page.resize(1_200, 850)
    page.show()
    application.processEvents()
    screen = QPixmap(page.size())
    line("the page, read and painted", lambda: (page.read(), page.render(screen)))
    line("all runs shown", lambda: (page.show_table(RUNS), page.render(screen)))
    bar, chance = page.run_table.verticalScrollBar(), random.Random(1)

    def scroll() -> None:
        bar.setValue(chance.randrange(bar.maximum()))
        page.run_table.viewport().render(screen)

    line("a frame of the runs, anywhere", scroll)
    page.deleteLater()
    application.processEvents()
    store.close()


def fill(path: Path, count: int) -> None:
    """Tasks that people have, and their runs, as a long life of the board would leave them."""
    with Board.open(path, create=True) as board:
        found_board(board, "ledger")
        write_settings(board, {"company.currency": "EUR", "money.hourly": "60"})
        import_drafts(board, drafts(TASKS), "ledger.csv", Report())
        held = board.db.execute_sql("SELECT id, coalesce(holder_id, 1) FROM task").fetchall()
        now = board.now()
    names = [field.column_name for field in Run._meta.sorted_fields][1:]
    columns = ",".join(f'"{name}"' for name in names)
    marks = ",".join("?" * len(names))
    db = sqlite3.connect(path)
    sql = f"INSERT INTO run ({columns}) VALUES ({marks})"  # noqa: S608 - names of columns
    db.executemany(sql, rows(names, held, count, now))
    db.commit()
    db.close()


def rows(names: list[str], held: list[Any], count: int, now: dt.datetime) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(count)
    first = now - dt.timedelta(days=365 * YEARS)
    step = dt.timedelta(days=365 * YEARS) / count
    empty: dict[str, Any] = dict.fromkeys(names) | {"reasons": "", "note": "", "zone": "", "fx": ""}
    for number in range(count):
        task, who = chance.choice(held)
        ended = (first + number * step).isoformat(" ", "microseconds")
        yield tuple(
            (
                empty
                | {
                    "uid": new_uid(),
                    "task_id": task,
                    "assistant_id": who if chance.random() < 0.9 else 1 + task % 6,
                    "handover": "",
                    "level": 4,
                    "version": 1,
                    "started": ended,
                    "delivered": ended,
                    "ended": ended,
                    "outcome": chance.choice(OUTCOMES),
                    "seconds": chance.choice((900, 1800, 3600)),
                    "review_seconds": 180,
                    "question_seconds": 0,
                    "fix_seconds": 0,
                    "assumed": number % 3 == 0,
                    "reviewed": 1,
                    "attempt": 1,
                    "missed": 0,
                    "baseline": chance.choice((None, 600, 1800, 2400)),
                    "rate": 1500,
                    "currency": "USD",
                    "fx": "0.90" if number < count // 2 else "0.92",
                }
            ).values()
        )


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"  ({time.perf_counter() - began:.0f} s in all)")

"""Works in one window as an owner would and prints how long each thing took, as JSON.

    window_once.py FILE.board

In a process of its own, so that the memory is that of one board. Times are lists of milliseconds.
"""

import csv
import datetime as dt
import gc
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
gc.disable()  # as main.py does until the start is over

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from models import brief_edits, steps  # noqa: E402
from models.board import Board, new_uid  # noqa: E402
from models.brief_compare import read_versions  # noqa: E402
from models.exporters import EXPORTERS  # noqa: E402
from tests.benchmarks.memory import resident  # noqa: E402
from ui import app, theme  # noqa: E402
from ui.board.cell_view import CellView  # noqa: E402
from ui.board.column import Column  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.settings import Settings  # noqa: E402
from ui.windows import Windows  # noqa: E402

DROPS = 40
WORDS = ("invoices", "mu", "folder 12", "tag:books", "is:overdue", "no. 99")
FRAMES = 300
WHEEL = 120
VERSIONS = 50
OPENED = 40
LONGEST_S = 20


class Painted(QObject):
    """Whether one of some widgets was painted since `forget`."""

    def __init__(self, widgets: list[QWidget]) -> None:
        super().__init__()
        self._seen: set[QObject] = set()
        self._widgets = widgets
        for widget in widgets:
            widget.installEventFilter(self)

    def forget(self, *_: object) -> None:
        self._seen.clear()

    def has(self, widget: QWidget) -> bool:
        return widget in self._seen

    def any(self) -> bool:
        return bool(self._seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._seen.add(watched)
        return False


class Owner:
    """The hands at the window."""

    def __init__(self, application: QApplication, window: MainWindow) -> None:
        self.application = application
        self.window = window
        window.view.board()
        # A recurring card that is dropped on Done stays where it is; somebody's columns ask who.
        kinds = ("unsorted", "core", "setup")
        columns = [column for column in window.board.columns() if column.stage.kind in kinds]
        self.columns = sorted(columns, key=lambda column: len(column.model), reverse=True)
        self.painted = Painted([column.view.viewport() for column in columns])
        self.committed = 0.0
        # So that waiting comes to an end where nothing happens
        self._tick = QTimer(application, interval=1_000)
        self._tick.start()
        window.store.board.observe(lambda _change: setattr(self, "committed", time.perf_counter()))

    def wait_for(self, is_done: Callable[[], bool]) -> None:
        """Let the program work. Waiting sleeps: a busy loop would take the time from the store thread."""
        end = time.monotonic() + LONGEST_S
        while not is_done():
            if time.monotonic() > end:
                raise TimeoutError
            self.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def drop(self, source: Column, target: Column) -> tuple[float, float]:
        """Drag a card that is in sight over another column and let it go there: to committed, to painted."""
        view = source.view
        row = max(0, view.rowAt(1))
        card = source.model.ids[row]
        self.window.board.focus_task(card)
        mime = source.model.mimeData([source.model.index(row, 0)])
        at, onto = QPoint(60, target.view.viewport().height() // 2), target.view.viewport()
        both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
        hand = (both, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(onto, QDragEnterEvent(at, *hand))
        QApplication.sendEvent(onto, QDragMoveEvent(at, *hand))
        app.settle(self.application)
        self.painted.forget()
        self.committed = 0.0
        start = time.perf_counter()
        QApplication.sendEvent(onto, QDropEvent(QPointF(at), *hand))
        target.model.rowsInserted.connect(self.painted.forget)
        self.wait_for(lambda: card in target.model and self.painted.has(onto))
        painted = time.perf_counter()
        self.wait_for(lambda: self.committed > 0 and not self.window.store.is_busy)
        target.model.rowsInserted.disconnect(self.painted.forget)
        app.settle(self.application)
        return (self.committed - start) * 1e3, (painted - start) * 1e3

    def key(self, letter: str) -> float:
        """One letter in the search line, until the board shows what it finds."""
        self.painted.forget()
        start = time.perf_counter()
        QTest.keyClick(self.window.search, letter)
        # A letter that changes nothing on the board has nothing painted
        for _ in range(5):
            if not self.painted.any():
                self.application.processEvents()
        took = (time.perf_counter() - start) * 1e3
        app.settle(self.application)
        return took

    def frame(self, view: CellView, position: int) -> float:
        """Scroll to a place and paint it."""
        start = time.perf_counter()
        view.verticalScrollBar().setValue(position)
        view.viewport().repaint()
        return (time.perf_counter() - start) * 1e3

    def open_brief(self, task: int) -> float:
        """Open a card on its brief, painted whole."""
        panel = self.window.panel
        start = time.perf_counter()
        panel.open(task, focus=False)
        QApplication.sendPostedEvents()
        panel.repaint()
        took = (time.perf_counter() - start) * 1e3
        app.settle(self.application)
        return took

    def two_briefs(self) -> list[int]:
        """Two cards that are being set up, each with many versions of its brief."""
        column = next(column for column in self.columns if column.stage.kind == "setup")
        chosen = list(column.model.ids[:2])
        ticket = self.window.store.submit(write_versions, chosen)
        done: list[object] = []
        ticket.done.connect(done.append)
        self.wait_for(lambda: bool(done))
        app.settle(self.application)
        return chosen


def write_versions(board: Board, tasks: Sequence[int]) -> None:
    """As an owner would over months: one edit a version, each in somebody's hands before the next."""
    for task in tasks:
        for step in range(8):
            steps.add_step(board, task, f"Step {step} of many", new_uid(), seconds=300)
        for number in range(VERSIONS):
            brief_edits.edit_brief(board, task, why=f"Reason {number}. " * 20, exceptions="\n".join("abc"))
            with board.change("brief") as record:
                brief_edits.close_version(record, task)


def measure(owner: Owner, scratch: Path) -> dict[str, object]:
    chance = random.Random(1)
    figures: dict[str, object] = {"memory": resident()}
    drops = [owner.drop(*chance.sample(owner.columns, 2)) for _ in range(DROPS + 1)][1:]
    figures["drop committed"], figures["drop painted"] = zip(*drops, strict=True)
    keys = []
    for word in WORDS:
        keys += [owner.key(letter) for letter in word]
        owner.window.search.show_query("")
        app.settle(owner.application)
    figures["search"] = keys
    view = owner.columns[0].view
    last = view.verticalScrollBar().maximum()
    figures["scroll far"] = [owner.frame(view, chance.randrange(last)) for _ in range(FRAMES)]
    figures["scroll wheel"] = [owner.frame(view, place * WHEEL) for place in range(FRAMES)]
    briefs = owner.two_briefs()
    owner.open_brief(briefs[0])
    owner.window.panel.show_tab("brief")
    app.settle(owner.application)
    figures["open a brief"] = [owner.open_brief(briefs[place % 2]) for place in range(1, OPENED + 1)]
    figures["read versions"] = [
        took(lambda: read_versions(owner.window.store.board, briefs[0])) for _ in range(OPENED)
    ]
    board = owner.window.store.board
    figures["export"] = [took(lambda: EXPORTERS["csv"](board, scratch / "all.csv", None)) for _ in range(3)]
    figures["export floor"] = [
        took(lambda: plain_export(board.path, scratch / "floor.csv")) for _ in range(3)
    ]
    figures["memory at the end"] = resident()
    return figures


def took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def plain_export(board: Path, target: Path) -> None:
    """The floor: the same tables through sqlite3 and csv.writer, nothing made of them."""
    sql = """
        SELECT t.uid, t.title, s.name, t.verdict, t.outcome,
          (SELECT group_concat(a.name, '; ') FROM task_assistant ta JOIN assistant a ON a.id = ta.assistant_id
            WHERE ta.task_id = t.id), t.due, t.due_time, t.due_zone, t.repeat_unit, t.seconds_per_run,
          (SELECT group_concat(g.name, '; ') FROM task_tag tt JOIN tag g ON g.id = tt.tag_id
            WHERE tt.task_id = t.id),
          (SELECT group_concat(text, '; ') FROM step WHERE step.task_id = t.id),
          t.notes, t.created, t.changed, t.done
        FROM task t JOIN stage s ON s.id = t.stage_id WHERE t.binned IS NULL ORDER BY s.rank, t.rank
    """
    db = sqlite3.connect(board)
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(db.execute(sql))
    finally:
        db.close()


def main(board: Path) -> None:
    application = app.make_application()
    theme.apply(application, "light")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        windows = Windows(Settings(scratch / "settings.ini"), lambda: dt.date(2026, 11, 23))
        window = windows.open(board)
        window.resize(1440, 900)
        app.settle(application)
        app.collect_again(application)
        figures = measure(Owner(application, window), scratch)
        window.close()
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

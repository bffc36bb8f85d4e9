"""An owner at the real window, offscreen: drags cards to other columns, types, undoes.

Each change is acknowledged by the Change that the board published, after which the window draws it as saved.
"""

import datetime as dt
import os
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from models.board import Board
from tests.faults import owner
from tests.faults.server import Report
from tests.ui.board.conftest import column, drop_on, mouse, point
from ui.board.cell_view import CellView
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
KINDS = ("unsorted", "core", "setup", "done")


def work(report: Report, path: str, seed: float) -> None:
    """A job: open a window on the board and use it for ever."""
    rng = Random(seed)
    os.environ["XDG_DATA_HOME"] = str(Path(path).parent)
    # Of what the offscreen screen cannot do, nobody wants to hear.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    app = QApplication(["board"])
    board = Board.open(path)
    owner.acknowledge(board, report)
    store = Store(board)
    window = MainWindow(store, Settings(Path(path).with_name("settings.ini")), lambda: dt.date(2026, 11, 25))
    window.complete()
    window.resize(1440, 900)
    window.show()
    QTest.qWaitForWindowExposed(window)
    while True:
        rng.choice((_drag, _drag, _type, _quick_add, _undo))(window, rng)
        app.processEvents()
        QTest.qWait(rng.choice((0, 1, 20)))


def _drag(window: MainWindow, rng: Random) -> None:
    """Press on a card and carry it to another column; only the window system's part of the drag is played."""
    window.paging.show("board", keyboard=False)
    source, target = (column(window.board, kind).view for kind in rng.sample(KINDS, 2))
    if not source.model().rowCount():
        return
    place = target.viewport().rect().center()

    def carry(_self: object, drag: object, actions: Qt.DropAction, _default: object) -> Qt.DropAction:
        QTest.qWait(rng.choice((0, 10, 30)))
        return drop_on(target.viewport(), place, drag.mimeData(), actions)  # type: ignore[attr-defined]

    CellView.run_drag = carry  # type: ignore[method-assign, assignment]
    start, viewport = point(source, 0), source.viewport()
    mouse(viewport, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
    for step in (1, 2):
        by = QPoint(0, step * (QApplication.startDragDistance() + 2))
        mouse(viewport, QEvent.Type.MouseMove, start + by, NONE, LEFT)
    mouse(viewport, QEvent.Type.MouseButtonRelease, start, LEFT, NONE)


def _type(window: MainWindow, rng: Random) -> None:
    """Open a card and type into one of its fields; leaving it saves it."""
    window.open_card(owner.one(window.store.board, rng))
    QApplication.processEvents()
    fields = [
        field
        for kind in (QLineEdit, QPlainTextEdit)
        for field in window.panel.findChildren(kind)
        if field.isVisible() and field.isEnabled() and not field.isReadOnly()
    ]
    if fields:
        field = rng.choice(fields)
        field.setFocus()
        QTest.keyClicks(field, rng.choice(("gloves ", "to order ", "x")))
        window.quick_add.setFocus()


def _quick_add(window: MainWindow, rng: Random) -> None:
    window.quick_add.setFocus()
    QTest.keyClicks(window.quick_add, f"Typed {rng.randint(1, 99)}")
    QTest.keyClick(window.quick_add, Qt.Key.Key_Return)


def _undo(window: MainWindow, rng: Random) -> None:
    (window.undo if rng.random() < 0.7 else window.redo)()

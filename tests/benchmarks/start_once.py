"""One start, in a process of its own: prints when the first picture was there, and the memory held then.

    start_once.py empty             an empty QMainWindow of the same PySide6
    start_once.py floor FILE.board  the same, which also imports peewee and opens this file
    start_once.py program FILE.board

The moment is that of `time.monotonic_ns`, which all processes of a machine share. It is taken when the event
loop runs again after the first paint event: everything that was to be painted is painted by then.
"""

import os
import sys
import time
from pathlib import Path


def tell() -> None:
    """Print when it was and the memory, and leave without tidying up: only the start is measured."""
    now = time.monotonic_ns()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tests.benchmarks.memory import resident

    sys.stdout.write(f"{now} {resident()}\n")
    sys.stdout.flush()
    os._exit(0)


def plain_window(board: str) -> None:
    """The floors."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, tell)

    if board:
        import peewee

        db = peewee.SqliteDatabase(board)
        db.connect()
        db.execute_sql("SELECT revision FROM clock").fetchone()
    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1440, 900)
    window.show()
    application.exec()


def program(board: str) -> None:
    """The program as main.py starts it, Qt too. The paint events of the columns are watched from outside."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    import main
    from ui import lean_qt

    def load_and_watch() -> None:
        load()
        watch_columns()

    load, lean_qt.load = lean_qt.load, load_and_watch
    main.main([board])


def watch_columns() -> None:
    """When the window is shown and the event loop begins, look out for the first paint of a column or of
    Today.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class FirstPaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, tell)
            return False

    def run() -> int:
        from ui.main_window import MainWindow

        first = FirstPaint()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow):
                views = [column.view for column in window.board.columns()]
                # What was handed over opens on Today.
                if window.front.page is not None:
                    views.append(window.front.page.list)
                for view in views:
                    view.viewport().installEventFilter(first)
        return wait()

    wait, QApplication.exec = QApplication.exec, staticmethod(run)  # type: ignore[method-assign]


if __name__ == "__main__":
    kind, board = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
    program(board) if kind == "program" else plain_window(board if kind == "floor" else "")

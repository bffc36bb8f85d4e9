"""An owner's machine for tests of reminders: its clock, its settings, one board, and the window on it."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.board import Board
from models.settings import write_settings
from models.tasks import add_tasks
from tests.models.boards import draft, open_new
from tests.models.test_reminders import BERLIN
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store

FRIDAY = dt.date(2026, 11, 27)
LEFT = Qt.MouseButton.LeftButton


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026, UTC; in Berlin it is an hour later."""
    return dt.datetime(2026, 11, day, hour, minute)


class Home:
    """An owner's machine: its clock, its settings, one board, and the window on it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.now = at(27, 8)
        self.path = folder / "Shop.board"
        self.settings = Settings(folder / "settings.ini")
        self.crashes: list[object] = []
        self.window: MainWindow | None = None
        with open_new(self.path) as board:
            write_settings(board, BERLIN)

    def clock(self) -> dt.datetime:
        return self.now

    def card(self, title: str, time: str | None = None, day: dt.date = FRIDAY) -> None:
        made = [draft(title, kind="core", due=day, due_time=time)]
        self.change(lambda board: add_tasks(board, made))

    def change(self, work: Callable[[Board], object]) -> None:
        """In the open window, or while the program is closed."""
        if self.window is None:
            with Board.open(self.path, clock=self.clock) as board:
                work(board)
            return
        with self.qtbot.waitSignal(self.window.store.submit(work).done):
            pass
        QApplication.processEvents()

    def open(self, now: dt.datetime | None = None, *, small: bool = False, **how: Any) -> MainWindow:
        """Start the program; `small`: with the computer."""
        self.now = now or self.now
        store = Store(Board.open(self.path, clock=self.clock, **how))
        store.crashed.connect(self.crashes.append)
        window = self.window = MainWindow(store, self.settings, lambda: self.now.date(), board_first=True)
        window.resize(1366, 768)
        (window.showMinimized if small else window.show)()
        self.qtbot.waitUntil(lambda: window.is_whole)
        window.reminders.begin()
        return window

    def look(self, now: dt.datetime) -> str:
        """Time has passed; what the line in the window says then."""
        assert self.window is not None
        self.now = now
        self.window.reminders.look()
        return self.line()

    def line(self) -> str:
        assert self.window is not None
        QApplication.processEvents()
        return self.window.reminders.line

    def says(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: self.line() == text)

    def press(self, name: str) -> None:
        assert self.window is not None
        bar = self.window.reminders._bar
        assert bar is not None
        (button,) = [one for one in bar.findChildren(QPushButton) if one.text() == name]
        self.qtbot.mouseClick(button, LEFT)

    def close(self) -> None:
        if self.window is not None:
            self.window.close()
            QApplication.processEvents()
            self.window = None

    def task(self, title: str) -> int:
        assert self.window is not None
        sql = "SELECT id FROM task WHERE title = ?"
        return int(self.window.store.board.db.execute_sql(sql, (title,)).fetchone()[0])

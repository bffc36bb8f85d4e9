"""The open windows: one for each board file, all in one process."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from models import places
from models.board import Board
from models.errors import BoardError
from models.migrate import refuse_or_make_folder
from ui.main_window import MainWindow
from ui.opening import open_board, open_sample
from ui.settings import Settings
from ui.store import Store

if TYPE_CHECKING:
    from models.backups import Backup

# The first look at whether the board is backed up; the owner is at work by then.
BACKED_UP_AFTER_MS = 5_000


class Windows(QObject):
    """Opens, finds and closes windows. opened(MainWindow). refused(BoardError): a board did not open."""

    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, settings: Settings, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._settings = settings
        self._today = today
        self._open: dict[Path, MainWindow] = {}
        # Whether the first window stays out of the owner's way: started with the computer.
        self.begins_small = False

    @property
    def all(self) -> list[MainWindow]:
        return list(self._open.values())

    def open(self, path: Path, *, create: bool = False, how: str = "") -> MainWindow:
        """Show a board; one that is open already comes to the front. `how`: as `open_board` has it.

        Raises BoardError.
        """
        path = path.resolve()
        if path in self._open:
            return self.raise_window(self._open[path])
        window = self._show(open_board(path, create=create, how=how))
        self._settings.add_recent(path)
        return window

    def open_asked(self, path: Path | None) -> MainWindow:
        """The board of the command line, else the one used last, else the first one. Raises BoardError."""
        if path is not None:
            return self.open(path, create=path.suffix == places.SUFFIX)
        for recent in self._settings.recent[:1]:
            return self.open(recent)
        return self.open(places.default_board(), create=True)

    def open_for_picture(self, path: Path | None) -> MainWindow:
        """A board to be drawn: looked at, not locked. Raises BoardError."""
        return self._show(Board.open(path or places.default_board(), read_only=True))

    def open_for_reading(self, path: Path | None) -> MainWindow:
        """The board of the command line, else the one used last, to look at. Raises BoardError."""
        recent = self._settings.recent
        return self.open_for_picture(path or (recent[0] if recent else None))

    def open_sample(self) -> MainWindow:
        """The sample board."""
        path = places.sample_board().resolve()
        if path in self._open:
            return self.raise_window(self._open[path])
        return self._show(open_sample(self._today()), is_sample=True)

    def try_open(self, path: Path, create: bool = False) -> None:
        """Open a board, or tell why not."""
        try:
            self.raise_window(self.open(path, create=create))
        except BoardError as error:
            self.refused.emit(error)

    def window_of(self, path: Path) -> MainWindow | None:
        """The window of a board, if it is open."""
        return self._open.get(path.resolve())

    def show_board(self, board: Board) -> MainWindow:
        """A window on an open board; one on this very file comes to the front instead."""
        if (found := self.window_of(board.path)) is not None:
            board.close()
            return self.raise_window(found)
        return self._show(board)

    def raise_front(self) -> None:
        """Bring the program to the front."""
        front = QApplication.activeWindow()
        windows = self.all
        if isinstance(front, MainWindow):
            self.raise_window(front)
        elif windows:
            self.raise_window(windows[-1])

    def raise_window(self, window: MainWindow) -> MainWindow:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def close_all(self, *, in_a_hurry: bool = False) -> None:
        """Save what is typed and close every window and board."""
        for window in self.all:
            window.is_in_a_hurry = in_a_hurry
            window.close()

    def _show(self, board: Board, *, is_sample: bool = False) -> MainWindow:
        window = MainWindow(Store(board), self._settings, self._today, is_sample=is_sample, board_first=True)
        self._open[board.path.resolve()] = window
        window.gone.connect(lambda: self._open.pop(board.path.resolve(), None))
        window.open_wanted.connect(self.try_open)
        window.backup_wanted.connect(lambda backup, restores: self._on_backup(window, backup, restores))
        if not is_sample and not board.read_only:
            QTimer.singleShot(BACKED_UP_AFTER_MS, window, lambda: self.watch(window))
        window.reopen_wanted.connect(lambda path, how: self._reopen(window, path, how))
        window.taken.connect(self._on_taken)
        window.sample_wanted.connect(lambda: self._swap(window, self.open_sample))
        window.own_board_wanted.connect(lambda: self._swap(window, lambda: self.open_asked(None)))
        if self.begins_small:
            self.begins_small, window.began_small = False, True
            # What has the keyboard keeps it.
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            window.showMinimized()
            window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, False)
        else:
            window.show()
        self.opened.emit(window)
        return window

    def watch(self, window: MainWindow) -> None:
        """The start is over: nothing that backups need is loaded for it."""
        from ui import backup_windows

        backup_windows.watch(window)

    def _on_backup(self, window: MainWindow, backup: "Backup", is_restore: bool) -> None:
        from ui import backup_windows

        backup_windows.take(self, window, backup, is_restore)

    def _reopen(self, window: MainWindow, path: Path, how: str) -> None:
        """Let go of a file that is in trouble, or that may be written now, and open what is at `path`."""
        task = window.panel.task_id if path == window.store.board.path else None
        try:
            refuse_or_make_folder(path, create=False)
            # The program is not over when its only window makes room for the next one.
            QApplication.setQuitOnLastWindowClosed(False)
            window.close()
            opened = self.open(path, how=how)
            if task is not None:
                opened.open_card(task)
        except BoardError as error:
            self.refused.emit(error)
        finally:
            QApplication.setQuitOnLastWindowClosed(True)
        if not self._open:
            QApplication.quit()

    def _on_taken(self, board: str, ids: tuple[int, ...]) -> None:
        """Cards cut in one window were pasted in another: they leave the first; undo brings them back."""
        from models import tasks

        source = self._open.get(Path(board).resolve())
        if source is not None:
            source.store.submit(tasks.bin_tasks, list(ids), pending=ids)

    def _swap(self, window: MainWindow, show: Callable[[], MainWindow]) -> None:
        """Show another board; an empty board or the sample makes room for it."""
        try:
            self.raise_window(show())
        except BoardError as error:
            self.refused.emit(error)
            return
        if window.is_spare:
            window.close()

"""The open windows: one for each board file, all in one process."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from models import places
from models.board import Board
from models.errors import BoardError
from models.migrate import refuse_or_make_folder
from ui.main_window import MainWindow
from ui.opening import MEND, open_board, open_sample
from ui.settings import Settings
from ui.store import Store

if TYPE_CHECKING:
    from models.backups import Backup
    from ui.recovery import RecoveryWindow

# The first look at whether the board is backed up; the owner is at work by then.
BACKED_UP_AFTER_MS = 5_000
# Long after the first paint, and when nobody is likely to wait for anything.
LOOK_AFTER_MS = 60_000


class Windows(QObject):
    """Opens, finds and closes windows. opened(MainWindow). refused(BoardError): a board did not open,
    where no window of its own says so (`recovers`).
    """

    opened = Signal(object)
    refused = Signal(object)

    def __init__(self, settings: Settings, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self.settings = settings
        self.today = today
        self._open: dict[Path, MainWindow] = {}
        self.recoveries: dict[Path, RecoveryWindow] = {}
        # Whether the first window stays out of the owner's way: started with the computer.
        self.begins_small = False
        self.recovers = False
        self._is_healing = False

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
        self.settings.add_recent(path)
        return window

    def open_asked(self, path: Path | None) -> MainWindow:
        """The board of the command line, else the one used last, else the first one. Raises BoardError."""
        wanted, create = self._asked(path)
        return self.open(wanted, create=create)

    def open_first(self, path: Path | None) -> None:
        """The same at the start of the program: where it does not open, a window says why and what to do."""
        try:
            self.open_asked(path)
        except BoardError as error:
            self.recover(self._asked(path)[0], error)

    def open_for_picture(self, path: Path | None) -> MainWindow:
        """A board to be drawn: looked at, not locked. Raises BoardError."""
        return self._show(Board.open(path or places.default_board(), read_only=True))

    def open_for_reading(self, path: Path | None) -> MainWindow:
        """The board of the command line, else the one used last, to look at. Raises BoardError."""
        recent = self.settings.recent
        return self.open_for_picture(path or (recent[0] if recent else None))

    def open_sample(self) -> MainWindow:
        """The sample board."""
        path = places.sample_board().resolve()
        if path in self._open:
            return self.raise_window(self._open[path])
        return self._show(open_sample(self.today()), is_sample=True)

    def try_open(self, path: Path, create: bool = False) -> None:
        """Open a board, or tell why not."""
        try:
            self.raise_window(self.open(path, create=create))
        except BoardError as error:
            self._refuse(path, error)

    def recover(self, path: Path, error: BoardError) -> None:
        """Show what became of a board that does not open, and the ways on."""
        from ui import recovery_windows

        recovery_windows.recover(self, path, error)

    def heal(self, error: BoardError) -> bool:
        """Take care of a board that turned out to be damaged while it was open; False: none seems to be."""
        from ui import recovery_windows

        del error
        if self._is_healing:
            # What the closing window could not save any more.
            return True
        self._is_healing = True
        try:
            return recovery_windows.heal(self)
        finally:
            self._is_healing = False

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
        elif self.recoveries:
            self._bring_up(next(reversed(self.recoveries.values())))

    def raise_window(self, window: MainWindow) -> MainWindow:
        self._bring_up(window)
        return window

    @staticmethod
    def _bring_up(window: QWidget) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close_all(self, *, in_a_hurry: bool = False) -> None:
        """Save what is typed and close every window and board."""
        for window in self.all:
            window.is_in_a_hurry = in_a_hurry
            window.close()
        for recovery in list(self.recoveries.values()):
            recovery.close()

    def _asked(self, path: Path | None) -> tuple[Path, bool]:
        """Which board is meant, and whether it may be made: never in the place of one that was there."""
        if path is not None:
            return path, path.suffix == places.SUFFIX and not _had_backup(path)
        if (last := self.settings.last) is not None:
            return last, False
        return places.default_board(), not _had_backup(places.default_board())

    def _refuse(self, path: Path, error: BoardError) -> None:
        if self.recovers:
            self.recover(path, error)
        else:
            self.refused.emit(error)

    def _show(self, board: Board, *, is_sample: bool = False) -> MainWindow:
        window = MainWindow(Store(board), self.settings, self.today, is_sample=is_sample, board_first=True)
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
        QTimer.singleShot(LOOK_AFTER_MS, window, lambda: self._look(window))
        return window

    def watch(self, window: MainWindow) -> None:
        """The start is over: nothing that backups need is loaded for it."""
        from ui import backup_windows

        backup_windows.watch(window)

    def _look(self, window: MainWindow) -> None:
        from ui import recovery_windows

        recovery_windows.look_weekly(self, window)

    def _on_backup(self, window: MainWindow, backup: "Backup", is_restore: bool) -> None:
        from ui import backup_windows

        backup_windows.take(self, window, backup, is_restore)

    def _reopen(self, window: MainWindow, path: Path, how: str) -> None:
        """Let go of a file that is in trouble, or that may be written now, and open what is at `path`."""
        task = window.panel.task_id if path == window.store.board.path else None
        try:
            if how != MEND:
                refuse_or_make_folder(path, create=False)
            # The program is not over when its only window makes room for the next one.
            QApplication.setQuitOnLastWindowClosed(False)
            window.close()
            opened = self.open(path, how=how)
            if task is not None:
                opened.open_card(task)
        except BoardError as error:
            self._refuse(path, error)
        finally:
            QApplication.setQuitOnLastWindowClosed(True)
        if not self._open and not self.recoveries:
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
            self._refuse(self._asked(None)[0], error)
            return
        if window.is_spare:
            window.close()


def _had_backup(path: Path) -> bool:
    """Whether a board that is not there was there once."""
    if path.exists():
        return False
    from models.recovery import has_backup

    return has_backup(path)

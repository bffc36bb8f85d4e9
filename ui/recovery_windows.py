"""Boards that do not open, or turn out to be damaged while they are: their windows, and what follows them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from models.errors import BoardError
from models.recovery import trouble_of
from ui.main_window import MainWindow
from ui.recovery import RecoveryWindow

if TYPE_CHECKING:
    from ui.windows import Windows


def recover(windows: "Windows", path: Path, error: BoardError) -> None:
    """Show what became of a board that does not open, and the ways on."""
    old = windows.recoveries.get(path)
    window = windows.recoveries[path] = RecoveryWindow(trouble_of(path, error), windows.today)
    window.gone.connect(lambda: _forget(windows, path, window))
    window.board_wanted.connect(lambda wanted, create: _leave(windows, path, wanted, create))
    window.show()
    if old is not None:
        old.close()


def heal(windows: "Windows") -> bool:
    """A board turned out to be damaged while it was open: show the ways on. False: none seems to be."""
    from models.looking_over import look_closely

    found = []
    for window in windows.all:
        try:
            look_closely(window.store.board.path)
        except BoardError as error:
            found.append((window, error))
    for window, damage in found:
        leave_damaged(windows, window, damage)
    return bool(found)


def leave_damaged(windows: "Windows", window: MainWindow, error: BoardError) -> None:
    """Nothing more is written into a damaged file."""
    path = window.store.board.path
    # The program is not over when its only window makes room for the next one.
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        window.close()
        recover(windows, path, error)
    finally:
        QApplication.setQuitOnLastWindowClosed(True)


def look_weekly(windows: "Windows", window: MainWindow) -> None:
    """Look the board of a window through, if that is due."""
    from ui.weekly_look import look_if_due

    damaged: Callable[[BoardError], None] = lambda error: leave_damaged(windows, window, error)  # noqa: E731
    look_if_due(window, windows.settings, windows.today(), damaged)


def _leave(windows: "Windows", path: Path, wanted: Path, create: bool) -> None:
    """Another board in the place of one that does not open."""
    windows.try_open(wanted, create)
    opened = windows.window_of(wanted)
    if opened is not None and path in windows.recoveries:
        recovery = windows.recoveries[path]
        if recovery.outcome:
            hide = (QCoreApplication.translate("Backups", "All right"), partial(_hide_notice, opened), "")
            opened.banner.show_notice(recovery.outcome, (hide,))
        recovery.close()


def _hide_notice(window: MainWindow) -> None:
    window.banner.show_notice("", ())


def _forget(windows: "Windows", path: Path, window: RecoveryWindow) -> None:
    if windows.recoveries.get(path) is window:
        del windows.recoveries[path]

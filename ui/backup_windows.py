"""Backups as windows: one opened to be looked at, and a board that is closed, restored and opened again."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from models import backups
from models.backups import Backup, Restored
from models.errors import BoardError
from ui import background, backup_words
from ui.backup_watch import BackupWatch
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from ui.windows import Windows


def watch(window: MainWindow) -> None:
    """From now on its board is backed up by itself; the first look is taken now. Once is enough."""
    if window.findChild(BackupWatch) is None:
        BackupWatch(window).look("start")


def take(windows: "Windows", window: MainWindow, backup: Backup, is_restore: bool) -> None:
    """What the owner wants with a backup of the board in this window."""
    if is_restore:
        restore(windows, window.store.board.path, backup)
    else:
        look(windows, backup)


def look(windows: "Windows", backup: Backup) -> None:
    """A window on a backup, which stays as it is."""
    try:
        board, scratch = backups.open_to_look(backup)
    except BoardError as error:
        windows.refused.emit(error)
        return
    window = windows.show_board(board)
    if scratch is not None:
        window.gone.connect(scratch.cleanup)
    when = backup_words.made_text(backup, board.now())
    window.setWindowTitle(
        QCoreApplication.translate("Backups", "{name}: backup of {when}")
        .replace("{when}", when)
        .replace("{name}", board.name.replace("[*]", "[*][*]"))
    )
    text = QCoreApplication.translate(
        "Backups",
        "This is the backup of {when}, not the board as it is now. You can look, search, copy and export "
        "here; nothing can be changed.",
    )
    close = (QCoreApplication.translate("Backups", "Close"), window.close, "")
    window.banner.show_standing(text.replace("{when}", when), (close,), is_old=True)
    windows.raise_window(window)


def restore(windows: "Windows", path: Path, backup: Backup) -> None:
    """Close the board, put the backup in its place, open it again. What was there is offered."""
    if (window := windows.window_of(path)) is not None:
        window.close()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    # For a moment there may be no window.
    application.setQuitOnLastWindowClosed(False)

    def reopen() -> MainWindow | None:
        windows.try_open(path)
        application.setQuitOnLastWindowClosed(True)
        return windows.window_of(path)

    def done(found: Restored) -> None:
        if (opened := reopen()) is not None:
            _tell(windows, opened, backup, found)

    def failed(error: BoardError) -> None:
        reopen()
        windows.refused.emit(error)

    background.run(lambda _: backups.restore(backup.path, path), done, failed, windows)


def _tell(windows: "Windows", window: MainWindow, backup: Backup, found: Restored) -> None:
    when = backup_words.made_text(backup, window.store.board.now())
    text = backup_words.restored_text(when, found.held)
    hide = (QCoreApplication.translate("Backups", "All right"), lambda: window.banner.show_notice("", ()), "")
    kept = found.kept
    if kept is None or not kept.is_good:
        window.banner.show_notice(text, (hide,))
        return
    window.banner.show_notice(
        text,
        (
            (QCoreApplication.translate("Backups", "Look at what was here"), lambda: look(windows, kept), ""),
            hide,
        ),
    )

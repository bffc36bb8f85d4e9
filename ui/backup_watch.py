"""Backups that make themselves: at the start, every half hour while the board changes, and at its end."""

import contextlib
import functools
from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer

from models import backups
from models.backups import Backup
from models.board import Board
from models.errors import BoardError, StorageError
from models.file_state import OF_THE_FILE
from ui import background, backup_words
from ui.main_window import MainWindow
from ui.wording import sentence_text

EVERY_MS = 30 * 60 * 1_000
# A larger board waits for the next start: nobody waits for a window to close.
QUICK_BYTES = 8_000_000


class Look(NamedTuple):
    """What a look found. `larger`: the backup that the board has shrunk from; `held`: what it holds now."""

    larger: Backup | None
    held: Mapping[str, int]


class BackupWatch(QObject):
    """Belongs to the window of a board that is open for writing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._board = window.store.board
        self._job: background.Job | None = None
        self._has_told = False
        self._is_kept = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(lambda: self.look("while"))
        self._timer.start()
        window.store.changed.connect(self._on_changed)
        window.gone.connect(self._on_gone)

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def look(self, reason: str) -> None:
        """Keep the board if it changed, off the GUI thread, and see whether it has shrunk."""
        if self._job is None and not self._board.read_only:
            # What comes meanwhile is not in it.
            self._is_kept = True
            work = functools.partial(_keep, self._board, reason)
            self._job = background.run(lambda _: work(), self._on_looked, self._on_failed, self)
            self._job.finished.connect(self._on_finished)

    def _on_changed(self) -> None:
        self._is_kept = False

    def _on_finished(self) -> None:
        self._job = None

    def _on_looked(self, found: Look) -> None:
        self._has_told = False
        if found.larger is None:
            return
        larger = found.larger
        when = backup_words.made_text(larger, self._board.now())
        self._window.banner.show_notice(
            backup_words.shrunk_text(larger.held, found.held, when),
            (
                (self.tr("Look at the backup"), lambda: self._window.backup_wanted.emit(larger, False), ""),
                (self.tr("It is right"), lambda: self._accept(larger), ""),
                (self.tr("Not now"), lambda: self._window.banner.show_notice("", ()), ""),
            ),
        )

    def _accept(self, larger: Backup) -> None:
        self._window.banner.show_notice("", ())
        path = self._board.path
        background.run(lambda _: backups.accept(path, larger), lambda _: None, self._on_failed, self)

    def _on_failed(self, error: BoardError) -> None:
        self._is_kept = False
        if isinstance(error, StorageError) and error.kind in OF_THE_FILE:
            # Not the backup's trouble: the board's own file went away, and that has a banner of its own.
            self._window.trouble.watch.look()
            return
        if self._has_told:
            return
        # Once; then it is tried again every half hour, and told when it was well in between.
        self._has_told = True
        self._window.banner.show_notice(
            sentence_text(error.sentence),
            (
                (self.tr("Try again"), self._on_again, ""),
                (self.tr("Not now"), lambda: self._window.banner.show_notice("", ()), ""),
            ),
        )

    def _on_again(self) -> None:
        self._window.banner.show_notice("", ())
        self._has_told = False
        self.look("while")

    def _on_gone(self) -> None:
        if not self._is_kept:
            with contextlib.suppress(BoardError, OSError):
                backups.back_up_closed(self._board.path, QUICK_BYTES)


def _keep(board: Board, reason: str) -> Look:
    try:
        backups.sweep_beside(board)
        if not board.is_untouched() and not backups.is_kept(board):
            backups.back_up(board, reason)
        return Look(backups.shrunk_since(board), backups.held_by(board))
    finally:
        board.release_thread()

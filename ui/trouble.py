"""When a board cannot be saved: a banner says why, what is safe, and the ways out, until that is over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.file_state import CUT, FOLDER, GONE, LOG, MOVED, REPLACED
from models.file_watch import BUSY, DISK, FULL, READ_ONLY, Seen
from ui.banner import Choice
from ui.file_watch import FileWatch
from ui.opening import FOR_READING
from ui.trouble_words import told

if TYPE_CHECKING:
    from ui.main_window import MainWindow

# The ways out of each, most helpful first.
_WAYS = {
    GONE: ("save", "kept", "again"),
    MOVED: ("there", "save", "again"),
    REPLACED: ("save", "kept", "now", "again"),
    FOLDER: ("again", "save", "kept"),
    CUT: ("save", "now", "again"),
    LOG: ("again", "save"),
    FULL: ("again", "save", "read"),
    READ_ONLY: ("again", "save", "read"),
    BUSY: ("again", "save", "read"),
    DISK: ("again", "save", "read"),
}


class Trouble(QObject):
    """Watches the board's file for one window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._board = window.store.board
        self.watch = FileWatch(window.store, self)
        self.watch.seen.connect(self._on_seen)
        self.watch.healed.connect(self._say_healed)

    def begin(self) -> None:
        """From now on, until `stop`."""
        if self._board.read_only:
            text = self.tr("This board is open elsewhere. You can look, search and export here.")
            self._window.banner.show_text(text)
        self.watch.begin()

    def stop(self) -> None:
        self.watch.stop()

    def try_again(self) -> None:
        """Look now; what is still wrong is said once more."""
        self._window.status.say(self.tr("Trying again…"))
        self.watch.look()

    def _on_seen(self, seen: Seen) -> None:
        window = self._window
        window.status.show_trouble(bool(seen.kind))
        if seen.kind:
            ways = [way for way in _WAYS.get(seen.kind, _WAYS[DISK]) if way != "kept" or seen.kept]
            window.banner.show_trouble(told(seen, self._board.path), [self._way(way, seen) for way in ways])
            return
        window.banner.show_trouble("", ())
        window.status.say(
            self.tr("{file} can be written again. Changes are saved.").format(file=self._board.path.name)
        )
        # What was typed meanwhile and refused is still in its field.
        window.panel.flush()

    def _way(self, way: str, seen: Seen) -> Choice:
        path = self._board.path
        ways: dict[str, tuple[str, Callable[[], object]]] = {
            "again": (self.tr("Try again"), self.try_again),
            "save": (self.tr("Save a copy…"), self._window.files.save_copy),
            "there": (self.tr("Go on there"), lambda: self._reopen(seen.path or path)),
            "kept": (self.tr("Go on in the copy"), lambda: self._reopen(seen.kept or path)),
            "now": (self.tr("Open the file that is there now"), lambda: self._reopen(path)),
            "read": (self.tr("Open for reading only"), lambda: self._reopen(path, FOR_READING)),
        }
        return *ways[way], ""

    def _reopen(self, path: Path, how: str = "") -> None:
        self._window.reopen_wanted.emit(path, how)

    def _say_healed(self) -> None:
        text = self.tr("Another program removed what belongs to {file}. It was put right; nothing is lost.")
        self._window.status.say(text.format(file=self._board.path.name))

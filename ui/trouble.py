"""When a board cannot be saved: a banner says why, what is safe, and the ways out, until that is over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from models.errors import BoardHeld
from models.file_state import BACK, CUT, FOLDER, GONE, LOG, MOVED, REPLACED, TAKEN
from models.file_watch import BUSY, DISK, FULL, READ_ONLY, Seen
from models.folder_kind import FolderKind, kind_of
from models.lock import is_free, is_named_elsewhere
from ui import background
from ui.banner import Choice
from ui.dialogs.question import ask
from ui.file_watch import FileWatch
from ui.opening import ANYWAY, FOR_READING, MEND, TAKEN_AWAY
from ui.settings import Settings
from ui.trouble_words import folder_text, told
from ui.wording import sentence_text

if TYPE_CHECKING:
    from ui.main_window import MainWindow

# The ways out of each, most helpful first.
_WAYS = {
    GONE: ("save", "kept", "again"),
    MOVED: ("there", "save", "again"),
    REPLACED: ("save", "kept", "now", "again"),
    FOLDER: ("again", "save", "kept"),
    CUT: ("save", "mend", "again"),
    TAKEN: ("now", "kept", "save"),
    BACK: ("now", "save"),
    LOG: ("again", "save"),
    FULL: ("again", "save", "read"),
    READ_ONLY: ("again", "save", "read"),
    BUSY: ("again", "save", "read"),
    DISK: ("again", "save", "read"),
}


class Trouble(QObject):
    """Watches the board's file for one window."""

    def __init__(self, window: "MainWindow", settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._is_held = False
        self.has_looked_at_folder = False
        self._first = QTimer(self, singleShot=True, interval=0)
        self._first.timeout.connect(self._look_at_folder)
        self._board = window.store.board
        self.watch = FileWatch(window.store, self)
        self.watch.seen.connect(self._on_seen)
        self.watch.healed.connect(self._say_healed)

    def begin(self) -> None:
        """From now on, until `stop`."""
        if self._board.read_only:
            self._show_read_only()
            self.watch.ticked.connect(self._take_if_free)
        else:
            self._first.start()
            self.watch.ticked.connect(self._make_way)
        self.watch.begin()

    def stop(self) -> None:
        """The window closes: nothing more is begun."""
        self._first.stop()
        self.watch.stop()

    def _show_read_only(self) -> None:
        """Who or what stands against writing, and what can be done about it."""
        why, path = self._board.why_read_only, self._board.path
        reason = sentence_text(why.sentence) if why else self.tr("This board is open for reading only.")
        choices: list[Choice] = [(self.tr("Try again"), lambda: self._reopen(path), "")]
        if isinstance(why, BoardHeld):
            self._is_held = True
            if why.may_be_over:
                choices.append((self.tr("Open anyway…"), lambda: self._ask_anyway(reason), ""))
        elif why is not None:
            choices.append((self.tr("Save a copy…"), self._window.files.save_copy, ""))
        text = self.tr("{reason} You can look, search and export here.").format(reason=reason)
        self._window.banner.show_standing(text, choices)

    def _ask_anyway(self, reason: str) -> None:
        more = self.tr(
            "If the board is still open there, what one of you saves can be lost or the file be damaged. "
            "Open it for writing only if you are sure that it is closed there."
        )
        path = self._board.path
        ask(
            self._window, reason, self.tr("Open anyway"), lambda: self._reopen(path, ANYWAY), more=more,
            is_danger=True,
        )  # fmt: skip

    def _take_if_free(self) -> None:
        """The other one let go of the board: it is written here from now on, unless that would disturb."""
        why = self._board.why_read_only
        if isinstance(why, BoardHeld) and why.may_be_over and is_named_elsewhere(self._board.path):
            # The system's lock is free, but says nothing about another computer.
            return
        if self._is_held and not self._is_busy() and is_free(self._board.path):
            self._is_held = False
            self._reopen(self._board.path)

    def _make_way(self) -> None:
        """Another computer has opened the board: it is looked at here until that is over. Or its disk is
        back. Unless that would disturb; then the banner says so.
        """
        path, kind = self._board.path, self.watch.now.kind
        if kind not in (TAKEN, BACK) or self._is_busy():
            return
        if kind == BACK:
            self._reopen(path)
        elif not self._window.typed.now or not is_named_elsewhere(path):
            self._reopen(path, TAKEN_AWAY)

    def _is_busy(self) -> bool:
        window = self._window
        return bool(window.search.text()) or any(one.isVisible() for one in window.findChildren(QDialog))

    def _look_at_folder(self) -> None:
        """A folder that is synced or on the network is warned of once; a share may answer late."""
        path = self._board.path
        background.run(lambda _: kind_of(path), self._warn_of_folder, self._window.say_refused, self)

    def _warn_of_folder(self, found: FolderKind) -> None:
        self.has_looked_at_folder = True
        if found.kind and not self._settings.keeps_folder(self._board.path.parent):
            self._window.banner.show_notice(
                folder_text(found, self._board.path),
                (
                    (self.tr("Save a copy elsewhere…"), self._window.files.save_copy, ""),
                    (self.tr("Keep it here"), self._keep_folder, ""),
                ),
            )

    def _keep_folder(self) -> None:
        self._settings.keep_folder(self._board.path.parent)
        self._window.banner.show_notice("", ())

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
        self._save_what_waits()

    def _way(self, way: str, seen: Seen) -> Choice:
        path, how = self._board.path, TAKEN_AWAY if seen.kind == TAKEN else ""
        ways: dict[str, tuple[str, Callable[[], object]]] = {
            "again": (self.tr("Try again"), self.try_again),
            "save": (self.tr("Save a copy…"), self._window.files.save_copy),
            "there": (self.tr("Go on there"), lambda: self._reopen(seen.path or path)),
            "kept": (self.tr("Go on in the copy"), lambda: self._reopen(seen.kept or path)),
            "now": (self.tr("Open the file that is there now"), lambda: self._reopen(path, how)),
            # The file is looked over when it is opened: a damaged one shows its backups.
            "mend": (self.tr("Mend it…"), lambda: self._reopen(path, MEND)),
            "read": (self.tr("Open for reading only"), lambda: self._reopen(path, FOR_READING)),
        }
        return *ways[way], ""

    def _reopen(self, path: Path, how: str = "") -> None:
        self._window.reopen_wanted.emit(path, how)

    def _save_what_waits(self) -> None:
        # What was typed meanwhile and refused is still in its field, or waits for that.
        self._window.panel.flush()
        self._window.typed.write_again()

    def _say_healed(self) -> None:
        text = self.tr("Another program removed what belongs to {file}. It was put right; nothing is lost.")
        self._window.status.say(text.format(file=self._board.path.name))
        self._save_what_waits()

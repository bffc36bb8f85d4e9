"""Whether linked files are still where they were, found out off the window's thread.

A network or a disk that is gone may hold up whoever asks for minutes: each question has a thread of its own,
and one that is not answered is not asked again meanwhile.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from models.link_targets import Standing, standing_of

PATIENCE_MS = 2_000
# Beyond these, nobody can be waiting for an answer any more.
MOST_WAITING = 40


class FileLooks(QObject):
    """found(Path, Standing | None): what is there now; None: nothing answers yet."""

    found = Signal(object, object)
    _heard = Signal(object, object)

    def __init__(self, ask: Callable[[Path], Standing] = standing_of) -> None:
        super().__init__()
        self._ask = ask
        self._waiting: set[Path] = set()
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def look(self, path: Path) -> None:
        """Ask for a path; the answer, if there is one, comes by `found`."""
        if path not in self._waiting and len(self._waiting) < MOST_WAITING:
            self._waiting.add(path)
            threading.Thread(target=self._run, args=(path,), name="look", daemon=True).start()
        QTimer.singleShot(PATIENCE_MS, self, lambda: self._on_late(path))

    def _run(self, path: Path) -> None:
        self._heard.emit(path, self._ask(path))

    def _on_heard(self, path: Path, standing: Standing) -> None:
        self._waiting.discard(path)
        self.found.emit(path, standing)

    def _on_late(self, path: Path) -> None:
        if path in self._waiting:
            self.found.emit(path, None)


_kept: list[FileLooks] = []


def looks() -> FileLooks:
    """The one that asks for all cards. It outlives every window: a late answer must find somebody."""
    if not _kept:
        _kept.append(FileLooks())
    return _kept[0]

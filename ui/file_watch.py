"""Looks after the file of an open board: now and then, and whenever a change could not be saved."""

from PySide6.QtCore import QObject, QTimer, Signal

from models import file_watch, places
from models.errors import BoardError, StorageError
from models.file_state import OF_THE_FILE
from models.file_watch import HEALED, OF_WRITING, Seen
from ui.store import Store

LOOK_MS = 2_000
WELL = Seen("")


class FileWatch(QObject):
    """seen(Seen): what is wrong has changed; `Seen("")` when all is well again. healed(): it was nothing."""

    seen = Signal(object)
    healed = Signal()
    ticked = Signal()
    """Looked at now and then."""
    _observed = Signal(object, object)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.now = WELL
        self._is_looking = False
        self._observed.connect(self._on_observed)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.timeout.connect(self.ticked)
        store.refused.connect(self._on_refused)

    def begin(self) -> None:
        """Look from now on, until `stop`."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Look at once, unless a look is under way: on a disk that hangs one is enough."""
        if self._store.board.read_only:
            self._take(file_watch.look(self._store.board))
            return
        if self._is_looking:
            return
        self._is_looking = True
        was, tell = self.now, self._observed.emit
        folder = places.data_folder() / "kept"
        self._store.submit(lambda board: tell(was, file_watch.observe(board, was, folder)))

    def _on_refused(self, error: BoardError) -> None:
        if not isinstance(error, StorageError):
            return
        if error.kind in OF_WRITING:
            self._take(file_watch.told_by(error, self._store.board.path))
        elif error.kind in OF_THE_FILE:
            self.look()

    def _on_observed(self, was: Seen, seen: Seen) -> None:
        self._is_looking = False
        # A look that began before a change failed knows nothing of that.
        if seen.kind or was == self.now:
            self._take(seen)

    def _take(self, seen: Seen) -> None:
        if seen.kind == HEALED:
            # The removed log is closed once nobody reads from it any more; the next read opens a new one.
            self._store.board.release_thread()
            self.healed.emit()
            seen = WELL
        if seen != self.now:
            self.now = seen
            self.seen.emit(seen)

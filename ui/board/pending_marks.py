"""Which cards are drawn as not yet saved."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from ui.store import Store

# A mark that comes and goes within a blink would only flicker.
PATIENCE_MS = 150


class PendingMarks(QObject):
    """A card is marked once its change has waited for longer than a blink, until it is saved or refused."""

    changed = Signal(object)

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._shown: set[int] = set()
        store.pending_changed.connect(self._on_pending_changed)

    def __contains__(self, task_id: object) -> bool:
        return task_id in self._shown

    def _on_pending_changed(self, ids: Iterable[int]) -> None:
        waiting = {task_id for task_id in ids if self._store.is_pending(task_id)}
        over = self._shown & (set(ids) - waiting)
        if over:
            self._shown -= over
            self.changed.emit(over)
        if waiting:
            QTimer.singleShot(PATIENCE_MS, self, lambda: self._on_patience_over(waiting))

    def _on_patience_over(self, ids: set[int]) -> None:
        late = {task_id for task_id in ids if self._store.is_pending(task_id)} - self._shown
        if late:
            self._shown |= late
            self.changed.emit(late)

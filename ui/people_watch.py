"""Keeps the assistants in the sidebar up to date: their clocks by the minute, their load after a change.

Nothing of it is loaded or reckoned while nobody works here, or before the window was painted.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from models.change import Change
from models.people import Person, read_people
from ui.background import Control, Job, run
from ui.sidebar import Sidebar
from ui.store import Store

if TYPE_CHECKING:
    from models.assistant_load import Load

SOON_MS = 60
# Reckoning takes processor time from who goes on dragging and typing.
AFTER_A_CHANGE_MS = 300
# Changes of these tables change how full a week is.
_LOADING = frozenset({"task", "assistant", "handover", "training", "rate", "absence", "setting", "triage"})


class PeopleWatch(QObject):
    """Lives beside the sidebar. loaded(): how full everybody's week is, is known."""

    loaded = Signal()

    def __init__(self, sidebar: Sidebar, store: Store) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        self._list = sidebar.people
        self._store = store
        self.people: list[Person] = []
        self._photos: dict[str, QPixmap] = {}
        self._loads: dict[int, tuple[float | None, int | None]] = {}
        self._full: dict[int, tuple[float, int]] = {}
        self._are_loads_known = False
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.look)
        self._minute = QTimer(self, singleShot=True)
        self._minute.timeout.connect(self.look)
        self._list.take_board(str(store.board.path), writes=not store.board.read_only)
        self._list.installEventFilter(self)

    @property
    def is_ticking(self) -> bool:
        """Whether the clocks go on."""
        return self._minute.isActive()

    @property
    def is_up_to_date(self) -> bool:
        """Whether all that is shown is of now."""
        return self._are_loads_known and self._job is None and not self._soon.isActive()

    @property
    def full(self) -> list[tuple[int, str, float, int]]:
        """Who has more in hand than is bought of them: id, name, share of the week, cards."""
        names = {person.id: person.name for person in self.people}
        return [(who, names[who], *found) for who, found in self._full.items() if who in names]

    def read(self) -> None:
        """Who works here; what is slower to know follows soon."""
        self.people = read_people(self._store.board)
        self._sidebar.show_people(self.people)
        self._are_loads_known = False
        self._look_soon()

    def follow(self, change: Change) -> None:
        """Somebody has more or less to do now."""
        if self.people and not _LOADING.isdisjoint(change.rows):
            self._are_loads_known = False
            self._look_soon(AFTER_A_CHANGE_MS)

    def look(self) -> None:
        """Show the moment: local times, who is away, how full the weeks are."""
        if not self.people or not self._list.isVisible():
            return
        from ui.person_words import second_line

        board = self._store.board
        now = board.now()
        if not self._are_loads_known and self._job is None:
            self._read_loads()
        for row in self._list.rows:
            share, free = self._loads.get(row.person.id, (None, None))
            text, is_away = second_line(row.person, now)
            is_full = share is not None and (share > 1 or free == 0)
            row.photo = self._photos.get(row.person.photo)
            row.show_line(text, share, is_amber=is_away or is_full)
        self._minute.start(60_000 - (now.second * 1000 + now.microsecond // 1000) + 50)

    def finish(self) -> None:
        """Reckon at once what would follow soon, for a picture; it is shown with the next events."""
        self.look()
        if self._job is not None:
            self._job.wait()

    def _read_loads(self) -> None:
        """Off the screen's thread: with ten thousand cards in hand it takes tenths of a second."""
        board = self._store.board
        wanted = {person.photo for person in self.people} - {"", *self._photos}

        def work(control: Control) -> "tuple[dict[int, Load], dict[str, bytes]]":
            from models.assistant_load import loads
            from models.assistant_photo import read_photos

            try:
                return loads(board), read_photos(board, wanted) if wanted else {}
            finally:
                board.release_thread()

        self._are_loads_known = True
        self._job = run(work, self._on_loads, lambda error: None, self)
        self._job.finished.connect(self._on_job_finished)

    def _on_loads(self, found: "tuple[dict[int, Load], dict[str, bytes]]") -> None:
        loads, photos = found
        self._loads = {who: (load.share, load.free) for who, load in loads.items()}
        self._full = {
            who: (load.share, load.cards) for who, load in loads.items() if load.share and load.share > 1
        }
        self.loaded.emit()
        for key, data in photos.items():
            picture = QPixmap()
            picture.loadFromData(data)
            self._photos[key] = picture

    def _on_job_finished(self) -> None:
        self._job = None
        self.look()

    def _look_soon(self, after_ms: int = SOON_MS) -> None:
        if self.people and self._list.isVisible():
            self._soon.start(after_ms)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._look_soon()
        elif event.type() == QEvent.Type.Hide:
            self._minute.stop()
            self._soon.stop()
        return super().eventFilter(watched, event)

"""Keeps Today true: the page, the number beside it, the cards that run quietly, and runs that nobody reports.

Nothing of it is loaded before something was handed over, nor before the window was painted.
"""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from models.change import Change
from models.people import was_handed_over
from ui.day import moment_of_day
from ui.store import Store

if TYPE_CHECKING:
    from models.today import Item, Today
    from ui.main_window import MainWindow
    from ui.today_deeds import TodayDeeds

SOON_MS = 300
HOUR_MS = 3_600_000
# Changes of these tables change what Today says.
_TELLING = frozenset(
    {"task", "handover", "run", "training", "brief_version", "assistant", "absence", "access", "packet"}
    | {"stage", "setting", "comment"}
)


class TodayWatch(QObject):
    """Lives beside the window's other parts."""

    def __init__(self, window: "MainWindow", store: Store, today: Callable[[], dt.date]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._today = today
        self._is_begun = False
        self._found: Today | None = None
        self._deeds: TodayDeeds | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.read)
        self._hour = QTimer(self, interval=HOUR_MS)
        self._hour.timeout.connect(self.look)

    @property
    def is_begun(self) -> bool:
        """Whether anything was ever handed over."""
        return self._is_begun

    def begin(self) -> None:
        """The window is whole: show what there is, and go on doing so."""
        self._window.people.loaded.connect(self._show)
        self._see()
        if self._is_begun:
            self.look()

    def follow(self, change: Change) -> None:
        """Something was changed. On the page it shows at once, elsewhere soon."""
        if _TELLING.isdisjoint(change.rows):
            return
        if "handover" in change.rows:
            self._see()
        if not self._is_begun:
            return
        page = self._window.front.page
        if page is not None and page.isVisible():
            self.read()
        else:
            self._soon.start()

    def catch_up(self) -> None:
        """The page comes to the front: what was to be read soon is read now."""
        if self._soon.isActive():
            self.read()

    def look(self) -> None:
        """Another hour or day: what is silent may be assumed now, and other things are due."""
        self.read()
        if self._is_begun and not self._store.board.read_only:
            from models.silent import assume_silent

            self._store.submit(assume_silent, self._moment())

    def read(self) -> None:
        """Read it all and show it."""
        self._soon.stop()
        if not self._is_begun:
            return
        from models.today import read_today

        self._found = read_today(self._store.board, self._moment())
        self._show()

    def _show(self) -> None:
        """What was read, with what is known of full weeks by now."""
        if self._found is None:
            return
        window = self._window
        found = self._found.with_full(window.people.full)
        window.sidebar.show_today(found.badge)
        window.board.contents.set_quiet(found.quiet)
        if window.front.page is not None:
            window.front.page.show_today(found)

    def do(self, action: str, item: "Item") -> None:
        """A key or a button of the page."""
        if self._deeds is None:
            from ui.today_deeds import TodayDeeds

            self._deeds = TodayDeeds(self._window, self._store, self._today)
        self._deeds.do(action, item)

    def show_beside(self, task: int) -> None:
        """An opened card follows the keyboard on the page."""
        panel = self._window.panel
        if panel.isVisible() and panel.task_id != task:
            panel.open(task, focus=False)

    def stop(self) -> None:
        """The window closes."""
        self._soon.stop()
        self._hour.stop()

    def _see(self) -> None:
        self._is_begun = was_handed_over(self._store.board)
        if not self._is_begun:
            self._found = None
            self._hour.stop()
            self._window.board.contents.set_quiet(frozenset())
            self._window.paging.leave_today()
        elif not self._hour.isActive():
            self._hour.start()
        self._window.sidebar.set_today_shown(self._is_begun)

    def _moment(self) -> dt.datetime:
        return moment_of_day(self._today(), self._store.board.now())

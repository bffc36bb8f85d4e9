"""Reminders in the window: looks at the clock when something falls due, and says it once, where it is seen.

Outside quiet hours as messages of the desktop; what fell due while the board was closed as one line below the
header. One timer, never more than five minutes ahead, and the clock on the wall decides: the machine may have
slept, and its clock may have been set.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from models import cards, places
from models.change import Change
from ui.background import Control, run
from ui.banner import Banner
from ui.notices.notice import Notice
from ui.settings import Settings
from ui.store import Store
from ui.wording import sentence_text

if TYPE_CHECKING:
    from models.reminders import Reminder
    from models.reminding import Told
    from models.working_time import WorkingTime
    from ui.dialogs.settings.reminder_rows import MachineRow
    from ui.main_window import MainWindow
    from ui.notices.notices import Notices

# The window comes first, what it loads, and what its owner came for.
BEGIN_AFTER_MS = 1_000
SOON_MS = 1_000
FURTHEST = dt.timedelta(minutes=5)
# Changes of these tables may bring a reminder, or take one away.
_REMINDING = frozenset({"task", "handover", "run", "training", "assistant", "absence", "setting"})


class Reminders(QObject):
    """Belongs to one window and its board; rests where the board is open for reading only, or a sample."""

    def __init__(self, window: "MainWindow", store: Store, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._settings = settings
        board = store.board
        self._is_resting = board.read_only or board.path == places.sample_board().resolve()
        self._told: Told | None = None
        self._notices: Notices | None = None
        self._bar: Banner | None = None
        self._unseen: list[Notice] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        if not self._is_resting:
            QTimer.singleShot(BEGIN_AFTER_MS, self, self._load)

    @property
    def is_watching(self) -> bool:
        """Whether it has begun, and is not over yet."""
        return self._told is not None and not self._is_resting

    @property
    def line(self) -> str:
        """What the line below the header says; "" while it is not there."""
        return self._bar.text if self._bar is not None and not self._bar.isHidden() else ""

    @property
    def notices(self) -> "Notices":
        """The way to the desktop, made when it is first needed."""
        if self._notices is None:
            from ui.notices.notices import Notices

            self._notices = Notices(self._window)
            self._notices.pressed.connect(self.open)
            self._notices.unshown.connect(self._say_in_window)
        return self._notices

    def begin(self) -> None:
        """Once after the window is painted: what fell due while the board was closed is one line."""
        if self._is_resting or self._told is not None:
            return
        from models import reminding

        board = self._store.board
        kept = reminding.told_of(self._settings.told(board.about().uid), board.now())
        # Also kept while nothing can be told: what is written in this window must not be news to a later one.
        self._keep(kept.with_origin(board.origin))
        if self._settings.reminds and not self._window.began_small and not self._window.isMinimized():
            found = self._take()
            if found:
                self._show_line(sentence_text(reminding.closed_words(found)))
        self.look()

    def follow(self, change: Change) -> None:
        """Something may fall due at another time now."""
        if self.is_watching and not _REMINDING.isdisjoint(change.rows):
            self.look_soon()

    def look_soon(self) -> None:
        """Look a little later: a change is often one of several."""
        if self.is_watching:
            self._timer.start(SOON_MS)

    def look(self) -> None:
        """Compare the clock with what falls due, say it, and wait for the next."""
        if not self.is_watching:
            return
        from models import reminding

        if self._notices is not None and self._window.isActiveWindow():
            self._notices.clear()
        board = self._store.board
        now, own = board.now(), self._own_time()
        if not self._settings.reminds:
            self._keep(reminding.Told(now, origins=self._kept.origins))
            end = None
        else:
            end = reminding.quiet_until(now, self._settings.quiet, own)
            if end is None:
                # Whoever was reminded late is told once: after quiet hours, or sleep.
                was_away = now - self._kept.until > 2 * FURTHEST
                self._say(self._take(), is_late=was_away)
                read = reminding.reader(board, self._kept, own)
                end = reminding.next_moment(read, self._kept, now + FURTHEST)
        wait = min(end - now, FURTHEST) if end is not None else FURTHEST
        # A moment later than the moment, so that the clock shows it.
        self._timer.start(max(50, round(wait.total_seconds() * 1000) + 20))

    def open(self, task: int | None) -> None:
        """Bring the window to the front: at a card, or at Today."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if task is not None and cards.read_places(self._store.board, [task]):
            window.paging.show("board", keyboard=False)
            window.go_to(task)
        else:
            window.paging.show("today" if window.sidebar.has_page("today") else "board")

    def serve(self, rows: "Iterable[MachineRow]") -> None:
        """The settings are open: tell them how messages go here, and follow what is set there."""
        from ui.dialogs.settings.reminder_rows import RemindRow

        for row in rows:
            row.changed.connect(self.look_soon)
            if isinstance(row, RemindRow):
                self.notices.known.connect(row.show_way)
        self.notices.probe()

    def stop(self) -> None:
        """The window closes, and its board with it."""
        self._timer.stop()
        self._is_resting = True
        if self._notices is not None:
            self._notices.stop()

    # Inside

    def _load(self) -> None:
        """Load what reminders need, off the screen's thread: it takes some hundredths of a second."""
        if self._is_resting or self._told is not None:
            return
        board = self._store.board

        def work(control: Control) -> None:
            from models import reminding
            from models.reminders import owner_time

            try:
                reminding.quiet_until(board.now(), reminding.OFF_HOURS, owner_time(board))
            finally:
                board.release_thread()

        run(work, lambda _: self.begin(), lambda error: None, self)

    @property
    def _kept(self) -> "Told":
        assert self._told is not None
        return self._told

    def _own_time(self) -> "WorkingTime":
        from models.reminders import owner_time

        return owner_time(self._store.board)

    def _take(self) -> "list[Reminder]":
        """What is to be told now; from here on it is told."""
        from models import reminding

        board = self._store.board
        own = self._own_time()
        read = reminding.reader(board, self._kept, own)
        found, told = reminding.fell_due(read, self._kept, board.now(), reminding.place_of(own))
        self._keep(told)
        return found

    def _keep(self, told: "Told") -> None:
        self._told = told
        self._settings.keep_told(self._store.board.about().uid, told.plain())

    def _say(self, found: "Sequence[Reminder]", *, is_late: bool) -> None:
        from models import reminding

        news = [one for one in found if not self._is_in_sight(one)]
        texts = [sentence_text(one.text) for one in news]
        name = self._store.board.name
        is_many = len(news) > reminding.MOST_SINGLE
        if is_many or (is_late and len(news) > 1):
            title = sentence_text(reminding.wait_words(len(news)))
            self.notices.show(Notice(title, name if is_many else "\n".join(texts), title))
        else:
            for one, text in zip(news, texts, strict=True):
                self.notices.show(Notice(name, text, text, one.task))

    def _is_in_sight(self, one: "Reminder") -> bool:
        """Whether the owner looks at it just now: at Today, or at that card."""
        window = self._window
        if not window.isActiveWindow():
            return False
        return window.sidebar.page == "today" or (one.task is not None and window.panel.task_id == one.task)

    def _say_in_window(self, notice: Notice) -> None:
        """Nobody shows messages here. Several that nobody looked at become one."""
        from models import reminding

        if self._is_resting:
            return
        self._unseen.append(notice)
        if len(self._unseen) == 1:
            self._show_line(notice.line, notice.task)
        else:
            self._show_line(sentence_text(reminding.wait_words(len(self._unseen))))

    def _show_line(self, text: str, task: int | None = None) -> None:
        if self._bar is None:
            self._bar = Banner(self._window.centralWidget())
            self._window.lines.insertWidget(self._window.lines.indexOf(self._window.banner) + 1, self._bar)
        bar = self._bar

        def close() -> None:
            self._unseen.clear()
            bar.show_notice("", ())

        def show() -> None:
            close()
            self.open(task)

        bar.show_notice(text, ((self.tr("Show"), show, ""), (self.tr("Close"), close, "")))

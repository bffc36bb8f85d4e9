"""What keys and menus do about time: the timer, the quick log, the audit; and their lines in the window."""

import datetime as dt
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import timelog, timer_away
from models.board import utc_now
from models.cards import read_cards
from models.change import Change
from models.timelog import Timer
from ui.board.board_view import BoardView
from ui.idle import Idle
from ui.running_time import RunningTime
from ui.store import Store
from ui.time_bars import AwayBar
from ui.time_words import running_text
from ui.timer_line import TimerLine

if TYPE_CHECKING:
    from ui.audit_actions import AuditActions

TICK_MS = 1_000
# The audit is rarely on, and what it needs would only hold up a start.
AUDIT_AFTER_MS = 1_500
# Seconds. What ends sooner was a slip of the finger, and would only spoil what is measured.
TOO_SHORT = 5


class TimeActions(QObject):
    """The window puts `line` into its status bar and `bars` below its header, and calls `begin`.

    `target` tells which card a key means. `wall` (naive UTC), `monotonic` and `idle` are the clocks.
    said(str): for the status line. open_wanted(int): a card. left(): the keyboard goes back to the board.
    """

    said = Signal(str)
    open_wanted = Signal(int)
    left = Signal()

    def __init__(
        self,
        window: QWidget,
        store: Store,
        board: BoardView,
        target: Callable[[], int | None],
        *,
        wall: Callable[[], dt.datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        idle: Idle | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._board = board
        self._target = target
        self._wall = wall
        self._timer: Timer | None = None
        self._marked: tuple[int, int] | None = None
        self._run = RunningTime(wall, monotonic)
        self._idle = idle or Idle(monotonic, parent=self)
        self._ticking = QTimer(self, interval=TICK_MS)
        self.line = TimerLine(window)
        self.away = AwayBar(window)
        self._audits: AuditActions | None = None
        self.bars = QWidget(window)
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """The window is assembled: a timer that ran goes on, and asks about the time in between."""
        self._read(is_start=True)
        QTimer.singleShot(AUDIT_AFTER_MS, self, self._look_for_audit)

    @property
    def audits(self) -> "AuditActions":
        """The audit's part of the window."""
        if self._audits is None:
            from ui.audit_actions import AuditActions

            made = self._audits = AuditActions(self._window, self._store, self._wall)
            for bar in (made.bar, made.over):
                self.bars.layout().addWidget(bar)
            made.left.connect(self.left)
        return self._audits

    # What keys and menus do

    def toggle(self) -> None:
        """T: start the timer on the card in use, or stop it there."""
        task = self._target()
        if self._timer is not None and task in (None, self._timer.task):
            self.stop()
        elif task is None:
            self.said.emit(self.tr("Choose a card first, then start the timer"))
        else:
            self.start(task)

    def toggle_on(self, task: int) -> None:
        """The same for a card that asks for it."""
        if self._timer is not None and self._timer.task == task:
            self.stop()
        else:
            self.start(task)

    def start(self, task: int) -> None:
        """Start the timer on a card; one that runs is stopped and logged first."""
        if self._asks():
            return
        self._store.submit(timelog.start_timer, task)

    def stop(self) -> None:
        """Stop and log, unless there is something to ask about first."""
        if self._timer is None or self._asks():
            return
        if self._run.seconds < TOO_SHORT:
            self._store.submit(timelog.discard_timer)
            self.said.emit(self.tr("The timer ran for a moment only: nothing is counted"))
        else:
            self._store.submit(timelog.stop_timer, min(self._run.seconds, timelog.LONGEST_ENTRY))

    def log(self) -> None:
        """Ctrl+L: into the reminder that waits, else the quick log, with the card in use offered."""
        if self._audits is None or not self._audits.take_keyboard():
            self.log_on(self._target())

    def log_on(self, task: int | None) -> None:
        """The quick log for a card."""
        from ui.dialogs.log_time import LogTimeDialog

        card = read_cards(self._store.board, [task]).get(task) if task is not None else None
        LogTimeDialog(self._store, self._wall, card.title if card else "", self._window).open()

    def audit(self) -> None:
        self.audits.open()

    # Inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.bars)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.away)

    def _connect(self) -> None:
        self._ticking.timeout.connect(self.tick)
        self._store.changed.connect(self._on_changed)
        self.line.stopped.connect(self.stop)
        self.line.opened.connect(self._on_opened)
        self.away.kept.connect(self._on_kept)
        self.away.taken.connect(self._on_taken)
        self.away.discarded.connect(lambda: self._store.submit(timelog.discard_timer))
        self.away.left.connect(self.left)

    def _look_for_audit(self) -> None:
        if self._window.isVisible():
            self.audits.look()

    def tick(self) -> None:
        """A second has passed, or a night: count, ask, give a sign of life."""
        if self._timer is None:
            return
        idle = self._idle.seconds()
        self._run.tick(idle)
        if self._run.wants_beat(idle) and not self._store.board.read_only:
            self._store.submit(timelog.beat)
        self._show()

    def _asks(self) -> bool:
        """Whether idle time waits for an answer; the keyboard goes there."""
        self.tick()
        if self._timer is None or not self._run.away:
            return False
        self.away.take_keyboard()
        return True

    def _read(self, *, is_start: bool = False) -> None:
        timer = timelog.running(self._store.board)
        known, self._timer = self._timer, timer
        if timer is None:
            self._ticking.stop()
            self._idle.rest()
            self._run.keep()
        elif known is None or known.started != timer.started or known.task != timer.task:
            self._run.begin(timer.started, timer.beat if is_start else None)
            self._idle.watch()
            self._ticking.start()
        self._show()

    def _show(self) -> None:
        timer = self._timer
        if timer is None:
            self.line.hide_timer()
            self._settle_away()
            self._mark(None, 0)
            return
        writes = not self._store.board.read_only
        self.line.show_timer(timer.title, self._run.seconds, can_stop=writes)
        self._mark(timer.task, self._run.seconds)
        run = self._run
        if run.away and writes:
            self.away.ask(run.reason, run.away, run.seconds, run.since, timer.title)
        else:
            self._settle_away()

    def _settle_away(self) -> None:
        if not self.away.isHidden():
            had_keyboard = any(
                button.hasFocus() for button in (self.away.keep, self.away.take, self.away.discard)
            )
            self.away.hide()
            if had_keyboard:
                self.left.emit()

    def _mark(self, task: int | None, seconds: int) -> None:
        """The mark on the card counts minutes: a card is painted anew once a minute, not every second."""
        wanted = None if task is None else (task, seconds // 60)
        if wanted != self._marked:
            self._marked = wanted
            self._board.show_timer(task, running_text(seconds) if task is not None else "")

    def _on_kept(self) -> None:
        self._run.keep()
        self._store.submit(timelog.beat)
        self._show()

    def _on_taken(self) -> None:
        away = self._run.away
        self._run.keep()
        self._store.submit(timer_away.take_away, away)

    def _on_opened(self) -> None:
        if self._timer is not None and self._timer.task is not None:
            self.open_wanted.emit(self._timer.task)

    def _on_changed(self, change: Change) -> None:
        if "timer" in change.rows or (self._timer is not None and self._timer.task in change.tasks):
            self._read()

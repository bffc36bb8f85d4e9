"""The one-week time audit in the window: reminders as a line above the board, what is noted, and its end."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models import audit, timelog
from models.audit import AuditState
from models.change import Change
from models.folding import fold
from ui.store import Store
from ui.time_bars import MOST_RECENT, AuditBar, OverBar, Recent
from ui.title_choices import task_named, titles_like
from ui.tray_note import TrayNote
from ui.wording import local

LOOK_MS = 20_000


class AuditActions(QObject):
    """left(): the keyboard goes back to the board.

    Off until the owner starts a week; then it looks at the clock now and then. `wall` gives naive UTC.
    """

    left = Signal()

    def __init__(self, window: QWidget, store: Store, wall: Callable[[], dt.datetime]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._wall = wall
        self._quiet_until: dt.datetime | None = None
        self.bar = AuditBar(lambda text: titles_like(store.board, text, self._today()), window)
        self.over = OverBar(window)
        self.note = TrayNote(window, self.bar.take_keyboard)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self.look)
        self.bar.noted.connect(self._on_noted)
        self.bar.skipped.connect(self._on_skipped)
        self.over.pressed.connect(self.open)
        self.over.closed.connect(self._on_over_closed)
        for bar in (self.bar, self.over):
            bar.left.connect(self.left)
        store.changed.connect(self._on_changed)

    def look(self) -> None:
        """Compare the clock with what is due; does nothing while no audit is on."""
        now = self._wall()
        state = audit.audit_state(self._store.board, now)
        is_on = state.is_on and not self._store.board.read_only
        if is_on != self._looking.isActive():
            (self._looking.start if is_on else self._looking.stop)()
        is_quiet = self._quiet_until is not None and now < self._quiet_until
        if is_on and state.is_over:
            self._settle()
            if not is_quiet:
                self.over.ask(state.entries)
        elif is_on and state.is_due and not is_quiet:
            self._remind(state)
        else:
            self._settle()
            self.over.hide()

    def open(self) -> None:
        """Start a week, or look at the one that is on."""
        from ui.dialogs.time_audit import AuditResultDialog, AuditStartDialog

        if not audit.audit_state(self._store.board, self._wall()).is_on:
            AuditStartDialog(self._store, self._window).open()
            return
        dialog = AuditResultDialog(self._store, self._wall, self._window)
        dialog.open()

    def take_keyboard(self) -> bool:
        """Put the keyboard into the reminder, if one is shown and does not have it yet."""
        if self.bar.isHidden() or self.bar.line.hasFocus():
            return False
        self.bar.take_keyboard()
        return True

    def _remind(self, state: AuditState) -> None:
        is_new = self.bar.isHidden()
        self.bar.ask(self._recent())
        if is_new and not self._window.isActiveWindow():
            self.note.show(self.tr("What are you doing?"), self.tr("A number or a few words, then Enter."))

    def _settle(self) -> None:
        if not self.bar.isHidden():
            had_keyboard = self.bar.line.hasFocus() or self.bar.skip.hasFocus()
            self.bar.settle()
            if had_keyboard:
                self.left.emit()
        self.note.clear()

    def _recent(self) -> list[Recent]:
        """What the owner noted lately, the newest first, each once."""
        found: dict[object, Recent] = {}
        for entry in timelog.read_entries(self._store.board, limit=200):
            if not entry.plate:
                key = entry.task if entry.task is not None else fold(entry.title)
                found.setdefault(key, Recent(entry.task, entry.title))
        return list(found.values())[:MOST_RECENT]

    def _on_noted(self, task: int | None, title: str) -> None:
        if task is None:
            task = task_named(self._store.board, title, self._today())
        self._store.submit(audit.log_audit, task, "" if task is not None else title)
        self._settle()

    def _on_skipped(self) -> None:
        state = audit.audit_state(self._store.board, self._wall())
        self._quiet_until = self._wall() + dt.timedelta(minutes=state.every_minutes)
        self._settle()

    def _on_over_closed(self) -> None:
        """Not now: the question comes back with the next start, or tomorrow."""
        self._quiet_until = self._wall() + dt.timedelta(hours=20)
        self.over.hide()
        self.left.emit()

    def _on_changed(self, change: Change) -> None:
        if {"setting", "time_entry"} & change.rows.keys():
            self.look()

    def _today(self) -> dt.date:
        return local(self._wall()).date()

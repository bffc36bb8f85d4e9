"""Today: what waits for the owner, one line and one key each; what others have lies folded below."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QFont, QHideEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.task_days import TaskDays
from models.today import Item, Today, read_today
from ui import theme
from ui.day import moment_of_day
from ui.pages.today.list import TodayList
from ui.pages.today.model import TodayModel
from ui.plain import PlainLabel
from ui.store import Store


class TodayPage(QWidget):
    """wanted(str, Item): something is to be done (ui.today_deeds). moved_to(int): the owner went to
    another card. closed(): back to the board.
    """

    wanted = Signal(str, object)
    moved_to = Signal(int)
    closed = Signal()

    def __init__(self, store: Store, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._clock = today
        self.setAutoFillBackground(True)
        self.model = TodayModel(self)
        self.heading = PlainLabel(self.tr("Today"))
        self.date = PlainLabel()
        self.empty = PlainLabel()
        self.empty.setWordWrap(True)
        self._tick = PlainLabel()
        self.list = TodayList(self.model, writes=not store.board.read_only, parent=self)
        self._lay_out()
        self._take_theme()
        self.setFocusProxy(self.list)
        self.list.wanted.connect(self._on_wanted)
        self.list.left.connect(self.closed)
        self.list.moved.connect(self._on_moved)
        theme.changed.connect(self._take_theme)

    def read(self) -> Today:
        """Read the board and show it."""
        now = moment_of_day(self._clock(), self._store.board.now())
        found = read_today(self._store.board, now)
        self.show_today(found)
        return found

    def show_today(self, found: Today) -> None:
        """Show what was read; the keyboard stays on its item, or on the next one."""
        board = self._store.board
        now = moment_of_day(self._clock(), board.now())
        day = TaskDays(board, now).today
        kept, row = self.list.current(), self.list.currentIndex().row()
        self.model.show(found, day)
        if kept is not None and (same := self.model.row_of(kept)) >= 0:
            self.list.go_to(same)
        elif row >= 0 or self.list.hasFocus():
            self.list.go_to(max(row, 0))
        self.date.setText(QLocale().toString(QDate(day.year, day.month, day.day), self.tr("dddd, d MMMM")))
        self._show_empty(found)

    def card_in_use(self) -> int | None:
        """The card that keys of the window mean."""
        item = self.list.current()
        return item.task or None if item is not None else None

    def _show_empty(self, found: Today) -> None:
        self._nothing.setVisible(not found.moves)
        if found.moves:
            return
        if found.own:
            text = self.tr("Nobody waits for you.")
        elif found.waiting:
            text = self.tr("Nothing waits for you. %n card(s) in other hands.", "", len(found.waiting))
        else:
            text = self.tr("Nothing waits for you. Enjoy your day.")
        self.empty.setText(text)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.date, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 12, 0)
        rows.setSpacing(4)
        rows.addLayout(head)
        self._nothing = QWidget(self)
        nothing = QHBoxLayout(self._nothing)
        nothing.setContentsMargins(2, 14, 0, 6)
        nothing.setSpacing(10)
        nothing.addWidget(self._tick)
        nothing.addWidget(self.empty, 1)
        rows.addWidget(self._nothing)
        rows.addWidget(self.list, 1)

    def _take_theme(self) -> None:
        c = theme.colours()
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, c.bg)
        self.setPalette(ground)
        self.heading.setFont(theme.font(1.35, QFont.Weight.DemiBold))
        self.date.setFont(theme.font(1.0))
        self.empty.setFont(theme.font(1.15))
        size = theme.scaled(26)
        self._tick.setPixmap(theme.pixmap("circle-check-big", size, c.ok, self.devicePixelRatioF()))
        self._tick.setFixedSize(size, size)
        colours = self.date.palette()
        colours.setColor(self.date.foregroundRole(), c.muted)
        self.date.setPalette(colours)
        self.list.take_theme()

    def _on_wanted(self, action: str, item: Item) -> None:
        # A key that is pressed twice must not do it twice: the line is there until it is stored.
        if not (item.task and self._store.is_pending(item.task)):
            self.wanted.emit(action, item)

    def _on_moved(self, item: Item) -> None:
        if item.task:
            self.moved_to.emit(item.task)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.list.delegate.hovered = None

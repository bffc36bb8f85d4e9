"""The part *Time* of the opened card: start and stop the timer, log time, and what was logged."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models import timelog
from models.cards import Detail
from models.change import Change
from models.timelog import Entry
from ui.panel.removable_line import PICTURE, RemovableLine
from ui.panel.section import INDENT, Section
from ui.panel.writer import Writer
from ui.store import Store
from ui.theme import colours, icon
from ui.time_words import entry_text, short_time

SHOWN_AT_FIRST = 5
_PICTURES = {"timer": "timer", "log": "clock", "audit": "clock"}


class TimeSection(Section):
    """Reads entries and the running timer itself; starting and stopping is the window's affair.

    timer_asked(int): start or stop the timer on this task. log_asked(int): log time on it.
    """

    timer_asked = Signal(int)
    log_asked = Signal(int)

    def __init__(self, store: Store, writer: Writer, parent: QWidget | None = None) -> None:
        body = QWidget()
        super().__init__(self.tr("Time"), body, parent)
        # With large letters the words give way, not the whole tab.
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._store = store
        self._writer = writer
        self._task = 0
        self._shows_all = False
        self._entries: tuple[Entry, ...] | None = None
        self.lines: list[EntryLine] = []
        self.timer = QToolButton()
        self.log = QToolButton()
        for button in (self.timer, self.log):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setIconSize(QSize(PICTURE, PICTURE))
            button.setMinimumWidth(60)
            button.setEnabled(not store.board.read_only)
        self.log.setText(" " + self.tr("Log time…"))
        self.log.setAccessibleName(self.tr("Log time…"))
        self.log.setIcon(icon("clock", lambda: colours().muted))
        self.log.setToolTip(self.tr("What was done without the timer (Ctrl+L)"))
        self.timer.clicked.connect(lambda: self.timer_asked.emit(self._task))
        self.log.clicked.connect(lambda: self.log_asked.emit(self._task))
        self._earlier = QPushButton()
        self._earlier.setFlat(True)
        self._earlier.setAutoDefault(True)
        self._earlier.clicked.connect(self._on_earlier)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(INDENT - 7, 0, 0, 0)
        buttons.addWidget(self.timer)
        buttons.addWidget(self.log)
        buttons.addStretch(1)
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(buttons)
        self._column.addWidget(self._earlier)
        store.changed.connect(self._on_changed)

    def load(self, detail: Detail) -> None:
        """Show another card's time."""
        self._task = detail.card.id
        self._shows_all = False
        self.refresh(detail)

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now."""
        board = self._store.board
        entries = tuple(timelog.read_entries(board, self._task))
        if entries != self._entries:
            self._entries = entries
            self._show_entries(entries)
        if detail.card.estimate == "measured" and detail.card.seconds_per_run:
            minutes = short_time(detail.card.seconds_per_run)
            self.say(self.tr("measured: {minutes} each time").format(minutes=minutes))
        else:
            total = sum(entry.seconds for entry in entries)
            self.say(self.tr("{minutes} so far").format(minutes=short_time(total)) if entries else "")
        self._show_timer()

    def _show_timer(self) -> None:
        timer = timelog.running(self._store.board)
        is_on = timer is not None and timer.task == self._task
        text = self.tr("Stop the timer") if is_on else self.tr("Start the timer")
        # The blank keeps the words off the picture.
        self.timer.setText(f" {text}")
        self.timer.setAccessibleName(text)
        self.timer.setIcon(icon("circle-stop" if is_on else "play", lambda: colours().ok))
        self.timer.setToolTip(self.tr("Stop the timer (T)") if is_on else self.tr("Start the timer (T)"))

    def _show_entries(self, entries: Sequence[Entry]) -> None:
        # The keyboard stays in the list when a line goes.
        place = next((at for at, line in enumerate(self.lines) if line.hasFocus()), None)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        shown = entries if self._shows_all else entries[:SHOWN_AT_FIRST]
        self.lines = [self._make(entry) for entry in shown]
        for at, line in enumerate(self.lines):
            self._column.insertWidget(at + 1, line)
            line.show()
        before: QWidget = self.log
        for line in self.lines:
            QWidget.setTabOrder(before, line)
            before = line
        QWidget.setTabOrder(before, self._earlier)
        hidden = len(entries) - len(shown)
        self._earlier.setText(self.tr("Show %n earlier", "", hidden))
        self._earlier.setVisible(hidden > 0)
        if place is not None:
            (self.lines[min(place, len(self.lines) - 1)] if self.lines else self.log).setFocus()

    def _make(self, entry: Entry) -> "EntryLine":
        line = EntryLine(entry, can_go=not self._store.board.read_only, parent=self.body)
        line.remove_asked.connect(lambda: self._writer.send(timelog.delete_entry, entry.id))
        return line

    def _on_earlier(self) -> None:
        self._shows_all = True
        self._show_entries(self._entries or ())

    def _on_changed(self, change: Change) -> None:
        # A timer is no part of its card: the panel is not told of it.
        if "timer" in change.rows and self._task:
            self._show_timer()


class EntryLine(RemovableLine):
    """ "25 min · today 14:05"; its cross or Delete takes it off again."""

    def __init__(self, entry: Entry, *, can_go: bool = True, parent: QWidget | None = None) -> None:
        picture = _PICTURES.get(entry.kind, "clock")
        super().__init__(entry_text(entry), picture, can_go=can_go, parent=parent)

    def paint_words(self, painter: QPainter, room: QRect) -> None:
        painter.setPen(colours().text)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + 6)

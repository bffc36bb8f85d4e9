"""What an absence means for the work: what comes due in it, who could stand in, and the way back. One button
each.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models import standing_in
from models.assistants import Assistant
from models.coverage import AbsenceAhead, absence_of
from models.standing_in import DueBack, due_back
from ui import theme
from ui.pages.assistants.away_words import ahead_text, alone_text, back_text
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel, apart, on_button, tooltip
from ui.store import Store


class AwayNotice(QWidget):
    """stand_in_wanted(tuple[int, ...], int, AbsenceAhead): tasks, the back-up, who is away when."""

    stand_in_wanted = Signal(object, int, object)

    def __init__(self, store: Store, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._today = store, today
        self.buttons: list[QPushButton] = []
        self._parts: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(12, 10, 12, 10)
        self._rows.setSpacing(6)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """What is said, top first."""
        return [part.text() for part in self._parts if isinstance(part, PlainLabel)]

    def show_person(self, who: Assistant) -> None:
        """What concerns somebody: absences of theirs with work in them, and what can go back to them."""
        for part in self._parts:
            part.hide()
            self._rows.removeWidget(part)
            part.deleteLater()
        self._parts, self.buttons = [], []
        board = self._store.board
        if who.ended is None:
            now = board.now()
            for one in absence_of(board, who.id, now) if who.absences else ():
                if one.tasks:
                    self._add_ahead(one)
            for back in due_back(board, now):
                if back.absent == who.id:
                    self._add_back(back)
        self.setVisible(bool(self._parts))

    def _add_ahead(self, one: AbsenceAhead) -> None:
        self._say(ahead_text(one, self._today()))
        buttons = []
        for offer in one.offers:
            text = self.tr("Let {who} stand in").format(who=on_button(apart(offer.name)))
            button = self._button(
                text, ", ".join(task.title for task in one.tasks if task.task in offer.tasks)
            )
            button.clicked.connect(partial(self._ask, offer.tasks, offer.assistant, one))
            buttons.append(button)
        if one.alone:
            self._say(alone_text(one))
        self._add_row(buttons)

    def _add_back(self, back: DueBack) -> None:
        self._say(back_text(back, self._today()))
        text = self.tr("Give %n task(s) back", "", len(back.tasks))
        button = self._button(text, "")
        button.clicked.connect(
            lambda: self._store.submit(standing_in.give_back, back.tasks, pending=back.tasks)
        )
        self._add_row([button])

    def _ask(self, tasks: tuple[int, ...], back_up: int, away: AbsenceAhead) -> None:
        self.stand_in_wanted.emit(tasks, back_up, away)

    def _say(self, text: str) -> None:
        label = PlainLabel(text)
        label.setWordWrap(True)
        self._rows.addWidget(label)
        self._parts.append(label)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        button.setEnabled(not self._store.board.read_only)
        button.setToolTip(tooltip(tip))
        self.buttons.append(button)
        return button

    def _add_row(self, buttons: list[QPushButton]) -> None:
        if not buttons:
            return
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        flow.setContentsMargins(0, 0, 0, 0)
        for button in buttons:
            flow.addWidget(button)
        self._rows.addWidget(row)
        self._parts.append(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        c = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(c.warn, c.bg, 0.12))
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.end()

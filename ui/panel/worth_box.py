"""What handing the card over is worth: hours first, money second; what is missing is asked for in place."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models.settings import Settings
from models.worth import TaskWorth
from ui.dialogs.ask_once import AskHourly, AskOnce, AskRate
from ui.dialogs.look import dress
from ui.pages.sort.words import class_names
from ui.panel.flow import FlowLayout
from ui.panel.link_line import INDENT, LinkLine
from ui.panel.style import RADIUS, sized, tint
from ui.panel.why_words import arithmetic, job_line, money_line, setup_line, speed_line, won_line
from ui.plain import PlainLabel, tooltip
from ui.store import Store
from ui.theme import colours
from ui.wording import sentence_text

ROUGH_MINUTES = (8, 22, 45, 90, 150)
"""The middles of the five classes of hours a week."""


class WorthBox(QWidget):
    """rough_given(int): minutes of an average week."""

    rough_given = Signal(int)

    def __init__(self, store: Store, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._today = today
        self._sheet: AskOnce | None = None
        self._won_role = "ok"
        self.heading = PlainLabel(self.tr("What handing it over wins"))
        self.won, self.warning = PlainLabel(), PlainLabel()
        self.money, self.setup = PlainLabel(), PlainLabel()
        self.speed, self.job = PlainLabel(), PlainLabel()
        self._lines = (self.won, self.warning, self.money, self.setup, self.speed, self.job)
        self.ask_hourly = LinkLine(self.tr("In money? Say what an hour of your time is worth"))
        self.ask_rate = LinkLine(self.tr("In money? Say what an hour of help would cost"))
        self.rough = _RoughHours()
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(10 - INDENT, 8, 10 - INDENT, 8)
        rows.setSpacing(3)
        for line in (self.heading, *self._lines):
            line.setWordWrap(True)
            line.setContentsMargins(INDENT, 0, INDENT, 0)
            rows.addWidget(line)
        for part in (self.rough, self.ask_hourly, self.ask_rate):
            rows.addWidget(part)
        self.ask_hourly.clicked.connect(lambda: self._open(AskHourly(store)))
        self.ask_rate.clicked.connect(lambda: self._open(AskRate(store)))
        self.rough.chosen.connect(self.rough_given)
        self.restyle()

    @property
    def sheet(self) -> AskOnce | None:
        """The question that is open in here."""
        return self._sheet

    def show_worth(
        self, worth: TaskWorth | None, settings: Settings, *, is_better: bool = False, is_craft: bool = False
    ) -> None:
        """Show the figures of the opened card; None: nothing is known of its minutes.

        `is_better`: the owner does it better than others, which alone is no reason to keep it. `is_craft`: a
        specialist's work, for which the question is whether to hire one.
        """
        is_writable = not self._store.board.read_only
        self.rough.setVisible(worth is None)
        self.rough.setEnabled(is_writable)
        lines: tuple[str, ...] = ("",) * len(self._lines)
        missing = None
        if worth is not None:
            self._won_role = "ok" if worth.worth.won > 0 else "bad"
            warning = _capital(sentence_text(worth.warning)) if worth.warning else ""
            setup = _capital(setup_line(worth, self._today()))
            speed = speed_line(settings) if is_better and worth.runs_per_week is not None else ""
            job = job_line(worth) if is_craft else ""
            lines = (won_line(worth), warning, _capital(money_line(worth, settings)), setup, speed, job)
            if worth.worth.net is None and is_writable and self._sheet is None:
                missing = self.ask_hourly if settings.hourly() is None else self.ask_rate
        for label, text in zip(self._lines, lines, strict=True):
            label.setText(text)
            label.setVisible(bool(text))
        for link in (self.ask_hourly, self.ask_rate):
            link.setVisible(link is missing)
        self.setToolTip(tooltip(arithmetic(worth, settings)) if worth is not None else "")
        self.setAccessibleName(". ".join([self.heading.text(), *(text for text in lines if text)]))
        self.setAccessibleDescription(arithmetic(worth, settings) if worth is not None else "")
        self.restyle()

    def close_sheet(self) -> None:
        """Put the open question away."""
        if self._sheet is not None:
            self._sheet.hide()
            self._sheet.deleteLater()
            self._sheet = None

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        self.heading.setFont(sized(self.font(), 0.92))
        self.won.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        tint(self.heading, now.muted)
        tint(self.won, getattr(now, self._won_role))
        tint(self.warning, now.warn)
        tint(self.money, now.text)
        for line in (self.setup, self.speed, self.job):
            tint(line, now.muted)
        self.update()

    def _open(self, sheet: AskOnce) -> None:
        self.close_sheet()
        self._sheet = sheet
        sheet.is_remembered = False
        sheet.answered.connect(self._on_sheet_over)
        sheet.skipped.connect(self._on_sheet_over)
        for link in (self.ask_hourly, self.ask_rate):
            link.hide()
        self._rows.addWidget(sheet)
        sheet.setFocus(Qt.FocusReason.TabFocusReason)

    sheet_closed = Signal()
    """A question was answered or put off: what is stored should be shown again."""

    def _on_sheet_over(self) -> None:
        self.close_sheet()
        self.sheet_closed.emit()
        link = next((link for link in (self.ask_hourly, self.ask_rate) if not link.isHidden()), None)
        if link is not None:
            link.setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours().line, 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS + 1, RADIUS + 1)


class _RoughHours(QWidget):
    """How much of an average week it takes, in five classes."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        dress(self)
        question = PlainLabel(self.tr("Nobody knows yet how long it takes. How much of an average week?"))
        question.setWordWrap(True)
        flow = FlowLayout(gap=5)
        self.buttons: list[QPushButton] = []
        for name, minutes in zip(class_names(), ROUGH_MINUTES, strict=True):
            button = QPushButton(name)
            button.setAutoDefault(True)
            button.setAccessibleName(f"{question.text()} {name}")
            button.clicked.connect(lambda _=False, minutes=minutes: self.chosen.emit(minutes))
            flow.addWidget(button)
            self.buttons.append(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(INDENT, 2, INDENT, 2)
        rows.setSpacing(5)
        rows.addWidget(question)
        rows.addLayout(flow)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

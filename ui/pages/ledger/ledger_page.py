"""What lies behind the hours at the top: sums, weeks as bars, tasks, assistants, and every single run."""

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from models.change import Change
from models.ledger import Ledger, Line, earned_back_whole, read_ledger
from models.ledger_runs import read_ids, read_rows
from models.ledger_setup import Earned, earned_back
from models.settings import read_settings
from ui.dialogs.look import dress
from ui.dialogs.sheet import heading_label, muted_label
from ui.dressing import dress_page
from ui.pages.ledger.bars import WeekBars
from ui.pages.ledger.figures import figures
from ui.pages.ledger.lines_table import LinesModel, LinesTable
from ui.pages.ledger.runs_table import RunsModel, RunsTable
from ui.pages.ledger.tiles import Tiles
from ui.pages.ledger.words import notes
from ui.plain import PlainLabel, apart
from ui.store import Store
from ui.wording import day_month

TASKS, ASSISTANTS, RUNS = range(3)
LEAST_LINES = 12
"""The lowest that a table gets, in lines of text: below it the page scrolls."""
# Changes of these change what is shown here.
_SHOWN = frozenset(
    {"run", "task", "assistant", "brief", "training", "handover", "rate", "setting", "time_entry", "triage"}
)


class LedgerPage(QWidget):
    """opened(int): a card. closed(): back to the board. line_wanted(): the week in one line, to be copied.
    said(str): a sentence for the status line.
    """

    opened = Signal(int)
    line_wanted = Signal()
    closed = Signal()
    said = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        self._store = store
        self._ledger: Ledger | None = None
        self._today = dt.date.min
        # Which runs are shown: "", 0 for all, or of a task, an assistant, or a week's Monday.
        self._which: tuple[str, int | dt.date] = ("", 0)
        self._words = ""
        self._make_parts()
        self._lay_out()
        store.changed.connect(self._on_changed)

    @property
    def ledger(self) -> Ledger:
        """What is shown."""
        assert self._ledger is not None
        return self._ledger

    def read(self) -> None:
        """Show everything as it is now."""
        board = self._store.board
        self._today = read_settings(board).today(board.now())
        ledger = self._ledger = read_ledger(board)
        is_empty = not (ledger.tasks or ledger.assistants)
        self._middle.setCurrentIndex(1 if is_empty else 0)
        self.copy.setVisible(ledger.whole.sums.runs > 0)
        if is_empty:
            return
        self.tiles.show_figures(figures(ledger, earned_back_whole(board, ledger), self._today))
        self.bars.show_weeks(ledger.weeks, self._today)
        self.notes.setText(notes(ledger))
        currency = ledger.currency if ledger.hourly is not None else ""
        self.tasks.show_lines(ledger.tasks, currency, self._today, lambda line: self._earned("task", line))
        self.assistants.show_lines(
            ledger.assistants, currency, self._today, lambda line: self._earned("assistant", line)
        )
        for table in (self.task_table, self.assistant_table):
            table.show_money(bool(currency))
        if self._tables.currentIndex() == RUNS:
            self._read_runs()

    def show_table(self, place: int) -> None:
        """By task, by assistant, or all runs."""
        if place == RUNS:
            self._show_runs("", 0, "")
        else:
            self._bring(place)

    # Inside

    def _make_parts(self) -> None:
        self.heading = heading_label(self.tr("Hours won back"))
        self.back = QPushButton(self.tr("Back to the board"))
        self.copy = QPushButton(self.tr("Copy as one line"))
        self.tiles, self.bars = Tiles(), WeekBars()
        self.notes = muted_label()
        self.tasks = LinesModel(self.tr("Task"), self)
        self.assistants = LinesModel(self.tr("Assistant"), self)
        self.runs = RunsModel(lambda ids: read_rows(self._store.board, ids), self)
        self.task_table = LinesTable(self.tasks, self.tr("Tasks, the most hours won first"))
        self.assistant_table = LinesTable(self.assistants, self.tr("Assistants, the most hours won first"))
        self.run_table = RunsTable(self.runs)
        self.which = PlainLabel()
        self.all_runs = QPushButton(self.tr("All runs"))
        self.empty = muted_label(
            self.tr(
                "Nothing to count yet.\n\nHand a card over: every run that comes back good adds the minutes"
                " that you did not spend on it, less those that you spent on looking at it."
            )
        )
        self.tabs = [
            self._tab(place, text)
            for place, text in enumerate((self.tr("By task"), self.tr("By assistant"), self.tr("Runs")))
        ]
        self._connect()

    def _connect(self) -> None:
        for button in (self.back, self.copy, self.all_runs):
            button.setAutoDefault(True)
        self.back.clicked.connect(self.closed)
        self.copy.clicked.connect(self.line_wanted)
        self.all_runs.clicked.connect(lambda: self.show_table(RUNS))
        self.bars.chosen.connect(self._on_week)
        self.task_table.chosen.connect(lambda row: self._on_line("task", self.tasks.line(row)))
        self.assistant_table.chosen.connect(lambda row: self._on_line("assistant", self.assistants.line(row)))
        self.task_table.setup_wanted.connect(self._on_setup)
        self.assistant_table.setup_wanted.connect(
            lambda row: self._on_line("assistant", self.assistants.line(row))
        )
        self.run_table.opened.connect(self._on_run)

    def _tab(self, place: int, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("boxed", True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.show_table(place))
        return button

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        top, row = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.heading, 1)
        for button in (self.copy, self.back):
            top.addWidget(button)
        for tab in self.tabs:
            group.addButton(tab)
            row.addWidget(tab)
        row.addSpacing(12)
        row.addWidget(self.which, 1)
        row.addWidget(self.all_runs)
        self.tabs[TASKS].setChecked(True)
        tables = QWidget()
        tables.setMinimumHeight(self.fontMetrics().height() * LEAST_LINES)
        tables.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._tables = QStackedLayout(tables)
        for table in (self.task_table, self.assistant_table, self.run_table):
            self._tables.addWidget(table)
        shown, middle = QWidget(), QWidget()
        rows = QVBoxLayout(shown)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        for part in (self.tiles, self.bars):
            rows.addWidget(part)
        rows.addLayout(row)
        rows.addWidget(tables, 1)
        rows.addWidget(self.notes)
        self._middle = QStackedLayout(middle)
        self._middle.addWidget(_scrolling(shown))
        self._middle.addWidget(self.empty)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 14)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(middle, 1)
        self.all_runs.hide()
        self.setFocusProxy(self.task_table)

    def _bring(self, place: int) -> None:
        self._tables.setCurrentIndex(place)
        self.tabs[place].setChecked(True)
        self.which.setText(self._words if place == RUNS else "")
        self.all_runs.setVisible(place == RUNS and bool(self._words))
        self.setFocusProxy((self.task_table, self.assistant_table, self.run_table)[place])

    def _show_runs(self, what: str, key: int | dt.date, words: str) -> None:
        """The runs of a line or a bar; `words`: whose they are."""
        self._which, self._words = (what, key), words
        self._bring(RUNS)
        self._read_runs()
        self.run_table.scrollToTop()
        if self.runs.rowCount():
            self.run_table.selectRow(0)
        self.run_table.setFocus()

    def _read_runs(self) -> None:
        self.runs.show_runs(read_ids(self._store.board, *self._which), self._today)

    def _earned(self, what: str, line: Line) -> Earned:
        return earned_back(self._store.board, line.setup.whole, what, key=line.id)

    def _on_line(self, what: str, line: Line) -> None:
        self._show_runs(what, line.id, self.tr("of “{name}”").format(name=apart(line.name)))

    def _on_week(self, monday: dt.date) -> None:
        text = self.tr("in the week of {day}").format(day=day_month(monday, self._today))
        self._show_runs("week", monday, text)

    def _on_setup(self, row: int) -> None:
        if self._store.board.read_only:
            return
        from ui.pages.ledger.setup_sheet import SetupSheet

        SetupSheet(self._store, self.tasks.line(row).id, self.window()).open()

    def _on_run(self, row: int) -> None:
        run = self.runs.run(row)
        if run is None:
            return
        if run.is_binned:
            self.said.emit(self.tr("“{title}” lies in the bin.").format(title=apart(run.title)))
        else:
            self.opened.emit(run.task)

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() and not _SHOWN.isdisjoint(change.rows):
            self.read()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._tables.currentIndex() == RUNS and self._words:
            # Back to where these runs were asked for
            place = ASSISTANTS if self._which[0] == "assistant" else TASKS
            self._bring(place)
            self.setFocus()
        else:
            self.closed.emit()


def _scrolling(inside: QWidget) -> QScrollArea:
    """With large letters, or in a low window, the whole page is scrolled."""
    area = QScrollArea()
    dress_page(area)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area

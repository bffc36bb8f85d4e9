"""Tasks or assistants with what they won back, what their set-up took, and since when it is earned back."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from models.ledger import Line
from models.ledger_setup import Earned
from ui import theme
from ui.dressing import dress_table
from ui.ledger_words import hours_text
from ui.pages.ledger.words import cost_text, earned_text, runs_text, setup_text
from ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, WON, RUNS, SETUP, EARNED, COST = range(6)
NARROW = 56
"""In heights of a line: below it the set-up gives way."""
_DIGITS = (0, 8, 21, 19, 17, 9)
"""How wide each column is; the first takes what is left."""


class LinesModel(QAbstractTableModel):
    """Rows in the order that they are given; when a set-up was earned back is asked of those in sight."""

    def __init__(self, heading: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heading = heading
        self._lines: list[Line] = []
        self._earned: dict[int, Earned] = {}
        self._ask: Callable[[Line], Earned] = lambda _: Earned(None, 0)
        self._currency = ""
        self._today = dt.date.min

    def show_lines(
        self, lines: list[Line], currency: str, today: dt.date, ask: Callable[[Line], Earned]
    ) -> None:
        """`currency`: of what was paid, "" where money is not shown."""
        same = [line.id for line in lines] == [line.id for line in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._currency, self._today, self._ask = lines, currency, today, ask
        self._earned.clear()
        if same and lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, COST))
        elif not same:
            self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def earned(self, row: int) -> Earned:
        """Since when a row's set-up is earned back."""
        line = self._lines[row]
        if line.id not in self._earned:
            self._earned[line.id] = self._ask(line)
        return self._earned[line.id]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self._heading,
                self.tr("Won back"),
                self.tr("Runs"),
                self.tr("Set-up"),
                self.tr("Earned back"),
                self.tr("Paid"),
            )[section]
        return _aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._text(row, column)) if column in (NAME, RUNS, SETUP) else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == NAME:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ForegroundRole and column != NAME:
            return self._ink(self._lines[row], column)
        return None

    def _text(self, row: int, column: int) -> str:
        line = self._lines[row]
        if column == NAME:
            return line.name
        if column == WON:
            return hours_text(line.sums.won) if line.sums.runs else "–"
        if column == RUNS:
            return runs_text(line.sums)
        if column == SETUP:
            return setup_text(line.setup)
        if column == EARNED:
            return earned_text(line.setup, self.earned(row), self._today) if line.setup.whole else "–"
        return cost_text(line.cost, self._currency)

    def _spoken(self, row: int) -> str:
        """A row in one breath."""
        heads = [str(self.headerData(column, Qt.Orientation.Horizontal)) for column in range(1, 5)]
        told = [f"{head} {self._text(row, column)}" for column, head in enumerate(heads, 1)]
        return ", ".join([self._lines[row].name, *told])

    def _ink(self, line: Line, column: int) -> object:
        c = theme.colours()
        if column == WON and line.sums.runs:
            return c.ok if line.sums.won >= 0 else c.warn
        return c.muted


class LinesTable(QTableView):
    """chosen(int): the row whose runs are wanted: a click, Enter. setup_wanted(int): S, or a click on it."""

    chosen = Signal(int)
    setup_wanted = Signal(int)

    def __init__(self, model: LinesModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setModel(model)
        self.setAccessibleName(name)
        dress_table(self)
        self.clicked.connect(self._on_clicked)
        header = self.horizontalHeader()
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in range(1, 6):
            header.resizeSection(column, self.fontMetrics().horizontalAdvance("0") * _DIGITS[column] + 20)
        self._has_money = False

    def show_money(self, is_shown: bool) -> None:
        """Money only where the owner's hour has a value."""
        self._has_money = is_shown
        self.fit()

    def fit(self) -> None:
        """In a narrow window the set-up is left to its own line above, then what was paid."""
        lines = self.width() / self.fontMetrics().height()
        self.setColumnHidden(COST, not self._has_money or lines < NARROW * 0.8)
        self.setColumnHidden(SETUP, lines < NARROW * 0.72)
        self.setColumnHidden(RUNS, lines < NARROW * 0.5)

    def _on_clicked(self, index: QModelIndex) -> None:
        wanted = self.setup_wanted if index.column() == SETUP else self.chosen
        wanted.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(row)
        elif row >= 0 and event.key() == Qt.Key.Key_S and not event.modifiers():
            self.setup_wanted.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter

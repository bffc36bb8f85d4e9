"""The runs behind a sum, the newest first; only those in sight are read, however many there are."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from models.ledger_runs import LedgerRun
from ui import theme
from ui.dressing import dress_table
from ui.pages.ledger.words import minutes_text, outcome_of_try
from ui.plain import tooltip
from ui.wording import day_text, local

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ENDED, TITLE, WHO, OUTCOME, BEFORE, SPENT, WON = range(7)
PAGE = 100
_KEPT = 40
_DIGITS = (9, 0, 9, 21, 7, 10, 11)
"""How wide each column is at least; that of the tasks takes what is left."""
_FIGURES = frozenset({BEFORE, SPENT, WON})


class RunsModel(QAbstractTableModel):
    """Rows are read page by page when they are painted."""

    def __init__(
        self, read: Callable[[Sequence[int]], Mapping[int, LedgerRun]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._ids: list[int] = []
        self._pages: dict[int, Mapping[int, LedgerRun]] = {}
        self._today = dt.date.min

    def show_runs(self, ids: list[int], today: dt.date) -> None:
        """Show these."""
        same = ids == self._ids
        if not same:
            self.beginResetModel()
        self._ids, self._today = ids, today
        self._pages.clear()
        if same and ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, WON))
        elif not same:
            self.endResetModel()

    def run(self, row: int) -> LedgerRun | None:
        """The run of a row; None if it went in this moment."""
        page = row // PAGE
        if page not in self._pages:
            if len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = self._read(self._ids[page * PAGE : (page + 1) * PAGE])
        return self._pages[page].get(self._ids[row])

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Over"),
                self.tr("Task"),
                self.tr("Assistant"),
                self.tr("How"),
                self.tr("Took you before"),
                self.tr("Your time"),
                self.tr("Won back"),
            )[section]
        return _aligned(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or (run := self.run(index.row())) is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(run, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._text(run, column)) if column not in _FIGURES else None
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TITLE:
            told = [self._text(run, part) for part in (TITLE, WHO, OUTCOME, ENDED)]
            return ", ".join([*told, self._spoken(run)])
        if role == Qt.ItemDataRole.ForegroundRole and column != TITLE:
            return self._ink(run, column)
        return None

    def _text(self, run: LedgerRun, column: int) -> str:
        if column == ENDED:
            return day_text(local(run.ended).date(), self._today)
        if column == OUTCOME:
            return outcome_of_try(run.outcome, run.attempt)
        if column in _FIGURES:
            return self._figure(run, column)
        return run.title if column == TITLE else run.who

    def _figure(self, run: LedgerRun, column: int) -> str:
        if column == BEFORE:
            return minutes_text(run.baseline)
        if column == WON:
            return minutes_text(run.won) if run.won is not None else self.tr("not measured")
        text = minutes_text(run.spent) if run.spent or run.won is not None else "–"
        return self.tr("{minutes} usual").format(minutes=text) if run.assumed else text

    def _spoken(self, run: LedgerRun) -> str:
        if run.won is None:
            return self.tr("not measured")
        return self.tr("won back {minutes}").format(minutes=minutes_text(run.won))

    def _ink(self, run: LedgerRun, column: int) -> object:
        c = theme.colours()
        if column != WON or run.won is None:
            return c.muted
        return c.ok if run.won >= 0 else c.warn


class RunsTable(QTableView):
    """opened(int): the row whose card is wanted: Enter, a double click."""

    opened = Signal(int)

    def __init__(self, model: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Runs, the newest first"))
        dress_table(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        metrics = self.fontMetrics()
        for column, digits in enumerate(_DIGITS):
            if digits:
                heading = str(model.headerData(column, Qt.Orientation.Horizontal))
                wide = max(metrics.horizontalAdvance("0") * digits, metrics.horizontalAdvance(heading))
                header.resizeSection(column, wide + 20)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        lines = self.width() / self.fontMetrics().height()
        self.setColumnHidden(BEFORE, lines < 62)
        self.setColumnHidden(SPENT, lines < 54)
        self.setColumnHidden(WHO, lines < 46)
        self.setColumnHidden(OUTCOME, lines < 36)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

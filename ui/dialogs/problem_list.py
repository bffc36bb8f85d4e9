"""What could not be taken over: row, card, reason; to read and to copy."""

from collections.abc import Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from models.importers.base import Problem
from ui import theme
from ui.dressing import dress_table
from ui.plain import tooltip
from ui.wording import sentence_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ProblemModel(QAbstractTableModel):
    """Any number of problems; texts are made when they are painted."""

    def __init__(self, problems: Iterable[Problem], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._problems = list(problems)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Row"), self.tr("Card"), self.tr("Why"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self.texts(index.row())[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return theme.colours().muted
        return None

    def texts(self, row: int) -> tuple[str, str, str]:
        """Row number ("" for the whole file), card, reason."""
        problem = self._problems[row]
        return (str(problem.row) if problem.row else "", problem.subject, sentence_text(problem.reason))


class ProblemBox(QWidget):
    """The list and a button that copies all of it."""

    def __init__(self, problems: Iterable[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = ProblemList(problems)
        self.list.setMinimumHeight(110)
        self.copy = QPushButton(self.tr("Copy the list"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self.list.copy_all)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.list, 1)
        rows.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)


class ProblemList(QTableView):
    """Ctrl+C copies the selected rows, tab-separated."""

    def __init__(self, problems: Iterable[Problem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(ProblemModel(problems, self))
        self.setAccessibleName(self.tr("What changed or stayed behind"))
        dress_table(self, 10)
        # Several rows are copied at once.
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.resizeSection(0, 60)
        header.resizeSection(1, 180)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def copy_all(self) -> None:
        """Every row, for a spreadsheet or a mail."""
        self._copy(range(self.model().rowCount()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(sorted(index.row() for index in self.selectionModel().selectedRows()))
        else:
            super().keyPressEvent(event)

    def _copy(self, rows: Iterable[int]) -> None:
        model = self.model()
        assert isinstance(model, ProblemModel)
        text = "\n".join("\t".join(" ".join(part.split()) for part in model.texts(row)) for row in rows)
        if text:
            QGuiApplication.clipboard().setText(text)

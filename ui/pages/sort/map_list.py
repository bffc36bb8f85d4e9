"""The map as a list: the same tasks and the same changes, for the keyboard and a screen reader."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui import theme
from ui.dressing import dress_table
from ui.pages.sort.keys import command_of
from ui.pages.sort.reading import Dot
from ui.plain import tooltip
from ui.wording import hours_number, verdict_name

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TITLE, DECISION, CHOSEN, HOURS = range(4)


class MapModel(QAbstractTableModel):
    """Task, decision, what customers choose you for, hours a week; most hours first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dots: list[Dot] = []
        self._current = 0

    def show_dots(self, dots: list[Dot]) -> None:
        """Show these tasks; where they are the same ones in the same order, only what changed is told."""
        wanted = sorted(dots, key=lambda dot: (-(dot.seconds or -1), dot.title.casefold(), dot.task))
        if [dot.task for dot in wanted] == [dot.task for dot in self._dots]:
            before, self._dots = self._dots, wanted
            for row, (old, new) in enumerate(zip(before, wanted, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row, TITLE), self.index(row, HOURS))
            return
        self.beginResetModel()
        self._dots = wanted
        self.endResetModel()

    def show_current(self, task: int) -> None:
        """The task on the table is marked."""
        for row in (self.row_of(self._current), self.row_of(task)):
            if row is not None:
                self.dataChanged.emit(self.index(row, TITLE), self.index(row, TITLE))
        self._current = task

    def dot(self, row: int) -> Dot:
        return self._dots[row]

    def row_of(self, task: int) -> int | None:
        return next((row for row, dot in enumerate(self._dots) if dot.task == task), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._dots)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Task"),
                self.tr("Decision"),
                self.tr("0–4"),
                self.tr("h/wk"),
            )[section]
        if role == Qt.ItemDataRole.ToolTipRole and section == CHOSEN:
            return self.tr("How much customers choose you for this: 0 to 4")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        dot, column = self._dots[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(dot, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == TITLE:
            return tooltip(dot.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.FontRole and column == TITLE and dot.task == self._current:
            return theme.font(1.0, QFont.Weight.DemiBold)
        if role == Qt.ItemDataRole.ForegroundRole and column == DECISION:
            c = theme.colours()
            return {"core": c.core, "delegable": c.delegable, "split": c.warn}.get(dot.verdict, c.muted)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(dot, column)
        return None

    def _text(self, dot: Dot, column: int) -> str:
        if column == TITLE:
            return dot.title
        if column == DECISION:
            return verdict_name(dot.verdict)
        if column == CHOSEN:
            return "–" if dot.s is None else str(dot.s)
        return "–" if dot.seconds is None else hours_number(dot.seconds)

    def _spoken(self, dot: Dot, column: int) -> str:
        if column == CHOSEN:
            if dot.s is None:
                return self.tr("not asked yet")
            return self.tr("{answer} of 4 for what customers choose you for").format(answer=dot.s)
        if column == HOURS:
            if dot.seconds is None:
                return self.tr("hours not known")
            return self.tr("{hours} hours a week").format(hours=hours_number(dot.seconds))
        return self._text(dot, column)


class MapList(QTableView):
    """Enter opens a card, 0 to 4 answer what customers choose you for.

    opened(int): a card. answered(int, int): a task and its answer.
    """

    opened = Signal(int)
    answered = Signal(int, int)

    def __init__(self, model: MapModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._map = model
        self.setModel(model)
        self.setAccessibleName(self.tr("All open tasks, as a list"))
        self.setAccessibleDescription(
            self.tr("Enter opens a card. 0 to 4 answer how much customers choose you for it.")
        )
        dress_table(self)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (DECISION, CHOSEN, HOURS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._map.dot(index.row()).task))

    def go_to(self, task: int) -> None:
        """Put the keyboard's row on this task, or on the first."""
        row = self._map.row_of(task)
        if self._map.rowCount():
            self.setCurrentIndex(self._map.index(row or 0, TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        command = command_of(event)
        if index.isValid() and command == "enter":
            self.opened.emit(self._map.dot(index.row()).task)
        elif index.isValid() and isinstance(command, int) and command <= 4:
            self.answered.emit(self._map.dot(index.row()).task, command)
        elif command == "escape":
            event.ignore()
        else:
            super().keyPressEvent(event)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (CHOSEN, HOURS) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

"""Tasks down, assistants across: what the table of who can do what shows, in which order, and of what only a
part.
"""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.back_ups import Grade, Member
from models.coverage import Coverage, Covered
from models.folding import fold
from ui.pages.assistants.matrix_words import cell_text, danger_text, spoken_cell, task_text
from ui.plain import apart, tooltip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
BY_TASK, BY_COVER = "task", "cover"
NOTHING = Coverage([], [])
Look = tuple[int, bool, bool]
"""Of a cell: the step, whether they have the task, whether they were stopped."""


class MatrixModel(QAbstractTableModel):
    """`tried` tells of a task and an assistant how many were accepted at first try, and of how many."""

    def __init__(
        self,
        today: Callable[[], dt.date],
        tried: Callable[[int, int], tuple[int, int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._tried = today, tried
        self._found = NOTHING
        self._folded: list[str] = []
        self._wanted, self._order = "", BY_TASK
        self.is_only_alone = False
        self._looks: dict[int, list[Look]] = {}
        self.tasks: list[Covered] = []
        self.members: list[Member] = []
        self.able: list[int] = []
        """Of each member, how many tasks they could do alone."""

    def show_coverage(self, found: Coverage) -> None:
        """Show what is stored now; the same tasks and people keep their places and what is in use."""
        self._found = found
        self._folded = [fold(one.title) for one in found.tasks]
        self.able = [
            sum(one.id in task.grades and task.grades[one.id].covers for task in found.tasks)
            for one in found.members
        ]
        self._arrange()

    def filter(self, text: str = "", *, only_alone: bool = False) -> None:
        """Only tasks with these words in their title, or only what stands on one person."""
        self._wanted, self.is_only_alone = fold(text).strip(), only_alone
        self._arrange()

    def sort_by(self, order: str) -> None:
        """By title, or what is covered worst first."""
        self._order = order
        self._arrange()

    def task(self, row: int) -> Covered:
        return self.tasks[row]

    def member(self, column: int) -> Member:
        return self.members[column]

    def grade(self, row: int, column: int) -> Grade | None:
        """How far somebody is with a task; None: not at all."""
        return self.tasks[row].grades.get(self.members[column].id)

    def has_it(self, row: int, column: int) -> bool:
        """Whether the task is in their hands."""
        return self.tasks[row].holder == self.members[column].id

    def looks(self, row: int) -> "list[Look]":
        """How the cells of a row look."""
        found = self._looks.get(row)
        if found is None:
            task = self.tasks[row]
            found = self._looks[row] = [
                (grade.level if grade else 0, one.id == task.holder, grade is not None and grade.is_stopped)
                for one in self.members
                for grade in (task.grades.get(one.id),)
            ]
        return found

    def place_of(self, task: int, member: int) -> QModelIndex:
        """The cell of a task and an assistant; none where one of them is not shown."""
        row = next((row for row, one in enumerate(self.tasks) if one.task == task), -1)
        column = next((column for column, one in enumerate(self.members) if one.id == member), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.tasks)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.members)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        grade, who = self.grade(row, column), self.members[column].name
        if role == Qt.ItemDataRole.DisplayRole:
            return str(grade.level) if grade else ""
        task, has_it = self.tasks[row], self.has_it(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_cell(task.title, who, grade, has_it=has_it)
        if role == Qt.ItemDataRole.ToolTipRole:
            tried = self._tried(task.task, self.members[column].id) if grade else (0, 0)
            said = cell_text(who, grade, self._today(), has_it=has_it, tried=tried)
            return tooltip(f"{task.title}\n{said}")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            return self._of_member(section, role)
        one = self.tasks[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{one.title}\n{task_text(one, self._holder(one))}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one.title}, {danger_text(one.danger)}" if one.danger else one.title
        return None

    def _of_member(self, section: int, role: int) -> object:
        one = self.members[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            known = self.able[section]
            told = self.tr("{who} can do %n task(s) alone", "", known).format(who=apart(one.name))
            return tooltip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def _holder(self, one: Covered) -> str:
        return next((who.name for who in self.members if who.id == one.holder), "")

    def _arrange(self) -> None:
        """The tasks that are wanted, in the wanted order."""
        shown = [
            one
            for one, folded in zip(self._found.tasks, self._folded, strict=True)
            if self._wanted in folded and (one.danger or not self.is_only_alone)
        ]
        if self._order == BY_COVER:
            shown.sort(key=_cover)
        same_tasks = [one.task for one in shown] == [one.task for one in self.tasks]
        same = same_tasks and self._found.members == self.members
        if not same:
            self.beginResetModel()
        self.tasks, self.members = shown, self._found.members
        self._looks.clear()
        if not same:
            self.endResetModel()
        elif shown and self.members:
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(self.members) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(shown) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.members) - 1)


def _cover(one: Covered) -> tuple[int, int]:
    """What stands on one person first, then what the fewest can do."""
    return ("red", "amber", "").index(one.danger), one.able

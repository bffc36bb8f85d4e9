"""The lines of Today for their view: headings of the sections, and the items below them."""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.today import NOTHING, Item, Today
from ui.pages.today.words import spoken, title_text

Index = QModelIndex | QPersistentModelIndex
ROOT: Final = QModelIndex()
LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
SECTIONS: Final = ("moves", "own", "waiting")


class Line(NamedTuple):
    """One row: the heading of a section with how many there are, or an item."""

    section: str
    item: Item | None
    number: int = 0
    is_open: bool = True


class TodayModel(QAbstractTableModel):
    """One column. A section without items has no heading."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = NOTHING
        self._day = dt.date.min
        self._folded = {"waiting"}
        self.lines: list[Line] = []

    @property
    def day(self) -> dt.date:
        """The company's day that the words are of."""
        return self._day

    @property
    def shown(self) -> Today:
        """What is shown, folded or not."""
        return self._today

    def show(self, today: Today, day: dt.date) -> None:
        """Show these; where only what a line says has changed, the lines stay."""
        self._today, self._day = today, day
        self._take(self._made())

    def fold(self, section: str) -> None:
        """Fold a section, or unfold it."""
        self._folded ^= {section}
        self._take(self._made())

    def row_of(self, wanted: Item) -> int:
        """The row of the same item, as it is now; -1 where it is gone."""
        rows = (row for row, line in enumerate(self.lines) if line.item and line.item.key == wanted.key)
        return next(rows, -1)

    def items(self) -> list[Item]:
        """The items that are in sight, from top to bottom."""
        return [line.item for line in self.lines if line.item is not None]

    def heading(self, section: str, number: int) -> str:
        """What the heading of a section says."""
        names = {
            "moves": self.tr("Your move"),
            "own": self.tr("Yours today"),
            "waiting": self.tr("Waiting on others"),
        }
        return f"{names[section]} · {number}"

    def _made(self) -> list[Line]:
        made: list[Line] = []
        for section in SECTIONS:
            items: Sequence[Item] = getattr(self._today, section)
            if items:
                is_open = section not in self._folded
                made.append(Line(section, None, len(items), is_open))
                made += [Line(section, item) for item in items] if is_open else []
        return made

    def _take(self, lines: list[Line]) -> None:
        is_same = [_identity(line) for line in lines] == [_identity(line) for line in self.lines]
        if not is_same:
            self.beginResetModel()
        self.lines = lines
        if not is_same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, 0))

    # Qt's part

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            if line.item is None:
                return self.heading(line.section, line.number)
            return title_text(line.item, self._day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        line = self.lines[index.row()]
        if line.item is None and line.section != "waiting":
            # The arrows pass over it.
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, line: Line) -> str:
        if line.item is not None:
            return spoken(line.item, self._day)
        heading = self.heading(line.section, line.number)
        if line.section != "waiting":
            return heading
        folded = self.tr("unfolded") if line.is_open else self.tr("folded")
        return f"{heading}, {folded}"


def _identity(line: Line) -> tuple[object, ...]:
    return line.section, line.item.key if line.item else None, line.is_open

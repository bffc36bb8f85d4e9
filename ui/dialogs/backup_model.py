"""The rows of the list of backups: when, why, what is in it, what happened since, how large."""

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models.backups import Backup
from ui import theme
from ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WHEN, WHY, HELD, SINCE, SIZE = range(5)


class Row(NamedTuple):
    """A backup as it is shown."""

    backup: Backup
    texts: tuple[str, str, str, str, str]


class BackupModel(QAbstractTableModel):
    """Newest first. Those that cannot be trusted are shown in the colour of what is wrong."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def backup(self, row: int) -> Backup:
        return self._rows[row].backup

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else SIZE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (
                self.tr("When"),
                self.tr("Why"),
                self.tr("What is in it"),
                self.tr("Since then"),
                self.tr("Size"),
            )
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{row.texts[index.column()]}\n{row.backup.path.name}".strip())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            if not row.backup.is_good:
                return theme.colours().bad
            return None if index.column() in (WHEN, HELD) else theme.colours().muted
        return None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

"""The list of backups as a table: on one line where there is room, wrapped where letters are large."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.dialogs.backup_model import HELD, WHY, BackupModel

# Above and below what stands in a row, together
ROOM = 12


class BackupTable(QTableView):
    """delete_wanted(): the key Delete."""

    delete_wanted = Signal()

    def __init__(self, model: BackupModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(self.tr("Backups, the newest first"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Roomy(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + ROOM)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        for column in range(model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        self._heights = QTimer(self, singleShot=True, interval=0)
        self._heights.timeout.connect(self.resizeRowsToContents)
        header.sectionResized.connect(lambda: self._heights.start())
        model.modelReset.connect(self.share_room)

    def share_room(self) -> None:
        """Where large letters leave too little for one line, the two longest columns wrap."""
        needed = sum(self.sizeHintForColumn(column) for column in range(self.model().columnCount()))
        mode = QHeaderView.ResizeMode
        is_tight = needed > self.viewport().width()
        self.horizontalHeader().setSectionResizeMode(
            HELD, mode.Stretch if is_tight else mode.ResizeToContents
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Roomy(QStyledItemDelegate):
    """Leaves room above and below the lines of a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index) + QSize(0, ROOM)

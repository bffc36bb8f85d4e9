"""The bin: what was put away, back again or deleted for good."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from models import tasks
from models.cards import Binned, read_bin
from ui import theme
from ui.dialogs.look import dress
from ui.dialogs.question import ask
from ui.dialogs.sheet import heading_label, muted_label
from ui.plain import tooltip
from ui.store import Store
from ui.wording import when_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class BinModel(QAbstractTableModel):
    """Binned cards, newest first: title, where it lay, when it was binned."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Binned] = []

    def show(self, rows: list[Binned]) -> None:
        """Show these cards."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def card(self, row: int) -> Binned:
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Card"), self.tr("It lay in"), self.tr("Binned"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (card.title, card.stage_name, when_text(card.binned))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return tooltip(card.title)
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            return theme.colours().muted
        return None


class BinList(QTableView):
    """The first arrow selects the card that has the focus, also where there is no other to go to."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers()
        if is_arrow and self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class BinPage(QWidget):
    """Buttons act on the selected cards, or on all when none is selected."""

    closed = Signal()
    """The owner wants back to the board."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        self._store = store
        self.model = BinModel(self)
        self.list = BinList()
        self.heading = heading_label(self.tr("Bin"))
        self.empty = muted_label(
            self.tr("The bin is empty.\n\nCards that you put away come here and stay until you empty it.")
        )
        self.back = QPushButton(self.tr("Back to the board"))
        self.restore = QPushButton()
        self.delete = QPushButton()
        for button in (self.back, self.restore, self.delete):
            # Outside a dialog Enter would do nothing on a button.
            button.setAutoDefault(True)
        self._dress_list()
        self._lay_out()
        self.list.selectionModel().selectionChanged.connect(self._show_buttons)
        self.back.clicked.connect(self.closed)
        self.restore.clicked.connect(self._on_restore)
        self.delete.clicked.connect(self._on_delete)
        store.changed.connect(self._on_board_changed)
        self.read()

    def read(self) -> None:
        """Show what lies in the bin now; what is selected stays selected."""
        kept = set(self._selected())
        self.model.show(read_bin(self._store.board))
        for row in range(self.model.rowCount() if kept else 0):
            if self.model.card(row).id in kept:
                self.list.selectionModel().select(
                    self.model.index(row, 0),
                    self.list.selectionModel().SelectionFlag.Select
                    | self.list.selectionModel().SelectionFlag.Rows,
                )
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_buttons()

    def _dress_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Cards in the bin"))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setShowGrid(False)
        self.list.setWordWrap(False)
        self.list.setTabKeyNavigation(False)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        header = self.list.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 150)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 18, 24, 18)
        rows.setSpacing(12)
        rows.addWidget(self.heading)
        middle = QWidget()
        self._stack = QStackedLayout(middle)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        rows.addWidget(middle, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.delete)
        buttons.addWidget(self.restore)
        rows.addLayout(buttons)
        self.restore.setProperty("primary", True)
        self.setFocusProxy(self.list)

    def _selected(self) -> list[int]:
        return [self.model.card(index.row()).id for index in self.list.selectionModel().selectedRows()]

    def _meant(self) -> list[int]:
        return self._selected() or [self.model.card(row).id for row in range(self.model.rowCount())]

    def _show_buttons(self) -> None:
        selected, all_ = len(self._selected()), self.model.rowCount()
        self.heading.setText(self.tr("Bin · %n card(s)", "", all_) if all_ else self.tr("Bin"))
        self.restore.setText(
            self.tr("Restore %n card(s)", "", selected) if selected else self.tr("Restore all")
        )
        self.delete.setText(
            self.tr("Delete %n card(s) for good…", "", selected) if selected else self.tr("Empty the bin…")
        )
        self.restore.setVisible(all_ > 0)
        self.delete.setVisible(all_ > 0)

    def _on_board_changed(self) -> None:
        if self.isVisible():
            self.read()

    def _on_restore(self) -> None:
        self._store.submit(tasks.restore_tasks, self._meant())

    def _on_delete(self) -> None:
        ids = self._meant()
        ask(
            self,
            self.tr("Delete %n card(s) for good?", "", len(ids)),
            self.tr("Delete for good"),
            lambda: self._store.submit(tasks.empty_bin, ids),
            more=self.tr(
                "Titles, notes, steps, comments and links are erased, also from the history and the search. "
                "Undo cannot bring them back. Backups and copies made earlier still hold them."
            ),
            is_danger=True,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Delete and self.model.rowCount() and self._selected():
            self._on_delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected():
            self._on_restore()
        else:
            super().keyPressEvent(event)

"""Common tasks to choose from: search, tick, add."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.catalogue import CatalogueTask, groups, read_catalogue
from ui import theme
from ui.dialogs.look import Box
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import tooltip
from ui.wording import minutes_text, repeat_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TITLE, OFTEN, GROUP = range(3)
BOX = 16


class CatalogueModel(QAbstractTableModel):
    """The catalogue with a tick on each row."""

    ticked = Signal(int)
    """How many rows are ticked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = read_catalogue()
        self._ticked: set[int] = set()

    def task(self, row: int) -> CatalogueTask:
        """The task of one row."""
        return self._tasks[row]

    def chosen(self) -> list[CatalogueTask]:
        """The ticked ones, in the catalogue's order."""
        return [self._tasks[row] for row in sorted(self._ticked)]

    def toggle(self, row: int) -> None:
        """Tick a row or take its tick away."""
        self._ticked ^= {row}
        index = self.index(row, TITLE)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(len(self._ticked))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TITLE else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        task = self._tasks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(task, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TITLE:
            return Qt.CheckState.Checked if index.row() in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and index.column() != TITLE:
            return theme.colours().muted
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._about(task))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TITLE:
            return f"{task.title}, {self._text(task, OFTEN)}, {task.group}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (Qt.CheckState(value) == Qt.CheckState.Checked) != (index.row() in self._ticked):
            self.toggle(index.row())
        return True

    def _text(self, task: CatalogueTask, column: int) -> str:
        if column == TITLE:
            return task.title
        if column == GROUP:
            return task.group
        minutes = self.tr("about {minutes}").format(minutes=minutes_text(task.minutes * 60))
        often = repeat_text(task.repeat) or self.tr("once")
        return f"{often} · {minutes}"

    def _about(self, task: CatalogueTask) -> str:
        lines = [self.tr("Skills: {skills}").format(skills=", ".join(task.skills))]
        if task.done_when:
            lines.append(self.tr("Done when: {text}").format(text=task.done_when))
        if task.note:
            lines.append(task.note)
        return "\n".join(lines)


class CatalogueFilter(QSortFilterProxyModel):
    """The rows of one group ("" for all) that hold every word."""

    def __init__(self, source: CatalogueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = source
        self._words = ""
        self._group = ""
        self.setSourceModel(source)

    def show_only(self, words: str, group: str) -> None:
        """Filter by what is typed and chosen."""
        self.beginFilterChange()
        self._words, self._group = words, group
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        del parent
        task = self._catalogue.task(row)
        return (not self._group or task.group == self._group) and task.matches(self._words)


class _Ticks(QStyledItemDelegate):
    """A click anywhere on the row, or Space, changes its tick."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.column() == TITLE:
            # The style's own box is too faint on dark ground.
            feature = QStyleOptionViewItem.ViewItemFeature
            option.features = option.features & ~feature.HasCheckIndicator | feature.HasDecoration
            option.decorationSize = QSize(BOX, BOX)
            option.icon = tick_icon(option.checkState == Qt.CheckState.Checked)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        del option
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        is_space = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if not (is_click or (is_space and event.type() == QEvent.Type.KeyPress)):
            return False
        box = model.index(index.row(), TITLE)
        is_ticked = Qt.CheckState(box.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked
        return model.setData(box, wanted, Qt.ItemDataRole.CheckStateRole)


def tick_icon(is_ticked: bool) -> QIcon:
    """A check box in the colours of the moment."""
    c = theme.colours()
    made = QPixmap(2 * BOX, 2 * BOX)
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.core if is_ticked else c.wait, 1.2))
    painter.setBrush(c.core if is_ticked else c.card)
    painter.drawRoundedRect(QRectF(1, 1, BOX - 2, BOX - 2), 3, 3)
    if is_ticked:
        painter.drawPixmap(2, 2, theme.pixmap("check", BOX - 4, c.on_sel, 2.0))
    painter.end()
    icon = QIcon(made)
    icon.addPixmap(made, QIcon.Mode.Selected)
    return icon


class CataloguePick(Sheet):
    """Space or a click ticks, Enter adds what is ticked."""

    chosen = Signal(object)
    """list[TaskDraft]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pick common tasks"), parent)
        self.model = CatalogueModel(self)
        self.filter = CatalogueFilter(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, e.g. invoices"))
        self.search.setAccessibleName(self.tr("Search common tasks"))
        self.search.setClearButtonEnabled(True)
        self.group = Box()
        self.group.setAccessibleName(self.tr("Group"))
        self.group.addItem(self.tr("All groups"), "")
        for name in groups():
            self.group.addItem(name, name)
        self.list = QTableView()
        self._dress_list()
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.group)
        self.body.addLayout(top)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(
            muted_label(self.tr("Minutes are rough starting points: change them on the card."))
        )
        self.add_cancel()
        self.add = self.add_button(self.tr("Add"), self._on_add, is_main=True)
        self.add.setEnabled(False)
        self.search.textChanged.connect(self._on_filter_changed)
        self.group.activated.connect(self._on_filter_changed)
        self.model.ticked.connect(self._on_ticked)
        self.search.installEventFilter(self)
        self.search.setFocus()
        self.resize(720, 560)

    def _dress_list(self) -> None:
        self.list.setModel(self.filter)
        self.list.setItemDelegate(_Ticks(self.list))
        self.list.setAccessibleName(self.tr("Common tasks"))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setShowGrid(False)
        self.list.setTabKeyNavigation(False)
        self.list.setWordWrap(False)
        self.list.verticalHeader().hide()
        self.list.horizontalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.list.horizontalHeader()
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(OFTEN, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(GROUP, QHeaderView.ResizeMode.ResizeToContents)

    def _on_filter_changed(self) -> None:
        self.filter.show_only(self.search.text(), self.group.currentData())

    def _on_ticked(self, count: int) -> None:
        self.add.setText(self.tr("Add %n card(s)", "", count) if count else self.tr("Add"))
        self.add.setEnabled(count > 0)

    def _on_add(self) -> None:
        if tasks := self.model.chosen():
            self.chosen.emit([task.draft() for task in tasks])
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes to the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        is_press = is_down and event.type() == QEvent.Type.KeyPress
        if is_press and watched is self.search and self.filter.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.filter.index(0, TITLE))
            return True
        return super().eventFilter(watched, event)

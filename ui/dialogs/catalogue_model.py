"""The catalogue of common tasks as a list with ticks, and what is shown of it."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QCoreApplication,
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
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from models.catalogue import CatalogueTask, read_catalogue
from ui import theme
from ui.plain import tooltip
from ui.wording import minutes_text, repeat_text

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
TITLE, OFTEN, WHO, PRIVATE, GROUP = range(5)
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
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Task"),
                self.tr("How often"),
                self.tr("Who could take it"),
                self.tr("How private"),
                self.tr("Group"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

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
            return tooltip(about_text(task))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == TITLE:
            return ", ".join(self._text(task, column) for column in (TITLE, OFTEN, WHO, PRIVATE, GROUP))
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
        if column == WHO:
            return who_name(who_of(task))
        if column == PRIVATE:
            return private_name(task.sensitivity)
        minutes = self.tr("about {minutes}").format(minutes=minutes_text(task.minutes * 60))
        often = repeat_text(task.repeat) or self.tr("once")
        return f"{often} · {minutes}"


class CatalogueFilter(QSortFilterProxyModel):
    """The rows that hold every word, of one group, of one privacy, for one kind of taker; "" for all."""

    def __init__(self, source: CatalogueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalogue = source
        self._words = self._group = self._private = self._who = ""
        self.setSourceModel(source)

    def show_only(self, words: str = "", group: str = "", private: str = "", who: str = "") -> None:
        """Filter by what is typed and chosen."""
        self.beginFilterChange()
        self._words, self._group, self._private, self._who = words, group, private, who
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        del parent
        task = self._catalogue.task(row)
        return (
            self._group in ("", task.group)
            and self._private in ("", task.sensitivity)
            and self._who in ("", who_of(task))
            and task.matches(self._words)
        )

    def task(self, row: int) -> CatalogueTask:
        """The task of a row that is shown."""
        return self._catalogue.task(self.mapToSource(self.index(row, TITLE)).row())


class Ticks(QStyledItemDelegate):
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


def who_of(task: CatalogueTask) -> str:
    """Who could take it: assistant, specialist, local; "split" for a part of it, "core" for nobody."""
    if task.verdict != "delegable":
        return task.verdict
    return task.route if task.route in ("assistant", "specialist") else "local"


def who_name(who: str) -> str:
    """The same in words."""
    return {
        "assistant": lambda: QCoreApplication.translate("Catalogue", "an assistant"),
        "specialist": lambda: QCoreApplication.translate("Catalogue", "a specialist"),
        "local": lambda: QCoreApplication.translate("Catalogue", "someone on site"),
        "split": lambda: QCoreApplication.translate("Catalogue", "a part can go"),
        "core": lambda: QCoreApplication.translate("Catalogue", "stays with you"),
    }[who]()


def private_name(sensitivity: str) -> str:
    """How private a task is, in words."""
    return {
        "low": lambda: QCoreApplication.translate("Catalogue", "little"),
        "medium": lambda: QCoreApplication.translate("Catalogue", "somewhat"),
        "high": lambda: QCoreApplication.translate("Catalogue", "very"),
    }[sensitivity]()


def about_text(task: CatalogueTask) -> str:
    """When it is done, what it takes, and what stays the owner's part."""
    lines = []
    if task.done_when:
        lines.append(QCoreApplication.translate("Catalogue", "Done when: {text}").format(text=task.done_when))
    if task.skills:
        skills = ", ".join(task.skills)
        lines.append(QCoreApplication.translate("Catalogue", "Skills: {skills}").format(skills=skills))
    if task.note:
        lines.append(task.note)
    return "\n".join(lines)

"""The ranked list: title and arithmetic in one cell, figures beside it, and whether it fits."""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import theme
from ui.dressing import dress_table
from ui.money_words import money_text
from ui.pages.sort.plan_rows import PlanRow, arithmetic, short_payback
from ui.pages.sort.words import hours_text
from ui.plain import tooltip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
FIT, TASK, WON, NEEDS, EARNED, NET = range(6)
NARROW, NARROWER = 45, 36
"""In heights of a line."""
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
EDGE, GAP = 5, 2
MOST_FITTED = 100
"""So many rows get the height that their words take; further down they are cut to a line each."""
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class PlanModel(QAbstractTableModel):
    """Rows in the order that they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlanRow] = []
        self._currency = ""

    @property
    def has_money(self) -> bool:
        """Whether any row knows what it wins in money."""
        return any(row.found is not None and row.found.worth.net is not None for row in self._rows)

    def show_rows(self, rows: list[PlanRow], currency: str) -> None:
        """Show these; the same tasks in the same order keep their selection."""
        same = [row.task for row in rows] == [row.task for row in self._rows]
        if not same:
            self.beginResetModel()
        self._rows, self._currency = rows, currency
        if same and rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, NET))
        elif not same:
            self.endResetModel()

    def row(self, number: int) -> PlanRow:
        return self._rows[number]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Fits"),
                self.tr("Soonest worth it first"),
                self.tr("Wins back"),
                self.tr("Assistant"),
                self.tr("Earned back"),
                self.tr("Money a week"),
            )[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        if role == Qt.ItemDataRole.ToolTipRole and column == TASK:
            return tooltip(f"{row.title}\n{arithmetic(row.found)}")
        if role == Qt.ItemDataRole.AccessibleTextRole and column == TASK:
            return f"{row.title}, {arithmetic(row.found)}"
        if role == Qt.ItemDataRole.ForegroundRole and column not in (TASK, FIT):
            return self._ink(row, column)
        return None

    def _ink(self, row: PlanRow, column: int) -> object:
        c = theme.colours()
        value = row.found.worth if row.found else None
        if column == WON and value is not None:
            return c.ok if value.won > 0 else c.warn
        is_loss = column == NET and value is not None and value.net is not None and value.net < 0
        return c.warn if is_loss else c.muted

    def _text(self, row: PlanRow, column: int) -> str:
        if column == TASK:
            return row.title
        if column == FIT:
            return {
                "in": self.tr("pinned in"),
                "out": self.tr("left out"),
                "fits": self.tr("fits"),
            }.get(row.mark, "")
        if row.found is None:
            return "–"
        value = row.found.worth
        if column == WON:
            return self.tr("{hours} h").format(hours=hours_text(value.won))
        if column == NEEDS:
            return self.tr("{hours} h").format(hours=hours_text(value.assistant))
        if column == EARNED:
            return short_payback(row.found)
        return "–" if value.net is None else money_text(value.net, self._currency)


class PlanTable(QTableView):
    """opened(int): Enter or a double click. pinned(int, str): I, O or U: "in", "out" or "" for a task."""

    opened = Signal(int)
    pinned = Signal(int, str)
    fitted = Signal()
    """Rows have their heights."""

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setModel(model)
        # The header gives the column its width a moment after the table has got its own.
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit_rows)
        self._words = _TwoLines(self)
        self.setItemDelegate(self._words)
        self.setAccessibleName(self.tr("Delegable tasks, soonest worth it first"))
        # Two lines each
        dress_table(self, self.fontMetrics().height() + 14)
        header = self.horizontalHeader()
        for column in range(6):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TASK, QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_section_resized)
        model.modelReset.connect(self._fit_soon.start)
        model.dataChanged.connect(lambda *_: self._fit_soon.start())
        self.doubleClicked.connect(self._on_double_clicked)

    def task(self) -> int | None:
        """The task of the row in use."""
        index = self.currentIndex()
        return self._plan.row(index.row()).task if index.isValid() else None

    def fit(self) -> None:
        """In a narrow window some figures are left to the arithmetic; money only where there is any."""
        lines = self.width() / self.fontMetrics().height()
        self.setColumnHidden(NEEDS, lines < NARROW)
        self.setColumnHidden(NET, lines < NARROWER or not self._plan.has_money)

    def height_of_rows(self, most: int) -> int:
        """What so many rows take, the last one half seen where there are more."""
        count = self._plan.rowCount()
        shown = sum(self.rowHeight(row) for row in range(min(most, count)))
        return shown + 2 * self.frameWidth() + (self.rowHeight(most) // 2 if count > most else 0)

    def _fit_rows(self) -> None:
        wide = self.columnWidth(TASK)
        for number in range(min(MOST_FITTED, self._plan.rowCount())):
            tall = self._words.height_of(self._plan.row(number), wide)
            if self.rowHeight(number) != tall:
                self.setRowHeight(number, tall)
        self.fitted.emit()

    def _on_section_resized(self, section: int, before: int, after: int) -> None:
        if section == TASK and before != after:
            self._fit_soon.start()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._plan.row(index.row()).task)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()
        if not self.horizontalHeader().isHidden():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        task = self.task()
        marks = {Qt.Key.Key_I: "in", Qt.Key.Key_O: "out", Qt.Key.Key_U: ""}
        if task is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(task)
        elif task is not None and event.key() in marks and not event.modifiers():
            self.pinned.emit(task, marks[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _TwoLines(QStyledItemDelegate):
    """The title with its arithmetic below, each in more lines where it is narrow; a chip for what fits."""

    def height_of(self, row: PlanRow, wide: int) -> int:
        """What a row takes in a column as wide as this."""
        title, sums = self._places_of(row, QRectF(0, 0, wide, 10_000))
        return round(title.height() + sums.height()) + 2 * EDGE + GAP

    def _places_of(self, row: PlanRow, cell: QRectF) -> tuple[QRectF, QRectF]:
        """Where title and arithmetic stand."""
        inside = cell.adjusted(6, EDGE, -6, -EDGE)
        bold, small = QFontMetricsF(_title_font()), QFontMetricsF(_sums_font())
        title = bold.boundingRect(inside, WRAPPED, _short(row.title, bold, inside.width()))
        below = inside.adjusted(0, title.height() + GAP, 0, 0)
        return title, small.boundingRect(below, WRAPPED, arithmetic(row.found))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.column() not in (TASK, FIT):
            super().paint(painter, option, index)
            return
        row = index.data(ROW_ROLE)
        c = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, c.tint)
        if index.column() == FIT:
            self._paint_mark(painter, QRectF(option.rect), row.mark, str(index.data()))
        else:
            self._paint_words(painter, QRectF(option.rect), row)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width() + 12, size.height()) if index.column() == FIT else size

    def _paint_words(self, painter: QPainter, cell: QRectF, row: PlanRow) -> None:
        c = theme.colours()
        title, sums = self._places_of(row, cell)
        inside = cell.adjusted(6, EDGE, -6, -EDGE)
        is_cut = sums.bottom() > inside.bottom() + 1
        painter.setFont(_title_font())
        painter.setPen(c.muted if row.mark == "out" else c.text)
        metrics = QFontMetricsF(painter.font())
        elide = Qt.TextElideMode.ElideRight
        if is_cut:
            painter.drawText(inside, WRAPPED, metrics.elidedText(row.title, elide, inside.width()))
        else:
            painter.drawText(title.adjusted(0, 0, 2, 2), WRAPPED, _short(row.title, metrics, inside.width()))
        painter.setFont(_sums_font())
        painter.setPen(c.muted)
        told = arithmetic(row.found)
        if is_cut:
            told = painter.fontMetrics().elidedText(told, elide, int(inside.width()))
            painter.drawText(inside.adjusted(0, metrics.height() + GAP, 0, 2), WRAPPED, told)
        else:
            painter.drawText(sums.adjusted(0, 0, 2, 2), WRAPPED, told)

    def _paint_mark(self, painter: QPainter, cell: QRectF, mark: str, text: str) -> None:
        if not mark:
            return
        c = theme.colours()
        painter.setFont(theme.font(0.88, QFont.Weight.DemiBold))
        metrics = painter.fontMetrics()
        box = QRectF(0, 0, metrics.horizontalAdvance(text) + 14, metrics.height() + 6)
        box.moveCenter(cell.center())
        ink = {"fits": c.delegable, "in": c.core, "out": c.muted}[mark]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.blend(ink, c.card, 0.14))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _title_font() -> QFont:
    return theme.font(1.0, QFont.Weight.DemiBold)


def _sums_font() -> QFont:
    return theme.font(0.88)


def _short(title: str, metrics: QFontMetricsF, wide: float) -> str:
    """What fits into two lines."""
    return metrics.elidedText(title, Qt.TextElideMode.ElideRight, 1.8 * wide)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == TASK else Qt.AlignmentFlag.AlignRight
    if column == FIT:
        side = Qt.AlignmentFlag.AlignHCenter
    return side | Qt.AlignmentFlag.AlignVCenter

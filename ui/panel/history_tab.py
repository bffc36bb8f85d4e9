"""The tab *History*: what happened to the card, in words, the newest day first."""

from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.board import Board
from models.cards import Detail
from models.history import Entry, read_history
from ui.panel.style import EDGE, PAD, sized
from ui.store import Store
from ui.theme import colours
from ui.wording import day_text, local, sentence_text, when_text

PAGE = 200
Index = QModelIndex | QPersistentModelIndex
DAY_ROLE = Qt.ItemDataRole.UserRole
TIME_ROLE = Qt.ItemDataRole.UserRole + 1


class HistoryModel(QAbstractListModel):
    """Day headings and entries, read from the journal a page at a time as the owner scrolls down."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._task = 0
        self._lines: list[Entry | date] = []
        self._is_complete = True

    def load(self, task_id: int) -> None:
        """Show the newest page of a card's history; 0 shows nothing."""
        self.beginResetModel()
        self._task = task_id
        entries = read_history(self._board, task_id, PAGE) if task_id else []
        self._lines = _with_days(entries, None)
        self._is_complete = len(entries) < PAGE
        self.endResetModel()

    def is_current(self) -> bool:
        """Whether the newest change of the card is already shown."""
        shown = next((line.revision for line in self._lines if isinstance(line, Entry)), 0)
        return [entry.revision for entry in read_history(self._board, self._task, 1)] == [shown]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._is_complete

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self._is_complete:
            return
        last = next(line for line in reversed(self._lines) if isinstance(line, Entry))
        entries = read_history(self._board, self._task, PAGE, before=last.revision)
        self._is_complete = len(entries) < PAGE
        lines = _with_days(entries, local(last.at).date())
        if lines:
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines) + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if isinstance(line, Entry):
            return self._entry_data(line, role)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _heading(line)
        return line if role == DAY_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._lines[index.row()], date):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _entry_data(self, entry: Entry, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            text = sentence_text(entry.sentence)
            return text[:1].upper() + text[1:]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{sentence_text(entry.sentence)}, {when_text(entry.at)}"
        if role == TIME_ROLE:
            return f"{local(entry.at):%H:%M}"
        return None


class HistoryTab(QListView):
    """Read only; arrows walk through it."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task = 0
        self._is_stale = False
        self.setObjectName("history")
        self._history = HistoryModel(store.board, self)
        self.setModel(self._history)
        self.setItemDelegate(_HistoryDelegate(self))
        self.setAccessibleName(self.tr("History"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)

    def load(self, detail: Detail) -> None:
        """Show another card's history; it is read when the tab is looked at."""
        self._task = detail.card.id
        self._is_stale = True
        if self.isVisible():
            self._read()

    def refresh(self, detail: Detail) -> None:
        """The board changed; a history that has nothing new stays where it was scrolled to."""
        if self._history.is_current():
            return
        self.load(detail)

    def flush(self) -> None:
        """Nothing is typed here."""

    def restyle(self) -> None:
        """Take on the running colours."""
        self.viewport().update()

    def _read(self) -> None:
        self._is_stale = False
        self._history.load(self._task)

    def showEvent(self, event: Any) -> None:
        if self._is_stale:
            self._read()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _HistoryDelegate(QStyledItemDelegate):
    """A heading for each day; the time beside each entry, its words wrapped."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        now = colours()
        words, font, time = self._layout(option, index)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and time is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.tint)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(option.rect.adjusted(EDGE, 0, -EDGE, 0), 6, 6)
        painter.setFont(font)
        painter.setPen(now.text)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft, text)
        if time is not None:
            painter.setFont(sized(option.font, 0.88))
            painter.setPen(now.muted)
            painter.drawText(time, Qt.AlignmentFlag.AlignLeft, index.data(TIME_ROLE))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words, _, time = self._layout(option, index)
        return QSize(100, words.height() + (8 if time is not None else 18))

    def _layout(self, option: QStyleOptionViewItem, index: Index) -> tuple[QRect, QFont, QRect | None]:
        """Where words and time stand, and the font of the words; a heading has no time."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        left, top = EDGE + PAD, option.rect.top() + 4
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        is_day = index.data(DAY_ROLE) is not None
        font = sized(option.font, 0.95, QFont.Weight.DemiBold) if is_day else option.font
        from_time = 0 if is_day else option.fontMetrics.horizontalAdvance("00:00") + 8
        room = QRect(left + from_time, top + (10 if is_day else 0), width - 2 * left - from_time, 10_000)
        metrics = option.fontMetrics
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft, text)
        time = None if is_day else QRect(left, top + 1, from_time, metrics.height())
        return QRect(room.left(), room.top(), room.width(), words.height()), font, time


def _with_days(entries: list[Entry], above: date | None) -> list[Entry | date]:
    """Entries with a heading before each day; `above` is the day that is already headed."""
    lines: list[Entry | date] = []
    for entry in entries:
        day = local(entry.at).date()
        if day != above:
            lines.append(day)
            above = day
        lines.append(entry)
    return lines


def _heading(day: date) -> str:
    today = date.today()
    if 0 <= (today - day).days <= 1:
        text = day_text(day, today)
        return text[:1].upper() + text[1:]
    return QLocale().toString(
        QDate(day.year, day.month, day.day), "dddd d MMMM" if day.year == today.year else "dddd d MMMM yyyy"
    )

"""What came of the opened card each time, the newest first: painted, and read a page at a time."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from models.board import Board
from models.runs import RunLine, read_runs
from ui.panel.style import EDGE, PAD, sized
from ui.plain import tooltip
from ui.run_words import day_of_run, details, headline, spoken, won_text
from ui.theme import Colours, colours

FIRST_PAGE, PAGE = 30, 200
RUN_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_COLOURS = {"accepted": "ok", "accepted_after_fix": "warn", "sent_back": "bad", "": "core"}
# Nobody looked at these: they are drawn hollow.
_HOLLOW = ("", "assumed_done")


class RunsModel(QAbstractListModel):
    """Runs of one card, read as the owner scrolls down."""

    def __init__(self, board: Board, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board, self._today = board, today
        self._task = 0
        self._runs: list[RunLine] = []
        self._is_complete = True

    def load(self, task: int) -> None:
        """Show the newest runs of a card, 0 none."""
        self.beginResetModel()
        self._task = task
        self._runs = read_runs(self._board, task, FIRST_PAGE) if task else []
        self._is_complete = len(self._runs) < FIRST_PAGE
        self.endResetModel()

    def refresh(self) -> None:
        """Read what is shown again; where only some rows are others, nothing else is touched."""
        fresh = read_runs(self._board, self._task, max(FIRST_PAGE, len(self._runs)))
        if [run.id for run in fresh] != [run.id for run in self._runs]:
            self.beginResetModel()
            self._is_complete = len(fresh) < max(FIRST_PAGE, len(self._runs))
            self._runs = fresh
            self.endResetModel()
            return
        for place, (old, new) in enumerate(zip(self._runs, fresh, strict=True)):
            if old != new:
                self._runs[place] = new
                self.dataChanged.emit(self.index(place), self.index(place))

    def run(self, place: int) -> RunLine | None:
        """The run in a row."""
        return self._runs[place] if 0 <= place < len(self._runs) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._runs)

    def read_more(self) -> None:
        """The next page, if there is one. Not Qt's fetchMore: a view that is as high as its rows shows the
        last one at all times, and would fetch them all.
        """
        if self._is_complete:
            return
        more = read_runs(self._board, self._task, PAGE, before=self._runs[-1].id)
        self._is_complete = len(more) < PAGE
        if more:
            self.beginInsertRows(QModelIndex(), len(self._runs), len(self._runs) + len(more) - 1)
            self._runs += more
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        run = self.run(index.row()) if index.isValid() else None
        if run is None:
            return None
        if role == RUN_ROLE:
            return run
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(run, self._today())
        return tooltip(run.note) or None if role == Qt.ItemDataRole.ToolTipRole else None


class RunsList(QListView):
    """As high as its rows: the tab around it scrolls. edit_asked(RunLine): Enter, or a double click."""

    edit_asked = Signal(object)

    def __init__(self, board: Board, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = RunsModel(board, today, self)
        self.setModel(self.runs)
        self.setItemDelegate(_RunDelegate(today, self))
        self.setAccessibleName(self.tr("Each time"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._ask)
        self.runs.modelReset.connect(self._fit)
        self.runs.rowsInserted.connect(self._fit)
        self._fit()

    def load(self, task: int) -> None:
        """Show another card's."""
        self.runs.load(task)

    def refresh(self) -> None:
        """Show what is stored now; the row with the keyboard stays it."""
        at = self.runs.run(self.currentIndex().row())
        self.runs.refresh()
        for place in range(self.runs.rowCount()):
            run = self.runs.run(place)
            if at is not None and run is not None and run.id == at.id:
                self.setCurrentIndex(self.runs.index(place))

    def current_rect(self) -> QRect:
        """Where the row with the keyboard is, in the view."""
        return self.visualRect(self.currentIndex())

    def restyle(self) -> None:
        """Take on the running colours, and letters."""
        self._fit()
        self.viewport().update()

    def _fit(self) -> None:
        height = row_height(self.font())
        self.setFixedHeight(max(1, self.runs.rowCount()) * height)

    def _ask(self, index: Index) -> None:
        if (run := self.runs.run(index.row())) is not None:
            self.edit_asked.emit(run)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.runs.rowCount():
            self.setCurrentIndex(self.runs.index(0))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def row_height(font: QFont) -> int:
    """Of one run: two lines."""
    return QFontMetrics(font).height() + QFontMetrics(sized(font, 0.88)).height() + 13


class _RunDelegate(QStyledItemDelegate):
    """How it came out and when; below it what it took, and what it won."""

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del index
        return QSize(100, row_height(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        run: RunLine = index.data(RUN_ROLE)
        now = colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, now)
        box = option.rect.adjusted(PAD, 4, -PAD, -5)
        metrics, small = option.fontMetrics, sized(option.font, 0.88)
        mark = metrics.height() * 0.55
        self._paint_mark(painter, run, QPointF(box.left() + mark / 2, box.top() + metrics.height() / 2), mark)
        left = round(box.left() + mark + 8)
        upper = QRect(left, box.top(), box.right() - left, metrics.height())
        low = QFontMetrics(small).height()
        lower = QRect(left, box.bottom() - low, box.right() - left, low)
        is_hollow = run.outcome == "assumed_done"
        painter.setFont(small)
        painter.setPen(now.muted)
        day = day_of_run(run, self._today())
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, day)
        upper.setRight(upper.right() - painter.fontMetrics().horizontalAdvance(day) - 8)
        painter.setFont(option.font)
        text = headline(run)
        text = text[:1].upper() + text[1:]
        _paint_pair(painter, upper, text, "", now.muted if is_hollow else now.text, now.muted)
        painter.setFont(small)
        won, colour = won_text(run.won), now.ok if (run.won or 0) > 0 else now.bad
        _paint_pair(painter, lower, details(run), won, now.muted, colour)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, now: Colours) -> None:
        view = option.widget
        state = option.state
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        has_keyboard = is_current and view is not None and view.hasFocus()
        ground = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(now.sel, 1) if has_keyboard else Qt.PenStyle.NoPen)
            painter.setBrush(now.tint if is_current else now.hover)
            painter.drawRoundedRect(ground, 6, 6)
        else:
            painter.setPen(QPen(now.line, 1))
            bottom = option.rect.bottom() - 0.5
            painter.drawLine(
                QPointF(option.rect.left() + PAD, bottom), QPointF(option.rect.right() - PAD, bottom)
            )

    def _paint_mark(self, painter: QPainter, run: RunLine, centre: QPointF, size: float) -> None:
        now = colours()
        colour = getattr(now, _COLOURS.get(run.outcome, "wait"))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush if run.outcome in _HOLLOW else colour)
        painter.drawEllipse(centre, size / 2 - 1, size / 2 - 1)


def _paint_pair(painter: QPainter, room: QRect, text: str, right: str, colour: Any, other: Any) -> None:
    """A text, cut where it meets the one at the right."""
    metrics = painter.fontMetrics()
    taken = metrics.horizontalAdvance(right) + EDGE
    painter.setPen(colour)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - taken)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)
    if right:
        painter.setPen(other)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)

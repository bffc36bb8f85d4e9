"""The list of one column as far as cards are dragged out of it and dropped into it."""

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from models.cards import Card
from ui import clipboard, theme
from ui.board.card_delegate import INSET, CardDelegate
from ui.board.card_layout import GAP, card_style
from ui.board.cell_model import CARD_ROLE, CellModel
from ui.board.drag import EdgeScroll, drag_picture, paint_drop_line, read_ids


class DropTable(QTableView):
    """A one-column table of cards with its own drag and drop: Qt's knows neither gaps nor other columns."""

    # ids, id of the card above (None: at the top)
    dropped = Signal(object, object)
    # a QMimeData of another program or board, id of the card above
    foreign_dropped = Signal(object, object)
    # where a drag hovers, on the screen; None once it has left
    hovered = Signal(object)
    drag_began = Signal(object)
    drag_ended = Signal()

    def __init__(self, board: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A viewport that Qt makes is unknown to Python, and the first look at one makes Python types of all
        # kinds of widgets (a tenth of a start).
        ground = QWidget(self)
        ground.setBackgroundRole(QPalette.ColorRole.Base)
        ground.setAutoFillBackground(True)
        self.setViewport(ground)
        self._board = board
        self._drop_row: int | None = None
        self._drop_ids: tuple[int, ...] = ()
        self._last_position = QPoint()
        self._set_up_table()
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)

    @cached_property
    def _edge(self) -> EdgeScroll:
        made = EdgeScroll(self.verticalScrollBar(), self)
        made.scrolled.connect(self._on_edge_scrolled)
        return made

    def _set_up_table(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(28)

    # What is where

    def cards(self) -> CellModel:
        """The model, by its own type."""
        model = self.model()
        assert isinstance(model, CellModel)
        return model

    def painter_of_cards(self) -> CardDelegate:
        """The delegate, by its own type."""
        delegate = self.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        return delegate

    def card_rect(self, row: int) -> QRect:
        """The card in a row without the gap below it, in the viewport."""
        top = self.rowViewportPosition(row)
        return self.painter_of_cards().card_rect(
            QRect(0, top, self.viewport().width(), card_style().row_height)
        )

    def row_at(self, position: QPoint) -> int:
        """The row whose card (not the gap) is at `position`; -1 between and below the cards."""
        row = self.rowAt(position.y())
        return row if row >= 0 and self.card_rect(row).contains(position) else -1

    def drop_row(self, position: QPoint) -> int:
        """Before which row something dropped at `position` lands: the nearest gap."""
        count = len(self.cards())
        if not count or position.y() < self.rowViewportPosition(0):
            return 0
        row = self.rowAt(position.y())
        if row < 0:
            return count
        return row if position.y() < self.card_rect(row).center().y() else row + 1

    def card_above(self, row: int, ids: Sequence[int]) -> int | None:
        """The nearest card above `row` that is not itself on the way; None at the top."""
        moving = set(ids)
        own = self.cards().ids
        return next((own[place] for place in range(row - 1, -1, -1) if own[place] not in moving), None)

    # Dragging out

    def startDrag(self, actions: Qt.DropAction) -> None:
        rows = sorted(index.row() for index in self.selectedIndexes())
        if not rows:
            return
        mime = self.cards().mimeData([self.cards().index(row, 0) for row in rows])
        ids = read_ids(mime, self._board)
        drag = QDrag(self)
        drag.setMimeData(mime)
        pressed = self.currentIndex().row()
        first = [pressed, *(row for row in rows if row != pressed)][:3]
        delegate, rect = self.painter_of_cards(), self.card_rect(pressed)
        plans = [
            delegate.plan(card, rect.width())
            for row in first
            if isinstance(card := self.cards().index(row, 0).data(CARD_ROLE), Card)
        ]
        drag.setPixmap(drag_picture(plans, len(ids), rect.size(), self.devicePixelRatioF()))
        # Below and right of the pointer, so that the drop line stays in sight
        drag.setHotSpot(QPoint(16, 12))
        self.drag_began.emit(ids)
        try:
            self.run_drag(drag, actions, Qt.DropAction.MoveAction)
        finally:
            self.drag_ended.emit()

    def run_drag(self, drag: QDrag, actions: Qt.DropAction, default: Qt.DropAction) -> Qt.DropAction:
        """The part of a drag that the window system runs."""
        return drag.exec(actions, default)

    # Dropping in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop_ids = read_ids(event.mimeData(), self._board)
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        event.accept()
        self.end_hover()

    def dropEvent(self, event: QDropEvent) -> None:
        mime, row = event.mimeData(), self.drop_row(event.position().toPoint())
        ids = read_ids(mime, self._board)
        self.end_hover()
        if ids:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(ids, self.card_above(row, ids))
        elif clipboard.can_read(mime):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.foreign_dropped.emit(kept_mime(mime), self.card_above(row, ()))
        else:
            event.ignore()
        self.setState(QAbstractItemView.State.NoState)

    def _follow(self, event: QDragMoveEvent) -> None:
        if not self._drop_ids and not clipboard.can_read(event.mimeData()):
            event.ignore()
            return
        action = Qt.DropAction.MoveAction if self._drop_ids else Qt.DropAction.CopyAction
        event.setDropAction(action)
        event.accept()
        position = event.position().toPoint()
        self.hover(position)

    def hover(self, position: QPoint) -> None:
        """Show where something held at `position` would land, and scroll near the edges."""
        self._last_position = position
        self._edge.follow(position.y(), self.viewport().height())
        self._show_line(self.drop_row(position))
        self.hovered.emit(self.viewport().mapToGlobal(position))

    def end_hover(self) -> None:
        """A drag has left, was dropped or given up."""
        self._edge.stop()
        self._show_line(None)
        self.hovered.emit(None)

    def _show_line(self, row: int | None) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def _on_edge_scrolled(self) -> None:
        self._drop_row = self.drop_row(self._last_position)
        self.viewport().update()

    def line_position(self) -> float | None:
        """Where the drop line is, from the top of the viewport; None while there is none."""
        if self._drop_row is None:
            return None
        count = len(self.cards())
        if self._drop_row < count:
            top = self.rowViewportPosition(self._drop_row)
        else:
            top = self.rowViewportPosition(count - 1) + card_style().row_height if count else 6
        return max(4.0, top - GAP / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        y = self.line_position()
        if y is not None:
            painter = QPainter(self.viewport())
            paint_drop_line(painter, y, self.width() - INSET, theme.colours().sel)
            painter.end()


def kept_mime(mime: QMimeData) -> QMimeData:
    """A copy that outlives the drop: the original belongs to the event."""
    made = QMimeData()
    for name in mime.formats():
        made.setData(name, mime.data(name))
    return made

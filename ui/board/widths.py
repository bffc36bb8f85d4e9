"""How wide the columns are: dragging the gaps between them, and what the menu of a column does."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QMoveEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from models import stages
from ui import theme
from ui.board.column import Column, widened
from ui.board.lanes import GAP, Lanes
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView

MOST_WIDTH = 640
STEP = 40
"""By how much the menu makes a column wider or narrower, at letters of the usual size."""


class Gap(QWidget):
    """The gap right of a column. dragged(int): the mouse is so many pixels from where it was pressed."""

    pressed = Signal()
    dragged = Signal(int)
    released = Signal()
    double_clicked = Signal()

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._from: float | None = None
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setToolTip(self.tr("Drag to make the column wider; double click: all equally wide"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().x()
            self.pressed.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.dragged.emit(round(event.globalPosition().x() - self._from))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._from is not None:
            self._from = None
            self.released.emit()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._from is None:
            # Carried off from below the mouse, it would stay lit until the mouse moves
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)

    def enterEvent(self, event: object) -> None:
        del event
        self.update()

    def leaveEvent(self, event: object) -> None:
        del event
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self.underMouse() or self._from is not None:
            painter = QPainter(self)
            painter.fillRect(self.width() // 2 - 1, 4, 2, self.height() - 8, theme.colours().sel)
            painter.end()


class Widths(QObject):
    """What the owner drags is kept by the board; columns that nobody dragged share the room."""

    def __init__(self, store: Store, board: "BoardView", lanes: Lanes) -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._lanes = lanes
        self._gaps: dict[Column, Gap] = {}
        self._dragged: Column | None = None
        self._from = 0
        self._held: dict[Column, int] = {}
        lanes.laid.connect(self._place)

    def gap(self, column: Column) -> Gap:
        """The handle right of a column."""
        return self._gaps[column]

    def watch(self, column: Column) -> None:
        """Make the gap right of a new column."""
        gap = self._gaps[column] = Gap(column.parentWidget())
        gap.pressed.connect(lambda: self._begin(column))
        gap.dragged.connect(self._drag)
        gap.released.connect(self._end)
        gap.double_clicked.connect(self.equal)

    def forget(self, column: Column) -> None:
        """A column is gone."""
        if self._dragged is column:
            self._dragged = None
        gap = self._gaps.pop(column)
        gap.hide()
        gap.deleteLater()

    def show(self) -> None:
        """Give every column the width that the board has for it."""
        if self._dragged is None:
            for column in self._board.columns():
                width = column.stage.width
                column.wanted = None if width is None else widened(width)
            self._lanes.invalidate()

    def change(self, column: Column, step: int) -> None:
        """Make a column wider (1) or narrower (-1)."""
        now = column.wanted or column.width()
        self._store_widths(column, {column: self._bounded(column, now + step * widened(STEP))})

    def can_shrink(self, column: Column) -> bool:
        """Whether a column can become narrower."""
        return (column.wanted or column.width()) > column.minimumWidth()

    @property
    def is_uneven(self) -> bool:
        """Whether any column has a width of its own."""
        return any(column.stage.width is not None for column in self._board.columns())

    def equal(self) -> None:
        """All columns equally wide."""
        self._dragged = None
        if self.is_uneven:
            self._submit(stages.forget_widths)

    def _begin(self, column: Column) -> None:
        if self._store.board.read_only:
            return
        columns = self._board.columns()
        left = [c for c in columns[: columns.index(column)] if c.wanted is None and not c.is_folded]
        # Those at the left stay where they are, so that the gap stays under the mouse
        self._held = {c: c.width() for c in left if c.width() > c.minimumWidth()}
        self._dragged, self._from = column, column.width()

    def _drag(self, by: int) -> None:
        column = self._dragged
        if column is None or (not by and column.wanted is None):
            return
        for other, width in self._held.items():
            other.wanted = width
        column.wanted = self._bounded(column, self._from + by)
        self._lanes.invalidate()
        self._lanes.activate()

    def _end(self) -> None:
        column, self._dragged = self._dragged, None
        if column is not None and column.wanted is not None and column.width() != self._from:
            self._store_widths(column, {**self._held, column: column.wanted})
        else:
            self.show()

    def _bounded(self, column: Column, width: int) -> int:
        return max(column.minimumWidth(), min(widened(MOST_WIDTH), width))

    def _store_widths(self, column: Column, wanted: dict[Column, int]) -> None:
        scale = widened(1_000) / 1_000
        widths = {other.stage.id: round(width / scale) for other, width in wanted.items()}
        if any(widths[other.stage.id] != other.stage.width for other in wanted):
            self._submit(stages.set_widths, column.stage.id, widths)

    def _submit(self, operation: object, *values: object) -> None:
        ticket = self._store.submit(operation, *values)  # type: ignore[arg-type]
        ticket.done.connect(lambda error: self.show() if error is not None else None)

    def _place(self) -> None:
        for column, gap in self._gaps.items():
            gap.setGeometry(column.x() + column.width(), column.y(), GAP, column.height())
            gap.setVisible(not column.is_folded and not self._store.board.read_only)

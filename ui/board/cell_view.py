"""The list of one column: selecting, keys, the rubber band. Dragging and dropping are in drop_table."""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHoverEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from ui import theme
from ui.board.card_delegate import Look
from ui.board.card_layout import card_style
from ui.board.cell_model import ID_ROLE
from ui.board.drop_table import DropTable

_KEYS = Qt.Key
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
_PUSHES = {
    _KEYS.Key_Up: (0, -1),
    _KEYS.Key_Down: (0, 1),
    _KEYS.Key_Left: (-1, 0),
    _KEYS.Key_Right: (1, 0),
}


class CellView(DropTable):
    """What is chosen here goes up as signals; the board knows what it means for the other columns."""

    opened = Signal(int)
    focused = Signal()
    # The selection begins anew here: that of the other columns ends
    chosen_alone = Signal()
    # Focus one column further (-1, 1)
    stepped = Signal(int)
    # Move the selected cards (columns, rows)
    pushed = Signal(int, int)
    # Send the selected cards to the n-th column, from 1
    sent = Signal(int)
    bin_requested = Signal()
    context_requested = Signal(QPoint)
    add_requested = Signal()
    # A rubber band: whether it adds to the selection; where it is now, on the screen
    band_began = Signal(bool, QPoint)
    band_moved = Signal(QPoint)
    band_ended = Signal()

    def __init__(self, board: str, parent: QWidget | None = None) -> None:
        super().__init__(board, parent)
        self._band_origin: QPoint | None = None
        self._is_banding = False
        self._hovered_row = -1
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.doubleClicked.connect(self._on_double_clicked)
        self.take_theme()

    def take_theme(self) -> None:
        """Take over row height and colours; the table must not paint a selection under the cards."""
        self.verticalHeader().setDefaultSectionSize(card_style().row_height)
        colours = QPalette(QApplication.palette())
        # An opaque ground lets Qt scroll by copying pixels
        colours.setColor(QPalette.ColorRole.Base, theme.colours().lane)
        colours.setColor(QPalette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))
        self.setPalette(colours)
        # Under a style sheet the viewport does not inherit it
        self.viewport().setPalette(colours)

    def current_id(self) -> int | None:
        """The card with the focus mark."""
        index = self.currentIndex()
        return index.data(ID_ROLE) if index.isValid() else None

    def selected_ids(self) -> list[int]:
        """The selected cards from top to bottom."""
        ids = self.cards().ids
        spans = sorted((span.top(), span.bottom()) for span in self.selectionModel().selection().toList())
        return [task_id for top, bottom in spans for task_id in ids[top : bottom + 1]]

    def select_ids(self, ids: set[int] | frozenset[int], current: int | None) -> None:
        """Select exactly these cards, as far as they are here, and put the focus mark on `current`."""
        model = self.cards()
        self.select_rows(sorted(row for task_id in ids if (row := model.row_of(task_id)) >= 0))
        row = model.row_of(current) if current is not None else -1
        if row >= 0:
            index, flag = model.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(index, flag)

    def select_rows(self, rows: list[int]) -> None:
        """Select exactly these rows, given in order, as few ranges."""
        model, selection, start = self.cards(), QItemSelection(), 0
        for place, row in enumerate(rows):
            if place + 1 == len(rows) or rows[place + 1] != row + 1:
                selection.select(model.index(rows[start], 0), model.index(row, 0))
                start = place + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def focus_row(self, row: int) -> None:
        """Select the card of a row alone, put the focus mark on it and show it; does nothing when empty."""
        count = len(self.cards())
        if count:
            index = self.cards().index(min(max(0, row), count - 1), 0)
            self.chosen_alone.emit()
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)

    def look_of(self, index: QModelIndex | QPersistentModelIndex) -> Look:
        """How the card of an index is drawn."""
        row = index.row()
        is_current = row == self.currentIndex().row() and self.hasFocus()
        is_selected = self.selectionModel().isRowSelected(row)
        return is_selected, is_current, row == self._hovered_row

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHoverEvent):
            is_inside = event.type() != QEvent.Type.HoverLeave
            self._hovered_row = self.rowAt(event.position().toPoint().y()) if is_inside else -1
        return super().viewportEvent(event)

    def rename_current(self) -> None:
        """Edit the title of the card with the focus mark in place."""
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            self.edit(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._take_key(event):
            super().keyPressEvent(event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, modifiers = _KEYS(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == _CTRL_SHIFT and key in _PUSHES:
            self.pushed.emit(*_PUSHES[key])
        elif modifiers != Qt.KeyboardModifier.NoModifier:
            return False
        elif key in (_KEYS.Key_Left, _KEYS.Key_Right):
            self.stepped.emit(-1 if key == _KEYS.Key_Left else 1)
        elif key in (_KEYS.Key_Home, _KEYS.Key_End):
            self.focus_row(0 if key == _KEYS.Key_Home else len(self.cards()) - 1)
        elif key in (_KEYS.Key_Return, _KEYS.Key_Enter):
            self._open(self.currentIndex())
        elif key == _KEYS.Key_F2:
            self.rename_current()
        elif key in (_KEYS.Key_Delete, _KEYS.Key_Backspace):
            self.bin_requested.emit()
        elif key == _KEYS.Key_Space:
            flag = QItemSelectionModel.SelectionFlag.Toggle
            self.selectionModel().select(self.currentIndex(), flag)
        elif _KEYS.Key_1 <= key <= _KEYS.Key_9:
            self.sent.emit(key - _KEYS.Key_0)
        elif key == _KEYS.Key_N:
            self.add_requested.emit()
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters are the window's keys, not the beginning of a title."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        # In one column, Home and End mean the first and the last card
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self.cards().index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self.cards().index(len(self.cards()) - 1, 0)
        return super().moveCursor(action, modifiers)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        command = super().selectionCommand(index, event)
        # Without an event Qt only asks: it may set a current index that selects nothing
        if event is not None and command & QItemSelectionModel.SelectionFlag.Clear:
            self.chosen_alone.emit()
        return command

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = event.position().toPoint()
        if self.row_at(position) >= 0:
            super().mousePressEvent(event)
            return
        # Between and below the cards begins a rubber band
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        is_adding = bool(event.modifiers() & _CTRL_SHIFT)
        if not is_adding:
            self.chosen_alone.emit()
            self.clearSelection()
        if event.button() == Qt.MouseButton.LeftButton:
            self._band_origin = position
            self._is_banding = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._band_origin is None:
            super().mouseMoveEvent(event)
            return
        position = event.position().toPoint()
        distance = (position - self._band_origin).manhattanLength()
        if not self._is_banding and distance >= QApplication.startDragDistance():
            self._is_banding = True
            is_adding = bool(event.modifiers() & _CTRL_SHIFT)
            self.band_began.emit(is_adding, self.viewport().mapToGlobal(self._band_origin))
        if self._is_banding:
            self.band_moved.emit(self.viewport().mapToGlobal(position))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._band_origin is None:
            super().mouseReleaseEvent(event)
            return
        self._band_origin = None
        if self._is_banding:
            self._is_banding = False
            self.band_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.row_at(event.position().toPoint()) >= 0:
            super().mouseDoubleClickEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.add_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        position = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            position = self.viewport().mapToGlobal(self.card_rect(self.currentIndex().row()).center())
        self.context_requested.emit(position)
        event.accept()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(ID_ROLE))

    def sizeHint(self) -> QSize:
        return QSize(140, 3 * card_style().row_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, card_style().row_height)

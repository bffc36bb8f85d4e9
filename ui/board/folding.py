"""Which columns are strips: those that the owner folded, and while the panel is open the spare ones."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import stages
from ui.board.column import MIN_WIDTH, Column, widened
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView

_NARROW_WIDTH = 128


class Folding(QObject):
    """What the owner folds is kept by the board; what is folded for want of room is not."""

    def __init__(self, store: Store, board: "BoardView") -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._is_narrow = False
        self._unfolded: set[int] = set()

    def watch(self, column: Column) -> None:
        """Follow a new column."""
        column.fold_requested.connect(lambda is_folded: self.fold(column, is_folded))

    @property
    def is_narrow(self) -> bool:
        """Whether the panel takes room."""
        return self._is_narrow

    def set_narrow(self, is_narrow: bool) -> None:
        """Fold Done and empty columns until there is room again."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._unfolded.clear()
            for column in self._board.columns():
                self.show(column)

    def fold(self, column: Column, is_folded: bool) -> None:
        """Fold a column to a strip, or unfold it, because the owner asked."""
        self._unfolded -= {column.stage.id}
        if not is_folded:
            self._unfolded |= {column.stage.id}
        column.set_folded(is_folded, self._min_width())
        if column.stage.collapsed != is_folded:
            self._store.submit(stages.fold_stage, column.stage.id, is_folded)

    def show(self, column: Column) -> None:
        """Show a column as it should be now."""
        is_spare = column.stage.kind == "done" or not len(column.model)
        is_folded = column.stage.collapsed or (
            self._is_narrow and is_spare and column.stage.id not in self._unfolded
        )
        is_resized = not is_folded and column.minimumWidth() != self._min_width()
        if is_folded != column.is_folded or is_resized:
            column.set_folded(is_folded, self._min_width())

    def _min_width(self) -> int:
        return widened(_NARROW_WIDTH if self._is_narrow else MIN_WIDTH)

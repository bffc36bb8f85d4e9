"""What the menu of a column does to the board."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from models import stages
from models.board import new_uid
from models.stages import Stage
from ui import wording
from ui.board.column import Column
from ui.board.folding import Folding
from ui.board.widths import Widths
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView


class ColumnOperations(QObject):
    """Submits what is done to whole columns; the change comes back like any other."""

    def __init__(self, store: Store, board: "BoardView", folding: Folding, widths: Widths) -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._folding = folding
        self._widths = widths

    def watch(self, column: Column) -> None:
        """Follow a new column."""
        column.renamed.connect(lambda name: self.rename(column.stage, name))
        column.menu_requested.connect(lambda at: self.show_menu(column, at))

    def rename(self, stage: Stage, name: str) -> None:
        """Call a column something else."""
        self._store.submit(stages.edit_stage, stage.id, name=name)

    def colour(self, stage: Stage, value: str) -> None:
        """Colour a column: "#rrggbb", or "" for its kind's own."""
        self._store.submit(stages.edit_stage, stage.id, colour=value)

    def add(self, beside: Stage) -> None:
        """Add a column of the same kind at the right of another, and ask for its name in place."""
        uid = new_uid()
        name = self.tr("{name} 2").format(name=beside.name)
        ticket = self._store.submit(stages.add_stage, name, beside.kind, beside.id, uid)
        ticket.done.connect(lambda error: self._name_new(uid) if error is None else None)

    def _name_new(self, uid: str) -> None:
        for column in self._board.columns():
            if column.stage.uid == uid:
                self._board.show_column(column)
                column.header.rename()

    def shift(self, stage: Stage, step: int) -> None:
        """Move a column one place to the left (-1) or right (1)."""
        order = [column.stage.id for column in self._board.columns()]
        place = order.index(stage.id)
        order.insert(place + step, order.pop(place))
        at = order.index(stage.id)
        self._store.submit(stages.move_stage, stage.id, order[at - 1] if at else None)

    def delete(self, stage: Stage) -> None:
        """Delete an empty column."""
        self._store.submit(stages.delete_stage, stage.id)

    def limit(self, stage: Stage) -> None:
        """Ask how many cards a column should hold at most."""
        from ui.dialogs.column_limit import ColumnLimitDialog

        def set_limit(limit: int | None) -> None:
            if limit != stage.limit:
                self._store.submit(stages.edit_stage, stage.id, limit=limit)

        ColumnLimitDialog(stage, set_limit, self._board.window()).open()

    def show_menu(self, column: Column, at: QPoint) -> None:
        """Open the column's menu at a place on the screen."""
        from ui.board.column_menu import ColumnActions, column_menu

        stage, board = column.stage, self._store.board
        order = [other.stage.id for other in self._board.columns()]
        place = order.index(stage.id)
        reason = stages.why_not_delete(board, stage)
        actions = ColumnActions(
            rename=column.header.rename,
            colour=lambda value: self.colour(stage, value),
            add=lambda: self.add(stage),
            move_left=(lambda: self.shift(stage, -1)) if place > 0 else None,
            move_right=(lambda: self.shift(stage, 1)) if place < len(order) - 1 else None,
            wider=lambda: self._widths.change(column, 1),
            narrower=(lambda: self._widths.change(column, -1)) if self._widths.can_shrink(column) else None,
            equal=self._widths.equal if self._widths.is_uneven else None,
            limit=lambda: self.limit(stage),
            fold=lambda: self._folding.fold(column, True),
            delete=lambda: self.delete(stage),
            keep_reason=wording.sentence_text(reason) if reason is not None else "",
        )
        column_menu(stage, not board.read_only, actions, column).popup(at)

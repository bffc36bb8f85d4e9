"""Which cards each column shows: all, or what a search found, and without what runs quietly."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import cards
from models.search import Found
from ui.board.column import Column
from ui.board.focus import Focus
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView
    from ui.board.quiet import Quiet


class Orders:
    """Ids and ranks of whole columns, kept until a card changes: a search filters them at every key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._whole: dict[int, tuple[list[int], list[float]]] = {}

    def clear(self) -> None:
        """A card has changed: read anew."""
        self._whole.clear()

    def whole(self, stage: int) -> list[int]:
        """Ids of all of a column's cards."""
        return self.read(stage, None)[0]

    def read(
        self, stage: int, found: Found | None, hidden: frozenset[int] = frozenset()
    ) -> tuple[list[int], list[float]]:
        """Ids and ranks of a column's cards from top to bottom, only those found if a search is on, without
        the `hidden` ones.
        """
        if stage not in self._whole:
            self._whole[stage] = cards.read_order(self._store.board, stage)
        ids, ranks = self._whole[stage]
        if found is None and not hidden:
            return list(ids), list(ranks)
        rows = [
            row
            for row, task_id in enumerate(ids)
            if task_id not in hidden and (found is None or task_id in found.ids)
        ]
        return [ids[row] for row in rows], [ranks[row] for row in rows]


class Contents(QObject):
    """Fills the columns of the board. `found`: what a search found; None shows all."""

    def __init__(self, store: Store, board: "BoardView", focus: Focus) -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._focus = focus
        self._orders = Orders(store)
        self._quiet: Quiet | None = None
        self.found: Found | None = None

    def fill(self, column: Column, *, is_same_board: bool = False) -> None:
        """Show the cards of one column; `is_same_board`: only others of those that were known before."""
        ids, ranks = self._orders.read(column.stage.id, self.found, self._hidden(column))
        column.model.reset(ids, ranks, is_same_board=is_same_board)
        self.show_quiet_line(column)

    def clear(self) -> None:
        """The board has changed: read anew what is to be shown."""
        self._orders.clear()

    def apply(self, touched: frozenset[int]) -> None:
        """Show these cards where they are now, as they are now."""
        board = self._store.board
        places = cards.read_places(board, touched)
        if self.found is not None:
            places = {task_id: place for task_id, place in places.items() if task_id in self.found.ids}
        fresh = cards.read_cards(board, places)
        for column in self._board.columns():
            hidden = self._hidden(column)
            own = {i: card for i, card in fresh.items() if card.stage == column.stage.id and i not in hidden}
            column.model.apply(own, touched - own.keys())

    def forget(self, column: Column) -> None:
        """A column is gone."""
        if self._quiet is not None:
            self._quiet.forget(column)

    # What runs quietly

    def set_quiet(self, ids: frozenset[int]) -> None:
        """Cards in Handed over that need nothing: they fold into one line."""
        if self._quiet is None:
            if not ids:
                return
            from ui.board.quiet import Quiet

            self._quiet = Quiet(self._board)
            self._quiet.turned.connect(self._show_quiet)
        if self._quiet.set_ids(ids):
            self._show_quiet()

    def unfold(self, task_id: int) -> None:
        """A card is to be seen: if it is one of those that are folded away, unfold them."""
        if self._quiet is not None and self._quiet.hides(task_id):
            self._quiet.open()

    def show_quiet_line(self, column: Column) -> None:
        """Say above the cards how many of them run quietly."""
        if self._quiet is not None and column.stage.kind == "handed_over":
            self._quiet.show_line(column, self._orders.whole(column.stage.id), self.found)

    def _show_quiet(self) -> None:
        with self._focus.kept():
            for column in self._board.columns():
                if column.stage.kind == "handed_over":
                    self.fill(column, is_same_board=True)

    def _hidden(self, column: Column) -> frozenset[int]:
        return frozenset() if self._quiet is None else self._quiet.hidden(column, self.found)

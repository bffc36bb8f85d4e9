"""What keys, drags and menus do to cards: which column they go to, below which card."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.board.column import Column
from ui.board.focus import Focus
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView


class CardOperations(QObject):
    """Submits what is done to cards, mostly the selected ones; the change comes back like any other."""

    def __init__(self, store: Store, board: "BoardView", focus: Focus) -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._focus = focus

    def watch(self, column: Column) -> None:
        """Follow a new column."""
        view = column.view
        view.pushed.connect(self.push)
        view.sent.connect(self.send)
        view.bin_requested.connect(self.bin_selected)
        view.dropped.connect(lambda ids, after: self.move(ids, column.stage.id, after))
        column.delegate.renamed.connect(self.rename)

    def move(self, ids: Sequence[int], stage: int, after: int | None) -> None:
        """Put cards into a column below `after`; nothing is written where nothing would change."""
        column = self._board.column(stage)
        if not ids or column is None or is_same_order(column.model.ids, ids, after):
            return
        from models import handovers, tasks

        if what := handovers.asks(self._store.board, ids, column.stage.kind):
            self._board.word_wanted.emit(what, tuple(ids), stage, after)
            return
        self._store.submit(tasks.move_tasks, list(ids), stage, after, self._board.today, pending=ids)

    def push(self, columns: int, rows: int) -> None:
        """Move the selected cards by one row, or to the next column at the same height."""
        focus = self._focus.column
        ids = self._board.selected_ids()
        if focus is None or not ids:
            return
        if rows:
            ids = focus.view.selected_ids()
            if ids:
                self.move(ids, focus.stage.id, pushed(focus.model.ids, ids, rows))
            return
        all_columns = self._board.columns()
        place = all_columns.index(focus) + columns
        if 0 <= place < len(all_columns):
            target = all_columns[place]
            row = max(0, focus.view.currentIndex().row())
            self.move(ids, target.stage.id, above(target.model.ids, row, ids))

    def send(self, number: int) -> None:
        """Send the selected cards to the top of the n-th column, counted from 1."""
        columns = self._board.columns()
        if 1 <= number <= len(columns):
            target = columns[number - 1]
            ids = [i for i in self._board.selected_ids() if i not in target.model]
            self.move(ids, target.stage.id, None)

    def bin_selected(self) -> None:
        """Put the selected cards into the bin."""
        from models import tasks

        if ids := self._board.selected_ids():
            self._store.submit(tasks.bin_tasks, ids, pending=ids)

    def rename_current(self) -> None:
        """Edit the title of the card with the focus mark in place."""
        if self._focus.column is not None:
            self._focus.column.view.rename_current()

    def rename(self, task_id: int, title: str) -> None:
        """Give a card another title."""
        from models import tasks

        self._store.submit(tasks.edit_task, task_id, title=title, pending=[task_id])


def above(ids: Sequence[int], row: int, moving: Collection[int]) -> int | None:
    """The nearest card above `row` that does not move itself; None at the top."""
    return next(
        (ids[place] for place in range(min(row, len(ids)) - 1, -1, -1) if ids[place] not in moving), None
    )


def pushed(ids: Sequence[int], moving: Sequence[int], step: int) -> int | None:
    """The card below which `moving` (all in the column `ids`) go when they are pushed up (-1) or down (1)."""
    rows = [row for row, task_id in enumerate(ids) if task_id in set(moving)]
    if step < 0:
        return above(ids, rows[0] - 1, moving)
    rest = [task_id for task_id in ids[rows[-1] + 1 :] if task_id not in set(moving)]
    return rest[0] if rest else above(ids, len(ids), moving)


def is_same_order(ids: Sequence[int], moving: Sequence[int], after: int | None) -> bool:
    """Whether putting `moving` below `after` leaves the column `ids` as it is."""
    chosen = set(moving)
    if not chosen <= set(ids):
        return False
    rest = [task_id for task_id in ids if task_id not in chosen]
    place = 0 if after is None else rest.index(after) + 1 if after in rest else -1
    return place >= 0 and [*rest[:place], *moving, *rest[place:]] == list(ids)

"""One selection and one focus mark across all columns, kept through every change of the cards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ui.board.card_layout import card_style
from ui.board.column import Column

if TYPE_CHECKING:
    from ui.board.board_view import BoardView


class Focus(QObject):
    """Knows the column with the keyboard, and brings selection and focus mark through changes by card."""

    def __init__(self, board: "BoardView") -> None:
        super().__init__(board)
        self._board = board
        self.column: Column | None = None
        self._is_restoring = False
        self._told: list[int] = []

    def watch(self, column: Column) -> None:
        """Follow a new column."""
        view = column.view
        view.focused.connect(lambda: self._on_focused(column))
        view.chosen_alone.connect(lambda: self._on_chosen_alone(column))
        view.stepped.connect(lambda step: self.step(column, step))
        view.selectionModel().selectionChanged.connect(self._tell)

    def forget(self, column: Column) -> None:
        """A column is gone."""
        if self.column is column:
            self.column = None

    def current_id(self) -> int | None:
        """The card with the focus mark, or the first selected one."""
        if self.column is not None and (current := self.column.view.current_id()) is not None:
            return current
        return next(iter(self._board.selected_ids()), None)

    def take(self, column: Column, row: int, *, keyboard: bool = True) -> None:
        """Put selection and focus mark (and the keyboard) on one card and show it."""
        self.column = column
        column.view.focus_row(row)
        if keyboard:
            column.view.setFocus()
        self.show(column)

    def show(self, column: Column) -> None:
        """Bring a column into sight."""
        self._board.show_column(column)

    def step(self, column: Column, step: int) -> None:
        """To the next column with cards, at the same height."""
        columns = self._board.columns()
        view = column.view
        index = view.currentIndex()
        style = card_style()
        height = view.rowViewportPosition(index.row()) + style.card_height // 2 if index.isValid() else 0
        place = columns.index(column) + step
        while 0 <= place < len(columns):
            target = columns[place]
            if len(target.model) and not target.is_folded:
                row = target.view.rowAt(height)
                self.take(target, row if row >= 0 else len(target.model) - 1 if height > 0 else 0)
                return
            place += step

    @contextmanager
    def kept(self, follow: bool = False) -> Iterator[None]:
        """Whatever happens to the cards inside: the same cards stay selected and keep the focus mark.

        `follow`: if the card with the focus mark moves, keyboard and scroll position follow it.
        """
        board, column = self._board, self.column
        selected = frozenset(board.selected_ids())
        current = column.view.current_id() if column else None
        row = column.view.currentIndex().row() if column else -1
        had_keyboard = column is not None and QApplication.focusWidget() is column.view
        self._is_restoring = True
        try:
            yield
            home = board.column_of(current) if current is not None else None
            for other in board.columns():
                wanted = {task_id for task_id in selected if task_id in other.model}
                here = current if other is home else None
                if wanted != set(other.view.selected_ids()) or here is not None:
                    other.view.select_ids(wanted, here)
            self._settle(column, home, row, had_keyboard=had_keyboard, follow=follow)
        finally:
            self._is_restoring = False
        self._tell()

    def _settle(
        self, before: Column | None, home: Column | None, row: int, *, had_keyboard: bool, follow: bool
    ) -> None:
        if home is None:
            # The card is gone: its neighbour takes over
            if before is not None and before is self.column and row >= 0 and had_keyboard:
                before.view.focus_row(row)
            return
        if home.is_folded:
            return
        self.column = home
        if follow:
            home.view.scrollTo(home.view.currentIndex())
            self.show(home)
        if had_keyboard and home is not before:
            home.view.setFocus()

    def _on_focused(self, column: Column) -> None:
        self.column = column
        self.show(column)

    def _on_chosen_alone(self, column: Column) -> None:
        for other in self._board.columns():
            if other is not column and other.view.selectionModel().hasSelection():
                other.view.clearSelection()

    def _tell(self) -> None:
        if self._is_restoring:
            return
        ids = self._board.selected_ids()
        if ids != self._told:
            self._told = ids
            self._board.selection_changed.emit(ids)

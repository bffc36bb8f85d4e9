"""What stands beside the opened card: the board, or Today in its place."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.board.board_view import BoardView
from ui.store import Store

if TYPE_CHECKING:
    from ui.pages.today.page import TodayPage


class Front(QStackedWidget):
    """wanted(str, Item): something of Today is to be done. moved_to(int): the keyboard is on another card of
    it. closed(): back to the board.

    Today is made when it is first shown.
    """

    wanted = Signal(str, object)
    moved_to = Signal(int)
    closed = Signal()

    def __init__(
        self, store: Store, today: Callable[[], dt.date], parent: QWidget, *, begins_on_today: bool
    ) -> None:
        """`begins_on_today`: the columns of the board come after the first picture (BoardView.begin)."""
        super().__init__(parent)
        self._store = store
        self._today = today
        self.board = BoardView(store, today(), self, is_behind=begins_on_today)
        self.page: TodayPage | None = None
        self.addWidget(self.board)

    @property
    def is_today(self) -> bool:
        """Whether Today is in front of the board."""
        return self.currentWidget() is not self.board

    def show_page(self, name: str) -> None:
        """Show the "board", or "today"."""
        wanted = self._made() if name == "today" else self.board
        if self.currentWidget() is not wanted:
            # What is selected where nobody sees it must not be meant by keys.
            self.board.clear_selection()
            if name != "today":
                self.board.begin()
            self.setCurrentWidget(wanted)

    def take_keyboard(self) -> None:
        """The keyboard goes to what is in front."""
        if self.page is not None and self.is_today:
            self.page.setFocus()
        else:
            self.board.take_keyboard()

    def card_in_use(self) -> int | None:
        """The card that keys mean."""
        return self.page.card_in_use() if self.page is not None and self.is_today else self.board.current_id()

    def _made(self) -> QWidget:
        if self.page is None:
            from ui.pages.today.page import TodayPage

            self.page = TodayPage(self._store, self._today, self)
            self.page.wanted.connect(self.wanted)
            self.page.moved_to.connect(self.moved_to)
            self.page.closed.connect(self.closed)
            self.page.read()
            self.addWidget(self.page)
        return self.page

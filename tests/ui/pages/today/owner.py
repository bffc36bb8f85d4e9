"""An owner at Today: what they see there and what they press."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from models.board import Board
from models.settings import write_settings
from models.today import Item
from tests.models.hands_of_today import open_at
from tests.stories.desk import Desk
from tests.stories.window_system import LEFT
from ui.pages.today.list import TodayList
from ui.pages.today.page import TodayPage
from ui.pages.today.words import pieces, title_text

DAY = dt.timedelta(days=1)


def now() -> dt.datetime:
    """Noon of the machine's own day: windows look at the real clock."""
    return dt.datetime.combine(dt.datetime.now(dt.UTC).date(), dt.time(12))


class Owner:
    """The window that opened on a board, and its page Today."""

    def __init__(self, desk: Desk, fill: Callable[[Board], object], *, read_only: bool = False) -> None:
        self.desk = desk
        self.desk.day = now().date()
        path = desk.folder / "Shop.board"
        with open_at(path, now()) as board:
            # Windows look at the real clock: in Berlin it may be tomorrow already.
            write_settings(board, {"company.zone": "UTC"})
            fill(board)
        self.holder = Board.open(path) if read_only else None
        if read_only:
            self.hand = desk.at(desk.windows.open_for_picture(path), on_board=False)
        else:
            self.hand = desk.window(path, on_board=False)
        self.window = self.hand.window
        page = self.window.front.page
        if page is not None:
            self.tester = QAbstractItemModelTester(page.model)

    @property
    def page(self) -> TodayPage:
        page = self.window.front.page
        assert page is not None
        return page

    @property
    def lines(self) -> TodayList:
        return self.page.list

    def shown(self) -> list[str]:
        """Headings and titles, from top to bottom."""
        model = self.page.model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def item(self, title: str) -> Item:
        return self.page.model.items()[self.titles().index(title)]

    def titles(self) -> list[str]:
        return [title_text(item, self.page.model.day) for item in self.page.model.items()]

    def second(self, title: str) -> str:
        """The second line of an item."""
        return " · ".join(piece.text for piece in pieces(self.item(title), self.page.model.day))

    def go(self, title: str) -> None:
        """The keyboard on an item."""
        self.hand.front()
        self.lines.setFocus()
        self.lines.go_to(self.page.model.row_of(self.item(title)))

    def press(self, title: str, key: object) -> None:
        self.go(title)
        self.hand.press(key)  # type: ignore[arg-type]

    def buttons(self, title: str) -> list[str]:
        """What can be pressed on the line of an item, once the keyboard is there."""
        self.go(title)
        return [button.text for button in self._plan(title)[1].buttons]

    def click(self, title: str, button: str) -> None:
        """A real click on a button of a line."""
        self.go(title)
        rect, plan = self._plan(title)
        found = next(one for one in plan.buttons if one.text == button)
        at = (found.rect.center() + rect.topLeft()).toPoint()
        self.hand.qtbot.mouseMove(self.viewport, at)
        self.hand.qtbot.mouseClick(self.viewport, LEFT, pos=at)
        self.hand.settle()

    def click_line(self, row: int) -> None:
        area = self.lines.visualRect(self.page.model.index(row, 0))
        self.hand.qtbot.mouseClick(self.viewport, LEFT, pos=QPoint(30, area.bottom() - 10))
        self.hand.settle()

    @property
    def viewport(self) -> QWidget:
        return self.lines.viewport()

    def _plan(self, title: str):  # type: ignore[no-untyped-def]
        item = self.item(title)
        row = self.page.model.row_of(item)
        rect = self.lines.delegate.card_rect(self.lines.visualRect(self.page.model.index(row, 0)))
        return rect, self.lines.delegate.plan_of(item, row, rect)

    def close(self) -> None:
        if self.holder is not None:
            self.holder.close()

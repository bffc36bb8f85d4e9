"""A board with unsorted tasks and the Sort page on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import stages, tasks
from models.board import Board
from models.cards import Card, read_cards, read_order
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.stages import read_stages
from ui.pages.sort.sort_page import SortPage
from ui.store import Store

SPECIAL = {" ": Qt.Key.Key_Space, "\n": Qt.Key.Key_Return, "\x1b": Qt.Key.Key_Escape}


def weekly(title: str, minutes: int = 60) -> TaskDraft:
    return TaskDraft(title, kind="unsorted", repeat=Repeat(), seconds_per_run=minutes * 60)


@dataclass
class Desk:
    """The page with its board; `press` sends real keys to whatever has the keyboard."""

    qtbot: QtBot
    store: Store
    page: SortPage
    keys: int = 0

    def press(self, text: str) -> None:
        for letter in text:
            target = self.page.window().focusWidget() or self.page.game
            self.qtbot.keyClick(target, SPECIAL.get(letter) or Qt.Key(ord(letter.upper())))
            self.keys += 1

    def settle(self) -> None:
        """Until the board has taken everything and the page has followed."""
        game = self.page.game
        with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
            pass
        self.qtbot.waitUntil(lambda: not self.store.is_busy and not game.deal.is_following)

    def card(self, title: str) -> Card:
        return next(card for card in self.cards() if card.title == title)

    def cards(self) -> list[Card]:
        board = self.store.board
        ids = [task for stage in read_stages(board) for task in read_order(board, stage.id)[0]]
        return [read_cards(board, ids)[task] for task in ids]

    @property
    def title(self) -> str:
        """The task on the table."""
        return self.page.game.table.title.text()


Begin = Callable[..., Desk]


@pytest.fixture
def begin(qtbot: QtBot, tmp_path: Path, qapp: QWidget) -> Iterator[Begin]:
    opened: list[tuple[Store, list[object]]] = []

    def make(
        drafts: Sequence[TaskDraft],
        specialisation: str = "same-week supply of parts",
        prepare: Callable[[Board], None] | None = None,
    ) -> Desk:
        path = tmp_path / "Mine.board"
        with Board.open(path, create=True) as board:
            stages.found_board(board, "Mine", specialisation)
            tasks.add_tasks(board, list(drafts))
            if prepare is not None:
                prepare(board)
        store = Store(Board.open(path))
        bugs: list[object] = []
        store.crashed.connect(bugs.append)
        opened.append((store, bugs))
        page = SortPage(store)
        qtbot.addWidget(page)
        page.resize(1228, 820)
        with qtbot.waitExposed(page):
            page.show()
        page.begin()
        return Desk(qtbot, store, page)

    yield make
    for store, bugs in opened:
        store.close()
        assert bugs == []

"""What is typed in the line at the top becomes cards: in which column, and what is offered afterwards."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models.drafts import TaskDraft

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Adding(QObject):
    """Follows the quick-add line of a whole window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._stage: int | None = None
        line = window.quick_add
        line.added.connect(self.add)
        line.added_and_open.connect(lambda drafts: self.add(drafts, open_it=True))
        line.left.connect(self._on_left)

    def begin(self, stage: int | None) -> None:
        """Type a card: into this column, or into Unsorted."""
        window = self._window
        window.paging.show("board", keyboard=False)
        column = window.board.column(stage) if stage is not None else None
        is_meant = column is not None and column.stage.kind != "unsorted"
        self._stage = column.stage.id if is_meant else None
        window.quick_add.show_target(column.stage.name if is_meant else "")
        window.quick_add.setFocus()

    def add(self, drafts: Sequence[TaskDraft], *, open_it: bool = False) -> None:
        """New cards: on top of Unsorted or the column that was meant, or where their own words put them."""
        window = self._window
        window.paging.show("board", keyboard=False)
        ticket = window.cards.add_drafts(drafts, self._stage, open_it=open_it)
        if ticket is None:
            return
        window.quick_add.await_answer(ticket)
        if len(drafts) == 1 and drafts[0].assistants and not open_it:
            uid = str(drafts[0].uid)
            ticket.done.connect(lambda error: None if error else window.hands.offer_after_add(uid))

    def ask_many(self, drafts: list[TaskDraft], stage: int | None, after: int | None) -> None:
        """Cards from elsewhere, for this column, below this card: are that many really meant?"""
        window = self._window
        text = self.tr("Add %n card(s)?", "", len(drafts))
        window.banner.ask(text, self.tr("Add"), lambda: window.cards.add_drafts(drafts, stage, after))

    def _on_left(self) -> None:
        self._stage = None
        self._window.quick_add.show_target("")
        self._window.front.take_keyboard()

"""Drags as the whole board sees them: what goes along, what a drop would mean, scrolling sideways."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint

from models import cards
from models.stages import Stage
from ui import clipboard, wording
from ui.board import card_text
from ui.board.column import Column
from ui.board.drag import CardsMime, EdgeScroll
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.board_view import BoardView


class Drags(QObject):
    """One drag at a time, out of any column and over any other."""

    def __init__(self, store: Store, board: "BoardView") -> None:
        super().__init__(board)
        self._store = store
        self._board = board
        self._edge = EdgeScroll(board.horizontalScrollBar(), self)
        self._dragged: tuple[int, ...] = ()
        self._hint_stage: int | None = None

    def watch(self, column: Column) -> None:
        """Follow a new column."""
        column.model.set_mime(self._make_mime)
        column.view.drag_began.connect(self._on_began)
        column.view.drag_ended.connect(self._on_ended)
        column.view.hovered.connect(lambda at: self._on_hovered(column, at))

    def _make_mime(self, pressed: Sequence[int]) -> CardsMime:
        """All selected cards go along, in the order of the board."""
        board, ids = self._store.board, self._board.selected_ids() or list(pressed)
        found = cards.read_cards(board, ids)
        text = card_text.titles([found[task_id] for task_id in ids if task_id in found])

        def whole() -> bytes:
            from models.clipboard_cards import drafts_of

            mime = clipboard.cards_mime(drafts_of(board, ids), str(board.path), ids)
            return bytes(mime.data(clipboard.CARDS_MIME).data())

        return CardsMime(str(board.path), ids, text, (clipboard.CARDS_MIME, whole))

    def _on_began(self, ids: tuple[int, ...]) -> None:
        self._dragged = ids
        self._show_dragged()

    def _on_ended(self) -> None:
        self._dragged = ()
        for column in self._board.columns():
            column.view.end_hover()
            column.end_spring()
        self._show_dragged()

    def _show_dragged(self) -> None:
        for column in self._board.columns():
            column.delegate.set_dragged(frozenset(self._dragged))
            column.view.viewport().update()

    def _on_hovered(self, column: Column, at: QPoint | None) -> None:
        if at is None:
            self._edge.stop()
            if self._hint_stage is not None:
                self._hint_stage = None
                self._board.hint_changed.emit("")
            return
        viewport = self._board.viewport()
        self._edge.follow(viewport.mapFromGlobal(at).x(), viewport.width())
        if self._dragged and self._hint_stage != column.stage.id:
            self._hint_stage = column.stage.id
            self._board.hint_changed.emit(self._hint(self._dragged[0], column.stage))

    def _hint(self, task_id: int, stage: Stage) -> str:
        from models import landing, moves

        found = landing.standees(self._store.board, [task_id])
        meaning = moves.meaning(found[0].standing, stage.kind, self._board.today) if found else None
        return wording.sentence_text(meaning) if meaning is not None else ""

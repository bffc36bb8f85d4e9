"""What a card looks like: selected, with the focus mark, under the mouse."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHoverEvent
from PySide6.QtWidgets import QApplication

from tests.ui.board.conftest import column, point, task
from ui.board.board_view import BoardView
from ui.board.cell_view import CellView


def hover(view: CellView, kind: QEvent.Type, row: int) -> None:
    at = QPointF(point(view, row))
    QApplication.sendEvent(view.viewport(), QHoverEvent(kind, at, view.viewport().mapToGlobal(at), at))


def looks(view: CellView) -> list[tuple[bool, bool, bool]]:
    model = view.cards()
    return [view.look_of(model.index(row, 0)) for row in range(len(model))]


def test_only_the_card_under_the_mouse_is_lit(board: BoardView) -> None:
    view = column(board, "unsorted").view
    hover(view, QEvent.Type.HoverEnter, 0)
    hover(view, QEvent.Type.HoverMove, 1)
    assert [look[2] for look in looks(view)] == [False, True, False]
    hover(view, QEvent.Type.HoverLeave, 1)
    assert [look[2] for look in looks(view)] == [False, False, False]


def test_a_selected_card_and_the_one_with_the_keyboard_are_marked(board: BoardView) -> None:
    board.focus_task(task(board, "Unsorted 2"))
    other = column(board, "core").view
    assert looks(column(board, "unsorted").view)[1] == (True, True, False)
    assert [look[:2] for look in looks(other)] == [(False, False)] * len(other.cards())

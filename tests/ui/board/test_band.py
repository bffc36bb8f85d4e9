from PySide6.QtCore import QEvent, QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.board.conftest import click, column, mouse, point, task
from ui.board.board_view import BoardView
from ui.board.cell_view import CellView

LEFT, NO = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def band(view: CellView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    viewport = view.viewport()
    mouse(viewport, QEvent.Type.MouseButtonPress, start, LEFT, LEFT, modifiers)
    for position in (start + QPoint(0, -15), end):
        mouse(viewport, QEvent.Type.MouseMove, position, NO, LEFT, modifiers)
    mouse(viewport, QEvent.Type.MouseButtonRelease, end, LEFT, NO, modifiers)


def below(view: CellView) -> QPoint:
    return QPoint(60, view.viewport().height() - 20)


def test_a_band_from_empty_ground_selects_what_it_touches(board: BoardView) -> None:
    view = column(board, "unsorted").view
    band(view, below(view), point(view, 1))
    assert board.selected_ids() == [task(board, "Unsorted 2"), task(board, "Unsorted 3")]


def test_a_band_reaches_across_columns(board: BoardView) -> None:
    first, second = column(board, "unsorted").view, column(board, "core").view
    end = first.viewport().mapFromGlobal(second.viewport().mapToGlobal(point(second, 1)))
    band(first, below(first), end)
    assert board.selected_ids() == [
        task(board, name) for name in ("Unsorted 2", "Unsorted 3", "Renewal pitch")
    ]


def test_a_band_may_begin_in_the_gap_between_two_cards(board: BoardView) -> None:
    view = column(board, "unsorted").view
    gap = QPoint(60, view.card_rect(0).bottom() + 4)
    band(view, gap, point(view, 1, 0.9))
    assert board.selected_ids() == [task(board, "Unsorted 2")]


def test_with_ctrl_a_band_adds(board: BoardView) -> None:
    first, second = column(board, "unsorted").view, column(board, "core").view
    click(second, point(second, 0))
    band(first, below(first), point(first, 2), CTRL)
    assert board.selected_ids() == [task(board, "Unsorted 3"), task(board, "Price list")]


def test_a_click_on_empty_ground_clears_the_selection(board: BoardView, qtbot: QtBot) -> None:
    view = column(board, "unsorted").view
    click(view, point(view, 0))
    with qtbot.waitSignal(board.selection_changed) as caught:
        click(view, below(view))
    assert caught.args == [[]] and board.selected_ids() == []


def test_a_double_click_on_empty_ground_asks_for_a_new_card_there(board: BoardView, qtbot: QtBot) -> None:
    target = column(board, "training")
    with qtbot.waitSignal(board.add_requested) as caught:
        qtbot.mouseDClick(target.view.viewport(), LEFT, pos=QPoint(50, 200))
    assert caught.args == [target.stage.id]

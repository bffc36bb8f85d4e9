"""Real drags through the window system; they need an X screen."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.board.conftest import column, point, saved, titles
from ui.board.board_view import BoardView
from ui.store import Store

pytestmark = pytest.mark.xcb
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drag(board: BoardView, start: QPoint, end: QPoint, *, escape: bool = False) -> None:
    """Press, move, and from within the running drag: move on and release, or give up."""
    window = board.windowHandle()

    def finish() -> None:
        QTest.mouseMove(window, end)
        QTest.mouseMove(window, end + QPoint(1, 0))
        if escape:
            QTest.keyClick(window, Qt.Key.Key_Escape)
        QTest.mouseRelease(window, LEFT, NONE, end)

    QTest.mousePress(window, LEFT, NONE, start)
    QTimer.singleShot(150, finish)
    QTest.mouseMove(window, start + QPoint(5, 5))
    QTest.mouseMove(window, start + QPoint(30, 12))


def test_a_real_drag_to_another_column(board: BoardView, store: Store, qtbot: QtBot) -> None:
    qtbot.wait(200)
    source, target = column(board, "unsorted").view, column(board, "core").view
    start = source.viewport().mapTo(board, point(source, 1))
    end = target.viewport().mapTo(board, point(target, 1, 0.2))
    saved(qtbot, store, lambda: drag(board, start, end))
    assert titles(board, "core") == ["Price list", "Unsorted 2", "Renewal pitch"]


def test_a_real_drag_within_a_column(board: BoardView, store: Store, qtbot: QtBot) -> None:
    qtbot.wait(200)
    view = column(board, "unsorted").view
    start, end = (view.viewport().mapTo(board, point(view, row, part)) for row, part in ((0, 0.5), (2, 0.9)))
    saved(qtbot, store, lambda: drag(board, start, end))
    assert titles(board, "unsorted") == ["Unsorted 2", "Unsorted 3", "Unsorted 1"]


def test_escape_leaves_the_card_where_it_was(board: BoardView, store: Store, qtbot: QtBot) -> None:
    qtbot.wait(200)
    before = store.board.revision
    source, target = column(board, "unsorted").view, column(board, "core").view
    start = source.viewport().mapTo(board, point(source, 1))
    drag(board, start, target.viewport().mapTo(board, point(target, 0)), escape=True)
    qtbot.wait(100)
    assert store.board.revision == before and target.line_position() is None
    end = target.viewport().mapTo(board, point(target, 0, 0.1))
    saved(qtbot, store, lambda: drag(board, start, end))
    assert titles(board, "core")[0] == "Unsorted 2"

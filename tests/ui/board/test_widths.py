"""Columns as wide as the owner wants them, and how many cards one should hold."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models import stages, tasks
from models.board import Board
from models.drafts import TaskDraft
from tests.ui.board.conftest import column, saved, shown, task, titles
from ui import theme
from ui.board.board_view import BoardView
from ui.board.card_layout import card_style
from ui.board.widths import Gap
from ui.dialogs.column_limit import ColumnLimitDialog
from ui.store import Store

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT, NONE, PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


def gap_of(board: BoardView, kind: str) -> Gap:
    """What lies under the mouse right of a column."""
    found = column(board, kind)
    canvas = found.parentWidget()
    gap = canvas.childAt(found.x() + found.width() + 4, found.y() + found.height() // 2)
    assert isinstance(gap, Gap)
    return gap


def mouse(gap: Gap, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
    QApplication.sendEvent(gap, QMouseEvent(kind, gap.mapFromGlobal(at), at, button, held, PLAIN))


def drag_gap(board: BoardView, kind: str, by: int) -> list[int]:
    """Press, move in four steps, let go; where the gap was under the mouse, step by step."""
    gap = gap_of(board, kind)
    start = QPointF(gap.mapToGlobal(QPoint(4, 100)))
    mouse(gap, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
    off = []
    for step in (1, 2, 3, 4):
        at = start + QPointF(by * step / 4, 0)
        mouse(gap, QEvent.Type.MouseMove, at, NONE, LEFT)
        off.append(round(gap.mapFromGlobal(at).x()) - 4)
    mouse(gap, QEvent.Type.MouseButtonRelease, start + QPointF(by, 0), LEFT, NONE)
    return off


def widths(board: BoardView) -> list[int]:
    """Once they have their places."""
    QTest.qWait(0)
    return [found.width() for found in board.columns()]


def choose(board: BoardView, kind: str, text: str) -> None:
    menu = menu_of(board, kind)
    action = next(action for action in menu.actions() if action.text() == text)
    assert action.isEnabled()
    menu.close()
    action.trigger()


def menu_of(board: BoardView, kind: str) -> QMenu:
    found = column(board, kind)
    found.header.menu_button().click()
    return next(menu for menu in found.findChildren(QMenu) if menu.isVisible())


def stored(board: Board) -> dict[str, int | None]:
    return {stage.kind: stage.width for stage in stages.read_stages(board)}


def test_a_dragged_gap_follows_the_mouse_and_what_is_left_of_it_stays(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1800, 700)
    before = widths(board)
    assert gap_of(board, "setup").cursor().shape() == Qt.CursorShape.SplitHCursor
    off: list[int] = []
    saved(qtbot, store, lambda: off.extend(drag_gap(board, "setup", 100)))
    assert off == [0, 0, 0, 0]
    after = widths(board)
    assert after[:2] == before[:2] and after[2] == before[2] + 100
    assert board.horizontalScrollBar().maximum() == 0 and max(after[3:]) - min(after[3:]) <= 1
    undoable = store.board.undoable()
    assert undoable is not None
    assert str(undoable.name) == "change of the width of the column To set up"
    saved(qtbot, store, lambda: store.submit(Board.undo))
    qtbot.waitUntil(lambda: widths(board) == before)
    assert set(stored(store.board).values()) == {None}


def test_on_a_full_board_a_wider_column_makes_it_scroll_and_touches_no_other(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1000, 700)
    before = widths(board)
    saved(qtbot, store, lambda: drag_gap(board, "core", 90))
    assert widths(board) == [width + (90 if place == 1 else 0) for place, width in enumerate(before)]
    assert board.horizontalScrollBar().maximum() > 0
    assert [kind for kind, width in stored(store.board).items() if width] == ["core"]


def test_a_column_is_never_dragged_narrower_than_a_card_needs(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1800, 700)
    saved(qtbot, store, lambda: drag_gap(board, "unsorted", -500))
    assert widths(board)[0] == column(board, "unsorted").minimumWidth() == 140


def test_a_click_on_the_gap_changes_nothing(board: BoardView, store: Store, qtbot: QtBot) -> None:
    revision, before = store.board.revision, widths(board)
    qtbot.mouseClick(gap_of(board, "core"), LEFT)
    drag_gap(board, "core", 0)
    saved(qtbot, store, lambda: store.submit(tasks.edit_task, task(board, "Price list"), title="Prices"))
    assert store.board.revision == revision + 1 and widths(board) == before


def test_a_double_click_on_a_gap_makes_all_equally_wide(board: BoardView, store: Store, qtbot: QtBot) -> None:
    board.resize(1800, 700)
    before = widths(board)
    saved(qtbot, store, lambda: drag_gap(board, "core", 80))
    saved(qtbot, store, lambda: drag_gap(board, "review", -60))
    saved(qtbot, store, lambda: qtbot.mouseDClick(gap_of(board, "unsorted"), LEFT))
    qtbot.waitUntil(lambda: widths(board) == before)
    undoable = store.board.undoable()
    assert undoable is not None and str(undoable.name) == "equally wide columns"
    saved(qtbot, store, lambda: store.submit(Board.undo))
    assert widths(board)[1] == before[1] + 80


def test_widths_are_there_again_at_the_next_start(board: BoardView, store: Store, qtbot: QtBot) -> None:
    board.resize(1800, 700)
    saved(qtbot, store, lambda: drag_gap(board, "core", 130))
    again = shown(store, qtbot)
    again.resize(1800, 700)
    assert widths(again) == widths(board)


def test_a_wide_column_folds_to_a_strip_without_a_gap_and_is_wide_again_after(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1800, 700)
    saved(qtbot, store, lambda: drag_gap(board, "unsorted", 77))
    wide = widths(board)[0]
    found = column(board, "unsorted")
    saved(qtbot, store, lambda: choose(board, "unsorted", "Fold"))
    assert widths(board)[0] == 34
    with pytest.raises(AssertionError):
        gap_of(board, "unsorted")
    saved(qtbot, store, lambda: qtbot.mouseClick(found.strip, LEFT))
    assert widths(board)[0] == wide


def test_the_menu_makes_a_column_wider_narrower_and_all_equal(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1000, 700)
    before = widths(board)
    menu = menu_of(board, "core")
    greyed = {action.text() for action in menu.actions() if not action.isEnabled()}
    assert {"Narrower", "All equally wide"} <= greyed and "Wider" not in greyed
    menu.close()
    saved(qtbot, store, lambda: choose(board, "core", "Wider"))
    saved(qtbot, store, lambda: choose(board, "core", "Wider"))
    assert widths(board)[1] == before[1] + 80
    saved(qtbot, store, lambda: choose(board, "core", "Narrower"))
    assert widths(board)[1] == before[1] + 40
    saved(qtbot, store, lambda: choose(board, "core", "All equally wide"))
    qtbot.waitUntil(lambda: widths(board) == before)


def test_while_the_panel_is_open_wide_columns_give_way_so_that_nothing_scrolls(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1000, 700)
    saved(qtbot, store, lambda: drag_gap(board, "core", 400))
    board.set_narrow(True)
    assert sum(widths(board)) < 1000 and board.horizontalScrollBar().maximum() == 0
    assert widths(board)[1] > 400
    board.resize(700, 700)
    assert widths(board)[1] < 300
    board.set_narrow(False)
    assert widths(board)[1] == 540


def test_while_the_panel_is_open_to_review_is_not_scrolled_away(
    make_store: Callable[..., Store], qtbot: QtBot
) -> None:
    everywhere = {kind: [TaskDraft(title=f"{kind} {n}") for n in range(2)] for kind in stages.DEFAULT_NAMES}
    store = make_store(everywhere)
    board = shown(store, qtbot)
    board.resize(600, 700)
    board.set_narrow(True)
    bar, review = board.horizontalScrollBar(), column(board, "review")
    assert sum(widths(board)) > 700
    for value in (0, 60, bar.maximum()):
        bar.setValue(value)
        right = review.mapTo(board.viewport(), QPoint(review.width(), 0)).x()
        assert right <= 600 and right - review.width() >= 0
        assert board.viewport().childAt(right - 30, 100) in [review, *review.findChildren(object)]
    # A card that would lie below it is brought out
    bar.setValue(0)
    board.focus_task(task(board, "handed_over 0"))
    edge = column(board, "handed_over").mapTo(board.viewport(), QPoint(130, 0)).x()
    assert edge <= review.mapTo(board.viewport(), QPoint(0, 0)).x()
    board.set_narrow(False)
    bar.setValue(0)
    qtbot.waitUntil(lambda: review.mapTo(board.viewport(), QPoint(0, 0)).x() > 600)


def limit_dialog(board: BoardView, kind: str) -> ColumnLimitDialog:
    choose(board, kind, "Limit…")
    return board.window().findChildren(ColumnLimitDialog)[-1]


def count_colour(board: BoardView, kind: str) -> str:
    label = column(board, kind).header._count
    return str(label.palette().color(label.foregroundRole()).name())


def test_a_limit_is_told_in_the_heading_in_amber_when_passed_and_blocks_nothing(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    dialog = limit_dialog(board, "core")
    qtbot.waitUntil(dialog.field.hasFocus)
    assert dialog.field.text() == ""
    qtbot.keyClicks(dialog.field, "2")
    saved(qtbot, store, lambda: qtbot.keyClick(dialog.field, Qt.Key.Key_Return))
    assert column(board, "core").header.texts()[1] == "2 of 2"
    assert count_colour(board, "core") == theme.colours().muted.name()
    stage = column(board, "core").stage.id
    saved(qtbot, store, lambda: board.operations.move([task(board, "Inbox")], stage, None))
    assert titles(board, "core")[0] == "Inbox"
    assert column(board, "core").header.texts()[1] == "3 of 2"
    assert count_colour(board, "core") == theme.colours().warn.name()
    assert "limit" in column(board, "core").header._count.toolTip()
    for _ in range(2):
        saved(qtbot, store, lambda: store.submit(Board.undo))
    assert column(board, "core").header.texts()[1] == "2"


def test_an_empty_field_takes_the_limit_off_and_no_letters_are_taken(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    stage = column(board, "core").stage.id
    saved(qtbot, store, lambda: store.submit(stages.edit_stage, stage, limit=1))
    dialog = limit_dialog(board, "core")
    assert dialog.field.text() == "1"
    qtbot.keyClicks(dialog.field, "x-0")
    assert not dialog.agree.isEnabled()
    dialog.field.clear()
    saved(qtbot, store, lambda: qtbot.mouseClick(dialog.agree, LEFT))
    assert column(board, "core").header.texts()[1] == "2" and column(board, "core").stage.limit is None


@pytest.fixture
def doubled(qapp: QApplication) -> Iterator[None]:
    """Letters of twice the usual size, as a system may have them."""
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(larger)
    card_style.cache_clear()
    yield
    qapp.setFont(usual)
    card_style.cache_clear()


def test_with_larger_letters_columns_are_wider_and_the_board_scrolls(
    doubled: None, store: Store, qtbot: QtBot
) -> None:
    board = shown(store, qtbot)
    board.resize(1100, 700)
    letters = card_style().title_metrics.averageCharWidth()
    assert min(widths(board)) > 13 * letters and min(widths(board)) > 200
    assert board.horizontalScrollBar().maximum() > 0
    board.set_narrow(True)
    assert min(found.width() for found in board.columns() if not found.is_folded) > 12 * letters
    assert {found.width() for found in board.columns() if found.is_folded} == {63}
    board.set_narrow(False)
    saved(qtbot, store, lambda: choose(board, "core", "Wider"))
    # A file of this screen looks alike on one with usual letters
    kept = stored(store.board)["core"]
    assert kept is not None and abs(kept - widths(board)[1] / 1.6) <= 1


def test_letters_made_larger_while_the_program_runs_widen_the_columns(
    board: BoardView, qapp: QApplication, qtbot: QtBot
) -> None:
    before, usual = widths(board), qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(usual.pointSizeF() * 2)
    try:
        qapp.setFont(larger)
        qtbot.waitUntil(lambda: min(widths(board)) > max(before))
    finally:
        qapp.setFont(usual)
    qtbot.waitUntil(lambda: widths(board) == before)


def test_heads_are_as_high_as_their_words_need_at_every_width(board: BoardView, qtbot: QtBot) -> None:
    def heights() -> set[int]:
        QTest.qWait(0)
        return {found.header.height() for found in board.columns()}

    board.resize(1000, 700)
    qtbot.waitUntil(lambda: len(heights()) == 1)
    (narrow,) = heights()
    board.resize(2400, 700)
    line = column(board, "core").header._subtitle.fontMetrics().height()
    qtbot.waitUntil(lambda: heights() == {narrow - line})
    board.resize(1000, 700)
    qtbot.waitUntil(lambda: heights() == {narrow})

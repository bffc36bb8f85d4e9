from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from models import search, stages, tasks
from models.board import Board
from models.drafts import TaskDraft
from tests.ui.board.conftest import TODAY, column, press, saved, shown, task, titles
from ui import window_state
from ui.board.board_view import BoardView
from ui.board.cell_model import CARD_ROLE
from ui.store import Store

# Offscreen, a menu can neither be raised nor grab the keyboard
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def menu_of(board: BoardView, kind: str) -> QMenu:
    found = column(board, kind)
    found.header.menu_button().click()
    menus = [menu for menu in found.findChildren(QMenu) if menu.isVisible()]
    return menus[0]


def choose(menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    menu.close()
    action.trigger()


def test_heads_tell_name_count_and_hours(board: BoardView) -> None:
    assert column(board, "core").header.texts() == ("Core", "2", "1 h a week · “hard-to-get parts”")
    assert column(board, "review").header.texts() == ("To review", "0", "accept or send back")


def test_seven_columns_fit_beside_the_sidebar_of_a_small_screen(board: BoardView) -> None:
    board.resize(1366 - 212, 700)
    assert board.horizontalScrollBar().maximum() == 0
    widths = {found.width() for found in board.columns()}
    assert max(widths) - min(widths) <= 1 and min(widths) >= 148


def test_with_the_panel_open_done_and_empty_columns_are_strips_and_review_stays_in_sight(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    board.resize(1366 - 56 - 348, 700)
    board.set_narrow(True)
    assert [found.stage.kind for found in board.columns() if found.is_folded] == [
        "training",
        "review",
        "done",
    ]
    qtbot.waitUntil(lambda: board.horizontalScrollBar().maximum() == 0)
    board.set_narrow(False)
    assert not any(found.is_folded for found in board.columns())
    assert not any(stage.collapsed for stage in stages.read_stages(store.board))


def test_double_click_renames_a_column(board: BoardView, store: Store, qtbot: QtBot) -> None:
    header = column(board, "core").header
    qtbot.mouseDClick(header, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    field = header.name_field()
    assert field is not None
    qtbot.keyClicks(field, "Ours")
    saved(qtbot, store, lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    assert header.texts()[0] == "Ours" and header.name_field() is None
    assert column(board, "core").view.accessibleName() == "Ours"


def test_escape_keeps_the_columns_name(board: BoardView, store: Store, qtbot: QtBot) -> None:
    header, before = column(board, "core").header, store.board.revision
    header.rename()
    field = header.name_field()
    assert field is not None
    qtbot.keyClicks(field, "x")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert header.name_field() is None and store.board.revision == before


def test_a_column_is_added_beside_moved_and_deleted(board: BoardView, store: Store, qtbot: QtBot) -> None:
    saved(qtbot, store, lambda: choose(menu_of(board, "core"), "Add a column like this"))
    added = board.columns()[2]
    qtbot.waitUntil(lambda: added.header.name_field() is not None)
    assert (added.stage.kind, added.stage.name) == ("core", "Core 2")
    field = added.header.name_field()
    assert field is not None
    qtbot.keyClicks(field, "Later")
    saved(qtbot, store, lambda: qtbot.keyClick(field, Qt.Key.Key_Return))
    added.header.menu_button().click()
    saved(qtbot, store, lambda: choose(added.findChildren(QMenu)[0], "Move left"))
    assert [found.stage.name for found in board.columns()][:3] == ["Unsorted", "Later", "Core"]
    qtbot.waitUntil(lambda: board.columns()[1].x() < board.columns()[2].x())
    added.header.menu_button().click()
    last = next(menu for menu in added.findChildren(QMenu) if menu.isVisible())
    saved(qtbot, store, lambda: choose(last, "Delete the column"))
    assert len(board.columns()) == 7


def test_the_menu_says_why_a_column_stays(board: BoardView) -> None:
    menu = menu_of(board, "core")
    action = next(action for action in menu.actions() if action.text() == "Delete the column")
    assert not action.isEnabled() and "last column of its kind" in action.toolTip()
    menu.close()


def test_a_column_takes_a_colour(board: BoardView, store: Store, qtbot: QtBot) -> None:
    menu = menu_of(board, "core")
    colours = next(action.menu() for action in menu.actions() if action.menu())
    assert isinstance(colours, QMenu)
    saved(qtbot, store, lambda: choose(colours, "Pink"))
    menu.close()
    assert column(board, "core").stage.colour == "#c11574"


def test_folding_is_kept_by_the_board_and_a_click_unfolds(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    found = column(board, "done")
    saved(qtbot, store, lambda: choose(menu_of(board, "done"), "Fold"))
    assert found.is_folded and not found.view.isVisible()
    saved(qtbot, store, lambda: qtbot.mouseClick(found.strip, Qt.MouseButton.LeftButton))
    assert not found.is_folded and found.view.isVisible()


def test_an_empty_column_says_something_friendly(board: BoardView) -> None:
    assert "Nothing waits" in column(board, "review")._empty.text()
    assert not column(board, "core")._empty.isVisible()


def found_by(board: BoardView, store: Store, text: str) -> None:
    query = search.parse_query(text)
    board.set_found(None if query.is_empty else search.find(store.board, query, TODAY), query.words)


def test_a_search_shows_only_what_was_found_and_marks_it(board: BoardView, store: Store) -> None:
    board.focus_task(task(board, "Price list"))
    found_by(board, store, "pri")
    assert titles(board, "core") == ["Price list"] and titles(board, "unsorted") == []
    assert column(board, "core").header.texts()[1] == "1/2"
    assert column(board, "unsorted")._empty.text() == "Nothing found here"
    assert board.selected_ids() == [task(board, "Price list")]
    model = column(board, "core").model
    assert column(board, "core").delegate.plan(model.index(0, 0).data(CARD_ROLE), 140).marks
    found_by(board, store, "")
    assert titles(board, "core") == ["Price list", "Renewal pitch"]
    assert column(board, "core").header.texts()[1] == "2"


def test_a_change_during_a_search_keeps_hidden_cards_hidden(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    hidden = task(board, "Renewal pitch")
    found_by(board, store, "pri")
    saved(qtbot, store, lambda: store.submit(tasks.edit_task, hidden, title="Renewal talk"))
    assert titles(board, "core") == ["Price list"]
    found_by(board, store, "")
    assert titles(board, "core") == ["Price list", "Renewal talk"]


def test_midnight_makes_cards_late(board: BoardView) -> None:
    model = column(board, "core").model
    index = model.index(1, 0)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert "due tomorrow" in index.data(role)
    board.set_today(TODAY + timedelta(days=3))
    assert "2 days overdue" in index.data(role)


def test_scroll_positions_come_back(make_store: Callable[..., Store], qtbot: QtBot) -> None:
    store = make_store({"core": [TaskDraft(title=f"Card {n}") for n in range(100)]})
    board = shown(store, qtbot)
    board.resize(700, 600)
    column(board, "core").view.verticalScrollBar().setValue(777)
    board.horizontalScrollBar().setValue(50)
    state = window_state.scrolled(board)
    again = shown(store, qtbot)
    again.resize(700, 600)
    window_state.scroll(again, state)
    assert column(again, "core").view.verticalScrollBar().value() == 777
    assert again.horizontalScrollBar().value() == 50
    window_state.scroll(again, {"across": "far", "down": [1]})


def test_many_new_cards_at_once_are_shown(board: BoardView, store: Store, qtbot: QtBot) -> None:
    drafts = [TaskDraft(title=f"Imported {n}", kind="unsorted") for n in range(600)]
    saved(qtbot, store, lambda: store.submit(tasks.add_tasks, drafts))
    assert len(column(board, "unsorted").model) == 603


def test_a_card_that_waits_for_the_disk_is_marked_until_it_is_saved(
    board: BoardView, store: Store, qtbot: QtBot
) -> None:
    from threading import Event

    gate, wanted = Event(), task(board, "Price list")
    role = Qt.ItemDataRole.AccessibleTextRole

    def slow(opened: Board) -> None:
        gate.wait(10)
        tasks.edit_task(opened, wanted, title="Price list 2")

    store.submit(slow, pending=[wanted])
    index = column(board, "core").model.index(0, 0)
    qtbot.waitUntil(lambda: "being saved" in index.data(role))
    gate.set()
    qtbot.waitUntil(lambda: "being saved" not in index.data(role))
    assert titles(board, "core")[0] == "Price list 2"


def test_a_refused_rename_leaves_the_card(board: BoardView, store: Store, qtbot: QtBot) -> None:
    with qtbot.waitSignal(store.refused):
        board.operations.rename(task(board, "Price list"), "  ")
    assert titles(board, "core")[0] == "Price list"


def nameless(node: object, path: str = "") -> list[str]:
    """Where keyboard or screen reader would find something without a name."""
    found, here = [], f"{path}/{node.role().name}"  # type: ignore[attr-defined]
    state = node.state()  # type: ignore[attr-defined]
    if state.focusable and not state.invisible and not node.text(QAccessible.Text.Name):  # type: ignore[attr-defined]
        found.append(here)
    for number in range(node.childCount()):  # type: ignore[attr-defined]
        child = node.child(number)  # type: ignore[attr-defined]
        if child is not None and child.isValid():
            found += nameless(child, here)
    return found


def test_everything_has_a_name_for_a_screen_reader(board: BoardView) -> None:
    QAccessible.setActive(True)
    try:
        assert nameless(QAccessible.queryAccessibleInterface(board)) == []
        view = column(board, "core").view
        node = QAccessible.queryAccessibleInterface(view)
        assert node.text(QAccessible.Text.Name) == "Core"
        text = view.cards().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert text == "Price list, Core, 2 days overdue"
        assert (
            column(board, "handed_over").model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            == "Inbox, Handed over, nobody yet"
        )
    finally:
        QAccessible.setActive(False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_board_follows_the_theme(board: BoardView, qapp: object, scheme: str) -> None:
    from ui import theme

    try:
        theme.apply(qapp, scheme)  # type: ignore[arg-type]
        image = board.grab().toImage()
        lane = column(board, "review")
        at = lane.mapTo(board, QPoint(lane.width() // 2, lane.height() - 20))
        ratio = image.devicePixelRatio()
        assert image.pixelColor(at * ratio) == theme.colours().lane
    finally:
        theme.apply(qapp, "system")  # type: ignore[arg-type]


def test_tab_leaves_the_list_and_reaches_the_menu_of_the_column(board: BoardView, qtbot: QtBot) -> None:
    board.focus_task(task(board, "Price list"))
    press(qtbot, Qt.Key.Key_Tab)
    assert not column(board, "core").view.hasFocus()

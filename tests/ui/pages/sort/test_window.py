"""Sort in the real window."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from models import stages, tasks, timelog
from models.board import Board
from models.drafts import TaskDraft
from tests.ui.pages.sort.conftest import weekly
from ui import theme
from ui.dialogs.catalogue_pick import CataloguePick
from ui.main_window import MainWindow
from ui.pages.sort.question_row import QuestionRow
from ui.pages.sort.sort_page import SortPage
from ui.settings import Settings
from ui.store import Store


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    path = tmp_path / "Mine.board"
    with Board.open(path, create=True) as board:
        stages.found_board(board, "Mine", "parts with advice")
        setup = TaskDraft("Ready", kind="setup", verdict="delegable", seconds_per_run=3600)
        tasks.add_tasks(board, [weekly("One"), weekly("Two"), setup])
    made = MainWindow(Store(Board.open(path)), Settings(tmp_path / "settings"), lambda: date(2026, 11, 23))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def sort_button(window: MainWindow) -> QToolButton:
    return next(b for b in window.sidebar.findChildren(QToolButton) if b.text().startswith("Sort"))


def sort_page(window: MainWindow) -> SortPage:
    page = window.pages.currentWidget()
    assert isinstance(page, SortPage)
    return page


def test_the_sidebar_counts_what_is_to_be_sorted(qtbot: QtBot, window: MainWindow) -> None:
    button = sort_button(window)
    assert button.text() == "Sort   2" and button.accessibleName() == "Sort, 2 cards to sort"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    page = sort_page(window)
    qtbot.keyClick(page.game, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: button.text() == "Sort   1")
    qtbot.keyClick(page.game, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: button.text() == "Sort")


def test_escape_and_the_key_lead_back_and_forth_and_the_round_goes_on(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    qtbot.keyClick(page.game, Qt.Key.Key_Space)
    assert page.game.table.title.text() == "Two"
    qtbot.keyClick(page.game, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.splitter
    window.actions_["view.sort"].trigger()
    assert sort_page(window).game.table.title.text() == "Two"


def test_prepare_opens_the_card_on_the_board(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    for _ in range(2):
        qtbot.keyClick(page.game, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: bool(page.closing.starts) and page.closing.isVisible())
    qtbot.mouseClick(page.closing.starts[0].prepare, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.splitter
    assert window.panel.isVisible() and window.board.current_id() == 3


def test_undo_of_the_window_brings_the_task_back_to_the_table(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    qtbot.keyClick(page.game, Qt.Key.Key_D)
    qtbot.waitUntil(window.actions_["edit.undo"].isEnabled)
    qtbot.waitUntil(lambda: not window.store.is_busy)
    window.undo()
    qtbot.waitUntil(lambda: page.game.table.title.text() == "One")
    assert page.game.deal.round.left == 2


def test_the_keys_of_sort_are_in_the_list_of_keys(window: MainWindow) -> None:
    group = [text for name, text, _ in window.actions_.rows() if name == "In Sort"]
    assert "Answer the open question" in group and len(group) == 9


def test_the_timer_key_means_the_task_on_the_table(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    qtbot.keyClick(page.game, Qt.Key.Key_Space)
    qtbot.keyClick(page.game, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: timelog.running(window.store.board) is not None)
    timer = timelog.running(window.store.board)
    assert timer is not None and timer.title == "Two"
    page.tabs.setCurrentIndex(2)
    page.next.table.selectRow(0)
    assert page.card_in_use() == page.next.table.task() == 3


def test_with_nothing_left_common_tasks_bring_a_new_round(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    for _ in range(2):
        qtbot.keyClick(page.game, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: page.closing.isVisible() and not window.store.is_busy)
    assert page.card_in_use() is None
    qtbot.mouseClick(page.closing.common, Qt.MouseButton.LeftButton)
    dialog = window.findChild(CataloguePick)
    assert isinstance(dialog, CataloguePick) and dialog.isVisible()
    dialog.model.toggle(0)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.game.deal.play is not None)
    assert window.pages.currentWidget() is page and page.game.isVisible()
    assert window.focusWidget() is page.game
    qtbot.keyClick(page.game, Qt.Key.Key_C)
    qtbot.waitUntil(page.closing.isVisible)


def test_the_open_question_is_not_grey_when_the_page_is_first_seen(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.mouseClick(sort_button(window), Qt.MouseButton.LeftButton)
    rows = sort_page(window).game.findChildren(QuestionRow)
    shown = [row.question.palette().color(row.question.foregroundRole()) for row in rows]
    assert shown[0] == theme.colours().text and shown[1] == theme.colours().muted


def test_answers_follow_a_change_to_dark(qtbot: QtBot, window: MainWindow, qapp: QApplication) -> None:
    qtbot.mouseClick(sort_button(window), Qt.MouseButton.LeftButton)
    game = sort_page(window).game
    qtbot.keyClick(game, Qt.Key.Key_1)
    row = game.findChildren(QuestionRow)[0]
    before = row.digits.buttons[1].grab().toImage().pixelColor(6, 6)
    theme.apply(qapp, "light" if theme.colours().is_dark else "dark")
    try:
        assert row.digits.buttons[1].grab().toImage().pixelColor(6, 6) != before
        assert row.question.palette().color(row.question.foregroundRole()) == theme.colours().text
    finally:
        theme.apply(qapp, "system")


@pytest.mark.usefixtures("large_letters")
def test_with_doubled_letters_the_window_still_fits_a_small_screen(
    request: pytest.FixtureRequest, qtbot: QtBot
) -> None:
    window: MainWindow = request.getfixturevalue("window")
    title = "Send invoices and chase late payers every month of the year"
    with qtbot.waitSignal(window.store.submit(tasks.edit_task, 1, title=title).done):
        pass
    window.resize(1280, 720)
    window.actions_["view.sort"].trigger()
    page = sort_page(window)
    page.game.deal.bring(1)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        assert window.minimumSizeHint().height() <= 720

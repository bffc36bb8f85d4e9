"""The bin."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from models import tasks
from models.cards import count_tasks, read_bin
from ui.pages.bin_page import BinPage
from ui.store import Store


@pytest.fixture
def page(qtbot: QtBot, store: Store, ids: list[int]) -> BinPage:
    for task in ids[:3]:
        with qtbot.waitSignal(store.changed):
            store.submit(tasks.bin_tasks, [task])
    made = BinPage(store)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.resize(900, 500)
    made.show()
    return made


def button(box: QMessageBox, text: str) -> QPushButton:
    return next(one for one in box.findChildren(QPushButton) if one.text() == text)


def test_it_lists_what_was_binned_newest_first(store: Store, ids: list[int], page: BinPage) -> None:
    assert [page.model.card(row).id for row in range(3)] == [ids[2], ids[1], ids[0]]
    assert page.heading.text() == "Bin · 3 cards"
    assert page.model.index(0, 1).data() == "Unsorted"
    assert str(page.model.index(0, 2).data()).startswith("today")


def test_one_card_is_restored_and_the_list_follows(qtbot: QtBot, store: Store, page: BinPage) -> None:
    before = count_tasks(store.board)
    place = page.list.visualRect(page.model.index(1, 0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.restore.text() == "Restore 1 card"
    with qtbot.waitSignal(store.changed):
        qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert count_tasks(store.board) == before + 1
    assert page.heading.text() == "Bin · 2 cards"


def test_enter_presses_the_button_with_the_keyboard_and_restores_nothing(
    qtbot: QtBot, store: Store, page: BinPage
) -> None:
    place = page.list.visualRect(page.model.index(1, 0)).center()
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    revision = store.board.revision
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page.back, Qt.Key.Key_Return)
    assert store.board.revision == revision


def test_by_keys_alone_the_first_arrow_selects_and_enter_restores(
    qtbot: QtBot, store: Store, page: BinPage
) -> None:
    page.activateWindow()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.restore.text() == "Restore 1 card"
    first = page.model.card(0).id
    with qtbot.waitSignal(store.changed):
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert first not in [card.id for card in read_bin(store.board)] and len(read_bin(store.board)) == 2


def test_all_come_back_and_the_page_says_that_it_is_empty(qtbot: QtBot, store: Store, page: BinPage) -> None:
    assert page.restore.text() == "Restore all"
    with qtbot.waitSignal(store.changed):
        qtbot.mouseClick(page.restore, Qt.MouseButton.LeftButton)
    assert page.empty.isVisible() and not page.list.isVisible() and not page.delete.isVisible()


def test_deleting_for_good_asks_says_what_is_erased_and_can_be_refused(
    qtbot: QtBot, store: Store, page: BinPage
) -> None:
    qtbot.mouseClick(page.delete, Qt.MouseButton.LeftButton)
    box = page.findChild(QMessageBox)
    assert box is not None and "notes, steps, comments" in box.informativeText()
    assert "Undo cannot bring them back" in box.informativeText()
    qtbot.mouseClick(button(box, "Cancel"), Qt.MouseButton.LeftButton)
    assert len(read_bin(store.board)) == 3


def test_only_the_selected_cards_are_deleted(
    qtbot: QtBot, store: Store, ids: list[int], page: BinPage
) -> None:
    page.list.selectRow(0)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    box = page.findChild(QMessageBox)
    assert box is not None and box.text() == "Delete 1 card for good?"
    with qtbot.waitSignal(store.changed):
        qtbot.mouseClick(button(box, "Delete for good"), Qt.MouseButton.LeftButton)
    assert [card.id for card in read_bin(store.board)] == [ids[1], ids[0]]


def test_what_is_selected_stays_selected_when_another_card_comes(
    qtbot: QtBot, store: Store, ids: list[int], page: BinPage
) -> None:
    page.list.selectRow(2)
    with qtbot.waitSignal(store.changed):
        store.submit(tasks.bin_tasks, [ids[5]])
    rows = page.list.selectionModel().selectedRows()
    assert [page.model.card(index.row()).id for index in rows] == [ids[0]]


def test_escape_goes_back_to_the_board(qtbot: QtBot, page: BinPage) -> None:
    with qtbot.waitSignal(page.closed):
        qtbot.keyClick(page.list, Qt.Key.Key_Escape)

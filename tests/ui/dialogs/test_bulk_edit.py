"""Several cards changed in one step."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.board import Board
from models.cards import count_tasks, read_cards
from models.moves import HELD_KINDS
from models.stages import read_stages
from ui.dialogs.bulk_edit import BulkEditDialog, split_tags
from ui.store import Store

TODAY = date(2026, 11, 23)  # a Monday


@pytest.fixture
def dialog(qtbot: QtBot, store: Store, ids: list[int]) -> BulkEditDialog:
    made = BulkEditDialog(store, ids[:3], lambda: TODAY)
    made.open()
    return made


def press(qtbot: QtBot, store: Store, dialog: BulkEditDialog) -> None:
    with qtbot.waitSignal(store.changed):
        qtbot.mouseClick(dialog.change, Qt.MouseButton.LeftButton)


def test_due_tags_and_column_change_as_one_step(
    qtbot: QtBot, store: Store, ids: list[int], dialog: BulkEditDialog
) -> None:
    before = read_cards(store.board, ids[:3])
    qtbot.keyClicks(dialog.due.choice, "Tomorrow")
    qtbot.keyClicks(dialog.add_tags, "#urgent, our clients")
    qtbot.keyClicks(dialog.column, "Core")
    press(qtbot, store, dialog)
    after = read_cards(store.board, ids[:3])
    assert all(card.due == date(2026, 11, 24) and card.kind == "core" for card in after.values())
    assert all({"urgent", "our clients"} <= set(card.tags) for card in after.values())
    with qtbot.waitSignal(store.changed):
        store.submit(Board.undo)
    assert [card.due for card in read_cards(store.board, ids[:3]).values()] == [
        card.due for card in before.values()
    ]


def test_nothing_filled_in_changes_nothing(qtbot: QtBot, store: Store, dialog: BulkEditDialog) -> None:
    revision = store.board.revision
    assert dialog.changes() == {}
    qtbot.mouseClick(dialog.change, Qt.MouseButton.LeftButton)
    assert store.board.revision == revision


def test_only_tags_on_the_cards_are_offered_to_take_off(
    qtbot: QtBot, store: Store, ids: list[int], dialog: BulkEditDialog
) -> None:
    actions = dialog.remove_tags.menu().actions()
    on_cards = {name for card in read_cards(store.board, ids[:3]).values() for name in card.tags}
    assert {str(action.data()) for action in actions} == on_cards
    actions[0].trigger()
    gone = str(actions[0].data())
    press(qtbot, store, dialog)
    assert not any(gone in card.tags for card in read_cards(store.board, ids[:3]).values())


def test_another_day_and_no_date(dialog: BulkEditDialog) -> None:
    due = dialog.due
    due.choice.setCurrentIndex(due.choice.findText("Another day…"))
    assert due.another.isVisible()
    due.another.setDate(QDate(2027, 2, 1))
    assert dialog.changes() == {"due": date(2027, 2, 1)}
    due.choice.setCurrentIndex(due.choice.findText("No date"))
    assert dialog.changes() == {"due": None} and not due.another.isVisible()


def test_next_monday_on_a_monday_is_a_week_away(dialog: BulkEditDialog) -> None:
    dialog.due.choice.setCurrentIndex(dialog.due.choice.findText("Next Monday"))
    assert dialog.changes() == {"due": date(2026, 11, 30)}


def test_minutes_and_the_bin_are_under_more(
    qtbot: QtBot, store: Store, ids: list[int], dialog: BulkEditDialog
) -> None:
    assert not dialog.minutes.isVisible() and not dialog.bin.isVisible()
    qtbot.keyClicks(dialog.minutes, "-4x5")
    press(qtbot, store, dialog)
    assert all(card.seconds_per_run == 2700 for card in read_cards(store.board, ids[:3]).values())
    before = count_tasks(store.board)
    second = BulkEditDialog(store, ids[:3], lambda: TODAY)
    with qtbot.waitSignal(store.changed):
        second.bin.click()
    assert count_tasks(store.board) == before - 3


def test_every_label_is_plain(dialog: BulkEditDialog) -> None:
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


def test_columns_are_the_boards_own(store: Store, dialog: BulkEditDialog) -> None:
    names = [dialog.column.itemText(i) for i in range(dialog.column.count())]
    # Somebody's columns ask who: that is handing over.
    own = [stage.name for stage in read_stages(store.board) if stage.kind not in HELD_KINDS]
    assert names == ["Leave as it is", *own] and len(own) == 4


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("books, clients", ["books", "clients"]),
        ("#books #our clients", ["books", "our clients"]),
        (" , ;# ", []),
        ("a,a", ["a"]),
    ],
)
def test_tags_are_split(text: str, tags: list[str]) -> None:
    assert split_tags(text) == tags

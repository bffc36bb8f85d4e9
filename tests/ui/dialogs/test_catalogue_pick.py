"""Picking common tasks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models.catalogue import read_catalogue
from ui.dialogs.catalogue_model import CatalogueModel
from ui.dialogs.catalogue_pick import CataloguePick


@pytest.fixture
def dialog(qtbot: QtBot) -> CataloguePick:
    made = CataloguePick()
    made.open()
    qtbot.waitExposed(made)
    return made


def test_the_models_keep_qts_rules(qtbot: QtBot, dialog: CataloguePick) -> None:
    for model in (CatalogueModel(dialog), dialog.filter):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, dialog)
    dialog.filter.show_only("mail", "")
    dialog.model.toggle(0)


def test_typing_and_the_group_narrow_the_list(qtbot: QtBot, dialog: CataloguePick) -> None:
    assert dialog.filter.rowCount() == 76
    qtbot.keyClicks(dialog.search, "invoices")
    assert 0 < dialog.filter.rowCount() < 5
    dialog.search.clear()
    qtbot.keyClicks(dialog.group, "Travel")
    assert dialog.filter.rowCount() == 5


def test_who_could_take_it_and_how_private_narrow_it_too(qtbot: QtBot, dialog: CataloguePick) -> None:
    tasks = read_catalogue()
    qtbot.keyClicks(dialog.who, "stays")
    assert dialog.filter.rowCount() == sum(task.verdict == "core" for task in tasks)
    dialog.who.setCurrentIndex(0)
    qtbot.keyClicks(dialog.private, "very")
    private = [task for task in tasks if task.sensitivity == "high"]
    assert dialog.filter.rowCount() == len(private)
    for _ in range(2):
        qtbot.keyClick(dialog.who, Qt.Key.Key_Down)
    assert dialog.who.currentText() == "A specialist"
    crafts = [task for task in private if task.verdict == "delegable" and task.route == "specialist"]
    assert dialog.filter.rowCount() == len(crafts)


def test_ticks_by_click_and_by_space_stay_while_the_list_is_filtered(
    qtbot: QtBot, dialog: CataloguePick
) -> None:
    assert not dialog.add.isEnabled()
    place = dialog.list.visualRect(dialog.filter.index(0, 0)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(dialog.search, "printer")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.add.text() == "Add 2 cards"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.add.text() == "Add 1 card"


def test_enter_adds_what_is_ticked(qtbot: QtBot, dialog: CataloguePick) -> None:
    dialog.model.toggle(17)
    dialog.model.toggle(2)
    with qtbot.waitSignal(dialog.chosen) as caught:
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    drafts = caught.args[0]
    assert [draft.title for draft in drafts] == ["Chase unanswered mail", "Create and send invoices"]
    assert drafts[1].tags == ["Bookkeeping"] and drafts[1].done_when.startswith("sent, numbered")

"""The small questions that stand in for a form at the start."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models import stages
from models.board import Board
from models.copying import save_copy
from models.settings import SETTINGS, read_settings, write_settings
from ui.dialogs.ask_once import AskHourly, AskOnce, AskRate, AskSpecialisation
from ui.store import Store

KEY = Qt.Key


@pytest.fixture
def bare(qtbot: QtBot, store: Store) -> Store:
    """A board on which nothing was said yet, in euros."""

    def forget(board: Any) -> None:
        known = read_settings(board)
        write_settings(board, {name: None for name in SETTINGS if known.is_set(name)})
        write_settings(board, {"company.currency": "EUR"})
        stages.edit_board(board, specialisation="")

    with qtbot.waitSignal(store.submit(forget).done):
        pass
    return store


def shown(qtbot: QtBot, sheet: Any) -> Any:
    qtbot.addWidget(sheet)
    sheet.resize(360, 240)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.isActiveWindow)
    sheet.setFocus()
    return sheet


@pytest.mark.parametrize("kind", [AskSpecialisation, AskHourly, AskRate])
def test_it_is_wanted_until_it_is_answered_or_put_off(
    qtbot: QtBot, bare: Store, kind: type[AskSpecialisation]
) -> None:
    assert kind.is_wanted(bare)
    sheet = shown(qtbot, kind(bare))
    with qtbot.waitSignal(sheet.skipped):
        QTest.keyClick(sheet.focusWidget(), KEY.Key_Escape)
    assert not kind.is_wanted(bare) and not kind.is_known(bare)
    with qtbot.waitSignal(sheet.answered):
        QTest.keyClicks(sheet.field, "25")
        QTest.keyClick(sheet.field, KEY.Key_Return)
    assert kind.is_known(bare)


@pytest.mark.parametrize("kind", [AskSpecialisation, AskHourly, AskRate])
def test_not_now_is_remembered_in_the_board_and_is_no_step_of_undo(
    qtbot: QtBot, bare: Store, kind: type[AskSpecialisation]
) -> None:
    before = bare.board.undoable()
    sheet = shown(qtbot, kind(bare))
    with qtbot.waitSignal(bare.changed) as caught:
        qtbot.mouseClick(sheet.not_now, Qt.MouseButton.LeftButton)
    assert caught.args is not None and caught.args[0].kind == "quiet"
    assert bare.board.undoable() == before
    with Board.open(bare.board.path, read_only=True) as board:
        assert read_settings(board)[f"not_now.{kind.KEY}"]
    copy = bare.board.path.with_name("copy.board")
    save_copy(bare.board, copy)
    again = Store(Board.open(copy))
    assert not kind.is_wanted(again) and not kind.is_known(again)
    again.close()


@pytest.mark.parametrize("kind", [AskSpecialisation, AskHourly, AskRate])
def test_who_opened_it_and_puts_it_away_may_still_be_asked(
    qtbot: QtBot, bare: Store, kind: type[AskSpecialisation]
) -> None:
    revision = bare.board.revision
    sheet = shown(qtbot, kind(bare))
    sheet.is_remembered = False
    with qtbot.waitSignal(sheet.skipped):
        QTest.keyClick(sheet.focusWidget(), KEY.Key_Escape)
    assert kind.is_wanted(bare) and bare.board.revision == revision


@pytest.mark.parametrize("kind", [AskSpecialisation, AskHourly, AskRate])
def test_an_empty_answer_is_asked_again_and_nothing_changes(
    qtbot: QtBot, bare: Store, kind: type[AskSpecialisation]
) -> None:
    revision = bare.board.revision
    sheet = shown(qtbot, kind(bare))
    qtbot.mouseClick(sheet.save, Qt.MouseButton.LeftButton)
    assert sheet.fault.isVisible() and bare.board.revision == revision


def test_a_year_is_divided_by_two_thousand_hours(qtbot: QtBot, bare: Store) -> None:
    sheet = shown(qtbot, AskHourly(bare))
    qtbot.mouseClick(sheet.other, Qt.MouseButton.LeftButton)
    QTest.keyClicks(sheet.field, "120,000")
    assert sheet.unit.text() == "EUR ÷ 2,000 h = 60 EUR"
    with qtbot.waitSignal(sheet.answered):
        QTest.keyClick(sheet.field, KEY.Key_Return)
    assert read_settings(bare.board).hourly() == 60


def test_another_currency_needs_its_exchange_rate(qtbot: QtBot, bare: Store) -> None:
    sheet = shown(qtbot, AskRate(bare))
    QTest.keyClicks(sheet.field, "15")
    assert not sheet.fx.isVisible()
    sheet.currency.setFocus()
    QTest.keyClicks(sheet.currency, "USD")
    assert sheet.fx.isVisible()
    qtbot.mouseClick(sheet.save, Qt.MouseButton.LeftButton)
    assert sheet.fault.text() == "How much EUR is one USD?"
    sheet.fx.setFocus()
    QTest.keyClicks(sheet.fx, "0,9")
    with qtbot.waitSignal(sheet.answered):
        QTest.keyClick(sheet.fx, KEY.Key_Return)
    assert read_settings(bare.board).rate() == 13.5


def test_the_specialisation_heads_the_core_column(qtbot: QtBot, bare: Store) -> None:
    sheet = shown(qtbot, AskSpecialisation(bare))
    QTest.keyClicks(sheet.field, "Parts  by Friday")
    with qtbot.waitSignal(sheet.answered):
        QTest.keyClick(sheet.field, KEY.Key_Return)
    assert bare.board.about().specialisation == "Parts by Friday"


def test_every_question_says_itself_to_a_screen_reader(qtbot: QtBot, bare: Store) -> None:
    kinds: list[type[Any]] = [AskSpecialisation, AskHourly, AskRate]
    for kind in kinds:
        sheet: AskOnce = shown(qtbot, kind(bare))
        assert sheet.accessibleName() == sheet.question.text()
        assert sheet.focusWidget().accessibleName()

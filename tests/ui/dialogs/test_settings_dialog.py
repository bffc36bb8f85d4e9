"""The settings, by real keys and clicks, on a real board."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from models import stages
from models.settings import SETTINGS, Settings, read_settings, write_settings
from ui.dialogs.settings.sections import NOT_SHOWN
from ui.dialogs.settings_dialog import SettingsDialog
from ui.settings import Settings as MachineSettings
from ui.store import Store

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """The dialog and what an owner does there."""

    def __init__(self, qtbot: QtBot, store: Store) -> None:
        self.qtbot = qtbot
        self.store = store
        self.themes: list[str] = []
        self.dialog = SettingsDialog(
            store, MachineSettings(store.board.path.with_suffix(".ini")), self.themes.append
        )
        self.dialog.show()
        self.dialog.activateWindow()
        qtbot.waitUntil(self.dialog.isActiveWindow)

    @property
    def settings(self) -> Settings:
        return read_settings(self.store.board)

    def row(self, name: str) -> Any:
        return self.dialog.rows[name]

    def settle(self) -> None:
        with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
            pass
        QApplication.processEvents()

    def write(self, *values: Any, **named: Any) -> None:
        with self.qtbot.waitSignal(self.store.submit(*values, **named).done):
            pass

    def open(self, section: str, *, more: bool = False) -> None:
        self.dialog.show_section(section)
        if more and not self.dialog.folds[section].button.isChecked():
            self.qtbot.mouseClick(self.dialog.folds[section].button, LEFT)

    def fill(self, field: QWidget, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, KEY.Key_A, CTRL)
        QTest.keyClick(field, KEY.Key_Delete)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, KEY.Key_Return)
        self.settle()

    def choose(self, box: Any, letters: str) -> None:
        box.setFocus()
        QTest.keyClicks(box, letters)
        self.settle()


@pytest.fixture
def hand(qtbot: QtBot, store: Store) -> Iterator[Hand]:
    made = Hand(qtbot, store)
    made.write(write_settings, {name: None for name in SETTINGS if made.settings.is_set(name)})
    yield made
    if isValid(made.dialog):
        made.dialog.close()
    QApplication.processEvents()


def test_every_declared_setting_has_a_row(hand: Hand) -> None:
    assert set(SETTINGS) - NOT_SHOWN <= set(hand.dialog.rows)


def test_few_are_in_sight_and_the_rest_is_under_more(hand: Hand) -> None:
    for section in ("company", "money", "sort", "time", "window"):
        hand.open(section)
        assert sum(row.isVisible() for row in hand.dialog.rows.values()) <= 4
    hand.open("money", more=True)
    assert hand.row("money.slowness").isVisible()


def test_a_name_is_saved_on_leaving_and_taken_back_by_undo(hand: Hand) -> None:
    field = hand.row("company.name").field
    hand.fill(field, "Harbor Dental")
    assert hand.settings["company.name"] == "Harbor Dental"
    assert hand.dialog.undo.isVisible()
    QTest.keyClick(field, KEY.Key_Z, CTRL)
    hand.settle()
    assert hand.settings["company.name"] == "" and field.text() == ""
    assert not hand.dialog.undo.isVisible()


def test_the_undo_button_takes_back_the_last_setting(hand: Hand) -> None:
    hand.fill(hand.row("company.owner").field, "Rosa Lindt")
    hand.qtbot.mouseClick(hand.dialog.undo, LEFT)
    hand.settle()
    assert not hand.settings.is_set("company.owner")
    assert hand.row("company.owner").field.text() == ""


@pytest.mark.parametrize(
    ("section", "name", "typed", "told"),
    [
        ("money", "money.hourly", "-5", "must lie between"),
        ("money", "money.hourly", "abc", "is no number"),
        ("money", "money.rate", "-5", "must lie between"),
        ("money", "money.rate", "1e99", "must lie between"),
        ("money", "money.brief", "1000000000", "must lie between"),
        ("money", "money.sent_back", "130", "must lie between 0 % and 100 %"),
        ("company", "company.name", "=1+1", "cannot be a formula"),
        ("company", "company.reply", "nobody", "is no e-mail address"),
    ],
)
def test_what_cannot_be_taken_gets_a_sentence_and_changes_nothing(
    hand: Hand, section: str, name: str, typed: str, told: str
) -> None:
    hand.open(section, more=section in ("money", "company"))
    revision = hand.store.board.revision
    row = hand.row(name)
    hand.fill(row.field, typed)
    assert told in row.fault.text() and row.fault.isVisible()
    assert row.field.text() == typed
    assert hand.store.board.revision == revision
    QTest.keyClick(row.field, KEY.Key_Escape)
    assert hand.dialog.isVisible() and not row.fault.isVisible()
    assert row.field.text() != typed


def test_hours_that_end_before_they_begin_are_refused(hand: Hand) -> None:
    hand.open("time")
    row = hand.row("company.hours")
    hand.fill(row.begin, "18")
    assert "must begin before it ends" in row.fault.text()
    hand.fill(row.begin, "8")
    assert hand.settings["company.hours"] == "08:00-17:00"
    assert row.begin.text() == "08:00" and not row.fault.isVisible()


def test_an_hour_is_said_directly_or_as_a_year(hand: Hand) -> None:
    hand.open("money")
    row = hand.row("money.hourly")
    hand.fill(row.field, "60,50")
    assert hand.settings.hourly() == 60.5
    hand.choose(row.per, "a y")
    hand.fill(row.field, "120 000")
    assert hand.settings["money.hourly"] is None
    assert hand.settings.hourly() == 60
    assert "60" in row.aside.text() and "an hour" in row.aside.text()
    hand.fill(row.field, "")
    assert hand.settings.hourly() is None


def test_another_currency_asks_for_an_exchange_rate(hand: Hand) -> None:
    hand.open("money")
    hand.write(write_settings, {"company.currency": "EUR"})
    assert not hand.row("money.fx").isVisible()
    hand.fill(hand.row("money.rate").field, "15")
    hand.choose(hand.row("money.rate").currency, "USD")
    assert hand.row("money.fx").isVisible()
    assert hand.settings.rate() is None
    hand.fill(hand.row("money.fx").field, "0.9")
    assert hand.settings.rate() == 13.5
    assert hand.row("money.fx").aside.text().startswith("As of ")


def test_an_empty_field_means_the_usual_value(hand: Hand) -> None:
    hand.open("money", more=True)
    row = hand.row("money.sent_back")
    assert (row.field.text(), row.field.placeholderText()) == ("", "10")
    hand.fill(row.field, "19 %")
    assert hand.settings["money.sent_back"] == 0.19
    assert row.field.text() == "19"
    hand.fill(row.field, "")
    assert not hand.settings.is_set("money.sent_back")


def test_country_and_zone_are_guessed_until_they_are_chosen(hand: Hand) -> None:
    country = hand.row("company.country").field
    assert "as this computer" in country.currentText()
    hand.choose(country, "Portu")
    assert hand.settings["company.country"] == "PT"
    hand.open("time")
    hand.choose(hand.row("company.zone").field, "Lisbon")
    assert hand.settings["company.zone"] == "Europe/Lisbon"


def test_working_days_are_ticked_and_one_must_stay(hand: Hand) -> None:
    hand.open("time")
    row = hand.row("company.days")
    hand.qtbot.mouseClick(row.field.chip("5"), LEFT)
    hand.settle()
    assert hand.settings["company.days"] == "0,1,2,3,4,5"
    for day in "012345":
        hand.qtbot.mouseClick(row.field.chip(day), LEFT)
        hand.settle()
    assert row.fault.text() == "At least one day."
    assert hand.settings["company.days"] == "5"


def test_weights_are_stored_once_they_make_a_hundred(hand: Hand) -> None:
    hand.open("sort", more=True)
    row = hand.row("sort.weights")
    hand.fill(row.fields["S"], "40")
    assert row.fault.text() == "These are 110 points: together they must make 100."
    assert not hand.settings.is_set("sort.weights")
    hand.fill(row.fields["O"], "10")
    assert hand.settings.weights()["S"] == 40 and not row.fault.isVisible()
    hand.qtbot.mouseClick(row.reset, LEFT)
    hand.settle()
    assert row.fields["S"].text() == "30" and not hand.settings.is_set("sort.weights")


def test_the_specialisation_is_saved_by_enter_and_on_closing(hand: Hand) -> None:
    field = hand.dialog.specialisation.field
    field.setFocus()
    field.select_all_text()
    QTest.keyClicks(field, "Parts by Friday")
    QTest.keyClick(field, KEY.Key_Return)
    hand.settle()
    assert hand.store.board.about().specialisation == "Parts by Friday"
    QTest.keyClicks(field, ", with advice")
    hand.dialog.close()
    hand.settle()
    assert hand.store.board.about().specialisation.startswith("Parts by Friday")
    assert "with advice" in hand.store.board.about().specialisation


def test_what_is_half_typed_in_a_field_is_saved_on_closing(hand: Hand) -> None:
    field = hand.row("company.phone").field
    hand.open("company", more=True)
    field.setFocus()
    QTest.keyClicks(field, "555 0100")
    hand.dialog.close()
    hand.settle()
    assert hand.settings["company.phone"] == "555 0100"


def test_a_change_from_elsewhere_shows_but_does_not_disturb_the_typing(hand: Hand) -> None:
    field = hand.row("company.name").field
    field.setFocus()
    QTest.keyClicks(field, "Half")
    hand.write(write_settings, {"company.owner": "Rosa", "company.name": "Other"})
    hand.write(stages.edit_board, specialisation="Gloves")
    assert field.text() == "Half"
    assert hand.row("company.owner").field.text() == "Rosa"
    assert hand.dialog.specialisation.field.toPlainText() == "Gloves"


def test_light_and_dark_are_this_computers_matter(hand: Hand) -> None:
    revision = hand.store.board.revision
    hand.open("window")
    hand.choose(hand.dialog.theme_row.field, "Dark")
    assert hand.themes == ["dark"] and hand.store.board.revision == revision


def test_everything_has_a_name_for_screen_readers(hand: Hand) -> None:
    QAccessible.setActive(True)
    for section in ("company", "money", "sort", "time", "window"):
        hand.open(section, more=section in hand.dialog.folds)
        assert nameless(hand.dialog) == []


def nameless(root: QWidget) -> list[str]:
    bad: list[str] = []

    def walk(node: QAccessibleInterface, path: str) -> None:
        state = node.state()
        invisible = state.invisible() if callable(state.invisible) else state.invisible
        focusable = state.focusable() if callable(state.focusable) else state.focusable
        if invisible:
            return
        here = f"{path}/{node.role().name}"
        if focusable and not node.text(QAccessible.Text.Name).strip():
            bad.append(here)
        for place in range(min(node.childCount(), 20)):
            if (child := node.child(place)) is not None and child.isValid():
                walk(child, here)

    walk(QAccessible.queryAccessibleInterface(root), "")
    return bad

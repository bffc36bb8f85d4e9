"""The settings beside the window, and why a card is what it is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.drafts import TaskDraft
from models.repeats import Repeat
from models.settings import read_settings
from tests.stories.desk import CTRL, Desk, events
from ui.dialogs.settings_dialog import SettingsDialog

KEY = Qt.Key


def test_what_is_set_shows_in_the_window_at_once_and_is_undone_there(desk: Desk) -> None:
    task = TaskDraft("Send invoices", kind="setup", repeat=Repeat(1, "week"), seconds_per_run=5_400)
    hand = desk.window(desk.board(setup=[task], core=["Pitch"]))
    hand.open_card("Send invoices")
    hand.window.panel.show_tab("why")
    worth = hand.window.panel._tabs["why"].worth
    assert worth.ask_hourly.isVisible()
    hand.window.front.take_keyboard()
    hand.run("view.settings")
    dialog = hand.dialog(SettingsDialog)
    dialog.show_section("money")
    for name, text in (("money.hourly", "60"), ("money.rate", "15")):
        hand_field = dialog.rows[name].field
        hand_field.setFocus()
        hand.write(text)
        hand.press(KEY.Key_Return)
    assert "at your value of 60" in worth.money.text()
    hand.press(KEY.Key_Z, CTRL)
    assert worth.ask_rate.isVisible()
    hand.press(KEY.Key_Escape)
    events()
    assert not any(w.isVisible() for w in hand.window.findChildren(SettingsDialog))
    hand.front()
    hand.undo()
    assert read_settings(hand.board).hourly() is None


def test_the_specialisation_is_one_of_the_settings(desk: Desk) -> None:
    hand = desk.window(desk.board(core=["Pitch"]))
    hand.run("view.specialisation")
    dialog = hand.dialog(SettingsDialog)
    assert dialog.specialisation.field.hasFocus()
    hand.write("Parts by Friday")
    hand.press(KEY.Key_Return)
    assert "Parts by Friday" in hand.column("core").header.texts()[2]
    hand.run("view.settings")
    assert hand.dialog(SettingsDialog) is dialog


def test_what_is_half_typed_is_saved_when_the_window_closes(desk: Desk) -> None:
    path = desk.board(core=["Pitch"])
    hand = desk.window(path)
    hand.run("view.settings")
    dialog = hand.dialog(SettingsDialog)
    field = dialog.rows["company.owner"].field
    field.setFocus()
    hand.write("Rosa Lindt")
    hand.close()
    QApplication.processEvents()
    again = desk.window(path)
    assert read_settings(again.board)["company.owner"] == "Rosa Lindt"

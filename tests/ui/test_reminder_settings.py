"""The section Reminders of the settings: this computer's, kept at once, and truly what the system has."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.home import Home
from ui import autostart, autostart_linux
from ui.dialogs.settings.reminder_rows import QuietRow, RemindRow, StartRow
from ui.dialogs.settings_dialog import SettingsDialog

if TYPE_CHECKING:
    from tests.ui.desktop import Desktop

CTRL, KEY, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.Key, Qt.MouseButton.LeftButton
STARTS = "Reminders come while the program runs. To get them without opening it, start it with the computer. "


class Section:
    """The section, open before the owner."""

    def __init__(self, home: Home) -> None:
        window = home.window or home.open()
        self.qtbot = home.qtbot
        self.settings = home.settings
        self.dialog: SettingsDialog = window.view.show_settings("reminders")
        self.remind, self.quiet, self.start = (
            next(row for row in self.dialog.reminder_rows.values() if isinstance(row, kind))
            for kind in (RemindRow, QuietRow, StartRow)
        )

    def write(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        QTest.keyClick(field, KEY.Key_A, CTRL)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, KEY.Key_Return)


@pytest.fixture
def section(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Section]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield Section(home)


def test_reminders_are_on_and_quiet_outside_working_hours_until_said_otherwise(section: Section) -> None:
    assert section.remind.field.isChecked() and section.settings.reminds
    assert section.quiet.field.currentText() == "Outside my working hours"
    assert not section.quiet.begin.isVisible()
    assert not section.start.field.isChecked() and not autostart.is_on()
    assert section.start.aside.text().startswith(STARTS)


def test_switching_reminders_off_is_kept_at_once_and_changes_nothing_on_the_board(section: Section) -> None:
    board = section.dialog._store.board
    revision = board.revision
    field = section.remind.field
    section.qtbot.mouseClick(field, LEFT, pos=QPoint(10, field.height() // 2))
    assert not section.settings.reminds
    QTest.keyClick(section.remind.field, KEY.Key_Space)
    assert section.settings.reminds and board.revision == revision


def test_hours_of_ones_own_are_typed_as_one_thinks_of_them(section: Section) -> None:
    section.quiet.field.setCurrentIndex(1)
    section.quiet.field.activated.emit(1)
    assert section.settings.quiet == "18:00-08:00"
    assert section.quiet.begin.isVisible()
    section.write(section.quiet.begin, "20")
    section.write(section.quiet.end, "7.30")
    assert section.settings.quiet == "20:00-07:30"
    assert (section.quiet.begin.text(), section.quiet.end.text()) == ("20:00", "07:30")
    section.write(section.quiet.end, "late")
    assert section.quiet.fault.isVisible()
    assert section.settings.quiet == "20:00-07:30"
    section.write(section.quiet.end, "8:15")
    assert not section.quiet.fault.isVisible()
    assert section.settings.quiet == "20:00-08:15"
    section.quiet.field.setCurrentIndex(2)
    section.quiet.field.activated.emit(2)
    assert section.settings.quiet == "never" and not section.quiet.begin.isVisible()


@pytest.mark.skipif(not Path("/proc").exists(), reason="desktop files of Linux")
def test_starting_with_the_computer_is_one_tick_and_shows_what_the_system_has(
    section: Section, home: Home
) -> None:
    QTest.keyClick(section.start.field, KEY.Key_Space)
    assert autostart.is_on() and section.start.field.isChecked()
    QTest.keyClick(section.start.field, KEY.Key_Space)
    assert not autostart.is_on() and not section.start.field.isChecked()
    # Switched on elsewhere, it is on when the settings are opened again
    autostart.set_on(True)
    section.dialog.close()
    QApplication.processEvents()
    assert Section(home).start.field.isChecked()
    autostart.set_on(False)


@pytest.mark.skipif(not Path("/proc").exists(), reason="desktop files of Linux")
def test_where_it_cannot_be_written_the_tick_does_not_stay(section: Section) -> None:
    autostart_linux.place().parent.parent.write_text("a file where a folder should be", "utf-8")
    QTest.keyClick(section.start.field, KEY.Key_Space)
    assert not section.start.field.isChecked()
    assert section.start.fault.isVisible()
    assert section.start.fault.text().startswith("This could not be changed: ")


def test_it_is_said_where_nothing_shows_messages(section: Section) -> None:
    section.qtbot.waitUntil(lambda: "in the window only" in section.remind.aside.text())


def test_it_is_not_said_where_the_desktop_shows_them(desktop: "Desktop", section: Section) -> None:
    section.qtbot.waitUntil(lambda: desktop.asked == ["GetCapabilities"])
    QApplication.processEvents()
    assert "in the window only" not in section.remind.aside.text()
    assert desktop.shown == []


def test_on_a_board_open_elsewhere_they_can_be_set_all_the_same(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    home.open(read_only=True)
    section = Section(home)
    assert section.remind.isEnabled() and section.quiet.isEnabled() and section.start.isEnabled()


def test_with_letters_twice_as_large_everything_is_readable(
    large_letters: None, home: Home, qtbot: QtBot, qapp: QCoreApplication
) -> None:
    section = Section(home)
    page = section.dialog.pages["reminders"]
    assert page.widget().width() <= page.viewport().width()
    for row in (section.remind, section.quiet, section.start):
        for label in (row.label, row.aside):
            assert label.height() >= label.heightForWidth(label.width())

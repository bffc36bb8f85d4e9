"""The timer and the quick log in the program's own window, by its own keys and menus."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models import timelog
from models.board import utc_now
from tests.stories.desk import CTRL, LEFT, Desk, Hand, Key
from ui.dialogs.log_time import LogTimeDialog
from ui.dialogs.time_audit import AuditStartDialog


@pytest.fixture
def owner(desk: Desk) -> Hand:
    return desk.window(desk.board(unsorted=["Send invoices", "Inbox"]))


def ran(owner: Hand, minutes: int) -> None:
    """The timer was started so many minutes ago."""
    before = utc_now() - dt.timedelta(minutes=minutes)
    owner.board.now = lambda: before
    owner.press("T")
    owner.board.now = utc_now


def entries(owner: Hand) -> list[tuple[str, int]]:
    return [(entry.title, entry.seconds // 60) for entry in timelog.read_entries(owner.board)]


def test_t_on_a_card_starts_and_stops_and_says_what_was_logged(owner: Hand) -> None:
    owner.focus("Inbox")
    ran(owner, 5)
    assert owner.window.time.line.isVisible()
    assert owner.window.time.line.text.endswith("Inbox")
    owner.press("T")
    assert entries(owner) == [("Inbox", 5)]
    assert "Inbox" in owner.said
    assert owner.offer().isVisible()
    owner.undo()
    assert entries(owner) == []


def test_where_text_is_typed_t_is_a_letter(owner: Hand) -> None:
    owner.focus("Inbox")
    owner.window.quick_add.setFocus()
    owner.write("Toner T")
    assert owner.window.quick_add.text() == "Toner T"
    assert timelog.running(owner.board) is None


def test_in_the_panel_t_means_the_opened_card(owner: Hand) -> None:
    owner.open_card("Inbox")
    owner.window.board.focus_task(owner.task("Send invoices"), keyboard=False)
    owner.window.panel.task_tab.decision.setFocus()
    owner.press("T")
    timer = timelog.running(owner.board)
    assert timer is not None
    assert timer.title == "Inbox"


def test_the_panels_button_starts_and_the_status_bar_stops(owner: Hand, qtbot: QtBot) -> None:
    owner.open_card("Inbox")
    section = owner.window.panel.task_tab.time
    qtbot.mouseClick(section.timer, LEFT)
    owner.settle()
    assert section.timer.accessibleName() == "Stop the timer"
    qtbot.mouseClick(owner.window.time.line.stop, LEFT)
    owner.settle()
    assert section.timer.accessibleName() == "Start the timer"


def test_ctrl_l_two_fields_and_enter(owner: Hand) -> None:
    owner.focus("Inbox")
    owner.press(Key.Key_L, CTRL)
    owner.dialog(LogTimeDialog)
    owner.press(Key.Key_Tab)
    owner.write("25\n")
    owner.settle()
    assert entries(owner) == [("Inbox", 25)]


def test_log_time_of_the_panel_offers_its_card(owner: Hand, qtbot: QtBot) -> None:
    owner.open_card("Send invoices")
    qtbot.mouseClick(owner.window.panel.task_tab.time.log, LEFT)
    assert owner.dialog(LogTimeDialog).what.text() == "Send invoices"
    owner.press(Key.Key_Escape)


def test_the_audit_is_offered_in_the_view_menu(owner: Hand) -> None:
    owner.run("time.audit")
    assert owner.dialog(AuditStartDialog).start.text() == "Start the week"
    owner.press(Key.Key_Escape)


def test_the_question_is_asked_in_the_window_after_a_restart(desk: Desk) -> None:
    path = desk.board(unsorted=["Inbox"])
    first = desk.window(path)
    first.focus("Inbox")
    ran(first, 40)
    first.close()
    second = desk.window(path)
    bar = second.window.time.away
    assert bar.isVisible()
    assert bar.label.text().startswith("The board was closed for 40 min")
    second.qtbot.mouseClick(bar.discard, LEFT)
    second.settle()
    assert not bar.isVisible()
    assert entries(second) == []


def test_a_board_that_is_open_elsewhere_shows_the_timer_and_cannot_stop_it(owner: Hand, desk: Desk) -> None:
    from models.board import Board
    from ui.main_window import MainWindow
    from ui.store import Store

    owner.focus("Inbox")
    owner.press("T")
    store = Store(Board.open(owner.board.path, read_only=True))
    window = MainWindow(store, desk.settings, lambda: desk.day)
    window.show()
    assert window.time.line.text.endswith("Inbox")
    assert not window.time.line.stop.isVisible()
    assert not window.actions_["time.toggle"].isEnabled()
    window.close()


def test_keys_are_listed(owner: Hand) -> None:
    keys = {text: keys for _, text, keys in owner.window.actions_.rows()}
    assert Qt.Key.Key_T == keys["Start or stop the timer"][0].key()  # type: ignore[union-attr]

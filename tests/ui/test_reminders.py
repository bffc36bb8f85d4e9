"""Reminders in the real window: once, at their time, where they are seen, and never into quiet hours.

Nothing on this desktop shows messages: they come as a line in the window.
"""

import datetime as dt
import logging
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models import handovers, places
from models.board import Board, new_uid
from models.handovers import hand_over, mark_sent
from models.hands import Terms
from models.tasks import add_tasks, edit_task, id_of
from tests.models.boards import draft, order
from tests.ui.home import FRIDAY, Home, at
from ui.settings import Settings
from ui.windows import Windows

# While the program runs


def test_a_card_is_told_once_at_its_time(home: Home) -> None:
    home.card("Call the bank", "10:00")
    home.open()
    assert home.look(at(27, 8, 59)) == ""
    home.look(at(27, 9))
    home.says("Due at 10:00: Call the bank")
    home.press("Close")
    assert home.look(at(27, 9, 5)) == ""


def test_the_window_waits_for_the_next_moment_and_never_longer_than_five_minutes(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open()
    waits = window.reminders._timer
    assert waits.isSingleShot() and 299_000 <= waits.interval() <= 301_000
    home.look(at(27, 8, 58))
    assert 120_000 <= waits.interval() <= 121_000
    home.look(at(27, 9))
    assert 299_000 <= waits.interval() <= 301_000


def test_a_card_that_falls_due_by_itself_is_told_without_anybody_asking(home: Home) -> None:
    home.card("Call the bank", "10:00")
    home.open(at(27, 8, 59) + dt.timedelta(seconds=59, milliseconds=950))
    home.now = at(27, 9)
    home.says("Due at 10:00: Call the bank")


def test_a_change_moves_the_next_moment(home: Home, qtbot: QtBot) -> None:
    home.card("Call the bank", "16:00")
    window = home.open()
    task = home.task("Call the bank")
    home.change(lambda board: edit_task(board, task, due_time="09:01"))
    qtbot.waitUntil(lambda: window.reminders._timer.interval() < 62_000, timeout=5_000)
    assert window.reminders._timer.remainingTime() > 0


def test_several_that_nobody_looked_at_are_one_line(home: Home) -> None:
    for minute in ("00", "10", "20"):
        home.card(f"Call {minute}", f"10:{minute}")
    home.open()
    for minute in (0, 10, 20):
        home.look(at(27, 9, minute))
        home.qtbot.waitUntil(lambda minute=minute: len(home.window.reminders._unseen) == minute // 10 + 1)
    home.says("3 things wait for you")
    home.press("Close")
    home.card("Call 30", "10:30")
    home.look(at(27, 9, 30))
    home.says("Due at 10:30: Call 30")


def test_show_opens_the_card(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open()
    home.look(at(27, 9))
    home.says("Due at 10:00: Call the bank")
    home.press("Show")
    home.qtbot.waitUntil(lambda: window.panel.task_id == home.task("Call the bank"))
    assert home.line() == ""


def test_a_card_that_is_open_before_the_owner_is_not_told(home: Home) -> None:
    home.card("Call the bank", "10:00")
    home.card("Order gloves", "10:00")
    window = home.open()
    window.activateWindow()
    home.qtbot.waitUntil(window.isActiveWindow)
    window.open_card(home.task("Call the bank"))
    home.look(at(27, 9))
    home.says("Due at 10:00: Order gloves")


def test_before_an_owner_who_looks_at_today_nothing_is_told(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open()
    window.activateWindow()
    home.qtbot.waitUntil(window.isActiveWindow)
    window.sidebar.show_page("today")
    home.look(at(27, 9))
    window.sidebar.show_page("board")
    assert home.look(at(27, 9, 5)) == "" and window.reminders._notices is None


def test_markup_in_a_title_stays_text_in_the_window(home: Home) -> None:
    home.card("<b>Pay</b> & <img src=x>", "10:00")
    home.open()
    home.look(at(27, 9))
    home.says("Due at 10:00: <b>Pay</b> & <img src=x>")


# Quiet


def test_in_quiet_hours_nothing_is_shown_and_at_their_end_all_of_it_as_one(home: Home) -> None:
    home.card("Saturday call", "12:00", dt.date(2026, 11, 28))
    home.card("Sunday call", "12:00", dt.date(2026, 11, 29))
    home.open()
    assert home.look(at(28, 11, 30)) == ""
    assert home.look(at(29, 23)) == ""
    assert home.look(at(30, 7, 59)) == ""
    # The window wakes when it is over
    assert home.window is not None and home.window.reminders._timer.interval() <= 61_000
    home.look(at(30, 8))
    home.says("2 things wait for you")


def test_hours_of_the_owners_own_are_kept(home: Home) -> None:
    home.settings.quiet = "12:00-14:00"
    home.card("Lunch", "12:30")
    home.open()
    assert home.look(at(27, 11, 45)) == ""
    home.look(at(27, 13))
    home.says("Due at 12:30: Lunch")


def test_switched_off_nothing_is_told_not_even_later(home: Home) -> None:
    home.settings.reminds = False
    home.card("Call the bank", "10:00")
    home.open()
    assert home.look(at(27, 10)) == ""
    home.settings.reminds = True
    assert home.look(at(27, 10, 1)) == ""


# From one start to the next


def test_what_fell_due_while_it_was_closed_is_one_line_at_the_next_start(home: Home) -> None:
    home.open()
    home.close()
    for title in ("Call the bank", "Order gloves"):
        home.card(title, "10:00")
    home.card("Later", "16:30")
    home.open(at(27, 12))
    assert home.line() == "While this was closed: 2 fell due."
    home.close()
    home.open(at(27, 12, 5))
    assert home.line() == ""


def test_an_answer_that_came_while_it_was_closed_is_counted(home: Home) -> None:
    home.open()
    home.change(lambda board: add_tasks(board, [draft("Invoices", kind="setup", assistants=["Maya"])]))

    def give(board: Board) -> None:
        task = order(board, "setup")[0]
        hand_over(board, [task], Terms(1))
        mark_sent(board, [task], "told")

    home.change(give)
    home.close()

    def deliver(board: Board) -> None:
        task = next(one for kind in ("training", "handed_over") for one in order(board, kind))
        handovers.deliver(board, [task])

    home.now = at(27, 9)
    home.change(deliver)
    home.open(at(27, 10))
    assert home.line() == "While this was closed: 1 answer came."


def test_what_the_owner_delivered_in_a_window_before_is_no_news(home: Home) -> None:
    """Quiet hours held the reminders, and two windows were opened in them."""
    home.open(at(27, 15))
    home.change(lambda board: add_tasks(board, [draft("Invoices", kind="setup", assistants=["Maya"])]))
    home.close()
    for now in (at(28, 9), at(28, 11)):
        home.open(now, small=True)
        if now == at(28, 9):
            home.change(_give_and_deliver)
        home.look(now + dt.timedelta(minutes=3))
        home.close()
    home.open(at(30, 9))
    assert home.line() == ""


def _give_and_deliver(board: Board) -> None:
    task = order(board, "setup")[0]
    hand_over(board, [task], Terms(1))
    mark_sent(board, [task], "told")
    handovers.deliver(board, [task])


def test_show_goes_to_today_or_to_the_board_while_there_is_no_such_page(home: Home) -> None:
    home.open()
    home.close()
    home.card("Call the bank", "10:00")
    window = home.open(at(27, 12))
    window.paging.show("bin")
    home.press("Show")
    assert window.sidebar.page == ("today" if window.sidebar.has_page("today") else "board")
    assert home.line() == ""


def test_nothing_of_before_the_first_start_is_told(home: Home) -> None:
    home.card("Long ago", day=dt.date(2026, 11, 2))
    home.open()
    assert home.line() == ""
    assert home.look(at(27, 8, 10)) == ""


def test_a_board_that_is_only_looked_at_reminds_nobody(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open(read_only=True)
    assert home.look(at(27, 9)) == ""
    assert not window.reminders.is_watching and not window.reminders._timer.isActive()


def test_the_sample_board_reminds_nobody(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    windows = Windows(Settings(tmp_path / "settings.ini"), lambda: FRIDAY)
    window = windows.open_sample()
    window.reminders.begin()
    assert window.store.board.path == places.sample_board().resolve()
    assert not window.reminders.is_watching
    windows.close_all()


def test_how_far_it_was_told_holds_no_text_of_a_card_and_nothing_is_logged(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        home.card("Canary of gloves", "10:00")
        home.open()
        home.look(at(27, 9))
        home.says("Due at 10:00: Canary of gloves")
        home.close()
    home.settings.sync()
    kept = Path(home.settings._store.fileName()).read_text("utf-8")
    assert "told" in kept and "Canary" not in kept
    assert "Canary" not in caplog.text


def test_a_card_that_is_gone_when_its_message_is_clicked_leads_to_today(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open()
    window.reminders.open(123_456)
    assert window.panel.task_id is None
    assert id_of(window.store.board, new_uid()) is None

"""Reminders in the real window: once, at their time, where they are seen, and never into quiet hours."""

import datetime as dt
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models import places
from models.board import Board, new_uid
from models.handovers import hand_over, mark_sent
from models.hands import Terms
from models.settings import write_settings
from models.tasks import add_tasks, edit_task, id_of
from tests.models.boards import draft, open_new, order
from tests.models.test_reminders import BERLIN
from tests.ui.desktop import Bus, Desktop
from ui.english import EnglishPlurals
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store
from ui.windows import Windows

FRIDAY = dt.date(2026, 11, 27)
LEFT = Qt.MouseButton.LeftButton
needs_bus = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None,
    reason="dbus-daemon is not installed (Debian: apt-get install dbus-daemon)",
)


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of November 2026, UTC; in Berlin it is an hour later."""
    return dt.datetime(2026, 11, day, hour, minute)


class Home:
    """An owner's machine: its clock, its settings, one board, and the window on it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.now = at(27, 8)
        self.path = folder / "Shop.board"
        self.settings = Settings(folder / "settings.ini")
        self.crashes: list[object] = []
        self.window: MainWindow | None = None
        with open_new(self.path) as board:
            write_settings(board, BERLIN)

    def clock(self) -> dt.datetime:
        return self.now

    def card(self, title: str, time: str | None = None, day: dt.date = FRIDAY) -> None:
        made = [draft(title, kind="core", due=day, due_time=time)]
        self.change(lambda board: add_tasks(board, made))

    def change(self, work: Callable[[Board], object]) -> None:
        """In the open window, or while the program is closed."""
        if self.window is None:
            with Board.open(self.path, clock=self.clock) as board:
                work(board)
            return
        with self.qtbot.waitSignal(self.window.store.submit(work).done):
            pass
        QApplication.processEvents()

    def open(self, now: dt.datetime | None = None, *, small: bool = False, **how: Any) -> MainWindow:
        """Start the program; `small`: with the computer."""
        self.now = now or self.now
        store = Store(Board.open(self.path, clock=self.clock, **how))
        store.crashed.connect(self.crashes.append)
        window = self.window = MainWindow(store, self.settings, lambda: self.now.date(), board_first=True)
        window.resize(1366, 768)
        (window.showMinimized if small else window.show)()
        self.qtbot.waitUntil(lambda: window.is_whole)
        window.reminders.begin()
        return window

    def look(self, now: dt.datetime) -> str:
        """Time has passed; what the line in the window says then."""
        assert self.window is not None
        self.now = now
        self.window.reminders.look()
        return self.line()

    def line(self) -> str:
        assert self.window is not None
        QApplication.processEvents()
        return self.window.reminders.line

    def says(self, text: str) -> None:
        self.qtbot.waitUntil(lambda: self.line() == text)

    def press(self, name: str) -> None:
        assert self.window is not None
        bar = self.window.reminders._bar
        assert bar is not None
        (button,) = [one for one in bar.findChildren(QPushButton) if one.text() == name]
        self.qtbot.mouseClick(button, LEFT)

    def close(self) -> None:
        if self.window is not None:
            self.window.close()
            QApplication.processEvents()
            self.window = None

    def task(self, title: str) -> int:
        assert self.window is not None
        sql = "SELECT id FROM task WHERE title = ?"
        return int(self.window.store.board.db.execute_sql(sql, (title,)).fetchone()[0])


@pytest.fixture
def home(qtbot: QtBot, tmp_path: Path, qapp: QCoreApplication) -> Iterator[Home]:
    translator = EnglishPlurals()
    qapp.installTranslator(translator)
    made = Home(qtbot, tmp_path)
    yield made
    made.close()
    assert made.crashes == []
    qapp.removeTranslator(translator)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    (tmp_path / "bus").mkdir()
    bus = Bus(tmp_path / "bus")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
    made = Desktop(bus, "actions", "body", "body-markup")
    yield made
    made.close()
    bus.close()


# While the program runs, and nothing on this desktop shows messages


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
        from models import handovers

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
    from models import handovers

    task = order(board, "setup")[0]
    hand_over(board, [task], Terms(1))
    mark_sent(board, [task], "told")
    handovers.deliver(board, [task])


def test_show_goes_to_today_or_to_the_board_while_there_is_no_such_page(home: Home) -> None:
    home.open()
    home.close()
    home.card("Call the bank", "10:00")
    window = home.open(at(27, 12))
    window.view.show_page("bin")
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


# On a desktop that shows messages


@needs_bus
def test_the_desktop_shows_it_and_a_click_there_opens_the_card(home: Home, desktop: Desktop) -> None:
    home.card("Pay <b>now</b>", "10:00")
    window = home.open()
    window.showMinimized()
    home.look(at(27, 9))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["title"] == "Shop"
    assert desktop.shown[0]["text"] == "Due at 10:00: Pay &lt;b&gt;now&lt;/b&gt;"
    assert home.line() == ""
    desktop.click(1, "open")
    home.qtbot.waitUntil(lambda: window.panel.task_id == home.task("Pay <b>now</b>"))
    assert not window.isMinimized() and window.isVisible()


@needs_bus
def test_up_to_three_are_told_each_and_more_as_one(home: Home, desktop: Desktop) -> None:
    for number in range(3):
        home.card(f"ten {number}", "10:00")
    for number in range(4):
        home.card(f"eleven {number}", "11:00")
    home.open()
    home.look(at(27, 8, 59))
    home.look(at(27, 9))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 3)
    assert {one["text"] for one in desktop.shown} == {f"Due at 10:00: ten {n}" for n in range(3)}
    home.look(at(27, 9, 59))
    home.look(at(27, 10))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 4)
    assert (desktop.shown[3]["title"], desktop.shown[3]["text"]) == ("4 things wait for you", "Shop")


@needs_bus
def test_started_with_the_computer_what_was_missed_comes_as_a_message(home: Home, desktop: Desktop) -> None:
    home.open()
    home.close()
    for title in ("Call the bank", "Order gloves"):
        home.card(title, "10:00")
    window = home.open(at(27, 12), small=True)
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["title"] == "2 things wait for you"
    assert desktop.shown[0]["text"].splitlines() == [
        "Due at 10:00: Call the bank",
        "Due at 10:00: Order gloves",
    ]
    assert home.line() == "" and window.isMinimized()


@needs_bus
def test_started_with_the_computer_in_quiet_hours_it_waits_for_their_end(
    home: Home, desktop: Desktop
) -> None:
    home.open()
    home.close()
    home.card("Call the bank", "10:00")
    home.open(at(28, 9), small=True)
    assert home.line() == "" and desktop.shown == []
    home.look(at(30, 8))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["text"] == "Due Fri 27 Nov, 10:00: Call the bank"


def test_a_card_that_is_gone_when_its_message_is_clicked_leads_to_today(home: Home) -> None:
    home.card("Call the bank", "10:00")
    window = home.open()
    window.reminders.open(123_456)
    assert window.panel.task_id is None
    assert id_of(window.store.board, new_uid()) is None

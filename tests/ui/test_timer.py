"""The timer in a window: keys on the card, the status bar, idle time asked about, a restart."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models import stages, tasks, timelog
from models.board import Board
from models.cards import read_cards
from models.drafts import TaskDraft
from models.uid import new_uid
from ui.board.board_view import BoardView
from ui.idle import Idle
from ui.store import Store, undo
from ui.time_actions import TimeActions
from ui.time_words import running_text
from ui.wording import local

START = dt.datetime(2026, 11, 23, 10, 0)  # a Monday
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.usefixtures("english")


class Clocks:
    """The clocks of one machine, turned by hand; `system` is what it knows of idle time."""

    def __init__(self) -> None:
        self.wall = START
        self.monotonic = 5_000.0
        self.system: float | None = None

    def pass_(self, minutes: float) -> None:
        self.wall += dt.timedelta(minutes=minutes)
        self.monotonic += minutes * 60


class Desk:
    """A board, its timer and its lines, as a window puts them together."""

    def __init__(self, qtbot: QtBot, path: Path, clocks: Clocks) -> None:
        self.qtbot = qtbot
        self.clocks = clocks
        if not path.exists():
            with Board.open(path, create=True, clock=lambda: clocks.wall) as board:
                stages.found_board(board, "Shop")
                titles = ("Send invoices", "Inbox", "Fix {the} printer & more")
                tasks.add_tasks(board, [TaskDraft(title, uid=new_uid()) for title in titles])
        self.store = Store(Board.open(path, clock=lambda: clocks.wall))
        self.bugs: list[object] = []
        self.store.crashed.connect(self.bugs.append)
        self.window = QWidget()
        self.board = BoardView(self.store, START.date(), self.window)
        idle = Idle(lambda: clocks.monotonic, lambda: clocks.system)
        self.time = TimeActions(
            self.window,
            self.store,
            self.board,
            self.board.current_id,
            wall=lambda: clocks.wall,
            monotonic=lambda: clocks.monotonic,
            idle=idle,
        )
        self.said: list[str] = []
        self.time.said.connect(self.said.append)
        self.time.left.connect(lambda: self.board.columns()[0].view.setFocus())
        self.store.changed.connect(self.board.apply)
        column = QVBoxLayout(self.window)
        for part in (self.time.bars, self.board, self.time.line):
            column.addWidget(part)
        QShortcut(QKeySequence("T"), self.window, self.time.toggle)
        QShortcut(QKeySequence("Ctrl+L"), self.window, self.time.log)
        qtbot.addWidget(self.window)
        self.window.resize(1200, 700)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.time.begin()
        self.settle()

    def settle(self) -> None:
        for _ in range(2):
            with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
                pass

    def press(self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key as it comes from the window system."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)
        self.settle()

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        self.qtbot.mouseClick(widget, LEFT)
        self.settle()

    def live(self, minutes: int, *, touching: bool = True) -> None:
        """Time goes by, five seconds at a time; `touching`: somebody is at the board."""
        for _ in range(minutes * 12):
            self.clocks.pass_(1 / 12)
            if touching:
                QTest.keyClick(self.window.windowHandle(), Key.Key_Shift)
            self.time.tick()
        self.settle()

    def focus(self, title: str) -> None:
        self.board.focus_task(self.task(title))

    def task(self, title: str) -> int:
        sql = "SELECT id FROM task WHERE title = ?"
        return int(self.store.board.db.execute_sql(sql, (title,)).fetchone()[0])

    def logged(self) -> list[tuple[str, int]]:
        """Title and minutes of what was logged, the newest first."""
        return [(entry.title, entry.seconds // 60) for entry in timelog.read_entries(self.store.board)]

    def mark(self, title: str) -> list[str]:
        """The small texts on a card."""
        task = self.task(title)
        column = self.board.column_of(task)
        assert column is not None
        card = read_cards(self.store.board, [task])[task]
        return [text.text for text in column.delegate.plan(card, 240).texts if text.font.startswith("meta")]

    def close(self) -> None:
        self.window.close()
        self.store.close()
        assert self.bugs == []


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path, clocks: Clocks) -> Iterator[Callable[[], Desk]]:
    opened: list[Desk] = []

    def make() -> Desk:
        opened.append(Desk(qtbot, tmp_path / "shop.board", clocks))
        return opened[-1]

    yield make
    opened[-1].close()


@pytest.fixture
def desk(open_desk: Callable[[], Desk]) -> Desk:
    return open_desk()


def test_t_starts_the_timer_on_the_card_and_t_logs_it(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.live(25)
    assert desk.time.line.text == "25:00  Inbox"
    assert desk.mark("Inbox")[0] == "25 min"
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 25)]
    assert desk.time.line.isHidden()
    assert "25 min" not in desk.mark("Inbox")


def test_without_a_card_t_says_what_is_missing(desk: Desk) -> None:
    desk.board.columns()[2].view.setFocus()
    desk.press(Key.Key_T)
    assert desk.said == ["Choose a card first, then start the timer"]
    assert timelog.running(desk.store.board) is None


def test_t_on_another_card_takes_the_timer_there(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.live(12)
    desk.focus("Send invoices")
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 12)]
    assert desk.time.line.text == "0:00  Send invoices"
    assert desk.mark("Send invoices")[0] == "< 1 min"


def test_the_card_counts_the_same_minutes_as_the_status_bar(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    assert (desk.mark("Inbox")[0], desk.time.line.text) == ("< 1 min", "0:00  Inbox")
    desk.live(1)
    assert (desk.mark("Inbox")[0], desk.time.line.text) == ("1 min", "1:00  Inbox")
    desk.live(61)
    assert (desk.mark("Inbox")[0], desk.time.line.text) == ("1 h 2 min", "1:02:00  Inbox")
    assert desk.time.line.name.accessibleName() == "The timer runs on “Inbox”, 1 h 2 min"


def test_a_minute_counts_once_it_is_over() -> None:
    assert [running_text(seconds) for seconds in (0, 59, 60, 119, 120, 3599, 3600)] == [
        "< 1 min", "< 1 min", "1 min", "1 min", "2 min", "59 min", "1 h",
    ]  # fmt: skip


def test_the_status_bars_button_stops_it_and_its_name_opens_the_card(desk: Desk, qtbot: QtBot) -> None:
    desk.focus("Fix {the} printer & more")
    desk.press(Key.Key_T)
    desk.live(6)
    assert desk.time.line.text == "6:00  Fix {the} printer && more"
    with qtbot.waitSignal(desk.time.open_wanted) as opened:
        desk.click(desk.time.line.name)
    assert opened.args == [desk.task("Fix {the} printer & more")]
    desk.click(desk.time.line.stop)
    assert desk.logged() == [("Fix {the} printer & more", 6)]


def test_a_slip_of_the_finger_is_not_measured(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.press(Key.Key_T)
    assert desk.logged() == []
    assert timelog.running(desk.store.board) is None
    assert desk.said == ["The timer ran for a moment only: nothing is counted"]


def test_undo_takes_the_entry_back_and_starts_no_timer(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.live(25)
    desk.press(Key.Key_T)
    desk.store.submit(undo)
    desk.settle()
    assert desk.logged() == []
    assert desk.time.line.isHidden()


def at(minutes: int) -> str:
    """So many minutes after the start, on the clock of whoever runs the test."""
    return f"{local(START + dt.timedelta(minutes=minutes)):%H:%M}"


def away(desk: Desk, minutes: int = 15) -> None:
    """Work for ten minutes, leave, and come back."""
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.live(10)
    desk.live(minutes, touching=False)
    desk.live(1)


def test_idle_time_is_asked_about_and_the_keyboard_stays_where_it_was(desk: Desk) -> None:
    away(desk)
    bar = desk.time.away
    assert bar.isVisible()
    assert bar.label.text() == (f"No key or mouse for 15 min since {at(10)}, while the timer ran on “Inbox”.")
    assert [bar.keep.text(), bar.take.text()] == ["Keep all: 26 min", "Take away 15 min"]
    column = desk.board.column_of(desk.task("Inbox"))
    assert column is not None
    assert column.view.hasFocus()


def test_nine_minutes_without_a_key_are_not_asked_about(desk: Desk) -> None:
    away(desk, 9)
    assert desk.time.away.isHidden()


def test_keeping_all(desk: Desk) -> None:
    away(desk)
    desk.click(desk.time.away.keep)
    assert desk.time.away.isHidden()
    desk.live(2)
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 28)]


def test_taking_the_idle_part_away_and_going_on(desk: Desk) -> None:
    away(desk)
    desk.click(desk.time.away.take)
    assert desk.time.away.isHidden()
    assert desk.time.line.text == "10:55  Inbox"
    desk.live(2)
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 12)]


def test_discarding_the_run(desk: Desk) -> None:
    away(desk)
    desk.click(desk.time.away.discard)
    assert desk.time.away.isHidden()
    assert desk.time.line.isHidden()
    assert desk.logged() == []


def test_t_goes_to_the_question_first_and_enter_takes_away(desk: Desk) -> None:
    away(desk)
    desk.press(Key.Key_T)
    assert desk.time.away.take.hasFocus()
    desk.press(Key.Key_Return)
    assert desk.time.away.isHidden()
    assert desk.time.line.text == "10:55  Inbox"
    assert not desk.time.away.isAncestorOf(QApplication.focusWidget())
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 10)]


def test_escape_leaves_the_question_open(desk: Desk) -> None:
    away(desk)
    desk.press(Key.Key_T)
    desk.press(Key.Key_Escape)
    assert desk.time.away.isVisible()
    assert not desk.time.away.take.hasFocus()


def test_work_in_another_program_is_no_idle_time(desk: Desk) -> None:
    desk.clocks.system = 3.0
    away(desk)
    assert desk.time.away.isHidden()


def test_a_sleeping_machine_is_asked_about(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.live(10)
    desk.clocks.wall += dt.timedelta(hours=1)
    desk.live(1)
    said = desk.time.away.label.text()
    assert said == f"The machine slept for 1 h since {at(10)}, while the timer ran on “Inbox”."


def test_the_timer_survives_a_restart(open_desk: Callable[[], Desk], clocks: Clocks) -> None:
    first = open_desk()
    first.focus("Inbox")
    first.press(Key.Key_T)
    first.live(10)
    first.close()
    clocks.pass_(5)
    second = open_desk()
    assert second.time.line.text == "15:00  Inbox"
    assert second.mark("Inbox")[0] == "15 min"
    assert second.time.away.isHidden()


def test_a_restart_after_lunch_asks(open_desk: Callable[[], Desk], clocks: Clocks) -> None:
    first = open_desk()
    first.focus("Inbox")
    first.press(Key.Key_T)
    first.live(10)
    first.close()
    clocks.pass_(45)
    second = open_desk()
    said = second.time.away.label.text()
    assert said == f"The board was closed for 45 min since {at(10)}, while the timer ran on “Inbox”."
    second.click(second.time.away.take)
    assert second.time.line.text == "10:00  Inbox"


def test_a_question_that_was_not_answered_is_asked_again_after_a_restart(
    open_desk: Callable[[], Desk], clocks: Clocks
) -> None:
    first = open_desk()
    away(first, 30)
    assert first.time.away.isVisible()
    first.live(3)
    first.close()
    second = open_desk()
    assert second.time.away.isVisible()
    second.click(second.time.away.take)
    assert second.time.line.text.startswith("10:")


def test_a_timer_of_days_logs_a_day_at_most(desk: Desk) -> None:
    desk.focus("Inbox")
    desk.press(Key.Key_T)
    desk.clocks.pass_(60 * 50)
    desk.live(1)
    desk.click(desk.time.away.keep)
    desk.press(Key.Key_T)
    assert desk.logged() == [("Inbox", 24 * 60)]


def test_three_runs_replace_the_estimate_by_their_median(desk: Desk) -> None:
    for minutes in (10, 40, 20):
        desk.focus("Inbox")
        desk.press(Key.Key_T)
        desk.live(minutes)
        desk.press(Key.Key_T)
    assert "20 min" in desk.mark("Inbox")


def test_ctrl_l_opens_the_quick_log_for_the_card_in_use(desk: Desk, qtbot: QtBot) -> None:
    from ui.dialogs.log_time import LogTimeDialog

    desk.focus("Inbox")
    desk.press(Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    found: list[Any] = desk.window.findChildren(LogTimeDialog)
    assert found[0].what.text() == "Inbox"
    assert found[0].what.selectedText() == "Inbox"
    found[0].close()

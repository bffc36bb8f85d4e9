"""The one-week time audit: switched on, reminders in two keys, its end as cards to sort."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models import audit, settings, stages, tasks, timelog
from models.board import Board
from models.cards import read_cards, read_order
from models.drafts import TaskDraft
from models.uid import new_uid
from ui.audit_actions import AuditActions
from ui.dialogs.time_audit import AuditResultDialog, AuditStartDialog
from ui.store import Store, undo

MONDAY = dt.datetime(2026, 11, 23, 9, 0)
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """A window with the reminder's line, on a board whose clock is turned by hand; its zone is UTC."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.now = MONDAY
        with Board.open(path, create=True, clock=self.clock) as board:
            stages.found_board(board, "Shop")
            settings.write_setting(board, "company.zone", "Etc/UTC")
            tasks.add_tasks(board, [TaskDraft("Send invoices", uid=new_uid())])
        self.store = Store(Board.open(path, clock=self.clock))
        self.bugs: list[object] = []
        self.store.crashed.connect(self.bugs.append)
        self.window = QWidget()
        self.audits = AuditActions(self.window, self.store, self.clock)
        self.notes: list[str] = []
        self.audits.note.show = lambda title, _text: self.notes.append(title)  # type: ignore[method-assign]
        column = QVBoxLayout(self.window)
        self.elsewhere = QLineEdit()
        for part in (self.audits.bar, self.audits.over, self.elsewhere):
            column.addWidget(part)
        self.audits.left.connect(self.elsewhere.setFocus)
        qtbot.addWidget(self.window)
        self.window.resize(900, 300)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.elsewhere.setFocus()

    def clock(self) -> dt.datetime:
        return self.now

    @property
    def bar(self) -> Any:
        return self.audits.bar

    def settle(self) -> None:
        with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
            pass

    def run(self, function: Callable[..., object], *values: object) -> None:
        self.store.submit(function, *values)
        self.settle()

    def pass_(self, **time: float) -> None:
        self.now += dt.timedelta(**time)
        self.audits.look()

    def write(self, text: str) -> None:
        for letter in text:
            widget = QApplication.focusWidget()
            assert isinstance(widget, QWidget)
            QTest.keyClick(widget, Key.Key_Return if letter == "\n" else letter)  # type: ignore[call-overload]
        self.settle()

    def answer(self, keys: str) -> None:
        """Half an hour later the reminder is answered."""
        self.pass_(minutes=30)
        assert self.bar.isVisible()
        assert self.elsewhere.hasFocus()
        assert self.audits.take_keyboard()
        self.write(keys)

    def noted(self) -> list[str]:
        return [entry.title for entry in timelog.read_entries(self.store.board)]

    def dialog(self, kind: type[Any]) -> Any:
        found = [one for one in self.window.findChildren(kind) if one.isVisible()]
        self.qtbot.waitUntil(found[0].isActiveWindow)
        return found[0]

    def unsorted(self) -> list[Any]:
        home = stages.first_stage(self.store.board, "unsorted")
        order = read_order(self.store.board, home.id)[0]
        cards = read_cards(self.store.board, order)
        return [cards[task] for task in order]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path / "shop.board")
    yield made
    made.window.close()
    made.store.close()
    assert made.bugs == []


@pytest.fixture
def week(desk: Desk) -> Desk:
    """A week of half hours has begun."""
    desk.run(audit.start_audit, 30)
    return desk


def test_nothing_is_asked_until_it_is_switched_on(desk: Desk) -> None:
    desk.pass_(hours=3)
    assert desk.bar.isHidden()


def test_a_choice_and_enter_switch_it_on(desk: Desk) -> None:
    desk.audits.open()
    dialog = desk.dialog(AuditStartDialog)
    assert dialog.hours.text() == "Only in your working hours: Mon to Fri, 09:00 to 17:00."
    dialog.every.setFocus()
    QTest.keyClick(dialog.every, Key.Key_Down)
    QTest.keyClick(dialog.every, Key.Key_Return)
    desk.settle()
    state = audit.audit_state(desk.store.board, desk.now)
    assert (state.is_on, state.every_minutes) == (True, 45)


def test_a_reminder_comes_at_the_interval_and_takes_no_keyboard(week: Desk) -> None:
    week.pass_(minutes=29)
    assert week.bar.isHidden()
    week.pass_(minutes=1)
    assert week.bar.isVisible()
    assert not week.bar.line.hasFocus()
    assert week.notes == []


def test_in_the_background_the_tray_says_it_once(week: Desk, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    week.pass_(minutes=30)
    week.pass_(minutes=5)
    assert week.notes == ["What are you doing?"]


def test_a_few_words_then_two_keys_for_what_comes_again(week: Desk) -> None:
    week.answer("Answering the phone\n")
    week.answer("Packing parcels\n")
    assert week.bar.isHidden()
    week.answer("2\n")
    week.answer("\n")
    assert week.noted() == [
        "Answering the phone",
        "Answering the phone",
        "Packing parcels",
        "Answering the phone",
    ]
    week.pass_(minutes=30)
    assert week.bar.offered == ["1  Answering the phone", "2  Packing parcels"]
    assert week.bar.line.placeholderText() == "Enter: again “Answering the phone”"


def test_a_click_on_a_recent_one_notes_it(week: Desk, qtbot: QtBot) -> None:
    week.answer("Packing parcels\n")
    week.pass_(minutes=30)
    qtbot.mouseClick(week.bar._chips[0], LEFT)
    week.settle()
    assert week.noted() == ["Packing parcels", "Packing parcels"]


def test_the_title_of_a_card_is_that_card(week: Desk) -> None:
    week.answer("send invoices\n")
    (entry,) = timelog.read_entries(week.store.board)
    assert (entry.title, entry.task is not None, entry.kind) == ("Send invoices", True, "audit")


def test_not_now_is_quiet_for_one_interval(week: Desk, qtbot: QtBot) -> None:
    week.pass_(minutes=30)
    qtbot.mouseClick(week.bar.skip, LEFT)
    week.pass_(minutes=29)
    assert week.bar.isHidden()
    week.pass_(minutes=2)
    assert week.bar.isVisible()
    assert week.noted() == []


def test_nothing_is_asked_in_the_evening_and_at_the_weekend(week: Desk) -> None:
    week.pass_(minutes=30)
    week.pass_(hours=8)
    assert week.bar.isHidden()
    week.now = dt.datetime(2026, 11, 28, 11, 0)
    week.audits.look()
    assert week.bar.isHidden()
    week.now = dt.datetime(2026, 11, 24, 9, 30)
    week.audits.look()
    assert week.bar.isVisible()


def test_escape_leaves_the_reminder_open(week: Desk, qtbot: QtBot) -> None:
    week.pass_(minutes=30)
    week.audits.take_keyboard()
    with qtbot.waitSignal(week.audits.left):
        QTest.keyClick(week.bar.line, Key.Key_Escape)
    assert week.bar.isVisible()


@pytest.fixture
def over(week: Desk) -> Desk:
    """The week has passed: phone three times, parcels twice, mail once."""
    for words in ("Phone", "Packing parcels", "phone", "Reading mail", "Packing parcels", "PHONE"):
        week.answer(f"{words}\n")
    week.pass_(days=7)
    return week


def test_at_its_end_the_repeats_become_cards_to_sort(over: Desk, qtbot: QtBot) -> None:
    assert over.bar.isHidden()
    assert over.audits.over.label.text() == "The week of the time audit is over: noted 6 times."
    qtbot.mouseClick(over.audits.over.look, LEFT)
    dialog = over.dialog(AuditResultDialog)
    assert dialog.stand.text() == "The week is over: noted 6 times."
    assert [[dialog.table.topLevelItem(row).text(column) for column in range(3)] for row in range(2)] == [
        ["Phone", "3", "1.5 h a week"],
        ["Packing parcels", "2", "1 h a week"],
    ]
    assert dialog.add.text() == "Add 2 cards"
    QTest.keyClick(dialog.table, Key.Key_Down)
    QTest.keyClick(dialog.table, Key.Key_Space)
    assert dialog.add.text() == "Add 1 card"
    qtbot.mouseClick(dialog.add, LEFT)
    over.settle()
    card = over.unsorted()[0]
    assert (card.title, card.seconds_per_run, card.seconds_per_week) == ("Phone", 1800, 5400)
    assert card.estimate == "rough"
    assert over.audits.over.isHidden()
    assert not audit.audit_state(over.store.board, over.now).is_on


def test_nothing_ticked_ends_it_without_a_card(over: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(over.audits.over.look, LEFT)
    dialog = over.dialog(AuditResultDialog)
    for row in range(2):
        dialog.table.topLevelItem(row).setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.add.text() == "End without adding"
    qtbot.mouseClick(dialog.add, LEFT)
    over.settle()
    assert [card.title for card in over.unsorted()] == ["Send invoices"]
    assert not audit.audit_state(over.store.board, over.now).is_on


def test_closing_the_list_decides_nothing(over: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(over.audits.over.look, LEFT)
    QTest.keyClick(over.dialog(AuditResultDialog), Key.Key_Escape)
    assert audit.audit_state(over.store.board, over.now).is_on
    assert over.audits.over.isVisible()


def test_one_undo_takes_the_cards_back(over: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(over.audits.over.look, LEFT)
    qtbot.mouseClick(over.dialog(AuditResultDialog).add, LEFT)
    over.settle()
    assert len(over.unsorted()) == 3
    over.run(undo)
    assert [card.title for card in over.unsorted()] == ["Send invoices"]


def test_it_can_be_looked_at_and_ended_before_the_week_is_over(week: Desk) -> None:
    week.answer("Phone\n")
    week.audits.open()
    dialog = week.dialog(AuditResultDialog)
    assert dialog.stand.text() == "Day 1 of 7: noted 1 time so far."
    assert dialog.remark.text() == "Nothing came up more than once."
    QTest.keyClick(dialog, Key.Key_Return)
    week.settle()
    week.pass_(hours=2)
    assert week.bar.isHidden()

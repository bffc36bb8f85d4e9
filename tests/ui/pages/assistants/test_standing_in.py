"""Absences in the window: typed on a person's page, a back-up stands in, and the way back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models import handovers, training_ops
from models.assistant_absences import add_absence, remove_absence
from models.assistants import assistant_of
from models.board import Board
from models.coverage import absence_of
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.settings import read_settings
from tests.stories.desk import Desk, Hand, Key
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.pages.assistants.away_notice import AwayNotice
from ui.pages.assistants.page import AssistantsPage

DAY = dt.timedelta(1)


def today(board: Board) -> dt.date:
    return read_settings(board).today(board.now())


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """Two cards of Tom's that are due the day after tomorrow, one of which Priya knows."""
    desk = Desk(qtbot, tmp_path)
    due = dt.datetime.now(dt.UTC).date() + 2 * DAY
    weekly = Repeat(1, "week")
    path = desk.board(
        handed_over=[
            TaskDraft("Calls", repeat=weekly, due=due, assistants=["Tom"]),
            TaskDraft("Books", repeat=weekly, due=due, assistants=["Tom"]),
        ],
        core=[TaskDraft("For Priya", assistants=["Priya"])],
    )
    hand = desk.window(path)
    hand.store.submit(training_ops.set_training, hand.task("Calls"), who(hand, "Priya"), 4)
    hand.store.submit(training_ops.set_training, hand.task("Books"), who(hand, "Priya"), 3)
    hand.settle()
    yield hand
    desk.close()


def who(hand: Hand, name: str) -> int:
    (key,) = hand.board.db.execute_sql("SELECT id FROM assistant WHERE name = ?", (name,)).fetchone()
    return int(key)


def page(hand: Hand, name: str = "Tom") -> AssistantsPage:
    hand.window.paging.show_person(who(hand, name))
    hand.settle()
    found = hand.window.pages.currentWidget()
    assert isinstance(found, AssistantsPage)
    return found


def notice(hand: Hand) -> AwayNotice:
    return page(hand).person.away


def sheet(hand: Hand) -> HandOverSheet:
    found = hand.dialog(HandOverSheet)
    assert isinstance(found, HandOverSheet)
    return found


def away(hand: Hand) -> None:
    """Tom is away for a week from tomorrow on."""
    day = today(hand.board)
    hand.store.submit(add_absence, who(hand, "Tom"), day + DAY, day + 7 * DAY)
    hand.settle()


def test_time_off_typed_on_the_page_says_what_comes_due_and_who_can_do_it(hand: Hand) -> None:
    person = page(hand).person
    assert not person.away.isVisible()
    person.form.more.button.click()
    row, day = person.form.away, today(hand.board)
    row.first.setText((day + DAY).isoformat())
    row.last.setText((day + 7 * DAY).isoformat())
    hand.qtbot.mouseClick(row.button, LEFT)
    hand.settle()
    assert [shown.isVisible() for shown in (person.away, person.form.notice)] == [True, True]
    (line,) = person.away.lines
    assert line.startswith("While Tom is away, ") and line.endswith(
        ", 2 tasks would come due: Priya can do 2"
    )
    assert [button.text() for button in person.away.buttons] == ["Let Priya stand in"]


def test_what_nobody_else_can_do_is_named(hand: Hand) -> None:
    hand.store.submit(training_ops.set_training, hand.task("Books"), who(hand, "Priya"), 0)
    away(hand)
    first, second = notice(hand).lines
    assert first.endswith("2 tasks would come due: Priya can do 1")
    assert second == "Nobody but you could do “Books”"


def test_one_button_opens_the_sheet_and_enter_lets_the_back_up_stand_in(hand: Hand) -> None:
    away(hand)
    hand.qtbot.mouseClick(notice(hand).buttons[0], LEFT)
    dialog = sheet(hand)
    assert dialog.heading.text() == "2 cards while Tom is away"
    assert dialog.give.text() == "Let Priya stand in" and dialog.who.text() == "Priya"
    assert dialog.goes.text() == "Calls · Books" and not dialog.when.isVisible()
    QTest.keyClick(dialog.give, Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.card("Calls").holder == who(hand, "Priya"))
    hand.settle()
    assert hand.said.startswith("Priya does 2 cards while Tom is away")
    assert hand.card("Calls").kind == "handed_over" and hand.card("Books").kind == "training"
    assert not notice(hand).isVisible()
    hand.window.open_card(hand.task("Calls"))
    assert hand.window.panel.task_tab.hand.back_up.text() == "Stands in for Tom"
    held = handovers.newest(hand.board, hand.task("Calls"))
    assert held is not None and held.name == "Priya" and held.sent is None
    hand.undo()
    assert [hand.card(title).holder for title in ("Calls", "Books")] == [who(hand, "Tom")] * 2
    assert notice(hand).isVisible()


def test_escape_leaves_everything_as_it_is(hand: Hand) -> None:
    away(hand)
    hand.qtbot.mouseClick(notice(hand).buttons[0], LEFT)
    QTest.keyClick(sheet(hand), Key.Key_Escape)
    hand.settle()
    assert hand.card("Calls").holder == who(hand, "Tom")


def test_a_single_card_takes_what_was_changed_in_the_sheet(hand: Hand) -> None:
    hand.store.submit(training_ops.set_training, hand.task("Books"), who(hand, "Priya"), 0)
    away(hand)
    hand.qtbot.mouseClick(notice(hand).buttons[0], LEFT)
    dialog = sheet(hand)
    dialog.done_when.selectAll()
    hand.qtbot.keyClicks(dialog.done_when, "all answered")
    hand.qtbot.mouseClick(dialog.give, LEFT)
    hand.qtbot.waitUntil(lambda: hand.card("Calls").holder == who(hand, "Priya"))
    hand.settle()
    assert hand.detail("Calls").done_when == "all answered"
    hand.undo()
    assert hand.detail("Calls").done_when == "" and hand.card("Calls").holder == who(hand, "Tom")


def test_when_the_absence_is_over_one_key_gives_it_back(hand: Hand) -> None:
    away(hand)
    hand.qtbot.mouseClick(notice(hand).buttons[0], LEFT)
    hand.qtbot.mouseClick(sheet(hand).give, LEFT)
    hand.qtbot.waitUntil(lambda: hand.card("Calls").holder == who(hand, "Priya"))
    (absence,) = absence_of(hand.board, who(hand, "Tom"), hand.board.now())
    hand.store.submit(remove_absence, absence.absence)
    hand.settle()
    shown = notice(hand)
    assert shown.lines == ["Tom is not away; Priya still has 2 tasks"]
    shown.buttons[0].setFocus()
    hand.press(Key.Key_Space)
    assert [hand.card(title).holder for title in ("Calls", "Books")] == [who(hand, "Tom")] * 2
    assert assistant_of(hand.board, who(hand, "Tom")).absences == ()
    assert not notice(hand).isVisible()
    hand.undo()
    assert hand.card("Calls").holder == who(hand, "Priya")


def test_the_opened_card_says_who_is_its_back_up(hand: Hand) -> None:
    hand.open_card("Calls")
    section = hand.window.panel.task_tab.hand
    assert section.back_up.text() == "Back-up: Priya (you check 1 in 5)"
    hand.store.submit(training_ops.set_training, hand.task("Calls"), who(hand, "Priya"), 0)
    hand.settle()
    assert section.back_up.text() == "Back-up: you"

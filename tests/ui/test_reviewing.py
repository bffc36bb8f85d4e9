"""Looking at what was delivered, by key and in the panel: accepted, put right, sent back, or not done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.drafts import TaskDraft
from models.repeats import Repeat
from models.runs import RunLine, read_runs
from tests.stories.desk import CTRL, Desk, Hand, Key
from tests.stories.window_system import LEFT
from tests.ui.test_hand_over import fill
from ui.dialogs.after_fix_sheet import AfterFixSheet
from ui.dialogs.send_back_sheet import SendBackSheet
from ui.hand_over_actions import fitting

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """What waits for a look, and what is at Maya's."""
    desk = Desk(qtbot, tmp_path)
    daily = Repeat(1, "day")
    path = desk.board(
        training=[TaskDraft("Inbox", repeat=daily, assistants=["Maya"], seconds_per_run=2400)],
        handed_over=[TaskDraft("Lease", assistants=["Maya"])],
        review=[TaskDraft("Calls", repeat=daily, assistants=["Maya"], seconds_per_run=2400)],
    )
    yield desk.window(path)
    desk.close()


def newest(hand: Hand, title: str) -> RunLine:
    return read_runs(hand.board, hand.task(title), 1)[0]


def enter(hand: Hand, field: QLineEdit) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    hand.settle()


def front_tab(hand: Hand) -> str:
    bar = hand.window.panel._tabs.bar
    return bar.tabText(bar.currentIndex())


def test_sending_back_by_key_with_the_usual_minutes(hand: Hand) -> None:
    hand.focus("Calls")
    hand.press(Key.Key_B, CTRL_SHIFT)
    dialog = hand.dialog(SendBackSheet)
    assert dialog.minutes.field.text() == "5 min" and dialog.minutes.below == "the usual, assumed"
    assert dialog.blame.counts.text().startswith("Without a reason it counts for nobody.")
    hand.qtbot.mouseClick(dialog.chips.chip("late"), LEFT)
    assert dialog.blame.counts.text() == "Counts against Maya."
    enter(hand, dialog.note)
    run = newest(hand, "Calls")
    assert (run.outcome, run.reasons, run.review, run.fix, run.assumed) == (
        "sent_back",
        ("late",),
        180,
        300,
        True,
    )
    assert hand.card("Calls").kind == "handed_over" and not hand.window.panel.isVisible()


def test_sending_back_takes_the_minutes_that_are_said(hand: Hand) -> None:
    hand.focus("Calls")
    hand.press(Key.Key_B, CTRL_SHIFT)
    dialog = hand.dialog(SendBackSheet)
    hand.qtbot.mouseClick(dialog.chips.chip("slip"), LEFT)
    fill(dialog.minutes.field, "later")
    enter(hand, dialog.minutes.field)
    assert dialog.isVisible() and dialog.minutes.below.startswith("No time")
    fill(dialog.minutes.field, "12")
    assert dialog.minutes.below == ""
    enter(hand, dialog.minutes.field)
    run = newest(hand, "Calls")
    assert (run.review, run.fix, run.assumed, run.won) == (180, 720, False, -900)


def test_an_unclear_brief_is_said_anew_while_it_is_fresh(hand: Hand) -> None:
    hand.focus("Calls")
    hand.press(Key.Key_B, CTRL_SHIFT)
    dialog = hand.dialog(SendBackSheet)
    hand.qtbot.mouseClick(dialog.chips.chip("brief_unclear"), LEFT)
    assert dialog.blame.counts.text() == "Counts against the brief, not against Maya."
    enter(hand, dialog.note)
    assert hand.window.panel.task_id == hand.task("Calls") and front_tab(hand) == "Brief"
    assert hand.said.startswith("Say it more clearly")
    field = hand.window.panel.brief_tab.form.rows["done_when"].field
    field.setFocus()
    QTest.keyClicks(field, "all accepted")
    hand.window.panel.flush()
    hand.settle()
    sql = "SELECT max(number) FROM brief_version WHERE task_id = ?"
    assert hand.board.db.execute_sql(sql, (hand.task("Calls"),)).fetchone() == (2,)


def test_accepting_after_a_fix_asks_whose_fault_and_how_long(hand: Hand) -> None:
    hand.focus("Calls")
    hand.press(Key.Key_F, CTRL_SHIFT)
    dialog = hand.dialog(AfterFixSheet)
    assert dialog.heading.text() == "Accept “Calls” after a fix"
    QTest.keyClick(dialog.blame.chips.chip("slip"), Qt.Key.Key_Space)
    fill(dialog.minutes.field, "0")
    fill(dialog.note, "wrong zone")
    enter(hand, dialog.note)
    run = newest(hand, "Calls")
    assert (run.outcome, run.reasons, run.note) == ("accepted_after_fix", ("slip",), "wrong zone")
    assert (run.review, run.fix, run.assumed, run.won) == (180, 0, False, 2220)
    assert hand.card("Calls").kind == "handed_over"
    hand.undo()
    assert hand.card("Calls").kind == "review" and newest(hand, "Calls").outcome == ""


def test_escape_leaves_what_waits_as_it_is(hand: Hand) -> None:
    for key, kind in ((Key.Key_F, AfterFixSheet), (Key.Key_B, SendBackSheet)):
        hand.focus("Calls")
        hand.press(key, CTRL_SHIFT)
        QTest.keyClick(hand.dialog(kind), Qt.Key.Key_Escape)
        hand.settle()
        assert hand.card("Calls").kind == "review"


def test_not_done_this_time_by_key_and_in_the_panel(hand: Hand) -> None:
    hand.focus("Inbox")
    hand.press(Key.Key_K, CTRL_SHIFT)
    assert newest(hand, "Inbox").outcome == "skipped"
    assert hand.said.startswith("“Inbox” was not done this time")
    assert hand.card("Inbox").kind == "training"
    hand.open_card("Inbox")
    hand.qtbot.mouseClick(hand.window.panel.task_tab.hand.skip, LEFT)
    hand.settle()
    assert len(read_runs(hand.board, hand.task("Inbox"))) == 2
    hand.open_card("Lease")
    assert hand.window.panel.task_tab.hand.skip.isHidden()


def test_the_panel_offers_the_three_answers_where_something_waits(hand: Hand) -> None:
    hand.open_card("Calls")
    section = hand.window.panel.task_tab.hand
    for button in (section.accept, section.fixed, section.send_back):
        assert button.isVisible()
    hand.qtbot.mouseClick(section.fixed, LEFT)
    assert hand.dialog(AfterFixSheet).isVisible()
    QTest.keyClick(hand.dialog(AfterFixSheet), Qt.Key.Key_Escape)
    hand.open_card("Inbox")
    for button in (section.accept, section.fixed, section.send_back):
        assert button.isHidden()


def test_the_menu_of_a_card_offers_what_fits_it(hand: Hand) -> None:
    calls, lease = hand.card("Calls"), hand.card("Lease")
    for name in ("hand.accept", "hand.fixed", "hand.send_back", "hand.skip"):
        assert name in fitting([calls])
        assert name not in fitting([lease])


def test_the_rules_words_are_said_with_what_was_done(hand: Hand) -> None:
    hand.focus("Calls")
    level = hand.card("Calls").level
    assert level == 4
    for _ in range(2):
        hand.focus("Calls")
        hand.press(Key.Key_F, CTRL_SHIFT)
        dialog = hand.dialog(AfterFixSheet)
        QTest.keyClick(dialog.blame.chips.chip("slip"), Qt.Key.Key_Space)
        enter(hand, dialog.note)
        if hand.card("Calls").level == 4:
            hand.focus("Calls")
            hand.press(Key.Key_Return, CTRL)
    assert hand.card("Calls").level == 3 and hand.card("Calls").kind == "training"
    assert "Two of the last five were not right: checked every time again" in hand.said

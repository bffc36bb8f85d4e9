"""Handing over in the window: the sheet by key, drag and quick add; taking and sending back."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from models import handovers
from models.assistant_end import end_engagement
from models.assistant_erase import erase
from models.assistants import add_assistant
from models.drafts import TaskDraft
from models.repeats import Repeat
from models.tasks import bin_tasks, empty_bin
from tests.stories.desk import CTRL, Desk, Hand, Key
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.second_holder import SecondHolder
from ui.dialogs.send_back_sheet import SendBackSheet
from ui.dialogs.sheet import More


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A board with cards of Maya's and of nobody's, and a second assistant."""
    desk = Desk(qtbot, tmp_path)
    weekly = Repeat(1, "week")
    path = desk.board(
        unsorted=["Order gloves", "Call the landlord"],
        setup=[TaskDraft("CRM clean-up", repeat=weekly)],
        training=[TaskDraft("Inbox", repeat=weekly, assistants=["Maya"])],
        review=[TaskDraft("Flyer", assistants=["Maya"])],
    )
    hand = desk.window(path)
    with qtbot.waitSignal(hand.store.submit(add_assistant, "James Okoro", "Lagos").done):
        pass
    yield hand
    desk.close()


def sheet(hand: Hand) -> HandOverSheet:
    found = hand.dialog(HandOverSheet)
    assert isinstance(found, HandOverSheet)
    return found


def fill(field: QLineEdit, text: str) -> None:
    """Replace what stands in a field of a dialog."""
    field.window().activateWindow()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def give(hand: Hand, dialog: HandOverSheet) -> None:
    with hand.qtbot.waitSignal(dialog.handed):
        hand.qtbot.mouseClick(dialog.give, LEFT)
    hand.settle()


def is_copied(hand: Hand, title: str) -> None:
    """Handed over by key: the message is made and copied, and the card counts as sent."""
    hand.qtbot.waitUntil(lambda: hand.card(title).is_sent is True)
    hand.settle()


def test_ctrl_h_opens_the_sheet_and_enter_hands_over(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    fill(dialog.who, "James Okoro")
    fill(dialog.done_when, "three boxes are here")
    with hand.qtbot.waitSignal(dialog.handed):
        QTest.keyClick(dialog.done_when, Key.Key_Return)
    is_copied(hand, "Order gloves")
    card = hand.card("Order gloves")
    assert (card.kind, card.assistants) == ("handed_over", ("James Okoro",))
    assert hand.detail("Order gloves").done_when == "three boxes are here"
    held = handovers.newest(hand.board, card.id)
    assert held is not None and held.next_check is not None and held.authority == 3
    assert card.due is not None and card.due_zone == "Africa/Lagos"
    hand.agrees()
    hand.undo()
    assert hand.card("Order gloves").kind == "unsorted"


def test_escape_leaves_the_card_where_it_was(hand: Hand) -> None:
    hand.drag("Order gloves", "handed_over")
    dialog = sheet(hand)
    hand.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    hand.settle()
    assert hand.card("Order gloves").kind == "unsorted"
    hand.agrees()


@pytest.mark.parametrize(
    ("title", "column", "home"),
    [
        ("Order gloves", "training", "handed_over"),
        ("CRM clean-up", "training", "training"),
        ("CRM clean-up", "handed_over", "training"),
        ("Order gloves", "review", "review"),
    ],
)
def test_a_drag_to_somebodys_column_asks_who(hand: Hand, title: str, column: str, home: str) -> None:
    hand.drag(title, column)
    dialog = sheet(hand)
    dialog.who.choose(dialog.who.best())
    dialog.who.changed.emit()
    give(hand, dialog)
    assert hand.card(title).kind == home
    hand.agrees()


def test_a_key_1_to_7_asks_too(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_5)
    assert sheet(hand).who.text()


def test_a_new_name_is_a_new_person_with_a_city(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    fill(dialog.who, "Lena")
    assert dialog.city_part.isVisible()
    fill(dialog.city, "Manila")
    give(hand, dialog)
    assert hand.card("Order gloves").assistants == ("Lena",)
    zone = hand.board.db.execute_sql("SELECT zone FROM assistant WHERE name = 'Lena'").fetchone()
    assert zone == ("Asia/Manila",)
    hand.undo()
    assert hand.board.db.execute_sql("SELECT 1 FROM assistant WHERE name = 'Lena'").fetchone() is None


def test_nobody_and_nonsense_get_a_sentence_at_the_field(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    fill(dialog.who, " ")
    hand.qtbot.mouseClick(dialog.give, LEFT)
    assert "Who" in dialog.who_part.below
    fill(dialog.who, "Maya")
    fill(dialog.when, "soonish")
    hand.qtbot.mouseClick(dialog.give, LEFT)
    assert "no date" in dialog.when_part.below
    fill(dialog.when, "fri")
    dialog.terms.limited.setChecked(True)
    dialog.terms.hours.setText("many")
    hand.qtbot.mouseClick(dialog.give, LEFT)
    assert "many" in dialog.terms.fault.text() and hand.card("Order gloves").kind == "unsorted"


def test_one_job_until_a_day_with_caps(hand: Hand) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    fill(dialog.who, "Maya")
    dialog.terms.limited.setChecked(True)
    dialog.terms.until.setText("1 dec 2027")
    dialog.terms.hours.setText("10")
    dialog.terms.money.setText("600")
    give(hand, dialog)
    held = handovers.newest(hand.board, hand.task("Order gloves"))
    assert held is not None and held.until is not None
    assert (held.engagement, held.hour_cap, held.money_cap) == ("limited", 36_000, 60_000)


def test_a_name_in_quick_add_opens_the_sheet(hand: Hand) -> None:
    hand.add("Book a table @Maya by fri")
    dialog = sheet(hand)
    assert dialog.who.text() == "Maya"
    give(hand, dialog)
    assert hand.card("Book a table").kind == "handed_over"


def test_several_cards_go_in_one_step(hand: Hand) -> None:
    hand.click_card("Order gloves")
    hand.click_card("Call the landlord", CTRL)
    hand.run("hand.give")
    dialog = sheet(hand)
    assert not dialog.what_part.isVisible()
    fill(dialog.who, "Maya")
    give(hand, dialog)
    assert {hand.card(title).kind for title in ("Order gloves", "Call the landlord")} == {"handed_over"}
    hand.undo()
    assert hand.stored("unsorted") == ["Order gloves", "Call the landlord"]


def test_taking_back_is_one_click_and_the_reason_comes_after(hand: Hand) -> None:
    hand.open_card("Inbox")
    section = hand.window.panel.task_tab.hand
    assert "Maya has had it since" in section.line.text()
    hand.qtbot.mouseClick(section.take_back, LEFT)
    hand.settle()
    assert hand.card("Inbox").kind == "setup" and not section.isVisible()
    bar = hand.window.hands.reasons
    assert bar.isVisible()
    hand.qtbot.mouseClick(bar.chips.chip("slip"), LEFT)
    hand.settle()
    held = handovers.newest(hand.board, hand.task("Inbox"))
    assert held is not None and held.reasons == ("slip",)
    hand.qtbot.mouseClick(bar.close_button, LEFT)
    assert not bar.isVisible()


def test_the_reasons_go_when_another_page_comes(hand: Hand) -> None:
    hand.open_card("Inbox")
    hand.qtbot.mouseClick(hand.window.panel.task_tab.hand.take_back, LEFT)
    hand.settle()
    assert hand.window.hands.reasons.isVisible()
    hand.run("view.sort")
    assert not hand.window.hands.reasons.isVisible()


def test_sending_back_asks_why_and_by_when(hand: Hand) -> None:
    hand.drag("Flyer", "handed_over")
    dialog = hand.dialog(SendBackSheet)
    hand.qtbot.mouseClick(dialog.chips.chip("brief_unclear"), LEFT)
    fill(dialog.when, "1 dec 2027")
    hand.qtbot.mouseClick(dialog.send, LEFT)
    hand.settle()
    card = hand.card("Flyer")
    assert card.kind == "handed_over" and card.due is not None and card.due.year == 2027
    assert hand.board.db.execute_sql("SELECT outcome, reasons FROM run").fetchone() == (
        "sent_back",
        "brief_unclear",
    )
    hand.undo()
    assert hand.card("Flyer").kind == "review"


def test_they_say_it_is_done_and_it_is_accepted(hand: Hand) -> None:
    hand.focus("Inbox")
    hand.press(Key.Key_Return, CTRL)
    assert hand.card("Inbox").kind == "review"
    hand.focus("Inbox")
    hand.press(Key.Key_Return, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert hand.card("Inbox").kind == "training" and hand.said.startswith("Accepted")


def test_this_time_i_do_it(hand: Hand) -> None:
    hand.open_card("Inbox")
    hand.qtbot.mouseClick(hand.window.panel.task_tab.hand.own_turn, LEFT)
    hand.settle()
    card = hand.card("Inbox")
    assert card.kind == "training" and card.assistants == ("Maya",)
    assert hand.board.db.execute_sql("SELECT outcome FROM run ORDER BY id DESC").fetchone() == (
        "redone_by_me",
    )


@pytest.mark.parametrize("way", ["move_button", "back_up", "part"])
def test_a_held_card_on_somebody_else_is_asked_about(hand: Hand, way: str) -> None:
    (james,) = hand.board.db.execute_sql("SELECT id FROM assistant WHERE name LIKE 'James%'").fetchone()
    hand.window.hands.drop_on_person(james, [hand.task("Inbox")])
    dialog = hand.dialog(SecondHolder)
    button = getattr(dialog, way)
    assert isinstance(button, QPushButton)
    hand.qtbot.mouseClick(button, LEFT)
    hand.settle()
    if way == "back_up":
        assert hand.card("Inbox").assistants == ("Maya", "James Okoro")
        return
    give(hand, sheet(hand))
    if way == "move_button":
        assert hand.card("Inbox").assistants == ("James Okoro",)
    else:
        assert hand.card("Inbox").assistants == ("Maya",)
        assert hand.card("Inbox: a part").assistants == ("James Okoro",)


def test_told_already(hand: Hand) -> None:
    (maya,) = hand.board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
    hand.window.hands.drop_on_person(maya, [hand.task("Order gloves")])
    give(hand, sheet(hand))
    assert hand.card("Order gloves").is_sent is False
    hand.focus("Order gloves")
    hand.run("hand.told")
    assert hand.card("Order gloves").is_sent is True


def test_the_next_look_is_set_in_the_panel(hand: Hand) -> None:
    hand.open_card("Inbox")
    field = hand.window.panel.task_tab.hand.check
    hand.fill(field, "1 dec 2027")
    hand.press(Key.Key_Return)
    held = handovers.newest(hand.board, hand.task("Inbox"))
    assert held is not None and held.next_check is not None and held.next_check.year == 2027


def test_what_is_missing_leads_to_its_field_in_the_brief(hand: Hand) -> None:
    hand.focus("CRM clean-up")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    assert dialog.missing.text().startswith("Still missing: ")
    hand.qtbot.mouseClick(dialog.prepare, LEFT)
    hand.settle()
    panel = hand.window.panel
    assert panel.task_id == hand.task("CRM clean-up") and panel.brief_tab.isVisible()
    hand.qtbot.mouseClick(panel.brief_tab.buttons.give, LEFT)
    assert sheet(hand).what.text() == "CRM clean-up"


def below_the_rows(dialog: HandOverSheet) -> int:
    """Pixels between what is folded under More and the buttons."""
    more = dialog.findChild(More)
    assert more is not None
    bottom = more.mapTo(dialog, more.rect().bottomLeft()).y()
    return dialog.give.mapTo(dialog, dialog.give.rect().topLeft()).y() - bottom


def test_the_sheet_is_as_high_as_its_rows(hand: Hand) -> None:
    hand.focus("CRM clean-up")
    hand.run("hand.give")
    dialog = sheet(hand)
    before = dialog.height()
    assert 0 < below_the_rows(dialog) < 40
    more = dialog.findChild(More)
    assert more is not None
    hand.qtbot.mouseClick(more.button, LEFT)
    hand.qtbot.waitUntil(lambda: dialog.height() > before and 0 < below_the_rows(dialog) < 40)
    hand.qtbot.mouseClick(more.button, LEFT)
    hand.qtbot.waitUntil(lambda: dialog.height() == before)
    dialog.reject()


def test_with_large_letters_the_buttons_stay_on_the_screen(large_letters: None, hand: Hand) -> None:
    hand.focus("CRM clean-up")
    hand.run("hand.give")
    dialog = sheet(hand)
    more = dialog.findChild(More)
    assert more is not None
    more.button.setChecked(True)
    dialog.terms.limited.setChecked(True)
    area = dialog.findChild(QScrollArea)
    assert area is not None
    hand.qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert dialog.height() < dialog.screen().availableGeometry().height()
    assert dialog.give.geometry().bottom() < dialog.height()
    assert dialog.give.width() >= dialog.give.sizeHint().width()
    # The field that the keyboard comes to is scrolled to
    assert dialog.terms.money.visibleRegion().isEmpty()
    dialog.activateWindow()
    dialog.terms.hours.setFocus()
    QTest.keyClick(dialog.terms.hours, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is dialog.terms.money
    assert not dialog.terms.money.visibleRegion().isEmpty()
    dialog.reject()


def test_a_name_with_a_comma_behind_it_is_called_without(hand: Hand) -> None:
    hand.focus("CRM clean-up")
    hand.run("hand.give")
    dialog = sheet(hand)
    fill(dialog.who, "Nadia, ")
    assert dialog.give.text() == "Hand over to Nadia"
    dialog.reject()


@pytest.mark.parametrize("is_purged", [False, True])
def test_a_card_that_went_away_under_the_sheet_is_said_and_nothing_is_given(
    hand: Hand, is_purged: bool
) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog, task = sheet(hand), hand.card("Order gloves").id
    wrote(hand, bin_tasks, [task])
    if is_purged:
        wrote(hand, empty_bin)
    fill(dialog.who, "James Okoro")
    fill(dialog.done_when, "three boxes")
    fill(dialog.when, "fri 14:00")
    assert "no longer there" in dialog.who_part.remark.text()
    with hand.qtbot.waitSignal(hand.store.refused):
        hand.qtbot.mouseClick(dialog.give, LEFT)
    hand.settle()
    assert (
        dialog.isVisible()
        and not hand.store.board.db.execute_sql(
            "SELECT 1 FROM task WHERE holder_id IS NOT NULL AND id = ?", (task,)
        ).fetchone()
    )


@pytest.mark.parametrize("is_erased", [False, True])
def test_a_person_who_left_under_the_sheet_gets_nothing(hand: Hand, is_erased: bool) -> None:
    hand.focus("Order gloves")
    hand.press(Key.Key_H, CTRL)
    dialog = sheet(hand)
    fill(dialog.who, "James Okoro")
    (james,) = hand.store.board.db.execute_sql("SELECT id FROM assistant WHERE name LIKE 'James%'").fetchone()
    if is_erased:
        wrote(hand, erase, james)
    else:
        wrote(hand, end_engagement, james, dt.date(2026, 11, 23))
    fill(dialog.when, "fri 14:00")
    with hand.qtbot.waitSignal(hand.store.refused):
        hand.qtbot.mouseClick(dialog.give, LEFT)
    hand.settle()
    assert dialog.isVisible() and hand.card("Order gloves").holder is None


def wrote(hand: Hand, change: Callable[..., None], *values: object) -> None:
    """Something changed under a dialog, as a second window would do it."""
    with hand.qtbot.waitSignal(hand.store.submit(change, *values).done):
        pass
    hand.settle()

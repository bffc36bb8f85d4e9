"""How little it takes: every key, click and typed line of an owner is counted, from an empty file on.

One action is one click, one drag, one key with what is held down, or one line typed into a field. Nothing is
done here except through these, and nothing is set up beforehand.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import packet_ops
from models.drafts import TaskDraft
from tests.stories.desk import CTRL, PLAIN, Desk, Hand, Key, events, tile
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.new_assistant import NewAssistantSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Count:
    """The owner's hands, counted."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.actions: list[str] = []

    def click(self, target: QWidget) -> None:
        self.actions.append(f"click {target.accessibleName() or type(target).__name__}")
        assert target.isVisible() and target.isEnabled(), self.actions
        self.hand.qtbot.mouseClick(target, LEFT)
        self.hand.settle()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        self.actions.append(f"key {key.name}")
        self.hand.press(key, held)

    def line(self, text: str) -> None:
        """Letters, wherever the keyboard is."""
        self.actions.append(f"type {text}")
        self.hand.write(text)
        events()

    def drag_on(self, title: str, person: str) -> None:
        """Onto somebody in the sidebar."""
        self.actions.append(f"drag {title}")
        rows = self.hand.window.sidebar.people.rows
        row = next(one for one in rows if one.person.name == person)
        self.hand.window.hands.drop_on_person(row.person.id, [self.hand.task(title)])
        self.hand.settle()

    def select_all(self) -> None:
        self.key(Key.Key_A, CTRL)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path)
    yield desk
    desk.close()


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_one_off_is_handed_over_in_eight_actions_at_most(desk: Desk) -> None:
    hand = desk.window(desk.board(unsorted=["Call the landlord"]))
    count = Count(hand)
    QGuiApplication.clipboard().clear()
    count.key(Key.Key_N)
    count.line("Order gloves @Maya by fri")
    count.key(Key.Key_Return)
    sheet = hand.dialog(HandOverSheet)
    assert sheet.who.text() == "Maya" and sheet.what.text() == "Order gloves"
    # The keyboard is where something may still be missing; here it is said, and Enter hands over.
    count.line("three boxes are in the cupboard")
    count.key(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.card("Order gloves").is_sent is True)
    hand.settle()
    card = hand.card("Order gloves")
    assert (card.kind, card.assistants) == ("handed_over", ("Maya",)) and card.due is not None
    assert "Order gloves" in clipboard() and "three boxes" in clipboard()
    assert len(count.actions) <= 8, count.actions
    hand.undo()
    assert hand.shown("unsorted") == ["Order gloves", "Call the landlord"]
    assert hand.shown("handed_over") == []


def test_any_card_is_handed_over_by_key_in_eight_actions_at_most(desk: Desk) -> None:
    hand = desk.window(
        desk.board(unsorted=["Order gloves"], training=[TaskDraft("Mail", assistants=["Maya"])])
    )
    count = Count(hand)
    hand.click_card("Order gloves")
    count.actions.append("click the card")
    count.key(Key.Key_H, CTRL)
    hand.dialog(HandOverSheet)
    count.key(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.card("Order gloves").is_sent is True)
    hand.settle()
    assert hand.card("Order gloves").assistants == ("Maya",) and "Order gloves" in clipboard()
    assert len(count.actions) <= 8, count.actions


def test_from_the_first_start_the_first_packet_is_out_within_25_actions(desk: Desk) -> None:
    """A recurring task: written down, sorted, given a brief, somebody to take it, and sent."""
    hand = desk.window(desk.folder / "First.board", create=True)
    count = Count(hand)
    count.click(tile(hand, "Start empty"))
    count.line("Send invoices weekly 90m")
    count.key(Key.Key_Return)
    # Sorted: given away. The card is opened by the key, at its brief.
    count.key(Key.Key_Escape)
    if not hand.selected():
        count.key(Key.Key_Down)
    assert hand.selected() == ["Send invoices"]
    count.key(Key.Key_3)
    assert hand.card("Send invoices").kind == "setup"
    count.key(Key.Key_Return)
    hand.window.panel.show_tab("brief")
    count.actions.append("click Brief")
    brief = hand.window.panel.brief_tab
    hand.qtbot.waitUntil(brief.isVisible)
    brief.form.rows["done_when"].field.setFocus()
    count.actions.append("click Done means")
    count.line("every client is billed by Friday")
    count.click(brief.steps.add_line)
    for step in ("Export deliveries from the shop", "Draft invoices", "Send them"):
        count.line(step)
        count.key(Key.Key_Return)
    # Somebody who takes it
    hand.window.view.new_assistant()
    count.actions.append("click New assistant")
    hand.dialog(NewAssistantSheet)
    count.line("Maya Reyes")
    count.key(Key.Key_Tab)
    count.line("Manila")
    count.key(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: bool(hand.window.sidebar.people.rows))
    count.drag_on("Send invoices", "Maya Reyes")
    hand.dialog(HandOverSheet)
    count.key(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.card("Send invoices").kind == "training")
    hand.settle()
    assert hand.card("Send invoices").is_sent is False
    # Out, as she gets it
    button = hand.window.panel.brief_tab.buttons.send
    assert button.button.text() == "Send to Maya"
    count.click(button.button)
    hand.qtbot.waitUntil(lambda: hand.card("Send invoices").is_sent is True)
    hand.settle()
    assert "Draft invoices" in clipboard() and "every client is billed by Friday" in clipboard()
    (packet,) = packet_ops.read_packets(hand.board, hand.task("Send invoices"))
    assert packet.who == "Maya Reyes"
    assert len(count.actions) <= 25, count.actions

"""Handed over in the window, ticked in the assistant's browser, dropped back, applied and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models import packet_ops
from models.assistants import add_assistant
from models.drafts import StepDraft, TaskDraft
from tests.stories.browser import Browser
from tests.stories.desk import Desk, Hand, Key
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.reply_dialog import ReplyDialog
from ui.dialogs.their_words import TheirWords
from ui.send_button import SendButton

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A board with one card of two steps, and Maya in Manila."""
    desk = Desk(qtbot, tmp_path)
    draft = TaskDraft("Order gloves", steps=[StepDraft("Call the shop"), StepDraft("Order")])
    hand = desk.window(desk.board(setup=[draft]))
    with qtbot.waitSignal(hand.store.submit(add_assistant, "Maya Reyes", "Manila").done):
        pass
    yield hand
    desk.close()


def hand_over(hand: Hand) -> None:
    """Ctrl+H, Enter."""
    hand.focus("Order gloves")
    hand.window.hands.give()
    hand.qtbot.mouseClick(hand.dialog(HandOverSheet).give, LEFT)
    hand.qtbot.waitUntil(lambda: hand.card("Order gloves").is_sent is True)
    hand.settle()


def drop(hand: Hand, path: Path) -> ReplyDialog:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    hand.drop_from_outside("core", mime)
    found = hand.dialog(ReplyDialog)
    assert isinstance(found, ReplyDialog)
    return found


def save_page(hand: Hand, path: Path) -> None:
    """The entry under the arrow of the opened card."""
    hand.open_card("Order gloves")
    button = hand.window.panel.findChild(SendButton)
    assert button is not None
    next(action for action in button.menu.actions() if action.objectName() == "page").trigger()
    dialog = hand.dialog(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    hand.qtbot.waitUntil(path.exists)
    hand.settle()


@pytest.mark.chromium
def test_the_page_is_ticked_in_a_browser_and_its_reply_comes_home(hand: Hand, tmp_path: Path) -> None:
    hand_over(hand)
    save_page(hand, tmp_path / "Order gloves.html")
    before = hand.everything()
    browser = Browser(tmp_path / "browser")
    try:
        page = browser.open(tmp_path / "Order gloves.html")
        page.click(".steps input", 0)
        page.click(".choices label", 0)
        page.click("#minutes")
        page.type("25")
        page.click("#note")
        page.type("Twenty boxes, “size M” – 👍")
        page.click("button[type=submit]")
        saved = browser.next_download()
        assert page.errors() == []
    finally:
        browser.close()
    dialog = drop(hand, saved)
    assert dialog.rows == [
        ("How it stands", "in their hands", "waits for your look"),
        ("Minutes this time", "", "25"),
        ("Note", "", "Twenty boxes, “size M” – 👍"),
        ("Step", "", "✓ Call the shop"),
    ]
    hand.qtbot.mouseClick(dialog.apply, LEFT)
    hand.settle()
    assert hand.shown("review") == ["Order gloves"] and hand.card("Order gloves").steps_done == 1
    again = drop(hand, saved)
    assert again.remark.text() == "This reply was applied already."
    again.reject()
    hand.undo()
    assert hand.everything() == before and hand.card("Order gloves").steps_done == 0
    # Undone, it may be taken again
    drop(hand, saved).reject()
    hand.agrees()


def test_the_copied_text_comes_back_filled_in_by_hand(hand: Hand) -> None:
    hand_over(hand)
    text = QGuiApplication.clipboard().text()
    filled = text.replace("Done (yes/no): ", "Done (yes/no): yes").replace(
        "Minutes it took: ", "Minutes it took: 1h30"
    )
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    QGuiApplication.clipboard().setText(f"Hello Anna,\n{filled}\n\nOn Monday Anna wrote:\n{quoted}")
    hand.run("card.paste")
    dialog = hand.dialog(ReplyDialog)
    assert ("Minutes this time", "", "90") in dialog.rows
    hand.qtbot.mouseClick(dialog.apply, LEFT)
    hand.settle()
    assert hand.shown("review") == ["Order gloves"]


def test_undone_after_it_was_sent_she_has_had_it_and_a_late_reply_is_refused(hand: Hand) -> None:
    hand_over(hand)
    text = QGuiApplication.clipboard().text()
    hand.undo()
    assert hand.shown("setup") == ["Order gloves"] and "Maya Reyes has had it since today" in hand.said
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    hand.settle()
    assert QGuiApplication.clipboard().text().startswith("Hello Maya,")
    QGuiApplication.clipboard().setText(text.replace("Done (yes/no): ", "Done (yes/no): yes"))
    hand.focus("Order gloves")
    hand.run("card.paste")
    dialog = hand.dialog(ReplyDialog)
    assert dialog.remark.text() == "What Maya Reyes answers to was recalled."
    dialog.reject()


def test_a_chat_line_is_enough(hand: Hand) -> None:
    hand_over(hand)
    QGuiApplication.clipboard().setText("all ordered 👍")
    hand.focus("Order gloves")
    hand.run("card.paste")
    hand.dialog(TheirWords)
    hand.press(Key.Key_D)
    assert hand.shown("review") == ["Order gloves"]
    assert len(packet_ops.read_packets(hand.board, hand.task("Order gloves"))) == 1

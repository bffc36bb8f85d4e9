"""Send to Maya: each form goes out as it is kept, and marks the hand-over; undo says who has had it."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from models import handovers, packet_ops
from models.assistants import edit_assistant
from models.board import Board
from models.brief_edits import edit_brief
from models.enclosures import as_loaded, enclose
from models.packets.reply import find_reply
from models.uid import new_uid
from tests.models import sending
from tests.models.packets.packets import png
from tests.stories.desk import Desk, Hand, Key
from tests.stories.window_system import LEFT
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.send_preview import SendPreview
from ui.dialogs.sent_list import SentList
from ui.opening import open_board
from ui.send_button import SendButton

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


class Opened(QObject):
    """Takes what would be opened in other programs."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        for scheme in ("mailto", "file"):
            QDesktopServices.setUrlHandler(scheme, self, "take")

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def close(self) -> None:
        for scheme in ("mailto", "file"):
            QDesktopServices.unsetUrlHandler(scheme)

    def of(self, scheme: str) -> list[str]:
        return [url for url in self.urls if url.startswith(f"{scheme}:")]


@pytest.fixture
def opened() -> Iterator[Opened]:
    made = Opened()
    yield made
    made.close()


@pytest.fixture
def hand(desk: Desk, tmp_path: Path) -> Hand:
    """“Order gloves” is in Maya's hands; “Call” is nobody's."""
    path = desk.board(setup=["Call"])
    with open_board(path) as board:
        sending.given(board, due=desk.day)
    return desk.window(path)


def button(hand: Hand, title: str = "Order gloves") -> SendButton:
    if hand.window.panel.task_id != hand.task(title) or not hand.window.panel.isVisible():
        hand.open_card(title)
    found = hand.window.panel.findChild(SendButton)
    assert found is not None
    return found


def press(hand: Hand) -> None:
    hand.qtbot.mouseClick(button(hand).button, LEFT)


def choose(hand: Hand, form: str) -> None:
    """An entry under the arrow."""
    menu = button(hand).menu
    entry = next(action for action in menu.actions() if action.objectName() == form)
    entry.trigger()


def kept(hand: Hand, count: int = 1) -> packet_ops.Sent:
    """The newest of so many packets, as soon as the hand-over is marked."""
    task = hand.task("Order gloves")

    def is_kept() -> bool:
        held = handovers.newest(hand.board, task)
        found = packet_ops.read_packets(hand.board, task)
        return len(found) == count and held is not None and held.sent is not None

    hand.qtbot.waitUntil(is_kept)
    hand.settle()
    return packet_ops.read_packets(hand.board, task)[0]


def held(hand: Hand) -> handovers.Held:
    found = handovers.newest(hand.board, hand.task("Order gloves"))
    assert found is not None
    return found


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def save_as(hand: Hand, path: Path) -> None:
    dialog = hand.dialog(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_one_press_copies_what_they_get_keeps_it_and_marks_it_as_sent(hand: Hand) -> None:
    assert button(hand).button.text() == "Send to Maya"
    press(hand)
    sent = kept(hand)
    content = packet_ops.content_of(hand.board, sent, "text")
    assert content is not None and clipboard() == content.decode()
    assert find_reply(clipboard()) and "Order gloves" in clipboard()
    assert held(hand).sent_how == "text" and held(hand).move == "theirs"
    assert hand.said == "Copied what Maya gets: paste it into your chat"
    assert set(sent.files) == {"text", "page", "mail", "calendar", "pdf"}
    assert button(hand).button.text() == "Send again"
    hand.undo()
    assert held(hand).sent is None


def test_nothing_changed_is_the_same_packet_and_a_change_is_a_new_one(hand: Hand) -> None:
    press(hand)
    first = kept(hand)
    choose(hand, "text")
    hand.qtbot.waitUntil(lambda: hand.board.undoable() is not None and not hand.store.is_busy)
    QGuiApplication.clipboard().clear()
    choose(hand, "text")
    hand.qtbot.waitUntil(lambda: bool(clipboard()))
    assert kept(hand) == first
    with hand.qtbot.waitSignal(hand.store.submit(edit_brief, first.task, why="Winter comes").done):
        pass
    hand.settle()
    assert button(hand).older.text() == "Maya Reyes has version 1, you are at 2"
    hand.qtbot.waitUntil(lambda: button(hand).button.text() == "Send version 2")
    press(hand)
    second = kept(hand, 2)
    assert (second.number, second.version) == (2, 2) and "Winter comes" in clipboard()
    assert not button(hand).older.isVisible()


def test_what_is_half_typed_goes_along(hand: Hand) -> None:
    """The button is pressed with the keyboard still in the field."""
    button(hand)
    hand.window.panel.task_tab.steps.add_line.setFocus()
    hand.write("Check the sizes")
    press(hand)
    kept(hand)
    hand.qtbot.waitUntil(lambda: bool(clipboard()))
    assert "3. Check the sizes" in clipboard()


@pytest.mark.parametrize("channel", ["mail", "page", "file"])
def test_the_way_on_their_record_is_the_one(hand: Hand, opened: Opened, tmp_path: Path, channel: str) -> None:
    ticket = hand.store.submit(
        edit_assistant, held(hand).assistant, send_by=channel, email="maya@work.example"
    )
    with hand.qtbot.waitSignal(ticket.done):
        pass
    press(hand)
    if channel == "mail":
        hand.qtbot.waitUntil(lambda: bool(opened.of("mailto")))
    else:
        save_as(hand, tmp_path / "out.bin")
    kept(hand)
    assert held(hand).sent_how == channel


def test_a_mail_that_holds_everything_is_opened_with_its_text(hand: Hand, opened: Opened) -> None:
    ticket = hand.store.submit(edit_assistant, held(hand).assistant, email="maya@work.example")
    with hand.qtbot.waitSignal(ticket.done):
        pass
    choose(hand, "mail")
    sent = kept(hand)
    (url,) = opened.of("mailto")
    assert url.startswith("mailto:maya@work.example?subject=Order%20gloves&body=Hello%20Maya")
    assert sent.token in url and not opened.of("file") and not hand.window.findChildren(QMessageBox)


def test_what_does_not_fit_into_a_mail_is_shown_in_its_folder_to_be_attached(
    hand: Hand, opened: Opened
) -> None:
    loaded = as_loaded("prices.png", png())
    with hand.qtbot.waitSignal(hand.store.submit(enclose, held(hand).task, loaded, new_uid()).done):
        pass
    choose(hand, "mail")
    sent = kept(hand)
    box = hand.dialog(QMessageBox)
    assert box.text().startswith("Attach this file to the e-mail: Order gloves") and box.text().endswith(
        ".html"
    )
    path = Path(box.informativeText())
    assert path.read_bytes() == packet_ops.content_of(hand.board, sent, "page")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert opened.of("file") == [QUrl.fromLocalFile(str(path.parent)).toString()]
    path.unlink()
    box.accept()


@pytest.mark.parametrize(
    ("form", "name", "how"),
    [
        ("eml", "mail", "mail"),
        ("page", "page", "page"),
        ("pdf", "pdf", "file"),
        ("calendar", "calendar", "file"),
    ],
)
def test_a_file_is_the_very_bytes_that_are_kept(
    hand: Hand, tmp_path: Path, form: str, name: str, how: str
) -> None:
    choose(hand, form)
    save_as(hand, tmp_path / "out")
    sent = kept(hand)
    hand.qtbot.waitUntil((tmp_path / "out").exists)
    assert (tmp_path / "out").read_bytes() == packet_ops.content_of(hand.board, sent, name)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o600
    assert held(hand).sent_how == how
    hand.qtbot.waitUntil(lambda: hand.said == "Saved: out")


def test_everything_in_a_folder(hand: Hand, opened: Opened, tmp_path: Path) -> None:
    loaded = as_loaded("prices.txt", b"12 EUR")
    with hand.qtbot.waitSignal(hand.store.submit(enclose, held(hand).task, loaded, new_uid()).done):
        pass
    (tmp_path / "Order gloves").mkdir()
    choose(hand, "folder")
    save_as(hand, tmp_path)
    kept(hand)
    hand.qtbot.waitUntil(lambda: bool(opened.of("file")))
    folder = tmp_path / "Order gloves (2)"
    names = {f"Order gloves.{suffix}" for suffix in ("txt", "html", "eml", "ics", "pdf")}
    assert {path.name for path in folder.iterdir()} == names | {"prices.txt"}
    assert (folder / "prices.txt").read_bytes() == b"12 EUR"


def test_a_question_that_is_given_up_sends_nothing(hand: Hand) -> None:
    choose(hand, "pdf")
    hand.dialog(QFileDialog).reject()
    hand.settle()
    assert packet_ops.read_packets(hand.board, held(hand).task) == [] and held(hand).sent is None


def test_what_cannot_be_written_is_said_and_is_not_sent(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    choose(hand, "page")
    save_as(hand, tmp_path / "file" / "page.html")
    box = hand.dialog(QMessageBox)
    assert "file" in box.text()
    box.accept()
    hand.settle()
    assert held(hand).sent is None and (tmp_path / "file").read_bytes() == b""


def test_without_a_day_there_is_nothing_for_a_calendar(hand: Hand) -> None:
    from models.tasks import edit_task

    with hand.qtbot.waitSignal(hand.store.submit(edit_task, held(hand).task, due=None).done):
        pass
    choose(hand, "calendar")
    assert "no date" in hand.dialog(QMessageBox).text()
    hand.dialog(QMessageBox).accept()
    assert held(hand).sent is None


def test_told_already_is_offered_until_they_know(hand: Hand) -> None:
    hand.open_card("Order gloves")
    button = hand.window.panel.findChild(SendButton)
    assert button is not None
    told = next(action for action in button.menu.actions() if action.objectName() == "told")
    assert told.isVisible()
    choose(hand, "told")
    hand.settle()
    assert not told.isVisible()


def test_the_brief_of_a_held_card_can_be_sent_where_it_is_read(hand: Hand) -> None:
    hand.open_card("Order gloves")
    hand.window.panel.show_tab("brief")
    send = hand.window.panel.brief_tab.buttons.send
    hand.qtbot.waitUntil(send.button.isVisible)
    assert send.button.text() == "Send to Maya"
    assert not hand.window.panel.brief_tab.buttons.give.isVisible()
    hand.qtbot.mouseClick(send.button, LEFT)
    hand.qtbot.waitUntil(lambda: held(hand).sent is not None)
    hand.settle()
    assert QGuiApplication.clipboard().text().startswith("Hello Maya,") and send.button.text() == "Send again"
    with hand.qtbot.waitSignal(hand.store.submit(edit_brief, held(hand).task, why="Winter comes.").done):
        pass
    hand.settle()
    assert send.button.text().startswith("Send version")
    assert send.older.isVisible() and send.older.window() is hand.window


def test_told_already_keeps_nothing(hand: Hand) -> None:
    choose(hand, "told")
    hand.settle()
    assert held(hand).sent_how == "told"
    assert packet_ops.read_packets(hand.board, held(hand).task) == []


def test_the_preview_shows_what_then_goes_out_and_keeps_nothing_itself(hand: Hand, opened: Opened) -> None:
    choose(hand, "preview")
    dialog = hand.dialog(SendPreview)
    shown = dialog.text.toPlainText()
    assert shown.startswith("Hello Maya,") and set(dialog.looks) == {"page", "pdf", "mail", "calendar"}
    hand.qtbot.mouseClick(dialog.looks["page"], LEFT)
    hand.qtbot.waitUntil(lambda: bool(opened.of("file")))
    looked = Path(QUrl(opened.of("file")[0]).toLocalFile()).read_bytes()
    assert packet_ops.read_packets(hand.board, held(hand).task) == [] and held(hand).sent is None
    hand.qtbot.mouseClick(dialog.send, LEFT)
    sent = kept(hand)
    hand.qtbot.waitUntil(lambda: clipboard() == shown)
    assert packet_ops.content_of(hand.board, sent, "page") == looked


def test_what_was_sent_is_looked_at_and_given_out_again(hand: Hand, tmp_path: Path) -> None:
    choose(hand, "again")
    dialog = hand.dialog(SentList)
    assert dialog.remark.text() == "Nothing was sent of this card yet." and not dialog.copy.isEnabled()
    dialog.reject()
    press(hand)
    sent = kept(hand)
    first = clipboard()
    QGuiApplication.clipboard().clear()
    choose(hand, "again")
    dialog = hand.dialog(SentList)
    line = dialog.list.item(0).text()
    assert line.startswith("today ") and line.endswith("· Maya Reyes · brief version 1")
    assert dialog.text.toPlainText() == first
    hand.qtbot.mouseClick(dialog.copy, LEFT)
    assert clipboard() == first
    choose(hand, "again")
    hand.qtbot.mouseClick(hand.dialog(SentList).save, LEFT)
    save_as(hand, tmp_path)
    path = tmp_path / "Order gloves" / "Order gloves.pdf"
    hand.qtbot.waitUntil(path.exists)
    assert path.read_bytes() == packet_ops.content_of(hand.board, sent, "pdf")


def test_handing_over_by_key_copies_the_message_and_is_one_step_of_undo(hand: Hand) -> None:
    hand.focus("Call")
    hand.run("hand.give")
    dialog = hand.dialog(HandOverSheet)
    dialog.who.choose(held(hand).assistant)
    dialog.who.changed.emit()
    hand.qtbot.mouseClick(dialog.give, LEFT)
    hand.qtbot.waitUntil(lambda: hand.said == "Copied what Maya gets: paste it into your chat")
    assert "*Call*" in clipboard() and hand.card("Call").is_sent is True
    assert hand.offer().text() == "Undo (Ctrl+Z)"
    hand.agrees()
    hand.undo()
    assert hand.card("Call").kind == "setup" and "Maya Reyes has had it since today" in hand.said
    hand.redo()
    assert hand.card("Call").is_sent is True
    hand.agrees()


def test_a_drop_sends_nothing(hand: Hand) -> None:
    hand.window.hands.drop_on_person(held(hand).assistant, [hand.task("Call")])
    hand.qtbot.mouseClick(hand.dialog(HandOverSheet).give, LEFT)
    hand.settle()
    assert hand.card("Call").is_sent is False and clipboard() == ""
    assert packet_ops.read_packets(hand.board, hand.task("Call")) == []


@pytest.mark.parametrize("how", ["undone", "taken back"])
def test_who_has_had_it_is_said_and_a_note_to_recall_it_is_copied(hand: Hand, how: str) -> None:
    press(hand)
    kept(hand)
    if how == "undone":
        hand.undo()
        assert "Maya Reyes has had it since today" in hand.said
        hand.undo()
    else:
        hand.focus("Order gloves")
        hand.window.hands.take_back()
        hand.settle()
    assert "Maya Reyes has had it since today " in hand.said
    assert hand.offer().text() == "Copy a note to recall it"
    hand.qtbot.mouseClick(hand.offer(), LEFT)
    hand.settle()
    assert clipboard().startswith("Hello Maya,") and "Order gloves (sent " in clipboard()
    assert packet_ops.read_packets(hand.board, hand.task("Order gloves"))[0].state == "recalled"
    assert hand.said == "Copied a note for Maya Reyes: paste it into your chat"


def test_of_two_people_each_gets_a_note_of_their_own(hand: Hand) -> None:
    with hand.qtbot.waitSignal(hand.store.submit(given_and_sent).done):
        pass
    press(hand)
    kept(hand)
    tasks = [hand.task("Order gloves"), hand.task("Order masks")]
    with hand.qtbot.waitSignal(hand.store.submit(handovers.take_back, tasks).done):
        pass
    hand.settle()
    for who in (("Maya", "Order gloves"), ("James", "Order masks")):
        hand.qtbot.mouseClick(hand.offer(), LEFT)
        hand.settle()
        assert clipboard().startswith(f"Hello {who[0]},") and who[1] in clipboard()
    assert not hand.offer().isVisible()
    assert packet_ops.still_out(hand.board, tasks) == []


def given_and_sent(board: Board) -> None:
    sending.send(board, sending.given(board, "Order masks", "James Okoro"))


def test_what_was_only_told_or_accepted_is_not_recalled(hand: Hand) -> None:
    choose(hand, "told")
    hand.settle()
    hand.undo()
    hand.undo()
    assert "has had it" not in hand.said
    hand.redo()
    press(hand)
    kept(hand)
    with hand.qtbot.waitSignal(hand.store.submit(handovers.accept, [hand.task("Order gloves")]).done):
        pass
    hand.settle()
    assert "has had it" not in hand.said


def test_a_card_of_nobodys_has_no_button(hand: Hand) -> None:
    hand.open_card("Call")
    assert not button(hand, "Call").isVisible()


def test_both_parts_are_reached_by_keys(hand: Hand) -> None:
    found = button(hand)
    assert [action.text() for action in found.menu.actions() if action.text()][-1] == "Told already"
    assert found.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert found.arrow.focusPolicy() & Qt.FocusPolicy.TabFocus
    found.button.setFocus()
    QTest.keyClick(found.button, Key.Key_Space)
    kept(hand)

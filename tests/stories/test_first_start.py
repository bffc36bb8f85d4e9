"""From the first start to the CSV file: the whole first path of an owner, in one window and one file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from models.cards import read_assistants, read_tags
from tests.stories.desk import CTRL, Desk, Hand, Key, events, tile
from ui.dialogs.paste_list import PasteListDialog
from ui.pages.welcome import WelcomePage

LIST = """
- Send invoices every month 45m #books @Maya by friday
* Order gloves @Maya
1. Answer reviews weekly 20m
[ ] Renew the insurance #office
Price list 2027
Café rota: naïve Müller
"""


def begin(desk: Desk, name: str = "First") -> Hand:
    return desk.window(desk.folder / f"{name}.board", create=True)


def paste_list(hand: Hand) -> None:
    tile(hand, "Paste a list").click()
    dialog = hand.dialog(PasteListDialog)
    dialog.text.setFocus()
    dialog.text.setPlainText(LIST)
    assert dialog.add.text() == "Add 6 cards"
    hand.press(Key.Key_Return, CTRL)


def sort(hand: Hand) -> None:
    hand.drag("Price list 2027", "core")
    hand.drag("Renew the insurance", "core", above="Price list 2027")
    hand.drag("Send invoices", "setup")
    hand.drag("Order gloves", "setup", above="Send invoices")
    hand.give("Order gloves", "handed_over", "Maya")


def test_the_welcome_page_is_alone_and_goes_when_there_is_a_card(desk: Desk) -> None:
    hand = begin(desk)
    window = hand.window
    assert isinstance(window.pages.currentWidget(), WelcomePage)
    assert not any(part.isVisible() for part in (window.header, window.sidebar, window.status))
    paste_list(hand)
    assert window.pages.currentWidget() is window.splitter
    assert all(part.isVisible() for part in (window.header, window.sidebar, window.status))
    assert hand.shown("unsorted") == [
        "Send invoices",
        "Order gloves",
        "Answer reviews",
        "Renew the insurance",
        "Price list 2027",
        "Café rota: naïve Müller",
    ]
    assert hand.said == "Added 6 cards"
    assert [person.name for person in read_assistants(hand.board)] == ["Maya"]
    assert [tag.name for tag in read_tags(hand.board)] == ["books", "office"]


def test_start_empty_puts_the_cursor_where_the_first_card_is_typed(desk: Desk) -> None:
    hand = begin(desk)
    tile(hand, "Start empty").click()
    hand.write("Water the plants weekly 10m")
    hand.press(Key.Key_Return)
    assert hand.shown("unsorted") == ["Water the plants"]
    assert hand.window.quick_add.hasFocus() and hand.window.quick_add.text() == ""


def test_cards_are_sorted_by_dragging(desk: Desk) -> None:
    hand = begin(desk)
    paste_list(hand)
    sort(hand)
    assert hand.everything() == {
        "Unsorted": ["Answer reviews", "Café rota: naïve Müller"],
        "Core": ["Renew the insurance", "Price list 2027"],
        "To set up": ["Send invoices"],
        "In training": [],
        "Handed over": ["Order gloves"],
        "To review": [],
        "Done": [],
    }
    hand.agrees()
    assert hand.card("Order gloves").assistants == ("Maya",)
    assert hand.card("Price list 2027").verdict == "core"
    assert hand.card("Send invoices").verdict == "delegable"


def test_a_card_is_found_edited_and_every_edit_is_taken_back_and_made_again(desk: Desk) -> None:
    hand = begin(desk)
    paste_list(hand)
    sort(hand)
    hand.search("muller")
    assert hand.shown("unsorted") == ["Café rota: naïve Müller"]
    assert hand.shown("core") == []
    assert hand.window.search.count_text == "1 found"
    hand.press(Key.Key_Return)
    hand.focus("Café rota: naïve Müller")
    hand.press(Key.Key_Return)
    panel = hand.window.panel
    assert panel.isVisible()
    before = hand.detail("Café rota: naïve Müller")
    hand.fill(panel.title, "Café rota for December")
    hand.fill(panel.task_tab.notes, "Two lines\nof notes")
    hand.fill(panel.task_tab.timing.minutes, "30")
    hand.leave_field()
    after = hand.detail("Café rota for December")
    assert (after.notes, after.card.seconds_per_run) == ("Two lines\nof notes", 1800)
    assert hand.window.search.text() == "muller" and hand.window.search.count_text == "0 found"
    names = []
    for _ in range(3):
        names.append(hand.undo_name())
        hand.undo()
    assert len(set(names)) >= 1 and all("Café rota" in name for name in names)
    assert hand.detail("Café rota: naïve Müller").notes == before.notes
    assert hand.card("Café rota: naïve Müller").seconds_per_run is None
    for _ in range(3):
        hand.redo()
    assert hand.detail("Café rota for December").notes == "Two lines\nof notes"
    hand.agrees()


def test_everything_is_as_it_was_after_closing_and_opening(desk: Desk) -> None:
    hand = begin(desk)
    paste_list(hand)
    sort(hand)
    for number in range(30):
        hand.add(f"One of many {number}")
    window = hand.window
    # The screen of a test is small, and a window that does not fit would be made to.
    window.resize(777, 555)
    hand.open_card("Price list 2027")
    window.splitter.setSizes([400, 330])
    events()
    hand.column("unsorted").view.verticalScrollBar().setValue(120)
    window.board.horizontalScrollBar().setValue(35)
    everything, sizes, undo = hand.everything(), window.splitter.sizes(), hand.undo_name()
    assert hand.column("unsorted").view.verticalScrollBar().value() == 120
    assert window.board.horizontalScrollBar().value() == 35
    hand.close()

    again = desk.window(desk.folder / "First.board", as_left=True)
    desk.qtbot.waitUntil(lambda: again.window.panel.isVisible())
    again.settle()
    assert again.everything() == everything
    again.agrees()
    assert again.window.size().toTuple() == (777, 555)
    assert again.window.splitter.sizes() == sizes
    assert again.window.panel.task_id == again.task("Price list 2027")
    assert again.column("unsorted").view.verticalScrollBar().value() == 120
    assert again.window.board.horizontalScrollBar().value() == 35
    assert again.undo_name() == undo
    # The keyboard is on the board, not in the panel: keys mean cards.
    focused: QWidget = again.focused()
    assert not again.window.panel.isAncestorOf(focused)
    again.undo()
    assert len(again.stored("unsorted")) == len(everything["Unsorted"]) - 1


def test_export_import_export_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    hand = begin(desk)
    paste_list(hand)
    sort(hand)
    hand.open_card("Price list 2027")
    hand.fill(hand.window.panel.task_tab.notes, '=1+1\n"quoted"; and, comma')
    hand.leave_field()
    first = hand.export(tmp_path / "one.csv")
    assert hand.said == "Exported 6 cards to one.csv"
    hand.close()

    other = begin(desk, "Second")
    tile(other, "Start empty").click()
    imported = other.import_file(tmp_path / "one.csv")
    assert imported.press() == "Imported 6 cards"
    other.agrees()
    assert other.export(tmp_path / "two.csv") == first
    assert first.startswith(b"\xef\xbb\xbfID,Title,Stage") and first.endswith(b"\r\n")

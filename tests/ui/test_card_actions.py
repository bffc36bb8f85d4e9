"""What the Edit and Card menus do."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from models.drafts import TaskDraft
from models.repeats import Repeat
from tests.stories.desk import SHIFT, Desk, Hand
from ui.card_actions import looks_like_export
from ui.clipboard import CARDS_MIME
from ui.dialogs.catalogue_pick import CataloguePick
from ui.dialogs.paste_list import PasteListDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(
        desk.board(unsorted=["One", "Two"], core=[TaskDraft("Weekly", repeat=Repeat(1, "week"))])
    )


@pytest.mark.parametrize(
    ("name", "content", "is_export"),
    [
        ("a.json", b"", True), ("A.CSV", b"x", True), ("a.tsv", b"", True), ("a.txt", b' \n{"cards"', True),
        ("b.txt", b"\xef\xbb\xbf{", True),
        ("c.txt", b"a list", False), ("a.pdf", b"{", False), ("a", b"{", False),
    ],
)  # fmt: skip
def test_what_looks_like_an_export(tmp_path: Path, name: str, content: bytes, is_export: bool) -> None:
    (tmp_path / name).write_bytes(content)
    assert looks_like_export(tmp_path / name) is is_export


def test_a_missing_text_file_is_no_export(tmp_path: Path) -> None:
    assert not looks_like_export(tmp_path / "gone.txt")


def test_send_to_column_lists_them_all_and_sends(hand: Hand) -> None:
    hand.click_card("One")
    hand.click_card("Two", SHIFT)
    menu = QMenu()
    hand.window.cards.fill_send(menu)
    assert [action.text() for action in menu.actions()][:2] == ["Unsorted\t1", "Core\t2"]
    menu.actions()[2].trigger()
    hand.settle()
    assert hand.shown("setup") == ["One", "Two"] and hand.undo_name() == "Undo move 2 cards"


def test_end_series_is_for_series_only(hand: Hand) -> None:
    hand.focus("One")
    revision = hand.board.revision
    hand.run("card.end_series")
    assert hand.board.revision == revision
    hand.focus("Weekly")
    hand.run("card.end_series")
    assert hand.shown("done") == ["Weekly"]


def test_common_tasks_come_from_the_catalogue(hand: Hand) -> None:
    hand.run("card.pick_common")
    dialog = hand.dialog(CataloguePick)
    dialog.chosen.emit([TaskDraft("Picked", kind="unsorted")])
    dialog.reject()
    hand.settle()
    assert "Picked" in hand.shown("unsorted")


def test_the_list_dialog_starts_with_what_was_pasted(hand: Hand) -> None:
    hand.window.cards.paste_list("a\nb")
    dialog = hand.dialog(PasteListDialog)
    assert dialog.text.toPlainText() == "a\nb"
    dialog.add.click()
    hand.settle()
    assert hand.shown("unsorted")[:2] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "   \n \n", "\0"])
def test_an_empty_clipboard_pastes_nothing(hand: Hand, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    revision = hand.board.revision
    hand.focus("One")
    hand.run("card.paste")
    assert hand.board.revision == revision


def test_cards_that_were_cut_and_then_deleted_are_pasted_as_new_ones(hand: Hand) -> None:
    hand.focus("Two")
    hand.run("card.cut")
    hand.run("card.bin")
    hand.focus("Weekly")
    hand.run("card.paste")
    assert hand.shown("core") == ["Weekly", "Two"] and hand.shown("unsorted") == ["One"]


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"cards": 5}', json.dumps({"cards": [{"title": 5}]}).encode()]
)
def test_a_clipboard_of_nonsense_breaks_nothing(hand: Hand, raw: bytes) -> None:
    mime = QMimeData()
    mime.setData(CARDS_MIME, raw)
    QGuiApplication.clipboard().setMimeData(mime)
    hand.focus("One")
    hand.run("card.paste")
    assert hand.shown("unsorted")[-2:] == ["One", "Two"]


def test_new_cards_are_shown_and_take_the_keyboard_unless_somebody_types(hand: Hand) -> None:
    hand.focus("Weekly")
    hand.window.cards.add_drafts([TaskDraft("From a menu")])
    hand.settle()
    assert hand.selected() == ["From a menu"] and hand.column("unsorted").view.hasFocus()
    hand.add("From the line")
    assert hand.selected() == ["From the line"] and hand.window.quick_add.hasFocus()

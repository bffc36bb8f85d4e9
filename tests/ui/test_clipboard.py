"""Cards on the clipboard; text, links and files of other programs."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.board import Board
from models.cards import read_order
from models.drafts import LinkDraft, TaskDraft
from models.sample import fill_sample
from models.stages import first_stage
from ui.clipboard import CARDS_MIME, cards_mime, copy_cards, local_files, read_cards, read_drafts, read_links


@pytest.fixture
def board(tmp_path: Path):
    with Board.open(tmp_path / "a.board", create=True) as board:
        fill_sample(board, date(2026, 11, 23))
        yield board


def test_copied_cards_are_there_for_us_and_for_others(qtbot: QtBot, board: Board) -> None:
    ids = read_order(board, first_stage(board, "core").id)[0][:2]
    assert copy_cards(board, ids, is_cut=True) == 2
    mime = QGuiApplication.clipboard().mimeData()
    found = read_cards(mime)
    assert found is not None
    assert (found.is_cut, found.ids, found.board) == (True, tuple(ids), str(board.path))
    assert [draft.title for draft in found.drafts] == ["Harlan clinics: renewal pitch", "Sign the new lease"]
    assert mime.text().splitlines() == ["Harlan clinics: renewal pitch", "Sign the new lease"]


def test_copying_nothing_leaves_the_clipboard_alone(qtbot: QtBot, board: Board) -> None:
    QGuiApplication.clipboard().setText("before")
    assert copy_cards(board, [999_999]) == 0
    assert QGuiApplication.clipboard().text() == "before"


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\0", b"{}", b'{"format":"delegation-board-cards","cards":[]}']
)
def test_damaged_cards_are_none(qtbot: QtBot, raw: bytes) -> None:
    mime = QMimeData()
    mime.setData(CARDS_MIME, QByteArray(raw))
    assert read_cards(mime) is None
    assert read_drafts(mime) == []


def test_an_empty_clipboard_holds_nothing(qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    mime = QGuiApplication.clipboard().mimeData()
    assert read_cards(mime) is None and read_drafts(mime) == []


def test_our_cards_come_before_their_text(qtbot: QtBot) -> None:
    assert read_drafts(cards_mime([TaskDraft("One"), TaskDraft("Two")])) == [
        TaskDraft("One"),
        TaskDraft("Two"),
    ]


def test_lines_of_text_become_cards(qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setText("- Order gloves\n\n2. Call <b>Denver</b>\n")
    assert [draft.title for draft in read_drafts(mime)] == ["Order gloves", "Call <b>Denver</b>"]


def test_files_and_addresses_become_cards_with_a_link(qtbot: QtBot, tmp_path: Path) -> None:
    mime = QMimeData()
    path = tmp_path / "Price list.pdf"
    mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl("https://example.com/a b")])
    first, second = read_drafts(mime)
    assert (first.title, first.links) == ("Price list.pdf", [LinkDraft(str(path), "Price list.pdf")])
    assert second.links[0].url == "https://example.com/a%20b"
    assert local_files(mime) == [path]


def test_a_link_dragged_from_a_browser_brings_its_title(qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.com/")])
    mime.setData("text/x-moz-url", QByteArray("https://example.com/\nThe <i>title</i>".encode("utf-16-le")))
    assert read_drafts(mime)[0].title == "The <i>title</i>"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "smb://host/share", "file://host/share/x"]
)
def test_addresses_that_run_or_reach_out_are_no_links(qtbot: QtBot, address: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl(address)])
    assert read_links(mime) == [] and local_files(mime) == []

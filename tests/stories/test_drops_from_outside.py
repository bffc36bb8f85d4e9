"""Files, links and text of other programs become cards where they are dropped."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl

from models.cards import read_detail
from tests.stories.desk import Desk, Hand, drop_on

MOZ = "text/x-moz-url"


def mime(text: str = "", urls: list[str] | None = None, **formats: bytes) -> QMimeData:
    made = QMimeData()
    if text:
        made.setText(text)
    if urls is not None:
        made.setUrls([QUrl(url) for url in urls])
    for name, data in formats.items():
        made.setData(name, data)
    return made


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return desk.window(desk.board(unsorted=["One", "Two"], core=["Three", "Four"]))


def test_a_file_becomes_a_card_with_a_link_where_it_was_dropped(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "Offer 2027 <b>.pdf"
    path.write_bytes(b"%PDF")
    view = hand.column("core").view
    between = QPoint(40, view.card_rect(0).bottom() + 2)
    hand.drop_from_outside("core", mime(urls=[QUrl.fromLocalFile(str(path)).toString()]), between)
    hand.settle()
    assert hand.shown("core") == ["Three", "Offer 2027 <b>.pdf", "Four"]
    links = hand.detail("Offer 2027 <b>.pdf").attachments
    assert [link.url for link in links] == [str(path)]
    assert hand.card("Offer 2027 <b>.pdf").verdict == "core"
    hand.undo()
    assert hand.shown("core") == ["Three", "Four"]


def test_several_files_are_asked_about_once(hand: Hand, tmp_path: Path) -> None:
    urls = [QUrl.fromLocalFile(str(tmp_path / name)).toString() for name in ("a.pdf", "b.pdf")]
    hand.drop_from_outside("setup", mime(urls=urls))
    hand.settle()
    assert hand.shown("setup") == []
    hand.banner_button().click()
    hand.settle()
    assert hand.shown("setup") == ["a.pdf", "b.pdf"]
    assert hand.undo_name() == "Undo add 2 cards"


def test_a_link_out_of_a_browser_brings_its_title(hand: Hand) -> None:
    moz = "https://example.org/offer?a=1\nThe offer & more".encode("utf-16-le")
    dropped = mime("https://example.org/offer?a=1", ["https://example.org/offer?a=1"])
    dropped.setData(MOZ, moz)
    hand.drop_from_outside("unsorted", dropped)
    hand.settle()
    assert hand.shown("unsorted")[0] == "The offer & more"
    assert [link.url for link in hand.detail("The offer & more").attachments] == [
        "https://example.org/offer?a=1"
    ]


def test_a_line_of_text_becomes_a_card(hand: Hand) -> None:
    hand.drop_from_outside("unsorted", mime("  Call the <i>bank</i>  "))
    hand.settle()
    assert hand.shown("unsorted")[0] == "Call the <i>bank</i>"


def test_lines_of_text_are_asked_about(hand: Hand) -> None:
    hand.drop_from_outside("unsorted", mime("- a\n- b\n- c"))
    hand.settle()
    assert hand.shown("unsorted") == ["One", "Two"]
    hand.banner_button().click()
    hand.settle()
    assert hand.shown("unsorted") == ["a", "b", "c", "One", "Two"]


def test_a_script_link_is_text_at_most(hand: Hand) -> None:
    hand.drop_from_outside("unsorted", mime(urls=["javascript:alert(1)"]))
    hand.settle()
    for task in hand.column("unsorted").model.ids:
        detail = read_detail(hand.board, task)
        assert detail is not None and detail.attachments == ()


def test_beside_the_columns_a_drop_lands_in_unsorted(hand: Hand) -> None:
    drop_on(hand.window, QPoint(5, hand.window.height() - 5), mime("From the mail"), hand.copy_action)
    hand.settle()
    assert hand.shown("unsorted")[0] == "From the mail"


def test_a_card_of_the_board_itself_let_go_beside_the_columns_is_not_doubled(hand: Hand) -> None:
    model = hand.column("core").model
    dragged = model.mimeData([model.index(0, 0)])
    drop_on(hand.window, QPoint(5, hand.window.height() - 5), dragged, Qt.DropAction.MoveAction)
    hand.settle()
    assert hand.shown("core") == ["Three", "Four"] and hand.shown("unsorted") == ["One", "Two"]


def test_on_the_head_of_a_column_a_drop_lands_on_top(hand: Hand) -> None:
    drop_on(hand.column("core"), QPoint(30, 10), mime("On top"), hand.copy_action)
    hand.settle()
    assert hand.shown("core") == ["On top", "Three", "Four"]


def test_a_board_file_is_opened(hand: Hand, desk: Desk) -> None:
    path = desk.board("Second", core=["Other"])
    hand.drop_from_outside("core", mime(urls=[QUrl.fromLocalFile(str(path)).toString()]))
    desk.qtbot.waitUntil(lambda: len(desk.windows.all) == 2)
    assert hand.shown("core") == ["Three", "Four"]


def test_cards_of_another_board_are_copied(hand: Hand, desk: Desk) -> None:
    other = desk.window(desk.board("Second", setup=["From there"]))
    task = other.task("From there")
    dragged = other.column("setup").model.mimeData([other.column("setup").model.index(0, 0)])
    assert task in other.column("setup").model.ids
    hand.drop_from_outside("core", dragged)
    hand.settle()
    assert "From there" in hand.shown("core") and other.shown("setup") == ["From there"]
    hand.agrees()

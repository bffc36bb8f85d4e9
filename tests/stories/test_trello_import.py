"""An owner brings a Trello board, changes where a list goes, takes it back, later brings only what is new."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication

from models.cards import count_tasks, read_detail
from tests.models.importers.boards import board, card, comment, written
from tests.stories.desk import Desk, Hand, ImportHand, Key, drop_on, tile


def trello(folder: Path, cards: int = 4, name: str = "board.json") -> Path:
    made = [
        card(1, name="Write the offer", idMembers=["member-a"], idLabels=["label-a"], desc="With prices"),
        card(2, name="Old archived one", closed=True),
        card(3, name="Already over", idList="list-done"),
        card(4, name="Be trained", idList="list-training", idMembers=["member-b"]),
        *(card(number, name=f"Later {number}") for number in range(5, cards + 1)),
    ]
    path = folder / name
    path.write_bytes(written(board(2021, made, actions=[comment(1, 1, "Which prices?")])))
    return path


def lists(importing: ImportHand) -> dict[str, str]:
    """List name: what stands in the box beside it."""
    assert importing.dialog.preview is not None
    table = importing.dialog.preview.lists
    assert table is not None
    return {table.item(row, 0).text(): table.box(row).currentText() for row in range(table.rowCount())}


def choose(importing: ImportHand, name: str, column: str) -> None:
    assert importing.dialog.preview is not None
    table = importing.dialog.preview.lists
    assert table is not None
    row = list(lists(importing)).index(name)
    table.box(row).setCurrentIndex(table.box(row).findText(column))
    table.box(row).activated.emit(table.box(row).currentIndex())
    importing.looked()


def welcomed(desk: Desk) -> Hand:
    return desk.window(desk.folder / "Own.board", create=True)


def test_a_board_comes_in_through_the_preview_and_goes_with_one_undo(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    hand.window.pages.currentWidget().file_chosen.emit(trello(tmp_path))
    importing = hand.importing()
    assert importing.dialog.heading.text() == "Import “Board of 2021”"
    assert lists(importing)["To do"] == "Unsorted" and lists(importing)["Erledigt"] == "Done"
    choose(importing, "To do", "Core")
    hand.qtbot.waitUntil(lambda: importing.dialog.start.text() == "Import 4 cards")
    assert importing.press() == "Imported 4 cards"
    assert hand.shown("core") == ["Write the offer"]
    assert hand.shown("training") == ["Be trained"]
    assert set(hand.stored("done")) == {"Old archived one", "Already over"}
    hand.agrees()
    offer = hand.detail("Write the offer")
    assert offer.notes == "With prices"
    assert set(offer.card.tags) == {"Urgent", "To do"} and offer.card.assistants == ("Ada Example",)
    assert [said.text for said in offer.comments] == ["Which prices?"]
    assert hand.card("Write the offer").verdict == "core"
    # The window is the board's now, and one step takes the whole import back.
    assert hand.window.pages.currentWidget() is hand.window.splitter
    assert "import of 4 cards" in hand.undo_name()
    hand.undo()
    assert count_tasks(hand.board) == 0 and hand.shown("core") == []
    hand.redo()
    assert hand.shown("core") == ["Write the offer"]
    hand.agrees()


def test_a_later_file_of_the_same_board_offers_only_what_is_new(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    hand.window.pages.currentWidget().file_chosen.emit(trello(tmp_path))
    hand.importing().press()
    hand.drag("Write the offer", "core")
    later = hand.import_file(trello(tmp_path, 7, "later.json"))
    assert later.dialog.preview is not None
    new = later.dialog.preview.choice.button("new")
    assert (new.text(), new.isChecked()) == ("Only what is new (3)", True)
    assert later.dialog.start.text() == "Import 3 cards"
    assert later.press() == "Imported 3 cards"
    assert hand.shown("core") == ["Write the offer"]
    assert set(hand.shown("unsorted")) == {"Later 5", "Later 6", "Later 7"}
    hand.undo()
    assert hand.shown("unsorted") == []
    assert hand.shown("core") == ["Write the offer"]
    hand.agrees()
    once_more = hand.import_file(tmp_path / "later.json")
    assert once_more.dialog.start.text() == "Import 3 cards"
    hand.press(Key.Key_Escape)
    assert hand.shown("unsorted") == []


def test_a_file_that_came_already_has_nothing_to_import(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    hand.window.pages.currentWidget().file_chosen.emit(trello(tmp_path))
    hand.importing().press()
    revision = hand.board.revision
    again = hand.import_file(tmp_path / "board.json")
    assert again.dialog.start.text() == "Nothing to import" and not again.dialog.start.isEnabled()
    hand.press(Key.Key_Escape)
    assert hand.board.revision == revision


def test_a_file_dropped_on_the_board_is_imported(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    tile(hand, "Start empty").click()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(trello(tmp_path)))])
    hand.drop_from_outside("core", mime)
    assert hand.importing().press() == "Imported 4 cards"
    assert hand.shown("unsorted") == ["Write the offer"]


def test_a_file_dropped_on_the_welcome_page_is_imported(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(trello(tmp_path, name="saved.txt")))])
    page = hand.window.pages.currentWidget()
    drop_on(page.viewport(), page.rect().center(), mime, hand.copy_action)
    assert hand.importing().press() == "Imported 4 cards"


def test_pasted_json_is_imported(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    QGuiApplication.clipboard().setText(trello(tmp_path).read_text(encoding="utf-8"))
    hand.window.pages.currentWidget().paste()
    assert hand.importing().press() == "Imported 4 cards"
    task = hand.task("Write the offer")
    assert read_detail(hand.board, task).source.startswith("trello:")


def test_an_import_after_a_restart_is_still_one_undo_step(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    hand.window.pages.currentWidget().file_chosen.emit(trello(tmp_path, 40))
    hand.importing().press()
    hand.close()
    again = desk.window(tmp_path / "Own.board")
    assert "import of 40 cards" in again.undo_name()
    again.undo()
    assert count_tasks(again.board) == 0
    again.agrees()
    again.close()
    third = desk.window(tmp_path / "Own.board")
    third.redo()
    assert count_tasks(third.board) == 40


def test_a_file_that_is_no_list_of_tasks_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    hand = welcomed(desk)
    tile(hand, "Start empty").click()
    path = tmp_path / "odd.json"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    importing = hand.import_file(path)
    assert importing.dialog.heading.text() == "This could not be imported"
    assert importing.dialog.waiting.text.text().endswith(".")
    hand.press(Key.Key_Escape)
    hand.add("Still usable")
    assert hand.shown("unsorted") == ["Still usable"]

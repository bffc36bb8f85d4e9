"""Importing through the dialog: real files, a real board, real clicks."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.board import Board
from models.cards import count_tasks, read_cards, read_order
from models.importers.base import Pasted
from models.stages import read_stages
from ui.dialogs.import_dialog import ImportDialog
from ui.store import Store

Opener = Callable[[object], ImportDialog]


def trello(cards: int, **more: object) -> str:
    lists = [
        {"id": "l1", "name": "Ideas", "closed": False, "pos": 1},
        {"id": "l2", "name": "Done", "closed": False, "pos": 2},
    ]
    made = [
        {"id": f"c{n}", "name": f"Card {n}", "idList": "l1", "pos": n, "closed": False, "desc": ""}
        for n in range(cards)
    ]
    return json.dumps({"id": "b1", "name": "My board", "lists": lists, "cards": made, "actions": [], **more})


@pytest.fixture
def opened(qtbot: QtBot, store: Store) -> Opener:
    def open_(source: object) -> ImportDialog:
        dialog = ImportDialog(store, source)  # type: ignore[arg-type]
        dialog.open()
        qtbot.waitUntil(lambda: dialog.start.isVisible() or dialog.cancel.text() == "Close", timeout=15_000)
        return dialog

    return open_


def press_import(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=15_000)


def titles_in(board: Board, kind: str) -> list[str]:
    stage = next(one for one in read_stages(board) if one.kind == kind)
    ids = read_order(board, stage.id)[0]
    cards = read_cards(board, ids)
    return [cards[task].title for task in ids]


def test_a_trello_board_comes_in_and_is_one_undo_step(
    qtbot: QtBot, store: Store, opened: Opener, tmp_path: Path
) -> None:
    before = count_tasks(store.board)
    path = tmp_path / "saved.txt"
    path.write_text(trello(3), encoding="utf-8")
    dialog = opened(path)
    assert dialog.heading.text() == "Import “My board”"
    assert dialog.start.text() == "Import 3 cards"
    press_import(qtbot, dialog)
    assert dialog.report and dialog.report.text.text() == "Imported 3 cards"
    assert count_tasks(store.board) == before + 3
    assert titles_in(store.board, "unsorted")[-3:] == ["Card 0", "Card 1", "Card 2"]
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(store.changed):
        store.submit(Board.undo)
    assert count_tasks(store.board) == before


def test_pasted_text_is_read_like_a_file(qtbot: QtBot, store: Store, opened: Opener) -> None:
    dialog = opened(Pasted(trello(2)))
    press_import(qtbot, dialog)
    assert titles_in(store.board, "unsorted")[-2:] == ["Card 0", "Card 1"]


def test_two_lists_of_one_name_have_an_answer_each(qtbot: QtBot, store: Store, opened: Opener) -> None:
    text = trello(2).replace('"name": "Done"', '"name": "Ideas"')
    again = '{"id": "c9", "name": "Other", "idList": "l2", "pos": 1, "closed": false, "desc": ""}'
    dialog = opened(Pasted(text.replace('"cards": [', '"cards": [' + again + ", ")))
    assert dialog.preview and dialog.preview.lists
    lists = dialog.preview.lists
    shown = [[lists.item(row, column).text() for column in (0, 1)] for row in range(2)]  # type: ignore[union-attr]
    assert shown == [["Ideas (list 1 of 2)", "2"], ["Ideas (list 2 of 2)", "1"]]
    assert lists.box(1).accessibleName() == "Ideas (list 2 of 2) goes to"
    lists.box(1).setFocus()
    qtbot.keyClick(lists.box(1), Qt.Key.Key_Down)
    assert lists.targets() == {"l1": "unsorted", "l2": "core"}
    qtbot.waitUntil(lambda: dialog.start.isVisible() and dialog.start.isEnabled(), timeout=15_000)
    press_import(qtbot, dialog)
    assert titles_in(store.board, "unsorted")[-2:] == ["Card 0", "Card 1"]
    assert titles_in(store.board, "core")[-1] == "Other"


def test_a_list_can_go_elsewhere_or_be_left_out(qtbot: QtBot, store: Store, opened: Opener) -> None:
    dialog = opened(Pasted(trello(2)))
    assert dialog.preview and dialog.preview.lists
    box = dialog.preview.lists.box(0)
    assert [box.itemText(i) for i in range(box.count())][-1] == "Leave out"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: dialog.start.text() == "Nothing to import", timeout=15_000)
    assert not dialog.start.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.start.text() == "Import 2 cards", timeout=15_000)
    press_import(qtbot, dialog)
    assert titles_in(store.board, "core")[-2:] == ["Card 0", "Card 1"]


def test_a_later_file_offers_only_what_is_new_first(qtbot: QtBot, store: Store, opened: Opener) -> None:
    first = opened(Pasted(trello(3)))
    press_import(qtbot, first)
    first.accept()
    later = opened(Pasted(trello(5)))
    assert later.preview
    assert later.preview.choice.isVisible()
    assert later.preview.choice.value() == "new"
    assert later.start.text() == "Import 2 cards"
    press_import(qtbot, later)
    assert titles_in(store.board, "unsorted")[-2:] == ["Card 3", "Card 4"]
    assert later.report and "3 came earlier" in later.report.rest.text()


def test_everything_can_come_again(qtbot: QtBot, store: Store, opened: Opener) -> None:
    first = opened(Pasted(trello(2)))
    press_import(qtbot, first)
    first.accept()
    before = count_tasks(store.board)
    again = opened(Pasted(trello(2)))
    assert again.preview and not again.start.isEnabled()
    qtbot.mouseClick(again.preview.choice.button("all"), Qt.MouseButton.LeftButton)
    assert again.start.text() == "Import 2 cards"
    press_import(qtbot, again)
    assert count_tasks(store.board) == before + 2


def test_columns_of_a_csv_are_mapped_and_can_be_changed(
    qtbot: QtBot, store: Store, opened: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("Task;Where;Remark\nWater plants;office;daily\nOrder ink;shop;\n", encoding="cp1252")
    dialog = opened(path)
    assert dialog.preview and dialog.preview.fields
    assert dialog.preview.fields.mapping()["Task"] == "title"
    assert dialog.preview.first.item(0, 0).text() == "Water plants"
    box = dialog.preview.fields.box(1)
    box.setFocus()
    qtbot.keyClicks(box, "Tags")
    qtbot.waitUntil(lambda: dialog.preview.first.item(0, 3).text() == "office", timeout=15_000)
    press_import(qtbot, dialog)
    assert titles_in(store.board, "unsorted")[-2:] == ["Water plants", "Order ink"]


def test_without_a_title_nothing_is_imported_and_one_choice_mends_it(
    qtbot: QtBot, opened: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("Task,Tags\nWater plants,office\n", encoding="utf-8")
    dialog = opened(path)
    assert dialog.preview and dialog.preview.fields
    box = dialog.preview.fields.box(0)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "title" in dialog.message.text(), timeout=15_000)
    assert not dialog.start.isEnabled()
    qtbot.keyClick(box, Qt.Key.Key_Home)
    qtbot.waitUntil(dialog.start.isEnabled, timeout=15_000)
    assert not dialog.message.isVisible()


def test_the_order_of_dates_is_asked_only_where_it_is_ambiguous(
    qtbot: QtBot, opened: Opener, tmp_path: Path
) -> None:
    clear, unclear = tmp_path / "clear.csv", tmp_path / "unclear.csv"
    clear.write_text("Task,Due\nA,25/12/2026\n", encoding="utf-8")
    unclear.write_text("Task,Due\nA,03/04/2026\n", encoding="utf-8")
    assert opened(clear).preview.dates.isHidden()  # type: ignore[union-attr]
    dialog = opened(unclear)
    assert dialog.preview and dialog.preview.dates.isVisible()
    due = dialog.preview.first.item(0, 2).text()
    assert due in ("2026-04-03", "2026-03-04")
    other = "us" if dialog.preview.dates.value() == "eu" else "eu"
    qtbot.mouseClick(dialog.preview.dates.button(other), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.preview.first.item(0, 2).text() not in ("", due), timeout=15_000)


def test_what_cannot_be_taken_over_is_listed_and_copied(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("Task,Due\nA,2026-01-02\nB,soonish\n", encoding="utf-8")
    dialog = opened(path)
    press_import(qtbot, dialog)
    assert dialog.report and dialog.report.problems
    assert dialog.report.more.button.text() == "1 note on what changed or stayed behind"
    assert not dialog.report.problems.isVisible()
    qtbot.mouseClick(dialog.report.more.button, Qt.MouseButton.LeftButton)
    assert dialog.report.problems.isVisible()
    qtbot.mouseClick(dialog.report.problems.copy, Qt.MouseButton.LeftButton)
    row, card, reason = QGuiApplication.clipboard().text().split("\t")
    assert (row, card) == ("3", "B") and "soonish" in reason


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04zip", b"<html>", b'{"no": "board"}'])
def test_a_file_that_is_no_list_of_tasks_is_refused_in_a_sentence(
    opened: Opener, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "thing.json"
    path.write_bytes(content)
    dialog = opened(path)
    assert dialog.heading.text() == "This could not be imported"
    assert dialog.waiting.text.text().endswith(".")
    assert not dialog.start.isVisible() and dialog.cancel.text() == "Close"


@pytest.mark.parametrize("name", ["a.json", f"{'The list of last year ' * 9}.json"])
def test_a_refusal_is_a_small_dialog_in_which_all_of_it_is_read(
    opened: Opener, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04zip")
    dialog = opened(path)
    text = dialog.waiting.text
    QApplication.processEvents()
    assert text.height() >= text.heightForWidth(text.width()) and dialog.height() < 300
    assert dialog.focusWidget() is dialog.cancel
    assert dialog.rect().contains(dialog.cancel.geometry())
    assert dialog.cancel.y() - text.mapTo(dialog, text.rect().bottomLeft()).y() < 80, "no empty half"


def test_escape_while_reading_stops_and_leaves_the_board_alone(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "large.json"
    path.write_text(trello(20_000), encoding="utf-8")
    before = store.board.revision
    dialog = ImportDialog(store, path)
    dialog.open()
    with qtbot.waitSignal(dialog.finished, timeout=15_000):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert store.board.revision == before


def test_cancel_while_writing_keeps_nothing(qtbot: QtBot, store: Store, opened: Opener) -> None:
    before = count_tasks(store.board)
    dialog = opened(Pasted(trello(20_000)))
    qtbot.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.start.isVisible(), timeout=15_000)
    assert dialog.report is None
    assert dialog.message.text() == "Stopped. Nothing was imported."
    assert count_tasks(store.board) == before


def test_hostile_names_are_shown_letter_by_letter(opened: Opener) -> None:
    dialog = opened(Pasted(trello(1, name="<img src=x> &amp; <b>bold</b>")))
    assert dialog.heading.text() == "Import “<img src=x> &amp; <b>bold</b>”"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))

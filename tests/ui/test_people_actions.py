"""Assistants through the window: a new one, their page, files of them; and what a start knows of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QToolButton

from models.assistants import read_assistants
from models.drafts import TaskDraft
from models.importers.base import Pasted
from tests.stories.desk import Desk, Hand
from ui.dialogs.new_assistant import NewAssistantSheet
from ui.pages.assistants.page import AssistantsPage

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def hand(desk: Desk) -> Hand:
    cards = [TaskDraft("Calls", assistants=["Maya"]), "Other"]
    return desk.window(desk.board(unsorted=cards))


def names(hand: Hand) -> list[str]:
    return [who.name for who in read_assistants(hand.board)]


def test_a_new_assistant_is_two_fields_and_enter(hand: Hand) -> None:
    hand.qtbot.mouseClick(hand.window.sidebar.people.new, LEFT)
    sheet = hand.dialog(NewAssistantSheet)
    hand.write("James")
    sheet.city.setFocus()
    sheet.city.setText("Lagos")
    assert sheet.known.text().startswith("Lagos, Nigeria: it is ")
    hand.press(Key.Key_Return)
    hand.settle()
    assert names(hand) == ["James", "Maya"]
    assert hand.said == "Added James"
    assert [row.person.name for row in hand.window.sidebar.people.rows] == ["James", "Maya"]
    hand.undo()
    assert names(hand) == ["Maya"]


def test_a_name_that_is_taken_is_told_in_the_sheet(hand: Hand) -> None:
    hand.run("view.new_assistant")
    sheet = hand.dialog(NewAssistantSheet)
    for text, words in (("", "An assistant needs a name."), ("maya", "already somebody called Maya.")):
        sheet.name.setText(text)
        hand.press(Key.Key_Return)
        hand.settle()
        assert words in sheet.fault.text() and sheet.isVisible()
    hand.press(Key.Key_Escape)
    assert names(hand) == ["Maya"]


def test_a_click_shows_their_cards_and_a_double_click_their_page(hand: Hand) -> None:
    (row,) = hand.window.sidebar.people.rows
    hand.qtbot.mouseClick(row, LEFT)
    assert hand.window.search.text() == 'with:"Maya"' and hand.shown("unsorted") == ["Calls"]
    hand.qtbot.mouseClick(row, LEFT)
    assert hand.window.search.text() == ""
    hand.qtbot.mouseClick(row, LEFT)
    hand.qtbot.mouseDClick(row, LEFT)
    hand.qtbot.mouseRelease(row, LEFT)
    page = hand.window.pages.currentWidget()
    assert isinstance(page, AssistantsPage) and page.person.head.name.text() == "Maya"
    assert hand.window.search.text() == ""
    pages = [b for b in hand.window.sidebar.findChildren(QToolButton, "page") if b.isChecked()]
    assert [button.text() for button in pages] == ["Assistants"]


def test_what_is_half_typed_on_the_page_is_saved_when_the_window_closes(desk: Desk) -> None:
    path = desk.board(unsorted=[TaskDraft("Calls", assistants=["Maya"])])
    hand = desk.window(path)
    hand.run("view.assistants")
    page = hand.window.pages.currentWidget()
    assert isinstance(page, AssistantsPage)
    page.person.form.rows["email"].field.setFocus()
    hand.write("maya@example.org")
    hand.close()
    again = desk.window(path)
    assert read_assistants(again.board)[0].email == "maya@example.org"


def test_assistants_are_exported_and_imported_from_the_menu(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    hand.choose_file("file.export_assistants", path)
    hand.qtbot.waitUntil(lambda: "people.csv" in hand.said)
    assert hand.said == "Exported 1 assistant to people.csv"
    path.write_text(path.read_text("utf-8-sig") + ",James,,,,Lagos\r\n", "utf-8")
    hand.choose_file("file.import_file", path)
    box = hand.dialog(QMessageBox)
    assert box.text() == "Import 2 assistants?" and "Maya, James" in box.informativeText()
    hand.qtbot.mouseClick(next(b for b in box.findChildren(QPushButton) if b.text() == "Import"), LEFT)
    hand.settle()
    assert names(hand) == ["James", "Maya"]
    hand.qtbot.waitUntil(lambda: hand.said == "1 new assistant, 0 changed, 1 as before.")
    hand.undo()
    assert names(hand) == ["Maya"]


def test_pasted_people_are_taken_too(hand: Hand) -> None:
    hand.window.files.import_from(Pasted("Name,E-mail,City\nJames,j@example.org,Lagos\n"))
    box = hand.dialog(QMessageBox)
    hand.qtbot.mouseClick(next(b for b in box.findChildren(QPushButton) if b.text() == "Import"), LEFT)
    hand.settle()
    assert names(hand) == ["James", "Maya"]
    assert not hand.window.findChildren(QFileDialog)


def test_ended_people_leave_the_sidebar_and_their_cards_stay_found(hand: Hand) -> None:
    import datetime as dt

    from models.assistant_end import end_engagement

    (maya,) = read_assistants(hand.board)
    hand.store.submit(end_engagement, maya.id, dt.date(2026, 11, 30))
    hand.settle()
    assert hand.window.sidebar.people.rows == []
    assert hand.said == "Maya no longer works with you"
    hand.undo()
    assert [row.person.name for row in hand.window.sidebar.people.rows] == ["Maya"]


def test_a_hint_of_who_hands_over_is_shown_in_the_status_line(hand: Hand) -> None:
    hand.window.sidebar.hint_changed.emit("to training, step 1")
    assert hand.said == "to training, step 1"
    hand.window.sidebar.hint_changed.emit("")
    assert hand.said == ""

"""Versions side by side, and templates, by real keys and clicks."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from models import brief_edits, brief_templates, tasks
from models.brief_compare import Difference, Line, read_versions
from models.brief_edits import NewStep
from models.brief_templates import read_templates
from models.briefs import read_brief
from models.catalogue import read_catalogue
from models.uid import new_uid
from tests.ui.panel.test_panel import _nameless
from ui.dialogs.brief_versions import BriefVersions, side_lines
from ui.panel.brief_menu import BriefMenu

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def menu(desk: Any) -> BriefMenu:
    desk.panel.open(desk.ids["Send invoices"])
    desk.panel.show_tab("brief")
    return desk.panel.brief_tab.buttons.menu


def task(desk: Any) -> int:
    return int(desk.ids["Send invoices"])


def entries(menu: QMenu) -> dict[str, QAction]:
    return {action.text(): action for action in menu.actions() if action.text()}


def press(menu: BriefMenu, text: str) -> None:
    """Open the menu and press an entry."""
    menu.fill()
    entries(menu.menu())[text].trigger()


def close_version(board: Any, task: int) -> None:
    with board.change("x") as record:
        brief_edits.close_version(record, task)


def write_versions(desk: Any) -> None:
    """One by the owner, one by Maya, one more by the owner."""
    desk.run(brief_edits.edit_brief, task(desk), why="they pay sooner", exceptions="a\nb\nc")
    desk.run(brief_edits.accept_steps, task(desk), [NewStep("Export"), NewStep("Post", 300)], "Maya")
    desk.run(close_version, task(desk))
    desk.run(brief_edits.edit_brief, task(desk), exceptions="a\nB\nc")


def test_versions_tell_who_changed_what(desk: Any, menu: BriefMenu) -> None:
    menu.fill()
    assert not entries(menu.menu())["No versions yet"].isEnabled()
    write_versions(desk)
    menu.fill()
    assert entries(menu.menu())["Versions… (3)"].isEnabled()
    sheet = menu.show_versions()
    assert isinstance(sheet, BriefVersions)
    lines = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert [line.split(" · ")[0] for line in lines] == ["3", "2", "1"]
    assert "Maya" in lines[1] and lines[1].endswith("\nSteps") and lines[0].endswith("\nExceptions")
    assert [one.field for one in sheet.differences] == ["exceptions"]
    assert (sheet.before_name.text(), sheet.after_name.text()) == ("Version 2", "Version 3")
    assert sheet.before.toPlainText() == "Exceptions\na\nb\nc"
    assert sheet.after.toPlainText() == "Exceptions\na\nB\nc"
    sheet.close()


def test_any_two_versions_are_compared_the_older_at_the_left(desk: Any, menu: BriefMenu) -> None:
    write_versions(desk)
    sheet = menu.show_versions()
    assert isinstance(sheet, BriefVersions)
    QTest.keyClick(sheet.list, Qt.Key.Key_End)
    assert sheet.list.currentRow() == 2
    sheet.against.setCurrentIndex(sheet.against.findData(0))
    sheet.against.activated.emit(sheet.against.currentIndex())
    assert (sheet.before_name.text(), sheet.after_name.text()) == ("Version 1", "Version 3")
    assert [one.field for one in sheet.differences] == ["exceptions", "steps"]
    QAccessible.setActive(True)
    assert _nameless(QAccessible.queryAccessibleInterface(sheet)) == []
    sheet.close()


def test_a_version_is_brought_back_in_one_step(desk: Any, menu: BriefMenu) -> None:
    write_versions(desk)
    sheet = menu.show_versions()
    assert isinstance(sheet, BriefVersions)
    assert not sheet.restore.isEnabled()
    sheet.list.setCurrentRow(2)
    assert sheet.restore.text() == "Bring back version 1"
    desk.qtbot.mouseClick(sheet.restore, Qt.MouseButton.LeftButton)
    desk.settle()
    board = desk.store.board
    assert read_versions(board, task(desk))[0].number == 4
    assert [step.text for step in desk.detail().steps] == ["Export", "Draft", "Check", "Send"]
    assert desk.sentence() == "bring back version 1 of the brief of “Send invoices”"
    desk.undo()
    assert [step.text for step in desk.detail().steps] == ["Export", "Post"]


def test_a_single_version_stands_alone(desk: Any, menu: BriefMenu) -> None:
    desk.run(brief_edits.edit_brief, task(desk), why="<b>so</b>")
    sheet = menu.show_versions()
    assert isinstance(sheet, BriefVersions)
    assert sheet.before_name.text() == "" and "<b>so</b>" in sheet.after.toPlainText()
    assert sheet.against.count() == 0 and not sheet.restore.isEnabled()
    sheet.close()


def test_lines_that_belong_together_stand_at_one_height() -> None:
    lines = [("same", "a"), ("out", "b"), ("out", "c"), ("in", "B"), ("same", "d"), ("in", "e")]
    found = Difference("steps", "", "", tuple(Line(how, text) for how, text in lines))
    before, after = side_lines([found, found])
    assert len(before) == len(after)
    assert before[:6] == [
        ("head", "Steps"),
        ("same", "a"),
        ("out", "b"),
        ("out", "c"),
        ("same", "d"),
        ("gap", ""),
    ]
    assert after[:6] == [
        ("head", "Steps"),
        ("same", "a"),
        ("in", "B"),
        ("gap", ""),
        ("same", "d"),
        ("in", "e"),
    ]


def test_a_brief_is_kept_as_a_template_and_begins_another(desk: Any, menu: BriefMenu) -> None:
    desk.run(brief_edits.edit_brief, task(desk), why="they pay sooner")
    sheet = menu.keep()
    assert sheet.name.text() == "Send invoices"
    QTest.keyClicks(sheet.name, "Billing & co")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    desk.settle()
    (template,) = read_templates(desk.store.board)
    assert template.name == "Billing & co"
    other = desk.ids["Water the plants"]
    desk.run(tasks.edit_task, other, verdict="delegable")
    desk.panel.open(other)
    press(menu, "Begin with “Billing && co”")
    desk.settle()
    assert read_brief(desk.store.board, other).own["why"] == "they pay sooner"
    assert len(desk.detail("Water the plants").steps) == 4
    desk.undo()
    assert read_brief(desk.store.board, other).own["why"] == ""


def test_templates_are_renamed_and_deleted(desk: Any, menu: BriefMenu) -> None:
    desk.run(brief_templates.make_template, task(desk), "Usual", new_uid())
    sheet = menu.rename(read_templates(desk.store.board)[0])
    QTest.keyClicks(sheet.name, "Weekly")
    QTest.keyClick(sheet.name, Qt.Key.Key_Return)
    desk.settle()
    menu.fill()
    changing = entries(menu.menu())["Change templates"].menu()
    one = entries(changing)["Weekly"].menu()
    entries(one)["Delete"].trigger()
    desk.settle()
    assert read_templates(desk.store.board) == []
    menu.fill()
    assert "Change templates" not in entries(menu.menu())


def test_a_template_needs_a_name(desk: Any, menu: BriefMenu) -> None:
    sheet = menu.keep()
    QTest.keyClick(sheet.name, Qt.Key.Key_Backspace)
    assert not sheet.ok.isEnabled()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    desk.settle()
    assert read_templates(desk.store.board) == []


def test_a_common_task_fills_what_is_open(desk: Any, menu: BriefMenu) -> None:
    row = next(row for row in read_catalogue() if row.done_when and row.matches("newsletter"))
    sheet: Any = menu.pick_common()
    QTest.keyClicks(sheet.search, "newsletter")
    assert sheet.list.currentItem().text() == row.title
    assert sheet.about.text() == row.done_when
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    QTest.keyClick(sheet.search, Qt.Key.Key_Up)
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().done_when == row.done_when


def test_what_resembles_the_card_stands_first(desk: Any, menu: BriefMenu) -> None:
    sheet: Any = menu.pick_common()
    assert "invoice" in sheet.list.item(0).text().lower()
    QTest.keyClicks(sheet.search, "zzzz")
    assert sheet.list.count() == 0 and not sheet.take.isEnabled()
    sheet.close()

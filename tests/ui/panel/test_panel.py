"""The panel as a whole: opening, closing, saving, and leaving the typing alone."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from models import tasks
from models.cards import read_detail
from models.history import read_history
from ui.panel import drafts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_it_is_closed_until_a_card_is_opened(desk: Any) -> None:
    assert desk.panel.isHidden() and desk.panel.task_id is None
    desk.panel.open(desk.ids["Send invoices"])
    assert desk.panel.isVisible()
    assert desk.panel.task_id == desk.ids["Send invoices"]
    assert desk.panel.title.toPlainText() == "Send invoices"


def test_a_new_title_is_saved_on_leaving_the_field(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    QTest.keyClicks(desk.panel.title, "Chase late payers")
    assert desk.detail().card.title == "Send invoices"
    desk.leave_field()
    assert desk.detail().card.title == "Chase late payers"


def test_enter_in_the_title_saves_and_goes_on(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    QTest.keyClicks(desk.panel.title, "Chase")
    QTest.keyClick(desk.panel.title, Qt.Key.Key_Return)
    desk.settle()
    assert desk.detail().card.title == "Chase"
    assert not desk.panel.title.hasFocus()


def test_resting_saves_and_the_whole_visit_is_one_undo_step(desk: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(drafts, "REST_MS", 1)
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    before = desk.sentence()
    QTest.keyClicks(desk.panel.title, "Chase")
    desk.qtbot.waitUntil(lambda: desk.detail().card.title == "Chase")
    QTest.keyClicks(desk.panel.title, " payers")
    desk.qtbot.waitUntil(lambda: desk.detail().card.title == "Chase payers")
    desk.leave_field()
    desk.undo()
    assert desk.detail().card.title == "Send invoices"
    assert desk.panel.title.toPlainText() == "Send invoices"
    assert desk.sentence() == before


def test_a_refused_title_shows_again_what_is_stored(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    QTest.keyClick(desk.panel.title, Qt.Key.Key_Delete)
    with desk.qtbot.waitSignal(desk.store.refused):
        desk.leave_field()
    assert desk.panel.title.toPlainText() == "Send invoices"
    assert desk.detail().card.title == "Send invoices"


def test_a_change_from_elsewhere_shows_but_does_not_disturb_the_typing(desk: Any) -> None:
    task = desk.ids["Send invoices"]
    desk.panel.open(task)
    desk.tab.notes.setFocus()
    QTest.keyClicks(desk.tab.notes, "Half typed ")
    desk.run(tasks.edit_task, task, title="Bill the clinics", notes="Theirs")
    assert desk.panel.title.toPlainText() == "Bill the clinics"
    assert desk.tab.notes.toPlainText().startswith("Half typed")
    desk.leave_field()
    assert desk.detail().notes.startswith("Half typed")


def test_flush_before_an_undo_takes_back_what_was_just_typed(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.tab.notes.setFocus()
    QTest.keyClicks(desk.tab.notes, "Not yet saved. ")
    desk.undo()
    assert desk.detail().notes == "From the shop's list"
    assert desk.tab.notes.toPlainText() == "From the shop's list"


def test_opening_another_card_saves_the_first_one(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.tab.notes.setFocus()
    QTest.keyClicks(desk.tab.notes, "A. ")
    desk.panel.open(desk.ids["Water the plants"])
    desk.settle()
    assert desk.detail().notes == "A. From the shop's list"
    assert desk.detail("Water the plants").notes == ""
    assert desk.tab.notes.toPlainText() == ""
    assert desk.panel.title.toPlainText() == "Water the plants"


def test_closing_saves_and_gives_the_keyboard_back(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    QTest.keyClicks(desk.panel.title, "Chase")
    with desk.qtbot.waitSignals([desk.panel.closed, desk.panel.left]):
        desk.qtbot.mouseClick(desk.panel.close_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.panel.isHidden() and desk.panel.task_id is None
    assert desk.detail().card.title == "Chase"


def test_escape_saves_and_returns_to_the_board(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.tab.notes.setFocus()
    QTest.keyClicks(desk.tab.notes, "A. ")
    with desk.qtbot.waitSignal(desk.panel.left):
        QTest.keyClick(desk.tab.notes, Qt.Key.Key_Escape)
    desk.settle()
    assert desk.panel.isVisible()
    assert desk.detail().notes.startswith("A. ")


def test_a_binned_card_closes_the_panel_and_says_so(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    with desk.qtbot.waitSignal(desk.panel.said) as said:
        desk.run(tasks.bin_tasks, [desk.ids["Send invoices"]])
    assert said.args == ["“Send invoices” is no longer on the board"]
    assert desk.panel.isHidden() and desk.panel.task_id is None


def test_a_card_that_is_gone_is_not_opened(desk: Any) -> None:
    with desk.qtbot.waitSignal(desk.panel.said):
        desk.panel.open(4711)
    assert desk.panel.isHidden()


def test_tabs_are_task_and_history_and_the_history_is_in_words(desk: Any) -> None:
    task = desk.ids["Send invoices"]
    desk.panel.open(task)
    desk.qtbot.mouseClick(desk.tab.decision.segment("core"), Qt.MouseButton.LeftButton)
    desk.settle()
    desk.panel.show_tab("history")
    history = desk.panel.findChild(QWidget, "history")
    model = history.model()
    lines = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert lines[0] == "Today"
    assert lines[1] == "Moved from To set up to Core"
    assert lines[-1] == "Added"
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("moved from To set up to Core, today ")


def test_a_long_history_is_read_page_by_page(desk: Any, qtmodeltester: Any) -> None:
    task = desk.ids["Send invoices"]

    def edit_often(board: Any) -> None:
        for number in range(230):
            tasks.edit_task(board, task, notes=f"{number}")

    desk.run(edit_often)
    desk.panel.open(task)
    desk.panel.show_tab("history")
    history = desk.panel.findChild(QWidget, "history")
    model = history.model()
    shown = model.rowCount()
    assert shown < 231
    history.scrollToBottom()
    model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == 1 + len(read_history(desk.store.board, task, 1000))
    qtmodeltester.check(model)


def test_every_part_that_takes_the_keyboard_has_a_name(desk: Any) -> None:
    QAccessible.setActive(True)
    desk.panel.open(desk.ids["Send invoices"])
    desk.tab.more.click()
    assert _nameless(QAccessible.queryAccessibleInterface(desk.panel)) == []


def test_tab_reaches_every_field_in_reading_order(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    desk.edit_title()
    seen: list[QWidget] = []
    for _ in range(60):
        now = desk.window.focusWidget()
        if now in seen:
            break
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    tab = desk.tab
    rows = tab.steps.rows
    wanted = [
        desk.panel.title,
        tab.decision.segment("delegable"),
        tab.column,
        tab.timing.due,
        tab.timing.repeats,
        tab.timing.minutes,
        tab.tags.line,
        tab.assistants.line,
        tab.notes,
        rows[0].check,
        rows[0].text,
        rows[3].text,
        tab.steps.add_line,
        tab.links.links[0],
        tab.comments.box,
        desk.panel.close_button,
    ]
    assert [widget for widget in seen if widget in wanted] == wanted


def test_html_in_a_title_or_comment_is_shown_as_text(desk: Any) -> None:
    task = desk.ids["Send invoices"]
    desk.run(tasks.edit_task, task, title="<b>x</b>")
    desk.panel.open(task)
    assert desk.panel.title.toPlainText() == "<b>x</b>"
    assert read_detail(desk.store.board, task).card.title == "<b>x</b>"


def _nameless(root: QAccessibleInterface) -> list[str]:
    bad: list[str] = []

    def walk(node: QAccessibleInterface, path: str) -> None:
        state = node.state()
        here = f"{path}/{node.role().name}"
        if state.focusable and not state.invisible and not node.text(QAccessible.Text.Name):
            bad.append(here)
        for at in range(node.childCount()):
            child = node.child(at)
            if child is not None and child.isValid():
                walk(child, here)

    walk(root, "")
    return bad

"""The checklist, by real keys, clicks and drops."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models import steps, tasks
from models.uid import new_uid
from ui.panel import drafts
from ui.panel.step_row import Grip
from ui.panel.steps_list import SHOWN_AT_FIRST

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def checklist(desk: Any) -> Any:
    desk.panel.open(desk.ids["Send invoices"])
    return desk.tab.steps


def stored(desk: Any) -> list[str]:
    return [step.text for step in desk.detail().steps]


def shown(checklist: Any) -> list[str]:
    return [row.text.toPlainText() for row in checklist.rows]


def test_a_tick_is_stored_and_counted(desk: Any, checklist: Any) -> None:
    assert desk.tab._steps_part.heading == "Steps · 1 of 4"
    desk.qtbot.mouseClick(checklist.rows[0].check, LEFT)
    desk.settle()
    assert desk.detail().steps[0].done
    assert desk.tab._steps_part.heading == "Steps · 2 of 4"
    desk.undo()
    assert not checklist.rows[0].check.isChecked()


def test_a_step_is_edited_in_place(desk: Any, checklist: Any) -> None:
    checklist.rows[2].enter()
    QTest.keyClicks(checklist.rows[2].text, " the prices")
    desk.leave_field()
    assert stored(desk)[2] == "Check the prices"


def test_enter_in_a_step_makes_the_next_one(desk: Any, checklist: Any) -> None:
    checklist.rows[0].enter()
    QTest.keyClick(checklist.rows[0].text, Qt.Key.Key_Return)
    QTest.keyClicks(desk.window.focusWidget(), "Count")
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(desk.window.focusWidget(), "Sort")
    desk.leave_field()
    assert stored(desk) == ["Export", "Count", "Sort", "Draft", "Check", "Send"]
    assert shown(checklist) == stored(desk)


def test_a_new_step_left_empty_is_no_step(desk: Any, checklist: Any) -> None:
    checklist.rows[0].enter()
    QTest.keyClick(checklist.rows[0].text, Qt.Key.Key_Return)
    assert len(checklist.rows) == 5
    desk.leave_field()
    assert len(checklist.rows) == 4
    assert len(desk.detail().steps) == 4


def test_a_new_step_can_be_edited_before_the_board_has_answered(
    desk: Any, checklist: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(drafts, "REST_MS", 1)
    checklist.rows[0].enter()
    QTest.keyClick(checklist.rows[0].text, Qt.Key.Key_Return)
    row = checklist.rows[1]
    QTest.keyClicks(row.text, "Co")
    row.draft.save()
    QTest.keyClicks(row.text, "unt")
    row.draft.save()
    desk.settle()
    assert stored(desk)[:2] == ["Export", "Count"]


def test_steps_are_added_at_the_end_one_after_another(desk: Any, checklist: Any) -> None:
    line = checklist.add_line
    line.setFocus()
    for text in ("File the PDF", "Chase"):
        QTest.keyClicks(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    assert stored(desk)[-2:] == ["File the PDF", "Chase"]
    assert line.hasFocus() and line.text() == ""


def test_a_pasted_list_becomes_several_steps(desk: Any, checklist: Any) -> None:
    QApplication.clipboard().setText("- Weigh\n- Pack\n\n- Label")
    checklist.add_line.setFocus()
    QTest.keyClick(checklist.add_line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.settle()
    assert stored(desk)[-3:] == ["Weigh", "Pack", "Label"]


def test_alt_and_arrows_move_a_step_and_keep_the_keyboard_in_it(desk: Any, checklist: Any) -> None:
    row = checklist.rows[3]
    row.enter()
    QTest.keyClick(row.text, Qt.Key.Key_Up, ALT)
    desk.settle()
    assert stored(desk) == ["Export", "Draft", "Send", "Check"]
    for _ in range(3):
        QTest.keyClick(row.text, Qt.Key.Key_Up, ALT)
    desk.settle()
    assert stored(desk) == ["Send", "Export", "Draft", "Check"]
    assert row.text.hasFocus()
    QTest.keyClick(row.text, Qt.Key.Key_Down, ALT)
    desk.settle()
    assert stored(desk) == ["Export", "Send", "Draft", "Check"]
    assert shown(checklist) == stored(desk)


def test_arrows_walk_from_step_to_step(desk: Any, checklist: Any) -> None:
    checklist.rows[0].enter()
    QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Down)
    assert checklist.rows[1].text.hasFocus()
    for _ in range(3):
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Down)
    assert checklist.add_line.hasFocus()


def test_the_cross_delete_and_backspace_remove_a_step(desk: Any, checklist: Any) -> None:
    row = checklist.rows[3]
    desk.qtbot.mouseMove(row)
    row.cross.show()
    desk.qtbot.mouseClick(row.cross, LEFT)
    desk.settle()
    assert stored(desk) == ["Export", "Draft", "Check"]
    checklist.rows[0].check.setFocus()
    QTest.keyClick(checklist.rows[0].check, Qt.Key.Key_Delete)
    desk.settle()
    assert stored(desk) == ["Draft", "Check"]
    second = checklist.rows[1]
    second.enter()
    second.text.selectAll()
    QTest.keyClick(second.text, Qt.Key.Key_Backspace)
    QTest.keyClick(second.text, Qt.Key.Key_Backspace)
    desk.settle()
    assert stored(desk) == ["Draft"]
    assert checklist.rows[0].text.hasFocus()
    desk.undo()
    assert stored(desk) == ["Draft", "Check"]


def test_a_drag_by_the_grip_puts_a_step_where_the_line_was(
    desk: Any, checklist: Any, monkeypatch: Any
) -> None:
    def run_drag(grip: Grip, drag: Any) -> None:
        monkeypatch.setattr(run_drag, "carried", drag.mimeData(), raising=False)

    monkeypatch.setattr(Grip, "run_drag", run_drag)
    grip = checklist.rows[3].grip
    QTest.mousePress(grip, LEFT, pos=QPoint(4, 4))
    QTest.mouseMove(grip, QPoint(4, -20))
    carried: QMimeData = run_drag.carried  # type: ignore[attr-defined]
    above = checklist.rows[1].geometry()
    desk.drop(checklist, carried, QPoint(60, above.top() + 3))
    desk.settle()
    assert stored(desk) == ["Export", "Send", "Draft", "Check"]
    assert shown(checklist) == stored(desk)


def test_a_step_of_another_card_cannot_be_dropped_here(desk: Any, checklist: Any) -> None:
    carried = QMimeData()
    carried.setData("application/x-delegation-step", b"somebody-else")
    assert not desk.drop(checklist, carried, QPoint(60, 5))
    desk.settle()
    assert stored(desk) == ["Export", "Draft", "Check", "Send"]


def test_a_change_elsewhere_leaves_the_typed_step_alone(desk: Any, checklist: Any) -> None:
    row = checklist.rows[1]
    row.enter()
    QTest.keyClicks(row.text, " them")
    desk.run(steps.delete_step, desk.detail().steps[0].id)
    desk.run(tasks.edit_task, desk.ids["Send invoices"], notes="x")
    assert shown(checklist) == ["Draft them", "Check", "Send"]
    assert row.text.hasFocus()
    desk.leave_field()
    assert stored(desk) == ["Draft them", "Check", "Send"]


def test_a_very_long_checklist_shows_the_rest_when_asked(desk: Any) -> None:
    plants = desk.ids["Water the plants"]

    def add_many(board: Any) -> None:
        for number in range(SHOWN_AT_FIRST + 15):
            steps.add_step(board, plants, f"Pot {number}", new_uid())

    desk.run(add_many)
    desk.panel.open(plants)
    checklist = desk.tab.steps
    assert len(checklist.rows) == SHOWN_AT_FIRST
    desk.qtbot.mouseClick(checklist.show_all, LEFT)
    assert len(checklist.rows) == SHOWN_AT_FIRST + 15
    assert desk.tab._steps_part.heading == f"Steps · 0 of {SHOWN_AT_FIRST + 15}"


@pytest.mark.xcb
def test_a_real_drag_on_a_screen_moves_a_step(desk: Any, checklist: Any) -> None:
    screen = desk.window.windowHandle()
    desk.qtbot.waitUntil(lambda: checklist.rows[3].grip.isVisible())
    start = checklist.rows[3].grip.mapTo(desk.window, QPoint(4, 6))
    row = checklist.rows[1]
    end = row.mapTo(desk.window, QPoint(60, 3))

    def finish() -> None:
        QTest.mouseMove(screen, end)
        QTest.mouseMove(screen, end + QPoint(1, 0))
        QTest.mouseRelease(screen, LEFT, Qt.KeyboardModifier.NoModifier, end)

    QTest.mousePress(screen, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTimer.singleShot(150, finish)
    QTest.mouseMove(screen, start - QPoint(0, 6))
    QTest.mouseMove(screen, start - QPoint(0, 20))
    desk.settle()
    assert stored(desk) == ["Export", "Send", "Draft", "Check"]

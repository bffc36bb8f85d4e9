"""The quick-add line by real keys: what is understood, what Enter makes of it, and pasted lists."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.drafts import TaskDraft
from models.repeats import Repeat
from ui.quick_add import QuickAddLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TODAY = dt.date(2026, 11, 23)
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def line(qtbot: Any) -> Iterator[QuickAddLine]:
    window = QWidget()
    window.resize(900, 400)
    rows = QVBoxLayout(window)
    made = QuickAddLine(lambda: TODAY)
    rows.addWidget(made)
    rows.addWidget(QLineEdit())
    rows.addStretch(1)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.setFocus()
    yield made


@pytest.fixture
def added(line: QuickAddLine) -> list[list[TaskDraft]]:
    heard: list[list[TaskDraft]] = []
    line.added.connect(heard.append)
    return heard


def paste(line: QuickAddLine, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(line, Qt.Key.Key_V, CONTROL)


def test_what_is_understood_is_shown_while_it_is_typed(line: QuickAddLine) -> None:
    QTest.keyClicks(line, "Send invoices")
    assert not line.strip.isVisible()
    QTest.keyClicks(line, " every month 45m #books @Maya by friday")
    assert line.strip.isVisible()
    assert line.strip.parts == ["Send invoices", "monthly", "45 min", "#books", "Maya", "Fri 27 Nov"]
    assert line.accessibleDescription() == "Send invoices · monthly · 45 min · #books · Maya · Fri 27 Nov"
    assert line.hasFocus()


def test_enter_adds_a_card_and_empties_the_line(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    QTest.keyClicks(line, "Send invoices every month 45m #books @Maya by friday")
    QTest.keyClick(line, Qt.Key.Key_Return)
    (draft,) = added[0]
    assert draft.title == "Send invoices"
    assert draft.repeat == Repeat(1, "month")
    assert draft.seconds_per_run == 45 * 60
    assert (draft.tags, draft.assistants) == (["books"], ["Maya"])
    assert draft.due == dt.date(2026, 11, 27)
    assert draft.uid
    assert line.text() == "" and not line.strip.isVisible() and line.hasFocus()


@pytest.mark.parametrize("key", [PLAIN, CONTROL])
def test_a_formula_gets_a_sentence_at_the_line_and_adds_nothing(
    line: QuickAddLine, added: list[list[TaskDraft]], key: Qt.KeyboardModifier
) -> None:
    opened: list[object] = []
    line.added_and_open.connect(opened.append)
    QTest.keyClicks(line, "=1+1 #books")
    QTest.keyClick(line, Qt.Key.Key_Return, key)
    assert added == [] and opened == []
    assert line.text() == "=1+1 #books" and line.hasFocus()
    assert line.strip.isVisible() and line.strip.parts == ["A title cannot be a formula: =1+1"]
    assert line.accessibleDescription() == "A title cannot be a formula: =1+1"
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClicks(line, "Sum ")
    assert line.strip.parts == ["Sum =1+1", "#books"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [draft.title for draft in added[0]] == ["Sum =1+1"]


def test_pasted_lines_are_taken_as_text_whatever_they_hold(
    line: QuickAddLine, added: list[list[TaskDraft]]
) -> None:
    paste(line, "=1+1\nBuy gloves")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [draft.title for draft in added[0]] == ["=1+1", "Buy gloves"]


def test_control_enter_adds_and_opens(qtbot: Any, line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    QTest.keyClicks(line, "Pay rent")
    with qtbot.waitSignal(line.added_and_open) as heard:
        QTest.keyClick(line, Qt.Key.Key_Return, CONTROL)
    assert heard.args[0][0].title == "Pay rent"
    assert added == []


def test_an_empty_line_adds_nothing(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    QTest.keyClicks(line, "   ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert added == []


def test_escape_empties_the_line_and_then_leaves_it(qtbot: Any, line: QuickAddLine) -> None:
    left: list[bool] = []
    line.left.connect(lambda: left.append(True))
    QTest.keyClicks(line, "Pay rent 45m")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "" and not line.strip.isVisible() and left == []
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert left == [True]


def test_several_pasted_lines_ask_one_question(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    paste(line, "- Pay rent monthly\n- Send invoices #books\n\n* Water the plants\n")
    assert line.strip.question.startswith("Add 3 card")
    assert added == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [draft.title for draft in added[0]] == ["Pay rent", "Send invoices", "Water the plants"]
    assert added[0][0].repeat == Repeat(1, "month")
    assert added[0][1].tags == ["books"]
    assert len({draft.uid for draft in added[0]}) == 3
    assert line.text() == "" and line.strip.question == ""


def test_pasted_lines_can_be_one_card(line: QuickAddLine, added: list[list[TaskDraft]], qtbot: Any) -> None:
    paste(line, "Trade fair\nBook the hotel\nPrint the banner")
    qtbot.mouseClick(line.strip.one, Qt.MouseButton.LeftButton)
    (draft,) = added[0]
    assert (draft.title, draft.notes) == ("Trade fair", "Book the hotel\nPrint the banner")
    assert not line.strip.isVisible()


def test_the_question_is_answered_by_keyboard_alone(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    paste(line, "Trade fair\nBook the hotel")
    reached: list[QWidget] = []
    for _ in range(3):
        QTest.keyClick(line.window().focusWidget(), Qt.Key.Key_Tab)
        reached.append(line.window().focusWidget())
    assert reached == [line.strip.many, line.strip.one, line.strip.cancel]
    QTest.keyClick(line.strip.cancel, Qt.Key.Key_Return)
    assert added == [] and line.text() == "" and line.hasFocus()


def test_escape_cancels_the_question(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    paste(line, "Trade fair\nBook the hotel")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert added == [] and line.text() == "" and not line.strip.isVisible()


def test_one_pasted_line_with_a_break_is_just_a_line(
    line: QuickAddLine, added: list[list[TaskDraft]]
) -> None:
    paste(line, "- Pay rent\n")
    assert line.text() == "Pay rent"
    assert not line.strip.isVisible()
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [draft.title for draft in added[0]] == ["Pay rent"]


def test_a_known_tag_is_completed(line: QuickAddLine, added: list[list[TaskDraft]]) -> None:
    line.offer(["books", "IT"], ["Maya"])
    QTest.keyClicks(line, "Pay rent #bo")
    assert line._completer.offered == ["#books"]
    popup = line._completer._popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == "Pay rent #books "
    assert added == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert added[0][0].tags == ["books"]


def test_enter_takes_the_typed_tag_while_others_are_offered(
    line: QuickAddLine, added: list[list[TaskDraft]]
) -> None:
    line.offer(["books"], [])
    QTest.keyClicks(line, "Pay rent #bo")
    QTest.keyClick(line._completer._popup, Qt.Key.Key_Return)
    assert added[0][0].tags == ["bo"]
    assert line._completer.offered == []


def test_a_text_from_elsewhere_is_taken_as_if_pasted(
    line: QuickAddLine, added: list[list[TaskDraft]]
) -> None:
    line.take_text("One\nTwo")
    assert line.strip.question
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(added[0]) == 2


def test_everything_that_takes_the_keyboard_has_a_name(line: QuickAddLine) -> None:
    line.take_text("One\nTwo")
    assert line.accessibleName() == "Add a task"
    assert all(button.text() for button in line.strip.findChildren(QPushButton))

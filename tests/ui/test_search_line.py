"""The search line by real keys."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.search import parse_query
from ui.search_line import SearchLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def line(qtbot: Any) -> Iterator[SearchLine]:
    window = QWidget()
    window.resize(700, 400)
    rows = QVBoxLayout(window)
    made = SearchLine()
    rows.addWidget(made)
    rows.addStretch(1)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    made.setFocus()
    yield made


@pytest.fixture
def asked(line: SearchLine) -> list[str]:
    heard: list[str] = []
    line.query_changed.connect(heard.append)
    return heard


def test_every_letter_asks_at_once(line: SearchLine, asked: list[str]) -> None:
    QTest.keyClicks(line, "inv")
    assert asked == ["i", "in", "inv"]


def test_the_count_is_shown_and_spoken(line: SearchLine) -> None:
    QTest.keyClicks(line, "inv")
    line.show_count(12)
    assert line.count_text == "12 found"
    assert line.accessibleDescription() == "12 found"
    line.show_count(None)
    assert line.count_text == ""


def test_escape_empties_the_line_and_then_goes_back(line: SearchLine, asked: list[str]) -> None:
    left: list[bool] = []
    line.left.connect(lambda: left.append(True))
    QTest.keyClicks(line, "x")
    line.show_count(0)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), asked, left, line.count_text) == ("", ["x", ""], [], "")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert left == [True]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_enter_and_down_go_to_what_was_found(line: SearchLine, key: Qt.Key) -> None:
    left: list[bool] = []
    line.left.connect(lambda: left.append(True))
    QTest.keyClicks(line, "zz")
    QTest.keyClick(line, key)
    assert left == [True]
    assert line.text() == "zz"


def test_the_forms_are_listed_and_taken_over(qtbot: Any, line: SearchLine, asked: list[str]) -> None:
    QTest.keyClick(line, Qt.Key.Key_F1)
    assert line.help is not None and line.help.isVisible()
    QTest.keyClick(line.help.buttons[0], Qt.Key.Key_Down)
    qtbot.mouseClick(line.help.buttons[0], Qt.MouseButton.LeftButton)
    assert not line.help.isVisible()
    assert asked == ["is:overdue"]
    assert line.text() == "is:overdue"


def test_every_listed_form_is_understood_by_the_search(line: SearchLine) -> None:
    line.open_help()
    assert line.help is not None
    for button in line.help.buttons:
        query = parse_query(button.text() if not button.text().endswith(":") else button.text() + "x")
        assert query.filters or button.text().startswith('"')
    line.help.hide()


def test_a_filter_is_completed_from_the_boards_names(line: SearchLine, asked: list[str]) -> None:
    line.offer(["books"], ["Core", "To set up"], ["Maya"])
    QTest.keyClicks(line, "stage:set")
    assert line._completer.offered == ['stage:"To set up"']
    popup = line._completer._popup
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert line.text() == 'stage:"To set up" '
    assert asked[-1] == 'stage:"To set up" '
    assert parse_query(line.text()).filters == (("stage", "to set up"),)


def test_typing_on_while_a_list_is_open_keeps_asking(line: SearchLine, asked: list[str]) -> None:
    QTest.keyClicks(line, "is:o")
    assert line._completer.offered
    QTest.keyClicks(line._completer._popup, "v")
    assert asked[-1] == "is:ov"


def test_a_query_chosen_elsewhere_is_asked(line: SearchLine, asked: list[str]) -> None:
    line.show_query("is:binned")
    assert asked == ["is:binned"]

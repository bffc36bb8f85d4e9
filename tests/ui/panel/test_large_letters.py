"""The panel with the letters of somebody who needs them twice as large."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel

from ui.panel.field_row import FieldRow
from ui.panel.style import MOST_WIDTH, WIDTH


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    twice = QFont(before)
    twice.setPointSizeF(before.pointSizeF() * 2)
    qapp.setFont(twice)
    yield
    qapp.setFont(before)


def test_nothing_of_the_task_tab_is_cut_off(large: None, desk: Any) -> None:
    desk.panel.open(next(iter(desk.ids.values())))
    assert WIDTH < desk.panel.sizeHint().width() <= MOST_WIDTH
    desk.panel.setFixedWidth(desk.panel.sizeHint().width())
    tab = desk.panel.task_tab
    desk.qtbot.waitUntil(lambda: tab.viewport().width() > WIDTH)
    assert tab.widget().minimumSizeHint().width() <= tab.viewport().width()
    rows = tab.findChildren(FieldRow)
    assert rows
    for row in rows:
        for label in row.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.sizeHint().width() <= label.width(), label.text()

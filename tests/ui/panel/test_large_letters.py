"""The panel with the letters of somebody who needs them twice as large."""

from typing import Any

from PySide6.QtWidgets import QLabel

from ui.panel.field_row import FieldRow
from ui.panel.style import MOST_WIDTH, WIDTH


def test_nothing_of_the_task_tab_is_cut_off(large_letters: None, desk: Any) -> None:
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


def test_every_tab_keeps_its_name(large_letters: None, desk: Any) -> None:
    desk.panel.open(next(iter(desk.ids.values())))
    desk.panel.setFixedWidth(desk.panel.sizeHint().width())
    bar = desk.panel._tabs.bar
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        desk.qtbot.waitUntil(lambda: all(bar.rect().contains(bar.tabRect(one)) for one in range(bar.count())))

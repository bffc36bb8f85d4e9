"""The line at the top: where room is short, words go before controls."""

import pytest
from PySide6.QtCore import Qt

from models.drafts import TaskDraft
from models.repeats import Repeat
from tests.stories.desk import Desk, events

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_menus_and_lines_keep_their_room_and_words_give_way(desk: Desk) -> None:
    hours = TaskDraft("Inbox", repeat=Repeat(1, "week"), seconds_per_run=7200, assistants=["Maya"])
    window = desk.window(desk.board(unsorted=["One"], handed_over=[hours])).window
    header = window.header
    window.resize(1400, 800)
    events()
    assert header.undo.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert header.hero.isVisible() and header.under.isVisible()
    widths = []
    for width in range(1400, 620, -20):
        window.resize(width, 800)
        events()
        widths.append(window.quick_add.width())
    assert header.undo.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    assert not header.under.isVisible() and not header.hero.isVisible()
    assert min(widths) > header.fontMetrics().averageCharWidth() * 20
    assert "2 h a week" in header.hero.toolTip()
    window.resize(1400, 800)
    events()
    assert header.under.isVisible()

"""Who fits best, in the tab Brief: with reasons, and one click from the hand-over."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from models import assistants, handovers, tasks
from models.assistant_erase import erase
from models.hands import Terms
from ui.panel.best_fit_box import BestFitBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def box(desk: Any) -> BestFitBox:
    desk.panel.open(desk.ids["Send invoices"])
    desk.panel.show_tab("brief")
    found: BestFitBox = desk.panel.brief_tab.fit
    return found


def test_the_one_with_the_skill_is_named_and_one_press_hands_over(desk: Any) -> None:
    task = desk.ids["Send invoices"]
    (maya,) = assistants.read_assistants(desk.store.board)
    desk.run(assistants.add_assistant, "Ines", "Lagos")
    (ines,) = (one.id for one in assistants.read_assistants(desk.store.board) if one.name == "Ines")
    desk.run(assistants.edit_assistant, maya.id, skills=["cold calls"])
    desk.run(assistants.edit_assistant, ines, skills=["books"])
    desk.run(tasks.edit_task, task, skills="books")
    shown = box(desk)
    desk.qtbot.waitUntil(shown.isVisible)
    assert shown.heading.text() == "Best fit: Ines"
    assert "has books" in shown.reasons.text()
    shown.give.setFocus()
    with desk.qtbot.waitSignal(desk.panel.hand_over_to) as caught:
        QTest.keyClick(shown.give, Qt.Key.Key_Return)
    assert caught.args == [task, ines]
    desk.run(handovers.hand_over, [task], Terms(ines))
    desk.qtbot.waitUntil(lambda: not shown.isVisible())


def test_with_nobody_to_give_it_to_the_box_goes_away(desk: Any) -> None:
    shown = box(desk)
    desk.qtbot.waitUntil(lambda: shown.heading.text() == "Best fit: Maya" and shown.isVisible())
    (maya,) = assistants.read_assistants(desk.store.board)
    desk.run(erase, maya.id)
    desk.qtbot.waitUntil(lambda: not shown.isVisible())

"""The part Time of the opened card: the timer's button, what was logged, what was measured."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from models import timelog

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def time(desk: Any) -> Any:
    desk.panel.open(desk.ids["Water the plants"])
    desk.settle()
    return desk.tab.time


def log(desk: Any, *minutes: int, plate: str = "") -> None:
    for spent in minutes:
        desk.run(timelog.log_time, desk.ids["Water the plants"], "", spent * 60, None, plate)


def test_the_button_asks_the_window_to_start_and_to_stop(desk: Any, time: Any) -> None:
    plants = desk.ids["Water the plants"]
    assert time.timer.accessibleName() == "Start the timer"
    with desk.qtbot.waitSignal(desk.panel.timer_asked) as asked:
        desk.qtbot.mouseClick(time.timer, LEFT)
    assert asked.args == [plants]
    desk.run(timelog.start_timer, plants)
    assert time.timer.accessibleName() == "Stop the timer"
    desk.run(timelog.discard_timer)
    assert time.timer.accessibleName() == "Start the timer"


def test_a_timer_on_another_card_is_not_this_ones(desk: Any, time: Any) -> None:
    desk.run(timelog.start_timer, desk.ids["Send invoices"])
    assert time.timer.accessibleName() == "Start the timer"


def test_log_time_asks_the_window(desk: Any, time: Any) -> None:
    with desk.qtbot.waitSignal(desk.panel.log_asked) as asked:
        desk.qtbot.mouseClick(time.log, LEFT)
    assert asked.args == [desk.ids["Water the plants"]]


def test_entries_are_listed_with_whose_they_were(desk: Any, time: Any) -> None:
    assert time.heading == "Time"
    log(desk, 25)
    log(desk, 40, plate="Tom <b>")
    texts = sorted(line.text() for line in time.lines)
    assert [text.split(" · ")[0] for text in texts] == ["25 min", "40 min"]
    assert texts[1].endswith(" · Tom <b>")
    assert time.heading == "Time · 1 h 5 min so far"


def test_three_runs_are_called_measured(desk: Any, time: Any) -> None:
    log(desk, 10, 40)
    assert desk.detail("Water the plants").card.estimate == ""
    log(desk, 20)
    assert time.heading == "Time · measured: 20 min each time"
    assert desk.tab.timing.minutes.text() == "20 min"


def test_hours_of_a_measured_task_do_not_say_about(desk: Any) -> None:
    desk.panel.open(desk.ids["Send invoices"])
    assert desk.tab.timing.minutes_row.aside == "about 1.5 h a week"
    for _ in range(3):
        desk.run(timelog.log_time, desk.ids["Send invoices"], "", 3600)
    assert desk.tab.timing.minutes_row.aside == "measured, 1 h a week"


def test_delete_takes_an_entry_off_and_undo_brings_it_back(desk: Any, time: Any) -> None:
    log(desk, 25, 40)
    time.lines[0].setFocus()
    desk.qtbot.keyClick(time.lines[0], Qt.Key.Key_Delete)
    desk.settle()
    assert len(time.lines) == 1
    assert time.lines[0].hasFocus()
    desk.undo()
    assert len(time.lines) == 2


def test_a_click_on_the_cross_takes_an_entry_off_and_one_beside_it_does_not(desk: Any, time: Any) -> None:
    log(desk, 25)
    line = time.lines[0]
    desk.qtbot.waitUntil(lambda: line.height() > 10)
    desk.qtbot.mouseClick(line, LEFT, pos=QPoint(30, line.height() // 2))
    desk.settle()
    assert len(time.lines) == 1
    desk.qtbot.mouseClick(line, LEFT, pos=line.cross_rect().center())
    desk.settle()
    assert time.lines == []


def test_a_long_list_shows_the_newest_and_the_rest_when_asked(desk: Any, time: Any) -> None:
    log(desk, *range(1, 9))
    assert len(time.lines) == 5
    assert "3" in time._earlier.text()
    desk.qtbot.waitUntil(lambda: time._earlier.height() > 10)
    desk.qtbot.mouseClick(time._earlier, LEFT)
    assert len(time.lines) == 8

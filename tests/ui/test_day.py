"""The owner's day."""

import datetime as dt

from pytestqt.qtbot import QtBot

from ui.day import Day

MONDAY = dt.date(2026, 11, 23)


class Clock:
    def __init__(self) -> None:
        self.day = MONDAY

    def __call__(self) -> dt.date:
        return self.day


def test_a_new_day_is_told_once(qtbot: QtBot) -> None:
    clock = Clock()
    day = Day(clock)
    came: list[dt.date] = []
    day.came.connect(came.append)
    day.look()
    assert came == []
    clock.day += dt.timedelta(days=1)
    day.look()
    day.look()
    assert came == [dt.date(2026, 11, 24)]


def test_after_a_long_sleep_and_after_the_clock_was_set_back(qtbot: QtBot) -> None:
    clock = Clock()
    day = Day(clock)
    came: list[dt.date] = []
    day.came.connect(came.append)
    for days in (30, -31):
        clock.day += dt.timedelta(days=days)
        day.look()
    assert came == [dt.date(2026, 12, 23), dt.date(2026, 11, 22)]


def test_it_looks_by_itself(qtbot: QtBot) -> None:
    clock = Clock()
    day = Day(clock)
    assert day._timer.isActive() and 1_000 <= day._timer.interval() <= 60_000
    clock.day += dt.timedelta(days=1)
    day._timer.setInterval(1)
    with qtbot.waitSignal(day.came):
        pass

"""Time without input: the board's own windows, and the system's count where there is one."""

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import Idle, system_idle


class Clock:
    """Seconds, turned by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    qtbot.waitExposed(line)
    return line


def test_a_key_and_a_mouse_button_begin_anew(window: QWidget) -> None:
    clock = Clock()
    idle = Idle(clock, lambda: None, window)
    idle.watch()
    clock.now += 700
    assert idle.seconds() == 700
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert idle.seconds() == 0
    clock.now += 60
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    assert idle.seconds() == 0
    idle.rest()


def test_a_window_that_opens_later_is_watched_too(window: QWidget, qtbot: QtBot) -> None:
    clock = Clock()
    idle = Idle(clock, lambda: None, window)
    idle.watch()
    dialog = QLineEdit()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    clock.now += 700
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    assert idle.seconds() == 0
    dialog.close()
    clock.now += 5
    assert idle.seconds() == 5
    idle.rest()


def test_while_it_rests_nothing_is_watched(window: QWidget) -> None:
    clock = Clock()
    idle = Idle(clock, lambda: None, window)
    idle.watch()
    idle.rest()
    clock.now += 700
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert idle.seconds() == 700
    idle.watch()
    assert idle.seconds() == 0
    idle.rest()


@pytest.mark.parametrize(("system", "idle_for"), [(None, 700), (3.0, 3), (9_000.0, 700)])
def test_the_shorter_of_both_counts_is_true(window: QWidget, system: float | None, idle_for: float) -> None:
    clock = Clock()
    idle = Idle(clock, lambda: system, window)
    idle.watch()
    clock.now += 700
    assert idle.seconds() == idle_for
    idle.rest()


def test_without_a_count_of_the_system_none_is_made_up(window: QWidget) -> None:
    if os.environ["QT_QPA_PLATFORM"] == "offscreen":
        assert system_idle()() is None or system_idle()() >= 0.0  # type: ignore[operator]


@pytest.mark.xcb
def test_an_x_server_tells_its_idle_time(window: QWidget) -> None:
    seconds = system_idle()()
    assert seconds is None or 0 <= seconds < 3600

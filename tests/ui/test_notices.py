"""Messages outside the window: shown by a desktop on a real bus, clicked there, and said where none is."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

if sys.platform != "linux":
    pytest.skip("D-Bus is the way of desktops on Linux", allow_module_level=True)
from tests.ui.desktop import Bus, Desktop
from ui.notices.notice import Notice
from ui.notices.notices import Notices

HOSTILE = 'Pay <b>now</b> & <a href="http://x.example">click</a> <img src="file:///etc/passwd"/>'


@pytest.fixture
def notices(qtbot: QtBot) -> Iterator[Notices]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Notices(window)
    yield made
    made.stop()
    assert "notices" not in {thread.name for thread in threading.enumerate()}


def test_a_message_is_shown_by_the_desktop_with_a_button_that_opens(
    qtbot: QtBot, desktop: Desktop, notices: Notices
) -> None:
    notices.show(Notice("Shop", "Due at 14:00: Call the bank", "", 7))
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    (shown,) = desktop.shown
    assert (shown["name"], shown["title"], shown["text"]) == (
        "Delegation Board",
        "Shop",
        "Due at 14:00: Call the bank",
    )
    assert shown["actions"] == ["default", "Open", "open", "Open"]
    assert shown["hints"]["desktop-entry"] == ("s", "delegation-board")


def test_markup_in_a_title_is_shown_letter_by_letter(
    qtbot: QtBot, desktop: Desktop, notices: Notices
) -> None:
    notices.show(Notice("Shop", HOSTILE, ""))
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    text = desktop.shown[0]["text"]
    assert "<" not in text and ">" not in text
    assert text.startswith("Pay &lt;b&gt;now&lt;/b&gt; &amp; &lt;a href=")


def test_a_desktop_without_markup_gets_the_text_as_it_is(qtbot: QtBot, bus: Bus, notices: Notices) -> None:
    desktop = Desktop(bus, "actions", "body")
    notices.show(Notice("Shop", "Müller & Söhne < 3", ""))
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["text"] == "Müller & Söhne < 3"
    notices.stop()
    desktop.close()


@pytest.mark.parametrize("action", ["default", "open"])
def test_a_click_there_tells_which_card_is_wanted(
    action: str, qtbot: QtBot, desktop: Desktop, notices: Notices
) -> None:
    for task in (7, 9, None):
        notices.show(Notice("Shop", f"card {task}", "", task))
    qtbot.waitUntil(lambda: len(desktop.shown) == 3)
    for number, task in ((2, 9), (3, None), (1, 7)):
        with qtbot.waitSignal(notices.pressed) as pressed:
            desktop.click(number, action)
        assert pressed.args == [task]


def test_a_message_of_another_program_is_not_ours(qtbot: QtBot, desktop: Desktop, notices: Notices) -> None:
    told: list[object] = []
    notices.pressed.connect(told.append)
    notices.show(Notice("Shop", "ours", "", 7))
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    desktop.click(55)
    desktop.click(1)
    qtbot.waitUntil(lambda: bool(told))
    assert told == [7]


def test_a_message_that_comes_while_another_is_shown_is_not_lost(
    qtbot: QtBot, desktop: Desktop, notices: Notices
) -> None:
    for number in range(60):
        notices.show(Notice("Shop", str(number), ""))
    qtbot.waitUntil(lambda: len(desktop.shown) == 60)
    assert [one["text"] for one in desktop.shown] == [str(number) for number in range(60)]
    # Asked for once; and all of it over one connection
    assert desktop.asked.count("GetCapabilities") == 1


def test_where_there_is_no_bus_the_window_has_to_say_it(qtbot: QtBot, notices: Notices) -> None:
    notice = Notice("Shop", "Due today: Order gloves", "")
    with qtbot.waitSignal(notices.unshown) as unshown:
        notices.show(notice)
    assert unshown.args == [notice]
    with qtbot.waitSignal(notices.known) as known:
        notices.probe()
    assert known.args == ["window"]


def test_where_nobody_on_the_bus_shows_messages_the_window_has_to_say_it(
    qtbot: QtBot, bus: Bus, notices: Notices
) -> None:
    with qtbot.waitSignal(notices.unshown):
        notices.show(Notice("Shop", "Due today: Order gloves", ""))
    with qtbot.waitSignal(notices.known) as known:
        notices.probe()
    assert known.args == ["window"]


@pytest.mark.parametrize("does", ["refuse", "be silent"])
def test_a_desktop_that_does_not_answer_is_not_waited_for(
    does: str, qtbot: QtBot, bus: Bus, notices: Notices
) -> None:
    desktop = Desktop(bus, does=does)
    with qtbot.waitSignal(notices.unshown):
        notices.show(Notice("Shop", "Due today: Order gloves", ""))
    desktop.close()


def test_the_settings_are_told_when_the_desktop_shows_messages(
    qtbot: QtBot, desktop: Desktop, notices: Notices
) -> None:
    with qtbot.waitSignal(notices.known) as known:
        notices.probe()
    assert known.args == ["desktop"]
    assert desktop.shown == []


def test_a_bus_that_goes_away_is_found_again(
    qtbot: QtBot,
    bus: Bus,
    desktop: Desktop,
    notices: Notices,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    notices.show(Notice("Shop", "before", ""))
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    bus.close()
    (tmp_path / "second").mkdir()
    second = Bus(tmp_path / "second")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", second.address)
    other = Desktop(second, "actions")
    qtbot.waitUntil(lambda: "notices" not in {thread.name for thread in threading.enumerate()})
    notices.show(Notice("Shop", "after", ""))
    qtbot.waitUntil(lambda: len(other.shown) == 1)
    assert other.shown[0]["text"] == "after"
    notices.stop()
    other.close()
    second.close()

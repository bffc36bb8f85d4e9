"""Reminders on a desktop that shows messages, over a real bus."""

from typing import TYPE_CHECKING

from tests.ui.home import Home, at

if TYPE_CHECKING:
    from tests.ui.desktop import Desktop


def test_the_desktop_shows_it_and_a_click_there_opens_the_card(home: Home, desktop: "Desktop") -> None:
    home.card("Pay <b>now</b>", "10:00")
    window = home.open()
    window.showMinimized()
    home.look(at(27, 9))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["title"] == "Shop"
    assert desktop.shown[0]["text"] == "Due at 10:00: Pay &lt;b&gt;now&lt;/b&gt;"
    assert home.line() == ""
    desktop.click(1, "open")
    home.qtbot.waitUntil(lambda: window.panel.task_id == home.task("Pay <b>now</b>"))
    assert not window.isMinimized() and window.isVisible()


def test_up_to_three_are_told_each_and_more_as_one(home: Home, desktop: "Desktop") -> None:
    for number in range(3):
        home.card(f"ten {number}", "10:00")
    for number in range(4):
        home.card(f"eleven {number}", "11:00")
    home.open()
    home.look(at(27, 8, 59))
    home.look(at(27, 9))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 3)
    assert {one["text"] for one in desktop.shown} == {f"Due at 10:00: ten {n}" for n in range(3)}
    home.look(at(27, 9, 59))
    home.look(at(27, 10))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 4)
    assert (desktop.shown[3]["title"], desktop.shown[3]["text"]) == ("4 things wait for you", "Shop")


def test_started_with_the_computer_what_was_missed_comes_as_a_message(home: Home, desktop: "Desktop") -> None:
    home.open()
    home.close()
    for title in ("Call the bank", "Order gloves"):
        home.card(title, "10:00")
    window = home.open(at(27, 12), small=True)
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["title"] == "2 things wait for you"
    assert desktop.shown[0]["text"].splitlines() == [
        "Due at 10:00: Call the bank",
        "Due at 10:00: Order gloves",
    ]
    assert home.line() == "" and window.isMinimized()


def test_started_with_the_computer_in_quiet_hours_it_waits_for_their_end(
    home: Home, desktop: "Desktop"
) -> None:
    home.open()
    home.close()
    home.card("Call the bank", "10:00")
    home.open(at(28, 9), small=True)
    assert home.line() == "" and desktop.shown == []
    home.look(at(30, 8))
    home.qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    assert desktop.shown[0]["text"] == "Due Fri 27 Nov, 10:00: Call the bank"

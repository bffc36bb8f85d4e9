"""The line at the top: the hours won back, and where room is short, words go before controls."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models import handovers, runs
from models.drafts import TaskDraft
from models.ledger import Hours, Sums
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import edit_task
from tests.stories.desk import Desk, Hand, events
from ui.ledger_words import hero_text, line_text, unders
from ui.opening import open_board
from ui.pages.ledger.ledger_page import LedgerPage

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


MONDAY = dt.date(2026, 11, 23)
NONE = Sums()


def hours(week: Sums = NONE, last: Sums = NONE, total: int = 0, **fields: object) -> Hours:
    values: dict[str, object] = {"since": dt.date(2026, 9, 3), "today": MONDAY, "core_share": None}
    values |= {"worth": None, "currency": "EUR"} | fields
    return Hours(week, last, total, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "hero", "under"),
    [
        (
            hours(Sums(22_320, 9), total=147_600),
            "6.2 h back this week",
            ["41 h since September", "41 h since September"],
        ),
        (hours(Sums(22_320, 9), total=22_320), "6.2 h back this week", []),
        (hours(Sums(-1440, 2), total=3600), "−0.4 h back this week", None),
        (hours(Sums(0, 2), total=0), "0 h back this week", []),
        (
            hours(last=Sums(7200, 3), total=14_400),
            "2 h back last week",
            ["4 h since September · nothing finished yet this week", "4 h since September"],
        ),
        (hours(last=Sums(7200, 3), total=7200), "2 h back last week", ["nothing finished yet this week"]),
        (hours(total=14_400), "4 h back since September", ["nothing finished yet this week"]),
        (
            hours(total=14_400, since=dt.date(2025, 9, 3)),
            "4 h back since September 2025",
            ["nothing finished yet this week"],
        ),
        (
            hours(Sums(22_320, 9), total=147_600, core_share=0.62, worth=372.0),
            "6.2 h back this week",
            [
                "worth 372 EUR · 41 h since September · 62 % of your time on core work",
                "worth 372 EUR · 41 h since September",
                "41 h since September",
            ],
        ),
    ],
)
def test_the_figure_is_this_weeks_else_the_last_weeks_else_all(
    found: Hours, hero: str, under: list[str] | None
) -> None:
    assert hero_text(found) == hero
    if under is not None:
        assert list(dict.fromkeys(unders(found))) == list(dict.fromkeys(under))


def test_the_week_in_one_line() -> None:
    assert line_text(hours(Sums(22_320, 9), total=147_600)) == "6.2 h back this week, 41 h since September"
    assert line_text(hours(Sums(-1440, 2), total=0)) == "−0.4 h back this week, 0 h since September"


@pytest.fixture
def hand(desk: Desk) -> Hand:
    """A card in Maya's hands, forty minutes a week, and no run yet."""
    task = TaskDraft("Inbox", repeat=Repeat(1, "week"), seconds_per_run=2400, assistants=["Maya"])
    path = desk.board(handed_over=[task])
    with open_board(path) as board:
        (key,) = board.db.execute_sql("SELECT id FROM task").fetchone()
        edit_task(board, key, due=board.now().date())
    return desk.window(path)


def run_once(hand: Hand) -> None:
    for operation in (handovers.deliver, handovers.accept):
        hand.store.submit(operation, [hand.task("Inbox")])
        hand.settle()


def test_an_estimate_says_about_until_the_first_run_is_confirmed_and_undo_brings_it_back(hand: Hand) -> None:
    header = hand.window.header
    assert header.hero.text() == "1 task given away"
    assert header.under.text() == "about 0.7 h a week once running"
    run_once(hand)
    # Forty minutes less the three that a look usually takes
    assert header.hero.text() == "0.6 h back this week" and "about" not in header.under.text()
    assert "set-up is not" in header.hours.toolTip()
    hand.undo()
    assert header.hero.text() == "1 task given away"


def test_what_cost_more_than_it_won_is_told_in_another_colour(hand: Hand) -> None:
    run_once(hand)
    run = runs.read_runs(hand.board, hand.task("Inbox"))[0]
    hand.store.submit(runs.edit_run, run.id, fix=3600)
    hand.settle()
    header = hand.window.header
    assert header.hero.text() == "−0.4 h back this week" and header.hero.objectName() == "loss"
    assert "took longer" in header.hours.toolTip()
    hand.undo()
    assert header.hero.objectName() == "hero"


def test_an_hourly_value_adds_what_the_week_is_worth(hand: Hand) -> None:
    run_once(hand)
    assert "worth" not in hand.window.header.under.text()
    hand.store.submit(write_settings, {"money.hourly": "60", "company.currency": "EUR"})
    hand.settle()
    assert hand.window.header.under.text() == "worth 37 EUR"


def test_a_click_or_enter_on_the_figure_opens_the_ledger(hand: Hand) -> None:
    header = hand.window.header
    hand.qtbot.mouseClick(header.hours, Qt.MouseButton.LeftButton)
    assert isinstance(hand.window.pages.currentWidget(), LedgerPage)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        hand.window.view.board()
        header.hours.setFocus(Qt.FocusReason.TabFocusReason)
        header.grab()
        QTest.keyClick(header.hours, key)
        assert isinstance(hand.window.pages.currentWidget(), LedgerPage)
    assert header.hours.accessibleName() == "1 task given away, about 0.7 h a week once running"


def test_on_friday_the_week_is_copied_with_one_click(hand: Hand) -> None:
    header = hand.window.header
    run_once(hand)
    found = hand.window.following.hours
    assert found is not None
    week = [found._replace(today=MONDAY + dt.timedelta(days=days)) for days in range(7)]
    shown = []
    for day in week:
        header.show_hours(day)
        shown.append(header.copy is not None and header.copy.isVisible())
    assert shown == [False] * 4 + [True] + [False] * 2
    header.show_hours(week[4])
    assert header.copy is not None
    hand.qtbot.mouseClick(header.copy, Qt.MouseButton.LeftButton)
    line = QApplication.clipboard().text()
    assert line.startswith("0.6 h back this week, 0.6 h since ") and hand.said == f"Copied: {line}"


def test_the_longest_words_that_there_is_room_for_are_shown(hand: Hand) -> None:
    header = hand.window.header
    found = hours(Sums(22_320, 9), total=147_600, core_share=0.62, worth=372.0)
    header.show_hours(found)
    seen = []
    for width in range(1900, 700, -20):
        hand.window.resize(width, 800)
        events()
        if header.under.isVisible():
            seen.append(header.under.text())
    assert list(dict.fromkeys(seen)) == unders(found)


def test_a_window_that_opens_on_measured_hours_never_shows_the_estimate_first(desk: Desk, hand: Hand) -> None:
    run_once(hand)
    path = hand.board.path
    hand.close()
    window = desk.windows.open(path)
    assert not window.is_whole and window.header.hero.text() == ""
    again = desk.at(window)
    assert again.window.header.hero.text() == "0.6 h back this week"

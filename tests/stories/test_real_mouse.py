"""Dragging with a real mouse on a real screen, in the whole window; also keys as a keyboard sends them."""

import os
import shutil
import subprocess
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.assistants import add_assistant
from models.drafts import TaskDraft
from tests.stories.desk import CTRL, LEFT, PLAIN, SHIFT, TODAY, Desk, Hand, Key, events
from ui.dialogs.hand_over_sheet import HandOverSheet

pytestmark = pytest.mark.xcb


class Mouse:
    """Moves over the window. Inside a drag only timers run: Qt holds everything else."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.handle = hand.window.windowHandle()

    def at(self, column: str, row: int, part: float = 0.5) -> QPoint:
        """On the card of a row; `part` 0 is its upper, 1 its lower edge. Beyond the last: below it."""
        view = self.hand.column(column).view
        rect = view.card_rect(row)
        point = QPoint(rect.center().x(), rect.top() + round(rect.height() * part))
        return view.viewport().mapTo(self.hand.window, point)

    def drag(
        self,
        start: QPoint,
        *stops: QPoint,
        during: Callable[[int], None] = lambda place: None,
        rest_until: Callable[[], bool] = lambda: True,
        release: bool = True,
    ) -> None:
        """Press, move over the stops (`during` is told each), rest over the last one, and let go."""
        waiting = list(enumerate(stops))
        driver = QTimer(QObject(self.hand.window), interval=60)

        def step() -> None:
            if waiting:
                place, stop = waiting.pop(0)
                QTest.mouseMove(self.handle, stop)
                QTest.mouseMove(self.handle, stop + QPoint(1, 0))
                QTimer.singleShot(30, driver, lambda: during(place))
                return
            if not rest_until():
                waiting.append((len(stops), stops[-1]))
                return
            driver.stop()
            if not release:
                QTest.keyClick(self.handle, Key.Key_Escape)
            QTest.mouseRelease(self.handle, LEFT, PLAIN, stops[-1])

        QTest.mousePress(self.handle, LEFT, PLAIN, start)
        driver.timeout.connect(step)
        driver.start()
        QTest.mouseMove(self.handle, start + QPoint(5, 5))
        QTest.mouseMove(self.handle, start + QPoint(25, 12))
        self.hand.qtbot.waitUntil(lambda: not driver.isActive(), timeout=15_000)
        driver.parent().deleteLater()
        self.hand.settle()


@pytest.fixture
def hand(desk: Desk, qtbot: QtBot) -> Hand:
    weekly = [TaskDraft(f"Core {n}") for n in range(3)]
    path = desk.board(unsorted=[f"Card {n}" for n in range(30)], core=weekly, setup=["Prepared"])
    hand = desk.window(path)
    hand.window.move(0, 0)
    hand.window.resize(1366, 768)
    qtbot.wait(200)
    return hand


@pytest.fixture
def mouse(hand: Hand) -> Mouse:
    return Mouse(hand)


def lines(hand: Hand) -> list[str]:
    """The columns that show where a drop would land."""
    return [
        column.stage.kind for column in hand.window.board.columns() if column.view.line_position() is not None
    ]


def test_a_card_is_dragged_to_another_column(hand: Hand, mouse: Mouse) -> None:
    seen: list[list[str]] = []
    said: list[str] = []

    def look(_place: int) -> None:
        seen.append(lines(hand))
        said.append(hand.said)

    mouse.drag(mouse.at("unsorted", 2), mouse.at("setup", 0, 0.9), mouse.at("core", 1, 0.1), during=look)
    assert seen == [["setup"], ["core"]], "a line shows where it would land"
    assert said == ["Give it away: delegable", "Keep it: core"]
    assert hand.shown("core") == ["Core 0", "Card 2", "Core 1", "Core 2"] and lines(hand) == []
    assert hand.said == "Moved “Card 2” to Core" and hand.selected() == ["Card 2"]
    hand.agrees()
    hand.undo()
    assert hand.shown("unsorted")[2] == "Card 2"


def test_a_card_is_dragged_within_its_column(hand: Hand, mouse: Mouse) -> None:
    mouse.drag(mouse.at("core", 0), mouse.at("core", 2, 0.9))
    assert hand.shown("core") == ["Core 1", "Core 2", "Core 0"]
    mouse.drag(mouse.at("core", 2), mouse.at("core", 0, 0.1))
    assert hand.shown("core") == ["Core 0", "Core 1", "Core 2"]
    hand.agrees()


def test_several_cards_are_dragged_and_stay_selected(hand: Hand, mouse: Mouse) -> None:
    hand.click_card("Card 1")
    hand.click_card("Card 3", SHIFT)
    hand.click_card("Prepared", CTRL)
    assert hand.selected() == ["Card 1", "Card 2", "Card 3", "Prepared"]
    mouse.drag(mouse.at("unsorted", 2), mouse.at("core", 0, 0.1))
    assert hand.shown("core")[:4] == ["Card 1", "Card 2", "Card 3", "Prepared"]
    assert hand.selected() == ["Card 1", "Card 2", "Card 3", "Prepared"]
    hand.undo()
    assert hand.shown("setup") == ["Prepared"] and len(hand.shown("unsorted")) == 30


def test_escape_gives_up(hand: Hand, mouse: Mouse) -> None:
    revision = hand.board.revision
    mouse.drag(mouse.at("unsorted", 0), mouse.at("core", 0), release=False)
    events()
    assert hand.board.revision == revision and lines(hand) == []
    mouse.drag(mouse.at("unsorted", 0), mouse.at("core", 0, 0.1))
    assert hand.shown("core")[0] == "Card 0", "the next drag works"


def test_a_card_let_go_beside_the_columns_stays_where_it_is(hand: Hand, mouse: Mouse) -> None:
    revision = hand.board.revision
    first = hand.column("core")
    gap = first.mapTo(hand.window, QPoint(first.width() + 3, 200))
    for outside in (gap, hand.window.status.mapTo(hand.window, QPoint(300, 10))):
        mouse.drag(mouse.at("core", 0), mouse.at("core", 2), outside)
        assert hand.board.revision == revision and lines(hand) == []
    assert hand.shown("core") == ["Core 0", "Core 1", "Core 2"]


def test_held_at_the_lower_edge_the_column_scrolls(hand: Hand, mouse: Mouse) -> None:
    view = hand.column("unsorted").view
    low = view.viewport().mapTo(hand.window, QPoint(60, view.viewport().height() - 6))
    mouse.drag(mouse.at("core", 0), low, rest_until=lambda: view.verticalScrollBar().value() > 300)
    assert view.verticalScrollBar().value() > 300
    place = hand.shown("unsorted").index("Core 0")
    assert place > 6, "it landed where the column had scrolled to"
    hand.agrees()


def test_held_at_the_right_edge_the_board_scrolls(hand: Hand, mouse: Mouse) -> None:
    hand.window.resize(800, 700)
    hand.qtbot.wait(100)
    board = hand.window.board
    bar = board.horizontalScrollBar()
    assert bar.maximum() > 0
    right = board.mapTo(hand.window, QPoint(board.width() - 30, 200))
    mouse.drag(mouse.at("unsorted", 0), right, rest_until=lambda: bar.value() == bar.maximum())
    assert bar.value() > 0
    assert hand.shown("done") == ["Card 0"], "a column that was out of sight"
    hand.agrees()


def test_a_folded_column_opens_under_a_drag(hand: Hand, mouse: Mouse) -> None:
    hand.column("core").fold_requested.emit(True)
    hand.settle()
    hand.qtbot.wait(50)
    strip = hand.column("core").strip
    at = strip.mapTo(hand.window, strip.rect().center())
    mouse.drag(mouse.at("unsorted", 0), at, rest_until=hand.column("core").view.isVisible)
    assert "Card 0" in hand.stored("core")
    assert hand.column("core").is_folded


def test_a_recurring_card_dropped_on_done_stays(hand: Hand, mouse: Mouse) -> None:
    hand.add("Answer reviews weekly by today")
    assert hand.card("Answer reviews").due == TODAY
    mouse.drag(mouse.at("unsorted", 0), mouse.at("done", 0, 0.5))
    assert hand.shown("unsorted")[0] == "Answer reviews" and hand.card("Answer reviews").due != TODAY


@pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed")
def test_keys_and_a_drag_from_outside_the_program(hand: Hand) -> None:
    """Nothing of Qt's tests in it: the X server moves the mouse and presses the keys."""
    hand.focus("Core 0")
    window = hand.window

    def xdotool(*words: str) -> None:
        done = subprocess.Popen(["xdotool", *words], env=os.environ)
        hand.qtbot.waitUntil(lambda: done.poll() is not None, timeout=15_000)
        assert done.returncode == 0

    def place(point: QPoint) -> tuple[str, str]:
        on_screen = window.mapToGlobal(point)
        return str(on_screen.x()), str(on_screen.y())

    moving = Mouse(hand)
    start, end = moving.at("unsorted", 1), moving.at("core", 1, 0.1)
    steps = [start + (end - start) * part / 8 for part in range(1, 9)]
    words = ["mousemove", *place(start), "sleep", ".05", "mousedown", "1", "sleep", ".05"]
    for step in steps:
        words += ["mousemove", *place(step), "sleep", ".02"]
    xdotool(*words, "sleep", ".05", "mouseup", "1")
    hand.qtbot.waitUntil(lambda: hand.shown("core")[:2] == ["Core 0", "Card 1"], timeout=10_000)
    if window.isActiveWindow():
        xdotool("windowfocus", str(int(window.winId())), "key", "question")
        hand.qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(QDialog)), timeout=10_000)


def test_a_click_outside_a_card_starts_a_band(hand: Hand, mouse: Mouse) -> None:
    view = hand.column("core").view
    below = view.viewport().mapTo(hand.window, QPoint(30, view.card_rect(2).bottom() + 40))
    QTest.mousePress(mouse.handle, LEFT, PLAIN, below)
    for point in (below - QPoint(0, 20), mouse.at("core", 1)):
        QTest.mouseMove(mouse.handle, point)
        events()
    QTest.mouseRelease(mouse.handle, LEFT, PLAIN, mouse.at("core", 1))
    events()
    assert hand.selected() == ["Core 1", "Core 2"]


@pytest.mark.parametrize("narrow", [False, True])
def test_a_card_is_dropped_on_an_assistant(hand: Hand, mouse: Mouse, narrow: bool) -> None:
    hand.store.submit(add_assistant, "Maya", "Manila")
    hand.settle()
    sidebar = hand.window.sidebar
    sidebar.set_narrow(narrow)
    events()
    sidebar.set_hint(lambda ids, who: f"{len(ids)} to training, step 1")
    (row,) = sidebar.people.rows
    dropped: list[object] = []
    seen: list[tuple[bool, str]] = []
    sidebar.cards_dropped.connect(lambda who, ids: dropped.append((who, ids)))
    target = row.mapTo(hand.window, row.rect().center())
    mouse.drag(
        mouse.at("unsorted", 2),
        target,
        target + QPoint(1, 1),
        during=lambda place: seen.append((row.is_target, hand.said)),
    )
    assert seen[-1] == (True, "1 to training, step 1")
    assert dropped == [(row.person.id, (hand.task("Card 2"),))]
    assert not row.is_target and hand.shown("unsorted")[2] == "Card 2"


def test_a_card_is_handed_over_by_a_drop_on_an_assistant(hand: Hand, mouse: Mouse) -> None:
    hand.store.submit(add_assistant, "Maya", "Manila")
    hand.settle()
    (row,) = hand.window.sidebar.people.rows
    target = row.mapTo(hand.window, row.rect().center())
    said: list[str] = []
    mouse.drag(
        mouse.at("unsorted", 2), target, target + QPoint(1, 1), during=lambda place: said.append(hand.said)
    )
    assert "to Handed over" in said[-1]
    sheet = hand.dialog(HandOverSheet)
    assert sheet.who.text() == "Maya" and sheet.what.text() == "Card 2"
    hand.press(Key.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.card("Card 2").kind == "handed_over")
    card = hand.card("Card 2")
    assert card.assistants == ("Maya",) and card.is_sent is False
    hand.undo()
    assert hand.shown("unsorted")[2] == "Card 2" and hand.card("Card 2").assistants == ()

"""The map and its list: the same tasks, the same changes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from models import triage_ops
from models.board import Board
from models.drafts import TaskDraft
from tests.ui.pages.sort.conftest import Begin, Desk, weekly
from ui.pages.sort.map_places import Places, hit
from ui.pages.sort.map_view import MapView
from ui.pages.sort.reading import Dot


def with_answers(board: Board) -> None:
    triage_ops.answer(board, 1, S=0)
    triage_ops.answer(board, 2, S=4)
    triage_ops.decide(board, 2, "core")


@pytest.fixture
def desk(begin: Begin) -> Desk:
    drafts = [weekly("Give"), weekly("Keep", 240), weekly("Small", 6), TaskDraft("Unknown", kind="unsorted")]
    made = begin(drafts, prepare=with_answers)
    made.qtbot.waitUntil(lambda: len(made.page.map.view.placed) == 4)
    return made


def point(view: MapView, title: str) -> QPoint:
    one = next(one for one in view.placed if one.dot.title == title)
    return QPointF(one.x, one.y).toPoint()


def middle_of(view: MapView, answer: int) -> int:
    return next(x for x in range(view.width()) if view.answer_at(x) == answer) + 10


def drag(qtbot: QtBot, view: MapView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for step in (QPoint((start.x() + end.x()) // 2, start.y()), end):
        qtbot.mouseMove(view, step)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def test_places_say_the_answer_across_and_the_hours_up() -> None:
    places = Places(QRectF(0, 0, 500, 500), 10, has_lane=False, has_strip=False)
    for answer in range(5):
        for task in range(200):
            placed = places.place(Dot(task, "", "core", answer, 3600))
            assert places.answer_at(placed.x) == answer
    heights = [places.place(Dot(1, "", "core", 0, hours * 3600)).y for hours in (0, 1, 2, 5, 10)]
    assert heights == sorted(heights, reverse=True)
    assert places.answer_at(-50) is None and places.answer_at(900) == 4


def test_what_is_not_asked_and_not_known_has_places_of_its_own() -> None:
    places = Places(QRectF(0, 0, 500, 500), 10, has_lane=True, has_strip=True)
    for task in range(200):
        unknown = places.place(Dot(task, "", "undecided", None, None))
        assert places.answer_at(unknown.x) is None and unknown.y > places.field.bottom()


def test_of_two_dots_the_nearest_is_hit() -> None:
    places = Places(QRectF(0, 0, 500, 500), 10, has_lane=False, has_strip=False)
    dots = [places.place(Dot(task, "", "core", task % 5, 3600)) for task in range(300)]
    for one in dots[:20]:
        found = hit(dots, QPointF(one.x, one.y))
        assert found is not None and (found.x, found.y) == (one.x, one.y)
    assert hit(dots, QPointF(-100, -100)) is None


def test_a_click_on_a_dot_opens_its_card(desk: Desk) -> None:
    view = desk.page.map.view
    with desk.qtbot.waitSignal(desk.page.opened) as caught:
        desk.qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(view, "Keep"))
    assert caught.args == [desk.card("Keep").id]


def test_dragging_a_dot_sideways_changes_its_answer_and_can_be_undone(desk: Desk) -> None:
    view, task = desk.page.map.view, desk.card("Give").id
    start = point(view, "Give")
    with desk.qtbot.waitSignal(desk.store.changed):
        drag(desk.qtbot, view, start, QPoint(middle_of(view, 3), start.y()))
    assert triage_ops.read_triage(desk.store.board, task).answers["S"] == 3
    desk.qtbot.waitUntil(lambda: view.answer_at(point(view, "Give").x()) == 3)
    desk.settle()
    desk.store.submit(lambda board: board.undo())
    desk.qtbot.waitUntil(lambda: view.answer_at(point(view, "Give").x()) == 0)
    assert triage_ops.read_triage(desk.store.board, task).answers["S"] == 0


def test_a_dot_that_was_not_asked_gets_its_first_answer_by_a_drag(desk: Desk) -> None:
    view = desk.page.map.view
    start = point(view, "Unknown")
    with desk.qtbot.waitSignal(desk.store.changed):
        drag(desk.qtbot, view, start, QPoint(middle_of(view, 1), start.y()))
    found = triage_ops.read_triage(desk.store.board, desk.card("Unknown").id)
    assert found.answers["S"] == 1
    assert desk.card("Unknown").verdict == "undecided"


def test_a_drag_within_the_same_answer_or_out_of_the_field_changes_nothing(desk: Desk) -> None:
    view = desk.page.map.view
    changes: list[object] = []
    desk.store.changed.connect(changes.append)
    start = point(view, "Keep")
    drag(desk.qtbot, view, start, QPoint(middle_of(view, 4), start.y()))
    drag(desk.qtbot, view, start, QPoint(2, start.y()))
    desk.settle()
    assert changes == []


def test_hovering_names_a_dot(desk: Desk) -> None:
    view = desk.page.map.view
    desk.qtbot.mouseMove(view, point(view, "Keep"))
    assert view.hovered_text == "Keep · core · 4 h a week"
    desk.qtbot.mouseMove(view, point(view, "Unknown"))
    assert view.hovered_text == "Unknown · undecided · hours not known"


def test_the_task_on_the_table_is_ringed(desk: Desk) -> None:
    assert desk.title == "Give"
    assert desk.page.map.view.current == desk.card("Give").id
    desk.press("d")
    assert desk.page.map.view.current == desk.card(desk.title).id


def test_a_decision_recolours_its_dot_and_the_hours_below(desk: Desk) -> None:
    legend = {one.verdict: one for one in desk.page.map.legend}
    assert legend["core"].label.text() == "core 4 h" and not legend["delegable"].isVisible()
    desk.press("d")
    desk.qtbot.waitUntil(lambda: legend["delegable"].label.text() == "delegable 1 h")
    assert legend["delegable"].isVisible()


def test_the_list_holds_the_same_and_its_keys_do_the_same(desk: Desk) -> None:
    panel = desk.page.map
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Warning, panel)
    panel.toggle.click()
    assert panel.list.isVisible() and not panel.view.isVisible()
    rows = [[panel.model.index(row, column).data() for column in range(4)] for row in range(4)]
    assert rows == [
        ["Keep", "core", "4", "4"],
        ["Give", "undecided", "0", "1"],
        ["Small", "undecided", "–", "0.1"],
        ["Unknown", "undecided", "–", "–"],
    ]
    spoken = panel.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "4 of 4 for what customers choose you for"
    panel.list.setCurrentIndex(panel.model.index(2, 0))
    with desk.qtbot.waitSignal(desk.store.changed):
        desk.qtbot.keyClick(panel.list, Qt.Key.Key_2)
    desk.qtbot.waitUntil(lambda: panel.model.index(2, 2).data() == "2")
    with desk.qtbot.waitSignal(desk.page.opened) as caught:
        desk.qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert caught.args == [desk.card("Small").id]


def test_done_tasks_are_not_on_it(desk: Desk) -> None:
    view = desk.page.map.view
    desk.press("x")
    desk.qtbot.waitUntil(lambda: len(view.placed) == 3)
    assert "Give" not in [one.dot.title for one in view.placed]


def test_two_thousand_dots_are_painted_into_one_picture(qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.resize(700, 700)
    view.show_dots([Dot(n, f"Task {n}", "core", n % 5, n * 30) for n in range(2_000)])
    view.show()
    qtbot.waitExposed(view)
    first = view.grab().toImage()
    view.show_current(7)
    assert view.grab().toImage() != first
    assert len(view.placed) == 2_000


def test_the_map_alone_is_large_and_comes_back_beside_the_game(desk: Desk) -> None:
    beside = desk.page.map.width()
    desk.page.tabs.setCurrentIndex(1)
    desk.qtbot.waitUntil(lambda: desk.page.map.width() > 2 * beside)
    desk.page.tabs.setCurrentIndex(0)
    desk.qtbot.waitUntil(lambda: desk.page.map.width() == beside and desk.page.game.isVisible())


def test_in_a_narrow_window_the_game_keeps_the_room(desk: Desk) -> None:
    desk.page.resize(600, 600)
    desk.qtbot.waitUntil(lambda: not desk.page.map.isVisible())
    desk.page.tabs.setCurrentIndex(1)
    assert desk.page.map.isVisible()

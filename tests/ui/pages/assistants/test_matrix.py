"""Who can do what, as a table: shown from when it is useful, by mouse and by keys."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models import handovers, training, training_ops
from models.assistants import add_assistant, id_of_assistant
from models.board import Board
from models.coverage import read_coverage
from models.hands import Terms
from models.repeats import Repeat
from models.tasks import add_tasks, edit_task
from tests.models.boards import Clock, card, draft, open_new, order
from ui import theme
from ui.pages.assistants.matrix_cells import contrast, ground, ink
from ui.pages.assistants.matrix_page import MatrixPage
from ui.pages.assistants.page import AssistantsPage
from ui.store import Store

NOW = dt.datetime(2026, 11, 26, 13, 40)
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
Key = Qt.Key
TITLES = ("Books", "Calls", "Inbox", "Notes", "Payroll")


class Desk:
    """The page of a real board, and hands at it."""

    def __init__(self, qtbot: QtBot, board: Board, store: Store, page: AssistantsPage) -> None:
        self.qtbot, self.board, self.store, self.page = qtbot, board, store, page

    @property
    def matrix(self) -> MatrixPage:
        assert self.page.matrix is not None
        return self.page.matrix

    @property
    def shown(self) -> list[str]:
        model = self.matrix.model
        return [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]

    def settle(self) -> None:
        with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
            pass
        QApplication.processEvents()

    def open(self) -> None:
        self.qtbot.mouseClick(self.page.column.matrix, LEFT)
        self.settle()

    def who(self, name: str) -> int:
        found = id_of_assistant(self.board, f"uid-{name}")
        assert found is not None
        return found

    def task(self, title: str) -> int:
        (found,) = self.board.db.execute_sql("SELECT id FROM task WHERE title = ?", (title,)).fetchone()
        return int(found)

    def cell(self, title: str, name: str) -> QPoint:
        """Where a cell lies in the viewport, shown."""
        index = self.matrix.model.place_of(self.task(title), self.who(name))
        assert index.isValid()
        self.matrix.view.scrollTo(index)
        return self.matrix.view.visualRect(index).center()

    def click(self, title: str, name: str, button: Qt.MouseButton = LEFT) -> None:
        self.qtbot.mouseClick(self.matrix.view.viewport(), button, pos=self.cell(title, name))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.matrix.view, key)
        self.settle()

    def current(self) -> tuple[str, str]:
        index = self.matrix.view.currentIndex()
        model = self.matrix.model
        return model.task(index.row()).title, model.member(index.column()).name

    def text(self, title: str, name: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> str:
        model = self.matrix.model
        return str(model.data(model.place_of(self.task(title), self.who(name)), role))

    def menu(self) -> QMenu:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, *texts: str) -> None:
        """An entry of the menu that is open, and of the menus in it."""
        menu = self.menu()
        for number, text in enumerate(texts):
            entry = _entry(menu, text)
            assert entry.isEnabled(), text
            if number < len(texts) - 1:
                found = entry.menu()
                assert isinstance(found, QMenu)
                menu = found
        self.menu().close()
        entry.trigger()
        self.settle()


def _entry(menu: QMenu, text: str) -> QAction:
    found = [entry for entry in menu.actions() if text in entry.text()]
    assert len(found) == 1, [entry.text() for entry in menu.actions()]
    return found[0]


def found_at(path: Path) -> None:
    with open_new(path, Clock(NOW)) as board:
        for name in ("Maya", "Priya", "Tom"):
            add_assistant(board, name, "Boston", f"uid-{name}")
        add_tasks(board, [draft(title, kind="setup", repeat=Repeat(1, "week")) for title in TITLES])
        ids = {card(board, task).title: task for task in order(board, "setup")}
        who = {name: id_of_assistant(board, f"uid-{name}") or 0 for name in ("Maya", "Priya", "Tom")}
        edit_task(board, ids["Payroll"], sensitivity="high")
        for title, name, level in (
            ("Books", "Priya", 5),
            ("Calls", "Maya", 4),
            ("Inbox", "Maya", 3),
            ("Notes", "Tom", 1),
            ("Payroll", "Priya", 4),
        ):
            handovers.hand_over(board, [ids[title]], Terms(who[name]))
            training_ops.set_training(board, ids[title], who[name], level)
        training_ops.set_training(board, ids["Books"], who["Maya"], 3)
        training_ops.set_training(board, ids["Calls"], who["Tom"], 3)
        with board.change("level", "Calls", details={"who": "–"}) as record:
            training.stop(record, ids["Calls"], who["Tom"])


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    found_at(tmp_path / "a.board")
    board = Board.open(tmp_path / "a.board", clock=Clock(NOW))
    store = Store(board)
    bugs: list[object] = []
    store.crashed.connect(bugs.append)
    page = AssistantsPage(store, NOW.date)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    yield Desk(qtbot, board, store, page)
    page.close()
    store.close()
    assert bugs == []


def test_it_is_reached_from_the_people_and_led_back_to_them(desk: Desk) -> None:
    assert desk.page.column.matrix.isVisible()
    desk.open()
    assert desk.matrix.isVisible() and not desk.page.column.isVisible() and not desk.page.person.isVisible()
    assert desk.shown == list(TITLES)
    desk.press(Key.Key_Escape)
    assert not desk.matrix.isVisible() and desk.page.column.isVisible() and desk.page.person.isVisible()
    desk.open()
    desk.qtbot.mouseClick(desk.matrix.back, LEFT)
    assert desk.page.person.isVisible()


def test_before_it_is_useful_there_is_no_way_to_it_and_it_says_from_when(desk: Desk) -> None:
    desk.open()
    desk.store.submit(handovers.take_back, [desk.task("Notes")])
    desk.store.submit(training_ops.set_training, desk.task("Notes"), desk.who("Tom"), 0)
    desk.settle()
    assert not desk.matrix.view.isVisible() and not desk.matrix.tools.isVisible()
    assert "From 2 people and 5 trained tasks on" in desk.matrix.empty.text()
    assert "So far: 3 persons and 4 trained tasks." in desk.matrix.empty.text()
    desk.qtbot.mouseClick(desk.matrix.back, LEFT)
    assert not desk.page.column.matrix.isVisible()


def test_the_model_keeps_to_the_rules_of_models(desk: Desk) -> None:
    desk.open()
    model = desk.matrix.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.filter("a")
    model.sort_by("cover")
    model.filter("nothing like it")
    model.filter("")
    model.show_coverage(read_coverage(desk.board))
    assert model.rowCount() == 5 and model.columnCount() == 3
    assert tester.model() is model


def test_each_cell_says_its_stage_in_a_digit_and_in_words(desk: Desk) -> None:
    desk.open()
    assert [desk.text(title, "Maya") for title in TITLES] == ["3", "4", "3", "", ""]
    tip, spoken = Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole
    assert desk.text("Calls", "Maya", tip) == (
        "<qt>Calls<br>Maya does it, you check one in five, since 26 Nov</qt>"
    )
    assert "Maya can do it, you would check every time" in desk.text("Books", "Maya", tip)
    assert desk.text("Calls", "Tom", tip).endswith("since 26 Nov, stopped: too many went back</qt>")
    assert desk.text("Calls", "Maya", spoken) == "Calls, Maya, they do, you check 1 in 5, has it now"
    assert desk.text("Calls", "Tom", spoken) == "Calls, Tom, they do, you check every time, stopped"
    assert desk.text("Calls", "Priya", spoken) == "Calls, Priya, not started"


def test_how_it_went_is_told_of_first_tries(desk: Desk) -> None:
    desk.open()
    for _ in range(2):
        desk.store.submit(handovers.deliver, [desk.task("Calls")])
        desk.store.submit(handovers.accept, [desk.task("Calls")])
    desk.settle()
    assert "since 26 Nov, 2 of 2 at first try" in desk.text("Calls", "Maya", Qt.ItemDataRole.ToolTipRole)


def test_what_stands_on_one_person_is_marked_and_can_be_shown_alone(desk: Desk) -> None:
    desk.open()
    model = desk.matrix.model
    assert {one.title: one.danger for one in model.tasks if one.danger} == {
        "Calls": "amber",
        "Payroll": "red",
    }
    assert desk.matrix.told.text() == "5 tasks · on one person alone: 2 · very private among them: 1"
    tip = str(model.headerData(4, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole))
    assert "Priya has it" in tip and "Back-up: you" in tip and "very private" in tip
    desk.qtbot.mouseClick(desk.matrix.alone, LEFT)
    assert desk.shown == ["Calls", "Payroll"]
    desk.qtbot.mouseClick(desk.matrix.alone, LEFT)
    desk.matrix.order.setCurrentIndex(1)
    desk.matrix.order.activated.emit(1)
    assert desk.shown == ["Payroll", "Calls", "Inbox", "Notes", "Books"] or desk.shown[:2] == [
        "Payroll",
        "Calls",
    ]


def test_words_find_tasks_and_the_cell_in_use_stays_in_use(desk: Desk) -> None:
    desk.open()
    desk.click("Inbox", "Tom")
    desk.qtbot.keyClicks(desk.matrix.search, "IN")
    assert desk.shown == ["Inbox"] and desk.current() == ("Inbox", "Tom")
    desk.qtbot.keyClick(desk.matrix.search, Key.Key_Return)
    assert desk.matrix.view.hasFocus()
    desk.matrix.search.clear()
    assert desk.shown == list(TITLES) and desk.current() == ("Inbox", "Tom")
    desk.qtbot.mouseClick(desk.matrix.search, LEFT)
    desk.qtbot.keyClicks(desk.matrix.search, "Calls")
    desk.qtbot.keyClick(desk.matrix.search, Key.Key_Escape)
    assert desk.matrix.isVisible() and desk.shown == list(TITLES)
    desk.qtbot.keyClicks(desk.matrix.search, "xyz")
    assert desk.matrix.empty.isVisible() and desk.matrix.empty.text() == "No task here has these words."


def test_arrows_go_through_the_cells_and_enter_opens_the_card(desk: Desk) -> None:
    desk.open()
    assert desk.current() == ("Books", "Maya") and desk.matrix.view.hasFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Right)
    assert desk.current() == ("Calls", "Priya")
    with desk.qtbot.waitSignal(desk.page.opened) as opened:
        desk.press(Key.Key_Return)
    assert opened.args == [desk.task("Calls")]


def test_m_asks_and_a_stage_can_be_set_with_one_undo(desk: Desk) -> None:
    desk.open()
    desk.click("Inbox", "Maya")
    desk.press(Key.Key_M)
    desk.choose("How far Maya is", "you check 1 in 5")
    assert desk.text("Inbox", "Maya") == "4" and card(desk.board, desk.task("Inbox")).kind == "handed_over"
    assert desk.current() == ("Inbox", "Maya")
    desk.store.submit(Board.undo)
    desk.settle()
    assert desk.text("Inbox", "Maya") == "3" and card(desk.board, desk.task("Inbox")).kind == "training"


def test_a_right_click_lets_somebody_learn_it_as_back_up(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    QTest.mouseClick(desk.matrix.view.viewport(), RIGHT, pos=desk.cell("Payroll", "Tom"))
    menu = desk.matrix.menu(desk.task("Payroll"), desk.who("Tom"))
    _entry(menu, "Tom learns it as back-up").trigger()
    desk.settle()
    assert desk.text("Payroll", "Tom") == "1" and card(desk.board, desk.task("Payroll")).holder == desk.who(
        "Priya"
    )
    menu = desk.matrix.menu(desk.task("Payroll"), desk.who("Priya"))
    assert not _entry(menu, "learns it as back-up").isEnabled()
    assert not _entry(menu, "Hand over").isEnabled()


def test_handing_over_asks_the_window(desk: Desk) -> None:
    desk.open()
    desk.click("Payroll", "Tom")
    desk.press(Key.Key_M)
    with desk.qtbot.waitSignal(desk.page.hand_over_wanted) as wanted:
        desk.choose("Hand over to Tom")
    assert wanted.args == [desk.task("Payroll"), desk.who("Tom")]


def test_a_name_leads_to_the_person_and_a_title_to_the_card(desk: Desk) -> None:
    desk.open()
    view = desk.matrix.view
    at = QPoint(30, view.tasks.sectionViewportPosition(1) + 5)
    desk.qtbot.mouseClick(view.tasks.viewport(), LEFT, pos=at)
    assert desk.current()[0] == "Calls"
    with desk.qtbot.waitSignal(desk.page.opened):
        desk.qtbot.mouseDClick(view.tasks.viewport(), LEFT, pos=at)
    at = QPoint(view.people.sectionViewportPosition(1) + 5, 10)
    desk.qtbot.mouseClick(view.people.viewport(), LEFT, pos=at)
    desk.qtbot.mouseDClick(view.people.viewport(), LEFT, pos=at)
    desk.settle()
    assert desk.page.person.head.name.text() == "Priya" and desk.page.person.isVisible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stage_can_be_told_apart_and_read(qapp: QApplication, scheme: str) -> None:
    before = theme.wish()
    theme.apply(qapp, scheme)
    try:
        grounds = [ground(level) for level in range(6)]
        assert all(contrast(ink(level), ground(level)) >= 4.5 for level in range(6))
        assert len({one.name() for one in grounds}) == 6
        assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    finally:
        theme.apply(qapp, before)

"""The left side: assistants with their moment, wide and narrow; cards are dropped on them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.assistant_absences import add_absence
from models.assistants import add_assistant, edit_assistant, id_of_assistant
from models.board import Board
from models.handovers import hand_over
from models.hands import Terms
from models.people import Person
from models.repeats import Repeat
from models.settings import write_settings
from models.tasks import add_tasks
from tests.models.boards import Clock, draft, open_new, order
from ui.board.drag import CardsMime
from ui.people_watch import PeopleWatch
from ui.person_row import PersonRow
from ui.sidebar import Sidebar
from ui.store import Store

PEOPLE = [Person(1, "Ines"), Person(2, "Maya")]
LEFT = Qt.MouseButton.LeftButton
# Thursday, 13:40 UTC: 21:40 in Manila
NOW = dt.datetime(2026, 11, 26, 13, 40)


def faces(sidebar: Sidebar) -> int:
    """How many are to be seen now; nothing that was replaced, also before Qt deletes it."""
    QApplication.processEvents()
    return sum(row.isVisible() for row in sidebar.findChildren(PersonRow))


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar()
    qtbot.addWidget(made)
    made.resize(212, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.people.take_board("/b.board", writes=True)
    return made


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock(NOW)) as board:
        write_settings(board, {"company.country": "US", "company.zone": "America/New_York"})
        yield board


def person(board: Board, name: str, city: str, **fields: object) -> int:
    add_assistant(board, name, city, f"uid-{name}")
    found = id_of_assistant(board, f"uid-{name}")
    assert found is not None
    if fields:
        edit_assistant(board, found, **fields)
    return found


def test_each_face_is_shown_once_after_narrow_and_wide_again(sidebar: Sidebar) -> None:
    sidebar.show_people(PEOPLE)
    assert faces(sidebar) == 2
    for narrow in (True, False, True, False):
        sidebar.set_narrow(narrow)
        assert faces(sidebar) == 2
    sidebar.show_people(PEOPLE[:1])
    assert faces(sidebar) == 1


def test_the_page_of_assistants_enters_with_the_first_one(sidebar: Sidebar) -> None:
    assert not sidebar._pages["assistants"].isVisible()
    assert not sidebar._heading.isVisible() and sidebar.people.new.isVisible()
    sidebar.show_people(PEOPLE)
    assert sidebar._pages["assistants"].isVisible()
    assert sidebar._heading.text() == "ASSISTANTS — drop a card to hand it over"


def test_a_click_filters_and_a_double_click_opens_the_page(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_people(PEOPLE)
    row = sidebar.people.rows[1]
    said: list[object] = []
    sidebar.person_chosen.connect(said.append)
    sidebar.person_opened.connect(said.append)
    qtbot.mouseClick(row, LEFT)
    assert said == ["Maya"]
    said.clear()
    qtbot.mouseClick(row, LEFT)
    qtbot.mouseDClick(row, LEFT)
    # The second press is released as any other: what the first click did is taken back.
    qtbot.mouseRelease(row, LEFT)
    assert said[0] == "Maya" and said[-1] == 2 and said.count(2) == 1


def test_the_keyboard_walks_and_opens(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_people(PEOPLE)
    first, second = sidebar.people.rows
    QApplication.processEvents()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    with qtbot.waitSignal(sidebar.person_opened) as opened:
        qtbot.keyClick(second, Qt.Key.Key_Return)
    assert opened.args == [2]
    with qtbot.waitSignal(sidebar.person_chosen):
        qtbot.keyClick(second, Qt.Key.Key_Space)


def watch(qtbot: QtBot, sidebar: Sidebar, board: Board) -> PeopleWatch:
    # From here on the store's own thread is the one that writes.
    board.close_writer()
    store = Store(board)
    made = PeopleWatch(sidebar, store)
    made.read()
    qtbot.waitUntil(lambda: made.is_up_to_date)
    assert made.is_ticking
    return made


def test_the_second_line_tells_place_time_and_skills(qtbot: QtBot, sidebar: Sidebar, board: Board) -> None:
    maya = person(board, "Maya", "Manila", skills="bookkeeping", seconds_per_week="10")
    person(board, "James", "Lagos")
    person(board, "Ann", "")
    add_absence(board, maya, NOW.date() + dt.timedelta(days=9), NOW.date() + dt.timedelta(days=10))
    james = id_of_assistant(board, "uid-James")
    add_absence(board, james, NOW.date(), NOW.date() + dt.timedelta(days=3))
    add_tasks(board, [draft("Calls", kind="setup", seconds_per_run=3_600, repeat=Repeat(10, "week"))])
    hand_over(board, order(board, "setup"), Terms(maya))
    made = watch(qtbot, sidebar, board)
    told = {row.person.name: (row.second, row.is_amber) for row in sidebar.people.rows}
    assert told["Maya"] == ("Manila · 21:40 · bookkeeping", True)
    assert told["James"] == ("away until Mon", True)
    assert told["Ann"] == ("", False)
    maya_row = sidebar.people.rows[2]
    assert maya_row.share > 1
    assert (
        maya_row.accessibleName() == "Maya, Manila · 21:40 · bookkeeping, 172 % of the week full, 1 card(s)"
    )
    made._store.close()


def test_clocks_rest_while_nobody_sees_them(qtbot: QtBot, sidebar: Sidebar, board: Board) -> None:
    person(board, "Maya", "Manila")
    made = watch(qtbot, sidebar, board)
    sidebar.hide()
    assert not made.is_ticking
    sidebar.show()
    qtbot.waitUntil(lambda: made.is_ticking and made.is_up_to_date)
    made._store.close()


def drag(sidebar: Sidebar, row: PersonRow, mime: CardsMime, *, drop: bool = True) -> bool:
    """Cards come in, hover over a person and are let go; whether they are taken."""
    people = sidebar.people
    at = row.mapTo(people.viewport(), row.rect().center())
    action, keys = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, action, mime, LEFT, keys)
    QApplication.sendEvent(people.viewport(), enter)
    if not enter.isAccepted():
        return False
    move = QDragMoveEvent(at, action, mime, LEFT, keys)
    QApplication.sendEvent(people.viewport(), move)
    if not drop:
        return move.isAccepted()
    let_go = QDropEvent(QPointF(at), action, mime, LEFT, keys)
    QApplication.sendEvent(people.viewport(), let_go)
    return let_go.isAccepted()


@pytest.mark.parametrize("narrow", [False, True])
def test_cards_are_dropped_on_a_person(qtbot: QtBot, sidebar: Sidebar, narrow: bool) -> None:
    sidebar.show_people(PEOPLE)
    sidebar.set_narrow(narrow)
    QApplication.processEvents()
    hints: list[str] = []
    dropped: list[object] = []
    sidebar.hint_changed.connect(hints.append)
    sidebar.cards_dropped.connect(lambda who, ids: dropped.append((who, ids)))
    sidebar.people.set_hint(lambda ids, who: f"{len(ids)} to {who}")
    mime = CardsMime("/b.board", [7, 8], "x")
    assert drag(sidebar, sidebar.people.rows[1], mime, drop=False)
    assert sidebar.people.rows[1].is_target and hints == ["2 to 2"]
    QApplication.sendEvent(sidebar.people.viewport(), QDragLeaveEvent())
    assert not sidebar.people.rows[1].is_target and hints[-1] == ""
    assert drag(sidebar, sidebar.people.rows[0], mime)
    assert dropped == [(1, (7, 8))] and hints[-1] == ""


def test_only_this_boards_cards_are_taken(sidebar: Sidebar) -> None:
    sidebar.show_people(PEOPLE)
    QApplication.processEvents()
    row = sidebar.people.rows[0]
    assert not drag(sidebar, row, CardsMime("/other.board", [7], "x"))
    sidebar.people.take_board("/b.board", writes=False)
    assert not drag(sidebar, row, CardsMime("/b.board", [7], "x"))
    assert not sidebar.people.new.isVisible()


def test_a_long_list_scrolls_under_a_drag(qtbot: QtBot, sidebar: Sidebar) -> None:
    sidebar.show_people([Person(key, f"P{key:03}") for key in range(1, 81)])
    QApplication.processEvents()
    people = sidebar.people
    bar = people.verticalScrollBar()
    assert bar.maximum() > 0
    mime = CardsMime("/b.board", [7], "x")
    at = QPoint(60, people.viewport().height() - 3)
    action, keys = Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(people.viewport(), QDragEnterEvent(at, action, mime, LEFT, keys))
    QApplication.sendEvent(people.viewport(), QDragMoveEvent(at, action, mime, LEFT, keys))
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    QApplication.sendEvent(people.viewport(), QDragLeaveEvent())


@pytest.mark.parametrize("name", ["<b>x</b>", "&amp;", "x" * 300, "\u202eabc", "👩‍🔧"])
def test_any_name_is_shown_letter_by_letter(qtbot: QtBot, sidebar: Sidebar, name: str) -> None:
    sidebar.show_people([Person(1, name, "<i>Manila</i>")])
    QApplication.processEvents()
    row = sidebar.people.rows[0]
    assert name in row.accessibleName()
    assert "<b>x" not in row.toolTip()
    assert sidebar.people.widget().width() <= sidebar.people.viewport().width()

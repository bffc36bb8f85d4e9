"""A board window on a real file, and the mouse as a test moves it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget
from pytestqt.qtbot import QtBot

from models import stages, tasks
from models.board import Board, new_uid
from models.drafts import StepDraft, TaskDraft
from models.repeats import Repeat
from ui.board.board_view import BoardView
from ui.board.cell_view import CellView
from ui.board.column import Column
from ui.board.drop_table import DropTable
from ui.store import Store

TODAY = date(2026, 11, 25)

CARDS: dict[str, list[TaskDraft]] = {
    "unsorted": [TaskDraft(title=f"Unsorted {n}") for n in range(1, 4)],
    "core": [
        TaskDraft(title="Price list", due=date(2026, 11, 23), tags=["prices"]),
        TaskDraft(
            title="Renewal pitch", due=date(2026, 11, 26), seconds_per_run=3600, repeat=Repeat(1, "week")
        ),
    ],
    "setup": [TaskDraft(title="Send invoices", steps=[StepDraft("Draft", True), StepDraft("Send")])],
    "handed_over": [
        TaskDraft(title="CRM clean-up", assistants=["Maya"]),
        TaskDraft(title="Inbox"),
    ],
    "done": [TaskDraft(title="Holiday cards")],
}


@pytest.fixture
def make_store(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Opens a board file of its own each time it is called, with the given cards by kind."""
    opened: list[Store] = []

    def make(drafts: dict[str, list[TaskDraft]] | None = None, name: str = "test") -> Store:
        path = tmp_path / f"{name}.board"
        with Board.open(path, create=True) as board:
            stages.found_board(board, name, "hard-to-get parts")
            for kind, group in (CARDS if drafts is None else drafts).items():
                for draft in group:
                    draft.uid = new_uid()
                tasks.add_tasks(board, group, stage=stages.first_stage(board, kind).id)
        store = Store(Board.open(path))
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(make_store: Callable[..., Store]) -> Store:
    return make_store()


@pytest.fixture
def board(store: Store, qtbot: QtBot) -> BoardView:
    return shown(store, qtbot)


def shown(store: Store, qtbot: QtBot) -> BoardView:
    """A window of its own with this board."""
    view = BoardView(store, TODAY)
    store.changed.connect(view.apply)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    view.show()
    qtbot.waitExposed(view)
    if QGuiApplication.platformName() == "offscreen":
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
    return view


def column(board: BoardView, kind: str) -> Column:
    return next(found for found in board.columns() if found.stage.kind == kind)


def titles(board: BoardView, kind: str) -> list[str]:
    model = column(board, kind).model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def task(board: BoardView, title: str) -> int:
    for found in board.columns():
        for row in range(found.model.rowCount()):
            if found.model.index(row, 0).data() == title:
                return found.model.ids[row]
    raise LookupError(title)


def saved(qtbot: QtBot, store: Store, act: Callable[[], object]) -> None:
    """Do something and wait until the store has told of it."""
    with qtbot.waitSignal(store.changed):
        act()
    qtbot.waitUntil(lambda: not store.is_busy)


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key goes where the keyboard is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifiers)


def point(view: DropTable, row: int, part: float = 0.5) -> QPoint:
    """A point on the card of a row; `part` 0 is its upper, 1 its lower edge."""
    rect = view.card_rect(row)
    return QPoint(rect.center().x(), rect.top() + round(rect.height() * part))


def mouse(
    viewport: QWidget,
    kind: QEvent.Type,
    position: QPoint,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    on_screen = QPointF(viewport.mapToGlobal(position))
    QApplication.sendEvent(
        viewport, QMouseEvent(kind, QPointF(position), on_screen, button, buttons, modifiers)
    )


def click(
    view: QTableView, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Through the window, so that Qt knows the modifiers as it does from a real keyboard."""
    window = view.window()
    place = view.viewport().mapTo(window, at)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, modifiers, place)


def drop_on(target: QWidget, position: QPoint, mime: object, actions: Qt.DropAction) -> Qt.DropAction:
    """What the window system does over a target: enter, move, drop; it stops at the first refusal."""
    left, none, send = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QApplication.sendEvent
    at = QPointF(position)
    enter = QDragEnterEvent(position, actions, mime, left, none)
    send(target, enter)
    if not enter.isAccepted():
        return Qt.DropAction.IgnoreAction
    move = QDragMoveEvent(position, actions, mime, left, none)
    send(target, move)
    if not move.isAccepted():
        send(target, QDragLeaveEvent())
        return Qt.DropAction.IgnoreAction
    drop = QDropEvent(at, actions, mime, left, none)
    send(target, drop)
    return drop.dropAction() if drop.isAccepted() else Qt.DropAction.IgnoreAction


def drag(
    monkeypatch: pytest.MonkeyPatch, source: CellView, row: int, target: QWidget, position: QPoint
) -> list[object]:
    """Press and move with real events; only the window system's part of the drag is played."""
    seen: list[object] = []

    def run(_self: object, moving: object, actions: Qt.DropAction, _default: object) -> Qt.DropAction:
        seen.append(moving.mimeData())  # type: ignore[attr-defined]
        seen.append(drop_on(target, position, moving.mimeData(), actions))  # type: ignore[attr-defined]
        return seen[-1]  # type: ignore[return-value]

    monkeypatch.setattr(CellView, "run_drag", run)
    start, viewport = point(source, row), source.viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    mouse(viewport, QEvent.Type.MouseButtonPress, start, left, left)
    for step in (1, 2):
        by = QPoint(0, step * (QApplication.startDragDistance() + 2))
        mouse(viewport, QEvent.Type.MouseMove, start + by, none, left)
    mouse(viewport, QEvent.Type.MouseButtonRelease, start, left, none)
    return seen

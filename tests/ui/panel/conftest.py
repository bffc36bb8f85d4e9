"""A real board file with one full card, its store, and the panel in a window beside a place to leave to."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models import stages, tasks
from models.board import Board
from models.cards import Detail, read_detail, read_order
from models.drafts import CommentDraft, LinkDraft, StepDraft, TaskDraft
from models.repeats import Repeat
from models.uid import new_uid
from ui.panel.panel import Panel
from ui.panel.task_tab import TaskTab
from ui.store import Store, undo

TODAY = dt.date(2026, 11, 23)


@dataclass
class Desk:
    """The panel as a window holds it: beside another field, told of every change."""

    qtbot: QtBot
    store: Store
    panel: Panel
    window: QWidget
    elsewhere: QLineEdit
    ids: dict[str, int]

    @property
    def tab(self) -> TaskTab:
        return self.panel.task_tab

    def edit_title(self) -> None:
        """The cursor in the title, all of it selected."""
        self.panel.title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.title.select_all_text()

    def detail(self, title: str = "Send invoices") -> Detail:
        found = read_detail(self.store.board, self.ids[title])
        assert found is not None
        return found

    def run(self, function: Callable[..., object], *values: Any, **named: Any) -> None:
        """Submit an operation as another part of the window does, and wait for it."""
        ticket = self.store.submit(function, *values, **named)
        with self.qtbot.waitSignal(ticket.done):
            pass

    def settle(self) -> None:
        """Let everything that was submitted arrive."""
        self.run(lambda board: None)

    def undo(self) -> None:
        self.panel.flush()
        self.run(undo)

    def leave_field(self) -> None:
        self.elsewhere.setFocus()
        self.settle()

    def drop(self, target: QWidget, carried: QMimeData, place: QPoint) -> bool:
        """Enter, move and drop, stopping at the first refusal as Qt does."""
        button, keys, action = (
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.DropAction.MoveAction,
        )
        for make, at in ((QDragEnterEvent, place), (QDragMoveEvent, place), (QDropEvent, QPointF(place))):
            event = make(at, action, carried, button, keys)
            event.ignore()
            QApplication.sendEvent(target, event)
            if not event.isAccepted():
                return False
        return True

    def sentence(self) -> str:
        """What the next undo would take back."""
        step = self.store.board.undoable()
        return "" if step is None else step.name.english()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    board = Board.open(tmp_path / "shop.board", create=True)
    store = Store(board)
    window = QWidget()
    row = QHBoxLayout(window)
    panel = Panel(store, today=lambda: TODAY)
    elsewhere = QLineEdit()
    row.addWidget(elsewhere)
    row.addWidget(panel)
    store.changed.connect(panel.apply)
    # As the window does; it asks who first where a column is somebody's.
    panel.move_asked.connect(lambda task, stage: store.submit(tasks.move_tasks, [task], stage))
    bugs: list[Exception] = []
    store.crashed.connect(bugs.append)
    qtbot.addWidget(window)
    window.resize(800, 900)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    ids: dict[str, int] = {}
    made = Desk(qtbot, store, panel, window, elsewhere, ids)
    made.run(stages.found_board, "Shop")
    made.run(tasks.add_tasks, [_invoices(), TaskDraft("Water the plants", uid=new_uid())])
    for stage in stages.read_stages(board):
        for task in read_order(board, stage.id)[0]:
            found = read_detail(board, task)
            assert found is not None
            ids[found.card.title] = task
    yield made
    panel.flush()
    store.close()
    assert bugs == []


def _invoices() -> TaskDraft:
    return TaskDraft(
        "Send invoices",
        uid=new_uid(),
        notes="From the shop's list",
        kind="setup",
        due=dt.date(2026, 11, 27),
        repeat=Repeat(1, "week"),
        seconds_per_run=90 * 60,
        tags=["books", "money"],
        assistants=["Maya"],
        steps=[StepDraft("Export"), StepDraft("Draft", done=True), StepDraft("Check"), StepDraft("Send")],
        comments=[CommentDraft("Which template?", "Maya", dt.datetime(2026, 11, 20, 9, 0))],
        links=[LinkDraft("https://shop.example/list", "")],
    )

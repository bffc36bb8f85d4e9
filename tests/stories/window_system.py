"""What the window system does while an owner works: events, the mouse, drags from and to anywhere."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.board.cell_view import CellView

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def events() -> None:
    """Let everything happen that waits to happen, deletions too."""
    application = QApplication.instance()
    assert application is not None
    for _ in range(3):
        application.processEvents()
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def middle(view: CellView, row: int) -> QPoint:
    return view.card_rect(row).center()


def mouse(
    viewport: QWidget, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, buttons: Qt.MouseButton
) -> None:
    on_screen = QPointF(viewport.mapToGlobal(at))
    QApplication.sendEvent(viewport, QMouseEvent(kind, QPointF(at), on_screen, button, buttons, PLAIN))


def drop_on(target: QWidget, at: QPoint, mime: QMimeData, actions: Qt.DropAction) -> Qt.DropAction:
    """Enter, move, drop; it stops at the first refusal, as the window system does."""
    send = QApplication.sendEvent
    enter = QDragEnterEvent(at, actions, mime, LEFT, PLAIN)
    send(target, enter)
    if not enter.isAccepted():
        return Qt.DropAction.IgnoreAction
    move = QDragMoveEvent(at, actions, mime, LEFT, PLAIN)
    # What a target said to the one event holds for the next, unless it says otherwise.
    move.setDropAction(enter.dropAction())
    move.setAccepted(True)
    send(target, move)
    if not move.isAccepted():
        send(target, QDragLeaveEvent())
        return Qt.DropAction.IgnoreAction
    drop = QDropEvent(QPointF(at), actions, mime, LEFT, PLAIN)
    drop.setDropAction(move.dropAction())
    drop.setAccepted(True)
    send(target, drop)
    return drop.dropAction() if drop.isAccepted() else Qt.DropAction.IgnoreAction


def play_drag(source: CellView, row: int, target: QWidget, at: QPoint) -> None:
    """Press and move until the drag begins; what the window system does then (with the release) is played."""
    begun: list[bool] = []

    def run(_self: object, drag: Any, actions: Qt.DropAction, _default: object) -> Qt.DropAction:
        begun.append(True)
        return drop_on(target, at, drag.mimeData(), actions)

    start, viewport, none = middle(source, row), source.viewport(), Qt.MouseButton.NoButton
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CellView, "run_drag", run)
        mouse(viewport, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
        for step in (1, 2, 3):
            if not begun:
                by = QPoint(0, step * (QApplication.startDragDistance() + 2))
                mouse(viewport, QEvent.Type.MouseMove, start + by, none, LEFT)
    assert begun, "no drag began"

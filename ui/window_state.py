"""How a window was left: its place, the panel, the opened card, what was scrolled to. Kept for each board."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, QTimer

from models import cards
from ui.settings import bytes_to_text, text_to_bytes

if TYPE_CHECKING:
    from ui.board.board_view import BoardView
    from ui.main_window import MainWindow


def save(window: "MainWindow") -> dict[str, Any]:
    """What `restore` needs, in types that JSON knows."""
    task = window.panel.task_id
    card = cards.read_cards(window.store.board, [task]).get(task) if task is not None else None
    return {
        "geometry": bytes_to_text(window.saveGeometry()),
        "board": scrolled(window.board),
        "panel": window.splitter.sizes() if window.panel.isVisible() else None,
        "opened": card.uid if card else None,
    }


def restore_geometry(window: "MainWindow", state: dict[str, Any]) -> None:
    """Size and place, before the window is shown: at first as designed, or what the screen has room for
    beside the window's frame.
    """
    room = window.screen().availableGeometry().size() - QSize(16, 48)
    window.resize(QSize(1440, 900).boundedTo(room))
    if state.get("geometry"):
        window.restoreGeometry(text_to_bytes(state["geometry"]))


def restore(window: "MainWindow", state: dict[str, Any]) -> None:
    """The rest, once the columns have their sizes; what does not fit any more is left out."""
    uid = state.get("opened")
    if isinstance(uid, str) and (task := window.view.task_of(uid)) is not None:
        window.panel.open(task, focus=False)
    sizes = state.get("panel")
    if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
        window.splitter.setSizes(sizes)
    board = window.board
    if isinstance(found := state.get("board"), dict):
        # An opened panel takes room from the columns: they need their widths before they can be scrolled.
        QTimer.singleShot(0, board, lambda: scroll(board, found))
        if not board.is_begun:
            board.begun.connect(lambda: QTimer.singleShot(0, board, lambda: scroll(board, found)))


def scrolled(board: "BoardView") -> dict[str, Any]:
    """Where the board and its columns are scrolled to, for `scroll`."""
    positions = {c.stage.uid: c.view.verticalScrollBar().value() for c in board.columns()}
    return {"across": board.horizontalScrollBar().value(), "down": positions}


def scroll(board: "BoardView", state: dict[str, Any]) -> None:
    """Scroll the board to where it was; whatever does not fit any more is left out."""
    across, down = state.get("across"), state.get("down")
    if isinstance(across, int):
        board.horizontalScrollBar().setValue(across)
    for column in board.columns():
        value = down.get(column.stage.uid) if isinstance(down, dict) else None
        if isinstance(value, int):
            column.view.verticalScrollBar().setValue(value)

"""Cards that hold whatever a text can hold: each opens in the real panel, on every tab, and is drawn.

A stranger wrote the file: the texts lie in it as they are, past every check that the program makes of what
is typed.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from models.board import Board
from tests.faults.figures import Figure
from tests.hostile import storable
from tests.hostile_board import hostile_board
from tests.models.boards import TODAY
from tests.plain_walk import faults

BATCH, PEOPLE = 60, 4
# How many of a batch are walked through, widget by widget.
WALKED = 10


def measure(count: int) -> list[Figure]:
    """Open so many cards."""
    from ui.panel.panel import Panel
    from ui.store import Store

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    dice = random.Random(20_261_123)
    unopened = rich = done = tabs = 0
    with tempfile.TemporaryDirectory(prefix="dbc-") as folder:
        while done < count:
            path = Path(folder) / f"{done}.board"
            hostile_board(path, [text(dice) for _ in range(min(BATCH, max(12, count - done)))], PEOPLE)
            store = Store(Board.open(path))
            panel = Panel(store, today=lambda: TODAY)
            panel.resize(380, 900)
            panel.show()
            with mishaps(store) as found:
                for place, (task,) in enumerate(
                    store.board.db.execute_sql("SELECT id FROM task WHERE binned IS NULL").fetchall()
                ):
                    before = len(found)
                    tabs += open_card(application, panel, task)
                    unopened += panel.task_id != task or len(found) > before
                    rich += len(faults(panel)) if place % (BATCH // WALKED) == 0 else 0
                    done += 1
            panel.close()
            panel.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            store.close()
            path.unlink()
    return [
        Figure(
            "cards with any text in every field, opened in the panel", done, unopened, f"{tabs:,} tabs drawn"
        ),
        Figure("widgets among them that take text for more", done, rich),
    ]


def text(dice: random.Random) -> str:
    """One of the corpus, two of them in one, one cut off, or letters by lot."""
    texts = storable()
    kind = dice.randrange(4)
    if kind == 0:
        return dice.choice(texts)
    if kind == 1:
        return dice.choice(texts)[:400] + dice.choice(texts)[:400]
    if kind == 2:
        one = dice.choice(texts)
        return one[dice.randrange(len(one) + 1) :]
    blocks = (
        (0x20, 0x7F),
        (0, 0x20),
        (0xA0, 0x250),
        (0x590, 0x700),
        (0x2000, 0x2070),
        (0x3000, 0x3100),
        (0x1F300, 0x1F700),
    )
    return "".join(chr(dice.randrange(*dice.choice(blocks))) for _ in range(dice.randrange(200)))


def open_card(application: QApplication, panel: object, task: int) -> int:
    """Open a card, show and draw each of its tabs; how many they were."""
    panel.open(task, focus=False)  # type: ignore[attr-defined]
    keys = panel.tabs()  # type: ignore[attr-defined]
    for key in keys:
        panel.show_tab(key)  # type: ignore[attr-defined]
        application.processEvents()
        panel.grab()  # type: ignore[attr-defined]
    return len(keys)


@contextmanager
def mishaps(store: object, *, quietly: bool = False) -> Iterator[list[object]]:
    """Whatever goes wrong in a slot or in the store's thread meanwhile; printed, unless `quietly`."""
    found: list[object] = []
    before = sys.excepthook

    def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(error)
        if not quietly:
            before(kind, error, trace)

    sys.excepthook = note
    store.crashed.connect(found.append)  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        sys.excepthook = before

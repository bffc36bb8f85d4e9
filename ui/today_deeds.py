"""What the keys and buttons of Today do."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models import access, assumed, coverage, handovers, nudges, runs, standing_in, tasks, training_ops
from models.stages import first_stage
from models.today import Item
from models.trust import CHECKED
from ui.day import moment_of_day
from ui.store import Store

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class TodayDeeds(QObject):
    """Each is one undo step. `today`: the owner's day."""

    def __init__(self, window: "MainWindow", store: Store, today: Callable[[], dt.date]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._today = today

    def do(self, action: str, item: Item) -> None:
        """Carry out an action of an item (models.today)."""
        window, task = self._window, item.task
        if action == "open":
            window.open_card(task)
        elif action == "person":
            window.paging.show_person(item.assistant)
        elif action == "stand_in":
            self._let_stand_in(item)
        elif action == "send":
            window.post.send("channel", task)
        elif action in ("nudge", "ask"):
            window.post.nudge(task)
        elif action == "recall":
            window.post.copy_recall([task])
        elif action in ("fix", "back"):
            window.hands.do("fixed" if action == "fix" else "send_back", task)
        elif action == "except":
            from ui.pages.today.except_sheet import ExceptSheet

            ExceptSheet(self._store, item, self._today(), window).open()
        else:
            operation, *arguments = self._operation(action, item)
            self._store.submit(operation, *arguments, pending=[task] if task else [])

    def _let_stand_in(self, item: Item) -> None:
        """The sheet of a hand-over, for the absence that the line is about."""
        now = moment_of_day(self._today(), self._store.board.now())
        ahead = coverage.absence_of(self._store.board, item.assistant, now)
        away = next((one for one in ahead if one.first == item.day), None)
        if away is not None:
            self._window.hands.ask_person(item.runs, assistant=item.to, away=away)

    def _operation(self, action: str, item: Item) -> tuple[Any, ...]:
        """The function of models, and what it is told."""
        task, who = item.task, item.assistant
        known: dict[str, tuple[Any, ...]] = {
            "accept": (handovers.accept, [task]),
            "yes": (handovers.accept, [task]),
            "no": (runs.skip_run, task),
            "delivered": (handovers.deliver, [task]),
            "told": (handovers.mark_sent, [task], "told"),
            "answered": (nudges.mark_answered, task),
            "looked": (nudges.mark_looked, task),
            "go_on": (training_ops.resume, task, who),
            "take": (training_ops.take_offer, task, who),
            "keep": (training_ops.keep_level, task, who),
            "small": (training_ops.keep_sign_off, task, who),
            "again": (training_ops.set_training, task, who, CHECKED),
            "give_back": (standing_in.give_back, item.runs),
            "all": (assumed.confirm_week, who, item.runs),
        }
        if action == "finish":
            done = first_stage(self._store.board, "done").id
            return tasks.move_tasks, [task], done, None, self._today()
        if action == "revoked":
            return _revoke, item.number, self._today()
        return known[action]


def _revoke(board: Any, row: int, day: dt.date) -> None:
    """They can no longer open it (an operation to submit)."""
    access.edit_access(board, row, revoked=day)

"""A card in Maya's hands that recurs, and what comes of it run by run; the rules of trust for comparison."""

import datetime as dt
from typing import Any

from models import handovers, runs
from models.assistants import add_assistant
from models.board import Board
from models.hands import Terms, Why
from models.landing import Word
from models.repeats import Repeat
from models.runs import RunLine, read_runs
from models.tasks import add_tasks, move_tasks
from models.training_ops import Standing, set_training, standing_of
from tests.models.boards import TODAY, card, draft, order, stage_id

DAILY, YEARLY = Repeat(1, "day"), Repeat(1, "year")


class Trust:
    """Stages 3-5 as the reference arithmetic has them; True: accepted at first submission."""

    def __init__(self, needed: int) -> None:
        self.needed, self.stage, self.seq, self.rejects = needed, 3, list[bool](), 0

    def run(self, ok: bool) -> int | str:
        self.seq.append(ok)
        if self.stage == 3:
            self.rejects += not ok
            if self.rejects >= 5:
                self.stage = "STOP"
            elif len(self.seq) >= self.needed and all(self.seq[-self.needed :]):
                self.stage, self.seq = 4, []
        elif self.stage == 4:
            if self.seq[-5:].count(False) >= 2:
                self.stage, self.seq, self.rejects = 3, [], 0
            elif len(self.seq) >= 10 and all(self.seq[-10:]):
                self.stage, self.seq = 5, []
        elif self.stage == 5 and not ok:
            self.stage, self.seq = 4, []
        return self.stage


class Trained:
    """One card of Maya's on a board."""

    def __init__(self, board: Board, level: int = 3, **fields: Any) -> None:
        self.board = board
        known = {name: key for key, name in board.db.execute_sql("SELECT id, name FROM assistant")}
        if "Maya" not in known:
            add_assistant(board, "Maya", "Manila")
        (self.maya,) = board.db.execute_sql("SELECT id FROM assistant WHERE name = 'Maya'").fetchone()
        values = {"due": TODAY, "repeat": DAILY, "seconds_per_run": 2400} | fields
        add_tasks(board, [draft("Schedule calls", kind="setup", **values)])
        self.task = order(board, "setup")[0]
        handovers.hand_over(board, [self.task], Terms(self.maya, knows_it=level >= 3))
        if level != self.level:
            set_training(board, self.task, self.maya, level)

    @property
    def level(self) -> int:
        return card(self.board, self.task).level

    @property
    def kind(self) -> str:
        return card(self.board, self.task).kind

    @property
    def standing(self) -> Standing:
        found = standing_of(self.board, self.task, self.maya)
        assert found is not None
        return found

    @property
    def newest(self) -> RunLine:
        return read_runs(self.board, self.task, 1)[0]

    @property
    def stage(self) -> int | str:
        """As the reference calls it."""
        return "STOP" if self.standing.stopped else self.level

    def move(self, kind: str, **word: Any) -> None:
        move_tasks(self.board, [self.task], stage_id(self.board, kind), None, TODAY, Word(**word))

    def deliver(self) -> None:
        handovers.deliver(self.board, [self.task])

    def good(self) -> None:
        """Delivered, and accepted."""
        self.deliver()
        handovers.accept(self.board, [self.task])

    def back(self, *reasons: str) -> None:
        """Delivered, and sent back; it is still theirs to do."""
        self.deliver()
        self.move("handed_over", why=Why(reasons))

    def bad(self, *reasons: str) -> None:
        """Sent back for a slip, and handed in again well enough."""
        self.back(*(reasons or ("slip",)))
        self.good()

    def fixed(self, *reasons: str) -> None:
        """Delivered, and accepted after a fix."""
        self.deliver()
        runs.accept_after_fix(self.board, [self.task], Why(reasons))

    def run(self, letters: str) -> list[int | str]:
        """A: accepted, X: sent back first. The stage after each."""
        stages = []
        for letter in letters:
            (self.good if letter == "A" else self.bad)()
            stages.append(self.stage)
        return stages


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)

"""Whatever is done with cards in people's hands, in whatever order: column, holder, hand-over and what waits
agree, and each step is undone as a whole.
"""

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import handovers, replies, runs, standing_in, training_ops
from models.assistant_end import bring_back, end_engagement
from models.assistants import add_assistant
from models.board import Board
from models.errors import BoardError
from models.hands import ALL_REASONS, Terms, Why
from models.landing import Word
from models.packets.content import Packet
from models.repeats import Repeat
from models.tasks import add_tasks, bin_tasks, edit_task, finish_tasks, move_tasks, restore_tasks
from models.uid import new_uid
from tests.models.boards import TODAY, Tables, draft, faults, open_new, order, stage_id, tables
from tests.models.sending import answer, send

WEEKLY = Repeat(1, "week")
KINDS = ("unsorted", "core", "setup", "training", "handed_over", "review", "done")
HELD = ("training", "handed_over", "review")
STEPS = 50


class Days:
    """An owner with three people and six tasks, who does anything at all."""

    def __init__(self, board: Board, seed: int) -> None:
        self.board, self.chance = board, random.Random(seed)
        self.sent: list[Packet] = []
        for name in ("Maya", "James", "Ines"):
            add_assistant(board, name, "Manila")
        due = dt.date(2026, 11, 27)
        repeats = (None, WEEKLY) * 3
        drafts = [draft(f"T{n}", kind="setup", due=due, repeat=one) for n, one in enumerate(repeats)]
        add_tasks(board, drafts)
        self.ids = order(board, "setup")

    def one(self) -> int:
        return self.chance.choice(self.ids)

    def some(self) -> list[int]:
        return self.chance.sample(self.ids, self.chance.randint(1, 3))

    def who(self) -> int:
        return self.chance.randint(1, 3)

    def send(self) -> None:
        self.sent.append(send(self.board, self.one()))

    def reply(self) -> None:
        if self.sent:
            said = self.chance.choice(("done", "question", "not_done"))
            packet, number = self.chance.choice(self.sent), new_uid().replace("-", "")
            replies.apply_reply(self.board, answer(packet, reply=number, status=said, note="hi", minutes=3))

    def operations(self) -> list[Callable[[], object]]:
        board, pick = self.board, self.chance.choice
        day = dt.date(2026, 12, 20)
        return [
            lambda: handovers.hand_over(board, self.some(), Terms(self.who(), {"due": day})),
            lambda: handovers.hand_over(board, self.some(), Terms(self.who(), knows_it=True)),
            lambda: handovers.hand_over(board, self.some(), Terms(self.who()), stage_id(board, pick(HELD))),
            lambda: handovers.hand_over(board, [self.one()], Terms(0), new=(new_uid(), "Lisbon")),
            lambda: handovers.take_back(board, self.some()),
            lambda: handovers.give_reasons(board, self.one(), Why(("slip", "late"))),
            lambda: handovers.deliver(board, self.some()),
            lambda: handovers.accept(board, self.some()),
            lambda: handovers.i_do_it(board, self.one()),
            lambda: handovers.mark_sent(board, self.some(), "told"),
            lambda: handovers.learn_as_back_up(board, self.one(), self.who()),
            lambda: standing_in.stand_in(board, self.ids, self.who(), self.who()),
            lambda: standing_in.give_back(board, self.ids),
            lambda: handovers.split_off(board, self.one(), "A part", new_uid()),
            lambda: move_tasks(
                board, self.some(), stage_id(board, pick(KINDS)), None, TODAY, Word(due={"due": day})
            ),
            lambda: end_engagement(board, self.who(), TODAY, pick((None, 1, 2, 3))),
            lambda: bring_back(board, self.who()),
            lambda: bin_tasks(board, self.some()),
            lambda: restore_tasks(board, self.some()),
            lambda: finish_tasks(board, self.some(), pick(("done", "dropped", "automated"))),
            lambda: edit_task(board, self.one(), repeat=pick((None, WEEKLY))),
            lambda: edit_task(board, self.one(), verdict=pick(("core", "delegable", "undecided", "split"))),
            lambda: runs.skip_run(board, self.one(), Why(("late",)), TODAY),
            lambda: runs.accept_after_fix(board, self.some(), Why((pick(ALL_REASONS),))),
            lambda: runs.edit_run(board, self.chance.randint(1, 20), reasons=(pick(ALL_REASONS),), fix=60),
            lambda: training_ops.set_training(board, self.one(), self.who(), self.chance.randint(0, 5)),
            lambda: training_ops.mark_shown(board, self.one(), self.who(), shown=True, understood=True),
            lambda: training_ops.take_offer(board, self.one(), self.who()),
            lambda: training_ops.keep_level(board, self.one(), self.who()),
            lambda: training_ops.resume(board, self.one(), self.who()),
            lambda: training_ops.keep_sign_off(board, self.one(), self.who()),
            self.send,
            self.reply,
        ]


def undoable_tables(board: Board) -> Tables:
    """Without what no undo takes back: that something was sent."""
    return {name: rows for name, rows in tables(board).items() if name != "packet"}


def agrees(board: Board) -> None:
    """Column, holder, open hand-over and waiting run of each card on the board."""
    assert not faults(board)
    sql = (
        "SELECT t.id, s.kind, t.holder_id FROM task t JOIN stage s ON s.id = t.stage_id"
        " WHERE t.binned IS NULL"
    )
    for task, kind, holder in board.db.execute_sql(sql).fetchall():
        assert (holder is not None) == (kind in HELD)
        assert takers(board, "handover", task) == ([holder] if holder else [])
        waiting = takers(board, "run", task)
        assert bool(waiting) == (kind == "review") and set(waiting) <= {holder}


def takers(board: Board, table: str, task: int) -> list[Any]:
    sql = f"SELECT assistant_id FROM {table} WHERE task_id = ? AND ended IS NULL"  # noqa: S608
    return [who for (who,) in board.db.execute_sql(sql, (task,)).fetchall()]


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_it_agrees_and_is_undone(tmp_path: Path, seed: int) -> None:
    with open_new(tmp_path / "a.board") as board:
        days = Days(board, seed)
        operations = days.operations()
        for _ in range(STEPS):
            before, step = undoable_tables(board), board.undoable()
            operation = days.chance.choice(operations)
            try:
                operation()
            except BoardError:
                assert operation == days.send or undoable_tables(board) == before
                continue
            agrees(board)
            if operation == days.send or board.undoable() == step:
                continue
            after = undoable_tables(board)
            board.undo()
            assert undoable_tables(board) == before
            board.redo()
            # When a card was changed is told anew.
            assert undoable_tables(board) | {"task": []} == after | {"task": []}

"""Any doings in any order: what is shown is what is stored, and all of it can be taken back and redone."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from models import stages, steps, tasks
from models.board import Board
from models.cards import read_bin, read_order
from models.drafts import TaskDraft
from models.recorded import TABLES
from models.repeats import Repeat
from models.stages import read_stages
from models.uid import new_uid
from tests.stories.desk import Desk, Hand

# (what, three numbers that choose cards, columns and values)
DOINGS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "add", "move", "move", "move_many", "send", "push", "rename", "due", "decide", "tag", "bulk",
                "bin", "restore", "step", "series", "column_add", "column_move", "column_rename",
                "column_delete", "undo", "redo", "search", "person",
            ]
        ),
        st.integers(0, 50),
        st.integers(0, 50),
        st.integers(0, 50),
    ),
    min_size=5,
    max_size=18,
)  # fmt: skip


class Player:
    """Does one random thing at the window, by the same doors as keys, drags and dialogs."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.board_view = hand.window.board

    def does(self, what: str, a: int, b: int, c: int) -> None:
        getattr(self, f"_{what}")(a, b, c)
        self.hand.settle()
        self.hand.agrees()

    def _ids(self) -> list[int]:
        found = self.hand.board
        return [task for stage in read_stages(found) for task in read_order(found, stage.id)[0]]

    def _pick(self, a: int) -> int | None:
        ids = self._ids()
        return ids[a % len(ids)] if ids else None

    def _several(self, a: int, b: int) -> list[int]:
        ids = self._ids()
        return [ids[(a + step * (b + 1)) % len(ids)] for step in range(3)] if len(ids) > 9 else ids[:2]

    def _stage(self, b: int) -> stages.Stage:
        found = read_stages(self.hand.board)
        return found[b % len(found)]

    def _submit(self, function: Callable[..., object], *values: Any, **named: Any) -> None:
        self.hand.store.submit(function, *values, **named)

    def _above(self, stage: stages.Stage, c: int) -> int | None:
        column = self.board_view.column(stage.id)
        assert column is not None
        return column.model.ids[c % len(column.model.ids)] if c % 4 and column.model.ids else None

    def _add(self, a: int, b: int, c: int) -> None:
        repeat = Repeat(1, "week") if c % 3 == 0 else None
        drafts = [
            TaskDraft(f"Card {a}.{b}.{n}", repeat=repeat, tags=["t"] if c % 2 else [])
            for n in range(1 + c % 3)
        ]
        self.hand.window.cards.add_drafts(drafts, self._stage(b).id if a % 2 else None)

    def _move(self, a: int, b: int, c: int) -> None:
        if (task := self._pick(a)) is not None:
            stage = self._stage(b)
            self.board_view.operations.move([task], stage.id, self._above(stage, c))

    def _move_many(self, a: int, b: int, c: int) -> None:
        stage = self._stage(b)
        self.board_view.operations.move(
            list(dict.fromkeys(self._several(a, c))), stage.id, self._above(stage, c)
        )

    def _send(self, a: int, b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self.board_view.focus_task(task)
            self.board_view.operations.send(b % 9 + 1)

    def _push(self, a: int, b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self.board_view.focus_task(task)
            self.board_view.operations.push(*((0, 1), (0, -1), (1, 0), (-1, 0))[b % 4])

    def _rename(self, a: int, b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self.board_view.operations.rename(task, f"Renamed {b}")

    def _due(self, a: int, b: int, c: int) -> None:
        if (task := self._pick(a)) is not None:
            day = date(2026, 11, 1) + timedelta(days=b) if c % 4 else None
            self._submit(tasks.edit_task, task, visit="v" if c % 2 else None, due=day)

    def _decide(self, a: int, b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self._submit(tasks.edit_task, task, verdict=("undecided", "core", "delegable", "split")[b % 4])

    def _tag(self, a: int, b: int, c: int) -> None:
        names = [f"tag {c % 5}"]
        self._submit(tasks.edit_tags, self._several(a, b), **({"add": names} if c % 3 else {"remove": names}))

    def _person(self, a: int, b: int, c: int) -> None:
        self._submit(tasks.edit_assistants, self._several(a, b), add=[f"Person {c % 3}"])

    def _bulk(self, a: int, b: int, c: int) -> None:
        ids = list(dict.fromkeys(self._several(a, c)))
        if ids:
            stage = self._stage(b).id if c % 2 else None
            self._submit(tasks.bulk_edit, ids, add_tags=["bulk"], seconds_per_run=60 * c or 60, stage=stage)

    def _bin(self, a: int, _b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self.board_view.focus_task(task)
            self.board_view.operations.bin_selected()

    def _restore(self, _a: int, _b: int, _c: int) -> None:
        if found := read_bin(self.hand.board):
            self._submit(tasks.restore_tasks, [card.id for card in found[:2]])

    def _step(self, a: int, b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self._submit(steps.add_step, task, f"Step {b}", new_uid())

    def _series(self, a: int, _b: int, _c: int) -> None:
        if (task := self._pick(a)) is not None:
            self._submit(tasks.end_series, task)

    def _column_add(self, a: int, b: int, _c: int) -> None:
        stage = self._stage(b)
        self._submit(stages.add_stage, f"Column {a}", stage.kind, stage.id, new_uid())

    def _column_move(self, a: int, b: int, _c: int) -> None:
        if self._stage(a).id != self._stage(b).id:
            self._submit(stages.move_stage, self._stage(a).id, self._stage(b).id)

    def _column_rename(self, a: int, b: int, _c: int) -> None:
        self._submit(stages.edit_stage, self._stage(a).id, name=f"Named {b}")

    def _column_delete(self, a: int, _b: int, _c: int) -> None:
        self._submit(stages.delete_stage, self._stage(a).id)

    def _undo(self, *_: int) -> None:
        if self.hand.board.undoable():
            self.hand.window.undo()

    def _redo(self, *_: int) -> None:
        if self.hand.board.redoable():
            self.hand.window.redo()

    def _search(self, a: int, _b: int, _c: int) -> None:
        self.hand.window.show_query(("", "card", "tag:t", "is:recurring", "due:none", '"')[a % 6])


def content(board: Board) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that undo restores; moments of change are not among them."""
    found = {}
    for model in TABLES:
        name = model._meta.table_name
        if name in ("task", "stage", "step", "tag", "task_tag", "task_assistant", "assistant", "board"):
            columns = [column for column in model._meta.columns if column not in ("changed", "rank")]
            sql = f'SELECT {", ".join(columns)} FROM "{name}" ORDER BY id'  # noqa: S608
            found[name] = board.db.execute_sql(sql).fetchall()
    return found


def orders(board: Board) -> list[tuple[str, list[int]]]:
    return [(stage.uid, read_order(board, stage.id)[0]) for stage in read_stages(board)]


@given(doings=DOINGS)
@settings(
    max_examples=10,
    # A shorter example of a failure would cost minutes of windows.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_window_is_always_the_file_and_everything_can_be_taken_back(
    qtbot: QtBot, doings: list[tuple[str, int, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(qtbot, Path(folder))
        cards = [TaskDraft(f"First {n}", repeat=Repeat(1, "week") if n % 3 == 0 else None) for n in range(8)]
        hand = desk.window(desk.board(unsorted=cards[:4], core=cards[4:6], setup=cards[6:]))
        while hand.board.undoable():
            hand.undo()
        empty = content(hand.board), orders(hand.board)
        while hand.board.redoable():
            hand.redo()
        player = Player(hand)
        for doing in doings:
            player.does(*doing)
        full = content(hand.board), orders(hand.board)
        count = 0
        while hand.board.undoable():
            hand.window.undo()
            hand.settle()
            hand.agrees()
            count += 1
        assert (content(hand.board), orders(hand.board)) == empty
        for _ in range(count):
            hand.window.redo()
            hand.settle()
            hand.agrees()
        assert (content(hand.board), orders(hand.board)) == full
        desk.close()

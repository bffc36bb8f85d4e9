"""Undo against the world: an owner does, undoes and redoes at random while somebody else changes the board.

Each is in a session of their own, as another process would be: the board is closed and opened between them.
After every step the file must be whole; no undo or redo may touch what the other one set last; one that is
refused must have changed nothing; and where nobody else came between, it must bring back exactly what was.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.board import Board
from models.errors import Conflict
from models.tasks import bin_tasks, edit_task, empty_bin
from tests.faults.figures import Figure
from tests.models import test_undo_everything as everything
from tests.models.boards import TODAY, Clock, faults, open_new

# Of one board; more of them would make it a board of chaos, on which everything is refused.
STEPS = 40


VALUES: dict[str, list[Any]] = {
    "title": ["A", "B", "Theirs"],
    "notes": ["x", "y", "theirs"],
    "due": [None, TODAY],
    "due_time": [None, "09:30"],
    "seconds_per_run": [None, 60, 120],
    "done_when": ["", "theirs"],
}
_LAST_CARDS = """
    SELECT r.task, r.image FROM journal_row r JOIN task t ON t.id = r.task
    WHERE r.item = 'task' AND r.how = 'update' AND r.revision = (
      SELECT max(revision) FROM journal WHERE author = 'owner' AND kind <> 'quiet')
"""


class TwoSessions:
    """An owner and somebody else, in turns. `bad`: what went wrong, in words; `seen`: what happened."""

    def __init__(self, path: Path, pick: everything.Pick) -> None:
        self.path, self.pick, self.clock = path, pick, Clock()
        self.bad: list[str] = []
        self.seen: Counter[str] = Counter()
        # The tables before each change of the owner's, and the newest revision of anybody's that undo leaves.
        self.before: dict[int, Any] = {}
        self.barrier = 0
        self.board = open_new(path, self.clock)
        self.do(everything.do_add)

    def step(self) -> None:
        what = self.pick(
            st.sampled_from(
                ["do", "do", "edit", "edit", "undo", "undo", "undo", "redo", "other", "other", "other"]
            )
        )
        getattr(self, what)()
        if found := faults(self.board):
            self.bad.append(f"{what}: {found}")

    def edit(self) -> None:
        """The owner sets fields of a card."""
        self.do(everything.do_edit if everything.rows(self.board, "task") else everything.do_add)

    def do(self, operation: Callable[..., None] = everything.operate) -> None:
        """The owner does something. What only is published is no part of what an undo brings back."""
        before, newest, step = everything.tables(self.board), self.board.revision, self.board.undoable()
        everything.with_refusal(lambda: operation(self.board, self.pick))
        after = self.board.undoable()
        self.seen["done"] += self.board.revision > newest
        if step and not everything.exists(self.board, step.revision):
            # Typing of one visit goes into the change before it.
            before = self.before.pop(step.revision, before)
        if after and after.revision > newest:
            self.before[after.revision] = before
        if self.board.revision > (after.revision if after else 0):
            self.barrier = self.board.revision

    def undo(self) -> None:
        self._revert("undo")

    def redo(self) -> None:
        self._revert("redo")

    def other(self) -> None:
        """Somebody else opens the board, does something, and goes."""
        self.board.close()
        with Board.open(self.path, clock=self.clock) as board:
            board.author = "second"
            newest = board.revision
            self.interfere(board)
            self.seen["others"] += board.revision > newest
            self.barrier = max(self.barrier, board.revision if board.revision > newest else 0)
        self.board = Board.open(self.path, clock=self.clock)

    def interfere(self, board: Board) -> None:
        """Anything, mostly to the very fields that the owner set last; now and then it deletes one."""
        own = board.db.execute_sql(_LAST_CARDS).fetchall()
        rows = [task for task, _ in own] or everything.rows(board, "task")
        what = self.pick(st.sampled_from(["edit", "edit", "edit", "edit", "purge", "undo", "any"]))
        if what in ("edit", "purge") and rows:
            task = self.pick(st.sampled_from(rows))
            if what == "edit":
                fields = {name for row, image in own if row == task for name in json.loads(image or "{}")}
                names = sorted(fields & VALUES.keys()) or sorted(VALUES)
                edit_task(
                    board, task, **{name: self.pick(st.sampled_from(VALUES[name])) for name in names[:2]}
                )
            else:
                # What belonged to the card must not come back without it.
                bin_tasks(board, [task])
                empty_bin(board, [task])
        elif what == "undo" and board.undoable():
            everything.with_refusal(board.undo)
        else:
            everything.operate(board, self.pick)

    def _revert(self, word: str) -> None:
        board = self.board
        step = board.undoable() if word == "undo" else board.redoable()
        if step is None:
            return
        before, newest, theirs = (
            everything.tables(board),
            board.revision,
            theirs_of(board, step.revision),
        )
        try:
            board.undo() if word == "undo" else board.redo()
        except Conflict as refused:
            self.seen["refused"] += 1
            if everything.tables(board) != before or board.revision != newest:
                self.bad.append(f"{word} was refused, and changed something: {refused}")
            if step.revision > self.barrier:
                self.bad.append(f"{word} was refused although nobody came between: {refused}")
            # As who is told so may do: something else.
            self.do()
            return
        self.seen[word] += 1
        if lost := [key for key, value in theirs.items() if everything.now(board, *key) != value]:
            self.bad.append(f"{word} wrote over what somebody else had set: {lost}")
        if word == "undo" and step.revision > self.barrier and step.revision in self.before:
            if everything.tables(board) != self.before[step.revision]:
                self.bad.append("undo did not bring back what was")
            self.seen["exactly"] += 1
        self.before[board.revision] = before


def theirs_of(board: Board, since: int) -> dict[everything.Field, Any]:
    """The fields that somebody else set last, `since` a revision and by a change that stands, with what they
    are now. Places aside: neighbours tell these.
    """
    reverts = dict(board.db.execute_sql("SELECT reverts, revision FROM journal WHERE reverts IS NOT NULL"))
    last: dict[everything.Field, str] = {}
    for revision, author, item, row, field in board.db.execute_sql(_SET, (since,)).fetchall():
        if not is_taken_back(reverts, revision):
            last[item, row, field] = author
    return {key: everything.now(board, *key) for key, author in last.items() if author == "second"}


def is_taken_back(reverts: dict[int, int], revision: int) -> bool:
    """Whether an undo stands that reverts this change; `reverts`: by what a change was reverted."""
    return revision in reverts and not is_taken_back(reverts, reverts[revision])


_SET = """
    SELECT j.revision, j.author, r.item, r.row, f.key FROM journal_row r JOIN journal j USING (revision),
      json_each(r.image) f
    WHERE r.revision > ? AND r.how = 'update' AND j.kind <> 'undo'
      AND f.key NOT IN ('rank', 'above', 'changed') ORDER BY r.id
"""


def measure(count: int) -> list[Figure]:
    """`count` random steps of two people."""
    bad: list[str] = []
    seen: Counter[str] = Counter()

    @settings(
        max_examples=max(1, count // STEPS), phases=[Phase.generate], derandomize=True, database=None,
        deadline=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            two = TwoSessions(Path(folder) / "a.board", data.draw)
            try:
                for _ in range(STEPS):
                    two.step()
            finally:
                two.board.close()
                seen.update(two.seen + Counter(steps=STEPS))
                bad.extend(two.bad)

    run()
    note = ", ".join(
        f"{seen[name]:,} {name}" for name in ("done", "others", "undo", "redo", "refused", "exactly")
    )
    if bad:
        note += f"; first: {bad[0]}"
    return [Figure("Undo and redo beside somebody else's changes", seen["steps"], len(bad), note)]

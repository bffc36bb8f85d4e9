"""What an owner does with a board, at random, and how to tell afterwards that nothing of it was lost.

Each committed change is acknowledged as `[revision, mark]` by the Change that the board publishes; the mark
stands for everything that the tables hold then.
"""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from models import brief_edits, checking, handovers, importing, steps, tasks
from models.assistants import add_assistant
from models.board import Board, new_uid
from models.errors import Conflict, Refused, StorageError
from models.hands import Terms
from models.recorded import RECORDED
from models.schema import SearchText
from tests.faults.server import Report
from tests.models.boards import TODAY, add, draft, open_new

WORDS = ("books", "Ärger", "straße", "gloves", "渡す", "=1+1", "<b>x</b>")
TABLES = (*RECORDED, SearchText)


def new_board(path: Path, cards: int = 12) -> None:
    """A small board to work on: some cards, and two assistants."""
    with open_new(path) as board:
        add(board, *(f"Card {n}" for n in range(cards)))
        for name in ("Maya", "Ines"):
            add_assistant(board, name)


def mark_of(board: Board) -> str:
    """One word for everything that is in the tables and for what can be undone."""
    found = hashlib.sha256()
    for model in TABLES:
        name = model._meta.table_name
        found.update(repr(board.db.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()).encode())  # noqa: S608
    found.update(repr(board.db.execute_sql(_JOURNAL).fetchall()).encode())
    return found.hexdigest()[:16]


_JOURNAL = "SELECT revision, action, kind, reverts FROM journal ORDER BY revision"


def acknowledge(board: Board, report: Report) -> None:
    """From now on, report each change when it is published."""
    report([board.revision, mark_of(board)])
    board.observe(lambda change: report([change.revision, mark_of(board)]))


def work(report: Report, path: str, seed: float, changes: int = 10**6, pragma: str = "") -> None:
    """A job: open the board and do so many things with it. `pragma`: for a canary, of the writer."""
    rng = Random(seed)
    # What is kept before an import lies beside the board here, so that one trace tells of all.
    os.environ["XDG_DATA_HOME"] = str(Path(path).parent)
    with Board.open(path) as board:
        board.adopt_writer()
        if pragma:
            board.db.execute_sql(pragma)
        acknowledge(board, report)
        for _ in range(changes):
            do_something(board, rng)


def do_something(board: Board, rng: Random) -> None:
    """One thing of many; what is not possible is refused, and that is well."""
    operation = rng.choice(OPERATIONS)
    # Undo may have gone back to before the first card.
    if not some(board, rng):
        operation = _add
    try:
        operation(board, rng)
    except (Refused, Conflict):
        return
    except StorageError:
        # The disk failed: nothing is acknowledged, and the next thing is tried.
        return


def some(board: Board, rng: Random, table: str = "task", most: int = 3) -> list[int]:
    sql = f'SELECT id FROM "{table}" ORDER BY id'  # noqa: S608
    rows = [row for (row,) in board.db.execute_sql(sql).fetchall()]
    return rng.sample(rows, min(len(rows), rng.randint(1, most)))


def one(board: Board, rng: Random, table: str = "task") -> int:
    return some(board, rng, table, 1)[0]


def _move(board: Board, rng: Random) -> None:
    after = rng.choice([None, one(board, rng)])
    tasks.move_tasks(board, some(board, rng), one(board, rng, "stage"), after, TODAY)


def _order(board: Board, rng: Random) -> None:
    (stage,) = board.db.execute_sql(
        "SELECT stage_id FROM task WHERE id = ?", (task := one(board, rng),)
    ).fetchone()
    tasks.move_tasks(board, [task], stage, one(board, rng), TODAY)


def _edit(board: Board, rng: Random) -> None:
    text = " ".join(rng.choices(WORDS, k=rng.randint(1, 40)))
    field = rng.choice(["title", "notes", "done_when"])
    tasks.edit_task(board, one(board, rng), rng.choice([None, "typing"]), **{field: text[:200]})


def _add(board: Board, rng: Random) -> None:
    drafts = [draft(rng.choice(WORDS), notes="x" * rng.choice([0, 10, 5_000]), tags=[rng.choice(WORDS)])]
    tasks.add_tasks(board, drafts * 1, one(board, rng, "stage"))


def _import(board: Board, rng: Random) -> None:
    drafts = [draft(f"From file {n}", source=f"file:{rng.random()}") for n in range(rng.randint(1, 30))]
    importing.import_drafts(board, drafts, "file.csv", importing.Report())


def _hand(board: Board, rng: Random) -> None:
    if not some(board, rng, "assistant"):
        add_assistant(board, "Maya")
    cards = some(board, rng)
    what = rng.choice(["hand_over", "hand_over", "take_back", "deliver", "accept"])
    if what == "hand_over":
        handovers.hand_over(board, cards, Terms(one(board, rng, "assistant"), {"due": TODAY}))
    else:
        getattr(handovers, what)(board, cards)


def _brief(board: Board, rng: Random) -> None:
    brief_edits.edit_brief(board, one(board, rng), outcome=rng.choice(WORDS))


def _parts(board: Board, rng: Random) -> None:
    if rng.random() < 0.5:
        steps.add_step(board, one(board, rng), rng.choice(WORDS), new_uid())
    else:
        tasks.edit_tags(board, some(board, rng), [rng.choice(WORDS)], [rng.choice(WORDS)])


def _bin(board: Board, rng: Random) -> None:
    rng.choice([tasks.bin_tasks, tasks.restore_tasks])(board, some(board, rng))


OPERATIONS: tuple[Callable[[Board, Random], None], ...] = (
    _move, _move, _order, _order, _edit, _edit, _add, _import, _hand, _hand, _brief, _parts, _bin,
    lambda board, _: board.undo(), lambda board, _: board.undo(), lambda board, _: board.redo(),
)  # fmt: skip


def look(report: Report, path: str) -> None:
    """A job: open a board and report what it is, [revision, mark, faults]."""
    with Board.open(path) as board:
        report([board.revision, mark_of(board), faults_of(board)])


def faults_of(board: Board) -> list[str]:
    """Everything that must hold of a whole board: pages, references, numbers, order, history and undo."""
    found = [fault.english() for fault in checking.check(board).faults]
    sql = "SELECT stage_id, rank FROM task WHERE binned IS NULL GROUP BY 1, 2 HAVING count(*) > 1"
    found += [f"two cards at one place: {row}" for row in board.db.execute_sql(sql).fetchall()]
    found += _history_against_tables(board)
    if not found:
        found += _undo_and_redo(board)
    return found


def _history_against_tables(board: Board) -> list[str]:
    """What the journal said last of each field is what its table holds."""
    last: dict[tuple[str, int, str], Any] = {}
    there: dict[tuple[str, int], bool] = {}
    sql = "SELECT item, row, how, image FROM journal_row ORDER BY id"
    for item, row, how, image in board.db.execute_sql(sql).fetchall():
        if how in ("insert", "delete"):
            there[item, row] = how == "insert"
            for key in [key for key in last if key[:2] == (item, row)]:
                del last[key]
        else:
            pairs = json.loads(image or "{}").items()
            # A move names the row above beside the pairs.
            last |= {(item, row, name): pair[1] for name, pair in pairs if name != "above"}
    found = []
    for (item, row), is_there in there.items():
        sql = f'SELECT count(*) FROM "{item}" WHERE id = ?'  # noqa: S608
        if board.db.execute_sql(sql, (row,)).fetchone()[0] != is_there:
            found.append(f"{item} {row} is not what its history says")
    for (item, row, name), value in last.items():
        sql = f'SELECT "{name}" FROM "{item}" WHERE id = ?'  # noqa: S608
        kept = board.db.execute_sql(sql, (row,)).fetchone()
        if kept is not None and kept[0] != value:
            found.append(f"{item} {row}: {name} is {kept[0]!r}, its history says {value!r}")
    return found


def _undo_and_redo(board: Board, count: int = 3) -> list[str]:
    """The undo stack can be used: so many steps back and forth lead to where they began."""
    before, done = _tables(board), 0
    try:
        while done < count and board.undoable():
            board.undo()
            done += 1
        for _ in range(done):
            board.redo()
    except (Refused, Conflict) as error:
        return [f"undo: {error.sentence.english()}"]
    return [] if _tables(board) == before else ["undo and redo do not lead back"]


def _tables(board: Board) -> list[Any]:
    names = [model._meta.table_name for model in TABLES if model._meta.table_name != "timer"]
    return [board.db.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in names]  # noqa: S608

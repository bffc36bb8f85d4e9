"""Any sequence of operations, undone, restores every table; a second author's work is never overwritten."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from models import ordering, rank
from models.board import Board, new_uid
from models.drafts import CommentDraft, LinkDraft, StepDraft
from models.errors import Conflict, Refused
from models.importing import Report, import_drafts
from models.repeats import Repeat
from models.stages import (
    add_stage,
    delete_stage,
    edit_board,
    edit_stage,
    forget_widths,
    move_stage,
    read_stages,
    set_widths,
)
from models.steps import (
    add_attachment,
    add_comment,
    add_step,
    delete_attachment,
    delete_step,
    edit_step,
    link_tasks,
    move_step,
    unlink_tasks,
)
from models.tasks import (
    add_tasks,
    bin_tasks,
    bulk_edit,
    edit_assistants,
    edit_tags,
    edit_task,
    end_series,
    finish_tasks,
    move_tasks,
    restore_tasks,
)
from tests.models.boards import TODAY, Clock, Tables, draft, faults, open_new
from tests.models.boards import tables as all_tables
from tests.models.brief_operations import do_brief, do_brief_parts, stale_briefs
from tests.models.hand_operations import do_hand, do_runs, do_told, do_training
from tests.models.sort_operations import do_audit, do_settings, do_sort, do_time

Pick = Callable[[st.SearchStrategy[Any]], Any]
NAMES = ["books", "Ärger", "straße", "it"]


def tables(board: Board) -> Tables:
    """What undo is about; a timer is started and stopped, never taken back."""
    return {name: found for name, found in all_tables(board).items() if name != "timer"}


def rows(board: Board, table: str) -> list[int]:
    sql = 'SELECT id FROM "{}" ORDER BY id'
    return [row for (row,) in board.db.execute_sql(sql.format(table))]


def some(pick: Pick, board: Board, table: str = "task", **sizes: int) -> list[int]:
    return pick(st.lists(st.sampled_from(rows(board, table)), unique=True, **sizes))


def one(pick: Pick, board: Board, table: str) -> int:
    return some(pick, board, table, min_size=1, max_size=1)[0]


def maybe(pick: Pick, board: Board, table: str) -> int | None:
    return pick(st.one_of(st.none(), st.sampled_from([*rows(board, table), 10**6])))


def do_add(board: Board, pick: Pick) -> None:
    drafts = [
        draft(
            f"Task {index}",
            notes=pick(st.sampled_from(["", "Notiz", "zwei\nZeilen"])),
            verdict=pick(st.sampled_from([None, "core", "delegable", "split"])),
            tags=pick(st.lists(st.sampled_from(NAMES))),
            assistants=pick(st.lists(st.sampled_from(NAMES), max_size=1)),
            steps=[StepDraft("one"), StepDraft("two", True)],
            comments=[CommentDraft("hm")],
            links=[LinkDraft("https://example.com")],
            due=pick(st.sampled_from([None, TODAY])),
            repeat=pick(st.sampled_from([None, Repeat(1, "week")])),
            seconds_per_run=pick(st.sampled_from([None, 600])),
        )
        for index in range(pick(st.integers(1, 3)))
    ]
    stage = pick(st.one_of(st.none(), st.sampled_from(rows(board, "stage"))))
    add_tasks(board, drafts, stage, maybe(pick, board, "task"))


def do_import(board: Board, pick: Pick) -> None:
    drafts = [
        draft(f"From file {i}", source=f"test:{i}", tags=["file"]) for i in range(pick(st.integers(1, 4)))
    ]
    import_drafts(board, drafts, "file.csv", Report(), again=pick(st.booleans()))


def do_move(board: Board, pick: Pick) -> None:
    stage = one(pick, board, "stage")
    move_tasks(board, some(pick, board, max_size=4), stage, maybe(pick, board, "task"), TODAY)


def do_edit(board: Board, pick: Pick) -> None:
    fields = {
        "title": st.sampled_from(["A", "B", "Ünï"]),
        "notes": st.sampled_from(["", "x", "y"]),
        "verdict": st.sampled_from(["undecided", "core", "delegable", "split"]),
        "due": st.sampled_from([None, TODAY, TODAY + dt.timedelta(1)]),
        "due_time": st.sampled_from([None, "09:30"]),
        "repeat": st.sampled_from([None, Repeat(1, "week"), Repeat(2, "month")]),
        "seconds_per_run": st.sampled_from([None, 60, 3600]),
    }
    names = pick(st.lists(st.sampled_from(sorted(fields)), unique=True, min_size=1, max_size=2))
    visit = pick(st.sampled_from([None, "a", "b"]))
    edit_task(board, one(pick, board, "task"), visit, **{name: pick(fields[name]) for name in names})


def do_names(board: Board, pick: Pick) -> None:
    function = pick(st.sampled_from([edit_tags, edit_assistants]))
    add, remove = (pick(st.lists(st.sampled_from(NAMES), max_size=2)) for _ in range(2))
    function(board, some(pick, board), add, remove)


def do_bulk(board: Board, pick: Pick) -> None:
    stage = pick(st.one_of(st.none(), st.sampled_from(rows(board, "stage"))))
    bulk_edit(board, some(pick, board), due=TODAY, add_tags=["bulk"], stage=stage, today=TODAY)


def do_bin(board: Board, pick: Pick) -> None:
    pick(st.sampled_from([bin_tasks, restore_tasks]))(board, some(pick, board, max_size=4))


def do_finish(board: Board, pick: Pick) -> None:
    if pick(st.booleans()):
        end_series(board, one(pick, board, "task"))
    else:
        finish_tasks(board, some(pick, board), pick(st.sampled_from(["done", "dropped", "automated"])))


def do_steps(board: Board, pick: Pick) -> None:
    step = one(pick, board, "step")
    match pick(st.integers(0, 3)):
        case 0:
            add_step(board, one(pick, board, "task"), "new step", new_uid(), maybe(pick, board, "step"))
        case 1:
            edit_step(board, step, pick(st.sampled_from([None, "v"])), text=pick(st.sampled_from(["a", "b"])))
        case 2:
            move_step(board, step, maybe(pick, board, "step"))
        case 3:
            delete_step(board, step)


def do_hangers(board: Board, pick: Pick) -> None:
    task, other = some(pick, board, min_size=2, max_size=2)
    match pick(st.integers(0, 4)):
        case 0:
            add_comment(board, task, "said", new_uid())
        case 1:
            add_attachment(board, task, "file.pdf", "", new_uid())
        case 2:
            delete_attachment(board, one(pick, board, "attachment"))
        case 3:
            link_tasks(board, "blocks", task, other)
        case 4:
            unlink_tasks(board, one(pick, board, "link"))


def do_columns(board: Board, pick: Pick) -> None:
    stage = one(pick, board, "stage")
    match pick(st.integers(0, 6)):
        case 0:
            kind = pick(st.sampled_from(["core", "done", "setup"]))
            add_stage(board, "New", kind, maybe(pick, board, "stage"), new_uid())
        case 1:
            edit_stage(
                board, stage, name=pick(st.sampled_from(["X", "Y"])), limit=pick(st.sampled_from([None, 3]))
            )
        case 2:
            move_stage(board, stage, maybe(pick, board, "stage"))
        case 3:
            delete_stage(board, stage)
        case 4:
            edit_board(board, specialisation=pick(st.sampled_from(["Gloves", "Masks"])))
        case 5:
            set_widths(board, stage, {stage: pick(st.sampled_from([150, 300]))})
        case 6:
            forget_widths(board)


OPERATIONS = [
    do_add, do_import, do_move, do_move, do_edit, do_edit, do_names, do_bulk, do_bin, do_finish, do_steps,
    do_hangers, do_columns, do_sort, do_sort, do_settings, do_time, do_audit, do_hand, do_hand,
    do_hand, do_told, do_runs, do_runs, do_training, do_training, do_brief, do_brief, do_brief_parts,
]  # fmt: skip


def operate(board: Board, pick: Pick) -> None:
    """One operation of any kind; what is not possible is refused in words or has nothing to work on."""
    operation = pick(st.sampled_from(OPERATIONS))
    needed = {do_steps: "step", do_hangers: "attachment"}.get(operation, "task")
    if (
        operation not in (do_add, do_import, do_columns, do_settings, do_audit)
        and len(rows(board, needed)) < 2
    ):
        return
    if operation is do_hangers and not rows(board, "link"):
        a, b = rows(board, "task")[:2]
        link_tasks(board, "parent", a, b)
        return
    with_refusal(lambda: operation(board, pick))


def with_refusal(function: Callable[[], None]) -> bool:
    try:
        function()
    except Refused:
        return False
    return True


@pytest.fixture(params=["wide gaps", "forced re-spacing"])
def gaps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "forced re-spacing":
        # Two halvings use a gap up, and only two neighbours are re-spaced.
        monkeypatch.setattr(rank, "SMALLEST_GAP", rank.STEP / 4)
        monkeypatch.setattr(ordering, "RUN", 2)


FOLDERS = iter(range(10**9))


@pytest.mark.usefixtures("gaps")
@settings(max_examples=40, phases=[Phase.generate])
@given(data=st.data())
def test_any_sequence_undone_and_redone_restores_every_table(
    data: st.DataObject, tmp_path_factory: Any
) -> None:
    path: Path = tmp_path_factory.mktemp("undo") / "a.board"
    with open_new(path, Clock()) as board:
        states = [tables(board)]
        for _ in range(data.draw(st.integers(1, 14))):
            before = board.undoable()
            operate(board, data.draw)
            after = board.undoable()
            if after != before:
                # Typing of one visit goes into the change before it.
                if (
                    before
                    and after
                    and after.revision != before.revision
                    and not exists(board, before.revision)
                ):
                    states.pop()
                states.append(tables(board))
            elif tables(board) != states[-1]:
                states[-1] = tables(board)
            assert not faults(board) and not stale_briefs(board)
        for state in reversed(states[:-1]):
            board.undo()
            assert tables(board) == state
        assert board.undoable() is None
        for state in states[1:]:
            board.redo()
            assert tables(board) == state
        for state in reversed(states[:-1]):
            board.undo()
            assert tables(board) == state
        assert not faults(board)


def exists(board: Board, revision: int) -> bool:
    return bool(board.db.execute_sql("SELECT 1 FROM journal WHERE revision = ?", (revision,)).fetchone())


@pytest.mark.usefixtures("gaps")
@settings(max_examples=40, phases=[Phase.generate])
@given(data=st.data())
def test_undo_beside_a_second_author_never_overwrites_their_work(
    data: st.DataObject, tmp_path_factory: Any
) -> None:
    path: Path = tmp_path_factory.mktemp("two") / "a.board"
    with open_new(path, Clock()) as board:
        do_add(board, data.draw)
        for _ in range(data.draw(st.integers(1, 5))):
            operate(board, data.draw)
        board.author = "second"
        for _ in range(data.draw(st.integers(1, 4))):
            operate(board, data.draw)
        board.author = "owner"
        while board.undoable():
            before = tables(board)
            revision = board.revision
            theirs = values_of(board, "second")
            try:
                board.undo()
            except Conflict as conflict:
                assert str(conflict)
                assert tables(board) == before and board.revision == revision
                break
            assert {key: now(board, *key) for key in theirs} == theirs
            assert not faults(board)
            assert order_without(board, before, moved_by(board)) == order_without(
                board, tables(board), moved_by(board)
            )
        while board.redoable():
            if not with_refusal(board.redo):
                break
            assert not faults(board) and not stale_briefs(board)


Field = tuple[str, int, str]


def values_of(board: Board, author: str) -> dict[Field, Any]:
    """The fields that an author set last, with what they are now; places aside: neighbours tell these."""
    sql = (
        "SELECT j.author, r.item, r.row, f.key FROM journal_row r JOIN journal j USING (revision),"
        " json_each(r.image) f WHERE r.how = 'update' AND f.key NOT IN ('rank', 'above', 'changed')"
        " ORDER BY r.id"
    )
    last: dict[Field, str] = {}
    for who, item, row, field in board.db.execute_sql(sql).fetchall():
        last[item, row, field] = who
    return {key: now(board, *key) for key, who in last.items() if who == author}


def now(board: Board, item: str, row: int, field: str) -> Any:
    sql = 'SELECT "{}" FROM "{}" WHERE id = ?'
    found = board.db.execute_sql(sql.format(field, item), (row,)).fetchone()
    return found and found[0]


def moved_by(board: Board) -> set[tuple[str, int]]:
    """The rows that the newest change gave a place, made or deleted."""
    sql = "SELECT item, row, how, image FROM journal_row WHERE revision = (SELECT max(revision) FROM journal)"
    lines = board.db.execute_sql(sql).fetchall()
    return {
        (item, row)
        for item, row, how, image in lines
        if how in ("insert", "delete") or (how == "update" and '"rank"' in image)
    }


def order_without(
    board: Board, state: dict[str, Any], gone: set[tuple[str, int]]
) -> dict[tuple[str, int], list[int]]:
    """For each scope the rows in order, but for some."""
    found: dict[tuple[str, int], list[tuple[float, int]]] = {}
    columns = {"stage": (0, 2, 6), "task": (0, 3, 4), "step": (0, 2, 5)}
    for item, (key, scope, number) in columns.items():
        for row in state[item]:
            if (item, row[key]) not in gone:
                found.setdefault((item, row[scope]), []).append((row[number], row[key]))
    return {scope: [key for _, key in sorted(places)] for scope, places in found.items() if places}


def test_the_order_read_from_tables_is_the_one_the_board_shows(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        assert [row[0] for row in sorted(tables(board)["stage"], key=lambda row: row[6])] == [
            stage.id for stage in read_stages(board)
        ]

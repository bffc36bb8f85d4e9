"""Undo and redo of every action beside a newer change of somebody else: refused by name, nothing changed."""

import ast
import contextlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models import change, raw_rows, sqlite
from models.board import Board
from models.errors import Conflict
from models.recorded import BY_NAME, NEVER_REVERTED
from models.schema import DayField, MomentField, Row
from tests.models.boards import Clock, Tables, faults, open_new, tables
from tests.models.every_action import ACTIONS, NEVER_UNDONE, World

MODELS = Path(change.__file__).parent
# Time stamps are nobody's word: undo puts them back only where nobody touched the card since.
SOFT = {"changed", "above"}


def test_every_action_of_the_program_is_tried_here() -> None:
    assert set(ACTIONS) == set(change._ONE) | set(change._MANY)
    for path in MODELS.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "change"
            ):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    assert first.value in ACTIONS, path.name


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.board"


def do(path: Path, action: str) -> int:
    """A board on which the owner did this last; closed. Its revision."""
    with open_new(path) as board:
        ACTIONS[action](World(board))
        revision, found = board.db.execute_sql(
            "SELECT revision, action FROM journal ORDER BY revision DESC LIMIT 1"
        ).fetchone()
        assert found == action
        return int(revision)


def fields_of(board: Board, revision: int) -> list[tuple[str, int, str]]:
    """Each table's fields that a change set, at one of its rows; of a new row one that holds words."""
    sql = (
        "SELECT item, \"row\", how, image FROM journal_row WHERE revision = ? AND how IN ('insert', 'update')"
    )
    found: dict[tuple[str, str], int] = {}
    for item, row, how, image in board.db.execute_sql(sql, (revision,)).fetchall():
        if item in NEVER_REVERTED or raw_rows.select_row(board.db, BY_NAME[item], ["id"], row) is None:
            continue
        names = list(json.loads(image)) if how == "update" else [told_by(BY_NAME[item])]
        for name in set(names) - SOFT:
            found.setdefault((item, name), row)
    return [(item, row, name) for (item, name), row in found.items()]


def told_by(model: type[Row]) -> str:
    """A field that others may well set."""
    names = sqlite.columns(model)
    wanted = (
        "title",
        "text",
        "note",
        "notes",
        "name",
        "value",
        "tool",
        "body",
        "rank",
        "level",
        "ending",
        "url",
    )
    return next((name for name in wanted if name in names), names[-1])


def others(board: Board, item: str, row: int, name: str) -> list[Any]:
    """Values that this field does not have."""
    model = BY_NAME[item]
    field = model._meta.columns[name]
    (now,) = raw_rows.select_row(board.db, model, [name], row) or (None,)
    if field in model._meta.refs:
        parent = field.rel_model._meta.table_name
        sql = f'SELECT id FROM "{parent}" WHERE id IS NOT ? ORDER BY id'  # noqa: S608 - names of a schema
        return [key for (key,) in board.db.execute_sql(sql, (now,)).fetchall()]
    if isinstance(field, DayField):
        return ["2031-02-03"]
    if isinstance(field, MomentField):
        return ["2031-02-03 04:05:06.000000"]
    if field.field_type == "TEXT":
        return [f"{now or ''}~"]
    if field.field_type == "FLOAT":
        return [now + 512.25]
    return [1 - now if field.field_type == "BOOL" else (now or 0) + 1]


def set_by_another(path: Path, item: str, row: int, name: str) -> Any:
    """A second author, in a session of their own, sets that field. None where no other value may stand."""
    with Board.open(path, clock=Clock()) as board:
        board.author = "Second"
        for value in others(board, item, row, name):
            with contextlib.suppress(sqlite.INTEGRITY_ERRORS[0]), board.change("edit", "theirs") as record:
                record.update_plain(BY_NAME[item], row, {name: value})
                return value
    return None


def plain(board: Board) -> Tables:
    return {name: found for name, found in tables(board).items() if name != "timer"}


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - NEVER_UNDONE))
def test_undo_is_refused_where_somebody_else_set_the_same_field_since(path: Path, action: str) -> None:
    revision = do(path, action)
    with Board.open(path, clock=Clock()) as board:
        step = board.undoable()
        assert step is not None and step.revision == revision
        fields = fields_of(board, revision)
    kept = Path(shutil.copy(path, path.with_name("kept.board")))
    for item, row, name in fields:
        shutil.copy(kept, path)
        refuses(path, item, row, name, revision, "undo")


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - NEVER_UNDONE))
def test_redo_is_refused_where_somebody_else_set_the_same_field_since(path: Path, action: str) -> None:
    revision = do(path, action)
    with Board.open(path, clock=Clock()) as board:
        board.undo()
        step = board.redoable()
        assert step is not None and not faults(board)
        fields = fields_of(board, step.revision)
    assert step.revision > revision
    kept = Path(shutil.copy(path, path.with_name("kept.board")))
    for item, row, name in fields:
        shutil.copy(kept, path)
        refuses(path, item, row, name, step.revision, "redo")


def refuses(path: Path, item: str, row: int, name: str, revision: int, word: str) -> None:
    value = set_by_another(path, item, row, name)
    if value is None:
        return
    with Board.open(path, clock=Clock()) as board:
        before, newest, broken = tables(board), board.revision, faults(board)
        step = board.undoable() if word == "undo" else board.redoable()
        assert step is not None and step.revision == revision
        with pytest.raises(Conflict) as refused:
            getattr(board, word)()
        said = str(refused.value)
        assert said.startswith("Not taken back, because of a newer change: ") and "(Second, 2026-" in said, (
            item, name, said,
        )  # fmt: skip
        assert tables(board) == before and board.revision == newest and faults(board) == broken
        assert raw_rows.select_row(board.db, BY_NAME[item], [name], row) == (value,)


@pytest.mark.parametrize("action", sorted(NEVER_UNDONE))
def test_what_cannot_be_taken_back_is_not_offered(path: Path, action: str) -> None:
    revision = do(path, action)
    with Board.open(path, clock=Clock()) as board:
        step = board.undoable()
        assert step is None or step.revision < revision


@pytest.mark.parametrize("action", sorted(ACTIONS.keys() - NEVER_UNDONE))
def test_every_action_is_undone_and_redone_in_another_session(path: Path, action: str) -> None:
    """Closed and opened between each: undo is read from the file."""
    do(path, action)
    with Board.open(path, clock=Clock()) as board:
        after, broken = plain(board), faults(board)
        board.undo()
        before = plain(board)
        assert before != after
    with Board.open(path, clock=Clock()) as board:
        board.redo()
        assert plain(board) == after and faults(board) == broken == []
    with Board.open(path, clock=Clock()) as board:
        board.undo()
        assert plain(board) == before and not faults(board)

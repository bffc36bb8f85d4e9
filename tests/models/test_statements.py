"""How many statements a read or a change takes, and which index serves it: no slow machine blurs that."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from models.board import Board
from models.cards import read_cards, read_detail, read_order, read_totals
from models.drafts import StepDraft
from models.importing import Report, import_drafts
from models.search import find, parse_query
from models.stages import read_stages
from models.tasks import edit_task, move_tasks
from tests.models.boards import TODAY, add, draft, open_new, order, stage_id


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        drafts = (
            draft(f"Task {n}", kind="core", tags=["x", "y"], steps=[StepDraft("s")]) for n in range(1_000)
        )
        import_drafts(board, drafts, "f.csv", Report())
        yield board


def statements(board: Board, function: Callable[[], object]) -> list[str]:
    seen: list[str] = []
    board.db.connection().set_trace_callback(seen.append)
    try:
        function()
    finally:
        board.db.connection().set_trace_callback(None)
    return [text for text in seen if not text.startswith("--")]


def test_reading_a_column_and_its_cards_takes_the_same_few_statements_for_any_number(board: Board) -> None:
    core = stage_id(board, "core")
    ids = order(board, "core")
    assert len(statements(board, lambda: read_order(board, core))) == 1
    assert len(statements(board, lambda: read_stages(board))) == 1
    assert len(statements(board, lambda: read_totals(board))) == 1
    for number, wanted in ((1, 1), (200, 1), (500, 1), (1000, 2)):
        assert len(statements(board, partial(read_cards, board, ids[:number]))) == wanted
    assert len(read_cards(board, ids)) == 1_000
    assert len(statements(board, lambda: read_detail(board, ids[0]))) <= 7
    assert len(statements(board, lambda: find(board, parse_query("task 99 stage:core"), TODAY))) == 2


def test_a_move_takes_as_many_statements_in_a_full_column_as_in_an_empty_one(board: Board) -> None:
    (task, other) = add(board, "one", "two")
    setup, core = stage_id(board, "setup"), stage_id(board, "core")
    middle = order(board, "core")[500]
    to_empty = statements(board, lambda: move_tasks(board, [task], setup, None, TODAY))
    to_full = statements(board, lambda: move_tasks(board, [other], core, middle, TODAY))
    assert len(to_full) <= len(to_empty) + 3 <= 26
    writes = [text for text in to_full if text.startswith(("INSERT", "UPDATE", "DELETE"))]
    # The clock, the card and when it changed, its line and its header in the journal.
    assert len(writes) == 5, writes


def test_a_title_takes_its_search_text_along(board: Board) -> None:
    task = order(board, "core")[0]
    assert len(statements(board, lambda: edit_task(board, task, title="New"))) <= 24


def plan(board: Board, sql: str, *values: object) -> str:
    return " | ".join(row[3] for row in board.db.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values))


def test_columns_are_read_from_the_index_alone(board: Board) -> None:
    sums = statements(board, lambda: read_totals(board))[0]
    assert plan(board, sums) == "SCAN task USING COVERING INDEX task_order"
    rows = statements(board, lambda: read_order(board, 1))[0]
    assert plan(board, rows) == "SEARCH task USING COVERING INDEX task_order (stage_id=?)"


def test_neighbours_are_found_through_an_index_without_sorting(board: Board) -> None:
    task, middle = order(board, "core")[0], order(board, "core")[500]
    done = statements(board, lambda: move_tasks(board, [task], stage_id(board, "core"), middle, TODAY))
    reads = [text for text in done if text.startswith("SELECT") and '"task"' in text]
    plans = [plan(board, text) for text in reads]
    assert reads and not any("SCAN" in text or "TEMP B-TREE" in text for text in plans), plans

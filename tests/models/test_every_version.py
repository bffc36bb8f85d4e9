"""A filled board of every version there ever was, with rows as bad as they come, is brought to today's."""

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest

from models import migrate, search_text
from models.board import Board
from models.cards import read_cards, read_detail
from models.errors import Conflict
from models.exporters.csv_tasks import export_csv
from models.history import read_history
from models.importers import detect
from models.importers.base import Options
from models.importing import Report, import_drafts
from models.worth import worth_of
from tests.models.boards import START, TODAY, Clock, faults, open_new, raw, tables
from tests.models.old_boards import (
    BOARDS,
    COUNTED,
    FILLED,
    NAMES,
    RENAMED,
    STRANGERS,
    applied,
    rows_of,
    write_as_others,
)

SAID = (
    "Title",
    "Verdict",
    "Outcome",
    "Assistants",
    "Due",
    "Due time",
    "Due zone",
    "Repeats",
    "Tags",
    "Steps",
)
KNOWN = migrate.known_names()


@pytest.fixture(params=BOARDS, ids=NAMES)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "old.board"))


def test_every_migration_has_a_board_of_its_version() -> None:
    versions = [applied(path) for path in BOARDS]
    assert all(found == KNOWN[: len(found)] for found in versions)
    assert {len(found) for found in versions} == set(range(1, len(KNOWN) + 1))
    for path, found in zip(BOARDS, versions, strict=True):
        assert path.stem.split("-")[1] == str(len(found))


@pytest.mark.parametrize("version", range(1, len(KNOWN) + 1))
def test_the_boards_of_a_version_have_rows_in_every_table(version: int) -> None:
    found = [rows_of(path) for path in BOARDS if len(applied(path)) == version]
    assert {name for tables in found for name, rows in tables.items() if rows} == found[0].keys()


@pytest.mark.parametrize("beside", [False, True], ids=["as it was", "with rows of other programs"])
def test_every_row_and_text_is_there_afterwards(old: Path, beside: bool) -> None:
    strangers = write_as_others(old) if beside else []
    before = rows_of(old)
    with Board.open(old, clock=Clock()) as board:
        write_search_texts(board, strangers)
        assert not faults(board)
    after = rows_of(old)
    assert before.keys() <= after.keys() and applied(old) == KNOWN
    for table, rows in before.items():
        if table in COUNTED or (table == "search_text" and beside):
            continue
        assert rows.keys() == after[table].keys() or (table in FILLED and rows.keys() <= after[table].keys())
        for key, row in rows.items():
            now = after[table][key]
            for column, value in row.items():
                name = RENAMED.get((table, column), column)
                assert now[name] == renamed(table, value) if column == "image" else now[name] == value, (
                    table, key, column,
                )  # fmt: skip


def renamed(table: str, value: bytes | None) -> bytes | None:
    """What a journal keeps has today's names."""
    for (_, then), now in RENAMED.items():
        if value is not None and table == "journal_row":
            value = value.replace(f'"{then}"'.encode(), f'"{now}"'.encode())
    return value


def write_search_texts(board: Board, ids: list[int]) -> None:
    """What another program wrote it did not fold."""
    if ids:
        board.adopt_writer()
        board.db.execute_sql("BEGIN IMMEDIATE")
        search_text.rebuild(board.db, ids)
        board.db.execute_sql("COMMIT")


def test_a_migrated_file_and_a_new_one_have_the_same_tables_and_indexes(old: Path, tmp_path: Path) -> None:
    with Board.open(old), Board.open(tmp_path / "new.board", create=True):
        pass
    listed = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY 1, 2"
    assert raw(old, listed) == raw(tmp_path / "new.board", listed)
    for (name,) in raw(old, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        about = f'PRAGMA table_info("{name}")'
        assert raw(old, about) == raw(tmp_path / "new.board", about)


def plain(board: Board) -> dict[str, Any]:
    """All but the timer, which is never taken back."""
    return {name: found for name, found in tables(board).items() if name != "timer"}


def test_undo_and_redo_reach_back_into_the_old_version(old: Path) -> None:
    with Board.open(old, clock=Clock()) as board:
        while board.redoable():
            board.redo()
            assert not faults(board)
        states = [plain(board)]
        while board.undoable():
            try:
                board.undo()
            except Conflict:
                # A colleague's newer word, in the board as it was made.
                break
            states.append(plain(board))
            assert not faults(board)
        assert len(states) > 6
        for state in reversed(states[:-1]):
            board.redo()
            assert plain(board) == state
        assert board.redoable() is None and not faults(board)


def test_every_card_is_read_and_told_of(old: Path) -> None:
    strangers = write_as_others(old)
    with Board.open(old, clock=Clock()) as board:
        ids = [task for (task,) in board.db.execute_sql("SELECT id FROM task")]
        assert read_cards(board, ids).keys() == set(ids) >= set(strangers)
        for task in ids:
            assert read_detail(board, task) is not None
            read_history(board, task)
        assert worth_of(board, today=TODAY)


def export(board: Board, path: Path) -> list[dict[str, str]]:
    count = export_csv(board, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count
    return rows


@pytest.mark.parametrize("beside", [False, True], ids=["as it was", "with rows of other programs"])
def test_what_is_exported_comes_back_and_is_exported_again(old: Path, tmp_path: Path, beside: bool) -> None:
    if beside:
        write_as_others(old)
    with Board.open(old, clock=Clock()) as board:
        first = export(board, tmp_path / "first.csv")
        alive = board.db.execute_sql("SELECT count(*) FROM task WHERE binned IS NULL").fetchone()[0]
    assert len(first) == alive > 30
    copies = []
    for name in ("second", "third"):
        with open_new(tmp_path / f"{name}.board", Clock(START)) as board:
            report = Report()
            source = tmp_path / ("first.csv" if name == "second" else "second.csv")
            with detect(source).open(source, Options()) as reading:
                import_drafts(board, reading.drafts(), source.name, report)
            copies.append(export(board, tmp_path / f"{name}.csv"))
            assert not faults(board) and report.added == len(copies[-1])
    # What no title could be made of is left out with a word; all others come back.
    titled = [row for row in first if row["Title"].strip()]
    assert len(copies[0]) == len(titled) and sorted_rows(copies[0]) == sorted_rows(copies[1])
    again = told(copies[0])
    assert {key: again[key] for key in told(first)} == told(first)


def told(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """What the cards of the program itself say, by their key."""
    own = [row for row in rows if not row["ID"].startswith(STRANGERS)]
    return {row["ID"]: [row[name] for name in SAID] for row in own}


def sorted_rows(rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return sorted(tuple(row.values()) for row in rows)

"""The board as a file: made, opened, refused, replaced, migrated, closed without a trace."""

import os
import shutil
import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest
from playhouse.schema_diff import diff_models

from models import migrate, sqlite
from models.board import Board
from models.cards import count_tasks
from models.checking import check
from models.errors import (
    BoardHeld,
    Damaged,
    NewerBoard,
    NotABoard,
    ReadOnly,
    Refused,
    StorageError,
)
from models.recorded import TABLES
from models.stages import found_board
from tests.models.boards import add, digest, draft, names_in, open_new, raw, tables, titles

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX modes")


# Made and closed


def test_models_and_migrated_file_say_the_same(path: Path) -> None:
    with sqlite.reader(path) as db:
        difference = diff_models(db, TABLES)
    assert not difference, str(difference)


def test_every_column_is_as_its_field_says(path: Path) -> None:
    for model in TABLES:
        stored = {
            row[1]: (row[2], bool(row[3]))
            for row in raw(path, f"PRAGMA table_info({model._meta.table_name})")
        }
        kinds = {"INT": "INTEGER", "AUTO": "INTEGER", "TEXT": "TEXT", "FLOAT": "REAL", "BOOL": "INTEGER"} | {
            "BLOB": "BLOB"
        }
        for field in model._meta.sorted_fields:
            said = (
                kinds[field.field_type],
                not field.null,
            )
            assert stored.pop(field.column_name) == said, field
        assert not stored


def test_references_are_kept_and_no_key_is_used_twice(path: Path) -> None:
    from models.recorded import RECORDED

    for model in RECORDED:
        (made,) = raw(path, "SELECT sql FROM sqlite_master WHERE name = ?", [model._meta.table_name])[0]
        assert "AUTOINCREMENT" in made
        said = {(fk.column_name, fk.rel_model._meta.table_name, "RESTRICT") for fk in model._meta.refs}
        there = {
            (row[3], row[2], row[6])
            for row in raw(path, f"PRAGMA foreign_key_list({model._meta.table_name})")
        }
        assert there == said


def test_nothing_but_the_lock_lies_beside_a_closed_board(path: Path) -> None:
    assert names_in(path.parent) == {"a.board", "a.board.lock"}


@POSIX
def test_file_and_lock_are_the_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        path = tmp_path / "new folder" / "a.board"
        with open_new(path):
            assert {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()} == dict.fromkeys(
                ["a.board", "a.board-wal", "a.board-shm", "a.board.lock"], 0o600
            )
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(old)


def test_a_board_is_read_again_as_it_was(path: Path) -> None:
    with Board.open(path) as board:
        assert titles(board, "unsorted") == ["Order gloves"]
        assert board.undoable() is not None
        board.undo()
    with Board.open(path) as board:
        assert count_tasks(board) == 0
        board.redo()
        assert titles(board, "unsorted") == ["Order gloves"]


def test_pragmas_are_as_promised(path: Path) -> None:
    with Board.open(path) as board:
        board.adopt_writer()
        wanted = {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "secure_delete": 1,
            "trusted_schema": 0,
            "busy_timeout": 5000,
        }
        assert {name: board.db.pragma(name) for name in wanted} == wanted
        found: dict[str, object] = {}

        def read() -> None:
            found.update({name: board.db.pragma(name) for name in ("query_only", "wal_autocheckpoint")})
            board.release_thread()

        thread = threading.Thread(target=read)
        thread.start()
        thread.join()
        assert found == {"query_only": 1, "wal_autocheckpoint": 0}


def test_a_name_with_odd_characters_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% of #1? ünï .board"
    with open_new(path) as board:
        add(board, "x")
    with Board.open(path) as board:
        assert count_tasks(board) == 1
    assert names_in(tmp_path) == {path.name, path.name + ".lock"}


# Refused


def contents(folder: Path) -> dict[str, str]:
    return {p.name: digest(p) for p in folder.iterdir() if p.is_file()}


def zero_bytes(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("Title,Stage\n" * 400)


def nothing_but_zeros(path: Path) -> None:
    path.write_bytes(bytes(8192))


def foreign_database(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE x (y)").connection.close()


def foreign_with_our_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE schema_migration (name)")
    connection.close()


def half_a_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(30))


@pytest.mark.parametrize(
    "make", [zero_bytes, text, nothing_but_zeros, foreign_database, foreign_with_our_tables, half_a_header]
)
@pytest.mark.parametrize("create", [False, True])
def test_what_is_no_board_is_refused_and_left_as_it_is(tmp_path: Path, make, create: bool) -> None:
    path = tmp_path / "other.board"
    make(path)
    before = contents(tmp_path)
    with pytest.raises(NotABoard, match=r"other\.board"):
        Board.open(path, create=create)
    assert contents(tmp_path) == before


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotABoard):
        Board.open(tmp_path, create=True)


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"There is no file gone\.board"):
        Board.open(tmp_path / "gone.board")
    assert not list(tmp_path.iterdir())


def test_a_newer_board_is_refused_and_byte_identical_after(path: Path) -> None:
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('0099_later', '2031-01-01')")
    before = contents(path.parent)
    for read_only in (False, True):
        with pytest.raises(NewerBoard, match="newer version"):
            Board.open(path, read_only=read_only)
    assert contents(path.parent) == before


def test_a_newer_board_that_died_with_its_log_is_left_alone(path: Path, tmp_path: Path) -> None:
    with Board.open(path) as board:
        add(board, "in the log")
        for name in ("a.board", "a.board-wal"):
            shutil.copy(path.with_name(name), tmp_path / name)
    died = tmp_path / "a.board"
    connection = sqlite3.connect(died)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("INSERT INTO schema_migration (name, applied) VALUES ('0099_later', '2031')")
    connection.commit()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("a.board", "a.board-wal"):
        shutil.copy(tmp_path / name, elsewhere / name)
    connection.close()
    before = contents(elsewhere)
    with pytest.raises(NewerBoard):
        Board.open(elsewhere / "a.board")
    after = contents(elsewhere)
    assert {name: after[name] for name in before} == before


def test_a_board_that_died_with_its_log_opens_with_everything(path: Path, tmp_path: Path) -> None:
    died = tmp_path / "a.board"
    with Board.open(path) as board:
        add(board, "in the log")
        for name in ("a.board", "a.board-wal"):
            shutil.copy(path.with_name(name), tmp_path / name)
    with Board.open(died) as board:
        assert titles(board, "unsorted") == ["in the log", "Order gloves"]


def test_damage_is_told_in_words_wherever_it_lies(path: Path) -> None:
    whole = path.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    outcomes = set()
    for page in range(1, len(whole) // size):
        path.write_bytes(whole[: page * size] + b"\xa5" * size + whole[(page + 1) * size :])
        try:
            with Board.open(path, read_only=True) as board:
                outcomes.add("checked")
                assert check(board).faults, page
        except Damaged as error:
            outcomes.add(str(error))
    assert outcomes == {"checked", "The board's file is damaged."}


def test_a_truncated_board_is_told_in_words(path: Path) -> None:
    whole = path.read_bytes()
    for length in (512, 4096, len(whole) // 2, len(whole) - 4096):
        path.write_bytes(whole[:length])
        try:
            with Board.open(path, read_only=True) as board:
                assert check(board).faults
        except (Damaged, NotABoard) as error:
            assert str(error)


# Made by two at once, without hard links, in a closed folder


def test_a_file_that_came_up_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.board"
    monkeypatch.setattr(
        migrate, "run_scripts", lambda part: (part.write_text("mine"), path.write_text("theirs"))
    )
    with pytest.raises(StorageError, match="exists already"):
        migrate.create_file(path)
    assert path.read_text() == "theirs" and names_in(tmp_path) == {"a.board"}


@pytest.mark.parametrize("came_up", [False, True])
def test_boards_are_made_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, came_up: bool
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.board"
    if came_up:
        path.write_text("theirs")
        with pytest.raises(StorageError, match="exists already"):
            migrate.create_file(path)
        assert path.read_text() == "theirs"
        return
    with open_new(path) as board:
        add(board, "x")
    assert names_in(tmp_path) == {"a.board", "a.board.lock"}


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        Board.open(tmp_path / "file" / "a.board", create=True)


# Gone while it was open


@POSIX
@pytest.mark.parametrize("how", ["deleted", "replaced", "moved"])
def test_a_file_that_went_away_takes_no_change(path: Path, tmp_path: Path, how: str) -> None:
    with Board.open(path) as board:
        add(board, "before")
        if how == "moved":
            path.rename(path.with_name("b.board"))
        else:
            path.unlink()
        if how == "replaced":
            with open_new(tmp_path / "other.board") as other:
                add(other, "theirs")
            shutil.copy(tmp_path / "other.board", path)
        before = digest(path) if path.exists() else None
        with pytest.raises(StorageError, match=r"moved, deleted or replaced"):
            add_one(board)
    assert (digest(path) if path.exists() else None) == before


def add_one(board: Board) -> None:
    from models.tasks import add_tasks

    add_tasks(board, [draft("lost")])


@POSIX
def test_the_first_write_makes_no_file_where_one_went_away(path: Path) -> None:
    with Board.open(path) as board:
        path.unlink()
        with pytest.raises(StorageError):
            add_one(board)
        assert not path.exists()


@POSIX
def test_a_symbolic_link_and_its_file_are_one_board(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.board"
    link.symlink_to(path)
    with Board.open(path), pytest.raises(BoardHeld):
        Board.open(link)
    with Board.open(link) as board:
        add(board, "through the link")
    assert link.is_symlink() and names_in(path.parent) == {"a.board", "a.board.lock"}


# Reading beside a writer


def test_a_board_open_for_reading_takes_no_change(path: Path) -> None:
    with Board.open(path, read_only=True) as board:
        assert board.read_only
        with pytest.raises(ReadOnly):
            add_one(board)


def test_undo_with_nothing_to_undo_is_refused_in_words(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board") as board:
        assert board.undoable() is None and board.redoable() is None
        with pytest.raises(Refused, match="nothing to undo"):
            board.undo()
        with pytest.raises(Refused, match="nothing to do again"):
            board.redo()
        assert board.is_untouched()


def test_founding_twice_changes_nothing(path: Path) -> None:
    with Board.open(path) as board:
        before = tables(board)
        found_board(board, "again")
        assert tables(board) == before and board.name == "a"


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of the machine")
def test_importing_the_board_brings_no_migration_tool(tmp_path: Path) -> None:
    import subprocess

    script = (
        "import sys, models.board, models.command_line, models.tasks, models.cards, models.search\n"
        "import models.history, models.steps\n"
        "heavy = {'playhouse', 'ijson', 'hypothesis', 'charset_normalizer', 'PySide6', 'email', 'asyncio'}\n"
        "print(sorted(heavy & {name.split('.')[0] for name in sys.modules}))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

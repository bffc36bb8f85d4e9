"""What another program put into a board is named and left alone; what SQLite's tools leave hurts nobody."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models import backups
from models.board import Board
from models.errors import StrangeBoard
from models.recovery import trouble_of
from models.salvaging import salvage
from tests.models.boards import add, faults, open_new, order, raw, tables, titles
from tests.models.nobody import ROOT, let_see, needs_root, run_as_nobody
from tests.models.old_boards import BOARDS, applied
from tests.models.test_newer_files import contents, open_or_make, open_to_read, open_to_write

# What another program did, and how it is told.
STRANGE = {
    "column": (["ALTER TABLE task ADD COLUMN weight INTEGER"], "the column weight of task"),
    "filled columns": (
        ["ALTER TABLE task ADD COLUMN weight TEXT DEFAULT 'a, b'", "ALTER TABLE task ADD COLUMN size INT",
         "UPDATE task SET weight = 'heavy', size = 7"],
        "the column size of task, the column weight of task",
    ),
    "table": (["CREATE TABLE invoice (id INTEGER PRIMARY KEY, sum TEXT)"], "the table invoice"),
    "other table": (["CREATE TABLE pairs (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID"], "the table pairs"),
    "view": (["CREATE VIEW mine AS SELECT * FROM task"], "the view mine"),
    "trigger": (["CREATE TRIGGER t AFTER INSERT ON task BEGIN DELETE FROM comment; END"], "the trigger t"),
    "search helper": (["CREATE VIRTUAL TABLE docs USING fts5(a)", "INSERT INTO docs VALUES ('hello')"],
                      "the table docs, the table docs_config, the table docs_content and 3 more"),
}  # fmt: skip
# What SQLite's shell, a browser of databases or its own optimiser leave behind.
HARMLESS = {
    "statistics": ["ANALYZE"],
    "index": [
        "CREATE INDEX by_title ON task (title)",
        "CREATE INDEX low ON task (lower(title)) WHERE id > 1",
    ],
    "both": ["CREATE INDEX by_title ON task (title)", "ANALYZE", "PRAGMA optimize"],
    "vacuumed": ["VACUUM"],
    "rebuilt": ["REINDEX"],
    "another program's mark is not there": ["PRAGMA user_version = 0"],
}


def spoil(path: Path, statements: list[str]) -> None:
    for statement in statements:
        raw(path, statement)


@pytest.fixture(params=STRANGE)
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    """A board alone in its folder, and what is said of it."""
    folder = tmp_path / "boards"
    folder.mkdir()
    with open_new(folder / "Odd.board") as board:
        add(board, "One", "Two")
    folder.joinpath("Odd.board.lock").unlink()
    statements, parts = STRANGE[request.param]
    spoil(folder / "Odd.board", statements)
    return folder / "Odd.board", (
        f"Odd.board holds what no version of this program put there: {parts}. It was left as it is; what "
        "belongs to the board can be saved into a new one."
    )


@pytest.mark.parametrize("open_it", [open_to_write, open_or_make, open_to_read])
def test_it_is_named_and_the_file_left_byte_identical(
    strange: tuple[Path, str], open_it: Callable[[Path], None]
) -> None:
    path, said = strange
    before = contents(path.parent)
    for _ in range(2):
        with pytest.raises(StrangeBoard) as refused:
            open_it(path)
        assert str(refused.value) == said and "newer" not in said
        assert contents(path.parent) == before


def test_every_command_says_the_same_and_changes_nothing(strange: tuple[Path, str], tmp_path: Path) -> None:
    path, said = strange
    (tmp_path / "in.csv").write_text("Title\nOrder gloves\n")
    before = contents(path.parent)
    for words in (["check"], ["import", tmp_path / "in.csv"], ["backup"]):
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *words, "--board", path],
            env=os.environ, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{said}\n"), words
        assert contents(path.parent) == before


@needs_root
def test_it_is_named_to_who_may_only_read_it(strange: tuple[Path, str], tmp_path: Path) -> None:
    path, said = strange
    before, home = contents(path.parent), tmp_path / "home"
    home.mkdir()
    let_see(path)
    done = run_as_nobody(sys.executable, "main.py", "check", "--board", path, home=home)
    assert (done.returncode, done.stderr) == (2, f"{said}\n") and contents(path.parent) == before


def test_what_belongs_to_the_board_is_saved_into_a_new_one_and_nothing_is_lost(
    strange: tuple[Path, str],
) -> None:
    path, _ = strange
    with pytest.raises(StrangeBoard) as refused:
        Board.open(path)
    trouble = trouble_of(path, refused.value)
    assert trouble.kind == "strange" and trouble.may_be_saved and trouble.may_be_replaced
    before = path.read_bytes()
    done = salvage(path, path.with_name("new.board"))
    assert done.is_whole and done.notes == [] and path.read_bytes() == before
    with Board.open(path.with_name("new.board")) as board:
        assert titles(board, "unsorted") == ["One", "Two"] and not faults(board)
        board.undo()
        assert order(board, "unsorted") == []


def test_long_and_odd_names_are_cut(tmp_path: Path) -> None:
    with open_new(tmp_path / "a.board"):
        pass
    raw(tmp_path / "a.board", f'CREATE TABLE "{"long" * 500}" (x)')
    with pytest.raises(StrangeBoard) as refused:
        Board.open(tmp_path / "a.board")
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("what", HARMLESS)
def test_what_sqlite_and_its_tools_leave_behind_hurts_nobody(tmp_path: Path, what: str) -> None:
    """Opened, written, undone, checked, backed up and restored as ever."""
    path = tmp_path / "a.board"
    with open_new(path) as board:
        add(board, *(f"Card {n}" for n in range(30)))
    spoil(path, HARMLESS[what])
    with Board.open(path) as board:
        add(board, "One more")
        board.undo()
        board.redo()
        assert titles(board, "unsorted")[0] == "One more" and not faults(board)
        made, before = backups.back_up(board, "asked"), tables(board)
        add(board, "Later")
    assert made is not None and made.is_good
    backups.restore(made.path, path)
    with Board.open(path) as board:
        assert tables(board) == before and not faults(board)
    with Board.open(path, read_only=True) as board:
        assert tables(board) == before


@pytest.mark.parametrize(
    "old", [one for one in BOARDS if len(applied(one)) > 1][:2], ids=lambda one: one.stem
)
def test_an_older_board_with_an_index_and_statistics_is_brought_up_to_date(old: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(old, tmp_path / "old.board"))
    spoil(path, HARMLESS["both"])
    with Board.open(path) as board:
        assert not faults(board)

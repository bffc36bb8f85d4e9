"""A file from a newer version of the program: refused in words, byte-identical, nothing left beside it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models import migrate, sqlite
from models.board import Board
from models.errors import BoardError, NewerBoard
from tests.models.boards import names_in, raw
from tests.models.nobody import ROOT, let_see, needs_root, read_only_mount, run_as_nobody
from tests.models.old_boards import BOARDS, applied

NEWEST = next(path for path in BOARDS if applied(path) == migrate.known_names())
FUTURE = "INSERT INTO schema_migration (name, applied) VALUES ('0099_later', '2031-01-01')"
LATER = {
    "migration": [FUTURE],
    "migration and table": [FUTURE, "CREATE TABLE invoice (id INTEGER PRIMARY KEY, sum TEXT)"],
    "format": ["PRAGMA user_version = 1"],
    "format and column": ["PRAGMA user_version = 1", "ALTER TABLE task ADD COLUMN weight INTEGER"],
    "every version": ["DELETE FROM schema_migration WHERE id > 1", FUTURE],
}
Contents = dict[str, bytes]


def contents(folder: Path) -> Contents:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(params=[*LATER, "died with its log"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Alone in its folder."""
    folder = tmp_path / "boards"
    folder.mkdir()
    path = Path(shutil.copy(NEWEST, folder / "Newer.board"))
    for statement in LATER.get(request.param, []):
        raw(path, statement)
    if request.param not in LATER:
        die_with_log(path, tmp_path)
    return path


def die_with_log(path: Path, tmp_path: Path) -> None:
    """What makes it newer stands in the log alone, which nobody brought into the file."""
    made = Path(shutil.copy(path, tmp_path / "made.board"))
    connection = sqlite3.connect(made)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(FUTURE)
    connection.commit()
    for tail in ("", "-wal"):
        shutil.copy(made.with_name(made.name + tail), path.with_name(path.name + tail))
    connection.close()


LATER_SENTENCE = (
    "Newer.board was written by a newer version of this program. It was left as it is; please update.\n"
)


def open_to_write(path: Path) -> None:
    Board.open(path).close()


def open_or_make(path: Path) -> None:
    Board.open(path, create=True).close()


def open_to_read(path: Path) -> None:
    Board.open(path, read_only=True).close()


@pytest.mark.parametrize("open_it", [open_to_write, open_or_make, open_to_read])
def test_it_is_refused_and_left_byte_identical(path: Path, open_it: Callable[[Path], None]) -> None:
    before = contents(path.parent)
    for _ in range(2):
        with pytest.raises(
            NewerBoard, match=r"^Newer\.board was written by a newer version .* please update\.$"
        ):
            open_it(path)
        assert contents(path.parent) == before


@pytest.mark.parametrize("command", ["check", "export", "import"])
def test_the_command_line_refuses_it_in_one_sentence(path: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "in.csv").write_text("Title\nOrder gloves\n")
    files = {"check": [], "export": [tmp_path / "out.csv"], "import": [tmp_path / "in.csv"]}
    before = contents(path.parent)
    said = subprocess.run(
        [sys.executable, ROOT / "main.py", command, *files[command], "--board", path],
        env=os.environ, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == LATER_SENTENCE
    assert contents(path.parent) == before and not (tmp_path / "out.csv").exists()


@needs_root
def test_it_is_refused_in_a_folder_that_nobody_may_write(path: Path) -> None:
    before = contents(path.parent)
    with read_only_mount(path.parent):
        for open_it in (open_to_write, open_to_read):
            with pytest.raises(NewerBoard):
                open_it(path)
    assert contents(path.parent) == before


@needs_root
def test_it_is_refused_to_who_may_only_read_it(path: Path, tmp_path: Path) -> None:
    before = contents(path.parent)
    home = tmp_path / "home"
    home.mkdir()
    let_see(path)
    said = run_as_nobody(sys.executable, "main.py", "check", "--board", path, home=home)
    assert (said.returncode, said.stderr) == (2, LATER_SENTENCE)
    assert contents(path.parent) == before


def test_a_file_that_no_longer_says_its_version_is_refused_too(tmp_path: Path) -> None:
    path = Path(shutil.copy(NEWEST, tmp_path / "Odd.board"))
    raw(path, "ALTER TABLE schema_migration RENAME TO versions")
    before = contents(tmp_path)
    for open_it in (open_to_write, open_to_read):
        with pytest.raises(BoardError, match=r"\.$"):
            open_it(path)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("old", BOARDS, ids=[path.stem for path in BOARDS])
def test_an_older_file_is_not_taken_for_a_newer_one(old: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(old, tmp_path / "old.board"))
    # What SQLite itself keeps about a file is nobody's future.
    raw(path, "ANALYZE")
    for _ in range(2):
        open_to_write(path)
    open_to_read(path)
    assert sqlite.names_of_migrations(path) == set(migrate.known_names())


def test_the_sum_of_todays_tables_is_of_today(tmp_path: Path) -> None:
    """A new column or table: put the number that this asks for into models/migrate.py."""
    open_or_make(tmp_path / "a.board")
    assert migrate.sum_of(tmp_path / "a.board") == migrate.TODAY
    assert names_in(tmp_path) == {"a.board", "a.board.lock"}

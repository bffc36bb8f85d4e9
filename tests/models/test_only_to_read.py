"""Boards that may not be written: opened for reading with the reason, and left as they are.

As root everything may be written, so a process of its own plays somebody else.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.board import Board
from tests.models.boards import add, names_in, open_new, raw
from tests.models.nobody import ROOT, as_nobody, give
from tests.stories.bad_disk import small_disk

LOOK = """
import json, os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from models.errors import BoardError
from models.hindrance import hindrance
from ui.opening import open_board
path = Path(sys.argv[2])
try:
    board = open_board(path, create="new" in sys.argv[3:])
except BoardError as error:
    print(json.dumps({"refused": type(error).__name__, "why": str(error)}))
else:
    titles = [title for (title,) in board.db.execute_sql("SELECT title FROM task ORDER BY id")]
    why = board.why_read_only
    print(json.dumps({"read_only": board.read_only, "why": str(why or ""), "titles": titles}))
    board.close()
"""


def look(path: Path, *words: str, as_other: bool = True) -> dict[str, object]:
    """What somebody who is not the superuser is told on opening the board, or on making it ("new")."""
    command = [sys.executable, "-B", "-c", LOOK, str(ROOT), str(path), *words]
    if as_other:
        command = as_nobody(command)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert not done.stderr and "Traceback" not in done.stdout
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.fixture
def path(place: Path) -> Iterator[Path]:
    """A closed board that belongs to whom `look` is."""
    folder = place / "boards"
    folder.mkdir()
    folder.chmod(0o755)
    with open_new(folder / "Shop.board") as board:
        add(board, "One")
    (folder / "Shop.board.lock").unlink()
    give(folder)
    yield folder / "Shop.board"
    folder.chmod(0o700)


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")


def test_a_board_of_ones_own_is_opened_for_writing(path: Path) -> None:
    assert look(path) == {"read_only": False, "why": "", "titles": ["One"]}


def test_a_protected_file_is_opened_for_reading_and_says_so(path: Path) -> None:
    path.chmod(0o400)
    before = path.read_bytes()
    assert look(path) == {
        "read_only": True, "why": "Shop.board is protected against writing.", "titles": ["One"],
    }  # fmt: skip
    assert path.read_bytes() == before and names_in(path.parent) == {"Shop.board"}


def test_a_protected_folder_is_opened_for_reading_whatever_the_files_rights_are(path: Path) -> None:
    path.chmod(0o777)
    path.parent.chmod(0o500)
    assert look(path) == {
        "read_only": True, "why": "The folder of Shop.board is protected against writing.", "titles": ["One"],
    }  # fmt: skip
    assert names_in(path.parent) == {"Shop.board"}


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to give a file to somebody else")
def test_no_board_is_made_in_a_protected_folder_and_it_is_said(path: Path) -> None:
    path.parent.chmod(0o555)
    before = names_in(path.parent)
    found = look(path.with_name("New.board"), "new")
    assert found["refused"] == "StorageError" and "New.board" in str(found["why"])
    assert names_in(path.parent) == before


def test_somebody_elses_file_names_them(path: Path) -> None:
    os.chown(path, 0, 0)
    path.chmod(0o644)
    assert look(path) == {
        "read_only": True, "why": "Shop.board belongs to root, so you may only read it.", "titles": ["One"],
    }  # fmt: skip


@pytest.mark.parametrize("as_other", [True, False])
def test_a_disk_that_may_only_be_read_is_named(path: Path, place: Path, as_other: bool) -> None:
    with small_disk(place / "disk", "size=4m,mode=755") as disk:
        shutil.copy(path, disk)
        (disk / path.name).chmod(0o644)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert look(disk / path.name, as_other=as_other) == {
            "read_only": True, "why": "The disk of Shop.board may only be read.", "titles": ["One"],
        }  # fmt: skip


def test_what_waits_in_the_log_of_a_board_that_died_is_read_too(path: Path, place: Path) -> None:
    died = place / "died"
    died.mkdir()
    with Board.open(path) as board:
        add(board, "In the log")
        for tail in ("", "-wal"):
            subprocess.run(["cp", f"{path}{tail}", died], check=True)
    give(died)
    died.chmod(0o500)
    found = look(died / "Shop.board")
    assert found["titles"] == ["One", "In the log"] and found["read_only"]
    assert names_in(died) == {"Shop.board", "Shop.board-wal"}
    died.chmod(0o700)


def test_an_older_board_is_not_migrated_where_it_may_only_be_read(path: Path) -> None:
    raw(path, "DELETE FROM schema_migration WHERE name = (SELECT max(name) FROM schema_migration)")
    path.parent.chmod(0o500)
    before = path.read_bytes()
    found = look(path)
    assert found["refused"] == "ReadOnly" and "open the copy" in str(found["why"])
    assert path.read_bytes() == before and names_in(path.parent) == {"Shop.board"}


def test_a_board_that_is_open_in_a_protected_folder_is_read_along(path: Path) -> None:
    with Board.open(path) as board:
        add(board, "Just now")
        path.parent.chmod(0o555)
        for one in path.parent.iterdir():
            one.chmod(0o644)
        found = look(path)
        assert found["titles"] == ["One", "Just now"] and found["read_only"]
        path.parent.chmod(0o700)
        add(board, "Goes on")

"""A board that another computer holds: on a share, or in a folder that brings its lock along."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models import file_watch, places, sqlite
from models.board import Board
from models.errors import BoardHeld, StorageError
from models.file_state import TAKEN
from models.file_watch import Seen
from models.lock import BoardLock, is_free
from models.stages import found_board
from tests.models.boards import add, faults, open_new, raw, titles
from tests.stories.bad_disk import small_disk

THEIRS = b"\0" + json.dumps({"host": "office-pc", "pid": 7, "user": "ann"}).encode()
CLOSED = b"\0" + json.dumps({"closed": [0, 0]}).encode()


def synced(tmp_path: Path) -> Path:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    with open_new(folder / "Shop.board") as board:
        add(board, "One")
    return folder / "Shop.board"


def test_the_name_of_another_computer_in_a_synced_folder_is_respected(tmp_path: Path) -> None:
    path = synced(tmp_path)
    lock = path.with_name("Shop.board.lock")
    lock.write_bytes(THEIRS)
    with pytest.raises(BoardHeld, match="by ann on office-pc, process 7") as held:
        Board.open(path)
    assert held.value.may_be_over
    assert lock.read_bytes() == THEIRS, "their name stays"
    with Board.open(path, read_only=True) as board:
        assert titles(board, "unsorted") == ["One"]
    with Board.open(path, anyway=True) as board:
        add(board, "Mine")
        holder = BoardLock(path).holder()
        assert holder is not None and holder.host == socket.gethostname()


def replace(path: Path, content: bytes) -> None:
    """As programs that sync do it."""
    part = path.with_name("part")
    part.write_bytes(content)
    part.replace(path)


@pytest.mark.parametrize("put", [Path.write_bytes, replace])
def test_who_is_opened_anyway_on_another_computer_takes_no_further_change(
    tmp_path: Path, put: Callable[[Path, bytes], object]
) -> None:
    path = synced(tmp_path)
    lock = path.with_name("Shop.board.lock")
    with Board.open(path) as board:
        add(board, "Two")
        put(lock, THEIRS)
        for _ in range(2):
            with pytest.raises(StorageError) as refused:
                add(board, "Not told as saved")
            assert refused.value.kind == TAKEN
            assert re.fullmatch(
                r"Shop\.board was opened at \d\d:\d\d by ann on office-pc, while it was open here\. "
                r"Nothing was changed\.",
                str(refused.value),
            )
        assert titles(board, "unsorted") == ["Two", "One"]
        seen = file_watch.observe(board, Seen(""), tmp_path / "kept")
        assert seen.kind == TAKEN and seen.kept is not None
        assert file_watch.observe(board, seen, tmp_path / "kept") is seen
        put(lock, CLOSED)
        with pytest.raises(StorageError):
            add(board, "What was saved there meanwhile is not known here")
        put(lock, THEIRS)
    assert lock.read_bytes() == THEIRS, "their name stays"
    with Board.open(seen.kept) as board:
        assert titles(board, "unsorted") == ["Two", "One"]
    put(lock, CLOSED)
    with Board.open(path) as board:
        add(board, "Three")
        assert titles(board, "unsorted") == ["Three", "Two", "One"] and not faults(board)


@pytest.mark.parametrize("what", ["removed", "emptied", "older", "theirs, in a folder of this computer"])
def test_a_lock_file_that_nobody_has_is_made_ours_again(tmp_path: Path, what: str) -> None:
    path = tmp_path / "Shop.board" if "theirs" in what else synced(tmp_path)
    lock = path.with_name("Shop.board.lock")
    with Board.open(path, create=True) as board:
        found_board(board, "Shop")
        mine = lock.read_bytes()
        if what == "removed":
            lock.unlink()
        else:
            replace(lock, {"emptied": b"", "older": CLOSED}.get(what, THEIRS))
        add(board, "Goes on")
        assert lock.read_bytes() == mine
        with pytest.raises(BoardHeld, match=f"process {os.getpid()}"):
            Board.open(path)
        add(board, "And on")
    assert is_free(path)


@pytest.mark.skipif(sys.platform != "linux", reason="flock on Linux")
def test_another_program_of_this_computer_that_got_the_lock_meanwhile_is_noticed(tmp_path: Path) -> None:
    """Somebody tidied the lock file away, and the next program made a new one."""
    path = synced(tmp_path)
    with Board.open(path) as board:
        path.with_name("Shop.board.lock").unlink()
        with Board.open(path) as other, pytest.raises(StorageError, match="by another program while"):
            add(board, "Not beside somebody else")
        assert titles(other, "unsorted") == ["One"]


def test_looking_for_that_costs_one_look_at_the_lock_file_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = synced(tmp_path)
    with Board.open(path) as board:
        add(board, "The first one opens the connection")
        lock, seen, stat = f"{path}.lock", [], os.stat

        def look(name: Any, **how: Any) -> os.stat_result:
            seen.append(os.fspath(name) if not isinstance(name, int) else name)
            return stat(name, **how)

        opened: list[str] = []
        sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
        monkeypatch.setattr(os, "stat", look)
        opened.clear()
        add(board, "One change")
        monkeypatch.undo()
        assert seen.count(lock) == 1 and lock not in opened


def test_in_a_folder_of_this_computer_only_the_systems_lock_counts(tmp_path: Path) -> None:
    with open_new(tmp_path / "Shop.board") as board:
        add(board, "One")
    (tmp_path / "Shop.board.lock").write_bytes(THEIRS)
    with Board.open(tmp_path / "Shop.board") as board:
        assert not board.read_only


def test_a_live_program_of_this_computer_is_never_passed_over(tmp_path: Path) -> None:
    path = synced(tmp_path)
    with Board.open(path):
        for content in (path.with_name("Shop.board.lock").read_bytes(), THEIRS):
            path.with_name("Shop.board.lock").write_bytes(content)
            with pytest.raises(BoardHeld) as held:
                Board.open(path, anyway=True)
            assert not held.value.may_be_over or sys.platform != "linux"
        assert not is_free(path)
    assert is_free(path)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts of Linux")
def test_on_a_share_a_board_is_written_without_shared_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_new(tmp_path / "Shop.board") as board:
        add(board, "One")
    with small_disk(tmp_path / "share", "size=8m") as share:
        # The system tells of this disk as of a share; all else is real.
        mounts = tmp_path / "mounts"
        mounts.write_text(f"server:/x {share} nfs4 rw 0 0\n")
        monkeypatch.setattr(places, "MOUNTS", mounts)
        path = share / "Shop.board"
        subprocess.run(["cp", tmp_path / "Shop.board", path], check=True)
        assert sqlite.lies_on_share(path) and not sqlite.lies_on_share(tmp_path / "Shop.board")
        with Board.open(path) as board:
            add(board, *(f"Card {number}" for number in range(20)))
            assert board.writing is not None and board.writing.db is not None
            assert board.writing.db.pragma("journal_mode") == "delete"
            assert {one.name for one in share.iterdir()} == {"Shop.board", "Shop.board.lock"}
            with Board.open(path, read_only=True) as reader:
                assert len(titles(reader, "unsorted")) == 21
            assert not faults(board)
        # Back on a disk of this computer it is as it was.
        home = tmp_path / "home.board"
        subprocess.run(["cp", path, home], check=True)
        with Board.open(home) as board:
            add(board, "Home")
            assert board.writing is not None and board.writing.db is not None
            assert board.writing.db.pragma("journal_mode") == "wal"
            assert len(titles(board, "unsorted")) == 22


@pytest.mark.skipif(os.name != "posix", reason="a program that ignores our lock")
def test_a_program_that_lets_nobody_even_read_is_waited_for_and_then_told(tmp_path: Path) -> None:
    path = tmp_path / "Shop.board"
    with open_new(path) as board:
        add(board, "One")
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA locking_mode = exclusive'); c.execute('BEGIN EXCLUSIVE'); "
        "c.execute('UPDATE clock SET revision = revision'); print('held', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, path]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    with pytest.raises(StorageError, match="Another program holds the board's file") as held:
        Board.open(path)
    assert held.value.kind == sqlite.BUSY
    other.communicate("\n")
    with Board.open(path) as board:
        assert titles(board, "unsorted") == ["One"]


@pytest.mark.skipif(os.name != "posix", reason="a program that ignores our lock")
def test_what_a_dead_program_left_half_written_is_taken_back_at_opening(tmp_path: Path) -> None:
    """A hot journal, of a program that knows nothing of ours."""
    path = tmp_path / "Shop.board"
    with open_new(path) as board:
        add(board, "One")
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA journal_mode = delete'); c.execute('PRAGMA cache_size = 1'); "
        "c.execute('BEGIN EXCLUSIVE'); c.execute(\"UPDATE task SET title = 'Half'\"); "
        "c.execute('CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n "
        "WHERE i < 5000) SELECT i, hex(randomblob(50)) FROM n'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True)
    assert Path(f"{path}-journal").stat().st_size > 512
    with Board.open(path) as board:
        assert titles(board, "unsorted") == ["One"] and not faults(board)
        add(board, "Two")
    assert raw(path, "PRAGMA integrity_check") == [("ok",)]

"""The commands backup, restore and check, as scripts meet them; and what a kill or a full disk leaves."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models import backups
from models.board import Board
from tests.models.boards import add, digest, names_in, open_new, tables, titles
from tests.models.test_two_processes import HOLD, python

ROOT = Path(__file__).parents[2]
IN_CI = bool(os.environ.get("CI"))
WRITES = "write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,unlink,ftruncate"


def run(*arguments: object, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "main.py", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | (env or {}),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "boards").mkdir()
    with open_new(tmp_path / "boards" / "Shop.board") as board:
        add(board, "Order gloves", "Send invoices")
    return tmp_path / "boards" / "Shop.board"


def test_backup_says_where_it_is_and_what_is_in_it(path: Path) -> None:
    done = run("backup", "--board", path)
    (made,) = backups.backups_of(path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Backup: {made.path}\n2 cards, 0 assistants, 0 runs\n"
    assert made.is_good and made.reason == "asked"


def test_backup_to_a_file_of_the_owners_choice(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "Shop.board"
    target.parent.mkdir()
    target.write_bytes(b"an older one")
    done = run("backup", target, "--board", path)
    assert done.returncode == 0 and done.stdout.startswith(f"Backup: {target}\n2 cards")
    assert names_in(target.parent) == {"Shop.board"} and backups.backups_of(path) == []
    with Board.open(target) as copy, Board.open(path) as board:
        assert tables(copy) == tables(board)


def test_backup_of_a_board_that_is_open_elsewhere(path: Path) -> None:
    holder = python(HOLD, path)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    done = run("backup", "--board", path)
    holder.communicate("\n")
    assert done.returncode == 0 and len(backups.backups_of(path)) == 1


def test_backup_of_an_older_board_leaves_it_old(tmp_path: Path) -> None:
    path = tmp_path / "old.board"
    shutil.copy(ROOT / "tests" / "data" / "boards" / "version-1.board", path)
    before = digest(path)
    assert run("backup", "--board", path).returncode == 0
    (made,) = backups.backups_of(path)
    assert made.is_good and made.schema == 1 and digest(path) == before


@pytest.mark.parametrize("what", ["gone", "foreign", "empty", "itself"])
def test_backup_says_in_one_sentence_what_it_cannot_do(path: Path, tmp_path: Path, what: str) -> None:
    board, target = tmp_path / "x.board", tmp_path / "to.board"
    if what == "itself":
        board = target = path
    elif what != "gone":
        board.write_bytes(b"Title\n" if what == "foreign" else b"")
    before = {one: digest(one) for one in tmp_path.rglob("*") if one.is_file()}
    done = run("backup", target, "--board", board)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.count("\n") == 1, done
    assert {one: digest(one) for one in tmp_path.rglob("*") if one.is_file()} == before


def test_restore_brings_back_and_says_where_the_other_is_kept(path: Path) -> None:
    run("backup", "--board", path)
    (made,) = backups.backups_of(path)
    with Board.open(path) as board:
        add(board, "Later")
    done = run("restore", made.path, "--board", path)
    newest = backups.backups_of(path)[0]
    assert done.returncode == 0, done
    assert done.stdout == (
        f"Restored Shop.board.\n2 cards, 0 assistants, 0 runs\nWhat was there is kept: {newest.path}\n"
    )
    assert newest.reason == "restore" and newest.held["cards"] == 3
    with Board.open(path) as board:
        assert titles(board, "unsorted") == ["Order gloves", "Send invoices"]


def test_restore_names_who_holds_the_board_and_changes_nothing(path: Path) -> None:
    run("backup", "--board", path)
    (made,) = backups.backups_of(path)
    holder = python(HOLD, path)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    done = run("restore", made.path, "--board", path)
    holder.communicate("\n")
    assert done.returncode == 2 and done.stdout == ""
    assert f"process {holder.pid}" in done.stderr and done.stderr.count("\n") == 1


def test_restore_needs_a_file(path: Path) -> None:
    done = run("restore", "--board", path)
    assert done.returncode == 2 and "which file?" in done.stderr


def test_restore_of_what_is_no_board_is_refused_in_one_sentence(path: Path, tmp_path: Path) -> None:
    before = digest(path)
    (tmp_path / "x.csv").write_text("Title\n")
    for source in (tmp_path / "x.csv", tmp_path / "gone.board", tmp_path, Path("/dev/null")):
        done = run("restore", source, "--board", path)
        assert done.returncode == 2 and done.stderr.count("\n") == 1, done
    assert digest(path) == before


def test_check_counts_the_good_backups_and_names_the_others(path: Path) -> None:
    assert "Backups: 0 good." in run("check", "--board", path).stdout
    for number in range(2):
        run("backup", "--board", path)
        with Board.open(path) as board:
            add(board, f"Card {number}")
    newest, older = backups.backups_of(path)
    done = run("check", "--board", path)
    assert f"Backups: 2 good.\nThe newest: {newest.path}\nWhole.\n" in done.stdout
    data = newest.path.read_bytes()
    newest.path.write_bytes(data[:5000] + b"\1" + data[5001:])
    done = run("check", "--board", path)
    assert done.returncode == 0, "the board itself is whole"
    assert f"Backups: 1 good.\nThe newest: {older.path}\n" in done.stdout
    assert f"Damaged or no backup of this program: {newest.path}\n" in done.stdout


def test_check_of_a_damaged_board_says_which_backup_is_good(path: Path) -> None:
    run("backup", "--board", path)
    (made,) = backups.backups_of(path)
    data = path.read_bytes()
    path.write_bytes(data[:8192] + bytes(len(data) - 8192))
    done = run("check", "--board", path)
    assert done.returncode == 1 and f"The newest: {made.path}" in done.stdout and "Broken." in done.stdout


# Killed, and no room. Every single syscall is the matter of tests/faults.


def _strace(arguments: list[object], *inject: str) -> "subprocess.CompletedProcess[str]":
    if shutil.which("strace") is None:
        if IN_CI:
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed (Debian: apt-get install strace)")
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={WRITES}"]
    command += [part for one in inject for part in ("-e", f"inject={one}")]
    command += [sys.executable, "main.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("call", ["fsync", "rename,renameat,renameat2", "pwrite64"])
@pytest.mark.parametrize("nth", [1, 3])
def test_killed_while_it_is_made_the_older_ones_stay_and_the_next_one_is_whole(
    path: Path, call: str, nth: int
) -> None:
    run("backup", "--board", path)
    (older,) = backups.backups_of(path)
    with Board.open(path) as board:
        add(board, "Later")
        now = tables(board)
    before = digest(older.path)
    _strace(["backup", "--board", path], f"{call}:signal=KILL:when={nth}")
    listed = backups.backups_of(path)
    assert older in listed and digest(older.path) == before
    assert all(one.is_good and backups.is_whole(one) for one in listed)
    assert run("backup", "--board", path).returncode == 0
    newest = backups.backups_of(path)[0]
    looked, _ = backups.open_to_look(newest)
    with looked:
        assert tables(looked) == now
    assert not [name for name in names_in(newest.path.parent) if name.endswith(".tmp")], "swept"


@pytest.mark.parametrize("call", ["fsync", "rename,renameat,renameat2", "pwrite64", "unlink"])
def test_killed_while_it_restores_the_board_is_old_or_new(path: Path, call: str) -> None:
    run("backup", "--board", path)
    (made,) = backups.backups_of(path)
    with Board.open(path) as board:
        old = tables(board)
        add(board, "Later")
        new = tables(board)
    _strace(["restore", made.path, "--board", path], f"{call}:signal=KILL:when=3")
    with Board.open(path) as board:
        assert tables(board) in (old, new)
    assert run("restore", made.path, "--board", path).returncode == 0
    assert names_in(path.parent) == {"Shop.board", "Shop.board.lock"}
    with Board.open(path) as board:
        assert tables(board) == old


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["pwrite64:{}:when=40+", "fsync:{}:when=1+"])
def test_no_room_or_a_broken_disk_leaves_the_older_backups_and_one_sentence(
    path: Path, call: str, error: str
) -> None:
    run("backup", "--board", path)
    (older,) = backups.backups_of(path)
    before, beside = digest(older.path), names_in(older.path.parent)
    with Board.open(path) as board:
        add(board, "Later")
    done = _strace(["backup", "--board", path], call.format(f"error={error}"))
    assert done.returncode == 2 and done.stderr.startswith("No backup could be made: "), done
    assert done.stderr.count("\n") == 1 and done.stdout == ""
    assert digest(older.path) == before and names_in(older.path.parent) == beside, "the part file is gone"


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_on_a_full_disk_the_older_backup_stays_byte_for_byte(path: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        if IN_CI:
            pytest.fail("a small disk cannot be mounted")
        pytest.skip("a small disk can be mounted by root only")
    try:
        env = {"XDG_DATA_HOME": str(disk)}
        assert run("backup", "--board", path, env=env).returncode == 0
        (older,) = disk.rglob("0*.board")
        before, beside = digest(older), names_in(older.parent)
        with Board.open(path) as board:
            add(board, "Later")
        done = run("backup", "--board", path, env=env)
        assert done.returncode == 2 and "disk" in done.stderr and done.stderr.count("\n") == 1
        assert digest(older) == before and names_in(older.parent) == beside
        # With room again it is made, and both are listed.
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        assert run("backup", "--board", path, env=env).returncode == 0
        assert "Backups: 2 good." in run("check", "--board", path, env=env).stdout
    finally:
        subprocess.run(["umount", str(disk)], check=True)

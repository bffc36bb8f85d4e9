"""A board whose file is deleted, replaced, cut, moved or overwritten while it is open: nothing is said to be
saved that is not, and everything that was saved can be had.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import file_state
from models.board import Board
from models.change import Change
from models.copying import save_copy
from models.errors import BoardError, StorageError
from models.file_watch import HEALED, Seen, observe
from models.lock import BoardLock
from models.schema import Task
from models.tasks import edit_task
from tests.models.boards import add, card, faults, open_new, raw, tables, titles
from tests.stories.bad_disk import pull_out, small_disk
from ui.opening import open_board

pytestmark = pytest.mark.skipif(os.name != "posix", reason="an open file cannot be taken away")
ROOT = Path(__file__).parents[2]
Harm = Callable[[Path], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "boards"
    folder.mkdir()
    with open_new(folder / "Shop.board") as board:
        add(board, "Before")
    return folder / "Shop.board"


@pytest.fixture
def board(path: Path) -> Iterator[Board]:
    """Open, with changes of which the log alone knows."""
    with Board.open(path) as board:
        for number in range(20):
            add(board, f"Saved {number}")
        yield board


def saved(board: Board) -> set[str]:
    return set(titles(board, "unsorted"))


ALL = {"Before", *(f"Saved {number}" for number in range(20))}


def delete(path: Path) -> None:
    path.unlink()


def delete_with_log(path: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink()


def make_another(folder: Path) -> Path:
    folder.mkdir()
    with open_new(folder / "Other.board") as other:
        add(other, "Theirs")
    return folder / "Other.board"


def replace_by_another(path: Path) -> None:
    make_another(path.parent / "other").replace(path)


def replace_by_a_copy(path: Path) -> None:
    part = path.with_name("part")
    subprocess.run(["cp", path, part], check=True)
    part.replace(path)


def replace_with_a_stale_log(path: Path) -> None:
    """What a sync tool or a clumsy restore does: a file of another time, and that time's log beside it."""
    other = make_another(path.parent / "other")
    with Board.open(other) as board:
        add(board, "In their log")
        for tail in ("", "-wal"):
            subprocess.run(["cp", f"{other}{tail}", f"{path}{tail}.new"], check=True)
    for tail in ("", "-wal"):
        Path(f"{path}{tail}.new").replace(f"{path}{tail}")


def rename_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def move(path: Path) -> None:
    path.rename(path.with_name("Moved.board"))


def shell(command: str) -> Harm:
    return lambda path: subprocess.run(command, shell=True, check=True, cwd=path.parent) and None  # noqa: S602


cut_to_nothing = shell("truncate -s 0 Shop.board")
cut_in_half = shell("truncate -s $(( $(stat -c %s Shop.board) / 2 )) Shop.board")
cut_by_a_page = shell("truncate -s $(( $(stat -c %s Shop.board) - 4096 )) Shop.board")


def overwrite_in_place(path: Path) -> None:
    other = make_another(path.parent / "other")
    subprocess.run(["cp", other, path], check=True)


ASTRAY = {
    "deleted": (delete, file_state.GONE),
    "deleted with its log": (delete_with_log, file_state.GONE),
    "replaced by another": (replace_by_another, file_state.REPLACED),
    "replaced by a copy": (replace_by_a_copy, file_state.REPLACED),
    "replaced with a stale log": (replace_with_a_stale_log, file_state.REPLACED),
    "moved": (move, file_state.MOVED),
    "folder renamed": (rename_folder, file_state.MOVED),
}
CUT = {
    "to nothing": cut_to_nothing,
    "in half": cut_in_half,
    "by a page": cut_by_a_page,
    "overwritten": overwrite_in_place,
}


@pytest.mark.parametrize("how", ASTRAY)
def test_no_change_is_acknowledged_once_the_file_is_not_at_its_path(board: Board, how: str) -> None:
    told: list[Change] = []
    board.observe(told.append)
    ASTRAY[how][0](board.path)
    with pytest.raises(StorageError, match="moved, deleted or replaced") as error:
        add(board, "Lost")
    assert error.value.kind in file_state.ASTRAY and not told


@pytest.mark.parametrize("how", ASTRAY)
def test_a_copy_with_everything_saved_is_kept_as_soon_as_it_is_seen(
    board: Board, tmp_path: Path, how: str
) -> None:
    before = tables(board)
    harm, kind = ASTRAY[how]
    harm(board.path)
    seen = observe(board, Seen(""), tmp_path / "kept")
    if sys.platform == "linux":
        assert seen.kind == kind
    if seen.kind == file_state.MOVED:
        # The file is somewhere: what was in the log alone is in it now.
        assert seen.path is not None and seen.kept is None
        whole = seen.path
    else:
        assert seen.kept is not None
        whole = seen.kept
    asked = tmp_path / "asked.board"
    save_copy(board, asked)
    for one in (whole, asked):
        alone = tmp_path / "alone.board"
        shutil.copy(one, alone)
        with Board.open(alone) as copy:
            assert saved(copy) == ALL and not faults(copy)
            assert tables(copy) == before
    assert observe(board, seen, tmp_path / "kept") == seen, "it is kept once"


@pytest.mark.parametrize("how", [name for name in ASTRAY if name.startswith("replaced")])
def test_neither_of_the_two_files_is_damaged(path: Path, how: str, tmp_path: Path) -> None:
    board = Board.open(path)
    add(board, "Saved")
    ASTRAY[how][0](path)
    theirs_before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
    with pytest.raises(StorageError):
        add(board, "Lost")
    seen = observe(board, Seen(""), tmp_path / "kept")
    board.close()
    assert path.read_bytes() == theirs_before[0]
    # Their log is theirs; ours is emptied, or SQLite would take it for theirs.
    log = theirs_before[1] if how == "replaced with a stale log" else b""
    assert Path(f"{path}-wal").read_bytes() == log
    assert seen.kept is not None
    with Board.open(seen.kept) as kept:
        assert {"Before", "Saved"} <= saved(kept) and not faults(kept)
    if how != "replaced by a copy":
        with Board.open(path) as theirs:
            assert "Theirs" in saved(theirs) and not faults(theirs)


@pytest.mark.parametrize("how", CUT)
def test_a_file_cut_or_written_over_in_its_place_takes_no_change(board: Board, how: str) -> None:
    CUT[how](board.path)
    before = board.path.read_bytes() if how == "overwritten" else None
    with pytest.raises(StorageError, match="overwritten or cut short") as error:
        add(board, "Lost")
    assert error.value.kind == file_state.CUT
    with pytest.raises(StorageError, match="overwritten or cut short"):
        add(board, "Lost again")
    board.close()
    if before is not None:
        assert board.path.read_bytes() == before, "what was put there is as it was put there"
        assert not Path(f"{board.path}-wal").exists(), "our log is not left beside their file"
        with Board.open(board.path) as theirs:
            assert saved(theirs) == {"Theirs"} and not faults(theirs)


def test_a_file_that_was_only_touched_is_checked_and_goes_on(board: Board) -> None:
    os.utime(board.path)
    add(board, "Goes on")
    assert saved(board) == {*ALL, "Goes on"} and not faults(board)


def test_what_another_program_wrote_through_sqlite_is_shown_and_not_lost(board: Board) -> None:
    told: list[Change] = []
    (task,) = add(board, "Ours")
    with Board.open(board.path, read_only=True) as other:
        other._lock = board._lock
        edit_task(other, task, title="Theirs")
        other._lock = None
    board.observe(told.append)
    add(board, "Next")
    assert [change.action for change in told] == ["edit", "add"]
    assert card(board, task).title == "Theirs"


def test_moves_beside_another_programs_writes_show_no_error_and_lose_nothing(board: Board) -> None:
    """It knows nothing of our lock, and holds the file again and again for a moment."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)\n"
        "for n in range(300):\n"
        "    c.execute('BEGIN IMMEDIATE')\n"
        "    c.execute('UPDATE clock SET last_number = last_number + 1')\n"
        "    c.execute('COMMIT')\n"
    )
    (before,) = board.db.execute_sql("SELECT last_number FROM clock").fetchone()
    revision = board.revision
    (task,) = add(board, "Moved")
    other = subprocess.Popen([sys.executable, "-c", code, board.path])
    moves = 0
    while other.poll() is None or moves < 300:
        edit_task(board, task, title=f"Moved {moves}")
        moves += 1
    assert other.returncode == 0
    assert board.revision == revision + 1 + moves
    assert board.db.execute_sql("SELECT last_number FROM clock").fetchone()[0] == before + 1 + 300
    assert card(board, task).title == f"Moved {moves - 1}" and not faults(board)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_log_that_was_taken_away_is_written_into_the_file_and_work_goes_on(
    board: Board, tmp_path: Path, is_replaced: bool
) -> None:
    log = Path(f"{board.path}-wal")
    if is_replaced:
        log.with_suffix(".new").write_bytes(b"of another time")
        log.with_suffix(".new").replace(log)
    else:
        log.unlink()
    with pytest.raises(StorageError, match="removed by another program") as error:
        add(board, "Not yet")
    assert error.value.kind == file_state.LOG
    assert observe(board, Seen(""), tmp_path / "kept").kind == HEALED
    board.release_thread()
    alone = tmp_path / "alone.board"
    subprocess.run(["cp", board.path, alone], check=True)
    with Board.open(alone) as copy:
        assert saved(copy) == ALL
    add(board, "Goes on")
    board.close()
    with Board.open(board.path) as again:
        assert saved(again) == {*ALL, "Goes on"} and not faults(again)
    aside = board.path.with_name(f"{board.path.name} log 1")
    assert (aside.read_bytes() if is_replaced else aside.exists()) == (
        b"of another time" if is_replaced else False
    )


@pytest.mark.parametrize("how", ["deleted", "moved", "folder renamed"])
def test_writing_goes_on_when_the_file_is_back(board: Board, tmp_path: Path, how: str) -> None:
    path = board.path
    if how == "folder renamed":
        path.parent.rename(tmp_path / "elsewhere")
    else:
        path.rename(tmp_path / "elsewhere.board")
    seen = observe(board, Seen(""), tmp_path / "kept")
    assert seen.kind == file_state.MOVED
    with pytest.raises(StorageError):
        add(board, "Lost")
    if how == "folder renamed":
        (tmp_path / "elsewhere").rename(path.parent)
    else:
        (tmp_path / "elsewhere.board").rename(path)
    assert observe(board, seen, tmp_path / "kept") == Seen("")
    add(board, "Back")
    assert saved(board) == {*ALL, "Back"} and not faults(board)


@pytest.mark.parametrize("is_tidied", [False, True], ids=["the place of the disk stays", "it goes as well"])
def test_a_disk_that_is_pulled_out_is_noticed_and_known_again(tmp_path: Path, is_tidied: bool) -> None:
    """A stick: the same bytes come back, on what the system takes for another disk."""
    place, content, older = tmp_path / "stick", tmp_path / "content", tmp_path / "older"
    with small_disk(place, "size=8m"), open_new(place / "Shop.board") as board:
        add(board, "Saved")
        shutil.copytree(place, older)
        add(board, "And this")
        shutil.copytree(place, content)
        pull_out(place)
        if is_tidied:
            place.rmdir()
        for _ in range(2):
            with pytest.raises(StorageError, match="moved, deleted or replaced"):
                add(board, "Not told as saved")
        seen = observe(board, Seen(""), tmp_path / "kept")
        assert seen.kind == file_state.FOLDER
        place.mkdir(exist_ok=True)
        with small_disk(place, "size=8m"):
            assert observe(board, seen, tmp_path / "kept").kind == file_state.FOLDER, "another disk is there"
            shutil.copytree(older, place, dirs_exist_ok=True)
            with pytest.raises(StorageError):
                add(board, "Not into what lacks a change")
            assert observe(board, seen, tmp_path / "kept").kind == file_state.REPLACED
            shutil.copytree(content, place, dirs_exist_ok=True)
            before = {one.name: one.read_bytes() for one in place.glob("*[!m]")}
            assert observe(board, seen, tmp_path / "kept").kind == file_state.BACK
            with pytest.raises(StorageError):
                add(board, "Not through a connection to the disk that was")
            board.close()
            # But for the index that SQLite makes anew.
            assert {one.name: one.read_bytes() for one in place.glob("*[!m]")} == before
            with Board.open(place / "Shop.board") as again:
                assert titles(again, "unsorted") == ["And this", "Saved"] and not faults(again)
                add(again, "Goes on")


@pytest.mark.parametrize("opener", [Board.open, open_board])
def test_a_board_whose_process_was_killed_while_it_was_out_of_the_way_is_found_again(
    path: Path, opener: Callable[..., Board]
) -> None:
    """Never a new, empty one in its place."""
    away = path.with_name(f".{path.name}.closing")
    path.rename(away)
    lock = BoardLock(path)
    lock.acquire()
    with pytest.raises(BoardError):
        Board.open(path, create=True)
    assert away.exists() and not path.exists(), "somebody who lives is about to put it back"
    lock.release()
    with opener(path, create=True) as board:
        assert titles(board, "unsorted") == ["Before"]
    assert not away.exists()


def test_a_board_that_only_reads_says_what_became_of_its_file(path: Path) -> None:
    from models.file_watch import look

    with Board.open(path, read_only=True) as board:
        assert look(board) == Seen("")
        move(path)
        seen = look(board)
        assert seen.kind in (file_state.MOVED, file_state.GONE)
        assert titles(board, "unsorted") == ["Before"]


def test_a_file_replaced_between_the_look_and_the_commit_is_not_said_to_be_saved(board: Board) -> None:
    told: list[Change] = []
    board.observe(told.append)
    with pytest.raises(StorageError, match="moved, deleted or replaced"), board.change("add") as record:
        record.update(Task, board.db.execute_sql("SELECT max(id) FROM task").fetchone()[0], title="New")
        delete(board.path)
    # The connection has it, so the window shows it, and a copy has it too.
    assert len(told) == 1
    with pytest.raises(StorageError):
        add(board, "Lost")


def test_a_new_connection_never_reads_another_file_of_that_name(board: Board) -> None:
    import threading

    replace_by_another(board.path)
    caught: list[BaseException] = []

    def read() -> None:
        try:
            titles(board, "unsorted")
        except StorageError as error:
            caught.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert len(caught) == 1


def test_one_process_has_one_writing_connection(board: Board, path: Path) -> None:
    """Below SQLite 3.51.3 a second one could damage the file."""
    first = board.writing
    add(board, "Again")
    assert board.writing is first and first is not None and first.db is board.db
    board.close()
    assert raw(path, "PRAGMA integrity_check") == [("ok",)]

"""A backup in the place of the board: what was there is kept first; nothing is ever between old and new."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import backups, sqlite, tasks
from models.board import Board
from models.errors import BoardError, BoardHeld, NewerBoard, NotABoard, Refused, StorageError
from tests.models.boards import (
    Clock,
    Tables,
    add,
    digest,
    faults,
    names_in,
    open_new,
    order,
    raw,
    tables,
    titles,
)
from tests.models.test_two_processes import HOLD, python

OLD = Path(__file__).parents[1] / "data" / "boards"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "boards").mkdir()
    with open_new(tmp_path / "boards" / "Shop.board") as board:
        add(board, *(f"Card {n}" for n in range(6)))
    return tmp_path / "boards" / "Shop.board"


def stored(path: Path) -> Tables:
    with Board.open(path, read_only=True) as board:
        assert not faults(board)
        return tables(board)


def test_a_restored_board_is_the_board_of_that_instant_and_what_was_there_is_kept(path: Path) -> None:
    with Board.open(path) as board:
        then = tables(board)
        made = backups.back_up(board, "asked")
        tasks.bin_tasks(board, order(board, "unsorted")[:5])
        tasks.empty_bin(board)
        add(board, "Later")
        later = tables(board)
    done = backups.restore(made.path, path)
    assert done.held["cards"] == 6 and stored(path) == then
    assert names_in(path.parent) == {"Shop.board", "Shop.board.lock"}, "no log, no part file"
    assert done.kept and done.kept.reason == "restore" and stored(done.kept.path) == later
    # And back again.
    backups.restore(done.kept.path, path)
    assert stored(path) == later


def test_undo_goes_on_with_the_restored_past_and_knows_no_other(path: Path) -> None:
    with Board.open(path) as board:
        add(board, "Before")
        made = backups.back_up(board, "asked")
        add(board, "After")
    backups.restore(made.path, path)
    with Board.open(path) as board:
        assert "Before" in str(board.undoable().name)  # type: ignore[union-attr]
        board.undo()
        assert titles(board, "unsorted") == [f"Card {n}" for n in range(6)] and not faults(board)


def test_a_restoring_is_not_taken_for_a_loss(path: Path) -> None:
    with Board.open(path) as board:
        small = backups.back_up(board, "asked")
        add(board, *(f"More {n}" for n in range(40)))
        backups.back_up(board, "asked")
    backups.restore(small.path, path)
    with Board.open(path) as board:
        assert backups.shrunk_since(board) is None


def test_where_no_board_is_any_more_one_is_put_there(path: Path) -> None:
    with Board.open(path) as board:
        made, then = backups.back_up(board, "asked"), tables(board)
    shutil.rmtree(path.parent)
    assert backups.restore(made.path, path).kept is None
    assert stored(path) == then


DAMAGE = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 3],
    "NULs": lambda data: bytes(len(data)),
    "trashed header": lambda data: b"trash" * 20 + data[100:],
    "random page": lambda data: data[: 4096 * 3] + os.urandom(4096) + data[4096 * 4 :],
    "every page after the first": lambda data: data[:4096] + bytes(len(data) - 4096),
    "a spreadsheet": lambda data: b"Title,Due\nA,\n",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_board_goes_aside_byte_for_byte(path: Path, how: str) -> None:
    with Board.open(path) as board:
        made, then = backups.back_up(board, "asked"), tables(board)
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    before = path.read_bytes()
    done = backups.restore(made.path, path)
    assert stored(path) == then
    if before:
        assert done.kept and done.kept.path.read_bytes() == before
        listed = {one.number: one for one in backups.backups_of(path)}
        assert not listed[done.kept.number].is_good and backups.newest_good(path) == made
    assert names_in(path.parent) == {"Shop.board", "Shop.board.lock"}


def test_the_log_of_a_damaged_board_goes_aside_with_it_and_never_meets_the_restored_file(path: Path) -> None:
    """Finding 7: a backup beside a stale log is malformed at once."""
    with Board.open(path) as board:
        made, then = backups.back_up(board, "asked"), tables(board)
        add(board, "In the log")
        log = path.with_name("Shop.board-wal")
        kept_log = log.read_bytes()
    path.write_bytes(b"no board" * 1000)
    log.write_bytes(kept_log)
    done = backups.restore(made.path, path)
    assert stored(path) == then and done.kept
    assert done.kept.path.with_name(done.kept.path.name + "-wal").read_bytes() == kept_log


def test_what_only_stands_in_the_log_is_kept_too(path: Path) -> None:
    """A program that was killed leaves its newest changes there."""
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
    killed = python(
        "import os, sys\nfrom models.board import Board\nfrom tests.models.boards import add\n"
        "board = Board.open(sys.argv[1])\nadd(board, 'Killed after this')\nos.kill(os.getpid(), 9)",
        path,
    )
    killed.communicate()
    assert path.with_name("Shop.board-wal").stat().st_size
    done = backups.restore(made.path, path)
    assert done.kept and done.kept.is_good
    assert ("Killed after this",) in raw(done.kept.path, "SELECT title FROM task")
    assert names_in(path.parent) == {"Shop.board", "Shop.board.lock"} and len(stored(path)["task"]) == 6


def test_a_board_that_is_open_elsewhere_is_left_alone(path: Path) -> None:
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
        add(board, "Later")
    holder = python(HOLD, path)
    assert holder.stdout and holder.stdout.readline() == "held\n"
    before = len(backups.backups_of(path))
    with pytest.raises(BoardHeld, match="open elsewhere"):
        backups.restore(made.path, path)
    assert holder.stdin
    holder.communicate("\n")
    assert len(stored(path)["task"]) == 7 and len(backups.backups_of(path)) == before


def test_a_board_that_is_read_elsewhere_is_left_alone(path: Path) -> None:
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
        reader = sqlite.reader(path)
        reader.execute_sql("BEGIN")
        reader.execute_sql("SELECT count(*) FROM task").fetchall()
        add(board, "Later")
    try:
        with pytest.raises(StorageError):
            backups.restore(made.path, path)
    finally:
        reader.close()
    assert len(stored(path)["task"]) == 7


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_backup_of_an_older_version_is_brought_up_to_date_on_a_copy(path: Path, version: int) -> None:
    old = OLD / f"version-{version}.board"
    before = digest(old)
    counts = {name: len(rows) for name, rows in _rows(old).items()}
    done = backups.restore(old, path)
    assert digest(old) == before and done.kept
    assert all(done.counts[name] >= count for name, count in counts.items())
    stored(path)


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    names = raw(path, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: raw(path, f'SELECT * FROM "{name}"')  # noqa: S608
        for (name,) in names
        if not name.startswith("search_index")
    }


def test_a_backup_of_a_newer_version_is_refused_and_everything_left_as_it_is(path: Path) -> None:
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
        add(board, "Later")
    raw(made.path, "INSERT INTO schema_migration (name, applied) VALUES ('0999_later', '2031')")
    before, newer = digest(path), digest(made.path)
    with pytest.raises(NewerBoard):
        backups.restore(made.path, path)
    assert (digest(path), digest(made.path)) == (before, newer)


def damaged(made: Path) -> None:
    data = made.read_bytes()
    made.write_bytes(data[:8192] + bytes(8192) + data[16384:])


def foreign(made: Path) -> None:
    made.write_text("Title\nA\n")


def with_a_trigger(made: Path) -> None:
    raw(made, "CREATE TRIGGER evil AFTER INSERT ON task BEGIN DELETE FROM task; END")


def with_a_view(made: Path) -> None:
    raw(made, "CREATE VIEW more AS SELECT 1")


def with_a_table(made: Path) -> None:
    raw(made, "CREATE TABLE more (x)")


def never_founded(made: Path) -> None:
    made.unlink()
    Board.open(made, create=True).close()


@pytest.mark.parametrize(
    "spoil", [damaged, foreign, with_a_trigger, with_a_view, with_a_table, never_founded]
)
def test_all_is_checked_before_anything_is_replaced(path: Path, tmp_path: Path, spoil: object) -> None:
    """Validate all, then swap."""
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
        add(board, "Later")
    source = tmp_path / "source.board"
    shutil.copy(made.path, source)
    spoil(source)  # type: ignore[operator]
    before = digest(path)
    with pytest.raises((StorageError, NotABoard, Refused)):
        backups.restore(source, path)
    assert digest(path) == before and names_in(path.parent) == {"Shop.board", "Shop.board.lock"}


def test_a_board_is_not_restored_from_itself(path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.board").symlink_to(path)
    for source in (path, tmp_path / "link.board"):
        with pytest.raises(Refused):
            backups.restore(source, path)
    assert len(stored(path)["task"]) == 6


def test_a_missing_backup_is_said_in_words(path: Path, tmp_path: Path) -> None:
    with pytest.raises(BoardError, match="not a file"):
        backups.restore(tmp_path / "gone.board", path)
    with pytest.raises(BoardError, match="not a file"):
        backups.restore(tmp_path, path)
    assert len(stored(path)["task"]) == 6


def test_the_folder_of_backups_may_be_the_source_of_another_board(path: Path, tmp_path: Path) -> None:
    """Restored under another name it is a board of its own, and the first one stays."""
    with Board.open(path) as board:
        made, then = backups.back_up(board, "asked"), tables(board)
    other = tmp_path / "Other.board"
    assert backups.restore(made.path, other).kept is None
    assert stored(other) == stored(path) == then
    assert backups.backups_of(other) == [] and backups.backups_of(path) == [made]


# Any history

STEP = st.tuples(st.sampled_from(("add", "edit", "bin", "undo", "back up", "restore")), st.integers(0, 9))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=4, max_size=14))
def test_every_kept_backup_restores_to_the_board_of_its_instant(
    tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    folder = tmp_path / os.urandom(6).hex()
    folder.mkdir()
    path = folder / "a.board"
    board = open_new(path, Clock())
    then: dict[int, Tables] = {}
    try:
        for what, number in steps:
            ids = order(board, "unsorted")
            if what == "add":
                add(board, f"Card {number}")
            elif what == "edit" and ids:
                tasks.edit_task(board, ids[number % len(ids)], title=f"Edited {number}")
            elif what == "bin" and ids:
                tasks.bin_tasks(board, ids[:number])
            elif what == "undo" and board.undoable():
                board.undo()
            elif what == "back up":
                then[backups.back_up(board, "while").number] = tables(board)
            elif what == "restore" and (kept := backups.backups_of(path)):
                before = tables(board)
                board.close()
                chosen = kept[number % len(kept)]
                done = backups.restore(chosen.path, path)
                assert done.kept
                then.setdefault(done.kept.number, before)
                board = Board.open(path, clock=Clock())
                assert tables(board) == then[chosen.number]
    finally:
        board.close()
    for one in backups.backups_of(path):
        assert one.is_good and backups.is_whole(one)
        backups.restore(one.path, path)
        assert stored(path) == then[one.number]


# Killed, and no room


def test_a_crash_beside_the_board_is_swept_at_the_next_start(path: Path) -> None:
    for name in (".Shop.board.restoring", ".Shop.board.migrating", ".Shop.board.restoring-wal"):
        path.with_name(name).write_bytes(b"half")
    with Board.open(path) as board:
        backups.sweep_beside(board)
    assert names_in(path.parent) == {"Shop.board", "Shop.board.lock"}


def test_the_lock_is_let_go_when_a_restoring_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.board").write_bytes(b"bad")
    with pytest.raises(NotABoard):
        backups.restore(tmp_path / "bad.board", path)
    with Board.open(path) as board:
        add(board, "Still writable")


def test_another_program_that_holds_the_file_by_sqlite_alone_is_told_of(path: Path) -> None:
    with Board.open(path) as board:
        made = backups.back_up(board, "asked")
        add(board, "Later")
    other = python(
        "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\nsys.stdin.readline()",
        path,
    )
    assert other.stdout and other.stdout.readline() == "held\n"
    with pytest.raises(StorageError):
        backups.restore(made.path, path)
    other.communicate("\n")
    assert len(stored(path)["task"]) == 7

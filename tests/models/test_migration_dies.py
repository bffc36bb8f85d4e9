"""A migration that dies, wherever and of whatever, leaves the old file; the next start completes it."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase

from models import migrate, places
from models.board import Board
from models.errors import BoardError, Damaged, StorageError
from tests.models.boards import Clock, faults, names_in, raw
from tests.models.nobody import let_see, needs_root, run_as_nobody
from tests.models.old_boards import BOARDS, NAMES, applied, rows_of
from tests.stories.bad_disk import small_disk

OLDEST = BOARDS[0]
KNOWN = migrate.known_names()
NEXT = f"{len(KNOWN) + 1:04}_next.py"
FULL = "The disk is full. Nothing was changed; make room and try again."
OPEN = """
import sys
from models.board import Board
from models.errors import BoardError
try:
    Board.open(sys.argv[1]).close()
except BoardError as error:
    print(error)
"""


class PowerFailure(BaseException):
    """What no code expects."""


ENDS: list[type[BaseException]] = [RuntimeError, sqlite3.OperationalError, PowerFailure]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The oldest board, alone in its folder."""
    (tmp_path / "boards").mkdir()
    return Path(shutil.copy(OLDEST, tmp_path / "boards" / "old.board"))


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Today's migrations, to put one more beside them."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "SCRIPTS", folder)
    return folder


def completes(path: Path) -> None:
    """A second start brings everything over."""
    before = rows_of(path)
    with Board.open(path, clock=Clock()) as board:
        assert not faults(board)
    after = rows_of(path)
    assert applied(path) == migrate.known_names()
    assert all(rows.keys() <= after[table].keys() for table, rows in before.items())


class Dying:
    """Statements of the copy that is migrated, until one too many."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen, self.last, self.end = 0, 10**9, ENDS[0]
        really = SqliteDatabase.execute_sql

        def execute_sql(db: SqliteDatabase, *given: Any, **named: Any) -> Any:
            found = really(db, *given, **named)
            if str(db.database).endswith(".migrating"):
                self.seen += 1
                if self.seen == self.last:
                    raise self.end("dies here")
            return found

        monkeypatch.setattr(SqliteDatabase, "execute_sql", execute_sql)


@pytest.mark.parametrize("old", BOARDS, ids=NAMES)
def test_dying_after_any_statement_leaves_the_old_file(
    old: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(old, path)
    before = path.read_bytes()
    dying = Dying(monkeypatch)
    with Board.open(path):
        pass
    there_are = dying.seen
    if applied(old) == KNOWN:
        assert there_are == 0
        return
    assert there_are > 40
    # Every one of them from the oldest board, which has all migrations before it.
    for last in range(1, there_are + 1, 1 if old == OLDEST else 7):
        path.write_bytes(before)
        dying.seen, dying.last, dying.end = 0, last, ENDS[last % 3]
        with pytest.raises((BoardError, PowerFailure)) as told:
            Board.open(path)
        assert dying.end is PowerFailure or str(told.value).endswith(".")
        assert path.read_bytes() == before and names_in(path.parent) == {"old.board", "old.board.lock"}
    dying.last = 0
    completes(path)


LOSES = {
    "rows": 'db.execute_sql("DELETE FROM task_tag")',
    "a table": 'db.execute_sql("DROP TABLE comment")',
    "a parent": 'db.execute_sql("DELETE FROM tag WHERE id = (SELECT min(tag_id) FROM task_tag)")',
    "a row for another": 'db.execute_sql("UPDATE task_tag SET tag_id = 99999")',
    "a wrong statement": 'db.execute_sql("ALTER TABLE nothing RENAME TO all_of_it")',
    "a mistake": "{}['no such key']",
}


@pytest.mark.parametrize("script", LOSES.values(), ids=LOSES)
def test_a_migration_that_would_lose_something_is_refused_in_words(
    path: Path, scripts: Path, script: str
) -> None:
    before = path.read_bytes()
    (scripts / NEXT).write_text(f"def up(migrator, db):\n    {script}\n")
    with pytest.raises(StorageError, match=r"^old\.board could not be brought to this version, and was left"):
        Board.open(path)
    assert path.read_bytes() == before and names_in(path.parent) == {"old.board", "old.board.lock"}
    (scripts / NEXT).unlink()
    completes(path)


def test_a_bug_in_a_migration_is_in_the_log_without_texts_of_the_owner(path: Path, scripts: Path) -> None:
    (scripts / NEXT).write_text("def up(migrator, db):\n    raise ZeroDivisionError('Kanarienvogel77')\n")
    with pytest.raises(StorageError):
        Board.open(path)
    log = "".join(one.read_text("utf-8") for one in places.log_folder().glob("delegation-board.log*"))
    assert "ZeroDivisionError" in log and "in up" in log and "Kanarienvogel77" not in log


def test_what_pointed_to_nothing_before_does_not_keep_a_board_from_its_owner(path: Path) -> None:
    """Another program deleted a card, but not what hung on it: told by the check, as before."""
    raw(path, "INSERT INTO link (kind, task_id, other_id) VALUES ('blocks', 1, 99999)")
    (link,) = raw(path, "SELECT max(id) FROM link")[0]
    with Board.open(path) as board:
        assert faults(board) == [f"link {link} points to a task that is not there."]
    assert applied(path) == KNOWN


def test_a_damaged_older_board_is_not_migrated(path: Path) -> None:
    """A page of an index is another's: SQLite reads on, and only a full check sees it."""
    whole = path.read_bytes()
    (root,) = raw(path, "SELECT rootpage FROM sqlite_master WHERE name = 'task_number'")[0]
    (other,) = raw(path, "SELECT rootpage FROM sqlite_master WHERE name = 'step_task'")[0]
    size = int.from_bytes(whole[16:18], "big")
    page = whole[(other - 1) * size : other * size]
    path.write_bytes(whole[: (root - 1) * size] + page + whole[root * size :])
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(Damaged, match=r"^old\.board is damaged.* Restore a backup of it\.$"):
            Board.open(path)
        assert path.read_bytes() == before and names_in(path.parent) == {"old.board", "old.board.lock"}
    path.write_bytes(whole)
    completes(path)


def test_what_an_earlier_migration_left_behind_is_not_taken_up_again(path: Path, tmp_path: Path) -> None:
    """It died weeks ago; the board has changed since, by an older program."""
    copy = path.with_name(".old.board.migrating")
    shutil.copy(BOARDS[-1], copy)
    for tail in ("-journal", "-wal", "-shm"):
        copy.with_name(copy.name + tail).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" * 600)
    raw(path, "UPDATE task SET source = 'changed since' WHERE id = (SELECT min(id) FROM task)")
    completes(path)
    assert raw(path, "SELECT count(*) FROM task WHERE source = 'changed since'") == [(1,)]
    assert names_in(path.parent) == {"old.board", "old.board.lock"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "size=4m") as folder:
        yield folder


@needs_root
def test_on_a_full_disk_the_old_file_stays_until_there_is_room(disk: Path) -> None:
    path = Path(shutil.copy(OLDEST, disk / "old.board"))
    before = path.read_bytes()
    outcomes = []
    for room in range(0, 2_000, 100):
        filler = disk / "filler"
        filler.write_bytes(b"")
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filler.write_bytes(bytes(max(0, free - room * 1024)))
        try:
            Board.open(path).close()
            outcomes.append("new")
            assert applied(path) == KNOWN
            path.write_bytes(before)
        except StorageError as error:
            outcomes.append(str(error))
            assert path.read_bytes() == before
        # Of a full disk SQLite leaves its empty log behind, which the next start uses.
        assert names_in(disk) <= {"old.board", "old.board.lock", "filler", "old.board-wal", "old.board-shm"}
        assert not (wal := path.with_name("old.board-wal")).exists() or wal.stat().st_size == 0
        filler.unlink()
    # Without a single page free not even the index of the log can be made; that SQLite calls an error.
    assert outcomes.pop(0) == "The disk reported an error. Nothing was changed."
    runs = [(outcome, len(list(same))) for outcome, same in groupby(outcomes)]
    assert [outcome for outcome, _ in runs] == [FULL, "new"] and min(count for _, count in runs) > 2
    completes(path)


@needs_root
def test_without_room_for_its_backup_no_board_is_migrated(
    path: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setenv("XDG_DATA_HOME", str(disk))
    (disk / "filler").write_bytes(bytes(3_900_000))
    with pytest.raises(StorageError) as told:
        Board.open(path)
    assert str(told.value).endswith(".")
    assert path.read_bytes() == before and names_in(path.parent) == {"old.board", "old.board.lock"}
    (disk / "filler").unlink()
    completes(path)


@needs_root
def test_in_a_folder_that_may_not_be_written_nothing_is_tried(path: Path, tmp_path: Path) -> None:
    """The file itself everybody may write."""
    home = tmp_path / "home"
    home.mkdir()
    let_see(path)
    path.chmod(0o666)
    before = path.read_bytes()
    said = run_as_nobody(sys.executable, "-c", OPEN, path, home=home)
    assert said.stdout == "The folder of old.board may not be written to.\n", said.stderr
    assert path.read_bytes() == before and names_in(path.parent) == {"old.board"}
    completes(path)

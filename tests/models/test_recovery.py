"""A board that does not open: what is said of it, and the newest backup in its place, come what may."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models import backups, recovery
from models.board import Board
from models.errors import BoardError, BoardHeld, Damaged, StorageError
from models.looking_over import look_over
from models.recovery import bring_back, missing_since, newest_backup, set_aside, trouble_of
from models.salvage import look_through
from models.words import say
from tests.models.boards import TODAY, add, faults, open_new, titles
from tests.models.damage import pages_of, raw, sample, spoil

ROOT = Path(__file__).resolve().parents[2]
ASIDE = f"Shop damaged {TODAY.isoformat()}.board"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A board with a backup and two changes since."""
    folder = tmp_path / "boards"
    folder.mkdir()
    path = sample(folder / "Shop.board", 20)
    with Board.open(path) as board:
        backups.back_up(board, "asked")
        add(board, "After the backup")
        add(board, "And one more")
    return path


def trouble(path: Path) -> recovery.Trouble:
    with pytest.raises(BoardError) as caught:
        look_over(path)
    return trouble_of(path, caught.value)


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", "empty", "empty"),
        (b"\0" * 3_000_000, "nulls", "nothing but zeros"),
        (b"only text " * 500, "foreign", "not a board"),
        (b"SQLite format 3\0" + b"\xff" * 9_000, "foreign", "not a board"),
    ],
)
def test_what_happened_is_said_by_kind(path: Path, content: bytes, kind: str, words: str) -> None:
    path.write_bytes(content)
    found = trouble(path)
    assert found.kind == kind and words in found.sentence.english()
    assert f"{found.sentence.english()} {found.more.english()}".count("left as it is") == 1


def test_damage_newer_versions_folders_and_files_that_are_gone(path: Path) -> None:
    spoil(path, *pages_of(path, "comment"))
    assert trouble(path).kind == "damaged" and trouble(path).may_be_saved
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_x', '2030-01-01 00:00:00')")
    newer = trouble(path)
    assert newer.kind == "newer" and not newer.may_be_saved and not newer.may_be_replaced
    assert "Update" in newer.more.english()
    path.unlink()
    gone = trouble(path)
    assert gone.kind == "gone" and gone.may_be_replaced and "try again" in gone.more.english()
    path.symlink_to(path.with_name("unplugged.board"))
    assert trouble_of(path, StorageError(say(""))).kind == "gone"
    path.unlink()
    path.mkdir()
    assert trouble(path).kind == "folder"
    assert {found.more.source for found in (newer, gone)} and set(recovery.KINDS) >= {newer.kind, gone.kind}


def test_every_kind_has_its_words() -> None:
    assert set(recovery._MEANING) == set(recovery.KINDS)


def test_an_error_of_reading_says_whether_the_file_is_damaged(path: Path) -> None:
    spoil(path, pages_of(path, "comment")[0])
    with Board.open(path) as board:
        with pytest.raises(Exception) as caught:
            board.db.execute_sql("SELECT * FROM comment").fetchall()
        assert isinstance(recovery.damage_in(caught.value), Damaged)
        with pytest.raises(Exception) as caught:
            board.db.execute_sql("SELECT nothing FROM task")
        assert recovery.damage_in(caught.value) is None
    assert recovery.damage_in(ValueError()) is None
    assert recovery.damage_in(StorageError(say(""))) is None


# Put aside, and the backup in its place


def test_the_newest_backup_takes_the_place_of_a_damaged_board_which_is_kept(path: Path) -> None:
    damaged = spoil(path, *pages_of(path, "task"))
    backup = newest_backup(path)
    assert backup is not None
    assert bring_back(path, backup, TODAY) == path.with_name(ASIDE)
    assert path.with_name(ASIDE).read_bytes() == damaged
    with Board.open(path) as board:
        assert faults(board) == [] and "After the backup" not in titles(board, "unsorted")
        assert len(titles(board, "unsorted")) > 20


def test_its_log_goes_with_it_and_never_meets_the_backup(path: Path) -> None:
    path.write_bytes(b"")
    log = path.with_name("Shop.board-wal")
    log.write_bytes(b"of the damaged one" * 400)
    backup = newest_backup(path)
    assert backup is not None
    aside = bring_back(path, backup, TODAY)
    assert aside is not None and aside.read_bytes() == b""
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"of the damaged one" * 400
    with Board.open(path) as board:
        assert faults(board) == []


def test_what_was_put_aside_before_is_never_written_over(path: Path) -> None:
    names = [ASIDE, ASIDE.replace(".board", "-2.board"), ASIDE.replace(".board", "-3.board")]
    for number, name in enumerate(names):
        path.write_bytes(b"%d" % number)
        assert set_aside(path, TODAY).name == name
        assert not path.exists()
    # A log of that name alone takes the name too.
    path.with_name(names[2].replace("-3", "-4") + "-wal").write_bytes(b"")
    path.write_bytes(b"4")
    assert set_aside(path, TODAY).name == ASIDE.replace(".board", "-5.board")
    assert [path.with_name(name).read_bytes() for name in names] == [b"0", b"1", b"2"]


def test_a_folder_in_the_place_of_a_board_is_put_aside_too(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "holiday.txt").write_text("mine")
    backup = newest_backup(path)
    assert backup is not None
    aside = bring_back(path, backup, TODAY)
    assert aside is not None and (aside / "holiday.txt").read_text() == "mine"
    with Board.open(path) as board:
        assert faults(board) == []


def test_a_board_that_is_gone_comes_back_and_nothing_is_put_aside(path: Path) -> None:
    path.unlink()
    backup = newest_backup(path)
    assert backup is not None and bring_back(path, backup, TODAY) is None
    with Board.open(path) as board:
        assert faults(board) == []


def test_a_backup_that_is_bad_itself_leaves_everything_where_it_was(path: Path) -> None:
    damaged = spoil(path, *pages_of(path, "task"))
    backup = newest_backup(path)
    assert backup is not None
    backup.path.chmod(0o600)
    backup.path.write_bytes(backup.path.read_bytes()[:40_000])
    with pytest.raises(BoardError):
        bring_back(path, backup, TODAY)
    assert path.read_bytes() == damaged and not path.with_name(ASIDE).exists()


def test_a_board_that_somebody_has_open_is_not_put_aside(path: Path) -> None:
    with Board.open(path), pytest.raises(BoardHeld):
        set_aside(path, TODAY)
    assert path.exists() and not path.with_name(ASIDE).exists()


def test_where_there_are_no_second_names_it_is_renamed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    damaged = spoil(path, *pages_of(path, "task"))
    assert set_aside(path, TODAY).read_bytes() == damaged and not path.exists()


def test_what_is_missing_in_a_backup_is_counted(path: Path) -> None:
    spoil(path, *pages_of(path, "comment"))
    backup = newest_backup(path)
    assert backup is not None
    missing = missing_since(backup, look_through(path))
    assert missing == recovery.Missing(2, 2)
    assert missing_since(backup, None).changes is None
    spoil(path, *pages_of(path, "journal"))
    assert missing_since(backup, look_through(path)).changes is None


def test_names_that_are_offered_are_free_and_speak(path: Path) -> None:
    assert recovery.saved_name(path, TODAY).name == f"Shop saved {TODAY.isoformat()}.board"
    assert recovery.new_name(path).name == "Shop 2.board"
    path.with_name("Shop 2.board").write_bytes(b"")
    assert recovery.new_name(path).name == "Shop 3.board"


# Killed on the way

CHILD = """
import datetime as dt, os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from models import backup_restoring, recovery, salvaging
path, at, what = Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
seen = 0
def hook(event, arguments):
    global seen
    if event in ("os.link", "os.rename", "os.remove", "os.truncate", "sqlite3.connect") or (
        event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    ):
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
backup = recovery.newest_backup(path)
sys.addaudithook(hook)
if what == "bring back":
    recovery.bring_back(path, backup, dt.date(2026, 11, 23))
else:
    salvaging.salvage(path, path.with_name("saved.board"))
"""


def die_at(path: Path, step: int, what: str) -> bool:
    """Whether it died there, and did not get to its end before."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT), str(path), str(step), what],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def test_killed_at_each_step_of_bringing_it_back_the_third_start_is_whole(path: Path) -> None:
    damaged = spoil(path, *pages_of(path, "task"))
    step = 0
    while True:
        step += 1
        for old in path.parent.iterdir():
            old.unlink()
        path.write_bytes(damaged)
        died = die_at(path, step, "bring back")
        kept = [one for one in path.parent.glob("Shop*.board") if one.read_bytes() == damaged]
        assert kept, f"the damaged file is lost at step {step}"
        try:
            look_over(path)
        except BoardError as error:
            assert trouble_of(path, error).may_be_replaced
            backup = newest_backup(path)
            assert backup is not None
            bring_back(path, backup, TODAY)
        with Board.open(path) as board:
            assert faults(board) == [] and len(titles(board, "unsorted")) > 20
        assert any(one.read_bytes() == damaged for one in path.parent.glob("Shop damaged*.board"))
        if not died:
            break
    assert step > 8


def test_killed_at_each_step_of_saving_there_is_a_whole_new_board_or_none(path: Path) -> None:
    damaged = spoil(path, *pages_of(path, "task"))
    target = path.with_name("saved.board")
    for step in range(1, 200):
        target.unlink(missing_ok=True)
        died = die_at(path, step, "save")
        assert path.read_bytes() == damaged
        if target.exists():
            look_over(target)
        if not died:
            break
        if step % 4 == 0:
            # The next try is not in the way of what the first one left.
            target.unlink(missing_ok=True)
            assert not die_at(path, 10_000, "save")
            look_over(target)
    assert target.exists() and step > 5 and not list(path.parent.glob(".*salvaging*"))


FULL = """
import resource, signal, sys
sys.path.insert(0, sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import datetime as dt
from pathlib import Path
from models import recovery, salvaging
from models.errors import BoardError
path = Path(sys.argv[2])
backup = recovery.newest_backup(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
for work in (
    lambda: recovery.bring_back(path, backup, dt.date(2026, 11, 23)),
    lambda: salvaging.salvage(path, path.with_name("saved.board")),
):
    try:
        work()
        print("done")
    except BoardError as error:
        print(error)
"""


@pytest.mark.parametrize("room", [0, 4_096, 40_000, 200_000])
def test_without_room_on_the_disk_everything_stays_and_a_sentence_says_so(path: Path, room: int) -> None:
    damaged = spoil(path, *pages_of(path, "comment"))
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(ROOT), str(path), str(room)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    said = done.stdout.splitlines()
    assert len(said) == 2 and "done" not in said and all(line.endswith(".") for line in said), said
    assert path.read_bytes() == damaged and not path.with_name(ASIDE).exists()
    assert not path.with_name("saved.board").exists() and not list(path.parent.glob(".*salvaging*"))
    backup = newest_backup(path)
    assert backup is not None
    bring_back(path, backup, TODAY)
    with Board.open(path) as board:
        assert faults(board) == []


def test_an_empty_board_is_never_taken_for_the_lost_one(path: Path, tmp_path: Path) -> None:
    """The backups of a board that is gone stay its own, also after a new one begins elsewhere."""
    path.unlink()
    with open_new(tmp_path / "boards" / "Shop 2.board"):
        pass
    backup = newest_backup(path)
    assert backup is not None and backup.counts["task"] > 20
    assert dt.datetime.now(dt.UTC).replace(tzinfo=None) >= backup.made

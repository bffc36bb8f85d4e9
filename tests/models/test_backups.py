"""Backups of a board: made from it while it is open, checked, listed, found again; never trusted blindly."""

import datetime as dt
import json
import os
import shutil
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import backups, places, tasks
from models.assistant_erase import Erased, erase
from models.backup_files import note_of
from models.backups import Backup
from models.board import Board
from models.errors import BoardError, ReadOnly, StorageError
from models.importing import Report, import_drafts
from tests.models.boards import Clock, add, digest, draft, faults, names_in, open_new, raw, tables, titles


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(tmp_path: Path, clock: Clock) -> Iterator[Board]:
    (tmp_path / "boards").mkdir()
    with open_new(tmp_path / "boards" / "Shop.board", clock) as made:
        add(made, *(f"Card {n}" for n in range(10)))
        yield made


def folder(board: Board) -> Path:
    return backups.folder_of(board.path)


def held(backup: Backup) -> dict[str, list[tuple[object, ...]]]:
    """Every recorded table of a backup, looked at as the program does it."""
    looked, scratch = backups.open_to_look(backup)
    with looked:
        found = tables(looked)
    if scratch:
        scratch.cleanup()
    return found


def test_a_backup_holds_everything_of_one_moment(board: Board) -> None:
    made = backups.back_up(board, "asked")
    assert made.is_good and made.reason == "asked" and made.revision == board.revision
    assert made.counts["task"] == 10 and made.held == {"cards": 10, "assistants": 0, "runs": 0}
    assert made.size == made.path.stat().st_size and made.sha256 == digest(made.path)
    assert held(made) == tables(board)
    assert backups.backups_of(board.path) == [made] == [backups.newest_good(board.path)]


def test_it_lies_in_the_owners_data_folder_and_is_theirs_alone(board: Board) -> None:
    made = backups.back_up(board, "asked")
    assert made.path.is_relative_to(places.data_folder() / "backups")
    assert folder(board).name.startswith("Shop ")
    if os.name == "posix":
        assert stat.S_IMODE(folder(board).stat().st_mode) == 0o700
        for path in folder(board).iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    about = json.loads((folder(board) / "about.json").read_text())
    assert about["path"] == str(board.path) and about["uid"] == board.about().uid


def test_the_same_state_is_kept_once(board: Board) -> None:
    first = backups.back_up(board, "start")
    assert backups.is_kept(board)
    assert backups.back_up(board, "while") == first and len(backups.backups_of(board.path)) == 1
    add(board, "One more")
    assert not backups.is_kept(board)
    assert backups.back_up(board, "while").number == first.number + 1


def test_what_was_kept_by_the_way_is_kept_for_the_stronger_reason(board: Board) -> None:
    first = backups.back_up(board, "start")
    assert backups.back_up(board, "import") == first._replace(reason="import")
    assert backups.backups_of(board.path)[0].reason == "import"
    assert backups.back_up(board, "while").reason == "import"


def test_after_an_undo_another_change_with_the_same_revision_is_another_state(
    board: Board, tmp_path: Path
) -> None:
    first = backups.back_up(board, "start")
    add(board, "This")
    second = backups.back_up(board, "while")
    path = board.path
    board.close()
    backups.restore(first.path, path)
    with Board.open(path) as other:
        add(other, "That")
        third = backups.back_up(other, "while")
        assert third.revision == second.revision and third.number > second.number
        assert backups.since(other, first).changes == 1
        assert backups.since(other, second) == backups.Since(None, 0)
        assert backups.since(other, third) == backups.Since(0, 0)


def test_numbers_grow_whatever_the_clock_says(board: Board, clock: Clock) -> None:
    numbers = []
    for years in (0, -10, 10, 0):
        clock.now = dt.datetime(2026 + years, 6, 1)
        add(board, f"In {years}")
        numbers.append(backups.back_up(board, "while").number)
    assert numbers == sorted(set(numbers))
    assert [one.number for one in backups.backups_of(board.path)] == numbers[::-1]
    newest = backups.newest_good(board.path)
    assert newest and newest.number == numbers[-1]


def test_a_deleted_number_is_not_given_again(board: Board) -> None:
    first = backups.back_up(board, "asked")
    backups.delete(board.path, first)
    assert backups.backups_of(board.path) == [] and names_in(folder(board)) == {"about.json", ".lock"}
    assert backups.back_up(board, "asked").number == first.number + 1


def test_a_year_of_wrong_clocks_keeps_the_ten_newest_and_all_open(board: Board, clock: Clock) -> None:
    """±10 years, ±1 hour, and all at one moment, on real files."""
    made = []
    for number, shift in enumerate((0, 87_600, -87_600, 1, -1, 0, 0) * 6):
        clock.now = dt.datetime(2026, 6, 1) + dt.timedelta(hours=shift)
        add(board, f"Card {number}")
        made.append(backups.back_up(board, "while").number)
    listed = backups.backups_of(board.path)
    assert [one.number for one in listed[:10]] == made[:-11:-1]
    assert all(one.is_good and backups.is_whole(one) for one in listed)


def test_made_beside_writing_it_is_of_one_moment(board: Board) -> None:
    """While another thread writes two cards with each change, no backup ever holds half of one."""
    stop = threading.Event()
    errors: list[BaseException] = []
    path = board.path
    board.close()

    def write() -> None:
        try:
            with Board.open(path, clock=Clock()) as writing:
                number = 0
                while not stop.is_set():
                    tasks.add_tasks(writing, [draft(f"Pair {number}a"), draft(f"Pair {number}b")])
                    number += 1
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        with Board.open(path, read_only=True) as reading:
            for _ in range(25):
                made = backups.back_up(reading, "while")
                ((count, changes),) = raw(
                    made.path, "SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM journal)"
                )
                # The founding and the first ten cards, then two cards with each change.
                assert count == 10 + 2 * (changes - 2), "half of a change"
                assert made.is_good and made.counts["task"] == count
    finally:
        stop.set()
        thread.join()
    assert errors == []


def test_a_board_open_elsewhere_is_backed_up_too(board: Board) -> None:
    with Board.open(board.path, read_only=True) as reading:
        assert backups.back_up(reading, "asked").counts["task"] == 10


# What is listed


def spoil(made: Backup, how: str) -> None:
    data = made.path.read_bytes()
    before = made.path.stat()
    if how == "empty":
        made.path.write_bytes(b"")
    elif how == "cut":
        made.path.write_bytes(data[: len(data) // 2])
    elif how == "zeroed":
        made.path.write_bytes(bytes(len(data)))
    elif how == "foreign":
        made.path.write_bytes(b"%PDF-1.7" + data[8:])
    elif how == "one bit":
        middle = len(data) // 2
        made.path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    elif how == "one bit, same time":
        middle = len(data) // 2
        made.path.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
        os.utime(made.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif how == "note is rubbish":
        note_of(made.path).write_bytes(b"\0[[[{")
        made.path.write_bytes(b"")
    elif how == "note is a list":
        note_of(made.path).write_text("[1]")
        made.path.write_bytes(b"")
    elif how == "note lies":
        note = json.loads(note_of(made.path).read_text())
        note_of(made.path).write_text(json.dumps(note | {"size": 0, "sha256": "", "counts": 3}))
        made.path.write_bytes(b"")
    else:
        made.path.unlink()
        made.path.mkdir()


HOWS = ("empty", "cut", "zeroed", "foreign", "one bit", "note is rubbish", "note is a list", "note lies")


@pytest.mark.parametrize("how", HOWS)
def test_what_is_no_backup_any_more_is_listed_as_not_good(board: Board, how: str) -> None:
    older = backups.back_up(board, "asked")
    add(board, "Newer")
    newer = backups.back_up(board, "asked")
    spoil(newer, how)
    listed = backups.backups_of(board.path)
    assert [(one.number, one.is_good) for one in listed] == [(newer.number, False), (older.number, True)]
    assert backups.newest_good(board.path) == older
    # It counts for nothing: the same state is kept once more.
    assert backups.back_up(board, "asked").number > newer.number


def test_a_bit_that_the_disk_turned_is_found_by_the_check_of_all_bytes(board: Board) -> None:
    made = backups.back_up(board, "asked")
    spoil(made, "one bit, same time")
    (listed,) = backups.backups_of(board.path)
    assert not backups.is_whole(listed)


def test_odd_things_in_the_folder_disturb_nobody(board: Board) -> None:
    made = backups.back_up(board, "asked")
    (folder(board) / "a folder.board").mkdir()
    (folder(board) / "notes.txt").write_text("x")
    (folder(board) / "000000000000000000009999999 x.board").write_bytes(b"x")
    (folder(board) / "link.board").symlink_to("/nowhere")
    (folder(board) / "about.json").write_bytes(b"\xff\xfe")
    assert [one for one in backups.backups_of(board.path) if one.is_good] == [made]
    add(board, "More")
    assert backups.back_up(board, "asked").number > made.number


def test_there_is_nothing_to_list_of_what_never_was(tmp_path: Path) -> None:
    assert backups.backups_of(tmp_path / "never.board") == []
    assert backups.newest_good(tmp_path / "never.board") is None
    assert not backups.folder_of(tmp_path / "never.board").exists()


def test_a_backup_whose_note_is_lost_is_looked_through_and_good(board: Board) -> None:
    made = backups.back_up(board, "asked")
    note_of(made.path).unlink()
    (found,) = backups.backups_of(board.path)
    assert found.is_good and found.counts == made.counts and found.sha256 == made.sha256
    assert note_of(made.path).exists()


def test_backups_copied_back_from_another_disk_are_good(board: Board, tmp_path: Path) -> None:
    made = backups.back_up(board, "asked")
    elsewhere = tmp_path / "other disk"
    shutil.copytree(folder(board), elsewhere)
    shutil.rmtree(folder(board))
    shutil.copytree(elsewhere, folder(board), copy_function=shutil.copy)
    os.utime(made.path, (1, 1))
    assert backups.backups_of(board.path) == [made]


# Which folder


def test_a_moved_board_takes_its_backups_along(board: Board, tmp_path: Path) -> None:
    made = backups.back_up(board, "asked")
    old = folder(board)
    board.close()
    moved = tmp_path / "elsewhere" / "Renamed.board"
    moved.parent.mkdir()
    board.path.rename(moved)
    with Board.open(moved) as opened:
        (found,) = backups.backups_of(moved)
        assert found.number == made.number and found.path.parent == backups.folder_of(moved) != old
        assert not old.exists() and backups.is_kept(opened)
        add(opened, "There")
        assert backups.back_up(opened, "start").number == made.number + 1


def test_two_copies_of_a_board_never_share_a_folder(board: Board, tmp_path: Path) -> None:
    made = backups.back_up(board, "asked")
    copy = tmp_path / "Copy.board"
    shutil.copy(made.path, copy)
    with Board.open(copy) as other:
        assert backups.backups_of(copy) == []
        add(other, "Only in the copy")
        backups.back_up(other, "asked")
    assert backups.backups_of(board.path) == [made]
    # Nor does a third one take the first one's when that goes away and the second is still there.
    board.close()
    board.path.unlink()
    assert len(backups.backups_of(copy)) == 1


def test_a_damaged_board_finds_its_backups_by_its_place(board: Board) -> None:
    made = backups.back_up(board, "asked")
    board.close()
    board.path.write_bytes(b"")
    assert backups.newest_good(board.path) == made
    board.path.unlink()
    assert backups.newest_good(board.path) == made


def test_backups_outlive_the_folder_of_the_board(board: Board) -> None:
    made = backups.back_up(board, "asked")
    board.close()
    shutil.rmtree(board.path.parent)
    assert backups.newest_good(board.path) == made


@pytest.mark.parametrize("stem", ["x" * 200, "é" * 100, "a b.c", ".board", "-rf", "日本"])
def test_any_name_of_a_board_has_a_folder(tmp_path: Path, stem: str) -> None:
    with open_new(tmp_path / f"{stem}.board") as board:
        add(board, "One")
        assert backups.back_up(board, "asked").is_good
        assert len(backups.backups_of(board.path)) == 1


# When


def test_before_the_bin_is_emptied_all_of_it_is_kept(board: Board) -> None:
    ids = [row for (row,) in board.db.execute_sql("SELECT id FROM task ORDER BY id")]
    tasks.bin_tasks(board, ids[:6])
    before = tables(board)
    tasks.empty_bin(board)
    (kept,) = backups.backups_of(board.path)
    assert kept.reason == "deletion" and kept.counts["task"] == 10 and held(kept) == before


def test_one_card_deleted_for_good_needs_no_backup_of_its_own(board: Board) -> None:
    ids = [row for (row,) in board.db.execute_sql("SELECT id FROM task ORDER BY id")]
    tasks.bin_tasks(board, ids[:6])
    tasks.empty_bin(board, ids[:1])
    assert backups.backups_of(board.path) == []


def test_before_an_import_the_board_is_kept_but_not_an_empty_one(board: Board, tmp_path: Path) -> None:
    before = tables(board)
    import_drafts(board, [draft("From outside")], "x.csv", Report())
    (kept,) = backups.backups_of(board.path)
    assert kept.reason == "import" and held(kept) == before
    with open_new(tmp_path / "new.board") as new:
        import_drafts(new, [draft("From outside")], "x.csv", Report())
        assert backups.backups_of(new.path) == []


def test_before_a_person_is_erased_the_board_is_kept_and_it_is_said_that_it_still_knows_them(
    board: Board,
) -> None:
    from models.assistants import add_assistant

    add_assistant(board, "Maya Unforgotten", uid="u1")
    ((who,),) = board.db.execute_sql("SELECT id FROM assistant").fetchall()
    told = Erased()
    erase(board, who, told)
    assert told.backups == 0, "looked for later: the thread that writes goes on"
    told.look(board.path)
    (kept,) = backups.backups_of(board.path)
    assert kept.reason == "deletion" and kept.counts["assistant"] == 1
    assert told.backups == 1 and "1 backup (File, Backups)" in str(told.sentence)
    backups.delete(board.path, kept)
    assert not any(b"Unforgotten" in path.read_bytes() for path in folder(board).iterdir())


def test_what_cannot_be_kept_first_is_not_done(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where the folder of the backups should be."""
    ids = [row for (row,) in board.db.execute_sql("SELECT id FROM task ORDER BY id")]
    tasks.bin_tasks(board, ids[:6])
    before = tables(board)
    folder(board).write_bytes(b"in the way")
    for deed in (
        lambda: tasks.empty_bin(board),
        lambda: import_drafts(board, [draft("x")], "x.csv", Report()),
    ):
        with pytest.raises(StorageError, match="No backup could be made"):
            deed()
        assert tables(board) == before
    folder(board).unlink()


# A board that shrank


def test_a_board_that_lost_more_than_half_is_asked_about_until_it_is_answered(board: Board) -> None:
    large = backups.back_up(board, "start")
    assert backups.shrunk_since(board) is None
    ids = [row for (row,) in board.db.execute_sql("SELECT id FROM task ORDER BY id")]
    tasks.bin_tasks(board, ids[:6])
    assert backups.shrunk_since(board) == large
    for number in range(30):
        add(board, f"x{number}")
        tasks.bin_tasks(board, [row for (row,) in board.db.execute_sql("SELECT max(id) FROM task")])
        backups.back_up(board, "while")
    assert backups.shrunk_since(board) == large, "and it is still there"
    backups.accept(board.path, large)
    assert backups.shrunk_since(board) is None


def test_an_empty_board_in_the_place_of_a_full_one_leaves_the_old_backups_and_is_asked_about(
    board: Board,
) -> None:
    """What others lost: the app came up empty, and its first backup replaced the good one."""
    made = []
    for number in range(10):
        add(board, f"More {number}")
        made.append(backups.back_up(board, "while"))
    before = {one.path: digest(one.path) for one in made}
    path = board.path
    board.close()
    path.unlink()
    with open_new(path) as empty:
        assert backups.shrunk_since(empty) == made[-1]
        for number in range(40):
            add(empty, f"New {number}") if number < 3 else tasks.edit_task(empty, 1, title=f"N{number}")
            backups.back_up(empty, "while")
        assert backups.shrunk_since(empty) == made[-1]
    kept = {one.path for one in backups.backups_of(path)}
    assert {one.path for one in made} <= kept
    assert all(digest(path) == before[path] for path in kept & before.keys())


# Looking at one


def test_looking_at_a_backup_leaves_it_as_it_is_and_nothing_beside_it(board: Board) -> None:
    made = backups.back_up(board, "asked")
    before, beside, when = digest(made.path), names_in(folder(board)), made.path.stat().st_mtime_ns
    looked, scratch = backups.open_to_look(made)
    with looked:
        assert scratch is None and len(titles(looked, "unsorted")) == 10 and not faults(looked)
        looked.poll()
        with pytest.raises(ReadOnly):
            add(looked, "No")
        assert names_in(folder(board)) == beside
        # Backups asked for from there are those of the board.
        assert backups.backups_of(looked.path) == [made]
    assert (digest(made.path), names_in(folder(board)), made.path.stat().st_mtime_ns) == (
        before,
        beside,
        when,
    )


def test_a_backup_of_an_older_version_is_looked_at_in_a_copy(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "data" / "boards" / "version-1.board"
    path = tmp_path / "old.board"
    shutil.copy(old, path)
    with Board.open(path):
        pass
    (kept,) = backups.backups_of(path)
    before = digest(kept.path)
    looked, scratch = backups.open_to_look(kept)
    with looked:
        assert kept.schema == 1 and not faults(looked) and scratch
        assert looked.path.is_relative_to(scratch.name)
    scratch.cleanup()
    assert digest(kept.path) == before and not Path(scratch.name).exists()


def test_one_saved_elsewhere_is_the_same_bytes_and_opens(board: Board, tmp_path: Path) -> None:
    made = backups.back_up(board, "asked")
    backups.save_elsewhere(made, tmp_path / "stick.board", board.path)
    assert digest(tmp_path / "stick.board") == made.sha256
    with Board.open(tmp_path / "stick.board") as opened:
        assert tables(opened) == tables(board)
    for target in (made.path, board.path):
        with pytest.raises(BoardError):
            backups.save_elsewhere(made, target, board.path)
    assert backups.is_whole(made) and len(titles(board, "unsorted")) == 10


def test_a_secret_that_is_masked_is_said_to_be_left_in_the_backups_that_hold_it(board: Board) -> None:
    from models.change import Change
    from models.secret_erase import Masked, mask_findings
    from models.secret_watch import found_in

    changes: list[Change] = []
    board.observe(changes.append)
    backups.back_up(board, "start")
    tasks.edit_task(board, 1, notes="password: kJ7#pQ2$canary")
    holding = backups.back_up(board, "while")
    told = Masked()
    mask_findings(board, found_in(board, changes[-1], None), told)
    assert told.backups == 0, "looked for later: the thread that writes goes on"
    told.look(board.path)
    assert told.backups == 1
    assert str(told.sentence) == (
        "Masked for good here; still readable in 1 backup (File, Backups). Delete what you can."
    )
    backups.delete(board.path, holding)
    clean = backups.back_up(board, "while")
    assert b"canary" not in clean.path.read_bytes()

"""A board is looked over before it is opened, where a crash or another hand came between."""

import shutil
from pathlib import Path

import pytest

from models.board import Board
from models.cards import read_detail
from models.errors import BoardError, Damaged, NewerBoard, NotABoard, StorageError
from models.lock import was_closed_well
from models.looking_over import look_closely, look_over
from models.pages import Pages
from models.salvaging import salvage
from tests.models.boards import add, open_new, titles
from tests.models.damage import PAGE, crashed, pages_of, raw, sample, spoil

BOARDS = Path(__file__).parents[1] / "data/boards"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sample(tmp_path / "Shop.board", 40)


def refused(path: Path, words: str = "", kind: type[BoardError] = Damaged) -> None:
    """Refused in one sentence, and nothing of it is touched."""
    log = path.with_name(path.name + "-wal")
    before = path.read_bytes(), log.read_bytes() if log.exists() else b""
    with pytest.raises(kind) as caught:
        look_over(path)
    sentence = caught.value.sentence.english()
    assert path.name in sentence and words in sentence and sentence.endswith(".")
    assert before == (path.read_bytes(), log.read_bytes() if log.exists() else b"")


def test_a_sound_board_passes_without_a_trace(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    look_over(path)
    assert path.read_bytes() == before
    assert {one.name for one in tmp_path.iterdir()} == {"Shop.board", "Shop.board.lock"}
    with open_new(tmp_path / "new.board"):
        pass
    look_over(tmp_path / "new.board")


@pytest.mark.parametrize("old", sorted(BOARDS.glob("*.board")), ids=lambda path: path.stem)
def test_older_boards_and_hostile_rows_pass_before_and_after_they_are_brought_up_to_date(
    old: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.board"
    shutil.copyfile(old, path)
    look_over(path)
    with Board.open(path):
        pass
    look_over(path)
    look_closely(path)


def test_a_new_file_that_the_power_cut_left_unfounded_is_no_damage(tmp_path: Path) -> None:
    Board.open(tmp_path / "a.board", create=True).close()
    look_over(tmp_path / "a.board")


# How a board was left


def test_a_closed_board_is_known_to_be_as_it_was_left(path: Path) -> None:
    assert was_closed_well(path)
    with Board.open(path):
        assert not was_closed_well(path)
    assert was_closed_well(path)
    with Board.open(path, read_only=True):
        pass
    assert was_closed_well(path)


def test_a_crash_another_hand_or_a_log_is_seen(path: Path, tmp_path: Path) -> None:
    left = crashed(path, tmp_path / "left.board", lambda board: add(board, "Late"))
    assert not was_closed_well(left) and was_closed_well(path)
    shutil.copyfile(left.with_name("left.board-wal"), path.with_name("Shop.board-wal"))
    assert not was_closed_well(path)
    path.with_name("Shop.board-wal").unlink()
    assert was_closed_well(path)
    data = bytearray(path.read_bytes())
    path.write_bytes(data)
    assert not was_closed_well(path)
    for content in (b"", b"x" * 5_000, b' {"closed": 5}', b" []"):
        path.with_name("Shop.board.lock").write_bytes(content)
        assert not was_closed_well(path)
    assert not was_closed_well(tmp_path / "none.board")


def test_a_board_that_did_not_open_is_not_said_to_be_closed(path: Path) -> None:
    spoil(path, *pages_of(path, "clock"))
    with pytest.raises(BoardError):
        Board.open(path)
    assert not was_closed_well(path)


# Damage


def test_a_spoilt_page_that_no_start_would_read_is_seen(path: Path) -> None:
    spoil(path, pages_of(path, "comment")[0])
    with Board.open(path) as board:
        assert titles(board, "core")
    refused(path, "a part of it cannot be read")


@pytest.mark.parametrize("place", [0, 16, 18, 19, 28, 32, 44, 56, 96])
def test_a_spoilt_header_is_refused_or_harmless(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x55
    path.write_bytes(data)
    try:
        look_over(path)
    except (Damaged, NotABoard):
        assert path.read_bytes() == data
    else:
        with Board.open(path) as board:
            add(board, "Still written")
            assert len(titles(board, "core")) > 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE task SET created = 'yesterday' WHERE id = 3",
        "UPDATE task SET due = '2026-02-31' WHERE id = 3",
        "UPDATE task SET due = '2026-2-3' WHERE id = 3",
        "UPDATE journal SET at = '2026-11-26 25:00:00.000000'",
        "UPDATE task SET title = CAST(X'41ff42' AS TEXT) WHERE id = 3",
        "UPDATE task SET number = 'seven' WHERE id = 3",
        "UPDATE task SET verdict = 'maybe' WHERE id = 3",
        "UPDATE stage SET kind = 'nothing' WHERE id = 3",
        "UPDATE journal SET details = '{'",
        "UPDATE journal_row SET item = 'tasc' WHERE id = 3",
        "UPDATE assistant SET days = '0,1(2' WHERE id = 1",
        "UPDATE journal_row SET image = 'x'",
        "UPDATE journal SET details = X'fffe00'",
        "UPDATE assistant SET days = CAST(X'00' AS TEXT) WHERE id = 1",
        "UPDATE assistant SET authority = 6 WHERE id = 1",
        "DELETE FROM stage WHERE id = 2",
        "DELETE FROM board",
        "DELETE FROM clock",
        "DROP TABLE comment",
        "ALTER TABLE task DROP COLUMN notes",
    ],
)
def test_what_the_program_could_not_read_is_refused(path: Path, statement: str) -> None:
    raw(path, "PRAGMA foreign_keys = 0", "DROP TABLE search_index", statement)
    refused(path)


def test_commands_in_the_file_are_refused_and_never_run(path: Path) -> None:
    raw(path, "CREATE TRIGGER evil AFTER UPDATE ON clock BEGIN DELETE FROM task; END")
    refused(path, "the trigger evil", NotABoard)
    raw(path, "DROP TRIGGER evil", "CREATE VIEW spy AS SELECT * FROM task")
    refused(path, "the view spy", NotABoard)


def test_the_names_of_migrations_are_never_read_from_a_view(tmp_path: Path) -> None:
    path = tmp_path / "trap.board"
    raw(
        path,
        "PRAGMA application_id = 1145205348",
        "CREATE VIEW schema_migration AS SELECT load_extension('x') AS name",
    )
    with pytest.raises(BoardError):
        look_over(path)


def test_a_log_of_another_board_is_seen(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "Other.board"
    with open_new(other):
        pass
    left = crashed(other, tmp_path / "left.board", lambda board: add(board, "Of another"))
    # So that all of the other's pages come with it.
    shutil.copyfile(left.with_name("left.board-wal"), path.with_name("Shop.board-wal"))
    refused(path, "", BoardError)


def test_a_log_that_is_torn_in_the_middle_is_seen_and_one_that_ends_torn_is_not(
    path: Path, tmp_path: Path
) -> None:
    def work(board: Board) -> None:
        for n in range(6):
            add(board, f"Late {n}")

    left = crashed(path, tmp_path / "left.board", work)
    log = left.with_name("left.board-wal")
    whole = log.read_bytes()
    log.write_bytes(whole[: len(whole) - 2_000])
    look_over(left)
    data = bytearray(whole)
    data[32 + 24 + PAGE + 24 + 50] ^= 1
    log.write_bytes(data)
    refused(left, "newest changes")


def test_newer_missing_and_foreign_files(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no file"):
        look_over(tmp_path / "none.board")
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_x', '2030-01-01 00:00:00')")
    refused(path, "newer version", NewerBoard)
    for name, content in (("zero", b""), ("text", b"text " * 99), ("nul", bytes(9_000))):
        (tmp_path / name).write_bytes(content)
        refused(tmp_path / name, "", NotABoard)
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotABoard):
        look_over(tmp_path / "folder")


# While it is open


def test_an_open_board_is_looked_through_while_it_is_written_to(path: Path) -> None:
    with Board.open(path) as board:
        add(board, "One")
        look_closely(path)
        add(board, "Two")
    assert was_closed_well(path)


def test_an_index_that_lost_a_row_is_seen_by_the_full_look_alone(path: Path) -> None:
    (leaf,) = pages_of(path, "task_number")[:1]
    data = bytearray(path.read_bytes())
    start = (leaf - 1) * PAGE
    cells = int.from_bytes(data[start + 3 : start + 5], "big")
    data[start + 3 : start + 5] = (cells - 1).to_bytes(2, "big")
    path.write_bytes(data)
    assert Pages(path).kind(leaf) == 10
    with Board.open(path), pytest.raises(Damaged):
        look_closely(path)


def test_a_look_that_nobody_wants_any_more_ends(path: Path) -> None:
    with Board.open(path) as board:
        for _ in range(3):
            add(board, *(f"Card {n}" for n in range(300)))
        spoil_free = [look_closely(path, lambda: True)]
    assert spoil_free == [None]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("due", "0000-01-01"),
        ("due", "2026-11-24\0"),
        ("due", "20261124"),
        ("due", "2026-02-31"),
        ("created", "0000-01-01 10:00:00"),
        ("created", "2026-11-24 10:00:00\0"),
        ("created", "2026-11-24 10:00:00+02:00"),
        ("created", "2026-11-24 10:00:00Z"),
        ("created", "9999-12-31"),
        ("created", "20261124"),
    ],
)
def test_a_day_or_moment_that_cannot_be_read_is_told(
    path: Path, tmp_path: Path, column: str, value: str
) -> None:
    """SQLite calls each of these a date, or no two of them; what is put together again can be opened."""
    with Board.open(path) as board:
        before = titles(board, "unsorted")
    letters = value.encode().hex()
    raw(path, f"UPDATE task SET {column} = CAST(x'{letters}' AS TEXT) WHERE id = 1")  # noqa: S608
    refused(path, "a part of it cannot be read")
    target = tmp_path / "saved.board"
    salvage(path, target)
    look_over(target)
    with Board.open(target) as board:
        assert read_detail(board, 1) is not None and titles(board, "unsorted") == before


def test_a_card_in_a_column_that_there_is_not_is_told_and_comes_back_with_all_others(
    path: Path, tmp_path: Path
) -> None:
    """Shown in no column, it would be lost without a word."""
    with Board.open(path) as board:
        before = titles(board, "unsorted")
    raw(path, "PRAGMA foreign_keys = 0", "UPDATE task SET stage_id = -1 WHERE id = 1")
    refused(path, "cards in it are in columns that are not there")
    with pytest.raises(Damaged):
        look_closely(path)
    target = tmp_path / "saved.board"
    salvage(path, target)
    look_over(target)
    with Board.open(target) as board:
        assert sorted(titles(board, "unsorted")) == sorted(before)


def test_what_points_to_nothing_and_hurts_nobody_keeps_no_board_from_its_owner(path: Path) -> None:
    raw(
        path,
        "PRAGMA foreign_keys = 0",
        "INSERT INTO link (kind, task_id, other_id) VALUES ('blocks', 1, 999)",
    )
    look_over(path)
    look_closely(path)


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_are_days(path: Path, value: str) -> None:
    raw(path, f"UPDATE task SET due = '{value}' WHERE id = 1")  # noqa: S608
    look_over(path)

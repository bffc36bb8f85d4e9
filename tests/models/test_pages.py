"""SQLite's file format, read by ourselves: the same rows as SQLite reads, and garbage harms nothing."""

import sqlite3
from pathlib import Path
from random import Random

import pytest

from models.pages import TABLE_LEAF, Pages, read_log, record, varint
from models.tasks import bin_tasks, edit_task, empty_bin
from tests.models.boards import add, open_new
from tests.models.damage import PAGE, crashed, pages_of, raw, sample

BOARDS = Path(__file__).parents[1] / "data/boards"


def same_rows(path: Path) -> int:
    """Compare every table of a closed file; how many rows there are."""
    pages, db = Pages(path), sqlite3.connect(path)
    names = [
        name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
    ]
    done = 0
    for name in names:
        if name in ("search_index_idx", "search_index_config"):  # without a row's key
            continue
        mine = {
            cell.key: cell.values
            for number in pages_of(path, name)
            if pages.kind(number) == TABLE_LEAF
            for cell in pages.cells(number)
        }
        theirs = {row[0]: row[1:] for row in db.execute(f'SELECT rowid, * FROM "{name}"')}  # noqa: S608
        assert mine.keys() == theirs.keys(), name
        for key, values in mine.items():
            for one, two in zip(values, theirs[key], strict=False):
                # The key's own column is empty in the row; columns added later are not in it at all.
                assert one == two or one is None, (name, key)
        done += len(mine)
    db.close()
    return done


def test_every_row_is_read_as_sqlite_reads_it(tmp_path: Path) -> None:
    assert same_rows(sample(tmp_path / "a.board", 150)) > 900


@pytest.mark.parametrize("old", sorted(BOARDS.glob("*.board")), ids=lambda path: path.stem)
def test_rows_of_every_older_version_too(old: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.board"
    copy.write_bytes(old.read_bytes())
    assert same_rows(copy) > 10


def test_what_lies_on_other_pages_is_put_together_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        (task,) = add(board, "Long")
        edit_task(board, task, notes="n" * 50_000)
    pages = Pages(path)
    (cell,) = [cell for number in pages_of(path, "task") for cell in pages.cells(number)]
    assert cell.values[6] == "n" * 50_000 and len(cell.others) == 12 and not cell.cut


def test_a_text_whose_other_pages_are_gone_is_cut_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        (task,) = add(board, "Long")
        edit_task(board, task, notes="n" * 50_000)
    (cell,) = [cell for number in pages_of(path, "task") for cell in Pages(path).cells(number)]
    path.write_bytes(path.read_bytes()[: (cell.others[2] - 1) * PAGE])
    (cut,) = [cell for number in pages_of_task(path) for cell in Pages(path).cells(number)]
    assert cut.cut and cut.values[5] == "Long" and 0 < len(str(cut.values[6])) < 50_000


def pages_of_task(path: Path) -> list[int]:
    pages = Pages(path)
    return [
        number
        for number in range(1, pages.count + 1)
        if pages.kind(number) == TABLE_LEAF
        and any(len(cell.values) > 30 and cell.values[5] == "Long" for cell in pages.cells(number))
    ]


def test_pages_in_no_use_are_known(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.board", 150)
    assert Pages(path).free() == set()
    raw(path, "DELETE FROM journal_row", "DELETE FROM journal")
    assert len(Pages(path).free()) > 10


@pytest.mark.parametrize("seed", range(5))
def test_garbage_gives_no_error_and_no_end(tmp_path: Path, seed: int) -> None:
    random, path = Random(seed), tmp_path / "garbage"
    for _ in range(60):
        page = bytearray(random.randbytes(PAGE))
        page[0] = random.choice((2, 5, 10, 13))
        page[3:5] = random.randrange(400).to_bytes(2, "big")
        path.write_bytes(random.randbytes(random.choice((0, PAGE))) + page * 3)
        pages = Pages(path)
        for number in range(1, pages.count + 1):
            for cell in pages.cells(number):
                assert len(cell.values) <= 100
            assert all(1 < child <= pages.count for child in pages.children(number))
        pages.free()


def test_numbers_and_records_that_end_too_early_are_refused() -> None:
    assert varint(b"\x81\x00", 0) == (128, 2) and varint(b"\xff" * 9, 0) == (2**64 - 1, 9)
    with pytest.raises(IndexError):
        varint(b"\xff\xff", 0)
    for bad in (b"", b"\x00", b"\x05\x01", b"\x02\x0a\x00", b"\x02\x0b\x00"):
        with pytest.raises((ValueError, IndexError)):
            record(bad)


def test_the_log_says_what_sqlite_reads_in_it(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.board")
    left = crashed(path, tmp_path / "left.board", lambda board: add(board, *(f"Card {n}" for n in range(40))))
    log = read_log(left)
    assert log.pages and not log.torn and not log.commits
    with_log, without = Pages(left, log.pages), Pages(left)
    db = sqlite3.connect(left)
    assert db.execute("SELECT count(*) FROM task WHERE title LIKE 'Card %'").fetchone()[0] == 40
    db.close()
    assert any(with_log[number] != without[number] for number in log.pages)


def test_behind_a_torn_place_the_changes_are_counted(tmp_path: Path) -> None:
    def work(board: object) -> None:
        for n in range(6):
            add(board, f"Card {n}")  # type: ignore[arg-type]

    left = crashed(sample(tmp_path / "a.board"), tmp_path / "left.board", work)
    log = left.with_name("left.board-wal")
    data = bytearray(log.read_bytes())
    data[32 + 24 + 100] ^= 1
    log.write_bytes(data)
    found = read_log(left)
    assert not found.pages and found.torn and found.commits == 6


def test_a_file_that_is_no_log_adds_nothing(tmp_path: Path) -> None:
    path = sample(tmp_path / "a.board")
    for content in (b"", b"log", bytes(5_000), Random(1).randbytes(5_000)):
        path.with_name("a.board-wal").write_bytes(content)
        assert read_log(path).pages == {}


def test_a_card_erased_for_good_is_on_no_page(tmp_path: Path) -> None:
    path = tmp_path / "a.board"
    with open_new(path) as board:
        (task,) = add(board, "Secret words")
        bin_tasks(board, [task])
        empty_bin(board)
    pages = Pages(path)
    texts = [str(cell.values) for n in range(1, pages.count + 1) for cell in pages.cells(n)]
    assert not any("Secret words" in text for text in texts)

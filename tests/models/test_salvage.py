"""Saving what can be read: all that lies outside the damage, in a sound board; the damaged file only read."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from models import sqlite
from models.board import Board
from models.errors import BoardHeld, Cancelled, NewerBoard, NotABoard, Refused
from models.salvage import look_through
from models.salvaging import Salvaged, salvage
from models.schema import KINDS
from models.stages import read_stages
from models.tasks import bin_tasks, empty_bin
from tests.models.boards import add, faults, open_new, tables, titles
from tests.models.damage import PAGE, counts, crashed, pages_of, raw, sample, spoil

BOARDS = Path(__file__).parents[1] / "data/boards"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return sample(tmp_path / "Shop.board", 60)


def saved(path: Path, **how: Any) -> tuple[Salvaged, Board]:
    """Save; the damaged file must be as it was, the new board whole."""
    before = path.read_bytes()
    target = path.with_name(f"{path.stem} saved.board")
    done = salvage(path, target, **how)
    assert path.read_bytes() == before
    board = Board.open(target)
    assert faults(board) == []
    assert not list(path.parent.glob(".*salvaging*"))
    return done, board


def said(done: Salvaged) -> list[str]:
    return [note.english() for note in done.notes]


def test_of_a_sound_board_everything_is_kept_to_the_letter(path: Path) -> None:
    with Board.open(path) as board:
        before, undoable = tables(board), board.undoable()
    done, new = saved(path)
    with new:
        assert tables(new) == before
        assert done.is_whole and done.notes == [] and undoable is not None
        assert new.undoable() == undoable
        new.undo()


@pytest.mark.parametrize("old", sorted(BOARDS.glob("*.board")), ids=lambda path: path.stem)
def test_boards_of_every_version_whose_schema_is_gone(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.board"
    path.write_bytes(old.read_bytes())
    with Board.open(path):
        pass
    had = counts(path)
    path.write_bytes(old.read_bytes())
    spoil(path, 1)
    _, new = saved(path)
    new.close()
    assert counts(new.path) == had


def test_rows_outside_a_spoilt_page_are_kept_and_those_on_it_are_counted(path: Path) -> None:
    leaf = pages_of(path, "task")[1]
    had = counts(path)
    spoil(path, leaf)
    found = look_through(path)
    done, new = saved(path)
    with new:
        task = done.counts["task"]
        assert (
            0 < task.lost < had["task"] and task.found + task.lost == had["task"] and task.kept == task.found
        )
        assert found.lost["task"] == task.lost
        assert all(done.counts[name].kept == count for name, count in had.items() if name != "task")


def test_a_lost_card_comes_back_by_name_from_what_searching_knew(path: Path) -> None:
    with Board.open(path) as board:
        add(board, "Order Ärmel gloves")
    raw(path, "DELETE FROM task WHERE title LIKE 'Order%'")
    done, new = saved(path)
    with new:
        # Nothing names the card any more: it is only found when an index does.
        assert done.counts["task"].lost == 0
    path = sample(path.with_name("Other.board"), 60)
    spoil(path, pages_of(path, "task")[1])
    done, new = saved(path)
    with new:
        lost = done.counts["task"].lost
        (text,) = said(done)
        assert text.startswith(f"Lost: {lost} card") and text.endswith("in Unsorted, by name.")
        back = [title for title in titles(new, "unsorted") if title.startswith("long card")]
        assert len(back) == lost or len(titles(new, "unsorted")) >= lost


def test_a_whole_inner_page_gone_costs_no_row(path: Path) -> None:
    had = counts(path)
    root = pages_of(path, "task")[0]
    assert len(pages_of(path, "task")) > 3
    spoil(path, root)
    done, new = saved(path)
    with new:
        assert done.counts["task"].kept == had["task"] and done.is_whole


def test_lost_columns_are_there_again_with_their_cards(path: Path) -> None:
    with Board.open(path) as board:
        before = {kind: titles(board, kind) for kind in KINDS}
    spoil(path, *pages_of(path, "stage"))
    done, new = saved(path, names={kind: kind.upper() for kind in KINDS})
    with new:
        assert {kind: titles(new, kind) for kind in KINDS} == before
        assert [stage.name for stage in read_stages(new)] == [kind.upper() for kind in KINDS]
        assert done.counts["stage"].lost == 7 and len(said(done)) == 7


def test_a_card_whose_column_nobody_knows_goes_where_its_decision_says(path: Path) -> None:
    with Board.open(path) as board:
        core, setup = titles(board, "core"), titles(board, "setup")
    raw(path, "UPDATE task SET stage_id = 99 WHERE verdict IN ('core', 'delegable', 'undecided')")
    done, new = saved(path)
    with new:
        assert set(core) <= set(titles(new, "core")) and set(setup) <= set(titles(new, "setup"))
        assert any("went where their decision says" in text for text in said(done))
        assert done.is_whole


def test_what_points_to_a_lost_card_or_person_keeps_something_to_point_to(path: Path) -> None:
    had = counts(path)
    spoil(path, *pages_of(path, "task"), *pages_of(path, "assistant"))
    done, new = saved(path)
    with new:
        for name in ("step", "comment", "handover", "run", "training", "brief", "triage", "rate"):
            assert done.counts[name].kept == had[name], name
        assert done.counts["task"].lost == had["task"]
        people = [name for (name,) in new.db.execute_sql("SELECT name FROM assistant")]
        # Whom nobody names is not missed.
        assert len(people) == had["assistant"] - 1 and all(name.startswith("Assistant ") for name in people)


def test_undo_does_not_reach_back_over_what_is_lost_but_the_history_stays(path: Path) -> None:
    spoil(path, pages_of(path, "journal_row")[2])
    done, new = saved(path)
    with new:
        assert done.counts["journal_row"].lost and new.undoable() is None and new.redoable() is None
        assert done.counts["journal"].kept == done.counts["journal"].found > 0


def test_keys_and_numbers_never_go_back(path: Path) -> None:
    with Board.open(path) as board:
        last = add(board, "Purged")
        bin_tasks(board, last)
        empty_bin(board)
        newest, number = board.revision, board.db.execute_sql("SELECT last_number FROM clock").fetchone()[0]
    spoil(path, *pages_of(path, "clock"))
    _, new = saved(path)
    with new:
        assert new.revision >= newest
        (made,) = add(new, "New")
        assert made > last[0]
        assert new.db.execute_sql("SELECT number FROM task WHERE id = ?", (made,)).fetchone()[0] >= number


ODD = (
    "UPDATE task SET created = 'yesterday' WHERE id = 3",
    "UPDATE task SET due = '2026-02-31' WHERE id = 4",
    "UPDATE task SET verdict = 'maybe' WHERE id = 5",
    "UPDATE task SET rank = 'high' WHERE id = 6",
    "UPDATE task SET number = 'seven' WHERE id = 7",
    "UPDATE task SET title = X'ff00fe' WHERE id = 8",
    "UPDATE stage SET kind = 'nothing' WHERE id = 3",
    "UPDATE setting SET value = '{'",
    "UPDATE journal_row SET image = 'x' WHERE id = 3",
    "UPDATE enclosure SET hash = 'ab'",
    "UPDATE journal_row SET item = 'tasc' WHERE id = 3",
    "UPDATE assistant SET days = '0,1(2' WHERE id = 1",
    "DELETE FROM board",
    "DELETE FROM clock",
    "DELETE FROM tag",
    "INSERT INTO timer (board_id, task_id, title, started, beat) VALUES (9, 9999, '', 'x', 'y')",
)


@pytest.mark.parametrize("statement", ODD)
def test_values_that_cannot_be_meant_cost_no_more_than_themselves(path: Path, statement: str) -> None:
    had = counts(path)
    raw(path, "PRAGMA foreign_keys = 0", statement)
    done, new = saved(path)
    with new:
        assert done.counts["task"].kept == had["task"]
        for stage in read_stages(new):
            titles(new, stage.kind)


def test_what_there_may_be_once_is_told_apart(path: Path) -> None:
    had = counts(path)
    raw(path, "DROP INDEX task_number", "UPDATE task SET number = 5")
    done, new = saved(path)
    with new:
        assert done.counts["task"].kept == had["task"]
        numbers = [number for (number,) in new.db.execute_sql("SELECT number FROM task")]
        assert len(set(numbers)) == had["task"]


def test_nothing_in_the_damaged_file_runs_or_comes_along(path: Path) -> None:
    raw(
        path,
        "CREATE TRIGGER evil AFTER INSERT ON journal BEGIN DELETE FROM task; END",
        "CREATE VIEW spy AS SELECT title FROM task",
        "CREATE TABLE strange (a, b)",
        "INSERT INTO strange VALUES (1, '<b>x</b>')",
    )
    had = counts(path)
    done, new = saved(path)
    with new:
        names = {name for (name,) in new.db.execute_sql("SELECT name FROM sqlite_master")}
        assert not names & {"evil", "spy", "strange"}
        assert done.counts["task"].kept == had["task"]


def test_the_newest_changes_come_from_the_log_even_behind_a_torn_place(path: Path) -> None:
    def work(board: Board) -> None:
        for n in range(8):
            add(board, f"Late {n}")

    left = crashed(path, path.with_name("left.board"), work)
    log = left.with_name("left.board-wal")
    assert sum(title.startswith("Late") for title in kept_titles(left)) == 8
    data = bytearray(log.read_bytes())
    data[32 + 24 + 40] ^= 1
    log.write_bytes(data)
    assert sum(title.startswith("Late") for title in kept_titles(left)) == 8
    assert log.read_bytes() == data


def kept_titles(path: Path) -> list[str]:
    target = path.with_name("kept.board")
    target.unlink(missing_ok=True)
    salvage(path, target)
    db = sqlite3.connect(target)
    found = [title for (title,) in db.execute("SELECT title FROM task")]
    db.close()
    return found


def test_a_log_of_another_board_spoils_nothing(path: Path) -> None:
    other = path.with_name("Other.board")
    with open_new(other):
        pass
    left = crashed(other, path.with_name("left.board"), lambda board: add(board, "Of another"))
    had = counts(path)
    path.with_name("Shop.board-wal").write_bytes(left.with_name("left.board-wal").read_bytes())
    done, new = saved(path)
    with new:
        assert done.counts["task"].kept == had["task"] and "Of another" not in titles(new, "unsorted")


def test_a_file_cut_short_gives_what_is_left_of_it(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: 60 * PAGE + 1_000])
    done, new = saved(path)
    with new:
        assert done.counts["stage"].kept == 7 and sum(count.kept for count in done.counts.values()) > 20


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 20_000, b"Only text. " * 900, b"SQLite format 3\0" + b"\0" * 5_000]
)
def test_where_there_is_nothing_it_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "no.board"
    path.write_bytes(content)
    with pytest.raises(NotABoard, match="Nothing of a board"):
        salvage(path, tmp_path / "new.board")
    assert path.read_bytes() == content and not (tmp_path / "new.board").exists()


def test_another_programs_database_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    raw(path, "CREATE TABLE task (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO task (name) VALUES ('a')")
    with pytest.raises(NotABoard):
        look_through(path)


def test_a_newer_board_is_not_guessed_at(path: Path) -> None:
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01 00:00:00')")
    spoil(path, 1)
    with pytest.raises(NewerBoard):
        look_through(path)


def test_a_file_that_is_there_is_never_written_over(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.board"
    target.write_bytes(b"mine")
    for there in (target, path):
        with pytest.raises(Refused, match="exists already"):
            salvage(path, there)
    assert target.read_bytes() == b"mine"


def test_a_board_that_is_open_is_not_salvaged(path: Path) -> None:
    with Board.open(path), pytest.raises(BoardHeld):
        look_through(path)


@pytest.mark.parametrize("after", [1, 5, 20])
def test_stopped_half_way_there_is_no_new_board(path: Path, tmp_path: Path, after: int) -> None:
    steps = iter(range(1_000))
    with pytest.raises(Cancelled):
        salvage(path, tmp_path / "new.board", cancelled=lambda: next(steps) >= after)
    assert {one.name for one in tmp_path.iterdir()} <= {"Shop.board", "Shop.board.lock"}


def test_how_far_it_is_grows_from_nothing_to_all(path: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    salvage(path, tmp_path / "new.board", progress=shares.append)
    assert shares[-1] == 1.0 and shares[0] == 0.0 and len(set(shares)) > 20


def test_without_sqlites_own_view_of_the_schema_rows_are_told_by_what_they_look_like(path: Path) -> None:
    """Tables of one shape too: tags on cards, people named on cards."""
    had = counts(path)
    spoil(path, 1)
    found = look_through(path)
    assert {name: found.found[name] for name in had} == had
    assert sqlite.version()

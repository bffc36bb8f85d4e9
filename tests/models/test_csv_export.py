import csv
import stat
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.board import Board
from models.cards import read_cards, read_order
from models.drafts import StepDraft, TaskDraft
from models.errors import Cancelled, Refused
from models.exporters import EXPORTERS
from models.exporters.csv_codec import HEADER, parse_steps, split_list, unguard
from models.exporters.csv_tasks import export_csv
from models.repeats import Repeat, repeat_of_rule
from models.stages import edit_stage, found_board, read_stages
from models.tasks import add_tasks, bin_tasks, edit_task

MOMENT = datetime(2026, 11, 23, 10, 0, 0, 123456)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with Board.open(tmp_path / "test.board", create=True, clock=lambda: MOMENT) as board:
        found_board(board, "Test")
        yield board


def exported(board: Board, ids: frozenset[int] | None = None) -> list[dict[str, str]]:
    path = board.path.with_name("out.csv")
    count = export_csv(board, path, ids)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == count
    return rows


def task_named(board: Board, title: str) -> int:
    cards = [
        card
        for stage in read_stages(board)
        for card in read_cards(board, read_order(board, stage.id)[0]).values()
    ]
    return next(card.id for card in cards if card.title == title)


def test_an_empty_board_gives_the_header_alone(board: Board) -> None:
    path = board.path.with_name("out.csv")
    assert export_csv(board, path) == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + ",".join(HEADER).encode() + b"\r\n"


def test_a_task_fills_every_column(board: Board) -> None:
    draft = TaskDraft(
        "Send invoices",
        notes='Two lines,\nwith "quotes"',
        uid="0198-a",
        kind="done",
        verdict="delegable",
        outcome="automated",
        due=date(2026, 12, 3),
        due_time="15:00",
        due_zone="Europe/Berlin",
        repeat=Repeat(1, "month"),
        seconds_per_run=2700,
        tags=["books", "two; parts"],
        steps=[StepDraft("Collect", True), StepDraft("Send")],
        assistants=["Maya", "Tom"],
        created=datetime(2026, 1, 2, 3, 4, 5),
        changed=datetime(2026, 2, 3, 4, 5, 6),
        done=datetime(2026, 3, 4, 5, 6, 7),
    )
    add_tasks(board, [draft])
    path = board.path.with_name("out.csv")
    export_csv(board, path)
    assert path.read_bytes().decode("utf-8-sig").split("\r\n", 1)[1] == (
        "0198-a,Send invoices,Done,delegable,automated,Maya; Tom,2026-12-03,15:00,Europe/Berlin,monthly,45,"
        '0.2308,books; two\\; parts,[x] Collect; [ ] Send,"Two lines,\nwith ""quotes""",'
        "2026-01-02T03:04:05Z,2026-02-03T04:05:06Z,2026-03-04T05:06:07Z,,,,,,,,,,,,0.1731,,,,,,,,,,,,,,,,\r\n"
    )


def test_a_bare_task_leaves_its_columns_empty(board: Board) -> None:
    add_tasks(board, [TaskDraft("Bare", uid="u1")])
    (row,) = exported(board)
    filled = {name: cell for name, cell in row.items() if cell}
    moment = "2026-11-23T10:00:00Z"
    expected = {"ID": "u1", "Title": "Bare", "Stage": "Unsorted", "Verdict": "undecided"}
    assert filled == expected | {"Created": moment, "Changed": moment}


def test_a_rule_is_kept_in_full(board: Board) -> None:
    add_tasks(board, [TaskDraft("A", repeat=repeat_of_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"))])
    (row,) = exported(board)
    assert (row["Repeats"], row["Runs per week"]) == ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "1")


def test_rows_follow_the_board_from_left_to_right_and_top_to_bottom(board: Board) -> None:
    add_tasks(
        board, [TaskDraft("d1", kind="done"), TaskDraft("c1", kind="core"), TaskDraft("c2", kind="core")]
    )
    add_tasks(board, [TaskDraft("u1"), TaskDraft("c0", kind="core")])
    assert [row["Title"] for row in exported(board)] == ["u1", "c0", "c1", "c2", "d1"]


def test_what_lies_in_the_bin_stays_there(board: Board) -> None:
    add_tasks(board, [TaskDraft("kept"), TaskDraft("binned")])
    bin_tasks(board, [task_named(board, "binned")])
    assert [row["Title"] for row in exported(board)] == ["kept"]


def test_only_what_was_found_is_exported(board: Board) -> None:
    add_tasks(board, [TaskDraft("a"), TaskDraft("b"), TaskDraft("c")])
    assert [row["Title"] for row in exported(board, frozenset({task_named(board, "b")}))] == ["b"]
    assert exported(board, frozenset()) == []


def test_formulas_are_guarded_wherever_an_owner_can_type(board: Board) -> None:
    evil = "=HYPERLINK(1)"
    draft = TaskDraft(evil, notes=evil, uid="@uid", tags=[evil], assistants=[evil], steps=[StepDraft(evil)])
    add_tasks(board, [draft])
    edit_stage(board, read_stages(board)[0].id, name=evil)
    (row,) = exported(board)
    for name in ("Title", "Notes", "Tags", "Assistants", "Stage"):
        assert row[name] == "'" + evil
    assert row["ID"] == "'@uid"
    assert row["Steps"] == "[ ] " + evil


def test_more_tasks_than_a_batch_come_out_once_each_with_their_own_children(board: Board) -> None:
    drafts = [TaskDraft(f"t{i}", tags=[f"tag {i % 7}"], steps=[StepDraft(f"s{i}")]) for i in range(2300)]
    add_tasks(board, drafts)
    rows = exported(board)
    assert [row["Title"] for row in rows] == [draft.title for draft in drafts]
    assert [row["Tags"] for row in rows] == [draft.tags[0] for draft in drafts]
    assert [row["Steps"] for row in rows] == [f"[ ] s{i}" for i in range(2300)]


texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]) | st.sampled_from("=';\\,\"\r\n")
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, st.lists(texts, max_size=3)), min_size=1, max_size=4))
def test_whatever_is_typed_comes_back_from_the_file(board: Board, typed: list[tuple[str, list[str]]]) -> None:
    bin_tasks(board, read_order(board, read_stages(board)[0].id)[0])
    add_tasks(
        board, [TaskDraft("x", notes=notes, steps=[StepDraft(s) for s in steps]) for notes, steps in typed]
    )
    rows = exported(board)
    assert [unguard(row["Notes"]) for row in rows] == [notes for notes, _ in typed]
    kept = [[text for text in steps if text.strip()] for _, steps in typed]
    assert [[step.text for step in parse_steps(row["Steps"])] for row in rows] == kept


def test_tags_come_back_as_they_are_on_the_board(board: Board) -> None:
    add_tasks(board, [TaskDraft("x", tags=["+plus", "a\\b", "c;d", "ä ö"])])
    (row,) = exported(board)
    assert split_list(unguard(row["Tags"])) == ["+plus", "a\\b", "c;d", "ä ö"]


def test_progress_ends_at_the_whole(board: Board) -> None:
    add_tasks(board, [TaskDraft(f"t{i}") for i in range(1500)])
    told: list[float] = []
    export_csv(board, board.path.with_name("out.csv"), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_cancelling_leaves_the_old_file(board: Board) -> None:
    add_tasks(board, [TaskDraft(f"t{i}") for i in range(1500)])
    path = board.path.with_name("out.csv")
    path.write_bytes(b"old")
    looks = iter([False, True])
    with pytest.raises(Cancelled):
        export_csv(board, path, cancelled=lambda: next(looks))
    assert path.read_bytes() == b"old"
    assert not list(path.parent.glob(".board-*"))
    edit_task(board, task_named(board, "t0"), title="still writable")


def test_the_file_is_for_its_owner_only(board: Board) -> None:
    path = board.path.with_name("out.csv")
    export_csv(board, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_is_refused_and_the_board_stays_usable(board: Board) -> None:
    with pytest.raises(Refused):
        export_csv(board, board.path.parent)
    add_tasks(board, [TaskDraft("after")])
    assert [row["Title"] for row in exported(board)] == ["after"]


def test_no_board_is_written_over(board: Board, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(board.path)
    for path in (board.path, link, tmp_path / "other.Board"):
        with pytest.raises(Refused, match="is a board"):
            export_csv(board, path)
    assert exported(board) == []


def test_every_format_of_the_registry_writes_a_file(board: Board, tmp_path: Path) -> None:
    add_tasks(board, [TaskDraft("a")])
    for extension, exporter in EXPORTERS.items():
        assert exporter(board, tmp_path / f"all.{extension}") == 1

"""Verdicts, answers, hours and money in our own CSV, and back again."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.board import Board
from models.drafts import AnswersDraft, TaskDraft
from models.exporters.csv_codec import HEADER, format_hours, parse_hours
from models.exporters.csv_tasks import export_csv
from models.importers import detect
from models.importing import Report, import_drafts
from models.repeats import Repeat, repeat_of_rule
from models.sample import fill_sample
from models.settings import write_settings
from models.tasks import add_tasks
from models.triage import ASKED, GATES
from models.triage_ops import read_triages
from tests.models.boards import Clock, card, draft, open_new, order

OLD_HEADER = HEADER[: HEADER.index("Done") + 1]


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock()) as board:
        write_settings(board, {"company.currency": "EUR", "money.hourly": "60", "money.rate": "13.50"})
        yield board


def exported(board: Board, name: str = "out.csv") -> Path:
    path = board.path.with_name(name)
    export_csv(board, path)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def brought_back(path: Path, folder: Path) -> Board:
    board = open_new(folder / "again.board", Clock())
    write_settings(board, {"company.currency": "EUR", "money.hourly": "60", "money.rate": "13.50"})
    report = Report()
    with detect(path).open(path) as reading:
        import_drafts(board, reading.drafts(), path.name, report)
        assert reading.problems == [] == report.problems
    return board


def answers_by_title(board: Board) -> dict[str, tuple[object, ...]]:
    return {
        card(board, task).title: (one.answers, one.gates, one.on_site)
        for task, one in read_triages(board).items()
    }


def test_a_sorted_task_fills_the_new_columns(board: Board) -> None:
    answers = AnswersDraft({"S": 0, "O": 1, "T": 3, "P": 1, "R": 2, "E": 0}, ("keys", "binding"), True)
    needs = {"done_when": "=all sent", "skills": "email, CRM", "sensitivity": "high"}
    add_tasks(
        board,
        [draft("x", kind="setup", repeat=Repeat(3, "week"), seconds_per_run=2400, answers=answers, **needs)],
    )
    (row,) = rows(exported(board))
    assert {name: row[name] for name in HEADER[len(OLD_HEADER) :]} == {
        "Score": "83.75",
        "Suggested": "core",
        "Specialty": "0",
        "Only me": "1",
        "Teachable": "3",
        "Skill": "1",
        "Risk": "2",
        "Energy": "0",
        "Must stay": "binding; keys",
        "On site": "yes",
        "Estimate": "",
        "Hours per week": "2",
        "Won per week": "1.84",
        "Net per week": "76.68",
        "Currency": "EUR",
        "Done when": "'=all sent",
        "Skills": "email, CRM",
        "Sensitivity": "high",
        "Assistant": "",
        "Brief": "57%",
        "Next check": "",
        "May decide": "",
        "Training level": "",
        "Runs": "",
        "Minutes won": "",
        "Series from": "",
        "Series zone": "",
        "On days off": "",
    }


def test_what_costs_more_than_it_wins_is_a_plain_negative_figure(board: Board) -> None:
    add_tasks(board, [draft("x", repeat=Repeat(1, "day"), seconds_per_run=120)])
    (row,) = rows(exported(board))
    assert (row["Won per week"], row["Net per week"]) == ("-0.09", "-8.34")


def test_a_card_nobody_sorted_leaves_them_empty(board: Board) -> None:
    add_tasks(board, [draft("x")])
    (row,) = rows(exported(board))
    assert not any(row[name] for name in HEADER[len(OLD_HEADER) :])


def test_answers_and_guesses_come_back_and_the_file_is_the_same_again(board: Board, tmp_path: Path) -> None:
    add_tasks(
        board,
        [
            draft("a", verdict="delegable", answers=AnswersDraft({"S": 0, "O": 1, "R": 4}, ("people",))),
            draft("b", verdict="core", answers=AnswersDraft({"E": 3}, on_site=True)),
            draft("c", estimate="rough", seconds_per_week=480, done_when="two\nlines", skills="-x"),
            draft("d", estimate="measured", seconds_per_run=90, repeat=Repeat(1, "year"), sensitivity="low"),
        ],
    )
    path = exported(board)
    with brought_back(path, tmp_path) as again:
        assert rows(exported(again, "again.csv")) == rows(path)
        assert answers_by_title(again) == answers_by_title(board)
        assert card(again, order(again, "unsorted")[0]).seconds_per_week == 480


def test_a_series_comes_back_with_its_first_day_its_zone_and_its_days_off(
    board: Board, tmp_path: Path
) -> None:
    rule = repeat_of_rule("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;UNTIL=20271231")
    series = {"anchor": date(2026, 10, 31), "repeat_zone": "Pacific/Chatham", "on_holiday": "before"}
    add_tasks(
        board,
        [
            draft("a", repeat=rule, due=date(2026, 11, 30), **series),
            draft("b", repeat=Repeat(1, "week"), due=date(2026, 11, 27)),
        ],
    )
    path = exported(board)
    assert [row["Series from"] for row in rows(path)] == ["2026-10-31", ""]
    with brought_back(path, tmp_path) as again:
        assert rows(exported(again, "again.csv")) == rows(path)
        found = card(again, order(again, "unsorted")[0])
        assert found.repeat == rule
        assert {name: getattr(found, name) for name in series} == series


def test_the_sample_board_comes_back_with_its_answers(tmp_path: Path) -> None:
    with Board.open(tmp_path / "sample.board", create=True) as board:
        fill_sample(board, date(2026, 11, 23))
        path = exported(board)
        before = rows(path)
    with brought_back(path, tmp_path) as again:
        # How ready a brief is depends on links and files, what was won on runs: they are not in the file.
        computed = ("Net per week", "Currency", "Won per week", "Brief", "Runs", "Minutes won")
        after = rows(exported(again, "again.csv"))
        for one, other in zip(before, after, strict=True):
            assert {k: v for k, v in one.items() if k not in computed} == {
                k: v for k, v in other.items() if k not in computed
            }


def test_a_file_with_the_old_header_is_still_ours(board: Board, tmp_path: Path) -> None:
    add_tasks(board, [draft("x", kind="setup", answers=AnswersDraft({"S": 0}))])
    with exported(board).open(encoding="utf-8-sig", newline="") as stream:
        lines = [line[: len(OLD_HEADER)] for line in csv.reader(stream)]
    old = tmp_path / "old.csv"
    with old.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows(lines)
    assert detect(old).kind == "own"
    with detect(old).open(old) as reading:
        (found,) = reading.drafts()
        assert reading.problems == []
    assert (found.title, found.answers, found.verdict) == ("x", None, "delegable")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Specialty", "7"),
        ("Energy", "very"),
        ("Must stay", "keys; because"),
        ("Estimate", "certain"),
        ("Sensitivity", "top"),
        ("Hours per week", "10e9"),
    ],
)
def test_what_cannot_be_read_is_listed_and_the_rest_comes(tmp_path: Path, cell: str, text: str) -> None:
    path = tmp_path / "strange.csv"
    row = {"Title": "x", "Stage": "Core", "Verdict": "core", "Estimate": "rough", "Only me": "3"} | {
        cell: text
    }
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, HEADER)
        writer.writeheader()
        writer.writerow(row)
    with detect(path).open(path) as reading:
        (found,) = reading.drafts()
        assert len(reading.problems) == 1
    assert found.title == "x" and found.answers is not None and found.answers.given == {"O": 3}


answers = st.dictionaries(st.sampled_from(ASKED), st.integers(0, 4), min_size=1)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(answers, st.sets(st.sampled_from(GATES)), st.booleans()), min_size=1, max_size=5))
def test_whatever_was_answered_comes_back(
    tmp_path_factory: pytest.TempPathFactory, given_answers: list[tuple[dict[str, int], set[str], bool]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    drafts = [
        TaskDraft(f"t{i}", answers=AnswersDraft(known, tuple(gates), on_site))
        for i, (known, gates, on_site) in enumerate(given_answers)
    ]
    with open_new(folder / "a.board", Clock()) as board:
        add_tasks(board, drafts)
        path = exported(board)
    with detect(path).open(path) as reading:
        found = [one.answers for one in reading.drafts()]
    assert [(one.given, set(one.gates), one.on_site) for one in found if one] == given_answers


@given(st.integers(0, 168 * 3600))
def test_hours_give_the_same_seconds_again(seconds: int) -> None:
    assert parse_hours(format_hours(seconds)) == seconds

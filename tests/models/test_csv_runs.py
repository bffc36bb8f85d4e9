"""Runs in a CSV of their own, and what they come to beside each card."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import handovers, runs, training_ops
from models.assistant_rates import set_rate
from models.board import Board
from models.errors import Cancelled, Refused
from models.exporters import RUNS_EXPORTERS
from models.exporters.csv_runs import HEADER, export_runs
from models.exporters.csv_tasks import export_csv
from models.hands import Why
from models.importers import detect
from models.importing import Report, import_drafts
from models.landing import Word
from models.repeats import Repeat
from models.run_rows import Minutes
from models.schema import Task
from models.settings import write_settings
from models.tasks import add_tasks, bin_tasks, move_tasks
from tests.models.boards import TODAY, Clock, card, draft, open_new, order, stage_id
from tests.models.test_ledger import held, person, told

START = dt.datetime(2026, 11, 23, 8, 0)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board", Clock(START)) as board:
        write_settings(board, {"company.currency": "EUR"})
        yield board


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def exported(board: Board, ids: frozenset[int] | None = None) -> list[dict[str, str]]:
    path = board.path.with_name("runs.csv")
    count = export_runs(board, path, ids)
    found = lines(path)
    assert len(found) == count
    return found


def test_no_runs_give_the_header_alone(board: Board) -> None:
    path = board.path.with_name("runs.csv")
    assert export_runs(board, path) == 0
    assert path.read_bytes() == b"\xef\xbb\xbf" + ",".join(HEADER).encode() + b"\r\n"


def test_the_header_is_the_promised_one() -> None:
    assert ",".join(HEADER) == (
        "Run ID,Card ID,Card,Assistant,Outcome,Reasons,Attempt,Training level,Brief version,Due,Missed,"
        "Started,Delivered,Ended,Time zone,Their minutes,Review minutes,Question minutes,Fix minutes,"
        "Minutes assumed,Looked at,Minutes before,Minutes won,Rate,Currency,Exchange rate,Cost,Note"
    )


def test_a_run_tells_everything_that_is_known_of_it(board: Board) -> None:
    maya = person(board)
    set_rate(board, maya, dt.date(2026, 9, 1), "800", "JPY", "0.0062")
    task = held(board, maya, "Calls")
    handovers.deliver(board, [task])
    why = Why(("slip", "late"), "=two were missing", minutes=Minutes(review=240, questions=30, fix=0))
    move_tasks(board, [task], stage_id(board, "training"), None, TODAY, Word(why=why))
    first = runs.read_runs(board, task)[0]
    runs.edit_run(board, first.id, seconds=2700)
    handovers.deliver(board, [task])
    handovers.accept(board, [task])
    back, good = exported(board)
    moments = {name: back.pop(name) for name in ("Started", "Delivered", "Ended")}
    assert all(text.startswith("2026-11-23T08:0") and text.endswith("Z") for text in moments.values())
    assert moments["Started"] < moments["Delivered"] < moments["Ended"]
    assert len(back.pop("Run ID")) == 36 and back.pop("Card ID") == card(board, task).uid
    assert back == {
        "Card": "Calls",
        "Assistant": "Maya",
        "Outcome": "sent_back",
        "Reasons": "slip; late",
        "Attempt": "1",
        "Training level": "1",
        "Brief version": "1",
        "Due": "2026-11-23",
        "Missed": "0",
        "Time zone": "",
        "Their minutes": "45",
        "Review minutes": "4",
        "Question minutes": "0.5",
        "Fix minutes": "0",
        "Minutes assumed": "",
        "Looked at": "yes",
        "Minutes before": "40",
        "Minutes won": "-4.5",
        "Rate": "800",
        "Currency": "JPY",
        "Exchange rate": "0.0062",
        "Cost": "600",
        "Note": "'=two were missing",
    }
    assert (good["Outcome"], good["Attempt"], good["Minutes assumed"]) == ("accepted", "2", "yes")
    assert (good["Minutes won"], good["Cost"]) == ("37", "")


def test_a_run_that_waits_for_a_look_is_open_and_has_won_nothing(board: Board) -> None:
    task = held(board, person(board))
    handovers.deliver(board, [task])
    (row,) = exported(board)
    assert (row["Outcome"], row["Ended"], row["Minutes won"], row["Minutes before"]) == ("open", "", "", "40")


def test_formulas_are_guarded_wherever_somebody_can_type(board: Board) -> None:
    evil = "=HYPERLINK(1)"
    maya = person(board)
    task = held(board, maya)
    with board.change("edit") as record:
        # As an old file may have it
        record.update(Task, task, title="@SUM(A1)")
    told(board, task, maya, "accepted", START, note=evil, zone="+evil", fx="=1", rate=1, currency="EUR")
    (row,) = exported(board)
    assert (row["Note"], row["Card"], row["Time zone"]) == ("'" + evil, "'@SUM(A1)", "'+evil")
    assert row["Exchange rate"] == "'=1"


def test_more_runs_than_a_batch_come_out_once_each_and_only_those_asked_for(board: Board) -> None:
    maya = person(board)
    tasks = [held(board, maya, f"T{number}") for number in range(2)]
    for number in range(4_100):
        told(
            board, tasks[number % 2], maya, "accepted", START + dt.timedelta(seconds=number), note=str(number)
        )
    assert [row["Note"] for row in exported(board)] == [str(number) for number in range(4_100)]
    assert {row["Card"] for row in exported(board, frozenset(tasks[:1]))} == {"T0"}
    bin_tasks(board, tasks[1:])
    assert {row["Card"] for row in exported(board)} == {"T0"}


def test_it_can_be_stopped_tells_how_far_it_is_and_never_takes_a_boards_place(board: Board) -> None:
    told(board, held(board, person(board)), 1, "accepted", START)
    path = board.path.with_name("runs.csv")
    path.write_text("before")
    with pytest.raises(Cancelled):
        export_runs(board, path, cancelled=lambda: True)
    assert path.read_text() == "before"
    shares: list[float] = []
    export_runs(board, path, progress=shares.append)
    assert shares == [1.0]
    with pytest.raises(Refused):
        export_runs(board, board.path)
    assert board.path.stat().st_size > 1_000


def test_every_way_to_export_runs_writes_a_file(board: Board) -> None:
    told(board, held(board, person(board)), 1, "accepted", START)
    for extension, exporter in RUNS_EXPORTERS.items():
        path = board.path.with_name(f"all.{extension}")
        assert exporter(board, path) == 1 and path.stat().st_size > 0


# Beside each card


def test_level_runs_and_minutes_won_stand_beside_each_card(board: Board, tmp_path: Path) -> None:
    maya = person(board)
    task = held(board, maya)
    add_tasks(board, [draft("Mine", kind="core")])
    training_ops.set_training(board, task, maya, 5)
    told(board, task, maya, "accepted", START, baseline=2400, review_seconds=90)
    told(board, task, maya, "assumed_done", START, baseline=2400)
    costly = held(board, maya, "Costly")
    told(board, costly, maya, "sent_back", START, review_seconds=390)
    unknown = held(board, maya, "Unknown")
    told(board, unknown, maya, "assumed_done", START)
    path = tmp_path / "out.csv"
    export_csv(board, path)
    found = {row["Title"]: (row["Training level"], row["Runs"], row["Minutes won"]) for row in lines(path)}
    assert found == {
        "Calls": ("5", "2", "38.5"),
        "Costly": ("1", "1", "-6.5"),
        "Unknown": ("1", "1", ""),
        "Mine": ("", "", ""),
    }


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_the_level_comes_back_where_the_card_lies_and_runs_are_left_to_their_own_file(
    board: Board, tmp_path: Path, level: int
) -> None:
    maya = person(board)
    task = held(board, maya, repeat=Repeat(1, "week"))
    training_ops.set_training(board, task, maya, level)
    told(board, task, maya, "accepted", START, baseline=2400)
    path = tmp_path / "out.csv"
    export_csv(board, path)
    with open_new(tmp_path / "again.board") as again:
        report = Report()
        with detect(path).open(path) as reading:
            import_drafts(again, reading.drafts(), path.name, report)
            assert reading.problems == [] == report.problems
        export_csv(again, path)
        (row,) = lines(path)
        assert (row["Training level"], row["Runs"], row["Minutes won"]) == (str(level), "", "")
        kind = "training" if level < 4 else "handed_over"
        assert card(again, order(again, kind)[0]).level == level

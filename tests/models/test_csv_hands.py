"""Who has a task, in the CSV and back."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import handovers
from models.assistants import add_assistant
from models.board import Board
from models.exporters.csv_tasks import export_csv
from models.hands import Terms
from models.importers import detect
from models.importing import Report, import_drafts
from models.repeats import Repeat
from models.tasks import add_tasks
from tests.models.boards import card, draft, open_new, order

CHECK = dt.date(2026, 12, 4)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    """A card of James's on which Maya is named too, one that recurs, one of nobody's."""
    with open_new(tmp_path / "a.board") as board:
        add_assistant(board, "James, jr.")
        (james,) = board.db.execute_sql("SELECT id FROM assistant").fetchone()
        add_tasks(board, [draft("Flyer", kind="setup", assistants=["Maya"], done_when="printed")])
        add_tasks(board, [draft("Inbox", kind="setup", repeat=Repeat(1, "day")), draft("Mine", kind="core")])
        terms = Terms(james, {"due": CHECK}, authority=2, next_check=CHECK)
        for task in order(board, "setup"):
            handovers.hand_over(board, [task], terms)
        yield board


def exported(board: Board, name: str) -> Path:
    path = board.path.with_name(name)
    export_csv(board, path)
    return path


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {row["Title"]: row for row in csv.DictReader(stream)}


def test_who_has_it_what_they_may_decide_and_the_next_look_are_columns(board: Board) -> None:
    found = rows(exported(board, "out.csv"))
    told = {
        title: [row[n] for n in ("Assistant", "Next check", "May decide")] for title, row in found.items()
    }
    assert told == {
        "Flyer": ["James, jr.", "2026-12-04", "2"],
        "Inbox": ["James, jr.", "2026-12-04", "2"],
        "Mine": ["", "", ""],
    }
    assert found["Flyer"]["Assistants"] == "James, jr.; Maya"
    assert found["Flyer"]["Brief"].endswith("%") and found["Mine"]["Brief"] == ""


def test_it_comes_back_and_the_file_is_the_same_again(board: Board, tmp_path: Path) -> None:
    path = exported(board, "out.csv")
    with open_new(tmp_path / "again.board") as again:
        report = Report()
        with detect(path).open(path) as reading:
            import_drafts(again, reading.drafts(), path.name, report)
            assert reading.problems == [] == report.problems
        assert exported(again, "again.csv").read_bytes() == path.read_bytes()
        flyer = card(again, order(again, "handed_over")[0])
        held = handovers.newest(again, flyer.id)
        assert held is not None and (held.name, held.authority) == ("James, jr.", 2)
        # Who has it in the file knows of it.
        assert flyer.is_sent is True and flyer.assistants == ("James, jr.", "Maya")


@pytest.mark.parametrize(
    ("name", "text"), [("Next check", "soonish"), ("May decide", "9"), ("May decide", "=1")]
)
def test_what_cannot_be_read_is_listed_and_left_out(
    board: Board, tmp_path: Path, name: str, text: str
) -> None:
    path = exported(board, "out.csv")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        header, lines = reader.fieldnames or [], [row | {name: text} for row in reader]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, header)
        writer.writeheader()
        writer.writerows(lines)
    with detect(path).open(path) as reading:
        drafts = list(reading.drafts())
        assert len(drafts) == 3 and all(text in str(problem.reason) for problem in reading.problems)
        assert len(reading.problems) == 3

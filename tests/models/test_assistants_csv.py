"""Assistants as CSV: there and back byte by byte, and files of others' making."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from models.assistant_absences import add_absence
from models.assistant_deputies import set_deputies
from models.assistant_end import end_engagement
from models.assistant_rates import set_rate
from models.assistants import add_assistant, edit_assistant, id_of_assistant, read_assistants
from models.assistants_import import PeopleReport, import_assistants
from models.board import Board
from models.errors import Refused
from models.exporters import PEOPLE_EXPORTERS
from models.exporters.csv_assistants import export_assistants
from models.importers import is_people, read_people
from models.importers.base import Pasted
from models.settings import write_settings
from tests.models.boards import faults, open_new, tables

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@x",
    "\t=1",
    "'=1",
    "a;b\\c",
    '“quoted”, "and"',
    "多行\nnotes",
)


@pytest.fixture
def board(tmp_path: Path):
    with open_new(tmp_path / "a.board") as board:
        home(board)
        yield board
        assert not faults(board)


def home(board: Board) -> None:
    write_settings(
        board, {"company.country": "US", "company.currency": "USD", "company.zone": "America/New_York"}
    )


def person(board: Board, name: str, city: str = "Manila") -> int:
    uid = f"{len(read_assistants(board, ended=True)) + 1:08x}-1111"
    add_assistant(board, name, city, uid)
    found = id_of_assistant(board, uid)
    assert found is not None
    return found


def taken(board: Board, source: Path | Pasted) -> PeopleReport:
    report = PeopleReport()
    drafts = read_people(source, report.problems)
    import_assistants(board, drafts, "people.csv", report)
    return report


def fill(board: Board) -> None:
    """People with everything that can be known, and with texts that spreadsheets would run."""
    maya, james, gone, plain = (person(board, name) for name in ("Maya; Santos", "'James", "Gone", "Élodie"))
    set_rate(board, maya, dt.date(2026, 9, 1), "12.50", "USD")
    set_rate(board, maya, dt.date(2026, 11, 1), "800", "PHP", "0.018", dt.date(2026, 10, 30))
    edit_assistant(
        board, maya, email="maya@example.org", hours="21:00-05:00", days="0,1,6", seconds_per_week=70_001,
        hour_cap="10", money_cap="600.5", spend=0, starts="2026-09-01", ends="2027-01-01", clearance="high",
        send_by="mail", reply_hours="24", authority="3", review="one_in_five", language="en",
        kind="specialist", outside_company=False, languages="English, Tagalog",
    )  # fmt: skip
    add_absence(board, maya, dt.date(2026, 12, 24), dt.date(2026, 12, 31), "at home; really")
    add_absence(board, maya, dt.date(2027, 2, 1), dt.date(2027, 2, 1))
    set_deputies(board, maya, [plain, james])
    for place, text in enumerate(HOSTILE):
        edit_assistant(board, person(board, f"P{place}"), notes=text, calling=text, ask_when=text)
    edit_assistant(board, james, zone="", hours="", days="0", city="Manila")
    end_engagement(board, gone, dt.date(2026, 11, 30))


def test_there_and_back_is_byte_for_byte_the_same(board: Board, tmp_path: Path) -> None:
    fill(board)
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    assert export_assistants(board, first) == len(read_assistants(board, ended=True)) == 13
    assert is_people(first)
    with open_new(tmp_path / "b.board") as other:
        home(other)
        report = taken(other, first)
        assert (report.added, report.changed, report.same, list(report.problems)) == (13, 0, 0, [])
        export_assistants(other, second)
        assert second.read_bytes() == first.read_bytes()
        before = tables(other)
        report = taken(other, first)
        assert (report.added, report.changed, report.same) == (0, 0, 13)
        assert tables(other) == before
        other.undo()
        assert read_assistants(other, ended=True) == []
        assert not faults(other)
    assert first.read_bytes().startswith("\ufeffAssistant ID,Name,".encode())


def test_no_cell_is_a_formula(board: Board, tmp_path: Path) -> None:
    fill(board)
    path = tmp_path / "1.csv"
    export_assistants(board, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            assert [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")] == []


def test_a_table_of_others_needs_a_name_and_little_more(board: Board) -> None:
    text = "Name;E-mail;City\nMaya;maya@example.org;Manila\n\nOmar;;Cairo\n;x@example.org;\n"
    assert is_people(Pasted(text))
    report = taken(board, Pasted(text))
    maya, omar = read_assistants(board)
    assert (maya.name, maya.email, maya.zone) == ("Maya", "maya@example.org", "Asia/Manila")
    assert (omar.name, omar.days, omar.hours) == ("Omar", "0,1,2,3,6", "09:00-17:00")
    assert [(one.row, str(one.reason)) for one in report.problems] == [
        (5, "The row was left out: it has no name.")
    ]
    assert str(board.undoable().name) == "import of 2 assistants"


def test_known_people_are_changed_where_the_file_says_something_else(board: Board) -> None:
    maya = person(board, "Maya")
    edit_assistant(board, maya, email="old@example.org", notes="kept", seconds_per_week="10")
    text = "Name,E-mail,Hours per week,Notes\nMÁYA,new@example.org,ten,\nJames,,5,\n"
    before = tables(board)
    report = taken(board, Pasted(text))
    james, maya_now = read_assistants(board)
    assert (report.added, report.changed) == (1, 1)
    assert (maya_now.name, maya_now.email, maya_now.notes) == ("Maya", "new@example.org", "kept")
    assert maya_now.seconds_per_week == 36_000 and james.seconds_per_week == 18_000
    assert [str(one.reason) for one in report.problems] == ["Hours a week: “ten” is no number."]
    board.undo()
    assert tables(board) == before


def test_a_new_name_comes_with_the_id(board: Board, tmp_path: Path) -> None:
    person(board, "Maya")
    path = tmp_path / "1.csv"
    export_assistants(board, path)
    path.write_text(path.read_text("utf-8-sig").replace("Maya", "Maya Santos"), "utf-8")
    assert taken(board, path).changed == 1
    assert [who.name for who in read_assistants(board)] == ["Maya Santos"]


def test_bad_lists_are_told_and_left_out(board: Board) -> None:
    text = (
        "Assistant ID,Name,Rates,Time off,Back-ups,Ended\n"
        '0000000f-1,Maya,"never 5 USD; 2026-01-01 5 XXQ; 2026-02-01 5 USD",'
        '"2026-02-03 2026-02-01; x",Nobody,soon\n'
    )
    report = taken(board, Pasted(text))
    (maya,) = read_assistants(board)
    assert maya.rate is not None and maya.rate.starts == dt.date(2026, 2, 1)
    assert maya.absences == () and maya.deputies == () and maya.ended is None
    assert len(report.problems) == 6


@pytest.mark.parametrize(
    "text",
    [
        "Title,E-mail,City\nx,y,z\n",
        "Name,Due Date,City,E-mail\nx,y,z,a\n",
        "ID,Title,Stage,Verdict,Outcome\n",
        "Name,Notes\nBuy milk,x\n",
        "just a line\nand another\n",
        "",
        '{"name": "City", "cards": []}',
    ],
)
def test_tables_of_tasks_are_not_taken_for_people(text: str) -> None:
    assert not is_people(Pasted(text))


def test_a_file_without_anybody_is_refused(board: Board) -> None:
    with pytest.raises(Refused, match="no assistants in this file"):
        taken(board, Pasted("Name,City,E-mail\n"))


def test_no_board_is_written_over(board: Board) -> None:
    with pytest.raises(Refused, match="is a board"):
        export_assistants(board, board.path)


def test_the_registry_knows_the_exporter(board: Board, tmp_path: Path) -> None:
    person(board, "Maya")
    for extension, exporter in PEOPLE_EXPORTERS.items():
        assert exporter(board, tmp_path / f"all.{extension}") == 1


def test_the_command_line_exports_and_imports_people(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from models.command_line import parse, run

    with open_new(tmp_path / "a.board") as board:
        person(board, "Maya")
    out, other = str(tmp_path / "people.csv"), str(tmp_path / "b.board")
    assert run(parse(["export", out, "--assistants", "--board", str(tmp_path / "a.board")])) == 0
    assert run(parse(["import", out, "--board", other])) == 0
    said = capsys.readouterr().out
    assert "Exported 1 assistant to people.csv." in said
    assert "1 new assistant, 0 changed, 0 as before." in said
    with Board.open(tmp_path / "b.board", read_only=True) as board:
        assert [who.name for who in read_assistants(board)] == ["Maya"]

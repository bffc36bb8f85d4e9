"""Out and in again: the same rows, the same bytes; and each file that the program writes is known to it."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import command_line
from models.board import Board
from models.drafts import AnswersDraft, StepDraft, TaskDraft
from models.exporters import EXPORTERS, PEOPLE_EXPORTERS, RUNS_EXPORTERS
from models.exporters.csv_codec import HEADER
from models.exporters.csv_tasks import export_csv
from models.packets.formats import render_all
from models.repeats import Repeat, repeat_of_rule
from models.tasks import add_tasks
from models.uid import new_uid
from tests.models import sending
from tests.models.boards import Clock, faults, open_new, order, tables

PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
HOSTILE = (
    *(
        PRINTABLE,
        PRINTABLE[::-1],
        "a#b",
        "#",
        "# comment",
        "--",
        "=1+1",
        "'=1",
        "@x",
        "+1",
        "-1",
        "；;",
        "a;b\\c",
    ),
    *("<b>x</b>", "\u202eevil", "\u2066x\u2069", "a\u0301" * 500, "👩\u200d🚀", "漢字", "שלום", "مرحبا", "ﬁ"),
    *("{0.__class__}", "%s%n", "../../etc/passwd", "C:\\x", "CON", "null", "NaN", "TRUE", "1e5", "01", "1/2"),
    *(
        "\u200b=1",
        "\ufeffx",
        "\u2028x\u2029y",
        "\x0bx\x0cy",
        "\x1c\x1d\x1e",
        "\x85x",
        "\x7f",
        "\xa0x",
        "t" * 2_000,
    ),
    *('"', '""', "'", "''", ",", ";", "|", "\\", "\\;", "[x] a", "[ ] b", "; ", "“”", "´`^°"),
)


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with open_new(tmp_path / "a.board") as board:
        yield board
        assert not faults(board)


def there_and_back(board: Board, folder: Path) -> None:
    """The second export is the first one, byte for byte, through the command line."""
    first, second, path = folder / "1.csv", folder / "2.csv", folder / "b.board"
    count = export_csv(board, first)
    path.unlink(missing_ok=True)
    assert command_line.run(command_line.parse(["import", str(first), "--board", str(path)])) == 0
    with Board.open(path, clock=Clock()) as other:
        assert export_csv(other, second) == count
        assert not faults(other)
    assert second.read_bytes() == first.read_bytes()


def test_every_field_comes_back_byte_for_byte(board: Board, tmp_path: Path) -> None:
    one = TaskDraft(
        "Send invoices", notes="Two\nlines\r\n", uid=new_uid(), kind="training", verdict="delegable",
        due=dt.date(2026, 12, 3), due_time="15:00", due_zone="Europe/Berlin",
        repeat=repeat_of_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"), seconds_per_run=2_701,
        tags=["books", "two; parts"], steps=[StepDraft("Collect", True), StepDraft("[x] Send; now")],
        assistants=["Maya", "Tom; Jr"], created=dt.datetime(2026, 1, 2, 3, 4, 5),
        changed=dt.datetime(2026, 2, 3, 4, 5, 6), estimate="rough", done_when="=paid", skills="'a; b",
        sensitivity="high", next_check=dt.date(2026, 12, 1), authority=3, level=2,
        anchor=dt.date(2026, 12, 1), repeat_zone="Asia/Manila", on_holiday="before",
        answers=AnswersDraft({"S": 1, "O": 0, "T": 4, "P": 2, "R": 3, "E": 4}, (), True),
    )  # fmt: skip
    two = TaskDraft(
        "Gone", kind="done", verdict="split", outcome="automated", done=dt.datetime(2026, 3, 4, 5, 6, 7)
    )
    three = TaskDraft("Rough", seconds_per_week=5_400, estimate="rough", repeat=Repeat(3, "week"))
    others = [TaskDraft(kind, kind=kind) for kind in ("core", "setup", "unsorted")]
    held = TaskDraft("Held", kind="handed_over", assistants=["Maya"], repeat=Repeat(1, "month"), level=5)
    add_tasks(board, [one, two, three, *others, held])
    there_and_back(board, tmp_path)
    with (tmp_path / "1.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["Title"]: row for row in csv.DictReader(stream)}
    filled = {name for row in rows.values() for name, cell in row.items() if cell}
    # What is reckoned from other fields, and what has a file of its own
    assert set(HEADER) - filled <= {
        "Won per week",
        "Net per week",
        "Currency",
        "Runs",
        "Minutes won",
        "Must stay",
    }


def test_hostile_texts_come_back_byte_for_byte_and_none_is_missing(board: Board, tmp_path: Path) -> None:
    drafts = [
        TaskDraft(text, notes=text, uid=new_uid(), steps=[StepDraft(text)], tags=[text[:100]], done_when=text)
        for text in HOSTILE
        if text.strip()
    ]
    add_tasks(board, drafts)
    there_and_back(board, tmp_path)
    with (tmp_path / "1.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.reader(stream))) == len(drafts) + 1


def test_every_printable_sign_in_titles_loses_no_row(board: Board, tmp_path: Path) -> None:
    titles = [f"{sign}{other}" for sign in PRINTABLE[1:] for other in (PRINTABLE[1:20], PRINTABLE[20:])]
    add_tasks(board, [TaskDraft(title) for title in titles])
    path = tmp_path / "1.csv"
    assert export_csv(board, path) == len(titles) == len(order(board, "unsorted"))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(titles)
    there_and_back(board, tmp_path)


texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]) | st.sampled_from("=';\\,\"\r\n#")
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(texts.filter(lambda text: text.strip()), texts, st.lists(texts, max_size=3)), max_size=4
    )
)
def test_whatever_is_typed_comes_back_byte_for_byte(
    tmp_path: Path, typed: list[tuple[str, str, list[str]]]
) -> None:
    path = tmp_path / "typed.board"
    path.unlink(missing_ok=True)
    with open_new(path) as board:
        drafts = [
            TaskDraft(title, notes=notes, uid=new_uid(), tags=names, steps=[StepDraft(n) for n in names])
            for title, notes, names in typed
        ]
        add_tasks(board, [*drafts, TaskDraft("One more", uid=new_uid())])
        there_and_back(board, tmp_path)


def test_each_file_that_we_write_is_read_or_named(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Tasks and assistants are read; of all others it is said what they are, and nothing is changed."""
    packet = sending.send(board, sending.given(board))
    files = {
        **{f"tasks.{ending}": "Imported" for ending in EXPORTERS},
        **{f"people.{ending}": "assistant" for ending in PEOPLE_EXPORTERS},
        **{f"runs.{ending}": "list of runs" for ending in RUNS_EXPORTERS},
    }
    for name, exporter in (("tasks", EXPORTERS), ("people", PEOPLE_EXPORTERS), ("runs", RUNS_EXPORTERS)):
        for ending, write in exporter.items():
            write(board, tmp_path / f"{name}.{ending}")
    for ending, content in render_all(packet).items():
        (tmp_path / f"packet.{ending}").write_bytes(content)
        files[f"packet.{ending}"] = ""
    for name, words in files.items():
        target = tmp_path / "c.board"
        target.unlink(missing_ok=True)
        code = command_line.run(command_line.parse(["import", str(tmp_path / name), "--board", str(target)]))
        told = capsys.readouterr()
        assert code == (0 if name.startswith(("tasks", "people")) else 2), (name, told)
        assert words in told.out + told.err and (told.out + told.err).strip(), name
        assert target.exists() == (code == 0), name


def test_a_whole_board_of_hostile_texts_is_unhurt_by_its_export(board: Board, tmp_path: Path) -> None:
    add_tasks(board, [TaskDraft(text, notes=text) for text in HOSTILE])
    before = tables(board)
    export_csv(board, tmp_path / "1.csv")
    assert tables(board) == before

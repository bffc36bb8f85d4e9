"""The command line as scripts meet it: real processes, exit codes, one sentence on stderr."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from models import VERSION, command_line, handovers
from models.board import Board
from models.cards import count_tasks, read_detail
from models.drafts import TaskDraft
from models.tasks import add_tasks, bin_tasks
from models.uid import new_uid
from tests.models.boards import add, faults, open_new, order, raw, tables, titles

ROOT = Path(__file__).parents[2]
TRELLO = {
    "id": "5f0000000000000000000001",
    "name": "Marketing",
    "desc": "",
    "lists": [
        {"id": "l1", "name": "Ideas", "closed": False, "pos": 1},
        {"id": "l2", "name": "Done", "closed": False, "pos": 2},
    ],
    "labels": [{"id": "b1", "name": "web", "color": "green"}],
    "members": [{"id": "m1", "fullName": "Zoë Q", "username": "zoe"}],
    "checklists": [
        {"id": "k1", "idCard": "c1", "name": "Steps", "checkItems": [
            {"id": "i1", "name": "first", "state": "complete", "pos": 1},
            {"id": "i2", "name": "second", "state": "incomplete", "pos": 2},
        ]}
    ],
    "actions": [],
    "cards": [
        {"id": "c1", "idList": "l1", "name": "Newsletter", "desc": "monthly", "closed": False, "pos": 1,
         "idLabels": ["b1"], "idMembers": ["m1"], "idChecklists": ["k1"], "due": "2026-12-01T12:00:00.000Z"},
        {"id": "c2", "idList": "l2", "name": "Logo", "desc": "", "closed": False, "pos": 2, "idLabels": []},
    ],
}  # fmt: skip


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "main.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def complains(done: "subprocess.CompletedProcess[str]", *parts: str) -> None:
    """Exit 2, and one sentence on stderr."""
    assert done.returncode == 2, done
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    assert all(part in lines[0] for part in parts), lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_new(tmp_path / "a.board") as board:
        add(board, "Order gloves")
    return tmp_path / "a.board"


@pytest.fixture
def tasks_csv(tmp_path: Path) -> Path:
    file = tmp_path / "tasks.csv"
    file.write_text(
        "Title,Due,What for\nSend invoices,2026-12-01,books\nClean inbox,,mail\n", encoding="utf-8"
    )
    return file


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"Delegation Board {VERSION}")


def test_a_trello_board_is_imported_once_and_taken_back_as_one_step(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "trello.json"
    file.write_text(json.dumps(TRELLO), encoding="utf-8")
    with Board.open(path) as board:
        before = tables(board)
    done = run("import", file, "--board", path)
    assert done.returncode == 0, done
    assert done.stdout.startswith("Imported 2 cards from trello.json.\n") and not done.stderr
    with Board.open(path) as board:
        assert titles(board, "done") == ["Logo"] and "Newsletter" in titles(board, "unsorted")
        (card,) = [
            task for task in order(board, "unsorted") if read_detail(board, task).card.title == "Newsletter"
        ]
        detail = read_detail(board, card)
        assert [(step.text, step.done) for step in detail.steps] == [("first", True), ("second", False)]
        assert (
            detail.card.assistants == ("Zoë Q",)
            and set(detail.card.tags) >= {"web"}
            and detail.notes == "monthly"
        )
    again = run("--board", path, "import", file)
    assert (
        again.returncode == 0 and "Imported 0 cards" in again.stdout and "2 cards came with" in again.stdout
    )
    with Board.open(path) as board:
        assert count_tasks(board) == 3
        assert str(board.undoable().name) == "import of 2 cards"
        board.undo()
        assert tables(board) == before and not faults(board)
        board.redo()
    twice = run("import", "--again", file, "--board", path)
    assert "Imported 2 cards" in twice.stdout
    with Board.open(path) as board:
        assert count_tasks(board) == 5


def test_columns_of_a_csv_are_named_by_hand(path: Path, tasks_csv: Path) -> None:
    done = run("import", tasks_csv, "--board", path, "--map", "What for=tags")
    assert done.returncode == 0, done
    with Board.open(path) as board:
        (task,) = [t for t in order(board, "unsorted") if read_detail(board, t).card.title == "Send invoices"]
        card = read_detail(board, task).card
        assert card.tags == ("books",) and str(card.due) == "2026-12-01"


def test_a_date_that_may_be_two_days_must_be_told(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "dates.csv"
    file.write_text("Title,Due\nA,03/04/2026\nB,05/06/2026\n")
    with Board.open(path) as board:
        before = tables(board)
    complains(run("import", file, "--board", path), "--dates us", "--dates eu")
    with Board.open(path) as board:
        assert tables(board) == before
    assert run("import", file, "--board", path, "--dates", "eu").returncode == 0
    with Board.open(path) as board:
        assert board.db.execute_sql("SELECT due FROM task WHERE title = 'A'").fetchone() == ("2026-04-03",)


def test_a_new_board_is_made_for_an_import_and_only_for_one(tmp_path: Path, tasks_csv: Path) -> None:
    path = tmp_path / "new.board"
    for command in (["check"], ["export", tmp_path / "out.csv"]):
        complains(run(*command, "--board", path), "new.board")
        assert not path.exists()
    assert run("import", tasks_csv, "--board", path).returncode == 0
    with Board.open(path) as board:
        assert board.name == "new" and count_tasks(board) == 2


def test_found_cards_are_exported(path: Path, tmp_path: Path) -> None:
    with Board.open(path) as board:
        add(board, "Send invoices")
    done = run("export", tmp_path / "out.csv", "--board", path, "--search", "gloves")
    assert (done.returncode, done.stdout) == (0, "Exported 1 card to out.csv.\n")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["Title"] for row in csv.DictReader(stream)] == ["Order gloves"]


def test_runs_are_exported_all_or_of_the_cards_found(path: Path, tmp_path: Path) -> None:
    with Board.open(path) as board:
        add_tasks(board, [TaskDraft("Calls", uid=new_uid(), kind="handed_over", assistants=["Maya"])])
        for (task,) in board.db.execute_sql("SELECT id FROM task WHERE title = 'Calls'").fetchall():
            handovers.deliver(board, [task])
    target = tmp_path / "runs.csv"
    done = run("export", target, "--board", path, "--runs")
    assert (done.returncode, done.stdout) == (0, "Exported 1 run to runs.csv.\n")
    with target.open(encoding="utf-8-sig", newline="") as stream:
        assert [(row["Card"], row["Outcome"]) for row in csv.DictReader(stream)] == [("Calls", "open")]
    done = run("export", target, "--board", path, "--runs", "--search", "gloves")
    assert (done.returncode, done.stdout) == (0, "Exported 0 runs to runs.csv.\n")


def test_a_whole_board_is_told_whole(path: Path) -> None:
    done = run("check", "--board", path)
    assert done.returncode == 0 and not done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("a.board: SQLite ") and "task: 1" in lines and lines[-1] == "Whole."


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("DELETE FROM search_text", "search text of 1 card is out of date"),
        ("UPDATE task SET stage_id = 99", "points to a stage that is not there"),
        ("UPDATE clock SET revision = 0", "journal is ahead"),
        ("UPDATE task SET verdict = 'core'", "disagree"),
    ],
)
def test_a_broken_board_is_told_broken(path: Path, damage: str, said: str) -> None:
    raw(path, damage)
    done = run("check", "--board", path)
    assert done.returncode == 1 and said in done.stdout and done.stdout.endswith("Broken.\n"), done


def test_a_damaged_file_is_broken_and_a_foreign_one_refused(path: Path, tasks_csv: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    done = run("check", "--board", path)
    assert done.returncode == 1 and "damaged" in done.stdout + done.stderr
    complains(run("check", "--board", tasks_csv), "is not a board")
    complains(run("export", tasks_csv.with_name("o.csv"), "--board", path), "damaged")


def test_writing_to_a_board_that_is_open_says_who_holds_it(
    path: Path, tasks_csv: Path, tmp_path: Path
) -> None:
    with Board.open(path) as board:
        complains(run("import", tasks_csv, "--board", path), "open elsewhere: by ", ", process ")
        assert run("check", "--board", path).returncode == 0
        assert run("export", tmp_path / "out.csv", "--board", path).returncode == 0
        bin_tasks(board, order(board, "unsorted"))
    assert run("import", tasks_csv, "--board", path).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["export"],
        ["import", "a.csv", "b.csv"],
        ["import", "a.csv", "--dates", "mars"],
        ["import", "a.csv", "--map", "no equals sign"],
        ["--size", "huge"],
        ["--nonsense"],
        ["a.board", "b.board"],
    ],
)
def test_what_is_not_understood_ends_with_two(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr


def test_files_that_are_not_there_are_told(path: Path, tmp_path: Path) -> None:
    complains(run("import", tmp_path / "gone.csv", "--board", path), "gone.csv")
    complains(run("export", tmp_path / "no" / "out.csv", "--board", path), "no")
    (tmp_path / "empty.csv").write_text("")
    complains(run("import", tmp_path / "empty.csv", "--board", path))


def test_options_may_stand_anywhere() -> None:
    for arguments in (["import", "f.csv", "--board", "b"], ["--board", "b", "import", "f.csv"],
                      ["import", "--board", "b", "f.csv"]):  # fmt: skip
        choice = command_line.parse(arguments)
        assert (choice.command, choice.file, choice.board) == ("import", Path("f.csv"), Path("b"))
    assert command_line.parse(["a.board"]).board == Path("a.board")
    assert command_line.parse(["--map", "A=title,B (x)=tags"]).mapping == {"A": "title", "B (x)": "tags"}
    assert command_line.parse(["--size", "800x600"]).size == (800, 600)

"""`main.py import` as a real process: where it writes, what it leaves behind, how much memory it takes."""

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.board import Board
from models.cards import count_tasks
from models.command_line import parse
from models.command_line import run as run_here
from tests.models import sending
from tests.models.boards import add, faults, names_in, open_new, tables, titles
from tests.models.importers.boards import board as trello_board
from tests.models.importers.boards import card, comment
from tests.models.packets.replies import values

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 500 * 1024  # KB

Done = subprocess.CompletedProcess[str]


def run(*arguments: object, before: Callable[[], object] | None = None, **environment: str) -> Done:
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False, preexec_fn=before,
        env={**os.environ, **environment},
    )  # fmt: skip


def refused(done: Done, *parts: str) -> None:
    assert done.returncode == 2 and not done.stdout, done
    lines = done.stderr.splitlines()
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    assert all(part in lines[0] for part in parts), lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_new(tmp_path / "a.board") as board:
        add(board, "Order gloves")
    return tmp_path / "a.board"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    file = tmp_path / "tasks.csv"
    file.write_text("Title,Due\nSend invoices,2026-12-01\nClean inbox,soon\n", encoding="utf-8")
    return file


# Where it writes


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b'{"cards": [', b'Title\n"A\n', b"Title,Due\n", b"Name,E-mail,City\n"],
    ids=["empty", "archive", "cut off", "open quote", "no rows", "nobody"],
)
def test_a_failed_import_leaves_no_board_no_folder_and_no_lock(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "in.csv"
    file.write_bytes(content)
    refused(run("import", file, "--board", tmp_path / "new" / "deeper" / "b.board"))
    assert names_in(tmp_path) == {"in.csv"}
    refused(run("import", file, "--board", tmp_path / "b.board"))
    assert names_in(tmp_path) == {"in.csv"}


def test_a_new_board_has_its_name_and_nothing_lies_beside_it(tmp_path: Path, csv: Path) -> None:
    path = tmp_path / "deep" / f"{'n' * 200}.board"
    done = run("import", csv, "--board", path)
    assert done.returncode == 0, done
    assert names_in(path.parent) == {path.name}
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    with Board.open(path) as board:
        assert board.name == path.stem and count_tasks(board) == 2 and not faults(board)


def test_killed_at_any_moment_a_new_board_is_whole_or_not_there(tmp_path: Path) -> None:
    file, path = tmp_path / "in.csv", tmp_path / "new.board"
    file.write_text("Title\n" + "".join(f"Card {n}\n" for n in range(3_000)))
    command = [sys.executable, "main.py", "import", str(file), "--board", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        # The moment that a new file is there under a hidden name, and not yet under its own.
        while not any(name.startswith(".import-") for name in names_in(tmp_path)) and child.poll() is None:
            pass
        child.send_signal(signal.SIGKILL)
        child.communicate()
    assert not path.exists()
    assert run("import", file, "--board", path).returncode == 0
    with Board.open(path) as board:
        assert count_tasks(board) == 3_000


def test_without_a_name_it_goes_to_the_owners_own_board_and_only_adds(tmp_path: Path, csv: Path) -> None:
    home = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    first = run("import", csv, **home)
    assert first.returncode == 0, first
    (path,) = tmp_path.rglob("My board.board")
    with Board.open(path) as board:
        before = tables(board)
    csv.write_text("Title\nOne more\n")
    assert run("import", csv, **home).returncode == 0
    with Board.open(path) as board:
        after = tables(board)
        assert set(before["task"]) < set(after["task"]) and count_tasks(board) == 3
        board.undo()
        assert tables(board) == before


def test_what_is_no_board_is_not_imported_into(tmp_path: Path, csv: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("precious")
    refused(run("import", csv, "--board", other), "is not a board")
    refused(run("import", csv, "--board", tmp_path))
    assert other.read_text() == "precious"


# What it takes, and what it says


def test_all_or_nothing_is_the_owners_choice(path: Path, csv: Path) -> None:
    with Board.open(path) as board:
        before = tables(board)
    done = run("import", csv, "--board", path, "--whole")
    assert done.returncode == 2 and "3: Clean inbox: The due date “soon” cannot be read" in done.stdout
    assert done.stderr == "Nothing was imported: there is something to say of 1 place.\n"
    with Board.open(path) as board:
        assert tables(board) == before
    done = run("import", csv, "--board", path)
    assert done.returncode == 0 and "3: Clean inbox: The due date “soon” cannot be read" in done.stdout
    csv.write_text("Title,Due\nA,2026-12-01\n")
    assert run("import", csv, "--board", path, "--whole").returncode == 0


def test_people_too_come_all_or_not_at_all_where_that_is_wanted(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail,City\nMaya,maya@example.org,Manila\n,x@example.org,Rome\n")
    done = run("import", file, "--board", path, "--whole")
    assert done.returncode == 2 and "3: The row was left out: it has no name." in done.stdout
    assert "1 new assistant" in run("import", file, "--board", path).stdout


@pytest.mark.parametrize("ending", ["own", "csv", "json", "people"])
def test_the_same_file_a_second_time_brings_nothing_new(path: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / "in.csv"
    if ending == "own":
        assert run("export", file, "--board", path).returncode == 0
    elif ending == "csv":
        file.write_text("Title,Due\nA,2026-12-01\nA,2026-12-01\nB,\n")
    elif ending == "json":
        made = trello_board(2021, [card(n) for n in range(3)], actions=[comment(1, 1, "x")])
        file.write_text(json.dumps(made))
    else:
        file.write_text("Name,E-mail,City\nMaya,maya@example.org,Manila\nJames,,Cebu\n")
    other = tmp_path / "b.board"
    assert run("import", file, "--board", other).returncode == 0
    with Board.open(other) as board:
        before = tables(board)
    done = run("import", file, "--board", other)
    assert done.returncode == 0, done
    with Board.open(other) as board:
        assert tables(board) == before and not faults(board)


def test_a_reply_is_taken_over_once(path: Path, tmp_path: Path) -> None:
    with Board.open(path) as board:
        packet = sending.send(board, sending.given(board))
    file = tmp_path / "reply.json"
    said = values(board=packet.board, token=packet.token, brief=packet.version, status="done", ticked=[])
    file.write_text(json.dumps(said), encoding="utf-8")
    done = run("import", file, "--board", path)
    assert done.returncode == 0, done
    lines = done.stdout.splitlines()
    assert lines[0] == "Took over what Maya Reyes says of “Order gloves”."
    assert "How it stands: in their hands → waits for your look" in lines and "Minutes this time: 25" in lines
    with Board.open(path) as board:
        assert titles(board, "review") == ["Order gloves"]
        before = tables(board)
    refused(run("import", file, "--board", path), "was applied already")
    refused(run("import", file, "--board", tmp_path / "none.board"), "none.board")
    with Board.open(path) as board:
        assert tables(board) == before
    assert names_in(tmp_path).isdisjoint({"none.board", "none.board.lock"})


def test_what_would_steer_a_terminal_is_only_shown(path: Path, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"in\xff\x1b[31m.csv")
    text = "Title,Due\n\x1b]0;owned\x07red,soon\n" + "An ordinary task,\n" * 20
    file.write_text(text, encoding="utf-8")
    done = run("import", file, "--board", path)
    assert done.returncode == 0 and "\x1b" not in done.stdout and "\x07" not in done.stdout, done
    assert run("import", file, "--board", path, PYTHONIOENCODING="ascii").returncode == 0


# How much it takes


def measured(path: Path, file: Path) -> tuple[Done, int]:
    """The import, and the most memory (KB) that it took."""
    script = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, 'main.py', 'import', *sys.argv[1:]])\n"
        "sys.stderr.write(f'{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}\\n')\n"
        "sys.exit(done.returncode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(file), "--board", str(path)],
        cwd=ROOT, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    *said, memory = done.stderr.splitlines()
    done.stderr = "".join(f"{line}\n" for line in said)
    return done, int(memory)


MB = 1_000_000
BOMBS = {
    "one cell of 200 MB": lambda: b"Title,Notes\nA," + b"n" * 200 * MB,
    "an open quote of 200 MB": lambda: b'Title,Notes\nA,"' + b"n,\n" * (66 * MB),
    "200 MB of zeros": lambda: b"Title\n" + b"\0" * 200 * MB,
    "a card of 100 million labels": lambda: b'{"cards":[{"labels":[' + b"1," * 100 * MB,
    "100,000 lists": lambda: json.dumps(
        {"cards": [], "lists": [{"id": str(n), "name": "x" * 900} for n in range(100_000)]}
    ).encode(),
    "a text of 200 MB": lambda: b'{"cards":[{"desc":"' + b"n" * 200 * MB + b'"}]}',
    "a name of 15 MB a hundred times": lambda: (
        b'{"cards":[],"labels":['
        + b",".join(b'{"id":"%d","name":"%s\xf0\x9f\x98\x80"}' % (n, b"n" * (2 * MB)) for n in range(100))
        + b"]}"
    ),
    "depth without an end": lambda: b"{" + b'"a":{' * (40 * MB),
    "195 KB that are 200 MB": lambda: gzip.compress(b"Title\n" + b"0" * 200 * MB),
    "100,000 people": lambda: b"Name,E-mail,City\n" + b"Maya,maya@example.org,Manila\n" * 100_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_one_sentence_and_in_little_memory(
    path: Path, tmp_path: Path, bomb: str
) -> None:
    file = tmp_path / "bomb.csv"
    file.write_bytes(BOMBS[bomb]())
    with Board.open(path) as board:
        before = tables(board)
    done, memory = measured(path, file)
    file.unlink()
    refused(done)
    assert memory < MOST_MEMORY
    with Board.open(path) as board:
        assert tables(board) == before and not faults(board)


def test_many_large_rows_are_taken_in_steady_memory(path: Path, tmp_path: Path) -> None:
    """60 MB of notes, every one with a letter that makes its text four times as large in memory."""
    file = tmp_path / "large.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write("Title,Notes\n")
        for number in range(70):
            stream.write(f"Card {number},{'n' * 900_000}\U0001f600\n")
    done, memory = measured(path, file)
    assert done.returncode == 0 and done.stdout.startswith("Imported 70 cards"), done
    assert memory < MOST_MEMORY


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold to RLIMIT_AS")
@pytest.mark.parametrize("more", [8, 20, 40])
def test_too_little_memory_is_told_and_the_board_unhurt(path: Path, tmp_path: Path, more: int) -> None:
    """`more` MB over what the program takes before it reads the file."""
    file = tmp_path / "large.csv"
    with file.open("w") as stream:
        stream.write("Title,Notes\n")
        stream.writelines(f"Card {number},{'n' * 900_000}\n" for number in range(60))
    with Board.open(path) as board:
        before = tables(board)
    small = tmp_path / "small.csv"
    small.write_text("Title\nA\n")
    needs = _address_space(path, small)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (needs + more * MB, needs + more * MB))

    refused(run("import", file, "--board", path, before=limit), "not enough memory")
    with Board.open(path) as board:
        assert not faults(board)
        board.undo()
        assert tables(board) == before


def _address_space(path: Path, small: Path) -> int:
    """The least address space, in steps of 4 MB, in which a small file can be imported."""
    for size in range(40 * MB, 2_000 * MB, 4 * MB):

        def limit(size: int = size) -> None:
            resource.setrlimit(resource.RLIMIT_AS, (size, size))

        if run("import", small, "--board", path, before=limit).returncode == 0:
            return size
    raise AssertionError("no import in 2 GB")


def test_the_command_runs_here_as_in_a_process(path: Path, csv: Path) -> None:
    assert run_here(parse(["import", str(csv), "--board", str(path)])) == 0

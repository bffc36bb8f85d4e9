"""How a command ends when nobody hears it, when it is stopped, and when the program itself is wrong."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.board import Board
from models.cards import count_tasks
from tests.models.boards import add, open_new

ROOT = Path(__file__).resolve().parents[1]
CANARY = "Kanarienvogel77"
WRONG = f"raise ValueError({CANARY!r})"
# Runs main.py's own `main` in which one function is replaced by one that fails.
BROKEN = """
import sys
sys.path.insert(0, sys.argv[1])
import main
import {module}
def broken(*given, **named):
    {what}
{module}.{name} = broken
sys.exit(main.main(sys.argv[2:]))
"""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
COMMANDS = [
    "check",
    "backup",
    "export {place}/out.csv",
    "import {place}/in.csv",
    "backup {place}/Äthiopien.board",
]


class Shell:
    """A folder with a board and a file to import, and commands run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.board = folder / f"{CANARY}.board"
        with open_new(self.board) as board:
            add(board, CANARY)
        (folder / "in.csv").write_text(f"Title\n{CANARY} too\n", "utf-8")
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONUNBUFFERED", "PYTHONUTF8")
        } | {f"XDG_{name}_HOME": str(folder / "home") for name in ("DATA", "STATE", "CONFIG", "CACHE")}

    def run(
        self, line: str, redirected: str = "", *, code: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        """`line` after main.py, in a real shell; `code` runs in the place of main.py."""
        program = ["-c", code, str(ROOT)] if code else [str(ROOT / "main.py")]
        words = [
            sys.executable,
            *program,
            *line.format(place=self.folder).split(),
            "--board",
            str(self.board),
        ]
        quoted = " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)
        return subprocess.run(
            ["bash", "-c", f"{quoted} {redirected}; exit ${{PIPESTATUS[0]}}"],
            env=self.environment | environment, cwd=self.folder, capture_output=True, text=True,
            errors="replace", timeout=60, check=False,
        )  # fmt: skip

    @property
    def log(self) -> str:
        path = self.folder / "home/delegation-board/log/delegation-board.log"
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def shell() -> Iterator[Shell]:
    with tempfile.TemporaryDirectory(prefix="delegation-board-tests-") as folder:
        yield Shell(Path(folder))


@pytest.mark.parametrize("is_buffered", ["", "1"])
@pytest.mark.parametrize("line", ["check", "backup", "import {place}/in.csv", "--help"])
def test_a_reader_that_went_away_ends_it_in_silence(shell: Shell, line: str, is_buffered: str) -> None:
    # Nobody reads from a pipe whose other end is closed before the program starts.
    done = shell.run(line, "| (exec <&-; sleep 0; true)", PYTHONUNBUFFERED=is_buffered)
    assert done.stderr == "" and done.returncode in ((141,) if line != "--help" else (0, 141)), done


def test_what_the_command_did_is_done_whoever_hears_of_it(shell: Shell) -> None:
    shell.run("import {place}/in.csv", "| true")
    with Board.open(shell.board) as board:
        assert count_tasks(board) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("is_buffered", ["", "1"])
@pytest.mark.parametrize("line", ["check", "import {place}/in.csv"])
def test_an_answer_for_which_there_is_no_room_is_one_sentence(
    shell: Shell, line: str, is_buffered: str
) -> None:
    done = shell.run(line, ">/dev/full", PYTHONUNBUFFERED=is_buffered)
    assert done.stderr == "What this command says could not be written: No space left on device.\n"
    assert done.returncode == 4


@pytest.mark.parametrize("line", ["check", "backup"])
def test_without_any_stdout_it_is_carried_out_as_well(shell: Shell, line: str) -> None:
    done = shell.run(line, ">&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert shell.run("restore {place}/none.board", ">&- 2>&-").returncode == 2
    assert Board.open(shell.board).close() is None


@pytest.mark.parametrize(
    "letters",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}],
    ids=["ascii", "C"],
)
@pytest.mark.parametrize(
    "line",
    ["check", "backup {place}/Äthiopien.board", "--help", "restore {place}/Äthiopien.board", "--ünknown"],
)
def test_letters_that_the_terminal_has_not_are_marks(
    shell: Shell, line: str, letters: dict[str, str]
) -> None:
    shell.board = shell.board.rename(shell.folder / "漢字 Ä \u202e.board")
    done = shell.run(line, **letters)
    assert "Traceback" not in done.stderr and "Error:" not in done.stderr, done.stderr
    assert done.returncode == (2 if line.startswith(("restore", "--ü")) else 0), done
    assert (done.stderr if done.returncode else done.stdout).strip()


def bug(module: str, name: str, what: str = WRONG) -> str:
    return BROKEN.format(module=module, name=name, what=what)


@pytest.mark.parametrize(
    ("line", "module", "name"),
    [
        ("check", "models.checking", "check"),
        ("backup", "models.backup_commands", "make"),
        ("restore {place}/in.csv", "models.backup_commands", "restore"),
        ("salvage {place}/in.csv new.board", "models.salvage_commands", "salvage"),
        ("export {place}/out.csv", "models.search", "parse_query"),
        ("import {place}/in.csv", "models.importing", "import_drafts"),
        ("--help", "models.command_line", "parse"),
        ("--theme dark", "ui.app", "run"),
        ("--picture {place}/x.png", "ui.app", "picture"),
    ],
)
def test_a_bug_is_a_sentence_and_a_report_in_the_log(shell: Shell, line: str, module: str, name: str) -> None:
    before = shell.board.read_bytes()
    done = shell.run(line, code=bug(module, name), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 3 and done.stdout == "", done
    log = shell.folder / "home/delegation-board/log/delegation-board.log"
    assert done.stderr == (
        "Something went wrong inside the program. What was saved is safe. A report without any of your texts "
        f"is in {log}.\n"
    )
    report = shell.log
    assert report.endswith(" in broken\nValueError\n") and ("models/" in report or "main.py:" in report)
    for one in ("Python", "SQLite", "System", "Machine", "peewee"):
        assert any(row.startswith(f"{one} ") for row in report.splitlines()), one
    assert CANARY not in report and str(shell.folder) not in report and str(ROOT) not in report
    assert shell.board.read_bytes() == before


def test_without_a_place_for_the_log_the_report_is_below_the_sentence(shell: Shell) -> None:
    (shell.folder / "file").touch()
    code = bug("models.checking", "check")
    for home in (shell.folder / "file", Path("/dev/null")):
        done = shell.run("check", code=code, XDG_STATE_HOME=str(home))
        lines = done.stderr.splitlines()
        assert done.returncode == 3 and lines[0].endswith("What was saved is safe. The report of it:")
        assert lines[-1] == "ValueError" and CANARY not in done.stderr and "Traceback" not in done.stderr


def test_an_error_of_the_disk_is_known_also_where_nobody_put_it_into_words(shell: Shell) -> None:
    what = "import peewee; raise peewee.OperationalError('database or disk is full')"
    done = shell.run("check", code=bug("models.checking", "check", what))
    assert done.returncode == 2 and done.stderr.startswith("The disk is full.") and not shell.log
    done = shell.run("check", code=bug("models.checking", "check", "raise MemoryError"))
    assert done.returncode == 2 and done.stderr.startswith("There is not enough memory")


@pytest.mark.parametrize("module", ["models.checking", "models.command_line"])
def test_ctrl_c_ends_it_in_silence_before_and_in_the_middle_of_the_work(shell: Shell, module: str) -> None:
    name = "check" if module == "models.checking" else "parse"
    what = "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(60)"
    done = shell.run("check", code=bug(module, name, what))
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "") and not shell.log


def test_a_second_ctrl_c_ends_what_does_not_end_by_itself(shell: Shell) -> None:
    what = (
        "import os, signal, time\n"
        "    try:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(60)\n"
        "    finally:\n"
        "        os.kill(os.getpid(), signal.SIGINT); time.sleep(60)"
    )
    code = bug("models.checking", "check", what)
    words = [sys.executable, "-c", code, str(ROOT), "check", "--board", str(shell.board)]
    done = subprocess.run(words, env=shell.environment, capture_output=True, timeout=50, check=False)
    assert done.returncode == -signal.SIGINT and done.stderr == b""


def test_what_sqlite_says_of_a_statement_that_was_stopped_is_not_told(shell: Shell) -> None:
    """A signal that comes in a function of ours that SQLite calls is an error of the statement."""
    what = (
        "import os, signal\n"
        "    db = given[0].db.connection()\n"
        "    db.create_function('stop', 0, lambda: os.kill(os.getpid(), signal.SIGINT) or 1)\n"
        "    db.execute('SELECT stop() FROM sqlite_master').fetchall()"
    )
    done = shell.run("check", code=bug("models.checking", "check", what))
    assert (done.returncode, done.stderr) == (130, "")

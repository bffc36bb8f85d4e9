"""Exports that go wrong: the file that was there stays byte for byte, no part is left, the board goes on."""

import csv
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import handovers
from models.assistants import add_assistant
from models.board import Board
from models.drafts import TaskDraft
from models.errors import Cancelled, Refused, StorageError
from models.exporters import EXPORTERS, PEOPLE_EXPORTERS, RUNS_EXPORTERS, Exporter
from models.exporters.csv_tasks import export_csv
from models.files import write_atomically
from models.tasks import add_tasks, edit_task
from tests.models import sending
from tests.models.boards import add, faults, names_in, open_new, order, tables
from tests.models.nobody import ROOT, as_nobody

OLD = b"what the owner kept\n"
EXPORTS = {
    "cards": EXPORTERS["csv"],
    "assistants": PEOPLE_EXPORTERS["csv"],
    "runs": RUNS_EXPORTERS["csv"],
}


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    folder = tmp_path / "boards"
    folder.mkdir()
    with open_new(folder / "a.board") as board:
        add_tasks(board, [TaskDraft(f"Card {n}", notes="n" * 200) for n in range(2_500)])
        handovers.deliver(board, [sending.given(board)])
        for number in range(20):
            add_assistant(board, f"Person {number}", "Manila")
        yield board
        # Whatever happened to the file, the board is whole and takes changes.
        edit_task(board, order(board, "unsorted")[0], title="still writable")
        assert not faults(board)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "out.csv"
    path.write_bytes(OLD)
    return path


def said(call: Callable[[], object]) -> str:
    with pytest.raises((Refused, StorageError)) as caught:
        call()
    return caught.value.sentence.english()


@pytest.mark.parametrize("size", [0, 1, 40, 3_000])
@pytest.mark.parametrize("kind", ["--assistants", "cards"])
def test_a_full_disk_is_told_and_the_old_file_stays(board: Board, target: Path, size: int, kind: str) -> None:
    """No file may grow beyond `size` bytes: what a full disk does, at any point of the writing."""
    more = [] if kind == "cards" else [kind]

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [sys.executable, "main.py", "export", str(target), "--board", str(board.path), *more],
        cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr == "There is not enough room on the disk for out.csv.\n"
    assert target.read_bytes() == OLD and names_in(target.parent) == {"out.csv"}


def test_a_small_disk_that_is_full_is_told_and_serves_again(board: Board, tmp_path: Path) -> None:
    if os.geteuid() != 0 and not os.environ.get("CI"):
        pytest.skip("only root may mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode and not os.environ.get("CI"):
        pytest.skip("no small disk may be mounted here")
    assert mounted.returncode == 0, mounted
    try:
        target = disk / "out.csv"
        target.write_bytes(OLD)
        assert "not enough room" in said(lambda: export_csv(board, target))
        assert target.read_bytes() == OLD and names_in(disk) == {"out.csv"}
        assert export_csv(board, target, frozenset(order(board, "unsorted")[:10])) == 10
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("kind", ["cards", "runs"])
def test_a_folder_that_goes_meanwhile_is_told(board: Board, target: Path, kind: str) -> None:
    def away(_share: float) -> None:
        shutil.rmtree(target.parent, ignore_errors=True)

    assert "out.csv could not be written" in said(lambda: EXPORTS[kind](board, target, progress=away))
    assert not target.parent.exists()


@pytest.mark.parametrize("exporter", EXPORTS.values(), ids=EXPORTS)
def test_a_folder_that_is_not_there_is_told(board: Board, target: Path, exporter: Exporter) -> None:
    assert said(lambda: exporter(board, target.parent / "no" / "out.csv")) == "There is no folder no."
    assert "is a folder" in said(lambda: exporter(board, target.parent))
    if Path("/dev/full").exists():
        assert "is not an ordinary file" in said(lambda: exporter(board, Path("/dev/full")))
    os.mkfifo(target.with_name("pipe.csv"))
    assert "is not an ordinary file" in said(lambda: exporter(board, target.with_name("pipe.csv")))


def test_a_file_that_another_program_holds_is_replaced_whole(board: Board, target: Path) -> None:
    with target.open("rb") as held:
        assert export_csv(board, target) == 2_501
        assert held.read() == OLD
    assert target.read_bytes().count(b"\r\n") == 2_502


def test_a_link_is_followed_and_stays_a_link(board: Board, target: Path) -> None:
    link = target.with_name("link.csv")
    link.symlink_to(target)
    export_csv(board, link)
    assert link.is_symlink() and target.read_bytes().startswith(b"\xef\xbb\xbfID,Title")
    dangling = target.with_name("dangling.csv")
    dangling.symlink_to(target.parent / "none" / "x.csv")
    assert said(lambda: export_csv(board, dangling)) == "There is no folder none."
    assert names_in(target.parent) == {"out.csv", "link.csv", "dangling.csv"}


@pytest.mark.parametrize("exporter", EXPORTS.values(), ids=EXPORTS)
def test_neither_the_board_nor_what_lies_beside_it_is_written_over(
    board: Board, target: Path, exporter: Exporter
) -> None:
    add(board, "A change that lies in the log")
    before = tables(board)
    beside = [
        board.path.with_name(board.path.name + tail) for tail in ("", "-wal", "-shm", "-journal", ".lock")
    ]
    link = target.with_name("link.csv")
    link.symlink_to(beside[1])
    hard = target.with_name("hard.csv")
    os.link(board.path, hard)
    for path in (*beside, link, hard, target.with_name("Other.BOARD"), target.with_name("other.board-wal")):
        assert "is a board" in said(lambda path=path: exporter(board, path)), path
    hard.unlink()
    assert tables(board) == before and "a.board-wal" in names_in(board.path.parent)


@pytest.mark.parametrize("kind", ["cards", "runs"])
def test_a_cancelled_export_leaves_the_old_file_alone(board: Board, target: Path, kind: str) -> None:
    with pytest.raises(Cancelled):
        EXPORTS[kind](board, target, cancelled=lambda: True)
    assert target.read_bytes() == OLD and names_in(target.parent) == {"out.csv"}


def test_what_a_killed_export_left_is_swept_by_the_next_one(board: Board, target: Path) -> None:
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from models.board import Board\n"
        "from models.exporters.csv_tasks import export_csv\n"
        "with Board.open(Path(sys.argv[1]), read_only=True) as board:\n"
        "    export_csv(board, Path(sys.argv[2]), None, lambda _: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(board.path), str(target)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    (left,) = names_in(target.parent) - {"out.csv"}
    assert target.read_bytes() == OLD
    part = target.with_name(left)
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    export_csv(board, target)
    assert names_in(target.parent) == {"out.csv"}


def test_a_part_that_is_being_written_is_not_swept(board: Board, target: Path) -> None:
    def export_beside(_share: float) -> None:
        with write_atomically(target.with_name("other.csv")) as stream:
            stream.write(b"other")

    assert export_csv(board, target, progress=export_beside) == 2_501
    assert names_in(target.parent) == {"out.csv", "other.csv"}


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("setpriv"), reason="needs setpriv of Linux")
def test_a_protected_folder_is_told_and_the_old_file_stays(board: Board, target: Path) -> None:
    target.parent.chmod(0o755)
    if os.geteuid() != 0:
        target.parent.chmod(0o500)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from models.errors import Refused\n"
        "from models.files import write_atomically\n"
        "try:\n"
        "    with write_atomically(Path(sys.argv[1])) as stream:\n"
        "        stream.write(b'new')\n"
        "except Refused as error:\n"
        "    sys.stdout.write(str(error))\n"
    )
    done = subprocess.run(
        as_nobody([sys.executable, "-c", script, str(target)]),
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    target.parent.chmod(0o700)
    assert done.returncode == 0, done
    assert done.stdout == (
        "out.csv may not be written: the folder is protected, or another program holds the file."
    )
    assert target.read_bytes() == OLD and names_in(target.parent) == {"out.csv"}


@pytest.mark.parametrize("exporter", EXPORTS.values(), ids=EXPORTS)
def test_an_export_is_for_its_owners_eyes_whatever_lay_there(
    board: Board, target: Path, exporter: Exporter
) -> None:
    target.chmod(0o666)
    exporter(board, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


FORMULAS = (
    *("=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "  +1", "'=1", '"=1', '""=1'),
    *("＝1", "＋1", "－1", "＠x", "\u200b=1", "\ufeff=1", "''=1", "\xa0=1", "=", "-", "'", "' =x"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_a_formula_and_every_one_comes_back(tmp_path: Path, text: str) -> None:
    from models.importers import detect
    from models.importing import Report, import_drafts

    path = tmp_path / "out.csv"
    draft = TaskDraft(f"{text}.", notes=text, tags=[f"{text}t"], skills=text.strip(), done_when=text)
    with open_new(tmp_path / "a.board") as board:
        add_tasks(board, [draft])
        before = board.db.execute_sql("SELECT title, notes, skills, done_when FROM task").fetchall()
        export_csv(board, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            for cell in row:
                assert cell.lstrip(' \xa0\u200b\ufeff"')[:1] not in "=+-@\t\r\n＝＋－＠" or not cell.strip()
    with open_new(tmp_path / "b.board") as other:
        with detect(path).open(path) as reading:
            import_drafts(other, reading.drafts(), "x", Report())
        assert other.db.execute_sql("SELECT title, notes, skills, done_when FROM task").fetchall() == before

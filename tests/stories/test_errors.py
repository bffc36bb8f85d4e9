"""What goes wrong is told in one place: in words, or for a bug as a report without a text of the owner's."""

import faulthandler
import gc
import logging
import os
import resource
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from models import brief_edits, completing, log_file, places, stages, steps, tasks
from models.board import Board
from models.drafts import TaskDraft
from models.error_report import ELSEWHERE, places_text, shown_file
from models.errors import Refused
from models.journal import Entry
from models.record import Recorder
from models.uid import new_uid
from models.words import say
from tests.stories.desk import Desk, Hand
from tests.stories.window_system import LEFT, events
from ui import background, errors
from ui.errors import Errors

CANARY = "Kanarienvogel77"
ROOT = Path(__file__).resolve().parents[2]


class Heard:
    """The program's place for errors, listening."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.errors = Errors(lambda: hand.window, lambda: None)
        self.errors.begin()
        hand.store.crashed.disconnect(hand.desk.crashes.append)
        hand.store.crashed.connect(lambda error: self.errors.report(type(error), error))

    def report(self) -> str:
        """The report on the screen; it is closed again."""
        self.hand.qtbot.waitUntil(lambda: self.errors.sheet is not None)
        sheet = self.errors.sheet
        assert sheet is not None
        text = sheet.report.toPlainText()
        sheet.copy.click()
        assert QGuiApplication.clipboard().text() == text
        sheet.accept()
        events()
        self.errors._shown = -errors.BREATH_SECONDS
        return text


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(errors, "_early", None)
    log_file.close_log()
    yield
    log_file.close_log()
    assert faulthandler.is_enabled(), "where the tests themselves crash is told"


@pytest.fixture
def heard(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    hand = desk.window(desk.board(CANARY, core=[TaskDraft(CANARY, notes=CANARY, uid=new_uid())]))
    made = Heard(hand)
    yield made
    made.errors.end()
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def log_text() -> str:
    return "".join(path.read_text("utf-8") for path in places.log_folder().glob("delegation-board.log*"))


def fail(text: str = CANARY) -> None:
    raise ValueError(text)


def test_a_bug_in_a_slot_is_reported_with_versions_and_places(heard: Heard) -> None:
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    report = heard.report()
    assert report.splitlines()[-1] == "ValueError"
    assert "tests/stories/test_errors.py" in report and " in fail" in report
    for name in ("Python", "Qt", "PySide6", "SQLite", "System"):
        assert any(line.startswith(f"{name} ") for line in report.splitlines()), name
    assert heard.hand.window.isVisible()


def test_a_bug_in_any_thread_is_heard(heard: Heard, capsys: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "in fail" in heard.report()
    background.run(lambda _: fail(), lambda _: None, lambda _: None, heard.hand.window)
    assert "in fail" in heard.report()
    heard.hand.store.submit(lambda board: fail())
    assert "in fail" in heard.report()
    assert CANARY not in capsys.readouterr().err


def test_what_python_could_not_raise_is_heard(heard: Heard) -> None:
    class Bad:
        def __del__(self) -> None:
            fail()

    Bad()
    gc.collect()
    assert "in fail" in heard.report()


def test_a_known_error_is_a_sentence_wherever_it_was_raised(heard: Heard) -> None:
    error = Refused(say("The {what} is closed.", what=CANARY))
    sys.excepthook(type(error), error, None)
    from PySide6.QtWidgets import QMessageBox

    (box,) = [one for one in heard.hand.window.findChildren(QMessageBox) if one.isVisible()]
    assert box.text() == f"The {CANARY} is closed."
    box.close()
    assert "The {what} is closed." in log_text() and CANARY not in log_text()


def test_no_text_of_the_owner_gets_into_report_log_or_terminal(
    heard: Heard, capsys: pytest.CaptureFixture[str]
) -> None:
    """Messages, chained messages, values, file names, and what Qt says: all with a canary."""

    def chained() -> None:
        try:
            Path(f"/nowhere/{CANARY}.board").read_bytes()
        except OSError as error:
            raise KeyError(CANARY) from error

    def foreign() -> None:
        elsewhere = fail.__code__.replace(co_filename=f"/home/{CANARY}/x.py")
        FunctionType(elsewhere, globals())(CANARY)

    reports = []
    for bad in (chained, foreign, lambda: heard.hand.board.db.execute_sql(f"SELECT {CANARY}"), fail):
        try:
            bad()
        except Exception as error:
            sys.excepthook(type(error), error, error.__traceback__)
        reports.append(heard.report())
    qWarning(f"QImage::load: {CANARY}")
    qWarning(CANARY)
    assert "FileNotFoundError ENOENT" in reports[0] and "KeyError" in reports[0]
    assert f"{ELSEWHERE}:" in reports[1] and "SQLITE_ERROR" in reports[2]
    everything = "".join(reports) + log_text() + "".join(capsys.readouterr())
    assert CANARY not in everything and str(Path.home()) not in everything
    assert "QImage::load" in log_text()


def test_the_log_is_the_owners_alone_and_stays_small(tmp_path: Path) -> None:
    path = log_file.log_file()
    path.write_text("old\n")
    path.chmod(0o644)
    log_file.note("first")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for number in range(12_000):
        log_file.note(f"mishap number {number} " + 40 * "x")
    found = sorted(path.parent.glob("delegation-board.log*"))
    assert len(found) == 1 + log_file.KEPT
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in found)
    assert all(one.stat().st_size <= log_file.LARGEST for one in found)


def test_the_same_mishap_is_written_down_a_few_times_only() -> None:
    for _ in range(1_000):
        log_file.note("again")
    assert log_text().count("again") == log_file.MOST_OF_ONE


def test_without_a_place_for_a_log_the_program_goes_on(
    heard: Heard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "in fail" in heard.report()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_takes_no_log_and_stops_nothing(heard: Heard) -> None:
    log_file.log_file().symlink_to("/dev/full")
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert "in fail" in heard.report()
    logging.getLogger("delegation-board").error("still no room")


def test_where_qt_complains_only_its_function_is_kept() -> None:
    errors._on_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), f"QPixmap::load: {CANARY}")
    errors._on_qt(QtMsgType.QtWarningMsg, QMessageLogContext(), f"{CANARY}::x said")
    assert "QPixmap::load" in log_text() and CANARY not in log_text()


def test_files_are_named_as_everybody_has_them() -> None:
    assert shown_file(str(ROOT / "ui/app.py")) == "ui/app.py"
    assert shown_file(threading.__file__) == "threading.py"
    assert shown_file(pytest.__file__) == "pytest/__init__.py"
    assert shown_file("/home/ada/secret.py") == shown_file("<string>") == ELSEWHERE


def test_an_endless_recursion_has_a_short_report() -> None:
    def again() -> None:
        again()

    with pytest.raises(RecursionError) as found:
        again()
    assert 20 < len(places_text(found.value).splitlines()) < 80


CRASH = """
import ctypes
from models import log_file
log_file.watch_crashes()
ctypes.string_at(0)
"""
NEXT_START = "from models import log_file; log_file.watch_crashes()"


def test_a_crash_of_the_whole_program_is_in_the_log_of_the_next_start() -> None:
    done = subprocess.run([sys.executable, "-c", CRASH], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode < 0
    subprocess.run([sys.executable, "-c", NEXT_START], cwd=ROOT, check=True)
    text = log_text()
    assert "Fatal Python error: Segmentation fault" in text and "ctypes/__init__.py" in text
    assert str(Path.home()) not in text and str(ROOT) not in text
    assert (places.log_folder() / "crash.txt").read_bytes() == b""
    assert stat.S_IMODE((places.log_folder() / "crash.txt").stat().st_mode) == 0o600


def operations(hand: Hand) -> list[tuple[str, Callable[[Board], object]]]:
    """Things an owner does, by name."""
    task = hand.task(CANARY)
    done = stages.first_stage(hand.board, "done").id
    return [
        ("add", lambda board: tasks.add_tasks(board, [TaskDraft("New", uid=new_uid())])),
        ("title", lambda board: tasks.edit_task(board, task, title="Other")),
        ("notes", lambda board: tasks.edit_task(board, task, notes="Other")),
        ("verdict", lambda board: tasks.edit_task(board, task, verdict="delegable")),
        ("tags", lambda board: tasks.edit_tags(board, [task], add=["books"])),
        ("move", lambda board: tasks.move_tasks(board, [task], done)),
        ("comment", lambda board: steps.add_comment(board, task, "Said", new_uid())),
        ("step", lambda board: steps.add_step(board, task, "First", new_uid())),
        ("brief", lambda board: brief_edits.edit_brief(board, task, outcome="Done well")),
        ("bin", lambda board: tasks.bin_tasks(board, [task])),
        ("undo", lambda board: board.undo()),
    ]


def everything(board: Board) -> list[tuple[object, ...]]:
    """Every row of every table."""
    names = [row[0] for row in board.db.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
    plain = [name for name in sorted(names) if not name.startswith(("search_", "sqlite_"))]
    found: list[tuple[object, ...]] = []
    for name in plain:
        found += board.db.execute_sql(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
    return found


def test_a_bug_in_the_middle_of_any_change_leaves_nothing_half_done(
    heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Raised after the rows were written and before the commit, in each of the operations."""
    hand = heard.hand
    complete = completing.complete
    hand.store.submit(tasks.edit_task, hand.task(CANARY), seconds_per_run=60)
    hand.settle()
    for name, work in operations(hand):
        before = everything(hand.board)
        with monkeypatch.context() as patch:

            def broken(record: Recorder, entry: Entry) -> Entry:
                complete(record, entry)
                raise ValueError(CANARY)

            patch.setattr(completing, "complete", broken)
            hand.store.submit(work, pending=[hand.task(CANARY)])
            report = heard.report()
        assert report.endswith("ValueError") and CANARY not in report, name
        assert everything(hand.board) == before, name
        assert not hand.store.is_busy and hand.window.isVisible(), name
    hand.store.submit(tasks.edit_task, hand.task(CANARY), title="Goes on")
    hand.settle()
    assert hand.card("Goes on")


def test_whatever_an_operation_raises_the_store_goes_on(heard: Heard) -> None:
    hand = heard.hand
    for kind in (SystemExit, KeyboardInterrupt, GeneratorExit, RecursionError):

        def bad(board: Board, kind: type[BaseException] = kind) -> None:
            raise kind

        hand.store.submit(bad)
        hand.settle()
        if heard.errors.sheet is not None:
            heard.report()
    hand.store.submit(tasks.edit_task, hand.task(CANARY), title="Goes on")
    hand.settle()
    assert hand.card("Goes on")


def test_no_memory_is_said_in_words(heard: Heard) -> None:
    refused: list[object] = []
    heard.hand.store.refused.connect(lambda error: refused.append(error.sentence.english()))

    def hungry(board: Board) -> None:
        raise MemoryError

    heard.hand.store.submit(hungry)
    heard.hand.settle()
    assert len(refused) == 1 and "not enough memory" in str(refused[0])
    assert "not enough memory" in heard.hand.said
    told: list[object] = []
    background.run(lambda _: hungry(heard.hand.board), lambda _: None, told.append, heard.hand.window)
    heard.hand.qtbot.waitUntil(lambda: len(told) == 1)


def few(megabytes: int) -> Callable[[], None]:
    """For a process that may use no more memory than this."""
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as on Linux")
@pytest.mark.parametrize("megabytes", [220, 260, 300])
def test_an_import_without_memory_fails_in_words_and_the_board_is_whole(
    desk: Desk, tmp_path: Path, megabytes: int
) -> None:
    path = desk.board(core=["One"])
    rows = "".join(f"Card {n},{'x' * 3_000}\n" for n in range(30_000))
    (tmp_path / "many.csv").write_text(f"Title,Notes\n{rows}", "utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "import", tmp_path / "many.csv", "--board", path],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=few(megabytes),
    )
    with Board.open(path) as board:
        from models.checking import check

        count = board.db.execute_sql("SELECT COUNT(*) FROM task").fetchone()[0]
        assert check(board).faults == []
    if done.returncode == 0:
        assert count == 30_001
    else:
        assert count == 1 and done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr and done.stderr.count("\n") == 1


def test_nothing_is_shown_twice_in_one_breath(heard: Heard) -> None:
    for _ in range(30):
        try:
            fail()
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    events()
    sheets = [one for one in QApplication.topLevelWidgets() if type(one).__name__ == "BugSheet"]
    assert len([one for one in sheets if one.isVisible()]) == 1
    heard.hand.qtbot.mouseClick(heard.errors.sheet.details.button, LEFT)  # type: ignore[union-attr]
    assert heard.errors.sheet is not None and heard.errors.sheet.report.isVisible()
    heard.errors.sheet.accept()

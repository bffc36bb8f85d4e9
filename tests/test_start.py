"""What a start loads, and what one move asks of the database: both stay small whatever the board holds."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from models.board import Board
from models.drafts import StepDraft, TaskDraft
from models.importing import Report, import_drafts
from models.stages import found_board
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.store import Store

ROOT = Path(__file__).resolve().parents[1]
# Runs the program up to where it would wait for the owner, with the window made and shown.
START = """
import builtins, json, sys
sys.path.insert(0, sys.argv[1])
import main
from ui import lean_qt
load = lean_qt.load
def load_and_watch():
    load()
    from PySide6.QtWidgets import QApplication
    QApplication.exec = staticmethod(loaded)
def loaded():
    from PySide6 import QtWidgets
    print(json.dumps({
        "modules": sorted(sys.modules),
        "waiting": sorted(lean_qt.waiting()),
        "widgets": sorted(vars(QtWidgets)),
        "looks": builtins.__import__ is builtins.__feature_import__,
    }))
    return 0
lean_qt.load = load_and_watch
sys.exit(main.main([sys.argv[2]]))
"""
# What PySide says about its classes, and about calls that are wrong. `lean`: loaded as the program does.
WORDS = """
import sys
sys.path.insert(0, sys.argv[1])
if sys.argv[2] == "lean":
    from ui import lean_qt
    lean_qt.load()
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
application = QApplication([])
def tell(ask):
    try:
        print(ask())
    except Exception as error:
        print(repr(error))
tell(lambda: QPushButton(1, 2, 3))
tell(lambda: QPushButton.__doc__)
tell(lambda: QPushButton("x", unknown=3))
tell(lambda: QPushButton("x").settext)
tell(lambda: QLabel.setText.__doc__)
tell(lambda: QLabel().setNum("x"))
tell(lambda: QObject().startTimer("x"))
tell(lambda: Qt.AlignmentFlag(99_999_999))
from PySide6.support.signature import get_signature
tell(lambda: get_signature(QLabel.setText))
from PySide6.support.signature.lib import enum_sig, pyi_generator
tell(lambda: (enum_sig.HintingEnumerator, pyi_generator.generate_pyi.__name__))
"""
# The program's own modules before the first paint; each takes a quarter of a millisecond at least.
MOST_MODULES = 80
# Each of these belongs to something that an owner may do later: migrate, import, export, open a card.
NOT_AT_A_START = (
    "_hashlib",
    "argparse",
    "ast",
    "charset_normalizer",
    "csv",
    # Named tuples do, and are made seven times as fast
    "dataclasses",
    "dis",
    "email",
    "filelock",
    "holidays",
    "html",
    "ijson",
    "jeepney",
    "importlib.metadata",
    "logging.handlers",
    "platform",
    "playhouse",
    "urllib.request",
    "zoneinfo",
    "models.audit",
    "models.catalogue",
    "models.checking",
    "models.cities",
    "models.clipboard_cards",
    "models.copying",
    "models.currencies",
    "models.drafts",
    "models.exporters",
    "models.history",
    "models.holiday_days",
    "models.importers",
    "models.importing",
    "models.packets",
    "models.quickadd",
    "models.reminders",
    "models.reminding",
    "models.sample",
    "models.secret_erase",
    "models.secret_guard",
    "models.secret_watch",
    "models.settings",
    "models.tasks",
    "models.timelog",
    "models.triage",
    "models.steps",
    "models.triage_ops",
    "models.wall_time",
    "models.working_time",
    "models.worth",
    "models.zones",
    "ui.card_actions",
    "ui.completion",
    "ui.dialogs.about",
    "ui.dialogs.bulk_edit",
    "ui.dialogs.catalogue_pick",
    "ui.dialogs.import_dialog",
    "ui.dialogs.keys",
    "ui.dialogs.secret_list",
    "ui.file_actions",
    "ui.following",
    "ui.menu_entry",
    "ui.notices",
    "ui.packet_pdf",
    "ui.pages",
    "ui.panel.history_tab",
    "ui.panel.panel",
    "ui.panel.task_tab",
    "ui.quick_add_strip",
    "ui.reminders",
    "ui.time_actions",
    "ui.view_actions",
    "ui.window_rest",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
    "PySide6.QtSql",
    "PySide6.QtXml",
)


def make_board(path: Path, count: int) -> Path:
    """A board with `count` cards, all with tags, steps and hours, in two columns."""
    with Board.open(path, create=True) as board:
        found_board(board, path.stem)
        drafts = (
            TaskDraft(
                title=f"Card {number}",
                kind="setup" if number % 2 else "core",
                tags=["books", "office"][: number % 3],
                steps=[StepDraft("First"), StepDraft("Second", True)],
                seconds_per_run=600,
            )
            for number in range(count)
        )
        import_drafts(board, drafts, "cards.csv", Report())
    return path


def run(code: str, *arguments: object) -> str:
    """What a Python of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), *map(str, arguments)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_a_start_loads_nothing_that_only_later_work_needs(tmp_path: Path) -> None:
    board = make_board(tmp_path / "Office.board", 20)
    started = json.loads(run(START, board))
    loaded = started["modules"]

    assert [name for name in NOT_AT_A_START if name in loaded] == []
    assert len([name for name in loaded if name.partition(".")[0] in ("models", "ui")]) <= MOST_MODULES
    # That the window was really there
    assert "ui.board.card_delegate" in loaded
    # PySide compiles nothing, and does not look through what is imported
    assert [name.rpartition("/")[2] for name in started["waiting"]] == [
        "feature.py",
        "errorhandler.py",
        "layout.py",
        "enum_sig.py",
        "pyi_generator.py",
        "tool.py",
        "mapping.py",
        "parser.py",
    ]
    assert not started["looks"]
    # Nor does Python get types of widgets that are not here
    assert "QTableView" in started["widgets"]
    assert "QCalendarWidget" not in started["widgets"]


def test_wrong_calls_of_qt_are_told_as_well_when_it_is_loaded_lean() -> None:
    told = run(WORDS, "lean")

    assert told == run(WORDS, "plain")
    assert "called with wrong argument types" in told
    assert "setText(self, arg__1: str, /) -> None" in told


@contextmanager
def shown_window(qtbot: QtBot, board: Path, settings: Path) -> Iterator[MainWindow]:
    store = Store(Board.open(board))
    window = MainWindow(store, Settings(settings), lambda: dt.date(2026, 11, 23))
    window.resize(1440, 900)
    try:
        with qtbot.waitExposed(window):
            window.show()
        yield window
    finally:
        # Closes the board and deletes itself
        window.close()


def statements_of_a_move(qtbot: QtBot, window: MainWindow) -> tuple[list[str], list[str]]:
    """What the reading and the writing connection are asked when one card goes to another column."""
    source, target = (
        next(column for column in window.board.columns() if column.stage.kind == kind)
        for kind in ("setup", "core")
    )
    below = target.model.ids[2]

    def move() -> None:
        task = source.model.ids[1]
        window.board.operations.move([task], target.stage.id, below)
        qtbot.waitUntil(lambda: task in target.model and not window.store.is_busy)
        qtbot.waitUntil(lambda: "Moved" in window.status.text)
        target.view.viewport().repaint()
        source.view.viewport().repaint()

    def trace(board: Board, seen: list[str] | None) -> None:
        board.db.connection().set_trace_callback(seen.append if seen is not None else None)

    def traced() -> tuple[list[str], list[str]]:
        reading: list[str] = []
        writing: list[str] = []
        window.store.submit(trace, writing)
        trace(window.store.board, reading)
        move()
        trace(window.store.board, None)
        with qtbot.waitSignal(window.store.submit(trace, None).done):
            pass
        return reading, writing

    # The first move opens the writing connection
    move()
    # A window looks for other things after a while (what falls due, an audit), but not beside each of these
    several = [traced() for _ in range(3)]
    return min((one[0] for one in several), key=len), min((one[1] for one in several), key=len)


def test_one_move_asks_as_little_of_a_large_board_as_of_a_small_one(qtbot: QtBot, tmp_path: Path) -> None:
    asked = []
    for count in (100, 10_000):
        board = make_board(tmp_path / f"{count}.board", count)
        with shown_window(qtbot, board, tmp_path / "settings.ini") as window:
            asked.append(statements_of_a_move(qtbot, window))
    (small_reads, small_writes), (large_reads, large_writes) = asked

    assert len(large_reads) == len(small_reads) <= 20, "\n".join(large_reads)
    assert len(large_writes) == len(small_writes) <= 20, "\n".join(large_writes)

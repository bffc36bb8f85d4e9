"""Pictures of every screen that a mishap shows, to be looked at; no test is in here, so pytest passes it by.

    PICTURES=folder uv run pytest -q tests/ui/pictures_of_mishaps.py [-k "recovery and dark"]

One PNG for each state, scheme and size; what lies above the window is drawn where it would be.
"""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from models import backups, founding, places, steps, tasks
from models.board import Board
from models.drafts import LinkDraft, TaskDraft
from models.errors import BoardHeld, Refused
from models.file_watch import Seen
from models.folder_kind import SHARE, SYNCED, FolderKind
from models.importing import Report, import_drafts
from models.typed import Typed
from models.uid import new_uid
from models.words import say
from tests.models.boards import add
from tests.models.damage import pages_of, raw, sample, spoil
from tests.stories.desk import TODAY, Desk, Hand, events
from ui import theme
from ui.backup_watch import BackupWatch
from ui.board.card_layout import card_style
from ui.dialogs.backup_list import BackupList
from ui.dialogs.import_dialog import ImportDialog
from ui.main_window import MainWindow
from ui.opening import column_names
from ui.recovery import RecoveryWindow

FOLDER = Path(os.environ.get("PICTURES", "pictures"))
SIZES = [(1280, 720), (1440, 900), (1920, 1080)]
LONG = "Shop of the two sisters in Lower Upton, since 1987 (copy of the copy for the tax office)"
HOST = "reception-desk-2.branch-lower-upton.customers.example-housekeeping.co.uk"


@pytest.fixture(params=SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
def size(request: pytest.FixtureRequest) -> QSize:
    return QSize(*request.param)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, "light")


@pytest.fixture(params=[1, 2], ids=["", "doubled"], autouse=True)
def letters(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[int]:
    before = qapp.font()
    font = QFont(before)
    font.setPointSizeF(before.pointSizeF() * request.param)
    qapp.setFont(font)
    card_style.cache_clear()
    yield request.param
    qapp.setFont(before)
    card_style.cache_clear()


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def program(desk: Desk) -> Iterator[Desk]:
    desk.windows.recovers = True
    yield desk
    for window in list(desk.windows.recoveries.values()):
        window.close()
    events()


class Camera:
    """Draws the front window with all that lies above it."""

    def __init__(self, name: str, size: QSize) -> None:
        self.name = name
        self.size = size

    def take(self, window: QWidget, what: str) -> None:
        events()
        ground = QPixmap(self.size)
        ground.fill(QColor("#7f8c9b"))
        at = QPoint(0, 0)
        if not isinstance(window, QMainWindow):
            at = QPoint(
                (self.size.width() - window.width()) // 2, (self.size.height() - window.height()) // 2
            )
        painter = QPainter(ground)
        painter.drawPixmap(at, window.grab())
        dialogs = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()
        ]
        for dialog in sorted(dialogs, key=_depth):
            place = QPoint(
                (self.size.width() - dialog.width()) // 2, (self.size.height() - dialog.height()) // 2
            )
            painter.drawPixmap(place, dialog.grab())
            painter.setPen(QColor("#c026d3"))
            painter.drawRect(place.x() - 1, place.y() - 1, dialog.width() + 1, dialog.height() + 1)
        painter.end()
        FOLDER.mkdir(parents=True, exist_ok=True)
        assert ground.save(str(FOLDER / f"{what}-{self.name}.png"))


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


@pytest.fixture
def camera(request: pytest.FixtureRequest, size: QSize, scheme: str, letters: int) -> Camera:
    tail = "-doubled" if letters > 1 else ""
    return Camera(f"{scheme}-{size.width()}x{size.height()}{tail}", size)


# A board that does not open


def damaged(program: Desk) -> Path:
    path = sample(program.folder / "Shop.board", 40)
    with Board.open(path) as board:
        backups.back_up(board, "asked")
        for number in range(3):
            add(board, f"After the backup {number}")
    return path


def spoil_it(path: Path) -> Path:
    spoil(path, pages_of(path, "task")[1])
    return path


def empty_it(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def zero_it(path: Path) -> Path:
    path.write_bytes(b"\0" * 40_000)
    return path


def lose_it(path: Path) -> Path:
    path.unlink()
    return path


def date_it_forward(path: Path) -> Path:
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_x', '2030-01-01 00:00:00')")
    return path


def make_it_foreign(path: Path) -> Path:
    path.write_bytes(b"no board " * 5_000)
    return path


def make_it_a_folder(path: Path) -> Path:
    path.unlink()
    path.mkdir()
    return path


def without_backup(path: Path) -> Path:
    shutil.rmtree(places.data_folder() / "backups", ignore_errors=True)
    return spoil_it(path)


def by_a_long_name(path: Path) -> Path:
    longer = path.with_name(f"{LONG}.board")
    path.rename(longer)
    with Board.open(longer) as board:
        backups.back_up(board, "asked")
    return spoil_it(longer)


RECOVERIES: dict[str, Callable[[Path], Path]] = {
    "damaged": spoil_it,
    "empty": empty_it,
    "zeros": zero_it,
    "gone": lose_it,
    "newer": date_it_forward,
    "foreign": make_it_foreign,
    "folder": make_it_a_folder,
    "no-backup": without_backup,
    "long-name": by_a_long_name,
}


@pytest.mark.parametrize("kind", RECOVERIES)
def test_recovery(program: Desk, camera: Camera, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.recovery.QGuiApplication", fake_screen(camera.size))
    path = RECOVERIES[kind](damaged(program))
    program.windows.open_first(path)
    (window,) = program.windows.recoveries.values()
    assert isinstance(window, RecoveryWindow)
    program.qtbot.waitUntil(lambda: not window.findChildren(_Job()))
    window.activateWindow()
    camera.take(window, f"recovery-{kind}")
    if kind == "damaged":
        window.salvage.click()
        from ui.salvage_sheet import SalvageSheet

        (sheet,) = window.findChildren(SalvageSheet)
        camera.take(window, "salvage-before")
        sheet.save_as(path.with_name("Saved.board"))
        program.qtbot.waitUntil(lambda: sheet.save.text() == "Open it" and sheet.save.isEnabled())
        camera.take(window, "salvage-after")
        sheet.reject()


def _Job() -> type:
    from ui.background import Job

    return Job


def fake_screen(size: QSize) -> object:
    """A screen of this size, for a window that asks for it."""
    screen = SimpleNamespace(availableSize=lambda: size)
    return SimpleNamespace(primaryScreen=lambda: screen, screens=lambda: [screen])


# A board that is open


@pytest.fixture
def hand(program: Desk, size: QSize) -> Hand:
    made = of(program, "Shop")
    made.window.resize(size)
    events()
    return made


def of(program: Desk, name: str) -> Hand:
    path = program.folder / f"{name}.board"
    board = founding.open_sample(path, TODAY, column_names())
    board.close()
    return program.window(path)


def seen(kind: str, folder: Path, name: str) -> Seen:
    kept = folder / "data" / "delegation-board" / "kept" / f"{name} 2026-11-26 204512.board"
    return {
        "moved": Seen("moved", path=folder / "a folder of the tax office" / f"{name}.board"),
        "busy": Seen("busy", holder="python3"),
        "busy-nobody": Seen("busy"),
    }.get(kind, Seen(kind, kept=kept if kind in ("gone", "replaced", "folder") else None))


@pytest.mark.parametrize("name", ["Shop", LONG])
@pytest.mark.parametrize("with_card", [False, True], ids=["", "card"])
def test_trouble(program: Desk, camera: Camera, size: QSize, name: str, with_card: bool) -> None:
    hand = of(program, name)
    hand.window.resize(size)
    if with_card:
        hand.window.open_card(hand.window.board.columns()[2].model.ids[0])
    events()
    tail = ("-long" if name == LONG else "") + ("-card" if with_card else "")
    from models import file_state, file_watch

    kinds = {
        "gone": file_state.GONE,
        "moved": file_state.MOVED,
        "replaced": file_state.REPLACED,
        "folder": file_state.FOLDER,
        "cut": file_state.CUT,
        "log": file_state.LOG,
        "full": file_watch.FULL,
        "readonly": file_watch.READ_ONLY,
        "busy": file_watch.BUSY,
        "disk": file_watch.DISK,
    }
    for what, kind in kinds.items():
        one = seen(what, hand.board.path.parent, name)
        hand.window.trouble._on_seen(one._replace(kind=kind))
        camera.take(hand.window, f"trouble-{what}{tail}")
    hand.window.trouble._on_seen(Seen(""))
    for what, found in {
        "synced": FolderKind(SYNCED, "Google Drive"),
        "share": FolderKind(SHARE, "cifs"),
    }.items():
        hand.window.trouble._warn_of_folder(found)
        camera.take(hand.window, f"trouble-{what}{tail}")
    hand.window.banner.show_notice("", ())


def test_held(program: Desk, camera: Camera, size: QSize) -> None:
    path = of_path(program, LONG)
    with Board.open(path):
        hand = program.window(path)
        hand.window.resize(size)
        camera.take(hand.window, "held-here")
        why = BoardHeld(
            say(
                "The board is open elsewhere: on {host}, by {user} (process {pid}).",
                host=HOST,
                user="margaret.winterbottom-featherstonehaugh",
                pid=1234567,
            ),
            may_be_over=True,
        )
        hand.window.store.board.why_read_only = why
        hand.window.trouble._show_read_only()
        camera.take(hand.window, "held-there")
        hand.window.trouble._ask_anyway("The board is open elsewhere: on " + HOST)
        camera.take(hand.window, "held-anyway")
        for dialog in hand.window.findChildren(QDialog):
            dialog.close()
        from models.hindrance import _FILE, _OLDER, _OWNER

        for what, text in {"owner": _OWNER, "file": _FILE, "older": _OLDER}.items():
            hand.window.store.board.why_read_only = Refused(say(text, file=path.name, user="margaret"))
            hand.window.trouble._show_read_only()
            camera.take(hand.window, f"held-{what}")
        hand.close()


def of_path(program: Desk, name: str) -> Path:
    path = program.folder / f"{name}.board"
    founding.open_sample(path, TODAY, column_names()).close()
    return path


LINKS = {
    "short": "https://example.org/prices",
    "long": "https://example.org/" + "a/very/long/way/to/a/page/" * 24 + "?q=" + "0123456789" * 20,
    "punycode": "https://gоогle.com/login?next=https://google.com/",
    "bidi": "https://example.org/\u202efdp.exe",
    "scheme": "javascript:alert(1)",
    "user": "https://google.com@evil.example/login",
    "gone": "/nowhere/at/all/prices.pdf",
    "program": "/usr/bin/env",
    "mail": "mailto:maya@example.org?subject=Prices",
}


@pytest.mark.parametrize("kind", [*LINKS, "file", "long-file", "import"])
def test_door(hand: Hand, camera: Camera, kind: str, tmp_path: Path) -> None:
    if kind in ("file", "long-file"):
        path = tmp_path / ("prices.pdf" if kind == "file" else f"{'The prices of this year ' * 9}.pdf")
        path.write_bytes(b"%PDF")
        address = str(path)
    else:
        address = LINKS.get(kind, LINKS["punycode"])
    task = hand.window.board.columns()[0].model.ids[0]
    if kind == "import":
        links = [LinkDraft(address, "Shop")]
        hand.store.submit(
            import_drafts, [TaskDraft("Imported", uid=new_uid(), links=links)], "list.csv", Report()
        )
    else:
        hand.store.submit(steps.add_attachment, task, address, "", new_uid())
    hand.settle()
    hand.window.view.open_link(address)
    hand.qtbot.waitUntil(lambda: any(one.isVisible() for one in hand.window.findChildren(QDialog)))
    camera.take(hand.window, f"door-{kind}")
    for dialog in hand.window.findChildren(QDialog):
        dialog.close()


def test_dead_links(hand: Hand, camera: Camera, tmp_path: Path) -> None:
    task = hand.window.board.columns()[0].model.ids[0]
    (tmp_path / "here.pdf").write_bytes(b"%PDF")
    for name in ("here.pdf", "gone.pdf", f"{'The prices of this year ' * 6}gone.pdf"):
        hand.store.submit(steps.add_attachment, task, str(tmp_path / name), "", new_uid())
    hand.settle()
    hand.window.open_card(task)
    hand.settle()
    links = hand.window.panel.task_tab.links
    hand.qtbot.waitUntil(lambda: [bool(one.mark) for one in links.links] == [False, True, True])
    links.links[1].set_mark("does not answer")
    links.links[0].parentWidget().parentWidget()
    panel_scroll(links.links[-1])
    camera.take(hand.window, "dead-links")


def panel_scroll(widget: QWidget) -> None:
    from PySide6.QtWidgets import QScrollArea

    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if isinstance(parent, QScrollArea):
        parent.ensureWidgetVisible(widget)


# Backups


def listed(hand: Hand) -> BackupList:
    hand.run("file.backups")
    dialog: BackupList = hand.dialog(BackupList)
    hand.qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def test_backups(hand: Hand, camera: Camera) -> None:
    dialog = listed(hand)
    camera.take(hand.window, "backups-none")
    dialog.close()
    backups.back_up(hand.board, "start")
    dialog = listed(hand)
    camera.take(hand.window, "backups-one")
    dialog.now.click()
    camera.take(hand.window, "backups-making")
    hand.qtbot.waitUntil(lambda: not dialog.is_busy)
    (one, *_) = backups.backups_of(hand.board.path)
    many = []
    reasons = ("while", "start", "close", "asked", "migration", "import", "restore", "deletion")
    for number in range(60):
        made = one.made - dt.timedelta(hours=7 * number)
        made_one = one._replace(made=made, number=60 - number, reason=reasons[number % 8])
        if number == 1:
            made_one = made_one._replace(
                size=3_456_789_012, held={"cards": 98_765, "assistants": 14, "runs": 1_234_567}
            )
        if number in (3, 9):
            made_one = made_one._replace(is_good=False)
        many.append(
            (made_one, ["As the board is now", "12 changes, 3 cards more", "Other changes"][number % 3])
        )
    dialog._show(many)
    dialog.list.selectRow(1)
    camera.take(hand.window, "backups-many")
    dialog.list.selectRow(3)
    camera.take(hand.window, "backups-bad")
    dialog.list.selectRow(0)
    dialog._on_delete()
    camera.take(hand.window, "backups-delete")
    for box in dialog.findChildren(QDialog):
        box.close()
    dialog.list.selectRow(1)
    dialog._on_restore()
    camera.take(hand.window, "backups-restore")
    for box in dialog.findChildren(QDialog):
        box.close()
    dialog.close()


def test_backup_windows(hand: Hand, camera: Camera, program: Desk, size: QSize) -> None:
    made = backups.back_up(hand.board, "start")
    program.windows.watch(hand.window)
    watch = hand.window.findChildren(BackupWatch)[0]
    hand.qtbot.waitUntil(lambda: not watch.is_busy)
    from ui import backup_windows

    backup_windows.look(program.windows, made)
    looking = program.windows.all[-1]
    looking.resize(size)
    program.qtbot.waitUntil(lambda: looking.is_whole)
    camera.take(looking, "backup-looked-at")
    looking.open_card(looking.board.columns()[2].model.ids[0])
    camera.take(looking, "backup-looked-at-card")
    looking.close()
    ids = [task for column in hand.window.board.columns() for task in column.model.ids]
    hand.store.submit(tasks.bin_tasks, ids[: len(ids) * 3 // 4])
    hand.settle()
    watch.look("while")
    hand.qtbot.waitUntil(lambda: not watch.is_busy and hand.window.banner.isVisible())
    camera.take(hand.window, "backup-shrunk")
    path = hand.board.path
    backup_windows.restore(program.windows, path, made)

    def back() -> bool:
        found = program.windows.window_of(path)
        return found is not None and found.is_whole and "as it was" in found.banner.text

    program.qtbot.waitUntil(back)
    window = program.windows.window_of(path)
    assert isinstance(window, MainWindow)
    window.resize(size)
    camera.take(window, "backup-restored")


# Bugs, a silent first program, typed texts, refused imports, closing


REPORT = "Delegation Board 0.5.0\nPython 3.11.9\nQt 6.11.3\n\n" + "\n".join(
    f"  ui/board/board_view.py:{number} in focus_the_card_that_was_there_before" for number in range(24)
)


def test_bug(hand: Hand, camera: Camera) -> None:
    from ui.dialogs.bug_sheet import BugSheet

    sheet = BugSheet(REPORT, hand.window)
    sheet.open()
    camera.take(hand.window, "bug")
    sheet.details.button.click()
    sheet.copy.click()
    camera.take(hand.window, "bug-details")
    sheet.accept()


def test_silent(camera: Camera, program: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from ui import one_process
    from ui.dialogs.silent_first import SilentFirst
    from ui.one_process import SILENT, First

    monkeypatch.setattr(
        one_process, "first", lambda: First(123456, dt.datetime(2026, 11, 23, 9, 5).timestamp())
    )
    monkeypatch.setattr(one_process, "meet", lambda *_, **__: SILENT)
    monkeypatch.setattr(one_process, "holder", lambda: 123456)
    sheet = SilentFirst(None)
    sheet.open()
    camera.take(QWidget(), "silent")
    sheet.patient.click()
    camera.take(QWidget(), "silent-waiting")
    sheet.reject()


def test_typed(hand: Hand, camera: Camera) -> None:
    from ui.typed_notice import TypedNotice

    notice = TypedNotice(hand.window)
    one = Typed("panel", "x", "notes", "Notes", ("",), "Ask Maya about the gloves. " * 8, True)
    for why in ("gone", "changed", "refused"):
        notice.offer(one, "Order gloves for the whole team in all sizes, blue ones preferred", why)
        camera.take(hand.window, f"typed-{why}")
        notice.clear()


def test_imports(hand: Hand, camera: Camera, tmp_path: Path) -> None:
    texts = {
        "binary": ("picture of the shop.csv", b"\x89PNG\r\n\0\0" * 900),
        "empty": ("empty.csv", b""),
        "deep": ("deep.json", b"[" * 400_000),
        "long": (f"{'The list of last year ' * 9}.csv", b"\0\0\0\0"),
        "lines": ("big cell.csv", b"Title\n" + b"x" * 30_000_000),
    }
    for what, (name, content) in texts.items():
        path = tmp_path / name
        path.write_bytes(content)
        dialog = ImportDialog(hand.store, path, hand.window)
        dialog.open()
        hand.qtbot.waitUntil(
            lambda d=dialog: d.start.isVisible() or d.cancel.text() == "Close", timeout=30_000
        )
        camera.take(hand.window, f"import-{what}")
        dialog.close()
        events()

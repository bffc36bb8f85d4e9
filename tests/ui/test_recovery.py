"""The window of a board that does not open: with the mouse, with keys, with a screen reader."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget

import ui.recovery
from models import backups, places
from models.board import Board
from models.recovery import new_name, saved_name
from tests.models.boards import add, faults
from tests.models.damage import pages_of, raw, sample, spoil
from tests.stories.desk import TODAY, Desk, events
from ui import theme
from ui.pages.tile import Tile
from ui.plain import PlainLabel
from ui.recovery import RecoveryWindow
from ui.salvage_sheet import SalvageSheet

ASIDE = f"Shop damaged {TODAY.isoformat()}.board"
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def program(desk: Desk) -> Iterator[Desk]:
    """The desk, with what the program does about boards that do not open (ui.app)."""
    desk.windows.recovers = True
    yield desk
    for window in list(desk.windows.recoveries.values()):
        window.close()
    events()


@pytest.fixture
def path(program: Desk) -> Path:
    """A board with a backup, and a change after it."""
    path = sample(program.folder / "Shop.board", 20)
    with Board.open(path) as board:
        backups.back_up(board, "asked")
        add(board, "After the backup")
    return path


def recovery(desk: Desk, path: Path | None, ready: Callable[[RecoveryWindow], bool]) -> RecoveryWindow:
    """Start with this board; the window once it has found what there is to find."""
    desk.windows.open_first(path)
    (window,) = desk.windows.recoveries.values()
    desk.qtbot.waitExposed(window)
    desk.qtbot.waitUntil(lambda: ready(window))
    return window


def has_both(window: RecoveryWindow) -> bool:
    return window.backup.isEnabled() and window.salvage.isEnabled()


def has_backup(window: RecoveryWindow) -> bool:
    return window.backup.isEnabled()


def line(tile: Tile) -> str:
    return tile.accessibleDescription()


def opened(desk: Desk) -> Board:
    desk.qtbot.waitUntil(lambda: len(desk.windows.all) == 1 and not desk.windows.recoveries)
    desk.qtbot.waitUntil(lambda: desk.windows.all[0].is_whole)
    return desk.windows.all[0].store.board


def chosen(window: QWidget, name: Path) -> None:
    """Answer the file dialog that is open."""
    (dialog,) = window.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(name))
    dialog.reject()
    events()


def test_a_damaged_board_at_the_start_is_told_with_what_is_safe_and_what_there_is(
    program: Desk, path: Path
) -> None:
    damaged = spoil(path, pages_of(path, "task")[1])
    window = recovery(program, path, has_both)
    assert window.heading.text() == "“Shop” does not open" and window.windowTitle() == "Shop"
    assert "damaged" in window.what.text() and "left as it is" in window.safe.text()
    assert "Not in it: 1 change made after it." in line(window.backup) or (
        "1 change(s)" not in line(window.backup) and "after it" in line(window.backup)
    )
    assert ASIDE in line(window.backup)
    assert "can be read" in line(window.salvage) and "lost" in line(window.salvage)
    assert window.focusWidget() is window.backup
    assert program.windows.all == [] and path.read_bytes() == damaged


def test_enter_brings_the_newest_backup_back_and_the_damaged_file_is_kept(program: Desk, path: Path) -> None:
    damaged = spoil(path, pages_of(path, "task")[1])
    window = recovery(program, path, has_both)
    QTest.keyClick(window.backup, ENTER)
    board = opened(program)
    assert board.path == path and faults(board) == []
    assert path.with_name(ASIDE).read_bytes() == damaged
    assert program.settings.last == path
    said = program.windows.all[0].banner.text
    assert said.startswith("The board is as it was today ") and "Undo and history go on from there" in said
    assert said.endswith(f"The damaged file is kept as “{ASIDE}”.")


def test_what_can_be_read_is_shown_before_and_after_and_opened(program: Desk, path: Path) -> None:
    damaged = spoil(path, pages_of(path, "task")[1])
    window = recovery(program, path, has_both)
    window.salvage.click()
    (sheet,) = window.findChildren(SalvageSheet)
    first = sheet.table.visualItemRect(sheet.table.topLevelItem(0))
    assert first.height() >= sheet.table.fontMetrics().height() + 10, "rows in the look of all lists"
    assert rows(sheet)["Cards"][0] > 20 and rows(sheet)["Cards"][1] > 0 and rows(sheet)["Columns"] == [7, 0]
    sheet.save.click()
    target = saved_name(path, TODAY)
    chosen(sheet, target)
    program.qtbot.waitUntil(lambda: sheet.save.text() == "Open it" and sheet.save.isEnabled())
    found, kept, lost = rows(sheet)["Cards"]
    assert found == kept and lost > 0 and "Lost:" in sheet.notes.text()
    sheet.save.click()
    board = opened(program)
    assert board.path == target and faults(board) == [] and path.read_bytes() == damaged


def rows(sheet: SalvageSheet) -> dict[str, list[int]]:
    table = sheet.table
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    return {
        item.text(0): [int(item.text(column)) for column in range(1, table.columnCount())]
        for item in items
        if item
    }


def test_saving_can_be_stopped_and_never_writes_over_a_file(program: Desk, path: Path) -> None:
    spoil(path, pages_of(path, "task")[1])
    window = recovery(program, path, has_both)
    window.salvage.click()
    (sheet,) = window.findChildren(SalvageSheet)
    mine = path.with_name("mine.board")
    mine.write_bytes(b"mine")
    sheet.save_as(mine)
    program.qtbot.waitUntil(lambda: "exists already" in sheet.line.text())
    assert sheet.save.isEnabled() and mine.read_bytes() == b"mine"
    sheet.save_as(path.with_name("new.board"))
    sheet.reject()
    window.close()
    events()
    assert not list(path.parent.glob(".*salvaging*"))


@pytest.mark.parametrize("content", [b"", b"\0" * 20_000])
def test_an_empty_file_is_never_an_empty_board(program: Desk, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    window = recovery(program, path, has_backup)
    assert not window.salvage.isVisible() and window.focusWidget() is window.backup
    assert path.read_bytes() == content and program.windows.all == []
    window.backup.click()
    assert faults(opened(program)) == []
    assert path.with_name(ASIDE).read_bytes() == content


def test_without_a_backup_it_is_said_and_the_rest_is_offered(program: Desk) -> None:
    path = sample(program.folder / "Alone.board")
    spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, lambda found: found.salvage.isEnabled())
    program.qtbot.waitUntil(lambda: "no backup" in line(window.backup))
    assert not window.backup.isEnabled() and window.other.isEnabled() and window.new.isEnabled()
    program.qtbot.waitUntil(lambda: window.focusWidget() is window.salvage)


def test_the_board_used_last_that_is_gone_is_asked_for_and_no_other_is_made(
    program: Desk, path: Path
) -> None:
    program.windows.open(path).close()
    events()
    path.rename(path.with_name("unplugged"))
    window = recovery(program, None, has_backup)
    assert "not where it was" in window.what.text() and not places.default_board().exists()
    window.again.click()
    (window,) = program.windows.recoveries.values()
    assert program.windows.all == []
    path.with_name("unplugged").rename(path)
    window.again.click()
    assert "After the backup" in [
        title for (title,) in opened(program).db.execute_sql("SELECT title FROM task")
    ]


def test_the_first_board_that_is_gone_with_the_settings_too_is_not_begun_anew(program: Desk) -> None:
    path = places.default_board()
    with Board.open(sample(path)) as board:
        backups.back_up(board, "asked")
    path.unlink()
    recovery(program, None, has_backup).backup.click()
    assert opened(program).path == path.resolve()


def test_a_board_named_at_the_start_that_had_backups_is_not_begun_anew(program: Desk, path: Path) -> None:
    path.unlink()
    window = recovery(program, path, has_backup)
    assert not path.exists()
    window.backup.click()
    assert opened(program).path == path


def test_another_board_is_opened_instead(program: Desk, path: Path) -> None:
    other = program.board("Other", core=["One"])
    damaged = spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, has_both)
    window.other.click()
    chosen(window, other)
    assert opened(program).path == other and path.read_bytes() == damaged


def test_another_board_that_is_damaged_too_gets_its_own_window(program: Desk, path: Path) -> None:
    other = program.board("Other", core=["One"])
    other.write_bytes(b"")
    spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, has_both)
    window.other.click()
    chosen(window, other)
    assert set(program.windows.recoveries) == {path, other} and program.windows.all == []


def test_a_new_board_has_a_new_name_and_never_the_damaged_ones(program: Desk, path: Path) -> None:
    damaged = spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, has_both)
    window.start_new(path)
    assert path.read_bytes() == damaged and program.windows.all == []
    window.new.click()
    chosen(window, new_name(path))
    assert opened(program).path == path.with_name("Shop 2.board") and path.read_bytes() == damaged


def test_a_newer_board_is_refused_in_a_window_and_left_to_the_byte(program: Desk, path: Path) -> None:
    raw(path, "INSERT INTO schema_migration (name, applied) VALUES ('9999_x', '2030-01-01 00:00:00')")
    before = path.read_bytes()
    window = recovery(program, path, lambda _: True)
    assert "newer version" in window.what.text() and "Update" in window.safe.text()
    assert not window.backup.isVisible() and not window.salvage.isVisible() and window.other.isVisible()
    window.again.click()
    events()
    assert path.read_bytes() == before and not list(path.parent.glob("Shop.board-*"))


def test_from_the_menu_the_open_board_stays_and_the_other_gets_the_window(program: Desk, path: Path) -> None:
    hand = program.window(program.board("Mine", core=["One"]))
    path.write_bytes(b"no board " * 900)
    hand.window.open_wanted.emit(path, False)
    (window,) = program.windows.recoveries.values()
    program.qtbot.waitUntil(lambda: window.backup.isEnabled())
    assert program.windows.all == [hand.window] and path not in program.settings.recent
    hand.add("Still usable")
    hand.agrees()


def test_a_second_start_brings_the_window_up(program: Desk, path: Path) -> None:
    path.write_bytes(b"")
    window = recovery(program, path, has_backup)
    window.showMinimized()
    program.windows.raise_front()
    assert not window.isMinimized() and window.isVisible()
    program.windows.close_all()
    events()
    assert program.windows.recoveries == {}


def test_quit_closes_it_also_while_it_looks_through_the_file(program: Desk, path: Path) -> None:
    damaged = spoil(path, pages_of(path, "comment")[0])
    program.windows.open_first(path)
    (window,) = program.windows.recoveries.values()
    QTest.keyClick(window.quit, ENTER)
    events()
    assert program.windows.recoveries == {} and path.read_bytes() == damaged


def test_a_backup_that_cannot_be_brought_back_is_told_and_the_rest_stays(program: Desk, path: Path) -> None:
    damaged = spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, has_both)
    with Board.open(path, read_only=False):
        window.backup.click()
        program.qtbot.waitUntil(lambda: window.note.isVisible())
    assert "open elsewhere" in window.note.text() and window.backup.isEnabled()
    assert path.read_bytes() == damaged or path.exists()


# Keys, readers, letters


def test_everything_is_reached_with_the_keyboard_and_has_a_name(program: Desk, path: Path) -> None:
    spoil(path, pages_of(path, "comment")[0])
    window = recovery(program, path, has_both)
    window.activateWindow()
    window.backup.setFocus()
    seen: list[QWidget] = []
    while (here := window.focusWidget()) is not None and here not in seen:
        seen.append(here)
        QTest.keyClick(here, TAB)
    parts = [
        window.backup,
        window.salvage,
        window.other,
        window.new,
        window.again,
        window.folder,
        window.quit,
    ]
    assert seen == parts
    for part in parts:
        reader = QAccessible.queryAccessibleInterface(part)
        assert reader is not None and reader.text(QAccessible.Text.Name)
        if isinstance(part, Tile):
            assert reader.text(QAccessible.Text.Description)
    assert window.accessibleName() == window.heading.text() and "damaged" in window.accessibleDescription()


def test_names_of_files_are_shown_as_they_are(program: Desk) -> None:
    path = program.folder / "<b>x< & {file} %1 (%n).board"
    path.write_bytes(b"")
    window = recovery(program, path, lambda found: "no backup" in line(found.backup))
    assert window.heading.text() == "“<b>x< & {file} %1 (%n)” does not open"
    assert "<b>x< & {file} %1 (%n).board is empty" in window.what.text()
    for label in window.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    assert all(isinstance(label, PlainLabel) for label in window.findChildren(QLabel))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_the_smallest_screen_with_large_letters(
    program: Desk, path: Path, scheme: str, scale: float
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    font = QFont(application.font())
    spoil(path, pages_of(path, "comment")[0])
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * scale)
    application.setFont(larger)
    theme.apply(application, scheme)
    try:
        window = recovery(program, path, has_both)
        window.resize(1280, 720)
        events()
        for part in window.findChildren(Tile) + window.findChildren(QPushButton):
            assert part.width() >= part.minimumSizeHint().width()
            assert part.mapTo(window, part.rect().topRight()).x() < 1280
        assert window._area.widget().width() <= 1280
    finally:
        application.setFont(font)
        theme.apply(application, "light")


def lines_of(window: RecoveryWindow) -> str:
    """Everything that it says."""
    return "\n".join(
        [*(label.text() for label in window.findChildren(QLabel)), *map(line, window.findChildren(Tile))]
    )


@pytest.mark.parametrize("is_foreign", [False, True])
def test_that_the_file_is_left_alone_is_said_once(program: Desk, path: Path, is_foreign: bool) -> None:
    if is_foreign:
        path.write_bytes(b"no board " * 5_000)
        window = recovery(program, path, has_backup)
        program.qtbot.waitUntil(lambda: "Looking" not in line(window.salvage))
    else:
        spoil(path, pages_of(path, "task")[1])
        window = recovery(program, path, has_both)
    said = lines_of(window)
    assert said.count("as it is") == 1, said


@pytest.mark.parametrize(
    "name", ["Shop", "Shop of the two sisters in Lower Upton, since 1987 (for the tax office)"]
)
@pytest.mark.parametrize("screen", [QSize(1280, 720), QSize(1280, 800), QSize(1920, 1080)])
def test_it_is_as_high_as_its_lines_and_scrolls_only_where_the_screen_ends(
    program: Desk, path: Path, name: str, screen: QSize, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = SimpleNamespace(primaryScreen=lambda: SimpleNamespace(availableSize=lambda: screen))
    monkeypatch.setattr(ui.recovery, "QGuiApplication", room)
    path = path.rename(path.with_name(f"{name}.board"))
    with Board.open(path) as board:
        backups.back_up(board, "asked")
    spoil(path, pages_of(path, "task")[1])
    window = recovery(program, path, has_both)
    events()
    assert not window._area.verticalScrollBar().isVisible()
    assert window.height() <= screen.height() - 60
    below = window.height() - window.quit.mapTo(window, window.quit.rect().bottomLeft()).y()
    assert 0 < below <= 40, "no cut line, no empty half"


# While it is open


def test_damage_found_while_a_board_is_open_closes_it_and_shows_the_ways_on(
    program: Desk, path: Path
) -> None:
    window = program.window(path).window
    spoil(path, *pages_of(path, "comment"))
    with pytest.raises(Exception) as caught, Board.open(path, read_only=True) as board:
        board.db.execute_sql("SELECT * FROM comment").fetchall()
    from models.mishaps import mishap_of

    known = mishap_of(caught.value).known
    assert known is not None and program.windows.heal(known)
    assert window not in program.windows.all
    (found,) = program.windows.recoveries.values()
    program.qtbot.waitUntil(lambda: has_both(found))
    found.backup.click()
    assert faults(opened(program)) == []


def test_an_error_of_a_sound_board_closes_nothing(program: Desk, path: Path) -> None:
    from models.errors import Damaged
    from models.words import say

    hand = program.window(path)
    assert not program.windows.heal(Damaged(say("")))
    assert program.windows.all == [hand.window] and program.windows.recoveries == {}


def test_once_a_week_a_board_is_looked_through_and_damage_is_told(program: Desk, path: Path) -> None:
    from ui.weekly_look import look_if_due

    window = program.window(path).window
    told: list[object] = []
    job = look_if_due(window, program.settings, TODAY, told.append)
    assert job is not None
    with program.qtbot.waitSignal(job.finished):
        pass
    uid = window.store.board.about().uid
    assert program.settings.looked(uid) == TODAY.isoformat() and told == []
    for days, is_due in ((0, False), (6, False), (7, True), (-1, True)):
        day = TODAY.fromordinal(TODAY.toordinal() + days)
        program.settings.keep_looked(uid, TODAY.isoformat())
        job = look_if_due(window, program.settings, day, told.append)
        assert (job is not None) is is_due
        if job is not None:
            with program.qtbot.waitSignal(job.finished):
                pass
    program.settings.keep_looked(uid, "never")
    spoil(path, *pages_of(path, "comment"))
    job = look_if_due(window, program.settings, TODAY, told.append)
    assert job is not None
    with program.qtbot.waitSignal(job.finished):
        pass
    assert len(told) == 1 and program.settings.looked(uid) == "never"

"""Backups as an owner meets them: made by themselves, listed, looked at, restored, asked about."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QMessageBox, QPushButton

from models import backups, tasks
from models.backup_files import REASONS
from models.board import Board
from models.cards import count_tasks
from tests.models.boards import digest, names_in
from tests.stories.desk import Desk, Hand
from ui.backup_watch import BackupWatch
from ui.dialogs.backup_list import BackupList
from ui.dialogs.backup_model import HELD, SINCE, SIZE, WHEN, WHY
from ui.dialogs.backup_table import ROOM
from ui.main_window import MainWindow

Key = Qt.Key
TITLES = [f"Card {n}" for n in range(8)]


@pytest.fixture
def hand(desk: Desk) -> Hand:
    hand = desk.window(desk.board(core=list(TITLES)))
    # The first minutes are over.
    desk.windows.watch(hand.window)
    looked(hand)
    return hand


def watch_of(hand: Hand) -> BackupWatch:
    (found,) = hand.window.findChildren(BackupWatch)
    return found


def looked(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: not watch_of(hand).is_busy and not hand.store.is_busy)


def look_again(hand: Hand) -> None:
    # What was asked for before this is written.
    with hand.qtbot.waitSignal(hand.store.submit(lambda board: None).done):
        pass
    watch_of(hand).look("while")
    looked(hand)


def listed(hand: Hand) -> BackupList:
    hand.run("file.backups")
    dialog: BackupList = hand.dialog(BackupList)
    QAbstractItemModelTester(dialog.model)
    hand.qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def texts(dialog: BackupList, column: int) -> list[str]:
    model = dialog.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def click(hand: Hand, button: QAbstractButton) -> None:
    assert button.isEnabled(), button.text()
    hand.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def answer(hand: Hand, parent: object, text: str) -> None:
    """Press a button of the message in front."""
    (box,) = [one for one in parent.findChildren(QMessageBox) if one.isVisible()]  # type: ignore[attr-defined]
    click(hand, next(button for button in box.buttons() if button.text() == text))


def choices(hand: Hand) -> dict[str, QPushButton]:
    buttons = hand.window.banner.findChildren(QPushButton)
    return {button.text(): button for button in buttons if button.isVisible()}


def reopened(desk: Desk, path: Path) -> Hand:
    def is_there() -> bool:
        found = desk.windows.window_of(path)
        return found is not None and found.isVisible() and found.is_whole

    desk.qtbot.waitUntil(is_there)
    window = desk.windows.window_of(path)
    assert isinstance(window, MainWindow)
    return desk.at(window)


def test_a_changed_board_is_backed_up_at_the_start_and_once_only(hand: Hand) -> None:
    (made,) = backups.backups_of(hand.board.path)
    assert made.is_good and made.reason == "start" and made.held["cards"] == len(TITLES)
    look_again(hand)
    assert len(backups.backups_of(hand.board.path)) == 1


def test_a_window_that_stands_for_long_is_not_watched_twice(desk: Desk, hand: Hand) -> None:
    desk.windows.watch(hand.window)
    assert len(hand.window.findChildren(BackupWatch)) == 1


def test_it_is_backed_up_again_while_it_changes(hand: Hand) -> None:
    hand.add("One more")
    look_again(hand)
    newest, _ = backups.backups_of(hand.board.path)
    assert newest.reason == "while" and newest.held["cards"] == len(TITLES) + 1


def test_at_the_end_what_changed_since_is_kept_too(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    hand.add("The last one of the day")
    hand.qtbot.waitUntil(lambda: not hand.store.is_busy)
    hand.close()
    newest, _ = backups.backups_of(path)
    assert newest.reason == "close" and newest.held["cards"] == len(TITLES) + 1
    assert names_in(path.parent) >= {path.name} and not list(path.parent.glob(f"{path.name}-*"))


def test_a_board_that_did_not_change_leaves_nothing_new_at_its_end(hand: Hand) -> None:
    path = hand.board.path
    hand.close()
    assert len(backups.backups_of(path)) == 1


def test_a_new_board_nobody_did_anything_on_is_not_backed_up(desk: Desk) -> None:
    hand = desk.window(desk.folder / "New.board", create=True)
    desk.windows.watch(hand.window)
    looked(hand)
    assert backups.backups_of(hand.board.path) == []


def test_the_list_says_when_why_what_and_what_happened_since(hand: Hand) -> None:
    hand.add("One more")
    hand.add("Another")
    dialog = listed(hand)
    assert texts(dialog, WHY) == ["At the start"] and texts(dialog, WHEN)[0].startswith("today ")
    assert texts(dialog, HELD) == ["8 cards, 0 assistants, 0 runs"]
    assert texts(dialog, SINCE) == ["2 changes, 2 cards more"]
    click(hand, dialog.now)
    hand.qtbot.waitUntil(lambda: dialog.model.rowCount() == 2 and not dialog.is_busy)
    assert texts(dialog, WHY) == ["You asked for it", "At the start"]
    assert texts(dialog, SINCE)[0] == "As the board is now"


@pytest.mark.parametrize("large", [False, True])
def test_nothing_in_the_list_is_cut_with_many_and_large_ones(
    desk: Desk, large: bool, request: pytest.FixtureRequest
) -> None:
    if large:
        request.getfixturevalue("large_letters")
    hand = desk.window(desk.board(core=list(TITLES)))
    hand.window.resize(1280, 720)
    one = backups.back_up(hand.board, "asked")
    dialog = listed(hand)
    dialog.resize(min(dialog.width(), 1240), dialog.height())
    held = {"cards": 98_765, "assistants": 14, "runs": 1_234_567}
    reasons = sorted(REASONS)
    many = [one._replace(number=60 - n, reason=reasons[n % len(reasons)], held=held) for n in range(60)]
    dialog._show([(backup, "1234 changes, 1234 cards fewer") for backup in many])
    hand.settle()
    view = dialog.list
    assert not view.horizontalScrollBar().isVisible()
    last = view.columnViewportPosition(SIZE) + view.columnWidth(SIZE)
    assert last <= view.viewport().width()
    for row in range(len(reasons)):
        for column in range(SIZE + 1):
            room = view.visualRect(dialog.model.index(row, column)).adjusted(6, 0, -6, 0)
            text = texts(dialog, column)[row]
            needed = view.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
            assert needed.width() <= room.width() and needed.height() <= room.height(), text
    # As it is with an ordinary board nothing wraps.
    if not large:
        dialog._show([(one, "12 changes, 3 cards more")])
        hand.settle()
        assert view.rowHeight(0) <= 2 * view.fontMetrics().height() + ROOM - 1
    dialog.reject()


def test_while_one_is_made_it_is_said(hand: Hand) -> None:
    dialog = listed(hand)
    click(hand, dialog.now)
    assert dialog.remark.text() == "Making a backup…" and not dialog.now.isEnabled()
    hand.qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.remark.text().startswith("1 good backup, checked when made.")
    dialog.reject()


def test_one_that_is_damaged_is_marked_and_cannot_be_restored(hand: Hand) -> None:
    (made,) = backups.backups_of(hand.board.path)
    made.path.write_bytes(b"")
    dialog = listed(hand)
    assert texts(dialog, WHY) == ["Damaged, or not a board"] and texts(dialog, HELD) == [""]
    assert not dialog.restore.isEnabled() and not dialog.look.isEnabled() and dialog.delete.isEnabled()


def test_opened_to_look_it_says_which_day_it_is_of_and_stays_as_it_is(hand: Hand, desk: Desk) -> None:
    hand.add("Later")
    (made,) = backups.backups_of(hand.board.path)
    before, beside = digest(made.path), names_in(made.path.parent)
    dialog = listed(hand)
    hand.qtbot.keyClick(dialog.list, Key.Key_Return)
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 2)
    looking = desk.at(desk.windows.all[-1])
    assert looking.stored("core") == TITLES and looking.board.read_only
    assert looking.window.banner.text.startswith("This is the backup of today ")
    assert "backup of today" in looking.window.windowTitle()
    # Twice is the same window.
    dialog = listed(hand)
    click(hand, dialog.look)
    hand.qtbot.waitUntil(lambda: not dialog.isVisible())
    assert len(desk.windows.all) == 2
    looking.close()
    assert (digest(made.path), names_in(made.path.parent)) == (before, beside)
    assert hand.stored("unsorted") == ["Later"], "the board itself is still there"


def test_restored_in_the_window_the_other_state_is_offered_and_can_come_back(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    hand.add("Later")
    dialog = listed(hand)
    click(hand, dialog.restore)
    (box,) = dialog.findChildren(QMessageBox)
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "In this backup: 8 cards" in said and "On the board now: 9 cards" in said
    assert "kept as a backup first" in said
    answer(hand, dialog, "Restore")
    hand = reopened(desk, path)
    assert hand.stored("core") == TITLES and hand.stored("unsorted") == []
    hand.qtbot.waitUntil(lambda: "Undo and history go on from there" in hand.window.banner.text)
    click(hand, choices(hand)["Look at what was here"])
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 2)
    assert desk.at(desk.windows.all[-1]).stored("unsorted") == ["Later"]
    click(hand, choices(hand)["All right"])
    assert not hand.window.banner.isVisible()
    # The board is open for writing again, and the other state comes back by the same way.
    hand.add("After")
    hand.qtbot.waitUntil(lambda: not hand.store.is_busy)
    dialog = listed(hand)
    row = texts(dialog, WHY).index("Before another one was restored")
    dialog.list.selectRow(row)
    click(hand, dialog.restore)
    answer(hand, dialog, "Restore")
    hand = reopened(desk, path)
    assert hand.stored("unsorted") == ["Later"] and desk.crashes == [] and desk.refused == []


def test_what_is_half_typed_is_in_what_is_kept(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    dialog = listed(hand)
    dialog.reject()
    hand.open_card("Card 3")
    hand.fill(hand.window.panel.title, "Half typed")
    dialog = listed(hand)
    click(hand, dialog.restore)
    answer(hand, dialog, "Restore")
    hand = reopened(desk, path)
    assert "Half typed" not in hand.stored("core")
    kept = backups.backups_of(path)
    looks = [backups.open_to_look(one)[0] for one in kept]
    try:
        found = [
            look.db.execute_sql("SELECT 1 FROM task WHERE title = 'Half typed'").fetchone() for look in looks
        ]
        assert any(found)
    finally:
        for look in looks:
            look.close()


def test_a_refused_restoring_opens_the_board_as_it_was_and_says_why(hand: Hand, desk: Desk) -> None:
    path = hand.board.path
    dialog = listed(hand)
    chosen = dialog.chosen
    assert chosen is not None
    chosen.path.write_bytes(b"spoilt meanwhile" * 100)
    click(hand, dialog.restore)
    answer(hand, dialog, "Restore")
    hand = reopened(desk, path)
    hand.qtbot.waitUntil(lambda: len(desk.refused) == 1)
    assert "not a board" in str(desk.refused[0]) and hand.stored("core") == TITLES
    hand.add("Writable")
    desk.refused.clear()


def test_saved_elsewhere_it_opens_as_a_board(hand: Hand, desk: Desk) -> None:
    target = desk.folder / "stick" / "Mine.board"
    target.parent.mkdir()
    dialog = listed(hand)
    click(hand, dialog.save)
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(target))
    hand.qtbot.waitUntil(lambda: target.exists() and not dialog.is_busy)
    assert dialog.remark.text() == "Saved: Mine.board"
    with Board.open(target) as board:
        assert count_tasks(board) == len(TITLES)
    dialog.reject()


def test_deleted_by_key_only_after_a_question_whose_enter_means_no(hand: Hand) -> None:
    (made,) = backups.backups_of(hand.board.path)
    dialog = listed(hand)
    hand.qtbot.keyClick(dialog.list, Key.Key_Delete)
    (box,) = dialog.findChildren(QMessageBox)
    assert box.defaultButton() is not None and box.defaultButton().text() == "Cancel"
    answer(hand, dialog, "Delete")
    hand.qtbot.waitUntil(lambda: not dialog.is_busy and dialog.model.rowCount() == 0)
    assert not made.path.exists() and dialog.empty.isVisible()
    dialog.reject()


def test_everything_in_the_list_has_a_name_and_can_be_reached_by_keys(hand: Hand) -> None:
    dialog = listed(hand)
    assert dialog.list.accessibleName() == "Backups, the newest first"
    reached = set()
    for _ in range(12):
        focused = dialog.focusWidget()
        assert focused is not None
        reached.add(focused)
        hand.qtbot.keyClick(focused, Key.Key_Tab)
    buttons = (dialog.now, dialog.folder, dialog.delete, dialog.save, dialog.look, dialog.restore)
    assert reached >= {dialog.list, *buttons} and all(button.text() for button in buttons)
    dialog.reject()


def test_a_board_that_lost_more_than_half_is_asked_about_until_the_owner_says_it_is_right(
    hand: Hand, desk: Desk
) -> None:
    ids = [hand.task(title) for title in TITLES[:5]]
    hand.store.submit(tasks.bin_tasks, ids)
    look_again(hand)
    assert "3 cards, not 8 cards" in hand.window.banner.text
    assert list(choices(hand)) == ["Look at the backup", "It is right", "Not now"]
    click(hand, choices(hand)["Look at the backup"])
    hand.qtbot.waitUntil(lambda: len(desk.windows.all) == 2)
    assert desk.at(desk.windows.all[-1]).stored("core") == TITLES
    click(hand, choices(hand)["Not now"])
    look_again(hand)
    assert "3 cards, not 8 cards" in hand.window.banner.text
    click(hand, choices(hand)["It is right"])
    hand.qtbot.waitUntil(lambda: backups.shrunk_since(hand.board) is None)
    look_again(hand)
    assert not hand.window.banner.isVisible()
    assert len(backups.backups_of(hand.board.path)) == 2, "the larger one stays among the ten newest"


def test_when_none_can_be_made_it_is_said_once_with_a_way_to_try_again(hand: Hand) -> None:
    (made,) = backups.backups_of(hand.board.path)
    folder = made.path.parent
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.write_bytes(b"in the way")
    hand.add("Not kept yet")
    look_again(hand)
    assert hand.window.banner.text.startswith("No backup could be made: ")
    click(hand, choices(hand)["Not now"])
    look_again(hand)
    assert not hand.window.banner.isVisible(), "not told again"
    folder.unlink()
    aside.rename(folder)
    look_again(hand)
    assert len(backups.backups_of(hand.board.path)) == 2

"""An owner at the real program: windows on real files, real keys and mouse, a calendar that can be turned."""

import datetime as dt
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from models.board import Board
from models.cards import Card, Detail, read_cards, read_detail, read_order
from models.drafts import TaskDraft
from models.errors import BoardError
from models.stages import Stage, first_stage, read_stages
from models.tasks import add_tasks
from models.uid import new_uid
from tests.plain_walk import faults_everywhere
from tests.stories.window_system import LEFT, PLAIN, drop_on, events, middle, play_drag
from ui.board.cell_view import CellView
from ui.board.column import Column
from ui.dialogs.hand_over_sheet import HandOverSheet
from ui.dialogs.import_dialog import ImportDialog
from ui.main_window import MainWindow
from ui.opening import open_board
from ui.pages.tile import Tile
from ui.pages.welcome import WelcomePage
from ui.settings import Settings
from ui.windows import Windows

TODAY = dt.date(2026, 11, 23)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Desk:
    """The whole program without its process: settings, windows, what went wrong."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        self.folder = folder
        self.day = TODAY
        self.crashes: list[object] = []
        self.refused: list[BoardError] = []
        self.settings = Settings(folder / "settings.ini")
        self.windows = Windows(self.settings, lambda: self.day)
        self.windows.refused.connect(self.refused.append)
        self.windows.opened.connect(lambda window: window.store.crashed.connect(self.crashes.append))

    def board(self, name: str = "Shop", **cards: list[TaskDraft | str]) -> Path:
        """A board file with these cards, by kind of column; titles stand for plain cards."""
        path = self.folder / f"{name}.board"
        with open_board(path, create=True) as board:
            for kind, drafts in cards.items():
                made = [TaskDraft(one) if isinstance(one, str) else one for one in drafts]
                for draft in made:
                    draft.uid = draft.uid or new_uid()
                add_tasks(board, made, first_stage(board, kind).id)
        return path

    def window(
        self, path: Path, *, create: bool = False, as_left: bool = False, on_board: bool = True
    ) -> "Hand":
        """The owner's hand at the window of a board; `as_left`: in the size that it had last. `on_board`: who
        opens on Today goes on to the board.
        """
        hand = self.at(self.windows.open(path, create=create), on_board=on_board)
        if not as_left:
            hand.window.resize(1366, 768)
            events()
        return hand

    def at(self, window: MainWindow, *, on_board: bool = True) -> "Hand":
        hand = Hand(self, window)
        self.qtbot.waitExposed(window)
        self.qtbot.waitUntil(lambda: window.is_whole)
        hand.front()
        if on_board and window.front.is_today:
            window.view.board()
        hand.settle()
        return hand

    def close(self) -> None:
        assert faults_everywhere() == []
        self.windows.close_all()
        events()
        assert self.crashes == []


class Hand:
    """One window and what an owner does there, in their words."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self.desk = desk
        self.qtbot = desk.qtbot
        self.window = window
        self.store = window.store
        self.testers = [QAbstractItemModelTester(column.model) for column in window.board.columns()]

    copy_action = Qt.DropAction.CopyAction

    # Looking

    @property
    def board(self) -> Board:
        return self.store.board

    @property
    def said(self) -> str:
        return self.window.status.text

    def stage(self, column: str) -> Stage:
        """A column by its kind or its name."""
        stages = read_stages(self.board)
        return next(stage for stage in stages if column in (stage.name, stage.kind))

    def column(self, column: str) -> Column:
        found = self.window.board.column(self.stage(column).id)
        assert found is not None
        return found

    def shown(self, column: str) -> list[str]:
        """Titles as the column shows them."""
        model = self.column(column).model
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def stored(self, column: str) -> list[str]:
        """Titles as the file has them."""
        ids, _ = read_order(self.board, self.stage(column).id)
        known = read_cards(self.board, ids)
        return [known[task].title for task in ids]

    def everything(self) -> dict[str, list[str]]:
        return {stage.name: self.stored(stage.name) for stage in read_stages(self.board)}

    def task(self, title: str) -> int:
        rows = fetch_ids(self.board, title)
        assert len(rows) == 1, (title, rows)
        return rows[0]

    def card(self, title: str) -> Card:
        return read_cards(self.board, [self.task(title)])[self.task(title)]

    def detail(self, title: str) -> Detail:
        found = read_detail(self.board, self.task(title))
        assert found is not None
        return found

    def selected(self) -> list[str]:
        ids = self.window.board.selected_ids()
        known = read_cards(self.board, ids)
        return [known[task].title for task in ids]

    def undo_name(self) -> str:
        """What the menu says that undo would take back."""
        return self.window.actions_["edit.undo"].text()

    def agrees(self) -> None:
        """What is on the screen is what is in the file, card by card, in every column."""
        found = self.window.following.found
        columns = self.window.board.columns()
        assert [column.stage for column in columns] == read_stages(self.board)
        for column in columns:
            ids, ranks = read_order(self.board, column.stage.id, found)
            model = column.model
            assert model.ids == ids, column.stage.name
            cards = read_cards(self.board, ids)
            for row, (task, rank) in enumerate(zip(ids, ranks, strict=True)):
                assert model.card(row) == cards[task]
                assert cards[task].rank == rank

    # Waiting

    def settle(self) -> None:
        """Until everything that was asked for is stored and shown."""
        if not self.board.read_only:
            with self.qtbot.waitSignal(self.store.submit(lambda board: None).done):
                pass
        events()

    def front(self) -> None:
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    # Hands

    def focused(self) -> QWidget:
        if QApplication.activeWindow() is None:
            # Without a window manager nobody gives the keyboard back when a dialog closes.
            self.front()
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def press(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """A key, wherever the keyboard is."""
        QTest.keyClick(self.focused(), key, modifiers)
        self.settle()

    def write(self, text: str) -> None:
        """Letters, wherever the keyboard is."""
        for letter in text:
            if letter.isascii():
                QTest.keyClick(self.focused(), Key.Key_Return if letter == "\n" else letter)
            else:
                # QTest knows no key for these; an input method sends them without one, too.
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    QApplication.sendEvent(self.focused(), QKeyEvent(kind, 0, PLAIN, letter))

    def click_card(self, title: str, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        """Through the window, so that Qt knows the modifiers as it does from a real keyboard."""
        view, row = self._place_of(title)
        at = view.viewport().mapTo(self.window, middle(view, row))
        QTest.mouseClick(self.window.windowHandle(), LEFT, modifiers, at)
        events()

    def open_card(self, title: str) -> None:
        """A double click."""
        view, row = self._place_of(title)
        self.click_card(title)
        self.qtbot.mouseDClick(view.viewport(), LEFT, PLAIN, middle(view, row))
        self.settle()

    def drag(self, title: str, column: str, above: str | None = None) -> None:
        """Drag a card (with what is selected beside it) above another card, or below the last one."""
        source, row = self._place_of(title)
        target = self.column(column).view
        if above is None:
            count = len(target.cards())
            at = QPoint(40, target.card_rect(count - 1).bottom() - 2) if count else QPoint(40, 30)
        else:
            at = target.card_rect(target.cards().row_of(self.task(above))).topLeft() + QPoint(20, 2)
        play_drag(source, row, target.viewport(), at)
        self.settle()

    def give(self, title: str, column: str, who: str) -> None:
        """Drag a card to somebody's column and say in the sheet whose it is now."""
        self.drag(title, column)
        sheet = self.dialog(HandOverSheet)
        sheet.who.setText(who)
        sheet.who.textEdited.emit(who)
        with self.qtbot.waitSignal(sheet.handed):
            self.qtbot.mouseClick(sheet.give, LEFT)
        self.settle()

    def _place_of(self, title: str) -> tuple[CellView, int]:
        task = self.task(title)
        column = self.window.board.column_of(task)
        assert column is not None, f"{title} is not on the screen"
        view, row = column.view, column.model.row_of(task)
        view.scrollTo(view.cards().index(row, 0))
        self.window.board.ensureWidgetVisible(column, 0, 0)
        return view, row

    def focus(self, title: str) -> None:
        """The keyboard on a card of the board."""
        self.click_card(title)
        assert self.selected() == [title]

    def run(self, action: str) -> None:
        """Choose an action of the menu."""
        found = self.window.actions_[action]
        assert found.isEnabled(), f"{action} is greyed out"
        found.trigger()
        self.settle()

    def undo(self) -> None:
        self.run("edit.undo")

    def redo(self) -> None:
        self.run("edit.redo")

    def add(self, line: str) -> None:
        """Type one line into quick add."""
        self.window.quick_add.setFocus()
        self.write(line)
        self.press(Key.Key_Return)

    def search(self, text: str) -> None:
        self.window.find_cards()
        self.write(text)
        events()

    def fill(self, field: QWidget, text: str) -> None:
        """Replace what stands in a field."""
        self.front()
        field.setFocus()
        self.press(Key.Key_A, CTRL)
        self.write(text)

    def leave_field(self) -> None:
        """Back to the board, as Escape does."""
        self.window.panel.flush()
        self.window.front.take_keyboard()
        self.settle()

    def menu_of(self, column: str, text: str) -> None:
        """Open a column's menu and choose an entry."""
        menu = self.column_menu(column)
        entry = next(action for action in menu.actions() if action.text() == text)
        assert entry.isEnabled(), f"{text}: {entry.toolTip()}"
        menu.close()
        self.front()
        entry.trigger()
        self.settle()

    def column_menu(self, column: str) -> Any:
        self.front()
        self.qtbot.mouseClick(self.column(column).header.menu_button(), LEFT)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        return menu

    def banner_button(self) -> QPushButton:
        """The button of the line below the header."""
        return next(b for b in self.window.banner.findChildren(QPushButton) if b.isVisible())

    def offer(self) -> QToolButton:
        """The button at the right of the status line."""
        found = self.window.status.findChild(QToolButton, "offer")
        assert isinstance(found, QToolButton)
        return found

    def dialog(self, kind: type[Any]) -> Any:
        """The dialog of this kind that is open now."""
        found: list[QWidget] = []

        def is_open() -> bool:
            found[:] = [w for w in self.window.findChildren(kind) if w.isVisible()]
            return bool(found)

        self.qtbot.waitUntil(is_open)
        found[0].activateWindow()
        self.qtbot.waitUntil(found[0].isActiveWindow)
        return found[0]

    def choose_file(self, action: str, path: Path) -> None:
        """Choose an action that asks for a file, and give it one."""
        self.run(action)
        dialog = self.dialog(QFileDialog)
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        self.settle()

    def export(self, path: Path) -> bytes:
        """Export from the menu; the bytes that were written."""
        before = self.said
        self.choose_file("file.export_all", path)
        self.qtbot.waitUntil(lambda: self.said != before and path.name in self.said)
        return path.read_bytes()

    def import_file(self, path: Path) -> "ImportHand":
        self.choose_file("file.import_file", path)
        return self.importing()

    def importing(self) -> "ImportHand":
        return ImportHand(self, self.dialog(ImportDialog))

    def drop_from_outside(self, column: str, mime: QMimeData, at: QPoint | None = None) -> Qt.DropAction:
        """Another program's drag ends over a column."""
        return drop_on(
            self.column(column).view.viewport(), at or QPoint(40, 4), mime, Qt.DropAction.CopyAction
        )

    def close(self) -> None:
        self.window.close()
        events()


class ImportHand:
    """The import dialog."""

    def __init__(self, hand: Hand, dialog: ImportDialog) -> None:
        self.hand = hand
        self.dialog = dialog
        self.looked()

    def looked(self) -> None:
        """Until the file was looked through."""
        over = "Close"
        self.hand.qtbot.waitUntil(
            lambda: self.dialog.start.isVisible() or self.dialog.cancel.text() == over, timeout=15_000
        )

    def press(self) -> str:
        """Import; what the dialog says then."""
        self.hand.qtbot.mouseClick(self.dialog.start, LEFT)
        self.hand.qtbot.waitUntil(lambda: self.dialog.report is not None, timeout=15_000)
        assert self.dialog.report is not None
        said = self.dialog.report.text.text()
        self.hand.qtbot.mouseClick(self.dialog.start, LEFT)
        self.hand.settle()
        return said


def tile(hand: Hand, name: str) -> Tile:
    """One of the ways to begin, on the welcome page."""
    page = hand.window.pages.currentWidget()
    assert isinstance(page, WelcomePage)
    return next(found for found in page.findChildren(Tile) if found.text() == name)


def fetch_ids(board: Board, title: str) -> list[int]:
    sql = "SELECT id FROM task WHERE title = ?"
    return [task for (task,) in board.db.execute_sql(sql, (title,)).fetchall()]

"""The window of one board: assembly only. What is seen at once is made here, the rest in `window_rest`."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.cards import has_confirmed_run, read_totals
from models.change import Change
from models.errors import BoardError
from models.people import was_handed_over
from models.stages import read_stages
from ui import store as operations
from ui import window_state
from ui.actions import Actions
from ui.day import Day
from ui.front import Front
from ui.header import Header
from ui.plain import of_window
from ui.quick_add import QuickAddLine
from ui.search_line import SearchLine
from ui.settings import Settings
from ui.sidebar import Sidebar
from ui.status_line import StatusLine
from ui.store import Store
from ui.wording import sentence_text

if TYPE_CHECKING:
    from ui.adding import Adding
    from ui.banner import Banner
    from ui.card_actions import CardActions
    from ui.file_actions import FileActions
    from ui.following import Following
    from ui.hand_over_actions import HandOverActions
    from ui.paging import Paging
    from ui.panel.panel import Panel
    from ui.people_watch import PeopleWatch
    from ui.post import Post
    from ui.reminders import Reminders
    from ui.secret_notice import SecretNotice
    from ui.time_actions import TimeActions
    from ui.today_watch import TodayWatch
    from ui.trouble import Trouble
    from ui.typed import TypedTexts
    from ui.view_actions import ViewActions

# After the first paint, and after what that itself left for the event loop.
REST_AFTER_MS = 1
# A window that nobody sees is not painted.
REST_AT_THE_LATEST_MS = 1_000


class MainWindow(QMainWindow):
    """open_wanted(Path, bool), backup_wanted(Backup, bool), reopen_wanted(Path, str), sample_wanted(): for
    whoever opens windows. gone(): closed, its board too.

    With `board_first`, header and board are there at once. The rest follows when they are painted, or when
    somebody asks for a part of it: all of it together, so that a window is never anything but these two.
    """

    open_wanted = Signal(object, bool)
    backup_wanted = Signal(object, bool)
    reopen_wanted = Signal(object, str)
    sample_wanted = Signal()
    own_board_wanted = Signal()
    taken = Signal(str, object)
    gone = Signal()

    # What `window_rest` makes.
    panel: "Panel"
    files: "FileActions"
    cards: "CardActions"
    view: "ViewActions"
    paging: "Paging"
    adding: "Adding"
    time: "TimeActions"
    banner: "Banner"
    following: "Following"
    secrets: "SecretNotice"
    hands: "HandOverActions"
    people: "PeopleWatch"
    post: "Post"
    reminders: "Reminders"
    today_watch: "TodayWatch"
    typed: "TypedTexts"
    trouble: "Trouble"

    def __init__(
        self,
        store: Store,
        settings: Settings,
        today: Callable[[], dt.date],
        *,
        is_sample: bool = False,
        board_first: bool = False,
    ) -> None:
        super().__init__()
        self.store = store
        self._settings = settings
        self._today = today
        self._is_sample = is_sample
        self.is_whole = False
        # Started with the computer: nobody looks at it yet. Not every system tells what is minimised.
        self.began_small = False
        # The system wants the program to end, and does not wait long.
        self.is_in_a_hurry = False
        # From the outside in: with a style sheet, every widget that changes its parent is styled anew.
        whole = QWidget(self)
        self.setCentralWidget(whole)
        # Tab goes through them in this order.
        self.quick_add = QuickAddLine(today, whole)
        self.search = SearchLine(whole)
        self.sidebar = Sidebar(whole)
        self.pages = QStackedWidget(whole)
        self.splitter = QSplitter(self.pages)
        board = store.board
        begins_whole = not board_first or is_sample or board.read_only or board.is_untouched()
        begins_on_today = not begins_whole and was_handed_over(board)
        self.front = Front(store, today, self.splitter, begins_on_today=begins_on_today)
        self.board = self.front.board
        self.status = StatusLine(whole)
        self.actions_ = Actions(self, self._owner, read_only=store.board.read_only)
        self.header = Header(self.actions_, self.quick_add, self.search, whole)
        self.day = Day(today, self)
        self._lay_out(whole)
        store.changed.connect(self._on_changed)
        store.refused.connect(self.say_refused)
        self._start(begins_whole=begins_whole, begins_on_today=begins_on_today)

    def complete(self) -> None:
        """Make the rest of the window, if it is not there yet."""
        if not self.is_whole:
            self.is_whole = True
            self.board.begin()
            from ui import window_rest

            window_rest.make(self, self.store, self._settings, self._today)
            self.actions_.complete()
            window_rest.connect(self)
            window_rest.begin(self)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name not in MainWindow.__annotations__ or self.is_whole:
                raise AttributeError(name)
            self.complete()
            return getattr(self, name)

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample board, kept apart from the owner's."""
        return self._is_sample

    @property
    def is_spare(self) -> bool:
        """Whether nothing is missed when another board takes this window's place."""
        return self._is_sample or self.store.board.is_untouched()

    # What menus and keys ask of the window itself

    def undo(self) -> None:
        """Take back the newest change; what is half typed is saved first, and is then what is taken back."""
        self.panel.flush()
        self.store.submit(operations.undo)

    def redo(self) -> None:
        self.panel.flush()
        self.store.submit(operations.redo)

    def find_cards(self) -> None:
        self.paging.show("board", keyboard=False)
        self.search.setFocus()
        self.search.selectAll()

    def find_person(self, name: str) -> None:
        """Show only the cards of a person; all again, if that is what is shown."""
        self.paging.show("board", keyboard=False)
        text = f'with:"{name}"'
        self.search.show_query("" if self.search.text() == text else text)

    def card_in_use(self) -> int | None:
        """The card that keys mean: of the panel, if the keyboard is there, else of the page in front."""
        if self.panel.isAncestorOf(QApplication.focusWidget() or self):
            return self.panel.task_id
        page = self.pages.currentWidget()
        if page is self.splitter:
            return self.front.card_in_use()
        asked = getattr(page, "card_in_use", None)
        return asked() if callable(asked) else None

    def open_card(self, task: int) -> None:
        """Show a card in the panel."""
        self.panel.open(task)

    def go_to(self, task: int) -> None:
        """Show a card on the board and in the panel."""
        self.board.focus_task(task)
        self.panel.open(task)

    def show_query(self, text: str) -> None:
        """Show only what a search finds; "" shows everything."""
        if text and self.front.is_today:
            self.paging.show("board", keyboard=False)
        self.following.search_for(text)

    def say_refused(self, error: BoardError) -> None:
        """A change was refused: one sentence, where the last change is told too."""
        self.status.say(sentence_text(error.sentence))

    # Inside

    def _owner(self, name: str) -> object:
        """Whose methods carry out the actions of this group."""
        owners = {"file": self.files, "edit": self, "card": self.cards, "time": self.time, "hand": self.hands}
        return owners.get(name, self.view)

    def _lay_out(self, whole: QWidget) -> None:
        self.setAcceptDrops(True)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.front)
        self.splitter.setStretchFactor(0, 1)
        self.pages.addWidget(self.splitter)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.pages, 1)
        self.lines = QVBoxLayout(whole)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(0)
        self.lines.addWidget(self.header)
        self.lines.addLayout(row, 1)
        self.lines.addWidget(self.status)
        QWidget.setTabOrder(self.search, self.header.undo)
        QWidget.setTabOrder(self.header.undo, self.header.export)

    def _start(self, *, begins_whole: bool, begins_on_today: bool) -> None:
        board = self.store.board
        about = board.about()
        self.uid = about.uid
        self.setWindowTitle(f"{of_window(about.name)}[*] — {QApplication.applicationDisplayName()}")
        self.setWindowFilePath(str(board.path))
        self.status.show_file(board.path, read_only=board.read_only)
        state = self._settings.window(self.uid)
        window_state.restore_geometry(self, state)
        if begins_whole:
            # A banner, or the welcome page: the cards are not to be painted where they will not stay.
            self.complete()
            self.paging.begin(is_sample=self._is_sample)
        else:
            if not has_confirmed_run(board):
                self.header.show_figures(read_stages(board), read_totals(board))
            if begins_on_today:
                self.front.show_page("today")
                self.sidebar.set_today_shown(True)
                self.sidebar.show_page("today")
            self.front.take_keyboard()
            QTimer.singleShot(REST_AT_THE_LATEST_MS, self, self.complete)
        # Positions can be restored once the columns have their sizes.
        QTimer.singleShot(0, self, lambda: window_state.restore(self, state))

    def _on_changed(self, change: Change) -> None:
        self.following.follow(change)
        self.today_watch.follow(change)
        self.secrets.follow(change)
        self.reminders.follow(change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nobody else wants closes the opened card."""
        if event.key() == Qt.Key.Key_Escape and self.panel.isVisible():
            self.panel.close()
            self.front.take_keyboard()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, links and text may be dropped anywhere; where no column takes them, Unsorted does.

        A card of this board let go beside the columns stays where it is.
        """
        from ui import clipboard
        from ui.board.drag import read_ids

        mime, board = event.mimeData(), self.store.board
        if not board.read_only and clipboard.can_read(mime) and not read_ids(mime, str(board.path)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.cards.take_drop(event.mimeData(), None, None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_whole:
            QTimer.singleShot(REST_AFTER_MS, self, self.complete)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, the window's state and the board (ui.closing)."""
        from ui.closing import finish

        finish(self, self._settings, in_a_hurry=self.is_in_a_hurry)
        self.gone.emit()
        super().closeEvent(event)
        self.deleteLater()

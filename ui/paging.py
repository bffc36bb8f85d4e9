"""Which page of the window is in front: the board or Today, or one that is made when it is first shown."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from models import cards
from models.people import was_handed_over
from ui.store import Store

if TYPE_CHECKING:
    from models.coverage import AbsenceAhead
    from ui.main_window import MainWindow
    from ui.pages.assistants.page import AssistantsPage
    from ui.pages.bin_page import BinPage
    from ui.pages.ledger.ledger_page import LedgerPage
    from ui.pages.sort.sort_page import SortPage
    from ui.pages.welcome import WelcomePage


class Paging(QObject):
    """Makes the pages, and brings them to the front."""

    def __init__(self, window: "MainWindow", store: Store, today: Callable[[], dt.date]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._today = today
        self._bin: BinPage | None = None
        self._ledger: LedgerPage | None = None
        self._sort: SortPage | None = None
        self._assistants: AssistantsPage | None = None
        self._welcome: WelcomePage | None = None

    def begin(self, *, is_sample: bool) -> None:
        """What a start shows: the board, or the welcome page on a board that never held a card."""
        board = self._store.board
        if is_sample and not board.read_only:
            self._window.banner.show_text(
                self.tr("This is a sample board: try anything."),
                self.tr("Start my own board"),
                self._window.own_board_wanted.emit,
            )
        if not is_sample and not board.read_only and board.is_untouched():
            self._show_welcome()
        elif was_handed_over(board):
            self.show("today")
        else:
            self._window.front.take_keyboard()

    def show(self, name: str, *, keyboard: bool = True) -> None:
        """Bring a page of the sidebar to the front, with the keyboard unless somebody types elsewhere."""
        window = self._window
        self.leave_welcome()
        if name == "bin":
            window.pages.setCurrentWidget(self.bin())
            self.bin().list.setFocus()
        elif name == "sort":
            window.pages.setCurrentWidget(self.sort())
            self.sort().begin()
        elif name == "ledger":
            window.pages.setCurrentWidget(self.ledger())
            self.ledger().setFocus()
        elif name == "assistants":
            window.pages.setCurrentWidget(self.assistants())
            self.assistants().setFocus()
        else:
            self._show_front(name, keyboard=keyboard)
        window.sidebar.show_page(name)

    def show_person(self, key: int) -> None:
        """The page of one person."""
        self.assistants().show_person(key)
        self.show("assistants")

    def leave_today(self) -> None:
        """Nothing is handed over any more."""
        if self._window.front.is_today:
            self._window.front.show_page("board")
            self._window.sidebar.show_page("board")

    def leave_welcome(self) -> None:
        """There is something on the board now: show it."""
        if self._welcome is None:
            return
        window = self._window
        for part in (window.header, window.sidebar, window.status):
            part.show()
        window.pages.setCurrentWidget(window.splitter)
        window.pages.removeWidget(self._welcome)
        self._welcome.deleteLater()
        self._welcome = None
        window.front.take_keyboard()

    def end_menu_offer(self) -> None:
        """The program is in the owner's menu by now."""
        if self._welcome is not None:
            self._welcome.set_menu_offered(False)

    def flush(self) -> None:
        """Save what is half typed on a page; the window closes."""
        if self._assistants is not None:
            self._assistants.flush()

    # The pages, made when they are asked for

    def bin(self) -> "BinPage":
        """Cards that were thrown away."""
        if self._bin is None:
            from ui.pages.bin_page import BinPage

            self._bin = page = BinPage(self._store)
            page.closed.connect(self._show_board)
            self._window.pages.addWidget(page)
        return self._bin

    def sort(self) -> "SortPage":
        """The unsorted cards, one by one."""
        if self._sort is None:
            from ui.pages.sort.sort_page import SortPage

            window = self._window
            self._sort = page = SortPage(self._store)
            page.opened.connect(self._open_sorted)
            page.closed.connect(self._show_board)
            page.said.connect(window.status.say)
            page.catalogue_wanted.connect(window.cards.pick_common)
            page.hand_over_wanted.connect(lambda task: window.hands.ask_person([task]))
            window.pages.addWidget(page)
        return self._sort

    def ledger(self) -> "LedgerPage":
        """What lies behind the hours at the top."""
        if self._ledger is None:
            from ui.pages.ledger.ledger_page import LedgerPage

            window = self._window
            self._ledger = page = LedgerPage(self._store)
            page.opened.connect(self._open_on_board)
            page.closed.connect(self._show_board)
            page.line_wanted.connect(window.following.copy_week)
            page.said.connect(window.status.say)
            window.pages.addWidget(page)
        return self._ledger

    def assistants(self) -> "AssistantsPage":
        """The people, and what each of them can do."""
        if self._assistants is None:
            from ui.pages.assistants.page import AssistantsPage

            window = self._window
            self._assistants = page = AssistantsPage(self._store, self._today)
            page.opened.connect(self._open_on_board)
            page.closed.connect(self._show_board)
            page.said.connect(window.status.say)
            page.new_wanted.connect(window.view.new_assistant)
            page.hand_over_wanted.connect(self._hand_over)
            page.stand_in_wanted.connect(self._stand_in)
            window.pages.addWidget(page)
        return self._assistants

    # Inside

    def _show_board(self) -> None:
        self.show("board")

    def _show_front(self, name: str, *, keyboard: bool) -> None:
        """The board, or Today in its place."""
        window = self._window
        window.pages.setCurrentWidget(window.splitter)
        is_other = window.front.is_today and name == "board"
        window.front.show_page(name)
        window.today_watch.catch_up()
        if is_other and window.panel.task_id is not None and window.panel.isVisible():
            # The opened card stays the one that is meant.
            window.board.focus_task(window.panel.task_id, keyboard=keyboard)
        elif keyboard:
            window.front.take_keyboard()

    def _show_welcome(self) -> None:
        from models.importers.base import Pasted
        from ui import menu_entry
        from ui.pages.welcome import WelcomePage

        window = self._window
        page = self._welcome = WelcomePage()
        page.file_chosen.connect(window.files.import_from)
        page.text_pasted.connect(lambda text: window.files.import_from(Pasted(text)))
        page.list_wanted.connect(window.cards.paste_list)
        page.catalogue_wanted.connect(window.cards.pick_common)
        page.sample_wanted.connect(window.sample_wanted)
        page.empty_wanted.connect(lambda: (self.leave_welcome(), window.quick_add.setFocus()))
        page.menu_wanted.connect(window.view.menu)
        page.set_menu_offered(not menu_entry.is_in_menu())
        window.pages.addWidget(page)
        window.pages.setCurrentWidget(page)
        for part in (window.header, window.sidebar, window.status):
            part.hide()
        page.setFocus()

    def _open_on_board(self, task: int) -> None:
        self.show("board", keyboard=False)
        self._window.board.focus_task(task)
        self._window.open_card(task)

    def _open_sorted(self, task: int) -> None:
        """What is sorted is set up next: its brief is in front."""
        self._open_on_board(task)
        card = cards.read_cards(self._store.board, [task]).get(task)
        if card is not None and card.kind == "setup":
            self._window.panel.show_brief()

    def _hand_over(self, task: int, assistant: int) -> None:
        self._window.hands.ask_person([task], assistant=assistant)

    def _stand_in(self, ids: tuple[int, ...], assistant: int, away: "AbsenceAhead") -> None:
        self._window.hands.ask_person(ids, assistant=assistant, away=away)

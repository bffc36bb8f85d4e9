"""What the View and Help menus do: pages of the window, room for the panel, theme, keys, links."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QMenu

from models import cards, tasks
from models.people import was_handed_over
from ui import theme
from ui.dialogs.question import tell
from ui.settings import Settings
from ui.store import Store

if TYPE_CHECKING:
    from models.coverage import AbsenceAhead
    from ui.dialogs.settings_dialog import SettingsDialog
    from ui.main_window import MainWindow
    from ui.pages.assistants.page import AssistantsPage
    from ui.pages.bin_page import BinPage
    from ui.pages.ledger.ledger_page import LedgerPage
    from ui.pages.sort.sort_page import SortPage
    from ui.pages.welcome import WelcomePage


class ViewActions(QObject):
    """Pages are made when they are first shown. said(str): a sentence for the status line."""

    said = Signal(str)

    def __init__(
        self, window: "MainWindow", store: Store, settings: Settings, today: Callable[[], dt.date]
    ) -> None:
        super().__init__(window)
        self._today = today
        self._window = window
        self._store = store
        self._settings = settings
        self._bin: BinPage | None = None
        self._ledger: LedgerPage | None = None
        self._sort: SortPage | None = None
        self._assistants: AssistantsPage | None = None
        self._welcome: WelcomePage | None = None
        self._settings_dialog: SettingsDialog | None = None

    def take(self, window: "MainWindow") -> None:
        """The window is assembled: its parts may be used from here on."""
        self._window = window
        window.header.hours_wanted.connect(self.ledger)
        window.header.line_wanted.connect(self._copy_week)
        theme.changed.connect(self._show_theme)
        self._show_theme()

    def begin(self, *, is_sample: bool) -> None:
        """What a start shows: the board, or the welcome page on a board that never held a card."""
        board = self._store.board
        if not is_sample and not board.read_only and board.is_untouched():
            self._show_welcome()
        elif was_handed_over(board):
            self.show_page("today")
        else:
            self.focus_board()

    # Pages

    def today(self) -> None:
        self.show_page("today")

    def leave_today(self) -> None:
        """Nothing is handed over any more."""
        if self._window.front.is_today:
            self._window.front.show_page("board")
            self._window.sidebar.show_page("board")

    def board(self) -> None:
        self.show_page("board")

    def sort(self) -> None:
        self.show_page("sort")

    def assistants(self) -> None:
        self.show_page("assistants")

    def assistant(self, key: int) -> None:
        """The page of one person."""
        page = self._assistants_page()
        page.show_person(key)
        self.show_page("assistants")

    def new_assistant(self) -> None:
        """A name and a city are enough."""
        from models.settings import read_settings
        from ui.dialogs.new_assistant import NewAssistantSheet

        board = self._store.board
        NewAssistantSheet(
            self._store, lambda: str(read_settings(board)["company.country"]), self._window
        ).open()

    def bin(self) -> None:
        self.show_page("bin")

    def ledger(self) -> None:
        """What lies behind the hours at the top."""
        self.show_page("ledger")

    def show_page(self, name: str, *, keyboard: bool = True) -> None:
        """Bring a page of the sidebar to the front, with the keyboard unless somebody types elsewhere."""
        window = self._window
        self.leave_welcome()
        if name == "bin":
            if self._bin is None:
                from ui.pages.bin_page import BinPage

                self._bin = BinPage(self._store)
                self._bin.closed.connect(self.board)
                window.pages.addWidget(self._bin)
            window.pages.setCurrentWidget(self._bin)
            self._bin.list.setFocus()
        elif name == "sort":
            page = self._sort_page()
            window.pages.setCurrentWidget(page)
            page.begin()
        elif name == "ledger":
            window.pages.setCurrentWidget(self._ledger_page())
            self._ledger_page().setFocus()
        elif name == "assistants":
            window.pages.setCurrentWidget(self._assistants_page())
            self._assistants_page().setFocus()
        else:
            window.pages.setCurrentWidget(window.splitter)
            is_other = window.front.is_today and name == "board"
            window.front.show_page(name)
            window.today_watch.catch_up()
            if is_other and window.panel.task_id is not None and window.panel.isVisible():
                # The opened card stays the one that is meant.
                window.board.focus_task(window.panel.task_id, keyboard=keyboard)
            elif keyboard:
                self.focus_board()
        window.sidebar.show_page(name)

    def _assistants_page(self) -> "AssistantsPage":
        if self._assistants is None:
            from ui.pages.assistants.page import AssistantsPage

            self._assistants = page = AssistantsPage(self._store, self._today)
            page.opened.connect(self._open_on_board)
            page.closed.connect(self.board)
            page.said.connect(self._window.status.say)
            page.new_wanted.connect(self.new_assistant)
            page.hand_over_wanted.connect(self._hand_over)
            page.stand_in_wanted.connect(self._stand_in)
            self._window.pages.addWidget(page)
        return self._assistants

    def _ledger_page(self) -> "LedgerPage":
        if self._ledger is None:
            from ui.pages.ledger.ledger_page import LedgerPage

            self._ledger = page = LedgerPage(self._store)
            page.opened.connect(self._open_on_board)
            page.closed.connect(self.board)
            page.line_wanted.connect(self._copy_week)
            page.said.connect(self._window.status.say)
            self._window.pages.addWidget(page)
        return self._ledger

    def _copy_week(self) -> None:
        """The week in one line, to be pasted wherever it is told."""
        hours = self._window.following.hours
        if hours is not None:
            from ui.ledger_words import line_text

            QApplication.clipboard().setText(line_text(hours))
            self.said.emit(self.tr("Copied: {line}").format(line=line_text(hours)))

    def _sort_page(self) -> "SortPage":
        if self._sort is None:
            from ui.pages.sort.sort_page import SortPage

            self._sort = SortPage(self._store)
            self._sort.opened.connect(self._open_sorted)
            self._sort.closed.connect(self.board)
            self._sort.said.connect(self._window.status.say)
            self._sort.catalogue_wanted.connect(self._window.cards.pick_common)
            self._sort.hand_over_wanted.connect(lambda task: self._window.hands.ask_person([task]))
            self._window.pages.addWidget(self._sort)
        return self._sort

    def _open_on_board(self, task: int) -> None:
        self.show_page("board", keyboard=False)
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
        self.focus_board()

    def focus_board(self) -> None:
        """The keyboard goes to the board, or to Today where that is in front."""
        self._window.front.take_keyboard()

    def focus_found(self) -> None:
        """From the search line to the cards: to the one in use, or else to the first that is shown."""
        board = self._window.board
        shown = next((c.model.ids[0] for c in board.columns() if c.model.ids and not c.is_folded), None)
        if board.current_id() is None and shown is not None:
            board.focus_task(shown)
        else:
            self.focus_board()

    def panel(self) -> None:
        """Open the card in use, or close the panel."""
        window = self._window
        if window.panel.isVisible():
            window.panel.close()
            self.focus_board()
        elif (task := window.board.current_id()) is not None:
            window.open_card(task)

    def make_room(self) -> None:
        self._window.sidebar.set_narrow(True)
        self._window.board.set_narrow(True)

    def give_room_back(self) -> None:
        self._window.sidebar.set_narrow(False)
        self._window.board.set_narrow(False)

    # Settings of the view

    def light(self) -> None:
        self._set_theme("light")

    def dark(self) -> None:
        self._set_theme("dark")

    def system(self) -> None:
        self._set_theme("system")

    def settings(self) -> None:
        """The settings, beside the window: what is set shows there at once."""
        self.show_settings()

    def specialisation(self) -> None:
        """What customers choose the company for: it heads the Core column."""
        self.show_settings("company").specialisation.setFocus()

    def show_settings(self, section: str = "") -> "SettingsDialog":
        """Open the settings, or bring them to the front, with this section."""
        from ui.dialogs.settings_dialog import SettingsDialog

        dialog = self._settings_dialog
        if dialog is None:
            dialog = SettingsDialog(self._store, self._settings, self._set_theme, self._window)
            self._window.reminders.serve(dialog.reminder_rows.values())
            dialog.finished.connect(self._on_settings_closed)
            self._settings_dialog = dialog
        if section:
            dialog.show_section(section)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    # Help

    def keys(self) -> None:
        from ui.dialogs.keys import KeysDialog

        KeysDialog(self._window.actions_.rows(), self._window).open()

    def sample(self) -> None:
        self._window.sample_wanted.emit()

    def menu(self) -> None:
        """Put the program into the owner's menu."""
        from ui import menu_entry

        try:
            written = menu_entry.add_to_menu()
        except OSError as error:
            tell(self._window, self.tr("The menu could not be changed."), error.strerror or "")
            return
        if self._welcome is not None:
            self._welcome.set_menu_offered(False)
        tell(
            self._window,
            self.tr("Delegation Board is in your menu, and boards open by a double click."),
            "\n".join(written),
        )

    def about(self) -> None:
        self._window.files.about()

    # Helpers of the window

    def open_link(self, url: str) -> None:
        """Whatever a card links to goes through the one door."""
        from ui.door import Door

        Door(self._window, self._store.board).open_link(url)

    def open_mail(self, address: str) -> None:
        """A new mail that the program itself has written: the same door, without a question."""
        from ui.door import open_mail

        if not open_mail(address):
            tell(self._window, self.tr("No program here writes e-mails. Copy it as text instead."))

    def task_of(self, uid: str) -> int | None:
        """The card with this uid, if it is on the board."""
        task = tasks.id_of(self._store.board, uid)
        return task if task is not None and cards.read_places(self._store.board, [task]) else None

    def end_series(self, task: int) -> None:
        self._store.submit(tasks.end_series, task, pending=[task])

    def split(self, task: int) -> None:
        from ui.dialogs.split_sheet import SplitSheet

        SplitSheet(self._store, task, self._window).open()

    def lazy_menu(self, fill: Callable[[QMenu], None]) -> QMenu:
        """A menu that is filled each time it is about to be shown."""
        menu = QMenu(self._window)
        menu.aboutToShow.connect(lambda: fill(menu))
        return menu

    # Inside

    def flush(self) -> None:
        """Save what is half typed on a page or in the settings; the window closes."""
        if self._assistants is not None:
            self._assistants.flush()
        if self._settings_dialog is not None:
            self._settings_dialog.close()

    def _on_settings_closed(self) -> None:
        self._settings_dialog = None

    def _set_theme(self, name: str) -> None:
        self._settings.theme = name
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, name)

    def _show_theme(self) -> None:
        self._window.actions_[f"view.{theme.wish()}"].setChecked(True)

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
        page.menu_wanted.connect(self.menu)
        page.set_menu_offered(not menu_entry.is_in_menu())
        window.pages.addWidget(page)
        window.pages.setCurrentWidget(page)
        for part in (window.header, window.sidebar, window.status):
            part.hide()
        page.setFocus()

"""What the View and Help menus do: pages, the panel and room for it, theme, settings, keys, links."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMenu

from models import cards, tasks
from ui import theme
from ui.dialogs.question import tell
from ui.settings import Settings
from ui.store import Store

if TYPE_CHECKING:
    from ui.dialogs.settings_dialog import SettingsDialog
    from ui.main_window import MainWindow


class ViewActions(QObject):
    """A method for every action of these menus, and what the window asks of them."""

    def __init__(self, window: "MainWindow", store: Store, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._settings = settings
        self._settings_dialog: SettingsDialog | None = None

    def begin(self) -> None:
        """The window is assembled: its parts may be used from here on."""
        theme.changed.connect(self._show_theme)
        self._show_theme()

    # Pages

    def today(self) -> None:
        self._window.paging.show("today")

    def board(self) -> None:
        self._window.paging.show("board")

    def sort(self) -> None:
        self._window.paging.show("sort")

    def assistants(self) -> None:
        self._window.paging.show("assistants")

    def bin(self) -> None:
        self._window.paging.show("bin")

    def ledger(self) -> None:
        """What lies behind the hours at the top."""
        self._window.paging.show("ledger")

    def new_assistant(self) -> None:
        """A name and a city are enough."""
        from models.settings import read_settings
        from ui.dialogs.new_assistant import NewAssistantSheet

        board = self._store.board
        NewAssistantSheet(
            self._store, lambda: str(read_settings(board)["company.country"]), self._window
        ).open()

    def panel(self) -> None:
        """Open the card in use, or close the panel."""
        window = self._window
        if window.panel.isVisible():
            window.panel.close()
            window.front.take_keyboard()
        elif (task := window.board.current_id()) is not None:
            window.open_card(task)

    def focus_found(self) -> None:
        """From the search line to the cards: to the one in use, or else to the first that is shown."""
        board = self._window.board
        shown = next((c.model.ids[0] for c in board.columns() if c.model.ids and not c.is_folded), None)
        if board.current_id() is None and shown is not None:
            board.focus_task(shown)
        else:
            self._window.front.take_keyboard()

    def show_beside(self, ids: list[int]) -> None:
        """An opened panel shows the card that the owner goes to; what is typed there comes first."""
        panel = self._window.panel
        if len(ids) == 1 and panel.task_id not in (None, ids[0]) and self._window.board.has_keyboard():
            panel.open(ids[0], focus=False)

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
        self._window.paging.end_menu_offer()
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
        """Save what is half typed in the settings; the window closes."""
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

"""Sort: the game beside its map, what a round ends on, and Delegate next."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from models.change import Change
from ui import theme
from ui.dialogs.look import dress
from ui.pages.sort.closing_page import ClosingPage
from ui.pages.sort.delegate_next import DelegateNextPage
from ui.pages.sort.game import SortGame
from ui.pages.sort.map_panel import MapPanel
from ui.store import Store

EDGE = 12
BESIDE_FROM = 50
"""From this many times the text's height the map has room beside the game."""
_TABS = """
QTabBar {{ border: none; background: transparent; }}
QTabBar::tab {{
    background: transparent; color: {muted}; border: none; border-bottom: 2px solid transparent;
    padding: 4px 2px 5px 2px; margin-right: 18px;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {core}; font-weight: 600; }}
QTabBar::tab:hover:!selected {{ color: {text}; }}
QTabBar::tab:focus {{ border-bottom-color: {text}; }}
"""


class SortPage(QWidget):
    """opened(int): a card for the panel. closed(): back to the board. said(str): for the status line.

    catalogue_wanted(): the common tasks, to add some of them. hand_over_wanted(int): give a task to somebody.
    """

    opened = Signal(int)
    closed = Signal()
    said = Signal(str)
    catalogue_wanted = Signal()
    hand_over_wanted = Signal(int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)
        self._store = store
        self.game = SortGame(store)
        self.map = MapPanel(store)
        self.closing = ClosingPage(store)
        self.next = DelegateNextPage(store)
        self.tabs = QTabBar()
        self._is_over = False
        self._lay_out()
        self._connect()
        self._dress_tabs()
        self.game.begin()

    def begin(self) -> None:
        """The page is shown: go on with the round, or begin one if there is something new to sort."""
        if self.game.deal.play is None:
            self.game.begin()
        self._show_tab(0)
        self.tabs.setCurrentIndex(0)

    def sort_task(self, task: int) -> None:
        """Put this task on the table."""
        self.game.deal.bring(task)
        self._show_tab(0)

    def card_in_use(self) -> int | None:
        """The task that keys of the window mean: on the table, or the row of Delegate next."""
        if self._pages.currentWidget() is self.next:
            return self.next.table.task()
        return self.game.deal.play.card.id if self.game.deal.play else None

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(self.tr("Parts of Sort"))
        for name in (self.tr("Sort"), self.tr("Map"), self.tr("Delegate next")):
            self.tabs.addTab(name)
        self._beside = QHBoxLayout()
        both = QWidget()
        both.setLayout(self._beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(EDGE)
        self._beside.addWidget(self.game, 5)
        self._large = QHBoxLayout()
        alone = QWidget()
        alone.setLayout(self._large)
        self._large.setContentsMargins(0, 0, 0, 0)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._parts = {"game": both, "map": alone, "closing": self.closing, "next": self.next}
        for part in self._parts.values():
            self._pages.addWidget(part)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(EDGE, 4, EDGE, EDGE)
        rows.setSpacing(6)
        rows.addWidget(self.tabs)
        rows.addWidget(pages, 1)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self.game.deal.ended.connect(self._on_ended)
        self.game.deal.on_table.connect(self._on_table)
        for part in (self.game, self.map, self.closing, self.next):
            part.opened.connect(self.opened)
        for part in (self.game, self.closing, self.next):
            part.left.connect(self.closed)
        self.game.said.connect(self.said)
        self.closing.undo_wanted.connect(lambda: self.game.press("undo"))
        self.closing.more_wanted.connect(self._sort_again)
        self.closing.hand_over_wanted.connect(self.hand_over_wanted)
        self.closing.catalogue_wanted.connect(self.catalogue_wanted)
        self.closing.plan_wanted.connect(lambda: self.tabs.setCurrentIndex(2))
        self._store.changed.connect(self._on_change)
        theme.changed.connect(self._dress_tabs)

    def _show_tab(self, number: int) -> None:
        name = ("game", "map", "next")[number]
        if name == "game" and self._is_over:
            name = "closing"
            self.closing.set_later(self.game.deal.round.later)
            self.closing.read()
        self._place_map(name)
        self._pages.setCurrentWidget(self._parts[name])
        self._focus(name)

    def _focus(self, name: str) -> None:
        if name == "game":
            self.game.take_keyboard()
        elif name == "closing":
            self.closing.setFocus()
        elif name == "next":
            self.next.table.setFocus()
        elif not self.map.list.isHidden():
            self.map.list.setFocus()

    def _place_map(self, name: str) -> None:
        """The map stands beside the game where there is room; its own tab shows it large."""
        has_room = self.width() >= BESIDE_FROM * self.fontMetrics().height()
        if name == "map":
            self._large.addWidget(self.map)
            self.map.show()
        elif name == "game":
            self._beside.addWidget(self.map, 3)
            self.map.setVisible(has_room)

    def _on_table(self, task: int) -> None:
        self.map.show_current(task)
        if task and self._is_over:
            self._is_over = False
            if self.tabs.currentIndex() == 0:
                self._show_tab(0)

    def _on_ended(self) -> None:
        self._is_over = True
        if self.tabs.currentIndex() == 0:
            self._show_tab(0)

    def _sort_again(self) -> None:
        self._is_over = False
        self.game.begin()
        self._show_tab(0)

    def _on_change(self, change: Change) -> None:
        del change
        if self._is_over and self.closing.isVisible():
            self.closing.set_later(self.game.deal.round.later)
            self.closing.read()

    def _dress_tabs(self) -> None:
        c = theme.colours()
        self.tabs.setStyleSheet(_TABS.format(muted=c.muted.name(), text=c.text.name(), core=c.core.name()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.tabs.currentIndex() == 0:
            self._place_map("game")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_map(("game", "map", "next")[self.tabs.currentIndex()])

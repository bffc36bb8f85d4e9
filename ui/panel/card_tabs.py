"""The tabs of the opened card: which of them it has, and each filled only when it comes to the front."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.cards import Detail
from ui import theme
from ui.panel.style import EDGE
from ui.panel.tabs import TABS, TabSpec, as_tab
from ui.panel.writer import Writer
from ui.store import Store


class CardTabs(QWidget):
    """leaving(): another tab comes to the front; what is half typed is saved first. turned(): it is there."""

    leaving = Signal()
    turned = Signal()

    def __init__(self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self._detail: Detail | None = None
        # Those that have not shown this card yet, and those that know it as it was
        self._unread: set[str] = set()
        self._behind: set[str] = set()
        self._shown: list[TabSpec] = []
        self.bar = QTabBar(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(False)
        self.bar.setAccessibleName(self.tr("Parts of the card"))
        self.bar.currentChanged.connect(self._on_turned)
        self._stack = QStackedWidget(self)
        self._tabs: dict[str, QWidget] = {}
        for spec in TABS:
            tab = self._tabs[spec.key] = spec.make(store, writer, today)
            self._stack.addWidget(tab)
        bar = QHBoxLayout()
        bar.setContentsMargins(EDGE + 4, 0, EDGE, 0)
        # More than its hint: the tab in front is bold, which the hint may have forgotten.
        bar.addWidget(self.bar, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(bar)
        rows.addWidget(_Rule())
        rows.addWidget(self._stack, 1)

    def __getitem__(self, key: str) -> QWidget:
        return self._tabs[key]

    def load(self, detail: Detail) -> None:
        """Show another card."""
        self._detail = detail
        self._unread, self._behind = set(self._tabs), set()
        self._show_bar(detail)
        self._catch_up()

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now, without disturbing what is being typed."""
        # The bar first: a tab that the card no longer has goes as it was.
        self._show_bar(detail)
        self._detail = detail
        self._behind |= self._tabs.keys()
        self._catch_up()

    def flush(self) -> None:
        """Save whatever is half typed."""
        for key, tab in self._tabs.items():
            # What stands on the others is of a card that was open before, and was sent when it was left.
            if key not in self._unread:
                as_tab(tab).flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        for tab in self._tabs.values():
            as_tab(tab).restyle()

    def keys(self) -> list[str]:
        """The keys of the tabs that the opened card has, the one in front first."""
        keys = [spec.key for spec in self._shown]
        at = max(0, self.bar.currentIndex())
        return [*keys[at:], *keys[:at]]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front, if the opened card has it."""
        for place, spec in enumerate(self._shown):
            if spec.key == key:
                self.bar.setCurrentIndex(place)

    def is_in_front(self, field: QWidget) -> bool:
        """Whether a field lies on the tab in front, or above all tabs."""
        behind = [tab for tab in self._tabs.values() if tab is not self._stack.currentWidget()]
        return not any(tab.isAncestorOf(field) for tab in behind)

    def take_keyboard(self) -> None:
        """The keyboard goes to the tab in front."""
        self._stack.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _catch_up(self) -> None:
        """Let the tab in front show the card as it is stored; the others do when they come to the front."""
        if self._detail is None:
            return
        key = next(key for key, tab in self._tabs.items() if tab is self._stack.currentWidget())
        if key in self._unread:
            as_tab(self._tabs[key]).load(self._detail)
        elif key in self._behind:
            as_tab(self._tabs[key]).refresh(self._detail)
        self._unread.discard(key)
        self._behind.discard(key)

    def _show_bar(self, detail: Detail) -> None:
        specs = [spec for spec in TABS if spec.is_for(detail.card)]
        if specs == self._shown:
            return
        current = self._shown[self.bar.currentIndex()].key if self._shown else "task"
        self._shown = []
        while self.bar.count():
            self.bar.removeTab(0)
        self._shown = specs
        for spec in specs:
            self.bar.addTab(spec.title())
        self.show_tab(current)

    def _on_turned(self, place: int) -> None:
        if 0 <= place < len(self._shown):
            self.leaving.emit()
            self._stack.setCurrentWidget(self._tabs[self._shown[place].key])
            self._catch_up()
            self.turned.emit()


class _Rule(QWidget):
    """The line under the tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colours().line)

"""The list of assistants on their page, with a filter by the four cells of outsourced and abroad."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from models.assistants import Assistant
from models.sourcing import cell
from ui import theme
from ui.dialogs.settings.rows import ChoiceBox
from ui.dialogs.sheet import heading_label
from ui.plain import tooltip
from ui.wording import sentence_text

ALL, GONE = "all", "gone"
_ID = Qt.ItemDataRole.UserRole


class PeopleColumn(QWidget):
    """chosen(int): an assistant. new_wanted(). matrix_wanted(): who can do what."""

    chosen = Signal(int)
    new_wanted = Signal()
    matrix_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = heading_label(self.tr("Assistants"))
        self.filter = ChoiceBox(self.tr("Which assistants"), [])
        self.filter.chosen.connect(self._on_filter)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Assistants"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentItemChanged.connect(self._on_current)
        self.new = QPushButton(self.tr("New assistant…"))
        self.new.setAutoDefault(True)
        self.new.clicked.connect(self.new_wanted)
        self.matrix = QPushButton(self.tr("Who can do what"))
        self.matrix.setAutoDefault(True)
        self.matrix.hide()
        self.matrix.clicked.connect(self.matrix_wanted)
        self._people: list[Assistant] = []
        self._wanted = ALL
        self.current = 0
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 18, 0, 18)
        rows.setSpacing(10)
        for part in (self.heading, self.filter, self.list, self.matrix, self.new):
            rows.addWidget(part)
        self.setFixedWidth(max(250, self.fontMetrics().averageCharWidth() * 36))

    def show_people(self, people: Sequence[Assistant], current: int) -> None:
        """Everybody, also who left; `current`: who is shown beside."""
        self._people = list(people)
        self.current = current
        self._fill_filter()
        self._fill_list()

    def shown(self) -> list[int]:
        """Who is in the list, top first."""
        return [int(self.list.item(row).data(_ID)) for row in range(self.list.count())]

    def _fill_filter(self) -> None:
        here = [who for who in self._people if who.ended is None]
        counts = Counter(_cell(who) for who in here)
        gone = len(self._people) - len(here)
        self.filter.clear()
        self.filter.addItem(self.tr("All who work with you · {count}").format(count=len(here)), ALL)
        for name, count in sorted(counts.items()):
            self.filter.addItem(f"{name} · {count}", name)
        if gone:
            self.filter.addItem(self.tr("No longer with you · {count}").format(count=gone), GONE)
        if self.filter.findData(self._wanted) < 0:
            self._wanted = ALL
        self.filter.show_value(self._wanted)

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for who in self._people:
            if not self._is_wanted(who):
                continue
            item = QListWidgetItem(who.name)
            item.setData(_ID, who.id)
            item.setToolTip(tooltip(f"{who.name} · {_cell(who)}"))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{who.name}, {_cell(who)}")
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 14))
            if who.id == self.current:
                item.setFont(theme.font(1.0, QFont.Weight.DemiBold))
            self.list.addItem(item)
            if who.id == self.current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _is_wanted(self, who: Assistant) -> bool:
        if self._wanted == GONE:
            return who.ended is not None
        return who.ended is None and self._wanted in (ALL, _cell(who))

    def _on_filter(self, wanted: str) -> None:
        self._wanted = wanted
        self._fill_list()
        shown = self.shown()
        if shown and self.current not in shown:
            self.chosen.emit(shown[0])

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and int(item.data(_ID)) != self.current:
            self.chosen.emit(int(item.data(_ID)))


def _cell(who: Assistant) -> str:
    return sentence_text(cell(who.outside_company, who.abroad))

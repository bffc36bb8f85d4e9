"""Common tasks to choose from: search, filter, tick, add."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from models.catalogue import groups
from ui.dialogs.catalogue_model import (
    GROUP,
    OFTEN,
    PRIVATE,
    TITLE,
    WHO,
    CatalogueFilter,
    CatalogueModel,
    Ticks,
    about_text,
    who_name,
)
from ui.dialogs.look import Box
from ui.dialogs.sheet import Sheet, muted_label
from ui.panel.flow import FlowLayout

# Columns that go, one after the other, where the window is narrower than so many letters.
_GOING = ((GROUP, 165), (PRIVATE, 140), (WHO, 100))
# Lines of the text about one task.
_ABOUT_LINES = 3


class CataloguePick(Sheet):
    """Space or a click ticks, Enter adds what is ticked. What is ticked stays, whatever is shown."""

    chosen = Signal(object)
    """list[TaskDraft]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Pick common tasks"), parent)
        self.model = CatalogueModel(self)
        self.filter = CatalogueFilter(self.model, self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search, e.g. invoices"))
        self.search.setAccessibleName(self.tr("Search common tasks"))
        self.search.setClearButtonEnabled(True)
        self.group = _choice(self.tr("Group"), self.tr("All groups"), [(name, name) for name in groups()])
        takers = [(who, who_name(who)) for who in ("assistant", "specialist", "local", "split", "core")]
        self.who = _choice(self.tr("Who could take it"), self.tr("Whoever takes it"), takers)
        levels = [
            ("low", self.tr("little private")),
            ("medium", self.tr("somewhat private")),
            ("high", self.tr("very private")),
        ]
        self.private = _choice(self.tr("How private"), self.tr("Any privacy"), levels)
        self.list = QTableView()
        self.about = muted_label()
        self._rough = muted_label(
            self.tr("Minutes and frequency are rough starting points: change them on the card.")
        )
        self._dress_list()
        self._lay_out()
        self.add_cancel()
        self.add = self.add_button(self.tr("Add"), self._on_add, is_main=True)
        self.add.setEnabled(False)
        self.search.textChanged.connect(self._on_filter_changed)
        for box in (self.group, self.who, self.private):
            box.activated.connect(self._on_filter_changed)
        self.model.ticked.connect(self._on_ticked)
        self.list.selectionModel().currentRowChanged.connect(self._on_current)
        self.search.installEventFilter(self)
        self.search.setFocus()
        self._on_filter_changed()
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        room = self.screen().availableGeometry().size() - QSize(60, 100)
        self.resize(QSize(max(760, letter * 168), max(560, line * 34)).boundedTo(room))

    def _lay_out(self) -> None:
        top = FlowLayout(gap=6)
        self.search.setMinimumHeight(self.group.sizeHint().height())
        self.search.setMinimumWidth(self.fontMetrics().averageCharWidth() * 34)
        for part in (self.search, self.group, self.who, self.private):
            top.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(self.list, 1)
        self.about.setMinimumHeight(self.fontMetrics().lineSpacing() * _ABOUT_LINES)
        self.about.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.about.setForegroundRole(self.foregroundRole())
        self.body.addWidget(self.about)
        self.buttons.insertWidget(0, self._rough, 20)

    def _dress_list(self) -> None:
        self.list.setModel(self.filter)
        self.list.setItemDelegate(Ticks(self.list))
        self.list.setAccessibleName(self.tr("Common tasks"))
        self.list.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setShowGrid(False)
        self.list.setTabKeyNavigation(False)
        self.list.setWordWrap(False)
        self.list.verticalHeader().hide()
        self.list.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = self.list.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (OFTEN, WHO, PRIVATE, GROUP):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def _on_filter_changed(self) -> None:
        self.filter.show_only(
            self.search.text(),
            self.group.currentData(),
            self.private.currentData(),
            self.who.currentData(),
        )
        if self.filter.rowCount():
            if not self.list.currentIndex().isValid():
                self._on_current(self.filter.index(0, TITLE))
        else:
            self.about.setText(self.tr("Nothing is found. Take a filter away, or search for another word."))

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.about.setText(about_text(self.filter.task(index.row())))

    def _on_ticked(self, count: int) -> None:
        self.add.setText(self.tr("Add %n card(s)", "", count) if count else self.tr("Add"))
        self.add.setEnabled(count > 0)

    def _on_add(self) -> None:
        if tasks := self.model.chosen():
            self.chosen.emit([task.draft() for task in tasks])
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search goes to the list."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        is_press = is_down and event.type() == QEvent.Type.KeyPress
        if is_press and watched is self.search and self.filter.rowCount():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.filter.index(0, TITLE))
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in _GOING:
            self.list.setColumnHidden(column, event.size().width() < letters * letter)


def _choice(name: str, every: str, choices: list[tuple[str, str]]) -> Box:
    """A filter: `every` takes it away; the values are "" or the first of each pair."""
    box = Box()
    box.setAccessibleName(name)
    box.addItem(every, "")
    for value, text in choices:
        box.addItem(text[:1].upper() + text[1:], value)
    box.setMinimumWidth(box.sizeHint().width() + 12)
    return box

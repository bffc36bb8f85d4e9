"""The table of who can do what: arrows go through it, Enter opens the card, M asks what to do with a cell."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme
from ui.pages.assistants.matrix_cells import CellDelegate, PeopleHeader, TaskHeader, forget
from ui.pages.assistants.matrix_model import MatrixModel


class MatrixView(QTableView):
    """opened(int): a task. person_opened(int): an assistant, by their name. menu_wanted(int, int, QPoint):
    what can be done about a task and an assistant, at this place of the screen.
    """

    opened = Signal(int)
    person_opened = Signal(int)
    menu_wanted = Signal(int, int, QPoint)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = model
        self.tasks, self.people = TaskHeader(model, self), PeopleHeader(model, self)
        self.setVerticalHeader(self.tasks)
        self.setHorizontalHeader(self.people)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(model, self))
        self.setAccessibleName(self.tr("Who can do what: tasks down, assistants across"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.tasks.setDefaultSectionSize(self.fontMetrics().height() + 16)
        self.tasks.sectionDoubleClicked.connect(lambda row: self.opened.emit(model.task(row).task))
        self.people.sectionDoubleClicked.connect(lambda at: self.person_opened.emit(model.member(at).id))
        self.tasks.sectionClicked.connect(lambda row: self.go_to(row, max(0, self.currentIndex().column())))
        self.people.sectionClicked.connect(lambda at: self.go_to(max(0, self.currentIndex().row()), at))
        self.doubleClicked.connect(lambda index: self.opened.emit(model.task(index.row()).task))
        self.selectionModel().currentChanged.connect(self._on_current)
        model.modelReset.connect(self.fit)
        model.headerDataChanged.connect(lambda *_: self.fit())
        theme.changed.connect(self.take_theme)
        self.take_theme()

    def take_theme(self) -> None:
        """Take over the running colours; an opaque ground lets Qt scroll by copying pixels."""
        forget()
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Base, theme.colours().card)
        self.viewport().setPalette(colours)
        ground = theme.colours().card.name()
        self.setStyleSheet(f"QTableCornerButton::section {{ background: {ground}; border: none; }}")
        self.viewport().update()

    def fit(self) -> None:
        """Widths by names and titles."""
        cell = self.people.width_of_sections()
        self.people.setDefaultSectionSize(cell)
        bar = self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        self.tasks.fit(self.width(), cell * len(self._matrix.members) + bar)

    def place(self) -> tuple[int, int] | None:
        """Task and assistant of the cell in use."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self._matrix.task(index.row()).task, self._matrix.member(index.column()).id

    def go_to(self, row: int, column: int) -> None:
        """Use a cell, and show it."""
        index = self._matrix.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def _on_current(self) -> None:
        self.tasks.viewport().update()
        self.people.viewport().update()

    def _ask_menu(self, at: QPoint | None = None) -> None:
        if (place := self.place()) is not None:
            cell = self.visualRect(self.currentIndex())
            self.menu_wanted.emit(*place, at or self.viewport().mapToGlobal(cell.center()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place, key = self.place(), event.key()
        if place is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(place[0])
        elif place is not None and key == Qt.Key.Key_M and not event.modifiers():
            self._ask_menu()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump about: a cell's text is a digit."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self.go_to(index.row(), index.column())
            self._ask_menu(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

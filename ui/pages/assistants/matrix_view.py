"""The table of who can do what: arrows go through it, Enter opens the card, M asks what to do with a cell."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ui import theme
from ui.pages.assistants.matrix_cells import PeopleHeader, TaskHeader, cell_picture, forget
from ui.pages.assistants.matrix_model import Look, MatrixModel


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
        bare = f"{{ background: {ground}; border: none; }}"
        self.setStyleSheet(f"QTableCornerButton::section {bare} QAbstractScrollArea::corner {bare}")
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """All cells in one go: a delegate is asked for each, which takes longer than all the painting."""
        wide, tall = self.people.defaultSectionSize(), self.tasks.defaultSectionSize()
        ratio, current = self.devicePixelRatioF(), self.currentIndex()
        left, top = -self.people.offset(), -self.tasks.offset()
        area = event.rect()
        columns = range(
            max(0, (area.left() - left) // wide),
            min(len(self._matrix.members), (area.right() - left) // wide + 1),
        )
        rows = range(
            max(0, (area.top() - top) // tall),
            min(len(self._matrix.tasks), (area.bottom() - top) // tall + 1),
        )
        in_use = (current.row(), current.column()) if current.isValid() else (-1, -1)
        pictures: dict[Look, QPixmap] = {}
        painter = QPainter(self.viewport())
        painter.fillRect(area, theme.colours().card)
        for row in rows:
            looks, y = self._matrix.looks(row), top + row * tall
            for column in columns:
                look = looks[column]
                picture = pictures.get(look)
                if picture is None:
                    picture = pictures[look] = cell_picture(wide, tall, *look, False, ratio)
                painter.drawPixmap(left + column * wide, y, picture)
        if in_use[0] in rows and in_use[1] in columns:
            look = self._matrix.looks(in_use[0])[in_use[1]]
            at = (left + in_use[1] * wide, top + in_use[0] * tall)
            painter.drawPixmap(*at, cell_picture(wide, tall, *look, True, ratio))
        painter.end()

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

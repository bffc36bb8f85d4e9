"""The assistants in the sidebar: cards are dropped on them to hand them over."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from models.people import Person
from ui import theme
from ui.board.drag import EdgeScroll, read_ids
from ui.person_row import PersonRow
from ui.plain import tooltip

MOST_PEOPLE = 400
Hint = Callable[[tuple[int, ...], int], str]


class PeopleList(QScrollArea):
    """person_chosen(str): a name, whose cards are wanted. page_wanted(int): an assistant's page.

    cards_dropped(int, tuple): an assistant, ids of cards. hint_changed(str): what a drop would mean, "" none.
    """

    person_chosen = Signal(str)
    page_wanted = Signal(int)
    new_wanted = Signal()
    cards_dropped = Signal(int, object)
    hint_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # One that Python knows, as in ui.board.drop_table
        self.setViewport(QWidget(self))
        self.rows: list[PersonRow] = []
        self._people: list[Person] = []
        self._board = ""
        self._hint: Hint | None = None
        self._target: PersonRow | None = None
        self._is_narrow = False
        self.new = self._make_new()
        self._inside = QWidget()
        self._list = QVBoxLayout(self._inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)
        self._list.addWidget(self.new)
        self._list.addStretch()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._inside)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self._scrolling = EdgeScroll(self.verticalScrollBar(), self)

    def take_board(self, path: str, *, writes: bool) -> None:
        """Whose cards may be dropped here; none on a board that is only read."""
        self._board = path if writes else ""
        self.new.setVisible(writes)

    def set_hint(self, hint: Hint) -> None:
        """What tells what a drop of cards on an assistant would mean."""
        self._hint = hint

    def show_people(self, people: list[Person]) -> None:
        """Everybody who works here."""
        if people == self._people:
            return
        self._people = people
        self._show_target(None)
        for row in self.rows:
            # It stays where it is until Qt deletes it, and would be seen beside the new ones.
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()
        self.rows = [self._make_row(person) for person in people[:MOST_PEOPLE]]
        before: QWidget | None = None
        for place, row in enumerate(self.rows):
            self._list.insertWidget(place, row)
            if before is not None:
                QWidget.setTabOrder(before, row)
            before = row
        if before is not None:
            QWidget.setTabOrder(before, self.new)

    def set_narrow(self, is_narrow: bool) -> None:
        """Only faces, which take drops all the same."""
        self._is_narrow = is_narrow
        self.new.setToolButtonStyle(_style(is_narrow))
        for row in self.rows:
            row.set_narrow(is_narrow)

    def row_at(self, at: QPoint) -> PersonRow | None:
        """The person at a place of the viewport."""
        inside = self._inside.mapFrom(self.viewport(), at)
        return next((row for row in self.rows if row.geometry().contains(inside)), None)

    def _make_row(self, person: Person) -> PersonRow:
        row = PersonRow(person, self._inside)
        row.set_narrow(self._is_narrow)
        row.cards_wanted.connect(lambda: self.person_chosen.emit(person.name))
        row.page_wanted.connect(lambda: self.page_wanted.emit(person.id))
        row.stepped.connect(lambda by: self._walk(row, by))
        return row

    def _walk(self, row: PersonRow, by: int) -> None:
        stops: list[QWidget] = [*self.rows, self.new]
        place = stops.index(row) + by
        if 0 <= place < len(stops):
            stops[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(stops[place], 0, 8)

    def _make_new(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("page")
        button.setText(self.tr("New assistant"))
        button.setAccessibleName(button.text())
        button.setToolTip(tooltip(self.tr("New assistant: a name and a city")))
        button.setIcon(theme.icon("user-plus"))
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(_style(False))
        # With large letters it gives way: else the whole list would be wider than there is room.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setMinimumHeight(32)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.new_wanted)
        return button

    # Drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._board and read_ids(event.mimeData(), self._board):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self._scrolling.follow(at.y(), self.viewport().height())
        row = self.row_at(at)
        ids = read_ids(event.mimeData(), self._board)
        if row is not self._target:
            self._show_target(row)
            text = self._hint(ids, row.person.id) if row is not None and self._hint is not None else ""
            self.hint_changed.emit(text)
        if row is None or not ids:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._end_drag()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.row_at(event.position().toPoint())
        ids = read_ids(event.mimeData(), self._board)
        self._end_drag()
        if row is None or not ids:
            event.ignore()
            return
        # The board keeps its cards: what becomes of them is decided by who takes this.
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.cards_dropped.emit(row.person.id, ids)

    def _end_drag(self) -> None:
        self._scrolling.stop()
        self._show_target(None)
        self.hint_changed.emit("")

    def _show_target(self, row: PersonRow | None) -> None:
        if self._target is not None:
            self._target.set_target(False)
        self._target = row
        if row is not None:
            row.set_target(True)


def _style(is_narrow: bool) -> Qt.ToolButtonStyle:
    beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    return Qt.ToolButtonStyle.ToolButtonIconOnly if is_narrow else beside

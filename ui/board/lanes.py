"""The layout of the columns: some as wide as the owner wants them, the others share the rest."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.board.column import Column

GAP = 8


class Wish(NamedTuple):
    """How wide a column wants to be, in pixels; `wanted` None: a share of the rest."""

    least: int
    wanted: int | None = None


def shared_out(room: int, wishes: Sequence[Wish], *, gives_way: bool = False) -> list[int]:
    """The widths of the columns in `room` pixels, gaps not counted; more than `room` if it is too small.

    `gives_way`: then those that the owner made wider give back what is missing.
    """
    widths = [0 if wish.wanted is None else max(wish.least, wish.wanted) for wish in wishes]
    free = [place for place, wish in enumerate(wishes) if wish.wanted is None]
    rest = max(0, room - sum(widths))
    for number, place in enumerate(free):
        # What does not divide evenly goes pixel by pixel to the first ones
        share = rest // len(free) + (1 if number < rest % len(free) else 0)
        widths[place] = max(wishes[place].least, share)
    missing = sum(widths) - room
    if gives_way and missing > 0:
        spare = [width - wish.least for width, wish in zip(widths, wishes, strict=True)]
        given, whole = min(missing, sum(spare)), sum(spare)
        for place, more in enumerate(spare):
            part = round(given * more / whole) if whole else 0
            widths[place] -= part
            given, whole = given - part, whole - more
    return widths


class Lanes(QLayout):
    """Columns from left to right, all as high as there is room. laid(): they have their places.

    While it is narrow, wide columns give way, and the columns of the kind To review stay at the right edge of
    what is in sight instead of being scrolled away: `edge` tells where that is.
    """

    laid = Signal()

    def __init__(self, parent: QWidget, edge: Callable[[], int]) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._edge = edge
        self._is_narrow = False
        self._pinned: list[Column] = []
        # The ground on which pinned columns lie, over the others
        self._shelf = QWidget(parent)
        self._shelf.setAutoFillBackground(True)
        self._shelf.hide()

    def arrange(self, columns: Sequence[Column]) -> None:
        """Hold these columns in this order; one that is gone is taken out with removeWidget before."""
        for column in columns:
            if self.indexOf(column) < 0:
                self.addWidget(column)
        order = {column: place for place, column in enumerate(columns)}
        self._items.sort(key=lambda item: order[_column(item)])
        self.invalidate()

    def set_narrow(self, is_narrow: bool) -> None:
        """Whether there is little room, because a card is open beside the columns."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.invalidate()

    def follow(self) -> None:
        """Another part of the columns is in sight now."""
        if self._is_narrow:
            self.invalidate()
            self.activate()

    def covered(self, column: Column) -> int:
        """How many pixels of a column lie below those that are kept in sight."""
        if not self._pinned or column in self._pinned:
            return 0
        return min(column.width(), max(0, column.x() + column.width() - self._shelf.x()))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        x = room.x()
        places: list[QRect] = []
        for width in self._widths(room.width()):
            places.append(QRect(x, room.y(), width, room.height()))
            x += width + GAP
        self._pinned = self._pin(places) if self._is_narrow else []
        for item, place in zip(self._items, places, strict=True):
            item.setGeometry(place)
        self._show_shelf(rect)
        self.laid.emit()

    def _pin(self, places: list[QRect]) -> list[Column]:
        """Move what would be out of sight to the edge; returns those columns, from right to left."""
        edge = self._edge() - self.contentsMargins().right()
        pinned = []
        for number in reversed(range(len(places))):
            column, place = _column(self._items[number]), places[number]
            if column.stage.kind == "review" and place.x() + place.width() > edge:
                place.moveLeft(edge - place.width())
                edge = place.x() - GAP
                pinned.append(column)
        return pinned

    def _show_shelf(self, rect: QRect) -> None:
        self._shelf.setVisible(bool(self._pinned))
        if self._pinned:
            left = self._pinned[-1].x() - GAP
            self._shelf.setGeometry(left, rect.y(), self._edge() - left, rect.height())
            for widget in (self._shelf, *self._pinned):
                widget.raise_()

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        width = sum(self._widths(0)) + GAP * max(0, len(self._items) - 1)
        height = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(width, height).grownBy(margins)

    def _widths(self, room: int) -> list[int]:
        wishes = [_wish(_column(item)) for item in self._items]
        return shared_out(room - GAP * max(0, len(wishes) - 1), wishes, gives_way=self._is_narrow)


def _wish(column: Column) -> Wish:
    least = column.minimumWidth()
    return Wish(least, least if column.minimumWidth() == column.maximumWidth() else column.wanted)


def _column(item: QLayoutItem) -> Column:
    column = item.widget()
    assert isinstance(column, Column)
    return column

"""The rubber band: from empty ground across all columns."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QRubberBand, QWidget

from ui import theme
from ui.board.card_layout import card_style
from ui.board.column import Column
from ui.board.drag import EdgeScroll


class Band(QObject):
    """Selects the cards that it touches; with Ctrl or Shift in addition to those selected before."""

    def __init__(self, canvas: QWidget, columns: Callable[[], Sequence[Column]]) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._columns = columns
        self._shape = QRubberBand(QRubberBand.Shape.Rectangle, canvas)
        self._origin = QPoint()
        self._position = QPoint()
        self._kept: dict[int, list[int]] = {}
        self._start: Column | None = None
        self._scroll_at_start = 0
        self._edge: EdgeScroll | None = None

    def begin(self, column: Column, is_adding: bool, origin: QPoint) -> None:
        """A band begins in `column` at `origin` on the screen."""
        self._start = column
        self._origin = self._canvas.mapFromGlobal(origin)
        bar = column.view.verticalScrollBar()
        self._scroll_at_start = bar.value()
        self._kept = {c.stage.id: c.view.selected_ids() if is_adding else [] for c in self._columns()}
        self._edge = EdgeScroll(bar, self)
        self._edge.scrolled.connect(self._select)
        colours = self._canvas.palette()
        now = theme.colours()
        colours.setColor(colours.ColorRole.Highlight, theme.blend(now.sel, now.lane, 0.6))
        self._shape.setPalette(colours)
        self._shape.show()

    def move(self, position: QPoint) -> None:
        """The mouse is at `position` on the screen."""
        if self._start is None or self._edge is None:
            return
        self._position = self._canvas.mapFromGlobal(position)
        viewport = self._start.view.viewport()
        self._edge.follow(viewport.mapFromGlobal(position).y(), viewport.height())
        self._select()

    def end(self) -> None:
        """The button was released: what is selected stays selected."""
        self._shape.hide()
        if self._edge is not None:
            self._edge.stop()
            self._edge.deleteLater()
        self._edge, self._start = None, None

    def _select(self) -> None:
        if self._start is None:
            return
        scrolled = self._start.view.verticalScrollBar().value() - self._scroll_at_start
        rect = QRect(self._origin - QPoint(0, scrolled), self._position).normalized()
        self._shape.setGeometry(rect.intersected(self._canvas.rect()))
        for column in self._columns():
            if not column.is_folded:
                self._select_in(column, rect)

    def _select_in(self, column: Column, rect: QRect) -> None:
        view = column.view
        viewport = view.viewport()
        top = viewport.mapTo(self._canvas, QPoint(0, 0))
        rows = {view.cards().row_of(task_id) for task_id in self._kept.get(column.stage.id, [])} - {-1}
        cards = QRect(top, viewport.size())
        if rect.right() >= cards.left() and rect.left() <= cards.right() and len(column.model):
            style, scroll = card_style(), view.verticalScrollBar().value()
            upper, lower = rect.top() - top.y() + scroll, rect.bottom() - top.y() + scroll
            # A band that ends in the gap below a card has not reached the next one
            first = max(0, upper // style.row_height + (upper % style.row_height >= style.card_height))
            last = min(len(column.model) - 1, lower // style.row_height)
            rows |= set(range(first, last + 1))
        view.select_rows(sorted(rows))

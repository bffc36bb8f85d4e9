"""The board: its columns side by side, made and kept as the stages say, and one selection across them."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from models import cards, stages
from models.change import Change
from models.search import Found
from ui import theme, wording
from ui.board import card_grounds
from ui.board.board_drags import Drags
from ui.board.card_operations import CardOperations
from ui.board.column import Column
from ui.board.column_actions import ColumnOperations
from ui.board.contents import Contents
from ui.board.focus import Focus
from ui.board.folding import Folding
from ui.board.lanes import Lanes
from ui.board.pending_marks import PendingMarks
from ui.board.widths import Widths
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.band import Band

# From here on a whole column is read anew instead of card by card.
MANY = 400


class BoardView(QScrollArea):
    """Shows the board of `store`. Moves, renames and bins by itself; the rest goes up as signals.

    The window calls `apply` for every Change and `set_found` for every search. `operations`: what is done to
    its cards; `contents`: which of them it shows; `today`: the day that dates are shown from.
    """

    begun = Signal()

    # A task id
    opened = Signal(int)
    # Selected ids, position on the screen
    context_requested = Signal(object, QPoint)
    # Selected ids, column by column, top to bottom
    selection_changed = Signal(object)
    # QMimeData of another program or board, stage id, id of the card above or None
    foreign_dropped = Signal(object, int, object)
    # What a drop here would mean, in words; "" when no drag hovers
    hint_changed = Signal(str)
    # A double click on empty ground: stage id
    add_requested = Signal(int)
    word_wanted = Signal(str, object, int, object)
    """A move that wants a word first ("person", "reason"): the cards, the column, the card above."""

    def __init__(
        self, store: Store, today: date, parent: QWidget | None = None, *, is_behind: bool = False
    ) -> None:
        """`is_behind`: something else stands in front of it; its columns come with `begin`."""
        super().__init__(parent)
        self._store = store
        self.today = today
        self._words: tuple[str, ...] = ()
        self._timer: tuple[int | None, str] = (None, "")
        self._columns: list[Column] = []
        self._canvas = QWidget(self)
        self._lanes = Lanes(self._canvas, lambda: self.viewport().width() - self._canvas.x())
        self._lanes.setContentsMargins(10, 10, 10, 8)
        self._marks = PendingMarks(store, self)
        self._drags = Drags(store, self)
        self._focus = Focus(self)
        self._folding = Folding(store, self)
        self._widths = Widths(store, self, self._lanes)
        self._column_operations = ColumnOperations(store, self, self._folding, self._widths)
        self.operations = CardOperations(store, self, self._focus)
        self.contents = Contents(store, self, self._focus)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Board"))
        self.horizontalScrollBar().valueChanged.connect(self._lanes.follow)
        # Wider columns need fewer lines in their heads
        self._lanes.laid.connect(self._level_heads)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self.is_begun = False
        if not is_behind:
            self.begin()

    def begin(self) -> None:
        """Make the columns, if they are not there yet."""
        if not self.is_begun:
            self.is_begun = True
            self.reload()
            self.begun.emit()

    @cached_property
    def _band(self) -> "Band":
        """The rubber band, once there was one."""
        from ui.board.band import Band

        return Band(self._canvas, self.columns)

    # What it shows

    def columns(self) -> list[Column]:
        """The columns from left to right."""
        return self._columns

    def column(self, stage_id: int) -> Column | None:
        """The column of a stage."""
        return next((column for column in self._columns if column.stage.id == stage_id), None)

    def column_of(self, task_id: int) -> Column | None:
        """The column in which a card is shown."""
        return next((column for column in self._columns if task_id in column.model), None)

    def clear_selection(self) -> None:
        """Select nothing."""
        for column in self._columns:
            column.view.clearSelection()

    def selected_ids(self) -> list[int]:
        """The selected cards, column by column, top to bottom."""
        return [task_id for column in self._columns for task_id in column.view.selected_ids()]

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on the cards."""
        return any(column.view.hasFocus() for column in self._columns)

    def current_id(self) -> int | None:
        """The card with the focus mark."""
        return self._focus.current_id()

    def current_stage(self) -> int | None:
        """The column that has, or last had, the focus: where new cards go."""
        return self._focus.column.stage.id if self._focus.column else None

    def take_keyboard(self) -> None:
        """The keyboard comes here: to the card it was on, or to the first column."""
        current = self.current_id()
        if current is not None:
            self.focus_task(current)
            return
        column = next((column for column in self._columns if not column.is_folded), None)
        if column is not None:
            column.view.setFocus()

    def focus_task(self, task_id: int, *, keyboard: bool = True) -> None:
        """Select this card alone and bring it into sight; without `keyboard` that stays where it is."""
        self.contents.unfold(task_id)
        column = self.column_of(task_id)
        if column is None:
            return
        if column.is_folded:
            self._folding.fold(column, False)
        self._focus.take(column, column.model.row_of(task_id), keyboard=keyboard)

    def set_today(self, today: date) -> None:
        """A new day has begun: word due dates anew."""
        self.today = today
        for column in self._columns:
            column.set_today(today)

    def set_found(self, found: Found | None, words: Sequence[str] = ()) -> None:
        """Show only the cards that a search found, its words marked; None shows all."""
        with self._focus.kept():
            self.contents.found, self._words = found, tuple(words)
            for column in self._columns:
                column.set_filtered(found is not None)
                column.delegate.set_words(words)
                self.contents.fill(column, is_same_board=True)
            self._show_heads()

    def show_timer(self, task: int | None, text: str) -> None:
        """Mark the card on which the timer runs; `text` says for how long."""
        self._timer = (task, text)
        for column in self._columns:
            column.show_timer(task, text)

    def set_narrow(self, is_narrow: bool) -> None:
        """The panel takes room: Done and empty columns fold to strips for as long as it is open."""
        self._folding.set_narrow(is_narrow)
        self._lanes.set_narrow(is_narrow)

    def show_column(self, column: Column) -> None:
        """Bring a column into sight."""
        self.ensureWidgetVisible(column, 12, 0)
        if covered := self._lanes.covered(column):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + min(covered, column.x() - bar.value()))

    # Following the board

    def reload(self) -> None:
        """Read everything anew."""
        self.contents.clear()
        known = list(self._columns)
        with self._focus.kept():
            # A column that is made now reads its cards by itself
            self._sync_columns()
            for column in known:
                if column in self._columns:
                    self.contents.fill(column)
            self._show_heads()

    def apply(self, change: Change) -> None:
        """Follow one change: only what it touched is read and painted."""
        if len(change.tasks) > MANY:
            self.reload()
            return
        self.contents.clear()
        with self._focus.kept(follow=not change.tasks.isdisjoint(self.selected_ids())):
            if "stage" in change.rows:
                self._sync_columns()
            if change.tasks:
                self.contents.apply(change.tasks)
            self._show_heads()
        if change.origin == self._store.board.origin:
            self._announce(change)

    def _sync_columns(self) -> None:
        """Make, order and drop columns so that they match the stages."""
        wanted = stages.read_stages(self._store.board)
        known = {column.stage.id: column for column in self._columns}
        made = []
        for stage in wanted:
            column = known.pop(stage.id, None) or self._make_column(stage)
            column.stage = stage
            made.append(column)
        self._columns = made
        for column in known.values():
            self._focus.forget(column)
            self._widths.forget(column)
            self.contents.forget(column)
            self._lanes.removeWidget(column)
            column.hide()
            column.deleteLater()
        self._lanes.arrange(made)
        self._widths.show()

    def _make_column(self, stage: stages.Stage) -> Column:
        board = self._store.board
        column = Column(
            stage,
            str(board.path),
            lambda ids: cards.read_cards(board, ids),
            self._marks.__contains__,
            self.today,
            self._canvas,
        )
        column.delegate.set_words(self._words)
        column.show_timer(*self._timer)
        column.set_filtered(self.contents.found is not None)
        self._connect_column(column)
        self.contents.fill(column)
        column.show()
        return column

    def _connect_column(self, column: Column) -> None:
        self._marks.changed.connect(column.model.marks_changed)
        self._focus.watch(column)
        self._drags.watch(column)
        self._widths.watch(column)
        self._folding.watch(column)
        self.operations.watch(column)
        self._column_operations.watch(column)
        stage, view = column.stage.id, column.view
        view.opened.connect(self.opened)
        view.context_requested.connect(lambda at: self.context_requested.emit(self.selected_ids(), at))
        view.add_requested.connect(lambda: self.add_requested.emit(stage))
        view.foreign_dropped.connect(lambda mime, after: self.foreign_dropped.emit(mime, stage, after))
        view.band_began.connect(lambda adds, origin: self._band.begin(column, adds, origin))
        view.band_moved.connect(lambda at: self._band.move(at))
        view.band_ended.connect(lambda: self._band.end())

    def _show_heads(self) -> None:
        totals = cards.read_totals(self._store.board)
        specialisation = self._store.board.about().specialisation
        for column in self._columns:
            column.show_stage(column.stage, specialisation, totals.get(column.stage.id, cards.Totals(0, 0)))
            self._folding.show(column)
            self.contents.show_quiet_line(column)
        self._level_heads()

    def _level_heads(self) -> None:
        """All heads are as high as the highest, so that the first cards stand in one line."""
        heads = [column.header for column in self._columns if not column.is_folded]
        highest = max((head.layout_height() for head in heads), default=0)
        for head in heads:
            head.setFixedHeight(highest)

    # Marks and looks

    def _announce(self, change: Change) -> None:
        """Screen readers are told what was done."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            text = wording.sentence_text(change.sentence)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lanes.follow()
        if self._folding.is_narrow and self._focus.column is not None:
            # The opened card stays in sight while the panel takes room
            self.show_column(self._focus.column)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        colours = self.palette()
        colours.setColor(colours.ColorRole.Window, theme.colours().bg)
        self._canvas.setPalette(colours)
        self._canvas.setAutoFillBackground(True)
        card_grounds.forget()
        for column in self._columns:
            column.take_theme()
            self._folding.show(column)
        self._widths.show()

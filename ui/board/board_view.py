"""The board: its columns side by side, one selection across them, and what keys and drags do to cards."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from models import cards, stages
from models.change import Change
from models.search import Found
from ui import theme, wording
from ui.board import board_moves, card_grounds
from ui.board.board_drags import Drags
from ui.board.column import Column
from ui.board.column_actions import ColumnOperations
from ui.board.focus import Focus
from ui.board.folding import Folding
from ui.board.lanes import Lanes
from ui.board.orders import Orders
from ui.board.pending_marks import PendingMarks
from ui.board.widths import Widths
from ui.store import Store

if TYPE_CHECKING:
    from ui.board.band import Band
    from ui.board.quiet import Quiet

# From here on a whole column is read anew instead of card by card.
MANY = 400


class BoardView(QScrollArea):
    """Shows the board of `store`. Moves, renames and bins by itself; the rest goes up as signals.

    The window calls `apply` for every Change and `set_found` for every search.
    """

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
        self._today = today
        self._found: Found | None = None
        self._words: tuple[str, ...] = ()
        self._timer: tuple[int | None, str] = (None, "")
        self._quiet_cards: Quiet | None = None
        self._columns: list[Column] = []
        # By column, as the heads show them
        self.totals: dict[int, cards.Totals] = {}
        self._orders = Orders(store)
        self._canvas = QWidget(self)
        self._lanes = Lanes(self._canvas, self._edge)
        self._lanes.setContentsMargins(10, 10, 10, 8)
        self._marks = PendingMarks(store, self)
        self._drags = Drags(store, self)
        self._focus = Focus(self)
        self._folding = Folding(store, self)
        self._widths = Widths(store, self, self._lanes)
        self._operations = ColumnOperations(store, self, self._widths)
        self.setWidget(self._canvas)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Board"))
        self.horizontalScrollBar().valueChanged.connect(self._lanes.follow)
        # Wider columns need fewer lines in their heads
        self._lanes.laid.connect(self._level_heads)
        self._marks.changed.connect(self._on_marks_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()
        self._is_begun = False
        self._state: dict[str, object] = {}
        if not is_behind:
            self.begin()

    def begin(self) -> None:
        """Make the columns, if they are not there yet."""
        if not self._is_begun:
            self._is_begun = True
            self.reload()
            if self._state:
                QTimer.singleShot(0, self, lambda: self.restore_state(self._state))

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
        if self._quiet_cards is not None and self._quiet_cards.hides(task_id):
            self._quiet_cards.open()
        column = self.column_of(task_id)
        if column is None:
            return
        if column.is_folded:
            self._folding.fold(column, False)
        self._focus.take(column, column.model.row_of(task_id), keyboard=keyboard)

    @property
    def today(self) -> date:
        """The day that dates are shown from."""
        return self._today

    def set_today(self, today: date) -> None:
        """A new day has begun: word due dates anew."""
        self._today = today
        for column in self._columns:
            column.set_today(today)

    def set_found(self, found: Found | None, words: Sequence[str] = ()) -> None:
        """Show only the cards that a search found, its words marked; None shows all."""
        with self._focus.kept():
            self._found, self._words = found, tuple(words)
            for column in self._columns:
                column.set_filtered(found is not None)
                column.delegate.set_words(words)
                self._read_order(column, is_same_board=True)
            self._show_heads()

    def set_quiet(self, ids: frozenset[int]) -> None:
        """Cards in Handed over that need nothing: they fold into one line."""
        if self._quiet_cards is None:
            if not ids:
                return
            from ui.board.quiet import Quiet

            self._quiet_cards = Quiet(self)
        if self._quiet_cards.set_ids(ids):
            self.show_quiet()

    def show_quiet(self) -> None:
        """Others run quietly now, or they are folded or unfolded."""
        with self._focus.kept():
            for column in self._columns:
                if column.stage.kind == "handed_over":
                    self._read_order(column, is_same_board=True)

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

    def save_state(self) -> dict[str, object]:
        """Scroll positions, for the next start."""
        positions = {c.stage.uid: c.view.verticalScrollBar().value() for c in self._columns}
        return {"across": self.horizontalScrollBar().value(), "down": positions}

    def restore_state(self, state: dict[str, object]) -> None:
        """Scroll to where `save_state` was; whatever does not fit any more is left out."""
        self._state = state
        across, down = state.get("across"), state.get("down")
        if isinstance(across, int):
            self.horizontalScrollBar().setValue(across)
        for column in self._columns:
            value = down.get(column.stage.uid) if isinstance(down, dict) else None
            if isinstance(value, int):
                column.view.verticalScrollBar().setValue(value)

    # Following the board

    def reload(self) -> None:
        """Read everything anew."""
        self._orders.clear()
        known = list(self._columns)
        with self._focus.kept():
            # A column that is made now reads its cards by itself
            self._sync_columns()
            for column in known:
                if column in self._columns:
                    self._read_order(column)
            self._show_heads()

    def apply(self, change: Change) -> None:
        """Follow one change: only what it touched is read and painted."""
        if len(change.tasks) > MANY:
            self.reload()
            return
        self._orders.clear()
        with self._focus.kept(follow=not change.tasks.isdisjoint(self.selected_ids())):
            if "stage" in change.rows:
                self._sync_columns()
            if change.tasks:
                self._apply_tasks(change.tasks)
            self._show_heads()
        if change.origin == self._store.board.origin:
            self._announce(change)

    def _apply_tasks(self, touched: frozenset[int]) -> None:
        board = self._store.board
        places = cards.read_places(board, touched)
        if self._found is not None:
            places = {task_id: place for task_id, place in places.items() if task_id in self._found.ids}
        fresh = cards.read_cards(board, places)
        for column in self._columns:
            hidden = self._hidden(column)
            own = {i: card for i, card in fresh.items() if card.stage == column.stage.id and i not in hidden}
            column.model.apply(own, touched - own.keys())

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
            if self._quiet_cards is not None:
                self._quiet_cards.forget(column)
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
            self._today,
            self._canvas,
        )
        column.delegate.set_words(self._words)
        column.show_timer(*self._timer)
        column.set_filtered(self._found is not None)
        self._connect_column(column)
        self._read_order(column)
        column.show()
        return column

    def _connect_column(self, column: Column) -> None:
        view = column.view
        self._focus.watch(column)
        self._drags.watch(column)
        self._widths.watch(column)
        view.opened.connect(self.opened)
        view.pushed.connect(self.push)
        view.sent.connect(self.send)
        view.bin_requested.connect(self.bin_selected)
        view.context_requested.connect(lambda at: self.context_requested.emit(self.selected_ids(), at))
        view.add_requested.connect(lambda: self.add_requested.emit(column.stage.id))
        view.dropped.connect(lambda ids, after: self.move_cards(ids, column.stage.id, after))
        view.foreign_dropped.connect(
            lambda mime, after: self.foreign_dropped.emit(mime, column.stage.id, after)
        )
        view.band_began.connect(lambda adds, origin: self._band.begin(column, adds, origin))
        view.band_moved.connect(lambda at: self._band.move(at))
        view.band_ended.connect(lambda: self._band.end())
        column.delegate.renamed.connect(self.rename)
        column.fold_requested.connect(lambda is_folded: self._folding.fold(column, is_folded))
        column.renamed.connect(lambda name: self._operations.rename(column.stage, name))
        column.menu_requested.connect(lambda at: self._operations.show_menu(column, at))

    def _read_order(self, column: Column, *, is_same_board: bool = False) -> None:
        ids, ranks = self._orders.read(column.stage.id, self._found, self._hidden(column))
        column.model.reset(ids, ranks, is_same_board=is_same_board)
        self._show_quiet_line(column)

    def _hidden(self, column: Column) -> frozenset[int]:
        quiet = self._quiet_cards
        return frozenset() if quiet is None else quiet.hidden(column, self._found)

    def _show_quiet_line(self, column: Column) -> None:
        if self._quiet_cards is not None and column.stage.kind == "handed_over":
            self._quiet_cards.show_line(column, self._orders.whole(column.stage.id), self._found)

    def _show_heads(self) -> None:
        totals = self.totals = cards.read_totals(self._store.board)
        specialisation = self._store.board.about().specialisation
        for column in self._columns:
            column.show_stage(column.stage, specialisation, totals.get(column.stage.id, cards.Totals(0, 0)))
            self._folding.show(column)
            self._show_quiet_line(column)
        self._level_heads()

    def _level_heads(self) -> None:
        """All heads are as high as the highest, so that the first cards stand in one line."""
        heads = [column.header for column in self._columns if not column.is_folded]
        highest = max((head.layout_height() for head in heads), default=0)
        for head in heads:
            head.setFixedHeight(highest)

    # Operations on cards

    def move_cards(self, ids: Sequence[int], stage: int, after: int | None) -> None:
        """Put cards into a column below `after`; nothing is written where nothing would change."""
        column = self.column(stage)
        if not ids or column is None or board_moves.is_same_order(column.model.ids, ids, after):
            return
        from models import handovers, tasks

        if what := handovers.asks(self._store.board, ids, column.stage.kind):
            self.word_wanted.emit(what, tuple(ids), stage, after)
            return
        self._store.submit(tasks.move_tasks, list(ids), stage, after, self._today, pending=ids)

    def push(self, columns: int, rows: int) -> None:
        """Move the selected cards by one row, or to the next column at the same height."""
        focus = self._focus.column
        ids = self.selected_ids()
        if focus is None or not ids:
            return
        if rows:
            ids = focus.view.selected_ids()
            if ids:
                self.move_cards(ids, focus.stage.id, board_moves.pushed(focus.model.ids, ids, rows))
            return
        place = self._columns.index(focus) + columns
        if 0 <= place < len(self._columns):
            target = self._columns[place]
            row = max(0, focus.view.currentIndex().row())
            self.move_cards(ids, target.stage.id, board_moves.above(target.model.ids, row, ids))

    def send(self, number: int) -> None:
        """Send the selected cards to the top of the n-th column, counted from 1."""
        if 1 <= number <= len(self._columns):
            target = self._columns[number - 1]
            ids = [i for i in self.selected_ids() if i not in target.model]
            self.move_cards(ids, target.stage.id, None)

    def bin_selected(self) -> None:
        """Put the selected cards into the bin."""
        from models import tasks

        if ids := self.selected_ids():
            self._store.submit(tasks.bin_tasks, ids, pending=ids)

    def rename(self, task_id: int, title: str) -> None:
        """Give a card another title."""
        from models import tasks

        self._store.submit(tasks.edit_task, task_id, title=title, pending=[task_id])

    def rename_current(self) -> None:
        """Edit the title of the card with the focus mark in place."""
        if self._focus.column is not None:
            self._focus.column.view.rename_current()

    def fold(self, stage_id: int, is_folded: bool) -> None:
        """Fold a column to a strip, or unfold it."""
        if (column := self.column(stage_id)) is not None:
            self._folding.fold(column, is_folded)

    # Marks and looks

    def _on_marks_changed(self, ids: set[int]) -> None:
        for column in self._columns:
            column.model.marks_changed(ids)

    def _announce(self, change: Change) -> None:
        """Screen readers are told what was done."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            text = wording.sentence_text(change.sentence)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _edge(self) -> int:
        """The right edge of what is in sight, on the canvas."""
        return self.viewport().width() - self._canvas.x()

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

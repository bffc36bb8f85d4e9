"""One column of the board: its head, its cards, or the strip that it is folded to."""

from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from models.cards import Totals
from models.stages import Stage
from ui import clipboard, theme
from ui.board.card_delegate import INSET, CardDelegate
from ui.board.cell_model import CellModel, IsPending, ReadCards
from ui.board.cell_view import CellView
from ui.board.column_header import ColumnHeader, FoldedStrip, strip_width
from ui.board.column_words import count_text, empty_text, subtitle_text
from ui.board.drag import read_ids
from ui.board.drop_table import kept_mime
from ui.plain import PlainLabel

MIN_WIDTH = 140
_SPRING_MS = 500
# Pixels of the system's letters up to which columns stay as narrow as they are
_LARGER_LETTERS = 15
_EDGE_HEIGHT = 3.0
_RADIUS = 8.0


def widened(width: int) -> int:
    """A width of columns for the system's letters. They grow late: seven have to fit on a small screen."""
    return max(width, theme.scaled(round(width * theme.USUAL_LETTERS / _LARGER_LETTERS)))


class Column(QFrame):
    """A stage's picture. `is_folded` may differ from the stage's own mark while the panel needs the room."""

    fold_requested = Signal(bool)
    menu_requested = Signal(QPoint)
    renamed = Signal(str)

    def __init__(
        self, stage: Stage, board: str, read: ReadCards, is_pending: IsPending, today: date, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.stage = stage
        self._board = board
        self.wanted: int | None = None
        """How wide the owner wants it, in pixels; None: a share of the room."""
        self._line: QWidget | None = None
        self._least = widened(MIN_WIDTH)
        self._is_folded = False
        self._is_sprung = False
        self._is_drop_target = False
        self._is_filtered = False
        self.header = ColumnHeader(self)
        self.strip = FoldedStrip(self)
        self.view = CellView(board, self)
        self.model = CellModel(read, is_pending, today, self.view)
        self.delegate = CardDelegate(stage.kind, today, is_pending, self.view.look_of, self.view)
        self.view.setModel(self.model)
        self.view.setItemDelegate(self.delegate)
        self._empty = PlainLabel("", self.view)
        self._spring = QTimer(self)
        self._spring.setSingleShot(True)
        self._spring.setInterval(_SPRING_MS)
        self._lay_out()
        self.setAcceptDrops(True)
        QWidget.setTabOrder(self.view, self.header.menu_button())
        self._spring.timeout.connect(self._on_spring)
        self.strip.clicked.connect(lambda: self.fold_requested.emit(False))
        self.header.menu_requested.connect(self.menu_requested)
        self.header.renamed.connect(self.renamed)
        self.view.drag_ended.connect(self.end_spring)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._show_empty)

    def _lay_out(self) -> None:
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(8, 16, 8, 8)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over = QVBoxLayout(self.view.viewport())
        over.setContentsMargins(0, 0, INSET, 0)
        over.addWidget(self._empty, 0, Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 4, 0)
        head.addWidget(self.header)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(INSET, int(_EDGE_HEIGHT) + 6, 0, 6)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.strip, 1)
        self.strip.hide()
        self._take_colours()

    # What it shows

    @property
    def is_folded(self) -> bool:
        return self._is_folded

    def show_stage(self, stage: Stage, specialisation: str, totals: Totals) -> None:
        """Show name, colour and sums; the cards are the model's affair."""
        self.stage = stage
        self.model.set_column(stage.name, stage.kind)
        self.view.setAccessibleName(stage.name)
        shown = len(self.model)
        count = count_text(shown, totals.count, stage.limit, is_filtered=self._is_filtered)
        is_over = stage.limit is not None and totals.count > stage.limit
        subtitle = subtitle_text(stage.kind, specialisation, totals.seconds_per_week)
        self.header.show_column(stage.name, count, subtitle, is_over=is_over)
        # There is no room for more than one number on it
        self.strip.show_column(stage.name, count if self._is_filtered else str(totals.count), is_over=is_over)
        self._show_empty()
        self.update()

    def show_line(self, line: QWidget, is_shown: bool) -> None:
        """Something above the cards that stands for cards, so that the column is not empty without them."""
        if self._whole.indexOf(line) < 0:
            self._whole.insertWidget(self._whole.indexOf(self.view), line)
        self._line = line if is_shown else None
        line.setVisible(is_shown and not self._is_folded)
        self._show_empty()

    def set_filtered(self, is_filtered: bool) -> None:
        """Whether only found cards are shown."""
        self._is_filtered = is_filtered

    def set_today(self, today: date) -> None:
        """Word due dates as seen from `today`."""
        self.delegate.set_today(today)
        self.model.set_today(today)

    def show_timer(self, task: int | None, text: str) -> None:
        """Mark the card on which the timer runs."""
        self.delegate.set_timer(task, text)
        self.model.set_timed(task)

    def take_theme(self) -> None:
        """Take over colours and fonts of the running theme."""
        self.delegate.forget()
        self.view.take_theme()
        self.header.take_theme()
        self._take_colours()
        self.update()

    def _take_colours(self) -> None:
        colours = self._empty.palette()
        colours.setColor(self._empty.foregroundRole(), theme.colours().muted)
        self._empty.setPalette(colours)
        self._empty.setFont(theme.font(0.87))

    def _show_empty(self) -> None:
        is_empty = not len(self.model) and self._line is None
        if is_empty:
            self._empty.setText(
                self.tr("Nothing found here") if self._is_filtered else empty_text(self.stage.kind)
            )
        self._empty.setVisible(is_empty)

    # Folding

    def set_folded(self, is_folded: bool, least: int) -> None:
        """Fold to the strip, or unfold; `least`: never narrower than this, unless folded."""
        self._least, self._is_folded = least, is_folded
        self._is_sprung = False
        self._show_folded(is_folded)

    def _show_folded(self, is_folded: bool) -> None:
        self.header.setVisible(not is_folded)
        self.view.setVisible(not is_folded)
        if self._line is not None:
            self._line.setVisible(not is_folded)
        self.strip.setVisible(is_folded)
        self._whole.setContentsMargins(0 if is_folded else INSET, int(_EDGE_HEIGHT) + 6, 0, 6)
        strip = strip_width()
        self.setMinimumWidth(strip if is_folded else self._least)
        self.setMaximumWidth(strip if is_folded else 16_777_215)

    def _on_spring(self) -> None:
        """A drag rested on the strip: open until it is over."""
        self._is_sprung = True
        self._show_folded(False)

    def end_spring(self) -> None:
        """Fold again what a drag had opened."""
        self._spring.stop()
        if self._is_sprung:
            self._is_sprung = False
            self._show_folded(self._is_folded)

    # Drops on head and strip land on top of the column

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow(event)
        if event.isAccepted() and self.strip.isVisible():
            self._spring.start()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        del event
        self._spring.stop()
        self._set_drop_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._spring.stop()
        self._set_drop_target(False)
        ids = read_ids(event.mimeData(), self._board)
        event.setDropAction(Qt.DropAction.MoveAction if ids else Qt.DropAction.CopyAction)
        event.accept()
        if ids:
            self.view.dropped.emit(ids, None)
        else:
            self.view.foreign_dropped.emit(kept_mime(event.mimeData()), None)

    def _follow(self, event: QDragMoveEvent) -> None:
        ids = read_ids(event.mimeData(), self._board)
        if not ids and not clipboard.can_read(event.mimeData()):
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction if ids else Qt.DropAction.CopyAction)
        event.accept()
        self._set_drop_target(True)
        self.view.hovered.emit(self.mapToGlobal(event.position().toPoint()))

    def _set_drop_target(self, is_target: bool) -> None:
        if is_target != self._is_drop_target:
            self._is_drop_target = is_target
            if not is_target:
                self.view.hovered.emit(None)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        target = theme.blend(colours.sel, colours.lane, 0.12)
        painter.fillPath(shape, target if self._is_drop_target else colours.lane)
        painter.setClipRect(QRectF(0, 0, self.width(), _EDGE_HEIGHT))
        painter.fillPath(shape, theme.stage_colour(self.stage.colour, self.stage.kind))
        painter.end()

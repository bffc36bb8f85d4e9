"""The tab *Runs*: how far the one who has the card is with it, and what came of it each time."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from models.cards import Card, Detail
from models.run_totals import read_totals, set_up_of
from models.runs import RunLine
from ui import run_words
from ui.dressing import dress_page
from ui.panel.runs_list import RunsList
from ui.panel.style import EDGE, PAD, sized, tint
from ui.panel.training_section import TrainingSection
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.store import Store
from ui.theme import colours

# So near to the end of what is read, the next page is.
NEAR = 800


class RunsTab(QScrollArea):
    """Reads training, sums and runs itself, when it is looked at. hand_asked, brief_asked: as its parts."""

    hand_asked = Signal(str)
    brief_asked = Signal()

    def __init__(
        self, store: Store, writer: Writer, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._today = today
        self._task = 0
        dress_page(self)
        self.training = TrainingSection(store, writer, today, self)
        self.training.hand_asked.connect(self.hand_asked)
        self.training.brief_asked.connect(self.brief_asked)
        self.times = PlainLabel()
        self.shares = PlainLabel()
        self.won = PlainLabel()
        self.hint = PlainLabel()
        self.list = RunsList(store.board, today)
        self.list.edit_asked.connect(self.edit)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        page = self._page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(EDGE, 10, EDGE, 14)
        rows.setSpacing(3)
        rows.addWidget(self.training)
        rows.addSpacing(8)
        for label in (self.times, self.shares, self.won, self.hint):
            label.setWordWrap(True)
            label.setContentsMargins(PAD, 0, PAD, 0)
            rows.addWidget(label)
        rows.addSpacing(4)
        rows.addWidget(self.list)
        rows.addStretch(1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.restyle()

    def load(self, detail: Detail) -> None:
        """Show another card from its top."""
        self._task = detail.card.id
        self.list.load(self._task)
        self._show(detail.card)
        self.verticalScrollBar().setValue(0)

    def refresh(self, detail: Detail) -> None:
        """Show what is stored now; what is being typed stays."""
        self.list.refresh()
        self._show(detail.card)

    def flush(self) -> None:
        """Save what is half typed."""
        self.training.flush()

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        self.training.restyle()
        self.list.restyle()
        self.times.setFont(sized(self.font(), 1.0, QFont.Weight.DemiBold))
        tint(self.times, now.text)
        for label in (self.shares, self.won, self.hint):
            label.setFont(sized(self.font(), 0.92))
            tint(label, now.muted)

    def edit(self, run: RunLine) -> None:
        """Change what is said of a run."""
        if self._store.board.read_only:
            return
        from ui.dialogs.run_sheet import RunSheet

        RunSheet(self._store, run, self._today(), self.window()).open()

    def _show(self, card: Card) -> None:
        self.training.show_card(card)
        board = self._store.board
        totals = read_totals(board, card.id)
        set_up = set_up_of(board, card.id, card.holder) if card.holder is not None else None
        self.times.setText(run_words.times_text(totals))
        self.shares.setText(run_words.shares_text(totals))
        self.won.setText(run_words.won_line(totals, set_up))
        for label in (self.shares, self.won):
            label.setVisible(bool(label.text()))
        has_runs = self.list.runs.rowCount() > 0
        self.hint.setText("" if has_runs else self.tr("What they deliver is listed here, the newest first."))
        self.hint.setVisible(not has_runs)
        self.list.setVisible(has_runs)
        self.setFocusProxy(self.list if has_runs else self.training.by_hand)

    def _on_current(self, index: QModelIndex) -> None:
        if not index.isValid() or not self.list.hasFocus():
            return
        rect = self.list.visualRect(index)
        middle = self.list.mapTo(self._page, rect.center())
        self.ensureVisible(middle.x(), middle.y(), 0, rect.height())

    def _on_scrolled(self, value: int) -> None:
        if self._task and value > self.verticalScrollBar().maximum() - NEAR:
            self.list.runs.read_more()

"""Where a round ends: how much can go, the three to start with, one digit for each task without hours."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from models import settings, triage_ops, worth
from models.cards import read_cards
from models.worth import DelegateNext
from ui import theme
from ui.dialogs.sheet import More
from ui.pages.sort.in_play import ROUGH_MINUTES
from ui.pages.sort.keys import claims, command_of
from ui.pages.sort.plan_rows import PlanRow, plan_rows
from ui.pages.sort.plan_table import FIT, NEEDS, NET, PlanModel, PlanTable
from ui.pages.sort.question_row import QuestionRow
from ui.pages.sort.start_row import StartRow
from ui.pages.sort.table import SheetCard
from ui.panel.flow import FlowLayout
from ui.plain import PlainLabel
from ui.store import Store
from ui.wording import hours_number

START_WITH = 3
MOST_ROWS = 12
WIDTH = 56
"""Of the column, in heights of a line."""
ANY_HOURS = 10
AGREEMENT_FROM = 20


class ClosingPage(QScrollArea):
    """Shows how things stand; the game keeps the round.

    opened(int): a card. more_wanted(): sort what was put back. plan_wanted(): Delegate next. undo_wanted().
    hand_over_wanted(int): give a task to somebody. catalogue_wanted(): the common tasks. left(): back to
    the board.
    """

    opened = Signal(int)
    hand_over_wanted = Signal(int)
    more_wanted = Signal()
    plan_wanted = Signal()
    catalogue_wanted = Signal()
    undo_wanted = Signal()
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._later = 0
        self._skipped: set[int] = set()
        self._asked: int | None = None
        self.heading = PlainLabel()
        self.under = PlainLabel()
        self.agreement = PlainLabel()
        self.starts: list[StartRow] = []
        self.hours = QuestionRow("V")
        self.hours_title = PlainLabel()
        self.model = PlanModel(self)
        self.table = PlanTable(self.model)
        self.more = More("", self.table)
        self.again = QPushButton()
        self.plan = QPushButton(self.tr("Delegate next: what fits how many hours"))
        self.common = QPushButton(self.tr("Pick common tasks…"))
        self.common.setEnabled(not store.board.read_only)
        self.back = QPushButton(self.tr("Back to the board"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("What can go"))
        self._lay_out()
        self.hours.answered.connect(self._answer)
        self.table.opened.connect(self.opened)
        self.table.fitted.connect(lambda: self.table.setFixedHeight(self.table.height_of_rows(MOST_ROWS)))
        self.again.clicked.connect(self.more_wanted)
        self.plan.clicked.connect(self.plan_wanted)
        self.common.clicked.connect(self.catalogue_wanted)
        self.back.clicked.connect(self.left)

    @property
    def asked(self) -> int | None:
        """The task whose hours a digit answers."""
        return self._asked

    def set_later(self, count: int) -> None:
        """How many tasks were put back for later."""
        self._later = count

    def read(self) -> None:
        """Show how things stand."""
        board = self._store.board
        found = worth.delegate_next(board, ANY_HOURS)
        rows = plan_rows(board, found)
        currency = settings.read_settings(board).currency
        known = [row for row in rows if row.found is not None]
        starts = [row for row in known if row.mark != "out"][:START_WITH]
        self._show_heading(rows, found, len(starts))
        self._show_starts(starts, currency)
        self._show_hours(found)
        later = [row for row in known if row not in starts]
        self.more.setVisible(bool(later))
        self.more.button.setText(self.tr("Later: %n more", "", len(later)))
        self.model.show_rows(later, currency)
        agreed, of = triage_ops.agreement(board)
        self.agreement.setText(self.tr("You agreed with {agreed} of {of}.").format(agreed=agreed, of=of))
        self.agreement.setVisible(of >= AGREEMENT_FROM)
        self.again.setText(self.tr("%n put back: sort now", "", self._later))
        self.again.setVisible(self._later > 0)
        self.plan.setVisible(bool(rows))

    def press(self, command: str | int | None) -> bool:
        """A key of the page; False if it is none."""
        if isinstance(command, int) and command < len(ROUGH_MINUTES) and self._asked is not None:
            self._answer(command)
        elif command == "later" and self._asked is not None:
            self._skipped.add(self._asked)
            self.read()
        elif command == "undo":
            self.undo_wanted.emit()
        elif command == "escape":
            self.left.emit()
        elif command == "enter" and self.starts:
            self.opened.emit(self.starts[0].row.task)
        else:
            return False
        return True

    def _answer(self, value: int) -> None:
        if (task := self._asked) is not None:
            self._store.submit(triage_ops.set_rough, task, ROUGH_MINUTES[value], pending=[task])
            self._skipped.add(task)
            self._ask_next([one for one in self._waiting if one not in self._skipped])

    def _show_heading(self, rows: list[PlanRow], found: DelegateNext, starts: int) -> None:
        seconds = sum(
            round(one.worth.before * 3600) for one in found.worths.values() if one.runs_per_week is not None
        )
        if not rows:
            self.heading.setText(self.tr("Nothing to give away yet"))
            self.under.setText(
                self.tr("All is sorted. What you find delegable is ranked here, soonest worth it first.")
                if not self._later
                else ""
            )
        else:
            text = self.tr("%n can go", "", len(rows))
            if seconds:
                text = self.tr("{count}, about {hours} h a week").format(
                    count=text, hours=hours_number(seconds)
                )
            self.heading.setText(text)
            self.under.setText(
                (
                    "",
                    self.tr("Start with this one."),
                    self.tr("Start with these two."),
                    self.tr("Start with these three."),
                )[starts]
            )
        self.under.setVisible(bool(self.under.text()))

    def _show_starts(self, rows: list[PlanRow], currency: str) -> None:
        if [start.row for start in self.starts] == rows:
            return
        for start in self.starts:
            self._places.removeWidget(start)
            start.deleteLater()
        self.starts = []
        for place, row in enumerate(rows, 1):
            start = StartRow(place, row, currency, can_give=not self._store.board.read_only)
            start.prepared.connect(self.opened)
            start.given.connect(self.hand_over_wanted)
            self._places.addWidget(start)
            self.starts.append(start)

    def _show_hours(self, found: DelegateNext) -> None:
        self._waiting = list(found.without_hours)
        self._skipped &= set(self._waiting)
        self._ask_next([task for task in self._waiting if task not in self._skipped])

    def _ask_next(self, waiting: list[int]) -> None:
        self._asked = waiting[0] if waiting else None
        self._hours_card.setVisible(bool(waiting))
        if self._asked is None:
            return
        card = read_cards(self._store.board, [self._asked]).get(self._asked)
        self.hours_title.setText(
            self.tr("No hours yet for %n task(s): one digit each, Space skips", "", len(waiting))
        )
        self.hours.question.set_text(card.title if card else "")
        self.hours.set_hint(self.tr("How much of an average week?"))
        self.hours.show_state("open", None, 0)

    def _lay_out(self) -> None:
        self.heading.setFont(theme.font(1.85, QFont.Weight.DemiBold))
        self.under.setFont(theme.font(1.08))
        for label in (self.under, self.agreement):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        for label in (self.heading, self.under, self.agreement, self.hours_title):
            label.setWordWrap(True)
        self.hours_title.setFont(theme.font(1.0, QFont.Weight.DemiBold))
        self.table.horizontalHeader().hide()
        for hidden in (FIT, NEEDS, NET):
            self.table.setColumnHidden(hidden, True)
        self._places = QVBoxLayout()
        self._places.setSpacing(8)
        self._hours_card = QWidget()
        hours = QVBoxLayout(self._hours_card)
        hours.setContentsMargins(0, 8, 0, 0)
        hours.addWidget(self.hours_title)
        hours.addWidget(self.hours)
        # In a row, or below each other where letters are large
        buttons = FlowLayout(gap=8)
        self.plan.setProperty("primary", True)
        for button in (self.again, self.plan, self.common, self.back):
            button.setAutoDefault(True)
            buttons.addWidget(button)
        column = SheetCard()
        column.setMaximumWidth(WIDTH * self.fontMetrics().height())
        rows = QVBoxLayout(column)
        rows.setContentsMargins(28, 24, 28, 24)
        rows.setSpacing(10)
        for part in (self.heading, self.under):
            rows.addWidget(part)
        rows.addLayout(self._places)
        rows.addWidget(self._hours_card)
        rows.addWidget(self.more)
        rows.addWidget(self.agreement)
        rows.addSpacing(6)
        rows.addLayout(buttons)
        page = QWidget()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addStretch(1)
        outer.addWidget(column, 100, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)
        self.setWidget(page)

    def event(self, event: QEvent) -> bool:
        return claims(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(command_of(event)):
            super().keyPressEvent(event)

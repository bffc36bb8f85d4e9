"""Delegate next: soonest worth it first, and which set fits an assistant's hours."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models import pins, settings, worth
from models.change import Change
from models.errors import BoardError
from models.worth import DelegateNext
from ui import theme
from ui.dialogs.ask_once import AskHourly, AskOnce, AskRate
from ui.money_words import number_text, read_number
from ui.pages.sort.plan_rows import plan_rows
from ui.pages.sort.plan_table import PlanModel, PlanTable
from ui.pages.sort.table import SheetCard
from ui.pages.sort.words import hours_text
from ui.panel.link_line import LinkLine
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.store import Store
from ui.wording import sentence_text

USUAL_HOURS = 10.0
FOLLOWING_MS = 60


class DelegateNextPage(SheetCard):
    """opened(int): a card. left(): back to the board."""

    opened = Signal(int)
    left = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._hours: float | None = None
        self._is_stale = True
        self.hours = QLineEdit()
        self.result = PlainLabel()
        self.explanation = PlainLabel()
        self.fault = PlainLabel()
        self.model = PlanModel(self)
        self.table = PlanTable(self.model)
        self.empty = PlainLabel()
        self.ask: AskOnce | None = None
        self._asks = QVBoxLayout()
        self.missing = LinkLine("")
        self.prepare = QPushButton(self.tr("Prepare"))
        self.pins = {
            "in": QPushButton(self.tr("Pin in (I)")),
            "out": QPushButton(self.tr("Leave out (O)")),
            "": QPushButton(self.tr("Unpin (U)")),
        }
        self._follow = QTimer(self, singleShot=True, interval=FOLLOWING_MS)
        self._follow.timeout.connect(self.read)
        self._lay_out()
        self._connect()

    def read(self) -> None:
        """Show how things stand, for the hours that are asked about."""
        self._is_stale = False
        board = self._store.board
        try:
            if self._hours is None:
                self._propose_hours()
            found = worth.delegate_next(board, self._hours or 0.0)
        except BoardError as error:
            self._show_fault(sentence_text(error.sentence))
            return
        self._show_fault("")
        now = settings.read_settings(board)
        self.model.show_rows(plan_rows(board, found), now.currency)
        self.table.fit()
        has_rows = self.model.rowCount() > 0
        self.table.setVisible(has_rows)
        self.empty.setVisible(not has_rows)
        self._show_ask(has_rows)
        self._show_result(found)
        self._show_buttons()

    def _propose_hours(self) -> None:
        """Before the owner says: some hours more than what was handed over already takes."""
        locked = worth.delegate_next(self._store.board, 0).locked / 60
        self._hours = USUAL_HOURS + 5 * -(-round(locked * 10) // 50) + (5 if locked else 0)
        self.hours.setText(number_text(self._hours))

    def _show_result(self, found: DelegateNext) -> None:
        plan, greedy = found.plan, found.greedy
        text = self.tr("%n task(s)", "", len(plan.chosen))
        self.result.setText(
            self.tr("{tasks} in {used} of {room} h, winning back about {won} h a week.").format(
                tasks=text,
                used=hours_text(plan.used / 60),
                room=hours_text(found.room / 60),
                won=hours_text(plan.won / 60),
            )
            if plan.chosen
            else self.tr("Nothing fits into {room} h a week yet.").format(room=hours_text(found.room / 60))
            if found.room > 0
            else self.tr("These hours are taken already.")
        )
        told = [self.tr("A reserve is kept free of the hours that you pay for.")]
        if found.locked:
            told.append(
                self.tr("{hours} h are taken by what was handed over already.").format(
                    hours=hours_text(found.locked / 60)
                )
            )
        if plan.won - greedy.won > 0.5:
            told.append(
                self.tr(
                    "Taking the best hour for hour would win only {hours} h: one large task can crowd out "
                    "two that fit better."
                ).format(hours=hours_text(greedy.won / 60))
            )
        self.explanation.setText(" ".join(told))

    def _show_ask(self, has_rows: bool) -> None:
        """Money is asked for where its first figure would stand: the owner's hour, then an assistant's.

        Put off, a line says what is missing and asks when it is clicked.
        """
        # Without the owner's hour, what an assistant costs would make no figure.
        kind = AskRate if AskHourly.is_known(self._store) else AskHourly
        is_missing = has_rows and not kind.is_known(self._store) and not self._store.board.read_only
        if self.ask is not None and not (is_missing and type(self.ask) is kind):
            self._close_ask()
        if is_missing and self.ask is None and kind.is_wanted(self._store):
            self._open_ask(kind)
        self.missing.setText(
            self.tr("In money? Say what an hour of your time is worth")
            if kind is AskHourly
            else self.tr("In money? Say what an hour of help would cost")
        )
        self.missing.setVisible(is_missing and self.ask is None)

    def _open_ask(self, kind: type[AskHourly | AskRate]) -> None:
        self.ask = kind(self._store)
        self.ask.answered.connect(self.read)
        self.ask.skipped.connect(self._on_ask_skipped)
        self._asks.addWidget(self.ask)

    def _close_ask(self) -> None:
        if self.ask is not None:
            self._asks.removeWidget(self.ask)
            self.ask.hide()
            self.ask.deleteLater()
            self.ask = None

    def _on_ask_skipped(self) -> None:
        self._close_ask()
        self.read()
        self.table.setFocus()

    def _on_missing(self) -> None:
        self._open_ask(AskRate if AskHourly.is_known(self._store) else AskHourly)
        self.missing.hide()
        assert self.ask is not None
        self.ask.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_fault(self, text: str) -> None:
        tint(self.fault, theme.colours().bad)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _on_hours_edited(self, text: str) -> None:
        hours = read_number(text)
        if hours is None:
            self._show_fault(self.tr("Type hours a week, such as 10 or 7.5.") if text.strip() else "")
            return
        self._hours = hours
        self._follow.start()

    def _pin(self, task: int, mark: str) -> None:
        self._store.submit(pins.pin_task, task, mark or None, pending=[task])

    def _show_buttons(self) -> None:
        has_row = self.table.task() is not None
        self.prepare.setEnabled(has_row)
        for button in self.pins.values():
            button.setEnabled(has_row and not self._store.board.read_only)

    def _with_task(self, act: object) -> None:
        task = self.table.task()
        if task is not None and callable(act):
            act(task)

    def _on_change(self, change: Change) -> None:
        del change
        if self.isVisible():
            self._follow.start()
        else:
            self._is_stale = True

    def _connect(self) -> None:
        self.hours.textEdited.connect(self._on_hours_edited)
        self.table.opened.connect(self.opened)
        self.table.pinned.connect(self._pin)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_buttons())
        self.model.modelReset.connect(self._show_buttons)
        self.prepare.clicked.connect(lambda: self._with_task(self.opened.emit))
        for mark, button in self.pins.items():
            button.clicked.connect(
                lambda _=False, mark=mark: self._with_task(lambda task: self._pin(task, mark))
            )
        self.missing.clicked.connect(self._on_missing)
        self._store.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        heading = PlainLabel(self.tr("Delegate next"))
        heading.setFont(theme.font(1.69, QFont.Weight.Bold))
        label = PlainLabel(self.tr("An assistant's hours a week"))
        label.setBuddy(self.hours)
        self.hours.setAccessibleName(label.text())
        self.hours.setMaximumWidth(self.fontMetrics().horizontalAdvance("0000000000"))
        self.hours.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.result.setFont(theme.font(1.08, QFont.Weight.DemiBold))
        self.explanation.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.empty.setText(self.tr("No delegable task yet. What you sort as delegable is ranked here."))
        for one in (self.result, self.explanation, self.empty, self.fault):
            one.setWordWrap(True)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(label)
        top.addWidget(self.hours)
        buttons = QHBoxLayout()
        buttons.addWidget(self.prepare)
        buttons.addStretch(1)
        for button in self.pins.values():
            buttons.addWidget(button)
        self.prepare.setProperty("primary", True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(20, 16, 20, 16)
        rows.setSpacing(8)
        rows.addLayout(top)
        for part in (self.fault, self.result, self.explanation, self.empty):
            rows.addWidget(part)
        rows.addLayout(self._asks)
        rows.addWidget(self.missing)
        rows.addWidget(self.table, 1)
        rows.addLayout(buttons)
        self.fault.hide()
        self.missing.hide()
        self.setFocusProxy(self.table)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

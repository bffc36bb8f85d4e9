"""The one-week time audit: switching it on, how it stands, and what came up again as cards to sort."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from models import audit
from models.audit import AuditState, Group
from models.errors import BoardError
from models.settings import read_settings
from models.uid import new_uid
from ui.dialogs.look import Box
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import PlainLabel
from ui.store import Store
from ui.time_words import short_time
from ui.wording import local, sentence_text, week_text

INTERVALS = (15, 30, 45, 60, 90, 120)
DAYS = 7
_ROWS = "QTreeView::item:selected { background: palette(midlight); color: palette(text); }"


class AuditStartDialog(Sheet):
    """Off until this is answered: one choice, how often to ask."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        heading = self.tr("Where does my time go?")
        self.setWindowTitle(heading)
        self.heading.setText(heading)
        self._store = store
        settings = read_settings(store.board)
        self.every = Box()
        self.every.setAccessibleName(self.tr("Ask every"))
        for minutes in INTERVALS:
            self.every.addItem(short_time(minutes * 60), minutes)
        wanted = int(float(str(settings["audit.every"])))
        if wanted not in INTERVALS:
            self.every.insertItem(0, short_time(wanted * 60), wanted)
        self.every.setCurrentIndex(self.every.findData(wanted))
        why = self.tr(
            "For one week the board asks now and then what you are doing: a line above the board,"
            " never a window in your way. Then it shows what came up again, to sort."
        )
        self.body.addWidget(muted_label(why))
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("Ask every")))
        row.addWidget(self.every)
        row.addStretch(1)
        self.body.addLayout(row)
        self.hours = muted_label(_hours_words(str(settings["company.days"]), str(settings["company.hours"])))
        self.body.addWidget(self.hours)
        self.wrong = muted_label()
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addStretch(1)
        self.add_cancel()
        self.start = self.add_button(self.tr("Start the week"), self._on_start, is_main=True)
        self.setMinimumWidth(max(420, 50 * self.fontMetrics().averageCharWidth()))
        self.every.setFocus()

    def _on_start(self) -> None:
        ticket = self._store.submit(audit.start_audit, self.every.currentData())
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self.wrong.setText(sentence_text(error.sentence))
            self.wrong.show()
        elif error is None:
            self.accept()


class AuditResultDialog(Sheet):
    """How the audit stands, and what came up again with a tick before each.

    While the week runs it can be ended early; what is ticked becomes cards in Unsorted, in one step.
    """

    proposed = Signal(int)
    """How many cards were added; the audit has ended."""

    def __init__(self, store: Store, now: Callable[[], dt.datetime], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store = store
        self._state = audit.audit_state(store.board, now())
        self._groups = audit.audit_groups(store.board)
        heading = self.tr("What came up again")
        self.setWindowTitle(heading)
        self.heading.setText(heading)
        self.stand = muted_label(self._stand_words(self._state, local(now()).date()))
        self.table = QTreeWidget()
        self._fill()
        self.remark = muted_label(
            self.tr("Ticked ones become cards in Unsorted, with about these minutes and how often.")
            if self._groups
            else self.tr("Nothing came up more than once.")
        )
        self.body.addWidget(self.stand)
        if self._groups:
            self.body.addWidget(self.table, 1)
        self.body.addWidget(self.remark)
        self.add_cancel(self.tr("Close"))
        self.add = self.add_button("", self._on_add, is_main=True)
        self.table.itemChanged.connect(self._show_count)
        self._show_count()
        # As high as its rows, up to a dozen.
        self.table.setMinimumHeight((min(len(self._groups), 12) + 2) * (self.fontMetrics().height() + 12))
        self.setMinimumWidth(30 * self.fontMetrics().averageCharWidth() + 260)
        self.table.setFocus()

    def ticked(self) -> list[Group]:
        """The groups that are to become cards."""
        return [
            group for place, group in enumerate(self._groups) if _is_ticked(self.table.topLevelItem(place))
        ]

    def _fill(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("What came up again"))
        table.setStyleSheet(_ROWS)
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHeaderLabels([self.tr("What"), self.tr("Times"), self.tr("A week")])
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
            table.headerItem().setTextAlignment(column, right)
        for group in self._groups:
            seconds = round(group.minutes_per_week * 60)
            hours = week_text(seconds) if seconds >= 3600 else short_time(seconds)
            item = QTreeWidgetItem([group.title, str(len(group.entries)), hours])
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemNeverHasChildren
            )
            item.setCheckState(0, Qt.CheckState.Checked)
            for column in (1, 2):
                item.setTextAlignment(column, right)
            table.addTopLevelItem(item)
        if (first := table.topLevelItem(0)) is not None:
            table.setCurrentItem(first)

    def _stand_words(self, state: AuditState, today: dt.date) -> str:
        count = self.tr("noted %n time(s)", "", state.entries)
        if state.started is None or state.is_over:
            return self.tr("The week is over: {count}.").format(count=count)
        day = min(DAYS, (today - local(state.started).date()).days + 1)
        return self.tr("Day {day} of 7: {count} so far.").format(day=day, count=count)

    def _show_count(self) -> None:
        count = len(self.ticked())
        text = self.tr("Add %n card(s)", "", count) if count else self.tr("End without adding")
        self.add.setText(text)

    def _on_add(self) -> None:
        groups = self.ticked()
        # The cards last: they are what the next undo takes back.
        if self._state.is_on:
            self._store.submit(audit.stop_audit)
        if groups:
            self._store.submit(audit.propose, groups, [new_uid() for _ in groups])
        self.proposed.emit(len(groups))
        self.accept()


def _is_ticked(item: QTreeWidgetItem | None) -> bool:
    return item is not None and item.checkState(0) == Qt.CheckState.Checked


def _hours_words(days: str, hours: str) -> str:
    """ "Only in your working hours: Mon to Fri, 09:00 to 17:00." from "0,1,2,3,4" and "09:00-17:00"."""
    numbers = [int(day) for day in days.split(",") if day.strip().isdecimal()]
    names = [QLocale().dayName(day + 1, QLocale.FormatType.ShortFormat) for day in numbers]
    start, _, end = hours.partition("-")
    is_run = len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    if is_run:
        spoken = QCoreApplication.translate("AuditStartDialog", "{first} to {last}").format(
            first=names[0], last=names[-1]
        )
    else:
        spoken = ", ".join(names)
    text = QCoreApplication.translate(
        "AuditStartDialog", "Only in your working hours: {days}, {start} to {end}."
    )
    return text.format(days=spoken, start=start, end=end)

"""All fields of one person: the short form, and the rest in groups under More."""

import datetime as dt
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models import assistant_absences, assistant_deputies, assistant_rates, assistants
from models.assistant_fields import fault
from models.assistants import Assistant
from models.errors import BoardError
from models.settings import Settings
from models.sourcing import cell
from ui import theme
from ui.dialogs.sheet import More
from ui.pages.assistants import fields
from ui.pages.assistants.away_notice import AwayNotice
from ui.pages.assistants.fields import AmountRow
from ui.pages.assistants.lists import AwayRow, DeputiesRow
from ui.pages.assistants.rate_row import PastRates, RateRow
from ui.pages.assistants.rows import PersonRow
from ui.plain import PlainLabel
from ui.store import Store, Ticket
from ui.wording import sentence_text


class PersonForm(QWidget):
    """Saves each field as it is made."""

    def __init__(self, store: Store, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self._store = store
        self._today = today
        self._who: Assistant | None = None
        self._currency = self._country = ""
        self._waiting: deque[PersonRow] = deque()
        self.rows: dict[str, PersonRow] = {}
        self.rate = RateRow(store, today, self._write)
        self.rates, self.away, self.deputies = PastRates(), AwayRow(), DeputiesRow()
        self.notice = AwayNotice(store, today)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(10)
        for row in (*fields.short_rows(self._write, lambda: self._country), self.rate):
            self._keep(row)
            self._layout.addWidget(row)
        self.more = More(self.tr("More"), self._hidden())
        self._layout.addWidget(self.more)
        self.rates.removed.connect(lambda day: self._submit(assistant_rates.remove_rate, day))
        self.away.added.connect(lambda *days: self._submit(assistant_absences.add_absence, *days))
        self.away.removed.connect(lambda key: store.submit(assistant_absences.remove_absence, key))
        self.deputies.chosen.connect(lambda ids: self._submit(assistant_deputies.set_deputies, ids))
        self.setEnabled(not store.board.read_only)

    def show_person(self, who: Assistant, everybody: list[Assistant], settings: Settings) -> None:
        """Show what is stored; what is being typed of the same person stays."""
        is_new = self._who is None or self._who.id != who.id
        if is_new:
            self.flush()
            self._waiting.clear()
        self._who = who
        self._country = str(settings["company.country"])
        self._currency = who.currency or settings.currency
        self.rate.show_settings(settings)
        for row in self.rows.values():
            if isinstance(row, AmountRow):
                row.show_currency(self._currency)
            row.show_person(who, is_new=is_new)
        self.rows["outside_company"].say_aside(sentence_text(cell(who.outside_company, who.abroad)))
        self.rates.show_rates(assistant_rates.read_rates(self._store.board, who.id), settings.currency)
        self.away.show_absences(who.absences, self._today())
        self.deputies.show_person(who, everybody)

    def flush(self) -> None:
        """Save what is half typed."""
        for row in self.rows.values():
            row.flush()

    def _hidden(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        groups: list[tuple[str, list[Any]]] = [
            (self.tr("Work"), fields.work_rows(self._write)),
            (self.tr("Money"), [*fields.money_rows(self._write), self.rates]),
            (self.tr("Trust"), fields.trust_rows(self._write)),
            (self.tr("Usual terms"), fields.terms_rows(self._write)),
            (self.tr("Time off"), [self.away, self.notice]),
            (self.tr("Back-ups"), [self.deputies]),
            (self.tr("Notes"), fields.notes_rows(self._write)),
        ]
        for title, rows in groups:
            heading = PlainLabel(title)
            heading.setFont(theme.font(1.0, QFont.Weight.DemiBold))
            heading.setContentsMargins(0, 8, 0, 0)
            column.addWidget(heading)
            for row in rows:
                column.addWidget(row)
                if isinstance(row, PersonRow):
                    self._keep(row)
        return content

    def _keep(self, row: PersonRow) -> None:
        name = getattr(row, "field_name", row.name)
        self.rows[name] = row

    def _write(self, row: PersonRow, values: dict[str, Any], visit: str | None) -> Ticket | None:
        if self._who is None:
            return None
        for name, value in values.items():
            if (wrong := fault(name, value, self._currency)) is not None:
                row.say_fault(sentence_text(wrong))
                return None
        row.say_fault("")
        ticket = self._store.submit(assistants.edit_assistant, self._who.id, visit, **values)
        self._waiting.append(row)
        ticket.done.connect(self._on_done)
        return ticket

    def _submit(self, function: Callable[..., object], *values: Any) -> None:
        if self._who is not None:
            self._store.submit(function, self._who.id, *values)

    def _on_done(self, error: object) -> None:
        # Answers come in the order of the questions; those about somebody else are not waited for.
        row = self._waiting.popleft() if self._waiting else None
        if row is not None and isinstance(error, BoardError):
            row.say_fault(sentence_text(error.sentence))

"""What is rarely said at a hand-over: what they may decide, the next look, one job until a day."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from models.board import Board
from models.errors import Refused
from models.handover_defaults import Offer
from models.settings import read_settings
from ui.dialogs.look import Box
from ui.money_words import read_number
from ui.panel.due_field import due_words, parse_due
from ui.panel.parsed_field import NotUnderstood
from ui.panel.short_forms import read_minutes
from ui.panel.style import tint
from ui.plain import PlainLabel
from ui.theme import colours

LONGEST_CAP = 10_000 * 3600


class TermsFields(QWidget):
    """Shown under *More*; `read` gives what was said, as models.hands.Terms takes it."""

    def __init__(self, board: Board, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = ""
        self._today = read_settings(board).today(board.now())
        self.decide = Box()
        for level, text in enumerate(
            (
                self.tr("Do exactly this"),
                self.tr("Look into it and report"),
                self.tr("Recommend, I approve"),
                self.tr("Decide, and tell me"),
                self.tr("Own it"),
            ),
            1,
        ):
            self.decide.addItem(text, level)
        self.check = QLineEdit()
        self.knows = QCheckBox(self.tr("They know it already: nothing to train"))
        self.limited = QCheckBox(self.tr("One job, until:"))
        self.until = QLineEdit()
        self.hours = QLineEdit()
        self.money = QLineEdit()
        self.fault = PlainLabel()
        self._lay_out()
        self.limited.toggled.connect(self._show_limits)
        self._show_limits(False)

    @property
    def has_end(self) -> bool:
        return bool(self.until.text().strip())

    @property
    def has_cap(self) -> bool:
        return bool(self.hours.text().strip() or self.money.text().strip())

    def show_offer(self, found: Offer, currency: str) -> None:
        """The defaults for the person who is chosen now."""
        self._currency = currency
        self.decide.setCurrentIndex(found.authority - 1)
        if not self.check.isModified():
            self.check.setText(due_words((found.next_check, None), self._today) if found.next_check else "")
        self.knows.setVisible(found.level in range(1, 3))
        self.money.setPlaceholderText(self.tr("No limit, in {currency}").format(currency=currency))

    def read(self, today: dt.date) -> dict[str, Any] | None:
        """What was agreed; None, with a sentence below, where something cannot be."""
        try:
            return self._read(today)
        except (NotUnderstood, Refused) as wrong:
            self.fault.setText(str(wrong))
            tint(self.fault, colours().bad)
            self.fault.show()
            return None

    def _read(self, today: dt.date) -> dict[str, Any]:
        check = parse_due(self.check.text(), today)
        agreed: dict[str, Any] = {
            "authority": self.decide.currentData(),
            "next_check": check[0] if check else None,
            "knows_it": self.knows.isChecked() and not self.knows.isHidden(),
        }
        if not self.limited.isChecked():
            return agreed
        until = parse_due(self.until.text(), today)
        if until is not None and until[0] < today:
            raise NotUnderstood(self.tr("The job would end before it begins."))
        return agreed | {
            "engagement": "limited",
            "until": until[0] if until else None,
            "hour_cap": self._hour_cap(),
            "money_cap": self._money_cap(),
        }

    def _hour_cap(self) -> int | None:
        text = self.hours.text().strip()
        if not text:
            return None
        hours = read_number(text)
        seconds = round(hours * 3600) if hours is not None else read_minutes(text)
        if seconds is None or not 0 < seconds <= LONGEST_CAP:
            raise NotUnderstood(self.tr("“{text}” is no number of hours.").format(text=text))
        return seconds

    def _money_cap(self) -> int | None:
        from decimal import Decimal

        from models.currencies import to_minor

        text = self.money.text().strip()
        if not text:
            return None
        amount = read_number(text)
        if amount is None or not 0 < amount < 1e9:
            raise NotUnderstood(self.tr("“{text}” is no amount of money.").format(text=text))
        return to_minor(Decimal(str(amount)), self._currency)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        decides = PlainLabel(self.tr("May decide"))
        # Of a box a screen reader says what is chosen; what it is about comes from its label.
        decides.setBuddy(self.decide)
        form.addRow(decides, self.decide)
        form.addRow(PlainLabel(self.tr("You look next")), self.check)
        form.addRow(self.knows)
        form.addRow(self.limited)
        form.addRow(PlainLabel(self.tr("Ends on")), self.until)
        form.addRow(PlainLabel(self.tr("At most hours")), self.hours)
        form.addRow(PlainLabel(self.tr("At most money")), self.money)
        form.addRow(self.fault)
        self._form = form
        self.fault.setWordWrap(True)
        self.fault.hide()
        for field, name in (
            (self.decide, self.tr("May decide")),
            (self.check, self.tr("You look next")),
            (self.until, self.tr("Ends on")),
            (self.hours, self.tr("At most hours")),
            (self.money, self.tr("At most money")),
        ):
            field.setAccessibleName(name)

    def _show_limits(self, is_limited: bool) -> None:
        for field in (self.until, self.hours, self.money):
            self._form.setRowVisible(field, is_limited)

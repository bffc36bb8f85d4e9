"""What an hour costs now, and what it cost before."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from models import assistant_rates
from models.assistant_rates import RateInForce
from models.assistants import Assistant
from models.declared import money_text
from models.errors import BoardError
from models.settings import Settings
from ui import theme
from ui.dialogs.currency_box import CurrencyBox
from ui.dialogs.settings.row import Line, Row
from ui.money_words import number_text, typed_number
from ui.pages.assistants.fields import AMOUNT, DATE, typed_day
from ui.pages.assistants.rows import PersonRow, Write
from ui.plain import PlainLabel, tooltip
from ui.store import Store
from ui.wording import day_year, sentence_text


class RateRow(PersonRow):
    """Amount, currency, and one unit of it at home where that is another one. A new amount holds from the day
    beside it; what was before stays in the list under More.
    """

    def __init__(self, store: Store, today: Callable[[], dt.date], write: Write) -> None:
        super().__init__("", write)
        self.name = self.tr("An hour costs")
        self.label.setText(self.name)
        self._store = store
        self._today = today
        self._who: Assistant | None = None
        self._home = ""
        self.amount = Line(self.name, AMOUNT)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.currency = CurrencyBox()
        self.from_word = PlainLabel(self.tr("from"))
        self.day = Line(self.tr("From which day"), DATE)
        self.before, self.after = PlainLabel(), PlainLabel()
        self.fx = Line(self.tr("Exchange rate"), AMOUNT)
        self.fx.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add(self.amount, self.currency, self.from_word, self.day, self.before, self.fx, self.after)
        self.amount.left.connect(lambda _: self._on_amount())
        self.day.left.connect(lambda _: self._on_day())
        self.fx.left.connect(lambda _: self._send_fx())
        self.currency.activated.connect(self._on_currency)
        self.setFocusProxy(self.amount)

    def show_settings(self, settings: Settings) -> None:
        self._home = settings.currency

    def show_person(self, who: Assistant, *, is_new: bool) -> None:
        self._who = who
        if self._is_faulty and not is_new:
            return
        rate = who.rate
        code = rate.currency if rate else who.currency or self._home
        if is_new:
            self.say_fault("")
        self.currency.show_code(code)
        show = Line.take_stored if is_new else Line.show_stored
        show(self.amount, "" if rate is None else money_text(rate.amount, code))
        show(self.day, day_year(rate.starts) if rate else "")
        show(self.fx, number_text(float(rate.fx)) if rate and rate.fx is not None else "")
        self._show_parts()

    def flush(self) -> None:
        for line in (self.amount, self.day, self.fx):
            if line.is_touched:
                line.clearFocus()

    def _show_parts(self) -> None:
        code = self.currency.code()
        is_foreign = bool(self._home) and code != self._home
        for part in (self.before, self.fx, self.after):
            part.setVisible(is_foreign)
        has_amount = bool(self.amount.text().strip())
        for part in (self.from_word, self.day):
            part.setVisible(has_amount)
        self.before.setText(self.tr("1 {currency} =").format(currency=code))
        self.after.setText(self._home)
        rate = self._who.rate if self._who else None
        if not is_foreign:
            self.say_aside("")
        elif rate is None or rate.fx_date is None:
            self.say_aside(self.tr("Without an exchange rate their work is told in hours only."))
        else:
            self.say_aside(self.tr("Exchange rate of {day}").format(day=day_year(rate.fx_date)))

    def _on_amount(self) -> None:
        """Another amount holds from today on, so that the past stays what it was."""
        if self.amount.text().strip():
            day = self._today() if self._who and self._who.rate else None
            if day is not None:
                self.day.take_stored(day_year(day))
            self._send(day)
        elif self._who is not None and self._who.rate is not None:
            self.amount.take_stored(money_text(self._who.rate.amount, self._who.rate.currency))
        self._show_parts()

    def _on_currency(self) -> None:
        self.fx.take_stored("")
        self._show_parts()
        if self.amount.text().strip():
            self._send(self._today())

    def _on_day(self) -> None:
        """The rate that is shown holds from another day."""
        day = typed_day(self.day.text(), is_past=True)
        if not isinstance(day, dt.date):
            self.say_fault(self.tr("“{text}” is no date.").format(text=self.day.text()))
            return
        rate = self._who.rate if self._who else None
        self._send(day, rate.starts if rate is not None and rate.starts != day else None)

    def _send_fx(self) -> None:
        rate = self._who.rate if self._who else None
        self._send(rate.starts if rate else None)

    def _send(self, day: dt.date | None, instead_of: dt.date | None = None) -> None:
        if self._who is None:
            return
        self.say_fault("")
        text, fx = typed_number(self.amount.text()), typed_number(self.fx.text())
        values = (self._who.id, day, text, self.currency.code(), fx or None)
        ticket = self._store.submit(assistant_rates.move_rate, instead_of, *values)
        ticket.done.connect(self._on_done)

    def _on_done(self, error: object) -> None:
        if isinstance(error, BoardError):
            self.say_fault(sentence_text(error.sentence))


class PastRates(Row):
    """Every rate with its day; one that never held can be taken away."""

    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("Rates so far")
        self.label.setText(self.name)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(2, 1)
        self.side.insertLayout(0, self._grid)

    def show_settings(self, settings: Settings) -> None:
        """No setting of the board."""

    def show_rates(self, rates: list[RateInForce], home: str) -> None:
        """Show these, the newest first; nothing is shown of a single one."""
        while (item := self._grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.setVisible(len(rates) > 1)
        for row, rate in enumerate(rates if len(rates) > 1 else []):
            text = self.tr("{amount} {currency} from {day}").format(
                amount=money_text(rate.amount, rate.currency),
                currency=rate.currency,
                day=day_year(rate.starts),
            )
            if rate.fx is not None:
                text += f" ({_at_home(rate.home, home)})"
            self._grid.addWidget(PlainLabel(text), row, 0)
            self._grid.addWidget(self._cross(rate, text), row, 1)

    def _cross(self, rate: RateInForce, text: str) -> QWidget:
        button = QToolButton()
        button.setIcon(theme.icon("x"))
        button.setAccessibleName(self.tr("Remove {what}").format(what=text))
        button.setToolTip(tooltip(button.accessibleName()))
        button.clicked.connect(lambda: self.removed.emit(rate.starts))
        return button


def _at_home(amount: Decimal | None, home: str) -> str:
    return "" if amount is None else f"{money_text(amount, home)} {home}"

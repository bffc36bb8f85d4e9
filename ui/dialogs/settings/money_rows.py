"""The rows about money: what an hour is worth, what help costs, and what one currency is in the other."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.declared import money_text as stored_text
from models.money import HOURS_A_YEAR, buyback_rate
from models.settings import Settings
from ui.dialogs.currency_box import CurrencyBox
from ui.dialogs.settings.row import Line, Row
from ui.dialogs.settings.rows import AMOUNT, ChoiceBox
from ui.money_words import money_text, number_text, typed_number
from ui.panel.why_words import date_text
from ui.plain import PlainLabel

HOUR, YEAR = "hour", "year"


class HourlyRow(Row):
    """The owner's hour: said directly, or as what a year brings."""

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("An hour of your time is worth")
        self.label.setText(self.name)
        self._settings: Settings | None = None
        self._chosen: str | None = None
        self.field = Line(self.name, AMOUNT)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.per = ChoiceBox(
            self.tr("An hour or a year"), [(HOUR, self.tr("an hour")), (YEAR, self.tr("a year"))]
        )
        self.per.setMaximumWidth(self.per.fontMetrics().averageCharWidth() * 16 + 30)
        self.currency = PlainLabel()
        self.add(self.field, self.currency, self.per)
        self.field.left.connect(self._on_left)
        self.per.chosen.connect(self._on_per)
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        is_year = settings["money.hourly"] is None and settings["money.income"] is not None
        per = self._chosen or (YEAR if is_year else HOUR)
        self.per.show_value(per)
        self.currency.setText(settings.currency)
        if not self._is_faulty:
            value = settings["money.income" if per == YEAR else "money.hourly"]
            self.field.show_stored("" if value is None else stored_text(value, settings.currency))
        self._say_hour(settings)

    def _say_hour(self, settings: Settings) -> None:
        hourly = settings.hourly()
        if settings["money.hourly"] is None and hourly is not None:
            text = self.tr("÷ {hours} working hours = {amount} an hour")
            amount = money_text(hourly, settings.currency)
            self.say_aside(text.format(hours=self.locale().toString(HOURS_A_YEAR), amount=amount))
        else:
            self.say_aside(
                "" if hourly is not None else self.tr("Until you say it, gains are told in hours only.")
            )

    def _on_per(self, per: str) -> None:
        self._chosen = per
        if self._settings is None:
            return
        if self.field.is_touched:
            self._on_left(self.field.text())
            return
        value = self._settings["money.income" if per == YEAR else "money.hourly"]
        self.field.take_stored("" if value is None else stored_text(value, self._settings.currency))
        self.field.setFocus()

    def _on_left(self, text: str) -> None:
        value = typed_number(text) if text.strip() else None
        self._chosen = str(self.per.currentData())
        if self._chosen == YEAR:
            self.give({"money.income": value, "money.hourly": None})
        else:
            self.give({"money.hourly": value, "money.income": None})


class RateRow(Row):
    """What an hour of help costs, in the currency it is paid in, until an assistant's own rate is known."""

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("An hour of help costs about")
        self.label.setText(self.name)
        self.field = Line(self.name, AMOUNT)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.currency = CurrencyBox()
        self.currency.setAccessibleName(self.tr("Currency of help"))
        self._home = ""
        self.add(self.field, self.currency)
        self.field.left.connect(lambda text: self.give({"money.rate": typed_number(text) or None}))
        self.currency.activated.connect(self._on_currency)
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        self._home = settings.currency
        self.currency.show_code(settings.rate_currency)
        if not self._is_faulty:
            rate = settings["money.rate"]
            self.field.show_stored("" if rate is None else stored_text(rate, settings.rate_currency))
        text = self.tr("Used until an assistant's own rate is known.")
        if (hourly := settings.hourly()) is not None:
            quarter = self.tr("A common ceiling is a quarter of your hour, {amount}.")
            text += " " + quarter.format(amount=money_text(buyback_rate(hourly), settings.currency))
        self.say_aside(text)

    def _on_currency(self) -> None:
        code = self.currency.code()
        self.give({"money.rate_currency": None if code == self._home else code})


class ExchangeRow(Row):
    """One unit of what is paid, in what the owner counts in; only there while the two differ."""

    def __init__(self) -> None:
        super().__init__("")
        self.name = self.tr("Exchange rate")
        self.label.setText(self.name)
        self.field = Line(self.name, AMOUNT)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.before, self.after = PlainLabel(), PlainLabel()
        self.add(self.before, self.field, self.after)
        self.field.left.connect(lambda text: self.give({"money.fx": typed_number(text) or None}))
        self.setFocusProxy(self.field)

    def show_settings(self, settings: Settings) -> None:
        self.setVisible(settings.needs_exchange)
        self.before.setText(self.tr("1 {currency} =").format(currency=settings.rate_currency))
        self.after.setText(settings.currency)
        rate, day = settings["money.fx"], settings["money.fx_date"]
        if not self._is_faulty:
            self.field.show_stored("" if rate is None else number_text(float(rate)))
        if rate is None:
            self.say_aside(self.tr("Without it nothing is told in money."))
        else:
            self.say_aside(
                self.tr("As of {day}").format(day=date_text(day, dt.datetime.now(dt.UTC).astimezone().date()))
                if day
                else ""
            )


def money_rows() -> dict[str, QWidget]:
    """By the name of the setting that they show first."""
    return {"money.hourly": HourlyRow(), "money.rate": RateRow(), "money.fx": ExchangeRow()}

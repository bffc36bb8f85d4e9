"""The board's settings: recorded rows, so undoable and travelling with the file.

What is not set takes its default, or a guess from this machine that is not written (models.declared says what
there is).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from models import sqlite, suggesting
from models.board import Board
from models.currencies import guess_country, guess_currency
from models.declared import SETTINGS, Setting, from_json, parse, to_json
from models.errors import Refused
from models.money import Assumptions, effective_hourly, from_settings
from models.record import Recorder
from models.schema import Setting as SettingRow
from models.words import Sentence
from models.zones import system_zone, zone_of

__all__ = [
    "SETTINGS",
    "Setting",
    "Settings",
    "fault",
    "put_off",
    "read_settings",
    "write_setting",
    "write_settings",
]

_OWN_MONEY = ("money.hourly", "money.income")
_ASSISTANTS_MONEY = ("money.rate",)


class Settings(Mapping[str, Any]):
    """All settings of a board by name, with defaults and guesses filled in; a snapshot."""

    def __init__(self, stored: Mapping[str, tuple[Any, str]]) -> None:
        """`stored`: what the owner said, each with the currency of an amount."""
        self._stored = {name: pair for name, pair in stored.items() if pair[0] is not None}
        self._values: dict[str, Any] = {name: one.default for name, one in SETTINGS.items()}
        self._values["company.zone"] = system_zone()
        self._values |= {name: value for name, (value, _) in self._stored.items()}
        if not self._values["company.country"]:
            self._values["company.country"] = guess_country()
        if not self._values["company.currency"]:
            self._values["company.currency"] = guess_currency(self._values["company.country"])
        for name in (*_OWN_MONEY, *_ASSISTANTS_MONEY):
            # An amount of another currency than the one that is now shown beside it is not that amount.
            if name in self._stored and self._stored[name][1] != self.currency_of(name):
                self._values[name] = None

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def currency(self) -> str:
        """The owner's currency, ISO 4217."""
        return str(self._values["company.currency"])

    @property
    def rate_currency(self) -> str:
        """The currency in which assistants are paid."""
        return self._values["money.rate_currency"] or self.currency

    def currency_of(self, name: str) -> str:
        """The currency of a money setting."""
        return self.rate_currency if name in _ASSISTANTS_MONEY else self.currency

    @property
    def needs_exchange(self) -> bool:
        """Whether assistants are paid in another currency, so that an exchange rate is wanted."""
        return self.rate_currency != self.currency

    def hourly(self) -> float | None:
        """The owner's hour in `currency`: asked directly, else from the year's income; None if neither."""
        direct, income = self["money.hourly"], self["money.income"]
        if direct is not None:
            return float(direct)
        return None if income is None else effective_hourly(float(income))

    def rate(self) -> float | None:
        """An assistant's hour by the reference rate, exchanged into `currency`; None if unknown."""
        rate, exchange = self["money.rate"], self["money.fx"]
        if rate is None or (self.needs_exchange and exchange is None):
            return None
        return float(rate * exchange) if self.needs_exchange else float(rate)

    def assumptions(self) -> Assumptions:
        """For models.money: every symbol with its value."""
        return from_settings(dict(self) | {"money.hourly": self.hourly(), "money.rate": self.rate()})

    def weights(self) -> dict[str, int]:
        """For models.triage."""
        return dict(self["sort.weights"])

    def is_set(self, name: str) -> bool:
        """Whether the owner said it, as against a default or a guess."""
        return name in self._stored

    def today(self, now: dt.datetime) -> dt.date:
        """The day of a naive UTC moment in the company's zone."""
        zone = zone_of(self["company.zone"]) or dt.UTC
        return now.replace(tzinfo=dt.UTC).astimezone(zone).date()


def read_settings(board: Board) -> Settings:
    """The board's settings as they are now."""
    stored = {}
    for name, value in sqlite.fetch(board.db, SettingRow.select(SettingRow.name, SettingRow.value)):
        if name in SETTINGS:
            stored[name] = from_json(SETTINGS[name], value)
    return Settings(stored)


def fault(name: str, value: Any) -> Sentence | None:
    """Why a value cannot be taken, in a sentence that names the field, or None; for the field itself."""
    try:
        parse(SETTINGS[name], value)
    except Refused as error:
        return error.sentence
    return None


def write_setting(board: Board, name: str, value: Any) -> None:
    """Set one setting (None or "": back to its default). Text is read as typed. Raises Refused."""
    write_settings(board, {name: value})


def write_settings(board: Board, values: Mapping[str, Any]) -> None:
    """Several as one step; one that cannot be taken refuses them all."""
    parsed = {name: parse(SETTINGS[name], value) for name, value in values.items()}
    with board.change("settings", details={"count": len(parsed)}) as record:
        store(board, record, parsed)


def put_off(board: Board, question: str) -> None:
    """ "Not now" to a question that is asked once: specialisation, hourly or rate.

    Recorded, so that it is not asked again on any machine; quiet, since there is nothing to take back.
    """
    with board.change("settings", kind="quiet") as record:
        store(board, record, {f"not_now.{question}": True})


def store(board: Board, record: Recorder, parsed: Mapping[str, Any]) -> None:
    """Write parsed values inside a change, with what follows from them."""
    before = read_settings(board)
    values = dict(parsed)
    if values.get("money.fx") is not None and "money.fx_date" not in values:
        values["money.fx_date"] = before.today(record.moment)
    is_money = any(values.get(name) is not None for name in (*_OWN_MONEY, *_ASSISTANTS_MONEY))
    if is_money and not before.is_set("company.currency") and values.get("company.currency") is None:
        # A guess may be another one on another machine; beside an amount it must stay what it was.
        values["company.currency"] = before.currency
    after = _with(before, values)
    for name in (*_OWN_MONEY, *_ASSISTANTS_MONEY):
        # Who corrects the currency means the same figure.
        if name not in values and before.is_set(name) and before.currency_of(name) != after.currency_of(name):
            values[name] = before[name]
    rows = dict(sqlite.fetch(board.db, SettingRow.select(SettingRow.name, SettingRow.id)))
    for name, value in values.items():
        _write_row(board, record, rows.get(name), SETTINGS[name], value, after.currency_of(name))
    if "sort.weights" in values:
        suggesting.suggest_all(record)


def _with(before: Settings, values: Mapping[str, Any]) -> Settings:
    kept = {name: (before[name], "") for name in SETTINGS if before.is_set(name)}
    return Settings(kept | {name: (value, "") for name, value in values.items()})


def _write_row(
    board: Board, record: Recorder, row: int | None, setting: Setting, value: Any, currency: str
) -> None:
    if value is None:
        if row is not None:
            record.delete(SettingRow, row)
        return
    text = to_json(setting, value, currency)
    if row is None:
        record.insert(SettingRow, board=board.about().id, name=setting.name, value=text)
    else:
        record.update(SettingRow, row, value=text)

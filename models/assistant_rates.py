"""What an assistant's hour costs, from which day on. A rate's past stays: what was worked then cost that.

The exchange rate is what the owner typed, home per unit, with its day; only wanted for another currency.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.board import Board
from models.cards import assistant_name
from models.currencies import exponent, from_minor, to_minor
from models.declared import SETTINGS, Setting, parse
from models.errors import Refused
from models.record import Recorder
from models.schema import Assistant as AssistantRow
from models.schema_handover import Rate as RateRow
from models.settings import read_settings
from models.words import QT_TRANSLATE_NOOP, say

_RATE = say(QT_TRANSLATE_NOOP("models", "Cost of an hour"))
_CURRENCY = say(QT_TRANSLATE_NOOP("models", "Currency"))
_FROM = say(QT_TRANSLATE_NOOP("models", "From"))
_MISSING = QT_TRANSLATE_NOOP("models", "Say what an hour costs.")


@dataclass(frozen=True, slots=True)
class RateInForce:
    """An hour from `starts` on: `amount` in whole units of `currency`, `home` in the owner's; None while no
    exchange rate is known.
    """

    starts: dt.date
    amount: Decimal
    currency: str
    fx: Decimal | None
    fx_date: dt.date | None
    home: Decimal | None


def set_rate(
    board: Board,
    assistant: int,
    starts: dt.date | None,
    amount: Any,
    currency: str = "",
    fx: Any = None,
    fx_date: dt.date | None = None,
) -> None:
    """What an hour costs from a day on (None: today), in whole units, as text or number.

    `currency` "": the one they are paid in so far. A second rate of the same day replaces the first. Raises
    Refused for what cannot be.
    """
    with board.change("assistant", assistant_name(board, assistant)) as record:
        set_rate_in(board, record, assistant, starts, amount, currency, fx, fx_date)


def set_rate_in(
    board: Board,
    record: Recorder,
    assistant: int,
    starts: dt.date | None,
    amount: Any,
    currency: str = "",
    fx: Any = None,
    fx_date: dt.date | None = None,
) -> None:
    """The same within a change."""
    settings = read_settings(board)
    today = settings.today(board.now())
    sql = "SELECT currency, money_cap, spend FROM assistant WHERE id = ?"
    paid_in, *amounts = board.db.execute_sql(sql, (assistant,)).fetchone()
    code = parse(Setting("currency", "currency", "", _CURRENCY), currency) or paid_in
    code = code or settings.rate_currency
    cost = parse(Setting("rate", "money", None, _RATE, SETTINGS["money.rate"].limits), amount)
    if cost is None:
        raise Refused(say(_MISSING))
    exchange = parse(SETTINGS["money.fx"], fx) if code != settings.currency else None
    day = parse(Setting("starts", "date", None, _FROM), starts) or today
    fields = {
        "amount": to_minor(cost, code),
        "currency": code,
        "fx": "" if exchange is None else format(exchange, "f"),
        "fx_date": None if exchange is None else parse(SETTINGS["money.fx_date"], fx_date) or today,
    }
    sql = "SELECT id FROM rate WHERE assistant_id = ? AND starts = ?"
    row = board.db.execute_sql(sql, (assistant, day.isoformat())).fetchone()
    if row is None:
        record.insert(RateRow, assistant=assistant, starts=day, **fields)
    else:
        record.update(RateRow, row[0], **fields)
    if code != paid_in:
        # Who is paid in another currency from now on means the same figures in it.
        kept = [one if one is None else same_figure(one, paid_in or code, code) for one in amounts]
        record.update(AssistantRow, assistant, currency=code, money_cap=kept[0], spend=kept[1])


def move_rate(
    board: Board,
    instead_of: dt.date | None,
    assistant: int,
    starts: dt.date | None,
    amount: Any,
    currency: str = "",
    fx: Any = None,
) -> None:
    """The same, in place of the rate of another day (None: beside all others), as one step."""
    with board.change("assistant", assistant_name(board, assistant)) as record:
        if instead_of is not None:
            _delete(board, record, assistant, instead_of)
        set_rate_in(board, record, assistant, starts, amount, currency, fx)


def remove_rate(board: Board, assistant: int, starts: dt.date) -> None:
    """A rate that never held."""
    with board.change("assistant", assistant_name(board, assistant)) as record:
        _delete(board, record, assistant, starts)


def read_rates(board: Board, assistant: int) -> list[RateInForce]:
    """All rates of a person, the newest first."""
    return _read(board, "assistant_id = ? ORDER BY starts DESC", (assistant,))


def rate_on(board: Board, assistant: int, day: dt.date) -> RateInForce | None:
    """What an hour cost on a day; None before the first rate."""
    where = "assistant_id = ? AND starts <= ? ORDER BY starts DESC LIMIT 1"
    return next(iter(_read(board, where, (assistant, day.isoformat()))), None)


def same_figure(minor: int, old: str, new: str) -> int:
    """An amount that reads the same in another currency: 12.00 is 1200 here and 12 there."""
    return round(minor * 10.0 ** (exponent(new) - exponent(old)))


def rates_in_force(board: Board, day: dt.date, home: str) -> dict[int, RateInForce]:
    """What an hour of each costs on a day, by assistant; `home`: the owner's currency."""
    sql = (
        "SELECT assistant_id, starts, amount, currency, fx, fx_date FROM rate WHERE starts <= ?"
        " ORDER BY starts"
    )
    rows = board.db.execute_sql(sql, (day.isoformat(),)).fetchall()
    return {who: as_rate(row, home) for who, *row in rows}


def as_rate(row: Sequence[Any], home: str) -> RateInForce:
    """A stored rate: starts, amount, currency, fx, fx_date; `home`: the owner's currency."""
    starts, amount, currency, fx, fx_date = row
    cost = from_minor(amount, currency)
    exchange = Decimal(fx) if fx else None
    at_home = cost if currency == home else None if exchange is None else cost * exchange
    day = None if fx_date is None else dt.date.fromisoformat(fx_date)
    return RateInForce(dt.date.fromisoformat(starts), cost, currency, exchange, day, at_home)


def _delete(board: Board, record: Recorder, assistant: int, starts: dt.date) -> None:
    sql = "SELECT id FROM rate WHERE assistant_id = ? AND starts = ?"
    for (row,) in board.db.execute_sql(sql, (assistant, starts.isoformat())).fetchall():
        record.delete(RateRow, row)


def _read(board: Board, where: str, values: tuple[Any, ...]) -> list[RateInForce]:
    home = read_settings(board).currency
    sql = f"SELECT starts, amount, currency, fx, fx_date FROM rate WHERE {where}"  # noqa: S608 - constants
    return [as_rate(row, home) for row in board.db.execute_sql(sql, values).fetchall()]

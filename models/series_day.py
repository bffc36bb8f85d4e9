"""Which day it is where a series lives: its dates are days in a zone of its own."""

import datetime as dt

from models.adding import day_of
from models.board import Board
from models.cards import Card
from models.wall_time import local_of

_ZONE = "SELECT json_extract(value, '$') FROM setting WHERE name = 'company.zone'"


def today_in(zone: str, today: dt.date, moment: dt.datetime) -> dt.date:
    """The day in an IANA zone at a naive UTC moment, for who calls it `today` on this machine's clock."""
    return today + (local_of(moment, zone).date() - day_of(moment))


def zone_of_series(board: Board, card: Card) -> str:
    """The zone whose days a recurring card's dates are: its own, that of its time, the company's; else ""."""
    if card.repeat is None or card.repeat_zone or card.due_zone:
        return card.repeat_zone or card.due_zone or ""
    row = board.db.execute_sql(_ZONE).fetchone()
    return str(row[0] or "") if row else ""


def today_of(board: Board, card: Card, today: dt.date) -> dt.date:
    """The day on which a recurring card is due or late, for who calls it `today` here."""
    zone = zone_of_series(board, card)
    return today_in(zone, today, board.now()) if zone else today

"""Everybody who takes work over, as CSV: UTF-8 with BOM, CRLF, RFC 4180. Pictures stay in the board."""

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from models.assistant_rates import RateInForce, read_rates
from models.assistants import Absence, Assistant, read_assistants
from models.board import Board
from models.currencies import from_minor
from models.declared import money_text
from models.exporters.csv_codec import format_moment, format_runs, guard, join_list
from models.exporters.csv_people_codec import COLUMNS, days_text
from models.exporters.csv_tasks import refuse_board
from models.files import write_text_atomically


def export_assistants(
    board: Board,
    path: Path,
    ids: frozenset[int] | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write everybody, also who left, to `path` by name (`ids`: only these); returns how many.

    Raises Refused or StorageError; what was at `path` is then still there.
    """
    del cancelled
    refuse_board(board, path)
    everybody = read_assistants(board, ended=True)
    wanted = [who for who in everybody if ids is None or who.id in ids]
    names = {who.id: who.name for who in everybody}
    with write_text_atomically(path) as stream:
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([header for header, _ in COLUMNS])
        for who in wanted:
            writer.writerow(_row(who, read_rates(board, who.id), names))
    if progress is not None:
        progress(1.0)
    return len(wanted)


def rate_text(rate: RateInForce) -> str:
    """ "2026-09-01 800.00 PHP 0.018 2026-09-01": from, amount, currency; what one is at home, since when."""
    parts = [rate.starts.isoformat(), money_text(rate.amount, rate.currency), rate.currency]
    if rate.fx is not None:
        parts += [format(rate.fx, "f"), *([rate.fx_date.isoformat()] if rate.fx_date else [])]
    return " ".join(parts)


def absence_text(away: Absence) -> str:
    """ "2026-12-24 2026-12-31 at home": first and last day, and what for."""
    return " ".join(part for part in (away.first.isoformat(), away.last.isoformat(), away.note) if part)


def _row(who: Assistant, rates: list[RateInForce], names: dict[int, str]) -> list[str]:
    special = {
        "days": days_text(who.days),
        "outside_company": "yes" if who.outside_company else "no",
        "skills": ", ".join(who.skills),
        "languages": ", ".join(who.languages),
        "seconds_per_week": _hours(who.seconds_per_week),
        "hour_cap": _hours(who.hour_cap),
        "money_cap": _money(who.money_cap, who.currency),
        "spend": _money(who.spend, who.currency),
        "rates": join_list(rate_text(rate) for rate in reversed(rates)),
        "absences": join_list(absence_text(away) for away in who.absences),
        "deputies": join_list(names[key] for key in who.deputies if key in names),
        "ended": format_moment(who.ended),
    }
    cells = []
    for _, name in COLUMNS:
        value = special[name] if name in special else getattr(who, name)
        cells.append(guard("" if value is None else str(value)))
    return cells


def _hours(seconds: int | None) -> str:
    return "" if seconds is None else format_runs(Fraction(seconds, 3600))


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else money_text(from_minor(minor, currency or "USD"), currency or "USD")

"""Every run with all that is known of it, as CSV: UTF-8 with BOM, CRLF, RFC 4180; the oldest first.

Moments are UTC, as `2026-11-23T10:00:00Z`; days are days of the series. Minutes have a point in every
language. Money stands in whole units beside its currency. Later columns are appended, never put between.
"""

import csv
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from models.board import Board
from models.currencies import from_minor
from models.declared import money_text
from models.errors import Cancelled
from models.exporters.csv_codec import format_minutes, format_won, guard
from models.exporters.csv_tasks import one_moment, refuse_board
from models.files import write_text_atomically
from models.schema_handover import won_seconds
from models.words import QT_TRANSLATE_NOOP, say

HEADER = (
    "Run ID",
    "Card ID",
    "Card",
    "Assistant",
    "Outcome",
    "Reasons",
    "Attempt",
    "Training level",
    "Brief version",
    "Due",
    "Missed",
    "Started",
    "Delivered",
    "Ended",
    "Time zone",
    "Their minutes",
    "Review minutes",
    "Question minutes",
    "Fix minutes",
    "Minutes assumed",
    "Looked at",
    "Minutes before",
    "Minutes won",
    "Rate",
    "Currency",
    "Exchange rate",
    "Cost",
    "Note",
)
_BATCH = 2_000


def _moment(name: str) -> str:
    return f"coalesce(replace(substr(r.{name}, 1, 19), ' ', 'T') || 'Z', '')"


_RUNS = f"""
    SELECT r.id, r.task_id, r.uid, t.uid, t.title, a.name, r.outcome, r.reasons, r.attempt,
      coalesce(r.level, ''), coalesce(r.version, ''), coalesce(r.due, ''), r.missed,
      {_moment("started")}, {_moment("delivered")}, {_moment("ended")},
      r.zone, r.seconds, r.review_seconds, r.question_seconds, r.fix_seconds, r.assumed, r.reviewed,
      r.baseline, {won_seconds("r.")}, r.rate, r.currency, r.fx, r.note
    FROM run r JOIN task t ON t.id = r.task_id JOIN assistant a ON a.id = r.assistant_id
    WHERE r.id > ? AND t.binned IS NULL ORDER BY r.id LIMIT ?
"""  # noqa: S608 - constants


def export_runs(
    board: Board,
    path: Path,
    ids: frozenset[int] | None = None,
    progress: Callable[[float], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write all runs to `path`, also those that wait for a look (`ids`: only of these cards); returns how
    many. Those of cards in the bin are left out.

    Raises Cancelled, Refused or StorageError; what was at `path` is then still there.
    """
    refuse_board(board, path)
    with one_moment(board.db) as db, write_text_atomically(path) as stream:
        (last,) = db.execute_sql("SELECT coalesce(max(id), 0) FROM run").fetchone()
        stream.write("\ufeff")
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(HEADER)
        written = done = 0
        while rows := db.execute_sql(_RUNS, (done, _BATCH)).fetchall():
            if cancelled is not None and cancelled():
                raise Cancelled(say(QT_TRANSLATE_NOOP("models", "The export was stopped.")))
            done = rows[-1][0]
            wanted = [row for row in rows if ids is None or row[1] in ids]
            writer.writerows(map(_cells, wanted))
            written += len(wanted)
            if progress is not None:
                progress(done / last)
    return written


def _cells(row: Sequence[Any]) -> tuple[Any, ...]:
    """One line, in the order of HEADER."""
    (
        _, _, uid, task, title, who, outcome, reasons, *facts, zone, seconds, review, questions, fix,
        assumed, reviewed, baseline, won, rate, currency, fx, note,
    ) = row  # fmt: skip
    return (
        uid,
        guard(task),
        _guarded(title),
        _guarded(who),
        outcome or "open",
        reasons.replace(",", "; "),
        *facts,
        guard(zone),
        *map(_minutes, (seconds, review, questions, fix)),
        "yes" if assumed else "",
        "yes" if reviewed else "",
        _minutes(baseline),
        format_won(won),
        *_money(rate, currency, fx, seconds),
        guard(note),
    )


def _money(rate: int | None, currency: str, fx: str, seconds: int | None) -> tuple[str, str, str, str]:
    """An hour, its currency, home per unit, and what this run cost in that currency."""
    if rate is None or not currency:
        return "", "", "", ""
    hour = from_minor(rate, currency)
    cost = "" if seconds is None else money_text(hour * seconds / 3600, currency)
    return money_text(hour, currency), currency, guard(fx), cost


@lru_cache(maxsize=1024)
def _guarded(text: str) -> str:
    return guard(text)


@lru_cache(maxsize=4096)
def _minutes(seconds: int | None) -> str:
    return format_minutes(seconds)

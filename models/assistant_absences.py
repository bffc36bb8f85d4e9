"""Days on which somebody is away."""

import datetime as dt

from models.board import Board
from models.cards import assistant_name
from models.errors import Refused
from models.record import Recorder
from models.schema_handover import Absence
from models.texts import clean_text
from models.words import QT_TRANSLATE_NOOP, say

_ORDER = QT_TRANSLATE_NOOP("models", "Time off cannot end before it starts.")
LONGEST_NOTE = 300


def add_absence(board: Board, assistant: int, first: dt.date, last: dt.date, note: str = "") -> None:
    """Days off, both included. Those that overlap or touch become one, with both notes. Raises Refused."""
    if last < first:
        raise Refused(say(_ORDER))
    with board.change("assistant", assistant_name(board, assistant)) as record:
        add_absence_in(board, record, assistant, first, last, note)


def add_absence_in(
    board: Board, record: Recorder, assistant: int, first: dt.date, last: dt.date, note: str = ""
) -> None:
    """The same within a change."""
    notes = [note]
    sql = "SELECT id, first, last, note FROM absence WHERE assistant_id = ? ORDER BY first"
    rows = board.db.execute_sql(sql, (assistant,)).fetchall()
    # Until nothing more is touched: what has grown may reach the next one.
    while touched := next((row for row in rows if _touches(row, first, last)), None):
        rows.remove(touched)
        row, old_first, old_last, old_note = touched
        first, last = min(first, _day(old_first)), max(last, _day(old_last))
        notes.insert(-1, old_note)
        record.delete(Absence, row)
    words = (" ".join(clean_text(text).split()) for text in notes)
    told = "; ".join(dict.fromkeys(text for text in words if text))[:LONGEST_NOTE]
    record.insert(Absence, assistant=assistant, first=first, last=last, note=told)


def remove_absence(board: Board, absence: int) -> None:
    """They work on these days after all."""
    sql = "SELECT a.name FROM absence o JOIN assistant a ON a.id = o.assistant_id WHERE o.id = ?"
    row = board.db.execute_sql(sql, (absence,)).fetchone()
    if row is None:
        return
    with board.change("assistant", row[0]) as record:
        record.delete(Absence, absence)


def _touches(row: tuple[int, str, str, str], first: dt.date, last: dt.date) -> bool:
    """Whether there is no day between the two."""
    return _day(row[1]).toordinal() <= last.toordinal() + 1 and _day(row[2]).toordinal() >= (
        first.toordinal() - 1
    )


_day = dt.date.fromisoformat

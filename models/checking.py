"""Is a board file whole? Pages, references, the journal's numbers and the search text; and what is in it."""

from dataclasses import dataclass, field

from peewee import SqliteDatabase

from models import search_text, sqlite
from models.agreement import disagreeing
from models.board import Board
from models.recorded import TABLES
from models.schema import KINDS
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# So many faults of a kind are named.
_MOST = 20


@dataclass(slots=True)
class Check:
    """What a check found. `counts`: rows by table."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[Sentence] = field(default_factory=list)


def check(board: Board) -> Check:
    """Look the whole file through; reads only."""
    found = Check()
    db = board.db
    try:
        for (message,) in db.execute_sql(f"PRAGMA integrity_check({_MOST})"):
            if message != "ok":
                found.faults.append(say(QT_TRANSLATE_NOOP("models", "Damaged page: {what}"), what=message))
        found.faults += loose_rows(db)
        for model in TABLES:
            name = model._meta.table_name
            found.counts[name] = db.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        _check_journal(board, found)
        _check_columns(board, found)
        _check_search(board, found)
        _check_contents(board, found)
    except sqlite.STORAGE_ERRORS as error:
        found.faults.append(sqlite.error_in_words(error).sentence)
    return found


def loose_rows(db: SqliteDatabase) -> list[Sentence]:
    """Rows that point to what is not there."""
    text = QT_TRANSLATE_NOOP("models", "{table} {row} points to a {parent} that is not there.")
    found = db.execute_sql("PRAGMA foreign_key_check").fetchmany(_MOST)
    return [say(text, table=table, row=row, parent=parent) for table, row, parent, _ in found]


def _check_journal(board: Board, found: Check) -> None:
    newest = board.db.execute_sql("SELECT coalesce(max(revision), 0) FROM journal").fetchone()[0]
    if newest > board.revision:
        text = QT_TRANSLATE_NOOP("models", "The journal is ahead of the board's own count.")
        found.faults.append(say(text))


def _check_columns(board: Board, found: Check) -> None:
    """Every kind has its column, and no card is decided otherwise than the column it lies in says."""
    kinds = {kind for (kind,) in board.db.execute_sql("SELECT kind FROM stage")}
    for kind in KINDS:
        if kind not in kinds and board.about().id:
            text = QT_TRANSLATE_NOOP("models", "There is no column of the kind {kind}.")
            found.faults.append(say(text, kind=kind))
    wrong = len(disagreeing(board.db))
    if wrong:
        text = QT_TRANSLATE_NOOP("models", "Column and decision of %n card(s) disagree.")
        found.faults.append(say(text, wrong))


def _check_search(board: Board, found: Check) -> None:
    """The derived text of every task must be what it would be if it were made now."""
    ids = [task for (task,) in board.db.execute_sql("SELECT id FROM task ORDER BY id")]
    stored = dict(board.db.execute_sql("SELECT task, folded FROM search_text"))
    stale = set(stored) - set(ids)
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        fresh = search_text.texts(board.db, chunk)
        stale |= {task for task in chunk if stored.get(task) != fresh.get(task)}
    if stale:
        text = QT_TRANSLATE_NOOP("models", "The search text of %n card(s) is out of date.")
        found.faults.append(say(text, len(stale)))


def _check_contents(board: Board, found: Check) -> None:
    """Every enclosed file has its bytes."""
    sql = "SELECT count(*) FROM enclosure WHERE hash NOT IN (SELECT hash FROM content)"
    missing = board.db.execute_sql(sql).fetchone()[0]
    if missing:
        text = QT_TRANSLATE_NOOP("models", "The content of %n enclosed file(s) is lost.")
        found.faults.append(say(text, missing))

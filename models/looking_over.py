"""A look at a closed board file before it is opened: is every page sound, and is it a board of ours?

SQLite opens a file with a spoiled page without a word, and takes any log beside it for the file's own. Done
after a crash and where somebody else had the file in hand (models.lock.was_closed_well); reads only.
"""

import contextlib
from collections.abc import Callable
from pathlib import Path

from peewee import SqliteDatabase

from models import migrate, sqlite
from models.errors import BoardError, Damaged, NotABoard, StrangeBoard
from models.pages import read_log
from models.recorded import TABLES
from models.schema import KINDS
from models.sound_values import odd_in, texts_of
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# A longer log takes too long to add up before a window opens.
_MOST_LOG = 16_000_000
# SQLite quotes spoilt names in what it complains of, and they need not be letters.
_UNREADABLE: tuple[type[Exception], ...] = (*sqlite.STORAGE_ERRORS, UnicodeDecodeError)
# So many of SQLite's own steps between two looks whether it is to stop.
_STEPS = 50_000
_PART = QT_TRANSLATE_NOOP("models", "{file} is damaged: a part of it cannot be read.")
_LOST = QT_TRANSLATE_NOOP("models", "{file} is damaged: cards in it are in columns that are not there.")


def look_over(path: Path) -> None:
    """Raises Damaged, NotABoard, NewerBoard or StorageError where `path` should not be opened."""
    if _log_size(path):
        # Before anything opens it: of a log that is torn from its beginning SQLite keeps nothing.
        _refuse_torn_log(path)
    is_current = _is_current(path)
    _refuse_bad_header(path)
    try:
        with sqlite.looking(path) as db:
            db.execute_sql("PRAGMA trusted_schema = 0")
            _refuse_bad_pages(db, path)
            if is_current:
                _refuse_strange_tables(db, path)
                _refuse_odd_values(db, path)
                _refuse_lost_cards(db, path)
            _refuse_hollow(db, path)
            uid = _uid_of(db)
        if _log_size(path):
            _refuse_strange_log(path, uid)
    except _UNREADABLE as error:
        raise _in_words(error, path) from error


def look_closely(path: Path, cancelled: Callable[[], bool] = lambda: False) -> None:
    """Look an open board through: SQLite's full check, indexes against rows, and every value.

    Raises Damaged; a look that is cancelled ends and says nothing.
    """
    try:
        with contextlib.closing(sqlite.reader(path)) as db:
            db.connection().set_progress_handler(cancelled, _STEPS)
            _refuse_bad_pages(db, path, "integrity_check")
            _refuse_strange_tables(db, path)
            _refuse_odd_values(db, path)
            _refuse_lost_cards(db, path)
    except _UNREADABLE as error:
        if not cancelled():
            raise _in_words(error, path) from error


def _is_current(path: Path) -> bool:
    migrate.refuse_or_make_folder(path, create=False)
    return migrate.is_current(path)


def _refuse_bad_pages(db: SqliteDatabase, path: Path, check: str = "quick_check") -> None:
    for (message,) in db.execute_sql(f"PRAGMA {check}(1)"):
        if message != "ok":
            raise _damaged(path, _PART)


def _refuse_bad_header(path: Path) -> None:
    """Versions of the format that SQLite would only read. Before any connection of ours to the file."""
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not {header[18], header[19]} <= {1, 2}:
        raise _damaged(path, _PART)


def _refuse_odd_values(db: SqliteDatabase, path: Path) -> None:
    """Values that the program could not read: days that are none, numbers that are texts, broken letters."""
    for model in TABLES:
        name = model._meta.table_name
        odd = db.execute_sql(f'SELECT 1 FROM "{name}" WHERE {odd_in(model)} LIMIT 1').fetchone()  # noqa: S608
        if odd:
            raise _damaged(path, _PART)
        if texts := texts_of(model):
            # Letters are put together as they are read; broken ones are an error.
            for _ in db.execute_sql(f'SELECT {texts} FROM "{name}"'):  # noqa: S608
                pass


def _refuse_lost_cards(db: SqliteDatabase, path: Path) -> None:
    """A card in a column that there is not would be shown nowhere. What else points to nothing hurts nobody,
    and is told by the command check.
    """
    sql = "SELECT 1 FROM task WHERE stage_id NOT IN (SELECT id FROM stage) LIMIT 1"
    if db.execute_sql(sql).fetchone():
        raise _damaged(path, _LOST)


def _refuse_commands(db: SqliteDatabase, path: Path) -> None:
    """Nothing that would run by itself."""
    sql = "SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')"
    if db.execute_sql(sql).fetchone()[0]:
        text = QT_TRANSLATE_NOOP(
            "models", "{file} holds commands that no board of this program has. It was left as it is."
        )
        raise StrangeBoard(say(text, file=path.name))


def _refuse_strange_tables(db: SqliteDatabase, path: Path) -> None:
    """Nothing that would run by itself, and every column that we know."""
    _refuse_commands(db, path)
    for model in TABLES:
        name = model._meta.table_name
        there = {row[1] for row in db.execute_sql(f'PRAGMA table_info("{name}")')}
        if not set(sqlite.columns(model)) <= there:
            raise _damaged(path, QT_TRANSLATE_NOOP("models", "{file} is damaged: a table of it is missing."))


def _refuse_hollow(db: SqliteDatabase, path: Path) -> None:
    """A file that was ever used has its board and a column of every kind; a new one may have none."""
    used = db.execute_sql("SELECT coalesce(max(revision), 0) FROM clock").fetchone()[0]
    used = used or db.execute_sql("SELECT count(*) FROM (SELECT 1 FROM task LIMIT 1)").fetchone()[0]
    kinds = {kind for (kind,) in db.execute_sql("SELECT kind FROM stage")}
    if used and not (_uid_of(db) and kinds.issuperset(KINDS)):
        raise _damaged(path, QT_TRANSLATE_NOOP("models", "{file} is damaged: its columns are missing."))
    if not db.execute_sql("SELECT count(*) FROM clock").fetchone()[0]:
        raise _damaged(path, QT_TRANSLATE_NOOP("models", "{file} is damaged: a table of it is missing."))


def _refuse_strange_log(path: Path, uid: str) -> None:
    """The log holds the newest changes: it must be this file's, and readable to its end."""
    without = uid
    with (
        contextlib.suppress(*sqlite.STORAGE_ERRORS, Damaged, NotABoard),
        contextlib.closing(sqlite.reader(path, without_log=True)) as db,
    ):
        without = _uid_of(db)
    if without and without != uid:
        text = QT_TRANSLATE_NOOP("models", "The log beside {file} belongs to another board.")
        raise _damaged(path, text)


def _refuse_torn_log(path: Path) -> None:
    # One change behind the tear may be one that was never finished when the power went.
    if _log_size(path) <= _MOST_LOG and read_log(path).commits > 1:
        text = QT_TRANSLATE_NOOP("models", "The newest changes of {file}, in the log beside it, are damaged.")
        raise _damaged(path, text)


def _uid_of(db: SqliteDatabase) -> str:
    row = db.execute_sql("SELECT uid FROM board LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def _log_size(path: Path) -> int:
    log = path.with_name(path.name + "-wal")
    return log.stat().st_size if log.exists() else 0


def _in_words(error: Exception, path: Path) -> BoardError:
    is_damage = isinstance(error, UnicodeDecodeError) or sqlite.is_damage(error)
    return _damaged(path, _PART) if is_damage else sqlite.error_in_words(error)


def _damaged(path: Path, text: str) -> Damaged:
    sentence: Sentence = say(text, file=path.name)
    return Damaged(sentence)

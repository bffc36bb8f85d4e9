"""A board file: opened, read, and changed in one recorded transaction at a time.

`board.change` is the only way to write. After the commit one `Change` is published to the observers; item
models, undo, history and other windows all live from it. Reading is bound to the running thread: the thread
that writes reads through the writing connection, every other one through a read-only connection of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peewee import SqliteDatabase

from models import journal, migrate, places, sqlite
from models.change import Change, UndoStep, as_change, done_sentence
from models.errors import BoardError, BoardHeld, ReadOnly, Refused, StorageError
from models.lock import BoardLock
from models.schema import Journal
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, say

if TYPE_CHECKING:
    from models.file_state import FileState
    from models.record import Recorder
    from models.writing import Writing

OWNER = "owner"
Observer = Callable[[Change], None]


def utc_now() -> dt.datetime:
    """The present moment as naive UTC."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


class About(NamedTuple):
    """The board's own row. `specialisation`: what customers choose the company for."""

    id: int
    uid: str
    name: str
    specialisation: str
    created: dt.datetime


class Board:
    """An open board. Make one with `Board.open`, end it with `close` (or use it in a with statement)."""

    def __init__(self, path: Path, lock: BoardLock | None, clock: Callable[[], dt.datetime]) -> None:
        self.path = path
        self.origin = new_uid()
        self.author = OWNER
        self.now = clock
        self._lock = lock
        self._opened = path.stat()
        self._observers: list[Observer] = []
        # Made by the thread that writes, once something is written.
        self.writing: Writing | None = None
        self.why_read_only: BoardError | None = None
        self._readers: dict[int, SqliteDatabase] = {}
        self._opening = threading.Lock()
        self._schema = migrate.schema_version()
        self._seen = 0
        self._is_lost = False

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool = False,
        read_only: bool = False,
        anyway: bool = False,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> Board:
        """Open a board file, migrating it if it is older.

        `create`: make it if there is none (columns are made by `models.stages.found_board`). `anyway`: also
        where another computer holds it, which may have forgotten. Raises
        NotABoard, NewerBoard, BoardHeld (somebody else writes to it) or StorageError; in each case the file
        is left as it was.
        """
        # Two names of one file must meet at one lock.
        path = Path(os.path.realpath(path))
        if not path.exists():
            from models.file_state import bring_back

            bring_back(path)
        migrate.refuse_or_make_folder(path, create=create)
        lock = None if read_only else BoardLock(path)
        if lock:
            lock.acquire(anyway=anyway)
        try:
            if lock:
                # Before the driver looks: what it puts beside the file takes over the file's mode.
                places.shut_board(path)
            migrate.make_ready(path, create=create, read_only=read_only)
            if lock and sqlite.lies_on_share(path):
                sqlite.leave_shared_memory(path)
            board = cls(path, lock, clock)
            board._seen = board.revision
            return board
        except BaseException as error:
            if lock:
                lock.release()
            if sqlite.is_about_the_file(error):
                raise sqlite.error_in_words(error) from error
            raise

    def __enter__(self) -> Board:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    @property
    def read_only(self) -> bool:
        return self._lock is None

    @property
    def db(self) -> SqliteDatabase:
        """The connection for reading in the running thread; bind queries to it."""
        me = threading.get_ident()
        if (writing := self.writing) is not None and me == writing.thread and writing.db is not None:
            return writing.db
        found = self._readers.get(me)
        if found is None:
            if self._readers:
                # Another file of that name, or another log, is not to be taken for this one.
                self.state.refuse()
            with self._opening:
                found = self._readers[me] = sqlite.reader(self.path)
        return found

    @cached_property
    def state(self) -> FileState:
        """What lies at the path, against what was opened."""
        from models.file_state import FileState

        return FileState(self.path, self._opened)

    def is_taken(self) -> bool:
        """Whether another computer opened the board for writing all the same; for the thread that writes."""
        return self._lock is not None and self._lock.is_taken()

    @property
    def name(self) -> str:
        """What the owner calls the board."""
        return self.about().name

    @property
    def revision(self) -> int:
        return int(self.db.execute_sql("SELECT revision FROM clock").fetchone()[0])

    def about(self) -> About:
        """The board's name and specialisation."""
        # Asked for at every change: peewee would take longer over the words than SQLite over the row.
        sql = "SELECT id, uid, name, specialisation, created FROM board LIMIT 1"
        if (row := self.db.execute_sql(sql).fetchone()) is None:
            return About(0, "", self.path.stem, "", self.now())
        key, uid, name, specialisation, created = row
        return About(key, uid, name, specialisation, dt.datetime.fromisoformat(created))

    def is_untouched(self) -> bool:
        """Whether nothing was done on the board since it was founded."""
        query = Journal.select(Journal.revision).where(Journal.kind != "quiet").limit(1)
        return not list(sqlite.fetch(self.db, query))

    def undoable(self) -> UndoStep | None:
        """What `undo` would take back."""
        return journal.undoable(self.db, self.author, self.now())

    def redoable(self) -> UndoStep | None:
        """What `redo` would make again."""
        return journal.redoable(self.db, self.author, self.now())

    # Writing

    def adopt_writer(self) -> None:
        """Make the running thread the one that writes. Otherwise the first thread that changes something
        is.
        """
        if self.read_only:
            raise ReadOnly(say(QT_TRANSLATE_NOOP("models", "This board is open for reading only.")))
        if self.writing is None:
            from models.writing import Writing

            self.writing = Writing(self.state, self._lock)
        self.writing.open()

    @contextlib.contextmanager
    def change(
        self,
        action: str,
        subject: str = "",
        *,
        details: Mapping[str, object] | None = None,
        visit: str | None = None,
        kind: str = "do",
        reverts: int | None = None,
    ) -> Iterator[Recorder]:
        """One transaction, journalled, undoable as a whole, published after the commit.

        `action` and `details` choose the words (models.change). Changes of one `visit` that follow each other
        directly become one. `kind` "quiet" is never undone. A body that changes nothing leaves no trace; one
        that raises changes nothing. Raises BoardError, with storage errors put into words.
        """
        self.adopt_writer()
        writing = self.writing
        assert writing is not None and writing.db is not None
        db = writing.db
        try:
            revision = writing.begin()
            # Rows of one visit are merged before they are written; all others go as they come.
            keep = None if visit else partial(journal.write_rows, db, revision)
            from models import completing
            from models.record import Recorder

            record = Recorder(db, self.now(), keep)
            record.details = dict(details or {})
            yield record
            # A taking back that finds nothing to do counts all the same, or it would be offered for ever.
            if not record.touched and reverts is None:
                writing.roll_back()
                return
            head = (revision, new_uid(), record.moment, self.author, self.origin, action, subject)
            entry = journal.Entry(*head, record.details, visit, kind, reverts, self._schema)
            entry = completing.complete(record, entry)
            is_there = writing.commit(revision)
        except BaseException as error:
            writing.roll_back(error)
            if sqlite.is_about_the_file(error):
                raise sqlite.error_in_words(error) from error
            raise
        if revision - 1 > self._seen:
            self._catch_up(revision - 1)
        self._seen = revision
        sentence = done_sentence(entry.action, subject, record.details, entry.kind)
        self._publish(
            as_change(revision, entry.action, self.origin, entry.kind, sentence, record.touched, record.tasks)
        )
        if not is_there:
            # Gone since the look: shown, as this connection has it, but not said to be saved.
            self.state.refuse()

    def undo(self) -> None:
        """Take back the newest change of this author.

        Raises Refused when there is none, and Conflict where somebody's newer change stands against it.
        """
        step = self.undoable()
        if step is None:
            raise Refused(say(QT_TRANSLATE_NOOP("models", "There is nothing to undo.")))
        self._revert(step.revision, "undo")

    def redo(self) -> None:
        """Make the newest undone change again."""
        step = self.redoable()
        if step is None:
            raise Refused(say(QT_TRANSLATE_NOOP("models", "There is nothing to do again.")))
        self._revert(step.revision, "redo")

    def next_number(self, record: Recorder, count: int = 1) -> int:
        """The first of `count` new card numbers. They never go back, not even by undo."""
        sql = "UPDATE clock SET last_number = last_number + ? RETURNING last_number"
        return int(record.db.execute_sql(sql, (count,)).fetchone()[0]) - count + 1

    # Telling

    def observe(self, observer: Observer) -> None:
        """Call `observer` with every Change, in the thread that made or found it."""
        self._observers.append(observer)

    def poll(self) -> None:
        """Publish what other processes committed since; for boards open for reading only.

        Raises StorageError, once, when the file is no longer there.
        """
        if self._is_lost and self.state.look():
            return
        self._is_lost = False
        try:
            self.state.refuse()
            self._catch_up(self.revision)
        except StorageError:
            self._is_lost = True
            raise
        except sqlite.STORAGE_ERRORS as error:
            raise sqlite.error_in_words(error) from error

    def release_thread(self) -> None:
        """Close the running thread's reading connection, at the end of a background job."""
        if found := self._readers.pop(threading.get_ident(), None):
            found.close()

    def close_writer(self) -> None:
        """Fold the old part of the journal and close the writing connection, in the thread that opened it."""
        if self.writing is None or self.writing.db is None:
            return
        with contextlib.suppress(BoardError):
            self.writing.fold(self.now())
        with self.state.sparing_another():
            self.writing.close()

    def close(self) -> None:
        """Close all connections and let go of the lock."""
        # The writing connection last: it clears the log away.
        is_there = self.state.is_there()
        with self.state.sparing_another(), self.state.closing():
            for found in list(self._readers.values()):
                found.close()
            self._readers.clear()
            self.close_writer()
        if self._lock:
            if is_there:
                self._lock.note_closed()
            self._lock.release()

    # Inside

    def _revert(self, revision: int, kind: str) -> None:
        self.adopt_writer()
        target = journal.header(self.db, revision)
        assert target is not None
        with self.change(
            target.action, target.subject, details=target.details, kind=kind, reverts=revision
        ) as record:
            from models import revert

            revert.revert(record, target)

    def _catch_up(self, newest: int) -> None:
        """Publish what is in the file and was not told yet."""
        for revision in range(self._seen + 1, newest + 1):
            if found := journal.header(self.db, revision):
                self._publish(journal.change_of(self.db, found))
        self._seen = newest

    def _publish(self, change: Change) -> None:
        for observer in self._observers:
            observer(change)


__all__ = ["About", "Board", "BoardHeld", "Change", "UndoStep", "new_uid", "utc_now"]

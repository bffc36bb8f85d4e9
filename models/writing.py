"""The one connection that writes a board: what it writes reaches the file that is at the path, or is told.

After an error at the commit nobody knows whether the change is on the disk. Then a change of nothing is
written over it; where that fails as well, the connection is closed and opened again, the file is checked, and
its revision says whether the change is there. If it is not, the log may still bring it back: that is said.
"""

import contextlib
import datetime as dt
import threading
from pathlib import Path

from peewee import SqliteDatabase

from models import sqlite
from models.errors import BoardError, Damaged, StorageError
from models.file_state import ASTRAY, TAKEN, TOUCHED, Fate, FileState
from models.lock import BoardLock, taken_in_words
from models.words import QT_TRANSLATE_NOOP, say

_IN_DOUBT = QT_TRANSLATE_NOOP(
    "models",
    "The disk failed while this was saved. Whether it was kept shows when the board is opened again.",
)
_UNREADABLE: tuple[type[Exception], ...] = (
    BoardError, OSError, UnicodeDecodeError, *sqlite.STORAGE_ERRORS,
)  # fmt: skip
_TAKEN = QT_TRANSLATE_NOOP("models", "{reason} Nothing was changed.")


class Writing:
    """Opened, used and closed by one thread."""

    def __init__(self, state: FileState, lock: BoardLock | None = None) -> None:
        self._state = state
        self._lock = lock
        self.db: SqliteDatabase | None = None
        self.thread: int | None = None
        self._is_doubtful = False
        # Which board it was when it was opened, and how far.
        self._uid = ""
        self._revision = 0
        self._is_used = False

    def open(self) -> SqliteDatabase:
        """The connection, for a change that comes now. Raises StorageError where it would be lost."""
        if self._state.refuse():
            self._is_doubtful = True
        if self._lock is not None and self._lock.is_taken():
            taken = taken_in_words(self._state.path).sentence
            raise StorageError(say(_TAKEN, reason=taken), TAKEN)
        if self.db is None or self._is_doubtful:
            self._open_again()
        assert self.thread == threading.get_ident(), "a board is written by one thread"
        assert self.db is not None
        return self.db

    def begin(self) -> int:
        """Begin a transaction; returns the revision that it makes."""
        assert self.db is not None
        self.db.execute_sql("BEGIN IMMEDIATE")
        sql = "UPDATE clock SET revision = revision + 1 RETURNING revision"
        return int(self.db.execute_sql(sql).fetchone()[0])

    def commit(self, revision: int) -> bool:
        """End it. Raises a storage error only if `revision` is not in the file; False: the file went away.

        Raises StorageError where nobody can know.
        """
        assert self.db is not None
        try:
            self.db.execute_sql("COMMIT")
        except sqlite.STORAGE_ERRORS as error:
            self.roll_back()
            is_undone = self._is_written_over()
            self._is_doubtful = True
            if is_undone:
                raise
            if not self._has_landed(revision):
                # In the log it may lie, and be found there by the next start.
                if sqlite.error_name(error).startswith("SQLITE_IOERR"):
                    raise StorageError(say(_IN_DOUBT), kind=sqlite.DISK) from error
                raise
        self._revision, self._is_used = revision, True
        return self._state.note_writing()

    def is_in(self, path: Path, origin: str) -> bool:
        """Whether the file at `path` is this board with everything that was saved through this connection.

        `origin`: whose changes these are. The file is left as it is.
        """
        sql = "SELECT b.uid, c.revision, j.origin FROM board b, clock c LEFT JOIN journal j ON j.revision = ?"
        try:
            with sqlite.looking(path) as db:
                found = db.execute_sql(sql, (self._revision,)).fetchone()
        except _UNREADABLE:
            return False
        if found is None or found[1] < self._revision:
            return False
        # A board that was founded through this very connection had no uid when that was opened.
        return found[2] == origin if self._is_used else bool(found[0] == self._uid != "")

    def roll_back(self, error: BaseException | None = None) -> None:
        """Leave the transaction; after an `error` of the disk the connection is not trusted any more."""
        if error is not None and sqlite.error_name(error).startswith(("SQLITE_IOERR", "SQLITE_CORRUPT")):
            self._is_doubtful = True
        if self.db is not None:
            # SQLite may have rolled back by itself (a full disk); the first error is the one to tell of.
            with contextlib.suppress(*sqlite.STORAGE_ERRORS):
                self.db.execute_sql("ROLLBACK")

    def probe(self, *, writes: bool) -> None:
        """See whether a change could be made; `writes`: bring to the disk what changes nothing. Raises what a
        change would.
        """
        db = self.open()
        try:
            _commit_nothing_new(db, writes=writes)
        except sqlite.STORAGE_ERRORS as error:
            self.roll_back(error)
            raise sqlite.error_in_words(error) from error
        self._state.note_writing()

    def fold(self, now: dt.datetime) -> None:
        """Fold what undo does not reach any more, drop contents that nothing names. Raises StorageError."""
        from models import contents, retention

        db = self.open()
        try:
            db.execute_sql("BEGIN IMMEDIATE")
            retention.fold(db, now)
            contents.sweep(db)
            db.execute_sql("COMMIT")
        except sqlite.STORAGE_ERRORS as error:
            self.roll_back(error)
            raise sqlite.error_in_words(error) from error

    def secure_log(self) -> bool:
        """Bring the log into the file that is still open, wherever it is now. False: not all of it."""
        if self.db is None:
            return False
        try:
            is_all = sqlite.empty_log(self.db)
        except sqlite.STORAGE_ERRORS:
            return False
        self._state.note_writing()
        return is_all

    def leave_no_log(self, fate: Fate) -> None:
        """The file went astray: what its log holds goes into it, so that another file of that name does not
        meet a stranger's log, which SQLite would take for its own.
        """
        is_open_elsewhere = fate.path is not None and self._state.has_other_log(fate.path)
        if is_open_elsewhere or not self.secure_log():
            self._state.set_log_aside(is_ours=True)

    def close(self) -> None:
        if self.db is not None:
            fate = self._state.fate()
            if fate is not None and fate.kind in ASTRAY:
                self.leave_no_log(fate)
            self._state.forget_log()
            self.db.close()
        self.db, self.thread, self._is_doubtful = None, None, False

    def _is_written_over(self) -> bool:
        """Put a change of nothing where the one lies in the log whose commit failed: a disk that failed to
        sync says next time that all is well, and the pages that it lost would be missed after a power cut.
        """
        assert self.db is not None
        try:
            _commit_nothing_new(self.db)
        except sqlite.STORAGE_ERRORS:
            self.roll_back()
            return False
        return True

    def _has_landed(self, revision: int) -> bool:
        try:
            return self._open_again() >= revision
        except StorageError:
            return False

    def _open_again(self) -> int:
        """A fresh connection to a file that is checked if there was doubt; its revision."""
        is_doubtful = self._is_doubtful
        if self.db is not None:
            self.db.close()
            self.db = None
        self.db = sqlite.writer(self._state.path)
        self.thread = threading.get_ident()
        try:
            if is_doubtful and self.db.execute_sql("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite.driver.DatabaseError("database disk image is malformed")
            sql = "SELECT revision, (SELECT uid FROM board) FROM clock"
            revision, uid = self.db.execute_sql(sql).fetchone()
        except sqlite.STORAGE_ERRORS as error:
            if self._state.look() == TOUCHED and isinstance(sqlite.error_in_words(error), Damaged):
                self._state.note_cut()
                self._state.refuse()
            raise sqlite.error_in_words(error) from error
        if revision < self._revision or (self._uid and uid != self._uid):
            self._state.note_cut()
            self._state.refuse()
        self._uid, self._revision = uid or "", revision
        self._state.note_log()
        self._state.note_writing()
        self._is_doubtful = False
        return int(revision)


def _commit_nothing_new(db: SqliteDatabase, *, writes: bool = True) -> None:
    db.execute_sql("BEGIN IMMEDIATE")
    if writes:
        # Written over twice, the page is one that the commit brings to the disk.
        db.execute_sql("UPDATE clock SET revision = revision + 1")
        db.execute_sql("UPDATE clock SET revision = revision - 1")
    db.execute_sql("COMMIT")

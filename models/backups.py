"""Backups of a board: made by themselves and on request, listed, looked at, answered for.

How they lie in their folder: models.backup_files; how one is made: models.backup_making; which may go:
models.backup_thinning; putting one in the place of the board: models.backup_restoring.
"""

import contextlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from models import backup_making, migrate, places, sqlite
from models.backup_checking import contents_of
from models.backup_files import (
    LOOKING,
    Backup,
    find_folder,
    folder_of,
    is_whole,
    list_backups,
    read_about,
    remove,
    write_about,
)
from models.backup_restoring import Restored, leftovers_of, restore
from models.backup_saving import save_elsewhere
from models.backup_thinning import has_shrunk, series_of
from models.board import Board, utc_now
from models.errors import BoardError
from models.lock import BoardLock


class Since(NamedTuple):
    """What happened on the board after a backup. `changes` None: the board does not come from it any more
    (another backup was restored meanwhile). `cards`: how many more there are now.
    """

    changes: int | None
    cards: int


def backups_of(board_path: Path) -> list[Backup]:
    """All backups of the board at this path, newest first. Odd files are listed as not good; never raises."""
    with contextlib.suppress(BoardError, OSError):
        return list_backups(find_folder(board_path))
    return []


def newest_good(board_path: Path) -> Backup | None:
    """The newest backup that can be trusted."""
    return next((backup for backup in backups_of(board_path) if backup.is_good), None)


def back_up(board: Board, reason: str) -> Backup:
    """Keep the board as it is now, in any thread and while others write; see backup_making.make.

    Raises StorageError or Refused; then nothing was changed.
    """
    try:
        return backup_making.make(board.db, board.path, reason, board.now())
    finally:
        board.release_thread()


def keep_first(board: Board, reason: str) -> None:
    """Before something that may be regretted: keep the board as it is, if anything was ever done on it.

    Raises StorageError or Refused; then that something is not to be done.
    """
    if not board.is_untouched():
        back_up(board, reason)


def back_up_closed(board_path: Path, most_bytes: int) -> None:
    """Keep a board that was just closed, unless it is larger than that. Raises BoardError."""
    if board_path.stat().st_size > most_bytes:
        return
    lock = BoardLock(board_path)
    lock.acquire()
    try:
        with contextlib.closing(sqlite.reader(board_path, untouched=True)) as db:
            backup_making.make(db, board_path, "close", utc_now(), patience=0.2)
    finally:
        lock.release()


def open_to_look(backup: Backup) -> tuple[Board, TemporaryDirectory[str] | None]:
    """A backup open for reading only; it stays as it is, and nothing is left beside it.

    One of an older version is brought up to date in a copy; the folder of that is to be cleaned up when the
    board is closed. Raises BoardError.
    """
    if backup.schema == migrate.schema_version():
        return Board.open(backup.path, read_only=True), None
    scratch = TemporaryDirectory(prefix=LOOKING, dir=places.runtime_folder(), ignore_cleanup_errors=True)
    try:
        copy = Path(scratch.name) / backup.path.name
        save_elsewhere(backup, copy)
        migrate.bring_copy_up_to_date(copy, backup.path.name)
        return Board.open(copy, read_only=True), scratch
    except BaseException:
        scratch.cleanup()
        raise


def delete(board_path: Path, backup: Backup) -> None:
    """The owner wants this one gone. Raises BoardError."""
    with backup_making.held_folder(board_path):
        remove(backup)


def sweep_beside(board: Board) -> None:
    """Remove what a crash in a restoring or a migration left beside a board that we hold."""
    if not board.read_only:
        for path in leftovers_of(board.path):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def held_by(board: Board) -> Mapping[str, int]:
    """What an owner counts of the board as it is now: "cards", "assistants", "runs"."""
    return contents_of(board.db).held


def is_kept(board: Board) -> bool:
    """Whether the board as it is now is in a good backup."""
    newest = board.db.execute_sql("SELECT operation FROM journal ORDER BY revision DESC LIMIT 1").fetchone()
    state = str(newest[0]) if newest else ""
    key = (board.about().uid, board.revision, state)
    return any(one.is_good and (one.uid, one.revision, one.state) == key for one in backups_of(board.path))


def shrunk_since(board: Board) -> Backup | None:
    """The newest backup that held more than twice as much as the board ever held after it, unless the owner
    said that it is right (`accept`).
    """
    held = held_by(board)
    folder = find_folder(board.path)
    accepted = int(read_about(folder).get("accepted", 0))
    for part in series_of(list_backups(folder), accepted):
        if part[0].number > accepted and has_shrunk(part[0].held, held):
            return part[0]
    return None


def accept(board_path: Path, backup: Backup) -> None:
    """The owner says that the board is right as it is: up to this backup, old ones go as any others do."""
    with backup_making.held_folder(board_path) as folder:
        write_about(folder, accepted=max(backup.number, int(read_about(folder).get("accepted", 0))))


def since(board: Board, backup: Backup) -> Since:
    """What happened on the board after it."""
    cards = board.db.execute_sql("SELECT count(*) FROM task WHERE binned IS NULL").fetchone()[0]
    more = int(cards) - backup.held.get("cards", 0)
    sql = "SELECT 1 FROM journal WHERE operation = ?"
    if backup.uid != board.about().uid or not board.db.execute_sql(sql, (backup.state,)).fetchone():
        return Since(None, more)
    sql = "SELECT count(*) FROM journal WHERE revision > ? AND kind <> 'quiet'"
    return Since(int(board.db.execute_sql(sql, (backup.revision,)).fetchone()[0]), more)


__all__ = [
    "Backup",
    "Restored",
    "Since",
    "accept",
    "back_up",
    "back_up_closed",
    "backups_of",
    "delete",
    "folder_of",
    "has_shrunk",
    "held_by",
    "is_kept",
    "is_whole",
    "keep_first",
    "newest_good",
    "open_to_look",
    "restore",
    "save_elsewhere",
    "shrunk_since",
    "since",
    "sweep_beside",
]

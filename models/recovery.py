"""What to do about a board that does not open: what happened to it, what there is instead, and the swap.

Nothing here changes a damaged file. It gets another name only where a backup takes its place, and then the
new name says so.
"""

import contextlib
import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import (
    BoardError,
    BoardHeld,
    Damaged,
    NewerBoard,
    NotABoard,
    StorageError,
    StrangeBoard,
)
from models.lock import BoardLock
from models.words import QT_TRANSLATE_NOOP, Sentence, say

if TYPE_CHECKING:
    from models.backups import Backup
    from models.salvage import Survey

KINDS = (
    *("gone", "folder", "empty", "nulls", "foreign", "strange", "damaged", "newer", "held", "unreadable"),
)
_SAMPLE = 1 << 20
_LOGS = ("-wal", "-journal")


class Trouble(NamedTuple):
    """Why a board does not open. `kind`: one of KINDS; `sentence`: for the owner; `more`: what that means."""

    path: Path
    kind: str
    sentence: Sentence
    more: Sentence

    @property
    def may_be_saved(self) -> bool:
        """Whether something may still be read in it."""
        return self.kind in ("damaged", "foreign", "strange", "unreadable")

    @property
    def may_be_replaced(self) -> bool:
        """Whether a backup may take its place."""
        return self.kind not in ("newer", "held")


class Missing(NamedTuple):
    """What is not in a backup: changes after it (None: not known), and how many cards more there were."""

    changes: int | None
    cards: int


def trouble_of(path: Path, error: BoardError) -> Trouble:
    """What became of the file behind an error of opening it."""
    kind = _kind_of(path, error)
    name = path.name
    plain = {
        "gone": QT_TRANSLATE_NOOP("models", "{file} is not where it was."),
        "empty": QT_TRANSLATE_NOOP(
            "models", "{file} is empty: there is nothing in it at all, not even a board."
        ),
        "nulls": QT_TRANSLATE_NOOP("models", "{file} holds nothing but zeros."),
        "newer": QT_TRANSLATE_NOOP("models", "{file} was written by a newer version of this program."),
    }
    sentence = say(plain[kind], file=name) if kind in plain else error.sentence
    more = say(_MEANING[kind], file=name)
    if kind in _LEFT_ALONE and "left as it is" not in sentence.source:
        # Said once, wherever.
        more = say(QT_TRANSLATE_NOOP("models", "{meaning} The file was left as it is."), meaning=more)
    return Trouble(path, kind, sentence, more)


_MEANING = {
    "gone": QT_TRANSLATE_NOOP(
        "models",
        "It was moved, renamed or deleted, or its disk is not connected. If it comes back, try again.",
    ),
    "folder": QT_TRANSLATE_NOOP("models", "A folder has its name. Nothing was changed."),
    "empty": QT_TRANSLATE_NOOP("models", "This happens when the power goes or a disk was full."),
    "nulls": QT_TRANSLATE_NOOP("models", "This happens when the power goes while a file is written."),
    "foreign": QT_TRANSLATE_NOOP("models", "Either it never was one, or another program wrote into it."),
    "strange": QT_TRANSLATE_NOOP(
        "models",
        "Another program may have added it. Whether it does harm cannot be known here. If you know it, take "
        "it out there and try again.",
    ),
    "damaged": QT_TRANSLATE_NOOP("models", "A failing disk, a crash or another program may have done it."),
    "newer": QT_TRANSLATE_NOOP(
        "models", "This version would not understand all of it, so it was not touched. Update the program."
    ),
    "held": QT_TRANSLATE_NOOP("models", "Nothing was changed. Close it there, then try again."),
    "unreadable": QT_TRANSLATE_NOOP("models", "Nothing was changed. Once the reason is gone, try again."),
}
_LEFT_ALONE = ("empty", "nulls", "foreign", "damaged")


def damage_in(error: BaseException) -> BoardError | None:
    """An error that nobody expected while a board was read, if it says that the file is damaged."""
    from models import sqlite

    if isinstance(error, BoardError):
        return error if sqlite.is_damage(error) else None
    if sqlite.is_about_the_file(error) and sqlite.is_damage(error):
        return Damaged(say(QT_TRANSLATE_NOOP("models", "The board's file is damaged.")))
    return None


def newest_backup(path: Path) -> "Backup | None":
    """The newest backup that can be trusted."""
    from models import backups

    return backups.newest_good(path)


def has_backup(path: Path) -> bool:
    """Whether there ever was a board of this name to come back to."""
    return newest_backup(path) is not None


def missing_since(backup: "Backup", survey: "Survey | None") -> Missing:
    """What the damaged file still shows to have happened after a backup."""
    if survey is None:
        return Missing(None, 0)
    changes = sum(1 for revision in survey.steps if revision > backup.revision)
    cards = survey.found.get("task", 0) + survey.lost.get("task", 0) - backup.counts.get("task", 0)
    known = survey.steps and not survey.lost.get("journal", 0)
    return Missing(changes if known else None, max(0, cards))


def bring_back(path: Path, backup: "Backup", today: dt.date) -> Path | None:
    """Put a backup in the place of a file that does not open; returns where that file is now, if any.

    Dying anywhere leaves the damaged file, or none and the way to the backup, or the backup. Raises
    BoardError; then the damaged file is where it was.
    """
    from models import backups

    aside = set_aside(path, today) if os.path.lexists(path) else None
    try:
        backups.restore(backup.path, path)
    except BaseException:
        if aside is not None and not os.path.lexists(path):
            with contextlib.suppress(OSError):
                _rename_all(aside, path)
        raise
    return aside


def set_aside(path: Path, today: dt.date) -> Path:
    """Give a damaged file and its log a name that says so, never one that is taken; returns it.

    Raises BoardHeld or StorageError.
    """
    lock = BoardLock(path)
    lock.acquire()
    try:
        aside = aside_name(path, today)
        _rename_all(path, aside)
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
        return aside
    except OSError as error:
        text = QT_TRANSLATE_NOOP("models", "{file} could not be put aside: {reason}.")
        raise StorageError(say(text, file=path.name, reason=error.strerror or "?")) from error
    finally:
        lock.release()


def aside_name(path: Path, today: dt.date) -> Path:
    """Where a damaged file would be put: "My board damaged 2026-11-26.board"."""
    return _free(path, f"damaged {today.isoformat()}")


def saved_name(path: Path, today: dt.date) -> Path:
    """What a board saved from a damaged one is called, unless the owner says otherwise."""
    return _free(path, f"saved {today.isoformat()}")


def new_name(path: Path) -> Path:
    """A name for a new board beside one that does not open; never that one's."""
    for number in range(2, 1000):
        found = path.with_name(f"{path.stem} {number}{path.suffix or '.board'}")
        if not os.path.lexists(found):
            return found
    return path.with_name(f"{path.stem} new.board")


def _free(path: Path, words: str) -> Path:
    for tail in ("", *(f"-{number}" for number in range(2, 1000))):
        found = path.with_name(f"{path.stem} {words}{tail}{path.suffix}")
        if not any(os.path.lexists(found.with_name(found.name + log)) for log in ("", *_LOGS)):
            return found
    raise StorageError(say(QT_TRANSLATE_NOOP("models", "Too many old copies of {file}."), file=path.name))


def _rename_all(path: Path, target: Path) -> None:
    """The file and its logs, the logs first under both names: neither is ever without them."""
    moved = []
    for tail in (*_LOGS, ""):
        old, new = path.with_name(path.name + tail), target.with_name(target.name + tail)
        if not os.path.lexists(old):
            continue
        try:
            os.link(old, new, follow_symlinks=False)
            moved.append(old)
        except OSError:
            # A folder, or a disk without second names.
            old.rename(new)
    # The file last: as long as it has its old name, a start finds it and says what is the matter.
    for old in moved:
        old.unlink()


def _kind_of(path: Path, error: BoardError) -> str:
    if not os.path.lexists(path) or (path.is_symlink() and not path.exists()):
        return "gone"
    if path.is_dir():
        return "folder"
    if isinstance(error, NewerBoard):
        return "newer"
    if isinstance(error, BoardHeld):
        return "held"
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size == 0:
            return "empty"
        if path.is_file() and _is_nulls(path):
            return "nulls"
    if isinstance(error, StrangeBoard):
        return "strange"
    if isinstance(error, NotABoard):
        return "foreign"
    return "damaged" if isinstance(error, Damaged) else "unreadable"


def _is_nulls(path: Path) -> bool:
    """Whether there is nothing but zeros in a file; nobody has it open."""
    with path.open("rb") as file:
        while part := file.read(_SAMPLE):
            if part.strip(b"\0"):
                return False
    return True

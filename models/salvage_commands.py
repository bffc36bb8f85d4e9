"""The command salvage, and what check says of a file that does not open."""

import contextlib
from pathlib import Path

from models import sqlite
from models.checking import loose_rows
from models.command_output import tell, tell_text
from models.errors import BoardError, Damaged
from models.recovery import newest_backup, trouble_of
from models.salvaging import salvage
from models.words import QT_TRANSLATE_NOOP, Sentence, say

NOTHING = Sentence("")


def run_salvage(damaged: Path, target: Path) -> int:
    """Save what can be read of a damaged board into a new one; 1: something is lost. Raises BoardError."""
    done = salvage(damaged, target)
    for table, count in done.counts.items():
        if count.found or count.lost:
            tell_text(f"{table}: {count.found} found, {count.kept} kept, {count.lost} lost")
    for note in done.notes:
        tell(note)
    tell(say(QT_TRANSLATE_NOOP("models", "Saved into {file}."), file=target.name))
    return 0 if done.is_whole else 1


def faults_of(path: Path, error: BoardError) -> list[Sentence]:
    """What is wrong with a file that should be a board; raises `error` where it never was one."""
    trouble = trouble_of(path, error)
    if not isinstance(error, Damaged) and trouble.kind not in ("empty", "nulls") and not newest_backup(path):
        raise error
    faults = [trouble.sentence]
    with contextlib.suppress(BoardError, *sqlite.STORAGE_ERRORS), sqlite.looking(path) as db:
        faults += loose_rows(db)
    return faults


def advise(path: Path) -> None:
    """The ways on."""
    if backup := newest_backup(path):
        text = QT_TRANSLATE_NOOP("models", "To bring the newest backup back: main.py restore {file}")
        tell(say(text, file=backup.path))
    if trouble_of(path, Damaged(NOTHING)).kind in ("empty", "nulls"):
        return
    text = QT_TRANSLATE_NOOP("models", "To save what can be read: main.py salvage {file} NEW.board")
    tell(say(text, file=path.name))

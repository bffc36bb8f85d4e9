"""A due date on the clock of the one who has to keep it, and what there stands against it."""

import datetime as dt
from dataclasses import dataclass

from models.assistant_load import working_time
from models.assistants import assistant_of
from models.board import Board
from models.due_warnings import due_warnings
from models.settings import read_settings
from models.wall_time import both_zones
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_BOTH = QT_TRANSLATE_NOOP("models", "{here} · {there}")


@dataclass(frozen=True, slots=True)
class DueThere:
    """`both`: "08:00 Boston · 21:00 Manila", their day too where it is another one; None where their clock
    says the same or no time is said. `warnings`: the weightiest first.
    """

    both: Sentence | None
    warnings: tuple[Sentence, ...]


def due_there(
    board: Board, due: dt.date, time: str | None, zone: str | None, assistant: int, *, holidays: bool = True
) -> DueThere:
    """What a due ("HH:MM" or None, on the clock of `zone`, None: the company's) is for an assistant.

    Without `holidays` at once; with them the first look takes tenths of a second. Raises Refused when the
    assistant is gone.
    """
    settings = read_settings(board)
    who = assistant_of(board, assistant)
    here = zone or str(settings["company.zone"])
    theirs = working_time(who, settings, board.now(), holidays=holidays)
    both = None
    if time is not None and theirs.zone != here:
        said, there = both_zones(due, time, here, theirs.zone, other_city=who.city)
        both = say(_BOTH, here=said.text(is_dated=False), there=there.text(there.day != due, due.year))
    warnings = due_warnings(due, time, here, theirs, board.now(), who.city)
    return DueThere(both, tuple(warnings))

"""What a drop on a person would mean, in one line: where the card will go, and what stands against it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.best_fit import against
from models.board import Board
from models.cards import assistant_name
from models.handover_defaults import offer, where_it_goes
from models.landing import standees
from models.words import QT_TRANSLATE_NOOP, Sentence, say


@dataclass(frozen=True, slots=True)
class Hint:
    """`goes`: where the card will lie. `stands`: what stands against it, shown in amber; may be empty."""

    goes: Sentence
    stands: tuple[Sentence, ...]


_SAME = QT_TRANSLATE_NOOP("models", "{who} has it already.")
_HELD = QT_TRANSLATE_NOOP(
    "models", "{holder} has it: move it, let {who} learn it as back-up, or split off a part."
)
_SEVERAL = QT_TRANSLATE_NOOP("models", "%n card(s) to {who}.")


def drop_hint(board: Board, ids: Sequence[int], assistant: int, now: dt.datetime) -> Hint | None:
    """What dropping these cards on somebody means; None when none of them is there. `now` is naive UTC."""
    moving = standees(board, ids)
    if not moving:
        return None
    who = assistant_name(board, assistant)
    first = moving[0]
    stands = against(board, first.task, assistant, now)
    if len(moving) > 1:
        return Hint(say(_SEVERAL, len(moving), who=who), stands)
    holder = first.standing.holder
    if holder == assistant:
        return Hint(say(_SAME, who=who), ())
    if holder is not None:
        return Hint(say(_HELD, holder=assistant_name(board, holder), who=who), stands)
    found = offer(board, first.task, assistant, now)
    return Hint(where_it_goes(found.kind, found.level), stands)

"""What it means to move a card from one column to another: the drag table, as far as it needs no assistants.

One rule stands behind it: column and decision never disagree. Pure values in, values out.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from models.agreement import VERDICT_OF_KIND
from models.repeats import Repeat
from models.words import QT_TRANSLATE_NOOP, Sentence, say

DELEGABLE_KINDS = frozenset({"setup", "training", "handed_over", "review"})
HOME_OF_VERDICT = {"undecided": "unsorted", "split": "unsorted", "core": "core", "delegable": "setup"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a move looks at: the kind of the column a card lies in, and what it is."""

    kind: str
    verdict: str
    outcome: str | None
    due: dt.date | None
    repeat: Repeat | None
    has_assistant: bool = False


@dataclass(frozen=True, slots=True)
class Landing:
    """What a move does: its action (models.change), new fields, and where it lies then.

    `kind`: None when the card goes to the column it was dropped on; otherwise the kind it goes to instead,
    which may be the one it lies in (a recurring card that is done this time stays).
    """

    action: str
    fields: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None


def land(card: Standing, to: str, moment: dt.datetime, today: dt.date) -> Landing:
    """The meaning of moving `card` to a column of kind `to`."""
    if card.kind == to:
        return Landing("order")
    if to == "done":
        return _finish(card, moment, today)
    fields: dict[str, Any] = {"verdict": VERDICT_OF_KIND[to]}
    if card.kind == "done":
        return Landing("reopen", fields | {"outcome": None, "done": None})
    return Landing("move", fields)


def _finish(card: Standing, moment: dt.datetime, today: dt.date) -> Landing:
    if card.repeat is None:
        return Landing("finish", {"outcome": "done", "done": moment})
    # One occurrence is done, the series goes on: it goes home with its next date. Missed dates are not made
    # up.
    fields: dict[str, Any] = {"done": moment}
    if card.due is not None:
        fields["due"] = card.repeat.next_after(max(card.due, today), card.due)
    home = card.kind
    if card.kind == "review":
        home = "handed_over" if card.has_assistant else "setup"
    return Landing("finish_once", fields, home)


def verdict_home(kind: str, verdict: str) -> str | None:
    """The kind of column a card must go to when it is decided anew; None when it may stay where it is."""
    if kind == "done" or VERDICT_OF_KIND[kind] == verdict or (kind, verdict) == ("unsorted", "split"):
        return None
    return HOME_OF_VERDICT[verdict]


_MEANINGS = {
    ("to", "core"): QT_TRANSLATE_NOOP("models", "Keep it: core"),
    ("to", "setup"): QT_TRANSLATE_NOOP("models", "Give it away: delegable"),
    ("to", "unsorted"): QT_TRANSLATE_NOOP("models", "Decide again"),
    ("to", "training"): QT_TRANSLATE_NOOP("models", "Delegable, being learnt; nobody yet"),
    ("to", "handed_over"): QT_TRANSLATE_NOOP("models", "Delegable, handed over; nobody yet"),
    ("to", "review"): QT_TRANSLATE_NOOP("models", "Delivered, to be looked at"),
    ("to", "done"): QT_TRANSLATE_NOOP("models", "Done"),
    ("reopen", "core"): QT_TRANSLATE_NOOP("models", "Open again, as mine"),
    ("reopen", "setup"): QT_TRANSLATE_NOOP("models", "Open again, as delegable"),
    ("reopen", "unsorted"): QT_TRANSLATE_NOOP("models", "Open again, undecided"),
}
_THIS_TIME = QT_TRANSLATE_NOOP("models", "Done this time; it comes back")
_ONLY_MOVE = QT_TRANSLATE_NOOP("models", "Move to {column}")


def meaning(card: Standing, to: str, column: str) -> Sentence | None:
    """One line for the drop hint; None when the move is only order."""
    if card.kind == to:
        return None
    if to == "done" and card.repeat is not None:
        return say(_THIS_TIME)
    if {card.kind, to} <= DELEGABLE_KINDS:
        return say(_ONLY_MOVE, column=column)
    key = ("reopen", to) if card.kind == "done" else ("to", to)
    return say(_MEANINGS.get(key) or _MEANINGS[("to", to)])

"""What it means to move a card from one column to another: the drag table.

One rule stands behind it: column, decision and holder never disagree. Pure values in, values out; what a move
does beyond the card's own fields is named (`Landing.effects`) and carried out by models.hands.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.agreement import VERDICT_OF_KIND
from models.errors import Refused
from models.repeats import Repeat
from models.words import QT_TRANSLATE_NOOP, Sentence, say

if TYPE_CHECKING:
    from models.occurrences import Series

DELEGABLE_KINDS = frozenset({"setup", "training", "handed_over", "review"})
HELD_KINDS = frozenset({"training", "handed_over", "review"})
HOME_OF_VERDICT = {"undecided": "unsorted", "split": "unsorted", "core": "core", "delegable": "setup"}
# From this training level on the owner no longer looks at every run.
TAKEN_OVER = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What a move looks at: the kind of the column a card lies in, and what it is.

    `holder`: the assistant who has it; `level`: how far they are with it (0–5). `was_run`: somebody's work
    on it was accepted once, which can be withdrawn. Of a series (models.occurrences.Series): `anchor` (None:
    its due), `on_holiday`, `is_off`, and its `zone` ("": this machine's).
    """

    kind: str
    verdict: str
    outcome: str | None
    due: dt.date | None
    repeat: Repeat | None
    holder: int | None = None
    level: int = 0
    was_run: bool = False
    anchor: dt.date | None = None
    on_holiday: str = ""
    is_off: Callable[[dt.date], bool] | None = None
    zone: str = ""

    @property
    def series(self) -> "Series | None":
        """The dates on which it comes round; None where it has no date, or happens once."""
        if self.repeat is None or self.due is None:
            return None
        # What computes dates is not needed to show a board.
        from models.occurrences import Series

        return Series(self.repeat, self.anchor or self.due, self.on_holiday, self.is_off)


@dataclass(frozen=True, slots=True)
class Landing:
    """What a move does: its action (models.change), new fields, effects, and where it lies then.

    `kind`: None when the card goes to the column it was dropped on; otherwise the kind it goes to instead,
    which may be the one it lies in (a recurring card that is done this time stays). `effects`, in order:
    "take", "redo", "deliver", "accept", "send_back", "sign_off", "check_again", "withdraw" (models.hands).
    `missed`: dates of a series that went by before this one was done. `is_last`: the series is over with it.
    """

    action: str
    fields: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None
    effects: tuple[str, ...] = ()
    missed: int = 0
    is_last: bool = False


_NEEDS = QT_TRANSLATE_NOOP("models", "Choose who takes it over first.")
_ONE_OFF = QT_TRANSLATE_NOOP("models", "A task that happens once is not trained: it stays handed over.")
_NO_RUN = QT_TRANSLATE_NOOP("models", "Nobody delivered this, so there is nothing to look at again.")


def held_home(repeat: Repeat | None, level: int) -> str:
    """The kind of column of a card in somebody's hands: what recurs is trained first, the rest never is."""
    return "training" if repeat is not None and level < TAKEN_OVER else "handed_over"


def needs_person(card: Standing, to: str) -> bool:
    """Whether this move needs somebody to take the card over."""
    if card.kind == to or to not in HELD_KINDS or card.holder is not None:
        return False
    return not (card.kind == "done" and to == "review")


def land(card: Standing, to: str, moment: dt.datetime, today: dt.date) -> Landing:
    """The meaning of moving `card` to a column of kind `to`. Raises Refused where it has none."""
    if card.kind == to:
        return Landing("order")
    if needs_person(card, to):
        raise Refused(say(_NEEDS))
    if card.holder is not None and card.kind in HELD_KINDS:
        return _land_held(card, to, moment, today)
    if to == "done":
        return _finish(card, moment, today, card.kind if card.kind != "review" else "setup")
    if to == "review":
        if not card.was_run:
            raise Refused(say(_NO_RUN))
        fields = {"verdict": "delegable", "outcome": None, "done": None}
        return Landing("withdraw", fields, None, ("withdraw",))
    fields = {"verdict": VERDICT_OF_KIND[to]}
    if card.kind == "done":
        return Landing("reopen", fields | {"outcome": None, "done": None})
    return Landing("move", fields)


def _land_held(card: Standing, to: str, moment: dt.datetime, today: dt.date) -> Landing:
    if to == "done":
        return accepted(card, moment, today)
    if to not in HELD_KINDS:
        effect = "redo" if card.kind == "review" else "take"
        return Landing("take_back", {"verdict": VERDICT_OF_KIND[to], "holder": None}, None, (effect,))
    if card.kind == "review":
        return Landing("send_back", {}, held_home(card.repeat, card.level), ("send_back",))
    if to == "review":
        return Landing("deliver", {}, None, ("deliver",))
    if to == "handed_over":
        return Landing("sign_off", {}, None, ("sign_off",) if card.repeat else ())
    if card.repeat is None:
        raise Refused(say(_ONE_OFF))
    return Landing("check_again", {}, None, ("check_again",))


def accepted(card: Standing, moment: dt.datetime, today: dt.date) -> Landing:
    """A held card's work is good: a one-off is done, a recurring card goes home with its next date."""
    home = held_home(card.repeat, card.level)
    found = _finish(card, moment, today, home)
    if found.kind is None:
        return replace(found, action="accept", fields=found.fields | {"holder": None}, effects=("accept",))
    return replace(found, action="accept_once", effects=("accept",))


def _finish(card: Standing, moment: dt.datetime, today: dt.date, home: str) -> Landing:
    if card.repeat is None:
        return Landing("finish", {"outcome": "done", "done": moment})
    series = card.series
    if series is None or card.due is None:
        return Landing("finish_once", {"done": moment}, home)
    from models.occurrences import missed

    # One occurrence is done, the series goes on: it goes home with its next date. Missed dates are counted,
    # not made up.
    following, left_out = series.next_due(card.due, today), missed(series, card.due, today)
    if following is None:
        fields = {"outcome": "done", "done": moment}
        return Landing("finish", fields, missed=left_out, is_last=True)
    return Landing("finish_once", {"done": moment, "due": following}, home, missed=left_out)


def resumed(card: Standing, today: dt.date) -> dict[str, Any]:
    """Fields of a series that goes on after a while: dates of the meantime are not made up."""
    series = card.series
    if series is None or card.due is None or card.due >= today:
        return {}
    following = series.first_from(today)
    return {"due": following} if following is not None else {}


def verdict_home(card: Standing, verdict: str) -> str | None:
    """The kind of column a card must go to when it is decided anew; None when it may stay where it is."""
    kind = card.kind
    if kind == "done" or VERDICT_OF_KIND[kind] == verdict or (kind, verdict) == ("unsorted", "split"):
        return None
    return HOME_OF_VERDICT[verdict]


_MEANINGS = {
    ("to", "core"): QT_TRANSLATE_NOOP("models", "Keep it: core"),
    ("to", "setup"): QT_TRANSLATE_NOOP("models", "Give it away: delegable"),
    ("to", "unsorted"): QT_TRANSLATE_NOOP("models", "Decide again"),
    ("to", "training"): QT_TRANSLATE_NOOP("models", "Somebody learns it: who?"),
    ("to", "handed_over"): QT_TRANSLATE_NOOP("models", "Hand over: to whom?"),
    ("to", "review"): QT_TRANSLATE_NOOP("models", "Somebody has done it: who?"),
    ("to", "done"): QT_TRANSLATE_NOOP("models", "Done"),
    ("reopen", "core"): QT_TRANSLATE_NOOP("models", "Open again, as mine"),
    ("reopen", "setup"): QT_TRANSLATE_NOOP("models", "Open again, as delegable"),
    ("reopen", "unsorted"): QT_TRANSLATE_NOOP("models", "Open again, undecided"),
    ("reopen", "review"): QT_TRANSLATE_NOOP("models", "Take my acceptance back"),
    ("held", "core"): QT_TRANSLATE_NOOP("models", "Take back, and keep it"),
    ("held", "setup"): QT_TRANSLATE_NOOP("models", "Take back"),
    ("held", "unsorted"): QT_TRANSLATE_NOOP("models", "Take back, and decide again"),
    ("held", "handed_over"): QT_TRANSLATE_NOOP("models", "Sign off: no longer check every time"),
    ("held", "training"): QT_TRANSLATE_NOOP("models", "Check every time again"),
    ("held", "review"): QT_TRANSLATE_NOOP("models", "They say it’s done"),
    ("held", "done"): QT_TRANSLATE_NOOP("models", "Accepted: done"),
    ("review", "done"): QT_TRANSLATE_NOOP("models", "Accept"),
    ("review", "training"): QT_TRANSLATE_NOOP("models", "Send back"),
    ("review", "handed_over"): QT_TRANSLATE_NOOP("models", "Send back"),
    ("review", "setup"): QT_TRANSLATE_NOOP("models", "I finish it, and take it back"),
    ("review", "core"): QT_TRANSLATE_NOOP("models", "I finish it, and keep it"),
    ("review", "unsorted"): QT_TRANSLATE_NOOP("models", "I finish it, and decide again"),
}
_THIS_TIME = QT_TRANSLATE_NOOP("models", "Done this time; it comes back")
_ACCEPTED = QT_TRANSLATE_NOOP("models", "Accepted this time; it comes back")
_LAST_TIME = QT_TRANSLATE_NOOP("models", "Done for the last time: the series is over")


def meaning(card: Standing, to: str, today: dt.date | None = None) -> Sentence | None:
    """One line for the drop hint; None when the move is only order."""
    if card.kind == to:
        return None
    is_held = card.holder is not None and card.kind in HELD_KINDS
    if is_held and to == "training" and card.repeat is None and card.kind != "review":
        return say(_ONE_OFF)
    if to == "done" and card.repeat is not None:
        if _is_last(card, today):
            return say(_LAST_TIME)
        return say(_ACCEPTED if is_held else _THIS_TIME)
    if is_held:
        return say(_MEANINGS["review" if card.kind == "review" else "held", to])
    if card.kind == "done" and to == "review" and not card.was_run:
        return say(_NO_RUN)
    key = ("reopen", to) if card.kind == "done" else ("to", to)
    return say(_MEANINGS.get(key) or _MEANINGS[("to", to)])


def _is_last(card: Standing, today: dt.date | None) -> bool:
    if card.repeat is None or not card.repeat.has_end or card.due is None or card.series is None:
        return False
    return card.series.next_due(card.due, today or card.due) is None

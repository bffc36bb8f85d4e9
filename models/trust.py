"""How far an assistant may be trusted with a task, by what their runs were like: pure rules (DOMAIN.md §5).

Levels: 0 not started, 1 shown, 2 together, 3 checked every time, 4 taken over (one in five is looked at),
5 owned. The step-back and stop rules are ISO 2859-1's switching rules by analogy: a run is a lot, and only
first submissions count. A rule never widens trust by itself: that is offered, and the owner decides.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

NOT_STARTED, SHOWN, TOGETHER, CHECKED, TAKEN_OVER, OWNED = range(6)
# What counts against the assistant; every other reason counts against the brief.
FAULTS = frozenset({"slip", "judgment", "late"})
# So many accepted in a row at first submission, by how private the task is; medium where nobody said.
IN_A_ROW = {"low": 3, "medium": 5, "high": 10}
IN_A_ROW_TO_OWN = 10
WINDOW, MOST_REJECTS = 5, 2
REJECTS_TO_STOP = 5
# Less than once a month: two good runs are all the evidence there will be for long.
RARE_RUNS_A_WEEK = 12 / 52
ENOUGH_WHEN_RARE = 2
SPOT_CHECK = 5


class Judgement(NamedTuple):
    """What the rules make of the runs so far. `move`: "" nothing, "up" at once, "offer", "back" at once,
    "stop" at once; `to`: the level then. `cause` of models.schema_handover.CAUSES; `count`: accepted in a
    row, or sent back.
    """

    move: str
    to: int
    cause: str = ""
    count: int = 0  # type: ignore[assignment]  # hides a method of tuples


def needed(sensitivity: str) -> int:
    """How many accepted in a row it takes to be taken over."""
    return IN_A_ROW.get(sensitivity, IN_A_ROW["medium"])


def verdict_of(outcome: str, reasons: Iterable[str], attempt: int, reviewed: bool) -> bool | None:
    """Whether a finished run counts for the assistant (True), against them (False) or not at all.

    For: accepted at first submission, by somebody who looked. Against: not accepted as it was, for a reason
    that is theirs. What the brief, an access or a changed mind was to blame for counts for nobody, nor does
    what was only assumed, skipped or handed in again.
    """
    if attempt > 1:
        return None
    if outcome == "accepted":
        return True if reviewed else None
    if outcome in ("accepted_after_fix", "sent_back", "redone_by_me"):
        return False if FAULTS & set(reasons) else None
    return None


def judge(level: int, runs: Sequence[bool], row: int, *, kept: int = 0, is_rare: bool = False) -> Judgement:
    """What follows from the runs that counted since the level began, oldest first.

    `row`: how many in a row it takes (needed); `kept`: how many of the first runs an offer was already
    declined over, which do not count for the next. `is_rare`: less than once a month.
    """
    tail = in_a_row(runs[kept:])
    if level == TOGETHER and tail:
        return Judgement("up", CHECKED, "together", tail)
    if level == CHECKED:
        rejects = list(runs).count(False)
        if rejects >= REJECTS_TO_STOP:
            return Judgement("stop", CHECKED, "stopped", rejects)
        if tail >= row:
            return Judgement("offer", TAKEN_OVER, "in_a_row", tail)
        if is_rare and tail >= ENOUGH_WHEN_RARE:
            return Judgement("offer", TAKEN_OVER, "few_runs", tail)
    if level == TAKEN_OVER:
        rejects = list(runs[-WINDOW:]).count(False)
        if rejects >= MOST_REJECTS:
            return Judgement("back", CHECKED, "two_of_five", rejects)
        if tail >= IN_A_ROW_TO_OWN:
            return Judgement("offer", OWNED, "in_a_row", tail)
    if level == OWNED and runs and not runs[-1]:
        return Judgement("back", TAKEN_OVER, "one_reject", 1)
    return Judgement("", level)


def in_a_row(runs: Sequence[bool]) -> int:
    """How many of the newest were all accepted."""
    count = 0
    for is_good in reversed(runs):
        if not is_good:
            break
        count += 1
    return count


def chance_of_luck(in_a_row: int, bad_share: float = 0.2) -> float:
    """How likely so many pass in a row although `bad_share` of the work is bad: (1 - bad)^n."""
    return float((1 - bad_share) ** in_a_row)


def ceiling_of_bad(in_a_row: int) -> float:
    """The share of bad work that so many accepted in a row do not rule out, at 95 %: 1 - 0.05^(1/n)."""
    return 1.0 if in_a_row <= 0 else 1 - math.pow(0.05, 1 / in_a_row)


def is_spot_check(task_uid: str, day: str) -> bool:
    """Whether this run of a task that was taken over is one of the five that is looked at: the same answer
    whenever and wherever it is asked, and none that an assistant can foresee.
    """
    from zlib import crc32

    # A sum of days would come round every fifth day.
    return crc32(f"{task_uid} {day}".encode()) % SPOT_CHECK == 0

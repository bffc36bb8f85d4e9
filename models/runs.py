"""Runs: what came of a task each time somebody had it. Operations, each one undo step, and reads.

Delivering, accepting and sending back by drag or key: models.handovers.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from models import run_rows, training
from models.adding import day_of
from models.board import Board
from models.cards import subject_of, title_of
from models.errors import Refused
from models.hands import Why, waiting
from models.landing import Word, after_a_run, go_home, move_cards, standees
from models.moves import HELD_KINDS
from models.schema_handover import REASONS, Run, owner_seconds, won_seconds
from models.stages import first_stage
from models.texts import clean_text
from models.trust import verdict_of
from models.words import QT_TRANSLATE_NOOP, say

LONGEST = 14 * 24 * 3600
_NEWEST = 2**63 - 1
# In SQL, of a row `r`.
OWNER_SECONDS, WON_SECONDS = owner_seconds("r."), won_seconds("r.")
# In SQL, of a row `r`: whether a run counts for or against the one who did it, as models.trust.verdict_of has
# it; for, where it was accepted.
COUNTS = """(r.attempt = 1 AND ((r.outcome = 'accepted' AND r.reviewed)
    OR (r.outcome IN ('accepted_after_fix', 'sent_back', 'redone_by_me') AND (instr(r.reasons, 'slip')
      OR instr(r.reasons, 'judgment') OR instr(r.reasons, 'late')))))"""
_READ = f"""
    SELECT r.id, r.uid, r.assistant_id, a.name, r.level, r.version, r.due, r.started, r.delivered, r.ended,
      r.outcome, r.reasons, r.seconds, r.review_seconds, r.question_seconds, r.fix_seconds, r.assumed,
      r.reviewed, r.attempt, r.missed, r.baseline, r.rate, r.currency, r.fx, r.note, {WON_SECONDS}
    FROM run r JOIN assistant a ON a.id = r.assistant_id WHERE r.task_id = ? AND r.id < ?
    ORDER BY r.id DESC LIMIT ?
"""  # noqa: S608 - constants


_JUDGED = """
    SELECT task_id, assistant_id, uid, level, outcome, reasons, attempt, reviewed FROM run WHERE id = ?
"""


class RunLine(NamedTuple):
    """One run; moments are naive UTC. Seconds: `seconds` theirs, `review`, `questions`, `fix` the owner's
    (`assumed`: the usual ones, not said). `rate`: an hour in minor units of `currency`, `fx` home per unit.
    `won`: the owner's seconds won, negative where it cost more, None where nothing was measured.
    """

    id: int
    uid: str
    assistant: int
    who: str
    level: int | None
    version: int | None
    due: dt.date | None
    started: dt.datetime | None
    delivered: dt.datetime | None
    ended: dt.datetime | None
    outcome: str
    reasons: tuple[str, ...]
    seconds: int | None
    review: int | None
    questions: int | None
    fix: int | None
    assumed: bool
    reviewed: bool
    attempt: int
    missed: int
    baseline: int | None
    rate: int | None
    currency: str
    fx: str
    note: str
    won: int | None


def read_runs(board: Board, task: int, limit: int = -1, before: int | None = None) -> list[RunLine]:
    """The runs of a task, the newest first; all, or so many of those before the run `before`."""
    values = (task, _NEWEST if before is None else before, limit)
    return [_line(row) for row in board.db.execute_sql(_READ, values).fetchall()]


def accept_after_fix(board: Board, ids: Sequence[int], why: Why = Why(is_fixed=True)) -> None:  # noqa: B008
    """What was delivered is good now that the owner put it right; whose fault it was decides what it counts
    for.
    """
    target = first_stage(board, "done")
    fixed = Why(why.reasons, why.note, True, why.minutes)
    with board.change("accept", subject_of(board, ids), details={"count": len(ids)}) as record:
        found = [card.task for card in standees(board, ids) if card.standing.kind in HELD_KINDS]
        landings = move_cards(board, record, found, target, None, day_of(board.now()), Word(why=fixed))
        for landing in landings:
            if landing.action == "accept_once":
                due = landing.fields.get("due")
                record.action, record.details["next"] = "accept_once", due.isoformat() if due else "–"


def skip_run(board: Board, task: int, why: Why = Why(), today: dt.date | None = None) -> None:  # noqa: B008
    """It was not done this time; what recurs gets its next date, and stays in the same hands."""
    with board.change("skip_run", title_of(board, task)) as record:
        for card in standees(board, [task]):
            if card.standing.holder is None:
                raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody has this card.")))
            if card.standing.repeat is None:
                raise Refused(say(QT_TRANSLATE_NOOP("models", "What happens once cannot be left out once.")))
            rows = waiting(record, task)
            for row in rows:
                run_rows.end(record, row, "skipped", reasons=why.stored, note=why.note, minutes=why.minutes)
            if not rows:
                run_rows.skip(record, task, "skipped", reasons=why.stored, note=why.note)
            after_a_run(board, record, card, today or day_of(board.now()))


def edit_run(board: Board, run: int, visit: str | None = None, **fields: Any) -> None:
    """Set `seconds` (theirs), `review`, `questions`, `fix` (the owner's, in seconds), `reasons` or `note` of
    a run. Touching one of the owner's means that none of them is only assumed. Where other reasons mean that
    it counts otherwise, what the rules of trust made of it is made anew.

    Raises Refused when the run is gone, or for times that cannot be.
    """
    assert set(fields) <= {"seconds", "review", "questions", "fix", "reasons", "note"}, fields
    row = board.db.execute_sql(_JUDGED, (run,)).fetchone()
    if row is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "This run is no longer there.")))
    own = {"review": "review_seconds", "questions": "question_seconds", "fix": "fix_seconds"}
    values = {own.get(name, name): value for name, value in fields.items()}
    for name, value in values.items():
        if name.endswith("seconds") and value is not None and not 0 <= value <= LONGEST:
            text = QT_TRANSLATE_NOOP("models", "Minutes must lie between {low} and {high}.")
            raise Refused(say(text, low=0, high=LONGEST // 60))
    if own.keys() & fields.keys():
        values["assumed"] = False
    if "reasons" in values:
        values["reasons"] = ",".join(one for one in REASONS if one in values["reasons"])
    if "note" in values:
        values["note"] = clean_text(str(values["note"] or ""))
    task, assistant, uid, level, outcome, reasons, *how = row
    with board.change("run", title_of(board, task), visit=visit) as record:
        record.update(Run, run, **values)
        before, after = (
            verdict_of(outcome, text.split(","), *how) for text in (reasons, values.get("reasons", reasons))
        )
        if level is not None and before != after:
            training.withdraw(record, task, uid)
            found = training.follow(record, task, assistant, uid)
            if found.move in ("up", "back", "stop"):
                record.details["rule"] = found.cause
            go_home(board, record, task)


def _line(row: Sequence[Any]) -> RunLine:
    values = list(row)
    values[6] = values[6] and dt.date.fromisoformat(values[6])
    for place in (7, 8, 9):
        values[place] = values[place] and dt.datetime.fromisoformat(values[place])
    values[11] = tuple(reason for reason in values[11].split(",") if reason)
    values[16], values[17] = bool(values[16]), bool(values[17])
    return RunLine(*values)

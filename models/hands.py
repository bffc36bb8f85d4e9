"""Tasks in somebody's hands, inside an open change: given, taken back, delivered, accepted, sent back.

The rows that a move of the drag table writes beside the card's own fields (models.moves names them).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models import access_hands, brief_versions, run_rows, training
from models.moves import TAKEN_OVER, Standing, held_home
from models.record import Recorder
from models.run_rows import NOT_SAID, Minutes
from models.schema import Step, TaskAssistant
from models.schema_handover import REASONS, Brief, Handover
from models.uid import new_uid

CHECKED = 3
# The reasons there are, for whoever offers them.
ALL_REASONS = REASONS


@dataclass(frozen=True, slots=True)
class Terms:
    """What a hand-over is agreed on. `fields`: of the task, such as title, done_when, due, due_time.

    `knows_it`: nothing to train, every run is checked. `engagement`: "" ongoing or "limited", which has
    `until` and caps in seconds and minor units of the assistant's currency. `uid`: of the hand-over, made by
    the caller where it must know it. `stands_in`: the absent assistant whose back-up this one is, from a
    day on.
    `keeps_level`: their training goes on as it stands, stopped or not.
    """

    assistant: int
    fields: dict[str, Any] = field(default_factory=dict)
    authority: int | None = None
    next_check: dt.date | None = None
    knows_it: bool = False
    why_anyway: str = ""
    engagement: str = ""
    until: dt.date | None = None
    hour_cap: int | None = None
    money_cap: int | None = None
    uid: str | None = None
    stands_in: int | None = None
    stands_from: dt.date | None = None
    keeps_level: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """What is said of what came, or of a taking back; the reasons are of models.schema_handover.REASONS.

    `is_fixed`: accepted, but the owner put it right. `minutes`: the owner's.
    """

    reasons: Sequence[str] = ()
    note: str = ""
    is_fixed: bool = False
    minutes: Minutes = NOT_SAID

    @property
    def stored(self) -> str:
        return ",".join(reason for reason in REASONS if reason in self.reasons)


NO_REASON = Why()


def give(record: Recorder, task: int, card: Standing, terms: Terms) -> str:
    """Put a task into an assistant's hands; returns the kind of column it belongs to. The card's own fields
    (holder, verdict, place) are the caller's.
    """
    for row in waiting(record, task):
        run_rows.end(record, row, "taken_back")
    _end(record, task, "moved")
    if card.holder not in (None, terms.assistant):
        unname(record, task, card.holder)
    version = brief_versions.fix(record, task)
    level = training.level_of(record.db, task, terms.assistant)
    if card.repeat is not None and not (terms.keeps_level and level):
        level = max(level, CHECKED if terms.knows_it or _brings_craft(record, task) else 1)
        training.set_level(record, task, terms.assistant, level, "handed_over")
    _said_back(record, task, terms.assistant)
    add_name(record, task, terms.assistant)
    access_hands.ask_again(record, task, terms.assistant)
    (seconds,) = record.db.execute_sql("SELECT seconds_per_run FROM task WHERE id = ?", (task,)).fetchone()
    record.insert(
        Handover,
        uid=terms.uid or new_uid(),
        task=task,
        assistant=terms.assistant,
        at=record.moment,
        authority=terms.authority,
        next_check=terms.next_check,
        move="mine",
        moved=record.moment,
        stands_in=terms.stands_in,
        stands_from=terms.stands_from,
        baseline=seconds,
        version=version,
        why_anyway=terms.why_anyway,
        engagement=terms.engagement,
        until=terms.until,
        hour_cap=terms.hour_cap,
        money_cap=terms.money_cap,
    )
    return held_home(card.repeat, level)


def carry_out(record: Recorder, task: int, card: Standing, effect: str, why: Why) -> None:
    """One effect of a move on a held card."""
    _EFFECTS[effect](record, task, card, why)


def put_into_review(record: Recorder, task: int) -> None:
    """Somebody delivered: a run that waits for a look."""
    if run_rows.begin(record, task, delivered=record.moment) is not None:
        set_move(record, task, "mine")


def end_all(record: Recorder, task: int, ending: str, reasons: str = "", minutes: Minutes = NOT_SAID) -> None:
    """Nobody has the task any more: its hand-over ends, and with it what still waits for a look."""
    outcome = "redone_by_me" if ending == "redone" else "taken_back"
    for row in waiting(record, task):
        run_rows.end(record, row, outcome, reasons=reasons, minutes=minutes)
    _end(record, task, "taken_back" if ending == "redone" else ending, reasons)


def begin_next(record: Recorder, task: int) -> None:
    """What recurs is done this time: the ticks belonged to that, and the next time starts without any."""
    sql = "SELECT id FROM step WHERE task_id = ? AND done ORDER BY id"
    for (row,) in record.db.execute_sql(sql, (task,)).fetchall():
        record.update(Step, row, done=False)


def set_move(record: Recorder, task: int, move: str) -> None:
    """Whose turn it is: "mine" or "theirs"."""
    sql = "SELECT id, move FROM handover WHERE task_id = ? AND ended IS NULL"
    for row, before in record.db.execute_sql(sql, (task,)).fetchall():
        if before != move:
            record.update(Handover, row, move=move, moved=record.moment)


def unname(record: Recorder, task: int, assistant: int | None) -> None:
    """The card does not bear their name any more."""
    sql = "SELECT id FROM task_assistant WHERE task_id = ? AND assistant_id = ?"
    for (row,) in record.db.execute_sql(sql, (task, assistant)).fetchall():
        record.delete(TaskAssistant, row)


def _take(record: Recorder, task: int, card: Standing, why: Why) -> None:
    end_all(record, task, "taken_back", why.stored)
    unname(record, task, card.holder)


def _redo(record: Recorder, task: int, card: Standing, why: Why) -> None:
    end_all(record, task, "redone", why.stored, why.minutes)
    unname(record, task, card.holder)


def _deliver(record: Recorder, task: int, card: Standing, why: Why) -> None:
    put_into_review(record, task)


def _accept(record: Recorder, task: int, card: Standing, why: Why) -> None:
    if not waiting(record, task):
        _deliver(record, task, card, why)
    outcome = "accepted_after_fix" if why.is_fixed else "accepted"
    for row in waiting(record, task):
        _judged(record, row, outcome, why)
    if card.repeat is None:
        _end(record, task, "accepted")
    else:
        set_move(record, task, "theirs")


def _send_back(record: Recorder, task: int, card: Standing, why: Why) -> None:
    for row in waiting(record, task):
        _judged(record, row, "sent_back", why)
    if "brief_unclear" in why.reasons:
        _begin_versions(record, task)
    set_move(record, task, "theirs")


def _sign_off(record: Recorder, task: int, card: Standing, why: Why) -> None:
    assert card.holder is not None
    training.set_level(record, task, card.holder, TAKEN_OVER)


def _check_again(record: Recorder, task: int, card: Standing, why: Why) -> None:
    assert card.holder is not None
    training.set_level(record, task, card.holder, CHECKED)


def _withdraw(record: Recorder, task: int, card: Standing, why: Why) -> None:
    """The newest acceptance is taken back: the run waits again, in the same hands."""
    sql = (
        "SELECT r.id, r.assistant_id, h.id FROM run r LEFT JOIN handover h ON h.uid = r.handover"
        " WHERE r.task_id = ? AND r.outcome IN ('accepted', 'accepted_after_fix') ORDER BY r.id DESC LIMIT 1"
    )
    for run, assistant, handover in record.db.execute_sql(sql, (task,)).fetchall():
        run_rows.reopen(record, run)
        if handover is not None:
            fields = {"ended": None, "ending": "", "move": "mine", "moved": record.moment}
            record.update(Handover, handover, **fields)
        add_name(record, task, assistant)


_EFFECTS = {
    "take": _take,
    "redo": _redo,
    "deliver": _deliver,
    "accept": _accept,
    "send_back": _send_back,
    "sign_off": _sign_off,
    "check_again": _check_again,
    "withdraw": _withdraw,
}


def add_back_up(record: Recorder, task: int, assistant: int) -> None:
    """Somebody learns a task beside the one who has it."""
    if training.level_of(record.db, task, assistant) == 0:
        training.set_level(record, task, assistant, 1, "handed_over")
    add_name(record, task, assistant)


def deliverer(record: Recorder, task: int) -> int | None:
    """Whose work waits for a look."""
    sql = "SELECT assistant_id FROM run WHERE task_id = ? AND ended IS NULL ORDER BY id DESC LIMIT 1"
    row = record.db.execute_sql(sql, (task,)).fetchone()
    return None if row is None else int(row[0])


def waiting(record: Recorder, task: int) -> list[int]:
    """The runs of a task that wait for a look."""
    sql = "SELECT id FROM run WHERE task_id = ? AND ended IS NULL ORDER BY id"
    return [row for (row,) in record.db.execute_sql(sql, (task,)).fetchall()]


def _end(record: Recorder, task: int, ending: str, reasons: str = "") -> None:
    sql = "SELECT id, assistant_id FROM handover WHERE task_id = ? AND ended IS NULL"
    for row, assistant in record.db.execute_sql(sql, (task,)).fetchall():
        fields = {"next_check": None, "ending": ending, "reasons": reasons}
        record.update(Handover, row, ended=record.moment, **fields)
        access_hands.keep_theirs(record, task, assistant)


def _judged(record: Recorder, run: int, outcome: str, why: Why) -> None:
    """A run that was looked at is over; what the rules of trust do then is said with what the change is
    called.
    """
    found = run_rows.end(record, run, outcome, reasons=why.stored, note=why.note, minutes=why.minutes)
    if found is not None and found.move in ("up", "back", "stop"):
        record.details["rule"] = found.cause


def _begin_versions(record: Recorder, task: int) -> None:
    """What was unclear is kept as it was: whatever is said anew is another version."""
    sql = "SELECT 1 FROM brief_version WHERE task_id = ?"
    if record.db.execute_sql(sql, (task,)).fetchone() is None:
        brief_versions.fix(record, task)


def _said_back(record: Recorder, task: int, assistant: int) -> None:
    """That a brief was said back is known of the one who did: kept in their training where they learn it,
    and not told of somebody else.
    """
    sql = "SELECT id FROM brief WHERE task_id = ? AND understood IS NOT NULL"
    for (row,) in record.db.execute_sql(sql, (task,)).fetchall():
        last = "SELECT assistant_id FROM handover WHERE task_id = ? ORDER BY id DESC LIMIT 1"
        before = record.db.execute_sql(last, (task,)).fetchone()
        is_theirs = before is None or before[0] == assistant
        if is_theirs and training.level_of(record.db, task, assistant):
            training.mark(record, task, assistant, understood=True)
            record.update(Brief, row, understood=None)
        elif not is_theirs:
            record.update(Brief, row, understood=None)


def _brings_craft(record: Recorder, task: int) -> bool:
    """A specialist or someone on site needs no training."""
    row = record.db.execute_sql("SELECT route FROM triage WHERE task_id = ?", (task,)).fetchone()
    return row is not None and row[0] in ("specialist", "local")


def add_name(record: Recorder, task: int, assistant: int) -> None:
    """The card bears their name."""
    sql = "SELECT 1 FROM task_assistant WHERE task_id = ? AND assistant_id = ?"
    if record.db.execute_sql(sql, (task, assistant)).fetchone() is None:
        record.insert(TaskAssistant, task=task, assistant=assistant)

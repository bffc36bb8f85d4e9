"""How far an assistant is with a task, inside an open change: set by the owner or moved by the rules.

Every change of a level is kept with its cause (TrainingStep). As operations: models.training_ops.
"""

from typing import Any

from models import trust
from models.cards import make_repeat
from models.record import Recorder
from models.schema_handover import Training, TrainingStep

_LEVEL = "SELECT level FROM training WHERE task_id = ? AND assistant_id = ?"
_ROW = "SELECT id, level, since, kept, stopped FROM training WHERE task_id = ? AND assistant_id = ?"
_RUNS = """
    SELECT outcome, reasons, attempt, reviewed, ended FROM run
    WHERE task_id = ? AND assistant_id = ? AND ended > ? ORDER BY ended, id
"""
_TASK = "SELECT sensitivity, repeat_count, repeat_unit, rrule FROM task WHERE id = ?"
_VERSION = "SELECT max(number) FROM brief_version WHERE task_id = ?"


def level_of(db: Any, task: int, assistant: int) -> int:
    """The level, 0 where nothing is known."""
    row = db.execute_sql(_LEVEL, (task, assistant)).fetchone()
    return 0 if row is None else int(row[0])


def set_level(
    record: Recorder,
    task: int,
    assistant: int,
    level: int,
    cause: str = "owner",
    run: str = "",
    note: str = "",
) -> None:
    """How far an assistant is from now on, for the brief as it is; the count begins anew."""
    row = record.db.execute_sql(_ROW, (task, assistant)).fetchone()
    (version,) = record.db.execute_sql(_VERSION, (task,)).fetchone()
    fields = {"level": level, "since": record.moment, "signed": version, "kept": None, "stopped": None}
    if row is None:
        record.insert(Training, task=task, assistant=assistant, **fields)
        old = 0
    elif row[1] == level and row[4] is None:
        return
    else:
        record.update(Training, row[0], **fields)
        old = int(row[1])
    _note(record, task, assistant, old, level, cause, run, note)


def stop(record: Recorder, task: int, assistant: int, run: str = "") -> None:
    """Too many went back: the brief or the match comes first. The level stays."""
    for row, level, _, _, stopped in record.db.execute_sql(_ROW, (task, assistant)).fetchall():
        if stopped is None:
            record.update(Training, row, stopped=record.moment)
            _note(record, task, assistant, level, level, "stopped", run, "")


def resume(record: Recorder, task: int, assistant: int, note: str = "") -> None:
    """Go on although it was stopped; the count begins anew."""
    for row, level, _, _, stopped in record.db.execute_sql(_ROW, (task, assistant)).fetchall():
        if stopped is not None:
            record.update(Training, row, stopped=None, since=record.moment)
            _note(record, task, assistant, level, level, "resumed", "", note)


def keep_level(record: Recorder, task: int, assistant: int, note: str = "") -> None:
    """The owner wants to stay at this level although more was offered."""
    for row, level, *_ in record.db.execute_sql(_ROW, (task, assistant)).fetchall():
        record.update(Training, row, kept=record.moment)
        _note(record, task, assistant, level, level, "kept", "", note)


def judge(db: Any, task: int, assistant: int) -> trust.Judgement:
    """What the rules make of the runs since the level began."""
    row = db.execute_sql(_ROW, (task, assistant)).fetchone()
    if row is None or row[4] is not None:
        return trust.Judgement("", 0 if row is None else int(row[1]))
    _, level, since, kept, _ = row
    sensitivity, *repeat = db.execute_sql(_TASK, (task,)).fetchone()
    counted: list[bool] = []
    before = 0
    for outcome, reasons, attempt, reviewed, ended in db.execute_sql(
        _RUNS, (task, assistant, since)
    ).fetchall():
        verdict = trust.verdict_of(outcome, reasons.split(","), attempt, bool(reviewed))
        if verdict is not None:
            counted.append(verdict)
            before += kept is not None and ended <= kept
    often = make_repeat(*repeat)
    is_rare = often is not None and often.runs_per_week() < trust.RARE_RUNS_A_WEEK
    return trust.judge(level, counted, trust.needed(sensitivity), kept=before, is_rare=is_rare)


def follow(record: Recorder, task: int, assistant: int, run: str) -> trust.Judgement:
    """Do what the rules do by themselves after a run is over (a step up after the joint run, a step back, a
    stop); what they only offer is left to the owner.
    """
    found = judge(record.db, task, assistant)
    if found.move in ("up", "back"):
        set_level(record, task, assistant, found.to, found.cause, run)
    elif found.move == "stop":
        stop(record, task, assistant, run)
    return found


def withdraw(record: Recorder, task: int, run: str) -> None:
    """A run is looked at again: what it moved goes back to where it was."""
    sql = "SELECT assistant_id, old FROM training_step WHERE task_id = ? AND run = ? ORDER BY id DESC"
    for assistant, old in record.db.execute_sql(sql, (task, run)).fetchall():
        set_level(record, task, assistant, old, "withdrawn")


def _note(
    record: Recorder, task: int, assistant: int, old: int, new: int, cause: str, run: str, note: str
) -> None:
    record.insert(
        TrainingStep,
        task=task,
        assistant=assistant,
        at=record.moment,
        old=old,
        new=new,
        cause=cause,
        run=run,
        note=note,
    )

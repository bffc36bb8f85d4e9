"""How far an assistant is with a task, inside an open change: set by the owner or moved by the rules.

Every change of a level is kept with its cause (TrainingStep). As operations: models.training_ops.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

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
# The brief they work by: what they were sent last, else the newest there is.
_VERSION = """
    SELECT coalesce((SELECT coalesce(sent_version, version) FROM handover
        WHERE task_id = ?1 AND assistant_id = ?2 AND ended IS NULL),
      (SELECT max(number) FROM brief_version WHERE task_id = ?1))
"""
_STEPS = """
    SELECT s.at, s.old, s.cause, s.run FROM training_step s JOIN run r ON r.assistant_id = s.assistant_id
    WHERE s.task_id = ? AND r.uid = ? ORDER BY s.id
"""
_GIVEN = "SELECT min(at) FROM handover WHERE task_id = ? AND assistant_id = ?"


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
    counted: int | None = None,
) -> None:
    """How far an assistant is from now on, for the brief they work by; the count begins anew."""
    row = record.db.execute_sql(_ROW, (task, assistant)).fetchone()
    (version,) = record.db.execute_sql(_VERSION, (task, assistant)).fetchone()
    fields = {"level": level, "since": record.moment, "signed": version, "kept": None, "stopped": None}
    if row is None:
        record.insert(Training, task=task, assistant=assistant, **fields)
        old = 0
    elif row[1] == level and row[4] is None:
        return
    else:
        record.update(Training, row[0], **fields)
        old = int(row[1])
    _note(record, task, assistant, old, level, cause, run, note, counted)


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


class Count(NamedTuple):
    """What counted since a level began. `runs`: for or against, the oldest first; `kept`: how many of the
    first an offer was already declined over; `needed`: so many in a row; `is_rare`: less than once a month.
    """

    level: int
    is_stopped: bool
    runs: tuple[bool, ...]
    kept: int
    needed: int
    is_rare: bool

    @property
    def in_a_row(self) -> int:
        """How many of the newest were accepted, since the last offer that was declined."""
        return trust.in_a_row(self.runs[self.kept :])

    @property
    def judgement(self) -> trust.Judgement:
        """What the rules make of it."""
        if self.is_stopped:
            return trust.Judgement("", self.level)
        return trust.judge(self.level, self.runs, self.needed, kept=self.kept, is_rare=self.is_rare)


def count_of(db: Any, task: int, assistant: int) -> Count | None:
    """The runs that counted since the level began; None where nobody ever began to learn it."""
    row = db.execute_sql(_ROW, (task, assistant)).fetchone()
    if row is None:
        return None
    _, level, since, kept, stopped = row
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
    return Count(level, stopped is not None, tuple(counted), before, trust.needed(sensitivity), is_rare)


def judge(db: Any, task: int, assistant: int) -> trust.Judgement:
    """What the rules make of the runs since the level began."""
    found = count_of(db, task, assistant)
    return trust.Judgement("", 0) if found is None else found.judgement


def follow(record: Recorder, task: int, assistant: int, run: str) -> trust.Judgement:
    """Do what the rules do by themselves after a run is over (a step up after the joint run, a step back, a
    stop); what they only offer is left to the owner.
    """
    found = judge(record.db, task, assistant)
    if found.move in ("up", "back"):
        set_level(record, task, assistant, found.to, found.cause, run, counted=found.count)
    elif found.move == "stop":
        stop(record, task, assistant, run)
    return found


def withdraw(record: Recorder, task: int, run: str) -> None:
    """A run is looked at again: what it moved goes back to where it was, and what counted then counts again;
    unless something else moved it since.
    """
    steps = record.db.execute_sql(_STEPS, (task, run)).fetchall()
    if not steps or steps[-1][3] != run:
        return
    (assistant,) = record.db.execute_sql("SELECT assistant_id FROM run WHERE uid = ?", (run,)).fetchone()
    since, kept = _counts_from([(at, cause) for at, _, cause, _ in steps[:-1]])
    if since is None:
        # Before steps were kept: the level is as old as the first hand-over.
        (since,) = record.db.execute_sql(_GIVEN, (task, assistant)).fetchone()
    old = steps[-1][1]
    for row, level, *_ in record.db.execute_sql(_ROW, (task, assistant)).fetchall():
        record.update(Training, row, level=old, since=since or record.moment, kept=kept, stopped=None)
        _note(record, task, assistant, level, old, "withdrawn", "", "")


def mark(
    record: Recorder, task: int, assistant: int, *, shown: bool | None = None, understood: bool | None = None
) -> bool:
    """They watched it once; they said it back in their own words. With both the joint run is next. False
    where there is nobody who learns it.
    """
    sql = "SELECT id, level, shown, understood FROM training WHERE task_id = ? AND assistant_id = ?"
    found = record.db.execute_sql(sql, (task, assistant)).fetchone()
    if found is None:
        return False
    row, level, shown_at, understood_at = found
    if shown is not None:
        shown_at = record.moment if shown else None
        record.update(Training, row, shown=shown_at)
    if understood is not None:
        understood_at = record.moment if understood else None
        record.update(Training, row, understood=understood_at)
    if level < trust.TOGETHER and shown_at and understood_at:
        set_level(record, task, assistant, trust.TOGETHER, "shown")
    return True


def _counts_from(steps: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """Since when runs count after these steps (moment, cause), and when an offer was declined since then;
    None where no step tells.
    """
    known: list[tuple[str | None, str | None]] = [(None, None)]
    for at, cause in steps:
        if cause == "withdrawn":
            del known[max(1, len(known) - 1) :]
        elif cause == "kept":
            known[-1] = (known[-1][0], at)
        elif cause == "stopped":
            known.append(known[-1])
        else:
            known.append((at, None))
    return known[-1]


def _note(
    record: Recorder,
    task: int,
    assistant: int,
    old: int,
    new: int,
    cause: str,
    run: str,
    note: str,
    counted: int | None = None,
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
        counted=counted,
    )

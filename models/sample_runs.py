"""What came of the sample's hand-overs in the last weeks: runs of every outcome and reason, and how far each
assistant got by them.
"""

from datetime import date, timedelta
from typing import NamedTuple

from models.record import Recorder
from models.sample_parts import BOSTON, MAYA, PRIYA, at, uid_of
from models.schema_handover import Handover, Run, Training, TrainingStep


class Past(NamedTuple):
    """One run, so many working days ago. Minutes: theirs, the owner's look, answers and repairs."""

    days: int
    outcome: str = "accepted"
    theirs: int | None = None
    review: int | None = 3
    questions: int = 0
    fix: int = 0
    reasons: str = ""
    attempt: int = 1
    missed: int = 0
    level: int | None = None
    note: str = ""


def _each(first: int, last: int, step: int, **fields: int | str | None) -> tuple[Past, ...]:
    """The same again and again, from `first` working days ago down to `last`."""
    return tuple(Past(days, **fields) for days in range(first, last - 1, -step))  # type: ignore[arg-type]


# By card, the oldest first; levels of the time where they were others than today's.
_RUNS: dict[str, tuple[Past, ...]] = {
    "Inbox triage, daily": (
        Past(12, theirs=70, review=9, questions=6, level=2),
        Past(10, "sent_back", 64, 6, fix=8, reasons="slip", note="Two clients were archived unread."),
        Past(10, theirs=12, review=4, attempt=2),
        Past(8, "accepted_after_fix", 58, 5, fix=6, reasons="judgment"),
        Past(7, "redone_by_me", None, 0, fix=40, reasons="changed_mind"),
        Past(4, theirs=55, review=6),
        Past(3, theirs=50, review=5),
        Past(2, theirs=51, review=5),
    ),
    "Three quotes for packing material": (
        Past(4, "sent_back", 95, 10, reasons="brief_unclear", note="Prices with delivery, in dollars."),
    ),
    "Schedule client calls": (
        *_each(27, 19, 2, theirs=52, review=6, level=3),
        *_each(17, 3, 2, theirs=45, review=None),
        Past(1, theirs=44, review=4),
    ),
    "Supplier bills into the books": (
        *_each(26, 14, 3, theirs=8, review=1, level=4),
        Past(11, "accepted_after_fix", 9, 1, fix=2, reasons="late", level=5),
        Past(3, "skipped", None, None, reasons="missing_access"),
        Past(2, theirs=7, review=1),
        Past(1, theirs=7, review=1),
    ),
    "Customs papers for Lisbon parcels": (
        Past(24, "sent_back", 70, 6, reasons="missing_access", level=3),
        Past(23, theirs=20, review=5, attempt=2, level=3),
        *_each(18, 3, 5, theirs=50, review=4),
    ),
    # Ten in a row: it may be theirs altogether. What nobody looked at is only assumed.
    "Confirm appointments for visits": (
        *_each(21, 12, 1, theirs=14, review=2),
        *_each(9, 6, 1, outcome="assumed_done", review=None),
    ),
    "Price watch: the five big suppliers": (Past(22, theirs=90, review=10, questions=5, level=1),),
    "Broken links on the web shop": (Past(4, theirs=35),),
    "Entry rules for Brazil": (Past(7, theirs=50, review=2, fix=4, outcome="accepted_after_fix"),),
}
# Whose hands a card was in before, and why it was taken back.
_TAKEN_BACK = "Match the bank's lines with the books"
# How levels came about: working days ago, from, to, why.
_STEPS: dict[str, tuple[tuple[int, int, int, str], ...]] = {
    "Inbox triage, daily": ((14, 0, 1, "handed_over"), (13, 1, 2, "shown"), (12, 2, 3, "together")),
    "Schedule client calls": ((28, 0, 3, "handed_over"), (18, 3, 4, "in_a_row")),
    "Supplier bills into the books": ((27, 0, 4, "handed_over"), (13, 4, 5, "owner")),
    "Customs papers for Lisbon parcels": ((25, 0, 3, "handed_over"), (19, 3, 4, "owner")),
    "Confirm appointments for visits": ((24, 0, 3, "handed_over"), (22, 3, 4, "owner")),
    "Price watch: the five big suppliers": ((24, 0, 1, "handed_over"), (23, 1, 2, "shown")),
}
# The owner's minutes to train somebody.
_TRAINED = {"Inbox triage, daily": 80, "Schedule client calls": 70, "Customs papers for Lisbon parcels": 60}


def add_runs(record: Recorder, tasks: dict[str, int], people: dict[str, int], today: date) -> None:
    """All of this file, for cards and people that are on the board already."""
    _add_former_hand(record, tasks[_TAKEN_BACK], people[PRIYA], today)
    _date_what_waits(record, today)
    for title, runs in _RUNS.items():
        sql = "SELECT id, uid, assistant_id FROM handover WHERE task_id = ? ORDER BY id DESC LIMIT 1"
        row = record.db.execute_sql(sql, (tasks[title],)).fetchone()
        hand, who = (row[1], row[2]) if row else (_former(record, title, tasks, people, today), people[MAYA])
        for past in runs:
            _add_run(record, title, tasks[title], who, hand, past, today)
        _add_steps(record, title, tasks[title], who, today)


def _date_what_waits(record: Recorder, today: date) -> None:
    """What waits for a look came yesterday; what was sent back before comes for the second time."""
    moment = at(today, 1, 15)
    waiting = "SELECT r.id, h.id FROM run r JOIN handover h ON h.uid = r.handover WHERE r.ended IS NULL"
    for run, hand in record.db.execute_sql(waiting).fetchall():
        record.update(Run, run, delivered=moment)
        record.update(Handover, hand, moved=moment)
    for title, runs in _RUNS.items():
        if runs[-1].outcome == "sent_back":
            sql = "SELECT r.id FROM run r JOIN task t ON t.id = r.task_id WHERE t.title = ?"
            for (run,) in record.db.execute_sql(f"{sql} AND r.ended IS NULL", (title,)).fetchall():
                record.update(Run, run, attempt=2, seconds=80 * 60)


def _add_run(record: Recorder, title: str, task: int, who: int, hand: str, past: Past, today: date) -> None:
    day = _working_day(today, past.days)
    ago = (today - day).days
    sql = "SELECT seconds_per_run FROM task WHERE id = ?"
    (baseline,) = record.db.execute_sql(sql, (task,)).fetchone()
    sql = "SELECT amount, currency, fx FROM rate WHERE assistant_id = ?"
    amount, currency, fx = record.db.execute_sql(sql, (who,)).fetchone() or (None, "", "")
    sql = "SELECT level FROM training WHERE task_id = ? AND assistant_id = ?"
    row = record.db.execute_sql(sql, (task, who)).fetchone()
    is_seen = past.outcome in ("accepted", "accepted_after_fix", "sent_back") and past.review is not None
    hour = 14 + past.attempt
    record.insert(
        Run,
        uid=uid_of(today, f"run {title} {past.days} {past.attempt}"),
        task=task,
        assistant=who,
        handover=hand,
        level=past.level or (row[0] if row else None),
        version=1,
        due=day,
        started=at(today, ago + 1, 15),
        delivered=None if past.theirs is None else at(today, ago, hour),
        ended=at(today, ago, hour + 1),
        outcome=past.outcome,
        reasons=past.reasons,
        note=past.note,
        seconds=None if past.theirs is None else past.theirs * 60,
        review_seconds=None if past.review is None else past.review * 60,
        question_seconds=past.questions * 60,
        fix_seconds=past.fix * 60,
        assumed=is_seen and past.review == 3,
        reviewed=is_seen,
        attempt=past.attempt,
        missed=past.missed,
        baseline=baseline,
        rate=amount,
        currency=currency,
        fx=fx,
        zone=BOSTON,
    )


def _add_steps(record: Recorder, title: str, task: int, who: int, today: date) -> None:
    steps = _STEPS.get(title, ())
    for days, old, new, cause in steps:
        moment = at(today, (today - _working_day(today, days)).days, 13)
        record.insert(TrainingStep, task=task, assistant=who, at=moment, old=old, new=new, cause=cause)
    sql = "SELECT id FROM training WHERE task_id = ? AND assistant_id = ?"
    for (row,) in record.db.execute_sql(sql, (task, who)).fetchall():
        minutes = _TRAINED.get(title)
        since = {"since": moment} if steps else {}
        record.update(Training, row, seconds=minutes and minutes * 60, signed=1, **since)


def _add_former_hand(record: Recorder, task: int, who: int, today: date) -> None:
    """Somebody had it for a while, and it was taken back with what they had delivered."""
    began, ended = at(today, 33, 14), at(today, 26, 16)
    fields = {"sent": began, "sent_how": "text", "move": "mine", "moved": ended, "authority": 2}
    hand = record.insert(
        Handover,
        uid=uid_of(today, "hand bank"),
        task=task,
        assistant=who,
        at=began,
        ended=ended,
        ending="taken_back",
        reasons="late",
        baseline=3600,
        **fields,
    )
    (uid,) = record.db.execute_sql("SELECT uid FROM handover WHERE id = ?", (hand,)).fetchone()
    record.insert(Training, task=task, assistant=who, level=1, since=began)
    past = Past(19, "taken_back", 80, None, reasons="late")
    _add_run(record, _TAKEN_BACK, task, who, uid, past, today)


def _former(record: Recorder, title: str, tasks: dict[str, int], people: dict[str, int], today: date) -> str:
    """The hand-over of something that is done."""
    uid = uid_of(today, f"hand {title}")
    done = at(today, 4, 15)
    record.insert(
        Handover,
        uid=uid,
        task=tasks[title],
        assistant=people[MAYA],
        at=done - timedelta(days=6),
        move="theirs",
        moved=done,
        sent=done - timedelta(days=6),
        sent_how="text",
        ended=done,
        ending="accepted",
    )
    return uid


def _working_day(today: date, back: int) -> date:
    """The day so many weekdays before today."""
    day = today
    while back:
        day -= timedelta(1)
        back -= day.weekday() < 5
    return day

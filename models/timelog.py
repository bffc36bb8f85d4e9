"""Time spent: one running timer, the quick log, and what measured runs say about a task's minutes."""

import datetime as dt
from dataclasses import dataclass

from models import sqlite
from models.board import Board
from models.cards import by_task, title_of
from models.errors import Refused
from models.money import median
from models.record import Recorder
from models.schema import ENTRY_KINDS, Task, TimeEntry
from models.schema import Timer as TimerRow
from models.tasks import edit_in
from models.texts import clean_text, is_formula
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, say


@dataclass(frozen=True, slots=True)
class Timer:
    """The running timer; `title` is the task's where it belongs to one. Moments are naive UTC."""

    id: int
    task: int | None
    title: str
    started: dt.datetime
    beat: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """Time spent; `title` is the task's where it belongs to one. `plate`: whose, "" the owner. `kind`: timer,
    log or audit.
    """

    id: int
    uid: str
    task: int | None
    title: str
    started: dt.datetime
    seconds: int
    plate: str
    kind: str


LONGEST_ENTRY = 24 * 3600
LONGEST_TEXT = 300
ENOUGH_RUNS = 3

_NOTHING = QT_TRANSLATE_NOOP("models", "What did you do? Name a task or write a few words.")
_FORMULA = QT_TRANSLATE_NOOP("models", "What you did cannot be a formula: {text}")
_MINUTES = QT_TRANSLATE_NOOP("models", "Minutes must lie between {low} and {high}.")
_FUTURE = QT_TRANSLATE_NOOP("models", "When it began cannot lie in the future.")
_PLATE = QT_TRANSLATE_NOOP("models", "Whose plate it was cannot be a formula: {text}")
_GONE = QT_TRANSLATE_NOOP("models", "This is no longer there.")
_TIMER = """
    SELECT r.id, r.task_id, coalesce(t.title, r.title), r.started, r.beat
    FROM timer r LEFT JOIN task t ON t.id = r.task_id LIMIT 1
"""
_ENTRIES = """
    SELECT e.id, e.uid, e.task_id, coalesce(t.title, e.title), e.started, e.seconds, e.plate, e.kind
    FROM time_entry e LEFT JOIN task t ON t.id = e.task_id
    WHERE (?1 IS NULL OR e.task_id = ?1) AND (?2 IS NULL OR e.started >= ?2)
    ORDER BY e.started DESC, e.id DESC LIMIT ?3
"""
_RUNS = """
    SELECT task_id, seconds FROM time_entry
    WHERE task_id IS NOT NULL AND plate = '' AND kind IN ('timer', 'log') AND (?1 IS NULL OR task_id = ?1)
"""


def start_timer(board: Board, task: int | None, title: str = "") -> None:
    """Start the timer on a task, or on a free text. One that runs is stopped and logged in the same change.

    Raises Refused where neither is given.
    """
    text = _what(board, task, title)
    before = running(board)
    subject = title_of(board, task) if task is not None else text
    # What is logged can be taken back; that a timer runs is only published.
    how = ("timer", subject, "quiet") if before is None else ("log", before.title, "do")
    with board.change(how[0], how[1], kind=how[2]) as record:
        if before is not None:
            record.delete(TimerRow, before.id)
            _log_timer(board, record, before, max(1, _span(before, record.moment)))
        values = {"board": board.about().id, "task": task, "title": text}
        record.insert(TimerRow, started=record.moment, beat=record.moment, **values)


def stop_timer(board: Board, seconds: int | None = None) -> None:
    """Stop and log; `seconds` instead of the whole span, where part of it was no work. Undo takes the entry
    back and does not start the timer again. Without a running timer nothing happens.
    """
    before = running(board)
    if before is None:
        return
    if seconds is not None:
        _check_seconds(seconds)
    elif _span(before, board.now()) < 1:
        discard_timer(board)
        return
    with board.change("log", before.title) as record:
        record.delete(TimerRow, before.id)
        _log_timer(board, record, before, seconds or max(1, _span(before, record.moment)))


def discard_timer(board: Board) -> None:
    """Stop without logging anything. Quiet."""
    before = running(board)
    if before is not None:
        with board.change("timer", before.title, kind="quiet") as record:
            record.delete(TimerRow, before.id)


def beat(board: Board) -> None:
    """A sign of life of the running timer, about once a minute. Quiet; a row of beats is one journal line."""
    before = running(board)
    if before is not None:
        with board.change("timer", before.title, kind="quiet", visit=f"beat {before.id}") as record:
            record.update(TimerRow, before.id, beat=record.moment)


def running(board: Board) -> Timer | None:
    """The running timer, None if there is none."""
    for key, task, title, started, last in board.db.execute_sql(_TIMER):
        return Timer(key, task, title, dt.datetime.fromisoformat(started), dt.datetime.fromisoformat(last))
    return None


def log_time(
    board: Board,
    task: int | None,
    title: str,
    seconds: int,
    started: dt.datetime | None = None,
    plate: str = "",
    kind: str = "log",
    uid: str | None = None,
) -> None:
    """What somebody did: a task or a free text. `started` None: it ends now. Raises Refused, naming the
    field.
    """
    assert kind in ENTRY_KINDS, kind
    text = _what(board, task, title)
    _check_seconds(seconds)
    whose = " ".join(clean_text(plate).split())[:LONGEST_TEXT]
    if is_formula(whose):
        raise Refused(say(_PLATE, text=whose[:80]))
    subject = title_of(board, task) if task is not None else text
    with board.change("log", subject) as record:
        begun = started or record.moment - dt.timedelta(seconds=seconds)
        if begun > record.moment:
            raise Refused(say(_FUTURE))
        entry = Entry(0, uid or new_uid(), task, text, begun, seconds, whose, kind)
        _write(board, record, entry)


def delete_entry(board: Board, entry: int) -> None:
    """Take time off again."""
    fields = (TimeEntry.task, TimeEntry.title, TimeEntry.seconds)
    found = next(sqlite.fetch(board.db, TimeEntry.select(*fields).where(TimeEntry.id == entry)), None)
    if found is None:
        raise Refused(say(_GONE))
    task, title, seconds = found
    subject = title_of(board, task) if task is not None else title
    with board.change("unlog", subject, details={"minutes": _minutes(seconds)}) as record:
        record.delete(TimeEntry, entry)
        if task is not None:
            _follow(board, record, task)


def read_entries(
    board: Board, task: int | None = None, since: dt.datetime | None = None, limit: int = 500
) -> list[Entry]:
    """Entries of a task (None: all), newest first."""
    moment = TimeEntry.started.db_value(since)
    return [
        Entry(key, uid, card, title, dt.datetime.fromisoformat(started), *rest)
        for key, uid, card, title, started, *rest in board.db.execute_sql(_ENTRIES, (task, moment, limit))
    ]


def measured(board: Board, task: int | None = None) -> dict[int, int]:
    """Median seconds of the tasks (None: of all) with three or more runs by the owner."""
    runs = by_task(board.db.execute_sql(_RUNS, (task,)))
    return {task: round(median(seconds)) for task, seconds in runs.items() if len(seconds) >= ENOUGH_RUNS}


# Inside a change


def _log_timer(board: Board, record: Recorder, timer: Timer, seconds: int) -> None:
    """What the timer measured becomes an entry, a day at most."""
    title = "" if timer.task is not None else timer.title
    spent = min(seconds, LONGEST_ENTRY)
    _write(board, record, Entry(0, new_uid(), timer.task, title, timer.started, spent, "", "timer"))


def _span(timer: Timer, moment: dt.datetime) -> int:
    """Whole seconds since the start; a clock that was set back counts none."""
    return max(0, int((moment - timer.started).total_seconds()))


def _write(board: Board, record: Recorder, entry: Entry) -> None:
    record.insert(
        TimeEntry,
        uid=entry.uid,
        task=entry.task,
        title=entry.title,
        started=entry.started,
        seconds=entry.seconds,
        plate=entry.plate,
        kind=entry.kind,
    )
    record.details["minutes"] = _minutes(entry.seconds)
    if entry.task is not None:
        _follow(board, record, entry.task)


def _follow(board: Board, record: Recorder, task: int) -> None:
    """Three runs measured: they say how long it takes. Fewer again: the figure stays, as the owner's own."""
    found = measured(board, task).get(task)
    if found is not None:
        edit_in(board, record, task, {"seconds_per_run": found, "estimate": "measured"})
    else:
        query = Task.select(Task.id).where(Task.id == task, Task.estimate == "measured")
        if any(sqlite.fetch(board.db, query)):
            record.update(Task, task, estimate="")


def _what(board: Board, task: int | None, title: str) -> str:
    """The free text of an entry; empty where it is a task's. Raises Refused."""
    text = " ".join(clean_text(title).split())[:LONGEST_TEXT]
    if task is not None:
        title_of(board, task)
        return ""
    if not text:
        raise Refused(say(_NOTHING))
    if is_formula(text):
        raise Refused(say(_FORMULA, text=text[:80]))
    return text


def _check_seconds(seconds: int) -> None:
    if not 1 <= seconds <= LONGEST_ENTRY:
        raise Refused(say(_MINUTES, low=1, high=f"{LONGEST_ENTRY // 60:,}"))


def _minutes(seconds: int) -> str:
    return f"{max(seconds / 60, 1):.0f}"

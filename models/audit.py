"""A week of looking where the time goes: reminders at an interval, short entries, and the repeats as tasks to
sort.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.adding import DraftWriter
from models.board import Board
from models.declared import SETTINGS, parse
from models.drafts import TaskDraft
from models.folding import fold
from models.ordering import ranks_below
from models.repeats import MOST_PER_UNIT, Repeat
from models.schema import Task, TimeEntry
from models.settings import Settings, read_settings, store
from models.stages import first_stage
from models.timelog import log_time
from models.zones import zone_of


@dataclass(frozen=True, slots=True)
class AuditState:
    """Where the audit stands.

    `is_due`: a reminder is wanted now; `next`: when the next one is. `is_over`: the week has passed, the
    groups can be looked at. Moments are naive UTC.
    """

    is_on: bool
    every_minutes: float
    started: dt.datetime | None
    ends: dt.datetime | None
    is_over: bool
    is_due: bool
    next: dt.datetime | None
    entries: int


@dataclass(frozen=True, slots=True)
class Group:
    """What came up more than once. `entries`: keys of the time entries."""

    title: str
    entries: tuple[int, ...]
    minutes_per_week: float


WEEK = dt.timedelta(days=7)
_ENTRIES = """
    SELECT id, task_id, title, started, seconds FROM time_entry
    WHERE kind = 'audit' AND started BETWEEN ? AND ? ORDER BY started, id
"""


def start_audit(board: Board, every_minutes: float) -> None:
    """Begin a week of reminders. Raises Refused for an interval that cannot be."""
    every = parse(SETTINGS["audit.every"], every_minutes)
    with board.change("audit") as record:
        store(board, record, {"audit.on": True, "audit.every": every, "audit.started": record.moment})


def stop_audit(board: Board) -> None:
    """End it, early or not. Entries stay, and so does the moment it began."""
    with board.change("audit") as record:
        store(board, record, {"audit.on": None})


def audit_state(board: Board, now: dt.datetime) -> AuditState:
    """Where the audit stands at a naive UTC moment. Reminders come in working hours only."""
    settings = read_settings(board)
    started: dt.datetime | None = settings["audit.started"]
    is_on, every = bool(settings["audit.on"]), float(settings["audit.every"])
    if started is None:
        return AuditState(is_on, every, None, None, False, False, None, 0)
    entries = _entries(board, started)
    ends = started + WEEK
    is_over = now >= ends
    last = max((at + dt.timedelta(seconds=seconds) for *_, at, seconds in entries), default=started)
    following = None
    if is_on and not is_over:
        following = _in_working_hours(settings, max(last, started) + dt.timedelta(minutes=every))
    is_due = following is not None and following <= now and _works(settings, now)
    return AuditState(is_on, every, started, ends, is_over, is_due, following, len(entries))


def log_audit(board: Board, task: int | None, title: str = "", uid: str | None = None) -> None:
    """What I just did, for the interval that has passed. Raises Refused where neither is given."""
    every = float(read_settings(board)["audit.every"])
    log_time(board, task, title, round(every * 60), kind="audit", uid=uid)


def audit_groups(board: Board) -> list[Group]:
    """Free texts of the newest audit that came more than once, most minutes first."""
    started = read_settings(board)["audit.started"]
    if started is None:
        return []
    gathered: dict[str, list[tuple[int, str, int]]] = {}
    for key, task, title, _, seconds in _entries(board, started):
        if task is None and title:
            gathered.setdefault(fold(title), []).append((key, title, seconds))
    groups = [
        # Written in different ways, it is called what it was called first.
        Group(rows[0][1], tuple(key for key, *_ in rows), sum(seconds for *_, seconds in rows) / 60)
        for rows in gathered.values()
        if len(rows) > 1
    ]
    return sorted(groups, key=lambda group: (-group.minutes_per_week, group.title))


def propose(board: Board, groups: Sequence[Group], uids: Sequence[str]) -> None:
    """Cards for these groups on top of Unsorted, with rough minutes and how often. Their entries then belong
    to them.
    """
    if not groups:
        return
    drafts = [_draft(group, uid) for group, uid in zip(groups, uids, strict=True)]
    home = first_stage(board, "unsorted").id
    subject = drafts[0].title if len(drafts) == 1 else ""
    with board.change("add", subject, details={"count": len(drafts)}) as record:
        ranks = ranks_below(record, Task, home, None, len(drafts))
        tasks = DraftWriter(board, record).write(drafts, [home] * len(drafts), ranks)
        for task, group in zip(tasks, groups, strict=True):
            for entry in group.entries:
                record.update(TimeEntry, entry, task=task, title="")


def _draft(group: Group, uid: str) -> TaskDraft:
    """How often it came in the week is how often it comes a week."""
    times = min(len(group.entries), MOST_PER_UNIT)
    return TaskDraft(
        title=group.title,
        uid=uid,
        kind="unsorted",
        repeat=Repeat(1, "day") if times == 5 else Repeat(times, "week"),
        seconds_per_run=round(group.minutes_per_week * 60 / times),
        estimate="rough",
    )


def _entries(board: Board, started: dt.datetime) -> list[tuple[int, int | None, str, dt.datetime, int]]:
    """The entries of an audit; the first one may tell of what began before it."""
    span = (started - dt.timedelta(hours=8), started + WEEK)
    rows = board.db.execute_sql(_ENTRIES, tuple(TimeEntry.started.db_value(moment) for moment in span))
    found = [
        (key, task, title, dt.datetime.fromisoformat(at), seconds) for key, task, title, at, seconds in rows
    ]
    return [row for row in found if row[3] + dt.timedelta(seconds=row[4]) > started]


def _works(settings: Settings, moment: dt.datetime) -> bool:
    """Whether a naive UTC moment lies in the company's working hours."""
    return _in_working_hours(settings, moment) == moment


def _in_working_hours(settings: Settings, moment: dt.datetime) -> dt.datetime:
    """The moment itself, or when work begins next; naive UTC."""
    zone = zone_of(settings["company.zone"]) or dt.UTC
    first, last = settings["company.hours"].split("-")
    days = {int(day) for day in settings["company.days"].split(",")}
    local = moment.replace(tzinfo=dt.UTC).astimezone(zone)
    for ahead in range(8):
        day = local.date() + dt.timedelta(days=ahead)
        if day.weekday() not in days:
            continue
        if ahead == 0 and first <= f"{local:%H:%M}" < last:
            return moment
        if ahead > 0 or f"{local:%H:%M}" < first:
            begin = dt.datetime.combine(day, _clock(first), zone)
            return begin.astimezone(dt.UTC).replace(tzinfo=None)
    return moment


def _clock(text: str) -> dt.time:
    return dt.time.max if text == "24:00" else dt.time.fromisoformat(text)

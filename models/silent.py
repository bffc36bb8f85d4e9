"""Runs that nobody reports of what was taken over: assumed done after a working day (models.assumed has what
becomes of that).

What is assumed is never measured and never counts for trust (models.trust.verdict_of).
"""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from models import hands, next_look, run_rows
from models.assistant_load import working_time
from models.assistants import Assistant, read_assistants
from models.assumed import is_asked
from models.board import Board
from models.cards import make_repeat
from models.errors import Refused
from models.journal import is_leap
from models.record import Recorder
from models.schema import Task
from models.settings import read_settings
from models.task_days import ZONE, TaskDays
from models.trust import TAKEN_OVER
from models.wall_time import local_of
from models.working_time import WorkingTime, next_working_day

if TYPE_CHECKING:
    from models.occurrences import Series

# What passed longer ago is not assumed to have been done: it counts as missed.
LOOK_BACK = dt.timedelta(days=31)
# Of one card in one go; the rest follows the next time.
MOST = 40
_SILENT = f"""
    SELECT t.id, t.uid, t.title, t.due, t.due_time, {ZONE}, t.anchor, t.on_holiday, t.repeat_count,
      t.repeat_unit, t.rrule,
      h.assistant_id, h.at, g.level
    FROM handover h JOIN task t ON t.id = h.task_id JOIN stage s ON s.id = t.stage_id
      JOIN training g ON g.task_id = t.id AND g.assistant_id = h.assistant_id
    WHERE h.ended IS NULL AND h.sent IS NOT NULL AND h.move = 'theirs' AND t.binned IS NULL AND t.due < ?
      AND t.repeat_count IS NOT NULL AND s.kind IN ('training', 'handed_over')
      AND g.level >= {TAKEN_OVER} AND g.stopped IS NULL
"""  # noqa: S608 - constants


class _Silent(NamedTuple):
    """A held card whose due passed without a word. `given`: the day of the hand-over, in its zone."""

    task: int
    uid: str
    title: str
    due: dt.date
    zone: str
    series: "Series"
    assistant: int
    given: dt.date
    level: int


def assume_silent(board: Board, now: dt.datetime) -> None:
    """What was taken over and due is assumed done after one working day of theirs: each occurrence is a run
    of its own, and the card has its next date. Those that are to be looked at wait to be asked about.

    Quiet: nothing that the owner did, so nothing to take back. Of the years by which a clock went wrong
    nothing is assumed.
    """
    found = list(_overdue(board, now))
    if not found or is_leap(board.db, now):
        return
    subject = found[0][0].title if len(found) == 1 else ""
    details = {"count": len(found)}
    with board.change("assume", subject, details=details, kind="quiet") as record:
        for silent, passed in found:
            _assume(board, record, silent, passed)


def _overdue(board: Board, now: dt.datetime) -> Iterator[tuple[_Silent, list[dt.date]]]:
    """Cards with the dates that are to be assumed done now."""
    days = TaskDays(board, now)
    rows = board.db.execute_sql(_SILENT, (days.last.isoformat(),)).fetchall()
    if not rows:
        return
    times = _working_times(board, now)
    # What computes dates is not needed to show a board; public holidays only where they may move one.
    from models.days_off import company_days_off
    from models.occurrences import Series

    is_off = company_days_off(board) if any(row[7] for row in rows) else None
    for task, uid, title, due, _, zone, anchor, on_holiday, *repeat, assistant, at, level in rows:
        often = make_repeat(*repeat)
        assert often is not None
        first = dt.date.fromisoformat(due)
        since = dt.date.fromisoformat(anchor) if anchor else first
        given = local_of(dt.datetime.fromisoformat(at), zone or days.home).date()
        series = Series(often, since, on_holiday, is_off)
        silent = _Silent(task, uid, title, first, zone, series, assistant, given, level)
        if assistant in times and (passed := _passed(silent, times[assistant], days)):
            yield silent, passed


def _passed(silent: _Silent, theirs: WorkingTime, days: TaskDays) -> list[dt.date]:
    """The dates, oldest first, that had a working day of theirs to be told of; up to one that is asked about,
    or the last one of the series, which ends by the owner's word.

    What was due before they had it is theirs to do, not done.
    """
    found: list[dt.date] = []
    day = silent.due
    there = local_of(days.now, theirs.zone).date()
    while len(found) < MOST and day >= silent.given and not is_asked(silent.level, silent.uid, day):
        until = next_working_day(day, theirs)
        if until is None or until >= there or not days.is_past(day, None, silent.zone):
            break
        following = _next(silent.series, day)
        if following is None:
            break
        found.append(day)
        day = following
    return found


def _next(series: "Series", day: dt.date) -> dt.date | None:
    """The date after one; None where the series is over, or finds none any more."""
    try:
        return series.next_due(day, day)
    except Refused:
        return None


def _assume(board: Board, record: Recorder, silent: _Silent, passed: list[dt.date]) -> None:
    oldest = record.moment.date() - LOOK_BACK
    kept = [day for day in passed if day >= oldest] or passed[-1:]
    missed = len(passed) - len(kept)
    for day in kept:
        run_rows.skip(record, silent.task, "assumed_done", due=day, missed=missed)
        missed = 0
    following = _next(silent.series, passed[-1])
    assert following is not None
    record.update(Task, silent.task, due=following)
    hands.begin_next(record, silent.task)
    next_look.renew(board, record, silent.task, silent.level, following)


def _working_times(board: Board, now: dt.datetime) -> dict[int, WorkingTime]:
    """Everybody's, without public holidays: to know them takes longer than a start may."""
    settings = read_settings(board)

    def known(who: Assistant) -> WorkingTime:
        return working_time(who, settings, now, holidays=False)

    return {who.id: known(who) for who in read_assistants(board)}

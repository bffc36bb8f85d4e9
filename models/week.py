"""Where the owner's logged hours of a week went: core work, other people's work, the rest."""

import datetime as dt
from dataclasses import dataclass

from models.board import Board
from models.settings import Settings, read_settings
from models.zones import zone_of

ENOUGH_SECONDS = 10 * 3600
_LOGGED = """
    SELECT coalesce(sum(e.seconds), 0),
      coalesce(sum(CASE WHEN t.verdict = 'core' THEN e.seconds END), 0),
      coalesce(sum(CASE WHEN t.verdict IN ('delegable', 'split') THEN e.seconds END), 0)
    FROM time_entry e LEFT JOIN task t ON t.id = e.task_id
    WHERE e.plate = '' AND e.started >= ? AND e.started < ?
"""


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """Seconds of one week, Monday to Sunday in the company's zone, by the owner alone.

    `off`: on tasks that somebody else could do. What was not sorted, or belongs to no task, is in `logged`
    only.
    """

    monday: dt.date
    logged: int
    core: int
    off: int

    @property
    def core_share(self) -> float | None:
        """Core ÷ all logged; None in a week with less than ten hours, which say nothing."""
        return self.core / self.logged if self.logged >= ENOUGH_SECONDS else None


def week_of(board: Board, now: dt.datetime) -> WeekFigures:
    """The week of a naive UTC moment."""
    settings = read_settings(board)
    monday = monday_of(settings.today(now))
    logged, core, off = board.db.execute_sql(_LOGGED, week_span(settings, monday)).fetchone()
    return WeekFigures(monday, int(logged), int(core), int(off))


def monday_of(day: dt.date) -> dt.date:
    """The Monday that the week of a day began with."""
    return day - dt.timedelta(days=day.weekday())


def week_span(settings: Settings, monday: dt.date) -> tuple[str, str]:
    """First moment of a week in the company's zone, and of the next one, as the file has moments."""
    zone = zone_of(settings["company.zone"]) or dt.UTC
    first, last = (
        dt.datetime.combine(monday + dt.timedelta(days=days), dt.time(), zone).astimezone(dt.UTC)
        for days in (0, 7)
    )
    return stored_moment(first.replace(tzinfo=None)), stored_moment(last.replace(tzinfo=None))


def stored_moment(moment: dt.datetime) -> str:
    """A naive UTC moment as the file has it."""
    return moment.isoformat(" ", "microseconds")

"""Which day it is where a task is due: overdue is what has passed on the clock of the task's own zone."""

import datetime as dt
import json
from functools import cached_property

from models.board import Board

_ZONE = "SELECT value FROM setting WHERE name = 'company.zone'"
# In SQL, of a row `t` of task: whose days it speaks of, "" the company's.
ZONE = "coalesce(nullif(t.repeat_zone, ''), t.due_zone, '')"


class TaskDays:
    """The days of one moment (naive UTC), by zone. An unknown zone is the company's."""

    def __init__(self, board: Board, now: dt.datetime) -> None:
        self.now = now
        self._company = _company_zone(board)
        self.today = self._day_in(self._company)
        """The company's day."""
        self._known: dict[str, dt.date] = {"": self.today}

    @cached_property
    def home(self) -> str:
        """The company's zone."""
        from models.zones import system_zone

        return self._company or system_zone()

    @property
    def last(self) -> dt.date:
        """The latest day that it can be anywhere: what is due later has passed nowhere."""
        return self.today + dt.timedelta(days=1)

    def today_in(self, zone: str) -> dt.date:
        """The day in a zone."""
        if zone not in self._known:
            self._known[zone] = self._day_in(zone)
        return self._known[zone]

    def is_past(self, due: dt.date | None, time: str | None, zone: str) -> bool:
        """Whether a due has passed there: its day, or its "HH:MM" where one is said."""
        if due is None:
            return False
        today = self.today_in(zone)
        if due != today or time is None:
            return due < today
        from models.wall_time import moment_of

        return moment_of(due, time, zone or self.home).utc < self.now

    def days_late(self, due: dt.date | None, zone: str) -> int:
        """Whole days since the due day, there; 0 on the day itself."""
        return 0 if due is None else max(0, (self.today_in(zone) - due).days)

    def _day_in(self, zone: str) -> dt.date:
        """The day in a zone; "" is the machine's, which needs no table of zones: a first picture can wait for
        none.
        """
        if not zone:
            return self.now.replace(tzinfo=dt.UTC).astimezone().date()
        from models.wall_time import local_of

        return local_of(self.now, zone).date()


def _company_zone(board: Board) -> str:
    """As models.settings has it, of which a first picture needs nothing else; "" the machine's."""
    row = board.db.execute_sql(_ZONE).fetchone()
    found = json.loads(row[0]) if row else None
    if not isinstance(found, str) or not found:
        return ""
    from models.zones import zone_of

    return found if zone_of(found) else ""

"""Which day it is where a task is due: overdue is what has passed on the clock of the task's own zone."""

import datetime as dt

from models.settings import Settings
from models.wall_time import local_of, moment_of

# In SQL, of a row `t` of task: whose days it speaks of, "" the company's.
ZONE = "coalesce(nullif(t.repeat_zone, ''), t.due_zone, '')"


class TaskDays:
    """The days of one moment (naive UTC), by zone. An unknown zone is the company's."""

    def __init__(self, settings: Settings, now: dt.datetime) -> None:
        self.now = now
        self.home = str(settings["company.zone"])
        self.today = settings.today(now)
        """The company's day."""
        self._known: dict[str, dt.date] = {"": self.today}

    @property
    def last(self) -> dt.date:
        """The latest day that it can be anywhere: what is due later has passed nowhere."""
        return self.today + dt.timedelta(days=1)

    def today_in(self, zone: str) -> dt.date:
        """The day in a zone."""
        if zone not in self._known:
            self._known[zone] = local_of(self.now, zone).date()
        return self._known[zone]

    def is_past(self, due: dt.date | None, time: str | None, zone: str) -> bool:
        """Whether a due has passed there: its day, or its "HH:MM" where one is said."""
        if due is None:
            return False
        today = self.today_in(zone)
        if due != today or time is None:
            return due < today
        return moment_of(due, time, zone or self.home).utc < self.now

    def days_late(self, due: dt.date | None, zone: str) -> int:
        """Whole days since the due day, there; 0 on the day itself."""
        return 0 if due is None else max(0, (self.today_in(zone) - due).days)

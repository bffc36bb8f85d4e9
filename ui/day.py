"""The owner's day: tells when a new one begins, also after the machine slept or was set to another zone."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 20_000


def moment_of_day(day: dt.date, now: dt.datetime) -> dt.datetime:
    """The present moment (naive UTC) of the owner's day `day`. Where the machine's clock shows another day
    (a calendar that was turned), that day at this hour.
    """
    here = now.replace(tzinfo=dt.UTC).astimezone()
    return now + dt.timedelta(days=(day - here.date()).days)


class Day(QObject):
    """came(date): it is another day now.

    Looks at the clock now and then: a timer until midnight would oversleep with the machine.
    """

    came = Signal(object)

    def __init__(self, today: Callable[[], dt.date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._known = today()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Compare the clock's day with the one that is shown."""
        if (now := self._today()) != self._known:
            self._known = now
            self.came.emit(now)

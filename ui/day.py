"""The owner's day: tells when a new one begins, also after the machine slept or was set to another zone."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

LOOK_MS = 20_000


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

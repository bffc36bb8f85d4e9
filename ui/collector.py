"""Garbage is collected in the GUI thread alone.

Python collects in whichever thread happens to reach the threshold. In the store thread that may let go of the
Python sides of Qt objects while Qt deletes them in the GUI thread: the likely, not proven, cause of crashes
seen inside PySide 6.11.
"""

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class Collector(QObject):
    """Takes the collector's place: looks once a second whether its thresholds are reached."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, and the younger ones with it."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

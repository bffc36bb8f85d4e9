"""Shows short messages outside the window, by the first way that works: the desktop's bus, or the tray."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from ui import menu_entry
from ui.notices.desktop_bus import DesktopBus
from ui.notices.notice import Notice
from ui.tray_note import TrayNote


class Notices(QObject):
    """pressed(object): a message was clicked, with its task. unshown(Notice): the window has to say it.

    known(str): "desktop", "tray" or "window", the way that messages go here; after `probe`.
    """

    pressed = Signal(object)
    unshown = Signal(object)
    known = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._task: int | None = None
        # There is nothing in the tray while nothing is said.
        self._tray = TrayNote(window, self._on_tray_pressed)
        self._bus: DesktopBus | None = None
        if sys.platform.startswith("linux"):
            self._bus = DesktopBus(menu_entry.NAME, menu_entry.SHORT, self.tr("Open"), self)
            self._bus.pressed.connect(self.pressed)
            self._bus.unshown.connect(self._show_in_tray)
            self._bus.answered.connect(self._on_answered)

    def show(self, notice: Notice) -> None:
        """Show a message, or tell that it was not shown."""
        if self._bus is not None:
            self._bus.show(notice)
        else:
            self._show_in_tray(notice)

    def probe(self) -> None:
        """Find out by which way messages go; `known` tells."""
        if self._bus is not None:
            self._bus.probe()
        else:
            self._on_answered(False)

    def clear(self) -> None:
        """The owner is here: nothing needs to stay in the tray."""
        self._tray.clear()

    def stop(self) -> None:
        """The window closes."""
        self.clear()
        if self._bus is not None:
            self._bus.stop()

    def _show_in_tray(self, notice: Notice) -> None:
        if not has_tray():
            self.unshown.emit(notice)
            return
        self._task = notice.task
        title, text = notice.title, notice.text
        if self._bus is not None:
            # There Qt hands the text to the desktop as it is, which may read it as markup.
            text = text.replace("<", "‹").replace(">", "›")
        self._tray.show(title, text)

    def _on_tray_pressed(self) -> None:
        self.clear()
        self.pressed.emit(self._task)

    def _on_answered(self, is_there: bool) -> None:
        self.known.emit("desktop" if is_there else "tray" if has_tray() else "window")


def has_tray() -> bool:
    """Whether the system has a place for our icon, and shows messages beside it."""
    return QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()

"""A short message from the background, through the system's tray, where there is one."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget


class TrayNote(QObject):
    """Shows its icon only while there is something to say; a click brings the window to the front."""

    def __init__(self, window: QWidget, pressed: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._pressed = pressed
        self._icon: QSystemTrayIcon | None = None

    def show(self, title: str, text: str) -> None:
        """Say it, unless the system has no tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._icon.messageClicked.connect(self._on_pressed)
            self._icon.activated.connect(lambda _: self._on_pressed())
        self._icon.show()
        self._icon.showMessage(title, text, QApplication.windowIcon())

    def clear(self) -> None:
        """Nothing to say any more."""
        if self._icon is not None:
            self._icon.hide()

    def _on_pressed(self) -> None:
        window = self._window
        window.show()
        window.raise_()
        window.activateWindow()
        self._pressed()

"""How long nobody has touched the machine: by the board's own last input, and by the system's count where it
has one.

Each of the system's counts is optional: X11 through libXss, Windows through GetLastInputInfo, macOS through
Quartz. Where none is to be had (Wayland), the board's own input is all that is known.
"""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

SystemIdle = Callable[[], float | None]
"""Seconds since the last input anywhere on the machine, or None where that is not known."""

_INPUTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class Idle(QObject):
    """Watches the program's windows from `watch` until `rest`, so that it costs nothing while no timer runs.

    It looks at windows, not at widgets: a filter on the application would see every event of every widget.
    """

    def __init__(
        self, monotonic: Callable[[], float], system: SystemIdle | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._monotonic = monotonic
        self._system = system
        self._last = monotonic()
        self._watched: list[QWindow] = []
        self._is_watching = False

    def watch(self) -> None:
        """Begin: whoever asked for it is there now."""
        self._last = self._monotonic()
        if self._is_watching:
            return
        self._is_watching = True
        if self._system is None:
            self._system = system_idle()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._on_focus_window)
        for window in QGuiApplication.topLevelWindows():
            self._add(window)

    def rest(self) -> None:
        """End."""
        if not self._is_watching:
            return
        self._is_watching = False
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._on_focus_window)
        for window in self._watched:
            window.removeEventFilter(self)
        self._watched.clear()

    def seconds(self) -> float:
        """Since the last input that is known of."""
        own = max(0.0, self._monotonic() - self._last)
        system = self._system() if self._system is not None else None
        return own if system is None else min(own, system)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUTS:
            self._last = self._monotonic()
        return False

    def _on_focus_window(self, window: QWindow | None) -> None:
        if window is not None:
            self._last = self._monotonic()
            self._add(window)

    def _add(self, window: QWindow) -> None:
        if window not in self._watched:
            self._watched.append(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._forget(window))

    def _forget(self, window: QWindow) -> None:
        self._watched = [other for other in self._watched if other is not window]


def system_idle() -> SystemIdle:
    """The system's count, or one that never knows."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return _macos()
        if QGuiApplication.platformName() == "xcb":
            return _x11()
    except (OSError, AttributeError):
        pass
    return lambda: None


def _x11() -> SystemIdle:
    """The X server counts milliseconds since the last key or mouse event of all programs."""
    import ctypes

    class Info(ctypes.Structure):
        _fields_ = (
            ("window", ctypes.c_ulong),
            ("state", ctypes.c_int),
            ("kind", ctypes.c_int),
            ("since", ctypes.c_ulong),
            ("idle", ctypes.c_ulong),
            ("mask", ctypes.c_ulong),
        )

    x, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XOpenDisplay.argtypes = [ctypes.c_char_p]
    x.XDefaultRootWindow.restype = ctypes.c_ulong
    x.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    saver.XScreenSaverAllocInfo.restype = ctypes.POINTER(Info)
    saver.XScreenSaverQueryInfo.argtypes = [
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.POINTER(Info),
    ]
    saver.XScreenSaverQueryExtension.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_int),
        ctypes.POINTER(ctypes.c_int),
    ]
    # A connection of its own, kept for as long as the program runs: Qt's answers to another library.
    display = x.XOpenDisplay(None)
    if not display:
        raise OSError("no X display")
    event, error = ctypes.c_int(), ctypes.c_int()
    if not saver.XScreenSaverQueryExtension(display, ctypes.byref(event), ctypes.byref(error)):
        raise OSError("the X server has no MIT-SCREEN-SAVER")
    info = saver.XScreenSaverAllocInfo()
    root = x.XDefaultRootWindow(display)

    def seconds() -> float | None:
        if not saver.XScreenSaverQueryInfo(display, root, info):
            return None
        return float(info.contents.idle) / 1000

    return seconds


def _windows() -> SystemIdle:
    """Ticks of the last input, in milliseconds; both counts begin anew after 49 days."""
    import ctypes

    class Info(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint32), ("time", ctypes.c_uint32))

    user, kernel = ctypes.CDLL("user32.dll"), ctypes.CDLL("kernel32.dll")
    user.GetLastInputInfo.argtypes = [ctypes.POINTER(Info)]
    kernel.GetTickCount.restype = ctypes.c_uint32

    def seconds() -> float | None:
        info = Info(ctypes.sizeof(Info), 0)
        if not user.GetLastInputInfo(ctypes.byref(info)):
            return None
        return float((kernel.GetTickCount() - info.time) & 0xFFFFFFFF) / 1000

    return seconds


def _macos() -> SystemIdle:
    """The number that `ioreg` shows as HIDIdleTime, without starting a program each time."""
    import ctypes
    import ctypes.util

    quartz = ctypes.CDLL(ctypes.util.find_library("ApplicationServices") or "")
    since = quartz.CGEventSourceSecondsSinceLastEventType
    since.restype = ctypes.c_double
    since.argtypes = [ctypes.c_int32, ctypes.c_uint32]
    of_the_session, any_input = 0, 0xFFFFFFFF
    return lambda: float(since(of_the_session, any_input))

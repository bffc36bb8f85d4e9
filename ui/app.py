"""The program around its windows: start and end, errors, signals of the system, pictures without a screen."""

import datetime as dt
import gc
import os
import signal
import socket
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QObject,
    QTimer,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from models import VERSION, places
from models.command_line import Choice, complain
from ui import one_process, theme
from ui.english import EnglishPlurals
from ui.one_process import FIRST, HANDED, READ, SILENT, meet
from ui.settings import Settings
from ui.windows import Windows

if TYPE_CHECKING:
    from ui.doorbell import Doorbell
    from ui.errors import Errors

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
STARTED_AFTER_MS = 1_000
# The first paint comes before it.
BEGIN_AFTER_MS = 20


def today() -> dt.date:
    """The owner's day, by the clock of the machine."""
    return dt.datetime.now().astimezone().date()


def run(choice: Choice) -> int:
    """Show the window and stay until the last one is closed. Raises BoardError if the board does not open."""
    application = make_application()
    wanted = None if choice.demo or choice.board is None else choice.board.absolute()
    settings = Settings()
    scheme = settings.theme if choice.theme == "system" else choice.theme
    meeting = FIRST if choice.demo else _meet(application, wanted, scheme, is_quiet=choice.background)
    if meeting not in (FIRST, READ):
        return 0 if meeting == HANDED else 2
    theme.apply(application, scheme)
    windows = Windows(settings, today)
    program = Program(application, windows, is_first=meeting == FIRST and not choice.demo)
    windows.begins_small = choice.background
    if meeting == READ:
        windows.open_for_reading(wanted)
    else:
        _ = windows.open_sample() if choice.demo else windows.open_first(wanted)
    QTimer.singleShot(STARTED_AFTER_MS, application, lambda: late(application))
    code = application.exec()
    program.close()
    settings.sync()
    return code


def _meet(application: QApplication, wanted: Path | None, scheme: str, *, is_quiet: bool) -> str:
    """What comes of meeting a program that is open already: FIRST, HANDED, READ, or "" for going home."""
    meeting = meet(wanted, is_quiet=is_quiet)
    if meeting != SILENT:
        return meeting
    from ui.dialogs import silent_first

    if is_quiet:
        complain(silent_first.silence(one_process.first()))
        return ""
    theme.apply(application, scheme)
    return silent_first.ask(wanted)


def picture(choice: Choice) -> int:
    """Draw the window of a board into a PNG file, without a screen."""
    import tempfile

    assert choice.picture is not None
    # The plugin without a screen says at every window that it cannot tell a window manager its sizes.
    qInstallMessageHandler(lambda _kind, _context, _text: None)
    application = make_application()
    theme.apply(application, "light" if choice.theme == "system" else choice.theme)
    with tempfile.TemporaryDirectory(prefix="delegation-board-") as scratch:
        # A picture leaves no trace: settings of its own, and the sample is made for it alone.
        settings = Settings(Path(scratch) / "settings.ini")
        if choice.demo:
            os.environ["XDG_DATA_HOME"] = scratch
        windows = Windows(settings, today)
        window = windows.open_sample() if choice.demo else windows.open_for_picture(choice.board)
        window.banner.hide()
        window.resize(*choice.size)
        window.paging.show(choice.page)
        settle(application)
        window.people.finish()
        settle(application)
        done = window.grab().save(str(choice.picture), "PNG")
        window.close()
        settle(application)
    if not done:
        sys.stderr.write(f"{choice.picture} could not be written.\n")
    return 0 if done else 2


def make_application() -> QApplication:
    """The QApplication with names, icon and translations."""
    QApplication.setApplicationName(places.APP)
    QApplication.setApplicationVersion(VERSION)
    QApplication.setApplicationDisplayName("Delegation Board")
    QApplication.setDesktopFileName(places.APP)
    # As arguments: `setStyle` would make the Python types of all styles to return one that nobody asks for.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    application.setWindowIcon(QIcon(str(RESOURCES / "delegation-board.svg")))
    _translate(application)
    return application


def collect_again(application: QApplication) -> None:
    """The start is over (main.py); what it made stays, so the collector need not go through it each time."""
    from models import private
    from ui.collector import Collector

    gc.freeze()
    Collector(application)
    # What an older program or a copy left open to others; a walk through a few folders, not before the
    # window.
    private.shut_folders()


def late(application: QApplication) -> None:
    """What can wait until the window stands."""
    from ui.errors import keep_log

    collect_again(application)
    keep_log()


def settle(application: QApplication) -> None:
    """Let everything happen that waits to happen: layouts, first paints, zero timers."""
    for _ in range(5):
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        application.sendPostedEvents()


def catch_signals() -> tuple[socket.socket, socket.socket]:
    """From now on no signal ends the program by itself: the first socket gets a byte for each (ui.ending).

    A plain Python handler never runs while Qt waits; the interpreter's wake-up socket is written at once.
    """
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: None)
    return reading, writing


class _DoubleClicks(QObject):
    """macOS tells of a double click on a board by an event to the application."""

    asked = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


class Program:
    """Ties the windows to the system: a second start, signals, the session's end, errors.

    All of it is made a moment after the window, which comes first; signals that come earlier wait for it.
    `is_first`: second starts come to this program.
    """

    def __init__(self, application: QApplication, windows: Windows, *, is_first: bool) -> None:
        self._application = application
        self._windows = windows
        self._is_first = is_first
        self._doorbell: Doorbell | None = None
        self._signals = catch_signals()
        sys.excepthook = lambda *found: self.errors.report(*found)
        if sys.platform == "darwin":
            # An event filter on the application costs a Python call for every event: only where it is needed.
            self._clicks = _DoubleClicks()
            self._clicks.asked.connect(windows.try_open)
            application.installEventFilter(self._clicks)
        windows.opened.connect(self.watch)
        windows.refused.connect(lambda error: self.errors.tell(error))
        windows.recovers = True
        QTimer.singleShot(BEGIN_AFTER_MS, application, self.begin)

    @cached_property
    def errors(self) -> "Errors":
        """Where every error goes."""
        from ui.errors import Errors

        return Errors(self._front, self._windows.close_all)

    def begin(self) -> None:
        """Listen to the system, and to second starts."""
        from ui.ending import Ending

        self.errors.begin()
        self.errors.heal = self._windows.heal
        self._ending = Ending(
            self._application, self._signals[0], lambda: self._windows.close_all(in_a_hurry=True)
        )
        if self._is_first:
            from ui.doorbell import Doorbell

            self._doorbell = Doorbell()
            self._doorbell.rung.connect(self._on_rung)

    def watch(self, window: object) -> None:
        """Bugs in the store thread of a window come here too."""
        window.store.crashed.connect(lambda error: self.errors.report(type(error), error))  # type: ignore[attr-defined]

    def close(self) -> None:
        self._windows.close_all()
        if self._doorbell is not None:
            self._doorbell.close()
        self.errors.end()

    def _front(self) -> QWidget | None:
        return self._application.activeWindow() or next(iter(self._windows.all), None)

    def _on_rung(self, path: Path | None) -> None:
        if path is None:
            self._windows.raise_front()
        else:
            self._windows.try_open(path)


def _translate(application: QApplication) -> None:
    """Qt's own texts and ours in the system's language; English needs its plurals."""
    locale = QLocale()
    own, qt = QTranslator(application), QTranslator(application)
    if qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)
    if own.load(locale, "delegation-board", "_", str(RESOURCES / "translations")):
        application.installTranslator(own)
    else:
        application.installTranslator(EnglishPlurals(application))

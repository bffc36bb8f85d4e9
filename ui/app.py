"""The program around its windows: start and end, errors, signals of the system, pictures without a screen."""

import datetime as dt
import gc
import os
import sys
from pathlib import Path

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

from models import places
from models.command_line import VERSION, Choice
from ui import theme
from ui.ending import Ending
from ui.english import EnglishPlurals
from ui.errors import Errors, keep_log
from ui.one_process import Doorbell, hand_over
from ui.settings import Settings
from ui.windows import Windows

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
STARTED_AFTER_MS = 1_000


def today() -> dt.date:
    """The owner's day, by the clock of the machine."""
    return dt.datetime.now().astimezone().date()


def run(choice: Choice) -> int:
    """Show the window and stay until the last one is closed. Raises BoardError if the board does not open."""
    application = make_application()
    wanted = None if choice.demo or choice.board is None else choice.board.absolute()
    if not choice.demo and hand_over(wanted, is_quiet=choice.background):
        return 0
    settings = Settings()
    theme.apply(application, settings.theme if choice.theme == "system" else choice.theme)
    windows = Windows(settings, today)
    program = Program(application, windows)
    windows.begins_small = choice.background
    _ = windows.open_sample() if choice.demo else windows.open_asked(wanted)
    QTimer.singleShot(STARTED_AFTER_MS, application, lambda: late(application))
    code = application.exec()
    program.close()
    settings.sync()
    return code


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
        window.view.show_page(choice.page)
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
    from ui.collector import Collector

    gc.freeze()
    Collector(application)


def late(application: QApplication) -> None:
    """What can wait until the window stands."""
    collect_again(application)
    keep_log()


def settle(application: QApplication) -> None:
    """Let everything happen that waits to happen: layouts, first paints, zero timers."""
    for _ in range(5):
        application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        application.sendPostedEvents()


class _DoubleClicks(QObject):
    """macOS tells of a double click on a board by an event to the application."""

    asked = Signal(object)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


class Program:
    """Ties the windows to the system: a second start, SIGTERM, unexpected errors."""

    def __init__(self, application: QApplication, windows: Windows) -> None:
        self._application = application
        self._windows = windows
        self._doorbell = Doorbell()
        self._doorbell.rung.connect(self._on_rung)
        if sys.platform == "darwin":
            # An event filter on the application costs a Python call for every event: only where it is needed.
            self._clicks = _DoubleClicks()
            self._clicks.asked.connect(windows.try_open)
            application.installEventFilter(self._clicks)
        self.errors = Errors(self._front, windows.close_all)
        self.errors.begin()
        windows.opened.connect(self.watch)
        windows.refused.connect(self.errors.tell)
        self._ending = Ending(application, lambda: windows.close_all(in_a_hurry=True))

    def watch(self, window: object) -> None:
        """Bugs in the store thread of a window come here too."""
        window.store.crashed.connect(lambda error: self.errors.report(type(error), error))  # type: ignore[attr-defined]

    def close(self) -> None:
        self._windows.close_all()
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

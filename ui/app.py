"""The program around its windows: start and end, errors, signals of the system, pictures without a screen."""

import datetime as dt
import gc
import logging
import os
import signal
import socket
import sys
import time
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QLibraryInfo,
    QLocale,
    QObject,
    QSocketNotifier,
    Qt,
    QTimer,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from models import places
from models.command_line import VERSION, Choice
from models.errors import BoardError
from ui import theme
from ui.english import EnglishPlurals
from ui.one_process import Doorbell, hand_over
from ui.settings import Settings
from ui.windows import Windows
from ui.wording import sentence_text

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
STARTED_AFTER_MS = 1_000
BREATH_SECONDS = 5.0
log = logging.getLogger("delegation-board")


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
    QTimer.singleShot(STARTED_AFTER_MS, application, lambda: collect_again(application))
    code = application.exec()
    program.close()
    settings.sync()
    return code


def picture(choice: Choice) -> int:
    """Draw the window of a board into a PNG file, without a screen."""
    import tempfile

    assert choice.picture is not None
    # The plugin without a screen says at every window that it cannot tell a window manager its sizes.
    qInstallMessageHandler(lambda _kind, _context, text: log.debug("%s", text))
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
        self._reported = -BREATH_SECONDS
        self._doorbell = Doorbell()
        self._doorbell.rung.connect(self._on_rung)
        if sys.platform == "darwin":
            # An event filter on the application costs a Python call for every event: only where it is needed.
            self._clicks = _DoubleClicks()
            self._clicks.asked.connect(windows.try_open)
            application.installEventFilter(self._clicks)
        windows.opened.connect(self.watch)
        windows.refused.connect(self._tell)
        application.commitDataRequest.connect(
            lambda _: windows.close_all(), Qt.ConnectionType.DirectConnection
        )
        sys.excepthook = self.report
        self._wakeup = _Signals(application, windows.close_all)

    def watch(self, window: object) -> None:
        """Bugs in the store thread of a window come here too."""
        window.store.crashed.connect(lambda error: self.report(type(error), error, error.__traceback__))  # type: ignore[attr-defined]

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The one place where errors are shown: a sentence, or for a bug a report without texts of cards."""
        if isinstance(error, KeyboardInterrupt):
            self._windows.close_all()
            return
        if isinstance(error, BoardError):
            self._tell(error)
            return
        import traceback

        from PySide6.QtWidgets import QMessageBox

        _keep_log()
        if time.monotonic() - self._reported < BREATH_SECONDS:
            # What fails while painting fails at every paint; one report says it all.
            return
        self._reported = time.monotonic()
        places_of = "".join(traceback.format_tb(trace)) + kind.__name__
        log.error("%s", places_of)
        sys.stderr.write(places_of + "\n")
        box = QMessageBox(self._application.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(QCoreApplication.translate("Program", "Something went wrong inside the program."))
        box.setInformativeText(
            QCoreApplication.translate(
                "Program",
                "What was saved is safe. The details say where; no text of your cards is in them.",
            )
        )
        box.setDetailedText(f"Delegation Board {VERSION}\n{places_of}")
        box.open()

    def close(self) -> None:
        self._windows.close_all()
        self._doorbell.close()
        sys.excepthook = sys.__excepthook__

    def _tell(self, error: BoardError) -> None:
        from ui.dialogs.question import tell

        window = self._application.activeWindow() or next(iter(self._windows.all), None)
        if window is not None:
            tell(window, sentence_text(error.sentence))

    def _on_rung(self, path: Path | None) -> None:
        if path is None:
            self._windows.raise_front()
        else:
            self._windows.try_open(path)


class _Signals:
    """SIGTERM, SIGINT and SIGHUP end the program as closing its windows does.

    A plain Python handler never runs while Qt waits; the interpreter's wake-up socket reaches the event loop.
    """

    def __init__(self, application: QApplication, close_all: object) -> None:
        self._application = application
        self._close_all = close_all
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: None)
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_signal)

    def _on_signal(self) -> None:
        self._reading.recv(64)
        if callable(self._close_all):
            self._close_all()
        QTimer.singleShot(0, self._application.quit)


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


def _keep_log() -> None:
    """A small rotating file: where errors happened, never a text of a card."""
    if log.handlers:
        return
    from logging.handlers import RotatingFileHandler

    try:
        file = places.log_folder() / "delegation-board.log"
        handler = RotatingFileHandler(file, maxBytes=200_000, backupCount=2, delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)

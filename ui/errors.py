"""The one place where errors are heard and shown: in words, or for a bug as a report without texts of cards.

It hears what nobody caught in any thread, what Python could not raise, and what Qt complains of.
"""

import contextlib
import re
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from models.errors import BoardError, Damaged
from models.mishaps import Mishap, mishap_of

if TYPE_CHECKING:
    from ui.dialogs.bug_sheet import BugSheet

BREATH_SECONDS = 5.0
_FUNCTION_OF_QT = re.compile(r"Q[A-Za-z]\w*::~?\w+")
# What Qt complains of before the window stands is written down after that; then there is no such list.
_early: list[str] | None = []


def keep_log() -> None:
    """The window stands: write down what was heard until now, and from now on at once; watch for crashes."""
    global _early
    from models.log_file import note, watch_crashes

    early, _early = _early or [], None
    for line in early:
        note(line)
    watch_crashes()


class Errors(QObject):
    """Listens from `begin` to `end`. `front`: the window to show things above. `interrupted`: Ctrl+C."""

    _heard = Signal(object)

    def __init__(self, front: Callable[[], QWidget | None], interrupted: Callable[[], object]) -> None:
        super().__init__()
        self._front = front
        self._interrupted = interrupted
        self._shown = -BREATH_SECONDS
        self._is_heard = True
        # Whether somebody takes care of a board that turned out to be damaged.
        self.heal: Callable[[BoardError], bool] = lambda error: False
        self.sheet: BugSheet | None = None
        # From any thread; what is shown is shown by this one.
        self._heard.connect(self._show)

    def begin(self) -> None:
        sys.excepthook = self.report
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt)

    def end(self) -> None:
        self._is_heard = False
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)

    def report(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None = None
    ) -> None:
        """Say or show what went wrong; from any thread, and never raises."""
        if isinstance(error, KeyboardInterrupt):
            self._interrupted()
            return
        with contextlib.suppress(Exception):
            self._hear(mishap_of(error if error is not None else kind(), trace))

    def _hear(self, mishap: Mishap) -> None:
        from models.log_file import note

        if mishap.known is not None:
            # The sentence's source: what was filled into it is the owner's.
            note(f"{type(mishap.known).__name__}: {mishap.known.sentence.source}")
        else:
            note(mishap.places)
            with contextlib.suppress(OSError, ValueError, AttributeError):
                sys.stderr.write(mishap.places + "\n")
        if self._is_heard:
            self._heard.emit(mishap)

    def _show(self, mishap: Mishap) -> None:
        if isinstance(mishap.known, Damaged) and self.heal(mishap.known):
            return
        if mishap.known is not None and not mishap.comes_often:
            self.tell(mishap.known)
            return
        # What fails while painting fails at every paint; one report says it all.
        if self.sheet is not None or time.monotonic() - self._shown < BREATH_SECONDS:
            return
        self._shown = time.monotonic()
        if mishap.known is not None:
            self.tell(mishap.known)
            return
        from ui.dialogs.bug_sheet import BugSheet

        self.sheet = BugSheet(f"{_versions_text()}\n\n{mishap.places}", self._front())
        self.sheet.finished.connect(self._on_closed)
        self.sheet.open()

    def tell(self, error: BoardError) -> None:
        """What an owner can understand: a sentence."""
        from ui.dialogs.question import tell
        from ui.wording import sentence_text

        if (window := self._front()) is not None:
            tell(window, sentence_text(error.sentence))

    def _on_closed(self) -> None:
        self.sheet = None

    def _on_thread(self, hook: Any) -> None:
        if hook.exc_type is not SystemExit:
            self.report(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _on_unraisable(self, hook: Any) -> None:
        self.report(hook.exc_type, hook.exc_value, hook.exc_traceback)


def _versions_text() -> str:
    from models import VERSION
    from models.error_report import versions_text
    from models.version import sqlite_version
    from ui.dialogs.about import versions

    return versions_text(versions(VERSION, sqlite_version()))


def _on_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt quotes names and paths: kept is which of its functions complained; the rest is for a terminal."""
    with contextlib.suppress(Exception):
        if sys.stderr is not None and (sys.stderr.isatty() or kind == QtMsgType.QtFatalMsg):
            sys.stderr.write(text + "\n")
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            found = _FUNCTION_OF_QT.match(text)
            line = f"Qt {kind.name} {context.category or ''} {found[0] if found else ''}".rstrip()
            if _early is not None and kind != QtMsgType.QtFatalMsg:
                _early.append(line)
                return
            from models.log_file import note

            note(line)


__all__ = ["Errors", "keep_log"]

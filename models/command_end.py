"""How a command ends, whatever happens in it: with a sentence or in silence, and never with a traceback."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from models.command_output import Unheard, complain, complain_text, finish, hush
from models.words import QT_TRANSLATE_NOOP, say

REFUSED, BUG, UNHEARD = 2, 3, 4
# What a shell says of a program that was stopped by Ctrl+C, or whose reader went away.
STOPPED, UNREAD = 128 + 2, 128 + 13


def carry_out(work: Callable[[], int]) -> int:
    """Run a command; returns its exit code, or the one of how it ended. Ctrl+C is heard once: what is under
    way is taken back; a second one ends the process at once.
    """
    with _heeding_stops() as stopped:
        try:
            code = work()
            finish()
        except Exception as error:
            # Stopped in the middle of a statement, SQLite says that it was interrupted.
            return ended_by(KeyboardInterrupt() if stopped else error)
        except KeyboardInterrupt as error:
            return ended_by(error)
        return code


def ended_by(error: BaseException) -> int:
    """Say what there is to say of the error that ended a command; returns the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return STOPPED
    if isinstance(error, Unheard):
        hush()
        if isinstance(error.reason, BrokenPipeError):
            return UNREAD
        text = QT_TRANSLATE_NOOP("models", "What this command says could not be written: {reason}.")
        complain(say(text, reason=error.reason.strerror or type(error.reason).__name__))
        return UNHEARD
    from models.mishaps import mishap_of

    mishap = mishap_of(error)
    if mishap.known is not None:
        complain(mishap.known.sentence)
        return REFUSED
    _report(mishap.places)
    return BUG


def _note(error: BaseException) -> None:
    """What goes wrong behind the command's back is only written down."""
    from models.log_file import note
    from models.mishaps import mishap_of

    note(mishap_of(error).places or type(error).__name__)


def _report(places: str) -> None:
    """A bug: into the log, and where that cannot be, below the sentence."""
    from models.error_report import versions_text
    from models.log_file import log_file, note

    report = f"{versions_text()}\n\n{places}"
    if note(report):
        text = QT_TRANSLATE_NOOP(
            "models",
            "Something went wrong inside the program. What was saved is safe. A report without any of your "
            "texts is in {file}.",
        )
        complain(say(text, file=log_file()))
        return
    text = QT_TRANSLATE_NOOP(
        "models", "Something went wrong inside the program. What was saved is safe. The report of it:"
    )
    complain(say(text))
    for line in report.splitlines():
        complain_text(line)


@contextlib.contextmanager
def _heeding_stops() -> Iterator[list[int]]:
    """The signals of Ctrl+C that came while the block ran."""
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        came.append(number)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        raise KeyboardInterrupt

    def on_unraisable(hook: "sys.UnraisableHookArgs") -> None:
        if isinstance(hook.exc_value, KeyboardInterrupt):
            # It came where Python lets nothing through; the next one will be heard.
            came.clear()
            signal.signal(signal.SIGINT, stop)
        elif hook.exc_value is not None:
            _note(hook.exc_value)

    former, said = signal.signal(signal.SIGINT, stop), sys.unraisablehook
    sys.unraisablehook = on_unraisable
    try:
        yield came
    finally:
        signal.signal(signal.SIGINT, former)
        sys.unraisablehook = said

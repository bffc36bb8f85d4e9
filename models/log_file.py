"""The log: where things went wrong, in two small files that only the owner may read. No text of the owner's.

Nothing here may stop the program: where the disk is full or the folder closed, it goes on without a log.
"""

import contextlib
import faulthandler
import logging
import os
import re
from pathlib import Path
from typing import TextIO

from models import places
from models.error_report import shown_file

LARGEST = 200_000
KEPT = 2
# A mishap that comes back at every paint is told a few times.
MOST_OF_ONE = 5
_FRAME = re.compile(r'^(\s*)File "(?P<file>[^"]*)", line (?P<line>\d+) in (?P<name>[\w<>.]+)$')
_HEADING = re.compile(r"^(Fatal Python error: [\w ]+|(Current thread|Thread) 0x[0-9a-f]+ .*)$")

log = logging.getLogger("delegation-board")
log.propagate = False
log.addHandler(logging.NullHandler())
_told: dict[str, int] = {}
_crashes: TextIO | None = None
_handler: logging.Handler | None = None
# Whether the last thing to say found no room.
_is_full = False


def log_file() -> Path:
    """Where the log lies."""
    return places.log_folder() / "delegation-board.log"


def note(text: str, level: int = logging.ERROR) -> bool:
    """Write into the log, each text a few times at most. Never raises; False: there was no place for it."""
    global _is_full
    with contextlib.suppress(Exception):
        _told[text] = _told.get(text, 0) + 1
        if _told[text] > MOST_OF_ONE:
            return True
        _is_full = False
        if _keep():
            log.log(level, "%s", text)
            return not _is_full
    return False


def watch_crashes() -> None:
    """Have the places of a crash of the whole program written down, and put those of the last one into the
    log.
    """
    global _crashes
    with contextlib.suppress(OSError, ValueError):
        path = places.log_folder() / "crash.txt"
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.fchmod(handle, 0o600) if hasattr(os, "fchmod") else None
        _crashes = os.fdopen(handle, "a+", encoding="utf-8", errors="replace")
        _crashes.seek(0)
        if found := _crashes.read(LARGEST):
            note(f"crash:\n{without_paths(found)}")
            _crashes.truncate(0)
        faulthandler.enable(_crashes)


def without_paths(text: str) -> str:
    """What faulthandler wrote, its files as everybody has them; lines of any other form are left out."""
    lines = []
    for line in text.splitlines():
        if found := _FRAME.match(line):
            lines.append(f"{found[1]}{shown_file(found['file'])}:{found['line']} in {found['name']}")
        elif _HEADING.match(line):
            lines.append(line)
    return "\n".join(lines)


def _keep() -> bool:
    """Open the log with the first thing there is to say; False where there can be none."""
    global _handler
    if _handler is not None:
        return True
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        def _open(self) -> TextIO:  # type: ignore[override]
            stream = super()._open()
            with contextlib.suppress(OSError):
                Path(self.baseFilename).chmod(0o600)
            return stream

        def handleError(self, record: logging.LogRecord) -> None:
            """A full disk: the program goes on."""
            global _is_full
            _is_full = True

    try:
        _handler = Private(log_file(), maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", errors="replace")
    except OSError:
        return False
    _handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(_handler)
    return True


def close_log() -> None:
    """Let go of the file; the next note opens it anew."""
    global _handler
    if _handler is not None:
        log.removeHandler(_handler)
        with contextlib.suppress(OSError):
            _handler.close()
        _handler = None
    _told.clear()

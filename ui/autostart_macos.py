"""A launch agent in ~/Library/LaunchAgents; not tried on a Mac."""

import plistlib
import sys
from pathlib import Path

from ui.autostart import ARGUMENT, write_atomically
from ui.menu_entry import MAIN

LABEL = "org.delegation-board.start"


def add() -> None:
    """See ui.autostart. It counts from the next login."""
    write_atomically(place(), plistlib.dumps(_agent()))


def remove() -> None:
    """See ui.autostart."""
    place().unlink(missing_ok=True)


def is_there() -> bool:
    """See ui.autostart."""
    try:
        found = plistlib.loads(place().read_bytes())
    except (OSError, ValueError, plistlib.InvalidFileException):
        return False
    return isinstance(found, dict) and found == _agent()


def place() -> Path:
    """The agent's file."""
    return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"


def _agent() -> dict[str, object]:
    return {
        "Label": LABEL,
        "ProgramArguments": [sys.executable, str(MAIN), ARGUMENT],
        "RunAtLoad": True,
        # Only where there is a screen to show a window on.
        "LimitLoadToSessionType": "Aqua",
        "ProcessType": "Interactive",
    }

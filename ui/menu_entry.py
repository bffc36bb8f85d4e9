"""The program in the owner's own menu, and `.board` files opened by a double click: written and taken back.

Only the user's own folders are touched, never the system's. Every platform writes files or keys of fixed
names, so that taking back needs no record. Windows and macOS follow their documentation and were not tried.
"""

import importlib
import sys
from pathlib import Path
from types import ModuleType

NAME = "Delegation Board"
SHORT = "delegation-board"
COMMENT = "Sort your work, hand it over, and see the hours you win back"
MAIN = Path(__file__).resolve().parents[1] / "main.py"
ICON = MAIN.parent / "resources" / "delegation-board.svg"


def add_to_menu() -> list[str]:
    """Write the menu entry, the icon and the file type; again is the same as once. Returns what was written.

    Raises OSError where a folder cannot be written.
    """
    return _of_this_system().add()


def remove_from_menu() -> list[str]:
    """Take back exactly what add_to_menu writes. Returns what was there and is gone; [] if nothing was."""
    return _of_this_system().remove()


def is_in_menu() -> bool:
    """Whether this program, and not a copy in another folder, is what the menu starts."""
    return _of_this_system().is_there()


def _of_this_system() -> ModuleType:
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return importlib.import_module(f"ui.menu_{system}")

"""Start with the computer: written into the owner's own settings of the system, read back truly, taken out.

Off until the owner wants it. Windows and macOS follow their documentation and were not tried.
"""

import contextlib
import importlib
import os
import sys
import tempfile
from pathlib import Path
from types import ModuleType

# What the system starts: this program, small and without taking the keyboard.
ARGUMENT = "--background"


def set_on(is_on: bool) -> None:
    """Begin to start with the computer, or stop it; again is the same as once. Raises OSError."""
    system = _of_this_system()
    if is_on:
        system.add()
    else:
        system.remove()


def is_on() -> bool:
    """Whether the system will start this program, and not a copy in another folder; what the owner switched
    off in the system's own settings is off.
    """
    return bool(_of_this_system().is_there())


def write_atomically(path: Path, content: bytes) -> None:
    """Either the whole file is there or what was there before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _of_this_system() -> ModuleType:
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    return importlib.import_module(f"ui.autostart_{system}")

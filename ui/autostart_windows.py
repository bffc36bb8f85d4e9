"""A value under the user's Run key; not tried on Windows."""

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

from ui.autostart import ARGUMENT
from ui.menu_entry import MAIN, NAME

_CURRENT = "Software\\Microsoft\\Windows\\CurrentVersion"
RUN = f"{_CURRENT}\\Run"
# Here the Task Manager notes what the owner switched off: the first byte is odd then.
APPROVED = f"{_CURRENT}\\Explorer\\StartupApproved\\Run"


def add(registry: Any = None) -> None:
    """See ui.autostart. `registry`: the module winreg."""
    reg = registry or _registry()
    with reg.CreateKey(reg.HKEY_CURRENT_USER, RUN) as key:
        reg.SetValueEx(key, NAME, 0, reg.REG_SZ, command())
    # Whoever ticks it here wants it, whatever was said in the Task Manager before.
    _delete(reg, APPROVED)


def remove(registry: Any = None) -> None:
    """See ui.autostart."""
    reg = registry or _registry()
    _delete(reg, RUN)
    _delete(reg, APPROVED)


def is_there(registry: Any = None) -> bool:
    """See ui.autostart."""
    reg = registry or _registry()
    said = _value(reg, APPROVED)
    is_off = isinstance(said, bytes) and bool(said) and said[0] % 2 == 1
    return _value(reg, RUN) == command() and not is_off


def command() -> str:
    """What the system starts, by the Python that opens no console window."""
    quiet = Path(sys.executable).with_name("pythonw.exe")
    python = quiet if quiet.exists() else Path(sys.executable)
    return subprocess.list2cmdline([str(python), str(MAIN), ARGUMENT])


def _registry() -> Any:
    return importlib.import_module("winreg")


def _value(reg: Any, path: str) -> object:
    try:
        with reg.OpenKey(reg.HKEY_CURRENT_USER, path) as key:
            return reg.QueryValueEx(key, NAME)[0]
    except FileNotFoundError:
        return None


def _delete(reg: Any, path: str) -> None:
    try:
        with reg.OpenKey(reg.HKEY_CURRENT_USER, path, 0, reg.KEY_SET_VALUE) as key:
            reg.DeleteValue(key, NAME)
    except FileNotFoundError:
        return

"""A Start-menu shortcut and the file type of `.board` for this user; not tried on Windows."""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

from ui.icon_files import ico
from ui.menu_entry import COMMENT, ICON, MAIN, NAME, SHORT

assert sys.platform == "win32"  # for type checks elsewhere
import winreg  # noqa: E402

CLASSES = "Software\\Classes"
KIND = "DelegationBoard.Board"
# The paths travel in the environment, so that no quoting can go wrong.
SHORTCUT_SCRIPT = """
$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:BOARD_LINK)
$link.TargetPath = $env:BOARD_PYTHON
$link.Arguments = '"' + $env:BOARD_MAIN + '"'
$link.WorkingDirectory = Split-Path $env:BOARD_MAIN
$link.IconLocation = $env:BOARD_ICON
$link.Description = $env:BOARD_COMMENT
$link.Save()
"""
ASSOCIATIONS_CHANGED = 0x08000000


def add() -> list[str]:
    """See ui.menu_entry."""
    link, icon = _link(), _icon()
    for path in (link, icon):
        path.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes(ico(ICON))
    paths = {"LINK": link, "PYTHON": _python(), "MAIN": MAIN, "ICON": icon, "COMMENT": COMMENT}
    subprocess.run(
        ["powershell", "-NoProfile", "-NonInteractive", "-Command", SHORTCUT_SCRIPT],
        env=os.environ | {f"BOARD_{name}": str(value) for name, value in paths.items()},
        capture_output=True,
        check=True,
        timeout=60,
    )
    for key, value in _keys().items():
        _set_default(key, value)
    _tell_the_desktop()
    return [str(link), str(icon), *(f"HKEY_CURRENT_USER\\{key}" for key in _keys())]


def remove() -> list[str]:
    """See ui.menu_entry. The extension goes only if it is still ours."""
    gone = []
    for path in (_link(), _icon()):
        if path.exists():
            path.unlink()
            gone.append(str(path))
    keys = [key for key, value in _keys().items() if _default(key) == value]
    parents = [f"{CLASSES}\\{KIND}\\shell\\open", f"{CLASSES}\\{KIND}\\shell"]
    for key in sorted([*keys, *(parents if keys else [])], key=len, reverse=True):
        _delete(key)
    gone += [f"HKEY_CURRENT_USER\\{key}" for key in keys]
    _tell_the_desktop()
    return gone


def is_there() -> bool:
    """See ui.menu_entry."""
    return _link().exists() and all(_default(key) == value for key, value in _keys().items())


def _python() -> Path:
    """The Python that opens no console window."""
    quiet = Path(sys.executable).with_name("pythonw.exe")
    return quiet if quiet.exists() else Path(sys.executable)


def _link() -> Path:
    return Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", f"{NAME}.lnk")


def _icon() -> Path:
    return Path(os.environ["LOCALAPPDATA"], NAME, f"{SHORT}.ico")


def _keys() -> dict[str, str]:
    """Keys under HKEY_CURRENT_USER and their default values."""
    return {
        f"{CLASSES}\\.board": KIND,
        f"{CLASSES}\\{KIND}": NAME,
        f"{CLASSES}\\{KIND}\\DefaultIcon": str(_icon()),
        f"{CLASSES}\\{KIND}\\shell\\open\\command": f'"{_python()}" "{MAIN}" "%1"',
    }


def _set_default(key: str, value: str) -> None:
    winreg.SetValue(winreg.HKEY_CURRENT_USER, key, winreg.REG_SZ, value)


def _default(key: str) -> str | None:
    try:
        return winreg.QueryValue(winreg.HKEY_CURRENT_USER, key)
    except OSError:
        return None


def _delete(key: str) -> None:
    try:
        winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
    except OSError:
        return  # somebody put something of their own under it


def _tell_the_desktop() -> None:
    ctypes.windll.shell32.SHChangeNotify(ASSOCIATIONS_CHANGED, 0, None, None)

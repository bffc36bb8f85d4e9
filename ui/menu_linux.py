"""Menu entry, icon and file type as freedesktop.org has them, in the user's XDG data folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ui.menu_entry import COMMENT, ICON, MAIN, NAME, SHORT

MIME_TYPE = "application/x-delegation-board"
MIME_FILE = MAIN.parent / "resources" / "linux" / "delegation-board.xml"
# What update-mime-database makes of an empty folder of packages: nothing but these.
MIME_CACHES = (
    *("aliases", "generic-icons", "globs", "globs2", "icons", "magic", "mime.cache"),
    *("subclasses", "treemagic", "types", "version", "XMLnamespaces"),
)


def add() -> list[str]:
    """See ui.menu_entry."""
    entry, icon, mime = _places()
    _write(entry, _desktop_entry(sys.executable, MAIN))
    _write(icon, ICON.read_text("utf-8"))
    _write(mime, MIME_FILE.read_text("utf-8"))
    _tell_the_desktop()
    return [str(path) for path in (entry, icon, mime)]


def remove() -> list[str]:
    """See ui.menu_entry."""
    gone = [path for path in _places() if path.exists()]
    for path in gone:
        path.unlink()
    if gone:
        _tell_the_desktop()
        _sweep()
    return [str(path) for path in gone]


def is_there() -> bool:
    """See ui.menu_entry."""
    entry = _places()[0]
    try:
        return entry.read_text("utf-8") == _desktop_entry(sys.executable, MAIN)
    except OSError:
        return False


def _data_home() -> Path:
    """$XDG_DATA_HOME; the specification says that a relative one is to be ignored."""
    given = os.environ.get("XDG_DATA_HOME", "")
    return Path(given) if given.startswith("/") else Path.home() / ".local" / "share"


def _places() -> tuple[Path, Path, Path]:
    data = _data_home()
    return (
        data / "applications" / f"{SHORT}.desktop",
        data / "icons" / "hicolor" / "scalable" / "apps" / f"{SHORT}.svg",
        data / "mime" / "packages" / f"{SHORT}.xml",
    )


def _desktop_entry(python: str, main: Path) -> str:
    # No key Version: desktop-file-validate of Debian 12 knows no newer one than 1.4, and nobody reads it.
    return f"""[Desktop Entry]
Type=Application
Name={NAME}
Comment={COMMENT}
Exec={quoted(python)} {quoted(str(main))} %f
TryExec={escaped(python)}
Icon={SHORT}
MimeType={MIME_TYPE};
Categories=Office;ProjectManagement;
Keywords=delegate;assistant;kanban;task;board;
StartupWMClass={SHORT}
StartupNotify=true
Terminal=false
"""


def quoted(argument: str) -> str:
    """One argument of Exec: first as its own quoting wants it, then as any value of the file.

    Quoted only where it must be: without a desktop, xdg-open of Debian 12 takes quotes for part of the name.
    """
    plain = argument.replace("%", "%%")
    if not re.search(r"""[\s"'\\><~|&;$*?#()`]""", argument):
        return plain
    return escaped('"' + re.sub(r'(["`$\\])', r"\\\1", plain) + '"')


def escaped(value: str) -> str:
    """Any value of a desktop entry."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _tell_the_desktop() -> None:
    """Refresh the caches that desktops read. A desktop without these tools reads the files themselves."""
    data = _data_home()
    for command in (
        ["update-desktop-database", str(data / "applications")],
        ["update-mime-database", str(data / "mime")],
    ):
        if shutil.which(command[0]):
            subprocess.run(command, capture_output=True, check=False, timeout=60)
    # A cache of icons older than its folder is not used any more.
    if (theme := data / "icons" / "hicolor").is_dir():
        os.utime(theme)


def _sweep() -> None:
    """Leave no cache of nothing, and no folder that is empty now."""
    data = _data_home()
    entries = data / "applications" / "mimeinfo.cache"
    if entries.is_file() and "=" not in entries.read_text("utf-8", "replace"):
        entries.unlink()
    if not any((data / "mime" / "packages").glob("*")):
        for name in MIME_CACHES:
            (data / "mime" / name).unlink(missing_ok=True)
        _remove_if_empty(data / "mime" / "application")
    for path in _places():
        for folder in path.parents:
            if folder == data or not _remove_if_empty(folder):
                break


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True

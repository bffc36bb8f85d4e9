"""Showing a file where it lies, and opening one that the program made itself."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths

from ui.door import open_own


def show_in_folder(path: Path) -> bool:
    """Open the folder, with the file marked where the system can; False where nothing opens folders."""
    if sys.platform == "win32" and QStandardPaths.findExecutable("explorer"):
        return bool(QProcess.startDetached("explorer", ["/select,", str(path)])[0])
    return open_own_file(path.parent)


def open_own_file(path: Path) -> bool:
    """Open a file in the program that the system has for it. Only for what this program wrote."""
    return open_own(path)


def downloads() -> Path:
    """Where people look for files that they are about to attach."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()

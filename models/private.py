"""What the program keeps is its owner's alone: put right where it is too open.

The process begins with a umask that says so (main.py). This is for what came from elsewhere: an older
program, a copy from another disk, a folder that a tool has opened up. Nothing is opened here, only its mode
is changed.
"""

import os
from contextlib import suppress
from pathlib import Path

from models import places

# Backups of each board in a folder of its own: nothing of ours lies deeper.
_DEEPEST = 4


def shut_folders() -> None:
    """All in the program's own folders: boards, backups, settings, logs."""
    for folder in (places.data_folder(), places.config_folder(), places.log_folder()):
        shut_below(folder)


def shut_below(folder: Path, depth: int = _DEEPEST) -> None:
    """A folder and what is in it; links are not followed."""
    places.shut(folder)
    with suppress(OSError):
        for found in os.scandir(folder):
            if found.is_dir(follow_symlinks=False) and depth:
                shut_below(Path(found), depth - 1)
            else:
                places.shut(Path(found))

"""What kind of folder a board lies in: kept the same on several computers, a share of the network, or none.

A synced folder swaps the file under an open program. On a share SQLite's shared memory does not reach the
other computer, so a board there is written without it; and locks are only as good as the share. Nothing is
asked of the system here but names in folders: the table of mounts comes in as text.
"""

import re
from pathlib import Path, PurePath
from typing import NamedTuple

from models.places import read_mounts, share_type

SYNCED, SHARE = "synced", "share"
# Left by the programs in the top folder of what they keep; or what they call that folder.
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".stversions": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
}
_PATTERNS = {".sync_*.db": "Nextcloud", "._sync_*.db": "ownCloud", "_sync_*.db": "ownCloud"}
_NAMES = (
    (re.compile(r"dropbox( \(.*\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"onedrive( - .*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud\d*", re.IGNORECASE), "ownCloud"),
    (re.compile(r"(google ?drive|my drive)", re.IGNORECASE), "Google Drive"),
    (re.compile(r"(icloud ?drive|mobile documents|com~apple~clouddocs)", re.IGNORECASE), "iCloud"),
    (re.compile(r"cloudstorage", re.IGNORECASE), "iCloud"),
)


class FolderKind(NamedTuple):
    """`kind`: SYNCED, SHARE or "". `name`: the program that syncs, or the kind of share."""

    kind: str = ""
    name: str = ""


def kind_of(board: Path, mounts: str | None = None) -> FolderKind:
    """In what kind of folder a board lies. `mounts`: as /proc/self/mounts tells; None: read it."""
    share = share_type(board, read_mounts() if mounts is None else mounts)
    if share:
        return FolderKind(SHARE, share)
    for folder in board.parents:
        if found := _synced_by(folder):
            return FolderKind(SYNCED, found)
    return FolderKind()


def _synced_by(folder: Path) -> str:
    for pattern, name in _NAMES:
        if pattern.fullmatch(folder.name):
            return name
    try:
        names = {entry.name for entry in folder.iterdir() if entry.name[:1] in "._"}
    except OSError:
        return ""
    for mark, name in _MARKS.items():
        if mark in names:
            return name
    for one in names:
        for pattern_text, name in _PATTERNS.items():
            if PurePath(one).match(pattern_text):
                return name
    return ""

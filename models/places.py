"""Where files are by default, and which places are on other computers.

Folders are made private (0700) before anything is put into them.
"""

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path, PurePath

import platformdirs

APP = "delegation-board"
SUFFIX = ".board"
BESIDE = ("", "-wal", "-shm", "-journal", ".lock")
_OTHERS = 0o077
MOUNTS = Path("/proc/self/mounts")
_SHARES = re.compile(
    r"(nfs\d?|cifs|smb\d?|smbfs|ncpfs|afs|9p|ceph|glusterfs|davfs|beegfs|"
    r"fuse\.(sshfs|davfs2?|rclone|glusterfs|gvfsd-fuse|smbnetfs|s3fs|curlftpfs|kio-fuse)|fuse\.?(ceph|cifs).*)"
)


def data_folder() -> Path:
    """The owner's boards, unless they put them elsewhere."""
    return _private(platformdirs.user_data_path(APP, appauthor=False))


def config_folder() -> Path:
    """The machine's settings: window, theme, recent boards. Never anything of a board."""
    return _private(platformdirs.user_config_path(APP, appauthor=False))


def log_folder() -> Path:
    """For reports of what went wrong."""
    return _private(platformdirs.user_log_path(APP, appauthor=False))


def runtime_folder() -> Path:
    """For the socket that raises the window of a running program."""
    if sys.platform == "linux":
        given = os.environ.get("XDG_RUNTIME_DIR")
        # A bare system has none, and a folder in /tmp could have been made by anybody; who became another
        # user (su, sudo) may still have that of the former.
        if not given or not (_is_own(Path(given)) and _is_own(Path(given) / APP, or_missing=True)):
            return _private(data_folder() / "run")
    return _private(Path(platformdirs.user_runtime_dir(APP, appauthor=False)))


def typed_folder() -> Path:
    """What is being typed and not in a board yet, one file a board."""
    return _private(data_folder() / "drafts")


def default_board() -> Path:
    """The board that is opened when none is named."""
    return data_folder() / f"My board{SUFFIX}"


def sample_board() -> Path:
    """The sample is kept apart from the owner's boards."""
    return _private(data_folder() / "sample") / f"Harbor Dental Supplies{SUFFIX}"


def _is_own(folder: Path, *, or_missing: bool = False) -> bool:
    try:
        return folder.stat().st_uid == os.getuid() and not folder.is_symlink()
    except OSError:
        return or_missing


def shut(path: Path) -> None:
    """Take from others what they may do with a file or folder. What is not ours to change stays as it is."""
    if os.name != "posix":
        return
    with suppress(OSError):
        mode = path.lstat().st_mode
        if mode & _OTHERS and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def shut_board(path: Path) -> None:
    """A board and what lies beside it."""
    for ending in BESIDE:
        shut(path.with_name(path.name + ending))


def _private(folder: Path) -> Path:
    if not folder.is_dir():
        from models.files import make_lasting_folder

        make_lasting_folder(folder)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def share_type(path: PurePath, mounts: str) -> str:
    """The kind of network share that `path` lies on, such as "nfs4"; "" on a disk of this computer."""
    if str(path).startswith(("\\\\", "//")):
        return "smb"
    found, depth = "", -1
    for fields in map(str.split, mounts.splitlines()):
        if len(fields) < 3:
            continue
        point = PurePath(_unescaped(fields[1]))
        # Of two at one place the later one covers the other.
        if (point == path or point in path.parents) and len(point.parts) >= depth:
            found, depth = fields[2], len(point.parts)
    return found if _SHARES.fullmatch(found) else ""


def read_mounts() -> str:
    """The system's table of mounts; "" where it has none of the kind."""
    try:
        return MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _unescaped(text: str) -> str:
    """A space is \\040 there, a tab \\011, a backslash \\134."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)

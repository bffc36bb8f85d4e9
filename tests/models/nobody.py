"""Somebody who owns nothing on this machine, and disks of a test's own: for what root is never refused."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Reads everything, as the owner of a folder would let them, and writes nothing that is not their own.
NOBODY = [
    *("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"),
    *("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"),
]
_MISSING = sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None
# In CI they must run: a machine that cannot is an error there.
needs_root = pytest.mark.skipif(_MISSING and not os.environ.get("CI"), reason="needs Linux, root and setpriv")


def let_see(path: Path) -> None:
    """Let everybody read a file (and its -wal) where it lies: pytest keeps its folders to itself."""
    for folder in path.parents:
        if folder == Path(tempfile.gettempdir()):
            break
        folder.chmod(folder.stat().st_mode | 0o055)
    for file in path.parent.glob(f"{path.name}*"):
        file.chmod(0o644)


def as_nobody(*command: object, home: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command as somebody else; `home` must be theirs to write."""
    os.chown(home, 65534, 65534)
    environment = os.environ | {
        "HOME": str(home),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment |= {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    return subprocess.run(
        [*NOBODY, *map(str, command)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk with room for so much ("900k"), mounted on a new folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextlib.contextmanager
def read_only_mount(folder: Path) -> Iterator[None]:
    """`folder`, mounted so that nobody may write there, root neither."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)

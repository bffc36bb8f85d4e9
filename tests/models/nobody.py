"""Somebody who owns nothing here, and folders that nobody may write: for what root is never refused."""

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
NOBODY = 65534
# Reads everything, as the owner of a folder would let them, and writes nothing that is not their own. The
# secure bit keeps the right to read for access(2) too, which Qt asks before it loads a plugin from a folder
# that is closed to others.
_SETPRIV = [
    *("setpriv", "--securebits", "+no_setuid_fixup", f"--reuid={NOBODY}", f"--regid={NOBODY}"),
    *("--clear-groups", "--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"),
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


def as_nobody(command: list[str]) -> list[str]:
    """The same command, run by somebody who is not root: by `NOBODY`, unless we are not root ourselves."""
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv") is None and not os.environ.get("CI"):
        pytest.skip("needs setpriv, to be somebody else than root")
    return [*_SETPRIV, *command]


def give(folder: Path) -> None:
    """Make a folder and its files belong to whom `as_nobody` is."""
    if os.geteuid() == 0:
        for one in (folder, *folder.iterdir()):
            os.chown(one, NOBODY, NOBODY)


def environment_in(home: Path) -> dict[str, str]:
    """Variables of somebody whose folders all lie in `home`."""
    folders = {f"XDG_{name}_HOME": str(home / name) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    own = {"HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    return os.environ | own | folders | {"QT_QPA_PLATFORM": "offscreen"}


def run_as_nobody(*command: object, home: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command as somebody else; `home` becomes theirs."""
    give(home)
    return subprocess.run(
        as_nobody([str(part) for part in command]),
        cwd=ROOT, env=environment_in(home), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@contextlib.contextmanager
def read_only_mount(folder: Path) -> Iterator[None]:
    """`folder`, mounted so that nobody may write there, root neither."""
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)

"""An application bundle in ~/Applications that starts this program; not tried on a Mac.

A double click on a file reaches the running program as a QFileOpenEvent, not as an argument.
"""

import plistlib
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from ui.icon_files import icns
from ui.menu_entry import ICON, MAIN, NAME, SHORT

IDENTIFIER = "org.delegation-board"
LSREGISTER = Path(
    "/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister"
)


def add() -> list[str]:
    """See ui.menu_entry."""
    bundle = _bundle()
    contents = bundle / "Contents"
    for folder in ("MacOS", "Resources"):
        (contents / folder).mkdir(parents=True, exist_ok=True)
    (contents / "Info.plist").write_bytes(plistlib.dumps(_description()))
    (contents / "Resources" / f"{SHORT}.icns").write_bytes(icns(ICON))
    start = contents / "MacOS" / SHORT
    start.write_text(_start_script(sys.executable, MAIN), "utf-8")
    start.chmod(0o755)
    if LSREGISTER.exists():
        subprocess.run([LSREGISTER, "-f", bundle], capture_output=True, check=False, timeout=60)
    return [str(bundle)]


def remove() -> list[str]:
    """See ui.menu_entry."""
    bundle = _bundle()
    if not bundle.exists():
        return []
    if LSREGISTER.exists():
        subprocess.run([LSREGISTER, "-u", bundle], capture_output=True, check=False, timeout=60)
    shutil.rmtree(bundle)
    return [str(bundle)]


def is_there() -> bool:
    """See ui.menu_entry."""
    try:
        script = (_bundle() / "Contents" / "MacOS" / SHORT).read_text("utf-8")
    except OSError:
        return False
    return script == _start_script(sys.executable, MAIN)


def _bundle() -> Path:
    return Path.home() / "Applications" / f"{NAME}.app"


def _start_script(python: str, main: Path) -> str:
    return f'#!/bin/sh\nexec {shlex.quote(python)} {shlex.quote(str(main))} "$@"\n'


def _description() -> dict[str, object]:
    board = {
        "UTTypeIdentifier": f"{IDENTIFIER}.board",
        "UTTypeDescription": NAME,
        "UTTypeConformsTo": ["public.data"],
        "UTTypeIconFile": f"{SHORT}.icns",
        "UTTypeTagSpecification": {"public.filename-extension": ["board"]},
    }
    document = {
        "CFBundleTypeName": NAME,
        "CFBundleTypeRole": "Editor",
        "LSHandlerRank": "Owner",
        "LSItemContentTypes": [board["UTTypeIdentifier"]],
    }
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": NAME,
        "CFBundleExecutable": SHORT,
        "CFBundleIconFile": f"{SHORT}.icns",
        "CFBundlePackageType": "APPL",
        "CFBundleDocumentTypes": [document],
        "UTExportedTypeDeclarations": [board],
        "NSHighResolutionCapable": True,
    }

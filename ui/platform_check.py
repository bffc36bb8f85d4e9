"""Says in one sentence why no window can be opened here, before Qt finds out and aborts.

Qt's own message names xcb-cursor0 whichever library is missing, and an abort helps nobody. So the libraries
that Qt's plugins need, and the display, are looked at first. Nothing of Qt may be imported here. Tests hold
the tables below against what the installed Qt really links.
"""

import os
import re
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

# Library and the Debian 12 package that brings it.
ALWAYS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libresolv.so.2": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
}
X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
PACKAGES = ALWAYS | X11 | WAYLAND
LOADER_CACHE = Path("/etc/ld.so.cache")
NO_DISPLAY = (
    "There is no screen to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set"
    " (--picture FILE.png draws the board without one)."
)


def missing_library(picture: bool = False) -> str | None:
    """What keeps Qt from starting here, in one sentence; None if nothing does.

    With `picture` only drawing is asked for: no display is needed.
    """
    if not sys.platform.startswith("linux"):
        return None
    forced = [name.partition(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    wanted = ["offscreen"] if picture else forced or (["wayland"] if wayland else []) + ["xcb"]
    if problem := _missing_plugin(wanted, is_forced=bool(forced) and not picture):
        return problem
    if picture or (forced and not {"xcb", "wayland"} & set(forced)):
        return _absent_in_words(ALWAYS)
    if wayland and (not forced or "wayland" in forced):
        problem = _absent_in_words(ALWAYS | WAYLAND) or _silent_wayland(wayland)
        if problem is None or not os.environ.get("DISPLAY"):
            return problem
    if not os.environ.get("DISPLAY"):
        return _absent_in_words(ALWAYS) or NO_DISPLAY
    return _absent_in_words(ALWAYS | X11) or _silent_x_server(os.environ["DISPLAY"])


def import_failure(error: ImportError) -> str:
    """The same sentence for an import of Qt, or of anything else the program needs, that failed."""
    text = str(error)
    if library := re.match(r"(lib[^\s:]+): cannot open shared object", text):
        return _in_words([library[1]])
    if version := re.search(r"version `(GLIBC\S*)' not found", text):
        return f"This system is too old for Qt: its C library lacks {version[1]}; Debian 12 or newer has it."
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        if package in ("ui", "models"):
            return f"A part of the program itself is missing: {error.name}; please fetch it again."
        return f"The Python package {package} is not installed here; `uv run main.py` brings it along."
    return f"Qt could not be loaded: {text.splitlines()[0] if text else type(error).__name__}."


def absent(libraries: Iterable[str], cache: Path = LOADER_CACHE) -> list[str]:
    """Those of the libraries that the loader would not find, as it would say itself."""
    try:
        known = cache.read_bytes()
    except OSError:
        known = b""
    return [name for name in libraries if not _is_listed(name, known) and not _loads(name)]


def _is_listed(library: str, cache: bytes) -> bool:
    """Whether the loader's cache has a path of that name and the file is still there (10 µs a library)."""
    end = cache.find(b"/" + library.encode() + b"\0")
    if end < 0:
        return False
    start = cache.rfind(b"\0", 0, end) + 1
    return Path(os.fsdecode(cache[start:end]), library).exists()


def _loads(library: str) -> bool:
    """The loader's own word; it also knows LD_LIBRARY_PATH and systems without a cache."""
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _absent_in_words(libraries: dict[str, str]) -> str | None:
    missing = absent(libraries)
    return _in_words(missing) if missing else None


def _in_words(missing: list[str]) -> str:
    packages = " ".join(dict.fromkeys(PACKAGES[name] for name in missing if name in PACKAGES))
    verb = "are" if len(missing) > 1 else "is"
    return f"Qt cannot start here: {' and '.join(missing)} {verb} missing" + (
        f"; on Debian, `apt-get install {packages}` brings {'them' if len(missing) > 1 else 'it'}."
        if packages
        else "."
    )


def _missing_plugin(wanted: list[str], *, is_forced: bool) -> str | None:
    """Without its part for a kind of screen Qt aborts. Where Qt lies elsewhere, nobody knows."""
    given = os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH", "").split(os.pathsep)
    folders = [one for one in given if one] + [f"{one}/PySide6/Qt/plugins/platforms" for one in sys.path]
    names = [f"libq{name.partition('-')[0]}.so" for name in wanted]
    if any(os.access(f"{folder}/{name}", os.R_OK) for folder in folders for name in names):
        return None
    there = {file.stem.removeprefix("libq") for one in folders for file in Path(one).glob("libq*.so")}
    if not there:
        return None
    if is_forced:
        return (
            f"QT_QPA_PLATFORM asks for {' or '.join(wanted)}, which Qt has not here; it has"
            f" {', '.join(sorted(there))}. Without that variable Qt finds the screen itself."
        )
    return f"A part of Qt is missing here: libq{wanted[-1]}.so; `uv sync --reinstall` brings it back."


def _silent_wayland(display: str) -> str | None:
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/"), display)
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(str(path))
    except OSError:
        return f"The screen {display} named by WAYLAND_DISPLAY does not answer."
    return None


def _silent_x_server(display: str) -> str | None:
    """Connects as Qt will, with the same library and the same keys: a refusal makes Qt abort."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return f"The screen {display} named by DISPLAY does not answer or refuses this user." if refused else None

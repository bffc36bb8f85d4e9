"""What a report of a bug says: where in the program, on which versions. Nothing of the owner's is in it.

Messages of exceptions are left out, for they quote what they stumbled over; so are values, and every path
that is not the program's own.
"""

import errno
import sys
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LIBRARY = Path(traceback.__file__).resolve().parent
_PACKAGES = ("site-packages", "dist-packages")
# An endless recursion has a thousand places that all say the same.
_FIRST, _LAST = 10, 40
_CHAIN = 5
ELSEWHERE = "elsewhere"


def places_text(error: BaseException) -> str:
    """Kinds of the error and of those that led to it, each with its places in the program, the last one
    last.
    """
    parts = []
    for one in _chain(error):
        places = [
            f"  {shown_file(frame.f_code.co_filename)}:{line} in {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(one.__traceback__)
        ]
        if len(places) > _FIRST + _LAST:
            places = [*places[:_FIRST], "  …", *places[-_LAST:]]
        parts.append("\n".join([*places, kind_text(one)]))
    return "\n".join(reversed(parts))


def kind_text(error: BaseException) -> str:
    """The kind of an error, with the system's number for it where it has one."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} {errno.errorcode.get(error.errno, error.errno)}"
    code = getattr(error, "sqlite_errorname", "")
    return f"{name} {code}" if isinstance(code, str) and code.startswith("SQLITE_") else name


def shown_file(name: str) -> str:
    """A file of the program or of what it is built on, as everybody has it; any other is only "elsewhere"."""
    if name.startswith("<frozen "):
        return name
    path = Path(name)
    for folder in _PACKAGES:
        if folder in path.parts:
            return "/".join(path.parts[path.parts.index(folder) + 1 :])
    for base in (ROOT, _LIBRARY):
        if path.is_absolute() and path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return ELSEWHERE


def versions_text(found: Sequence[tuple[str, str]] = ()) -> str:
    """Everything that a bug may depend on, one a line. `found`: names and versions as a window knows them."""
    import platform

    from models import VERSION
    from models.version import sqlite_version, versions

    rows = [*(found or versions("Delegation Board", VERSION, sqlite_version()))]
    rows += [
        ("System", f"{platform.system()} {platform.release()}"),
        ("Machine", platform.machine() or sys.platform),
    ]
    return "\n".join(f"{name} {version}" for name, version in rows)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what it was raised from."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) < _CHAIN:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)

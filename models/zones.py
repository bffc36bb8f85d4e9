"""Time zones by their IANA names, always from the pinned tzdata package.

Systems bring data of their own, of different ages, and disagree about the future; Windows brings none.
"""

import os
import zoneinfo
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

# Before the first ZoneInfo: nothing of the system's is read.
zoneinfo.reset_tzpath(to=[])


@lru_cache(maxsize=64)
def zone_of(name: str | None) -> ZoneInfo | None:
    """The zone of an IANA name, None if there is none such."""
    if not name or len(name) > 64:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None


def system_zone() -> str:
    """The IANA name of this machine's zone, "UTC" where it cannot be told."""
    name = _system_zone()
    return "UTC" if name in ("Etc/UTC", "Etc/UCT", "Zulu", "Universal") else name


def _system_zone() -> str:
    named = os.environ.get("TZ", "").lstrip(":")
    if zone_of(named) is not None:
        return named
    try:
        text = Path("/etc/timezone").read_text(encoding="ascii").strip()
        if zone_of(text) is not None:
            return text
    except (OSError, UnicodeError):
        pass
    try:
        parts = Path("/etc/localtime").resolve().parts
        name = "/".join(parts[parts.index("zoneinfo") + 1 :])
        if zone_of(name) is not None:
            return name
    except (OSError, ValueError, RuntimeError):
        pass
    return "UTC"

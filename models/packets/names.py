"""File names made of the owner's texts: safe on every system, showing nothing but the title."""

import re
import unicodedata
from pathlib import PurePath

from models.packets.content import Packet

_FALLBACK = "task"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.IGNORECASE)
# Control, format (bidi, zero width), halves, private and unassigned characters, line and paragraph ends
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LONGEST = 80
_LONGEST_BYTES = 160


def file_stem(title: str) -> str:
    """A title as the name of a file, without an ending; "task" where nothing is left of it."""
    return _safe(title) or _FALLBACK


def file_name(packet: Packet, suffix: str) -> str:
    """What a format of this packet is saved under: the title and nothing else."""
    return f"{file_stem(packet.title)}.{suffix}"


def enclosed_names(packet: Packet) -> list[str]:
    """The names of the enclosed files, in their order, safe and each its own."""
    taken: set[str] = set()
    names = []
    for enclosed in packet.files:
        # Windows' separators too, wherever this runs
        path = PurePath(enclosed.name.replace("\\", "/").rpartition("/")[2])
        suffix = _safe(path.suffix[1:])[:16]
        stem, ending = file_stem(path.stem), f".{suffix}" if suffix else ""
        name, number = stem + ending, 2
        while name.casefold() in taken:
            name, number = f"{stem} ({number}){ending}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names


def _safe(text: str) -> str:
    text = "".join(c for c in text[:4_000] if unicodedata.category(c) not in _UNSEEN or c in "\t\n")
    text = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    text = text[:_LONGEST].encode()[:_LONGEST_BYTES].decode(errors="ignore").strip(" .-~")
    # What Windows takes for a device it takes for one with any ending.
    return _DEVICE.sub(r"\1_\2", text) if _DEVICE.match(text) else text

"""What a link leads to, judged before anything is opened: an address on the net, a mail, a file of the
owner's.

Nothing here opens, fetches or follows. An address is read strictly, and what two programs could read
differently is refused; whatever is not named here is refused.
"""

import os
import re
import stat
import sys
from enum import Enum
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from models.board import Board
from models.errors import Refused
from models.invisible import without
from models.words import QT_TRANSLATE_NOOP, say

WEB, MAIL, FILE = "web", "mail", "file"
LONGEST = 8_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@\\:%<>\"{}|^`\[\]]+)(?::[0-9]{1,5})?")
# Browsers write these as numbers too; two readers could take them for the end of the address.
_TO_QUOTE = re.compile(r"[<>\"{}|^`]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# What a mail may come with: never a file.
_MAIL_FIELDS = {"to", "cc", "subject", "body"}
# What an ending starts, by system: Windows (programs, settings, shortcuts), scripts, macOS, packages and
# disks.
_ENDINGS = (
    "exe com bat cmd msi msp mst scr pif cpl dll sys drv ocx gadget msc hta chm hlp reg inf ins isp scf xll",
    "lnk url website desktop webloc appref-ms application settingcontent-ms library-ms search-ms diagcab",
    "sh bash zsh csh ksh fish run bin appimage out elf so py pyw pyc pyz rb pl php lua tcl awk jar jnlp",
    "class js mjs jse vb vbs vbe ws wsf wsh wsc sct ps1 ps1xml ps2 psc1 psd1 psm1",
    "app command tool action workflow terminal scpt scptd applescript pkg mpkg dmg",
    "deb rpm apk snap flatpak flatpakref flatpakrepo iso img vhd vhdx",
)
_PROGRAMS = frozenset(" ".join(_ENDINGS).split())


class Target(NamedTuple):
    """`address`: what would be opened, whole. Of a file its path."""

    kind: str
    address: str


class Standing(Enum):
    """What is at the end of a path."""

    THERE = "there"
    FOLDER = "folder"
    PROGRAM = "program"
    STRANGE = "strange"
    GONE = "gone"


def target_of(text: str) -> Target:
    """What a link means. Raises Refused with the reason where nothing may be opened."""
    if len(text) > LONGEST:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "It is too long for an address.")))
    if without(text) != text:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "There are characters in it that cannot be seen.")))
    text = text.strip()
    if is_local(text):
        return Target(FILE, _path_of(text))
    scheme = match[1].lower() if (match := _SCHEME.match(text)) else ""
    if scheme in ("http", "https"):
        return Target(WEB, _web(text, scheme))
    if scheme == "mailto":
        return Target(MAIL, _mail(text))
    if not scheme:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "It is no address: https:// or a path is missing.")))
    known = QT_TRANSLATE_NOOP(
        "models", "Only addresses with https, http and mailto are opened, not {scheme}."
    )
    raise Refused(say(known, scheme=scheme[:40]))


def is_local(address: str) -> bool:
    """Whether an address means a file or folder of this machine or its network, and nothing on the net."""
    return (
        address.startswith(("/", "~", "\\\\"))
        or address[:5].lower() == "file:"
        or _DRIVE.match(address) is not None
    ) and "\n" not in address


def path_of(address: str) -> Path | None:
    """The path that an address means, or None where it means none of this machine."""
    try:
        target = target_of(address)
    except Refused:
        return None
    return Path(target.address) if target.kind == FILE else None


def standing_of(path: Path) -> Standing:
    """What lies there now. May wait for a network or a sleeping disk: never called by the window's thread."""
    try:
        found = path.stat()
        real = path.resolve()
    except (OSError, ValueError, RuntimeError):
        return Standing.GONE
    if stat.S_ISDIR(found.st_mode):
        return Standing.PROGRAM if is_program(path) or is_program(real) else Standing.FOLDER
    if not stat.S_ISREG(found.st_mode):
        return Standing.STRANGE
    runs = os.name == "posix" and bool(found.st_mode & 0o111)
    return Standing.PROGRAM if runs or is_program(path) or is_program(real) else Standing.THERE


def is_program(path: Path) -> bool:
    """Whether opening a file of this name would run it, or what it points to. Windows takes no note of
    blanks and
    points at the end of a name.
    """
    _, point, ending = without(path.name).rstrip(" .").lower().rpartition(".")
    return bool(point) and ending in _PROGRAMS


class Origin(Enum):
    """Who put a link on a card. What an import brought stays so when it is copied and pasted as a card."""

    OWNER = "owner"
    IMPORT = "import"
    NOBODY = "nobody"


def origin_of(board: Board, address: str) -> Origin:
    """Whether the owner put this link on a card, or only an import did."""
    typed, added, brought = board.db.execute_sql(_INSERTS, (address,)).fetchone()
    if typed or (added and not brought):
        return Origin.OWNER
    return Origin.IMPORT if brought else Origin.NOBODY


_INSERTS = """
    SELECT max(j.action = 'edit'), max(j.action = 'add'), max(j.action NOT IN ('edit', 'add'))
    FROM attachment a JOIN journal_row r ON r.item = 'attachment' AND r.row = a.id AND r.how = 'insert'
      JOIN journal j ON j.revision = r.revision
    WHERE a.url = ? AND j.kind = 'do'
"""
_UNCLEAR = QT_TRANSLATE_NOOP("models", "It is no address that every program would read alike.")
_ELSEWHERE = QT_TRANSLATE_NOOP("models", "It leads to a file on another machine.")


def _web(text: str, scheme: str) -> str:
    """The address with all in it quoted that could be read in two ways."""
    if "\\" in text or re.search(r"\s", text) or text[len(scheme) : len(scheme) + 3] != "://":
        raise Refused(say(_UNCLEAR))
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise Refused(say(_UNCLEAR)) from None
    if "@" in parts.netloc:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "A name or a password is written into it.")))
    if not _HOST.fullmatch(parts.netloc):
        raise Refused(say(_UNCLEAR))
    head, rest = text[: len(scheme) + 3 + len(parts.netloc)], text[len(scheme) + 3 + len(parts.netloc) :]
    return head + _TO_QUOTE.sub(lambda match: quote(match[0]), _PERCENT.sub("%25", rest))


def _mail(text: str) -> str:
    address, _, fields = text.partition("?")
    names = {name.lower() for name, _ in parse_qsl(fields.partition("#")[0], keep_blank_values=True)}
    if re.search(r"\s", text) or "//" in address[:9] or re.search("%0[ad]", address, re.IGNORECASE):
        raise Refused(say(_UNCLEAR))
    if names - _MAIL_FIELDS:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "It would do more than begin a mail.")))
    return _TO_QUOTE.sub(lambda match: quote(match[0]), text)


def _path_of(text: str) -> str:
    if text[:5].lower() == "file:":
        try:
            parts = urlsplit(text)
        except ValueError:
            raise Refused(say(_UNCLEAR)) from None
        if parts.netloc.lower() not in ("", "localhost"):
            raise Refused(say(_ELSEWHERE))
        text = unquote(parts.path, errors="surrogateescape")
        if sys.platform == "win32" and re.match(r"/[A-Za-z]:", text):
            text = text[1:]
        if without(text) != text:
            raise Refused(say(_UNCLEAR))
    if text.startswith(("\\\\", "//")):
        raise Refused(say(_ELSEWHERE))
    if text.startswith("~"):
        if not text.startswith(("~/", "~\\")):
            raise Refused(say(_UNCLEAR))
        text = str(Path.home() / text[2:])
    if not Path(text).is_absolute():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "It is no path of this machine.")))
    return text

"""A reply inside a mail or a chat: found between its two lines, and freed of what mailers do to text.

Between the lines stands either a form filled in by hand, or the reply file as base64: letters and digits
only, so that quoting, wrapping, curly quotes and mark-up cannot change what it says.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator

from models.texts import clean_lines

START = "--- Delegation Board reply ---"
END = "--- end ---"
WIDTH = 64

# Quoting at the beginning of a line, and what chats and word processors make of hyphens.
_QUOTED = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.MULTILINE)
_DASH = r"[-\u2010-\u2015\u2212\u2500*_~]"
_PAD = r"[ \t\u200c-\u200f\u202a-\u202e\u2066-\u2069]*"
_START, _END = (
    re.compile(
        rf"^{_PAD}{_DASH}{{1,6}}{_PAD}{words}{_PAD}{_DASH}{{1,6}}{_PAD}$", re.MULTILINE | re.IGNORECASE
    )
    for words in (r"Delegation[ \t]+Board[ \t]+reply", "end")
)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)
_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_CODE = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")
_STRAIGHT = str.maketrans("“”„‟″«»‘’‚‛", '"' * 7 + "'" * 4)
_MOST_BLOCKS = 20


def decoded(data: bytes | str) -> str:
    """The text of a file or of what was pasted, with plain line ends, without a byte order mark."""
    if isinstance(data, bytes):
        data = _text_of(data)
    return clean_lines(data.removeprefix("\ufeff"))


def plain_json(text: str) -> str | None:
    """The text if it is a JSON object and nothing else (the reply file, or its content pasted)."""
    bare = text.strip()
    if not bare.startswith("{") and bare.startswith((">", "|")):
        bare = _QUOTED.sub("", bare).strip()
    return bare if bare.startswith("{") and bare.endswith("}") else None


def as_it_was(text: str) -> Iterator[str]:
    """JSON as it came, then as it was before a word processor set its blanks, then also its quotes."""
    yield text
    text = _BLANKS.sub(" ", text)
    yield text
    yield text.translate(_STRAIGHT)


def blocks_of(text: str) -> Iterator[str]:
    """What stands between the two lines, quoting taken off; without the second, up to a signature."""
    text = _QUOTED.sub("", _INVISIBLE.sub("", _BLANKS.sub(" ", text)))
    for number, start in enumerate(_START.finditer(text)):
        if number >= _MOST_BLOCKS:
            return
        following = _START.search(text, start.end())
        rest = text[start.end() : following.start() if following else len(text)]
        end = _END.search(rest) or _SIGNATURE.search(rest)
        yield rest[: end.start()] if end else rest


def unwrapped(block: str) -> str | None:
    """The JSON in a block, None if it is a form; what cannot be decoded comes back as damaged JSON ("")."""
    if block.lstrip().startswith("{"):
        return block.strip()
    code = "".join(block.split()).replace("-", "+").replace("_", "/")
    if not _CODE.fullmatch(code):
        return None
    try:
        return base64.b64decode(code + "=" * (-len(code) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def wrapped(json_text: str) -> str:
    """A reply's JSON as the block that is pasted into a chat; the page's script does the same."""
    code = base64.b64encode(json_text.encode()).decode()
    lines = [code[at : at + WIDTH] for at in range(0, len(code), WIDTH)]
    return "\n".join([START, *lines, END])


def _text_of(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")

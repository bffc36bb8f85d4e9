"""The words of a PDF as Qt writes it: its properties, and its glyphs by the tables that name letters."""

import re
import zlib
from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> \[([^\]]*)\]")
_SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>")
_OCTAL = re.compile(rb"\\([0-7]{3})")


def streams(pdf: bytes) -> Iterator[bytes]:
    """Every stream, decompressed where it is compressed."""
    for found in _STREAM.finditer(pdf):
        try:
            # Its last byte may look like the line end behind it: what is there is enough.
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            yield found[1]


def texts_of(pdf: bytes) -> list[str]:
    """What is written on the pages, once by each font's table: a text can be read in one of them."""
    parts = list(streams(pdf))
    tables = [_table(part) for part in parts if b"beginbfrange" in part]
    shown = [b"".join(_SHOWN.findall(part)) for part in parts if b"Tj" in part or b"TJ" in part]
    return [_read(glyphs, table) for glyphs in shown for table in tables]


def properties_of(pdf: bytes) -> bytes:
    """The file past its pages, with the two bytes of a letter made one."""
    bare = _OCTAL.sub(lambda found: bytes((int(found[1], 8) & 255,)), _STREAM.sub(b"", pdf))
    return bare.replace(b"\0", b"") + b"\n".join(part for part in streams(pdf) if b"xmp" in part)


def _table(part: bytes) -> dict[int, str]:
    table = {}
    for first, _, letters in _RANGE.findall(part):
        for place, letter in enumerate(_SHOWN.findall(letters)):
            table[int(first, 16) + place] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    return table


def _read(glyphs: bytes, table: dict[int, str]) -> str:
    numbers = (int(glyphs[at : at + 4], 16) for at in range(0, len(glyphs) - 3, 4))
    return "".join(table.get(number, "?") for number in numbers)

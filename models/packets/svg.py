"""Drawings (SVG) without what drawing programs write into them: who made them, and where they lay.

Read and written again element by element: what is kept is the drawing itself, in the words of SVG alone.
"""

import re
from collections.abc import Sequence
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

# A file may begin with a declaration, remarks of its program and a type before the drawing does.
_HEAD = 4_096
_DRAWING = re.compile(rb"<(?:\w+:)?svg[\s/>]")
_ELEMENTS = frozenset(("", "svg"))
_ATTRIBUTES = frozenset(("", "svg", "xlink"))
_WITH_PREFIX = frozenset(("xmlns:svg", "xmlns:xlink", "xml:space", "xml:lang"))
_LINKS = frozenset(("href", "xlink:href"))


def is_svg(data: bytes) -> bool:
    """Whether this looks like a drawing: `svg` is its first element, in either of the usual codes."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    while (head := head.lstrip()).startswith((b"<?", b"<!")):
        first = head.find(b"]") if head.startswith(b"<!D") and b"[" in head.partition(b">")[0] else 0
        end = b"-->" if head.startswith(b"<!--") else b">"
        head = head[max(first, 0) :].partition(end)[2]
    return bool(_DRAWING.match(head))


def cleaned_svg(data: bytes) -> bytes | None:
    """The drawing without metadata, in UTF-8; None for what is damaged or declares names of its own."""
    writer = _Writer()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    # An entity may stand for anything, a million times.
    parser.EntityDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(writer.parts).encode("utf-8")


def _refuse(*_: object) -> None:
    raise ValueError("declares an entity")


class _Writer:
    """Remarks and instructions for programs have no handler, so they are left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._left_out = 0

    def start(self, name: str, attributes: Sequence[str]) -> None:
        prefix, _, local = name.rpartition(":")
        if self._left_out or prefix not in _ELEMENTS or local == "metadata":
            self._left_out += 1
            return
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        kept = "".join(f" {key}={quoteattr(value)}" for key, value in pairs if _is_kept(key, value))
        self.parts.append(f"<{name}{kept}>")

    def end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self.parts.append(f"</{name}>")

    def text(self, text: str) -> None:
        if not self._left_out:
            self.parts.append(escape(text))


def _is_kept(key: str, value: str) -> bool:
    """Words of SVG; of links those inside the drawing, embedded ones and those into the web."""
    if key in _LINKS:
        return value.lstrip().startswith(("#", "data:", "https:", "http:"))
    return key in _WITH_PREFIX or key.rpartition(":")[0] in _ATTRIBUTES

"""The bytes of a file or of pasted text: how many, what they plainly are not, and as which text they read."""

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from models.errors import Refused
from models.files import shown_name
from models.importers.base import MAX_BYTES, Pace, Pasted, Source
from models.importers.charsets import legacy_encoding
from models.words import QT_TRANSLATE_NOOP, Sentence, say

HEAD = 64 * 1024
_CHUNK = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HALF = re.compile("[\ud800-\udfff]")
_SUSPECTS = 16 * 1024  # bytes of lines with letters beyond ASCII: enough to tell an encoding


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to read the bytes; `broken` counts places that fit no letter and are read as �."""

    name: str
    broken: int = 0

    @property
    def errors(self) -> str:
        """For codecs.open: replace only where it was found necessary."""
        return "replace" if self.broken else "strict"


class Incoming:
    """A file or pasted content, opened as often as needed; never held in memory as a whole."""

    def __init__(self, source: Source) -> None:
        self.path: Path | None = None
        self._content: bytes | None = None
        self._halves = 0
        self.name = ""
        if isinstance(source, Pasted):
            # Halves of letters cannot be stored: they are counted like any broken place.
            text = _HALF.sub("\ufffd", source.text)
            self._halves = 0 if text == source.text else len(_HALF.findall(source.text))
            self._content = text.encode("utf-8")
            self.name = source.name
        elif isinstance(source, bytes):
            self._content = source
        else:
            self.path = Path(source)
            self.name = Path(shown_name(self.path)).stem
        self.size = self._measure()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The bytes from the start. What the disk says against it becomes one sentence."""
        try:
            if self._content is not None:
                yield io.BytesIO(self._content)
                return
            assert self.path is not None
            with self.path.open("rb") as stream:
                yield stream
        except (OSError, ValueError) as error:
            if isinstance(error, UnicodeError) or not isinstance(error, OSError):
                raise
            raise Refused(self._unreadable(error)) from error

    def head(self, size: int = HEAD) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def encoding(self, wanted: str | None = None, pace: Pace | None = None) -> Encoding:
        """How the bytes are to be read: as wanted, by their mark, as UTF-8, or as an older encoding."""
        if self._halves:
            return Encoding("utf-8", self._halves)
        if wanted is not None:
            return self._checked(wanted, pace)
        head = self.head()
        for mark, name in _BOMS:
            if head.startswith(mark):
                return self._checked(name, pace)
        wide = _wide(head)
        if wide is not None:
            return self._checked(wide, pace)
        found = self._as_utf8(pace)
        return found if found is not None else self._legacy()

    def _measure(self) -> int:
        if self._content is not None:
            size = len(self._content)
        else:
            assert self.path is not None
            try:
                if not self.path.is_file():
                    raise FileNotFoundError(2, "not a file")
                size = self.path.stat().st_size
            except (OSError, ValueError) as error:
                raise Refused(self._unreadable(error)) from error
        if size > MAX_BYTES:
            sentence = say(
                QT_TRANSLATE_NOOP(
                    "models", "The file is {size} MB large; {most} MB is the most that is read."
                ),
                size=size // 1_000_000,
                most=MAX_BYTES // 1_000_000,
            )
            raise Refused(sentence)
        return size

    def _unreadable(self, error: Exception) -> Sentence:
        name = shown_name(self.path) if self.path is not None else self.name
        if isinstance(error, FileNotFoundError):
            return say(QT_TRANSLATE_NOOP("models", "There is no file “{name}”."), name=name)
        if isinstance(error, PermissionError):
            return say(
                QT_TRANSLATE_NOOP("models", "“{name}” may not be read: permission is missing."), name=name
            )
        return say(QT_TRANSLATE_NOOP("models", "“{name}” cannot be read."), name=name)

    def _chunks(self, pace: Pace | None) -> Iterator[bytes]:
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                if pace is not None:
                    pace.look()
                yield chunk

    def _checked(self, name: str, pace: Pace | None) -> Encoding:
        """The encoding, with its broken places counted."""
        try:
            decoder = codecs.getincrementaldecoder(name)("replace")
            broken = 0
            for chunk in self._chunks(pace):
                broken += decoder.decode(chunk).count("\ufffd")
            broken += decoder.decode(b"", True).count("\ufffd")
        except (LookupError, UnicodeError) as error:
            sentence = say(QT_TRANSLATE_NOOP("models", "The text cannot be read as “{name}”."), name=name)
            raise Refused(sentence) from error
        return Encoding(name, broken)

    def _as_utf8(self, pace: Pace | None) -> Encoding | None:
        """UTF-8, also with a few broken places in much sound text; None if it is something else."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        broken = sound = 0
        for chunk in self._chunks(pace):
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(chunk)
            broken += text.count("\ufffd")
            sound += len(chunk) - len(text)  # every letter beyond ASCII takes more bytes than characters
        broken += decoder.decode(b"", True).count("\ufffd")
        if broken == 0:
            return Encoding("utf-8")
        return Encoding("utf-8", broken) if sound > 10 * broken else None

    def _legacy(self) -> Encoding:
        suspects = bytearray()
        with self.open() as stream:
            for line in iter(lambda: stream.readline(HEAD), b""):
                if not line.isascii():
                    suspects += line
                if len(suspects) > _SUSPECTS:
                    break
        return self._checked(legacy_encoding(bytes(suspects)), None)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its commas, blanks and line ends is zero."""
    even = head[0::2].count(0)
    odd = head[1::2].count(0)
    if max(even, odd) * 25 < len(head) / 2 or max(even, odd) < 2:
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


_ARCHIVE = QT_TRANSLATE_NOOP("models", "This file is an archive: unpack it first, and import what is in it.")
# gzip, bzip2, xz, lzma, zstd, 7z, RAR, empty and split ZIP
_ARCHIVES = (
    *(b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x5d\x00\x00\x80", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c"),
    *(b"Rar!\x1a\x07", b"PK\x05\x06", b"PK\x07\x08"),
)
_MAGIC = (
    (
        b"SQLite format 3\0",
        QT_TRANSLATE_NOOP("models", "This is a board or another database: open it instead of importing it."),
    ),
    (
        b"PK\x03\x04",
        QT_TRANSLATE_NOOP(
            "models", "This is a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV."
        ),
    ),
    (
        b"\xd0\xcf\x11\xe0",
        QT_TRANSLATE_NOOP("models", "This is an old Excel workbook: save the sheet as CSV."),
    ),
    *((mark, _ARCHIVE) for mark in _ARCHIVES),
    (b"%PDF", QT_TRANSLATE_NOOP("models", "This is a PDF: only JSON and CSV files can be imported.")),
    (b"\x89PNG", QT_TRANSLATE_NOOP("models", "This is a picture: only JSON and CSV files can be imported.")),
    (
        b"\xff\xd8\xff",
        QT_TRANSLATE_NOOP("models", "This is a picture: only JSON and CSV files can be imported."),
    ),
    (b"GIF8", QT_TRANSLATE_NOOP("models", "This is a picture: only JSON and CSV files can be imported.")),
    (b"\x7fELF", QT_TRANSLATE_NOOP("models", "This is a program: only JSON and CSV files can be imported.")),
    (b"MZ\x90", QT_TRANSLATE_NOOP("models", "This is a program: only JSON and CSV files can be imported.")),
    (b"{\\rtf", QT_TRANSLATE_NOOP("models", "This is a text with formatting: save it as plain text.")),
)


def refuse_foreign(head: bytes) -> None:
    """Say in one sentence what the file is, if it is plainly no text with tasks. Raises Refused."""
    for mark, source in _MAGIC:
        if head.startswith(mark):
            raise Refused(say(source))
    if head[257:262] == b"ustar":
        raise Refused(say(_ARCHIVE))
    if not head.strip():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "The file is empty.")))
    start = head[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<head")):
        raise Refused(
            say(
                QT_TRANSLATE_NOOP(
                    "models", "This is a web page: save the export itself, not the page around it."
                )
            )
        )
    if start.startswith((b"<?xml", b"begin:vcalendar")):
        raise Refused(
            say(
                QT_TRANSLATE_NOOP(
                    "models", "This kind of file cannot be imported yet: only JSON and CSV files can."
                )
            )
        )

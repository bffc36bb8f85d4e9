"""Pictures without what cameras and programs write into them: place, time, device, author, comments.

The picture's own bytes are copied, never decoded: nothing is lost, and no decoder sees a stranger's file.
"""

import struct
import zlib
from collections.abc import Iterator

from models.packets.svg import cleaned_svg, is_svg

_PNG = b"\x89PNG\r\n\x1a\n"
# Pictures of every kind, those that cannot be cleaned here included: TIFF and what cameras make of it,
# JPEG XL, JPEG 2000, Photoshop, GIF
_BEGINNINGS = (
    *(_PNG, b"\xff\xd8\xff", b"GIF8", b"8BPS"),
    *(
        b"II*\0",
        b"MM\0*",
        b"II+\0",
        b"MM\0+",
        b"IIRO",
        b"IIRS",
        b"MMOR",
        b"IIU\0",
        b"FUJIFILMCCD-RAW",
        b"FOVb",
    ),
    *(b"\xff\x0a", b"\xff\x4f\xff\x51", b"\0\0\0\x0cJXL ", b"\0\0\0\x0cjP  "),
)
_BRANDS = frozenset(
    (
        *(b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"),
        *(b"mif1", b"mif2", b"msf1", b"avif", b"avis", b"crx "),
    )
)
# What a decoder needs to show the picture as it is meant; no text, no time, no Exif.
_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs")
)
# Frames, tables, scans, restarts, the end
_JPEG_KEPT = frozenset((*range(0xC0, 0xC8), *range(0xC9, 0xD0), *range(0xD9, 0xE0)))
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
# The flags of VP8X that announce an ICC profile, Exif and XMP
_WEBP_ANNOUNCED = 0x20 | 0x08 | 0x04
_MOST_CHUNKS = 200_000


def is_picture(data: bytes) -> bool:
    """Whether this looks like a picture that could hold metadata, of any kind we know of."""
    return (
        data.startswith(_BEGINNINGS)
        or (data[:2] == b"BM" and data[6:10] == bytes(4))
        or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")
        or (data[4:8] == b"ftyp" and not _BRANDS.isdisjoint(_brands(data)))
        or is_svg(data)
    )


def _brands(data: bytes) -> Iterator[bytes]:
    """The kinds that a file of boxes names itself: the main one, and those it is compatible with."""
    end = min(struct.unpack(">I", data[:4])[0], 8 + 4 * 64)
    yield from (data[at : at + 4] for at in range(8, max(12, end), 4))


def cleaned(data: bytes) -> bytes | None:
    """The picture without metadata; None for what is damaged or of a kind that cannot be cleaned."""
    if is_svg(data):
        return cleaned_svg(data)
    try:
        if data.startswith(_PNG):
            return _PNG + b"".join(_png_chunks(data))
        if data.startswith(b"\xff\xd8\xff"):
            return b"\xff\xd8" + b"".join(_jpeg_segments(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            body = b"WEBP" + b"".join(_webp_chunks(data))
            return b"RIFF" + struct.pack("<I", len(body)) + body
    except (ValueError, struct.error, IndexError):
        return None
    return None


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Kept chunks with right checksums, up to IEND; whatever hangs behind it stays behind."""
    at = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut off")
        if name in _PNG_KEPT:
            if struct.unpack_from(">I", data, end - 4)[0] != zlib.crc32(data[at + 4 : end - 4]):
                raise ValueError("a wrong checksum")
            yield data[at:end]
        if name == b"IEND":
            return
        at = end
    raise ValueError("no end")


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """The segments that a decoder needs; of the application's own, what says how to read the colours.

    The turn of a camera's picture stands in Exif: it is put back alone. Whatever hangs behind the end stays
    behind.
    """
    turn, first, segments, at = 1, b"", [], 2
    for _ in range(_MOST_CHUNKS):
        marker, start, end = _segment(data, at)
        body = data[start:end]
        if marker == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14 and not first:
            # Without its thumbnail
            first = _made(0xE0, body[:12] + b"\0\0")
        elif marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turn = _turn(body[6:])
        elif marker == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            segments.append(_made(0xEE, body[:12]))
        elif marker in _JPEG_KEPT:
            segments.append(_made(marker, body) if body else bytes((0xFF, marker)))
        at = end
        if marker == 0xDA:
            at = _scan_end(data, at)
            segments.append(data[end:at])
        if marker == 0xD9:
            return iter((first, _made(0xE1, _exif(turn)) if turn != 1 else b"", *segments))
    raise ValueError("no end")


def _segment(data: bytes, at: int) -> tuple[int, int, int]:
    """Marker, and where its body begins and ends."""
    while data[at] == 0xFF and data[at + 1] == 0xFF:
        at += 1
    if data[at] != 0xFF:
        raise ValueError("no marker")
    marker = data[at + 1]
    if marker == 0xD9:
        return marker, at + 2, at + 2
    if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
        raise ValueError("a marker out of place")
    length = struct.unpack_from(">H", data, at + 2)[0]
    end = at + 2 + length
    if length < 2 or end > len(data):
        raise ValueError("cut off")
    return marker, at + 4, end


def _scan_end(data: bytes, at: int) -> int:
    """Where the compressed rows end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.index(b"\xff", at)
        following = data[at + 1]
        if following != 0x00 and following != 0xFF and not 0xD0 <= following <= 0xD7:
            return at
        at += 1 if following == 0xFF else 2


def _made(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _turn(tiff: bytes) -> int:
    """The orientation, 1 to 8, from the first directory of Exif; 1 where it is not to be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        at = struct.unpack_from(f"{order}I", tiff, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", tiff, at)[0]):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at + 2 + 12 * number)
            if tag == 0x0112 and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _exif(turn: int) -> bytes:
    """Exif with nothing in it but the orientation."""
    return b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, turn, 0) + b"\0\0\0\0"


def _webp_chunks(data: bytes) -> Iterator[bytes]:
    at, whole = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= whole:
        name, length = struct.unpack_from("<4sI", data, at)
        end = at + 8 + length
        if end > whole:
            raise ValueError("cut off")
        chunk = data[at:end] + b"\0" * (length % 2)
        if name == b"VP8X" and length >= 10:
            chunk = chunk[:8] + bytes((chunk[8] & ~_WEBP_ANNOUNCED,)) + chunk[9:]
        if name in _WEBP_KEPT:
            yield chunk
        at = end + length % 2

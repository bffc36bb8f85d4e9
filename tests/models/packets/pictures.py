"""Small real pictures full of metadata; written by Qt: 16 × 8 dots of one colour as JPEG and as WebP."""

import base64
import struct

SECRET = b"GPS 14.5995 N 120.9842 E, Maya's phone"
_JPEG = base64.b64decode(
    """
/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19i
Z2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj
Y2NjY2NjY2P/wAARCAAIABADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF
BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW
V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi
4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC
AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm
Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq
8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDIooorY8c//9k=
    """
)
_WEBP = base64.b64decode(
    """
UklGRjQAAABXRUJQVlA4ICgAAABwAQCdASoQAAgAAsBMJaACdAFAAAD+7Qcim3L2f/CtfytfytW+AAAA
    """
)


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def exif(turn: int, more: bytes) -> bytes:
    """A TIFF block with the picture's turn and a description."""
    entries = struct.pack("<HHIHH", 0x0112, 3, 1, turn, 0) + struct.pack("<HHII", 0x010E, 2, len(more), 38)
    return b"II*\0\x08\0\0\0\x02\0" + entries + b"\0\0\0\0" + more


def jpeg_with(turn: int) -> bytes:
    """With Exif, XMP, an ICC profile, Photoshop's block, a comment, and a second picture hanging behind."""
    head, rest = _JPEG[:20], _JPEG[20:]
    return b"".join(
        (
            head,
            segment(0xE1, b"Exif\0\0" + exif(turn, SECRET)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01" + SECRET),
            segment(0xED, b"Photoshop 3.0\0" + SECRET),
            segment(0xFE, SECRET),
            rest,
            b"\xff\xd8" + segment(0xE1, b"Exif\0\0" + SECRET) + b"\xff\xd9",
        )
    )


def webp_with(secret: bytes) -> bytes:
    """In the extended form, which announces Exif and XMP before the picture."""
    head = struct.pack("<4sIB3s", b"VP8X", 10, 0x08 | 0x04, b"") + bytes((15, 0, 0, 7, 0, 0))
    chunks = head + _WEBP[12:]
    for name in (b"EXIF", b"XMP "):
        chunks += struct.pack("<4sI", name, len(secret)) + secret + b"\0" * (len(secret) % 2)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks

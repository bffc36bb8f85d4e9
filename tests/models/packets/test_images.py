"""Pictures lose what cameras write into them, and nothing of what is seen. (That they decode: tests/ui.)"""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.packets.images import cleaned, is_picture
from tests.models.packets.packets import chunk, png
from tests.models.packets.pictures import SECRET, exif, jpeg_with, webp_with


def test_a_png_keeps_its_picture_and_nothing_else() -> None:
    dirty = png(
        chunk(b"tEXt", b"Author\0" + SECRET),
        chunk(b"zTXt", b"Comment\0\0" + SECRET),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET),
        chunk(b"eXIf", exif(1, SECRET)),
        chunk(b"tIME", b"\x07\xea\x0b\x1a\x09\0\0"),
        chunk(b"iCCP", b"name\0\0" + SECRET),
        chunk(b"prVt", SECRET),
        chunk(b"gAMA", struct.pack(">I", 45455)),
    )
    clean = cleaned(dirty + SECRET)
    assert clean == png(chunk(b"gAMA", struct.pack(">I", 45455)))
    assert cleaned(clean) == clean


def test_a_jpeg_loses_place_comments_thumbnails_and_what_hangs_behind() -> None:
    clean = cleaned(jpeg_with(turn=1))
    assert clean is not None
    assert SECRET in jpeg_with(turn=1) and SECRET not in clean
    assert b"Exif" not in clean and b"http://ns.adobe.com" not in clean and b"ICC_PROFILE" not in clean
    assert clean.endswith(b"\xff\xd9")
    assert cleaned(clean) == clean


@pytest.mark.parametrize("turn", [2, 3, 6, 8])
def test_of_exif_only_the_turn_of_the_picture_is_kept(turn: int) -> None:
    clean = cleaned(jpeg_with(turn=turn))
    assert clean is not None
    assert SECRET not in clean
    at = clean.index(b"Exif\0\0")
    assert struct.unpack_from(">HHIH", clean, at + 6 + 10) == (0x0112, 3, 1, turn)
    assert clean.count(b"Exif") == 1
    assert cleaned(clean) == clean


def test_a_webp_loses_its_exif_and_its_xmp() -> None:
    clean = cleaned(webp_with(SECRET))
    assert clean is not None
    assert SECRET in webp_with(SECRET) and SECRET not in clean
    assert struct.unpack_from("<I", clean, 4)[0] == len(clean) - 8
    assert clean[20] & (0x20 | 0x08 | 0x04) == 0
    assert cleaned(clean) == clean


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + b"\0" * 20,
        b"II*\0" + b"\0" * 20,
        b"MM\0*" + b"\0" * 20,
        b"\0\0\0\x18ftypheic" + b"\0" * 20,
        b"\0\0\0\x18ftypavis" + b"\0" * 20,
        b"\0\0\0\x18ftypABCD\0\0\0\0heis" + b"\0" * 20,
        b"\0\0\0\x18ftypcrx " + b"\0" * 20,
        b"II+\0" + b"\0" * 20,
        b"FUJIFILMCCD-RAW " + b"\0" * 20,
        b"IIU\0" + b"\0" * 20,
        b"\0\0\0\x0cJXL \r\n\x87\n" + b"\0" * 20,
        b"\xff\x0a" + b"\0" * 20,
        b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 20,
        b"BM" + b"\0" * 20,
    ],
)
def test_what_cannot_be_cleaned_is_known_to_be_a_picture_and_refused(data: bytes) -> None:
    assert is_picture(data)
    assert cleaned(data) is None


def test_what_is_no_picture_is_none() -> None:
    for data in (b"", b"hello", b"BMW, Audi, Opel", b"%PDF-1.7", b"<html><body>", b"RIFF\0\0\0\0WAVE"):
        assert not is_picture(data)
        assert cleaned(data) is None


@pytest.mark.parametrize("whole", [png(), jpeg_with(turn=1), webp_with(b"")])
def test_a_picture_cut_off_anywhere_is_refused_or_clean(whole: bytes) -> None:
    assert is_picture(whole) and cleaned(whole) is not None
    for length in range(0, len(whole), max(1, len(whole) // 200)):
        part = cleaned(whole[:length])
        assert part is None or SECRET not in part


@given(
    st.sampled_from([png(), jpeg_with(turn=6), webp_with(SECRET)]), st.integers(0, 900), st.binary(max_size=8)
)
def test_a_damaged_picture_is_refused_or_cleaned_and_never_an_error(
    whole: bytes, at: int, put: bytes
) -> None:
    cleaned(whole[: at % len(whole)] + put + whole[at % len(whole) :])

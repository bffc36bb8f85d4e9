"""The sheet on paper: its text to the letter, its boxes, its pages, its properties; and cleaned pictures."""

import datetime as dt
import re
import zlib
from dataclasses import replace

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from models.packets.content import Packet, Step
from models.packets.images import cleaned
from models.packets.outline import outline_of
from models.packets.wording import words_for
from tests import hostile
from tests.models.packets.hostile import HOSTILE, texts_of, with_everywhere
from tests.models.packets.packets import chunk, full_packet, png, short_packet
from tests.models.packets.pictures import SECRET, jpeg_with, webp_with
from ui.packet_pdf import render, render_all
from ui.packet_sheet import Sheet

pytestmark = pytest.mark.usefixtures("qapp")
PAGE = QSizeF(650, 950)
ENGLISH = words_for("en")


def sheet_of(packet: Packet, size: QSizeF = PAGE) -> Sheet:
    logo = QImage.fromData(packet.sender.logo or b"")
    sheet = Sheet(outline_of(packet, words_for(packet.language)), packet.sender.company, logo)
    sheet.lay_out(size)
    return sheet


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\n", pdf))


def properties(pdf: bytes) -> bytes:
    """Everything but what is drawn: the file without its compressed streams."""
    return re.sub(rb"(?s)stream\r?\n(?!<\?xpacket).*?endstream", b"", pdf)


def test_a_short_brief_is_one_page_and_a_full_one_not_many() -> None:
    assert pages(render(short_packet(), ENGLISH)) == 1
    assert pages(render(full_packet(), ENGLISH)) == 2


def test_pdf_is_one_of_all_formats_and_always_the_same_bytes() -> None:
    made = render_all(full_packet())
    assert set(made) == {"text", "page", "mail", "calendar", "pdf"}
    assert made["pdf"].startswith(b"%PDF-")
    assert render_all(full_packet()) == made


def test_the_properties_are_the_title_the_company_and_the_packets_date() -> None:
    packet = full_packet()
    told = properties(render(packet, ENGLISH))
    assert b"Send invoices and chase late payers" in told and b"Harbor Dental Supplies" in told
    assert re.findall(rb"Date \(D:([^)]*)\)", told) == [b"20261126090000Z"] * 2
    assert set(re.findall(rb'xmp:\w+Date="([^"]*)"', told)) == {b"2026-11-26T09:00:00+00:00"}
    wide = told.replace(b"\0", b"")
    for text in texts_of(replace(packet, title="", sender=replace(packet.sender, company=""))):
        # Links can be followed; nothing shorter than a word is looked for
        if len(text) > 5 and text not in packet.title and not re.search(r"://|mailto:", text):
            assert text.encode() not in wide, text


def test_the_letters_are_in_the_file() -> None:
    pdf = render(short_packet(), ENGLISH)
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") == 2


def test_links_can_be_followed() -> None:
    assert b"/URI (https://files.harbor.example/template)" in render(full_packet(), ENGLISH)


@pytest.mark.parametrize("text", (*HOSTILE, *(one for one in hostile.storable() if len(one) < 20_000)))
def test_hostile_text_stands_on_the_sheet_to_the_letter(text: str) -> None:
    packet = with_everywhere(text)
    written = sheet_of(packet).document.toPlainText()
    for one in texts_of(
        (packet.title, packet.why, packet.steps[0].text, packet.done_when, packet.exceptions)
    ):
        # Qt reads U+00A0 and its own line ends back as blanks and line feeds
        assert one.replace("\u2028", "\n") in written
    assert pages(render(packet, ENGLISH)) >= 1


def test_before_every_step_there_is_a_box_left_of_its_words() -> None:
    packet = full_packet()
    sheet = sheet_of(packet)
    boxes, layout = sheet.boxes(), sheet.document.documentLayout()
    assert len(boxes) == len(packet.steps) == 4
    for box, step in zip(boxes, packet.steps, strict=True):
        block = sheet.document.find(step.text.splitlines()[0]).block()
        place = layout.blockBoundingRect(block)
        line = block.layout().lineAt(0)
        assert box.right() < place.left() + line.x() + line.rect().left() + 1
        assert place.top() < box.top() and box.bottom() < place.top() + line.rect().bottom() + 1


def test_no_heading_stays_behind_at_the_foot_of_a_page() -> None:
    """At every height of the page, the headings stand with what follows them."""
    headings = {section.heading for section in outline_of(full_packet(), ENGLISH).sections}
    for height in range(300, 500, 20):
        sheet = sheet_of(full_packet(), QSizeF(600, height))
        layout, block = sheet.document.documentLayout(), sheet.document.begin()
        while block.isValid() and block.next().isValid():
            if block.text() in headings:
                here, following = (layout.blockBoundingRect(one) for one in (block, block.next()))
                first = following.top() + block.next().layout().lineAt(0).rect().bottom()
                assert int(here.bottom() // height) == int((first - 1) // height), block.text()
            block = block.next()


def test_a_very_long_brief_goes_over_many_pages() -> None:
    steps = tuple(Step(f"s-{number}", f"Step {number} " * 20) for number in range(200))
    packet = short_packet(steps=steps, why="Because. " * 20_000)
    assert pages(render(packet, ENGLISH)) > 40


def test_another_moment_is_another_date_and_nothing_moves() -> None:
    first = render(short_packet(), ENGLISH)
    second = render(short_packet(made=dt.datetime(2027, 1, 2, 3, 4, 5)), ENGLISH)
    assert b"20270102030405" in second and b"20261126" not in second
    start = int(first.rpartition(b"startxref\n")[2].split()[0])
    assert first[start:].startswith(b"xref")


@pytest.mark.parametrize(
    "dirty",
    [
        png(chunk(b"tEXt", b"Author\0" + SECRET)),
        jpeg_with(turn=1),
        jpeg_with(turn=6),
        webp_with(SECRET),
    ],
)
def test_a_cleaned_picture_still_shows_the_same(dirty: bytes) -> None:
    clean = cleaned(dirty)
    assert clean is not None and SECRET not in clean and SECRET not in zlib.compress(clean)
    before, after = QImage.fromData(dirty), QImage.fromData(clean)
    before, after = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (before, after))
    assert not after.isNull()
    assert before == after

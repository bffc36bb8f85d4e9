"""An assistant gets their task and nothing else: no other text of the board is in any format."""

import base64
import re
import secrets
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from models.board import Board
from models.packet_source import packet_of, without_paths
from models.packets.content import Packet
from models.packets.formats import FORMATS
from models.packets.names import enclosed_names, file_name
from tests.models.boards import START
from tests.models.canaries import HELD, canary_board, tokens_in
from tests.models.packets.pdf_reading import properties_of, texts_of
from tests.models.packets.reading import read_mail
from ui.packet_pdf import render_all

BASE64 = re.compile(rb"[A-Za-z0-9+/]{16,}={0,2}")


def opened(content: bytes) -> list[bytes]:
    """A page with its enclosed files decoded."""
    parts = [content]
    for found in BASE64.findall(content):
        parts.append(base64.b64decode(found[: len(found) // 4 * 4]))
    return parts


def parts_of(name: str, content: bytes) -> list[str | bytes]:
    """Everything that a format holds, however it is wrapped."""
    if name == "mail":
        mail = read_mail(content)
        parts: list[str | bytes] = [content, *(str(value) for value in mail.values())]
        for part in mail.walk():
            if not part.is_multipart():
                parts += [part.get_payload(decode=True), *(str(value) for value in part.values())]  # type: ignore[list-item]
                parts += opened(part.get_payload(decode=True))  # type: ignore[arg-type]
        return parts
    if name == "pdf":
        return [content, properties_of(content), *texts_of(content)]
    if name == "calendar":
        return [content, content.replace(b"\r\n ", b"")]
    return list(opened(content))


def names_of(packet: Packet) -> list[str]:
    return [*(file_name(packet, one.suffix) for one in FORMATS.values()), *enclosed_names(packet)]


@pytest.mark.parametrize("seed", range(1, 7))
def test_nothing_but_what_is_meant_for_them_gets_out(
    qapp: QCoreApplication, tmp_path: Path, seed: int
) -> None:
    canaries = canary_board(tmp_path / "a.board", seed)
    documents = dict.fromkeys((*FORMATS, "pdf"), 0)
    with Board.open(tmp_path / "a.board") as board:
        for held in canaries.held:
            packet = packet_of(board, held, secrets.token_hex(16), 1, START)
            allowed, whole = canaries.allowed[held.id], set[str]()
            for name, content in render_all(packet).items():
                found = tokens_in(*parts_of(name, content))
                strange = {token: canaries.where.get(token) for token in found - allowed}
                assert not strange, (name, strange)
                assert found, name
                if name == "pdf":
                    assert found >= canaries.of("task", held.task, "title", "done_when")
                documents[name] += 1
                whole |= found
            # Only the calendar names the hand-over, and without any day there is none.
            missing = {canaries.where[token][::2] for token in allowed - whole}
            assert missing <= {("handover", "uid")} and not (missing and packet.due)
            assert tokens_in(*names_of(packet)) <= allowed
    assert len(canaries.where) >= 2_000
    assert min(documents[name] for name in ("text", "page", "mail", "pdf")) == HELD and documents["calendar"]


def test_every_document_counts() -> None:
    """Six boards of ten hand-overs: more than fifty documents of each format."""
    assert 6 * HELD > 50


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see /home/anna/lists/prices.csv today", "see prices.csv today"),
        ("~/lists/prices.csv", "prices.csv"),
        ("in C:\\Users\\Anna Berg\\prices.csv, sheet 2", "in prices.csv, sheet 2"),
        ("\\\\nas\\share\\a b\\prices.csv", "prices.csv"),
        ("file:///home/anna/prices.csv", "prices.csv"),
        ("file://nas/prices.csv", "prices.csv"),
        ("/home/anna/", "…"),
        ("https://files.example/home/anna/x", "https://files.example/home/anna/x"),
        ("and/or, 24/7, a /b", "and/or, 24/7, a /b"),
        ("Disk C: is full", "Disk C: is full"),
    ],
)
def test_of_a_path_only_the_last_name_stays(text: str, left: str) -> None:
    assert without_paths(text) == left

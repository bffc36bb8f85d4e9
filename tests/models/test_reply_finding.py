"""What is dropped or pasted is taken for a reply only if it is one."""

import email.policy
import os
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.packets.reply import LARGEST
from models.packets.reply_block import wrapped
from models.reply_finding import reply_in_file, seems_reply
from tests.models.packets.replies import saved

FORM = (
    "--- Delegation Board reply ---\nDone (yes/no): yes\nRef: 5f3c9a0e1b2d4c6f8a7b9c0d1e2f3a4b-2\n--- end ---"
)


@pytest.mark.parametrize("text", [saved(), wrapped(saved()), f"Hi Anna!\n\n{FORM}\n-- \nMaya", f"> {FORM}"])
def test_what_is_a_reply(text: str) -> None:
    assert seems_reply(text)


@pytest.mark.parametrize("text", ["", "Call Maya", "{}", '{"cards": [], "lists": []}', "x" * (LARGEST + 1)])
def test_what_is_none(text: str) -> None:
    assert not seems_reply(text)


def test_a_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    for name in ("reply-Order gloves.txt", "reply.json", "download"):
        (tmp_path / name).write_text(saved(), "utf-8")
        assert reply_in_file(tmp_path / name) == saved().encode()
    (tmp_path / "big.txt").write_text(saved() + " " * LARGEST, "utf-8")
    (tmp_path / "board.json").write_text('{"cards": []}', "utf-8")
    (tmp_path / "bytes.txt").write_bytes(bytes(range(256)))
    for name in ("big.txt", "board.json", "bytes.txt", "gone", "."):
        assert reply_in_file(tmp_path / name) is None


@pytest.mark.parametrize("cte", ["quoted-printable", "base64"])
@pytest.mark.parametrize("attached", [True, False])
def test_a_saved_mail_with_a_reply_in_it(tmp_path: Path, cte: str, attached: bool) -> None:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail.set_content("Done, see there" if attached else f"Hi\n{FORM}\n", cte=cte)
    if attached:
        mail.add_attachment(saved().encode(), maintype="text", subtype="plain", filename="reply.txt")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    found = reply_in_file(tmp_path / "mail.eml")
    assert found is not None and seems_reply(found.decode())


def test_a_mail_in_a_mail_without_end(tmp_path: Path) -> None:
    levels = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(4_000))
    (tmp_path / "mail.eml").write_text(levels, "utf-8")
    assert reply_in_file(tmp_path / "mail.eml") is None


def test_a_mail_without_one(tmp_path: Path) -> None:
    for content in (b"", b"Subject: x\r\n\r\nHello", b"\xff\xfe" * 50):
        (tmp_path / "mail.eml").write_bytes(content)
        assert reply_in_file(tmp_path / "mail.eml") is None


def test_a_dropped_pipe_holds_nobody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "reply.json")
    assert reply_in_file(tmp_path / "reply.json") is None

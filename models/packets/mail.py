"""The e-mail draft: a file that mail programs open as unsent, and a link where text is enough.

Header values are one line of cleaned text, and addresses are taken only if they are plain ones, so that no
text of the owner's can become a header.
"""

import hashlib
import mimetypes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from models.packets import calendar, page, text
from models.packets.content import Packet, is_address
from models.packets.names import enclosed_names, file_name
from models.packets.outline import outline_of
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

# Browsers and mail programs cut longer links without a word.
LONGEST_LINK = 1_800
_LONGEST_SUBJECT = 200
_SHORT = QT_TRANSLATE_NOOP("models", "Everything you need is in the file that comes with this message.")


def render(packet: Packet, words: Words) -> bytes:
    """The draft (RFC 5322, CRLF): the text, the page, the calendar file, and each enclosed file once."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _subject(packet)
    for header, name, address in (
        ("From", packet.sender.owner, packet.sender.email),
        ("To", packet.recipient.name, packet.recipient.email),
    ):
        if is_address(address):
            mail[header] = Address(name, addr_spec=address)
    mail["Date"] = format_datetime(packet.made)
    mail["X-Unsent"] = "1"
    mail.set_content(text.plain_text(packet, words), cte="quoted-printable")
    _attach(mail, page.render(packet, words, with_files=False), "text/html", file_name(packet, "html"))
    if (dates := calendar.render(packet, words)) is not None:
        _attach(mail, dates, "text/calendar", file_name(packet, "ics"))
    for name, enclosed in zip(enclosed_names(packet), packet.files, strict=True):
        _attach(mail, enclosed.data, mimetypes.guess_type(name)[0] or "", name)
    # A boundary by chance would give other bytes each time.
    mail.set_boundary(f"=_{hashlib.sha256(packet.token.encode()).hexdigest()[:40]}")
    return mail.as_bytes()


def link(packet: Packet, words: Words) -> str:
    """A mailto: address with the text in it, or with a few words where the text is too long for one."""
    outline = outline_of(packet, words)
    whole = text.plain_text(packet, words)
    short = [outline.greeting, outline.opening, "", outline.title, *outline.due, "", words(say(_SHORT))]
    for body in (whole, "\n".join(short)):
        if len(made := _link(packet, body)) <= LONGEST_LINK:
            return made
    return _link(packet, words(say(_SHORT)))


def _link(packet: Packet, body: str) -> str:
    to = packet.recipient.email if is_address(packet.recipient.email) else ""
    lines = quote(body.strip().replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(to, safe='@')}?subject={quote(_subject(packet, 60), safe='')}&body={lines}"


def _subject(packet: Packet, longest: int = _LONGEST_SUBJECT) -> str:
    """The title on one line; cut visibly, as the whole of it stands in the text."""
    # What is written like an encoded word would be read as what it stands for.
    title = " ".join(packet.title.split()).replace("=?", "= ?")
    return title if len(title) <= longest else f"{title[: longest - 1]}…"


def _attach(mail: EmailMessage, data: bytes, kind: str, name: str) -> None:
    main, _, sub = (kind or "application/octet-stream").partition("/")
    if main in ("message", "multipart"):
        main, sub = "application", "octet-stream"
    params = {"charset": "utf-8"} if kind in ("text/html", "text/calendar") else {}
    mail.add_attachment(data, maintype=main, subtype=sub, filename=name, cte="base64", params=params)

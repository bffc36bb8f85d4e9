"""The plain text for any chat or mail. Headings stand between asterisks, which most chats show in bold."""

from collections.abc import Iterator

from models.packets.content import Packet
from models.packets.outline import Item, Outline, Section, outline_of
from models.packets.reply_form import fill_in_block
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_FILL_IN = QT_TRANSLATE_NOOP(
    "models", "When you have something to tell: copy the lines below, fill them in and send them back."
)


def render(packet: Packet, words: Words) -> bytes:
    """The whole text, UTF-8 with line feeds."""
    return plain_text(packet, words).encode()


def plain_text(packet: Packet, words: Words) -> str:
    """The packet as text, the block to fill in at its end."""
    outline = outline_of(packet, words)
    paragraphs = [
        f"{outline.greeting}\n{outline.opening}",
        f"*{outline.title}*",
        *("\n".join(_section(section)) for section in outline.sections),
        _closing(outline, packet, words),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _closing(outline: Outline, packet: Packet, words: Words) -> str:
    block = fill_in_block(packet.token, packet.version, packet.wants_steps, words)
    return f"{outline.footer}\n\n{words(say(_FILL_IN))}\n\n{block}"


def _section(section: Section) -> Iterator[str]:
    yield f"*{section.heading}*"
    number = 0
    for item in section.items:
        number += item.kind == "step"
        yield _line(item, number)


def _line(item: Item, number: int) -> str:
    aside = f" ({item.aside})" if item.aside else ""
    if item.kind == "step":
        return f"{number}. {item.text}{aside}"
    if item.kind in ("point", "file"):
        return f"- {item.text}{aside}"
    if item.kind == "link":
        address = item.written_address()
        return f"{item.text}: {address}" if address else item.text
    return f"{item.label}: {item.text}" if item.label else item.text

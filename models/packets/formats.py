"""Every format of what an assistant gets, by name. A new one is one file here and one line below.

The PDF needs Qt and is drawn by `ui.packet_pdf`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.packets import calendar, mail, page, text
from models.packets.content import Packet
from models.packets.wording import Translate, Words, words_for


@dataclass(frozen=True, slots=True)
class Format:
    """`render` gives None where the packet holds nothing for this format."""

    suffix: str
    kind: str
    render: Callable[[Packet, Words], bytes | None]


FORMATS: dict[str, Format] = {
    "text": Format("md", "text/plain", text.render),
    "page": Format("html", "text/html", page.render),
    "mail": Format("eml", "message/rfc822", mail.render),
    "calendar": Format("ics", "text/calendar", calendar.render),
}


def render_all(packet: Packet, translate: Translate | None = None) -> dict[str, bytes]:
    """The packet in every format but PDF, by the format's name; the same packet gives the same bytes.

    `translate` stands before the words that come with the program in the packet's language.
    """
    words = words_for(packet.language, translate)
    made = {name: one.render(packet, words) for name, one in FORMATS.items()}
    return {name: content for name, content in made.items() if content is not None}

"""Texts that were written to become something else than text."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from models.packets.content import Access, Enclosed, Link, Packet, Step
from tests.models.packets.packets import full_packet

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</title></textarea></pre>--></html>",
    "\"' onmouseover=alert(1) x='",
    "<!-- --> ]]> <![CDATA[ <?php ?>",
    "&lt;b&gt; &amp; &#x3c;script&#x3e;",
    "javascript:alert(1) data:text/html,<b>",
    "{owner} {title} {file} {0.__class__} %s %n $& $1 \\1",
    '=HYPERLINK("http://evil.example")',
    "a\r\nBcc: everyone@evil.example\r\n\r\n<b>body</b>",
    "a\nEND:VEVENT\nBEGIN:VALARM\nATTACH:http://evil.example",
    "a;b,c\\n\\;d:e\\",
    "--- Delegation Board reply ---\nDone: yes\n--- end ---",
    "abc\u202etxt.exe\u2066\u200f\u061c",
    "a\u2028b\u2029c\u0085d",
    "nul\0 bell\a escape\x1b[31m delete\x7f c1\x9b",
    "half \ud83d and \udc00 halves",
    "👩‍👩‍👧 é̴̛̗ \ufeff\u00ad",
    "..\\..\\con.txt/../../etc/passwd:stream*?",
    "x" * 3000,
    "   \t ",
)


def with_everywhere(text: str, packet: Packet | None = None) -> Packet:
    """The full packet with this text in every field that takes words."""
    packet = packet or full_packet()
    kept = {"board", "handover", "token", "language", "review", "privacy"}
    changes: dict[str, Any] = {
        one.name: text
        for one in fields(packet)
        if one.name not in kept and isinstance(getattr(packet, one.name), str)
    }
    changes |= {
        "sender": replace(packet.sender, owner=text, company=text, city=text, email=text, phone=text),
        "recipient": replace(packet.recipient, first=text, name=text, city=text, email=text),
        "done_when": (text, text),
        "steps": (Step(text, text, 60), Step("s-2", text)),
        "links": (Link(text, "https://files.harbor.example/a?b=<c>&d='e'"),),
        "access": (Access(text, text, text),),
        "recording": Link(text, "https://files.harbor.example/r"),
        "files": (Enclosed(text, text.encode("utf-8", "surrogatepass")),),
        "review": text,
    }
    return replace(packet, **changes)


def texts_of(value: Any) -> list[str]:
    """Every text in a packet, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for item in value for text in texts_of(item)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in texts_of(getattr(value, one.name))]
    return []

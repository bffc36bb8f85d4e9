"""Due, milestone and next look as a calendar file (RFC 5545), written by hand: three kinds of lines suffice.

Events, not to-dos: the calendars that most people use do not show to-dos. A later packet of the same
hand-over moves the same events, because their uids stay and the sequence counts up.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.packets.content import Packet
from models.packets.outline import outline_of
from models.packets.spoken import instant
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_OCTETS = 75
_ESCAPED = re.compile(r"[\\;,\n]")


@dataclass(frozen=True, slots=True)
class _Event:
    """`at`: an aware UTC moment, or a whole day."""

    name: str
    at: dt.datetime | dt.date
    summary: str


def render(packet: Packet, words: Words) -> bytes | None:
    """The calendar file, CRLF line ends; None where no day is set."""
    events = list(_events(packet, words))
    if not events:
        return None
    outline = outline_of(packet, words)
    told = "\n".join((*packet.done_when, outline.footer))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Delegation Board//Delegation Board//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _event_lines(event, packet, told)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _events(packet: Packet, words: Words) -> Iterator[_Event]:
    if packet.due:
        yield _Event("due", instant(packet.due) or packet.due.day, packet.title)
    if packet.milestone:
        text = QT_TRANSLATE_NOOP("models", "Milestone: {title}")
        yield _Event("milestone", packet.milestone, words(say(text, title=packet.title)))
    if packet.next_check:
        text = QT_TRANSLATE_NOOP("models", "{owner} looks at it: {title}")
        summary = words(say(text, owner=packet.sender.owner, title=packet.title))
        yield _Event("check", packet.next_check, summary)


def _event_lines(event: _Event, packet: Packet, told: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(packet.handover)}-{event.name}@delegation-board"
    yield f"DTSTAMP:{_stamp(packet.made)}"
    yield f"SEQUENCE:{max(0, packet.number - 1)}"
    if isinstance(event.at, dt.datetime):
        yield f"DTSTART:{_stamp(event.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.at.isoformat().replace('-', '')}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(told)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _stamp(moment: dt.datetime) -> str:
    """A moment in UTC, its year in four digits."""
    return re.sub("[-:]", "", moment.replace(tzinfo=None).isoformat(timespec="seconds")) + "Z"


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: r"\n" if match[0] == "\n" else rf"\{match[0]}", text)


def _folded(line: str) -> str:
    """At most 75 octets a line, never cut inside a character; the next begins with a blank."""
    pieces, room = [""], _OCTETS
    for character in line:
        room -= len(character.encode())
        if room < 0:
            pieces.append(" ")
            room = _OCTETS - 1 - len(character.encode())
        pieces[-1] += character
    return "\r\n".join(pieces)

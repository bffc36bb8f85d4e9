"""What goes into a packet: read from the board for one assistant and one task, field by field.

Nothing is taken away from a whole card here. Each statement names the columns that may go out, so that
whatever else the board holds, or will hold one day, has no way into a packet (tests/models/canaries.py).
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from models.board import Board
from models.briefs import DEFAULT, USUAL, BriefDetail, Value, read_brief
from models.cards import make_repeat
from models.errors import Refused
from models.handovers import Held
from models.packets.content import (
    PRIVACIES,
    Access,
    Enclosed,
    Job,
    Link,
    Moment,
    Money,
    Packet,
    Recipient,
    Sender,
    Step,
    may_link,
)
from models.packets.defaults import NOBODY
from models.packets.images import cleaned
from models.packets.spoken import city_of
from models.packets.wording import Words, known_language, words_for
from models.repeats import Repeat
from models.settings import Settings, read_settings
from models.texts import clean_lines
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.zones import zone_of

LARGEST_LOGO = 1024 * 1024
_GONE = QT_TRANSLATE_NOOP("models", "This card or the person who has it is no longer there.")
_LOST = QT_TRANSLATE_NOOP(
    "models", "The file {name} is no longer in the board. Take it off, or enclose it again."
)
# Where something lies on the owner's computer is nobody else's business: only the last name of it stays.
_PATHS = re.compile(
    r"file:/*(?:[^\s/\"<>]+/)*([^\s/\"<>]*)"
    r"|(?<![\w\\])(?:[A-Za-z]:|\\\\[^\\/:*?\"<>|\n]+)\\(?:[^\\/:*?\"<>|\n]+\\)*([^\\/:*?\"<>|\s]*)"
    r"|(?<![\w/.:])(?:~|/(?:home|Users|Volumes|mnt|media|tmp|var|opt|srv))/(?:[^\s/\"<>]+/)*([^\s/\"<>]*)"
)


def packet_of(board: Board, held: Held, token: str, number: int, made: dt.datetime) -> Packet:
    """What the assistant of an open hand-over gets of its task, as the board is now.

    `token`: 32 random hexadecimal digits; `number`: counts the packets of this hand-over from 1; `made`:
    naive UTC. Raises Refused when the card, the person or an enclosed file is gone.
    """
    settings = read_settings(board)
    person = _one(board, _PERSON, held.assistant)
    task = _one(board, _TASK, held.task)
    brief = read_brief(board, held.task, held.assistant)
    words = words_for(known_language(person["language"]))
    return Packet(
        board=board.about().uid,
        handover=held.uid,
        token=token,
        number=number,
        version=brief.version or 1,
        made=made,
        sender=_sender(settings, words),
        recipient=_recipient(person, settings),
        title=without_paths(task["title"]),
        language=words.language,
        done_when=tuple(line for line in without_paths(task["done_when"]).splitlines() if line.strip()),
        steps=tuple(_steps(board, held.task)),
        links=tuple(_links(board, held.task)),
        access=tuple(_access(board, held)),
        due=_due(task, settings),
        repeats=_repeat(task),
        next_check=held.next_check,
        job=_job(held, person["currency"] or settings.currency),
        privacy=task["sensitivity"] if task["sensitivity"] in PRIVACIES else "",
        files=tuple(_files(board, held.task)),
        **_of_brief(brief, held, person["currency"] or settings.currency, words),
    )


def without_paths(text: str) -> str:
    """A text in which a path or a file: address is only the name at its end."""
    return _PATHS.sub(lambda match: match[1] or match[2] or match[3] or "…", clean_lines(text))


# Each statement names what may go out, of one row or of one task's lines.
_PERSON = "SELECT name, email, city, zone, language, currency FROM assistant WHERE id = ?"
_TASK = """
    SELECT title, done_when, due, due_time, due_zone, repeat_count, repeat_unit, rrule, sensitivity
    FROM task WHERE id = ?
"""
_STEPS = "SELECT uid, text, seconds FROM step WHERE task_id = ? ORDER BY rank, id"
_LINKS = "SELECT title, url FROM attachment WHERE task_id = ? ORDER BY id"
# A right that was somebody else's, or was taken away, is not theirs.
_ACCESS = """
    SELECT tool, role, granted_by FROM "access"
    WHERE task_id = ? AND revoked IS NULL AND (assistant_id IS NULL OR assistant_id = ?) ORDER BY id
"""
_FILES = """
    SELECT e.name, c.data FROM enclosure e LEFT JOIN content c ON c.hash = e.hash
    WHERE e.task_id = ? ORDER BY e.id
"""


def _one(board: Board, sql: str, key: int) -> dict[str, Any]:
    cursor = board.db.execute_sql(sql, (key,))
    row = cursor.fetchone()
    if row is None:
        raise Refused(say(_GONE))
    return dict(zip((column[0] for column in cursor.description), row, strict=True))


def _sender(settings: Settings, words: Words) -> Sender:
    owner = settings["company.owner"] or settings["company.name"] or words(say(NOBODY))
    zone = str(settings["company.zone"])
    return Sender(
        owner=owner,
        zone=zone,
        company=settings["company.name"] or "",
        city=city_of(zone),
        email=settings["company.reply"] or "",
        phone=settings["company.phone"] or "",
        logo=_logo(str(settings["company.logo"] or "")),
    )


def _logo(path: str) -> bytes | None:
    """The picture without its metadata; none where it cannot be read: no reason to send nothing."""
    try:
        # What became a pipe must not hold up anybody.
        if not path or not Path(path).is_file():
            return None
        with Path(path).open("rb") as file:
            data = file.read(LARGEST_LOGO + 1)
    except (OSError, ValueError):
        return None
    is_shown = data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")) and len(data) <= LARGEST_LOGO
    return cleaned(data) if is_shown else None


def _recipient(person: Mapping[str, Any], settings: Settings) -> Recipient:
    zone = person["zone"] if zone_of(person["zone"]) else str(settings["company.zone"])
    city = person["city"] if person["zone"] else ""
    first = person["name"].split()[0] if person["name"].split() else person["name"]
    return Recipient(first=first, name=person["name"], zone=zone, city=city, email=person["email"])


def _steps(board: Board, task: int) -> Iterator[Step]:
    for uid, text, seconds in board.db.execute_sql(_STEPS, (task,)).fetchall():
        yield Step(uid, without_paths(text), seconds)


def _links(board: Board, task: int) -> Iterator[Link]:
    """Addresses on the net; a linked file stays with the owner, its name included."""
    for title, url in board.db.execute_sql(_LINKS, (task,)).fetchall():
        if may_link(url):
            yield Link("" if title == url else without_paths(title), url)


def _access(board: Board, held: Held) -> Iterator[Access]:
    for tool, role, grant in board.db.execute_sql(_ACCESS, (held.task, held.assistant)).fetchall():
        yield Access(without_paths(tool), without_paths(role), without_paths(grant))


def _files(board: Board, task: int) -> Iterator[Enclosed]:
    for name, data in board.db.execute_sql(_FILES, (task,)).fetchall():
        if data is None:
            raise Refused(say(_LOST, name=name))
        yield Enclosed(name, bytes(data))


def _due(task: Mapping[str, Any], settings: Settings) -> Moment | None:
    if task["due"] is None:
        return None
    day = dt.date.fromisoformat(task["due"])
    if not task["due_time"]:
        return Moment(day)
    try:
        # The end of a day is written as its last minute.
        time = dt.time(23, 59) if task["due_time"] == "24:00" else dt.time.fromisoformat(task["due_time"])
    except ValueError:
        return Moment(day)  # what another program wrote is no time
    return Moment(day, time, task["due_zone"] or str(settings["company.zone"]))


def _repeat(task: Mapping[str, Any]) -> Repeat | None:
    return make_repeat(task["repeat_count"], task["repeat_unit"], task["rrule"])


def _job(held: Held, currency: str) -> Job | None:
    if held.engagement != "limited":
        return None
    money = None if held.money_cap is None else Money(held.money_cap, currency)
    return Job(held.until, held.hour_cap, money)


def _of_brief(brief: BriefDetail, held: Held, currency: str, words: Words) -> dict[str, Any]:
    """What holds: as the brief says it, else their usual terms, else the program's own words."""

    def text(name: str) -> str:
        value = brief.holds[name].value
        return words(value) if isinstance(value, Sentence) else without_paths(value or "")

    def money(value: Value) -> Money | None:
        if value.value is None:
            return None
        # Usual terms are in their currency, whatever the brief's own amounts are in.
        return Money(int(value.value), currency if value.source in (USUAL, DEFAULT) else brief.currency)

    recording = brief.holds["recording"].value or ""
    is_address = may_link(recording)
    # What is no address to give away may still say where to look.
    example = "\n".join(part for part in (text("example"), "" if is_address else text("recording")) if part)
    return {
        **{name: text(name) for name in _TEXTS},
        "example": example,
        "common_errors": text("errors"),
        "recording": Link("", recording) if is_address else None,
        "authority": held.authority or brief.holds["authority"].value,
        "spend_per_run": money(brief.holds["spend_run"]),
        "spend_per_month": money(brief.holds["spend_month"]),
        "reply_hours": brief.holds["reply_hours"].value,
        "milestone": brief.holds["milestone"].value,
        "wants_steps": bool(brief.holds["they_write"].value),
    }


_TEXTS = (
    *("outcome", "why", "inputs"),
    *("ask_when", "channel", "review", "out_of_scope", "exceptions"),
)

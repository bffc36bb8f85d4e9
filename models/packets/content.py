"""What one assistant may see of one hand-over, as a value: nothing that has no field here can get out.

Whoever fills a Packet reads exactly these fields for exactly this person. Texts are cleaned when it is made
(no control characters, no halves of characters) and are otherwise kept to the letter, however long.
"""

import datetime as dt
import re
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

from models.repeats import Repeat
from models.texts import clean_lines

AUTHORITIES = (1, 2, 3, 4, 5)
REVIEWS = ("all", "one_in_five", "weekly", "monthly", "milestone")
PRIVACIES = ("", "low", "medium", "high")
SCHEMES = ("https", "http", "mailto")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@[^\s@<>()\[\]\\,;:\"]{1,255}")
_LONGEST_ADDRESS = 254


def may_link(url: str) -> bool:
    """Whether an address may be given away: https, http or mailto, with no user, password or blanks in it."""
    if not url.isprintable() or re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("https", "http")
        return (bool(parts.hostname) and "@" not in parts.netloc) if is_web else parts.scheme == "mailto"
    except ValueError:
        return False


def is_address(text: str) -> bool:
    """Whether this is one plain e-mail address, fit for a header."""
    return (
        text.isascii()
        and text.isprintable()
        and len(text) <= _LONGEST_ADDRESS
        and _ADDRESS.fullmatch(text) is not None
    )


class _Cleaned:
    """Cleans every text of a frozen value when it is made; LINES names those that may have several lines."""

    __slots__ = ()
    LINES: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for one in fields(self):  # type: ignore[arg-type]  # its children are all dataclasses
            value = getattr(self, one.name)
            if isinstance(value, str):
                object.__setattr__(self, one.name, _text(value, one.name in self.LINES))
            elif isinstance(value, tuple) and value and all(isinstance(item, str) for item in value):
                object.__setattr__(self, one.name, tuple(_text(item, False) for item in value))


def _text(text: str, has_lines: bool) -> str:
    cleaned = clean_lines(text)
    return cleaned.strip() if has_lines else " ".join(cleaned.split())


@dataclass(frozen=True, slots=True)
class Sender(_Cleaned):
    """Who hands over: company, owner, where a reply goes; `logo` is a PNG or JPEG without metadata."""

    owner: str
    zone: str
    company: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recipient(_Cleaned):
    """Who gets it; `first` greets them, `email` only addresses the mail, `city` names their clock."""

    first: str
    name: str
    zone: str
    city: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Step(_Cleaned):
    """One step of the brief; `seconds` it usually takes."""

    LINES = frozenset({"text"})

    uid: str
    text: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Link(_Cleaned):
    """An address with its name; ValueError for one that may not be given away (`may_link`)."""

    title: str
    url: str

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if not may_link(self.url):
            raise ValueError("no address to give away")


@dataclass(frozen=True, slots=True)
class Access(_Cleaned):
    """A right in a tool and how it is granted; never a secret."""

    tool: str
    role: str = ""
    granted: str = ""


@dataclass(frozen=True, slots=True)
class Moment(_Cleaned):
    """A day, or a wall time of a zone on that day; without a time it is that day everywhere."""

    day: dt.date
    time: dt.time | None = None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Money(_Cleaned):
    """Minor units and ISO 4217 code: 12.50 EUR is 1250."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Job:
    """One job, until: the ends of a limited engagement, each of which may be missing."""

    until: dt.date | None = None
    seconds: int | None = None
    money: Money | None = None


@dataclass(frozen=True, slots=True)
class Enclosed(_Cleaned):
    """A file that goes along, with the name it is saved under."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Packet(_Cleaned):
    """Everything that goes out, once: two equal packets give the same bytes in every format.

    board and handover: uids. token: 32 hexadecimal digits, random. number: counts the packets of this
    hand-over from 1. version: of the brief. made: naive UTC. review: one of REVIEWS, or the owner's words.
    language: of the reader, such as "de"; unknown ones are served in English.
    """

    LINES = frozenset(
        (
            *("outcome", "why", "inputs", "tools", "example"),
            *("ask_when", "out_of_scope", "exceptions", "common_errors"),
        )
    )

    board: str
    handover: str
    token: str
    number: int
    version: int
    made: dt.datetime
    sender: Sender
    recipient: Recipient
    title: str
    language: str = "en"
    outcome: str = ""
    why: str = ""
    done_when: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    wants_steps: bool = False
    inputs: str = ""
    links: tuple[Link, ...] = ()
    tools: str = ""
    access: tuple[Access, ...] = ()
    example: str = ""
    recording: Link | None = None
    due: Moment | None = None
    repeats: Repeat | None = None
    next_check: dt.date | None = None
    milestone: dt.date | None = None
    job: Job | None = None
    authority: int | None = None
    spend_per_run: Money | None = None
    spend_per_month: Money | None = None
    ask_when: str = ""
    channel: str = ""
    reply_hours: int | None = None
    review: str = ""
    privacy: str = ""
    out_of_scope: str = ""
    exceptions: str = ""
    common_errors: str = ""
    files: tuple[Enclosed, ...] = ()

    def __post_init__(self) -> None:
        _Cleaned.__post_init__(self)
        if not _TOKEN.fullmatch(self.token):
            raise ValueError("a token is 32 hexadecimal digits")
        if self.authority is not None and self.authority not in AUTHORITIES:
            raise ValueError("what they may decide goes from 1 to 5")
        if self.privacy not in PRIVACIES:
            raise ValueError("how private: low, medium or high")

"""What comes back from an assistant: a small file, or a block of text in any mail or chat.

Everything here is a claim of whoever sent it, never a proof. Only the fields of `Reply` are read, each of its
type and within its bounds; whatever else the text holds is ignored or refused.
"""

import datetime as dt
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from models.errors import Refused
from models.packets import refusals
from models.packets.reply_block import as_it_was, blocks_of, decoded, plain_json, unwrapped
from models.packets.reply_form import MOST_MINUTES, Filled, is_blank, read_form
from models.texts import clean_lines

FORMAT = "delegation-board-reply"
VERSION = 1
LARGEST = 256 * 1024
MOST_LINES = 500
LONGEST_LINE = 2_000
LONGEST_TEXT = 20_000
STATUSES = ("done", "question", "not_done")
_UID = re.compile(r"[0-9A-Za-z-]{1,64}")
_HEX = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply. `board` is "" where the text block was filled in by hand: the token tells which it is.

    reply: 32 hexadecimal digits, the same for the same reply saved once. minutes: of the whole run. ticked:
    uids of steps. steps: the lines they wrote where they were asked to. made: naive UTC by their clock, None
    where it is not said.
    """

    token: str
    version: int
    reply: str
    status: str
    board: str = ""
    minutes: int | None = None
    question: str = ""
    note: str = ""
    ticked: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    made: dt.datetime | None = None


def parse_reply(data: bytes | str) -> Reply:
    """Read a reply file, or the text of a mail or chat that holds a reply. Raises Refused."""
    if len(data) > LARGEST:
        raise refusals.too_large()
    text = decoded(data)
    if (whole := plain_json(text)) is not None:
        return _of_json(whole)
    found: dict[Reply, None] = {}
    refused: Refused | None = None
    for block in blocks_of(text):
        try:
            found[_of_block(block)] = None
        except Refused as error:
            refused = refused or error
        except _Blank:
            # The block that went out with the brief, quoted below the answer
            continue
    if len(found) > 1:
        raise refusals.several()
    if not found:
        raise refused or _nothing(text)
    return next(iter(found))


def find_reply(text: str) -> bool:
    """Whether a pasted text seems to hold a reply; cheap, and true for damaged ones too."""
    if len(text) > LARGEST:
        return False
    text = decoded(text)
    return plain_json(text) is not None or next(blocks_of(text), None) is not None


class _Blank(Exception):
    """A text block in which nothing was filled in."""


def _nothing(text: str) -> Refused:
    if next(blocks_of(text), None) is not None:
        return refusals.nothing_filled_in()
    return refusals.no_reply()


def _of_block(block: str) -> Reply:
    if (code := unwrapped(block)) is not None:
        return _of_json(code)
    filled = read_form(block)
    if is_blank(filled):
        raise _Blank
    return _of_form(filled)


def _of_form(filled: Filled) -> Reply:
    asks = bool(filled.question)
    status = "done" if filled.done else "question" if asks else "not_done"
    reply = Reply(
        token=filled.token,
        version=filled.version,
        reply="",
        status=status,
        minutes=_bounded(filled.minutes, 0, MOST_MINUTES, may_miss=True),
        question=_written(filled.question, LONGEST_TEXT),
        note=_written(filled.note, LONGEST_TEXT),
        steps=_step_lines(filled.steps.splitlines()),
    )
    # Pasted twice it is the same reply: it has no number of its own.
    number = hashlib.sha256(repr(reply).encode()).hexdigest()[:32]
    return Reply(**{name: getattr(reply, name) for name in Reply.__slots__} | {"reply": number})


def _of_json(text: str) -> Reply:
    values = _loaded(text)
    if values.get("format") != FORMAT:
        raise refusals.no_reply()
    version = _bounded(values.get("v"), 1, 1_000_000)
    if version > VERSION:
        raise refusals.too_new()
    if values.get("status") not in STATUSES:
        raise refusals.damaged()
    return Reply(
        token=_matching(values.get("token"), _HEX),
        version=_bounded(values.get("brief"), 0, 1_000_000_000),
        reply=_matching(values.get("reply"), _HEX),
        status=values["status"],
        board=_matching(values.get("board"), _UID),
        minutes=_bounded(values.get("minutes"), 0, MOST_MINUTES, may_miss=True),
        question=_written(values.get("question", ""), LONGEST_TEXT),
        note=_written(values.get("note", ""), LONGEST_TEXT),
        ticked=tuple(dict.fromkeys(_matching(uid, _UID) for uid in _listed(values.get("ticked", [])))),
        steps=_step_lines(_listed(values.get("steps", []))),
        made=_moment(values.get("made")),
    )


def _loaded(text: str) -> dict[str, Any]:
    """One JSON object without doubled keys, NaN or endless numbers; anything else is damaged."""
    for attempt in as_it_was(text):
        try:
            values = _strictly(attempt)
        except (ValueError, RecursionError):
            continue
        if isinstance(values, dict):
            return values
    raise refusals.damaged()


def _strictly(text: str) -> Any:
    return json.loads(
        text,
        # A mailer may have wrapped a line inside a text
        strict=False,
        object_pairs_hook=_once_each,
        parse_constant=_no_number,
        parse_int=_short_number,
        parse_float=_no_number,
    )


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError
    return values


def _short_number(text: str) -> int:
    if len(text) > 15:
        raise ValueError
    return int(text)


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _bounded(value: object, low: int, high: int, may_miss: bool = False) -> Any:
    if value is None and may_miss:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise refusals.damaged()
    return value


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise refusals.damaged()
    return value


def _written(value: object, longest: int) -> str:
    if not isinstance(value, str):
        raise refusals.damaged()
    text = clean_lines(value).strip()
    if len(text) > longest:
        raise refusals.too_long()
    return text


def _listed(value: object) -> list[object]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise refusals.damaged()
    return value


def _step_lines(lines: list[Any]) -> tuple[str, ...]:
    if len(lines) > MOST_LINES:
        raise refusals.damaged()
    written = (" ".join(_written(line, LONGEST_LINE).split()) for line in lines)
    return tuple(line for line in written if line)


def _moment(value: object) -> dt.datetime | None:
    """Their clock's word, as naive UTC; a wrong one is no reason to refuse what they wrote."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
        return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None

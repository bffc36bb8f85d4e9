"""What is typed about an assistant, as it is kept: each field with its kind, its limits and its words.

Values in, values out, no database. A value that cannot be taken gets a sentence that names its field.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from models.currencies import to_minor
from models.declared import Setting, parse
from models.errors import Refused
from models.folding import fold
from models.schema_handover import ASSISTANT_KINDS, CLEARANCES, REVIEWS
from models.texts import clean_text, is_formula
from models.words import QT_TRANSLATE_NOOP, Sentence, say

__all__ = ["CLEARANCES", "FIELDS", "REVIEWS", "default_outside", "fault", "parse_fields"]

SEND_BY = ("", "text", "mail", "file", "page")
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
_HOURS_A_WEEK = (0.0, 168.0)
_MOST_HOURS = (0.0, 100_000.0)
_MONEY = (0.0, 1_000_000_000.0)

FIELDS: dict[str, Sentence] = {
    "name": say(QT_TRANSLATE_NOOP("models", "Name")),
    "kind": say(QT_TRANSLATE_NOOP("models", "Kind")),
    "email": say(QT_TRANSLATE_NOOP("models", "E-mail")),
    "outside_company": say(QT_TRANSLATE_NOOP("models", "Outside the company")),
    "city": say(QT_TRANSLATE_NOOP("models", "City")),
    "country": say(QT_TRANSLATE_NOOP("models", "Country")),
    "zone": say(QT_TRANSLATE_NOOP("models", "Time zone")),
    "days": say(QT_TRANSLATE_NOOP("models", "Working days")),
    "hours": say(QT_TRANSLATE_NOOP("models", "Working hours")),
    "seconds_per_week": say(QT_TRANSLATE_NOOP("models", "Hours a week")),
    "skills": say(QT_TRANSLATE_NOOP("models", "Skills")),
    "languages": say(QT_TRANSLATE_NOOP("models", "Languages")),
    "language": say(QT_TRANSLATE_NOOP("models", "Language of what they get")),
    "starts": say(QT_TRANSLATE_NOOP("models", "Since")),
    "ends": say(QT_TRANSLATE_NOOP("models", "Until")),
    "hour_cap": say(QT_TRANSLATE_NOOP("models", "Hours at most")),
    "money_cap": say(QT_TRANSLATE_NOOP("models", "Money at most")),
    "currency": say(QT_TRANSLATE_NOOP("models", "Currency")),
    "clearance": say(QT_TRANSLATE_NOOP("models", "May see")),
    "notes": say(QT_TRANSLATE_NOOP("models", "Notes")),
    "calling": say(QT_TRANSLATE_NOOP("models", "Calling")),
    "send_by": say(QT_TRANSLATE_NOOP("models", "Gets it by")),
    "channel": say(QT_TRANSLATE_NOOP("models", "Channel")),
    "reply_hours": say(QT_TRANSLATE_NOOP("models", "Answers within hours")),
    "authority": say(QT_TRANSLATE_NOOP("models", "May decide")),
    "spend": say(QT_TRANSLATE_NOOP("models", "May spend")),
    "ask_when": say(QT_TRANSLATE_NOOP("models", "Asks when")),
    "review": say(QT_TRANSLATE_NOOP("models", "You check")),
}
_NAME = QT_TRANSLATE_NOOP("models", "An assistant needs a name.")
_FORMULA = QT_TRANSLATE_NOOP("models", "{field} cannot be a formula: {text}")
_LONG = QT_TRANSLATE_NOOP("models", "{field} can have {most} characters at most.")
_CHOICE = QT_TRANSLATE_NOOP("models", "{field}: “{text}” is none of {choices}.")
_HOURS = QT_TRANSLATE_NOOP("models", "{field}: write them as 09:00-17:00.")
_RANGE = QT_TRANSLATE_NOOP("models", "{field} must lie between {low} and {high}.")
_WHOLE = QT_TRANSLATE_NOOP("models", "{field} must be a whole number.")


def default_outside(kind: str) -> bool:
    """Whether somebody of this kind is usually outside the company."""
    return kind != "employee"


def parse_fields(fields: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Typed or plain values as they are stored; amounts as typed are of `currency`. Raises Refused."""
    unknown = set(fields) - set(FIELDS)
    assert not unknown, unknown
    return {name: _PARSERS[name](name, value, currency) for name, value in fields.items()}


def fault(name: str, value: Any, currency: str = "USD") -> Sentence | None:
    """Why a value cannot be taken, or None; for the field itself."""
    try:
        parse_fields({name: value}, currency)
    except Refused as error:
        return error.sentence
    return None


def _refuse(name: str, text: str, value: object = "", **values: Any) -> Refused:
    return Refused(say(text, field=FIELDS[name], text=str(value)[:80], **values))


def _name(name: str, value: Any, currency: str) -> str:
    text = " ".join(clean_text(str(value or "")).split())[:LONGEST_NAME]
    if not fold(text):
        raise Refused(say(_NAME))
    if is_formula(text):
        raise _refuse(name, _FORMULA, text)
    return text


def _declared(kind: str) -> Callable[[str, Any, str], Any]:
    """A kind that the settings know."""

    def read(name: str, value: Any, currency: str) -> Any:
        found = parse(Setting(name, kind, None, FIELDS[name]), value)
        return found if found is not None or kind == "date" else ""

    return read


def _text(name: str, value: Any, currency: str) -> str:
    text = clean_text(str(value or "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise _refuse(name, _LONG, most=f"{LONGEST_TEXT:,}")
    return text


def _tags(name: str, value: Any, currency: str) -> str:
    """Words by commas, each once."""
    parts = str(value or "").replace(";", ",").split(",") if isinstance(value, str | None) else value
    words = [" ".join(clean_text(str(part)).replace(",", " ").split()) for part in parts]
    return _text(name, ", ".join({fold(word): word for word in words if fold(word)}.values()), currency)


def _choice(choices: tuple[str, ...]) -> Callable[[str, Any, str], str]:
    def read(name: str, value: Any, currency: str) -> str:
        text = str(value or "").strip().lower()
        if text not in choices:
            raise _refuse(name, _CHOICE, value, choices=", ".join(one for one in choices if one))
        return text

    return read


def _clock_hours(name: str, value: Any, currency: str) -> str:
    """Hours of a day; those that end before they begin are a night shift."""
    text = " ".join(str(value or "").split())
    if not text:
        return ""
    clock = r"((?:[01]?\d|2[0-3]):[0-5]\d|24:00)"
    match = re.fullmatch(rf"{clock}\s*[-–]\s*{clock}", text)
    if match is None or match[1].zfill(5) == match[2].zfill(5) or match[1] == "24:00":
        raise _refuse(name, _HOURS, text)
    return f"{match[1].zfill(5)}-{match[2].zfill(5)}"


def _figure(name: str, value: Any, kind: str, limits: tuple[float, float]) -> Any:
    return parse(Setting(name, kind, None, FIELDS[name], limits), value)


def _span(limits: tuple[float, float]) -> Callable[[str, Any, str], int | None]:
    """Seconds; typed in hours."""

    def read(name: str, value: Any, currency: str) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool):
            _figure(name, value / 3600, "number", limits)
            return value
        found = _figure(name, value, "number", limits)
        return None if found is None else round(found * 3600)

    return read


def _money(name: str, value: Any, currency: str) -> int | None:
    """Minor units; typed in whole ones."""
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= 10**12:
            raise _refuse(name, _RANGE, low=0, high=f"{10**12:,}")
        return value
    found: Decimal | None = _figure(name, value, "money", _MONEY)
    return None if found is None else to_minor(found, currency)


def _whole(low: int, high: int) -> Callable[[str, Any, str], int | None]:
    def read(name: str, value: Any, currency: str) -> int | None:
        found = _figure(name, value, "number", (low, high))
        if found is not None and found != int(found):
            raise _refuse(name, _WHOLE)
        return None if found is None else int(found)

    return read


def _flag(name: str, value: Any, currency: str) -> bool:
    return bool(value)


_PARSERS: dict[str, Callable[[str, Any, str], Any]] = {
    "name": _name,
    "kind": _choice(ASSISTANT_KINDS),
    "email": _declared("mail"),
    "outside_company": _flag,
    "city": _declared("text"),
    "country": _declared("country"),
    "zone": _declared("zone"),
    "days": _declared("days"),
    "hours": _clock_hours,
    "seconds_per_week": _span(_HOURS_A_WEEK),
    "skills": _tags,
    "languages": _tags,
    "language": _declared("text"),
    "starts": _declared("date"),
    "ends": _declared("date"),
    "hour_cap": _span(_MOST_HOURS),
    "money_cap": _money,
    "currency": _declared("currency"),
    "clearance": _choice(CLEARANCES),
    "notes": _text,
    "calling": _text,
    "send_by": _choice(SEND_BY),
    "channel": _declared("text"),
    "reply_hours": _whole(0, 8_760),
    "authority": _whole(1, 5),
    "spend": _money,
    "ask_when": _text,
    "review": _choice(REVIEWS),
}
assert _PARSERS.keys() == FIELDS.keys()

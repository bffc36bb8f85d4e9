"""The board's settings, declared once: name, kind, default, text, limits; and how a typed value is read.

Values in, values out, no database. A value that cannot be taken gets a sentence that names its field.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from models import money
from models.currencies import CURRENCIES, countries, from_minor, to_minor
from models.errors import Refused
from models.texts import clean_text, is_formula
from models.triage import ORDER, WEIGHTS
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.zones import zone_of

MOST_MONEY = Decimal(10**12)


@dataclass(frozen=True, slots=True)
class Setting:
    """One declared setting.

    `kind`, with the type of its value: "text", "file", "mail", "country", "zone", "currency" (str, "" for
    none), "days" ("0,1,2"; 0 is Monday), "hours" ("09:00-17:00"), "number", "share" (0–1), "minutes" (float
    or None), "money" and "fx" (Decimal or None, whole units), "date", "moment" (naive UTC) or None, "bool",
    "weights" (letter → points, 100 in all). `limits`: lowest and highest of a number. `section`: company,
    money, sort or time.
    """

    name: str
    kind: str
    default: Any
    text: Sentence
    limits: tuple[float, float] | None = None
    section: str = "company"


def _company(name: str, kind: str, text: str, default: Any = "") -> Setting:
    return Setting(f"company.{name}", kind, default, say(text))


def _assumed(name: str, kind: str, text: str) -> Setting:
    default = getattr(money.Assumptions(), name)
    return Setting(f"money.{name}", kind, default, say(text), money.LIMITS[name], "money")


def _money(name: str, kind: str, text: str, default: Any = None, limits: Any = None) -> Setting:
    return Setting(f"money.{name}", kind, default, say(text), limits, "money")


def _put_off(question: str, text: str) -> Setting:
    """Whether "Not now" was said to a question that is asked once."""
    return Setting(f"not_now.{question}", "bool", False, say(text), section="sort")


_ALL = (
    _company("owner", "text", QT_TRANSLATE_NOOP("models", "Your name")),
    _company("name", "text", QT_TRANSLATE_NOOP("models", "Company")),
    _company("reply", "mail", QT_TRANSLATE_NOOP("models", "Reply address")),
    _company("phone", "text", QT_TRANSLATE_NOOP("models", "Phone")),
    _company("logo", "file", QT_TRANSLATE_NOOP("models", "Logo")),
    _company("country", "country", QT_TRANSLATE_NOOP("models", "Country")),
    _company("zone", "zone", QT_TRANSLATE_NOOP("models", "Time zone")),
    _company("currency", "currency", QT_TRANSLATE_NOOP("models", "Currency")),
    _company("days", "days", QT_TRANSLATE_NOOP("models", "Working days"), "0,1,2,3,4"),
    _company("hours", "hours", QT_TRANSLATE_NOOP("models", "Working hours"), "09:00-17:00"),
    _assumed("hourly", "money", QT_TRANSLATE_NOOP("models", "Value of your hour")),
    _money("income", "money", QT_TRANSLATE_NOOP("models", "Your income a year"), limits=(1.0, 1e9)),
    _assumed("rate", "money", QT_TRANSLATE_NOOP("models", "Cost of an assistant's hour")),
    _money("rate_currency", "currency", QT_TRANSLATE_NOOP("models", "Currency of that rate"), ""),
    _money("fx", "fx", QT_TRANSLATE_NOOP("models", "Exchange rate"), limits=(0.000001, 1e6)),
    _money("fx_date", "date", QT_TRANSLATE_NOOP("models", "Date of the exchange rate")),
    _assumed("slowness", "number", QT_TRANSLATE_NOOP("models", "How many times as long an assistant takes")),
    _assumed("sent_back", "share", QT_TRANSLATE_NOOP("models", "Share of runs sent back")),
    _assumed("redone", "share", QT_TRANSLATE_NOOP("models", "Share of a sent-back run that is done again")),
    _assumed("fix", "minutes", QT_TRANSLATE_NOOP("models", "Your minutes for each run sent back")),
    _assumed("reviewed", "share", QT_TRANSLATE_NOOP("models", "Share of runs that you check")),
    _assumed("review", "minutes", QT_TRANSLATE_NOOP("models", "Your minutes for each check")),
    _assumed("questions", "minutes", QT_TRANSLATE_NOOP("models", "Your minutes of questions for each run")),
    _assumed("brief", "minutes", QT_TRANSLATE_NOOP("models", "Your minutes for a brief")),
    _assumed("training", "minutes", QT_TRANSLATE_NOOP("models", "Your minutes to train a task")),
    _money(
        "reserve",
        "share",
        QT_TRANSLATE_NOOP("models", "Share of an assistant's hours kept free"),
        0.15,
        (0.0, 0.9),
    ),
    Setting(
        "sort.weights",
        "weights",
        WEIGHTS,
        say(QT_TRANSLATE_NOOP("models", "Weights of the questions")),
        section="sort",
    ),
    Setting(
        "audit.on", "bool", False, say(QT_TRANSLATE_NOOP("models", "Look where the time goes")), None, "time"
    ),
    Setting(
        "audit.every",
        "minutes",
        30.0,
        say(QT_TRANSLATE_NOOP("models", "Minutes between reminders")),
        (5, 480),
        "time",
    ),
    Setting("audit.started", "moment", None, say(QT_TRANSLATE_NOOP("models", "Looking since")), None, "time"),
    _put_off("specialisation", QT_TRANSLATE_NOOP("models", "Not asked what customers choose you for")),
    _put_off("hourly", QT_TRANSLATE_NOOP("models", "Not asked what your hour is worth")),
    _put_off("rate", QT_TRANSLATE_NOOP("models", "Not asked what an hour of help costs")),
)
SETTINGS: dict[str, Setting] = {one.name: one for one in _ALL}

_RANGE = QT_TRANSLATE_NOOP("models", "{field} must lie between {low} and {high}.")
_NUMBER = QT_TRANSLATE_NOOP("models", "{field}: “{text}” is no number.")
_COUNTRY = QT_TRANSLATE_NOOP("models", "{field}: there is no country “{text}”.")
_ZONE = QT_TRANSLATE_NOOP("models", "{field}: there is no time zone “{text}”.")
_CURRENCY = QT_TRANSLATE_NOOP("models", "{field}: there is no currency “{text}”.")
_DATE = QT_TRANSLATE_NOOP("models", "{field}: “{text}” is no date.")
_DAYS = QT_TRANSLATE_NOOP("models", "{field}: choose at least one day.")
_HOURS = QT_TRANSLATE_NOOP("models", "{field}: the day must begin before it ends.")
_MAIL = QT_TRANSLATE_NOOP("models", "{field}: “{text}” is no e-mail address.")
_FORMULA = QT_TRANSLATE_NOOP("models", "{field} cannot be a formula: {text}")
_LONG = QT_TRANSLATE_NOOP("models", "{field} can have {most} characters at most.")
_WEIGHTS = QT_TRANSLATE_NOOP(
    "models", "{field} must be whole points for all seven questions, 100 in all; these are {sum}."
)
_UNKNOWN = QT_TRANSLATE_NOOP("models", "{field}: “{text}” cannot be taken.")
_LONGEST = {"text": 300, "mail": 300, "file": 4_000}


def parse(setting: Setting, value: object) -> Any:
    """The value of a setting from what was typed or chosen; None for nothing. Raises Refused, naming the
    field.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = " ".join(clean_text(value).split())
    return _PARSERS[setting.kind](setting, value)


def to_json(setting: Setting, value: Any, currency: str) -> str:
    """As it is stored: money as minor units with its currency, exchange rates as decimal text."""
    plain = value
    if setting.kind == "money":
        plain = {"minor": to_minor(value, currency), "currency": currency}
    elif setting.kind == "fx":
        plain = format(value, "f")
    elif isinstance(value, dt.date):
        plain = value.isoformat()
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def from_json(setting: Setting, text: str) -> tuple[Any, str]:
    """The stored value, and the currency of an amount; what cannot be read counts as not set."""
    try:
        plain = json.loads(text)
        if setting.kind == "money":
            code = plain["currency"]
            return parse(setting, from_minor(int(plain["minor"]), code)), str(code)
        if setting.kind == "moment":
            return dt.datetime.fromisoformat(plain), ""
        return parse(setting, plain), ""
    except (ValueError, TypeError, KeyError, Refused):
        return None, ""


def money_text(amount: Decimal, currency: str) -> str:
    """An amount with the digits of its currency: "60.00", "6000"."""
    return format(from_minor(to_minor(amount, currency), currency), "f")


def _refuse(setting: Setting, text: str, value: object = "", **values: str | int) -> Refused:
    given: dict[str, Any] = {"field": setting.text, "text": str(value)[:80], **values}
    return Refused(say(text, **given))


def _text(setting: Setting, value: object) -> str:
    text = str(value)
    if len(text) > _LONGEST[setting.kind]:
        raise _refuse(setting, _LONG, most=_LONGEST[setting.kind])
    if is_formula(text):
        raise _refuse(setting, _FORMULA, text)
    return text


def _mail(setting: Setting, value: object) -> str:
    text = _text(setting, value)
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
        raise _refuse(setting, _MAIL, text)
    return text


def _decimal(setting: Setting, value: object) -> Decimal:
    """A number as typed: one comma before other than three digits is a decimal point."""
    text = str(value).replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if "." not in text and re.fullmatch(r"[+-]?\d+,(\d{1,2}|\d{4,})", text):
        text = text.replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text):
        text = text.replace(",", "")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _refuse(setting, _NUMBER, value) from None
    low, high = setting.limits or (0.0, float(MOST_MONEY))
    if not number.is_finite() or not Decimal(str(low)) <= number <= Decimal(str(high)):
        raise _refuse(setting, _RANGE, low=_figure(low), high=_figure(high))
    return number


def _figure(number: float) -> str:
    text = f"{number:,.6f}".rstrip("0").rstrip(".")
    return text or "0"


def _number(setting: Setting, value: object) -> float:
    if isinstance(value, bool) or (isinstance(value, float) and not math.isfinite(value)):
        raise _refuse(setting, _NUMBER, value)
    return float(_decimal(setting, value))


def _amount(setting: Setting, value: object) -> Decimal:
    if isinstance(value, bool):
        raise _refuse(setting, _NUMBER, value)
    return _decimal(setting, value)


def _code(known: Callable[[str], bool], refusal: str, change: Callable[[str], str]) -> Any:
    def parse_code(setting: Setting, value: object) -> str:
        text = change(str(value))
        if not known(text):
            raise _refuse(setting, refusal, value)
        return text

    return parse_code


def _day(setting: Setting, value: object) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise _refuse(setting, _DATE, value) from None


def _days(setting: Setting, value: object) -> str:
    parts = value.replace(" ", "").split(",") if isinstance(value, str) else value
    if not isinstance(parts, Iterable):
        raise _refuse(setting, _DAYS)
    days = {str(part) for part in parts if str(part)}
    if not days or not days <= set("0123456"):
        raise _refuse(setting, _DAYS)
    return ",".join(sorted(days))


def _hours(setting: Setting, value: object) -> str:
    clock = r"((?:[01]?\d|2[0-3]):[0-5]\d|24:00)"
    match = re.fullmatch(rf"{clock}\s*[-–]\s*{clock}", str(value))
    if match is None or match[1].zfill(5) >= match[2].zfill(5):
        raise _refuse(setting, _HOURS)
    return f"{match[1].zfill(5)}-{match[2].zfill(5)}"


def _flag(setting: Setting, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _refuse(setting, _UNKNOWN, value)


def _weights(setting: Setting, value: object) -> dict[str, int]:
    given = dict(value) if isinstance(value, Mapping) else {}
    points = [given.get(letter) for letter in ORDER]
    whole = [point for point in points if isinstance(point, int) and not isinstance(point, bool)]
    is_sound = set(given) == set(ORDER) and len(whole) == len(ORDER) and min(whole) >= 0
    if not is_sound or sum(whole) != 100:
        raise _refuse(setting, _WEIGHTS, sum=sum(whole))
    return {letter: int(given[letter]) for letter in ORDER}


def _moment(setting: Setting, value: object) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    raise _refuse(setting, _UNKNOWN, value)


_PARSERS: dict[str, Callable[[Setting, Any], Any]] = {
    "text": _text,
    "file": _text,
    "mail": _mail,
    "country": _code(lambda code: code in countries(), _COUNTRY, str.upper),
    "zone": _code(lambda name: zone_of(name) is not None, _ZONE, str.strip),
    "currency": _code(lambda code: code in CURRENCIES, _CURRENCY, str.upper),
    "days": _days,
    "hours": _hours,
    "number": _number,
    "share": _number,
    "minutes": _number,
    "money": _amount,
    "fx": _amount,
    "date": _day,
    "moment": _moment,
    "bool": _flag,
    "weights": _weights,
}

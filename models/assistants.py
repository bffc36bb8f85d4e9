"""Assistants: anyone who takes work over. What is known of each, and how it is changed.

Beside this file: models.assistant_fields (how a typed value is read), assistant_rates (what an hour costs,
from which day on), assistant_absences (time off), assistant_deputies (back-ups), assistant_load (working
time, load), assistant_mastery (what they master), assistant_end (end of an engagement), assistant_erase.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from models.assistant_fields import default_outside, parse_fields
from models.assistant_rates import RateInForce, as_rate, same_figure
from models.board import Board
from models.errors import Refused
from models.folding import fold
from models.record import Recorder
from models.schema import Assistant as AssistantRow
from models.settings import read_settings
from models.sourcing import outside_country
from models.uid import new_uid
from models.words import QT_TRANSLATE_NOOP, say

_TAKEN = QT_TRANSLATE_NOOP("models", "There is already somebody called {name}.")
_GONE = QT_TRANSLATE_NOOP("models", "This assistant is no longer there.")
_ORDER = QT_TRANSLATE_NOOP("models", "The engagement cannot end before it starts.")
USUAL_HOURS = "09:00-17:00"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days off, the first and the last one included."""

    id: int
    first: dt.date
    last: dt.date
    note: str


@dataclass(frozen=True, slots=True)
class Assistant:
    """One person, or agency, who takes work over; empty or None: not said yet.

    `country`: ISO 3166; `abroad`: outside the owner's country, computed, None while a country is unknown.
    `days`: "0,1,2,3,4" (0 is Monday), `hours`: "09:00-17:00" or over midnight, on the clock of `zone`.
    `seconds_per_week`: bought; `hour_cap` in seconds, `money_cap` and `spend` in minor units of `currency`.
    `rate`: in force today. `deputies`: ids, the first choice first. `photo`: its hash. `ended`: when they
    ceased to work here.
    """

    id: int
    uid: str
    name: str
    kind: str
    email: str
    outside_company: bool
    city: str
    country: str
    zone: str
    days: str
    hours: str
    seconds_per_week: int | None
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    language: str
    starts: dt.date | None
    ends: dt.date | None
    hour_cap: int | None
    money_cap: int | None
    currency: str
    clearance: str
    notes: str
    calling: str
    photo: str
    send_by: str
    channel: str
    reply_hours: int | None
    authority: int | None
    spend: int | None
    ask_when: str
    review: str
    ended: dt.datetime | None
    rate: RateInForce | None
    absences: tuple[Absence, ...]
    deputies: tuple[int, ...]
    abroad: bool | None


def read_assistants(board: Board, *, ended: bool = False) -> list[Assistant]:
    """Everybody who works here, by name; with `ended` also those who no longer do."""
    # Who was erased has no kind.
    where = "a.kind <> ''" if ended else "a.ended IS NULL"
    return _read(board, f"{where} ORDER BY a.folded", ())


def read_assistant(board: Board, assistant: int) -> Assistant | None:
    """One person with all that is known; None when they are gone."""
    return next(iter(_read(board, "a.id = ?", (assistant,))), None)


def assistant_of(board: Board, assistant: int) -> Assistant:
    """The same; raises Refused when they are gone."""
    found = read_assistant(board, assistant)
    if found is None:
        raise Refused(say(_GONE))
    return found


def add_assistant(board: Board, name: str, city: str = "", uid: str | None = None) -> None:
    """A new assistant: a name, and a city for zone, country and working days.

    A city that is not known is kept as it is typed. Raises Refused for an empty name, or one that somebody
    has.
    """
    values = parse_fields({"name": name, "city": city}, "")
    with board.change("add_assistant", str(values["name"])) as record:
        add_in(board, record, values, uid)


def edit_assistant(board: Board, assistant: int, visit: str | None = None, **fields: Any) -> None:
    """Set fields, named as those of Assistant (id, uid, rate, absences, deputies, photo and ended have
    operations of their own).

    Text is read as typed, "20" hours a week or "600.50" of money; whole numbers count as stored, in seconds
    and minor units. Edits of one `visit` that follow each other are one change. Raises Refused, with a
    sentence that names the field.
    """
    with board.change("assistant", assistant_of(board, assistant).name, visit=visit) as record:
        edit_in(board, record, assistant, fields)


def id_of_assistant(board: Board, uid: str) -> int | None:
    """The key of the assistant with this uid, or None."""
    row = board.db.execute_sql("SELECT id FROM assistant WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row[0])


# Inside a change


def add_in(
    board: Board, record: Recorder, values: dict[str, Any], uid: str | None = None, *, is_whole: bool = False
) -> int:
    """A new assistant from parsed values; what they leave open is guessed from the city, unless they are the
    whole. Returns the key.
    """
    _refuse_taken(board, str(values["name"]), None)
    home = str(read_settings(board)["company.country"])
    known = dict(values)
    if not is_whole:
        known |= guesses(str(values.get("city") or ""), home) | _said(values)
    if known.get("kind") and "outside_company" not in known:
        known["outside_company"] = default_outside(str(known["kind"]))
    known.setdefault("hours", USUAL_HOURS)
    row = {"uid": uid or new_uid(), "board": board.about().id, "folded": fold(str(known["name"]))}
    fields = AssistantRow._meta.fields
    defaults = {name: field.default for name, field in fields.items() if field.default is not None}
    return record.insert(AssistantRow, **(defaults | known | row))


def edit_in(board: Board, record: Recorder, assistant: int, fields: dict[str, Any]) -> None:
    """Set fields within a change, with what follows from them."""
    before = assistant_of(board, assistant)
    settings = read_settings(board)
    currency = before.currency or settings.currency
    values = parse_fields(fields, str(fields.get("currency") or currency))
    if "name" in values:
        _refuse_taken(board, values["name"], assistant)
        values["folded"] = fold(values["name"])
    if "kind" in values and values["kind"] != before.kind:
        values.setdefault("outside_company", default_outside(values["kind"]))
    if values.get("city") and values["city"] != before.city:
        values = values | guesses(values["city"], str(settings["company.country"])) | _said(values)
    elif "country" in values and before.days in ("", _days_of(before.country)):
        values.setdefault("days", _days_of(values["country"]))
    starts, ends = (values.get(name, getattr(before, name)) for name in ("starts", "ends"))
    if starts is not None and ends is not None and ends < starts:
        raise Refused(say(_ORDER))
    if not values.get("currency", before.currency) and any(values.get(n) for n in ("money_cap", "spend")):
        # A guess may be another one on another machine; beside an amount it must stay what it was.
        values["currency"] = currency
    elif values.get("currency") and before.currency:
        for name in ("money_cap", "spend"):
            # Who corrects the currency means the same figure.
            amount = getattr(before, name)
            if name not in values and amount is not None:
                values[name] = same_figure(amount, before.currency, values["currency"])
    record.update(AssistantRow, assistant, **values)


def guesses(city: str, home: str) -> dict[str, Any]:
    """Zone, country and working days of a city by its name; nothing for an unknown one. A state or country
    behind the name ("Austin, TX") is used and left out of it.
    """
    from models.cities import city_of

    found = city_of(city, home) if city else None
    if found is None:
        return {}
    name = {"city": found.name} if "," in city else {}
    return name | {"zone": found.zone, "country": found.country, "days": _days_of(found.country)}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """What was said beside the city counts more than a guess from it."""
    return {name: value for name, value in values.items() if name != "city" and value != ""}


def _days_of(country: str) -> str:
    # Slow to load, and only wanted here.
    from models.holiday_days import default_days

    return default_days(country) if country else ""


def _refuse_taken(board: Board, name: str, own: int | None) -> None:
    row = board.db.execute_sql("SELECT id, name FROM assistant WHERE folded = ?", (fold(name),)).fetchone()
    if row is not None and row[0] != own:
        raise Refused(say(_TAKEN, name=row[1]))


# The last four are computed, or come from tables of their own.
_PLAIN = tuple(Assistant.__dataclass_fields__)[:-4]
# Rates, absences and back-ups come along as JSON, so that one statement brings all.
_READ = f"""
    SELECT {", ".join("a." + name for name in _PLAIN)},
      (SELECT json_array(r.starts, r.amount, r.currency, r.fx, r.fx_date) FROM rate r
        WHERE r.assistant_id = a.id AND r.starts <= ? ORDER BY r.starts DESC LIMIT 1),
      (SELECT json_group_array(json_array(o.id, o.first, o.last, o.note)) FROM (SELECT * FROM absence o
        WHERE o.assistant_id = a.id ORDER BY o.first) o),
      (SELECT json_group_array(d.other_id) FROM (SELECT d.other_id FROM deputy d
        WHERE d.assistant_id = a.id ORDER BY d.rank, d.id) d)
    FROM assistant a WHERE
"""  # noqa: S608 - constants


def _read(board: Board, where: str, values: tuple[Any, ...]) -> list[Assistant]:
    settings = read_settings(board)
    today, home = settings.today(board.now()).isoformat(), settings.currency
    country = str(settings["company.country"])
    rows = board.db.execute_sql(f"{_READ} {where}", (today, *values)).fetchall()
    return [_assistant(row, home, country) for row in rows]


def _assistant(row: tuple[Any, ...], home: str, country: str) -> Assistant:
    values: dict[str, Any] = dict(zip(_PLAIN, row, strict=False))
    rate, absences, deputies = row[len(_PLAIN) :]
    values["outside_company"] = bool(values["outside_company"])
    for name in ("skills", "languages"):
        values[name] = tuple(part for each in values[name].split(",") if (part := each.strip()))
    for name in ("starts", "ends"):
        values[name] = values[name] and dt.date.fromisoformat(values[name])
    values["ended"] = values["ended"] and dt.datetime.fromisoformat(values["ended"])
    values["rate"] = as_rate(json.loads(rate), home) if rate else None
    days = dt.date.fromisoformat
    values["absences"] = tuple(
        Absence(key, days(first), days(last), note) for key, first, last, note in json.loads(absences)
    )
    values["deputies"] = tuple(json.loads(deputies))
    values["abroad"] = outside_country(values["country"], country)
    return Assistant(**values)

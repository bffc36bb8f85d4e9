"""Dates, times and durations as other programs write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from models.folding import fold

_MONTHS = (
    "jan january januar janvier janv enero ene gennaio gen janeiro januari styczen leden",
    "feb february februar fevrier fevr febrero febbraio fevereiro fev februari luty unor",
    "mar march marz maerz mrz mars marzo marco maart mrt marzec brezen",
    "apr april avril avr abril aprile abr kwiecien duben",
    "may mai mayo maggio mag maio mei maj kveten",
    "jun june juni juin junio giugno giu junho czerwiec cerven",
    "jul july juli juillet juil julio luglio lug julho lipiec cervenec",
    "aug august aout agosto ago augustus augusti sierpien srpen",
    "sep sept september septembre septiembre settembre set setembro wrzesien zari",
    "oct october okt oktober octobre octubre ottobre ott outubro out pazdziernik rijen",
    "nov november novembre noviembre novembro listopad",
    "dec december dez dezember decembre diciembre dic dicembre dezembro grudzien prosinec",
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?=$|[T\s,])")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?=$|T)")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)(?=$|[\s,])")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?=$|[\s,])")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]{2,}\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|º|°|er)?\.?[\s-]+(?:de\s+)?([^\W\d]{3,})\.?[\s,-]+(?:de\s+)?(\d{4})"
)
_MONTH_DAY = re.compile(r"(?:[^\W\d]{2,}\.?,?\s+)?([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(\d{1,2})(?::|h|\.)(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*([ap])?\.?(?(4)m\.?)\s*(?:Uhr|Z|UTC|GMT|([+-]\d\d):?(\d\d)?)?\s*$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"(\d{1,2})\s*([ap])\.?m\.?\s*$", re.IGNORECASE)
_UTC_MARK = re.compile(r"(?:Z|UTC|GMT)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A day, and where the text has one a time "HH:MM"; `offset` if it also says how far from UTC."""

    day: date
    time: str | None = None
    offset: timedelta | None = None
    second: int = 0

    def utc(self, zone: tzinfo) -> datetime:
        """The moment as naive UTC; without an offset it is read on the wall of `zone`."""
        hour, minute = (int(part) for part in (self.time or "0:0").split(":"))
        moment = datetime(self.day.year, self.day.month, self.day.day, hour, minute, self.second, tzinfo=zone)
        if self.offset is not None:
            moment = moment.replace(tzinfo=timezone(self.offset))
        return as_utc(moment)


def as_utc(moment: datetime) -> datetime:
    """Naive UTC; at the ends of the calendar the zone is dropped."""
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except (OverflowError, ValueError):
        return moment.replace(tzinfo=None)


def order_of(text: str) -> str | None:
    """What a slashed date says about its order: "us", "eu", "both" fits, or None for all other texts."""
    match = _SLASHED.match(text.strip())
    if match is None:
        return "eu" if _DOTTED.match(text.strip()) else None
    first, second = int(match[1]), int(match[2])
    if first == second or not (1 <= first <= 31 and 1 <= second <= 31):
        return None
    if first > 12:
        return "eu"
    return "us" if second > 12 else "both"


def parse_when(text: str, order: str = "iso") -> When | None:
    """A date of any spelling, None if it is none. Slashed dates need the order "us" or "eu"."""
    text = text.strip()
    if not text or len(text) > 60:
        return None
    if text.isascii() and text.isdigit():
        return _from_number(text)
    for pattern, places in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_DOTTED, (3, 2, 1))):
        match = pattern.match(text)
        if match is not None:
            return _with_time(_day(*(match[place] for place in places)), text[match.end() :])
    match = _SLASHED.match(text)
    if match is not None:
        return _with_time(_slashed(match, order), text[match.end() :])
    return _spelled(text)


def _slashed(match: re.Match[str], order: str) -> date | None:
    if order == "us":
        return _day(match[3], match[1], match[2])
    if order == "eu" or match[1] == match[2]:
        return _day(match[3], match[2], match[1])
    return None


def _spelled(text: str) -> When | None:
    match = _DAY_MONTH.match(text)
    if match is not None:
        return _with_time(_day(match[3], _month(match[2]), match[1]), text[match.end() :])
    match = _MONTH_DAY.match(text)
    if match is not None:
        return _with_time(_day(match[3], _month(match[1]), match[2]), text[match.end() :])
    return None


def _month(name: str) -> int:
    return _MONTH_OF.get(fold(name), 0)


def _day(year: str, month: str | int, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def _with_time(day: date | None, rest: str) -> When | None:
    """The rest of the text is a time, nothing, or the whole is no date."""
    if day is None:
        return None
    rest = rest.lstrip("T, \t\u00a0\u202f").strip()
    for word in ("at ", "um ", "à "):
        rest = rest.removeprefix(word)
    rest = rest.replace("\u202f", " ")
    if not rest:
        return When(day)
    found = parse_time(rest)
    if found is None:
        return None
    time, second, offset = found
    return When(day, time, offset, second)


def parse_time(text: str) -> tuple[str, int, timedelta | None] | None:
    """`14:30`, `2:30 PM`, `14:30:00.000Z`, `9am`: ("HH:MM", seconds, offset from UTC if said)."""
    text = text.strip()
    match = _TIME.match(text)
    if match is None:
        short = _HOUR.match(text)
        return None if short is None else _clock(int(short[1]), 0, 0, short[2], None)
    offset: timedelta | None = timedelta(0) if _UTC_MARK.search(text) else None
    if match[5] is not None:
        minutes = int(match[6] or 0)
        hours = int(match[5])
        offset = timedelta(hours=hours, minutes=-minutes if match[5][0] == "-" else minutes)
        if abs(offset) >= timedelta(days=1):
            return None
    return _clock(int(match[1]), int(match[2]), int(match[3] or 0), match[4], offset)


def _clock(
    hour: int, minute: int, second: int, half: str | None, offset: timedelta | None
) -> tuple[str, int, timedelta | None] | None:
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{hour:02}:{minute:02}", second, offset


def _from_number(text: str) -> When | None:
    """Seconds or milliseconds since 1970, a day as YYYYMMDD, or a spreadsheet's day number."""
    number = int(text) if len(text) <= 13 else 0
    if len(text) == 8:
        match = _COMPACT.match(text)
        return None if match is None else _with_time(_day(match[1], match[2], match[3]), "")
    if len(text) == 5 and 20_000 <= number <= 80_000:
        return When(date(1899, 12, 30) + timedelta(days=number))
    if len(text) in (9, 10, 12, 13) and number:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(
            seconds=number / (1000 if len(text) > 10 else 1)
        )
        return When(moment.date(), f"{moment:%H:%M}", timedelta(0), moment.second)
    return None


_UNIT_SECONDS = {
    "s": "s sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondi",
    "m": "m min mins minute minutes minuten minuto minutos minuti '",
    "h": "h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur uren",
    "d": "d day days tag tage jour jours dia dias giorno giorni dag dagen",
}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 8 * 3600}
_SECONDS_OF = {word: _SECONDS[key] for key, words in _UNIT_SECONDS.items() for word in words.split()}
_AMOUNT = re.compile(r"(\d{1,7}(?:[.,]\d{1,6})?)\s*([^\W\d]+|')?\.?")
_CLOCK = re.compile(r"(\d{1,4}):(\d\d)(?::(\d\d))?")
_LONGEST = 10_000 * 3600


def unit_in(words: str) -> int | None:
    """The seconds of a unit named in a header: "Estimate (min)" gives 60."""
    for word in re.findall(r"[^\W\d_]+", fold(words)):
        if len(word) > 1 or word in "hm":
            seconds = _SECONDS_OF.get(word)
            if seconds is not None:
                return seconds
    return None


def parse_duration(text: str, unit: int = 60) -> int | None:
    """Whole seconds of `90`, `1h 30m`, `1:30`, `1,5 Std`, `PT1H30M`; a bare number counts `unit` seconds."""
    text = fold(text.strip())
    if not text or len(text) > 40:
        return None
    match = _CLOCK.fullmatch(text)
    if match is not None:
        seconds = int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
        return _bounded(seconds)
    if text.startswith("p") and text[1:2] in ("t", *"0123456789"):
        text = text[1:].replace("t", " ")
    total = 0.0
    place = 0
    last = 0
    for match in _AMOUNT.finditer(text):
        if text[place : match.start()].strip(" ,+"):
            return None
        seconds_each = _SECONDS_OF.get(match[2]) if match[2] else (last // 60 or unit)
        if seconds_each is None:
            return None
        total += float(match[1].replace(",", ".")) * seconds_each
        last = seconds_each
        place = match.end()
    if place == 0 or text[place:].strip(" .'"):
        return None
    return _bounded(int(total + 0.5))


def _bounded(seconds: int) -> int | None:
    return seconds if 0 < seconds <= _LONGEST else None


def common_order(orders: Iterable[str | None]) -> str:
    """One answer for a whole file: "iso" without slashed dates, "ambiguous" if all fit both orders."""
    seen = set(orders) - {None}
    if "us" in seen and "eu" not in seen:
        return "us"
    if seen == {"eu"} or seen == {"eu", "both"}:
        return "eu"
    return "ambiguous" if seen else "iso"

"""Cities with their countries and time zones, so that a new assistant is a name and a city.

`resources/cities.tsv`, made from GeoNames (CC BY 4.0, see resources/licences/geonames.txt): every city of
50,000 people or more, all capitals, and the cities that IANA zones are named after. Read when first asked.
"""

import re
from functools import cache, lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple

from models.currencies import countries
from models.folding import fold

TABLE = Path(__file__).resolve().parent.parent / "resources" / "cities.tsv"

# How people say countries that the time zone database's list calls otherwise.
_SPOKEN = {
    "uk": "GB",
    "united kingdom": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "usa": "US",
    "america": "US",
    "uae": "AE",
    "emirates": "AE",
    "south korea": "KR",
    "korea": "KR",
    "czechia": "CZ",
    "holland": "NL",
    "the netherlands": "NL",
    "the philippines": "PH",
    "bosnia": "BA",
    "ivory coast": "CI",
    "turkiye": "TR",
    "burma": "MM",
    "kosovo": "",
}
_MOST_PLACE_WORDS = 3
_REGIONS = """
    US: AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, DE
    Delaware, DC District of Columbia, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN
    Indiana, IA Iowa, KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI
    Michigan, MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, NH New
    Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, ND North Dakota, OH Ohio, OK
    Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, SC South Carolina, SD South Dakota, TN
    Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, WA Washington, WV West Virginia, WI Wisconsin,
    WY Wyoming;
    CA: AB Alberta, BC British Columbia, MB Manitoba, NB New Brunswick, NL Newfoundland and Labrador, NS
    Nova Scotia, NT Northwest Territories, NU Nunavut, ON Ontario, PE Prince Edward Island, QC Quebec, SK
    Saskatchewan, YT Yukon;
    AU: ACT Australian Capital Territory, NSW New South Wales, NT Northern Territory, QLD Queensland, SA
    South Australia, TAS Tasmania, VIC Victoria, WA Western Australia
"""


class City(NamedTuple):
    """A city: ISO 3166 country ("" where none is agreed on), IANA zone, people in it (rounded to thousands).

    `region`: the state or province in the United States, Canada and Australia, "TX"; "" elsewhere.
    """

    name: str
    country: str
    zone: str
    population: int
    region: str = ""


class _Row(NamedTuple):
    """A city, with its folded names as one text: each between "\n " and "\n"."""

    city: City
    names: str


class _Reading(NamedTuple):
    """One way to understand a text: a folded name, and the folded states or countries that must hold."""

    name: str
    places: tuple[str, ...] = ()


def find_cities(text: str, limit: int = 8, home: str = "") -> list[City]:
    """Cities with a word that begins with `text`, best first: exact names, those at `home`, the larger.

    Case, accents, dots and apostrophes do not count; other usual names are known ("Bombay", "Köln"). A state
    or country may follow: "Austin, TX", "manila philippines"; one that fits no such city is passed over.
    `home`: ISO 3166 code of a country.
    """
    readings = _readings(text)
    for reading in (*readings, *(_Reading(one.name) for one in readings[:1] if one.places)):
        ranked = [
            (f"\n {reading.name}\n" not in row.names, *_rank(row.city, home), row.city)
            for row in _rows()
            if f" {reading.name}" in row.names and _lies_in(row.city, reading.places)
        ]
        if ranked:
            return [city for *_, city in nsmallest(limit, ranked)]
    return []


@lru_cache(maxsize=256)  # the people of one table often live in the same few cities
def city_of(text: str, home: str = "") -> City | None:
    """The city that is called exactly so, the one at `home` or the largest of several; None if there is none.

    A state or country that is given must hold: "Manila, Peru" is None.
    """
    for reading in _readings(text):
        same = [
            row.city
            for row in _rows()
            if f"\n {reading.name}\n" in row.names and _lies_in(row.city, reading.places)
        ]
        if same:
            return min(same, key=lambda city: _rank(city, home))
    return None


def _rank(city: City, home: str) -> tuple[bool, int]:
    return bool(home) and city.country != home.upper(), -city.population


def _readings(text: str) -> list[_Reading]:
    """The likeliest first: what a comma sets apart is a place; else all words are the name, then fewer."""
    parts = [key for part in text.split(",") if (key := _key(part))]
    if len(parts) > 1:
        return [_Reading(parts[0], tuple(parts[1:]))]
    words = parts[0].split() if parts else []
    splits = range(len(words), max(len(words) - _MOST_PLACE_WORDS, 1) - 1, -1) if words else ()
    return [_Reading(" ".join(words[:at]), (" ".join(words[at:]),) if words[at:] else ()) for at in splits]


def _lies_in(city: City, places: tuple[str, ...]) -> bool:
    return all(_is_in(city, place) for place in places)


def _is_in(city: City, place: str) -> bool:
    """Whether a state or country, by its code or by how its name begins, is where a city lies."""
    if place in (city.country.lower(), city.region.lower()) or _SPOKEN.get(place) == city.country:
        return True
    regions, lands = _places()
    names = (regions.get((city.country, city.region), ""), lands.get(city.country, ""))
    return len(place) > 2 and any(name.startswith(place) for name in names)


def _key(text: str) -> str:
    """Folded, without apostrophes, every other sign a space: "St. John’s" gives "st johns"."""
    bare = re.sub(r"['’‘ʻʼ`´]", "", fold(text))
    return " ".join(re.findall(r"\w+", bare))


@cache
def _places() -> tuple[dict[tuple[str, str], str], dict[str, str]]:
    """Folded names of regions by country and code, and of countries by code."""
    regions = {}
    for part in _REGIONS.split(";"):
        country, _, names = part.partition(":")
        for entry in names.split(","):
            code, _, name = entry.strip().partition(" ")
            regions[country.strip(), code] = _key(name)
    return regions, {code: _key(name) for code, name in countries().items()}


@cache
def _rows() -> tuple[_Row, ...]:
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]:
        name, also, place, zone, thousands = line.split("\t")
        country, _, region = place.partition("-")
        names = "\n ".join(_key(each) for each in (name, *also.split("|")) if each)
        rows.append(_Row(City(name, country, zone, int(thousands) * 1000, region), f"\n {names}\n"))
    return tuple(rows)

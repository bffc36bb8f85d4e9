"""Public holidays and usual working days by country, from the `holidays` package, without a network.

Importing it and reading a first country cost tenths of a second: only done inside the functions here, best
not on the screen's thread. Calendars are known to be a day off now and then, so owners add and remove days;
what they said is laid over this by the caller.
"""

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

USUAL_DAYS = "0,1,2,3,4"
# Names in English; the others of the package are in the country's own languages.
_LANGUAGE = "en_US"


def holidays_of(country: str, year: int, subdivision: str = "") -> dict[dt.date, str]:
    """The holidays of a year with their English names, sorted by day; empty for an unknown country.

    `country`: ISO 3166 alpha-2. `subdivision`: as in ISO 3166-2 without the country ("TX", "BY"); an unknown
    one counts as none. A name that ends with "(estimated)" depends on the moon and is not yet announced.
    """
    return dict(_holidays_of(country.upper(), year, subdivision.upper()))


def holidays_between(
    country: str, first: dt.date, last: dt.date, subdivision: str = ""
) -> dict[dt.date, str]:
    """The holidays of all years that two days lie in, for what looks ahead past New Year."""
    found: dict[dt.date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= holidays_of(country, year, subdivision)
    return found


def subdivisions_of(country: str) -> tuple[str, ...]:
    """The codes for which a country's holidays differ, "BY"; empty for an unknown country."""
    calendar = _calendar(country.upper(), dt.date.min.year, "")
    return () if calendar is None else tuple(calendar.subdivisions)


def default_days(country: str, on: dt.date | None = None) -> str:
    """The usual working days of a country in the form of the settings, "0,1,2,3,4" with 0 for Monday.

    As they are on a day, None: today; the United Arab Emirates moved theirs in 2022. For an unknown country
    Monday to Friday.
    """
    return _default_days(country.upper(), on or dt.datetime.now(dt.UTC).date())


@lru_cache(maxsize=64)
def _holidays_of(country: str, year: int, subdivision: str) -> tuple[tuple[dt.date, str], ...]:
    calendar = _calendar(country, year, subdivision)
    return () if calendar is None else tuple(sorted(calendar.items()))


@lru_cache(maxsize=64)
def _default_days(country: str, on: dt.date) -> str:
    calendar = _calendar(country, on.year, "")
    if calendar is None:
        return USUAL_DAYS
    monday = on - dt.timedelta(days=on.weekday())
    week = (monday + dt.timedelta(days=ahead) for ahead in range(7))
    # The attribute `weekend` would say today's for every year.
    return ",".join(str(day.weekday()) for day in week if not calendar.is_weekend(day)) or USUAL_DAYS


def _calendar(country: str, year: int, subdivision: str) -> "HolidayBase | None":
    import holidays

    try:
        known = holidays.list_supported_countries().get(country)
        if known is None:
            return None
        part = subdivision if subdivision in known else None
        return holidays.country_holidays(country, subdiv=part, years=year, language=_LANGUAGE)
    except NotImplementedError:
        return None

"""Currencies (ISO 4217) and countries (ISO 3166 alpha-2): which there are, whose they are, minor units.

Amounts are kept as whole minor units with their code: 12.50 EUR is 1250, 1200 JPY is 1200, 1.500 KWD is 1500.
"""

import os
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources

from models.zones import system_zone

# Code, then the countries where it is the usual one.
_TABLE = """
    AED AE | AFN AF | ALL AL | AMD AM | AOA AO | ARS AR | AUD AU CC CX KI NF NR TV | AWG AW | AZN AZ | BAM
    BA | BBD BB | BDT BD | BHD BH | BIF BI | BMD BM | BND BN | BOB BO | BRL BR | BSD BS | BTN BT | BWP BW
    | BYN BY | BZD BZ | CAD CA | CDF CD | CHF CH LI | CLP CL | CNY CN | COP CO | CRC CR | CUP CU | CVE CV
    | CZK CZ | DJF DJ | DKK DK FO GL | DOP DO | DZD DZ | EGP EG | ERN ER | ETB ET | EUR AD AT AX BE BG BL
    CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA YT | FJD FJ | FKP
    FK | GBP GB GG GS IM JE | GEL GE | GHS GH | GIP GI | GMD GM | GNF GN | GTQ GT | GYD GY | HKD HK | HNL
    HN | HTG HT | HUF HU | IDR ID | ILS IL PS | INR IN | IQD IQ | IRR IR | ISK IS | JMD JM | JOD JO | JPY
    JP | KES KE | KGS KG | KHR KH | KMF KM | KPW KP | KRW KR | KWD KW | KYD KY | KZT KZ | LAK LA | LBP LB
    | LKR LK | LRD LR | LSL | LYD LY | MAD EH MA | MDL MD | MGA MG | MKD MK | MMK MM | MNT MN | MOP MO |
    MRU MR | MUR MU | MVR MV | MWK MW | MXN MX | MYR MY | MZN MZ | NAD NA | NGN NG | NIO NI | NOK NO SJ |
    NPR NP | NZD CK NU NZ PN TK | OMR OM | PAB PA | PEN PE | PGK PG | PHP PH | PKR PK | PLN PL | PYG PY |
    QAR QA | RON RO | RSD RS | RUB RU | RWF RW | SAR SA | SBD SB | SCR SC | SDG SD | SEK SE | SGD SG | SHP
    SH | SLE SL | SOS SO | SRD SR | SSP SS | STN ST | SYP SY | SZL SZ | THB TH | TJS TJ | TMT TM | TND TN
    | TOP TO | TRY TR | TTD TT | TWD TW | TZS TZ | UAH UA | UGX UG | USD AS BQ EC FM GU IO MH MP PR PW SV
    TC TL UM US VG VI | UYU UY | UZS UZ | VES VE | VND VN | VUV VU | WST WS | XAF CF CG CM GA GQ TD | XCD
    AG AI DM GD KN LC MS VC | XCG CW SX | XOF BF BJ CI GW ML NE SN TG | XPF NC PF WF | YER YE | ZAR LS ZA
    | ZMW ZM | ZWG ZW
"""
_WITHOUT_MINOR = frozenset(
    re.findall(r"\w+", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")
)
_THOUSANDTHS = frozenset(re.findall(r"\w+", "BHD IQD JOD KWD LYD OMR TND"))
_ROWS = [row.split() for row in _TABLE.split("|")]

CURRENCIES = frozenset(code for code, *_ in _ROWS)
CURRENCY_OF = {country: code for code, *countries in _ROWS for country in countries}


def exponent(currency: str) -> int:
    """Digits after the point: 0, 2 or 3."""
    return 0 if currency in _WITHOUT_MINOR else 3 if currency in _THOUSANDTHS else 2


def to_minor(amount: Decimal, currency: str) -> int:
    """Whole minor units, rounded half up."""
    return int((amount * 10 ** exponent(currency)).quantize(Decimal(1), ROUND_HALF_UP))


def from_minor(minor: int, currency: str) -> Decimal:
    """The amount in whole units, exact."""
    return Decimal(minor).scaleb(-exponent(currency))


@cache
def countries() -> dict[str, str]:
    """English names by code, from the time zone database's own list."""
    return dict(line.split("\t")[:2] for line in _table("iso3166.tab"))


@cache
def _country_of_zone() -> dict[str, str]:
    return {cells[2]: cells[0] for cells in (line.split("\t") for line in _table("zone.tab"))}


def guess_country() -> str:
    """Where this machine seems to be: by its zone, else by its language; "US" where nothing tells."""
    found = _country_of_zone().get(system_zone())
    if found:
        return found
    for name in ("LC_ALL", "LC_MONETARY", "LANG"):
        match = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", os.environ.get(name, ""))
        if match and match[1] in countries():
            return match[1]
    return "US"


def guess_currency(country: str) -> str:
    """The usual currency of a country, "USD" where there is none."""
    return CURRENCY_OF.get(country, "USD")


def _table(name: str) -> list[str]:
    text = resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

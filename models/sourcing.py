"""Outsourcing and offshoring are two things: whether work leaves the company, whether it leaves the country.

The company side is said by the owner; the country side is computed from two countries. Together they make the
four cells of the OECD.
"""

from models.words import QT_TRANSLATE_NOOP, Sentence, say

_CELLS = {
    (False, False): QT_TRANSLATE_NOOP("models", "in the company, in your country"),
    (False, True): QT_TRANSLATE_NOOP("models", "in the company, abroad"),
    (True, False): QT_TRANSLATE_NOOP("models", "outsourced, in your country"),
    (True, True): QT_TRANSLATE_NOOP("models", "outsourced, abroad"),
    (False, None): QT_TRANSLATE_NOOP("models", "in the company"),
    (True, None): QT_TRANSLATE_NOOP("models", "outsourced"),
}


def outside_country(assistant_country: str, owner_country: str) -> bool | None:
    """Whether work crosses the owner's border; codes of ISO 3166. None while either is unknown ("")."""
    if not assistant_country or not owner_country:
        return None
    return assistant_country.upper() != owner_country.upper()


def cell(outside_company: bool, outside_country: bool | None) -> Sentence:
    """The cell of outsourced × offshore in plain words; without the country while that is unknown."""
    return say(_CELLS[outside_company, outside_country])

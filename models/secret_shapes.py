"""Secrets that are told by their shape alone: keys of known services, private keys, cards, accounts,
addresses with a password in them, and long random strings.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from models.secret_values import is_pointer

Found = tuple[int, int, str]

# (what it begins with, the whole of it); the beginning is looked for first, which costs next to nothing.
_KEYS = [
    (start, re.compile(rf"{re.escape(start)}{rest}"))
    for start, rest in (
        *(
            (f"{four}", r"[A-Z0-9]{16}(?![A-Za-z0-9])")
            for four in ("AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA")
        ),
        *((f"gh{one}_", r"[A-Za-z0-9]{30,255}") for one in "pousr"),
        ("github_pat_", r"\w{22,255}"),
        ("glpat-", r"[\w-]{18,255}"),
        ("xox", r"[abceoprs]-[A-Za-z0-9-]{10,255}"),
        ("xapp-", r"\d-[A-Za-z0-9-]{10,255}"),
        ("hooks.slack.com/", r"(?:services|workflows|triggers)/[\w/-]{20,255}"),
        ("discord.com/api/webhooks/", r"[\w/-]{20,255}"),
        ("sk_", r"(?:live|test)_[A-Za-z0-9]{10,255}"),
        ("rk_", r"(?:live|test)_[A-Za-z0-9]{10,255}"),
        ("whsec_", r"[A-Za-z0-9+/=]{20,255}"),
        ("AIza", r"[\w-]{35}"),
        ("GOCSPX-", r"[\w-]{20,255}"),
        ("ya29.", r"[\w.-]{20,255}"),
        ("sk-", r"[\w-]{20,255}"),
        ("SG.", r"[\w-]{16,64}\.[\w-]{16,64}"),
        ("key-", r"[0-9a-f]{32}"),
        ("npm_", r"[A-Za-z0-9]{36}"),
        ("pypi-", r"[\w-]{50,255}"),
        *((f"shp{two}_", r"[0-9a-fA-F]{32}") for two in ("at", "ca", "pa", "ss")),
        ("dop_v1_", r"[0-9a-f]{64}"),
        ("hf_", r"[A-Za-z0-9]{30,64}"),
        ("lin_api_", r"[A-Za-z0-9]{30,64}"),
        ("ntn_", r"[A-Za-z0-9]{30,64}"),
        ("secret_", r"[A-Za-z0-9]{43}"),
        ("EAAC", r"[A-Za-z0-9]{40,255}"),
        ("sq0", r"(?:atp|csp|idp)-[\w-]{22,64}"),
        ("AccountKey=", r"[A-Za-z0-9+/]{40,100}={0,2}"),
        ("AGE-SECRET-KEY-", r"[A-Z0-9]{50,64}"),
        ("eyJ", r"[\w-]{8,4000}\.[\w-]{8,8000}\.[\w-]{8,1000}"),
        ("Bearer ", r"[\w+/.=-]{20,4000}"),
        ("Basic ", r"[A-Za-z0-9+/]{12,400}={1,2}"),
    )
]
_PEM = re.compile(r"-----\s?BEGIN ([A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?)\s?-----")
_PEM_BODY = re.compile(
    r"(?:\s|\\n|\\r|[A-Za-z0-9+/=>]{16,200}|[A-Z][A-Za-z-]{2,20}: [^\n]{0,100}|[A-Za-z0-9+/=]{1,76}(?=\s|$))*"
)
_USER_INFO = re.compile(r"([^\s/:@?#]{0,128}):([^\s/@]{1,256})@(?=[\w.\[-])")
_OPTION = re.compile(r"-u [^\s:]{1,64}:([^\s:]{3,128})")
_RUN = re.compile(r"\d(?:[ .-]?\d)*")
_ACCOUNT = re.compile(r"[a-z]{2} ?\d{2}")
_ACCOUNT_REST = re.compile(r"[ .-]?[a-z0-9]")
_RANDOM = re.compile(r"[A-Za-z0-9+/_-]{32,256}={0,2}")
_LENGTHS = {
    "al": 28, "ad": 24, "at": 20, "ba": 20, "be": 16, "bg": 22, "br": 29, "by": 28, "ch": 21, "cr": 22,
    "cy": 28, "cz": 24, "de": 22, "dk": 18, "do": 28, "ee": 20, "eg": 29, "es": 24, "fi": 18, "fo": 18,
    "fr": 27, "gb": 22, "ge": 22, "gi": 23, "gl": 18, "gr": 27, "gt": 28, "hr": 21, "hu": 28, "ie": 22,
    "il": 23, "is": 26, "it": 27, "jo": 30, "kw": 30, "kz": 20, "lb": 28, "li": 21, "lt": 20, "lu": 20,
    "lv": 21, "mc": 27, "md": 24, "me": 22, "mk": 19, "mr": 27, "mt": 31, "mu": 30, "nl": 18, "no": 15,
    "pk": 24, "pl": 28, "ps": 29, "pt": 25, "qa": 29, "ro": 24, "rs": 22, "sa": 24, "se": 24, "si": 19,
    "sk": 24, "sm": 27, "tn": 24, "tr": 26, "ua": 29, "ae": 23, "vg": 24, "xk": 20,
}  # fmt: skip
_CARD_WORDS = re.compile(r"card|karte|carte|tarjeta|kaart|visa\b|master|amex|cc\b|debit\b")
_PARCEL_WORDS = re.compile(
    r"\b(?:track|order|invoice|parcel|sendung|bestell|rechnung|isbn|ean\b|gtin|upc|imei|ref\b|refer|colis|commande"
    r"|pedido|serial|article|artikel|sku|asset|ticket|case|claim|meter|zahler|phone|tel\b|mobile|fax|whatsapp"
    r"|customer|kunden)"
)


def shaped(text: str, lower: str) -> Iterator[Found]:
    """Start, end and kind of each secret of a known shape. `lower`: the same text in small letters."""
    for start, pattern in _KEYS:
        at = text.find(start)
        while at >= 0:
            # The boundary first: it keeps a long word from being tried at each of its letters.
            is_word = text[at - 1 : at].isalnum() or (start == "eyJ" and text[at - 1 : at] in ("-", "_"))
            if not is_word and (match := pattern.match(text, at)):
                yield at, match.end(), "key"
            at = text.find(start, at + len(start))
    if "-u " in text:
        yield from ((match.start(1), match.end(1), "password") for match in _OPTION.finditer(text))
    if "PRIVATE KEY" in text:
        yield from _private_keys(text)
    if "://" in text:
        yield from _in_addresses(text)
    yield from _cards(text, lower)
    yield from _accounts(lower)
    yield from _random(text)


def _private_keys(text: str) -> Iterator[Found]:
    for match in _PEM.finditer(text):
        ending = f"-----END {match[1]}-----"
        end = text.find(ending, match.end(), match.end() + 20_000)
        if end >= 0:
            yield match.start(), end + len(ending), "private_key"
        else:
            body = _PEM_BODY.match(text, match.end(), match.end() + 20_000)
            yield match.start(), max(match.end(), body.end() if body else 0), "private_key"


def _in_addresses(text: str) -> Iterator[Found]:
    at = text.find("://")
    while at >= 0:
        match = _USER_INFO.match(text, at + 3)
        if match and not is_pointer(match[2]):
            yield match.start(2), match.end(2), "password"
        at = text.find("://", at + 3)


def _cards(text: str, lower: str) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if (
            end - start < 13
            or before.isalnum()
            or before in ("+", "_", "/", "=")
            or after.isalnum()
            or after == "_"
        ):
            continue
        near = lower[max(0, start - 30) : start].rsplit("\n", 1)[-1]
        has_label = _CARD_WORDS.search(near) is not None
        if not has_label and _PARCEL_WORDS.search(near):
            continue
        for first, last in _windows(run[0], is_labelled=has_label):
            digits = "".join(filter(str.isdigit, run[0][first:last]))
            if _passes_luhn(digits) and (has_label or _is_issued(digits)):
                yield start + first, start + last, "card"
                break


def _windows(run: str, *, is_labelled: bool) -> Iterator[tuple[int, int]]:
    """The whole run, and the groups in it that are spaced as on a card; with a label any at its beginning."""
    digits = sum(map(str.isdigit, run))
    if 13 <= digits <= 19:
        yield 0, len(run)
    if digits > 13 and len(run) > digits:
        groups = [match.span() for match in re.finditer(r"\d+", run)]
        sizes = [last - first for first, last in groups]
        if is_labelled:
            yield from (
                (0, last)
                for place, (_, last) in enumerate(groups[:19])
                if 13 <= sum(sizes[: place + 1]) <= 19
            )
        for place in range(len(groups)):
            for shape in ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4)):
                if tuple(sizes[place : place + len(shape)]) == shape:
                    yield groups[place][0], groups[place + len(shape) - 1][1]
            if sizes[place] in (15, 16):
                yield groups[place]


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def _is_issued(digits: str) -> bool:
    """Whether a bank gives out such numbers: many parcels, articles and devices pass Luhn too."""
    size, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if size == 16:
        return (
            digits[0] == "4"
            or 51 <= two <= 55
            or 2221 <= four <= 2720
            or two in (62, 65, 35, 50, 67)
            or four in (6011, 5893, 6304, 6390)
            or 644 <= four // 10 <= 649
        )
    return (
        (size == 15 and two in (34, 37))
        or (size == 14 and (two in (36, 38, 39) or 300 <= four // 10 <= 305))
        or (size == 19 and (digits[0] == "4" or two == 62))
    )


def _accounts(lower: str) -> Iterator[Found]:
    for match in _ACCOUNT.finditer(lower):
        start = match.start()
        size = _LENGTHS.get(lower[start : start + 2])
        if size is None or lower[start - 1 : start].isalnum():
            continue
        taken, at = match[0].replace(" ", ""), match.end()
        while len(taken) < size and (more := _ACCOUNT_REST.match(lower, at)):
            taken, at = taken + more[0][-1], more.end()
        if len(taken) == size and not lower[at : at + 1].isalnum():
            turned = "".join(str(int(letter, 36)) for letter in taken[4:] + taken[:4] if letter.isascii())
            if int(turned) % 97 == 1:
                yield start, at, "account"


def _random(text: str) -> Iterator[Found]:
    """Long strings in which letters of both sizes and digits change as only chance changes them."""
    for match in _RANDOM.finditer(text):
        value = match[0]
        start = match.start()
        if text[start - 1 : start] in tuple("./=?&#:@%\\") and "://" in text[max(0, start - 300) : start]:
            continue
        kinds = ["d" if c.isdigit() else "u" if c.isupper() else "l" if c.islower() else "s" for c in value]
        changes = sum(a != b for a, b in pairwise(kinds)) / len(kinds)
        if {"d", "u", "l"} <= set(kinds) and changes > 0.4 and kinds.count("s") < 6 and _bits(value) > 4:
            yield start, match.end(), "key"


def _bits(value: str) -> float:
    """Shannon's entropy, bits a letter."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())

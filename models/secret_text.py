"""A text as a guard should see it: no invisible letters, no look-alikes, one kind of space and dash."""

import unicodedata
from functools import lru_cache

# Letters of other alphabets that look like Latin ones, and Latin ones that do not decompose.
_ALIKE = dict(
    zip(
        "авекмнорстухіѕјԛԝһАВЕКМНОРСТУХІЅЈοανρτικεΟΑΒΕΗΙΚΜΝΡΤΧłøıđŁØĐ",
        "abekmhopctyxisjqwhABEKMHOPCTYXISJoavptikeOABEHIKMNPTXloidLOD",
        strict=True,
    )
)
_BREAKS = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\x85": "\n"}


def flatten(text: str) -> tuple[str, list[int] | None]:
    """The text to look through, and for each of its letters where it stood (None: at the same place)."""
    if text.isascii():
        return text, None
    out: list[str] = []
    places: list[int] = []
    for index, letter in enumerate(text):
        piece = letter if letter < "\x7f" else _plain(letter)
        if piece:
            out.append(piece)
            places.extend([index] * len(piece))
    return "".join(out), places


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    """What a letter looks like; "" for what cannot be seen."""
    if letter in _ALIKE:
        return _ALIKE[letter]
    if letter in _BREAKS:
        return _BREAKS[letter]
    category = unicodedata.category(letter)
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if unicodedata.category(c) != "Mn")
    return "".join(_ALIKE.get(c, c) for c in bare) if len(bare) < 4 else letter

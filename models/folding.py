"""Text folded for search: case, accents and compatibility forms taken away, with a map back."""

import unicodedata


def fold(text: str) -> str:
    """`Müller` and `MULLER` both give `muller`; `ß` gives `ss`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    # Casefolding can bring new marks (İ), so they are taken away once more.
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c))


def fold_mapped(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the index in `text` that it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    out: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        piece = fold(character)
        out.append(piece)
        places.extend([index] * len(piece))
    return "".join(out), places

"""Which task of the catalogue a title resembles, so that its minutes and done-when can be offered."""

import re
from functools import cache

from models.catalogue import CatalogueTask, read_catalogue
from models.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(
    {"a", "an", "and", "the", "of", "for", "to", "in", "on", "at", "with", "from", "by", "our", "my", "your"}
    | {"owner", "week", "weekly", "month", "monthly", "day", "daily", "every", "each", "new", "all"}
    | {"do", "make", "get", "one"}
)
_ENOUGH = 0.6


def resembling(title: str) -> CatalogueTask | None:
    """The common task whose title shares most of its words with `title`; None if none comes close.

    At least two words must be shared (one, where the catalogue's own title has only one that counts), and the
    share of all words counts both ways, so that a long title does not match by accident.
    """
    words = _stems(title)
    best, found = 0.0, None
    for task, known in _catalogue():
        common = len(words & known)
        if common < min(2, len(known)):
            continue
        share = 2 * common / (len(words) + len(known))
        if share > best:
            best, found = share, task
    return found if best >= _ENOUGH else None


@cache
def _catalogue() -> tuple[tuple[CatalogueTask, frozenset[str]], ...]:
    return tuple((task, _stems(task.title)) for task in read_catalogue())


def _stems(text: str) -> frozenset[str]:
    """Folded words without the small ones; endings of number and tense do not tell words apart."""
    return frozenset(_stem(word) for word in _WORD.findall(fold(text).replace("-", "")) if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word

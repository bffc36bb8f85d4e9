"""Passwords, keys, card and account numbers in a text: where they are, what they are, and the text without
them. Values in, values out; a text of any size takes time in step with its length.

Beyond the words, Luhn and PEM of the domain's rule, a card number must be one that a bank gives out, or stand
behind a word like "card": articles (EAN), parcels and devices pass Luhn as well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from models.secret_labels import labelled
from models.secret_shapes import shaped
from models.secret_text import flatten
from models.words import QT_TRANSLATE_NOOP, Sentence, say

# As many whatever the secret was, so that its length is no hint.
MASK = "••••••"
KINDS = ("password", "pin", "key", "card", "account", "private_key")


@dataclass(frozen=True, slots=True)
class Secret:
    """The letters from `start` up to `end` of a text; `kind`: one of KINDS."""

    start: int
    end: int
    kind: str


def find_secrets(text: str) -> list[Secret]:
    """All secrets of a text, in order, none overlapping another."""
    if len(text) < 5:
        return []
    flat, places = flatten(text)
    lower = flat.lower()
    found = sorted(chain(labelled(flat, lower), shaped(flat, lower)), key=lambda one: (one[0], -one[1]))
    secrets: list[Secret] = []
    for start, end, kind in found:
        if places is not None:
            start, end = places[start], places[end - 1] + 1
        if secrets and start < secrets[-1].end:
            last = secrets[-1]
            secrets[-1] = Secret(last.start, max(last.end, end), last.kind)
        else:
            secrets.append(Secret(start, end, kind))
    return secrets


def mask(text: str, secrets: Iterable[Secret]) -> str:
    """The text with each of these secrets replaced; what stands around them stays."""
    return "".join(_pieces(text, secrets))


def _pieces(text: str, secrets: Iterable[Secret]) -> Iterator[str]:
    at = 0
    for secret in secrets:
        yield text[at : secret.start]
        yield MASK
        at = secret.end
    yield text[at:]


def name_of(kind: str) -> Sentence:
    """ "a password", for the middle of a sentence."""
    return say(_NAMES[kind])


def advice(kind: str) -> Sentence:
    """What it looks like, and where such a thing belongs instead."""
    return say(
        QT_TRANSLATE_NOOP("models", "That looks like {what}. {where}"),
        what=name_of(kind),
        where=where_to(kind),
    )


def where_to(kind: str) -> Sentence:
    """Where to keep it instead."""
    return say(_PLACES[kind])


_NAMES = {
    "password": QT_TRANSLATE_NOOP("models", "a password"),
    "pin": QT_TRANSLATE_NOOP("models", "a PIN or a door code"),
    "key": QT_TRANSLATE_NOOP("models", "a key to a program"),
    "card": QT_TRANSLATE_NOOP("models", "the number of a card"),
    "account": QT_TRANSLATE_NOOP("models", "the number of a bank account"),
    "private_key": QT_TRANSLATE_NOOP("models", "a private key"),
}
_SHARE = QT_TRANSLATE_NOOP(
    "models", "Share access, not passwords: keep it in your password manager and name the place here."
)
_KEEP = QT_TRANSLATE_NOOP("models", "Keep it in your password manager and name the place here.")
_PLACES = {
    "password": _SHARE,
    "pin": _KEEP,
    "key": _KEEP,
    "card": _KEEP,
    "account": QT_TRANSLATE_NOOP("models", "Keep it in your bookkeeping and name the place here."),
    "private_key": _KEEP,
}

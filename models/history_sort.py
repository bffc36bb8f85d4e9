"""History words for sorting and time: what was answered, decided, guessed and measured."""

from collections.abc import Iterator, Mapping
from typing import Any

from models.words import QT_TRANSLATE_NOOP, Sentence, say

_ANSWERS = {
    "s": QT_TRANSLATE_NOOP("models", "what customers choose you for: {new}, before: {old}"),
    "o": QT_TRANSLATE_NOOP("models", "needs only you: {new}, before: {old}"),
    "t": QT_TRANSLATE_NOOP("models", "can be explained: {new}, before: {old}"),
    "p": QT_TRANSLATE_NOOP("models", "how good you are at it: {new}, before: {old}"),
    "r": QT_TRANSLATE_NOOP("models", "if it goes wrong: {new}, before: {old}"),
    "e": QT_TRANSLATE_NOOP("models", "how it leaves you: {new}, before: {old}"),
}
_GATES = QT_TRANSLATE_NOOP("models", "why it must stay with you changed")
_ON_SITE = QT_TRANSLATE_NOOP("models", "must be done on site")
_ANYWHERE = QT_TRANSLATE_NOOP("models", "can be done anywhere")
_NOTE = QT_TRANSLATE_NOOP("models", "note on the decision changed")
_AGREED = QT_TRANSLATE_NOOP("models", "as suggested")
_DIFFERED = QT_TRANSLATE_NOOP("models", "other than suggested")
_LOGGED = QT_TRANSLATE_NOOP("models", "{minutes} min logged")
_LOGGED_BY = QT_TRANSLATE_NOOP("models", "{minutes} min of {who} logged")
_UNLOGGED = QT_TRANSLATE_NOOP("models", "{minutes} min taken off the log")
_GUESSED = QT_TRANSLATE_NOOP("models", "hours guessed")
_MEASURED = QT_TRANSLATE_NOOP("models", "minutes measured")
_DONE_WHEN = QT_TRANSLATE_NOOP("models", "what done means changed")
_SKILLS = QT_TRANSLATE_NOOP("models", "skills needed: {new}, before: {old}")
_SENSITIVITY = QT_TRANSLATE_NOOP("models", "how private: {new}, before: {old}")
_PIN = {
    "in": QT_TRANSLATE_NOOP("models", "pinned in on Delegate next"),
    "out": QT_TRANSLATE_NOOP("models", "left out on Delegate next"),
}
_UNPINNED = QT_TRANSLATE_NOOP("models", "unpinned on Delegate next")

Pairs = Mapping[str, Any]


def of_triage(pairs: Pairs) -> Iterator[Sentence]:
    """What changed in the answers about a card; column → (old, new)."""
    for name, text in _ANSWERS.items():
        if name in pairs:
            old, new = ("–" if value is None else value for value in pairs[name])
            yield say(text, old=old, new=new)
    if "gates" in pairs:
        yield say(_GATES)
    if "on_site" in pairs:
        yield say(_ON_SITE if pairs["on_site"][1] else _ANYWHERE)
    if "agreed" in pairs and pairs["agreed"][1] is not None:
        yield say(_AGREED if pairs["agreed"][1] else _DIFFERED)
    if "note" in pairs:
        yield say(_NOTE)


def of_needs(pairs: Pairs) -> Iterator[Sentence]:
    """What changed in what a task costs and needs."""
    if "estimate" in pairs and pairs["estimate"][1]:
        yield say(_GUESSED if pairs["estimate"][1] == "rough" else _MEASURED)
    if "done_when" in pairs:
        yield say(_DONE_WHEN)
    for name, text in (("skills", _SKILLS), ("sensitivity", _SENSITIVITY)):
        if name in pairs:
            old, new = (value or "–" for value in pairs[name])
            yield say(text, old=old, new=new)
    if "pin" in pairs:
        yield say(_PIN.get(str(pairs["pin"][1]), _UNPINNED))


def logged(seconds: int, plate: str) -> Sentence:
    """Time that was logged, with whose it was if not the owner's."""
    return (
        say(_LOGGED_BY, minutes=_minutes(seconds), who=plate)
        if plate
        else say(_LOGGED, minutes=_minutes(seconds))
    )


def unlogged(seconds: int | None) -> Sentence:
    """Time that was taken off again."""
    return say(_UNLOGGED, minutes="…" if seconds is None else _minutes(seconds))


def _minutes(seconds: int) -> str:
    return f"{max(seconds / 60, 1):.0f}"

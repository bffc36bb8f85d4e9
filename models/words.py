"""Sentences that the models can say, marked for translation without Qt.

A `Sentence` is a source text with named values. The window translates and fills it in the running
language (`ui.wording.sentence_text`); the command line uses `english()`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

CONTEXT = "models"


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:
    """Mark `source` for lupdate, which finds this name in Python text; returns it unchanged."""
    del context
    return source


class Sentence(NamedTuple):
    """A source text with named values; a value may itself be a Sentence. `count` picks the plural."""

    source: str
    values: Mapping[str, object] = MappingProxyType({})
    count: int | None = None  # type: ignore[assignment]  # hides a method of tuples

    def english(self) -> str:
        """The sentence in the source language, values filled in."""
        return fill(english_plural(self.source, self.count), self.values, Sentence.english)

    def __str__(self) -> str:
        return self.english()


def say(source: str, count: int | None = None, **values: object) -> Sentence:
    """Make a Sentence; `source` is written as QT_TRANSLATE_NOOP("models", "…")."""
    return Sentence(source, MappingProxyType(values), count)


_PLURAL = re.compile(r"\(s\)")
_NAME = re.compile(r"\{([a-z_]+)\}")


def english_plural(source: str, count: int | None) -> str:
    """Fill %n and resolve "(s)": "%n card(s)" gives "1 card", "2 cards"."""
    if count is None:
        return source
    return _PLURAL.sub("" if count == 1 else "s", source).replace("%n", str(count))


def fill(text: str, values: Mapping[str, object], render: object = None) -> str:
    """Put values into {name} places. No str.format: its mini-language reaches into objects."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        found = values[match[1]]
        return render(found) if isinstance(found, Sentence) and callable(render) else str(found)

    return _NAME.sub(value, text)

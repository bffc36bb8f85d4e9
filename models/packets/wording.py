"""The fixed words of what an assistant gets, in the language they read.

Source texts are marked as everywhere (`QT_TRANSLATE_NOOP`); the translations that come with the program lie
in `resources/packet_words`, one JSON file per language: source text → translation.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.words import Sentence, english_plural, fill

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "packet_words"

# A source text to what the reader is shown; places for {named} values are kept.
Translate = Callable[[str], str]


@cache
def languages() -> tuple[str, ...]:
    """The languages that the fixed words are in: "en" first, then those with a catalogue."""
    return "en", *sorted(path.stem for path in FOLDER.glob("*.json"))


@cache
def catalogue(language: str) -> dict[str, str]:
    """Source text → translation; empty for English and for a language without a catalogue."""
    if language == "en" or language not in languages():
        return {}
    words: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return words


def known_language(wanted: str) -> str:
    """The language whose words are there for `wanted` ("de-AT" is served in "de"), else "en"."""
    short = wanted.replace("_", "-").partition("-")[0].lower()
    return short if short in languages() else "en"


@dataclass(frozen=True, slots=True)
class Words:
    """Says sentences to a reader; `language` is for the page's own mark of it."""

    language: str
    translate: Translate

    def __call__(self, sentence: Sentence) -> str:
        text = english_plural(self.translate(sentence.source), sentence.count)
        return fill(text, sentence.values, self)


def words_for(language: str, translate: Translate | None = None) -> Words:
    """The words of a language; `translate` stands before the program's own catalogue where it is given."""
    known = known_language(language)
    own = catalogue(known)
    return Words(known, translate or (lambda source: own.get(source, source)))

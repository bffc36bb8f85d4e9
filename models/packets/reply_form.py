"""The text block for those who cannot run the page's script: a few lines to fill in, and how they are read.

The lines go out in the reader's language and are read in every language that the fixed words are in.
"""

import re
from dataclasses import dataclass
from functools import cache

from models.folding import fold
from models.packets import refusals
from models.packets.reply_block import END, START
from models.packets.wording import Words, catalogue, languages
from models.words import QT_TRANSLATE_NOOP, say

MOST_MINUTES = 7 * 24 * 60

_DONE = QT_TRANSLATE_NOOP("models", "Done (yes/no)")
_MINUTES = QT_TRANSLATE_NOOP("models", "Minutes it took")
_QUESTION = QT_TRANSLATE_NOOP("models", "Question")
_NOTE = QT_TRANSLATE_NOOP("models", "Note")
_STEPS = QT_TRANSLATE_NOOP("models", "Steps, one a line")
_YES = QT_TRANSLATE_NOOP("models", "yes")
_NO = QT_TRANSLATE_NOOP("models", "no")
_SOURCES = {"done": _DONE, "minutes": _MINUTES, "question": _QUESTION, "note": _NOTE, "steps": _STEPS}
# As people write them, whatever the form says.
_SHORT = {"done": ("done",), "minutes": ("minutes", "min"), "steps": ("steps",), "ref": ("ref",)}
_MORE_YES = frozenset(("y", "j", "s", "o", "x", "ok", "done", "✓", "✔", "✅", "👍"))
_MORE_NO = frozenset(("n", "not yet"))

# What mailers and people put around a name and its value, and the longest name there may be.
_AROUND = " \t*_"
_LONGEST_NAME = 60
_COLON = re.compile("[:：]")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_REF = re.compile(r"([0-9a-f]{32})\s*[-./ v]\s*([0-9]{1,9})", re.IGNORECASE)
_MINUTES_GIVEN = re.compile(r"([0-9]{1,5})\s*(?:m|min|mins|minutes?|minuten|minutos?|'|′)?\.?")
_HOURS_GIVEN = re.compile(
    r"([0-9]{1,3})\s*(?:h|:|std\.?|hours?|stunden?|horas?|heures?)\s*(?:([0-9]{1,2})\D*)?"
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written into the block, before it is judged; `done` None: neither yes nor no."""

    token: str
    version: int
    done: bool | None
    minutes: int | None
    question: str
    note: str
    steps: str


def fill_in_block(token: str, version: int, wants_steps: bool, words: Words) -> str:
    """The empty block, ready to be copied and filled in."""
    names = ["done", "minutes", "question", "note", *(["steps"] if wants_steps else [])]
    lines = [f"{words(say(_SOURCES[name]))}: " for name in names]
    return "\n".join([START, *lines, f"Ref: {token}-{version}", END])


def is_blank(filled: Filled) -> bool:
    """Whether nothing was filled in."""
    given = (filled.question, filled.note, filled.steps)
    return filled.done is None and filled.minutes is None and not any(given)


def read_form(block: str) -> Filled:
    """Read a block; lines without a known name go on with what the line before said. Raises Refused."""
    values: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in block.splitlines():
        name, rest = _named(line)
        if name:
            current = values.setdefault(name, [])
            line = rest
        if current is not None:
            current.append(line.strip())
    text = {name: "\n".join(lines).strip() for name, lines in values.items()}
    # Blanks as they come in hundreds of thousands would take the search minutes.
    ref = _REF.search(" ".join("".join(text.get("ref", "").split("\n")).split()))
    if ref is None:
        raise refusals.no_reference()
    return Filled(
        token=ref[1].lower(),
        version=int(ref[2]),
        done=_yes_or_no(text.get("done", "")),
        minutes=_minutes(text.get("minutes", "")),
        question=text.get("question", ""),
        note=text.get("note", ""),
        steps=text.get("steps", ""),
    )


def _named(line: str) -> tuple[str, str]:
    """The field that a line begins with, and the rest of it; "" where it begins with none."""
    colon = _COLON.search(line)
    if colon is None:
        return "", line
    label = line[: colon.start()].lstrip(f"{_AROUND}•-").rstrip(_AROUND)
    name = _names().get(_bare(label), "") if len(label) <= _LONGEST_NAME else ""
    return name, line[colon.end() :].lstrip(_AROUND)


@cache
def _names() -> dict[str, str]:
    """Every name that a line may have, in every language, folded → the field."""
    found = {short: name for name, shorts in _SHORT.items() for short in shorts}
    for name, source in _SOURCES.items():
        for text in _in_all_languages(source):
            found[_bare(text)] = name
            found[_bare(text.partition(",")[0])] = name
    return found


def _in_all_languages(source: str) -> list[str]:
    return [catalogue(language).get(source, source) for language in languages()]


def _bare(label: str) -> str:
    return " ".join(fold(_IN_BRACKETS.sub("", label)).split())


def _yes_or_no(text: str) -> bool | None:
    if not text.strip(" ._?/"):
        return None
    said = fold(text).strip(" .!*_")
    if said in _MORE_YES or said in {fold(word) for word in _in_all_languages(_YES)}:
        return True
    if said in _MORE_NO or said in {fold(word) for word in _in_all_languages(_NO)}:
        return False
    raise refusals.neither_yes_nor_no(text)


def _minutes(text: str) -> int | None:
    """Whole minutes from "25", "25 min", "1 h 30", "1:30"; empty is None."""
    given = text.strip(" ._?\n").lower()
    if not given:
        return None
    if match := _MINUTES_GIVEN.fullmatch(given):
        minutes = int(match[1])
    elif match := _HOURS_GIVEN.fullmatch(given):
        minutes = int(match[1]) * 60 + int(match[2] or 0)
    else:
        minutes = MOST_MINUTES + 1
    if minutes <= MOST_MINUTES:
        return minutes
    raise refusals.no_minutes(text)

"""Characters that nobody sees, and those that turn the reading around: shown, shut in, or taken out.

A text is kept as it came. Where it stands beside others on the screen it is shut in, so that it can turn
nothing but itself; where somebody has to judge it letter by letter (an address, a file's ending) it is
shown; in the name of a file it is taken out.
"""

import re
import unicodedata

# Embeddings and overrides, isolates, marks of direction.
BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
# Joiners and blanks of no width, fillers, tags, line ends that are none here.
UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2028\u2029\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{BIDI}{UNSEEN}]")
_TURNS = re.compile(
    f"[{BIDI}\u2028\u2029\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OPENERS = "\u2066\u2067\u2068"
_OPEN, _CLOSE = "\u2068", "\u2069"


def shown(text: str) -> str:
    """Every character that would not be seen, by its number: `a\u202eb` is `a‹U+202E›b`."""
    return _HIDDEN.sub(lambda match: f"‹U+{ord(match[0]):04X}›", text)


def apart(text: str) -> str:
    """A text for the middle of a sentence: what turns the reading around ends where the text does."""
    if text.isascii() or _TURNS.search(text) is None:
        return text
    open_, kept = 0, []
    for letter in text:
        if letter == _CLOSE and not open_:
            continue
        open_ += (letter in _OPENERS) - (letter == _CLOSE)
        kept.append(" " if letter in "\u2028\u2029" else letter)
    return f"{_OPEN}{''.join(kept)}{_CLOSE * open_}{_CLOSE}"


def without(text: str) -> str:
    """A text without any of them, for the name of a file."""
    return _HIDDEN.sub("", text)


def looks_empty(text: str) -> bool:
    """Whether there is nothing in a text that anybody would see."""
    return not any(
        letter for letter in without(text) if not letter.isspace() and unicodedata.category(letter) != "Mn"
    )

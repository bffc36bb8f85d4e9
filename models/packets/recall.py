"""A few lines to an assistant whose hands something is taken out of again, in the language they read."""

import datetime as dt
from collections.abc import Sequence

from models.packets.defaults import NOBODY
from models.packets.spoken import instant_words
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_HELLO = QT_TRANSLATE_NOOP("models", "Hello {name},")
_STOP = QT_TRANSLATE_NOOP("models", "please stop working on this, I have taken it back:")
_LINE = QT_TRANSLATE_NOOP("models", "{title} (sent {moment})")
_THANKS = QT_TRANSLATE_NOOP("models", "You need not do anything more about it. Thank you!")


def note(
    name: str, zone: str, city: str, sent: Sequence[tuple[str, dt.datetime]], owner: str, words: Words
) -> str:
    """The text to copy. `sent`: titles with the moment (naive UTC) each was sent; `zone`: the reader's."""
    lines = []
    for title, moment in sent:
        at = instant_words(moment.replace(tzinfo=dt.UTC), zone, city, words)
        lines.append(f"- {words(say(_LINE, title=title, moment=at))}")
    first = name.split()[0] if name.split() else name
    paragraphs = [words(say(_HELLO, name=first)), words(say(_STOP)), "\n".join(lines), words(say(_THANKS))]
    return "\n\n".join([*paragraphs, owner or words(say(NOBODY))]) + "\n"

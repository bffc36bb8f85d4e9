"""A few lines to an assistant who has something: how does it go? In the language they read."""

from collections.abc import Sequence

from models.packets.defaults import NOBODY
from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

_HELLO = QT_TRANSLATE_NOOP("models", "Hello {name},")
_ABOUT = QT_TRANSLATE_NOOP("models", "this is about “{title}”.")
_DUE = QT_TRANSLATE_NOOP("models", "Due: {due}.")
_WAS_DUE = QT_TRANSLATE_NOOP("models", "It was due: {due}.")
_AGAIN = QT_TRANSLATE_NOOP("models", "I already asked on {day}.")
_QUESTION = QT_TRANSLATE_NOOP("models", "How is it going, and what do you need to finish it?")
_OVER = QT_TRANSLATE_NOOP("models", "Is it done, or when will it be?")


def note(
    name: str,
    title: str,
    due: Sequence[str],
    owner: str,
    words: Words,
    *,
    is_past: bool = False,
    asked: str = "",
) -> str:
    """The text to copy. `due`: the moment as moment_words says it, or nothing; `asked`: the day of the last
    time that was asked, "" for the first.
    """
    first = name.split()[0] if name.split() else name
    about = [words(say(_ABOUT, title=title))]
    if due:
        about.append(words(say(_WAS_DUE if is_past else _DUE, due=" · ".join(due))))
    if asked:
        about.append(words(say(_AGAIN, day=asked)))
    question = words(say(_OVER if is_past else _QUESTION))
    parts = [words(say(_HELLO, name=first)), " ".join(about), question, owner or words(say(NOBODY))]
    return "\n\n".join(parts) + "\n"

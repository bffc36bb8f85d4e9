"""What an assistant reads where the owner has said nothing yet."""

from typing import Final

from models.packets.wording import Words
from models.words import QT_TRANSLATE_NOOP, say

# Who hands over
NOBODY: Final = QT_TRANSLATE_NOOP("models", "Your client")
_NOBODY_INSIDE = QT_TRANSLATE_NOOP("models", "your client")
# The default of models.briefs, marked here too so that it is in every language a packet speaks
ASK_WHEN: Final = QT_TRANSLATE_NOOP("models", "If blocked: propose three options, pick one and flag it.")


def inside(owner: str, words: Words) -> str:
    """The owner as named inside a sentence: "…; your client decides"."""
    return words(say(_NOBODY_INSIDE)) if owner == words(say(NOBODY)) else owner

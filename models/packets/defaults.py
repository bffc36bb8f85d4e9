"""What an assistant reads where the owner has said nothing yet."""

from typing import Final

from models.words import QT_TRANSLATE_NOOP

# Who hands over
NOBODY: Final = QT_TRANSLATE_NOOP("models", "Your client")
# The default of models.briefs, marked here too so that it is in every language a packet speaks
ASK_WHEN: Final = QT_TRANSLATE_NOOP("models", "If blocked: propose three options, pick one and flag it.")

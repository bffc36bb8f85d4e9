"""Why a reply is not taken, in words for the owner; all else in this package speaks to the assistant."""

from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say


def too_large() -> Refused:
    """More than anybody would write."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "This is too large for a reply: more than 256 KB.")))


def no_reply() -> Refused:
    """Some other text."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "This holds no reply of an assistant.")))


def nothing_filled_in() -> Refused:
    """The empty block came back."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "Nothing was filled in in this reply.")))


def several() -> Refused:
    """It cannot be told which one is meant."""
    text = QT_TRANSLATE_NOOP("models", "This text holds more than one reply: take one at a time.")
    return Refused(say(text))


def damaged() -> Refused:
    """A field is missing, of another type or out of bounds."""
    text = QT_TRANSLATE_NOOP("models", "This reply is damaged or not complete. Ask for it again, as a file.")
    return Refused(say(text))


def too_long() -> Refused:
    """A text is refused rather than cut."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "A text in this reply is too long to be taken over.")))


def too_new() -> Refused:
    """Its format is not known yet."""
    text = QT_TRANSLATE_NOOP("models", "This reply was made for a newer version of Delegation Board.")
    return Refused(say(text))


def no_reference() -> Refused:
    """Without its last line a block says nothing of which task it speaks."""
    text = QT_TRANSLATE_NOOP("models", "The line that begins with “Ref” is missing or not complete.")
    return Refused(say(text))


def neither_yes_nor_no(text: str) -> Refused:
    """Filled in with something else."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "“{text}” is neither yes nor no."), text=text[:80]))


def no_minutes(text: str) -> Refused:
    """Filled in with something else, or with more than a week."""
    return Refused(say(QT_TRANSLATE_NOOP("models", "“{text}” is no number of minutes."), text=text[:80]))

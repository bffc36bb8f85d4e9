"""What became of an error that nobody caught: a sentence for the owner, or a bug with its places."""

from types import TracebackType
from typing import NamedTuple

from models.errors import BoardError, NoMemory


class Mishap(NamedTuple):
    """`known`: in words for the owner; else `places`, of a bug. `comes_often`: at every paint, perhaps."""

    known: BoardError | None
    places: str = ""
    comes_often: bool = False


def mishap_of(error: BaseException, trace: TracebackType | None = None) -> Mishap:
    """`trace`: where it was raised, if the error itself does not say."""
    if isinstance(error, BoardError):
        return Mishap(error)
    if isinstance(error, MemoryError):
        return Mishap(NoMemory())
    from models.error_report import places_text
    from models.file_watch import in_words
    from models.recovery import damage_in

    if (known := damage_in(error) or in_words(error)) is not None:
        return Mishap(known, comes_often=True)
    return Mishap(None, places_text(error if error.__traceback__ else error.with_traceback(trace)))

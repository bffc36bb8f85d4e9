"""Where letters that were erased from a board can still be read: in its backups, and in old copies beside it.

To read them all takes seconds: on any thread but the one that writes, and after the change.
"""

import contextlib
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from models.backups import backups_of
from models.errors import Cancelled
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_PART = 1 << 20


def never() -> bool:
    """Nobody cancels."""
    return False


def still_in(
    board: Path, letters: Collection[str], cancelled: Callable[[], bool] = never
) -> tuple[list[str], int]:
    """Names of the copies beside the board at this path that hold one of these, and how many of its backups
    do.

    Raises Cancelled.
    """
    forms = {form for one in letters for form in (one, in_json(one)) if form}
    wanted = {form.encode(errors="surrogatepass") for form in forms}
    copies = [path.name for path in older_copies(board) if _holds(path, wanted, cancelled)]
    return copies, sum(_holds(one.path, wanted, cancelled) for one in backups_of(board))


def older_copies(path: Path) -> list[Path]:
    """The copies of a board that versions up to 0.4 left beside it ("Shop before version 2.board")."""
    start = f"{path.stem} before version "
    with contextlib.suppress(OSError):
        return sorted(
            found
            for found in path.parent.iterdir()
            if found.name.startswith(start) and found.suffix == path.suffix and found.is_file()
        )
    return []


def left_in(copies: Sequence[str], backups: int) -> Sentence:
    """Where something is left: "Shop before version 2.board, 3 backups (File, Backups)"."""
    names = ", ".join(copies)
    if not backups:
        return say(QT_TRANSLATE_NOOP("models", "{files}"), files=names)
    count = say(QT_TRANSLATE_NOOP("models", "%n backup(s) (File, Backups)"), backups)
    if not copies:
        return count
    return say(QT_TRANSLATE_NOOP("models", "{files}, {backups}"), files=names, backups=count)


def in_json(letters: str) -> str:
    """As they stand inside a JSON text."""
    return json.dumps(letters, ensure_ascii=False)[1:-1]


def _holds(path: Path, wanted: Collection[bytes], cancelled: Callable[[], bool]) -> bool:
    """Whether a file has one of these letter by letter."""
    longest = max((len(one) for one in wanted), default=0)
    with contextlib.suppress(OSError), path.open("rb") as file:
        rest = b""
        while part := file.read(_PART):
            if cancelled():
                text = QT_TRANSLATE_NOOP("models", "Stopped. Backups may still hold it (File, Backups).")
                raise Cancelled(say(text))
            piece = rest + part
            if any(one in piece for one in wanted):
                return True
            rest = piece[-longest:] if longest else b""
    return False

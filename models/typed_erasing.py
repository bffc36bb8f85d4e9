"""What is erased from a board goes from the half-typed texts too, whatever ends the program in between.

Before the commit it is noted which fields hold such a text, never the text itself. After it the window drops
them (ui.typed) and the note. A note that is found at a start tells what became of it: if the commit is there,
these texts go before anything is shown; if not, they stay.
"""

import contextlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from models.board import Board
from models.files import write_atomically
from models.record import Recorder
from models.schema import Journal
from models.typed import Typed, TypedFile

_MOST = 8
# Erased by the commits of this process, by board and revision, until the window asks.
_erased: dict[tuple[Path, int], "Erased"] = {}


@dataclass(frozen=True, slots=True)
class Erased:
    """`subjects`: uids of the cards and people that go. `letters` go from every text, `names` where they are
    whole words, `letters_of` from the texts about one subject.
    """

    subjects: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    letters_of: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_in(self, typed: Typed) -> bool:
        """Whether a text belongs to what was erased, or holds it."""
        about = typed.subject.partition("/")[0]
        if about in self.subjects:
            return True
        texts = (typed.place, typed.name, typed.text, *typed.was)
        letters = self.letters | self.letters_of.get(about, frozenset())
        if any(one in text for one in letters for text in texts):
            return True
        words = [re.compile(rf"(?<!\w){re.escape(name.casefold())}(?!\w)") for name in self.names if name]
        return any(word.search(text.casefold()) for word in words for text in texts)


def erase_with(board: Board, record: Recorder, erased: Erased) -> None:
    """Let the half-typed texts go together with the change that `record` writes."""
    record.before_commit.append(partial(_note, board, record, erased))


def erased_by(board: Board, revision: int) -> Erased | None:
    """What a change of this process erased; asked once."""
    return _erased.pop((board.path, revision), None)


def settle(board: Board, file: TypedFile) -> None:
    """Before anything is put back: drop what an erasing took of which the window never heard."""
    notes = _read(file.note_path)
    gone = {tuple(spot) for one in notes if _is_made(board, one) for spot in one["fields"]}
    if gone:
        file.keep([one for one in file.read() if one.spot not in gone], settles=True)
        file.finish(10.0)
    elif notes:
        with contextlib.suppress(OSError):
            file.note_path.unlink(missing_ok=True)


def _note(board: Board, record: Recorder, erased: Erased, revision: int) -> None:
    _erased[board.path, revision] = erased
    for key in list(_erased)[:-_MOST]:  # nobody asked: there is no window
        del _erased[key]
    file = TypedFile(board.path, board.about().uid)
    fields = [one.spot for one in file.read() if erased.is_in(one)]
    if fields:
        one = {"revision": revision, "at": Journal.at.db_value(record.moment), "fields": fields}
        with write_atomically(file.note_path) as stream:
            stream.write(json.dumps([*_read(file.note_path), one]).encode("ascii"))


def _is_made(board: Board, note: Mapping[str, Any]) -> bool:
    """Whether the commit that was about to be made is there."""
    sql = "SELECT at FROM journal WHERE revision = ?"
    row = board.db.execute_sql(sql, (note["revision"],)).fetchone()
    return row is not None and row[0] == note["at"]


def _read(path: Path) -> list[dict[str, Any]]:
    with contextlib.suppress(OSError, ValueError, RecursionError):
        found: Iterable[Any] = json.loads(path.read_bytes())
        return [one for one in found if isinstance(one, dict) and {"revision", "at", "fields"} <= one.keys()]
    return []

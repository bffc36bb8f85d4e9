"""What is being typed and not committed yet: in a file of its own beside the boards, never in one.

One file a board, under the board's id and a mark of its path: it follows a board that is moved, and is not
taken for that of a copy. Read when the board opens; written on a thread of its own, the newest state alone.
"""

import contextlib
import json
import os
import threading
import time
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from models import places
from models.errors import BoardError
from models.files import write_atomically

MOST = 50
LONGEST = 1_000_000
# Room that is kept for what is typed once the disk is full.
SPARE_BYTES = 65_536
# So long is kept what was typed for a board that is not there any more.
ORPHANS_DAYS = 30


class Typed(NamedTuple):
    """A text in a field. `place`: where the field is, `subject`: what it is about (uids), `field`: which one,
    `name`: as it is called on the screen. `was`: what the field held before, oldest first: while it holds one
    of these nobody else has changed it. `saves`: it saves by itself when it is left.
    """

    place: str
    subject: str
    field: str
    name: str
    was: tuple[str, ...]
    text: str
    saves: bool

    @property
    def spot(self) -> tuple[str, str, str]:
        """What tells this field from all others."""
        return self.place, self.subject, self.field


class TypedFile:
    """The file of one board. `uid`: the board's own id."""

    def __init__(self, board: Path, uid: str) -> None:
        self._board = board
        self._uid = uid
        self._turn = threading.Lock()
        self._next: list[Typed] | None = None
        self._settles = False
        self._thread: threading.Thread | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        mark = zlib.crc32(os.fsencode(self._board))
        return places.typed_folder() / f"{self._uid}-{mark:08x}.json"

    @property
    def note_path(self) -> Path:
        """Where lies what an erasing noted (models.typed_erasing)."""
        return self.path.with_suffix(".erased")

    def read(self) -> list[Typed]:
        """What was typed last, oldest first; nothing where the file is not there or cannot be understood."""
        try:
            self._adopt()
            found = json.loads(self.path.read_bytes())
            return [_typed(one) for one in found["typed"][-MOST:]]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return []

    def keep(self, typed: Iterable[Typed], *, settles: bool = False) -> None:
        """Write this in the place of all before, soon and on another thread. Never raises.

        `settles`: without all that was erased, so that the notes of it may go.
        """
        with self._turn:
            self._next = list(typed)[-MOST:]
            self._settles |= settles
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_all, name="typed", daemon=True)
                self._thread.start()

    def finish(self, seconds: float) -> None:
        """Wait until what was kept is written, at most so long."""
        with self._turn:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _write_all(self) -> None:
        while True:
            with self._turn:
                typed, self._next = self._next, None
                settles, self._settles = self._settles, False
                if typed is None:
                    self._thread = None
                    return
            # A disk that is full, in spite of the room that was kept: the text is still in its field.
            with contextlib.suppress(OSError, BoardError):
                self._write_somehow(typed)
                if settles:
                    self.note_path.unlink(missing_ok=True)

    def _write_somehow(self, typed: Sequence[Typed]) -> None:
        spare = self.path.with_suffix(".spare")
        try:
            self._write(typed)
        except (OSError, BoardError):
            if not spare.exists():
                raise
            spare.unlink()
            self._write(typed)
            return
        if not spare.exists():
            with write_atomically(spare) as stream:
                stream.write(bytes(SPARE_BYTES))

    def _write(self, typed: Sequence[Typed]) -> None:
        if not typed:
            self.path.unlink(missing_ok=True)
            return
        rows = [one._replace(text=one.text[:LONGEST])._asdict() for one in typed]
        text = json.dumps({"board": str(self._board), "typed": rows})
        with write_atomically(self.path) as stream:
            stream.write(text.encode("ascii"))

    def _adopt(self) -> None:
        """Take over what was typed before the board was moved here, and drop what no board asks for."""
        own = self.path
        for other in own.parent.glob("*.json"):
            if other == own or _is_for_a_board(other):
                continue
            if other.name.startswith(f"{self._uid}-") and not own.exists():
                other.rename(own)
            elif time.time() - other.stat().st_mtime > ORPHANS_DAYS * 86_400:
                other.unlink(missing_ok=True)


def _is_for_a_board(path: Path) -> bool:
    """Whether the board that a file is for lies where it lay."""
    try:
        return Path(json.loads(path.read_bytes())["board"]).exists()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _typed(row: object) -> Typed:
    """Raises KeyError or TypeError for anything that was not written here."""
    if not isinstance(row, dict):
        raise TypeError
    words = {name: row[name] for name in ("place", "subject", "field", "name", "text")}
    was, saves = row["was"], row["saves"]
    if not all(isinstance(word, str) for word in [*words.values(), *was]) or not isinstance(saves, bool):
        raise TypeError
    return Typed(**words, was=tuple(was), saves=saves)

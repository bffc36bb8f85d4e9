"""Pieces of a large file put aside in a temporary file until all that belongs to them is known."""

import json
import tempfile
import weakref
from collections.abc import Iterator
from typing import IO, Any

from models.errors import Refused
from models.words import QT_TRANSLATE_NOOP, say

_IN_MEMORY = 8 * 1024 * 1024


class Spool:
    """Small JSON values by key, many to a key; in memory only their places.

    The temporary file has no name on Linux and macOS and is readable by its owner alone.
    """

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (closed by close)
        # An import that is given up half-way may have nobody left to close it.
        weakref.finalize(self, self._file.close)
        self._last: dict[str, int] = {}
        self._end = 0

    def put(self, key: str, value: Any) -> int:
        """Append a value to the key's chain; returns its place."""
        place = self._end
        line = json.dumps([self._last.get(key, -1), value], default=str).encode("ascii") + b"\n"
        try:
            self._file.seek(place)
            self._file.write(line)
        except OSError as error:
            sentence = say(QT_TRANSLATE_NOOP("models", "There is no room in the folder for temporary files."))
            raise Refused(sentence) from error
        self._end += len(line)
        self._last[key] = place
        return place

    def at(self, place: int) -> Any:
        """The value at a place that put() returned."""
        self._file.seek(place)
        return json.loads(self._file.readline())[1]

    def chain(self, key: str) -> Iterator[Any]:
        """The key's values, the last one first."""
        place = self._last.get(key, -1)
        while place >= 0:
            self._file.seek(place)
            place, value = json.loads(self._file.readline())
            yield value

    def close(self) -> None:
        """The temporary file is gone after this."""
        self._file.close()

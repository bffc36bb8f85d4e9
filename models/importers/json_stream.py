"""A JSON object read piece by piece: each element of its top lists is built alone, the rest is skipped."""

import codecs
import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

import ijson

from models.errors import BoardError, Refused
from models.importers.base import MAX_DEPTH, Pace
from models.importers.incoming import Encoding, Incoming
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_BUFFER = 256 * 1024
_MAX_TEXT = 16_000_000  # bytes without a quotation mark
_MAX_KEYS = 1_000
_LONGEST_KEY = 200
_MAX_EVENTS = 500_000  # signs and values of one element: it is built in memory
_Event = tuple[str, Any]

# A pair of halves, a lone half, or an escaped backslash (consumed so that its second one is no escape).
_HALVES = re.compile(rb"\\\\|\\u([dD][89a-fA-F][0-9a-fA-F]{2})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?")
_FIRST_HALF = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}")


class Utf8Stream:
    """The bytes as UTF-8 for the parser: other encodings decoded, lone halves of letters mended.

    A half of a letter beyond the basic plane (`\\ud83d` alone) comes from texts that were cut in the middle
    of an emoji; it cannot be stored, and becomes �. `mended` counts them.
    """

    def __init__(self, raw: BinaryIO, encoding: Encoding, pace: Pace | None = None) -> None:
        self._raw = raw
        self._pace = pace
        self._decoder: codecs.IncrementalDecoder | None = None
        if encoding.name != "utf-8" or encoding.broken:
            self._decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
        self._rest = b""
        self._out = io.BytesIO()
        self._ended = False
        self._unquoted = 0
        self.mended = 0
        self.place = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, b"" at the end."""
        piece = self._out.read(size)
        while size != 0 and not piece and not self._ended:
            self._out = io.BytesIO(self._next())
            piece = self._out.read(size)
        return piece

    def _next(self) -> bytes:
        if self._pace is not None:  # one text of 100 MB comes without any element between
            self._pace.look()
        chunk = self._raw.read(_BUFFER)
        self._ended = not chunk
        self.place += len(chunk)
        if self._decoder is not None:
            chunk = self._decoder.decode(chunk, self._ended).encode("utf-8", "replace")
        quote = chunk.rfind(b'"')
        self._unquoted = self._unquoted + len(chunk) if quote < 0 else len(chunk) - quote
        if self._unquoted > _MAX_TEXT:  # the parser would hold the whole of it several times
            raise _refused(QT_TRANSLATE_NOOP("models", "A text in the file is too long to be of a card."))
        chunk = self._rest + chunk
        self._rest = b""
        if b"\\u" not in chunk and not chunk.endswith(b"\\"):
            return chunk
        cut = len(chunk) if self._ended else _safe_end(chunk)
        chunk, self._rest = chunk[:cut], chunk[cut:]
        if b"\\ud" in chunk or b"\\uD" in chunk:
            chunk = _HALVES.sub(self._mend, chunk)
        return chunk

    def _mend(self, match: re.Match[bytes]) -> bytes:
        first, second = match[1], match[2]
        if first is None:
            return match[0]
        if first[1:2] in b"89abAB":
            if second is not None:
                return match[0]
            self.mended += 1
            return b"\\ufffd"
        self.mended += 1 if second is None else 2
        return b"\\ufffd" if second is None else b"\\ufffd\\ufffd"


def _safe_end(chunk: bytes) -> int:
    """Where the chunk may be cut without parting an escape or a pair of halves."""
    found = chunk.find(b"\\", max(0, len(chunk) - 11))
    if found < 0:
        return len(chunk)
    cut = _run_start(chunk, found)
    if cut >= 6 and _FIRST_HALF.match(chunk, cut - 6, cut):
        cut = _run_start(chunk, cut - 6)
    return cut


def _run_start(chunk: bytes, place: int) -> int:
    while place > 0 and chunk[place - 1] == 0x5C:
        place -= 1
    return place


def read_object(
    incoming: Incoming,
    encoding: Encoding,
    lists: Mapping[str, frozenset[str]],
    values: frozenset[str],
    take: Callable[[str, Any, bool], None],
    pace: Pace,
) -> int:
    """Walk the top object once and call `take(key, value, is_element)`.

    `lists`: top lists whose elements are built one by one, each with these of its keys only. `values`: other
    top keys that are built whole. All other keys are reported with None, so that the caller sees what kind of
    file it is. Returns how many broken letters were mended. Raises Refused for what is no sound JSON object.
    """
    with incoming.open() as raw, _one_sentence():
        stream = Utf8Stream(raw, encoding, pace)
        # Not use_float=False: on a number of 5,000 digits ijson 3.6's parser in C then goes on with an
        # exception set, and crashes the process. With floats it refuses whole numbers beyond 64 bits.
        events: Iterator[_Event] = iter(ijson.basic_parse(stream, buf_size=_BUFFER, use_float=True))
        if next(events, ("", None))[0] != "start_map":
            raise _refused(
                QT_TRANSLATE_NOOP(
                    "models", "This JSON file holds no board: it begins with a list or a single value."
                )
            )
        seen: set[str] = set()
        for event, key in events:
            if event == "end_map":
                break
            if key in seen:
                raise _twice(key)
            if len(seen) >= _MAX_KEYS or len(key) > _LONGEST_KEY:
                raise _refused(
                    QT_TRANSLATE_NOOP(
                        "models", "This JSON file holds no board: it says too much of other things."
                    )
                )
            seen.add(key)
            kind, value = next(events)
            if kind == "start_array" and key in lists:
                take(key, None, False)
                for kind, value in events:
                    if kind == "end_array":
                        break
                    take(key, _build(_bounded(events), kind, value, 1, lists[key]), True)
                    pace.step(stream.place, incoming.size)
            elif key in values:
                take(key, _build(_bounded(events), kind, value, 1, None), False)
            else:
                take(key, None, False)
                _skip(events, kind, pace, stream, incoming.size)
        for _ in events:  # what follows the object is garbage, and the parser says so
            pass
        return stream.mended


def _bounded(events: Iterator[_Event]) -> Iterator[_Event]:
    """The events of one element. One that is a file by itself is refused before it fills the memory."""
    for count, event in enumerate(events):
        if count > _MAX_EVENTS:
            raise _refused(QT_TRANSLATE_NOOP("models", "One card or list of the file has too many parts."))
        yield event


def _build(events: Iterator[_Event], kind: str, value: Any, depth: int, keep: frozenset[str] | None) -> Any:
    """One value; of an object only the keys in `keep` (None: all)."""
    if kind == "start_map":
        if depth > MAX_DEPTH:
            raise _too_deep()
        built: dict[str, Any] = {}
        for _, key in events:
            if key is None:
                return built
            inner, value = next(events)
            if keep is not None and key not in keep:
                _skip(events, inner)
                continue
            if key in built:
                raise _twice(key)
            built[key] = _build(events, inner, value, depth + 1, None)
    if kind == "start_array":
        if depth > MAX_DEPTH:
            raise _too_deep()
        items: list[Any] = []
        for inner, value in events:
            if inner == "end_array":
                return items
            items.append(_build(events, inner, value, depth + 1, None))
    return value


def _skip(
    events: Iterator[_Event],
    kind: str,
    pace: Pace | None = None,
    stream: Utf8Stream | None = None,
    size: int = 0,
) -> None:
    if kind not in ("start_map", "start_array"):
        return
    depth = 1
    for kind, _ in events:
        if kind in ("start_map", "start_array"):
            depth += 1
            if depth > MAX_DEPTH:
                raise _too_deep()
        elif kind in ("end_map", "end_array"):
            depth -= 1
            if pace is not None and stream is not None and depth == 1:
                pace.step(stream.place, size)
            if depth == 0:
                return


def _refused(source: str, name: str = "") -> Refused:
    return Refused(say(source, name=name[:80]))


def _twice(key: str) -> Refused:
    source = QT_TRANSLATE_NOOP(
        "models", "The file says “{name}” twice for one thing, so it cannot be trusted."
    )
    return _refused(source, name=key)


def _too_deep() -> Refused:
    return _refused(QT_TRANSLATE_NOOP("models", "The file is nested too deeply to be a board."))


@contextmanager
def _one_sentence() -> Iterator[None]:
    """Whatever the parser has against the text becomes one sentence."""
    try:
        yield
    except BoardError:
        raise
    except (ijson.JSONError, StopIteration) as error:
        raise Refused(_what_is_wrong(str(error))) from error
    except (ValueError, ArithmeticError, RecursionError, SystemError) as error:
        raise Refused(_what_is_wrong("")) from error


def _what_is_wrong(detail: str) -> Sentence:
    if "premature" in detail or "Incomplete" in detail or "incomplete" in detail:
        return say(QT_TRANSLATE_NOOP("models", "The file ends in the middle: save it once more, whole."))
    if "trailing" in detail or "Additional" in detail:
        return say(QT_TRANSLATE_NOOP("models", "There is something after the end of the board in this file."))
    return say(
        QT_TRANSLATE_NOOP("models", "This is not a sound JSON file: a sign or a number in it cannot be read.")
    )

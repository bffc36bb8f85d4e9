"""SQLite's file format read page by page, for files that SQLite itself no longer reads.

Nothing of the file is run or believed: every length and number is checked against the page that it is in, and
a cell that makes no sense costs that cell alone. Format: https://www.sqlite.org/fileformat2.html
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
MAGIC = b"SQLite format 3\0"
USUAL_PAGE = 4096
_SIZES = tuple(512 << place for place in range(8))
# So much of a file tells how large its pages are.
_SAMPLE = 2_000_000
# A record of a board has at most some dozen columns; one of garbage may claim thousands.
MOST_COLUMNS = 100
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)

Value = int | float | str | bytes | None


class Cell(NamedTuple):
    """A row: its key (of an index: the key at the end of its record) and the values as stored.

    `cut`: what lay on other pages is not there any more, so the last values are short or missing. `others`:
    the pages that hold the rest of it.
    """

    key: int
    values: tuple[Value, ...]
    cut: bool = False
    others: tuple[int, ...] = ()


@dataclass(slots=True)
class Log:
    """What a -wal file says: the newest content of each page, as far as SQLite believes it.

    `torn`: content that only the salts speak for, behind a frame that does not add up; `commits` after it.
    """

    pages: dict[int, bytes]
    torn: dict[int, bytes]
    commits: int = 0


class Pages:
    """The pages of a database file, 1 the first; with what its log adds, if one is given."""

    def __init__(self, path: Path, log: dict[int, bytes] | None = None, size: int = 0) -> None:
        """`size`: of a page in bytes, 0 for what the header says, or what is likely without one."""
        self._data = path.read_bytes()
        self._log = log or {}
        first = next(iter(self._log.values()), b"")
        self.size = size or len(first) or page_size(self._data) or _likely_size(path)
        header = self[1][:100] if self._data or self._log else b""
        self.is_headed = header[:16] == MAGIC and len(header) == 100
        reserved = header[20] if self.is_headed and header[20] <= 32 else 0
        self._usable = self.size - reserved
        self._header = header
        # The last page may be there in part.
        self.count = max(-(-len(self._data) // self.size), max(self._log, default=0))

    def __getitem__(self, number: int) -> bytes:
        if (newer := self._log.get(number)) is not None:
            return newer
        found = self._data[(number - 1) * self.size : number * self.size]
        return found.ljust(self.size, b"\0")

    def kind(self, number: int) -> int:
        """Of a page: one of the four constants above, 0 for anything else."""
        kind = self[number][100 if number == 1 else 0]
        return kind if kind in (INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF) else 0

    def children(self, number: int) -> list[int]:
        """The pages below an inner page, as far as they are numbers of pages."""
        page, start = self[number], 100 if number == 1 else 0
        below = [int.from_bytes(page[at : at + 4], "big") for at in self._places(number)]
        below.append(int.from_bytes(page[start + 8 : start + 12], "big"))
        return [child for child in below if 1 < child <= self.count]

    def cells(self, number: int, widest: int = MOST_COLUMNS) -> Iterator[Cell]:
        """The rows of a leaf or of an inner page of an index; what makes no sense is passed over."""
        kind, page = self.kind(number), self[number]
        if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INSIDE):
            return
        for at in self._places(number):
            try:
                yield self._cell(kind, page, at, widest)
            except (IndexError, ValueError, struct.error):
                continue

    def free(self) -> set[int]:
        """The pages that are in no use, by the file's own list."""
        found: set[int] = set()
        trunk = int.from_bytes(self._header[32:36], "big") if self.is_headed else 0
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            page = self[trunk]
            held = min(int.from_bytes(page[4:8], "big"), self._usable // 4 - 2)
            found |= {int.from_bytes(page[8 + 4 * i : 12 + 4 * i], "big") for i in range(held)}
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _places(self, number: int) -> list[int]:
        """Where the cells of a page begin."""
        page, start = self[number], 100 if number == 1 else 0
        first = start + (12 if page[start] in (INDEX_INSIDE, TABLE_INSIDE) else 8)
        held = min(int.from_bytes(page[start + 3 : start + 5], "big"), (self.size - first) // 2)
        places = (int.from_bytes(page[first + 2 * i : first + 2 * i + 2], "big") for i in range(held))
        return [at for at in places if first <= at < self.size - 3]

    def _cell(self, kind: int, page: bytes, at: int, widest: int) -> Cell:
        if kind == INDEX_INSIDE:
            at += 4
        length, at = varint(page, at)
        key = 0
        if kind == TABLE_LEAF:
            key, at = varint(page, at)
            key -= (key >> 63) << 64
        payload, cut, others = self._payload(page, at, length, is_table=kind == TABLE_LEAF)
        values = record(payload, widest)
        if kind == TABLE_LEAF:
            return Cell(key, values, cut, others)
        if cut or not values or not isinstance(values[-1], int):
            raise ValueError
        return Cell(values[-1], values)

    def _payload(
        self, page: bytes, at: int, length: int, *, is_table: bool
    ) -> tuple[bytes, bool, tuple[int, ...]]:
        """The bytes of a cell, from its overflow pages too; whether some are missing; and these pages."""
        usable = self._usable
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            if at + length > self.size:
                raise ValueError
            return page[at : at + length], False, ()
        if length > self.count * self.size:
            raise ValueError
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        if at + here + 4 > self.size:
            raise ValueError
        parts, missing = [page[at : at + here]], length - here
        link, seen = int.from_bytes(page[at + here : at + here + 4], "big"), dict[int, None]()
        while missing > 0:
            if not 1 < link <= self.count or link in seen or self.kind(link):
                return b"".join(parts), True, tuple(seen)
            seen[link] = None
            more = self[link]
            parts.append(more[4 : 4 + min(missing, usable - 4)])
            missing -= len(parts[-1])
            link = int.from_bytes(more[:4], "big")
        return b"".join(parts), False, tuple(seen)


def page_size(data: bytes) -> int:
    """What the header says, 0 where that is no size of pages."""
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    is_size = 512 <= size <= 65_536 and size & (size - 1) == 0
    return size if data[:16] == MAGIC and is_size else 0


def _likely_size(path: Path) -> int:
    """Without a header: the size with which most rows can be read."""

    def rows(size: int) -> int:
        pages = Pages(path, size=size)
        return sum(
            1 for number in range(2, min(pages.count, _SAMPLE // size) + 1) for _ in pages.cells(number)
        )

    return max((USUAL_PAGE, *(size for size in _SIZES if size != USUAL_PAGE)), key=rows)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next one begins. Raises IndexError."""
    value = 0
    for _ in range(8):
        byte = data[at]
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    return value << 8 | data[at], at + 1


def record(data: bytes, widest: int = MOST_COLUMNS) -> tuple[Value, ...]:
    """The values of a row. Raises ValueError or IndexError where the bytes are no record.

    Where the data ends before the record does, a text is cut and the rest is None.
    """
    end, at = varint(data, 0)
    if not 0 < end <= len(data):
        raise ValueError
    kinds = []
    while at < end:
        kind, at = varint(data, at)
        kinds.append(kind)
    if at != end or len(kinds) > widest or not kinds:
        raise ValueError
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(data, at, kind)
        values.append(value)
    return tuple(values)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None if kind == 0 else kind - 8), at
    if kind in (10, 11):
        raise ValueError
    if kind == 7 or kind < 7:
        size = 8 if kind == 7 else _INTEGER_BYTES[kind]
        part = data[at : at + size]
        if len(part) < size:
            return None, at + size
        return (struct.unpack(">d", part)[0] if kind == 7 else int.from_bytes(part, "big", signed=True)), (
            at + size
        )
    size = (kind - 12) // 2
    part = data[at : at + size]
    if len(part) < size and not part:
        return None, at + size
    return (part if kind % 2 == 0 else part.decode("utf-8", "replace")), at + size


# The log beside the file.


def read_log(path: Path) -> Log:
    """What the -wal file of a database adds to it; nothing where there is none, or it is none."""
    log = path.with_name(path.name + "-wal")
    data = log.read_bytes() if log.is_file() else b""
    big, size = _log_header(data)
    found = Log({}, {})
    if not size:
        return found
    words = struct.Struct(f"{'>' if big else '<'}{(size + 8) // 4}I")
    sums = struct.unpack(">2I", data[24:32])
    salts, pending, is_torn = data[16:24], dict[int, bytes](), False
    for at in range(32, len(data) - size - 23, 24 + size):
        head, page = data[at : at + 24], data[at + 24 : at + 24 + size]
        number, after = struct.unpack(">2I", head[:8])
        if head[8:16] != salts or not number:
            break
        if not is_torn:
            sums = _checksum(words, head[:8] + page, *sums)
            if sums != struct.unpack(">2I", head[16:24]):
                is_torn, pending = True, {}
        pending[number] = page
        if after:
            (found.torn if is_torn else found.pages).update(pending)
            found.commits += is_torn
            pending = {}
    return found


def _log_header(data: bytes) -> tuple[bool, int]:
    """The order of bytes in sums, and the size of pages (0: this is no log)."""
    if len(data) < 32 or data[:3] != b"\x37\x7f\x06" or data[3] not in (0x82, 0x83):
        return False, 0
    big, size = data[3] == 0x83, int.from_bytes(data[8:12], "big")
    if not 512 <= size <= 65_536 or size & (size - 1):
        return False, 0
    words = struct.Struct(f"{'>' if big else '<'}6I")
    is_sound = _checksum(words, data[:24], 0, 0) == struct.unpack(">2I", data[24:32])
    return big, size if is_sound else 0


def _checksum(words: struct.Struct, data: bytes, one: int, two: int) -> tuple[int, int]:
    found = words.unpack(data)
    for i in range(0, len(found), 2):
        one = (one + found[i] + two) & 0xFFFFFFFF
        two = (two + found[i + 1] + one) & 0xFFFFFFFF
    return one, two

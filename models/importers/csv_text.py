"""A table in a text file: its delimiter, its header row, and its rows one by one."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from models.errors import BoardError, Refused
from models.importers.base import MAX_ROWS, Problems
from models.importers.csv_fields import is_known, plain
from models.importers.incoming import Encoding, Incoming
from models.importers.moments import parse_when
from models.words import QT_TRANSLATE_NOOP, say

DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"
_MAX_LINE = 16_000_000  # characters; also the most that one quoted cell may hold before the file is refused
_LOOK = 64 * 1024
_LOOK_ROWS = 60
_HEADER_WITHIN = 40
_MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Layout:
    """How the table is written. `header_row` 0: there is none, and `headers` are numbered names."""

    encoding: Encoding
    delimiter: str
    header_row: int
    headers: tuple[str, ...]


class _Lines:
    """Lines with their own ends (LF, CRLF or CR), without NUL; `zeros` counts the lines that had some."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.zeros = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(_MAX_LINE):
            if len(line) == _MAX_LINE:
                source = QT_TRANSLATE_NOOP("models", "A line of the file is longer than {most} characters.")
                raise Refused(say(source, most=f"{_MAX_LINE:,}"))
            if "\0" in line:
                self.zeros += 1
                line = line.replace("\0", "")
            yield line


def read_rows(
    incoming: Incoming, encoding: Encoding, delimiter: str, problems: Problems
) -> Iterator[tuple[int, list[str], int]]:
    """(row number as in a spreadsheet, cells, bytes read). Rows with unsound quotes are listed, not given.

    Raises Refused for a quote that is opened and never closed: it would swallow the rest of the file.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_LINE))
    with incoming.open() as raw:
        text = io.TextIOWrapper(raw, encoding.name, encoding.errors, newline="")
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                break
            except csv.Error as error:
                if "expected after" in str(error):
                    source = QT_TRANSLATE_NOOP(
                        "models", "The row was left out: its quotation marks do not match."
                    )
                    problems.add(number, "", say(source))
                    continue
                raise _unclosed(number) from error
            except (UnicodeError, BoardError) as error:
                raise error if isinstance(error, BoardError) else _unreadable(number) from error
            if number > MAX_ROWS + _HEADER_WITHIN:
                source = QT_TRANSLATE_NOOP("models", "The file has more than {most} rows; that is too much.")
                raise Refused(say(source, most=f"{MAX_ROWS:,}"))
            yield number, cells, raw.tell()
        text.detach()
        if lines.zeros:
            source = QT_TRANSLATE_NOOP("models", "Invisible zero signs were taken out of %n line(s).")
            problems.add(0, "", say(source, count=lines.zeros))


def _unclosed(number: int) -> Refused:
    source = QT_TRANSLATE_NOOP("models", "A quotation mark that is opened in row {row} is never closed.")
    return Refused(say(source, row=number))


def _unreadable(number: int) -> Refused:
    source = QT_TRANSLATE_NOOP("models", "The letters in row {row} cannot be read; try another encoding.")
    return Refused(say(source, row=number))


def find_layout(incoming: Incoming, encoding: Encoding) -> Layout:
    """Delimiter and header row, from the first rows. Raises Refused for what is no text."""
    head = _head(incoming, encoding)
    controls = sum(
        1 for sign in head if (sign < " " and sign not in "\t\r\n\x0b\x0c\x1a\x1f") or sign == "\x7f"
    )
    zeros = head.count("\0")
    if (controls - zeros) * 50 > len(head) or zeros * 10 > len(head) or head.count("\ufffd") * 10 > len(head):
        raise Refused(
            say(QT_TRANSLATE_NOOP("models", "This is no text: only JSON and CSV files can be imported."))
        )
    head = head.replace("\0", "")
    lines = head.splitlines(keepends=True) if "\n" not in head and "\r" in head else head.split("\n")
    first = lines[0].strip().lower() if lines else ""
    if first.startswith("sep=") and len(first) <= 5:  # a spreadsheet's own hint
        delimiter = lines[0].strip()[4:5] or "\t"
        return _layout(encoding, delimiter, _rows(head, delimiter), skip=1)
    tried = {delimiter: _rows(head, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: _rating(tried[delimiter]))
    if _rating(tried[best])[0] == 0 and _evenness(tried[best]) < 0.7:
        return _layout(encoding, _NO_DELIMITER, _rows(head, _NO_DELIMITER))  # lines of prose, one task each
    return _layout(encoding, best, tried[best])


def _head(incoming: Incoming, encoding: Encoding) -> str:
    with incoming.open() as raw:
        text = io.TextIOWrapper(raw, encoding.name, "replace", newline="")
        head = text.read(_LOOK)
        text.detach()
    return head


def _rows(head: str, delimiter: str) -> list[list[str]]:
    """The first rows, read leniently; the last one may be cut."""
    csv.field_size_limit(max(csv.field_size_limit(), _MAX_LINE))
    rows = []
    try:
        for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > _LOOK_ROWS:
                break
    except csv.Error:
        pass
    if len(head) == _LOOK and len(rows) > 1:
        rows.pop()
    return rows


def _rating(rows: list[list[str]]) -> tuple[int, float]:
    """Known headers found, then how evenly the rows are cut."""
    known = max((_known(row) for row in rows[:_HEADER_WITHIN] if len(row) > 1), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return known, 0.0
    width, count = widths.most_common(1)[0]
    return known, count / len(rows) * min(width, 12)


def _evenness(rows: list[list[str]]) -> float:
    """The share of rows that are cut into the commonest number of cells, more than one."""
    filled = [len(row) for row in rows if any(cell.strip() for cell in row)]
    width, count = Counter(filled).most_common(1)[0] if filled else (0, 0)
    return count / len(filled) if width > 1 else 0.0


def _known(row: list[str]) -> int:
    return len({plain(cell) for cell in row if cell.strip() and len(cell) < 60 and is_known(cell)})


def _layout(encoding: Encoding, delimiter: str, rows: list[list[str]], skip: int = 0) -> Layout:
    ratings = [_known(row) for row in rows[:_HEADER_WITHIN]]
    best = max(ratings[skip:], default=0)
    first = next(
        (index for index, row in enumerate(rows) if index >= skip and any(c.strip() for c in row)), None
    )
    if first is None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "The file is empty.")))
    width = max(len(row) for row in rows)
    if width > _MOST_COLUMNS:
        source = QT_TRANSLATE_NOOP("models", "The table has more than {most} columns; that is too much.")
        raise Refused(say(source, most=f"{_MOST_COLUMNS:,}"))
    chosen: int | None = None
    if best >= 2 or (best == 1 and ratings[first] == 1):
        chosen = ratings.index(best, skip)
    elif width > 1 and _looks_like_header(rows[first]):
        chosen = first
    if chosen is None:
        return Layout(encoding, delimiter, 0, tuple(str(number) for number in range(1, width + 1)))
    return Layout(encoding, delimiter, chosen + 1, _unique(rows[chosen]))


def _looks_like_header(row: list[str]) -> bool:
    """Different short words, no figures, no dates, none empty but at the end."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return (
        len(set(cells)) == len(cells)
        and all(
            cell and len(cell) <= 40 and not cell[0].isdigit() and parse_when(cell) is None for cell in cells
        )
        and not any("@" in cell or "://" in cell for cell in cells)
    )


def _unique(row: list[str]) -> tuple[str, ...]:
    """Header names without blanks around, numbered where empty or doubled."""
    names: list[str] = []
    for number, cell in enumerate(row, 1):
        name = base = " ".join(cell.split()).strip("\ufeff") or str(number)
        again = 2
        while name in names:
            name = f"{base} ({again})"
            again += 1
        names.append(name)
    while len(names) > 1 and names[-1] == str(len(names)) and not row[len(names) - 1].strip():
        names.pop()
    return tuple(names)

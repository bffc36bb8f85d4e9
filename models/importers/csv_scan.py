"""One look through a whole table before its rows are taken: how many, which lists, which order of dates."""

from collections import Counter
from dataclasses import dataclass, field

from models.importers.base import Fields, Options, Pace, Problems
from models.importers.csv_cells import all_flags
from models.importers.csv_fields import DATES, EXTRA, guess_mapping, is_known, tool_of
from models.importers.csv_text import Layout, find_layout, read_rows
from models.importers.csv_tools import Cells
from models.importers.incoming import Incoming
from models.importers.moments import common_order, order_of, parse_when

_SAMPLES = 5
_MOST_LISTS = 300  # a column with more different values is no column of lists


@dataclass(slots=True)
class _Column:
    """What stands under one header."""

    filled: int = 0
    length: int = 0
    orders: set[str] = field(default_factory=set)
    both: list[str] = field(default_factory=list)
    values: Counter[str] | None = field(default_factory=Counter)


@dataclass(slots=True)
class Scan:
    """A table that was looked through."""

    layout: Layout
    tool: str
    rows: int
    columns: dict[str, _Column]
    samples: list[list[str]]
    sections: Counter[str]

    def fields(self, options: Options) -> Fields:
        """The preview under these answers of the owner."""
        mapping = self.mapping(options)
        dated = [self.columns[header] for header, name in mapping.items() if name in DATES]
        order = common_order(found for column in dated for found in column.orders)
        return Fields(
            headers=list(self.layout.headers),
            mapping=mapping,
            samples=self.samples,
            dates=order,
            ambiguous=[text for column in dated for text in column.both][:_SAMPLES],
            encoding=self.layout.encoding.name,
            delimiter=self.layout.delimiter,
            header_row=self.layout.header_row,
            tool=self.tool,
        )

    def mapping(self, options: Options) -> dict[str, str]:
        """Header -> field: the guess, with the owner's answers over it."""
        headers = self.layout.headers
        empty = {header for header, column in self.columns.items() if not column.filled}
        flags = {
            header for header, column in self.columns.items() if column.values and all_flags(column.values)
        }
        mapping = guess_mapping(headers, empty, flags, self.tool)
        if options.mapping is not None:
            wanted = {header: name for header, name in options.mapping.items() if header in mapping}
            taken = set(wanted.values()) - {"", EXTRA}
            # An owner's answer takes the field away from the column that was guessed for it.
            mapping = {header: EXTRA if name in taken else name for header, name in mapping.items()} | wanted
        if "title" not in mapping.values():
            self._guess_title(mapping, options)
        return mapping

    def _guess_title(self, mapping: dict[str, str], options: Options) -> None:
        """The first column with a text in most rows, of those that mean nothing else."""
        for header in self.layout.headers:
            column = self.columns[header]
            decided = options.mapping is not None and header in options.mapping
            if (
                mapping[header] == EXTRA
                and not decided
                and column.filled * 2 >= self.rows
                and not is_known(header)
            ):
                filled = [row[self.layout.headers.index(header)] for row in self.samples if header]
                if not any(
                    text and (parse_when(text, "us") or text.replace(".", "").isdigit()) for text in filled
                ):
                    mapping[header] = "title"
                    return

    def lists(self, mapping: dict[str, str]) -> Counter[str]:
        """The lists that the rows lie in, in the order of the file."""
        if self.tool == "todoist":
            return self.sections
        header = next((header for header, name in mapping.items() if name == "column"), None)
        if header is None:
            return Counter()
        column = self.columns[header]
        if column.values is None:
            return Counter()
        found = Counter(column.values)
        if self.rows > column.filled:
            found[""] = self.rows - column.filled
        return found


def scan(incoming: Incoming, options: Options, pace: Pace) -> Scan:
    """Look through the file once. Raises Refused or Cancelled."""
    layout = find_layout(incoming, incoming.encoding(options.encoding, pace))
    tool = tool_of(layout.headers)
    found = Scan(layout, tool, 0, {header: _Column() for header in layout.headers}, [], Counter())
    columns = list(found.columns.values())
    todoist = _Sections(layout) if tool == "todoist" else None
    for number, cells, place in read_rows(incoming, layout.encoding, layout.delimiter, Problems()):
        pace.step(place, incoming.size)
        if number <= layout.header_row or not any(cell and not cell.isspace() for cell in cells):
            continue
        if todoist is not None and not todoist.is_task(cells, found.sections):
            continue
        found.rows += 1
        if len(found.samples) < _SAMPLES:
            found.samples.append([cell[:200] for cell in (cells + [""] * len(columns))[: len(columns)]])
        for column, cell in zip(columns, cells, strict=False):
            if cell:
                _note(column, cell)
    return found


def _note(column: _Column, cell: str) -> None:
    text = cell.strip()
    if not text:
        return
    column.filled += 1
    if text[0].isdigit() and len(text) < 30:
        order = order_of(text)
        if order is not None:
            column.orders.add(order)
            if order == "both" and len(column.both) < _SAMPLES and text not in column.both:
                column.both.append(text)
    if column.values is not None:
        column.values[" ".join(text[:200].split())] += 1
        if len(column.values) > _MOST_LISTS:
            column.values = None


class _Sections:
    """Todoist's sections are rows of their own."""

    def __init__(self, layout: Layout) -> None:
        self._cell = Cells(layout.headers)
        self._now = ""

    def is_task(self, cells: list[str], sections: Counter[str]) -> bool:
        """Whether the row is a task of its own; counts it under its section."""
        kind = self._cell.get(cells, "type").lower()
        if kind == "section":
            self._now = self._cell.get(cells, "content")
        if kind not in ("task", ""):
            return False
        if self._cell.get(cells, "indent") in ("", "0", "1"):
            sections[self._now] += 1
        return True

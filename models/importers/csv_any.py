"""Tables (CSV, TSV) of any program: columns are matched by name, and the owner may change every guess."""

from collections.abc import Iterator
from pathlib import Path

from models.drafts import TaskDraft
from models.errors import Refused
from models.importers.base import (
    Asked,
    Closing,
    Fields,
    Options,
    Pace,
    Problem,
    Problems,
    Progress,
    Source,
    SourceColumn,
)
from models.importers.csv_fields import FIELD_NAMES
from models.importers.csv_row import RowReader
from models.importers.csv_scan import Scan, scan
from models.importers.csv_text import read_rows
from models.importers.csv_tools import drafts_of
from models.importers.incoming import Incoming, refuse_foreign
from models.importers.placing import target_of
from models.words import QT_TRANSLATE_NOOP, say

# How the file of runs begins that we export ourselves
_RUNS = b"Run ID,Card ID,Card,"


class CsvReading(Closing):
    """A table that was looked through once; its rows are read from the file when they are wanted."""

    kind = "csv"

    def __init__(self, incoming: Incoming, found: Scan, options: Options) -> None:
        self._incoming = incoming
        self._scan = found
        self.name = incoming.name
        self.total: int | None = found.rows
        self.problems = Problems()
        self.change(options)
        self.problems[:] = self._about_the_file()

    def change(self, options: Options) -> None:
        """Other answers of the owner; the next drafts() follows them. Raises Refused for unknown ones."""
        for header, name in (options.mapping or {}).items():
            if header not in self._scan.columns:
                raise Refused(
                    say(QT_TRANSLATE_NOOP("models", "The file has no column “{name}”."), name=header)
                )
            if name not in FIELD_NAMES:
                source = QT_TRANSLATE_NOOP(
                    "models", "“{name}” is nothing that a column can become; there is: {known}."
                )
                raise Refused(say(source, name=name, known=", ".join(filter(None, FIELD_NAMES))))
        self._options = options
        self.fields: Fields | None = self._scan.fields(options)

    @property
    def columns(self) -> list[SourceColumn]:
        """The lists that the rows lie in, in the order of the file; empty if the table knows none."""
        assert self.fields is not None
        lists = self._scan.lists(self.fields.mapping)
        return [
            SourceColumn(name, count, False, target_of(name, self._options.targets))
            for name, count in lists.items()
        ]

    def drafts(self, progress: Progress | None = None, cancelled: Asked | None = None) -> Iterator[TaskDraft]:
        """The rows in the order of the file. Raises Refused, also while the order of dates is not known."""
        assert self.fields is not None
        self.problems[:] = self._about_the_file()
        self.problems.left_out = 0
        if "title" not in self.fields.mapping.values():
            raise Refused(say(QT_TRANSLATE_NOOP("models", "No column is chosen for the title.")))
        order = self._options.dates or self.fields.dates
        if order == "ambiguous":
            source = QT_TRANSLATE_NOOP(
                "models", "Is “{name}” a US or a European date? Nothing in the file tells."
            )
            raise Refused(say(source, name=(self.fields.ambiguous or ["?"])[0][:40]))
        headers = self._scan.layout.headers
        reader = RowReader(headers, self.fields.mapping, self._scan.tool, order, self._options, self.problems)
        pace = Pace(progress, cancelled)
        yield from drafts_of(self._scan.tool, self._rows(pace), reader, self.problems)
        pace.finish()

    def _rows(self, pace: Pace) -> Iterator[tuple[int, list[str]]]:
        layout = self._scan.layout
        for number, cells, place in read_rows(
            self._incoming, layout.encoding, layout.delimiter, self.problems
        ):
            pace.step(place, self._incoming.size)
            if number > layout.header_row:
                yield number, cells

    def _about_the_file(self) -> list[Problem]:
        found = []
        broken = self._scan.layout.encoding.broken
        if broken:
            source = QT_TRANSLATE_NOOP("models", "The file holds %n broken letter(s), shown as �.")
            found.append(Problem(0, "", say(source, count=broken)))
        if self._scan.tool == "trello":
            source = QT_TRANSLATE_NOOP(
                "models",
                "Trello's CSV holds no comments and no checklists; its JSON does: Print, export and share.",
            )
            found.append(Problem(0, "", say(source)))
        return found


class CsvImporter:
    """Takes any text that is no JSON."""

    kind = "csv"

    def sniff(self, head: bytes, path: Path | None) -> bool:
        """Everything that has got this far is tried as a table."""
        return True

    def open(
        self,
        source: Source,
        options: Options = Options(),  # noqa: B008 (frozen)
        progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> CsvReading:
        """Look through the file once. Raises Refused or Cancelled."""
        incoming = Incoming(source)
        refuse_foreign(incoming.head())
        if incoming.head(200).lstrip(b"\xef\xbb\xbf").startswith(_RUNS):
            source_text = QT_TRANSLATE_NOOP(
                "models", "This is a list of runs: runs belong to their cards and cannot be imported."
            )
            raise Refused(say(source_text))
        return CsvReading(incoming, scan(incoming, options, Pace(progress, cancelled)), options)

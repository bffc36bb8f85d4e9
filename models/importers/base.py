"""What every importer offers and speaks: options, problems, columns, fields, a reading. No database."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from models.drafts import TaskDraft
from models.errors import Cancelled
from models.words import QT_TRANSLATE_NOOP, Sentence, say

MAX_BYTES = 512 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_CELL = 1_000_000  # characters of one text; longer ones are listed, not taken
MAX_DEPTH = 100
MAX_PARTS = 10_000  # steps, tags, people, comments or links of one card; with more it is listed, not taken
MAX_NAME = 200  # characters of a tag or of somebody's name
MAX_PROBLEMS = 20_000
CHECK_EVERY = 200  # rows between two looks at `cancelled`, at the most
LOOK_SECONDS = 0.1  # the same, where a row takes long

Progress = Callable[[float], object]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text from the clipboard, read as if it were a file."""

    text: str
    name: str = ""


Source = Path | str | bytes | Pasted  # a str is a path; bytes and Pasted are the content itself


@dataclass(frozen=True, slots=True)
class Options:
    """The owner's answers; None means that the importer decides.

    `mapping`: header -> field ("" = leave out). `targets`: key or name of a list -> stage kind
    ("" = leave out). `zone`: the IANA zone in which moments become due dates. `encoding`: how the bytes
    are read.
    """

    dates: str | None = None
    mapping: Mapping[str, str] | None = None
    targets: Mapping[str, str] | None = None
    zone: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be taken over; row 0 is about the whole file."""

    row: int
    subject: str
    reason: Sentence


class Problems(list[Problem]):
    """A list that stops growing at MAX_PROBLEMS; `left_out` counts what no longer fitted."""

    left_out: int = 0

    def add(self, row: int, subject: str, reason: Sentence) -> None:
        """Note one problem; the subject is shortened to a line."""
        if len(self) >= MAX_PROBLEMS:
            self.left_out += 1
            return
        self.append(Problem(row, " ".join(subject.split())[:120], reason))


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A list of the source: `count` open cards (`archived` others) go to stages of `kind`.

    `key` tells it from another list of the same name; "" where names are all there is.
    """

    name: str
    count: int
    closed: bool = False
    kind: str = "unsorted"
    archived: int = 0
    key: str = ""


@dataclass(slots=True)
class Fields:
    """What a table file looks like, for the preview.

    `mapping` is the guess: header -> field. `dates`: "iso", "us", "eu" or "ambiguous";
    `ambiguous` holds a few of the dates that fit both orders.
    """

    headers: list[str]
    mapping: dict[str, str]
    samples: list[list[str]]
    dates: str = "iso"
    ambiguous: list[str] = field(default_factory=list)
    encoding: str = "utf-8"
    delimiter: str = ","
    header_row: int = 1
    tool: str = ""


class Reading(Protocol):
    """A file that was looked through once: what is in it, and its tasks one by one."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def columns(self) -> list[SourceColumn]: ...
    @property
    def fields(self) -> Fields | None: ...
    @property
    def problems(self) -> Problems: ...
    @property
    def total(self) -> int | None: ...

    def change(self, options: Options) -> None:
        """Take other answers of the owner into account, without reading the file again."""

    def drafts(self, progress: Progress | None = None, cancelled: Asked | None = None) -> Iterator[TaskDraft]:
        """The tasks, top to bottom; problems are listed anew. Raises Refused and Cancelled."""

    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Importer(Protocol):
    """One format. `sniff` is quick and never raises; `open` looks through the whole file."""

    @property
    def kind(self) -> str: ...

    def sniff(self, head: bytes, path: Path | None) -> bool: ...

    def open(
        self,
        source: Source,
        options: Options = ...,
        progress: Progress | None = None,
        cancelled: Asked | None = None,
    ) -> Reading: ...


class Pace:
    """Tells progress and looks for a cancel, every few hundred rows."""

    def __init__(self, progress: Progress | None, cancelled: Asked | None) -> None:
        self._progress = progress
        self._cancelled = cancelled
        self._rows = 0
        self._looked = time.monotonic()

    def step(self, done: float, whole: float) -> None:
        """One more row; `done` of `whole` (bytes or rows) is read."""
        self._rows += 1
        if self._rows % CHECK_EVERY and time.monotonic() - self._looked < LOOK_SECONDS:
            return
        self._looked = time.monotonic()
        self.look()
        if self._progress is not None and whole > 0:
            self._progress(min(1.0, done / whole))

    def look(self) -> None:
        """Raise Cancelled if the owner has asked for it."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled(
                say(QT_TRANSLATE_NOOP("models", "The import was cancelled; nothing was changed."))
            )

    def finish(self) -> None:
        """Say that all is read."""
        self.look()
        if self._progress is not None:
            self._progress(1.0)


class Closing:
    """`with` for readings; one that holds nothing open need not override close()."""

    def close(self) -> None:
        """Let go of temporary files."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

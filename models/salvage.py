"""What can be read of a damaged board, page by page: whose each page is, what is found and what is lost.

The damaged file is only read, through a copy; SQLite never opens it, so nothing in it is run. Rows are found
through their table's tree and, where the tree is broken, by what they look like. Lost is what an index still
names, and no page has any more.
"""

import contextlib
import datetime as dt
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models import migrate
from models.errors import Cancelled, NewerBoard, NotABoard
from models.pages import INDEX_INSIDE, INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Cell, Pages, read_log
from models.salvage_copy import Progress, copy_readable
from models.salvage_shapes import Shape, make_empty, read_shapes
from models.words import QT_TRANSLATE_NOOP, say

_SCRIPT = re.compile(r"\d{4}_[a-z_]+")
# Made anew from the rest.
DERIVED = frozenset({"search_text"})


@dataclass(slots=True)
class Survey:
    """What a damaged file holds. `found`, `lost`: rows by table, derived ones left out; `lost` is what is
    known to be, it may be more; `missing`: their keys. `steps`: the revisions of the owner's changes.
    `newest`: when the board was changed last, naive UTC, as far as it is known.
    """

    script: str
    shapes: dict[str, Shape]
    pages: dict[str, list[int]] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    missing: dict[str, set[int]] = field(default_factory=dict)
    steps: set[int] = field(default_factory=set)
    last_keys: dict[str, int] = field(default_factory=dict)
    newest: dt.datetime | None = None
    revision: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether no row is known to be lost."""
        return not any(self.lost.values())


class Wreck:
    """A damaged board's copy, read; for a with statement. Raises BoardError where nothing can be read."""

    def __init__(self, path: Path, progress: Progress = lambda _: None) -> None:
        self.path = path
        self._progress = progress
        self._scratch = tempfile.TemporaryDirectory(prefix="delegation-board-")
        try:
            copy = copy_readable(path, Path(self._scratch.name), progress)
            self.pages, self.survey = self._best(copy)
        except BaseException:
            self._scratch.cleanup()
            raise

    def __enter__(self) -> "Wreck":
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    def rows(self, table: str) -> Iterator[Cell]:
        """Every row of a table once, those of its own tree first."""
        shape, seen = self.survey.shapes[table], set[int]()
        for number in self.survey.pages.get(table, ()):
            for cell in self.pages.cells(number):
                if cell.key not in seen and shape.is_credible(cell):
                    seen.add(cell.key)
                    yield cell

    def _best(self, copy: Path) -> tuple[Pages, Survey]:
        """Read with the log beside the file and without it: a log of another file spoils what it touches."""
        log = read_log(copy)
        readings = [{}, *([log.pages] if log.pages else []), *([log.pages | log.torn] if log.torn else [])]
        best: tuple[Pages, Survey] | None = None
        for reading in readings:
            pages = Pages(copy, reading)
            survey = self._surveyed(pages)
            # Of two that hold as much, the later one is newer.
            if survey and (best is None or _worth(survey) >= _worth(best[1])):
                best = pages, survey
        if best is None:
            text = QT_TRANSLATE_NOOP("models", "Nothing of a board can be read in {file}.")
            raise NotABoard(say(text, file=self.path.name))
        return best

    def _surveyed(self, pages: Pages) -> Survey | None:
        kinds = {number: pages.kind(number) for number in range(1, pages.count + 1)}
        script = _script_of(pages, kinds, self.path.name)
        template = Path(self._scratch.name) / f"{script}.board"
        if not template.exists():
            make_empty(template, script)
        surveyor = _Surveyor(pages, kinds, Survey(script, read_shapes(template)), self._progress)
        surveyor.walk()
        return surveyor.survey if any(surveyor.survey.found.values()) else None


class _Surveyor:
    """Finds out whose each page is."""

    def __init__(self, pages: Pages, kinds: dict[int, int], survey: Survey, progress: Progress) -> None:
        self.survey = survey
        self._pages = pages
        self._kinds = kinds
        self._progress = progress
        self._claimed: set[int] = set()
        self._keys: dict[str, set[int]] = {name: set() for name in survey.shapes}
        self._named: dict[str, set[int]] = {name: set() for name in survey.shapes}
        # What the journal says was made, to tell tables of one shape apart.
        self._made: dict[str, set[int]] = {}

    def walk(self) -> None:
        survey = self.survey
        for kind, table, root in self._roots():
            self._walk_tree(kind, table, root)
        self._adopt_strays()
        for table, keys in self._keys.items():
            if table not in DERIVED:
                survey.found[table] = len(keys)
                survey.missing[table] = self._named[table] - keys
                survey.lost[table] = len(survey.missing[table])
            survey.last_keys[table] = max(survey.last_keys.get(table, 0), *keys, *self._named[table], 0)

    def _roots(self) -> Iterator[tuple[str, str, int]]:
        """What the schema says: "table" or "index", the table, the root page."""
        rows, leaves = [], [1]
        if self._kinds.get(1) == TABLE_INSIDE:
            leaves = self._leaves(1, TABLE_INSIDE, TABLE_LEAF)
        self._claimed |= {1, *leaves}
        for leaf in leaves:
            if self._kinds.get(leaf) == TABLE_LEAF:
                rows += [cell.values for cell in self._pages.cells(leaf) if len(cell.values) == 5]
        for kind, name, table, root, sql in rows:
            if (
                not isinstance(root, int)
                or not 1 < root <= self._pages.count
                or not isinstance(sql, str | None)
            ):
                continue
            if kind == "table" and name in self.survey.shapes:
                self.survey.shapes[str(name)] = self.survey.shapes[str(name)].widened(sql or "")
                yield "table", str(name), root
            elif kind == "table" and name == "sqlite_sequence":
                self._read_sequence(root)
            elif kind == "table":
                self._claimed |= {root, *self._leaves(root, TABLE_INSIDE, TABLE_LEAF)}
            elif kind == "index" and table in self.survey.shapes:
                yield "index", str(table), root

    def _read_sequence(self, root: int) -> None:
        self._claimed.add(root)
        for cell in self._pages.cells(root):
            if (
                len(cell.values) == 2
                and cell.values[0] in self.survey.shapes
                and isinstance(cell.values[1], int)
            ):
                self.survey.last_keys[str(cell.values[0])] = cell.values[1]

    def _walk_tree(self, kind: str, table: str, root: int) -> None:
        if kind == "index":
            for number in self._leaves(root, INDEX_INSIDE, INDEX_LEAF, with_inner=True):
                self._named[table] |= {cell.key for cell in self._pages.cells(number) if cell.key > 0}
            return
        for number in self._leaves(root, TABLE_INSIDE, TABLE_LEAF):
            self._tick(number)
            cells = list(self._pages.cells(number))
            shape = self.survey.shapes[table]
            good = [cell for cell in cells if shape.is_credible(cell)]
            if number not in self._claimed and 2 * len(good) >= len(cells):
                self._take(table, number, good)

    def _take(self, table: str, number: int, cells: list[Cell]) -> None:
        self._claimed.add(number)
        self.survey.pages.setdefault(table, []).append(number)
        self._keys[table] |= {cell.key for cell in cells}
        if table == "journal_row":
            for cell in cells:
                item, row = cell.values[2:4] if len(cell.values) > 3 else (None, None)
                if isinstance(item, str) and isinstance(row, int):
                    self._made.setdefault(item, set()).add(row)
        elif table == "journal":
            self._note_journal(cells)

    def _note_journal(self, cells: list[Cell]) -> None:
        for cell in cells:
            self.survey.revision = max(self.survey.revision, cell.key)
            if cell.values[9:10] != ("quiet",):
                self.survey.steps.add(cell.key)
            with contextlib.suppress(ValueError, TypeError, IndexError):
                at = dt.datetime.fromisoformat(str(cell.values[2]))
                self.survey.newest = max(at, self.survey.newest or at)

    def _leaves(self, root: int, inside: int, leaf: int, *, with_inner: bool = False) -> list[int]:
        """The leaves below a page, as far as the tree holds; in order, each once."""
        found, seen, waiting = [], set[int](), [root]
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            if self._kinds.get(number) == inside:
                waiting += reversed(self._pages.children(number))
                found += [number] if with_inner else []
            elif self._kinds.get(number) == leaf:
                found.append(number)
        return found

    def _adopt_strays(self) -> None:
        """Leaves that no tree leads to, by what is in them; those below one inner page belong together."""
        free = self._pages.free()
        strays = [
            n for n, kind in self._kinds.items() if kind == TABLE_LEAF and n not in self._claimed | free
        ]
        group_of = dict(zip(strays, strays, strict=True))
        for number, kind in self._kinds.items():
            if kind == TABLE_INSIDE:
                below = [child for child in self._pages.children(number) if child in group_of]
                group_of |= dict.fromkeys(below, number + self._pages.count)
        votes: dict[int, Counter[str]] = {}
        for number in strays:
            self._tick(number)
            votes.setdefault(group_of[number], Counter()).update(self._votes(number))
        # The journal first, because it tells tables of one shape apart, and the clock's single row last.
        ordered = sorted(strays, key=lambda n: (votes[group_of[n]]["journal_row"] <= 0, self._is_single(n)))
        for number in ordered:
            if table := self._elected(number, votes[group_of[number]]):
                shape = self.survey.shapes[table]
                self._take(
                    table, number, [cell for cell in self._pages.cells(number) if shape.is_credible(cell)]
                )

    def _votes(self, number: int) -> Counter[str]:
        votes: Counter[str] = Counter()
        for cell in self._pages.cells(number):
            for table, shape in self.survey.shapes.items():
                if (likeness := shape.likeness(cell)) > 0:
                    votes[table] += likeness
        return votes

    def _elected(self, number: int, votes: Counter[str]) -> str | None:
        """The table with most votes; among equals the one whose keys the journal or an index knows."""
        if not votes:
            return None
        most = max(votes.values())
        equals = [table for table, count in votes.items() if count == most]
        if len(equals) == 1:
            return equals[0]
        keys = {cell.key for cell in self._pages.cells(number)}

        def known(table: str) -> int:
            missing = self._named[table] - self._keys[table]
            return 2 * len(keys & missing) + len(keys & self._made.get(table, set()) - self._keys[table])

        if keys == {1} and "clock" in equals and not any(known(table) for table in equals):
            return "clock"
        return max(equals, key=known)

    def _is_single(self, number: int) -> bool:
        return len(list(self._pages.cells(number, 3))) == 1

    def _tick(self, number: int) -> None:
        self._progress(0.5 * number / max(1, self._pages.count))


def look_through(
    path: Path, progress: Progress = lambda _: None, cancelled: Callable[[], bool] = lambda: False
) -> Survey:
    """What a damaged file holds. Raises BoardError where that is nothing, or somebody has it open."""
    with Wreck(path, stopping(progress, cancelled)) as wreck:
        return wreck.survey


def stopping(progress: Progress, cancelled: Callable[[], bool]) -> Progress:
    """A progress that ends the work, with Cancelled, as soon as nobody wants it any more."""

    def step(share: float) -> None:
        if cancelled():
            raise Cancelled(say(QT_TRANSLATE_NOOP("models", "Stopped. Nothing was changed.")))
        progress(share)

    return step


def _worth(survey: Survey) -> int:
    return sum(survey.found.values())


def _script_of(pages: Pages, kinds: dict[int, int], name: str) -> str:
    """The newest migration that the file says it has seen; today's where that cannot be read.

    Raises NewerBoard.
    """
    known, seen = migrate.known_names(), set[str]()
    for number, kind in kinds.items():
        if kind == TABLE_LEAF:
            for _, values, *_ in pages.cells(number, 3):
                if len(values) == 3 and values[0] is None and _SCRIPT.fullmatch(str(values[1])):
                    seen.add(str(values[1]))
    if any(one > known[-1] for one in seen - set(known)):
        text = QT_TRANSLATE_NOOP(
            "models",
            "{file} was written by a newer version of this program. It was left as it is; please update.",
        )
        raise NewerBoard(say(text, file=name))
    return max(seen & set(known), default=known[-1])

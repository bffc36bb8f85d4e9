"""Saving what can be read of a damaged board into a new, sound file; nothing that was found is left out.

The new file gets a row's own key, so what points to it still does. What is gone and still pointed to gets a
stand-in; a card whose column is gone goes where its decision says.
"""

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from peewee import SqliteDatabase

from models import migrate, sqlite
from models.errors import Damaged, Refused
from models.files import flush_folder
from models.pages import Value
from models.salvage import DERIVED, Wreck, stopping
from models.salvage_copy import Progress
from models.salvage_mending import Mending
from models.salvage_shapes import Shape, make_empty
from models.words import QT_TRANSLATE_NOOP, Sentence, say

_CHUNK = 500


class Count(NamedTuple):
    """Rows of one table: found in the damaged file, kept in the new one, known to be lost."""

    found: int
    kept: int
    lost: int


@dataclass(slots=True)
class Salvaged:
    """What a salvage came to: by table, and what had to be put elsewhere or made up."""

    counts: dict[str, Count] = field(default_factory=dict)
    notes: list[Sentence] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not any(count.lost or count.kept < count.found for count in self.counts.values())


def salvage(
    path: Path,
    target: Path,
    names: Mapping[str, str] | None = None,
    *,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    now: dt.datetime | None = None,
) -> Salvaged:
    """Save what can be read of the damaged file `path` into the new board `target`.

    `names`: what columns that must be made again are called, by kind. The damaged file is only read. Raises
    BoardError; then there is no file `target`.
    """
    target = Path(os.path.realpath(target))
    if target.exists():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{file} exists already."), file=target.name))
    part = target.with_name(f".{target.name}.salvaging")
    progress = stopping(progress, cancelled)
    with migrate.in_words(target), Wreck(path, progress) as wreck:
        try:
            migrate.remove_with_log(part)
            make_empty(part, wreck.survey.script)
            writer = _Writer(wreck, part, now or dt.datetime.now(dt.UTC).replace(tzinfo=None), progress)
            writer.fill()
            migrate.run_scripts(part)
            done = writer.mend(names)
            progress(0.95)
            _refuse_unsound(part, target.name)
            migrate.give_name(part, target)
            flush_folder(target.parent)
        except sqlite.STORAGE_ERRORS as error:
            raise sqlite.error_in_words(error) from error
        finally:
            migrate.remove_with_log(part)
    progress(1.0)
    return done


class _Writer:
    """Fills the new file, first as the damaged one was, then as today's program may read it."""

    def __init__(self, wreck: Wreck, part: Path, now: dt.datetime, progress: Progress) -> None:
        self._wreck = wreck
        self._part = part
        self._now = now
        self._progress = progress
        self._done = 0.5
        self._clashes = 0

    def fill(self) -> None:
        survey = self._wreck.survey
        with self._open() as db:
            db.execute_sql("DELETE FROM clock")
            for place, (name, shape) in enumerate(survey.shapes.items()):
                self._done = 0.5 + 0.3 * place / len(survey.shapes)
                if name not in DERIVED:
                    self._fill_table(db, shape)

    def mend(self, names: Mapping[str, str] | None) -> Salvaged:
        """Make everything agree, and count what is there in the end."""
        survey, done = self._wreck.survey, Salvaged()
        with self._open() as db:
            missing = survey.missing["task"]
            texts = {
                cell.key: str(cell.values[1])
                for cell in self._wreck.rows("search_text")
                if cell.key in missing
            }
            mending = Mending(db, self._now, names, texts)
            mending.mend(survey, whole=survey.is_whole and not self._clashes)
            for name in survey.shapes:
                if name in DERIVED:
                    continue
                kept = db.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
                kept -= mending.made.get(name, 0)
                found = survey.found[name]
                done.counts[name] = Count(found, kept, survey.lost[name] + max(0, found - kept))
            done.notes = mending.notes
        return done

    def _fill_table(self, db: SqliteDatabase, shape: Shape) -> None:
        names = ", ".join(f'"{column.name}"' for column in shape.columns)
        marks = ", ".join("?" for _ in shape.columns)
        sql = f'INSERT INTO "{shape.table}" ({names}) VALUES ({marks})'  # noqa: S608
        chunk: list[list[Value]] = []
        for row in self._rows(shape):
            chunk.append(row)
            if len(chunk) == _CHUNK:
                self._put(db, sql, chunk)
        self._put(db, sql, chunk)

    def _put(self, db: SqliteDatabase, sql: str, chunk: list[list[Value]]) -> None:
        self._progress(self._done)
        db.connection().executemany(sql, chunk)
        chunk.clear()

    def _rows(self, shape: Shape) -> Iterator[list[Value]]:
        """Sound rows; what must be there once only is made different, or is the same thing twice."""
        places = {column.name: place for place, column in enumerate(shape.columns)}
        unique = [
            (names, [places[name] for name in names], set[tuple[Value, ...]]()) for names in shape.unique
        ]
        for cell in self._wreck.rows(shape.table):
            row = shape.mended(cell, self._now)
            if row is None:
                continue
            for names, at, seen in unique:
                value = tuple(row[place] for place in at)
                if value in seen and (value := self._other(names, row, at, seen)) in seen:
                    break
                seen.add(value)
            else:
                yield row

    def _other(
        self, names: tuple[str, ...], row: list[Value], at: list[int], seen: set[tuple[Value, ...]]
    ) -> tuple[Value, ...]:
        """Another value for what is taken: a free number, a name with a number behind it."""
        self._clashes += 1
        if len(names) == 1 and names[0] in ("number", "folded", "uid", "operation"):
            old = row[at[0]]
            taken = {value for (value,) in seen}
            if isinstance(old, int):
                row[at[0]] = max(value for value in taken if isinstance(value, int)) + 1
            else:
                row[at[0]] = next(new for i in range(2, 100_000) if (new := f"{old!s} {i}") not in taken)
        return tuple(row[place] for place in at)

    @contextlib.contextmanager
    def _open(self) -> Iterator[SqliteDatabase]:
        """The new file, in one transaction; the references are looked at when all is there."""
        pragmas = {"journal_mode": "delete", "synchronous": "full", "foreign_keys": 0, "trusted_schema": 0}
        db = SqliteDatabase(str(self._part), pragmas=pragmas)
        try:
            db.connect()
            with db.atomic():
                yield db
            db.pragma("journal_mode", "wal")
        finally:
            db.close()


def _refuse_unsound(part: Path, name: str) -> None:
    """Nothing is handed out that the check does not call whole."""
    from models.board import Board
    from models.checking import check

    with Board.open(part) as board:
        faults = check(board).faults
    part.with_name(part.name + ".lock").unlink(missing_ok=True)
    if faults:
        text = QT_TRANSLATE_NOOP("models", "What was read for {file} does not fit together: {fault}")
        raise Damaged(say(text, file=name, fault=faults[0]))

"""Seventy-six tasks that small companies often hand over, as starting points for cards.

Minutes, frequencies and verdicts are rough; where `sourced` is true the minutes come from a study.
The table is `resources/catalogue.csv`; its column `marks` keeps what the studies said beside the minutes.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.drafts import TaskDraft
from models.folding import fold
from models.repeats import Repeat, parse_repeat

TABLE = Path(__file__).resolve().parent.parent / "resources" / "catalogue.csv"


@dataclass(frozen=True, slots=True)
class CatalogueTask:
    """One row: `minutes` of one run by the owner; `repeat` None: once; `route` who could take it.

    `note` says the owner's own part where there is one.
    """

    n: int
    group: str
    title: str
    minutes: int
    sourced: bool
    repeat: Repeat | None
    skills: tuple[str, ...]
    done_when: str
    note: str
    sensitivity: str
    verdict: str
    route: str

    def draft(self) -> TaskDraft:
        """A card to be: undecided, the group as its tag, minutes and frequency as a rough start."""
        return TaskDraft(
            title=self.title,
            notes=self.note,
            repeat=self.repeat,
            seconds_per_run=self.minutes * 60,
            tags=[self.group],
            estimate="rough",
            done_when=self.done_when,
            skills=", ".join(self.skills),
            sensitivity=self.sensitivity,
        )

    def matches(self, words: str) -> bool:
        """Whether every word occurs in title, group, skills or done-when; accents and case aside."""
        text = fold(" ".join((self.title, self.group, *self.skills, self.done_when)))
        return all(word in text for word in fold(words).split())


@cache
def read_catalogue() -> tuple[CatalogueTask, ...]:
    """All rows in the table's order."""
    return tuple(_read(TABLE))


def groups() -> list[str]:
    """The names of the groups in the table's order."""
    return list(dict.fromkeys(task.group for task in read_catalogue()))


def _read(path: Path) -> Iterator[CatalogueTask]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield CatalogueTask(
                n=int(row["n"]),
                group=row["group"],
                title=row["title"],
                minutes=int(row["minutes"]),
                sourced=bool(row["minutes_source"]),
                repeat=parse_repeat(row["repeat"]) if row["repeat"] else None,
                skills=tuple(part.strip() for part in row["skills"].split(",")),
                done_when=row["done_when"],
                note=row["note"],
                sensitivity=row["sensitivity"],
                verdict=row["verdict"],
                route=row["route"],
            )


def task_of(n: int) -> CatalogueTask:
    """The row of this number."""
    return next(task for task in read_catalogue() if task.n == n)

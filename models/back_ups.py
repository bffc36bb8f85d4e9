"""Who would do a task when the one who has it cannot: who knows it best, a deputy, else the owner.

Somebody counts from "you do, I check every run" on (models.trust.CHECKED), while nothing stopped them.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from models.board import Board
from models.folding import fold
from models.schema import SENSITIVITIES
from models.trust import CHECKED


class Grade(NamedTuple):
    """How far somebody is with a task: `level` 1–5 `since` a moment (naive UTC)."""

    level: int
    since: dt.datetime
    is_stopped: bool

    @property
    def covers(self) -> bool:
        """Whether they could do it alone, with a look at each run."""
        return self.level >= CHECKED and not self.is_stopped


class BackUp(NamedTuple):
    """Who does a task when the one who has it cannot: `assistant` None is the owner. `level` 0–5 of theirs;
    `is_deputy`: they do not know it yet, but stand in for that one and have the skills.
    """

    assistant: int | None
    name: str = ""
    level: int = 0
    is_deputy: bool = False


OWNER = BackUp(None)


def is_cleared(clearance: str, sensitivity: str) -> bool:
    """Whether a task is not too private for who has this clearance; without one there is no check.

    A word that another program wrote is the most private task, and the least clearance.
    """
    asked = SENSITIVITIES.index(sensitivity if sensitivity in SENSITIVITIES else SENSITIVITIES[-1])
    given = SENSITIVITIES.index(clearance if clearance in SENSITIVITIES else "")
    return not clearance or asked <= given


class Member(NamedTuple):
    """Somebody who works here. `folded`: the name, to sort by. `skills` folded; `deputies`: keys, the first
    choice first.
    """

    id: int
    name: str
    skills: frozenset[str]
    clearance: str
    deputies: tuple[int, ...]
    folded: str

    def may_see(self, sensitivity: str) -> bool:
        """Whether a task is not too private for them; without a clearance there is no check."""
        return is_cleared(self.clearance, sensitivity)

    def lacks(self, skills: Iterable[str]) -> list[str]:
        """Of these skills, which they are not known to have; of somebody without any, nothing is known."""
        return [name for name in skills if fold(name) not in self.skills] if self.skills else []


def read_members(board: Board) -> list[Member]:
    """Everybody who works here, by name."""
    return [
        Member(key, name, frozenset(_folded(skills)), clearance, tuple(json.loads(deputies)), folded)
        for key, name, skills, clearance, deputies, folded in board.db.execute_sql(_MEMBERS).fetchall()
    ]


def skills_of(text: str) -> list[str]:
    """A list by commas."""
    return [name for each in text.split(",") if (name := each.strip())]


def back_up_of(
    holder: int | None,
    grades: Mapping[int, Grade],
    members: Mapping[int, Member],
    sensitivity: str,
    skills: list[str],
) -> BackUp:
    """Who stands behind the one who has a task: who knows it best, else their deputy who has the skills, else
    the owner.
    """
    able = [key for key, grade in grades.items() if key != holder and grade.covers]
    own = members.get(holder) if holder is not None else None
    deputies = own.deputies if own is not None else ()

    def rank(key: int) -> tuple[Any, ...]:
        place = deputies.index(key) if key in deputies else len(deputies)
        return not members[key].may_see(sensitivity), -grades[key].level, place, members[key].folded

    if able:
        best = min(able, key=rank)
        return BackUp(best, members[best].name, grades[best].level)
    for key in deputies:
        one = members.get(key)
        is_stopped = key in grades and grades[key].is_stopped
        if one is not None and not is_stopped and one.may_see(sensitivity) and not one.lacks(skills):
            return BackUp(key, one.name, grades[key].level if key in grades else 0, is_deputy=True)
    return OWNER


def _folded(text: str) -> list[str]:
    return [fold(name) for name in skills_of(text)]


_MEMBERS = """
    SELECT a.id, a.name, a.skills, a.clearance,
      (SELECT json_group_array(d.other_id) FROM (SELECT d.other_id FROM deputy d
        WHERE d.assistant_id = a.id ORDER BY d.rank, d.id) d), a.folded
    FROM assistant a WHERE a.ended IS NULL ORDER BY a.folded
"""

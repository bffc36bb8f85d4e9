"""Who can do what: how far everybody is with each task, and what stands on one person; and what comes due
while somebody is away.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.back_ups import BackUp, Grade, Member, back_up_of, read_members, skills_of
from models.board import Board
from models.folding import fold
from models.runs import COUNTS
from models.settings import read_settings
from models.trust import CHECKED, TAKEN_OVER
from models.words import Sentence
from models.working_time import later

# From here on a table of it tells more than the cards do.
FEWEST_PEOPLE, FEWEST_TASKS = 2, 5


class Covered(NamedTuple):
    """One task. `kind` of its column; `holder`: who has it, None: the owner. `grades` by assistant, of
    everybody who works here and began to learn it. `danger`: it was taken over and nobody else could do it:
    "amber", and "red" where it is very private; else "".
    """

    task: int
    title: str
    kind: str
    sensitivity: str
    holder: int | None
    grades: Mapping[int, Grade]
    back_up: BackUp
    danger: str

    @property
    def able(self) -> int:
        """How many could do it alone."""
        return sum(grade.covers for grade in self.grades.values())


class Coverage(NamedTuple):
    """Everybody who works here, by name, and each task that somebody of them learns or knows, by title."""

    members: list[Member]
    tasks: list[Covered]

    @property
    def is_useful(self) -> bool:
        """Whether there is enough of it for a table."""
        return len(self.members) >= FEWEST_PEOPLE and len(self.tasks) >= FEWEST_TASKS


class StandIn(NamedTuple):
    """Somebody who could do a task instead, `level` 0–5 of theirs; `is_deputy`: named to stand in for the
    absent one. `against`: what stands in the way, in words.
    """

    assistant: int
    name: str
    level: int
    is_deputy: bool
    against: tuple[Sentence, ...]

    @property
    def knows_it(self) -> bool:
        """Whether they can do it; else they would have to learn it first."""
        return self.level >= CHECKED


class AtRisk(NamedTuple):
    """A held task that comes due while its holder is away: `due` first, so many `times`. `stand_ins`: who
    could do it, the best first.
    """

    task: int
    title: str
    due: dt.date | None
    times: int
    stand_ins: tuple[StandIn, ...]

    @property
    def best(self) -> StandIn | None:
        """Who is offered: the best one against whom nothing stands. None: it stays with the owner."""
        return next((one for one in self.stand_ins if not one.against), None)


@dataclass(frozen=True, slots=True)
class AbsenceAhead:
    """An absence that runs or begins soon, with what comes due in it and nobody stands in for yet, the first
    due first. Days as models.assistants.Absence has them, both included.
    """

    absence: int
    assistant: int
    name: str
    first: dt.date
    last: dt.date
    note: str
    tasks: tuple[AtRisk, ...]

    @property
    def offers(self) -> tuple["Offer", ...]:
        """Who can do how much of it, the one with the most first; each is one button, "Let Priya stand
        in" (models.standing_in.stand_in with its tasks).
        """
        found: dict[int, Offer] = {}
        for one in self.tasks:
            if (best := one.best) is not None:
                old = found.get(best.assistant, Offer(best.assistant, best.name, (), 0))
                to_learn = old.to_learn + (not best.knows_it)
                found[best.assistant] = old._replace(tasks=(*old.tasks, one.task), to_learn=to_learn)
        return tuple(sorted(found.values(), key=lambda offer: -len(offer.tasks)))

    @property
    def alone(self) -> tuple[AtRisk, ...]:
        """What nobody can do but the owner."""
        return tuple(one for one in self.tasks if one.best is None)


class Offer(NamedTuple):
    """One person and the tasks that they are offered for; `to_learn` of them they do not know yet."""

    assistant: int
    name: str
    tasks: tuple[int, ...]
    to_learn: int


def read_coverage(board: Board) -> Coverage:
    """The whole of it, in two statements; what is finished for good or in the bin is left out."""
    members = read_members(board)
    tasks = _covered(board, members, _LEARNED, ())
    return Coverage(members, sorted(tasks, key=lambda one: (fold(one.title), one.task)))


def is_useful(board: Board) -> bool:
    """Whether there is enough for a table of it, without reading the whole."""
    people, tasks = board.db.execute_sql(_ENOUGH).fetchone()
    return bool(people >= FEWEST_PEOPLE and tasks >= FEWEST_TASKS)


def back_up_line(board: Board, task: int) -> BackUp | None:
    """Who would do a task that somebody has; None while nobody has it."""
    found = _covered(board, read_members(board), "t.id = ?", (task,))
    return found[0].back_up if found and found[0].holder is not None else None


def at_first_try(board: Board, task: int, assistant: int) -> tuple[int, int]:
    """How many first deliveries were accepted at once, and of how many; what the brief was to blame for does
    not count.
    """
    accepted, seen = board.db.execute_sql(_TRIED, (task, assistant)).fetchone()
    return accepted, seen


def absences_ahead(board: Board, now: dt.datetime, days: int = 14) -> list[AbsenceAhead]:
    """Absences that run at `now` (naive UTC) or begin within so many days, each with the held tasks that come
    due in it; those with nothing due are left out, the first one is first.

    One statement where nobody is away, and a number of them that does not grow with the cards. What waits for
    the owner's look is not among the tasks; what somebody stands in for is not either, since they have it.
    """
    return _ahead(board, now, "o.last >= ? AND o.first <= ?", days)


def absence_of(board: Board, assistant: int, now: dt.datetime) -> list[AbsenceAhead]:
    """The same of one person, however far ahead, also where nothing comes due."""
    return _ahead(board, now, "o.last >= ? AND o.first <= ? AND o.assistant_id = ?", 3_650, assistant)


def _ahead(board: Board, now: dt.datetime, where: str, days: int, *keys: int) -> list[AbsenceAhead]:
    today = read_settings(board).today(now)
    values = (today.isoformat(), later(today, days).isoformat(), *keys)
    rows = board.db.execute_sql(_ABSENCES.format(where=where), values).fetchall()
    if not rows:
        return []
    # Not needed to show a board.
    from models.absence_cover import Cover

    cover = Cover(board, today, {who for _, who, *_ in rows})
    found = []
    for key, who, name, first, last, note in rows:
        span = (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        tasks = cover.at_risk(who, *span)
        if tasks or keys:
            found.append(AbsenceAhead(key, who, name, *span, note, tasks))
    return found


def _covered(board: Board, members: list[Member], where: str, values: tuple[Any, ...]) -> list[Covered]:
    here = {one.id: one for one in members}
    grades: dict[int, dict[int, Grade]] = {}
    facts: dict[int, tuple[Any, ...]] = {}
    sql = f"{_GRADES} {where}"
    for task, *known, who, level, since, stopped in board.db.execute_sql(sql, values).fetchall():
        facts[task] = tuple(known)
        known_by = grades.setdefault(task, {})
        if who in here and level:
            known_by[who] = Grade(level, dt.datetime.fromisoformat(since), stopped is not None)
    found = []
    for task, (title, kind, sensitivity, skills, holder) in facts.items():
        known_by = grades[task]
        if not known_by and holder is None:
            continue
        behind = back_up_of(holder, known_by, here, sensitivity, skills_of(skills))
        danger = _danger(holder, known_by, sensitivity)
        found.append(Covered(task, title, kind, sensitivity, holder, known_by, behind, danger))
    return found


def _danger(holder: int | None, grades: Mapping[int, Grade], sensitivity: str) -> str:
    if holder is None or holder not in grades or grades[holder].level < TAKEN_OVER:
        return ""
    if any(grade.covers for key, grade in grades.items() if key != holder):
        return ""
    return "red" if sensitivity == "high" else "amber"


_GRADES = """
    SELECT t.id, t.title, s.kind, t.sensitivity, t.skills, t.holder_id, g.assistant_id, g.level, g.since,
      g.stopped
    FROM task t JOIN stage s ON s.id = t.stage_id LEFT JOIN training g ON g.task_id = t.id WHERE
"""
_LEARNED = """
    t.binned IS NULL AND t.outcome IS NULL AND t.id IN (SELECT l.task_id FROM training l JOIN assistant a
      ON a.id = l.assistant_id WHERE l.level > 0 AND a.ended IS NULL)
"""
_ENOUGH = f"""
    SELECT (SELECT count(*) FROM (SELECT 1 FROM assistant WHERE ended IS NULL LIMIT {FEWEST_PEOPLE})),
      (SELECT count(*) FROM (SELECT 1 FROM task t WHERE {_LEARNED} LIMIT {FEWEST_TASKS}))
"""  # noqa: S608 - constants
_TRIED = f"""
    SELECT coalesce(sum(r.outcome = 'accepted'), 0), count(*) FROM run r
    WHERE r.task_id = ? AND r.assistant_id = ? AND {COUNTS}
"""  # noqa: S608 - constants
_ABSENCES = """
    SELECT o.id, a.id, a.name, o.first, o.last, o.note
    FROM absence o JOIN assistant a ON a.id = o.assistant_id
    WHERE a.ended IS NULL AND {where} ORDER BY o.first, o.id
"""

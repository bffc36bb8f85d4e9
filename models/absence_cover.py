"""What comes due while somebody is away, and who could do each of it: reads, for models.coverage.

Fit is by what the owner said: who knows the task, who is named to stand in, skills, days off, clearance, and
hours free in a usual week.
"""

import datetime as dt
import json
from collections.abc import Iterable
from typing import NamedTuple

from models.assistant_load import Load, loads
from models.assistants import Assistant, read_assistants
from models.back_ups import Grade, Member, read_members, skills_of
from models.board import Board
from models.cards import make_repeat
from models.coverage import AtRisk, StandIn
from models.errors import Refused
from models.folding import fold
from models.repeats import Repeat
from models.wall_time import day_words
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import later
from models.worth import Pricing

MOST_TIMES = 99
_AWAY = QT_TRANSLATE_NOOP("models", "away from {first} to {last}")
_AWAY_ALONE = QT_TRANSLATE_NOOP("models", "away on {day}")
_LEAVES = QT_TRANSLATE_NOOP("models", "leaves on {day}")
_FULL = QT_TRANSLATE_NOOP("models", "no hours free")
_PRIVATE = QT_TRANSLATE_NOOP("models", "more private than they may see")
_STOPPED = QT_TRANSLATE_NOOP("models", "stopped: too many went back")


class _Held(NamedTuple):
    """A task in somebody's hands that does not wait for a look."""

    task: int
    title: str
    holder: int
    due: dt.date | None
    repeat: Repeat | None
    anchor: dt.date | None
    sensitivity: str
    skills: list[str]


class Cover:
    """The tasks of those who are away and everybody who could do them, read once."""

    def __init__(self, board: Board, today: dt.date, absent: Iterable[int]) -> None:
        self._board, self._today = board, today
        self._held: dict[int, list[_Held]] = {}
        for one in _read_held(board, sorted(absent)):
            self._held.setdefault(one.holder, []).append(one)
        self._is_read = False
        self._members: dict[int, Member] = {}
        self._people: dict[int, Assistant] = {}
        self._loads: dict[int, Load] = {}
        self._grades: dict[int, dict[int, Grade]] = {}
        self._seconds: dict[int, int] = {}

    def at_risk(self, assistant: int, first: dt.date, last: dt.date) -> tuple[AtRisk, ...]:
        """What comes due of theirs on these days, the first due first."""
        found = []
        for one in self._held.get(assistant, ()):
            due, times = due_within(one.due, one.repeat, first, last, self._today, one.anchor)
            if times:
                found.append(AtRisk(one.task, one.title, due, times, self._stand_ins(one, first, last)))
        return tuple(sorted(found, key=lambda risk: (risk.due is None, risk.due or last, risk.task)))

    def _stand_ins(self, task: _Held, first: dt.date, last: dt.date) -> tuple[StandIn, ...]:
        self._read()
        grades = self._grades.get(task.task, {})
        absent = self._members.get(task.holder)
        deputies = absent.deputies if absent is not None else ()
        found = []
        for key, one in self._members.items():
            level = grades[key].level if key in grades else 0
            brings_skills = bool(task.skills and one.skills) and not one.lacks(task.skills)
            if key == task.holder or not (level or key in deputies or brings_skills):
                continue
            is_deputy = key in deputies
            found.append(StandIn(key, one.name, level, is_deputy, self._against(task, one, first, last)))

        def rank(one: StandIn) -> tuple[object, ...]:
            place = deputies.index(one.assistant) if one.is_deputy else len(deputies)
            return bool(one.against), not one.knows_it, -one.level, place, fold(one.name)

        return tuple(sorted(found, key=rank))

    def _against(self, task: _Held, one: Member, first: dt.date, last: dt.date) -> tuple[Sentence, ...]:
        stands = []
        grade = self._grades.get(task.task, {}).get(one.id)
        if grade is not None and grade.is_stopped:
            stands.append(say(_STOPPED))
        who, load = self._people[one.id], self._loads[one.id]
        for away in who.absences:
            if away.first <= last and first <= away.last:
                is_day = away.first == away.last
                text = say(_AWAY_ALONE, day=day_words(away.first)) if is_day else None
                stands.append(text or say(_AWAY, first=day_words(away.first), last=day_words(away.last)))
        if who.ends is not None and who.ends <= last:
            stands.append(say(_LEAVES, day=day_words(who.ends)))
        if load.free is not None and load.free < max(1, self._seconds.get(task.task, 0)):
            stands.append(say(_FULL))
        if not one.may_see(task.sensitivity):
            stands.append(say(_PRIVATE))
        return tuple(stands)

    def _read(self) -> None:
        """Everybody, once there is something to be done."""
        if self._is_read:
            return
        self._is_read = True
        people = read_assistants(self._board)
        self._people = {one.id: one for one in people}
        self._members = {one.id: one for one in read_members(self._board)}
        self._loads = loads(self._board, people)
        ids = [one.task for held in self._held.values() for one in held]
        for task, who, level, since, stopped in self._board.db.execute_sql(
            _GRADES, (json.dumps(ids),)
        ).fetchall():
            grade = Grade(level, dt.datetime.fromisoformat(since), stopped is not None)
            self._grades.setdefault(task, {})[who] = grade
        for task, found in Pricing(self._board, self._today).read(ids).items():
            self._seconds[task] = round(found.worth.assistant * 3600)


def due_within(
    due: dt.date | None,
    repeat: Repeat | None,
    first: dt.date,
    last: dt.date,
    today: dt.date,
    anchor: dt.date | None = None,
) -> tuple[dt.date | None, int]:
    """The first date of a task on these days, both included, and how many there are (at most 99).

    What is overdue belongs to them if they have begun. What recurs without a date comes as often as it does
    in so many days. `anchor`: the day that the series counts from, None: its due.
    """
    if due is None:
        if repeat is None:
            return None, 0
        days = (last - first).days + 1
        return None, min(MOST_TIMES, int(repeat.runs_per_week() * days / 7))
    if due < first and first <= today:
        found, begin = [due], first
    else:
        found, begin = [], first
    if repeat is None:
        return (due, 1) if found or first <= due <= last else (None, 0)
    day = due if due >= begin else _next(repeat, later(begin, -1), anchor or due)
    while day is not None and day <= last and len(found) < MOST_TIMES:
        found.append(day)
        day = _next(repeat, day, anchor or due)
    return (found[0], len(found)) if found else (None, 0)


def _next(repeat: Repeat, day: dt.date, anchor: dt.date) -> dt.date | None:
    try:
        return repeat.next_after(day, anchor)
    except Refused:
        return None


def _read_held(board: Board, absent: list[int]) -> list[_Held]:
    rows = board.db.execute_sql(_HELD, (json.dumps(absent),)).fetchall()
    return [
        _Held(
            task,
            title,
            holder,
            None if due is None else dt.date.fromisoformat(due),
            make_repeat(count, unit, rule),
            None if anchor is None else dt.date.fromisoformat(anchor),
            sensitivity,
            skills_of(skills),
        )
        for task, title, holder, due, count, unit, rule, anchor, sensitivity, skills in rows
    ]


_HELD = """
    SELECT t.id, t.title, t.holder_id, t.due, t.repeat_count, t.repeat_unit, t.rrule, t.anchor, t.sensitivity,
      t.skills
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.holder_id IN (SELECT value FROM json_each(?)) AND t.binned IS NULL
      AND s.kind IN ('training', 'handed_over') ORDER BY t.due IS NULL, t.due, t.id
"""
_GRADES = """
    SELECT g.task_id, g.assistant_id, g.level, g.since, g.stopped FROM training g
    WHERE g.task_id IN (SELECT value FROM json_each(?)) AND g.level > 0
"""

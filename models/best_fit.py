"""Who fits a task best, with reasons and numbers. The app suggests, the owner decides.

Ranked by what stands against somebody, then by what speaks for them, each a point that is said in words; then
by hours free, then by price. Nobody is hidden.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.assistant_load import Load, loads, working_time_of
from models.assistants import Assistant, read_assistants
from models.back_ups import is_cleared
from models.board import Board
from models.folding import fold
from models.handover_defaults import level_of, owner_time
from models.settings import read_settings
from models.wall_time import day_words
from models.words import QT_TRANSLATE_NOOP, Sentence, say
from models.working_time import overlap
from models.worth import worth_of

SOON = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Fit:
    """One person for one task; `free`: seconds a week, `price`: of an hour, at home. `reasons` speak for them
    or tell a figure, `against` stands in the way.
    """

    assistant: int
    name: str
    points: int
    reasons: tuple[Sentence, ...]
    against: tuple[Sentence, ...]
    free: int
    price: Decimal | None


_KNOWS = QT_TRANSLATE_NOOP("models", "knows it already")
_LEARNS = QT_TRANSLATE_NOOP("models", "is learning it")
_NAMED = QT_TRANSLATE_NOOP("models", "named on the card")
_SKILL = QT_TRANSLATE_NOOP("models", "has {skills}")
_LACKS = QT_TRANSLATE_NOOP("models", "lacks {skills}")
_FREE = QT_TRANSLATE_NOOP("models", "{hours} h free a week")
_FULL = QT_TRANSLATE_NOOP("models", "no hours free: {share} % of their week is given away")
_TIGHT = QT_TRANSLATE_NOOP("models", "{hours} h free, this takes {needed} h a week")
_PRICE = QT_TRANSLATE_NOOP("models", "{amount} {currency} an hour")
_SHARED = QT_TRANSLATE_NOOP("models", "{hours} h shared with you a day")
_APART = QT_TRANSLATE_NOOP("models", "no shared hours: the end of your day starts theirs")
_AWAY = QT_TRANSLATE_NOOP("models", "away until {day}")
_AWAY_SOON = QT_TRANSLATE_NOOP("models", "away from {first} to {last}")
_LEAVING = QT_TRANSLATE_NOOP("models", "leaves on {day}")
_PRIVATE = QT_TRANSLATE_NOOP("models", "more private than they may see")


def best_fit(board: Board, task: int, now: dt.datetime) -> list[Fit]:
    """Everybody who works here, the best fit first. `now` is naive UTC."""
    row = board.db.execute_sql(_TASK, (task,)).fetchone()
    if row is None:
        return []
    asks = _Task(task, _split(row[0]), str(row[1]), _seconds(board, task))
    people = read_assistants(board)
    weeks = loads(board, people)
    return sorted((_fit(board, one, weeks[one.id], asks, now) for one in people), key=_rank)


def against(board: Board, task: int, assistant: int, now: dt.datetime) -> tuple[Sentence, ...]:
    """Only what stands against this person for this task: no hours free, absent, not trusted so far."""
    return next((fit.against for fit in best_fit(board, task, now) if fit.assistant == assistant), ())


@dataclass(frozen=True, slots=True)
class _Task:
    """What is looked at: skills by folded name, privacy, an assistant's seconds a week."""

    id: int
    skills: dict[str, str]
    sensitivity: str
    seconds: int | None


def _fit(board: Board, one: Assistant, load: Load, task: _Task, now: dt.datetime) -> Fit:
    reasons: list[Sentence] = []
    stands: list[Sentence] = []
    points = _of_skills(board, one, task, reasons, stands)
    _of_hours(load, task, reasons, stands)
    if one.rate is not None:
        reasons.append(say(_PRICE, amount=f"{one.rate.amount:.2f}", currency=one.rate.currency))
    _of_time(board, one, now, reasons, stands)
    if not is_cleared(one.clearance, task.sensitivity):
        stands.append(say(_PRIVATE))
    price = one.rate.home if one.rate else None
    return Fit(one.id, one.name, points, tuple(reasons), tuple(stands), load.free or 0, price)


def _rank(fit: Fit) -> tuple[Any, ...]:
    price = fit.price if fit.price is not None else Decimal("Infinity")
    return len(fit.against), -fit.points, -fit.free, price, fold(fit.name)


def _of_skills(
    board: Board, one: Assistant, task: _Task, reasons: list[Sentence], stands: list[Sentence]
) -> int:
    """Who knows the task needs no skill; else what the card asks for and they have."""
    level = level_of(board, task.id, one.id)
    if level:
        reasons.append(say(_KNOWS if level >= 3 else _LEARNS))
        return 10 + level
    points = 0
    if board.db.execute_sql(_NAMES, (task.id, one.id)).fetchone():
        reasons.append(say(_NAMED))
        points += 5
    own = {fold(skill) for skill in one.skills}
    has = [name for key, name in task.skills.items() if key in own]
    lacks = [name for key, name in task.skills.items() if key not in own]
    if has:
        reasons.append(say(_SKILL, skills=", ".join(has)))
    if lacks and own:
        # Of somebody whose skills nobody wrote down, nothing is known.
        stands.append(say(_LACKS, skills=", ".join(lacks)))
    return points + len(has)


def _of_hours(load: Load, task: _Task, reasons: list[Sentence], stands: list[Sentence]) -> None:
    if load.free is None:
        return
    if load.free <= 0:
        stands.append(say(_FULL, share=round(100 * (load.share or 0))))
    elif task.seconds and task.seconds > load.free:
        stands.append(say(_TIGHT, hours=_hours(load.free), needed=_hours(task.seconds)))
    else:
        reasons.append(say(_FREE, hours=_hours(load.free)))


def _of_time(
    board: Board, one: Assistant, now: dt.datetime, reasons: list[Sentence], stands: list[Sentence]
) -> None:
    settings = read_settings(board)
    today = settings.today(now)
    for absence in one.absences:
        if absence.first <= today <= absence.last:
            stands.append(say(_AWAY, day=day_words(absence.last)))
        elif today < absence.first <= today + SOON:
            stands.append(say(_AWAY_SOON, first=day_words(absence.first), last=day_words(absence.last)))
    if one.ends is not None and one.ends <= today + SOON:
        stands.append(say(_LEAVING, day=day_words(one.ends)))
    if one.zone:
        # A weekday of both, so that a weekend does not look like a night.
        day = today + dt.timedelta(days=(7 - today.weekday()) % 7 if today.weekday() > 4 else 0)
        shared = overlap(owner_time(settings), working_time_of(board, one.id), day)
        reasons.append(say(_SHARED, hours=_hours(shared)) if shared else say(_APART))


def _seconds(board: Board, task: int) -> int | None:
    """What the task takes of an assistant's week; None where that is not known or it happens once."""
    found = worth_of(board, [task]).get(task)
    return None if found is None or found.runs_per_week is None else round(found.worth.assistant * 3600)


def _hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f}".removesuffix(".0")


def _split(skills: str) -> dict[str, str]:
    names: Sequence[str] = [name.strip() for name in skills.split(",") if name.strip()]
    return {fold(name): name for name in names}


_TASK = "SELECT skills, sensitivity FROM task WHERE id = ?"
_NAMES = "SELECT 1 FROM task_assistant WHERE task_id = ? AND assistant_id = ?"

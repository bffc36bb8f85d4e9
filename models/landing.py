"""Moves inside an open change: where cards stand, what a move makes of them, and the rows that this
writes.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from models import sqlite, suggesting
from models.board import Board
from models.cards import make_repeat
from models.moves import Landing, Standing, land, verdict_home
from models.ordering import lie_below, move_row, ranks_below
from models.record import Recorder, stored
from models.schema import VERDICTS, Stage, Task, TaskAssistant
from models.stages import Stage as Column
from models.stages import first_stage

CHUNK = 500
_STANDING = (
    Task.id,
    Task.stage,
    Stage.kind,
    Task.verdict,
    Task.outcome,
    Task.due,
    Task.repeat_count,
    Task.repeat_unit,
    Task.rrule,
)


@dataclass(frozen=True, slots=True)
class Standee:
    """A card that is about to move: the column it lies in, and what it is."""

    task: int
    stage: int
    standing: Standing


def standees(board: Board, ids: Sequence[int]) -> list[Standee]:
    """These cards in this order; those that are gone or in the bin are missing."""
    found: dict[int, Standee] = {}
    for chunk in chunks(list(ids)):
        people = TaskAssistant.select(TaskAssistant.task).where(TaskAssistant.task.in_(chunk))
        held = {task for (task,) in sqlite.fetch(board.db, people)}
        query = Task.select(*_STANDING).join(Stage).where(Task.id.in_(chunk), Task.binned.is_null())
        for task, stage, kind, verdict, outcome, due, *repeat in sqlite.fetch(board.db, query):
            standing = Standing(kind, verdict, outcome, due, make_repeat(*repeat), task in held)
            found[task] = Standee(task, stage, standing)
    return [found[task] for task in dict.fromkeys(ids) if task in found]


def move_cards(
    board: Board,
    record: Recorder,
    ids: Sequence[int],
    target: Column,
    after: int | None,
    today: dt.date,
) -> list[Landing]:
    """Put cards into a column. Those that do not land in it (a series done this time) keep out of the way."""
    moving = standees(board, ids)
    landings = [land(card.standing, target.kind, record.moment, today) for card in moving]
    dropped = [card.task for card, landing in zip(moving, landings, strict=True) if landing.kind is None]
    if all(landing.action == "order" for landing in landings) and lie_below(
        record, Task, target.id, after, dropped
    ):
        return []
    ranks = iter(ranks_below(record, Task, target.id, after, len(dropped), dropped))
    for card, landing in zip(moving, landings, strict=True):
        if landing.kind is None:
            put(record, card.task, landing.fields | {"stage": target.id, "rank": next(ranks)})
        else:
            _go_home(board, record, card, landing)
    note_decisions(record, moving, landings)
    is_within = all(card.stage == target.id for card in moving)
    return [Landing("move", x.fields) if x.action == "order" and not is_within else x for x in landings]


def decide(board: Board, record: Recorder, task: int, verdict: str) -> None:
    """A new decision about a card; it goes to the column of that decision."""
    assert verdict in VERDICTS, verdict
    for card in standees(board, [task]):
        home = verdict_home(card.standing.kind, verdict)
        if home is None:
            record.update(Task, task, verdict=verdict)
        else:
            put_on_top(board, record, card, home, {"verdict": verdict})
        suggesting.note_decisions(record, {} if card.standing.verdict == verdict else {task: verdict})


def note_decisions(record: Recorder, moving: Sequence[Standee], landings: Sequence[Landing]) -> None:
    """What a move decided is kept with the answers, too."""
    decided = {
        card.task: str(landing.fields["verdict"])
        for card, landing in zip(moving, landings, strict=True)
        if landing.fields.get("verdict", card.standing.verdict) != card.standing.verdict
    }
    suggesting.note_decisions(record, decided)


def finish(board: Board, record: Recorder, ids: Sequence[int], outcome: str) -> None:
    """Finish cards with an outcome, whether they recur or not; they go to Done."""
    # The last one first, so that the first lies on top.
    for card in reversed(standees(board, ids)):
        done = {} if card.standing.outcome else {"done": record.moment}
        put_on_top(board, record, card, "done", {"outcome": outcome, **done})


def put_on_top(board: Board, record: Recorder, card: Standee, kind: str, fields: dict[str, Any]) -> None:
    """Set fields of a card and put it on top of the first column of a kind, unless it lies in such a
    column.
    """
    if card.standing.kind == kind:
        record.update(Task, card.task, **fields)
        return
    home = first_stage(board, kind)
    rank = ranks_below(record, Task, home.id, None, 1, [card.task])[0]
    put(record, card.task, fields | {"stage": home.id, "rank": rank})


def put(record: Recorder, task: int, fields: dict[str, Any]) -> None:
    """Fields with a new place, in one row change that remembers the old neighbour."""
    move_row(record, Task, task, stored(Task, fields))


def chunks(ids: list[int]) -> Iterator[list[int]]:
    """As many keys at a time as one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _go_home(board: Board, record: Recorder, card: Standee, landing: Landing) -> None:
    assert landing.kind is not None
    put_on_top(board, record, card, landing.kind, landing.fields)

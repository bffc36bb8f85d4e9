"""Moves inside an open change: where cards stand, what a move makes of them, and the rows that this
writes.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from models import hands, next_look, run_rows, suggesting, training
from models.adding import day_of
from models.board import Board
from models.cards import make_repeat
from models.errors import Refused
from models.hands import NO_REASON, Terms, Why
from models.moves import (
    HELD_KINDS,
    Landing,
    Standing,
    accepted,
    held_home,
    land,
    needs_person,
    resumed,
    verdict_home,
)
from models.ordering import lie_below, move_row, ranks_below
from models.record import Recorder, stored
from models.schema import VERDICTS, Task
from models.stages import Stage as Column
from models.stages import first_stage

CHUNK = 500
_STANDING = """
    SELECT t.id, t.stage_id, s.kind, t.verdict, t.outcome, t.due, t.repeat_count, t.repeat_unit, t.rrule,
      t.holder_id,
      coalesce((SELECT g.level FROM training g WHERE g.task_id = t.id AND g.assistant_id = t.holder_id), 0),
      EXISTS (SELECT 1 FROM run r WHERE r.task_id = t.id
        AND r.outcome IN ('accepted', 'accepted_after_fix')), t.anchor, t.on_holiday,
      CASE WHEN t.repeat_count IS NOT NULL THEN coalesce(nullif(t.repeat_zone, ''), t.due_zone,
        (SELECT json_extract(g.value, '$') FROM setting g WHERE g.name = 'company.zone'), '') END
    FROM task t JOIN stage s ON s.id = t.stage_id
    WHERE t.id IN (SELECT value FROM json_each(?)) AND t.binned IS NULL
"""


@dataclass(frozen=True, slots=True)
class Standee:
    """A card that is about to move: the column it lies in, and what it is."""

    task: int
    stage: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class Word:
    """What the owner says beside a move: to whom on which terms, why it comes back, by when it is due anew.

    `due`: fields of the task (due, due_time, due_zone), or nothing.
    """

    terms: Terms | None = None
    why: Why = NO_REASON
    due: dict[str, Any] = field(default_factory=dict)


NO_WORD = Word()


def standees(board: Board, ids: Sequence[int]) -> list[Standee]:
    """These cards in this order; those that are gone or in the bin are missing."""
    found: dict[int, Standee] = {}
    for chunk in chunks(list(ids)):
        rows = board.db.execute_sql(_STANDING, (json.dumps(chunk),)).fetchall()
        for task, stage, kind, verdict, outcome, due, *rest in rows:
            count, unit, rule, holder, level, was_run, anchor, on_holiday, zone = rest
            known = Standing(
                kind,
                verdict,
                outcome,
                due and dt.date.fromisoformat(due),
                make_repeat(count, unit, rule),
                holder,
                level,
                bool(was_run),
                anchor and dt.date.fromisoformat(anchor),
                on_holiday,
                _days_off(board) if on_holiday else None,
                zone or "",
            )
            found[task] = Standee(task, stage, known)
    return [found[task] for task in dict.fromkeys(ids) if task in found]


def move_cards(
    board: Board,
    record: Recorder,
    ids: Sequence[int],
    target: Column,
    after: int | None,
    today: dt.date,
    word: Word = NO_WORD,
) -> list[Landing]:
    """Put cards into a column. Those that do not land in it (a series done this time) keep out of the way.

    A card that cannot go stays, and is counted in the change's details; the only one raises Refused.
    """
    moving, landings = _landings(record, standees(board, ids), target.kind, today, word)
    landings = [
        _carried_out(board, record, card, landing, target.kind, word)
        for card, landing in zip(moving, landings, strict=True)
    ]
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


def give_cards(board: Board, record: Recorder, ids: Sequence[int], terms: Terms) -> list[Landing]:
    """Put cards into an assistant's hands, each on top of the column that it then belongs to."""
    moving = [card for card in standees(board, ids) if card.standing.holder != terms.assistant]
    landings: list[Landing] = []
    for card in reversed(moving):
        landing = _given(record, card, None, terms)
        landings.insert(0, landing)
        _go_home(board, record, card, landing)
    note_decisions(record, moving, landings)
    return landings


def _landings(
    record: Recorder, moving: list[Standee], to: str, today: dt.date, word: Word
) -> tuple[list[Standee], list[Landing]]:
    """What each card's move means; without those that cannot go."""
    going: list[tuple[Standee, Landing]] = []
    for card in moving:
        try:
            if word.terms is not None and needs_person(card.standing, to):
                landing = Landing("hand_over")
            else:
                day = _today_of(card.standing, today, record.moment)
                landing = land(card.standing, to, record.moment, day)
        except Refused:
            if len(moving) == 1:
                raise
            continue
        going.append((card, landing))
    if len(going) < len(moving):
        record.details["stayed"] = len(moving) - len(going)
    return [card for card, _ in going], [landing for _, landing in going]


def _carried_out(
    board: Board, record: Recorder, card: Standee, landing: Landing, to: str, word: Word
) -> Landing:
    """Write what a move does beside the card's own row; returns the landing with all fields of that row."""
    if landing.action == "hand_over":
        assert word.terms is not None
        return _given(record, card, to, word.terms)
    standing = replace(card.standing, repeat=None) if landing.is_last else card.standing
    for effect in landing.effects:
        hands.carry_out(record, card.task, standing, effect, word.why)
    _note_series(record, card, landing)
    if landing.action in ("finish_once", "accept_once"):
        hands.begin_next(record, card.task)
    if "withdraw" in landing.effects:
        return replace(landing, fields=landing.fields | {"holder": hands.deliverer(record, card.task)})
    if "send_back" in landing.effects:
        # A zone belongs to a time.
        zone = {"due_zone": None} if word.due and not word.due.get("due_time") else {}
        landing = replace(landing, fields=landing.fields | word.due | zone)
    if landing.action in ("accept_once", "send_back"):
        landing = _at_home_now(board, record, card, landing)
    return landing


def _at_home_now(board: Board, record: Recorder, card: Standee, landing: Landing) -> Landing:
    """Where a card goes home to after a run: how it went may have moved how far they are. The owner's next
    look follows.
    """
    standing = card.standing
    if standing.holder is None:
        return landing
    level = training.level_of(record.db, card.task, standing.holder)
    next_look.renew(board, record, card.task, level, landing.fields.get("due", standing.due))
    return replace(landing, kind=held_home(standing.repeat, level))


def _given(record: Recorder, card: Standee, to: str | None, terms: Terms) -> Landing:
    """A card in somebody's hands, dropped on a column of kind `to` (None: on the person)."""
    # Dropped on Handed over: "knows it already".
    if to == "handed_over":
        terms = replace(terms, knows_it=True)
    home: str | None = hands.give(record, card.task, card.standing, terms)
    if to == "review":
        hands.put_into_review(record, card.task)
        home = "review"
    fields: dict[str, Any] = {"verdict": "delegable", "holder": terms.assistant}
    if card.standing.kind == "done":
        fields |= {"outcome": None, "done": None}
        day = _today_of(card.standing, day_of(record.moment), record.moment)
        fields |= resumed(card.standing, day)
    return Landing("hand_over", fields, None if home == to else home)


def decide(board: Board, record: Recorder, task: int, verdict: str) -> None:
    """A new decision about a card; it goes to the column of that decision, out of the hands it is in."""
    assert verdict in VERDICTS, verdict
    for card in standees(board, [task]):
        home = verdict_home(card.standing, verdict)
        if home is None:
            record.update(Task, task, verdict=verdict)
        else:
            free = let_go(record, card, "taken_back")
            put_on_top(board, record, card, home, {"verdict": verdict, **free})
        suggesting.note_decisions(record, {} if card.standing.verdict == verdict else {task: verdict})


def let_go(record: Recorder, card: Standee, ending: str) -> dict[str, Any]:
    """End what somebody has in hand; the fields of the card that say so."""
    if card.standing.holder is None or card.standing.kind not in HELD_KINDS:
        return {}
    hands.end_all(record, card.task, ending)
    if ending == "taken_back":
        hands.unname(record, card.task, card.standing.holder)
    return {"holder": None}


def go_home(board: Board, record: Recorder, task: int) -> None:
    """A held card that recurs from now on, or no longer does, goes where it then belongs."""
    for card in standees(board, [task]):
        standing = card.standing
        if standing.holder is None or standing.kind not in ("training", "handed_over"):
            continue
        level = standing.level
        if standing.repeat is not None and not level:
            level = 1
            training.set_level(record, task, standing.holder, level, "handed_over")
        put_on_top(board, record, card, held_home(standing.repeat, level), {})


def after_a_run(board: Board, record: Recorder, card: Standee, today: dt.date) -> None:
    """One run is over, whoever did it: a one-off is done, a recurring card goes home with its next date."""
    day = _today_of(card.standing, today, record.moment)
    landing = accepted(card.standing, record.moment, day)
    _note_series(record, card, landing)
    if landing.kind is None:
        hands.end_all(record, card.task, "ended")
    else:
        hands.begin_next(record, card.task)
        hands.set_move(record, card.task, "theirs")
        next_look.renew(
            board, record, card.task, card.standing.level, landing.fields.get("due", card.standing.due)
        )
    put_on_top(board, record, card, landing.kind or "done", landing.fields)


def _note_series(record: Recorder, card: Standee, landing: Landing) -> None:
    """What a run of a series left out is counted with it, and its end is said."""
    if landing.missed:
        run_rows.count_missed(record, card.task, landing.missed)
    if landing.is_last:
        record.details["rule"] = "series_over"


def _today_of(card: Standing, today: dt.date, moment: dt.datetime) -> dt.date:
    """The caller's day, in the zone of the series."""
    if not card.zone:
        return today
    from models.series_day import today_in

    return today_in(card.zone, today, moment)


def _days_off(board: Board) -> Callable[[dt.date], bool]:
    # Public holidays take tenths of a second to be known: only where they may move a date.
    from models.days_off import company_days_off

    return company_days_off(board)


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
        done |= let_go(record, card, "ended")
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

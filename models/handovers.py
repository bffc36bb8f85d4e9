"""Handing tasks over and what follows: operations, each one change and one undo step, and what is read.

What a drag does goes through models.tasks.move_tasks; here is what is done by a person, a key or a button.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models import assistants, brief_versions, hands, run_rows
from models.adding import DraftWriter, day_of
from models.assistant_fields import parse_fields
from models.board import Board
from models.cards import assistant_name, subject_of, title_of
from models.drafts import TaskDraft
from models.errors import Refused
from models.hands import NO_REASON, Terms, Why
from models.landing import Word, after_a_run, give_cards, move_cards, standees
from models.moves import HELD_KINDS, needs_person
from models.ordering import ranks_below
from models.record import Recorder
from models.schema import Link, Task
from models.schema_handover import REASONS, Handover, Run
from models.stages import first_stage, stage_of
from models.tasks import checked_title, edit_in
from models.words import QT_TRANSLATE_NOOP, say


@dataclass(frozen=True, slots=True)
class Held:
    """One open hand-over, or one of the past. Moments are naive UTC; `version`: of the brief at hand-over.

    `move`: "mine" or "theirs". `sent` None: not sent yet.
    """

    id: int
    uid: str
    task: int
    assistant: int
    name: str
    at: dt.datetime
    authority: int | None
    next_check: dt.date | None
    move: str
    baseline: int | None
    version: int | None
    sent: dt.datetime | None
    sent_how: str
    sent_version: int | None
    engagement: str
    until: dt.date | None
    hour_cap: int | None
    money_cap: int | None
    ended: dt.datetime | None
    ending: str
    reasons: tuple[str, ...]
    why_anyway: str


def hand_over(
    board: Board,
    ids: Sequence[int],
    terms: Terms,
    stage: int | None = None,
    after: int | None = None,
    new: tuple[str, str] | None = None,
) -> None:
    """Put cards into an assistant's hands, in one step: below the card `after` of the column `stage` where
    they belong there, else (None: dropped on the person) on top of the column that each belongs to.

    `terms.fields` are set on each card first. `new`: name and city of somebody who is added in the same step,
    and stands for `terms.assistant`. Cards in the bin stay there as they are. Raises Refused for an assistant
    who is gone or no longer works here, and where no card is left.
    """
    who = new[0] if new else _taker(board, terms.assistant)
    ids = _on_board(board, ids)
    details = {"count": len(ids), "who": who}
    with board.change("hand_over", subject_of(board, ids), details=details) as record:
        if new is not None:
            values = parse_fields({"name": new[0], "city": new[1]}, "")
            terms = replace(terms, assistant=assistants.add_in(board, record, values))
        for task in ids:
            if terms.fields:
                edit_in(board, record, task, dict(terms.fields))
        if stage is None:
            give_cards(board, record, ids, terms)
            return
        target = stage_of(board, stage)
        word = Word(replace(terms, fields={}))
        move_cards(board, record, ids, target, after, day_of(board.now()), word)


def take_back(board: Board, ids: Sequence[int], why: Why = NO_REASON, kind: str = "setup") -> None:
    """Take cards out of the hands they are in; they go to the first column of `kind`. What waited for a look
    ends as taken back: nobody says that the owner did it.
    """
    target = first_stage(board, kind)
    details = {"count": len(ids)}
    with board.change("take_back", subject_of(board, ids), details=details) as record:
        held = [card.task for card in standees(board, ids) if card.standing.holder is not None]
        for row in [row for task in held for row in hands.waiting(record, task)]:
            run_rows.end(record, row, "taken_back", reasons=why.stored)
        move_cards(board, record, held, target, None, day_of(board.now()), Word(why=why))


def give_reasons(board: Board, task: int, why: Why) -> None:
    """Say afterwards why a card was taken back; its newest hand-over takes it, and what waited with it."""
    with board.change("take_back", title_of(board, task)) as record:
        sql = (
            "SELECT id, ending, ended FROM handover WHERE task_id = ? AND ended IS NOT NULL"
            " ORDER BY ended DESC, id DESC LIMIT 1"
        )
        for row, ending, ended in record.db.execute_sql(sql, (task,)).fetchall():
            if ending == "taken_back":
                record.update(Handover, row, reasons=why.stored)
                _reason_of_runs(record, task, ended, why)


def _reason_of_runs(record: Recorder, task: int, ended: str, why: Why) -> None:
    """What ended with the hand-over takes its reasons; what was accepted before keeps its own."""
    sql = "SELECT id FROM run WHERE task_id = ? AND ended = ?"
    for (row,) in record.db.execute_sql(sql, (task, ended)).fetchall():
        record.update(Run, row, reasons=why.stored)


def deliver(board: Board, ids: Sequence[int]) -> None:
    """They say it's done: cards in somebody's hands wait for a look."""
    _move(board, "deliver", ids, "review")


def accept(board: Board, ids: Sequence[int]) -> None:
    """What was delivered is good: a one-off is done, the rest goes home with its next date."""
    _move(board, "accept", ids, "done")


def i_do_it(board: Board, task: int, today: dt.date | None = None) -> None:
    """This run is done by the owner; the card stays theirs and gets its next date."""
    day = today or day_of(board.now())
    with board.change("own_turn", title_of(board, task)) as record:
        for card in standees(board, [task]):
            if card.standing.holder is None:
                raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody has this card.")))
            waiting = hands.waiting(record, task)
            for row in waiting:
                run_rows.end(record, row, "redone_by_me")
            if not waiting:
                run_rows.skip(record, task, "redone_by_me")
            after_a_run(board, record, card, day)


def mark_sent(board: Board, ids: Sequence[int], how: str, kind: str = "do") -> None:
    """The assistants have what they need of these cards: by "text", "mail", "file", "page" or "told".

    `kind` "quiet": it came with the hand-over itself, and undo takes both back in one step.
    """
    with board.change("told", subject_of(board, ids), details={"count": len(ids)}, kind=kind) as record:
        for task in ids:
            held = newest(board, task)
            if held is None or held.ended is not None:
                continue
            record.details["who"] = held.name
            version = brief_versions.fix(record, task)
            record.update(Handover, held.id, sent=record.moment, sent_how=how, sent_version=version)
            hands.set_move(record, task, "theirs")


def mark_unsent(board: Board, task: int) -> None:
    """It was not sent after all."""
    held = _held(board, task)
    with board.change("untold", title_of(board, task), details={"who": held.name}) as record:
        record.update(Handover, held.id, sent=None, sent_how="", sent_version=None)
        hands.set_move(record, task, "mine")


def set_next_check(board: Board, task: int, day: dt.date | None) -> None:
    """When the owner looks at it next."""
    held = _held(board, task)
    details = {"next": day.isoformat() if day else "–"}
    with board.change("check", title_of(board, task), details=details) as record:
        record.update(Handover, held.id, next_check=day)


def learn_as_back_up(board: Board, task: int, assistant: int) -> None:
    """A second person learns the task: a training record of their own, the card stays where it is."""
    who = _taker(board, assistant)
    with board.change("back_up", title_of(board, task), details={"who": who}) as record:
        hands.add_back_up(record, task, assistant)


def split_off(board: Board, task: int, title: str, uid: str) -> None:
    """A part of a task that somebody has, as a card of its own in To set up, linked to it."""
    draft = TaskDraft(title=checked_title(title), uid=uid, kind="setup", verdict="delegable")
    with board.change("split", title_of(board, task)) as record:
        home = first_stage(board, "setup").id
        ranks = ranks_below(record, Task, home, None, 1)
        (part,) = DraftWriter(board, record).write([draft], [home], ranks)
        record.insert(Link, kind="split_of", task=part, other=task)


def asks(board: Board, ids: Sequence[int], kind: str) -> str:
    """What a move of these cards to a column of `kind` wants to be told first: "person", "reason", or "".

    The other columns ask nothing.
    """
    if kind not in HELD_KINDS:
        return ""
    moving = [card.standing for card in standees(board, ids)]
    if any(needs_person(card, kind) for card in moving):
        return "person"
    is_sent_back = kind != "review" and any(card.kind == "review" for card in moving)
    return "reason" if is_sent_back else ""


def newest(board: Board, task: int) -> Held | None:
    """The open hand-over of a task, else the last one; None if nobody ever had it."""
    found = read_handovers(board, task)
    return found[0] if found else None


def read_handovers(board: Board, task: int) -> list[Held]:
    """All hand-overs of a task, an open one first, then the newest."""
    return _read(board, "h.task_id = ? ORDER BY h.ended IS NOT NULL, h.id DESC", task)


def held_by(board: Board, assistant: int) -> list[Held]:
    """What an assistant has in hand, the oldest first."""
    return _read(board, "h.assistant_id = ? AND h.ended IS NULL ORDER BY h.id", assistant)


def _move(board: Board, action: str, ids: Sequence[int], kind: str) -> None:
    target = first_stage(board, kind)
    with board.change(action, subject_of(board, ids), details={"count": len(ids)}) as record:
        held = [card for card in standees(board, ids) if card.standing.kind in HELD_KINDS]
        moving = [card.task for card in held if card.standing.kind != kind]
        landings = move_cards(board, record, moving, target, None, day_of(board.now()))
        _tell_next(record, [one.fields.get("due") for one in landings if one.action == "accept_once"])


def _tell_next(record: Recorder, days: Sequence[dt.date | None]) -> None:
    if days:
        record.action = "accept_once"
        record.details["next"] = days[0].isoformat() if days[0] else "–"


def _taker(board: Board, assistant: int) -> str:
    """The name of somebody who can take work."""
    name = assistant_name(board, assistant)
    sql = "SELECT 1 FROM assistant WHERE id = ? AND ended IS NOT NULL"
    if board.db.execute_sql(sql, (assistant,)).fetchone():
        raise Refused(say(QT_TRANSLATE_NOOP("models", "{name} no longer works with you."), name=name))
    return name


def _on_board(board: Board, ids: Sequence[int]) -> list[int]:
    """Those that are neither gone nor in the bin."""
    found = [card.task for card in standees(board, ids)]
    if not found:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "What you wanted to hand over is no longer there.")))
    return found


def _held(board: Board, task: int) -> Held:
    held = newest(board, task)
    if held is None or held.ended is not None:
        raise Refused(say(QT_TRANSLATE_NOOP("models", "Nobody has this card.")))
    return held


_HELD = """
    SELECT h.id, h.uid, h.task_id, h.assistant_id, a.name, h.at, h.authority, h.next_check, h.move,
      h.baseline, h.version, h.sent, h.sent_how, h.sent_version, h.engagement, h.until, h.hour_cap,
      h.money_cap, h.ended, h.ending, h.reasons, h.why_anyway
    FROM handover h JOIN assistant a ON a.id = h.assistant_id WHERE
"""
_MOMENTS = ("at", "sent", "ended")
_DAYS = ("next_check", "until")
_NAMES = tuple(Held.__dataclass_fields__)


def _read(board: Board, where: str, key: int) -> list[Held]:
    found = []
    for row in board.db.execute_sql(f"{_HELD} {where}", (key,)).fetchall():
        values = dict(zip(_NAMES, row, strict=True))
        for name in _MOMENTS:
            values[name] = values[name] and dt.datetime.fromisoformat(values[name])
        for name in _DAYS:
            values[name] = values[name] and dt.date.fromisoformat(values[name])
        values["reasons"] = tuple(reason for reason in REASONS if reason in values["reasons"].split(","))
        found.append(Held(**values))
    return found
